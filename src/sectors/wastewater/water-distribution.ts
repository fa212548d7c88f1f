import { cite, input, method, named } from '../../core'
import { liftingEnergy } from './pumping'

const volume = { range: [0, null] } as const

/**
 * Energy and losses of a water distribution network: the least energy that its users need (authorised consumption at the
 * lowest pressure asked for, above the lowest node), the natural energy that water brings by its height, the topographic
 * energy that the highest node costs, and what is lost or not billed. Losses below 0 count as 0 per length of mains.
 */
export const waterDistribution = method({
  id: 'wastewater.water-distribution',
  title: 'Energy and losses of water distribution',
  source: cite('icra-ecam-3', 'distribution equations of ECAM 3.0.1, seen in its code'),
  edition: '3.0.1',
  inputs: {
    electricity: input('kWh electricity/yr', { symbol: 'E', title: 'Electricity of distribution', ...volume }),
    distributed: input('m3 water/yr', { symbol: 'V', title: 'Water put into the network', ...volume }),
    authorised: input('m3 water/yr', { symbol: 'V_auth', title: 'Authorised consumption', ...volume }),
    billed: input('m3 water/yr', { symbol: 'V_bill', title: 'Billed authorised consumption', ...volume }),
    mains: input('km', { symbol: 'L', title: 'Length of mains', ...volume }),
    pressure: input('m', { symbol: 'p', title: 'Least pressure head asked for at the taps', ...volume }),
    highest: input('m', { symbol: 'z_h', title: 'Elevation of the highest node' }),
    average: input('m', { symbol: 'z_a', title: 'Mean elevation of the nodes' }),
    lowest: input('m', { symbol: 'z_l', title: 'Elevation of the lowest node' }),
    source: input('m', { symbol: 'z_s', title: 'Elevation of the water where it enters' }),
  },
  equations(s) {
    const energy = { unit: 'kWh electricity/yr' }
    const minimum = named(
      'Least energy needed',
      'ρ·g·V_auth·(p + z_a − z_l)',
      s.authorised.times(s.pressure.plus(s.average).minus(s.lowest)).times(liftingEnergy),
      energy,
    )
    const natural = named(
      'Natural energy',
      'ρ·g·V·(z_s − z_l)',
      s.distributed.times(s.source.minus(s.lowest)).times(liftingEnergy),
      energy,
    )
    const topographic = named(
      'Topographic energy',
      'ρ·g·V·(z_h − z_a)',
      s.distributed.times(s.highest.minus(s.average)).times(liftingEnergy),
      energy,
    )
    const supplied = named('Energy supplied', 'E + natural', s.electricity.plus(natural), energy)
    const lost = s.distributed.minus(s.authorised)
    return {
      minimum,
      natural,
      topographic,
      supplied,
      efficiency: named('Efficiency of the energy supplied', 'least / supplied', minimum.dividedBy(supplied)),
      topographicShare: named('Share of topographic energy', 'topographic / supplied', topographic.dividedBy(supplied)),
      perAuthorised: named(
        'Electricity per authorised consumption',
        'E / V_auth',
        s.electricity.dividedBy(s.authorised),
        {
          unit: 'kWh electricity/m3 water',
        },
      ),
      perDistributed: named('Electricity per water distributed', 'E / V', s.electricity.dividedBy(s.distributed), {
        unit: 'kWh electricity/m3 water',
      }),
      lossShare: named('Share of water lost', '(V − V_auth) / V', lost.dividedBy(s.distributed)),
      nonRevenueShare: named(
        'Share of water not billed',
        '(V − V_bill) / V',
        s.distributed.minus(s.billed).dividedBy(s.distributed),
      ),
      lossPerLength: named(
        'Water lost per length',
        'max(0, (V − V_auth) / L)',
        lost.dividedBy(s.mains).atLeast('0 m3 water/yr/km'),
        {
          unit: 'm3 water/yr/km',
        },
      ),
    }
  },
})
