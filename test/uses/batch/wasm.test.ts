import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { MrvError } from '../../../src/core/errors'
import { methodOf } from '../../../src/methods'
import { composting } from '../../../src/sectors/waste'
import { evaluateBatch, type Operators, simdOperators } from '../../../src/uses/batch'
import { plainOperators } from '../../../src/uses/batch/operators'
import { moduleBytes } from '../../../src/uses/batch/wasm'
import { asColumns, cases, differenceOf } from './cases'

const js = plainOperators()
const wasm = await simdOperators(100_000)
const inModule = WebAssembly.Module.exports(new WebAssembly.Module(moduleBytes())).map(({ name }) => name)

/** How many operands and numbers the passes have that write a register. */
const shapes: Readonly<Record<string, readonly [operands: number, numbers: number]>> = {
  product1: [1, 1],
  product2: [2, 1],
  product3: [3, 1],
  product4: [4, 1],
  sum1: [1, 2],
  sum2: [2, 3],
  sum3: [3, 4],
  sum4: [4, 5],
  products1: [2, 2],
  productsAnd1: [3, 3],
  products2: [4, 3],
  productsAnd2: [5, 4],
  divide: [2, 0],
  least: [2, 0],
  most: [2, 0],
  absolute: [1, 0],
  less: [2, 0],
  atMost: [2, 0],
  equal: [2, 0],
  choose: [3, 0],
  is: [1, 1],
}

test('every operator is compared', () => {
  expect(inModule.filter((name) => !(name in shapes))).toEqual(['doubtful', 'sum'])
})

const special = fc.constantFrom(0, -0, 1, -1, 2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324)
const value = fc.oneof(fc.double(), special, special)
const rows = 8

test.each(Object.entries(shapes))('%s is the same to the last bit', (name, [operands, numbers]) => {
  const columns = fc.array(fc.array(value, { minLength: rows, maxLength: rows }), {
    minLength: operands,
    maxLength: operands,
  })
  fc.assert(
    fc.property(columns, fc.array(value, { minLength: numbers, maxLength: numbers }), (of, by) => {
      const run = ({ passes, pool, place }: Operators) => {
        const at = (index: number) => place(pool.subarray(index, index + rows))
        of.forEach((column, index) => {
          pool.set(column, 100 + index * rows)
        })
        const pass = (passes as unknown as Record<string, (...given: unknown[]) => void>)[name]
        pass?.(rows, at(50), ...of.map((_, index) => at(100 + index * rows)), ...by)
        return [...pool.subarray(49, 51 + rows)]
      }
      expect(run(wasm)).toEqual(run(js))
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('sums are the same to the last bit', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: rows, maxLength: rows }), (column) => {
      const run = ({ passes, pool, place }: Operators) => {
        pool.set(column, 40)
        return passes.sum(4, place(pool.subarray(40, 40 + rows)), 4)
      }
      expect(run(wasm)).toBe(run(js))
    }),
    { numRuns: 1000, seed: 1 },
  )
})

const inMemory = (given: unknown, operators: Operators): unknown => {
  if (given instanceof Float64Array) {
    const column = operators.column(given.length)
    column.set(given)
    return column
  }
  if (Array.isArray(given)) return given.map((each) => inMemory(each, operators))
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype) return given
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, inMemory(each, operators)]))
}

test.each(cases.map((each) => [each.id, each] as const))('both kinds of operators agree: %s', async (_, each) => {
  // 1001 rows: whole leaves, a part of one, and a last turn that is not full; some rows are refused
  let at = 0
  const vary = (value: number) => value * (at++ % 97 === 0 ? -1 : 1 + (at % 13) / 100)
  const inputs = Object.fromEntries(
    Object.entries(each.inputs).map(([name, given]) => [name, asColumns(given, 1001, vary)]),
  )
  const run = (operators: Operators, given: unknown = inputs) =>
    evaluateBatch(methodOf(each.method) as never, given as never, each.context as never, { operators, problems: 0 }).run
  const plain = run(js)
  expect(differenceOf(run(wasm), plain)).toBeUndefined()
  const roomy = await simdOperators(2e6)
  expect(differenceOf(run(roomy, inMemory(inputs, roomy)), plain)).toBeUndefined()
})

describe('columns in the memory of the operators', () => {
  const treated = Float64Array.from({ length: 9001 }, (_, row) => (row % 1000 === 7 ? -1 : 100 + row / 7))
  const context = { gwp: 'AR5' } as const

  test('are computed where they are, with the same results', () => {
    const plain = evaluateBatch(composting, { treated }, context)
    const inputs = { treated: inMemory(treated, wasm) as Float64Array }
    const result = evaluateBatch(composting, inputs, context, { operators: wasm })
    const buffers = new Set([...result.run.values, inputs.treated].map(({ buffer }) => buffer))
    expect([...buffers]).toEqual([inputs.treated.buffer])
    expect(result.run).toEqual(plain.run)
  })

  test('have no more room than was asked for', async () => {
    const small = await simdOperators(10)
    expect(() => small.column(1e6)).toThrow('There is no room for this column')
  })
})

afterEach(() => vi.unstubAllGlobals())

test('says what to do where a page does not allow WebAssembly', async () => {
  const instantiate = () => Promise.reject(new Error("Refused to compile because 'wasm-eval' is not allowed"))
  vi.stubGlobal('WebAssembly', { Memory: WebAssembly.Memory, instantiate })
  const found = await simdOperators().catch((error) => error)
  expect(found).toBeInstanceOf(MrvError)
  expect(found.message).toContain("script-src 'wasm-unsafe-eval'")
  expect(found.message).toContain('Leave out operators; the results are the same')
})
