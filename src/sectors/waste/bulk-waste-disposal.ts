import { category, cite, type Expression, factor, input, method, named } from '../../core'
import { ipcc2006V5Section323 } from '../../data/factors/generated/ipcc-2006-v5-section-3.2.3'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table31 } from '../../data/factors/generated/ipcc-2006-v5-table-3.1'
import { ipcc2006V5Table32 } from '../../data/factors/generated/ipcc-2006-v5-table-3.2'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2019V5Section323 } from '../../data/factors/generated/ipcc-2019-v5-section-3.2.3'
import { ipcc2019V5Table30 } from '../../data/factors/generated/ipcc-2019-v5-table-3.0'
import { ipcc2019V5Table31 } from '../../data/factors/generated/ipcc-2019-v5-table-3.1'
import { ipcc2019V5Table32 } from '../../data/factors/generated/ipcc-2019-v5-table-3.2'
import { ipcc2019V5Table33 } from '../../data/factors/generated/ipcc-2019-v5-table-3.3'
import { wasteType, year } from './dimensions'
import { climates, decayOf, emitted, sites2006, sites2019 } from './first-order-decay'

const inputsWith = <const S extends string>(sites: readonly S[], docf: { wasteType?: 'bulk' }) =>
  ({
    deposited: input('t waste (wet)', {
      symbol: 'W',
      title: 'Mixed waste deposited, inert parts included',
      over: [year],
      kind: 'flow',
      range: [0, null],
    }),
    share: input('1', {
      symbol: 'w',
      title: 'Share of each type in the waste of a year, of wet weight',
      over: [wasteType, year],
      kind: 'intensity',
      sumsTo: wasteType,
      range: [0, 1],
    }),
    climate: category(climates, { title: 'Climate zone of the site', optional: true }),
    site: category(sites, { title: 'Type of site in the year of deposit', over: [year], optional: true }),
    cover: category(['managed-oxidising-cover', 'other'], {
      title: 'Cover of the site',
      over: [year],
      default: 'other',
    }),
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon',
      over: [wasteType],
      range: [0, 1],
    }),
    docf: factor('1', {
      symbol: 'DOC_f',
      parameter: 'DOCf',
      title: 'Fraction of DOC that decomposes, of mixed waste',
      ...docf,
      range: [0, 1],
    }),
    mcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane correction factor of the year of deposit',
      over: [year],
      by: ['site'],
      range: [0, 1],
    }),
    k: factor('1/yr', {
      symbol: 'k',
      title: 'Reaction constant of mixed waste',
      wasteType: 'bulk',
      by: ['climate'],
      range: [0, null],
    }),
    f: factor('1', { symbol: 'F', title: 'Fraction of CH4 in generated landfill gas', range: [0, 1] }),
    delay: factor('month', { symbol: 'delay', title: 'Average delay before decay starts', range: [0, 6] }),
    recovered: input('t CH4 (biogenic)', {
      symbol: 'R',
      title: 'CH4 recovered',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    oxidised: factor('1', {
      symbol: 'OX',
      title: 'Oxidation factor',
      over: [year],
      by: ['cover'],
      range: [0, 1],
    }),
  }) as const

interface Site {
  readonly deposited: Expression<'year'>
  readonly share: Expression<'wasteType' | 'year'>
  readonly doc: Expression<'wasteType'>
  readonly docf: Expression
  readonly mcf: Expression<'year'>
  readonly k: Expression
  readonly f: Expression
  readonly delay: Expression
  readonly recovered: Expression<'year'>
  readonly oxidised: Expression<'year'>
}

const bulkDecay = ({ deposited, share, doc, docf, mcf, k, f, delay, recovered, oxidised }: Site) => {
  const bulk = named('DOC of bulk waste', 'Eq 3.7', doc.times(share).sum(wasteType), { symbol: 'DOC' })
  const decomposable = named('DDOCm', 'Eq 3.2', deposited.times(bulk).times(docf).times(mcf), { symbol: 'DDOCmd' })
  const generated = decayOf({ decomposable, k, f, delay })
  return { ch4: emitted(generated, recovered, oxidised) }
}

/**
 * Methane of solid waste disposal by the bulk option: mixed waste with one DOC, that of its composition (Eq 3.7), and one
 * reaction constant. Against the option by types the methane comes at other times; over all time it is as much.
 *
 * The shares include what is inert. Shares of Table 2.3 often add up to less than 1: what is missing is not known to be
 * inert, and has to be given a type.
 */
export const bulkWasteDisposal = method({
  id: 'waste.bulk-waste-disposal',
  title: 'CH4 from solid waste disposal, bulk waste',
  source: cite(
    'ipcc-2006-v5',
    'Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Eq 3.7, p 3.13; bulk waste in Table 3.3, p 3.17; Eq 3A1.12–3A1.15, pp 3.35–3.36',
  ),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24, ipcc2006V5Table31, ipcc2006V5Table32, ipcc2006V5Table33, ipcc2006V5Section323],
  inputs: inputsWith(sites2006, {}),
  equations: bulkDecay,
})

/** The same with the sites of the 2019 Refinement; DOCf of bulk waste is 0.5 (Table 3.0), as in 2006. */
export const bulkWasteDisposal2019 = method({
  id: 'waste.bulk-waste-disposal.2019-refinement',
  title: 'CH4 from solid waste disposal, bulk waste (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 3, Eq 3.1–3.6, pp 3.6–3.9; Eq 3.7, p 3.11; Tables 3.0, 3.1, 3.3, pp 3.12–3.16; Annex 3A.1 of 2006, Eq 3A1.12–3A1.15',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [
    ipcc2019V5Table30,
    ipcc2019V5Table31,
    ipcc2019V5Table32,
    ipcc2019V5Table33,
    ipcc2019V5Section323,
    ipcc2006V5Table24,
    ipcc2006V5Section323,
  ],
  inputs: inputsWith(sites2019, { wasteType: 'bulk' }),
  equations: bulkDecay,
})
