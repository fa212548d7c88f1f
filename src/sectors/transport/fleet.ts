import {
  accumulate,
  category,
  check,
  cite,
  constant,
  coordinate,
  factor,
  input,
  method,
  named,
  ordered,
  shift,
  step,
  time,
  when,
} from '../../core'
import { ipcc2006V2Table321 } from '../../data/factors/generated/ipcc-2006-v2-table-3.2.1'
import { ipcc2006V2Table322 } from '../../data/factors/generated/ipcc-2006-v2-table-3.2.2'

export const year = time('year', { index: 't' })
/** Age in whole years; a vehicle has age 0 in the year in which it is sold. */
export const age = ordered('age', 'yr', { index: 'a' })

const fuels = ['motor-gasoline', 'gas-diesel-oil', 'liquefied-petroleum-gases'] as const
const technologies = [
  'uncontrolled',
  'oxidation-catalyst',
  'low-mileage-light-duty-1995-or-later',
  'not-stated',
] as const

/**
 * A vehicle fleet as cohorts: sales enter at age 0, every year each cohort grows a year older and its share `survival`
 * stays in use; distance, fuel energy and its CO2, CH4 and N2O follow.
 *
 * `survival` at an age is the share of the vehicles one year younger that is still there at this age (not the share of
 * sales that is left). Vehicles that grow older than the oldest age given leave the fleet: give ages high enough.
 * The source states the cohorts in prose only (p 3.27); energy follows Eq 3.2.6, in TJ instead of litres.
 */
export const fleet = method({
  id: 'transport.fleet',
  title: 'Vehicle fleet by cohorts, with distance, energy and exhaust emissions',
  source: cite('ipcc-2006-v2', 'Ch 3, Eq 3.2.1, p 3.12; Eq 3.2.3, p 3.13; Eq 3.2.6, p 3.26; fleets by age, p 3.27'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V2Table321, ipcc2006V2Table322],
  inputs: {
    baseStock: input('vehicle', {
      symbol: 'N0',
      title: 'Vehicles in use by age, at the end of the year before the first',
      over: [age],
      kind: 'stock',
      range: [0, null],
    }),
    sales: input('vehicle', { symbol: 'Sales', title: 'Vehicles sold', over: [year], kind: 'flow', range: [0, null] }),
    survival: input('1', {
      symbol: 's',
      title: 'Share that survives to this age from the age before',
      over: [age],
      range: [0, 1],
    }),
    distance: input('vehicle-km/vehicle/yr', {
      symbol: 'Distance',
      title: 'Annual distance per vehicle',
      over: [age, year],
      kind: 'intensity',
      range: [0, null],
    }),
    consumption: input('MJ (NCV)/vehicle-km', {
      symbol: 'Consumption',
      title: 'Fuel energy per distance',
      over: [age, year],
      kind: 'intensity',
      range: [0, null],
    }),
    fuel: category(fuels, { title: 'Fuel', optional: true }),
    technology: category(technologies, { title: 'Emission control of gasoline vehicles', default: 'not-stated' }),
    co2Factor: factor('kg CO2/TJ (NCV)', {
      symbol: 'EF_CO2',
      title: 'CO2 emission factor',
      parameter: 'EF',
      activity: 'road-transport',
      by: ['fuel'],
    }),
    ch4Factor: factor('kg CH4/TJ (NCV)', {
      symbol: 'EF_CH4',
      title: 'CH4 emission factor',
      parameter: 'EF',
      activity: 'road-transport',
      by: ['fuel', 'technology'],
    }),
    n2oFactor: factor('kg N2O/TJ (NCV)', {
      symbol: 'EF_N2O',
      title: 'N2O emission factor',
      parameter: 'EF',
      activity: 'road-transport',
      by: ['fuel', 'technology'],
    }),
  },
  equations({ baseStock, sales, survival, distance, consumption, co2Factor, ch4Factor, n2oFactor }) {
    const entering = when(coordinate(age).equals('0 yr'), sales, '0 vehicle')
    const cohorts = accumulate(
      year,
      entering,
      (before) => shift(age, before, 1, { initial: '0 vehicle' }).times(survival),
      { initial: baseStock },
    )
    // a cohort moves up one label a period, and sales need the label 0
    const apart = coordinate(age).minus(shift(age, coordinate(age), 1, { initial: '-1 yr' }))
    const stock = named(
      'Vehicles',
      'p 3.27',
      check(cohorts, apart.equals(step(year)), 'The ages must be 0, 1, 2 … without a gap, and the periods years.'),
      { symbol: 'Vehicles' },
    )
    const travelled = named('Distance travelled', 'Eq 3.2.6', stock.times(distance).times(step(year)))
    const energy = named('Fuel energy', 'Eq 3.2.6', travelled.times(consumption).sum(age), { symbol: 'Fuel' })
    return {
      vehicles: stock,
      distance: named('Distance of the fleet', 'Eq 3.2.6', travelled.sum(age)),
      energy,
      co2: named('CO2 emissions', 'Eq 3.2.1', energy.times(co2Factor)),
      ch4: named('CH4 emissions', 'Eq 3.2.3', energy.times(ch4Factor).times(constant('1', 'kg CH4 (fossil)/kg CH4'))),
      n2o: named('N2O emissions', 'Eq 3.2.3', energy.times(n2oFactor)),
    }
  },
})
