import { describe, expect, test } from 'vitest'
import { evaluate, verify } from '../../src'
import { type AnyMethod, cite, factor, input, MrvError, method, named } from '../../src/core'
import { type FactorSet, load } from '../../src/data/factors'
import { stationaryCombustion } from '../../src/sectors/energy'
import { composting } from '../../src/sectors/waste'
import { evaluateBatch } from '../../src/uses/batch'
import type { Context } from '../../src/uses/evaluation'
import { column, toSql } from '../../src/uses/sql'
import { propagate } from '../../src/uses/uncertainty'
import { toWorkbook, verifyWorkbook } from '../../src/uses/workbook'
import { openDuckDb, runOnDuckDb } from './sql/duckdb'

/** Municipal waste of a population: a method that brings no table of its own. */
const wasteOf = (editions?: readonly string[]) =>
  method({
    id: 'test.municipal-waste',
    title: 'Municipal waste of a population',
    source: cite('ipcc-2006-v5', 'Table 2.1'),
    edition: '2006',
    ...(editions ? { admits: { 'ipcc-guidelines': editions } } : {}),
    inputs: {
      people: input('person', { symbol: 'P' }),
      years: input('yr', { symbol: 'T', default: 1 }),
      generation: factor('t waste (wet)/person/yr', {
        symbol: 'G',
        parameter: 'generation',
        ...({ wasteType: 'msw' } as object),
        range: [0, null],
      }),
    },
    equations: ({ people, years, generation }) => ({
      waste: named('Waste generated', 'none', people.times(generation).times(years)),
    }),
  })

const both = async (): Promise<FactorSet[]> => [await load('ipcc-2019-v5'), await load('ipcc-2006-v5')]
const at = async (): Promise<Context> => ({
  region: 'Eastern Asia',
  year: 2010,
  factors: await both(),
})

// Table 2.1, p 2.5 of the 2006 Guidelines: Eastern Asia 0.37 t/cap/yr; Table 2.1 (Updated) of the 2019 Refinement: 0.48
const printed = { '2006': '370', '2019 Refinement': '480' }

const problemsOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.problems
    throw error
  }
  return []
}

describe('a loaded source passed as factors', () => {
  test.each(['2006', '2019 Refinement'] as const)(
    'gives the row of the edition that the method admits: %s',
    async (edition) => {
      const result = evaluate(wasteOf([edition]), { people: 1000 }, await at())
      expect(result.outputs.waste.value).toBe(printed[edition])
      expect(result.toJSON().rows.map((row) => [row.edition, row.locator])).toEqual([
        [edition, expect.stringContaining('Table 2.1')],
      ])
    },
  )

  test('is put in the order of the editions that the method names, whatever order they are passed in', async () => {
    const [newer, older] = (await both()) as [FactorSet, FactorSet]
    for (const factors of [
      [newer, older],
      [older, newer],
    ]) {
      const context = { region: 'Eastern Asia', year: 2010, factors }
      expect(evaluate(wasteOf(['2019 Refinement', '2006']), { people: 1000 }, context).outputs.waste.value).toBe('480')
      expect(evaluate(wasteOf(['2006', '2019 Refinement']), { people: 1000 }, context).outputs.waste.value).toBe('370')
    }
  })

  test('of two editions is ambiguous where the method states none', async () => {
    const context = await at()
    expect(problemsOf(() => evaluate(wasteOf(), { people: 1000 }, context)).map(({ code }) => code)).toEqual([
      'factor.ambiguous',
    ])
  })

  test('may stand beside own rows, which go first, and beside single tables', async () => {
    const own = { parameter: 'generation', value: '0.5', unit: 't waste (wet)/person/yr', wasteType: 'msw' }
    const [, older] = (await both()) as [FactorSet, FactorSet]
    const [table] = older.tables.filter(({ rows }) => rows.some(({ parameter }) => parameter === 'generation'))
    const region = 'Eastern Asia'
    expect(evaluate(wasteOf(), { people: 1000 }, { region, factors: [older, own] }).outputs.waste.value).toBe('500')
    expect(evaluate(wasteOf(), { people: 1000 }, { region, factors: [table as never] }).outputs.waste.value).toBe('370')
  })

  test('that a method has itself changes nothing: it is the same row', async () => {
    const source = await load('ipcc-2006-v5')
    const [bare, more] = [{}, { factors: [source] }].map((context) => evaluate(composting, { treated: 1200 }, context))
    expect(more?.toJSON().rows).toEqual(bare?.toJSON().rows)
    expect(more?.outputs.ch4.value).toBe('4.8')
  })

  test('leaves the rows it used in the result, which verifies without it', async () => {
    const result = evaluate(wasteOf(['2006']), { people: 1000 }, await at())
    const stored = JSON.parse(JSON.stringify(result))
    expect(stored.rows).toEqual([
      expect.objectContaining({ value: '0.37', source: 'ipcc-2006-v5', region: 'Eastern Asia' }),
    ])
    expect(verify(stored)).toMatchObject({ ok: true })
    stored.rows[0].value = '0.38'
    expect(verify(stored)).toMatchObject({ ok: false })
  })

  test('serves every use alike: batch, SQL, uncertainty, workbook', async () => {
    const context = await at()
    const waste = wasteOf(['2006'])
    const batch = evaluateBatch(waste, { people: Float64Array.of(1000, 2000) }, context)
    expect([...batch.outputs.waste.column()]).toEqual([370, 740])

    const people = {
      name: 'cities',
      columns: [
        { name: 'city', type: 'text' },
        { name: 'people', type: 'number' },
      ],
      rows: [['a', 1000]],
    } as const
    const { tables } = toSql(waste as unknown as AnyMethod as never, {
      dialect: 'duckdb',
      rows: { table: 'cities', id: 'city' },
      inputs: { people: column('people', { unit: 'person' }) },
      context,
    })
    const [rows] = await runOnDuckDb(await openDuckDb(), [people], tables.slice(0, 1))
    expect(Object.values(rows?.[0] ?? {})).toContain(370)

    // the table prints no bounds: the factor counts as certain, the population does not
    const uncertain = propagate(waste, { people: 1000 }, context, { uncertain: { people: { percent: 10 } } })
    expect(uncertain.of('waste').one.percent).toBeCloseTo(10, 10)

    const bytes = await toWorkbook(waste, { people: 1000 }, context)
    expect(await verifyWorkbook(bytes, waste as never)).toEqual([])
  })
})

describe('an own row in another unit or basis than a factor asks for', () => {
  const own = (unit: string | undefined, more: Record<string, string> = {}) => ({
    parameter: 'EF',
    activity: 'composting',
    value: '3',
    ...(unit === undefined ? {} : { unit }),
    ...more,
  })
  const found = (...factors: Record<string, string>[]) =>
    problemsOf(() => evaluate(composting, { treated: 1000 }, { factors })).map(
      ({ code, at: { row, column }, found: unit }) => [code, row, column, unit],
    )

  test.each([
    ['another basis', 'g CH4 (biogenic)/kg waste (dry)', 'unit.substance'],
    ['another origin', 'g CH4 (fossil)/kg waste (wet)', 'unit.substance'],
    ['no origin', 'g CH4/kg waste (wet)', 'unit.substance'],
    ['no substance', 'g/kg', 'unit.substance'],
    ['a volume for a mass', 'm3 CH4 (biogenic)/kg waste (wet)', 'unit.differs'],
    ['an amount', 'g CH4 (biogenic)', 'unit.differs'],
    ['a pure number', '1', 'unit.substance'],
  ])('is refused, with row and column: %s', (_, unit, code) => {
    expect(found(own('g N2O/kg waste (wet)'), own(unit, { id: 'mine' }))).toEqual([[code, 2, 'unit', `"${unit}"`]])
  })

  test('is refused without a unit', () => {
    expect(found(own(undefined))).toEqual([['unit.differs', 1, 'unit', 'no unit']])
  })

  test('is refused in every use', () => {
    const context = { factors: [own('g CH4 (biogenic)/kg waste (dry)')] }
    const expected = [['unit.substance', 1, 'unit']]
    const short = (action: () => unknown) => problemsOf(action).map(({ code, at }) => [code, at.row, at.column])
    expect(short(() => evaluateBatch(composting, { treated: Float64Array.of(1) }, context))).toEqual(expected)
    expect(
      short(() => propagate(composting, { treated: 1 }, context, { uncertain: { treated: { percent: 5 } } })),
    ).toEqual(expected)
    expect(
      short(() =>
        toSql(composting, {
          dialect: 'duckdb',
          rows: { table: 'a', id: 'b' },
          inputs: { treated: column('c', { unit: 't' }) },
          context,
        }),
      ),
    ).toEqual(expected)
  })

  test('says what was found, what was expected and why', () => {
    const [problem] = problemsOf(() =>
      evaluate(composting, { treated: 1 }, { factors: [own('g CH4 (biogenic)/kg waste (dry)')] }),
    )
    expect(problem).toMatchObject({
      message: 'The row states what "ch4Factor" asks for, but the basis differs',
      found: '"g CH4 (biogenic)/kg waste (dry)"',
      expected: expect.stringContaining('"g CH4 (biogenic)/kg waste (wet)"'),
    })
  })

  test('is seen behind a dimension of substances: GCV for NCV', () => {
    const given = { sector: 'residential', consumption: { 'natural-gas': '3 TJ' } } as const
    const row = (unit: string) => ({
      parameter: 'EF',
      activity: 'stationary-combustion',
      sector: 'residential',
      fuel: 'natural-gas',
      value: '50000',
      unit,
    })
    const run = (unit: string) => evaluate(stationaryCombustion, given, { factors: [row(unit)] })
    expect(problemsOf(() => run('kg CO2/TJ (GCV)')).map(({ code, at }) => [code, at.row, at.column])).toEqual([
      ['unit.substance', 1, 'unit'],
    ])
    expect(problemsOf(() => run('kg CO2/TJ (NCV)'))).toEqual([])
  })

  test.each([
    ['another unit of the same thing', own('kg CH4 (biogenic)/t waste (wet)')],
    ['a gas that the method does not ask for', own('g NOx/kg waste (wet)')],
    ['another parameter', own('g CH4/kg waste (dry)', { parameter: 'EFx' })],
    ['another activity', own('g CH4/kg waste (dry)', { activity: 'digestion' })],
    ['more than is asked for', own('g CH4/kg waste (dry)', { technology: 'windrow' })],
  ])('does not stop what is no override: %s', (_, row) => expect(found(row)).toEqual([]))
})
