import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Operators, simdOperators } from '../../../src/uses/batch'
import { checkedFor, isAllowed } from '../../../src/uses/batch/check'
import { plainOperators } from '../../../src/uses/batch/operators'

const js = plainOperators()
const wasm = await simdOperators()
const rows = 4

const doubtfulIn = ({ passes, pool, bits }: Operators, column: readonly number[], first: number, width: number) => {
  pool.set(column, 40)
  return passes.doubtful(rows, bits(pool.subarray(32)), 8, first, width)
}

const edges = [0, -0, 1, -1, 1 + 2 ** -30, 1 - 2 ** -30, 1e-300, 9e-301, 1e300, 1.1e300, 5e-324, Number.MAX_VALUE]
const special = [...edges, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const value = fc.oneof(fc.double(), fc.double({ min: 0.5, max: 2 }), fc.constantFrom(...special))
const bound = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(...edges, Number.POSITIVE_INFINITY))

test('no number that must be refused passes for sure, with either kind of operators', () => {
  let sure = 0
  fc.assert(
    fc.property(fc.array(value, { minLength: rows, maxLength: rows }), bound, bound, (column, low, high) => {
      const checked = checkedFor(low, high)
      if (!checked.sure) return
      const { first, width } = checked.sure
      const doubtful = doubtfulIn(js, column, first, width)
      expect(doubtfulIn(wasm, column, first, width)).toBe(doubtful)
      if (doubtful === 1) return
      sure++
      expect(column.map((each) => isAllowed(each, checked))).toEqual([true, true, true, true])
    }),
    { numRuns: 20_000, seed: 1 },
  )
  expect(sure).toBeGreaterThan(20)
})

test('usual numbers pass for sure', () => {
  const usual: [number, number, number[]][] = [
    [0, Number.POSITIVE_INFINITY, [1e-100, 0.5, 1, 1e100]],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, [1e-100, 0.5, 1, 1e100]],
    [0, 1, [1e-100, 0.001, 0.5, 0.999]],
    [0, 100, [1e-100, 1, 50, 99.9]],
    [1, Number.POSITIVE_INFINITY, [1.1, 2, 1000, 1e100]],
  ]
  for (const [low, high, column] of usual) {
    const { sure } = checkedFor(low, high)
    if (!sure) throw new Error(`nothing is sure between ${low} and ${high}`)
    expect(doubtfulIn(js, column, sure.first, sure.width)).toBe(0)
  }
})
