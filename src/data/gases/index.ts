export { type BlendRow, blendOf, blendTable, isBlend } from './blends'
export { toCo2e } from './co2e'
export { type GwpRow, gwpFactorRow, gwpOf, gwpSet, gwpSetName, gwpSets, gwpTables } from './gwp'
