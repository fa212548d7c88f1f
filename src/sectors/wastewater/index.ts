export { domesticWastewater, incomeGroup, pathway } from './domestic'
