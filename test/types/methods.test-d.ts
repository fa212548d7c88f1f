import { describe, expectTypeOf, test } from 'vitest'
import { accumulate, category, cite, type DimsOf, dimension, factor, input, method, time } from '../../src/core'
import { type Context, evaluate, type Result, type Values } from '../../src/uses/exact'

// Compiled, never run: an `@ts-expect-error` that expects in vain is an error itself.

const fuel = dimension('fuel')
const site = dimension('site')
const year = time('year')
const source = cite('test', 'p 1')

const burning = method({
  id: 'test.burning',
  title: 'Burning',
  source,
  edition: '1',
  inputs: {
    consumption: input('TJ (NCV)', { over: [fuel, year] }),
    sector: category(['homes', 'industry']),
    oxidised: input('1', { default: 1 }),
    blend: input('1', { over: [fuel], optional: true }),
    emissionFactor: factor('kg CO2/TJ (NCV)', { symbol: 'EF', over: [fuel] }),
  },
  equations: ({ consumption, emissionFactor, oxidised, sector }) => ({
    co2: consumption.times(emissionFactor).times(oxidised).sum(fuel),
    byFuel: consumption.times(emissionFactor),
    factorUsed: sector.match({ homes: 1, industry: 2 }),
  }),
})

const unused = (_: () => unknown): void => undefined
/** The dimensions of an expression, as a type; comparing whole expressions takes the compiler long. */
const dimsOf = <T>(_: T): DimsOf<T> => undefined as never

describe('types', () => {
  test('an expression knows its dimensions', () => {
    unused(() =>
      method({
        id: 'test.types',
        title: 'Types',
        source,
        edition: '1',
        inputs: {
          a: input('t', { over: [fuel, year] }),
          b: input('1', { over: [site] }),
          c: input('1'),
          k: category(['x', 'y'], { over: [fuel] }),
        },
        equations({ a, b, c, k }) {
          expectTypeOf(dimsOf(a)).toEqualTypeOf<'fuel' | 'year'>()
          expectTypeOf(dimsOf(c)).toBeNever()
          expectTypeOf(dimsOf(a.times(b))).toEqualTypeOf<'fuel' | 'year' | 'site'>()
          expectTypeOf(dimsOf(a.times(c))).toEqualTypeOf<'fuel' | 'year'>()
          expectTypeOf(dimsOf(a.times(2))).toEqualTypeOf<'fuel' | 'year'>()
          expectTypeOf(dimsOf(a.times('2 kg/t'))).toEqualTypeOf<'fuel' | 'year'>()
          expectTypeOf(dimsOf(a.sum(fuel))).toEqualTypeOf<'year'>()
          expectTypeOf(dimsOf(a.sum(fuel).sum(year))).toBeNever()
          expectTypeOf(dimsOf(a.at(fuel, 'coal'))).toEqualTypeOf<'year'>()
          expectTypeOf(dimsOf(a.rename(fuel, site))).toEqualTypeOf<'year' | 'site'>()
          expectTypeOf(dimsOf(a.sumBy(fuel, site, { coal: 'north' }))).toEqualTypeOf<'year' | 'site'>()
          expectTypeOf(dimsOf(accumulate(year, a, (before) => before.times(c), { initial: '0 t' }))).toEqualTypeOf<
            'fuel' | 'year'
          >()
          // @ts-expect-error there is no site to sum over
          unused(() => a.sum(site))
          // @ts-expect-error it is summed already
          unused(() => a.sum(fuel).sum(fuel))
          // @ts-expect-error there is no site to take
          unused(() => a.at(site, 'north'))
          // @ts-expect-error there is no site to rename
          unused(() => a.rename(site, fuel))
          // @ts-expect-error "z" is no label of the category
          unused(() => k.is('z'))
          // @ts-expect-error a case is left out
          unused(() => k.match({ x: 1 }))
          return { a }
        },
      }),
    )
  })

  test('inputs are completed: required ones are required, and no other name is taken', () => {
    unused(() => {
      evaluate(burning, { consumption: { coal: { 2020: 1 } }, sector: 'homes' })
      evaluate(burning, {
        consumption: { coal: { 2020: 1 } },
        sector: 'homes',
        oxidised: '0.99',
        emissionFactor: { coal: '94600' },
        blend: { coal: 1 },
      })
      // @ts-expect-error a wrong name
      evaluate(burning, { consumptoin: { coal: { 2020: 1 } }, sector: 'homes' })
      // @ts-expect-error a wrong name beside the right ones
      evaluate(burning, { consumption: { coal: { 2020: 1 } }, sector: 'homes', oxidized: 1 })
      // @ts-expect-error an activity input is left out
      evaluate(burning, { sector: 'homes' })
      // @ts-expect-error a category is left out
      evaluate(burning, { consumption: { coal: { 2020: 1 } } })
      // @ts-expect-error a label that the category has not
      evaluate(burning, { consumption: { coal: { 2020: 1 } }, sector: 'houses' })
      // @ts-expect-error a wrong word of the context
      evaluate(burning, { consumption: { coal: { 2020: 1 } }, sector: 'homes' }, { gpw: 'AR5' })
      // @ts-expect-error a value that is none
      evaluate(burning, { consumption: true, sector: 'homes' })
    })
  })

  test('outputs are completed; derived ones are there by name too', () => {
    unused(() => {
      const result = evaluate(burning, { consumption: { coal: { 2020: 1 } }, sector: 'homes' })
      expectTypeOf(result.outputs.co2).toEqualTypeOf<Values>()
      expectTypeOf(result.outputs.byFuel.at({ fuel: 'coal', year: 2020 }).value).toEqualTypeOf<string>()
      expectTypeOf(result.co2e).toEqualTypeOf<Values>()
      // @ts-expect-error the method has no such output
      unused(() => result.outputs.ch4)
      expectTypeOf<Parameters<typeof evaluate>[2]>().toEqualTypeOf<Context | undefined>()
      expectTypeOf(result).toExtend<Result>()
    })
  })

  test('a method inside a method: activity inputs, and the dimensions that arguments bring', () => {
    unused(() =>
      method({
        id: 'test.outer',
        title: 'Outer',
        source,
        edition: '1',
        inputs: {
          a: input('TJ (NCV)', { over: [fuel, year, site] }),
          b: input('TJ (NCV)', { over: [fuel, year] }),
          k: category(['homes', 'industry'], { over: [site] }),
        },
        equations({ a, b, k }) {
          expectTypeOf(dimsOf(burning({ consumption: b, sector: 'homes' }).co2)).toEqualTypeOf<'year'>()
          expectTypeOf(dimsOf(burning({ consumption: a, sector: 'homes' }).co2)).toEqualTypeOf<'year' | 'site'>()
          expectTypeOf(dimsOf(burning({ consumption: b, sector: k }).byFuel)).toEqualTypeOf<'fuel' | 'year' | 'site'>()
          // @ts-expect-error the inner method lacks its activity input
          unused(() => burning({ sector: 'homes' }))
          // @ts-expect-error the inner method has no such input
          unused(() => burning({ consumption: b, sector: 'homes', fuel: b }))
          // @ts-expect-error a label that the inner category has not
          unused(() => burning({ consumption: b, sector: 'houses' }))
          // @ts-expect-error the inner method has no such output
          unused(() => burning({ consumption: b, sector: 'homes' }).ch4)
          return { a }
        },
      }),
    )
  })

  test('a measure’s outputs are named role.name', () => {
    const measure = method({
      id: 'test.measure',
      title: 'Measure',
      source,
      edition: '1',
      inputs: { a: input('t CH4'), b: input('t CH4') },
      equations: ({ a, b }) => ({ baseline: { ch4: a }, project: { ch4: b } }),
    })
    unused(() => {
      const result = evaluate(measure, { a: 1, b: 2 })
      expectTypeOf(result.outputs['baseline.ch4']).toEqualTypeOf<Values>()
      expectTypeOf<keyof typeof result.outputs & 'project.ch4'>().toEqualTypeOf<'project.ch4'>()
      expectTypeOf(result.outputs['baseline.co2e']).toEqualTypeOf<Values | undefined>()
      expectTypeOf(result.outputs['reduction.ch4']).toEqualTypeOf<Values | undefined>()
      // @ts-expect-error the measure has no such output
      unused(() => result.outputs['leakage.ch4'])
    })
  })
})
