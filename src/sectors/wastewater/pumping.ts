import { cite, constant, input, method, named } from '../../core'
import { pump } from './dimensions'

/** Specific weight of water, 9810 N/m3, as the least electricity that lifts it. */
export const liftingEnergy = constant('9.81', 'kJ electricity/m3 water/m', 'Specific weight of water, 9810 N/m3')

/**
 * Pumps of water or wastewater, and better ones in their place. Efficiency is hydraulic power (ρ·g·Q·H) over electric power,
 * of three-phase motors √3·U·I·cos φ; standardised consumption is that for a lift of 100 m. A better pump takes E·η/η_new
 * for the same water and head: what is saved is of the pump's own electricity, not of the whole station's. Savings beside
 * leaks and pressure are in `waterDistribution`.
 */
export const pumping = method({
  id: 'wastewater.pumping',
  title: 'Electricity of pumps, and of better ones in their place',
  source: cite('icra-ecam-3', 'pump equations of ECAM 3.0.1, seen in its code'),
  edition: '3.0.1',
  inputs: {
    flow: input('m3 water/s', { symbol: 'Q', title: 'Flow of the pump', over: [pump], range: [0, null] }),
    head: input('m', { symbol: 'H', title: 'Pump head', over: [pump], range: [0, null] }),
    power: input('kW electricity', {
      symbol: 'P_el',
      title: 'Electric power, of three phases √3·U·I·cos φ',
      over: [pump],
      range: [0, null],
    }),
    electricity: input('kWh electricity/yr', {
      symbol: 'E',
      title: 'Electricity of the pump in a year',
      over: [pump],
      range: [0, null],
    }),
    volume: input('m3 water/yr', { symbol: 'V', title: 'Water pumped in a year', over: [pump], range: [0, null] }),
    newEfficiency: input('1', {
      symbol: 'η_new',
      title: 'Efficiency of the pump that replaces it',
      over: [pump],
      range: [0, 1],
    }),
    staticHead: input('m', { symbol: 'H_0', title: 'Static head', over: [pump], optional: true, range: [0, null] }),
    length: input('km', { symbol: 'L', title: 'Length of the main', over: [pump], optional: true, range: [0, null] }),
    gridFactor: input('t CO2/MWh electricity', {
      symbol: 'EF',
      title: 'Emission factor of the grid',
      range: [0, null],
    }),
    losses: input('1', {
      symbol: 'TDL',
      title: 'Transmission and distribution losses as a share of consumption',
      default: 0,
      range: [0, null],
    }),
  },
  equations(s) {
    const hydraulic = named('Hydraulic power', 'ρ·g·Q·H', s.flow.times(s.head).times(liftingEnergy), {
      symbol: 'P_hyd',
      unit: 'kW electricity',
    })
    const efficiency = named('Efficiency', 'P_hyd / P_el', hydraulic.dividedBy(s.power), { symbol: 'η', unit: '1' })
    const perLift = named(
      'Standardised consumption',
      'E / (V·H/100 m)',
      s.electricity.dividedBy(s.volume.times(s.head)).times(constant('100', 'm')),
      { unit: 'kWh electricity/m3 water' },
    )
    const change = named('Ratio of efficiencies', 'η / η_new', efficiency.dividedBy(s.newEfficiency))
    const after = named('Electricity of better pumps', 'E·η/η_new', s.electricity.times(change), {
      unit: 'kWh electricity/yr',
    })
    const co2 = (use: typeof after) =>
      named('CO2 of electricity', 'E·EF·(1 + TDL)', use.sum(pump).times(s.gridFactor).times(s.losses.plus(1)), {
        unit: 't CO2/yr',
      })
    return {
      baseline: { co2: co2(s.electricity) },
      project: { co2: co2(after) },
      benefit: {
        efficiency,
        standardised: perLift,
        standardisedAfter: named(
          'Standardised consumption of better pumps',
          'consumption·η/η_new',
          perLift.times(change),
          {
            unit: 'kWh electricity/m3 water',
          },
        ),
        electricitySaved: named('Electricity saved', 'E − E·η/η_new', s.electricity.minus(after), {
          unit: 'kWh electricity/yr',
        }),
        headLoss: named('Head lost in the main', '(H − H_0) / L', s.head.minus(s.staticHead).dividedBy(s.length), {
          unit: 'm/km',
        }),
      },
    }
  },
})
