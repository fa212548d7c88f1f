import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import {
  cdmAcm0001,
  cdmAcm0001ExAnte,
  cdmAcm0022Incineration,
  cdmTool04Monthly,
  cdmTool04Yearly,
  cdmTool06Version1,
  cdmTool06Version4,
  cdmTool14,
  solidWasteDisposal,
} from '../../src/sectors/waste'

/** Numbers from 0 to 1, the same for the same seed. */
const random = (seed: number) => {
  let x = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}
const seeds = [1, 2, 3, 4, 5]
const climates = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'] as const
const from = 2010
const years = 12
const constant = (value: string) => ({ from, values: Array.from({ length: years }, () => value) })
const managed = { from, values: Array.from({ length: years }, () => 'managed-anaerobic' as const) }

const drawn = (seed: number) => {
  const next = random(seed * 7919)
  const series = () => ({ from, values: Array.from({ length: years }, () => (next() * 9000).toFixed(3)) })
  const climate = climates[Math.floor(next() * climates.length)] as (typeof climates)[number]
  return { deposited: { food: series(), paper: series(), wood: series() }, climate }
}
const yearsOf = (result: { outputs: { ch4: { at(labels: object): { toNumber(): number } } } }) =>
  Array.from({ length: years }, (_, i) => result.outputs.ch4.at({ year: String(from + i) }).toNumber())

describe('TOOL04', () => {
  test.each(seeds)(
    'of year y is first-order decay by the IPCC of year y + 1, with six months of delay (%i)',
    (seed) => {
      const { deposited, climate } = drawn(seed)
      const tool = yearsOf(
        evaluate(cdmTool04Yearly, {
          deposited,
          climate,
          application: 'project-or-leakage',
          site: managed,
          oxidised: '0',
        }),
      )
      const ipcc = yearsOf(evaluate(solidWasteDisposal, { deposited, climate, site: managed }))
      expect(ipcc[0]).toBe(0)
      for (let i = 0; i + 1 < years; i++) expect(ipcc[i + 1]).toBeCloseTo(tool[i] as number, 8)
    },
  )

  test.each(seeds)('more capture never emits more, and splitting the deposits changes nothing (%i)', (seed) => {
    const { deposited, climate } = drawn(seed)
    const given = { climate, application: 'application-a', site: managed } as const
    const part = (share: number) =>
      Object.fromEntries(
        Object.entries(deposited).map(([type, { values }]) => [
          type,
          { from, values: values.map((value) => String(Number(value) * share)) },
        ]),
      )
    const whole = yearsOf(evaluate(cdmTool04Yearly, { ...given, deposited }))
    const [some, rest] = [0.3, 0.7].map((share) =>
      yearsOf(evaluate(cdmTool04Yearly, { ...given, deposited: part(share) })),
    )
    const captured = ['0.2', '0.5', '1'].map((share) =>
      yearsOf(evaluate(cdmTool04Yearly, { ...given, deposited, captured: constant(share) })),
    )
    for (let i = 0; i < years; i++) {
      expect((some?.[i] ?? 0) + (rest?.[i] ?? 0)).toBeCloseTo(whole[i] as number, 8)
      const falling = [whole, ...captured].map((each) => each[i] as number)
      expect(falling).toEqual([...falling].sort((a, b) => b - a))
      expect(falling.at(-1)).toBe(0)
    }
  })

  test('by the month gives less than by the year in the first year, and as much in the end', () => {
    const long = 60
    const yearly = evaluate(cdmTool04Yearly, {
      deposited: { food: { from, values: ['1200', ...Array.from({ length: long - 1 }, () => '0')] } },
      application: 'application-b',
      climate: 'tropical-moist-wet',
      site: { from, values: Array.from({ length: long }, () => 'managed-anaerobic' as const) },
    })
    const months = { from: `${from}-01`, values: [] as string[] }
    for (let i = 0; i < 12 * long; i++) months.values.push(i < 12 ? '100' : '0')
    const monthly = evaluate(cdmTool04Monthly, {
      deposited: { food: months },
      application: 'application-b',
      climate: 'tropical-moist-wet',
      site: { from: months.from, values: months.values.map(() => 'managed-anaerobic' as const) },
    })
    const ofYear = (i: number) =>
      Array.from({ length: 12 }, (_, m) => `${from + i}-${String(m + 1).padStart(2, '0')}`).reduce(
        (sum, month) => sum + monthly.outputs.ch4.at({ month }).toNumber(),
        0,
      )
    const inAll = { yearly: 0, monthly: 0 }
    for (let i = 0; i < long; i++) {
      inAll.yearly += yearly.outputs.ch4.at({ year: String(from + i) }).toNumber()
      inAll.monthly += ofYear(i)
    }
    expect(ofYear(0)).toBeLessThan(yearly.outputs.ch4.at({ year: String(from) }).toNumber())
    expect(inAll.monthly).toBeCloseTo(inAll.yearly, 6)
    expect(inAll.yearly).toBeCloseTo(0.85 * 0.9 * 1200 * 0.15 * 0.5 * 0.5 * (16 / 12), 6)
  })

  test('has no factors for waste that it does not list, and takes none of the IPCC', () => {
    const given = { application: 'application-b', climate: 'tropical-dry', site: 'managed-anaerobic' } as const
    expect(() => evaluate(cdmTool04Yearly, { ...given, deposited: { nappies: constant('1') } })).toThrow('nappies')
    expect(() =>
      evaluate(cdmTool04Yearly, { ...given, deposited: { food: constant('1') }, captured: constant('1.2') }),
    ).toThrow('captured')
  })
})

describe('flaring', () => {
  const intervals = { a: '0.04', b: '0.05' }

  test('goes hour by hour: a mean efficiency on the whole flow would differ', () => {
    const { outputs } = evaluate(cdmTool06Version1, {
      methane: intervals,
      flare: 'enclosed',
      operation: { a: 'within-specification', b: 'off' },
    })
    expect(outputs.ch4.value).toBe('0.054')
    expect(outputs.ch4.toNumber()).not.toBeCloseTo(0.09 * (1 - 0.9 / 2), 6)
  })

  test('has no efficiency for what the text does not name', () => {
    expect(() =>
      evaluate(cdmTool06Version1, { methane: intervals, flare: 'open', operation: 'out-of-specification' }),
    ).toThrow('out-of-specification')
  })

  test.each(seeds)('a better flare never lets more through, and none lets less than nothing (%i)', (seed) => {
    const next = random(seed * 104729)
    const methane = { a: next().toFixed(4), b: next().toFixed(4) }
    const of = (flare: 'open' | 'enclosed' | 'enclosed-low-height', b: 'operating' | 'not-operating') =>
      evaluate(cdmTool06Version4, { methane, flare, operation: { a: 'operating', b } }).outputs.ch4.toNumber()
    for (const b of ['operating', 'not-operating'] as const) {
      const rising = [of('enclosed', b), of('enclosed-low-height', b), of('open', b)]
      expect(rising).toEqual([...rising].sort((x, y) => x - y))
      expect(rising[0]).toBeGreaterThanOrEqual(0)
      expect(rising[2]).toBeLessThanOrEqual(Number(methane.a) + Number(methane.b))
    }
  })
})

describe('projects', () => {
  test.each(seeds)(
    'a better capture system never reduces less; oxidation is taken off twice, as printed (%i)',
    (seed) => {
      const { deposited, climate } = drawn(seed)
      const of = (efficiency: string) =>
        evaluate(cdmAcm0001ExAnte, { deposited, climate, site: managed, efficiency }, { gwp: 'AR5' })
      const site = yearsOf(
        evaluate(cdmTool04Yearly, { deposited, climate, site: managed, application: 'application-a' }),
      )
      const [some, more] = ['0.3', '0.8'].map((efficiency) =>
        Array.from({ length: years }, (_, i) =>
          of(efficiency)
            .outputs['baseline.ch4'].at({ year: String(from + i) })
            .toNumber(),
        ),
      )
      for (let i = 0; i < years; i++) {
        expect(some?.[i]).toBeCloseTo(0.3 * 0.9 * (site[i] as number), 8)
        expect(more?.[i] as number).toBeGreaterThanOrEqual(some?.[i] as number)
      }
    },
  )

  test('what would have been destroyed anyway may exceed what is: the baseline is remarked, not cut off', () => {
    const result = evaluate(cdmAcm0001, {
      toFlare: constant('50'),
      throughFlare: '0.5',
      destroyedAnyway: constant('30'),
    })
    expect(result.outputs['baseline.ch4'].at({ year: '2010' }).value).toBe('-7.5')
    expect(JSON.stringify(result.toJSON().remarks ?? result.toJSON())).toContain('negative')
  })

  test('incineration has no carbon of metal by default', () => {
    expect(() =>
      evaluate(cdmAcm0022Incineration, {
        avoided: { food: constant('10') },
        climate: 'tropical-dry',
        site: managed,
        burnt: { metal: constant('1') },
        technology: 'continuous-stoker',
      }),
    ).toThrow('metal')
  })

  test('a digester whose construction is unknown leaks a tenth', () => {
    const given = { methane: '100', digester: 'conventional' } as const
    expect(evaluate(cdmTool14, { ...given, construction: 'unknown' }).outputs.ch4.value).toBe('10')
    expect(evaluate(cdmTool14, { ...given, construction: 'rigid' }).outputs.ch4.value).toBe('2.8')
    expect(() =>
      evaluate(cdmTool14, { ...given, construction: 'rigid', digester: 'solid-waste', storage: 'liquid' }),
    ).toThrow('liquid')
  })
})
