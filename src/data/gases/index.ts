export { toCo2e } from './co2e'
export { type GwpRow, gwpOf, gwpSet, gwpSets } from './gwp'
