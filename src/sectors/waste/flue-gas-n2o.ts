import { cite, input, method, named } from '../../core'
import { plant } from './dimensions'

/** N2O of incineration from what is measured in the flue gas, tier 3: Σ IW·EC·FGV. Concentration and volume are of one state. */
export const flueGasN2o = method({
  id: 'waste.flue-gas-n2o',
  title: 'N2O from incineration by flue-gas measurement (tier 3)',
  source: cite('ipcc-2006-v5', 'Ch 5, Eq 5.6, pp 5.14–5.15'),
  edition: '2006',
  inputs: {
    burnt: input('t waste (wet)', { symbol: 'IW', title: 'Waste incinerated', over: [plant], range: [0, null] }),
    concentration: input('mg N2O/m3 flue gas', {
      symbol: 'EC',
      title: 'N2O concentration in the flue gas',
      over: [plant],
      range: [0, null],
    }),
    flueGas: input('m3 flue gas/t waste (wet)', {
      symbol: 'FGV',
      title: 'Flue gas volume by amount of waste',
      over: [plant],
      range: [0, null],
    }),
  },
  equations({ burnt, concentration, flueGas }) {
    const byPlant = named('N2O by plant', 'Eq 5.6', burnt.times(concentration).times(flueGas), { unit: 't N2O' })
    return { n2o: named('N2O emissions', 'Eq 5.6', byPlant.sum(plant)) }
  },
})
