import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import {
  bulkWasteDisposal,
  carbonStored,
  carbonStored2019,
  carbonStoredWorkbook2019,
  compositionMeans,
  reactionConstant,
  solidWasteDisposal,
  solidWasteDisposal2019,
  solidWasteDisposalWorkbook2019,
  weightedMcf2019,
  weightedMcfWorkbook2019,
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

const climates = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'] as const
const sites = ['managed-anaerobic', 'managed-poorly-semi-aerobic', 'unmanaged-deep', 'unmanaged-shallow'] as const
const years = 25
const from = 2000

/** A landfill of the 2019 edition with deposits, site and recovery drawn at random. */
const drawn = (seed: number) => {
  const next = random(seed * 7919)
  const series = (most: number) => ({ from, values: Array.from({ length: years }, () => (next() * most).toFixed(3)) })
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T
  return {
    deposited: { food: series(9000), paper: series(4000), wood: series(800) },
    climate: pick(climates),
    site: { from, values: Array.from({ length: years }, () => pick(sites)) },
    recovered: series(5),
    oxidised: { from, values: Array.from({ length: years }, () => pick(['0', '0.1'])) },
  }
}
type Drawn = ReturnType<typeof drawn>
const seeds = [1, 2, 3, 4, 5]
const ofYear = (result: { outputs: { ch4: { at(labels: object): { toNumber(): number } } } }, index: number): number =>
  result.outputs.ch4.at({ year: String(from + index) }).toNumber()
const all = (result: Parameters<typeof ofYear>[0]) => Array.from({ length: years }, (_, i) => ofYear(result, i))

describe('what goes in comes out, or is still there', () => {
  test.each(seeds)('emitted/(1 − OX) + recovered + still decomposable is what was deposited (%i)', (seed) => {
    const given = drawn(seed)
    const result = evaluate(solidWasteDisposal2019, given)
    const { steps } = result.toJSON()
    const step = (name: string) =>
      steps.find((each) => each.name === name)?.value as unknown as Record<string, Record<string, string>>
    const sum = (name: string, year: string) =>
      Object.values(step(name)).reduce((total, of) => total + Number(of[year]), 0)
    let deposited = 0
    let gone = 0
    for (let i = 0; i < years; i++) {
      const year = String(from + i)
      deposited += sum('DDOCm', year) * 0.5 * (16 / 12)
      const oxidised = Number(given.oxidised.values[i])
      gone += ofYear(result, i) / (1 - oxidised) + Number(given.recovered.values[i])
      expect(gone + sum('DDOCma', year) * 0.5 * (16 / 12)).toBeCloseTo(deposited, 6)
    }
  })

  test.each(seeds)('carbon in = carbon that decomposes + carbon stored (%i)', (seed) => {
    const { deposited, site, climate } = drawn(seed)
    const decomposes = evaluate(solidWasteDisposal2019, { deposited, site, climate }).toJSON()
    const kept = evaluate(carbonStored2019, { deposited, site }).toJSON()
    const doc = { food: 0.15, paper: 0.4, wood: 0.43 }
    const mcf = {
      'managed-anaerobic': 1,
      'managed-poorly-semi-aerobic': 0.7,
      'unmanaged-deep': 0.8,
      'unmanaged-shallow': 0.4,
    }
    const value = (stored: typeof decomposes, name: string, type: string, year: string): number => {
      const found = stored.steps.find((each) => each.name === name)?.value
      return Number((found as unknown as Record<string, Record<string, string>>)[type]?.[year])
    }
    for (const type of ['food', 'paper', 'wood'] as const) {
      for (let i = 0; i < years; i++) {
        const year = String(from + i)
        const carbon = Number(deposited[type].values[i]) * doc[type] * mcf[site.values[i] as keyof typeof mcf]
        const both = value(decomposes, 'DDOCm', type, year) + value(kept, 'DOCm long-term stored, by type', type, year)
        expect(both).toBeCloseTo(carbon, 8)
      }
    }
  })

  test.each(seeds)('splitting a site changes nothing, and more recovery never emits more (%i)', (seed) => {
    const given = drawn(seed)
    const scaled = (share: number, recovered: Drawn['recovered']) => ({
      ...given,
      recovered,
      deposited: Object.fromEntries(
        Object.entries(given.deposited).map(([type, of]) => [
          type,
          { from, values: of.values.map((value) => String(Number(value) * share)) },
        ]),
      ),
    })
    const none = { from, values: given.recovered.values.map(() => '0') }
    const whole = all(evaluate(solidWasteDisposal2019, { ...given, recovered: none }))
    const parts = [0.3, 0.7].map((share) => all(evaluate(solidWasteDisposal2019, scaled(share, none))))
    const recovering = all(evaluate(solidWasteDisposal2019, given))
    for (let i = 0; i < years; i++) {
      expect((parts[0]?.[i] ?? 0) + (parts[1]?.[i] ?? 0)).toBeCloseTo(whole[i] as number, 6)
      expect(recovering[i] as number).toBeLessThanOrEqual(whole[i] as number)
      expect(whole[i] as number).toBeGreaterThanOrEqual(0)
    }
  })

  test('a longer half-life is slower, and tends to the same total', () => {
    const long = 400
    const deposited = { food: { from, values: ['1000', ...Array.from({ length: long }, () => '0')] } }
    const series = (halfLife: string) => {
      const k = evaluate(reactionConstant, { climate: 'tropical-dry', halfLife: { food: halfLife } }).outputs.k
      const site = { from, values: Array.from({ length: long + 1 }, () => 'managed-anaerobic' as const) }
      const { ch4 } = evaluate(solidWasteDisposal, {
        deposited,
        site,
        k: { food: k.at({ wasteType: 'food' }).value },
      }).outputs
      return Array.from({ length: long + 1 }, (_, i) => ch4.at({ year: String(from + i) }).toNumber())
    }
    const [fast, slow] = [series('4'), series('12')]
    const total = (values: readonly number[], to: number) => values.slice(0, to).reduce((sum, each) => sum + each, 0)
    for (const to of [2, 5, 20, 60]) expect(total(slow, to)).toBeLessThan(total(fast, to))
    expect(total(fast, long)).toBeCloseTo(1000 * 0.15 * 0.5 * 0.5 * (16 / 12), 6)
    expect(total(slow, long)).toBeCloseTo(total(fast, long), 6)
  })

  test('bulk waste comes at other times than its types, and is as much in the end', () => {
    const long = 500
    const none = Array.from({ length: long }, () => '0')
    const once = (value: string) => ({ from, values: [value, ...none] })
    const share = { food: once('0.5'), paper: once('0.2'), plastics: { from, values: ['0.3', ...none.map(() => '1')] } }
    const place = {
      climate: 'boreal-temperate-wet' as const,
      site: { from, values: Array.from({ length: long + 1 }, () => 'unmanaged-deep' as const) },
    }
    const bulk = evaluate(bulkWasteDisposal, { deposited: once('1000'), share, ...place }).outputs.ch4
    const deposited = { food: once('500'), paper: once('200') }
    const types = evaluate(solidWasteDisposal, { deposited, ...place }).outputs.ch4
    const total = (of: typeof bulk) =>
      Array.from({ length: long + 1 }, (_, i) => of.at({ year: String(from + i) }).toNumber()).reduce(
        (a, b) => a + b,
        0,
      )
    expect(bulk.at({ year: '2001' }).toNumber()).not.toBeCloseTo(types.at({ year: '2001' }).toNumber(), 1)
    expect(total(bulk)).toBeCloseTo(total(types), 6)
    const means = evaluate(compositionMeans, { share: { food: '0.5', paper: '0.2', plastics: '0.3' } })
    expect(means.outputs.doc.value).toBe('0.155')
  })
})

describe('editions and modes', () => {
  const deposited = { food: { from: 2020, values: ['1000', '0'] }, wood: { from: 2020, values: ['1000', '0'] } }
  const place = {
    climate: 'tropical-moist-wet' as const,
    site: { from: 2020, values: ['managed-anaerobic' as const, 'managed-anaerobic' as const] },
  }
  type Steps = { toJSON(): { steps: readonly { name: string; value: unknown }[] } }
  const ddocm = (result: Steps, type: string): string | undefined => {
    const found = result.toJSON().steps.find(({ name }) => name === 'DDOCm')?.value
    return (found as Record<string, Record<string, string>>)[type]?.['2020']
  }

  test('DOCf is one for all in 2006, and goes by type in 2019', () => {
    const [first, second] = [
      evaluate(solidWasteDisposal, { deposited, ...place }),
      evaluate(solidWasteDisposal2019, { deposited, ...place }),
    ]
    expect([ddocm(first, 'food'), ddocm(first, 'wood')]).toEqual(['75', '215'])
    expect([ddocm(second, 'food'), ddocm(second, 'wood')]).toEqual(['105', '43'])
  })

  test('semi-aerobic sites are one type in 2006, two in 2019', () => {
    const at = (site: string) => ({ deposited, climate: place.climate, site: { from: 2020, values: [site, site] } })
    expect(() => evaluate(solidWasteDisposal, at('managed-poorly-semi-aerobic') as never)).toThrow(
      'managed-poorly-semi-aerobic',
    )
    expect(() => evaluate(solidWasteDisposal2019, at('managed-semi-aerobic') as never)).toThrow('managed-semi-aerobic')
    expect(ddocm(evaluate(solidWasteDisposal2019, at('managed-poorly-semi-aerobic') as never), 'food')).toBe('73.5')
  })

  test('2019 has no DOCf for sludge and says for which types it has', () => {
    const sludge = { deposited: { sludge: { from: 2020, values: ['1', '1'] } }, doc: { sludge: '0.05' }, ...place }
    expect(() => evaluate(solidWasteDisposal2019, sludge)).toThrow(/DOCf, wasteType sludge.*food/s)
  })

  test('the 2019 workbook has bulk and industrial waste 40 percent above the guideline', () => {
    const bulk = { deposited: { bulk: { from: 2020, values: ['1000', '0'] } }, doc: { bulk: '0.17' }, ...place }
    const [book, guideline] = [evaluate(solidWasteDisposalWorkbook2019, bulk), evaluate(solidWasteDisposal2019, bulk)]
    const at = { year: '2021' }
    expect(book.outputs.ch4.at(at).toNumber() / guideline.outputs.ch4.at(at).toNumber()).toBeCloseTo(1.4, 12)
  })

  test('the 2019 workbook loses poorly managed sites and most of the wood that it stores', () => {
    const share = { 'managed-poorly-semi-aerobic': { from: 2020, values: ['1'] } }
    expect(evaluate(weightedMcf2019, { share }).outputs.mcf.at({ year: '2020' }).value).toBe('0.7')
    expect(evaluate(weightedMcfWorkbook2019, { share }).outputs.mcf.at({ year: '2020' }).value).toBe('0')
    const wood = { deposited: { wood: deposited.wood }, site: place.site }
    const of = (result: { outputs: { stored: { at(labels: object): { value: string } } } }) =>
      result.outputs.stored.at({ year: '2020' }).value
    expect(of(evaluate(carbonStored, wood))).toBe('215')
    expect(of(evaluate(carbonStored2019, wood))).toBe('387')
    expect(of(evaluate(carbonStoredWorkbook2019, wood))).toBe('129')
  })
})

describe('what is refused', () => {
  const deposited = { food: { from: 2020, values: ['1000', '1000'] } }
  const site = { from: 2020, values: ['managed-anaerobic' as const, 'managed-anaerobic' as const] }
  const given = { deposited, climate: 'tropical-dry' as const, site }

  test('an unknown climate zone, with the names that there are', () => {
    expect(() => evaluate(solidWasteDisposal2019, { ...given, climate: 'tropical' as never })).toThrow('tropical-dry')
  })

  test('fractions beyond 0 and 1, but no printed default', () => {
    expect(() => evaluate(solidWasteDisposal2019, { ...given, docf: { food: '1.2' } })).toThrow('1.2')
    expect(() => evaluate(solidWasteDisposal2019, { ...given, delay: { food: '7' } })).toThrow('7')
    for (const each of [...sites, 'managed-well-active-aeration', 'uncategorised'] as const)
      for (const climate of climates)
        evaluate(solidWasteDisposal2019, { ...given, climate, site: { from: 2020, values: [each, each] } })
  })

  test('shares of sites that are not 1 in a year, with year and sum', () => {
    const share = {
      'unmanaged-deep': { from: 2020, values: ['0.5', '0.5'] },
      uncategorised: { from: 2020, values: ['0.5', '0.4'] },
    }
    expect(() => evaluate(weightedMcf2019, { share })).toThrow(/2021.*0\.9/s)
  })

  test('a year missing in the middle', () => {
    const gap = { food: { '2020': '1000', '2022': '1000' } }
    expect(() =>
      evaluate(solidWasteDisposal2019, {
        ...given,
        deposited: gap,
        site: { '2020': 'managed-anaerobic', '2022': 'managed-anaerobic' },
      }),
    ).toThrow('2021')
  })

  test('recovery above generation is negative, and remarked', () => {
    const result = evaluate(solidWasteDisposal2019, { ...given, recovered: { from: 2020, values: ['0', '1000'] } })
    expect(result.outputs.ch4.at({ year: '2021' }).toNumber()).toBeLessThan(0)
    expect(result.toJSON().remarks.map(({ name }) => name)).toContain('output.negative')
  })
})
