import type { Operators } from './operators'
import type { Plan } from './plan'
import { type RunData, Runner, stretchRows } from './runner'
import { leafRows, leafSum, leafSumOf } from './totals'

/** Rows to compute: plain data, which another thread can be sent. */
export interface Job {
  readonly plans: { readonly inPlace: Plan; readonly byCopies: Plan }
  readonly data: RunData
  /** Which of the values refuse a row where they are none. */
  readonly due: readonly boolean[]
  readonly rows: number
}

/** Computes the rows from a multiple of `stretchRows` on. Gives how many are refused; with `stop` it ends after the first. */
export const runRows = (
  { plans: { inPlace, byCopies }, data, due }: Job,
  operators: Operators,
  from: number,
  end: number,
  stop = false,
): number => {
  const { columns, values, sums, failed } = data
  const reached = operators.reach(columns) && operators.reach(values)
  const runner = new Runner(operators, reached ? inPlace : byCopies, data, reached)
  // passes over the columns themselves take four rows a turn: what is left goes by copies
  const whole = reached ? end & ~3 : end
  let refused = 0
  for (let row = from; row < end; row += stretchRows) {
    const count = Math.min(stretchRows, end - row)
    let bad = runner.run(row, Math.min(count, whole - row))
    if (row + count > whole) {
      bad += new Runner(operators, byCopies, data, false).run(whole, end - whole)
      addUp(values, sums, end - (end % leafRows), end)
    }
    for (let leaf = row; leaf < row + count; leaf += leafRows) {
      const length = Math.min(leafRows, row + count - leaf)
      const at = leaf / leafRows
      for (let index = 0; index < values.length; index++) {
        const sum = (sums[index] as Float64Array)[at] as number
        // finite throughout where the sum is
        if (sum - sum !== 0) bad += due[index] ? markFailed(values[index] as Float64Array, leaf, length, failed) : 1
      }
    }
    if (bad > 0) {
      for (let at = row; at < row + count; at++) refused += failed[at] as number
      for (let index = 0; index < values.length; index++) blank(values[index] as Float64Array, row, count, failed)
      for (let leaf = row; leaf < row + count; leaf += leafRows) {
        const length = Math.min(leafRows, row + count - leaf)
        for (let index = 0; index < values.length; index++)
          (sums[index] as Float64Array)[leaf / leafRows] = leafSumOf(values[index] as Float64Array, leaf, length)
      }
      if (stop && refused > 0) break
    }
  }
  return refused
}

/** Sums of the rows from the first of a leaf on. */
const addUp = (values: readonly Float64Array[], sums: readonly Float64Array[], from: number, end: number): void => {
  for (const [index, column] of values.entries())
    (sums[index] as Float64Array)[from / leafRows] = leafSum(column, from, end - from)
}

/** Marks rows without a finite value. */
const markFailed = (values: Float64Array, from: number, count: number, failed: Uint8Array): number => {
  let bad = 0
  for (let row = from; row < from + count; row++) {
    if (Number.isFinite(values[row])) continue
    failed[row] = 1
    bad++
  }
  return bad
}

/** NaN where the row is refused or the value is none. */
const blank = (values: Float64Array, from: number, count: number, failed: Uint8Array): void => {
  for (let row = from; row < from + count; row++) {
    if (failed[row] === 1 || !Number.isFinite(values[row])) values[row] = Number.NaN
  }
}
