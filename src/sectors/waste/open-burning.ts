import { cite, constant, factor, input, method, named } from '../../core'
import { ipcc2006V5Section542 } from '../../data/factors/generated/ipcc-2006-v5-section-5.4.2'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table52 } from '../../data/factors/generated/ipcc-2006-v5-table-5.2'
import { ipcc2006V5Table56 } from '../../data/factors/generated/ipcc-2006-v5-table-5.6'
import { ipcc2019V5Table52 } from '../../data/factors/generated/ipcc-2019-v5-table-5.2'
import { ipcc2019V5Table53 } from '../../data/factors/generated/ipcc-2019-v5-table-5.3'
import { ch4ByOrigin, co2OfCarbon, contents } from './burnt-carbon'
import { wasteType } from './dimensions'

const inputs = {
  burnt: input('t waste (wet)', { symbol: 'MSW_B', title: 'Municipal solid waste open-burned', range: [0, null] }),
  ...contents,
  oxidised: factor('1', {
    symbol: 'OF',
    title: 'Oxidation factor of open burning',
    activity: 'open-burning',
    wasteType: 'msw',
    range: [0, 1],
  }),
  ch4Factor: factor('g CH4/t waste (wet)', {
    symbol: 'EF_CH4',
    title: 'CH4 emission factor of open burning, on wet mass',
    parameter: 'EF',
    activity: 'open-burning',
    wasteType: 'msw',
    range: [0, null],
  }),
  n2oFactor: factor('g N2O/t waste (dry)', {
    symbol: 'EF_N2O',
    title: 'N2O emission factor of open burning, on dry mass',
    parameter: 'EF',
    activity: 'open-burning',
    wasteType: 'msw',
    range: [0, null],
  }),
} as const

type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const openBurned = ({ burnt, share, dryMatter, carbon, fossil, oxidised, ch4Factor, n2oFactor }: Symbols) => {
  const dry = named('Dry matter content of the waste', 'Eq 5.8', share.times(dryMatter).sum(wasteType), {
    symbol: 'dm',
    unit: 't waste (dry)/t waste (wet)',
  })
  const content = named('Carbon by type', 'Eq 5.2', share.times(dryMatter).times(carbon), { unit: 't C/t waste (wet)' })
  const gas = co2OfCarbon({ carbon: burnt.times(content), fossilFraction: fossil, oxidised }, 'Eq 5.2')
  const ch4 = named('CH4 emissions', 'Eq 5.4', burnt.times(ch4Factor), { unit: 't CH4' })
  const unburnt = burnt.times(content.sum(wasteType)).times(constant('1').minus(oxidised))
  return {
    co2: named('Fossil CO2 emissions', 'Eq 5.2', gas.co2.sum(wasteType)),
    co2Biogenic: named('Biogenic CO2', 'Eq 5.2 with 1 − FCF', gas.co2Biogenic.sum(wasteType)),
    ...ch4ByOrigin(ch4, content.times(fossil).sum(wasteType), content.sum(wasteType)),
    n2o: named('N2O emissions', 'Eq 5.5', burnt.times(dry).times(n2oFactor), { unit: 't N2O' }),
    unburntCarbon: named('Carbon not oxidised', 'Table 5.2: 1 − OF', unburnt, { unit: 't C' }),
  }
}

/**
 * Open burning of municipal solid waste, at homes and on dumps. CH4 goes by wet, N2O by dry mass (Table 5.6). Carbon that
 * is not oxidised is an output of its own. Waste that burns on a disposal site is no longer there to decay: take it off
 * what is deposited.
 */
export const openBurning = method({
  id: 'waste.open-burning',
  title: 'CO2, CH4 and N2O from open burning of municipal solid waste',
  source: cite(
    'ipcc-2006-v5',
    'Ch 5, Eq 5.2, p 5.7; Eq 5.4, p 5.12; Eq 5.5, p 5.14; Eq 5.8, p 5.17; Tables 5.2, 5.6, pp 5.18–5.22; CH4 factor, p 5.20',
  ),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24, ipcc2006V5Table52, ipcc2006V5Section542, ipcc2006V5Table56],
  inputs,
  equations: openBurned,
})

/** The same in the 2019 Refinement: 71 instead of 58 percent of the carbon is oxidised. Tables 2.4 and 5.6 stay those of 2006. */
export const openBurning2019 = method({
  id: 'waste.open-burning.2019-refinement',
  title: 'CO2, CH4 and N2O from open burning of municipal solid waste (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 5, Sections 5.2.1–5.2.3 (no refinement of Eq 5.2, 5.4, 5.5), pp 5.10–5.11; Table 5.2, p 5.12; CH4 factor, p 5.13',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table52, ipcc2019V5Table53, ipcc2006V5Table24, ipcc2006V5Table56],
  inputs,
  equations: openBurned,
})
