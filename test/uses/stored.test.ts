import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cite, dimension, factor, input, MrvError, method, named, quantity, time } from '../../src/core'
import type { AnyMethod } from '../../src/core/method'
import { load } from '../../src/data/factors'
import { methods } from '../../src/methods'
import { composting, solidWasteDisposal } from '../../src/sectors/waste'
import {
  digestOfResult,
  evaluate,
  type Finding,
  type Result,
  readResult,
  recompute,
  type StoredResult,
  verify,
} from '../../src/uses/exact'

const run = (of: unknown, inputs: unknown, context: unknown = {}): Result =>
  evaluate(of as never, inputs as never, context as never) as unknown as Result
const stored = (of: unknown, inputs: unknown, context: unknown = {}): StoredResult =>
  JSON.parse(JSON.stringify(run(of, inputs, context)))

const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const year = time('year')
const fuel = dimension('fuel')
const all = methods()
const of = (id: string): AnyMethod => all.get(id) as AnyMethod

/** Methods inside a method, twice, with a benefit, and steps that the outputs do not pass through a name. */
const measure = method({
  id: 'test.measure',
  title: 'A measure',
  source: cite('test', 'p 1'),
  edition: '1',
  inputs: {
    organic: input('t waste (wet)', { over: [year] }),
    diesel: input('L', { over: [fuel, year] }),
    rate: factor('kg CO2/L', { symbol: 'EF', over: [fuel] }),
  },
  equations: ({ organic, diesel, rate }) => ({
    baseline: {
      ch4: composting({ treated: organic.times(2) }, { as: 'before' }).ch4,
      co2: diesel.times(rate).sum(fuel),
    },
    project: composting({ treated: organic }),
    benefit: { less: named('Waste', 'Eq 9', organic.times(1)) },
  }),
})

const fod = {
  deposited: { food: { from: 2020, values: [10, '20 t'] }, wood: { from: 2020, values: ['0.5 Gg', 7] } },
  climate: 'tropical-moist-wet',
  site: { 2020: 'unmanaged-deep', 2021: 'managed-anaerobic' },
  doc: { food: '0.16' },
  recovered: { 2020: 'NO', 2021: '1e-3' },
}
const examples: Record<string, () => StoredResult> = {
  composting: () => stored(composting, { treated: '1200 t', recovered: '300 kg' }, { region: 'ID', gwp: 'AR5' }),
  landfill: () => stored(solidWasteDisposal, fod, { gwp: 'AR6' }),
  combustion: () =>
    stored(
      of('energy.stationary-combustion'),
      {
        consumption: { 'natural-gas': 5, 'wood-wood-waste': '1 GJ' },
        sector: 'residential',
        emissionFactor: { 'natural-gas': { CO2: '56 t CO2/TJ' } },
      },
      { gwp: 'AR4' },
    ),
  wastewater: () =>
    stored(
      of('wastewater.domestic'),
      {
        population: 1000,
        incomeShare: { rural: '60 %', urban: '0.4' },
        pathwayShare: { rural: { 'septic-system': 1 }, urban: { 'septic-system': '0.5', 'latrine-wet': '0.5' } },
        protein: 20,
        collection: 'collected',
        garbageDisposal: 'no',
      },
      { region: 'ID' },
    ),
  measure: () =>
    stored(
      measure,
      {
        organic: { 2020: 1, 2021: 2 },
        diesel: [
          { fuel: 'b20', year: 2020, value: 3 },
          { fuel: 'b20', year: 2021, value: 4 },
        ],
        'before/ch4Factor': '5',
      },
      { gwp: 'AR5', factors: [{ parameter: 'EF', value: '2.6', unit: 'kg CO2/L', fuel: 'b20' }] },
    ),
}

const parsed = new Map(Object.entries(examples).map(([name, make]) => [name, make()]))
const copy = (result: StoredResult): StoredResult => structuredClone(result)
const refit = (result: StoredResult): StoredResult => ({ ...result, digest: digestOfResult(result) })

/** A place in a record: the keys that lead to it. */
type Path = readonly (string | number)[]
const leavesOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : value === null || value === undefined
      ? []
      : [path]
const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value)
const put = (value: unknown, path: Path, next: unknown): void => {
  ;(at(value, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) as string | number] = next
}

/** Another figure of the same sort: the number changed in its last digit, a word changed in its last letter. */
const otherFigure = (text: string): string => {
  const figure = /^(-?[\d.]*)(\d)(.*)$/s.exec(text)
  return figure ? `${figure[1]}${(Number(figure[2]) + 1) % 10}${figure[3]}` : `${text}x`
}

interface Change {
  readonly what: string
  readonly path: Path
  readonly names: readonly string[]
  readonly kinds: readonly Finding['kind'][]
}

/** Every figure of a stored result, and what must be named when it is changed. */
const changes = (result: StoredResult): Change[] => [
  ...result.inputs.flatMap((each, index) =>
    (['value', 'given', 'unit'] as const).flatMap((part) =>
      leavesOf(each[part]).map((path) => ({
        what: `input ${part}`,
        path: ['inputs', index, part, ...path],
        names: [each.name],
        kinds: ['input', 'factor'] as const,
      })),
    ),
  ),
  ...result.factors.flatMap((each, index) =>
    (['value', 'unit'] as const).flatMap((part) =>
      leavesOf(each[part]).map((path) => ({
        what: `factor ${part}`,
        path: ['factors', index, part, ...path],
        names: [each.name],
        kinds: ['factor', 'input'] as const,
      })),
    ),
  ),
  ...result.rows.map((row, index) => ({
    what: 'factor row',
    path: ['rows', index, 'value'],
    names: result.factors.filter((each) => JSON.stringify(each.rows).includes(`"${row.id}"`)).map(({ name }) => name),
    kinds: ['factor'] as const,
  })),
  ...result.steps.flatMap((each, index) =>
    (['value', 'unit'] as const).flatMap((part) =>
      leavesOf(each[part]).map((path) => ({
        what: `step ${part}`,
        path: ['steps', index, part, ...path],
        names: [each.name],
        kinds: ['step'] as const,
      })),
    ),
  ),
  ...Object.entries(result.outputs).flatMap(([name, each]) =>
    (['value', 'unit'] as const).flatMap((part) =>
      leavesOf(each[part]).map((path) => ({
        what: `output ${part}`,
        path: ['outputs', name, part, ...path],
        names: [name],
        kinds: ['output'] as const,
      })),
    ),
  ),
]

describe('verify', () => {
  test.each([...parsed])('finds nothing in %s', (_, result) => {
    expect(verify(result)).toEqual({ ok: true, findings: [] })
  })

  test.each([...parsed])(
    'finds each changed figure of %s, names it and nothing else, also where the digest was made to fit',
    (_, result) => {
      let count = 0
      for (const { what, path, names, kinds } of changes(result)) {
        const before = at(result, path)
        if (typeof before !== 'string' || before === '') continue
        const changed = copy(result)
        put(changed, path, otherFigure(before))
        const context = `${what} ${path.join('.')}: ${before} → ${otherFigure(before)}`
        for (const tampered of [changed, refit(changed)]) {
          const { ok, findings } = verify(tampered)
          expect(ok, context).toBe(false)
          const figures = findings.filter(({ kind }) => kind !== 'digest')
          expect(new Set(figures.map(({ name }) => name)), context).toEqual(new Set(names))
          for (const { kind } of figures) expect(kinds, context).toContain(kind)
        }
        // what is given is not in the digest, nor what is beyond 30 digits; all else is
        if (before.replace(/\D/g, '').length < 30)
          expect(
            verify(changed).findings.some(({ kind }) => kind === 'digest'),
            context,
          ).toBe(what !== 'input given')
        count++
      }
      expect(count).toBeGreaterThan(20)
    },
  )

  test('says where, what is stored, and what it should be', () => {
    const changed = copy(parsed.get('landfill') as StoredResult)
    const index = changed.steps.findIndex(({ name }) => name === 'DDOCma')
    put(changed, ['steps', index, 'value', 'food', '2021'], '99')
    expect(verify(refit(changed)).findings).toEqual([
      {
        kind: 'step',
        name: 'DDOCma',
        equation: 'Eq 3.4, 3A1.14',
        labels: { wasteType: 'food', year: '2021' },
        stored: '99',
        expected: at(parsed.get('landfill'), ['steps', index, 'value', 'food', '2021']),
      },
    ])
  })

  test('finds a changed constant of the equations by the steps that use it', () => {
    const changed = copy(parsed.get('landfill') as StoredResult)
    const node = changed.graph.nodes.findIndex(({ kind, value }) => kind === 'constant' && value === '16/12')
    put(changed, ['graph', 'nodes', node, 'value'], '17/12')
    expect(verify(refit(changed)).findings[0]).toMatchObject({ kind: 'step', name: 'CH4 generated' })
  })

  test('finds a choice that was changed together with how it was given, by the rows that no longer fit', () => {
    const changed = copy(parsed.get('landfill') as StoredResult)
    const index = changed.inputs.findIndex(({ name }) => name === 'climate')
    for (const part of ['value', 'given']) put(changed, ['inputs', index, part], 'tropical-dry')
    expect(verify(refit(changed)).findings[0]).toMatchObject({
      kind: 'factor',
      name: 'k',
      stored: expect.stringContaining('climate tropical-moist-wet'),
      expected: 'climate tropical-dry',
    })
  })

  test('finds a figure beyond the 30 digits of the digest', () => {
    const changed = copy(parsed.get('landfill') as StoredResult)
    const index = changed.steps.findIndex(({ name }) => name === 'DDOCma')
    const path = ['steps', index, 'value', 'food', '2021']
    const before = at(changed, path) as string
    expect(before.length).toBeGreaterThan(38)
    put(changed, path, otherFigure(before))
    expect(verify(changed).findings.map(({ kind }) => kind)).toEqual(['step'])
  })

  test('finds what was left out: an input, a factor, a step, an output; and what was added', () => {
    const without = (change: (result: { -readonly [K in keyof StoredResult]: StoredResult[K] }) => void) => {
      const changed = copy(parsed.get('composting') as StoredResult)
      change(changed)
      return verify(refit(changed)).findings.map(({ kind, name, stored: held }) => [kind, name, held])
    }
    expect(without((result) => Object.assign(result, { inputs: result.inputs.slice(1) }))[0]).toEqual([
      'input',
      'treated',
      'nothing',
    ])
    expect(without((result) => Object.assign(result, { factors: result.factors.slice(1) }))[0]).toEqual([
      'factor',
      'ch4Factor',
      'nothing',
    ])
    expect(without((result) => Object.assign(result, { rows: result.rows.slice(1) })).length).toBeGreaterThan(0)
    expect(without((result) => Object.assign(result, { steps: result.steps.slice(1) }))).toEqual([
      ['step', 'CH4 generated', 'nothing'],
    ])
    expect(
      without((result) => Object.assign(result, { outputs: { ch4: result.outputs.ch4, co2e: result.outputs.co2e } })),
    ).toEqual([['output', 'n2o', 'nothing']])
    expect(
      without((result) => Object.assign(result, { outputs: { ...result.outputs, more: { value: '1', unit: 't' } } })),
    ).toEqual([['output', 'more', '"1"']])
  })

  test('finds another GWP set on the label', () => {
    const changed = copy(parsed.get('composting') as StoredResult)
    put(changed, ['context', 'gwp'], 'AR4')
    expect(verify(refit(changed)).findings).toEqual([
      { kind: 'output', name: 'co2e', stored: 't CO2e (AR5)', expected: 't CO2e (AR4)' },
    ])
  })

  test('holds for results that are partial, lack CO2e, have notation keys, or chose lazily', () => {
    const sum = method({
      id: 'test.sum',
      title: 'Sum',
      source: cite('test', 'p 1'),
      edition: '1',
      inputs: { a: input('t', { over: [fuel, year] }), f: factor('1', { symbol: 'none' }) },
      equations: ({ a, f }) => ({ out: named('Sum', 'Eq 1', a.sum(fuel)), other: a.sum(fuel).sum(year).times(f) }),
    })
    const a = { coal: { 2020: 5, 2021: 'NE' }, gas: { 2020: 'NO', 2021: 4 } }
    const result = stored(sum, { a, f: 2 }, { partial: true })
    expect(verify(result)).toEqual({ ok: true, findings: [] })
    put(result, ['outputs', 'out', 'value', '2021'], '5')
    expect(verify(result).findings[0]).toMatchObject({ kind: 'output', name: 'out', labels: { year: '2021' } })
  })

  test('is an error for what is no stored result, whatever it is', () => {
    for (const nothing of [
      null,
      5,
      'x',
      [],
      {},
      { schemaVersion: '1' },
      { ...copy(parsed.get('composting') as StoredResult), schemaVersion: '9' },
    ]) {
      expect(problemOf(() => verify(nothing as never)).code).toBe('result.invalid')
      expect(problemOf(() => readResult(JSON.stringify(nothing))).code).toBe('result.invalid')
    }
    expect(problemOf(() => readResult('{')).code).toBe('result.invalid')
  })

  test('any change anywhere is found, or is no figure; nothing else than a problem of its own is thrown', () => {
    const result = parsed.get('landfill') as StoredResult
    const places = leavesOf(result).filter(([first]) => first !== 'remarks' && first !== 'library')
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.oneof(
          fc.constant(null),
          fc.constant('x'),
          fc.constant('7'),
          fc.constant(7),
          fc.constant({}),
          fc.constant([]),
          fc.constant(undefined),
        ),
        (path, next) => {
          const changed = copy(result)
          put(changed, path, next)
          if (at(result, path) === next || path.includes('given')) return
          try {
            expect(verify(changed).ok).toBe(false)
          } catch (error) {
            expect(error).toBeInstanceOf(MrvError)
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('the digest', () => {
  const base = parsed.get('landfill') as StoredResult
  const again = (inputs: object, context: object = { gwp: 'AR6' }) => run(solidWasteDisposal, inputs, context).digest

  test('is the same on every run, and for a copy through JSON', () => {
    expect(again(fod)).toBe(base.digest)
    expect(digestOfResult(base)).toBe(base.digest)
    expect(digestOfResult(JSON.parse(JSON.stringify(base)))).toBe(base.digest)
  })

  test('does not depend on the order of keys, labels or rows', () => {
    const reversed = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value
    expect(again(reversed(fod) as object)).toBe(base.digest)
    const rows = [
      { wasteType: 'wood', year: 2021, value: 7 },
      { year: '2020', wasteType: 'food', value: '10' },
      { value: 500, unit: 't', wasteType: 'wood', year: 2020 },
      { wasteType: 'food', year: 2021, value: 20, unit: 't waste (wet)' },
    ]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows, { minLength: 4 }),
        (deposited) => again({ ...fod, deposited }) === base.digest,
      ),
    )
  })

  test('nor on the order in which factors are given, as inputs or as rows', () => {
    const factors = [
      { parameter: 'EF', value: '3', unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' },
      { parameter: 'EF', value: '0.2', unit: 'g N2O/kg waste (wet)', activity: 'composting' },
    ]
    const digest = (inputs: object, context: object = {}) => run(composting, inputs, context).digest
    expect(digest({ treated: 1, ch4Factor: 3, n2oFactor: 2 })).toBe(digest({ n2oFactor: 2, ch4Factor: 3, treated: 1 }))
    expect(digest({ treated: 1 }, { factors })).toBe(digest({ treated: 1 }, { factors: [...factors].reverse() }))
    expect(digest({ treated: 1 }, { factors })).toBe(
      digest({ treated: 1 }, { factors: factors.map((row) => Object.fromEntries(Object.entries(row).reverse())) }),
    )
  })

  test('nor on how a value is written', () => {
    const digest = (treated: unknown) => run(composting, { treated }).digest
    for (const same of [
      '1200 t',
      1200,
      '1200',
      '1200.00',
      '1.2e3',
      '1200000 kg',
      '1.2 Gg waste (wet)',
      quantity('1200 t'),
      { value: '1200', unit: 't' },
    ])
      expect(digest(same)).toBe(digest('1200 t'))
    expect(digest('1200.000000000000000000000000000000001')).not.toBe(digest('1200.00000000000000000000000001'))
    expect(run(composting, { treated: 1 }, { year: 2020 }).digest).toBe(
      run(composting, { treated: 1 }, { year: '2020' }).digest,
    )
  })

  test('differs for another input, factor, region, year, set, method or version', () => {
    const plain = (inputs: object, context: object, over: object = {}) => {
      const changed = Object.assign(
        ((...given: never[]) => (composting as unknown as (...given: never[]) => unknown)(...given)) as object,
        composting,
        over,
      )
      return run(changed, inputs, context).digest
    }
    const digests = [
      plain({ treated: 1 }, {}),
      plain({ treated: 2 }, {}),
      plain({ treated: 1, ch4Factor: 4 }, {}),
      plain({ treated: 1 }, { region: 'ID' }),
      plain({ treated: 1 }, { year: 2020 }),
      plain({ treated: 1 }, { gwp: 'AR5' }),
      plain({ treated: 1 }, {}, { version: '2' }),
      plain({ treated: 1 }, {}, { edition: '2019' }),
    ]
    expect(new Set(digests).size).toBe(digests.length)
  })

  test('does not cover the library’s version, the words of a remark, and how an input was written', () => {
    const changed = copy(base)
    put(changed, ['library', 'version'], '99')
    put(changed, ['remarks', 0, 'text'], 'in other words')
    Object.assign(changed, { remarks: [...changed.remarks, { name: 'unit.taken', text: 'as written' }].reverse() })
    put(changed, ['inputs', 0, 'given'], null)
    expect(digestOfResult(changed)).toBe(base.digest)
  })

  test('covers which remarks there are', () => {
    const remarks = base.remarks.filter(({ name }) => name === 'unit.taken')
    expect(remarks.length).toBeLessThan(base.remarks.length)
    expect(digestOfResult({ ...base, remarks })).not.toBe(base.digest)
  })
})

describe('in other places', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'digests-'))
    await build({
      entry: [join(import.meta.dirname, 'digests.ts')],
      outDir: folder,
      outExtension: () => ({ js: '.mjs' }),
      format: 'esm',
      config: false,
      silent: true,
      dts: false,
      clean: false,
      noExternal: [/.*/],
      splitting: false,
      platform: 'node',
    })
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('time zone and language change nothing', () => {
    const shown = ([TZ, LANG]: readonly [string, string]) =>
      execFileSync(process.execPath, [join(folder, 'digests.mjs')], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', TZ, LANG, LC_ALL: LANG },
      })
    const places = [
      ['UTC', 'C'],
      ['Asia/Tokyo', 'ja_JP.UTF-8'],
      ['America/St_Johns', 'de_DE.UTF-8'],
      ['Pacific/Kiritimati', 'tr_TR.UTF-8'],
      ['Pacific/Pago_Pago', 'ar_EG.UTF-8'],
    ] as const
    const [first, ...others] = places.map(shown) as [string, ...string[]]
    expect(first.match(/^sha256:[0-9a-f]{64}$/gm)).toHaveLength(4)
    for (const other of others) expect(other).toBe(first)
    expect(first).toContain(run(composting, { treated: '1200 t' }, { region: 'ID', gwp: 'AR5' }).digest)
  })
})

describe('recompute', () => {
  test.each([...parsed])('finds no difference in %s with the same library and rows', (name, result) => {
    expect(recompute(result, name === 'measure' ? (measure as unknown as AnyMethod) : of(result.method.id))).toEqual([])
  })

  test('lists what another factor, GWP set or version changes, by row and equation', () => {
    const result = parsed.get('composting') as StoredResult
    const factors = [
      { id: 'new', parameter: 'EF', value: '8', unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' },
    ]
    expect(recompute(result, of('waste.composting'), { factors })).toEqual([
      { kind: 'factor', name: 'ch4Factor', before: 'ipcc-2006-v5-ef-ch4-composting-wet', after: 'new' },
      { kind: 'step', name: 'CH4 generated', equation: 'Eq 4.1', before: '4.8', after: '9.6' },
      { kind: 'step', name: 'CH4 emissions', equation: 'Eq 4.1', before: '4.5', after: '9.3' },
      {
        kind: 'step',
        name: 'CO2 equivalent',
        equation: 'derived',
        before: expect.any(String),
        after: expect.any(String),
      },
      { kind: 'output', name: 'ch4', before: '4.5', after: '9.3' },
      { kind: 'output', name: 'co2e', before: String(4.5 * 28 + 0.288 * 265), after: String(9.3 * 28 + 0.288 * 265) },
    ])
    expect(recompute(result, of('waste.composting'), { gwp: 'AR4' }).map(({ kind, name }) => [kind, name])).toEqual([
      ['factor', 'gwp/CH4 (biogenic)'],
      ['factor', 'gwp/N2O'],
      ['step', 'CO2 equivalent'],
      ['output', 'co2e'],
    ])
    const newer = Object.assign((() => undefined) as object, composting, { version: '2' }) as unknown as AnyMethod
    expect(recompute(result, newer)).toEqual([
      { kind: 'method', name: 'waste.composting', before: 'version 1', after: 'version 2' },
    ])
  })

  test('a changed figure of a published row is listed by its id', () => {
    const result = copy(parsed.get('composting') as StoredResult)
    put(result, ['rows', result.rows.findIndex(({ id }) => id.includes('ch4-composting')), 'value'], '3')
    expect(recompute(result, of('waste.composting'))[0]).toEqual({
      kind: 'factor',
      name: 'ipcc-2006-v5-ef-ch4-composting-wet',
      before: '3 g CH4 (biogenic)/kg waste (wet)',
      after: '4 g CH4 (biogenic)/kg waste (wet)',
    })
  })

  test('own rows are used again, also where they name the source they were copied from', () => {
    const factors = [
      {
        parameter: 'EF',
        value: '1',
        unit: 'g CH4 (biogenic)/kg waste (wet)',
        activity: 'composting',
        source: 'ipcc-2006-v5',
        edition: '2006',
        status: 'read',
      },
    ]
    expect(recompute(stored(composting, { treated: 1000 }, { factors }), of('waste.composting'))).toEqual([])
  })

  test('own rows stay where loaded sources are passed again', async () => {
    const factors = [
      { id: 'own', parameter: 'EF', value: '3', unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' },
    ]
    const result = stored(composting, { treated: 1000 }, { factors })
    expect(recompute(result, of('waste.composting'), { factors: [await load('emep-eea-2023')] })).toEqual([])
  })

  test('partial results, notation keys and cells that were not given stay so', () => {
    expect(recompute(parsed.get('landfill') as StoredResult, of('waste.solid-waste-disposal'))).toEqual([])
  })

  test('is refused for another method', () => {
    expect(
      problemOf(() => recompute(parsed.get('composting') as StoredResult, of('waste.solid-waste-disposal'))).code,
    ).toBe('result.invalid')
  })
})

describe('the bibliography of a result', () => {
  // factors/*/source.json
  const volume5 = {
    id: 'ipcc-2006-v5',
    title: '2006 IPCC Guidelines for National Greenhouse Gas Inventories, Volume 5: Waste',
    publisher:
      'Institute for Global Environmental Strategies (IGES) for the Intergovernmental Panel on Climate Change (IPCC)',
    year: 2006,
    edition: '2006',
    corrigenda: null,
    url: 'https://www.ipcc-nggip.iges.or.jp/public/2006gl/vol5.html',
    licence: 'Copyright IPCC; the files read print no licence text',
  }
  const ids = ({ sources }: StoredResult) => sources?.map(({ id }) => id)

  test('has the documents of its rows, each once, those of the GWP set too', () => {
    const { sources, rows } = stored(composting, { treated: '1200 t' }, { gwp: 'AR5' })
    expect(sources?.find(({ id }) => id === 'ipcc-2006-v5')).toEqual(volume5)
    expect([...new Set(rows.map(({ source }) => source))].sort()).toEqual(sources?.map(({ id }) => id))
    expect(sources?.find(({ id }) => id !== 'ipcc-2006-v5')).toMatchObject({
      title: 'Climate Change 2013: The Physical Science Basis (Fifth Assessment Report, Working Group I), Chapter 8',
      year: 2013,
      url: 'https://www.ipcc.ch/site/assets/uploads/2018/02/WG1AR5_Chapter08_FINAL.pdf',
    })
  })
  test('has those of sources that were passed along where a row is from them, and the method’s own', async () => {
    const factors = [await load('uk-ghg-2025')]
    expect(ids(stored(composting, { treated: '1200 t' }, { factors }))).toEqual(['ipcc-2006-v5'])
    const own = { parameter: 'EF', activity: 'composting', value: '3', unit: 'g CH4 (biogenic)/kg waste (wet)' }
    const given = stored(composting, { treated: '1200 t', n2oFactor: '1 g/kg' }, { factors: [own] })
    expect(given.rows.map(({ source }) => source)).toEqual(['project'])
    expect(ids(given)).toEqual(['ipcc-2006-v5'])
  })
  test('is under the digest; a result of an earlier form has none, and verifies', () => {
    const now = stored(composting, { treated: '1200 t' }, { gwp: 'AR5' })
    const [first, ...others] = now.sources ?? []
    const changed = { ...now, sources: [{ ...first, title: 'Another' }, ...others] } as StoredResult
    expect(verify(changed).findings.map(({ kind }) => kind)).toEqual(['digest'])
    const { sources: _, digest: __, ...rest } = now
    const earlier = { ...rest, digest: digestOfResult(rest) }
    expect(verify(readResult(JSON.stringify(earlier)))).toEqual({ ok: true, findings: [] })
    expect(recompute(earlier, composting as never)).toEqual([])
  })
})
