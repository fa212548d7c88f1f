export { type BlendRow, blendOf, blendTable, isBlend } from './blends'
export { toCo2e } from './co2e'
export { asFactorRow, type GwpRow, gwpOf, gwpSet, gwpSetName, gwpSets, gwpTables } from './gwp'
