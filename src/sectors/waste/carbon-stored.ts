import { category, cite, type Expression, factor, input, method, named, one } from '../../core'
import { ipcc2006V5Section232 } from '../../data/factors/generated/ipcc-2006-v5-section-2.3.2'
import { ipcc2006V5Section323 } from '../../data/factors/generated/ipcc-2006-v5-section-3.2.3'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table31 } from '../../data/factors/generated/ipcc-2006-v5-table-3.1'
import { ipcc2006WasteModelParameters } from '../../data/factors/generated/ipcc-2006-waste-model-parameters'
import { ipcc2019V5Table30 } from '../../data/factors/generated/ipcc-2019-v5-table-3.0'
import { ipcc2019V5Table31 } from '../../data/factors/generated/ipcc-2019-v5-table-3.1'
import { ipcc2019WasteModelMcf } from '../../data/factors/generated/ipcc-2019-waste-model-mcf'
import { ipcc2019WasteModelParameters } from '../../data/factors/generated/ipcc-2019-waste-model-parameters'
import { wasteType, year } from './dimensions'
import { sites2006, sites2019 } from './first-order-decay'

const inputsWith = <const S extends string>(sites: readonly S[], docf: { parameter: string; byType: boolean }) =>
  ({
    deposited: input('t waste (wet)', {
      symbol: 'W',
      title: 'Waste deposited',
      over: [wasteType, year],
      kind: 'flow',
      range: [0, null],
    }),
    site: category(sites, { title: 'Type of site in the year of deposit', over: [year], optional: true }),
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon',
      over: [wasteType],
      range: [0, 1],
    }),
    docf: factor('1', {
      symbol: 'DOC_f',
      parameter: docf.parameter,
      title: 'Fraction of DOC that decomposes',
      over: [wasteType],
      labelled: docf.byType ? [wasteType] : [],
      range: [0, 1],
    }),
    mcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane correction factor of the year of deposit',
      over: [wasteType, year],
      labelled: [],
      by: ['site'],
      range: [0, 1],
    }),
  }) as const

interface Symbols {
  readonly deposited: Expression<'wasteType' | 'year'>
  readonly doc: Expression<'wasteType'>
  readonly docf: Expression<'wasteType'>
  readonly mcf: Expression<'wasteType' | 'year'>
}

const stored = ({ deposited, doc, docf, mcf }: Symbols) => {
  const byType = named(
    'DOCm long-term stored, by type',
    'Eq 3A1.19',
    deposited.times(doc).times(one.minus(docf)).times(mcf),
  )
  return {
    stored: named('DOCm long-term stored', 'Eq 3A1.19', byType.sum(wasteType), { symbol: 'DOCm long-term stored' }),
  }
}

/**
 * Carbon of a year's waste that stays in the site for long: W·DOC·(1 − DOCf)·MCF. It is what is added in a year, not the
 * stock, and no removal in the waste sector: harvested wood products are accounted for in Volume 4.
 */
export const carbonStored = method({
  id: 'waste.carbon-stored',
  title: 'Carbon stored long-term in solid waste disposal sites',
  source: cite('ipcc-2006-v5', 'Ch 3, Annex 3A.1, Eq 3A1.19, p 3.37'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [
    ipcc2006V5Table24,
    ipcc2006V5Section232,
    ipcc2006WasteModelParameters,
    ipcc2006V5Section323,
    ipcc2006V5Table31,
  ],
  inputs: inputsWith(sites2006, { parameter: 'DOCf', byType: false }),
  equations: stored,
})

/** The same with DOCf by type of waste (Table 3.0): of wood nine tenths stay instead of half. */
export const carbonStored2019 = method({
  id: 'waste.carbon-stored.2019-refinement',
  title: 'Carbon stored long-term in solid waste disposal sites (2019 Refinement)',
  source: cite('ipcc-2019-v5', 'Ch 3, Tables 3.0 and 3.1, pp 3.12–3.13; Eq 3A1.19 of 2006, p 3.37'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table30, ipcc2019V5Table31, ipcc2006V5Table24],
  inputs: inputsWith(sites2019, { parameter: 'DOCf', byType: true }),
  equations: stored,
})

/** The workbook of the 2019 Refinement with its slips: its sheet takes DOCf 0.7 for every type, and MCF as its landfill does. */
export const carbonStoredWorkbook2019 = method({
  id: 'waste.carbon-stored.workbook-2019',
  title: 'Carbon stored long-term as 19R_V5_Waste_Model.xls computes it',
  source: cite('ipcc-2019-waste-model', 'sheet Stored_C, columns C–K, N; sheet MCF, columns X, Y'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019WasteModelParameters, ipcc2019WasteModelMcf, ipcc2006V5Table24],
  inputs: inputsWith(sites2019, { parameter: 'DOCf-stored', byType: true }),
  equations: stored,
})
