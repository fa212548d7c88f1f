import { cite, constant, factor, input, method, named } from '../../core'
import { ipcc2006V5Table52 } from '../../data/factors/generated/ipcc-2006-v5-table-5.2'
import { ipcc2006V5Table56 } from '../../data/factors/generated/ipcc-2006-v5-table-5.6'
import { ipcc2019V5Table52 } from '../../data/factors/generated/ipcc-2019-v5-table-5.2'
import { co2OfCarbon } from './burnt-carbon'
import { wasteType } from './dimensions'

const inputs = {
  burnt: input('t waste (wet)', {
    symbol: 'SW',
    title: 'Waste incinerated, by category',
    over: [wasteType],
    range: [0, null],
  }),
  dryMatter: input('kg waste (dry)/kg waste (wet)', {
    symbol: 'dm',
    title: 'Dry matter content',
    over: [wasteType],
    range: [0, 1],
  }),
  carbon: factor('kg C/kg waste (dry)', {
    symbol: 'CF',
    title: 'Total carbon content of dry matter',
    over: [wasteType],
    range: [0, 1],
  }),
  fossil: factor('kg C (fossil)/kg C', {
    symbol: 'FCF',
    title: 'Fossil carbon fraction of total carbon',
    over: [wasteType],
    range: [0, 1],
  }),
  oxidised: factor('1', {
    symbol: 'OF',
    title: 'Oxidation factor',
    over: [wasteType],
    activity: 'incineration',
    range: [0, 1],
  }),
  ch4Factor: input('g CH4/t waste (wet)', {
    symbol: 'EF_CH4',
    title: 'CH4 emission factor, on wet mass',
    over: [wasteType],
    range: [0, null],
  }),
  n2oFactor: factor('g N2O/t waste (wet)', {
    symbol: 'EF_N2O',
    title: 'N2O emission factor, on wet mass',
    parameter: 'EF',
    over: [wasteType],
    activity: 'incineration',
    range: [0, null],
  }),
} as const

type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const emissions = ({ burnt, dryMatter, carbon, fossil, oxidised, ch4Factor, n2oFactor }: Symbols) => {
  const content = named('Carbon burnt', 'Eq 5.1', burnt.times(dryMatter).times(carbon), { unit: 't C' })
  const gas = co2OfCarbon({ carbon: content, fossilFraction: fossil, oxidised }, 'Eq 5.1')
  const share = fossil.times(constant('1', 'kg C/kg C (fossil)'))
  const ch4 = named('CH4 by category', 'Eq 5.4', burnt.times(ch4Factor), { unit: 't CH4' })
  const ch4Fossil = ch4.times(share).times(constant('1', 't CH4 (fossil)/t CH4'))
  const ch4Biogenic = ch4.times(constant('1').minus(share)).times(constant('1', 't CH4 (biogenic)/t CH4'))
  return {
    co2: named('Fossil CO2 emissions', 'Eq 5.1', gas.co2.sum(wasteType)),
    co2Biogenic: named('Biogenic CO2', 'Eq 5.1 with 1 − FCF', gas.co2Biogenic.sum(wasteType)),
    ch4: named('CH4 of fossil carbon', 'Eq 5.4, by origin', ch4Fossil.sum(wasteType)),
    ch4Biogenic: named('CH4 of biogenic carbon', 'Eq 5.4, by origin', ch4Biogenic.sum(wasteType)),
    n2o: named('N2O emissions', 'Eq 5.5', burnt.times(n2oFactor).sum(wasteType), { unit: 't N2O' }),
  }
}

/**
 * Incineration of industrial, clinical, hazardous waste and sludge by category: CO2 = Σ SW·dm·CF·FCF·OF·44/12, CH4 and N2O
 * on wet mass. There is no default for dry matter (Table 5.2: not available) and CH4 (Volume 2 for continuous plants; 9.7 g/t
 * of sludge in Japan, p 5.20), nor, in this edition, for N2O of clinical waste and carbon of sewage sludge (40 to 50 percent
 * of dry matter). Sewage sludge takes the N2O factor of wet mass, 900 g/t; the 990 g/t of Table 5.6 are for dry mass. CH4 is
 * split by the fossil fraction, since the source prints it without origin.
 */
export const incinerationByCategory = method({
  id: 'waste.incineration-by-category',
  title: 'Greenhouse gases from incineration of other waste',
  source: cite('ipcc-2006-v5', 'Ch 5, Eq 5.1, p 5.7; Eq 5.4, p 5.12; Eq 5.5, p 5.14; Tables 5.2, 5.6, pp 5.18–5.22'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table52, ipcc2006V5Table56],
  inputs,
  equations: emissions,
})

/** The same in the 2019 Refinement: carbon of sewage sludge is 30 percent of dry matter. Table 5.6 stays that of 2006. */
export const incinerationByCategory2019 = method({
  id: 'waste.incineration-by-category.2019-refinement',
  title: 'Greenhouse gases from incineration of other waste (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 5, Sections 5.2.1–5.2.3 (no refinement of Eq 5.1, 5.4, 5.5), pp 5.10–5.11; Table 5.2, p 5.12',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table52, ipcc2006V5Table56],
  inputs,
  equations: emissions,
})
