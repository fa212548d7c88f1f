import { category, categoryFactor, cite, constant, type Expression, factor, input, method, named } from '../../core'
import { ipcc2006V2Origin } from '../../data/factors/generated/ipcc-2006-v2-origin'
import { ipcc2006V2Table22 } from '../../data/factors/generated/ipcc-2006-v2-table-2.2'
import { ipcc2006V2Table23 } from '../../data/factors/generated/ipcc-2006-v2-table-2.3'
import { ipcc2006V2Table24 } from '../../data/factors/generated/ipcc-2006-v2-table-2.4'
import { ipcc2006V2Table25 } from '../../data/factors/generated/ipcc-2006-v2-table-2.5'
import { blend, fuel, gas, origin } from './dimensions'

/** An explicit change of words: the same gas, now stating its origin. */
const of = (emissions: Expression<'gas' | 'origin'>, name: string, from: 'fossil' | 'biogenic') =>
  emissions
    .at(gas, name)
    .at(origin, from)
    .times(constant('1', `kg ${name} (${from})/kg ${name}`))

/**
 * CO2, CH4 and N2O of fuel burnt in stationary sources, tier 1. Blended fuels count as the fuels that they are made of,
 * by share of energy. CO2 of biogenic fuels is an output of its own, outside CO2e; their CH4 and N2O count.
 */
export const stationaryCombustion = method({
  id: 'energy.stationary-combustion',
  title: 'Greenhouse gases from stationary combustion (tier 1)',
  source: cite('ipcc-2006-v2', 'Ch 2, Eq 2.1, p 2.11; Eq 2.2, p 2.12; Tables 2.2–2.5, pp 2.16–2.23'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V2Table22, ipcc2006V2Table23, ipcc2006V2Table24, ipcc2006V2Table25, ipcc2006V2Origin],
  inputs: {
    sector: category(['energy-industries', 'manufacturing', 'commercial', 'residential'], {
      title: 'Where the fuel is burnt',
      optional: true,
    }),
    consumption: input('TJ (NCV)', { symbol: 'Fuel', title: 'Fuel combusted', over: [fuel], range: [0, null] }),
    blends: input('TJ (NCV)', { title: 'Blended fuel combusted', over: [blend], optional: true, range: [0, null] }),
    composition: input('1', {
      title: 'Share of each fuel in the energy of a blend',
      over: [blend, fuel],
      sumsTo: fuel,
      optional: true,
      range: [0, 1],
    }),
    emissionFactor: factor('kg gas/TJ (NCV)', {
      symbol: 'EF',
      title: 'Emission factor',
      over: [fuel, gas],
      activity: 'stationary-combustion',
      by: ['sector'],
      range: [0, null],
    }),
    origin: categoryFactor(['fossil', 'biogenic'], {
      title: 'Origin of the carbon',
      parameter: 'origin',
      over: [fuel],
    }),
  },
  equations({ consumption, blends, composition, emissionFactor, origin: fuelOrigin }) {
    const burnt = named('Fuel consumption', 'Eq 2.1', consumption.plus(blends.times(composition).sum(blend)), {
      symbol: 'Fuel',
    })
    const byFuel = named('Emissions by fuel', 'Eq 2.1', burnt.times(emissionFactor), { symbol: 'E' })
    const byOrigin = named('Emissions', 'Eq 2.2', byFuel.sumBy(fuel, origin, fuelOrigin), { symbol: 'E' })
    return {
      co2: named('CO2, fossil', 'Eq 2.2', byOrigin.at(gas, 'CO2').at(origin, 'fossil')),
      co2Biogenic: named('CO2, biogenic', 'Eq 2.2; Section 2.3.3.4', of(byOrigin, 'CO2', 'biogenic')),
      ch4: named('CH4 of fossil fuels', 'Eq 2.2', of(byOrigin, 'CH4', 'fossil')),
      ch4Biogenic: named('CH4 of biogenic fuels', 'Eq 2.2', of(byOrigin, 'CH4', 'biogenic')),
      n2o: named('N2O', 'Eq 2.2', byOrigin.at(gas, 'N2O').sum(origin)),
    }
  },
})
