import { type Codes, upper } from './kernels'

/** What the values of a column must be: within bounds in the unit of the column, or codes of labels. */
export interface Checked {
  readonly low: number
  readonly high: number
  /** Upper halves of numbers that are surely within the bounds: from the first, a power of two of them. */
  readonly sure?: { readonly first: number; readonly width: number }
  readonly labels?: readonly string[]
}

// as numbers that are read from text: beyond them digits get lost
export const smallest = 1e-300
export const largest = 1e300

const upperHalf = (value: number): number => new Int32Array(Float64Array.of(value).buffer)[upper] as number

/** What columns of a slot must be. */
export const checkedFor = (low: number, high: number, labels?: readonly string[]): Checked => {
  const first = upperHalf(Math.max(low, smallest)) + 1
  const end = upperHalf(Math.min(high, largest))
  const more = labels ? { labels } : {}
  if (end <= first) return { low, high, ...more }
  const width = 2 ** Math.floor(Math.log2(end - first))
  // around 1 where there is a choice
  const around = Math.min(Math.max(upperHalf(1) - width / 2, first), end - width)
  return { low, high, sure: { first: around, width }, ...more }
}

/** What stands in the place of a factor row has no range of its own. */
export const free = checkedFor(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

/** Whether a number can stand in a row. */
export const isAllowed = (value: number, { low, high }: Checked): boolean => {
  if (!(value >= low && value <= high)) return false
  const size = Math.abs(value)
  return size === 0 || (size >= smallest && size <= largest)
}

/** Marks rows whose number is none, out of bounds or too large or small to count with. Gives how many. */
export const checkNumbers = (
  column: Float64Array,
  from: number,
  count: number,
  checked: Checked,
  failed: Uint8Array,
): number => {
  const low = Math.max(checked.low, smallest)
  const high = Math.min(checked.high, largest)
  // most values are positive and within bounds: two comparisons
  let open = 0
  const end = from + count
  let row = from
  for (; row + 4 <= end; row += 4) {
    const a = column[row] as number
    const b = column[row + 1] as number
    const c = column[row + 2] as number
    const d = column[row + 3] as number
    if (a >= low && a <= high && b >= low && b <= high && c >= low && c <= high && d >= low && d <= high) continue
    open++
  }
  for (; row < end; row++) {
    const a = column[row] as number
    if (!(a >= low && a <= high)) open++
  }
  return open === 0 ? 0 : markRefused(column, from, end, checked, failed)
}

/** The same one by one, once a number was seen that may be refused. */
export const markRefused = (
  column: Float64Array,
  from: number,
  end: number,
  checked: Checked,
  failed: Uint8Array,
): number => {
  let bad = 0
  for (let row = from; row < end; row++) {
    if (isAllowed(column[row] as number, checked)) continue
    failed[row] = 1
    bad++
  }
  return bad
}

/** Marks rows whose code is that of no label. */
export const checkCodes = (
  codes: Codes,
  from: number,
  count: number,
  map: Float64Array,
  failed: Uint8Array,
): number => {
  let bad = 0
  for (let row = from; row < from + count; row++) {
    const at = map[codes[row] as number]
    if (at !== undefined && at >= 0) continue
    failed[row] = 1
    bad++
  }
  return bad
}
