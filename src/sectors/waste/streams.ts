import { type Condition, check, cite, dimension, type Expression, input, method, named, one } from '../../core'
import { wasteType, year } from './dimensions'

/** Where collected waste is brought before, or instead of, landfill and incineration: sorting, composting, RDF … */
export const treatment = dimension('treatment', { index: 'j' })
/** What becomes of what a treatment takes in: `product`, `incineration`, `landfill` or `loss` to the air. */
export const fate = dimension('fate', { index: 'd' })

export const amount = { over: [wasteType, year], kind: 'flow', range: [0, null] } as const
export const rate = { over: [wasteType, year], kind: 'intensity', range: [0, 1] } as const
/** Shares of what a treatment takes in. */
export const shares = { over: [treatment, fate], sumsTo: fate, range: [0, 1] } as const

export const inputs = {
  generated: input('t waste (wet)', { symbol: 'G', title: 'Waste generated', ...amount }),
  collectedShare: input('1', {
    symbol: 'c',
    title: 'Share of it that is collected',
    over: [year],
    kind: 'intensity',
    range: [0, 1],
  }),
  pickedShare: input('1', {
    symbol: 'p',
    title: 'Share of what is not collected that informal pickers take',
    default: 0,
    ...rate,
  }),
  burntShare: input('1', {
    symbol: 'b',
    title: 'Share of what is left that is burnt in the open',
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
    ...shares,
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
} as const

type Flow = Expression<'wasteType' | 'year'>

/** What goes into each process: tonnes of waste, or of what the waste holds. */
interface Entering {
  readonly generated: Flow
  readonly treated: Expression<'treatment' | 'wasteType' | 'year'>
  readonly incinerated: Flow
  /** Landfilled without treatment. */
  readonly direct: Flow
  readonly picked: Flow
  readonly openBurned: Flow
  readonly dumped: Flow
}

interface Shares {
  readonly fates: Expression<'treatment' | 'fate'>
  readonly ash: Flow
}

/** Where it ends: the same balance for mass, moisture and carbon. `of` says of which, `unit` in what. */
export const endsOf = (of: string, unit: string, entering: Entering, { fates, ash: ashShare }: Shares) => {
  const { generated, treated, incinerated, direct, picked, openBurned, dumped } = entering
  const to = (label: string) =>
    named(`${of} to ${label}, by treatment`, 'M·f', treated.times(fates.at(fate, label)), { unit }).sum(treatment)
  const product = named(`${of} in products`, 'Σ M·f', to('product'), { unit })
  const burnt = named(`${of} incinerated`, 'I + Σ M·f', incinerated.plus(to('incineration')), { unit })
  const ash = named(`${of} in ash`, 'a·incinerated', burnt.times(ashShare), { unit })
  const lost = named(`${of} lost to the air`, 'Σ M·f + incinerated − ash', to('loss').plus(burnt.minus(ash)), { unit })
  const site = direct.plus(to('landfill')).plus(ash)
  const accounted = named(
    `${of} that comes out`,
    'landfilled + products + picked + lost + open-burned + dumped',
    site.plus(product).plus(picked).plus(lost).plus(openBurned).plus(dumped),
    { unit },
  )
  const balanced = accounted.minus(generated).abs().isAtMost(generated.times('1e-6'))
  const ends = { product, ash, lost, accounted }
  return { ends, burnt, site, balanced, unit, of }
}

/** What reaches the landfill, where the data do not contradict each other. */
export const landfilledOf = <D extends string>(
  { site, balanced, unit, of }: Pick<ReturnType<typeof endsOf>, 'site' | 'balanced' | 'unit' | 'of'>,
  sound: Condition<D>,
  text: string,
) => named(`${of} landfilled`, 'direct + Σ M·f + ash', check(site, balanced.and(sound), text), { unit })

/**
 * Where the waste of a city goes: generation, collection, treatments, incineration, open burning, dumps, landfill. Mass that
 * goes in comes out as product, with informal pickers, in the landfill or on a dump, burnt in the open, or as loss to the air
 * (water and gas).
 *
 * What is collected and not brought elsewhere is landfilled; where more is brought to treatments than was collected, the
 * data contradict each other, and it is refused. `accounted` is all that comes out: as much as was generated.
 * Treatments are named as one likes. Each takes in collected waste: what sorting passes on to composting is intake of
 * composting. One that parts the types of waste differently (MBT, RDF) is given as one treatment a type.
 * Ash is part of what is landfilled, and has no carbon to decay: take it off before a landfill by first-order decay.
 */
export const streams = method({
  id: 'waste.streams',
  title: 'Waste streams of a city, in balance',
  source: cite(
    'ipcc-2006-v5',
    'Ch 2, Box 2.1 (mass balance), pp 2.6–2.7; Ch 3, Section 3.2.1.1 (what reaches the sites), p 3.11',
  ),
  edition: '2006',
  inputs,
  equations(s) {
    const collected = named('Waste collected', 'G·c', s.generated.times(s.collectedShare))
    const uncollected = named('Waste not collected', 'G·(1 − c)', s.generated.times(one.minus(s.collectedShare)))
    const picked = named('Waste picked informally', 'G·(1 − c)·p', uncollected.times(s.pickedShare))
    const left = uncollected.minus(picked)
    const openBurned = named('Waste open-burned', '(G·(1 − c) − picked)·b', left.times(s.burntShare))
    const dumped = named('Waste dumped', '(G·(1 − c) − picked)·(1 − b)', left.times(one.minus(s.burntShare)))
    const direct = named(
      'Waste landfilled at once',
      'G·c − Σ M − I',
      collected.minus(s.treated.sum(treatment)).minus(s.incinerated),
    )
    const flows = endsOf('Waste', 't waste (wet)', { ...s, direct, picked, openBurned, dumped }, s)
    const landfilled = landfilledOf(
      flows,
      direct.isAtLeast('0 t waste (wet)'),
      'more waste is brought to treatments and incineration than was collected, or fates are not product, incineration, landfill, loss: what goes in must come out',
    )
    return { collected, direct, landfilled, incinerated: flows.burnt, picked, openBurned, dumped, ...flows.ends }
  },
})
