export { composting } from './composting'
export { wasteType, year } from './dimensions'
export { solidWasteDisposal, solidWasteDisposalWorkbook2006 } from './solid-waste-disposal'
