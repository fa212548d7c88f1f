import { check, cite, dimension, input, method, named, one } from '../../core'
import { wasteType, year } from './dimensions'

/** Where collected waste is brought before, or instead of, landfill and incineration: sorting, composting, pickers … */
export const treatment = dimension('treatment', { index: 'j' })
/** What becomes of what a treatment takes in: `product`, `incineration`, `landfill` or `loss` to the air. */
export const fate = dimension('fate', { index: 'd' })

const amount = { over: [wasteType, year], kind: 'flow', range: [0, null] } as const
const rate = { over: [wasteType, year], kind: 'intensity', range: [0, 1] } as const

/**
 * Where the waste of a city goes: generation, collection, treatments, incineration, open burning, dumps, landfill. Mass that
 * goes in comes out as product, in the landfill or on a dump, burnt in the open, or as loss to the air (water and gas).
 *
 * What is collected and not brought elsewhere is landfilled; where more is brought to treatments than was collected, the
 * data contradict each other, and it is refused. `accounted` is all that comes out: as much as was generated.
 * Products of each treatment carry their own moisture: masses are those of the material as it is.
 */
export const streams = method({
  id: 'waste.streams',
  title: 'Waste streams of a city, in balance',
  source: cite(
    'ipcc-2006-v5',
    'Ch 2, Box 2.1 (mass balance), pp 2.6–2.7; Ch 3, Section 3.2.1.1 (what reaches the sites), p 3.11',
  ),
  edition: '2006',
  inputs: {
    generated: input('t waste (wet)', { symbol: 'G', title: 'Waste generated', ...amount }),
    collectedShare: input('1', { symbol: 'c', title: 'Share of it that is collected', ...rate }),
    burntShare: input('1', {
      symbol: 'b',
      title: 'Share of what is not collected that is burnt in the open',
      ...rate,
    }),
    treated: input('t waste (wet)', {
      symbol: 'M',
      title: 'Collected waste brought to each treatment',
      over: [treatment, wasteType, year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    fates: input('1', {
      symbol: 'f',
      title: 'Share of what a treatment takes in, by what becomes of it',
      over: [treatment, fate],
      sumsTo: fate,
      range: [0, 1],
    }),
    incinerated: input('t waste (wet)', {
      symbol: 'I',
      title: 'Collected waste brought to incineration at once',
      default: 0,
      ...amount,
    }),
    ash: input('1', {
      symbol: 'a',
      title: 'Share of what is incinerated that is landfilled as ash',
      ...rate,
    }),
  },
  equations(s) {
    const collected = named('Waste collected', 'G·c', s.generated.times(s.collectedShare))
    const uncollected = named('Waste not collected', 'G·(1 − c)', s.generated.times(one.minus(s.collectedShare)))
    const openBurned = named('Waste open-burned', 'G·(1 − c)·b', uncollected.times(s.burntShare))
    const dumped = named('Waste dumped', 'G·(1 − c)·(1 − b)', uncollected.times(one.minus(s.burntShare)))

    const to = (label: string) => s.treated.times(s.fates.at(fate, label)).sum(treatment)
    const rest = collected.minus(s.treated.sum(treatment)).minus(s.incinerated)
    // a fate by another name would take mass out of the balance
    const known = to('product').plus(to('incineration')).plus(to('landfill')).plus(to('loss'))
    const unknown = s.treated.sum(treatment).minus(known).abs()
    const direct = named(
      'Waste landfilled at once',
      'G·c − Σ M − I',
      check(
        rest,
        rest.isAtLeast('0 t waste (wet)').and(unknown.isAtMost(s.generated.times('1e-6'))),
        'more waste is brought to treatments and incineration than was collected, or fates are not product, incineration, landfill, loss',
      ),
    )

    const product = named('Products of treatment', 'Σ M·f', to('product'))
    const burnt = named('Waste incinerated', 'I + Σ M·f', s.incinerated.plus(to('incineration')))
    const ash = named('Ash landfilled', 'a·incinerated', burnt.times(s.ash))
    const landfilled = named('Waste landfilled', 'direct + Σ M·f + ash', direct.plus(to('landfill')).plus(ash))
    const lost = named('Loss to the air', 'Σ M·f + incinerated − ash', to('loss').plus(burnt.minus(ash)))
    const out = landfilled.plus(product).plus(lost).plus(openBurned).plus(dumped)
    return {
      collected,
      landfilled,
      incinerated: burnt,
      product,
      openBurned,
      dumped,
      lost,
      accounted: named('All that comes out', 'landfilled + products + lost + open-burned + dumped', out),
    }
  },
})
