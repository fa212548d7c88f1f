import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import {
  domesticWastewater,
  domesticWastewaterCh42019,
  domesticWastewaterN2o,
  domesticWastewaterN2o2019,
  industrialWastewater,
  industrialWastewaterCh42019,
  industrialWastewaterN2o2019,
  sludgeTreatment,
} from '../../src/sectors/wastewater'

const people = { population: '1000000', garbageDisposal: 'no' } as const
const septic = {
  ...people,
  bod: '40',
  collection: 'uncollected',
  protein: '22',
  incomeShare: { rural: '1' },
  pathwayShare: { rural: { 'septic-system': '1' } },
} as const

describe('N2O of domestic wastewater, 2006', () => {
  test('is the same alone and beside the methane', () => {
    const alone = evaluate(domesticWastewaterN2o, { ...people, protein: '22' })
    expect(alone.outputs.n2o.value).toBe(evaluate(domesticWastewater, septic).outputs.n2o.value)
  })

  test('refuses the protein of a day, whatever its substance is called', () => {
    for (const protein of ['60 g protein/person/d', '60 g/person/d', '60 g/cap/day'])
      expect(() => evaluate(domesticWastewaterN2o, { ...people, protein })).toThrow('protein: The unit does not fit')
  })

  test('takes grams of a year, and gives N2O, not N2O-N', () => {
    const given = { ...people, protein: '22000 g protein/person/yr' }
    // 1e6 · 22 · 0.16 · 1.1 · 1.25 = 4.84e6 kg N; · 0.005 = 24200 kg N2O-N; · 44/28
    const n2o = Number(evaluate(domesticWastewaterN2o, given).outputs.n2o.value)
    expect(Math.abs(n2o / ((24200 * 44) / 28) - 1)).toBeLessThan(1e-12)
    const asN = { ...given, sludgeNitrogen: '10 kg N2O-N/yr' }
    expect(() => evaluate(domesticWastewaterN2o, asN)).toThrow('sludgeNitrogen')
  })

  test('asks whether there are garbage disposals, and guesses nothing', () => {
    expect(() => evaluate(domesticWastewaterN2o, { population: '1', protein: '20' })).toThrow('garbageDisposal')
  })

  test('remarks nitrogen of sludge beyond that of the people', () => {
    const result = evaluate(domesticWastewaterN2o, {
      population: '1',
      garbageDisposal: 'no',
      protein: '20',
      sludgeNitrogen: '9',
    })
    expect(result.remarks.map(({ name }) => name)).toContain('output.negative')
  })

  test('refuses a factor that makes more N2O-N than there is N', () => {
    const given = { ...people, protein: '22', effluentFactor: '1.2' }
    expect(() => evaluate(domesticWastewaterN2o, given)).toThrow('expected 0 to 1 kg N2O-N/kg N')
  })
})

describe('CH4 of industrial wastewater, 2006', () => {
  const beer = { product: { 'beer-malt': '1000' }, pathwayShare: { 'beer-malt': { 'anaerobic-reactor': '1' } } }

  test('says which figure Table 6.9 does not print', () => {
    const coffee = { product: { coffee: '1000' }, pathwayShare: { coffee: { 'anaerobic-reactor': '1' } } }
    expect(() => evaluate(industrialWastewater, coffee)).toThrow('wastewater')
    expect(evaluate(industrialWastewater, { ...coffee, wastewater: { coffee: '5' } }).outputs.ch4.value).toBe('9000')
  })

  test('counts on COD: BOD does not fit', () => {
    expect(() => evaluate(industrialWastewater, { ...beer, sludge: { 'beer-malt': '3 kg BOD/yr' } })).toThrow('sludge')
    expect(() => evaluate(industrialWastewater, { ...beer, bo: '0.6 kg CH4 (biogenic)/kg BOD' })).toThrow('bo')
  })

  test('takes no pathway of domestic wastewater, and no product of a month', () => {
    const septicTank = { ...beer, pathwayShare: { 'beer-malt': { 'septic-system': '1' } } }
    expect(() => evaluate(industrialWastewater, septicTank)).toThrow('mcf')
    expect(() => evaluate(industrialWastewater, { ...beer, product: { 'beer-malt': '80 t/d' } })).toThrow('product')
  })

  test('wants the shares of each industry to add up', () => {
    const half = { ...beer, pathwayShare: { 'beer-malt': { 'anaerobic-reactor': '0.5' } } }
    expect(() => evaluate(industrialWastewater, half)).toThrow('0.5')
  })
})

const plant = {
  population: '100000',
  incomeShare: { all: '1' },
  pathwayShare: { all: { plant: '1' } },
  system: { plant: 'centralised-aerobic' },
  treatment: { plant: 'secondary' },
} as const

describe('CH4 of domestic wastewater, 2019', () => {
  const given = { ...plant, bod: '60', collection: { plant: 'collected' } } as const

  test('reads 0.068 for discharge of tier 1, and makes 0.066 of Bo and MCF', () => {
    const river = { ...given, system: { plant: 'aquatic-environment' }, treatment: { plant: 'untreated' } } as const
    // 100000 · 60 · 0.365 · 1.25 = 2737500 kg BOD
    expect(evaluate(domesticWastewaterCh42019, river).outputs.ch4.value).toBe('186150')
    const made = evaluate(domesticWastewaterCh42019, { ...river, emissionFactors: 'equation-6.2' })
    expect(made.outputs.ch4.value).toBe('180675')
  })

  test('discharges untreated wastewater once', () => {
    const river = { ...given, system: { plant: 'reservoir-lake-estuary' }, treatment: { plant: 'untreated' } } as const
    const nowhere = evaluate(domesticWastewaterCh42019, { ...river, toWater: { plant: '0' } })
    expect(evaluate(domesticWastewaterCh42019, river).outputs.ch4.value).toBe(nowhere.outputs.ch4.value)
  })

  test('refuses sludge as wet mass, as nitrogen, or as BOD in its place', () => {
    for (const mass of ['100 t sludge (wet)/yr', '100 t N/yr', '100 t BOD/yr'])
      expect(() =>
        evaluate(domesticWastewaterCh42019, { ...given, sludgeMass: { plant: { 'aerobic-primary': mass } } }),
      ).toThrow('sludgeMass')
  })

  test('remarks a total below 0 where more is recovered than there is', () => {
    const result = evaluate(domesticWastewaterCh42019, { ...given, recovered: { plant: '1 Gg/yr' } })
    expect(result.remarks.map(({ name }) => name)).toContain('output.negative')
  })

  test('has no factor of 2006: neither its pathways nor its MCF', () => {
    const overloaded = { ...given, system: { plant: 'centralised-aerobic-overloaded' } }
    expect(() => evaluate(domesticWastewaterCh42019, overloaded as never)).toThrow('centralised-aerobic')
    const { factors } = domesticWastewaterCh42019
    const editions = factors.map(({ source }) => (source as { edition: string }).edition)
    expect([...new Set(editions)]).toEqual(['2019 Refinement'])
    for (const method of [domesticWastewater, domesticWastewaterN2o, industrialWastewater])
      for (const { source } of method.factors) expect((source as { edition: string }).edition).toBe('2006')
  })

  test('takes a default above its printed range: septic tanks remove 0.625', () => {
    const tanks = { ...given, system: { plant: 'septic-system' }, treatment: { plant: 'septic-system' } } as const
    const { rows } = evaluate(domesticWastewaterCh42019, tanks).toJSON()
    expect(rows.map(({ value }) => value)).toContain('0.625')
  })
})

describe('what changes nothing', () => {
  const towns = {
    population: '250000',
    bod: '54',
    protein: '29',
    proteinBasis: 'consumed',
    foodWasteInSewers: 'no',
    system: { a: 'centralised-aerobic', b: 'septic-system' },
    treatment: { a: 'tertiary', b: 'septic-system' },
    collection: { a: 'collected', b: 'uncollected' },
    place: { a: 'centralised', b: 'decentralised' },
  } as const
  const methane = ['population', 'bod', 'system', 'treatment', 'collection'] as const
  const nitrogen = [
    'population',
    'protein',
    'proteinBasis',
    'foodWasteInSewers',
    'system',
    'treatment',
    'place',
  ] as const
  const of = (given: object, names: readonly string[]) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
  const both = (given: object, shares: object): string[] => [
    evaluate(domesticWastewaterCh42019, { ...of(given, methane), ...shares } as never).outputs.ch4.value,
    evaluate(domesticWastewaterN2o2019, { ...of(given, nitrogen), ...shares } as never).outputs.n2o.value,
  ]
  const one = { incomeShare: { all: '1' }, pathwayShare: { all: { a: '0.6', b: '0.4' } } }

  test('a pathway in two parts, an income group in two', () => {
    const shares = { rural: { a: '0.6', b: '0.1', c: '0.3' }, urban: { a: '0.6', b: '0.25', c: '0.15' } }
    const split = (category: Record<string, string>) => ({ ...category, c: category.b as string })
    const parts = Object.fromEntries(
      Object.entries(towns).map(([name, value]) => [name, typeof value === 'string' ? value : split(value)]),
    )
    expect(both(parts, { incomeShare: { rural: '0.3', urban: '0.7' }, pathwayShare: shares })).toEqual(both(towns, one))
  })

  test('a population that is counted in two towns', () => {
    const sum = ([one, other]: string[][]) => one?.map((value, k) => Number(value) + Number(other?.[k]))
    const halves = ['100000', '150000'].map((population) => both({ ...towns, population }, one))
    const whole = both(towns, one).map(Number)
    for (const [k, value] of (sum(halves) ?? []).entries())
      expect(Math.abs(value / (whole[k] as number) - 1)).toBeLessThan(1e-12)
  })

  test('and more recovery or more sludge is never more emission', () => {
    const ch4 = (more: object) => {
      const given = { ...of(towns, methane), ...one, ...more } as never
      return Number(evaluate(domesticWastewaterCh42019, given).outputs.ch4.value)
    }
    const sludge = (mass: string) => ({ sludgeMass: { a: { mechanical: mass } } })
    expect(ch4({ recovered: { a: '900', b: '0' } })).toBeLessThan(ch4({ recovered: { a: '800', b: '0' } }))
    expect(ch4(sludge('500'))).toBeLessThan(ch4(sludge('400')))
    expect(ch4({ compliance: '0.9' })).toBeLessThan(ch4({ compliance: '0.5' }))
  })
})

describe('N2O by the 2019 Refinement', () => {
  const given = { ...plant, protein: '30', foodWasteInSewers: 'no', place: { plant: 'centralised' } } as const

  test('refuses the protein of a day', () => {
    const daily = { ...given, protein: '82 g protein/person/d' }
    expect(() => evaluate(domesticWastewaterN2o2019, daily, { region: 'JP' })).toThrow('protein')
  })

  test('asks for a region where supply becomes consumption, and not where consumption is given', () => {
    expect(() => evaluate(domesticWastewaterN2o2019, given)).toThrow('fpc')
    expect(evaluate(domesticWastewaterN2o2019, { ...given, proteinBasis: 'consumed' }).outputs.n2o.value).not.toBe('0')
  })

  test('asks for the system of what is treated, and not of what is not', () => {
    const { system: _, ...without } = given
    expect(() => evaluate(domesticWastewaterN2o2019, without, { region: 'JP' })).toThrow('system')
    const untreated = { ...without, treatment: { plant: 'untreated' } } as const
    expect(evaluate(domesticWastewaterN2o2019, untreated, { region: 'JP' }).outputs.n2o.value).not.toBe('0')
  })

  test('keeps the nitrogen of decentralised systems', () => {
    const n2o = (place: 'centralised' | 'decentralised') =>
      Number(
        evaluate(domesticWastewaterN2o2019, { ...given, place: { plant: place } }, { region: 'JP' }).outputs.n2o.value,
      )
    expect(Math.abs(n2o('centralised') / n2o('decentralised') - 1.25)).toBeLessThan(1e-12)
  })

  test('says which industry Table 6.12 does not hold', () => {
    const tofu = { ...plant, product: { tofu: '100' }, pathwayShare: { tofu: { plant: '1' } } }
    const { population: _, incomeShare: __, ...industrial } = tofu
    expect(() => evaluate(industrialWastewaterN2o2019, industrial)).toThrow('tofu')
  })
})

describe('CH4 of industrial wastewater, 2019', () => {
  test('takes W and COD of 2006, and nothing else of it', () => {
    const tables = industrialWastewaterCh42019.factors.map(({ source, rows }) => [
      (source as { edition: string }).edition,
      [...new Set((rows as { parameter: string }[]).map(({ parameter }) => parameter))].sort(),
    ])
    expect(tables.filter(([edition]) => edition === '2006')).toEqual([['2006', ['COD', 'W']]])
  })

  test('has no emission from aerobic plants, where domestic wastewater has', () => {
    const beer = { product: { 'beer-malt': '1000' }, pathwayShare: { 'beer-malt': { plant: '1' } } }
    const given = { ...beer, system: { plant: 'centralised-aerobic' } } as const
    expect(evaluate(industrialWastewaterCh42019, given).outputs.ch4.value).toBe('0')
  })
})

describe('sewage sludge', () => {
  const none = { digested: '0', composted: '0', burnt: '0' } as const

  test('is dry mass: wet mass, and BOD, are refused', () => {
    for (const digested of ['52000 t waste (wet)/yr', '52000 t BOD/yr'])
      expect(() => evaluate(sludgeTreatment, { ...none, digested })).toThrow('digested')
  })

  test('takes nothing for 0 that was not said', () => {
    expect(() => evaluate(sludgeTreatment, { digested: '1' } as never)).toThrow('composted')
  })

  test('takes no recovery off: the factor of digestion accounts for it', () => {
    // @ts-expect-error there is no such input
    expect(() => evaluate(sludgeTreatment, { ...none, recovered: '2 t CH4/yr' })).toThrow('no input "recovered"')
  })
})
