import { cite, input, method, named, one } from '../../core'
import { year } from './dimensions'

const flow = { over: [year], kind: 'flow', range: [0, null] } as const
const share = { over: [year], kind: 'intensity', range: [0, 1] } as const

/**
 * How well a city's waste is managed: the share that is collected, and the share that is collected and managed in controlled
 * facilities (SDG indicator 11.6.1); people served; what informal pickers recover and earn.
 *
 * The denominator is all that is generated, collected or not. `controlled` counts what facilities of at least basic control
 * receive, without residues that they pass on to another (they would count twice). Income is before costs.
 *
 * `money` is the currency of prices, with its price year: `IDR (nominal)`.
 */
export const serviceIndicators = ({ money = 'USD (nominal)' }: { money?: string } = {}) =>
  method({
    id: money === 'USD (nominal)' ? 'waste.service-indicators' : `waste.service-indicators?money=${money}`,
    title: 'Collection, control and informal recovery of waste',
    source: cite('sdg-11.6.1', 'Indicator 11.6.1; informal recovery by its own definition'),
    edition: '2021',
    inputs: {
      generated: input('t waste (wet)', { symbol: 'G', title: 'Municipal waste generated', ...flow }),
      collectedShare: input('1', {
        symbol: 'c',
        title: 'Share of it that is collected, formally or informally',
        ...share,
      }),
      uncontrolled: input('1', {
        symbol: 'u',
        title: 'Share of what is collected that goes to uncontrolled places',
        ...share,
      }),
      population: input('person', { symbol: 'N', title: 'Population', over: [year], kind: 'stock', range: [0, null] }),
      served: input('1', { symbol: 's', title: 'Share of the population with a basic collection service', ...share }),
      recovered: input('1', {
        symbol: 'r',
        title: 'Share of what is generated that informal pickers recover and sell',
        ...share,
      }),
      price: input(`${money}/t waste (wet)`, {
        title: 'Mean price that pickers are paid',
        over: [year],
        kind: 'intensity',
        range: [0, null],
      }),
      pickers: input('person', {
        title: 'Informal pickers at work',
        over: [year],
        kind: 'stock',
        range: [1, null],
      }),
    },
    equations({ generated, collectedShare, uncontrolled, population, served, recovered, price, pickers }) {
      const collected = named('Waste collected', 'G·c', generated.times(collectedShare))
      const controlled = named(
        'Waste collected and controlled',
        'G·c·(1 − u)',
        collected.times(one.minus(uncontrolled)),
      )
      const sold = named('Recovered informally', 'G·r', generated.times(recovered))
      const income = named('Income of informal pickers', 'G·r·price', sold.times(price))
      return {
        collected,
        controlled,
        controlledShare: named(
          'Share collected and managed in control',
          'controlled / G',
          controlled.dividedBy(generated),
        ),
        served: named('People served', 'N·s', population.times(served)),
        recovered: sold,
        income,
        incomePerPicker: named('Income per picker', 'income / pickers', income.dividedBy(pickers)),
      }
    },
  })
