import {
  accumulate,
  category,
  categoryFactor,
  cite,
  constant,
  type Expression,
  exp,
  factor,
  input,
  method,
  named,
  one,
  previous,
  step,
  when,
} from '../../core'
import { ipcc2006V5Section232 } from '../../data/factors/generated/ipcc-2006-v5-section-2.3.2'
import { ipcc2006V5Section323 } from '../../data/factors/generated/ipcc-2006-v5-section-3.2.3'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table31 } from '../../data/factors/generated/ipcc-2006-v5-table-3.1'
import { ipcc2006V5Table32 } from '../../data/factors/generated/ipcc-2006-v5-table-3.2'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2006WasteModelDelay } from '../../data/factors/generated/ipcc-2006-waste-model-delay'
import { ipcc2006WasteModelParameters } from '../../data/factors/generated/ipcc-2006-waste-model-parameters'
import { wasteType, year } from './dimensions'

const climates = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'] as const
const sites = [
  'managed-anaerobic',
  'managed-semi-aerobic',
  'unmanaged-deep',
  'unmanaged-shallow',
  'uncategorised',
] as const

const tables = [
  ipcc2006V5Table24,
  ipcc2006V5Section232,
  ipcc2006WasteModelParameters,
  ipcc2006V5Table31,
  ipcc2006V5Table32,
  ipcc2006V5Table33,
  ipcc2006V5Section323,
]

const inputs = {
  deposited: input('t waste (wet)', {
    symbol: 'W',
    title: 'Waste deposited',
    over: [wasteType, year],
    kind: 'flow',
    range: [0, null],
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
    title: 'Fraction of DOC that decomposes',
    over: [wasteType],
    labelled: [],
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
  k: factor('1/yr', {
    symbol: 'k',
    title: 'Reaction constant',
    over: [wasteType],
    by: ['climate'],
    range: [0, null],
  }),
  f: factor('1', { symbol: 'F', title: 'Fraction of CH4 in generated landfill gas', range: [0, 1] }),
  delay: factor('month', {
    symbol: 'delay',
    title: 'Average delay before decay starts',
    over: [wasteType],
    labelled: [],
    range: [0, 6],
  }),
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
} as const

type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const decay = ({ deposited, doc, docf, mcf, k, f, recovered, oxidised }: Symbols, delay: Expression<'wasteType'>) => {
  const start = named('Month of reaction start', 'Eq 3A1.12', delay.plus(constant('7', 'month')), {
    symbol: 'M',
    unit: 'month',
  })
  const remaining = exp(k.times(step(year)).negate())
  const untilYearEnd = exp(k.times(constant('13', 'month').minus(start)).negate())

  const decomposable = named('DDOCm', 'Eq 3.2', deposited.times(doc).times(docf).times(mcf), { symbol: 'DDOCmd' })
  const left = named('DDOCm rem', 'Eq 3A1.12', decomposable.times(untilYearEnd), { symbol: 'DDOCm rem' })
  const decayed = named('DDOCm dec', 'Eq 3A1.13', decomposable.times(one.minus(untilYearEnd)), { symbol: 'DDOCm dec' })
  const accumulated = named(
    'DDOCma',
    'Eq 3.4, 3A1.14',
    accumulate(year, left, (before) => before.times(remaining), { initial: '0 t C' }),
    { symbol: 'DDOCma' },
  )
  const before = previous(year, accumulated, { initial: '0 t C' })
  const decomposed = named('DDOCm decomp', 'Eq 3.5, 3A1.15', decayed.plus(before.times(one.minus(remaining))), {
    symbol: 'DDOCm decomp',
  })
  const generated = named(
    'CH4 generated',
    'Eq 3.6',
    decomposed.times(f).times(constant('16/12', 't CH4 (biogenic)/t C')),
    { symbol: 'CH4 generated' },
  )
  return {
    ch4: named('CH4 emissions', 'Eq 3.1', generated.sum(wasteType).minus(recovered).times(one.minus(oxidised)), {
      symbol: 'CH4 Emissions',
    }),
  }
}

/**
 * Methane of solid waste disposal by first-order decay. The first year of `deposited` is the first of the model, with
 * nothing in the site before it. With a delay of six months (M = 13) Eq 3A1.12–3A1.15 are Eq 3.4–3.5.
 *
 * Recovery above generation gives a negative emission: Eq 3.1 prints no limit. The delay is zero to six months (p 3.19);
 * above six, Eq 3A1.12 would leave more than was deposited.
 */
export const solidWasteDisposal = method({
  id: 'waste.solid-waste-disposal',
  title: 'CH4 from solid waste disposal, first-order decay',
  source: cite('ipcc-2006-v5', 'Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Eq 3A1.12–3A1.15, pp 3.35–3.36'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: tables,
  inputs,
  equations: (symbols) => decay(symbols, symbols.delay),
})

/**
 * The IPCC Waste Model workbook, reproduced with its own slip: the sheet for food holds the constant 13 as month of
 * reaction start, so a delay other than six months does not reach food waste.
 */
export const solidWasteDisposalWorkbook2006 = method({
  id: 'waste.solid-waste-disposal.workbook-2006',
  title: 'CH4 from solid waste disposal as IPCC_Waste_Model.xls computes it',
  source: cite('ipcc-2006-waste-model', 'sheets Food … Industry, columns D–J; Recovery_OX; Results'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [...tables, ipcc2006WasteModelDelay],
  inputs: {
    ...inputs,
    readsDelay: categoryFactor(['yes', 'no'], {
      title: 'Whether the sheet of the waste type reads the delay',
      parameter: 'readsDelay',
      over: [wasteType],
    }),
  },
  equations: (symbols) => decay(symbols, when(symbols.readsDelay.is('yes'), symbols.delay, '6 month')),
})
