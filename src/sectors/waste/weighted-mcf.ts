import { cite, dimension, factor, input, method, named } from '../../core'
import { ipcc2006V5Table31 } from '../../data/factors/generated/ipcc-2006-v5-table-3.1'
import { ipcc2019V5Table31 } from '../../data/factors/generated/ipcc-2019-v5-table-3.1'
import { ipcc2019WasteModelMcf } from '../../data/factors/generated/ipcc-2019-waste-model-mcf'
import { year } from './dimensions'

/** Types of disposal sites, as Table 3.1 of the edition names them. */
export const site = dimension('site')

const inputs = {
  share: input('1', {
    symbol: 'w',
    title: 'Share of the waste of a year that goes to each type of site',
    over: [site, year],
    kind: 'intensity',
    sumsTo: site,
    range: [0, 1],
  }),
  mcf: factor('1', { symbol: 'MCF', title: 'Methane correction factor', over: [site], range: [0, 1] }),
} as const

type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const weighted = ({ share, mcf }: Symbols) => ({
  mcf: named('Weighted MCF', 'Section 3.2.1', share.times(mcf).sum(site)),
})

/**
 * Mean MCF of waste that goes to several types of sites, by the year of deposit. Give it to a landfill as `mcf`; it stays
 * with the waste of its year when a site is upgraded later.
 */
export const weightedMcf = method({
  id: 'waste.weighted-mcf',
  title: 'Methane correction factor of several types of sites',
  source: cite('ipcc-2006-v5', 'Ch 3, Section 3.2.1.1, p 3.11; Table 3.1, p 3.14'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table31],
  inputs,
  equations: weighted,
})

/** The same with the types of sites of the 2019 Refinement. */
export const weightedMcf2019 = method({
  id: 'waste.weighted-mcf.2019-refinement',
  title: 'Methane correction factor of several types of sites (2019 Refinement)',
  source: cite('ipcc-2019-v5', 'Ch 3, Section 3.2.1.1, p 3.9; Table 3.1, p 3.13'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table31],
  inputs,
  equations: weighted,
})

/** The workbook of the 2019 Refinement, whose sum leaves poorly managed semi-aerobic and actively aerated sites out. */
export const weightedMcfWorkbook2019 = method({
  id: 'waste.weighted-mcf.workbook-2019',
  title: 'Methane correction factor as 19R_V5_Waste_Model.xls weighs it',
  source: cite('ipcc-2019-waste-model', 'sheet MCF, columns C–J, X'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019WasteModelMcf],
  inputs,
  equations: weighted,
})
