import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accumulate,
  category,
  check,
  cite,
  constant,
  coordinate,
  type Dimension,
  dimension,
  type Expression,
  exp,
  factor,
  input,
  ln,
  MrvError,
  method,
  named,
  one,
  ordered,
  previous,
  shift,
  step,
  time,
  when,
} from '../../src/core'
import { graphFromJson, graphToJson } from '../../src/core/graph'
import type { AnyMethod, Leaves, Outputs } from '../../src/core/method'
import { evaluate, type Given, type Result, verify } from '../../src/uses/exact'

const fuel = dimension('fuel')
const site = dimension('site')
const origin = dimension('origin')
const gas = dimension('gas', { substance: true })
const year = time('year')
const month = time('month')
const age = ordered('age', 'yr')

const source = cite('test', 'p 1')

/** A method of the test: `id`, inputs and equations. */
const define = <const I extends Leaves, const O extends Outputs>(
  inputs: I,
  equations: Parameters<typeof method<I, O>>[0]['equations'],
  id = 'test.method',
) => method<I, O>({ id, title: 'A test', source, edition: '1', inputs, equations })

/** What an error says; a test that expects one fails where there is none. */
const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** The error of a method at its definition, that is, when its graph is first asked for. */
const definitionOf = <const I extends Leaves>(
  inputs: I,
  equations: Parameters<typeof method<I, Outputs>>[0]['equations'],
): MrvError => problemOf(() => define(inputs, equations).graph())

const run = (of: unknown, inputs: Readonly<Record<string, Given>>, context = {}): Result =>
  evaluate(of as never, inputs as never, context) as unknown as Result
const values = (of: unknown, inputs: Readonly<Record<string, Given>>, context = {}): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(run(of, inputs, context).outputs).map(([name, each]) => [name, each?.toJSON().value]),
  )

describe('every kind of node, against results by hand', () => {
  const two = { a: input('1'), b: input('1') }
  const arithmetic = define(two, ({ a, b }) => ({
    sum: a.plus(b),
    difference: a.minus(b),
    product: a.times(b),
    quotient: a.dividedBy(b),
    least: a.atMost(b),
    greatest: a.atLeast(b),
    magnitude: a.minus(b).abs(),
    negative: a.negate(),
    power: a.power(b),
    exponential: exp(a),
    logarithm: ln(a),
    literal: a.times(3).plus('0.5').minus(1),
  }))

  test('arithmetic', () => {
    expect(values(arithmetic, { a: '2', b: '5' })).toEqual({
      sum: '7',
      difference: '-3',
      product: '10',
      quotient: '0.4',
      least: '2',
      greatest: '5',
      magnitude: '3',
      negative: '-2',
      power: '32',
      exponential: '7.38905609893065022723042746057500781318',
      logarithm: '0.6931471805599453094172321214581765680755',
      literal: '5.5',
    })
  })

  test('operands in other units of the same thing are converted', () => {
    const mixed = define({ a: input('kg CH4'), b: input('t CH4'), share: input('%') }, ({ a, b, share }) => ({
      sum: a.plus(b),
      other: b.minus(a),
      least: a.atMost(b),
      chosen: when(a.isLessThan(b), a, b),
      power: one.plus(share).power('2'),
      exponential: exp(share),
      product: a.times(b),
    }))
    expect(values(mixed, { a: '500', b: '2', share: '100' })).toEqual({
      sum: '2500',
      other: '1.5',
      least: '500',
      chosen: '500',
      power: '4',
      exponential: '2.718281828459045235360287471352662497757',
      product: '1000',
    })
    expect(run(mixed, { a: '500', b: '2', share: '100' }).outputs.product?.in('t CH4·t CH4').value).toBe('1')
  })

  test.each([
    ['isLessThan', [true, false, false]],
    ['isAtMost', [true, true, false]],
    ['equals', [false, true, false]],
    ['isAtLeast', [false, true, true]],
    ['isGreaterThan', [false, false, true]],
  ] as const)('%s', (operator, expected) => {
    const compared = define(two, ({ a, b }) => ({ out: when(a[operator](b), 1, 0) }))
    expect(['1', '2', '3'].map((a) => values(compared, { a, b: '2' }).out === '1')).toEqual(expected)
  })

  test('conditions: and, not', () => {
    const both = define(two, ({ a, b }) => ({
      both: when(a.isGreaterThan(0).and(b.isGreaterThan(0)), 1, 0),
      neither: when(a.isGreaterThan(0).not().and(b.isGreaterThan(0).not()), 1, 0),
    }))
    expect(values(both, { a: '1', b: '1' })).toEqual({ both: '1', neither: '0' })
    expect(values(both, { a: '1', b: '-1' })).toEqual({ both: '0', neither: '0' })
    expect(values(both, { a: '-1', b: '-1' })).toEqual({ both: '0', neither: '1' })
  })

  const table = { x: input('t', { over: [fuel, year] }) }
  const x = { coal: { 2020: '1', 2021: '2' }, gas: { 2020: '10', 2021: '20' }, wood: { 2020: '100', 2021: '200' } }

  test('sum over one dimension, then over the other, in either order', () => {
    const sums = define(table, ({ x }) => ({
      byYear: x.sum(fuel),
      byFuel: x.sum(year),
      all: x.sum(fuel).sum(year),
      other: x.sum(year).sum(fuel),
    }))
    expect(values(sums, { x })).toEqual({
      byYear: { 2020: '111', 2021: '222' },
      byFuel: { coal: '3', gas: '30', wood: '300' },
      all: '333',
      other: '333',
    })
  })

  test('sum by a fixed map, by a category and by the calendar', () => {
    const grouped = define({ ...table, kind: category(['fossil', 'biogenic'], { over: [fuel] }) }, ({ x, kind }) => ({
      byMap: x.sumBy(fuel, origin, { coal: 'fossil', gas: 'fossil', wood: 'biogenic' }),
      byCategory: x.sumBy(fuel, origin, kind),
    }))
    const expected = { fossil: { 2020: '11', 2021: '22' }, biogenic: { 2020: '100', 2021: '200' } }
    expect(values(grouped, { x, kind: { coal: 'fossil', gas: 'fossil', wood: 'biogenic' } })).toEqual({
      byMap: expected,
      byCategory: expected,
    })
    const calendar = define({ m: input('t', { over: [month] }) }, ({ m }) => ({
      out: m.sumBy(month, year, 'calendar'),
    }))
    const months = Object.fromEntries(
      Array.from({ length: 24 }, (_, at) => [
        `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
        String(at + 1),
      ]),
    )
    expect(values(calendar, { m: months })).toEqual({ out: { 2023: '78', 2024: '222' } })
    expect(run(calendar, { m: months }).remarks).toEqual([])
    const { '2024-12': _, ...fewer } = months
    expect(run(calendar, { m: fewer }).remarks).toEqual([
      { name: 'period.incomplete', text: '2024 is a sum by month over 335 of 366 days of the year' },
    ])
  })

  test('a label that the map does not place is an error', () => {
    const grouped = define(table, ({ x }) => ({ out: x.sumBy(fuel, origin, { coal: 'fossil', gas: 'fossil' }) }))
    expect(problemOf(() => run(grouped, { x }))).toMatchObject({
      code: 'label.unknown',
      message: expect.stringContaining('"wood" has no place in the map from fuel to origin'),
    })
  })

  test('rename, at, and a matrix of both names', () => {
    const to = dimension('fuelTo')
    const renamed = define({ s: input('1', { over: [fuel] }) }, ({ s }) => ({
      matrix: s.times(s.rename(fuel, to)),
      one: s.at(fuel, 'coal'),
      swapped: s.rename(fuel, to).times(s).sum(fuel),
    }))
    expect(values(renamed, { s: { coal: '2', gas: '3' } })).toEqual({
      matrix: { coal: { coal: '4', gas: '6' }, gas: { coal: '6', gas: '9' } },
      one: '2',
      swapped: { coal: '10', gas: '15' },
    })
  })

  test('a renamed dimension beside data over the new name: what only the new name has is missing', () => {
    const to = dimension('fuelTo')
    const shares = define({ s: input('1', { over: [fuel] }), m: input('1', { over: [to] }) }, ({ s, m }) => ({
      out: s.rename(fuel, to).times(m),
    }))
    expect(values(shares, { s: { a: 2, b: 3 }, m: { a: 10, b: 100 } }).out).toEqual({ a: '20', b: '300' })
    expect(problemOf(() => run(shares, { s: { b: 3 }, m: { a: 10, b: 100 } }))).toMatchObject({
      code: 'label.missing',
      message: expect.stringContaining('There is no fuel "a"'),
    })
    expect(problemOf(() => run(shares, { s: { a: 2, b: 3 }, m: { a: 10 } }))).toMatchObject({
      code: 'label.missing',
      problems: [{ at: { input: 'm', labels: { fuelTo: 'b' } } }],
    })
  })

  test('a label that the equations name and the data lack is missing, not zero', () => {
    const picked = define({ s: input('1', { over: [fuel] }) }, ({ s }) => ({ one: s.at(fuel, 'coal') }))
    expect(problemOf(() => run(picked, { s: { gas: '3' } }))).toMatchObject({
      code: 'label.missing',
      problems: [{ at: { input: 's', labels: { fuel: 'coal' } } }],
    })
  })

  test('coordinate of an ordered dimension; step of years, months, quarters and fiscal years', () => {
    const ages = define({ n: input('1', { over: [age] }) }, ({ n }) => ({ out: n.times(coordinate(age)) }))
    expect(run(ages, { n: { from: 0, values: [1, 1, 1, 1] } }).outputs.out?.toJSON()).toEqual({
      value: { 0: '0', 1: '1', 2: '2', 3: '3' },
      unit: 'yr',
    })
    const steps = define({ rate: input('t/yr', { over: [year] }) }, ({ rate }) => ({ out: rate.times(step(year)) }))
    expect(values(steps, { rate: { 2023: '12', 2024: '12' } }).out).toEqual({ 2023: '12', 2024: '12' })
    expect(values(steps, { rate: { '2024-02': '12' } }).out).toEqual({ '2024-02': '1' })
    expect(values(steps, { rate: { '2024-Q1': '12' } }).out).toEqual({ '2024-Q1': '3' })
    expect(values(steps, { rate: { FY2024: '12' } }, { fiscalStart: 4 }).out).toEqual({ FY2024: '12' })
    expect(problemOf(() => run(steps, { rate: { '2024-01-01/2024-06-30': '12' } })).code).toBe('period.split')
  })

  test('shift: what comes in, what the last label keeps, and both directions', () => {
    const shifted = define({ n: input('vehicle', { over: [age] }) }, ({ n }) => ({
      next: shift(age, n, 1, { initial: '7 vehicle' }),
      kept: shift(age, n, 1, { initial: '0 vehicle', keepLast: true }),
      far: shift(age, n, 2, { initial: '7 vehicle' }),
      back: shift(age, n, -1, { initial: '7 vehicle' }),
      before: previous(age, n, { initial: '7 vehicle' }),
    }))
    const by = (...cells: number[]) => Object.fromEntries(cells.map((cell, at) => [at, String(cell)]))
    expect(values(shifted, { n: { from: 0, values: [1, 2, 3, 4] } })).toEqual({
      next: by(7, 1, 2, 3),
      kept: by(0, 1, 2, 7),
      far: by(7, 7, 1, 2),
      back: by(2, 3, 4, 7),
      before: by(7, 1, 2, 3),
    })
  })

  test('shift takes its initial from a node over the other dimensions', () => {
    const shifted = define(
      { n: input('1', { over: [fuel, year] }), start: input('1', { over: [fuel] }) },
      ({ n, start }) => ({ out: previous(year, n, { initial: start }) }),
    )
    expect(
      values(shifted, { n: { a: { 2020: 1, 2021: 2 }, b: { 2020: 3, 2021: 4 } }, start: { a: 9, b: 8 } }).out,
    ).toEqual({ a: { 2020: '9', 2021: '1' }, b: { 2020: '8', 2021: '3' } })
  })

  test('a recurrence: compound growth, with its initial as a quantity and as a node', () => {
    const stock = define(
      {
        inflow: input('t', { over: [fuel, year] }),
        start: input('t', { over: [fuel] }),
        keep: input('1', { over: [fuel] }),
      },
      ({ inflow, start, keep }) => ({
        plain: accumulate(year, inflow, (before) => before.times(keep), { initial: '0 t' }),
        started: accumulate(year, inflow, (before) => before.times(keep), { initial: start }),
      }),
    )
    expect(
      values(stock, {
        inflow: { a: { 2020: 8, 2021: 8, 2022: 8 }, b: { 2020: 1, 2021: 1, 2022: 1 } },
        start: { a: 16, b: 0 },
        keep: { a: '0.5', b: 1 },
      }),
    ).toEqual({
      plain: { a: { 2020: '8', 2021: '12', 2022: '14' }, b: { 2020: '1', 2021: '2', 2022: '3' } },
      started: { a: { 2020: '16', 2021: '16', 2022: '16' }, b: { 2020: '1', 2021: '2', 2022: '3' } },
    })
  })

  test('a recurrence whose step shifts along another dimension: a fleet by age', () => {
    const fleet = define(
      {
        sales: input('vehicle', { over: [year] }),
        base: input('vehicle', { over: [age] }),
        survival: input('1', { over: [age] }),
      },
      ({ sales, base, survival }) => ({
        out: accumulate(
          year,
          when(coordinate(age).equals('0 yr'), sales, '0 vehicle'),
          (before) => shift(age, before, 1, { initial: '0 vehicle' }).times(survival),
          { initial: base },
        ),
      }),
    )
    const out = values(fleet, {
      sales: { 2020: 100, 2021: 200 },
      base: { 0: 10, 1: 20, 2: 30 },
      survival: { 0: 1, 1: '0.9', 2: '0.5' },
    }).out
    // age 1 in 2020: 10 · 0.9; age 2: 20 · 0.5; what leaves the last age is gone
    expect(out).toEqual({
      0: { 2020: '100', 2021: '200' },
      1: { 2020: '9', 2021: '90' },
      2: { 2020: '10', 2021: '4.5' },
    })
  })

  test('a recurrence whose step sums over another dimension', () => {
    const pool = define(
      { n: input('1', { over: [fuel, year] }), share: input('1', { over: [fuel] }) },
      ({ n, share }) => ({
        out: accumulate(year, n, (before) => before.sum(fuel).times(share), { initial: 0 }),
      }),
    )
    expect(
      values(pool, {
        n: { a: { 2020: 1, 2021: 0, 2022: 0 }, b: { 2020: 3, 2021: 0, 2022: 0 } },
        share: { a: '0.25', b: '0.75' },
      }).out,
    ).toEqual({
      a: { 2020: '1', 2021: '1', 2022: '1' },
      b: { 2020: '3', 2021: '3', 2022: '3' },
    })
  })

  test('a step that is named inside of a recurrence is shown, label by label', () => {
    const stock = define({ inflow: input('t', { over: [fuel, year] }) }, ({ inflow }) => ({
      out: accumulate(year, inflow, (before) => named('Left over', 'Eq 2', before.times('0.5')), { initial: '4 t' }),
    }))
    const stored = run(stock, { inflow: { a: { 2020: 1, 2021: 2 }, b: { 2020: 0, 2021: 0 } } }).toJSON()
    expect(stored.outputs.out?.value).toEqual({ a: { 2020: '3', 2021: '3.5' }, b: { 2020: '2', 2021: '1' } })
    expect(stored.steps).toEqual([
      expect.objectContaining({
        name: 'Left over',
        value: { a: { 2020: '2', 2021: '1.5' }, b: { 2020: '2', 2021: '1' } },
      }),
    ])
    expect(verify(stored)).toEqual({ ok: true, findings: [] })
    const changed = structuredClone(stored)
    const left = changed.steps[0]?.value as unknown as { a: Record<string, string> }
    left.a[2021] = '1.6'
    expect(verify(changed).findings[0]).toMatchObject({
      kind: 'step',
      name: 'Left over',
      labels: { fuel: 'a', year: '2021' },
      expected: '1.5',
    })
  })

  test('coupled states: what leaves the one enters the other, from the states of the label before', () => {
    const coupled = define(
      { young: input('1', { over: [year] }), old: input('1', { over: [year] }) },
      ({ young, old }) => {
        const states = accumulate(
          year,
          { young, old },
          (before) => ({ young: before.young.times('0.5'), old: before.old.plus(before.young.times('0.5')) }),
          { initial: { young: 4, old: 0 } },
        )
        return { young: states.young, old: states.old, total: states.young.plus(states.old) }
      },
    )
    expect(values(coupled, { young: { 2020: 0, 2021: 8 }, old: { 2020: 0, 2021: 0 } })).toEqual({
      young: { 2020: '2', 2021: '9' },
      old: { 2020: '2', 2021: '3' },
      total: { 2020: '4', 2021: '12' },
    })
  })

  test('Fibonacci numbers as coupled states', () => {
    const numbers = define({ none: input('1', { over: [year] }) }, ({ none }) => {
      const states = accumulate(year, { a: none, b: none }, ({ a, b }) => ({ a: b, b: a.plus(b) }), {
        initial: { a: 0, b: 1 },
      })
      return { a: states.a }
    })
    const out = values(numbers, { none: { from: 2001, values: new Array(80).fill(0) } }).a as Record<string, string>
    expect(out[2080]).toBe('23416728348467685')
  })

  test('interpolation: at a coordinate, between two, and an error outside', () => {
    const curve = define({ rate: input('1', { over: [age] }), at: input('yr', { over: [fuel] }) }, ({ rate, at }) => ({
      out: rate.interpolate(age, at),
    }))
    const rate = { 0: '0', 5: '1', 10: '0.5' }
    expect(values(curve, { rate, at: { a: '5', b: '2', c: '7.5', d: '0', e: '10' } }).out).toEqual({
      a: '1',
      b: '0.4',
      c: '0.75',
      d: '0',
      e: '0.5',
    })
    expect(values(curve, { rate, at: { a: '24 month' } }).out).toEqual({ a: '0.4' })
    const months = define({ rate: input('1', { over: [age] }), at: input('month') }, ({ rate, at }) => ({
      out: rate.interpolate(age, at),
    }))
    expect(values(months, { rate, at: '24' }).out).toBe('0.4')
    for (const outside of ['-0.1', '10.1']) {
      expect(problemOf(() => run(curve, { rate, at: { a: outside } }))).toMatchObject({
        code: 'calculation.domain',
        message: expect.stringContaining(`${outside} lies outside of age 0 to 10`),
      })
    }
  })

  test('interpolation keeps the other dimensions apart', () => {
    const curve = define(
      { rate: input('1', { over: [fuel, age] }), at: input('yr', { over: [year] }) },
      ({ rate, at }) => ({ out: rate.interpolate(age, at) }),
    )
    expect(
      values(curve, { rate: { a: { 0: 0, 10: 10 }, b: { 0: 100, 10: 200 } }, at: { 2020: 1, 2021: 5 } }).out,
    ).toEqual({ a: { 2020: '1', 2021: '5' }, b: { 2020: '110', 2021: '150' } })
  })

  test('look-up by category, and a category that differs by label', () => {
    const looked = define({ kind: category(['slow', 'fast'], { over: [fuel] }), k: input('1/yr') }, ({ kind, k }) => ({
      out: kind.match({ slow: k, fast: k.times(2) }),
      is: when(kind.is('fast'), 1, 0),
    }))
    expect(values(looked, { kind: { a: 'slow', b: 'fast' }, k: '0.1' })).toEqual({
      out: { a: '0.1', b: '0.2' },
      is: { a: '0', b: '1' },
    })
  })

  test('a check: the value where it holds, the method’s text where not', () => {
    const checked = define({ a: input('t', { over: [fuel] }), most: input('t', { over: [fuel] }) }, ({ a, most }) => ({
      out: check(a, a.isAtMost(most), 'more was treated than collected'),
    }))
    expect(values(checked, { a: { x: 1 }, most: { x: 2 } }).out).toEqual({ x: '1' })
    expect(problemOf(() => run(checked, { a: { x: 1, y: 3 }, most: { x: 2, y: 2 } })).problems).toEqual([
      expect.objectContaining({
        code: 'check.failed',
        message: 'more was treated than collected',
        at: expect.objectContaining({ output: 'out', labels: { fuel: 'y' } }),
      }),
    ])
  })

  test('a named step in a unit of its own', () => {
    const shown = define({ a: input('kg CH4') }, ({ a }) => ({
      canonical: named('A', 'Eq 1', a.times(1)),
      stated: named('B', 'Eq 2', a.times(1), { unit: 'g CH4' }),
    }))
    expect(run(shown, { a: '5' }).outputs.canonical?.toString()).toBe('0.005 t CH4')
    expect(run(shown, { a: '5' }).outputs.stated?.toString()).toBe('5000 g CH4')
  })

  test('a default may be in another unit of what is declared', () => {
    const given = define(
      { a: input('t CH4', { default: '500 kg' }), b: input('1', { default: '25 %' }) },
      ({ a, b }) => ({ out: a.times(b) }),
    )
    expect(values(given, {}).out).toBe('0.125')
    expect(definitionOf({ a: input('t', { default: 'much' }) }, ({ a }) => ({ out: a })).code).toBe('number.invalid')
    expect(definitionOf({ a: input('t', { default: '5 TJ' }) }, ({ a }) => ({ out: a })).code).toBe('unit.differs')
  })

  test('a dimension that is no substance is renamed without touching the unit', () => {
    const [waste, other] = [dimension('waste'), dimension('other')]
    const renamed = define({ a: input('t waste', { over: [waste] }) }, ({ a }) => ({ out: a.rename(waste, other) }))
    expect(run(renamed, { a: { x: 1 } }).outputs.out?.unit).toBe('t waste')
  })

  test('no dimension is filled by an empty one: a sum over nothing is 0', () => {
    const none = define({ a: input('1', { over: [fuel], optional: true }) }, ({ a }) => ({ out: a.sum(fuel) }))
    expect(values(none, {})).toEqual({ out: '0' })
  })
})

describe('errors of calculation', () => {
  const one = { a: input('1') }
  test.each([
    ['a division by 0', define(one, ({ a }) => ({ out: constant('1').dividedBy(a) })), '0', 'calculation.division'],
    ['0 to a negative power', define(one, ({ a }) => ({ out: a.power('-1') })), '0', 'calculation.division'],
    ['a root of a negative number', define(one, ({ a }) => ({ out: a.power('0.5') })), '-1', 'calculation.domain'],
    ['the logarithm of 0', define(one, ({ a }) => ({ out: ln(a) })), '0', 'calculation.domain'],
    ['an exponential without end', define(one, ({ a }) => ({ out: exp(a) })), '1e300', 'calculation.domain'],
    ['a power without end', define(one, ({ a }) => ({ out: a.power(a) })), '1e300', 'calculation.domain'],
  ])('%s', (_, of, a, code) => {
    expect(problemOf(() => run(of, { a }))).toMatchObject({
      code,
      problems: [{ at: { method: 'test.method', output: 'out' } }],
    })
  })
  test('0 to the power of 0 is 1, and a huge product stays a number', () => {
    expect(
      values(
        define(one, ({ a }) => ({ out: a.power(a) })),
        { a: '0' },
      ).out,
    ).toBe('1')
    expect(
      values(
        define(one, ({ a }) => ({ out: a.times(a).times(a) })),
        { a: '1e300' },
      ).out,
    ).toBe('1e+900')
  })
})

describe('choice is lazy in meaning', () => {
  test('the division by 0 of the branch not taken is no error', () => {
    const safe = define({ a: input('1'), b: input('1') }, ({ a, b }) => ({ out: when(b.equals(0), 0, a.dividedBy(b)) }))
    expect(values(safe, { a: '1', b: '0' }).out).toBe('0')
    expect(values(safe, { a: '1', b: '4' }).out).toBe('0.25')
  })

  test('label by label', () => {
    const safe = define({ a: input('1'), b: input('1', { over: [fuel] }) }, ({ a, b }) => ({
      out: when(b.equals(0), 0, a.dividedBy(b)),
    }))
    expect(values(safe, { a: '1', b: { x: 0, y: 2 } }).out).toEqual({ x: '0', y: '0.5' })
  })

  const by = define(
    {
      kind: category(['measured', 'default']),
      measured: input('t'),
      population: input('person'),
      rate: input('t/person'),
    },
    ({ kind, measured, population, rate }) => ({ out: kind.match({ measured, default: population.times(rate) }) }),
  )
  test('an input of the branch not taken is not required', () => {
    expect(values(by, { kind: 'measured', measured: '5' }).out).toBe('5')
    expect(values(by, { kind: 'default', population: '10', rate: '2' }).out).toBe('20')
  })
  test('an input of the branch that is taken is', () => {
    expect(problemOf(() => run(by, { kind: 'measured' })).problems).toEqual([
      expect.objectContaining({
        code: 'input.missing',
        at: { method: 'test.method', output: 'out', input: 'measured' },
      }),
    ])
    expect(problemOf(() => run(by, { kind: 'default', rate: 2 })).problems).toEqual([
      expect.objectContaining({ code: 'input.missing', at: expect.objectContaining({ input: 'population' }) }),
    ])
  })
  test('the condition itself is, at once and with all others that stand outside of every choice', () => {
    const outside = define({ a: input('1'), b: input('1'), c: input('1'), d: input('1') }, ({ a, b, c, d }) => ({
      out: when(a.isGreaterThan(0), c, d).plus(b),
    }))
    expect(problemOf(() => run(outside, {})).problems.map(({ at }) => at.input)).toEqual(['a', 'b'])
  })
  test('an input that is also used outside of the choice is required', () => {
    const both = define({ a: input('1'), b: input('1') }, ({ a, b }) => ({
      out: when(a.isGreaterThan(0), a, b),
      other: b,
    }))
    expect(problemOf(() => run(both, { a: '1' })).problems.map(({ at }) => at.input)).toEqual(['b'])
  })
  test('a factor of the branch not taken need not be found', () => {
    const looked = define({ a: input('1'), f: factor('1', { symbol: 'nowhere' }) }, ({ a, f }) => ({
      out: when(a.isGreaterThan(0), a, f),
    }))
    expect(values(looked, { a: '1' }).out).toBe('1')
    expect(problemOf(() => run(looked, { a: '-1' }))).toMatchObject({ code: 'factor.missing' })
  })
  test('the right side of "and" is not asked where the left is false', () => {
    const guarded = define({ a: input('1'), b: input('1') }, ({ a, b }) => ({
      out: when(b.isGreaterThan(0).and(a.dividedBy(b).isGreaterThan(1)), 1, 0),
    }))
    expect(values(guarded, { a: '5', b: '0' }).out).toBe('0')
    expect(values(guarded, { a: '5', b: '2' }).out).toBe('1')
  })
})

describe('errors at definition, with the equation’s name', () => {
  const pair = (a: string, b: string) => ({ a: input(a), b: input(b) })

  test.each([
    ['kg CH4', 'kg CO2e'],
    ['kg N2O-N', 'kg N2O'],
    ['t waste (wet)', 't waste (dry)'],
    ['TJ (NCV)', 'TJ (GCV)'],
    ['passenger-km', 'vehicle-km'],
    ['kg CO2 (biogenic)', 'kg CO2'],
    ['MJ (TTW)', 'MJ (WTW)'],
    ['USD (2015)', 'USD (2020)'],
  ])('%s and %s do not add up, subtract, compare or choose', (a, b) => {
    const steps: Record<string, (a: Expression, b: Expression) => Expression> = {
      'cannot add': (x, y) => x.plus(y),
      'cannot subtract': (x, y) => x.minus(y),
      'cannot take the least of': (x, y) => x.atMost(y),
      'cannot take the greatest of': (x, y) => x.atLeast(y),
      'cannot compare': (x, y) => when(x.isLessThan(y), x, x),
      'cannot choose between': (x, y) => when(x.isGreaterThan(x), x, y),
    }
    for (const [text, apply] of Object.entries(steps)) {
      const error = definitionOf(pair(a, b), (s) => ({ out: named('Total', 'Eq 4.2', apply(s.a, s.b)) }))
      expect(error.code).toBe('unit.substance')
      expect(error.message).toContain('test.method Eq 4.2 (Total)')
      expect(error.message).toContain(text)
      expect(error.message).toContain(`"${a}"`)
      expect(error.message).toContain(`"${b}"`)
    }
  })

  test('the whole text of one', () => {
    expect(
      definitionOf(pair('kg CH4', 'kg N2O'), ({ a, b }) => ({ out: named('CH4', 'Eq 4.1', a.minus(b)) })).message,
    ).toBe(
      'test.method Eq 4.1 (CH4) out: cannot subtract "kg N2O" from "kg CH4": substances differ. Found "kg N2O"; expected "kg CH4". Convert explicitly first: a mass ratio such as 44/28, a GWP, a density, a moisture or NCV/GCV ratio.',
    )
  })

  test('an explicit conversion makes them fit', () => {
    const converted = define(pair('kg N2O-N', 'kg N2O'), ({ a, b }) => ({
      out: named('Total', 'Eq 1', a.times(constant('44/28', 'kg N2O/kg N2O-N')).plus(b)),
    }))
    expect(run(converted, { a: '7', b: '1' }).outputs.out?.in('kg N2O').toNumber()).toBe(12)
  })

  test('kg gas is not summed over gas, but its CO2e is, and one label of it can be taken', () => {
    const byGas = { e: input('kg gas', { over: [gas] }), gwp: input('kg CO2e/kg gas', { over: [gas] }) }
    const error = definitionOf(byGas, ({ e }) => ({ out: named('Sum', 'Eq 9', e.sum(gas)) }))
    expect(error).toMatchObject({ code: 'unit.substance' })
    expect(error.message).toContain('Eq 9 (Sum)')
    expect(error.message).toContain('in "kg gas" the substance is the gas itself')
    expect(
      definitionOf(byGas, ({ e }) => ({ out: named('Sum', 'Eq 9', e.sumBy(gas, origin, { CH4: 'a', N2O: 'a' })) }))
        .code,
    ).toBe('unit.substance')
    const right = define(byGas, ({ e, gwp }) => ({ out: e.times(gwp).sum(gas), methane: e.at(gas, 'CH4') }))
    const result = run(right, { e: { CH4: '2', N2O: '3 kg N2O' }, gwp: { CH4: '28', N2O: '265 kg CO2e/kg N2O' } })
    expect(result.outputs.out?.in('kg CO2e').value).toBe('851')
    expect(result.outputs.methane?.toString()).toBe('2 kg CH4')
  })

  test('t fuel is not summed over fuel where the fuel is the substance; TJ (NCV) is summed over fuel', () => {
    const liquid = dimension('fuel', { substance: true })
    expect(definitionOf({ m: input('t fuel', { over: [liquid] }) }, ({ m }) => ({ out: m.sum(liquid) })).code).toBe(
      'unit.substance',
    )
    const energy = define(
      { m: input('t fuel', { over: [liquid] }), ncv: input('TJ (NCV)/t fuel', { over: [liquid] }) },
      ({ m, ncv }) => ({ out: m.times(ncv).sum(liquid) }),
    )
    expect(values(energy, { m: { diesel: '2', petrol: '1' }, ncv: { diesel: '0.043', petrol: '0.0443' } }).out).toBe(
      '0.1303',
    )
  })

  test('t waste (wet) is summed over waste types', () => {
    const type = dimension('wasteType')
    expect(
      values(
        define({ w: input('t waste (wet)', { over: [type] }) }, ({ w }) => ({ out: w.sum(type) })),
        { w: { food: 1, paper: 2 } },
      ).out,
    ).toBe('3')
  })

  test('an amount does not gain a dimension in a sum: a leakage without year beside a baseline by year', () => {
    const error = definitionOf({ a: input('t CO2', { over: [year] }), b: input('t CO2') }, ({ a, b }) => ({
      out: named('Net', 'Eq 7', a.minus(b)),
    }))
    expect(error.code).toBe('dimension.broadcast')
    expect(error.message).toContain('Eq 7 (Net)')
    expect(error.message).toContain('"t CO2" over year and "t CO2" over no dimension')
    expect(
      definitionOf({ a: input('t CO2', { over: [year] }), b: input('t CO2', { over: [site] }) }, ({ a, b }) => ({
        out: a.plus(b),
      })).code,
    ).toBe('dimension.broadcast')
  })

  test('rates, fractions and intensities do; so does a limit that the source prints', () => {
    const fine = define(
      {
        a: input('t/yr', { over: [year] }),
        b: input('t/yr'),
        c: input('1', { over: [year] }),
        d: input('t', { over: [year] }),
      },
      ({ a, b, c, d }) => ({
        rate: a.minus(b),
        share: one.minus(c),
        floor: d.atLeast('0 t'),
      }),
    )
    expect(values(fine, { a: { 2020: 5 }, b: 2, c: { 2020: '0.25' }, d: { 2020: '-5' } })).toEqual({
      rate: { 2020: '3' },
      share: { 2020: '0.75' },
      floor: { 2020: '0' },
    })
  })

  test.each([
    [
      'a sum over a dimension that is not there',
      'dimension.sum',
      () => definitionOf({ a: input('1') }, ({ a }) => ({ out: a.sum(fuel as never) })),
    ],
    [
      'one label of a dimension that is not there',
      'dimension.sum',
      () => definitionOf({ a: input('1') }, ({ a }) => ({ out: a.at(fuel as never, 'x') })),
    ],
    [
      'a shift along a set',
      'graph.invalid',
      () => definitionOf({ a: input('1', { over: [fuel] }) }, ({ a }) => ({ out: shift(fuel, a, 1, { initial: 0 }) })),
    ],
    [
      'a recurrence along a set',
      'graph.invalid',
      () =>
        definitionOf({ a: input('1', { over: [fuel] }) }, ({ a }) => ({
          out: accumulate(fuel, a, (b) => b, { initial: 0 }),
        })),
    ],
    [
      'the coordinate of a time',
      'graph.invalid',
      () => definitionOf({ a: input('1', { over: [year] }) }, ({ a }) => ({ out: a.times(coordinate(year)) })),
    ],
    [
      'the step of an age',
      'graph.invalid',
      () => definitionOf({ a: input('1', { over: [age] }) }, ({ a }) => ({ out: a.times(step(age)) })),
    ],
    [
      'interpolation along a time',
      'graph.invalid',
      () => definitionOf({ a: input('1', { over: [year] }) }, ({ a }) => ({ out: a.interpolate(year, '1 yr') })),
    ],
    [
      'interpolation at another measure',
      'unit.differs',
      () => definitionOf({ a: input('1', { over: [age] }) }, ({ a }) => ({ out: a.interpolate(age, '1 kg') })),
    ],
    ['the exponential of a mass', 'unit.differs', () => definitionOf({ a: input('t') }, ({ a }) => ({ out: exp(a) }))],
    ['the logarithm of a mass', 'unit.differs', () => definitionOf({ a: input('t') }, ({ a }) => ({ out: ln(a) }))],
    ['a mass as exponent', 'unit.differs', () => definitionOf({ a: input('t') }, ({ a }) => ({ out: one.power(a) }))],
    [
      'a mass to a power that varies',
      'graph.invalid',
      () => definitionOf({ a: input('t'), b: input('1') }, ({ a, b }) => ({ out: a.power(b) })),
    ],
    ['the root of a mass', 'unit.differs', () => definitionOf({ a: input('t') }, ({ a }) => ({ out: a.power('0.5') }))],
    [
      'the third of a power of a mass',
      'unit.differs',
      () => definitionOf({ a: input('t') }, ({ a }) => ({ out: a.power(constant('1/3')) })),
    ],
    ['an unknown unit', 'unit.unknown', () => definitionOf({ a: input('tt') }, ({ a }) => ({ out: a }))],
    [
      'a literal that is no number',
      'number.invalid',
      () => definitionOf({ a: input('1') }, ({ a }) => ({ out: a.plus('x') })),
    ],
    [
      'a step that is not in its stated unit',
      'unit.substance',
      () => definitionOf({ a: input('t CH4') }, ({ a }) => ({ out: named('A', 'Eq 1', a, { unit: 't CO2' }) })),
    ],
    [
      'a label that the category has not',
      'label.unknown',
      () => definitionOf({ a: category(['x', 'y']) }, ({ a }) => ({ out: when(a.is('z' as never), 1, 0) })),
    ],
    [
      'a look-up with a case left out',
      'label.missing',
      () => definitionOf({ a: category(['x', 'y']) }, ({ a }) => ({ out: a.match({ x: 1 } as never) })),
    ],
    [
      'a map over another dimension',
      'dimension.differs',
      () =>
        definitionOf({ a: input('1', { over: [fuel] }), k: category(['x'], { over: [site] }) }, ({ a, k }) => ({
          out: a.sumBy(fuel, origin, k as never),
        })),
    ],
    [
      'a map to a dimension that is there already',
      'dimension.differs',
      () =>
        definitionOf({ a: input('1', { over: [fuel, origin] }) }, ({ a }) => ({
          out: a.sumBy(fuel, origin, { x: 'y' }),
        })),
    ],
    [
      'a set renamed to a time',
      'dimension.differs',
      () => definitionOf({ a: input('1', { over: [fuel] }) }, ({ a }) => ({ out: a.rename(fuel, year) })),
    ],
    [
      'a new name that is there already',
      'dimension.differs',
      () => definitionOf({ a: input('1', { over: [fuel, site] }) }, ({ a }) => ({ out: a.rename(fuel, site) })),
    ],
    [
      'two dimensions of one name',
      'dimension.differs',
      () =>
        definitionOf({ a: input('1', { over: [fuel] }), b: input('1', { over: [time('fuel')] }) }, ({ a, b }) => ({
          out: a.times(b),
        })),
    ],
    [
      'two ordered dimensions of one name',
      'dimension.differs',
      () =>
        definitionOf(
          { a: input('1', { over: [age] }), b: input('1', { over: [ordered('age', 'month')] }) },
          ({ a, b }) => ({ out: a.times(b) }),
        ),
    ],
    [
      'an arithmetic with a category',
      'number.invalid',
      () => definitionOf({ a: category(['x']), b: input('1') }, ({ a, b }) => ({ out: b.plus(a as never) })),
    ],
    [
      'a factor by an input that is no category',
      'graph.invalid',
      () =>
        definitionOf({ a: input('1'), f: factor('1', { symbol: 'f', by: ['a'] }) }, ({ a, f }) => ({
          out: a.times(f),
        })),
    ],
    [
      'a factor by a category over more than it declares',
      'dimension.differs',
      () =>
        definitionOf({ a: category(['x'], { over: [year] }), f: factor('1', { symbol: 'f', by: ['a'] }) }, ({ f }) => ({
          out: f,
        })),
    ],
  ])('%s', (_, code, problem) => {
    expect(problem().code).toBe(code)
  })

  test.each<[string, (before: Expression<string>) => Expression<string>]>([
    ['sums', (before) => before.sum(year).times(one)],
    ['shifts', (before) => previous(year, before, { initial: 0 })],
    ['takes a label', (before) => before.at(year, '2020')],
    ['goes by the calendar', (before) => before.sumBy(year, month, 'calendar')],
    ['renames', (before) => before.rename(year, time('yearTo')).sum(time('yearTo'))],
    ['has a recurrence', (before) => accumulate(year, before as Expression<'year'>, (inner) => inner, { initial: 0 })],
  ])('a step of a recurrence that %s along its own dimension', (_, next) => {
    const error = definitionOf({ a: input('1', { over: [year] }) }, ({ a }) => ({
      out: named(
        'Stock',
        'Eq 3.4',
        accumulate(year, a, next as (before: Expression<'year'>) => Expression<'year'>, { initial: 0 }),
      ),
    }))
    expect(error).toMatchObject({ code: 'graph.invalid', message: expect.stringContaining('Eq 3.4 (Stock)') })
    expect(error.message).toContain('a step along "year" cannot itself')
  })

  test.each<[string, string, (a: Expression<'year'>, more: Expression<'fuel'>) => Expression<string>]>([
    [
      'a step in another unit',
      'unit.differs',
      (a) => accumulate(year, a, (before) => before.times(constant('1', 'kg')), { initial: '0 t' }),
    ],
    [
      'an initial in another substance',
      'unit.substance',
      (a) => accumulate(year, a, (before) => before, { initial: '0 t CH4' }),
    ],
    [
      'a step over more dimensions',
      'dimension.differs',
      (a, more) => accumulate(year, a, (before) => before.times(more) as never, { initial: '0 t' }),
    ],
    [
      'an initial over more dimensions',
      'dimension.differs',
      (a, more) => accumulate(year, a, (before) => before, { initial: more.times(constant('1', 't')) }),
    ],
    [
      'an initial over the dimension itself',
      'dimension.differs',
      (a) => accumulate(year, a, (before) => before, { initial: a }),
    ],
    [
      'an inflow without the dimension',
      'dimension.sum',
      (_, more) =>
        accumulate(year as Dimension as never, more.times(constant('1', 't')), (before) => before, { initial: '0 t' }),
    ],
  ])('a recurrence with %s', (_, code, make) => {
    expect(
      definitionOf({ a: input('t', { over: [year] }), more: input('1', { over: [fuel] }) }, ({ a, more }) => ({
        out: make(a, more),
      })).code,
    ).toBe(code)
  })

  test('a state that leaves its recurrence', () => {
    let loose: Expression<'year'> | undefined
    const error = definitionOf({ a: input('1', { over: [year] }) }, ({ a }) => {
      const stock = accumulate(
        year,
        a,
        (before) => {
          loose = before
          return before.times(2)
        },
        { initial: 0 },
      )
      return { out: stock.plus(loose as Expression<'year'>) }
    })
    expect(error).toMatchObject({ code: 'graph.invalid', message: expect.stringContaining('outside of its step') })
  })

  test('the equations run once, on first use', () => {
    let times = 0
    const counted = define({ a: input('1') }, ({ a }) => {
      times++
      return { out: a }
    })
    expect(times).toBe(0)
    for (const a of [1, 2, 3]) run(counted, { a })
    expect(times).toBe(1)
  })

  test('a wrong graph is wrong each time it is asked for', () => {
    const wrong = define({ a: input('t'), b: input('TJ') }, ({ a, b }) => ({ out: a.plus(b) }))
    for (let time = 0; time < 2; time++) expect(problemOf(() => run(wrong, { a: 1, b: 1 })).code).toBe('unit.differs')
  })
})

describe('methods inside methods', () => {
  const composting = method({
    id: 'waste.compost',
    title: 'Composting',
    source,
    edition: '1',
    inputs: {
      treated: input('t waste (wet)', { symbol: 'M' }),
      ch4Factor: factor('g CH4/kg waste (wet)', { symbol: 'EF', activity: 'composting' }),
      recovered: input('t CH4', { symbol: 'R', default: 0 }),
    },
    equations: ({ treated, ch4Factor, recovered }) => ({
      ch4: named('CH4', 'Eq 4.1', treated.times(ch4Factor).minus(recovered)),
    }),
  })
  const row = { parameter: 'EF', value: '4', unit: 'g CH4/kg waste (wet)', activity: 'composting' }
  const factors = [row]

  test('keep their names, equations and sources in the explanation', () => {
    const outer = define({ organic: input('t waste (wet)') }, ({ organic }) => ({
      ch4: composting({ treated: organic }).ch4,
    }))
    const result = run(outer, { organic: 1000 }, { factors })
    expect(result.outputs.ch4?.toString()).toBe('4 t CH4')
    expect(result.steps[0]).toMatchObject({ kind: 'output', method: 'waste.compost', equation: 'Eq 4.1' })
  })

  test('carry the dimensions that an argument brings: by year and site', () => {
    const outer = define(
      {
        organic: input('t waste (wet)', { over: [site, year] }),
        recovered: input('t CH4', { over: [site, year], default: 0 }),
      },
      ({ organic, recovered }) => {
        const { ch4 } = composting({ treated: organic, recovered })
        return { ch4, bySite: ch4.sum(year) }
      },
    )
    expect(
      values(outer, { organic: { a: { 2020: 1000, 2021: 2000 }, b: { 2020: 500, 2021: 0 } } }, { factors }),
    ).toEqual({
      ch4: { a: { 2020: '4', 2021: '8' }, b: { 2020: '2', 2021: '0' } },
      bySite: { a: '12', b: '2' },
    })
  })

  test('have a default of an amount for every label of an extra dimension', () => {
    const outer = define({ organic: input('t waste (wet)', { over: [site] }) }, ({ organic }) => ({
      ch4: composting({ treated: organic }).ch4,
    }))
    expect(values(outer, { organic: { a: 1000 } }, { factors }).ch4).toEqual({ a: '4' })
  })

  test('refuse an extra dimension beside an amount that has it not', () => {
    const error = definitionOf(
      { organic: input('t waste (wet)', { over: [site] }), recovered: input('t CH4') },
      ({ organic, recovered }) => ({ ch4: composting({ treated: organic, recovered }).ch4 }),
    )
    expect(error).toMatchObject({ code: 'dimension.broadcast', message: expect.stringContaining('Eq 4.1 (CH4)') })
  })

  test('refuse an extra dimension that they themselves sum or carry along', () => {
    const sums = define({ w: input('t', { over: [fuel] }) }, ({ w }) => ({ out: w.sum(fuel) }), 'test.sums')
    expect(
      values(
        define({ w: input('t', { over: [fuel, year] }) }, ({ w }) => ({ out: sums({ w }).out })),
        { w: { a: { 2020: 1 }, b: { 2020: 2 } } },
      ).out,
    ).toEqual({ 2020: '3' })
    const carries = define(
      { w: input('t', { over: [fuel] }), n: input('1', { over: [year] }) },
      ({ w, n }) => ({ out: w.sum(fuel).times(n.sum(year)) }),
      'test.carries',
    )
    const error = definitionOf(
      { w: input('t', { over: [fuel, year] }), n: input('1', { over: [year] }) },
      ({ w, n }) => ({ out: carries({ w, n }).out }),
    )
    expect(error).toMatchObject({
      code: 'dimension.sum',
      message: expect.stringContaining('test.carries itself works along "year"'),
    })
    const recurs = define(
      { w: input('t', { over: [year] }), k: input('1') },
      ({ w, k }) => ({ out: accumulate(year, w, (b) => b.times(k), { initial: '0 t' }) }),
      'test.recurs',
    )
    expect(
      definitionOf({ w: input('t', { over: [year] }), k: input('1', { over: [year] }) }, ({ w, k }) => ({
        out: recurs({ w, k: k as never }).out,
      })).code,
    ).toBe('dimension.sum')
  })

  test('refuse wrong names, units, substances and labels, and a missing activity input', () => {
    const inner = (given: Record<string, unknown>) =>
      definitionOf(
        { organic: input('t waste (wet)'), dry: input('t waste (dry)'), mass: input('kg waste (wet)') },
        (s) => ({
          ch4: composting(
            Object.fromEntries(
              Object.entries(given).map(([name, from]) => [
                name,
                (s as Record<string, unknown>)[from as string] ?? from,
              ]),
            ) as never,
          ).ch4,
        }),
      )
    expect(inner({ treatd: 'organic' })).toMatchObject({
      code: 'input.unknown',
      problems: [{ hint: 'Did you mean "treated"?' }],
    })
    expect(inner({ treated: 'dry' })).toMatchObject({
      code: 'unit.substance',
      problems: [{ at: { method: 'waste.compost', input: 'treated' } }],
    })
    expect(inner({})).toMatchObject({ code: 'input.missing' })
    const chosen = define(
      { kind: category(['x', 'y']) },
      ({ kind }) => ({ out: kind.match({ x: 1, y: 2 }) }),
      'test.chosen',
    )
    expect(definitionOf({ a: input('1') }, () => ({ out: chosen({ kind: 'z' as never }).out })).code).toBe(
      'label.unknown',
    )
    expect(
      definitionOf({ kind: category(['x', 'z']) }, ({ kind }) => ({ out: chosen({ kind: kind as never }).out })).code,
    ).toBe('label.unknown')
    expect(
      values(
        define({ a: input('1') }, ({ a }) => ({ out: a.plus(chosen({ kind: 'y' }).out) })),
        { a: 1 },
      ).out,
    ).toBe('3')
  })

  test('take a number in the declared unit, and arguments in another unit of it', () => {
    const outer = define({ mass: input('kg waste (wet)') }, ({ mass }) => ({
      a: composting({ treated: mass, recovered: '1' }).ch4,
      b: composting({ treated: '2000', ch4Factor: '5', recovered: '500 kg CH4' }).ch4,
    }))
    expect(values(outer, { mass: '1000000' }, { factors })).toEqual({ a: '3', b: '9.5' })
  })

  test('take a literal that leaves out the substance', () => {
    const outer = define({ a: input('1') }, ({ a }) => ({
      ch4: composting({ treated: '1000000 kg', ch4Factor: '3 g/kg' }).ch4.times(a),
    }))
    expect(values(outer, { a: 1 }).ch4).toBe('3')
  })

  test('leave their factors reachable under a path, and by another name where they are called twice', () => {
    const outer = define({ organic: input('t waste (wet)') }, ({ organic }) => ({
      first: composting({ treated: organic }).ch4,
      second: composting({ treated: organic }, { as: 'second' }).ch4,
    }))
    expect(values(outer, { organic: 1000, 'compost/ch4Factor': '10' }, { factors })).toEqual({
      first: '10',
      second: '4',
    })
    expect(
      values(outer, { organic: 1000, 'compost/ch4Factor': '10', 'second/ch4Factor': '0.002 kg CH4/kg waste (wet)' }),
    ).toEqual({ first: '10', second: '2' })
    expect(
      problemOf(() => run(outer, { organic: 1000, 'compos/ch4Factor': '10' }, { factors })).problems[0],
    ).toMatchObject({ code: 'input.unknown', hint: 'Did you mean "compost/ch4Factor" or "second/ch4Factor"?' })
  })

  test('share a factor row as one binding: one row in the stored result', () => {
    const outer = define({ organic: input('t waste (wet)') }, ({ organic }) => ({
      a: composting({ treated: organic }).ch4,
      b: composting({ treated: organic.times(2) }, { as: 'other' }).ch4,
    }))
    const stored = run(outer, { organic: 1000 }, { factors }).toJSON()
    expect(stored.factors.map(({ name, rows }) => [name, rows])).toEqual([
      ['compost/ch4Factor', stored.rows[0]?.id],
      ['other/ch4Factor', stored.rows[0]?.id],
    ])
    expect(stored.rows).toHaveLength(1)
  })

  test('look their factors up for each year of an extra dimension', () => {
    const outer = define({ organic: input('t waste (wet)', { over: [year] }) }, ({ organic }) => ({
      ch4: composting({ treated: organic }).ch4,
    }))
    const dated = [
      { ...row, validFrom: '2000-01-01', validTo: '2020-12-31' },
      { ...row, value: '3', validFrom: '2021-01-01' },
    ]
    expect(values(outer, { organic: { 2020: 1000, 2021: 1000 } }, { factors: dated }).ch4).toEqual({
      2020: '4',
      2021: '3',
    })
  })
})

describe('measures', () => {
  const ch4 = {
    before: input('t CH4', { over: [year] }),
    after: input('t CH4', { over: [year] }),
    lost: input('t CH4', { over: [year] }),
  }
  const data = { before: { 2020: 10, 2021: 10 }, after: { 2020: 4, 2021: 12 }, lost: { 2020: 1, 2021: 1 } }

  test('the reduction is baseline − project − leakage, by year and gas; a negative one is kept', () => {
    const measure = define(ch4, ({ before, after, lost }) => ({
      baseline: { ch4: before },
      project: { ch4: after },
      leakage: { ch4: lost },
    }))
    const { outputs, co2e } = run(measure, data, { gwp: 'AR5' })
    expect(outputs['reduction.ch4']?.toJSON()).toEqual({ value: { 2020: '5', 2021: '-3' }, unit: 't CH4' })
    expect(co2e.toJSON()).toEqual({ value: { 2020: '140', 2021: '-84' }, unit: 't CO2e (AR5)' })
    expect(outputs['baseline.co2e']?.at({ year: 2020 }).value).toBe('280')
    expect(outputs['leakage.co2e']?.at({ year: 2020 }).value).toBe('28')
  })

  test('without a GWP set the gases come out and CO2e is an error that names the sets', () => {
    const measure = define(ch4, ({ before, after, lost }) => ({
      baseline: { ch4: before },
      project: { ch4: after },
      leakage: { ch4: lost },
    }))
    const result = run(measure, data)
    expect(Object.keys(result.outputs)).toEqual(['baseline.ch4', 'project.ch4', 'leakage.ch4', 'reduction.ch4'])
    expect(problemOf(() => result.co2e)).toMatchObject({
      code: 'gwp.missing',
      message: expect.stringContaining(
        'AR4, AR5-by-origin, AR5-ccf, AR5, AR6, SAR, TAR, AR4-GWP20, AR4-GWP500, AR5-GWP20, AR6-GTP100, AR6-GTP50, AR6-GWP20, AR6-GWP500, TAR-GWP20, TAR-GWP500',
      ),
    })
  })

  test('each role is first summed over all but time and gas; several outputs of one gas add up', () => {
    const measure = define(
      {
        a: input('t CH4', { over: [site, year] }),
        b: input('t CH4', { over: [year] }),
        n: input('t N2O', { over: [fuel, year] }),
      },
      ({ a, b, n }) => ({ baseline: { a, b, n }, project: {} }),
    )
    const { outputs } = run(
      measure,
      { a: { x: { 2020: 1 }, y: { 2020: 2 } }, b: { 2020: 4 }, n: { c: { 2020: 1 }, d: { 2020: 1 } } },
      { gwp: 'AR5' },
    )
    expect(outputs['reduction.ch4']?.toJSON().value).toEqual({ 2020: '7' })
    expect(outputs['reduction.n2o']?.toJSON().value).toEqual({ 2020: '2' })
    expect(outputs['reduction.co2e']?.toJSON().value).toEqual({ 2020: String(7 * 28 + 2 * 265) })
  })

  test('a gas over gas counts by its label, and a fuel that is a substance is summed', () => {
    const liquid = dimension('fuel', { substance: true })
    const measure = define(
      {
        e: input('t gas', { over: [gas, year] }),
        f: input('t gas', { over: [gas, year] }),
        c: input('t CO2', { over: [liquid, year] }),
      },
      ({ e, f, c }) => ({ baseline: { e, c }, project: { f } }),
    )
    const { outputs } = run(
      measure,
      {
        e: { CH4: { 2020: 1 }, N2O: { 2020: 1 } },
        f: { CH4: { 2020: 0 }, N2O: { 2020: 2 } },
        c: { diesel: { 2020: 5 }, petrol: { 2020: 6 } },
      },
      { gwp: 'AR5' },
    )
    expect(outputs['reduction.gas']?.toJSON().value).toEqual({ CH4: { 2020: '1' }, N2O: { 2020: '-1' } })
    expect(outputs['reduction.co2']?.toJSON().value).toEqual({ 2020: '11' })
    expect(outputs['reduction.co2e']?.toJSON().value).toEqual({ 2020: String(28 - 265 + 11) })
  })

  test('a gas that a role has no output of is a structural 0, and listed', () => {
    const measure = define({ a: input('t CH4'), b: input('t CO2') }, ({ a, b }) => ({
      baseline: { a },
      project: { b },
    }))
    const result = run(measure, { a: 10, b: 3 }, { gwp: 'AR5' })
    expect(result.outputs['reduction.co2']?.value).toBe('-3')
    expect(result.co2e.value).toBe('277')
    expect(
      result.remarks.filter(({ name }) => name === 'reduction.structural-zero').map(({ text }) => text.split(' ')[0]),
    ).toEqual(['project.ch4', 'leakage.ch4', 'baseline.co2', 'leakage.co2'])
  })

  test('biogenic CO2 and benefits stay outside; biogenic CH4 counts', () => {
    const measure = define(
      { a: input('t CO2 (biogenic)'), b: input('t CH4 (biogenic)'), c: input('t CO2'), d: input('t waste (wet)') },
      ({ a, b, c, d }) => ({ baseline: { a, b }, project: { c }, benefit: { d, c } }),
    )
    const result = run(measure, { a: 1000, b: 1, c: 1, d: 5 }, { gwp: 'AR6' })
    expect(result.co2e.toString()).toBe('26 t CO2e (AR6)')
    expect(Object.keys(result.outputs)).not.toContain('reduction.co2Biogenic')
    expect(result.outputs['baseline.a']?.value).toBe('1000')
    expect(result.outputs['benefit.d']?.value).toBe('5')
  })

  test('methane of two origins is two gases', () => {
    const measure = define({ a: input('t CH4 (biogenic)'), b: input('t CH4 (fossil)') }, ({ a, b }) => ({
      baseline: { a },
      project: { b },
    }))
    const result = run(measure, { a: 10, b: 10 }, { gwp: 'AR6' })
    expect(result.outputs['reduction.ch4Biogenic']?.value).toBe('10')
    expect(result.outputs['reduction.ch4Fossil']?.value).toBe('-10')
    expect(result.co2e.value).toBe('-28')
  })

  test('a leakage without year beside a baseline by year is an error at definition', () => {
    const error = definitionOf({ a: input('t CO2', { over: [year] }), b: input('t CO2') }, ({ a, b }) => ({
      baseline: { a },
      leakage: { b },
    }))
    expect(error).toMatchObject({ code: 'dimension.broadcast', message: expect.stringContaining('Reduction of CO2') })
  })

  test('a measure without a greenhouse gas is an error at definition', () => {
    expect(definitionOf({ a: input('t waste (wet)') }, ({ a }) => ({ baseline: { a } })).code).toBe('graph.invalid')
  })

  test('a method whose outputs are no gases has no CO2e, and says so', () => {
    const plain = define({ a: input('t waste (wet)') }, ({ a }) => ({ out: a }))
    expect(problemOf(() => run(plain, { a: 1 }, { gwp: 'AR5' }).co2e)).toMatchObject({
      code: 'gwp.missing',
      message: expect.stringContaining('none of its outputs is a greenhouse gas'),
    })
  })
})

/** The same method, its graph written as JSON and read back. Factors are given as inputs there. */
const throughJson = (of: AnyMethod): AnyMethod => {
  const graph = of.graph()
  const leaves = [...graph.leaves.values()]
  const { json } = graphToJson(Object.fromEntries(graph.outputs.map(({ name, node }) => [name, node])), leaves)
  const { nodes, outputs } = graphFromJson(JSON.parse(JSON.stringify(json)))
  const read = {
    ...graph,
    nodes,
    factors: nodes.filter((node) => node.kind === 'factor'),
    leaves: new Map(
      nodes.flatMap((node) =>
        ['input', 'factor', 'category'].includes(node.kind) && !('path' in node && node.path.startsWith('gwp/'))
          ? [[(node as { name: string }).name, node] as const]
          : [],
      ),
    ),
    outputs: graph.outputs.map((output) => ({ ...output, node: outputs[output.name] as (typeof nodes)[number] })),
  }
  const { id, title, source: from, edition, version, inputs, factors, admits } = of
  return { id, title, source: from, edition, version, inputs, factors, admits, graph: () => read }
}

describe('the JSON form of a graph', () => {
  test('written and read back gives the same results, for every kind of node', () => {
    const all = define(
      {
        inflow: input('t', { over: [fuel, year] }),
        start: input('t', { over: [fuel] }),
        kind: category(['fossil', 'biogenic'], { over: [fuel] }),
        curve: input('1', { over: [age] }),
        mode: category(['x', 'y'], { default: 'x' }),
        e: input('t gas', { over: [gas] }),
      },
      ({ inflow, start, kind, curve, mode, e }) => {
        const states = accumulate(
          year,
          { a: inflow, b: inflow },
          (before) => ({ a: before.a.times('0.5'), b: before.a.plus(before.b) }),
          { initial: { a: start, b: '0 t' } },
        )
        const rate = curve
          .interpolate(age, '1.5 yr')
          .plus(coordinate(age).times(constant('1', '1/yr')).times(curve).sum(age))
        return {
          a: named('A', 'Eq 1', states.a.plus(states.b), { symbol: 'A', unit: 'kg' }),
          grouped: states.b.sumBy(fuel, origin, kind),
          mapped: inflow.sumBy(fuel, origin, { p: 'fossil', q: 'biogenic' }),
          at: inflow.at(fuel, 'p').times(step(year)),
          renamed: start.rename(fuel, site),
          shifted: previous(year, inflow, { initial: '1 t' }),
          rate: exp(rate.negate())
            .plus(ln(rate.abs().plus(1)))
            .power('2'),
          chosen: when(inflow.isAtLeast('2 t').and(inflow.isAtMost('3 t').not()), inflow, inflow.times(2))
            .atMost('5 t')
            .atLeast('1 t'),
          looked: mode.match({ x: start, y: start.times(2) }),
          checked: check(start, start.isGreaterThan('-1 t'), 'fine'),
          quotient: start.dividedBy(start.sum(fuel)),
          methane: e.at(gas, 'CH4'),
        }
      },
    )
    const given = {
      inflow: { p: { 2020: 1, 2021: 2, 2022: 3 }, q: { 2020: 4, 2021: 5, 2022: 6 } },
      start: { p: 8, q: 2 },
      kind: { p: 'fossil', q: 'biogenic' },
      curve: { 0: '0.25', 1: '0.5', 2: '1' },
      e: { CH4: 3, N2O: 1 },
    }
    expect(values(throughJson(all as unknown as AnyMethod), given, { gwp: 'AR5' })).toEqual(
      values(all, given, { gwp: 'AR5' }),
    )
  })

  test('refuses a node that refers to a later one', () => {
    expect(
      problemOf(() => graphFromJson({ nodes: [{ kind: 'abs', of: { node: 1 } }], groups: [], outputs: {} })).code,
    ).toBe('result.invalid')
  })

  test('keeps labels that look like its own words', () => {
    const odd = define({ a: input('1', { over: [fuel] }) }, ({ a }) => ({
      out: a.sumBy(fuel, origin, { within: 'x', node: 'y', group: 'x' }),
    }))
    const given = { a: { within: 1, node: 2, group: 4 } }
    expect(values(throughJson(odd as unknown as AnyMethod), given)).toEqual({ out: { x: '5', y: '2' } })
  })
})

type Tree = { of: 'x' | 'y' | number } | { op: 'plus' | 'minus' | 'times' | 'atMost' | 'atLeast'; a: Tree; b: Tree }
const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.record({ of: fc.oneof(fc.constantFrom('x' as const, 'y' as const), fc.integer({ min: -9, max: 9 })) }),
    fc.record({
      op: fc.constantFrom('plus', 'minus', 'times', 'atMost', 'atLeast'),
      a: tie('tree'),
      b: tie('tree'),
    }) as fc.Arbitrary<Tree>,
  ),
})).tree

describe('graphs at random', () => {
  const symbolic = (tree: Tree, x: Expression<'fuel'>, y: Expression<'year'>): Expression<string> =>
    'op' in tree
      ? symbolic(tree.a, x, y)[tree.op](symbolic(tree.b, x, y))
      : tree.of === 'x'
        ? x
        : tree.of === 'y'
          ? y
          : constant(tree.of)
  const plain = (tree: Tree, x: bigint, y: bigint): bigint => {
    if (!('op' in tree)) return tree.of === 'x' ? x : tree.of === 'y' ? y : BigInt(tree.of)
    const [a, b] = [plain(tree.a, x, y), plain(tree.b, x, y)]
    return { plus: a + b, minus: a - b, times: a * b, atMost: a < b ? a : b, atLeast: a > b ? a : b }[tree.op]
  }

  test('give what integers give, label by label, also through JSON', () => {
    fc.assert(
      fc.property(
        trees,
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 2 }),
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 2 }),
        (tree, xs, ys) => {
          const of = define(
            { x: input('1', { over: [fuel] }), y: input('1', { over: [year] }), z: input('1', { over: [fuel, year] }) },
            ({ x, y, z }) => ({ out: z.times(symbolic(tree, x, y)) as Expression<'fuel' | 'year'> }),
          )
          const given = {
            x: { a: xs[0] as number, b: xs[1] as number },
            y: { 2020: ys[0] as number, 2021: ys[1] as number },
            z: { a: { 2020: 1, 2021: 1 }, b: { 2020: 1, 2021: 1 } },
          }
          const expected = {
            a: {
              2020: String(plain(tree, BigInt(xs[0] as number), BigInt(ys[0] as number))),
              2021: String(plain(tree, BigInt(xs[0] as number), BigInt(ys[1] as number))),
            },
            b: {
              2020: String(plain(tree, BigInt(xs[1] as number), BigInt(ys[0] as number))),
              2021: String(plain(tree, BigInt(xs[1] as number), BigInt(ys[1] as number))),
            },
          }
          const out = values(of, given)
          // products of more than 40 digits are rounded; these trees stay below
          fc.pre(Object.values(expected).every((inner) => Object.values(inner).every((text) => text.length < 40)))
          expect(out).toEqual({ out: expected })
          expect(values(throughJson(of as unknown as AnyMethod), given)).toEqual(out)
        },
      ),
      { numRuns: 150 },
    )
  })
})
