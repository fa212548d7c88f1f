import { cite, constant, input, method, named } from '../../core'

/**
 * How much municipal solid waste is open-burned, from population: MSW_B = P·P_frac·MSW_P·B_frac·365. The factor 365 is the
 * printed one, in leap years too. Generation is a day's, not a year's.
 */
export const openBurnedAmount = method({
  id: 'waste.open-burned-amount',
  title: 'Municipal solid waste open-burned, from population',
  source: cite('ipcc-2006-v5', 'Ch 5, Eq 5.7, p 5.16; Box 5.1, p 5.17'),
  edition: '2006',
  inputs: {
    population: input('person', { symbol: 'P', title: 'Population', range: [0, null] }),
    burningFraction: input('1', {
      symbol: 'P_frac',
      title: 'Fraction of the population that burns waste',
      range: [0, 1],
    }),
    generation: input('kg waste (wet)/person/d', {
      symbol: 'MSW_P',
      title: 'Waste generated per person and day',
      range: [0, null],
    }),
    burntFraction: input('1', {
      symbol: 'B_frac',
      title: 'Fraction of their waste that is burned',
      range: [0, 1],
    }),
  },
  equations({ population, burningFraction, generation, burntFraction }) {
    const amount = population
      .times(burningFraction)
      .times(generation)
      .times(burntFraction)
      .times(constant('365', 'd', 'days by year'))
    return { burnt: named('Waste open-burned in a year', 'Eq 5.7', amount, { symbol: 'MSW_B', unit: 't waste (wet)' }) }
  },
})
