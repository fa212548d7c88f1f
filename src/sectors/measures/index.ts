export { compostingProgramme, site } from './composting-programme'
export { energyEfficiency, equipment, refrigerant } from './energy-efficiency'
