import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  category,
  cite,
  dimension,
  factor,
  input,
  MrvError,
  method,
  named,
  ordered,
  quantity,
  time,
} from '../../src/core'
import type { Leaves, Outputs } from '../../src/core/method'
import { composting, solidWasteDisposal } from '../../src/sectors/waste'
import { domesticWastewater } from '../../src/sectors/wastewater'
import { evaluate, explain, type Given, type Result, rows } from '../../src/uses/exact'

const fuel = dimension('fuel')
const gas = dimension('gas', { substance: true })
const year = time('year')
const age = ordered('age', 'yr')
const source = cite('test', 'p 1')

const define = <const I extends Leaves, const O extends Outputs>(
  inputs: I,
  equations: Parameters<typeof method<I, O>>[0]['equations'],
) => method<I, O>({ id: 'test.method', title: 'A test', source, edition: '1', inputs, equations })

const run = (of: unknown, inputs: unknown, context: unknown = {}): Result =>
  evaluate(of as never, inputs as never, context as never) as unknown as Result
const out = (of: unknown, inputs: Readonly<Record<string, unknown>>, context = {}): unknown =>
  run(of, inputs, context).outputs.out?.toJSON().value

const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
const problems = (of: unknown, inputs: unknown, context: unknown = {}) =>
  problemOf(() => run(of, inputs, context)).problems

const one = define({ a: input('t waste (wet)') }, ({ a }) => ({ out: a }))
const byYear = define({ a: input('t', { over: [year] }) }, ({ a }) => ({ out: a }))
const both = define({ a: input('t', { over: [fuel, year] }) }, ({ a }) => ({ out: a }))
const share = define({ s: input('1', { over: [fuel, year] }) }, ({ s }) => ({ out: s }))
const byAge = define({ n: input('1', { over: [age] }) }, ({ n }) => ({ out: n }))

describe('forms of an input', () => {
  test.each<[string, Given, string]>([
    ['a number', 1200, '1200'],
    ['a decimal', 0.1, '0.1'],
    ['decimal text', '1200.50', '1200.5'],
    ['text with a unit', '1200 t', '1200'],
    ['text with unit, substance and basis', '1200 t waste (wet)', '1200'],
    ['another unit', '1200 kg', '1.2'],
    ['a quantity', quantity('1.2 Gg waste (wet)'), '1200'],
    ['a quantity that leaves out the basis', quantity('1200 t'), '1200'],
    ['what a quantity writes as JSON', { value: '1200', unit: 't waste (wet)' }, '1200'],
    ['a tidy row', [{ value: 1200, unit: 't' }], '1200'],
  ])('%s', (_, a, value) => {
    expect(out(one, { a })).toBe(value)
  })

  const nested = { coal: { 2020: '1', 2021: '2' }, gas: { 2020: '3', 2021: '4' } }
  test.each<[string, unknown]>([
    ['nested records', nested],
    ['records with units', { coal: { 2020: '1 t', 2021: '2000 kg' }, gas: { 2020: 3, 2021: quantity('4 t') } }],
    ['a series inside a record', { coal: { from: 2020, values: [1, 2] }, gas: { from: '2020', values: ['3', '4 t'] } }],
    [
      'tidy rows',
      [
        { fuel: 'gas', year: 2021, value: 4 },
        { fuel: 'coal', year: 2020, value: '1' },
        { fuel: 'coal', year: '2021', value: '2000', unit: 'kg' },
        { fuel: 'gas', year: 2020, value: '3', unit: 't' },
      ],
    ],
    [
      'the other order of dimensions',
      { over: ['year', 'fuel'], values: { 2020: { coal: 1, gas: 3 }, 2021: { coal: 2, gas: 4 } } },
    ],
    ['a result’s values', run(both, { a: nested }).outputs.out],
    ['what they write as JSON', JSON.parse(JSON.stringify(run(both, { a: nested }).outputs.out)).value],
  ])('%s', (_, a) => {
    expect(out(both, { a })).toEqual(nested)
  })

  test('a fraction may be given over fewer dimensions, or once for all; a value for one label goes before', () => {
    const years = { a: { over: ['year'], values: { 2020: '0.1', 2021: '0.2' } } }
    const two = define({ x: input('t', { over: [fuel, year] }), s: input('1', { over: [fuel, year] }) }, ({ s }) => ({
      out: s,
    }))
    const x = nested
    expect(out(two, { x, s: '0.5' })).toEqual({ coal: { 2020: '0.5', 2021: '0.5' }, gas: { 2020: '0.5', 2021: '0.5' } })
    expect(out(two, { x, s: years.a })).toEqual({
      coal: { 2020: '0.1', 2021: '0.2' },
      gas: { 2020: '0.1', 2021: '0.2' },
    })
    expect(out(two, { x, s: { from: 2020, values: ['0.1', '0.2'] } })).toEqual({
      coal: { 2020: '0.1', 2021: '0.2' },
      gas: { 2020: '0.1', 2021: '0.2' },
    })
    expect(out(two, { x, s: { coal: '0.1', gas: { 2020: '0.2', 2021: '0.3' } } })).toEqual({
      coal: { 2020: '0.1', 2021: '0.1' },
      gas: { 2020: '0.2', 2021: '0.3' },
    })
    expect(
      out(two, {
        x,
        s: [
          { fuel: 'coal', value: '0.1' },
          { fuel: 'gas', value: '0.2' },
        ],
      }),
    ).toEqual({ coal: { 2020: '0.1', 2021: '0.1' }, gas: { 2020: '0.2', 2021: '0.2' } })
  })

  test('series of years, fiscal years, quarters, months and ages', () => {
    expect(out(byYear, { a: { from: 2030, values: [1, 2] } })).toEqual({ 2030: '1', 2031: '2' })
    expect(out(byYear, { a: { from: 'FY2030', values: [1, 2] } }, { fiscalStart: 4 })).toEqual({
      FY2030: '1',
      FY2031: '2',
    })
    expect(out(byYear, { a: { from: '2030-Q4', values: [1, 2] } })).toEqual({ '2030-Q4': '1', '2031-Q1': '2' })
    expect(out(byYear, { a: { from: '2030-12', values: [1, 2] } })).toEqual({ '2030-12': '1', '2031-01': '2' })
    expect(out(byAge, { n: { from: 0, values: [1, 2, 3] } })).toEqual({ 0: '1', 1: '2', 2: '3' })
    expect(run(byAge, { n: { 10: 1, 2: 2, 0: 3 } }).outputs.out?.labels).toEqual({ age: ['0', '2', '10'] })
  })

  test('a gas over gas takes the unit of its label, or of the dimension', () => {
    const e = define({ e: input('kg gas/TJ (NCV)', { over: [gas] }) }, ({ e }) => ({ out: e }))
    expect(out(e, { e: { CO2: 56100, CH4: '1 kg CH4/TJ', N2O: '0.0001 kg/GJ' } })).toEqual({
      CH4: '1',
      CO2: '56100',
      N2O: '0.1',
    })
    expect(out(e, { e: { CO2: '56100 kg gas/TJ (NCV)' } })).toEqual({ CO2: '56100' })
    expect(problems(e, { e: { CO2: '1 kg CH4/TJ (NCV)' } })[0]).toMatchObject({
      code: 'unit.substance',
      expected: '"kg CO2/TJ (NCV)"',
    })
  })

  test('inputs stay as they were', () => {
    const a = Object.freeze({
      coal: Object.freeze({ 2020: '1', 2021: '2' }),
      gas: Object.freeze({ 2020: '3', 2021: '4' }),
    })
    run(both, Object.freeze({ a }))
    expect(a.coal[2020]).toBe('1')
  })
})

describe('inputs that are refused, all together and each with its place', () => {
  test('a name that is no input, with the nearest', () => {
    expect(problems(one, { a: 1, aa: 2, treatd: 3 })).toEqual([
      expect.objectContaining({
        code: 'input.unknown',
        at: { method: 'test.method', input: 'aa' },
        expected: 'a',
        hint: 'Did you mean "a"?',
      }),
      expect.objectContaining({ code: 'input.unknown', at: { method: 'test.method', input: 'treatd' } }),
    ])
    expect(problems(composting, { treatd: 1 })[0]).toMatchObject({ hint: 'Did you mean "treated"?' })
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect(problems(one, JSON.parse(`{"a":1,"${name}":1}`))[0]).toMatchObject({ code: 'input.unknown' })
  })

  test.each<[string, unknown, string]>([
    ['another substance', '5 t food', 'unit.substance'],
    ['another basis', '5 t waste (dry)', 'unit.substance'],
    ['another measure', '5 m3', 'unit.differs'],
    ['a quantity of another substance', quantity('5 t CH4'), 'unit.substance'],
    ['an unknown unit', '5 tt', 'unit.unknown'],
    ['text', 'much', 'number.invalid'],
    ['nothing in the text', '', 'number.invalid'],
    ['NaN', Number.NaN, 'number.invalid'],
    ['infinity', Number.POSITIVE_INFINITY, 'number.invalid'],
    ['a thousands separator', '1,200', 'number.invalid'],
    ['a thousands blank', '1 200 t', 'number.invalid'],
    ['a huge number', '1e301', 'number.range'],
    ['a tiny number', 5e-324, 'number.range'],
    ['a record', { x: 1 }, 'input.shape'],
    ['a series', { from: 2020, values: [1] }, 'input.shape'],
    ['true', true, 'input.shape'],
    ['a list', [1, 2], 'input.shape'],
    ['a function', () => 1, 'input.shape'],
    ['a big integer', 10n, 'input.shape'],
    ['two tidy rows', [{ value: 1 }, { value: 2 }], 'input.shape'],
    ['a tidy row without value', [{ a: 1 }], 'input.shape'],
    ['a tidy row with a label', [{ fuel: 'coal', value: 1 }], 'input.shape'],
    ['values over a dimension', run(byYear, { a: { 2020: 1 } }).outputs.out, 'input.shape'],
  ])('%s', (_, a, code) => {
    expect(problems(one, { a })[0]).toMatchObject({ code, at: { method: 'test.method', input: 'a' } })
  })

  test('both units are in the text', () => {
    expect(problemOf(() => run(composting, { treated: '1200 t waste (dry)' })).message).toBe(
      'waste.composting treated: The unit does not fit: the basis differs. Found "t waste (dry)"; expected "t waste (wet)". Convert it first; the library never changes a substance or a basis by itself.',
    )
  })

  test.each<[string, unknown, object, string]>([
    ['one value for an amount over years', 5, byYear, 'input.shape'],
    ['one value for an amount over fuels and years', { coal: 5 }, both, 'input.shape'],
    ['an amount over years alone', { over: ['year'], values: { 2020: 5 } }, both, 'input.shape'],
    ['a dimension that it has not', { over: ['site'], values: { x: 5 } }, both, 'input.shape'],
    ['tidy rows that leave out a dimension of an amount', [{ fuel: 'coal', value: 5 }], both, 'input.shape'],
    [
      'tidy rows with a column that nothing reads',
      [{ fuel: 'coal', year: 2020, value: 5, site: 'x' }],
      both,
      'input.shape',
    ],
    ['too many levels', { coal: { 2020: { x: 5 } } }, both, 'input.shape'],
    ['a year that is none', { x: 5 }, byYear, 'period.invalid'],
    ['a year of five digits', { 20200: 5 }, byYear, 'period.invalid'],
    ['years and months', { 2020: 5, '2021-01': 5 }, byYear, 'period.invalid'],
    ['a fiscal year without its start', { FY2020: 5 }, byYear, 'period.invalid'],
    ['overlapping periods', { '2020-01-01/2020-02-29': 1, '2020-02-01/2020-03-31': 1 }, byYear, 'period.invalid'],
    ['a series from a month that is none', { from: '2020-13', values: [1, 2] }, byYear, 'period.invalid'],
    ['a series that ends after the calendar', { from: 9998, values: [1, 2] }, byYear, 'period.invalid'],
    [
      'a year twice',
      [
        { year: 2020, value: 1 },
        { year: '2020', value: 1 },
      ],
      byYear,
      'input.shape',
    ],
    ['a blank label', { ' ': { 2020: 1 } }, both, 'label.unknown'],
    ['an empty label in tidy rows', [{ fuel: '', year: 2020, value: 1 }], both, 'label.unknown'],
    ['a prototype key', JSON.parse('{"__proto__": {"2020": 1}}'), both, 'label.unknown'],
    ['a prototype key in tidy rows', [{ fuel: 'constructor', year: 2020, value: 1 }], both, 'label.unknown'],
    ['a label with a line break', { 'a\nb': { 2020: 1 } }, both, 'label.unknown'],
  ])('%s', (_, a, of, code) => {
    expect(problems(of, { a })[0]).toMatchObject({ code })
  })

  test('ages that are no numbers, or the same number twice', () => {
    expect(problems(byAge, { n: { old: 1 } })[0]).toMatchObject({ code: 'number.invalid' })
    expect(problems(byAge, { n: { from: 'old', values: [1] } })[0]).toMatchObject({ code: 'number.invalid' })
    expect(problems(byAge, { n: { 1: 1, '1.0': 2 } })[0]).toMatchObject({ code: 'input.shape', found: '"1" and "1.0"' })
  })

  test('rows over different dimensions, of which two could hold for one cell', () => {
    expect(
      problems(share, {
        s: [
          { fuel: 'coal', value: 1 },
          { year: 2020, value: 1 },
        ],
      })[0],
    ).toMatchObject({ code: 'input.shape', at: { input: 's', row: 2 }, found: 'year', expected: 'fuel' })
  })

  test('several at once: nothing hides behind the first', () => {
    const found = problems(
      both,
      { a: { coal: { 2020: 'x', 2021: '5 m3', 2022: 1 }, gas: { 2020: '1,5', 2021: 2, 2022: 3 } }, b: 1 },
      { region: 'XX', gwp: 'AR7', year: 20 },
    )
    expect(found.map(({ code, at }) => [code, at.input, at.labels])).toEqual(
      expect.arrayContaining([
        ['number.invalid', 'a', { fuel: 'coal', year: '2020' }],
        ['unit.differs', 'a', { fuel: 'coal', year: '2021' }],
        ['number.invalid', 'a', { fuel: 'gas', year: '2020' }],
        ['input.unknown', 'b', undefined],
        ['context.invalid', undefined, undefined],
        ['gwp.missing', undefined, undefined],
      ]),
    )
  })

  test('a missing input, and missing cells by their labels', () => {
    expect(problems(one, {})).toEqual([
      expect.objectContaining({
        code: 'input.missing',
        at: { method: 'test.method', input: 'a' },
        hint: expect.stringContaining('Missing is not zero'),
      }),
    ])
    expect(problems(one, { a: undefined })[0]).toMatchObject({ code: 'input.missing' })
    expect(problems(one, { a: null })[0]).toMatchObject({ code: 'input.missing' })
    expect(
      problems(both, { a: { coal: { 2020: 1 }, gas: { 2021: 1 } } }).map(({ code, at }) => [code, at.labels]),
    ).toEqual([
      ['label.missing', { fuel: 'coal', year: '2021' }],
      ['label.missing', { fuel: 'gas', year: '2020' }],
    ])
    expect(problems(byYear, { a: { 2020: 1, 2021: null } })).toEqual([
      expect.objectContaining({ code: 'label.missing', at: expect.objectContaining({ labels: { year: '2021' } }) }),
    ])
  })

  test('a long list of missing cells is cut, and says by how much', () => {
    const found = problems(both, { a: { coal: { from: 1950, values: new Array(80).fill(1) }, gas: { 1950: 1 } } })
    expect(found).toHaveLength(21)
    expect(found[20]?.message).toBe('59 more values are missing')
  })

  test('gaps in years where something is carried over them', () => {
    expect(
      problems(solidWasteDisposal, {
        deposited: { food: { 2000: 1, 2001: 1, 2003: 1 } },
        climate: 'tropical-dry',
        site: 'managed-anaerobic',
      })[0],
    ).toMatchObject({
      code: 'period.gap',
      at: { input: 'year' },
      found: '"2003" right after "2001"',
      expected: '"2002"',
    })
    expect(out(byYear, { a: { 2000: 1, 2003: 1 } })).toEqual({ 2000: '1', 2003: '1' })
  })

  test('ranges of inputs, from either side', () => {
    const ranged = define(
      {
        a: input('t', { range: [0, 10] }),
        b: input('1', { range: [null, 1], default: 0 }),
        c: input('1', { range: [1, null], default: 1 }),
      },
      ({ a }) => ({ out: a }),
    )
    expect(out(ranged, { a: 10, b: '-5', c: 1 })).toBe('10')
    expect(
      problems(ranged, { a: '10001 kg', b: '100.1 %', c: '0.9' }).map(({ code, found, expected }) => [
        code,
        found,
        expected,
      ]),
    ).toEqual([
      ['input.range', '10.001 t', '0 to 10 t'],
      ['input.range', '1.001', 'at most 1'],
      ['input.range', '0.9', 'at least 1'],
    ])
    expect(problems(ranged, { a: -1 })[0]).toMatchObject({ code: 'input.range', found: '-1 t' })
  })

  test('shares that do not add up, each group by its labels; what is left out counts as 0', () => {
    const shares = define({ s: input('1', { over: [fuel, year], sumsTo: fuel }) }, ({ s }) => ({ out: s }))
    expect(out(shares, { s: { coal: { 2020: '0.25' }, gas: { 2020: '75 %', 2021: 1 } } })).toEqual({
      coal: { 2020: '0.25', 2021: '0' },
      gas: { 2020: '0.75', 2021: '1' },
    })
    expect(
      problems(shares, { s: { coal: { 2020: '0.25', 2021: '0.5' }, gas: { 2020: '0.7', 2021: '0.6' } } }).map(
        ({ code, at, found, expected }) => [code, at.labels, found, expected],
      ),
    ).toEqual([
      ['input.sum', { year: '2020' }, '0.95', '1'],
      ['input.sum', { year: '2021' }, '1.1', '1'],
    ])
    expect(
      out(shares, { s: { a: { 2020: '0.3333333333' }, b: { 2020: '0.3333333333' }, c: { 2020: '0.3333333333' } } }),
    ).toMatchObject({ a: { 2020: '0.3333333333' } })
    expect(problems(shares, { s: { a: { 2020: '0.33' }, b: { 2020: '0.33' }, c: { 2020: '0.33' } } })[0]).toMatchObject(
      { code: 'input.sum', found: '0.99' },
    )
  })

  test('a category: an unknown label with the nearest, and one that is missing', () => {
    const chosen = define({ k: category(['managed-anaerobic', 'uncategorised']) }, ({ k }) => ({
      out: k.match({ 'managed-anaerobic': 1, uncategorised: 2 }),
    }))
    expect(out(chosen, { k: 'uncategorised' })).toBe('2')
    expect(problems(chosen, { k: 'uncategorized' })[0]).toMatchObject({
      code: 'label.unknown',
      found: '"uncategorized"',
      expected: 'managed-anaerobic, uncategorised',
      hint: 'Did you mean "uncategorised"?',
    })
    expect(problems(chosen, {})[0]).toMatchObject({ code: 'input.missing' })
    expect(problems(chosen, { k: 'NO' })[0]).toMatchObject({ code: 'label.unknown' })
    expect(problems(chosen, { k: 5 })[0]).toMatchObject({ code: 'label.unknown' })
  })

  test.each<[string, unknown, string]>([
    ['an unknown word', { gpw: 'AR5' }, 'Did you mean "gwp"?'],
    ['an unknown region', { region: 'Indonesia' }, ''],
    ['an empty region', { region: '' }, ''],
    ['a region that is no text', { region: 5 }, ''],
    ['a region called undefined', { region: 'undefined' }, ''],
    ['a null region', { region: null }, 'Leave out what is not known.'],
    ['a year of three digits', { year: 202 }, ''],
    ['a fiscal year from month 13', { fiscalStart: 13 }, ''],
    ['partial as text', { partial: 'yes' }, ''],
    ['factors that are no list', { factors: { a: 1 } }, ''],
  ])('a context with %s', (_, context, hint) => {
    for (let twice = 0; twice < 2; twice++)
      expect(problems(one, { a: 1 }, context)[0]).toMatchObject({ code: 'context.invalid', ...(hint ? { hint } : {}) })
    expect(out(one, { a: 1 })).toBe('1')
  })

  test('no record at all', () => {
    for (const nothing of [null, undefined, 5, 'x'])
      expect(problems(one, nothing)[0]).toMatchObject({ code: 'input.shape' })
    expect(problems(one, { a: 1 }, null)[0]).toMatchObject({ code: 'context.invalid' })
  })

  test('anything at all is taken or refused with a problem of its own', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      maxDepth: 3,
    })
    fc.assert(
      fc.property(fc.constantFrom(one, byYear, both, share, byAge), anything, anything, (of, a, more) => {
        try {
          const result = run(of, { a, s: more, n: more }, typeof more === 'object' ? (more ?? {}) : {})
          expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
        } catch (error) {
          expect(error).toBeInstanceOf(MrvError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('notation keys, and partial results', () => {
  const sum = define({ a: input('t', { over: [fuel, year] }) }, ({ a }) => ({
    out: named('Sum', 'Eq 1', a.sum(fuel)),
    all: a.sum(fuel).sum(year),
  }))

  test('NO, NA and IE count as 0 and stay marked', () => {
    const result = run(sum, {
      a: { coal: { 2020: 5 }, gas: { 2020: 'NO' }, oil: { 2020: 'NA' }, wood: { 2020: 'IE' } },
    })
    expect(result.outputs.out?.toJSON().value).toEqual({ 2020: '5' })
    expect(result.remarks).toEqual(
      ['NO', 'NA', 'IE'].map((key) => ({ name: `notation.${key}`, text: `a: ${key} counts as 0`, input: 'a' })),
    )
    expect(result.toJSON().inputs[0]?.given).toEqual({
      coal: { 2020: '5' },
      gas: { 2020: 'NO' },
      oil: { 2020: 'NA' },
      wood: { 2020: 'IE' },
    })
  })

  test('NE, C and a missing value are not there: an error by label', () => {
    for (const gone of ['NE', 'C', null]) {
      expect(problems(sum, { a: { coal: { 2020: 5 }, gas: { 2020: gone } } })).toEqual([
        expect.objectContaining({
          code: 'label.missing',
          at: expect.objectContaining({ input: 'a', labels: { fuel: 'gas', year: '2020' } }),
        }),
      ])
    }
    expect(
      problems(sum, {
        a: [
          { fuel: 'coal', year: 2020, value: 5 },
          { fuel: 'gas', year: 2020, value: null },
        ],
      })[0],
    ).toMatchObject({ code: 'label.missing' })
  })

  test('with partial the sums run over what is there, and the result says what is not', () => {
    const result = run(
      sum,
      { a: { coal: { 2020: 5, 2021: 6 }, gas: { 2020: 'NE', 2021: 1 }, oil: { 2020: 7 } } },
      { partial: true },
    )
    expect(result.outputs.out?.toJSON().value).toEqual({ 2020: '12', 2021: '7' })
    expect(result.outputs.all?.value).toBe('19')
    expect(result.remarks).toEqual([
      { name: 'notation.NE', text: 'a: NE is not there', input: 'a' },
      { name: 'partial.left-out', text: 'a gas 2020 is missing and left out of the sums', input: 'a' },
      { name: 'partial.left-out', text: 'a oil 2021 is missing and left out of the sums', input: 'a' },
    ])
  })

  test('where nothing is there, partial or not, there is no 0', () => {
    const nothing = { a: { coal: { 2020: 'NE', 2021: 1 }, gas: { 2020: null, 2021: 2 } } }
    expect(problems(sum, nothing, { partial: true })[0]).toMatchObject({ code: 'label.missing' })
    expect(problems(one, {}, { partial: true })[0]).toMatchObject({ code: 'input.missing' })
  })

  test('a factor that was not found is not left out', () => {
    const looked = define(
      { a: input('t', { over: [fuel] }), f: factor('1', { symbol: 'f', over: [fuel] }) },
      ({ a, f }) => ({ out: a.times(f).sum(fuel) }),
    )
    expect(problems(looked, { a: { coal: 1, gas: 1 }, f: { coal: 1 } }, { partial: true })).toEqual([
      expect.objectContaining({ code: 'factor.missing', at: expect.objectContaining({ labels: { fuel: 'gas' } }) }),
    ])
    expect(out(looked, { a: { coal: 1, gas: null }, f: { coal: 2, gas: 3 } }, { partial: true })).toBe('2')
  })
})

describe('remarks', () => {
  test('on emissions below 0, by label and once', () => {
    const remarks = (recovered: Given) =>
      run(composting, { treated: 1000, recovered }).remarks.filter(({ name }) => name === 'output.negative')
    expect(remarks('4 t CH4 (biogenic)')).toEqual([])
    expect(remarks('5 t CH4 (biogenic)')).toEqual([
      { name: 'output.negative', text: 'ch4 is below 0: -1', input: 'ch4' },
    ])
  })

  test('say what was taken over from the declaration', () => {
    const taken = (a: Given) => run(one, { a }).remarks.filter(({ name }) => name === 'unit.taken')
    expect(taken('1200 kg')).toEqual([
      { name: 'unit.taken', text: 'a: "1200 kg" is taken as t waste (wet)', input: 'a' },
    ])
    expect(taken('1200 kg waste (wet)')).toEqual([])
    expect(taken(1200)).toEqual([])
  })
  test('name figures that nobody read in their source', () => {
    const { remarks } = run(composting, { treated: 1 }, { gwp: 'AR5' })
    expect(remarks.filter(({ name }) => name === 'factor.unread').map(({ text }) => text)).toEqual([
      'gwp-ar5-ch4 was not seen in its source (secondary)',
      'gwp-ar5-n2o was not seen in its source (secondary)',
    ])
    expect(run(composting, { treated: 1 }, { gwp: 'AR6' }).remarks).toEqual([])
  })
  test('name own rows that nothing uses, such as one with a slip in its selector', () => {
    const factors = [
      { id: 'mine', parameter: 'EF', value: 3, unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' },
      { id: 'slip', parameter: 'EF', value: 3, unit: 'g N2O/kg waste (wet)', activity: 'compostng' },
    ]
    const result = run(composting, { treated: 1000 }, { factors })
    expect(result.outputs.ch4?.value).toBe('3')
    expect(result.outputs.n2o?.value).toBe('0.24')
    expect(result.remarks).toEqual([
      { name: 'factor.unused', text: 'slip is the project’s own row, and nothing uses it' },
    ])
  })
  test('name factors that are older than the period', () => {
    const factors = [
      {
        parameter: 'EF',
        value: 3,
        unit: 'g CH4 (biogenic)/kg waste (wet)',
        activity: 'composting',
        validFrom: '2010-01-01',
        validTo: '2015-12-31',
      },
    ]
    expect(run(composting, { treated: 1000 }, { factors, year: 2024 }).remarks).toEqual([
      {
        name: 'factor.age',
        text: expect.stringContaining('was valid until 2015-12-31, before 2024-01-01'),
        input: 'ch4Factor',
      },
    ])
    expect(run(composting, { treated: 1000 }, { factors, year: 2012 }).remarks).toEqual([])
  })
})

describe('factors', () => {
  test('of the published table, with the steps that chose them', () => {
    const stored = run(composting, { treated: '1200 t' }, { region: 'ID' }).toJSON()
    expect(
      stored.factors.map(({ name, value, rows: ids, chosen }) => [name, value, ids, Object.values(chosen)]),
    ).toEqual([
      [
        'ch4Factor',
        '4',
        'ipcc-2006-v5-ef-ch4-composting-wet',
        [
          [
            '1 row states parameter EF, activity composting in g CH4 (biogenic)/kg waste (wet)',
            'region world',
            'edition 2006',
          ],
        ],
      ],
      [
        'n2oFactor',
        '0.24',
        'ipcc-2006-v5-ef-n2o-composting-wet',
        [['1 row states parameter EF, activity composting in g N2O/kg waste (wet)', 'region world', 'edition 2006']],
      ],
    ])
    expect(stored.rows[0]).toMatchObject({
      value: '4',
      source: 'ipcc-2006-v5',
      locator: 'Ch 4, Table 4.1, p 4.6',
      status: 'read',
    })
  })

  test('given as an input: no row, and the same figure', () => {
    const stored = run(composting, { treated: 1000, ch4Factor: '2' }).toJSON()
    expect(stored.outputs.ch4?.value).toBe('2')
    expect(stored.factors.find(({ name }) => name === 'ch4Factor')).toMatchObject({
      value: '2',
      rows: null,
      chosen: {},
    })
    expect(stored.inputs.find(({ name }) => name === 'ch4Factor')).toMatchObject({ given: '2', value: '2' })
  })

  test('given for some labels: the others are looked up', () => {
    const inputs = {
      deposited: { food: { 2020: 1 }, wood: { 2020: 1 } },
      climate: 'tropical-dry',
      site: 'managed-anaerobic',
      doc: { food: '0.2' },
    }
    const stored = run(solidWasteDisposal, inputs).toJSON()
    expect(stored.factors.find(({ name }) => name === 'doc')).toMatchObject({
      value: { food: '0.2', wood: expect.stringMatching(/^0\.43/) },
      rows: { food: null, wood: expect.stringContaining('doc') },
    })
  })

  test('an override row goes before the published one; a row for elsewhere does not', () => {
    const row = { parameter: 'EF', value: '1', unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' }
    const ch4 = (factors: unknown[], more = {}) =>
      run(composting, { treated: 1000 }, { factors, region: 'ID-JI', ...more }).outputs.ch4?.value
    expect(ch4([row])).toBe('1')
    expect(ch4([{ ...row, region: 'ID' }])).toBe('1')
    expect(ch4([{ ...row, region: 'JP' }])).toBe('4')
    expect(ch4([row, { ...row, value: '2', region: 'ID' }])).toBe('2')
    expect(ch4([{ ...row, value: '500', unit: 'mg CH4 (biogenic)/kg waste (wet)' }])).toBe('0.5')
    expect(problems(composting, { treated: 1 }, { factors: [row, { ...row, id: 'b' }] })[0]).toMatchObject({
      code: 'factor.ambiguous',
      at: { input: 'ch4Factor' },
    })
  })

  test('two rows of one id that are both used are an error', () => {
    const published = 'ipcc-2006-v5-ef-n2o-composting-wet'
    const factors = [
      { id: published, parameter: 'EF', value: '1', unit: 'g CH4 (biogenic)/kg waste (wet)', activity: 'composting' },
    ]
    expect(problems(composting, { treated: 1 }, { factors })[0]).toMatchObject({
      code: 'factor.invalid',
      message: expect.stringContaining(published),
    })
  })

  test('what is not found says what was asked, what there is, and what to do', () => {
    const looked = define({ a: input('1'), f: factor('kg CO2/TJ', { symbol: 'EF', activity: 'x' }) }, ({ a, f }) => ({
      out: f.times(a),
    }))
    expect(
      problems(looked, { a: 1 }, { factors: [{ parameter: 'EF', value: 1, unit: 'kg CO2/TJ', activity: 'y' }] }),
    ).toEqual([
      {
        code: 'factor.missing',
        message: 'No factor for f: no row states parameter EF, activity x in kg CO2/TJ',
        at: { method: 'test.method', output: 'out', input: 'f' },
        hint: 'There are rows for activity: y. Give "f" as an input or a row of your own.',
      },
    ])
  })

  test('all that are missing outside of a choice come together', () => {
    const inputs = {
      population: 1000,
      incomeShare: { rural: 1 },
      pathwayShare: { rural: { 'septic-system': 1 } },
      protein: 20,
    }
    const found = problems(domesticWastewater, inputs)
    expect(found.map(({ at }) => at.input)).toEqual(expect.arrayContaining(['bod', 'collection', 'garbageDisposal']))
  })

  test('by region of the context: Table 6.4', () => {
    const inputs = {
      population: 1000,
      incomeShare: { rural: 1 },
      pathwayShare: { rural: { 'septic-system': 1 } },
      protein: 20,
      collection: 'uncollected',
      garbageDisposal: 'no',
    }
    const bod = (region: string) =>
      run(domesticWastewater, inputs, { region })
        .toJSON()
        .factors.find(({ name }) => name === 'bod')?.value
    expect([bod('ID-JI'), bod('IN'), bod('JP'), bod('MX'), bod('JO'), bod('EG')]).toEqual([
      '40',
      '34',
      '42',
      '40',
      '40',
      '34',
    ])
  })

  test('by the region of the data', () => {
    const region = dimension('region')
    const grid = define(
      { e: input('MWh', { over: [region] }), f: factor('t CO2/MWh', { symbol: 'EF', over: [region], labelled: [] }) },
      ({ e, f }) => ({ out: e.times(f) }),
    )
    const factors = [
      { parameter: 'EF', value: '0.8', unit: 't CO2/MWh', region: 'ID' },
      { parameter: 'EF', value: '0.5', unit: 't CO2/MWh', region: 'Asia' },
    ]
    expect(out(grid, { e: { ID: 10, JP: 10 } }, { factors })).toEqual({ ID: '8', JP: '5' })
  })
})

describe('CO2e', () => {
  const plain = define({ a: input('t CH4') }, ({ a }) => ({ out: a }))
  test('names its set; without one it is an error that names the sets', () => {
    expect(run(composting, { treated: '1200 t' }, { region: 'ID', gwp: 'AR5' }).co2e.toString()).toBe(
      '210.72 t CO2e (AR5)',
    )
    expect(problemOf(() => run(plain, { a: 1 }).co2e).problems[0]).toMatchObject({
      code: 'gwp.missing',
      expected:
        'AR4, AR5-by-origin, AR5-ccf, AR5, AR6, SAR, TAR, AR4-GWP20, AR4-GWP500, AR5-GWP20, AR6-GTP100, AR6-GTP50, AR6-GWP20, AR6-GWP500, TAR-GWP20, TAR-GWP500',
    })
    expect(problems(plain, { a: 1 }, { gwp: 'AR3' })[0]).toMatchObject({
      code: 'gwp.missing',
      expected: expect.stringContaining('AR4, '),
    })
  })
  test('AR6 and AR5 by origin count methane by its origin, and ask for it where it is not stated', () => {
    const origins = define({ a: input('t CH4 (biogenic)'), b: input('t CH4 (fossil)') }, ({ a, b }) => ({ a, b }))
    expect(run(origins, { a: 100, b: 10 }, { gwp: 'AR6' }).co2e.value).toBe('2998')
    expect(run(origins, { a: 100, b: 10 }, { gwp: 'AR5-by-origin' }).co2e.value).toBe('3100')
    expect(run(origins, { a: 100, b: 10 }, { gwp: 'AR5' }).co2e.value).toBe('3080')
    expect(run(origins, { a: 100, b: 10 }, { gwp: 'SAR' }).co2e.value).toBe('2310')
    for (const gwp of ['AR6', 'AR5-by-origin']) {
      expect(problemOf(() => run(plain, { a: 1 }, { gwp }).co2e).problems[0]).toMatchObject({
        code: 'gwp.origin',
        found: '"CH4"',
        expected: '"CH4 (fossil)" or "CH4 (biogenic)"',
        hint: expect.stringContaining('State the origin'),
      })
    }
  })
  test('another spelling of a set is the same set', () => {
    const [a, b] = ['AR5 (by origin)', 'AR5-by-origin'].map((gwp) => run(composting, { treated: 1 }, { gwp })) as [
      Result,
      Result,
    ]
    expect(a.co2e.unit).toBe('t CO2e (AR5-by-origin)')
    expect(a.digest).toBe(b.digest)
    expect(a.co2e.in('kg CO2e (AR5-by-origin)').value).toBe(b.co2e.in('kg CO2e (AR5-by-origin)').value)
  })
  test('a GWP is not given by hand: one result uses one set', () => {
    expect(problems(composting, { treated: 1, 'gwp/N2O': '1' }, { gwp: 'AR5' })[0]).toMatchObject({
      code: 'input.unknown',
    })
  })
  test('biogenic CO2 is never in it; a rate stays one', () => {
    const mixed = define({ a: input('t CO2 (biogenic)/yr'), b: input('t N2O/yr') }, ({ a, b }) => ({ a, b }))
    expect(run(mixed, { a: 100, b: 1 }, { gwp: 'AR5' }).co2e.toString()).toBe('265 t CO2e (AR5)/yr')
  })
})

describe('what a result shows', () => {
  const result = run(composting, { treated: '1200 t' }, { region: 'ID', gwp: 'AR6' })

  test('values: one as a quantity, more by label', () => {
    const { ch4 } = result.outputs
    expect([ch4?.value, ch4?.unit, ch4?.toNumber(), ch4?.in('kg CH4 (biogenic)').value, String(ch4)]).toEqual([
      '4.8',
      't CH4 (biogenic)',
      4.8,
      '4800',
      '4.8 t CH4 (biogenic)',
    ])
    const series = run(both, { a: { coal: { 2020: 1, 2021: 2 }, gas: { 2020: 3, 2021: 4 } } }).outputs.out
    expect(series?.at({ fuel: 'gas', year: 2021 }).value).toBe('4')
    expect(series?.at({ fuel: 'gas' }).rows()).toEqual([
      { year: '2020', value: '3', unit: 't' },
      { year: '2021', value: '4', unit: 't' },
    ])
    expect(series?.labels).toEqual({ fuel: ['coal', 'gas'], year: ['2020', '2021'] })
    expect(problemOf(() => series?.value)).toMatchObject({
      code: 'input.shape',
      problems: [{ found: 'values over fuel × year' }],
    })
    expect(problemOf(() => series?.at({ fuel: 'oil' }))).toMatchObject({ code: 'label.unknown' })
    expect(problemOf(() => series?.at({ fuel: 'gaz' })).problems[0]?.hint).toBe('Did you mean "gas"?')
    expect(problemOf(() => series?.at({ site: 'x' }))).toMatchObject({ code: 'dimension.sum' })
    expect(problemOf(() => ch4?.in('kg CH4'))).toMatchObject({ code: 'unit.substance' })
  })

  test('rows: tidy records of all outputs', () => {
    expect(rows(result)).toEqual([
      { output: 'ch4', role: '', value: '4.8', unit: 't CH4 (biogenic)' },
      { output: 'n2o', role: '', value: '0.288', unit: 't N2O' },
      { output: 'co2e', role: '', value: '208.224', unit: 't CO2e (AR6)' },
    ])
  })

  test('in Node’s REPL', () => {
    expect(inspect(result)).toBe(
      'waste.composting (2006)\n  ch4: 4.8 t CH4 (biogenic)\n  n2o: 0.288 t N2O\n  co2e: 208.224 t CO2e (AR6)',
    )
    expect(inspect(run(both, { a: { coal: { from: 2000, values: [1, 2, 3, 4, 5, 6] } } }))).toBe(
      'test.method (1)\n  out: coal 2000 1, coal 2001 2, coal 2002 3, coal 2003 4, … (6 values) t',
    )
    expect(inspect(quantity('5 t'))).toBe('5 t')
  })

  const shownOf = (each: Result): Record<string, string> =>
    (each as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]?.() ?? {}

  test('in a notebook: method, edition, source, an HTML table and remarks, with text as text', () => {
    const { 'text/html': html, 'text/plain': text = '' } = shownOf(result)
    expect(html).toMatch(/^<h4>.*<table>.*<td>ch4<\/td>.*4\.8.*<\/table><ul>.*<\/ul><p>Remarks<\/p><ul>.*<\/ul>$/s)
    const { title, source } = composting
    const about = `waste.composting, edition 2006. Source: ${source.document}, ${source.locator}`
    expect(html).toContain(`<h4>${title}</h4><p>${about}</p>`)
    expect(html).toContain('<li>unit.taken: treated: &quot;1200 t&quot; is taken as t waste (wet)</li>')
    expect(text.split('\n').slice(0, 3)).toEqual([title, about, ''])
    expect(text).toContain(explain(result as never))
    expect(text).toMatch(/\n\nRemarks\n- unit\.taken: treated: "1200 t"/)
    const odd = run(both, { a: { '<img src=x onerror=alert(1)>': { 2020: 1 } } })
    expect(shownOf(odd)['text/html']).not.toContain('<img')
    expect(shownOf(odd)['text/html']).not.toContain('Remarks')
    const marked = method({
      id: 'test.method',
      title: 'A <b> & C',
      source: cite('test', '<p 1>'),
      edition: '1',
      inputs: { a: input('t') },
      equations: ({ a }) => ({ out: a }),
    })
    expect(shownOf(run(marked, { a: 1 }))['text/html']).toMatch(/^<h4>A &lt;b&gt; &amp; C<\/h4>.*&lt;p 1&gt;/)
  })

  test('explained with the set of CO2e, save where it was given', () => {
    const html = shownOf(result)['text/html']
    expect(html).toContain('<td>t CO2e (AR6)</td>')
    expect(html).not.toMatch(/CO2e(?! \(AR6\))(?=\/|$|<)/)
    expect(explain(result as never)).toMatch(/^co2e: .* = 208\.224 t CO2e \(AR6\) /m)
    expect(explain(result as never)).toMatch(/ = 273 kg CO2e \(AR6\)\/kg N2O /)
    expect(result.toJSON().steps.map(({ unit }) => unit)).toContain('t CO2e')
    const given = define({ a: input('t CO2e') }, ({ a }) => ({ out: named('Twice', 'Eq 1', a.times(2)) }))
    expect(explain(run(given, { a: 1 }, { gwp: 'AR5' }) as never).split('\n')).toEqual([
      'out: Twice = 2 t CO2e (AR5)  [Eq 1]',
      '└─ a = 1 t CO2e',
      'co2e: CO2 equivalent = 2 t CO2e (AR5)  [derived]',
      '└─ Twice = 2 t CO2e (AR5)  [Eq 1]',
      '   └─ a = 1 t CO2e',
    ])
    expect(explain(run(given, { a: 1 }) as never)).toContain('Twice = 2 t CO2e  [')
  })

  test('explained as a tree: symbol, value, unit, equation, source, factor and how it was chosen', () => {
    expect(
      explain(result as never)
        .split('\n')
        .slice(0, 6),
    ).toEqual([
      'ch4: CH4 emissions = 4.8 t CH4 (biogenic)  [Eq 4.1]',
      '├─ CH4 generated = 4.8 t CH4 (biogenic)  [Eq 4.1]',
      '│  ├─ Organic waste composted M = 1200 t waste (wet)',
      '│  └─ CH4 emission factor of composting EF_CH4 = 4 g CH4 (biogenic)/kg waste (wet)  [ipcc-2006-v5-ef-ch4-composting-wet = 4 g CH4 (biogenic)/kg waste (wet), read: ipcc-2006-v5, Ch 4, Table 4.1, p 4.6 (1 row states parameter EF, activity composting in g CH4 (biogenic)/kg waste (wet); region world; edition 2006)]',
      '└─ CH4 recovered R = 0 t CH4 (biogenic)',
      'n2o: N2O emissions = 0.288 t N2O  [Eq 4.2]',
    ])
    // a figure as printed, where it is read in another unit, and one that nobody saw in its source
    const landfill = evaluate(
      solidWasteDisposal,
      {
        deposited: { food: { from: '2024', values: ['1 t'] } },
        climate: 'tropical-dry',
        site: 'managed-anaerobic',
      } as never,
      { gwp: 'AR5' },
    )
    const lines = explain(landfill as never)
    // Volume 5, Table 2.4: 15 kg C/100 kg
    expect(lines).toMatch(
      /DOC = food 0\.15 t C\/t waste \(wet\) {2}\[\S+ = 15 kg C\/100 kg waste \(wet\), read: ipcc-2006-v5, /,
    )
    expect(lines).toMatch(/\[gwp-ar5-ch4 = 28 kg CO2e \(AR5\)\/kg CH4, secondary: IPCC Fifth /)
    const [ch4] = result.steps
    expect(ch4).toMatchObject({
      kind: 'output',
      title: 'ch4: CH4 emissions',
      equation: 'Eq 4.1',
      source: expect.stringContaining('ipcc-2006-v5'),
      value: '4.8',
      unit: 't CH4 (biogenic)',
    })
    expect(JSON.parse(JSON.stringify(result.steps))).toEqual(result.steps)
  })

  test('as JSON: the same data each time, and digested once', () => {
    expect(JSON.stringify(result)).toBe(JSON.stringify(result))
    expect(result.toJSON().digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(result.digest).toBe(result.toJSON().digest)
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({
      schemaVersion: '1',
      method: { id: 'waste.composting' },
      context: { region: 'ID', gwp: 'AR6' },
    })
  })

  test('a result feeds another method', () => {
    const next = define({ a: input('t CH4 (biogenic)') }, ({ a }) => ({ out: a.times(2) }))
    expect(out(next, { a: result.outputs.ch4 })).toBe('9.6')
    expect(problems(one, { a: result.outputs.ch4 })[0]).toMatchObject({ code: 'unit.substance' })
  })
})
