import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { cdmTool04Monthly, cdmTool04Yearly, solidWasteDisposal } from '../../src/sectors/waste'

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
