import {
  accumulate,
  category,
  cite,
  constant,
  type Dimension,
  type Expression,
  exp,
  factor,
  input,
  method,
  named,
  one,
  step,
} from '../../../core'
import { cdmTool04601Mcf } from '../../../data/factors/generated/cdm-tool04-6.0.1-mcf'
import { cdmTool04601Parameters } from '../../../data/factors/generated/cdm-tool04-6.0.1-parameters'
import { cdmTool04601Table3 } from '../../../data/factors/generated/cdm-tool04-6.0.1-table-3'
import { cdmTool04601Table4 } from '../../../data/factors/generated/cdm-tool04-6.0.1-table-4'
import { cdmTool04601Table5 } from '../../../data/factors/generated/cdm-tool04-6.0.1-table-5'
import { month, wasteType, year } from '../dimensions'
import { climates } from '../first-order-decay'

/** Application A: gas of waste that lies in the site. Application B: waste that is kept from it. */
export const tool04Applications = ['application-a', 'application-b', 'project-or-leakage'] as const

/** Types of sites of the tool; stockpiles that count as sites are unmanaged and shallow. */
export const tool04Sites = ['managed-anaerobic', 'managed-semi-aerobic', 'unmanaged-deep', 'unmanaged-shallow'] as const

const activity = 'cdm-waste-disposal'

/** What Eq 1 and 2 ask, by the year or by the month. */
const inputsOver = <const D extends string>(period: Dimension<D>) =>
  ({
    deposited: input('t waste (wet)', {
      symbol: 'W',
      title: 'Waste disposed, or prevented from disposal',
      over: [wasteType, period] as readonly Dimension<'wasteType' | D>[],
      kind: 'flow',
      range: [0, null],
    }),
    application: category(tool04Applications, { title: 'Application of the tool', optional: true }),
    climate: category(climates, { title: 'Climate zone of the site', optional: true }),
    site: category(tool04Sites, { title: 'Type of site', over: [period], optional: true }),
    phi: factor('1', {
      symbol: 'φ',
      parameter: 'phi',
      title: 'Model correction factor',
      over: [period],
      labelled: [],
      activity,
      by: ['application', 'climate'],
      range: [0, 1],
    }),
    captured: input('1', {
      symbol: 'f',
      title: 'Share of CH4 that is captured at the site and destroyed or used',
      over: [period],
      kind: 'intensity',
      default: 0,
      range: [0, 1],
    }),
    oxidised: factor('1', { symbol: 'OX', title: 'Oxidation factor', activity, range: [0, 1] }),
    f: factor('1', { symbol: 'F', title: 'Fraction of CH4 in the gas of the site', activity, range: [0, 1] }),
    docf: factor('1', {
      symbol: 'DOC_f',
      parameter: 'DOCf',
      title: 'Fraction of DOC that decomposes',
      over: [period],
      labelled: [],
      activity,
      range: [0, 1],
    }),
    mcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane correction factor of the period of emission',
      over: [period],
      labelled: [],
      activity,
      by: ['site'],
      range: [0, 1],
    }),
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon',
      over: [wasteType],
      activity,
      range: [0, 1],
    }),
    k: factor('1/yr', {
      symbol: 'k',
      title: 'Decay rate',
      over: [wasteType],
      activity,
      by: ['climate'],
      range: [0, null],
    }),
  }) as const

interface Site<D extends string> {
  readonly deposited: Expression<'wasteType' | D>
  readonly phi: Expression<D>
  readonly captured: Expression<D>
  readonly oxidised: Expression
  readonly f: Expression
  readonly docf: Expression<D>
  readonly mcf: Expression<D>
  readonly doc: Expression<'wasteType'>
  readonly k: Expression<'wasteType'>
}

/**
 * Eq 1 (a period is a year) and Eq 2 (a period is a month, k/12 of it). The sum over earlier periods is a running one: what
 * is left of a deposit falls by e^(−k) a period, and the deposit of the period itself decays a full one.
 */
const emissions = <D extends string>(period: Dimension<D>, equation: string, s: Site<D>) => {
  const left = exp(s.k.times(step(period)).negate())
  const carbon = s.deposited.times(s.doc)
  const undecayed = named(
    'Degradable carbon before decay',
    equation,
    accumulate(period, carbon, (before) => before.times(left), { initial: '0 t C' }),
  )
  const decaying = named('Carbon that decays', equation, undecayed.times(one.minus(left)).sum(wasteType))
  const generated = named(
    'CH4 generated',
    equation,
    decaying.times(s.docf).times(s.mcf).times(s.f).times(constant('16/12', 't CH4 (biogenic)/t C')),
  )
  const passed = s.phi.times(one.minus(s.captured)).times(one.minus(s.oxidised))
  return { ch4: named('CH4 emissions', equation, generated.times(passed), { symbol: 'BE_CH4,SWDS' }) }
}

const common = {
  edition: 'version 06.0.1',
  admits: { 'cdm-tool04': ['version 06.0.1 (EB 66, Annex 46), 2 March 2012'] },
  factors: [cdmTool04601Table3, cdmTool04601Parameters, cdmTool04601Mcf, cdmTool04601Table4, cdmTool04601Table5],
}

/**
 * CH4 that a disposal site gives off, or would, by TOOL04: φ·(1 − f)·(1 − OX)·16/12·F·DOCf·MCF·ΣΣ W·DOC·e^(−k(y−x))·(1 − e^(−k)).
 * The first year of `deposited` is x = 1: of the site for application A, of the crediting period for application B. The tool
 * states CO2e; its GWP is that of the GWP set asked for.
 *
 * MCF and DOCf are those of the year of emission, not of the deposit as with the IPCC. The year of disposal counts a full year
 * of decay, so year y is year y + 1 of first-order decay by the IPCC with six months of delay. Inert waste is left out.
 *
 * What the tool has figured of a project is given: φ of its own uncertainties (Eq 3–4), DOCf from measured potential (Eq 9–11),
 * which residual waste must have, and MCF of a site with a water table (Eq 12). Each residual waste is a run of its own (p 2).
 */
export const cdmTool04Yearly = method({
  id: 'waste.cdm-tool04.yearly',
  title: 'CH4 from solid waste disposal sites, CDM TOOL04 by the year',
  source: cite(
    'cdm-tool04-6.0.1',
    'Eq 1, p 3; φ Table 3, OX, F, p 9; DOCf, MCF, p 10; DOC Table 4, p 11; k Table 5, p 12',
  ),
  ...common,
  inputs: inputsOver(year),
  equations: (s) => emissions(year, 'Eq 1', s),
})

/** The same by the month. In the first year it gives about half of the yearly model: a deposit decays from its month on. */
export const cdmTool04Monthly = method({
  id: 'waste.cdm-tool04.monthly',
  title: 'CH4 from solid waste disposal sites, CDM TOOL04 by the month',
  source: cite(
    'cdm-tool04-6.0.1',
    'Eq 2, p 3; φ Table 3, OX, F, p 9; DOCf, MCF, p 10; DOC Table 4, p 11; k Table 5, p 12',
  ),
  ...common,
  inputs: inputsOver(month),
  equations: (s) => emissions(month, 'Eq 2', s),
})
