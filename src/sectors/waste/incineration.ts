import { category, cite, type Expression, factor, input, method, named } from '../../core'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table52 } from '../../data/factors/generated/ipcc-2006-v5-table-5.2'
import { ipcc2006V5Table53 } from '../../data/factors/generated/ipcc-2006-v5-table-5.3'
import { ipcc2006V5Table56 } from '../../data/factors/generated/ipcc-2006-v5-table-5.6'
import { ipcc2019V5Table52 } from '../../data/factors/generated/ipcc-2019-v5-table-5.2'
import { ipcc2019V5Table53 } from '../../data/factors/generated/ipcc-2019-v5-table-5.3'
import { ipcc2019V5Table53a } from '../../data/factors/generated/ipcc-2019-v5-table-5.3a'
import { ipcc2019V5Table54a } from '../../data/factors/generated/ipcc-2019-v5-table-5.4a'
import { ch4ByOrigin, co2OfCarbon, contents } from './burnt-carbon'
import { wasteType } from './dimensions'

const burnt = input('t waste (wet)', { symbol: 'MSW', title: 'Municipal solid waste burnt', range: [0, null] })

const oxidised = factor('1', {
  symbol: 'OF',
  title: 'Oxidation factor',
  activity: 'incineration',
  wasteType: 'msw',
  range: [0, 1],
})

const n2oFactor = (operation: string) =>
  factor('g N2O/t waste (wet)', {
    symbol: `EF_N2O,${operation}`,
    title: `N2O emission factor, ${operation} incineration`,
    parameter: 'EF',
    activity: 'incineration',
    wasteType: 'msw',
    technology: operation,
    range: [0, null],
  })

const inputs = {
  burnt,
  ...contents,
  oxidised,
  technology: category(
    [
      'continuous-stoker',
      'continuous-fluidised-bed',
      'semi-continuous-stoker',
      'semi-continuous-fluidised-bed',
      'batch-stoker',
      'batch-fluidised-bed',
    ],
    { title: 'Operation and technology of the incinerator' },
  ),
  ch4Factor: factor('g CH4/t waste (wet)', {
    symbol: 'EF_CH4',
    title: 'CH4 emission factor',
    parameter: 'EF',
    activity: 'incineration',
    wasteType: 'msw',
    by: ['technology'],
    range: [0, null],
  }),
  n2oContinuous: n2oFactor('continuous'),
  n2oSemiContinuous: n2oFactor('semi-continuous'),
  n2oBatch: n2oFactor('batch'),
} as const

const meltingInputs = {
  burnt,
  ...contents,
  oxidised,
  technology: category(['shaft', 'fluidised-bed', 'rotary-kiln'], { title: 'Type of the plant' }),
  ch4Factor: factor('g CH4/t waste (wet)', {
    symbol: 'EF_CH4',
    title: 'CH4 emission factor',
    parameter: 'EF',
    activity: 'pyrolysis-gasification-melting',
    wasteType: 'msw',
    by: ['technology'],
    range: [0, null],
  }),
  n2oFactor: factor('g N2O/t waste (wet)', {
    symbol: 'EF_N2O',
    title: 'N2O emission factor',
    parameter: 'EF',
    activity: 'pyrolysis-gasification-melting',
    wasteType: 'msw',
    by: ['technology'],
    range: [0, null],
  }),
} as const

interface Plant {
  readonly burnt: Expression
  readonly share: Expression<'wasteType'>
  readonly dryMatter: Expression<'wasteType'>
  readonly carbon: Expression<'wasteType'>
  readonly fossil: Expression<'wasteType'>
  readonly oxidised: Expression
  readonly ch4Factor: Expression
}

const emissions = (plant: Plant, n2oFactor: Expression) => {
  const { burnt, share, dryMatter, fossil, oxidised, ch4Factor } = plant
  const content = named('Carbon by type', 'Eq 5.2', share.times(dryMatter).times(plant.carbon), {
    unit: 't C/t waste (wet)',
  })
  const gas = co2OfCarbon({ carbon: burnt.times(content), fossilFraction: fossil, oxidised }, 'Eq 5.2')
  const ch4 = named('CH4 emissions', 'Eq 5.4', burnt.times(ch4Factor), { unit: 't CH4' })
  return {
    co2: named('Fossil CO2 emissions', 'Eq 5.2', gas.co2.sum(wasteType)),
    co2Biogenic: named('Biogenic CO2', 'Eq 5.2 with 1 − FCF', gas.co2Biogenic.sum(wasteType)),
    ...ch4ByOrigin(ch4, content.times(fossil).sum(wasteType), content.sum(wasteType)),
    n2o: named('N2O emissions', 'Eq 5.5', burnt.times(n2oFactor), { unit: 't N2O' }),
  }
}

type Incinerator = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const incinerated = (s: Incinerator) =>
  emissions(
    s,
    s.technology.match({
      'continuous-stoker': s.n2oContinuous,
      'continuous-fluidised-bed': s.n2oContinuous,
      'semi-continuous-stoker': s.n2oSemiContinuous,
      'semi-continuous-fluidised-bed': s.n2oSemiContinuous,
      'batch-stoker': s.n2oBatch,
      'batch-fluidised-bed': s.n2oBatch,
    }),
  )

/**
 * Incineration of municipal solid waste by its composition: CO2 = MSW·Σ WF·dm·CF·FCF·OF·44/12, CH4 and N2O by technology
 * on wet mass (kg/Gg is g/t). CO2 of biogenic carbon is an output of its own, outside CO2e. For continuous incineration
 * the source asks for the CH4 factors of Volume 2 rather than those of Table 5.3: give `ch4Factor` then.
 *
 * Where the heat is used, the same emissions are reported in the energy sector; nothing changes in their amount.
 */
export const incineration = method({
  id: 'waste.incineration',
  title: 'CO2, CH4 and N2O from incineration of municipal solid waste',
  source: cite(
    'ipcc-2006-v5',
    'Ch 5, Eq 5.2, p 5.7; Eq 5.4, p 5.12; Eq 5.5, p 5.14; Tables 5.2, 5.3, 5.6, pp 5.18–5.22; Ch 2, Table 2.4, p 2.14',
  ),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24, ipcc2006V5Table52, ipcc2006V5Table53, ipcc2006V5Table56],
  inputs,
  equations: incinerated,
})

/**
 * The same with the tables that the 2019 Refinement prints. It does not print Table 2.4 and Table 5.6: these two stay those
 * of 2006. For incineration of municipal solid waste no figure differs; melting plants are a method of their own.
 */
export const incineration2019 = method({
  id: 'waste.incineration.2019-refinement',
  title: 'CO2, CH4 and N2O from incineration of municipal solid waste (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 5, Sections 5.2.1–5.2.3 (no refinement of Eq 5.2, 5.4, 5.5), pp 5.10–5.11; Tables 5.2 and 5.3, pp 5.12–5.13',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table52, ipcc2019V5Table53, ipcc2006V5Table24, ipcc2006V5Table56],
  inputs,
  equations: incinerated,
})

/**
 * Pyrolysis-melting and gasification-melting of municipal solid waste: CO2 as of incineration, CH4 and N2O by the new
 * tables of the 2019 Refinement. The 2006 Guidelines have no such plants.
 */
export const meltingPlant2019 = method({
  id: 'waste.melting-plant.2019-refinement',
  title: 'Greenhouse gases from melting plants of waste (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 5, Section 5.2 (Eq 5.2, 5.4, 5.5 apply), p 5.10; Table 5.2, p 5.12; Table 5.3a, p 5.14; Table 5.4a, p 5.16',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table52, ipcc2019V5Table53a, ipcc2019V5Table54a, ipcc2006V5Table24],
  inputs: meltingInputs,
  equations: (s) => emissions(s, s.n2oFactor),
})
