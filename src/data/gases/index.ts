export { type BlendRow, blendTable, type GwpRow, gwpFactorRow, gwpTables } from '../factors/gas-sets'
export { blendOf, isBlend } from './blends'
export { toCo2e } from './co2e'
export { gwpOf, gwpSet, gwpSetName, gwpSets, gwpSource } from './gwp'
