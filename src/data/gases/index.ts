export { type BlendRow, blendOf, isBlend } from './blends'
export { toCo2e } from './co2e'
export { type GwpRow, gwpOf, gwpSet, gwpSetName, gwpSets } from './gwp'
