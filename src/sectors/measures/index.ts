export { compostingProgramme, site } from './composting-programme'
export { energyEfficiency, equipment, refrigerant } from './energy-efficiency'
export { sourceSeparation } from './source-separation'
