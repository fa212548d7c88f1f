/** Where the half of a number's bits stands that has the sign and the exponent: second, save on a few machines. */
export const upper = new Int32Array(Float64Array.of(1).buffer)[0] === 0 ? 1 : 0

/** Positions of labels, one a row. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/** Some rows of a column, or of a value between two passes. */
type Place = Float64Array

/** The bits of numbers, two halves each. */
type Halves = Int32Array

/*
 * The passes over a block, each written out for its operands: four rows a turn, since what a turn costs beside its
 * arithmetic would else be most of it; `n` is a multiple of 4. Operands are views that begin at the block's first row.
 *
 * A value that failed is NaN or infinite, and every pass passes it on: x·0 is NaN for an infinite x, which keeps 1/∞ from
 * becoming a 0 that looks right.
 */

const product1 = (n: number, o: Place, i: Place, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = u * (i[r] as number)
    o[r + 1] = u * (i[r + 1] as number)
    o[r + 2] = u * (i[r + 2] as number)
    o[r + 3] = u * (i[r + 3] as number)
  }
}

const product2 = (n: number, o: Place, i: Place, j: Place, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = u * (i[r] as number) * (j[r] as number)
    o[r + 1] = u * (i[r + 1] as number) * (j[r + 1] as number)
    o[r + 2] = u * (i[r + 2] as number) * (j[r + 2] as number)
    o[r + 3] = u * (i[r + 3] as number) * (j[r + 3] as number)
  }
}

const product3 = (n: number, o: Place, i: Place, j: Place, k: Place, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = u * (i[r] as number) * (j[r] as number) * (k[r] as number)
    o[r + 1] = u * (i[r + 1] as number) * (j[r + 1] as number) * (k[r + 1] as number)
    o[r + 2] = u * (i[r + 2] as number) * (j[r + 2] as number) * (k[r + 2] as number)
    o[r + 3] = u * (i[r + 3] as number) * (j[r + 3] as number) * (k[r + 3] as number)
  }
}

const product4 = (n: number, o: Place, i: Place, j: Place, k: Place, l: Place, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = u * (i[r] as number) * (j[r] as number) * (k[r] as number) * (l[r] as number)
    o[r + 1] = u * (i[r + 1] as number) * (j[r + 1] as number) * (k[r + 1] as number) * (l[r + 1] as number)
    o[r + 2] = u * (i[r + 2] as number) * (j[r + 2] as number) * (k[r + 2] as number) * (l[r + 2] as number)
    o[r + 3] = u * (i[r + 3] as number) * (j[r + 3] as number) * (k[r + 3] as number) * (l[r + 3] as number)
  }
}

const sum1 = (n: number, o: Place, i: Place, c: number, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number)
  }
}

const sum2 = (n: number, o: Place, i: Place, j: Place, c: number, u: number, v: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) + v * (j[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number) + v * (j[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number) + v * (j[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number) + v * (j[r + 3] as number)
  }
}

const sum3 = (n: number, o: Place, i: Place, j: Place, k: Place, c: number, u: number, v: number, w: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) + v * (j[r] as number) + w * (k[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number) + v * (j[r + 1] as number) + w * (k[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number) + v * (j[r + 2] as number) + w * (k[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number) + v * (j[r + 3] as number) + w * (k[r + 3] as number)
  }
}

const sum4 = (
  n: number,
  o: Place,
  i: Place,
  j: Place,
  k: Place,
  l: Place,
  c: number,
  u: number,
  v: number,
  w: number,
  z: number,
): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) + v * (j[r] as number) + w * (k[r] as number) + z * (l[r] as number)
    o[r + 1] =
      c + u * (i[r + 1] as number) + v * (j[r + 1] as number) + w * (k[r + 1] as number) + z * (l[r + 1] as number)
    o[r + 2] =
      c + u * (i[r + 2] as number) + v * (j[r + 2] as number) + w * (k[r + 2] as number) + z * (l[r + 2] as number)
    o[r + 3] =
      c + u * (i[r + 3] as number) + v * (j[r + 3] as number) + w * (k[r + 3] as number) + z * (l[r + 3] as number)
  }
}

const products1 = (n: number, o: Place, i: Place, j: Place, c: number, u: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) * (j[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number) * (j[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number) * (j[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number) * (j[r + 3] as number)
  }
}

const productsAnd1 = (n: number, o: Place, i: Place, j: Place, k: Place, c: number, u: number, v: number): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) * (j[r] as number) + v * (k[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number) * (j[r + 1] as number) + v * (k[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number) * (j[r + 2] as number) + v * (k[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number) * (j[r + 3] as number) + v * (k[r + 3] as number)
  }
}

const products2 = (
  n: number,
  o: Place,
  i: Place,
  j: Place,
  k: Place,
  l: Place,
  c: number,
  u: number,
  v: number,
): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) * (j[r] as number) + v * (k[r] as number) * (l[r] as number)
    o[r + 1] = c + u * (i[r + 1] as number) * (j[r + 1] as number) + v * (k[r + 1] as number) * (l[r + 1] as number)
    o[r + 2] = c + u * (i[r + 2] as number) * (j[r + 2] as number) + v * (k[r + 2] as number) * (l[r + 2] as number)
    o[r + 3] = c + u * (i[r + 3] as number) * (j[r + 3] as number) + v * (k[r + 3] as number) * (l[r + 3] as number)
  }
}

const productsAnd2 = (
  n: number,
  o: Place,
  i: Place,
  j: Place,
  k: Place,
  l: Place,
  m: Place,
  c: number,
  u: number,
  v: number,
  w: number,
): void => {
  for (let r = 0; r < n; r += 4) {
    o[r] = c + u * (i[r] as number) * (j[r] as number) + v * (k[r] as number) * (l[r] as number) + w * (m[r] as number)
    o[r + 1] =
      c +
      u * (i[r + 1] as number) * (j[r + 1] as number) +
      v * (k[r + 1] as number) * (l[r + 1] as number) +
      w * (m[r + 1] as number)
    o[r + 2] =
      c +
      u * (i[r + 2] as number) * (j[r + 2] as number) +
      v * (k[r + 2] as number) * (l[r + 2] as number) +
      w * (m[r + 2] as number)
    o[r + 3] =
      c +
      u * (i[r + 3] as number) * (j[r + 3] as number) +
      v * (k[r + 3] as number) * (l[r + 3] as number) +
      w * (m[r + 3] as number)
  }
}

const divide = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const y = j[r] as number
    o[r] = (i[r] as number) / y + y * 0
  }
}

const power = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = x ** y + x * 0 + y * 0
  }
}

const least = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = (y < x ? y : x) + (x * 0 + y * 0)
  }
}

const most = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = (y > x ? y : x) + (x * 0 + y * 0)
  }
}

const exponential = (n: number, o: Place, i: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    o[r] = Math.exp(x) + x * 0
  }
}

const logarithm = (n: number, o: Place, i: Place): void => {
  for (let r = 0; r < n; r++) {
    o[r] = Math.log(i[r] as number)
  }
}

const absolute = (n: number, o: Place, i: Place): void => {
  for (let r = 0; r < n; r++) {
    o[r] = Math.abs(i[r] as number)
  }
}

/** Conditions are 1, 0, or NaN where what they compare failed. */
const less = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = (x < y ? 1 : 0) + (x * 0 + y * 0)
  }
}

const atMost = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = (x <= y ? 1 : 0) + (x * 0 + y * 0)
  }
}

const equal = (n: number, o: Place, i: Place, j: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    o[r] = (x === y ? 1 : 0) + (x * 0 + y * 0)
  }
}

/** The branch that is not taken may have failed; a condition that failed decides nothing. */
const choose = (n: number, o: Place, i: Place, j: Place, k: Place): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    const y = j[r] as number
    const z = k[r] as number
    o[r] = x === 1 ? y : x === 0 ? z : Number.NaN
  }
}

const is = (n: number, o: Place, i: Place, label: number): void => {
  for (let r = 0; r < n; r++) {
    const x = i[r] as number
    o[r] = (x === label ? 1 : 0) + x * 0
  }
}

/** One case of a look-up; the first sets all other rows to NaN. */
const pick = (n: number, o: Place, i: Place, j: Place, label: number, first: boolean): void => {
  for (let r = 0; r < n; r++) {
    if (i[r] === label) o[r] = j[r] as number
    else if (first) o[r] = Number.NaN
  }
}

/** The number of a label; a code that is none stands as NaN. */
const table = (n: number, o: Place, i: Place, values: ArrayLike<number>): void => {
  const none = values.length
  for (let r = 0; r < n; r++) {
    const code = i[r] as number
    o[r] = code >= 0 && code < none ? (values[code] as number) : Number.NaN
  }
}

/**
 * 1 if a number may be out of bounds, 0 if surely none is: positive numbers stand in the order of the upper halves of
 * their bits, and those from `first` to `first + width`, a power of two, differ from `first` in lower bits only.
 */
const doubtful = (n: number, halves: Halves, from: number, first: number, width: number): number => {
  let differing = 0
  for (let r = 2 * from + upper; r < 2 * (from + n); r += 8) {
    differing |=
      ((halves[r] as number) - first) |
      ((halves[r + 2] as number) - first) |
      ((halves[r + 4] as number) - first) |
      ((halves[r + 6] as number) - first)
  }
  return (differing & -width) === 0 ? 0 : 1
}

/** The sum of some rows from one on in four lanes, as `leafSum` has it. */
const sum = (n: number, i: Place, from: number): number => {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let r = from; r < from + n; r += 4) {
    a += i[r] as number
    b += i[r + 1] as number
    c += i[r + 2] as number
    d += i[r + 3] as number
  }
  return a + b + (c + d)
}

/** One number in every row. */
const fixed = (n: number, o: Place, value: number): void => {
  for (let r = 0; r < n; r++) o[r] = value
}

/** Codes of the caller as positions among the labels; `to` holds NaN for one that is unknown. */
const codes8 = (n: number, o: Place, codes: Uint8Array, from: number, to: ArrayLike<number>): void => {
  for (let r = 0; r < n; r++) {
    const code = codes[from + r] as number
    o[r] = code < to.length ? (to[code] as number) : Number.NaN
  }
}

const codes16 = (n: number, o: Place, codes: Uint16Array, from: number, to: ArrayLike<number>): void => {
  for (let r = 0; r < n; r++) {
    const code = codes[from + r] as number
    o[r] = code < to.length ? (to[code] as number) : Number.NaN
  }
}

const codes32 = (n: number, o: Place, codes: Codes, from: number, to: ArrayLike<number>): void => {
  for (let r = 0; r < n; r++) {
    const code = codes[from + r] as number
    o[r] = code >= 0 && code < to.length ? (to[code] as number) : Number.NaN
  }
}

/** The passes in plain JavaScript. */
export const plainPasses = {
  product1,
  product2,
  product3,
  product4,
  sum1,
  sum2,
  sum3,
  sum4,
  products1,
  productsAnd1,
  products2,
  productsAnd2,
  divide,
  power,
  least,
  most,
  exponential,
  logarithm,
  absolute,
  less,
  atMost,
  equal,
  choose,
  is,
  pick,
  doubtful,
  sum,
  table,
  fixed,
  codes8,
  codes16,
  codes32,
}

type Over<P, F> = F extends (...given: infer G) => infer R
  ? (...given: { [K in keyof G]: G[K] extends Place | Halves ? P : G[K] }) => R
  : never

/** The same passes where places are of another sort. */
export type Passes<P> = { readonly [K in keyof typeof plainPasses]: Over<P, (typeof plainPasses)[K]> }
