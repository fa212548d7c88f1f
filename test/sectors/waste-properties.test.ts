import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { bulkWasteDisposal, recyclingLifeCycle, solidWasteDisposal, streamContents } from '../../src/sectors/waste'

const text = (value: number): string => String(Number(value.toPrecision(12)))
/** Numbers with three decimals. */
const number = (min: number, max: number) =>
  fc.integer({ min: Math.round(min * 1000), max: Math.round(max * 1000) }).map((n) => n / 1000)
/** Shares that add up to 1. */
const shares = (names: readonly string[]) =>
  fc.array(fc.integer({ min: 0, max: 100 }), { minLength: names.length, maxLength: names.length }).map((parts) => {
    const whole = parts.reduce((sum, each) => sum + each, 0)
    const thousandths = parts.map((part) => (whole === 0 ? 0 : Math.floor((1000 * part) / whole)))
    const rest = 1000 - thousandths.reduce((sum, each) => sum + each, 0)
    return Object.fromEntries(
      names.map((name, i) => [name, String(((thousandths[i] ?? 0) + (i === 0 ? rest : 0)) / 1000)]),
    )
  })
const fates = shares(['product', 'incineration', 'landfill', 'loss'])

const years = 20
const from = 2000
const series = (values: readonly number[]) => ({ from, values: values.map(text) })
const masses = fc.array(number(0, 1e5), { minLength: years, maxLength: years })
const site = { from, values: Array.from({ length: years }, () => 'unmanaged-deep' as const) }

describe('waste streams', () => {
  test('give out of mass, moisture and carbon what they take in, whatever the shares', () => {
    const system = fc.record({
      generated: number(100, 1e6),
      collected: number(0.3, 1),
      picked: number(0, 1),
      burnt: number(0, 1),
      treated: number(0, 0.2),
      incinerated: number(0, 0.1),
      ash: fc.array(number(0, 1), { minLength: 3, maxLength: 3 }),
      fates: fc.array(fates, { minLength: 3, maxLength: 3 }),
      dryMatter: number(0, 1),
      doc: number(0, 1),
    })
    fc.assert(
      fc.property(system, (s) => {
        const of = (value: number) => ({ food: { 2024: text(value) } })
        const [mass, moisture, carbon] = s.fates as [
          Record<string, string>,
          Record<string, string>,
          Record<string, string>,
        ]
        const { outputs } = evaluate(streamContents, {
          generated: of(s.generated),
          collectedShare: { 2024: text(s.collected) },
          pickedShare: of(s.picked),
          burntShare: of(s.burnt),
          treated: { plant: of(s.generated * s.treated) },
          incinerated: of(s.generated * s.incinerated),
          ash: of(s.ash[0] ?? 0),
          ashMoisture: of(s.ash[1] ?? 0),
          ashCarbon: of(s.ash[2] ?? 0),
          fates: { plant: mass },
          moistureFates: { plant: moisture },
          carbonFates: { plant: carbon },
          dryMatter: { food: text(s.dryMatter) },
          doc: { food: text(s.doc) },
        })
        const at = { wasteType: 'food', year: '2024' }
        const into = [
          Number(text(s.generated)),
          outputs.moistureGenerated.at(at).toNumber(),
          outputs.carbonGenerated.at(at).toNumber(),
        ]
        const out = [outputs.accounted, outputs.moistureAccounted, outputs.carbonAccounted].map((each) =>
          each.at(at).toNumber(),
        )
        for (const [i, each] of into.entries())
          expect(Math.abs((out[i] ?? 0) - each)).toBeLessThanOrEqual(1e-12 * s.generated)
        const ends = [
          outputs.landfilled,
          outputs.product,
          outputs.lost,
          outputs.openBurned,
          outputs.dumped,
          outputs.picked,
        ]
        for (const end of ends) expect(end.at(at).toNumber()).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a landfill', () => {
  const of = (given: object) => {
    const { ch4 } = evaluate(solidWasteDisposal, { climate: 'tropical-dry', site, ...given } as never).outputs
    return Array.from({ length: years }, (_, i) => ch4.at({ year: String(from + i) }).toNumber())
  }

  test('does not care whether the deposit of a year comes in one part or two', () => {
    fc.assert(
      fc.property(masses, number(0, 1), (all, share) => {
        const first = all.map((mass) => Number(text(mass * share)))
        const rest = all.map((mass, i) => Number(text(mass - (first[i] ?? 0))))
        const whole = of({ deposited: { paper: series(all) } })
        const parts = of({
          deposited: { morning: series(first), evening: series(rest) },
          doc: { morning: '0.4', evening: '0.4' },
          k: { morning: '0.045', evening: '0.045' },
        })
        for (const [i, each] of whole.entries()) expect(parts[i]).toBeCloseTo(each, 6)
        for (const each of whole) expect(each).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 15 },
    )
  })

  test('emits no more where more is recovered', () => {
    fc.assert(
      fc.property(masses, masses, masses, (deposited, recovered, more) => {
        const food = { food: series(deposited) }
        const less = of({ deposited: food, recovered: series(recovered) })
        const least = of({ deposited: food, recovered: series(recovered.map((each, i) => each + (more[i] ?? 0))) })
        for (const [i, each] of least.entries()) expect(each).toBeLessThanOrEqual(less[i] as number)
      }),
      { numRuns: 15 },
    )
  })
})

describe('a composition that is not whole', () => {
  test('is refused with its sum and what can be done, and not normalised', () => {
    const given = {
      deposited: { from, values: ['1000'] },
      climate: 'tropical-dry' as const,
      site: { from, values: ['unmanaged-deep' as const] },
      share: { food: { from, values: ['0.5'] }, paper: { from, values: ['0.305'] } },
    }
    expect(() => evaluate(bulkWasteDisposal, given)).toThrow(
      /0\.805.*Divide each by their sum.*nothing is normalised silently/s,
    )
  })
})

describe('the life-cycle view of recycling', () => {
  test('has no CO2e that an inventory could take in', () => {
    const result = evaluate(recyclingLifeCycle, {
      recycled: { paper: { 2024: '1000' } },
      usable: { paper: '0.9' },
      virgin: { paper: '1.2' },
      fromWaste: { paper: '0.7' },
    })
    expect(result.outputs.avoided.at({ year: '2024' }).value).toBe('450')
    expect(result.outputs.avoided.unit).toBe('t life-cycle CO2e')
    expect(() => result.co2e).toThrow('none of its outputs is a greenhouse gas')
  })
})
