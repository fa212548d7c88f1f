import { cite, constant, dimension, factor, input, method, named } from '../../core'
import { ipcc2006V5Table52 } from '../../data/factors/generated/ipcc-2006-v5-table-5.2'

/** Lubricants, solvents, waste oil … */
export const liquid = dimension('liquid', { index: 'i' })

/**
 * CO2 from incineration of fossil liquid waste: Σ AL·CL·OF·44/12. Its carbon content goes by the weight of the liquid, not
 * by dry matter. N2O counts as negligible where no data say otherwise (p 5.13); for CH4 there is no general default.
 * The 2019 Refinement changes nothing here.
 */
export const fossilLiquidIncineration = method({
  id: 'waste.fossil-liquid-incineration',
  title: 'CO2 from incineration of fossil liquid waste',
  source: cite('ipcc-2006-v5', 'Ch 5, Eq 5.3, p 5.10; Table 5.2, p 5.18'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table52],
  inputs: {
    burnt: input('t waste (wet)', {
      symbol: 'AL',
      title: 'Fossil liquid waste incinerated',
      over: [liquid],
      range: [0, null],
    }),
    carbon: factor('kg C/kg waste (wet)', {
      symbol: 'CL',
      title: 'Carbon content of the liquid',
      parameter: 'CF',
      over: [liquid],
      labelled: [],
      wasteType: 'fossil-liquid',
      range: [0, 1],
    }),
    oxidised: factor('1', {
      symbol: 'OF',
      title: 'Oxidation factor',
      over: [liquid],
      labelled: [],
      activity: 'incineration',
      wasteType: 'fossil-liquid',
      range: [0, 1],
    }),
  },
  equations({ burnt, carbon, oxidised }) {
    const byLiquid = named(
      'CO2 by liquid',
      'Eq 5.3',
      burnt.times(carbon).times(oxidised).times(constant('44/12', 't CO2/t C')),
      { unit: 't CO2' },
    )
    return { co2: named('Fossil CO2 emissions', 'Eq 5.3', byLiquid.sum(liquid)) }
  },
})
