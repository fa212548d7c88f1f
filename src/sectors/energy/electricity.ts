import { cite, input, method, named } from '../../core'

/**
 * CO2 of electricity taken from a grid: E = EC · EF · (1 + TDL). TDL is the share of losses in consumption; a loss as a
 * share of generation is first made one: TDL = L/(1 − L).
 */
export const gridElectricity = method({
  id: 'energy.grid-electricity',
  title: 'CO2 of grid electricity',
  source: cite('cdm-tool05', 'TOOL05 v03.0, Eq 1–2, seen in a transcription, not in the original'),
  edition: 'v03.0',
  inputs: {
    consumption: input('MWh electricity', { symbol: 'EC', title: 'Electricity used', range: [0, null] }),
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
  equations({ consumption, gridFactor, losses }) {
    return { co2: named('CO2 of electricity', 'Eq 1', consumption.times(gridFactor).times(losses.plus(1))) }
  },
})
