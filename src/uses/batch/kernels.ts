/** How many numbers the pool holds: 2 MiB, the second cache of one core. */
export const poolSize = 1 << 18

/** Positions of labels, one a row. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/**
 * The passes over a block. Every operand is a place in one pool, and a row's place is masked: so there is no check of
 * bounds, which costs more than the arithmetic, however many methods use a pass. Four rows a turn; `n` is a multiple of 4.
 *
 * A value that failed is NaN or infinite, and every pass passes it on: x·0 is NaN for an infinite x, which keeps 1/∞ from
 * becoming a 0 that looks right.
 *
 * A closure, made once: only so the pool is a constant to the compiler, also after bundling.
 */
export const makeKernels = () => {
  const pool = new Float64Array(1 << 18)
  const mask = (1 << 18) - 1

  const product1 = (n: number, o: number, i: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] = u * (pool[(i + r) & mask] as number)
      pool[(o + r + 1) & mask] = u * (pool[(i + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] = u * (pool[(i + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] = u * (pool[(i + r + 3) & mask] as number)
    }
  }

  const product2 = (n: number, o: number, i: number, j: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] = u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number)
      pool[(o + r + 1) & mask] = u * (pool[(i + r + 1) & mask] as number) * (pool[(j + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] = u * (pool[(i + r + 2) & mask] as number) * (pool[(j + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] = u * (pool[(i + r + 3) & mask] as number) * (pool[(j + r + 3) & mask] as number)
    }
  }

  const product3 = (n: number, o: number, i: number, j: number, k: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number) * (pool[(k + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        u *
        (pool[(i + r + 1) & mask] as number) *
        (pool[(j + r + 1) & mask] as number) *
        (pool[(k + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        u *
        (pool[(i + r + 2) & mask] as number) *
        (pool[(j + r + 2) & mask] as number) *
        (pool[(k + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        u *
        (pool[(i + r + 3) & mask] as number) *
        (pool[(j + r + 3) & mask] as number) *
        (pool[(k + r + 3) & mask] as number)
    }
  }

  const product4 = (n: number, o: number, i: number, j: number, k: number, l: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        u *
        (pool[(i + r) & mask] as number) *
        (pool[(j + r) & mask] as number) *
        (pool[(k + r) & mask] as number) *
        (pool[(l + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        u *
        (pool[(i + r + 1) & mask] as number) *
        (pool[(j + r + 1) & mask] as number) *
        (pool[(k + r + 1) & mask] as number) *
        (pool[(l + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        u *
        (pool[(i + r + 2) & mask] as number) *
        (pool[(j + r + 2) & mask] as number) *
        (pool[(k + r + 2) & mask] as number) *
        (pool[(l + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        u *
        (pool[(i + r + 3) & mask] as number) *
        (pool[(j + r + 3) & mask] as number) *
        (pool[(k + r + 3) & mask] as number) *
        (pool[(l + r + 3) & mask] as number)
    }
  }

  const sum1 = (n: number, o: number, i: number, c: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] = c + u * (pool[(i + r) & mask] as number)
      pool[(o + r + 1) & mask] = c + u * (pool[(i + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] = c + u * (pool[(i + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] = c + u * (pool[(i + r + 3) & mask] as number)
    }
  }

  const sum2 = (n: number, o: number, i: number, j: number, c: number, u: number, v: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] = c + u * (pool[(i + r) & mask] as number) + v * (pool[(j + r) & mask] as number)
      pool[(o + r + 1) & mask] = c + u * (pool[(i + r + 1) & mask] as number) + v * (pool[(j + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] = c + u * (pool[(i + r + 2) & mask] as number) + v * (pool[(j + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] = c + u * (pool[(i + r + 3) & mask] as number) + v * (pool[(j + r + 3) & mask] as number)
    }
  }

  const sum3 = (
    n: number,
    o: number,
    i: number,
    j: number,
    k: number,
    c: number,
    u: number,
    v: number,
    w: number,
  ): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        c +
        u * (pool[(i + r) & mask] as number) +
        v * (pool[(j + r) & mask] as number) +
        w * (pool[(k + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        c +
        u * (pool[(i + r + 1) & mask] as number) +
        v * (pool[(j + r + 1) & mask] as number) +
        w * (pool[(k + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        c +
        u * (pool[(i + r + 2) & mask] as number) +
        v * (pool[(j + r + 2) & mask] as number) +
        w * (pool[(k + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        c +
        u * (pool[(i + r + 3) & mask] as number) +
        v * (pool[(j + r + 3) & mask] as number) +
        w * (pool[(k + r + 3) & mask] as number)
    }
  }

  const sum4 = (
    n: number,
    o: number,
    i: number,
    j: number,
    k: number,
    l: number,
    c: number,
    u: number,
    v: number,
    w: number,
    z: number,
  ): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        c +
        u * (pool[(i + r) & mask] as number) +
        v * (pool[(j + r) & mask] as number) +
        w * (pool[(k + r) & mask] as number) +
        z * (pool[(l + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        c +
        u * (pool[(i + r + 1) & mask] as number) +
        v * (pool[(j + r + 1) & mask] as number) +
        w * (pool[(k + r + 1) & mask] as number) +
        z * (pool[(l + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        c +
        u * (pool[(i + r + 2) & mask] as number) +
        v * (pool[(j + r + 2) & mask] as number) +
        w * (pool[(k + r + 2) & mask] as number) +
        z * (pool[(l + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        c +
        u * (pool[(i + r + 3) & mask] as number) +
        v * (pool[(j + r + 3) & mask] as number) +
        w * (pool[(k + r + 3) & mask] as number) +
        z * (pool[(l + r + 3) & mask] as number)
    }
  }

  const products1 = (n: number, o: number, i: number, j: number, c: number, u: number): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] = c + u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number)
      pool[(o + r + 1) & mask] = c + u * (pool[(i + r + 1) & mask] as number) * (pool[(j + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] = c + u * (pool[(i + r + 2) & mask] as number) * (pool[(j + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] = c + u * (pool[(i + r + 3) & mask] as number) * (pool[(j + r + 3) & mask] as number)
    }
  }

  const productsAnd1 = (
    n: number,
    o: number,
    i: number,
    j: number,
    k: number,
    c: number,
    u: number,
    v: number,
  ): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        c +
        u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number) +
        v * (pool[(k + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        c +
        u * (pool[(i + r + 1) & mask] as number) * (pool[(j + r + 1) & mask] as number) +
        v * (pool[(k + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        c +
        u * (pool[(i + r + 2) & mask] as number) * (pool[(j + r + 2) & mask] as number) +
        v * (pool[(k + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        c +
        u * (pool[(i + r + 3) & mask] as number) * (pool[(j + r + 3) & mask] as number) +
        v * (pool[(k + r + 3) & mask] as number)
    }
  }

  const products2 = (
    n: number,
    o: number,
    i: number,
    j: number,
    k: number,
    l: number,
    c: number,
    u: number,
    v: number,
  ): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        c +
        u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number) +
        v * (pool[(k + r) & mask] as number) * (pool[(l + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        c +
        u * (pool[(i + r + 1) & mask] as number) * (pool[(j + r + 1) & mask] as number) +
        v * (pool[(k + r + 1) & mask] as number) * (pool[(l + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        c +
        u * (pool[(i + r + 2) & mask] as number) * (pool[(j + r + 2) & mask] as number) +
        v * (pool[(k + r + 2) & mask] as number) * (pool[(l + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        c +
        u * (pool[(i + r + 3) & mask] as number) * (pool[(j + r + 3) & mask] as number) +
        v * (pool[(k + r + 3) & mask] as number) * (pool[(l + r + 3) & mask] as number)
    }
  }

  const productsAnd2 = (
    n: number,
    o: number,
    i: number,
    j: number,
    k: number,
    l: number,
    m: number,
    c: number,
    u: number,
    v: number,
    w: number,
  ): void => {
    for (let r = 0; r < n; r += 4) {
      pool[(o + r) & mask] =
        c +
        u * (pool[(i + r) & mask] as number) * (pool[(j + r) & mask] as number) +
        v * (pool[(k + r) & mask] as number) * (pool[(l + r) & mask] as number) +
        w * (pool[(m + r) & mask] as number)
      pool[(o + r + 1) & mask] =
        c +
        u * (pool[(i + r + 1) & mask] as number) * (pool[(j + r + 1) & mask] as number) +
        v * (pool[(k + r + 1) & mask] as number) * (pool[(l + r + 1) & mask] as number) +
        w * (pool[(m + r + 1) & mask] as number)
      pool[(o + r + 2) & mask] =
        c +
        u * (pool[(i + r + 2) & mask] as number) * (pool[(j + r + 2) & mask] as number) +
        v * (pool[(k + r + 2) & mask] as number) * (pool[(l + r + 2) & mask] as number) +
        w * (pool[(m + r + 2) & mask] as number)
      pool[(o + r + 3) & mask] =
        c +
        u * (pool[(i + r + 3) & mask] as number) * (pool[(j + r + 3) & mask] as number) +
        v * (pool[(k + r + 3) & mask] as number) * (pool[(l + r + 3) & mask] as number) +
        w * (pool[(m + r + 3) & mask] as number)
    }
  }

  const divide = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (pool[(i + r) & mask] as number) / y + y * 0
    }
  }

  const power = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = x ** y + x * 0 + y * 0
    }
  }

  const least = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (y < x ? y : x) + (x * 0 + y * 0)
    }
  }

  const most = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (y > x ? y : x) + (x * 0 + y * 0)
    }
  }

  const exponential = (n: number, o: number, i: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      pool[(o + r) & mask] = Math.exp(x) + x * 0
    }
  }

  const logarithm = (n: number, o: number, i: number): void => {
    for (let r = 0; r < n; r++) {
      pool[(o + r) & mask] = Math.log(pool[(i + r) & mask] as number)
    }
  }

  const absolute = (n: number, o: number, i: number): void => {
    for (let r = 0; r < n; r++) {
      pool[(o + r) & mask] = Math.abs(pool[(i + r) & mask] as number)
    }
  }

  /** Conditions are 1, 0, or NaN where what they compare failed. */
  const less = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (x < y ? 1 : 0) + (x * 0 + y * 0)
    }
  }

  const atMost = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (x <= y ? 1 : 0) + (x * 0 + y * 0)
    }
  }

  const equal = (n: number, o: number, i: number, j: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      pool[(o + r) & mask] = (x === y ? 1 : 0) + (x * 0 + y * 0)
    }
  }

  /** The branch that is not taken may have failed; a condition that failed decides nothing. */
  const choose = (n: number, o: number, i: number, j: number, k: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      const y = pool[(j + r) & mask] as number
      const z = pool[(k + r) & mask] as number
      pool[(o + r) & mask] = x === 1 ? y : x === 0 ? z : Number.NaN
    }
  }

  const is = (n: number, o: number, i: number, label: number): void => {
    for (let r = 0; r < n; r++) {
      const x = pool[(i + r) & mask] as number
      pool[(o + r) & mask] = (x === label ? 1 : 0) + x * 0
    }
  }

  /** One case of a look-up; the first sets all other rows to NaN. */
  const pick = (n: number, o: number, i: number, j: number, label: number, first: boolean): void => {
    for (let r = 0; r < n; r++) {
      if (pool[(i + r) & mask] === label) pool[(o + r) & mask] = pool[(j + r) & mask] as number
      else if (first) pool[(o + r) & mask] = Number.NaN
    }
  }

  /** The number of a label; a code that is none stands as NaN. */
  const table = (n: number, o: number, i: number, values: Float64Array): void => {
    const none = values.length
    for (let r = 0; r < n; r++) {
      const code = pool[(i + r) & mask] as number
      pool[(o + r) & mask] = code >= 0 && code < none ? (values[code] as number) : Number.NaN
    }
  }

  /** How many turns of four have a number that is not between the bounds. */
  const outside = (n: number, i: number, low: number, high: number): number => {
    let turns = 0
    for (let r = 0; r < n; r += 4) {
      const a = pool[(i + r) & mask] as number
      const b = pool[(i + r + 1) & mask] as number
      const c = pool[(i + r + 2) & mask] as number
      const d = pool[(i + r + 3) & mask] as number
      if (a >= low && a <= high && b >= low && b <= high && c >= low && c <= high && d >= low && d <= high) continue
      turns++
    }
    return turns
  }

  /** The sum in four lanes, as `leafSum` has it. */
  const sum = (n: number, i: number): number => {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let r = 0; r < n; r += 4) {
      a += pool[(i + r) & mask] as number
      b += pool[(i + r + 1) & mask] as number
      c += pool[(i + r + 2) & mask] as number
      d += pool[(i + r + 3) & mask] as number
    }
    return a + b + (c + d)
  }

  /** One number in every row. */
  const fixed = (n: number, o: number, value: number): void => {
    for (let r = 0; r < n; r++) pool[(o + r) & mask] = value
  }

  /** Codes of the caller as positions among the labels; `to` holds NaN for one that is unknown. */
  const codes8 = (n: number, o: number, codes: Uint8Array, from: number, to: Float64Array): void => {
    for (let r = 0; r < n; r++) {
      const code = codes[from + r] as number
      pool[(o + r) & mask] = code < to.length ? (to[code] as number) : Number.NaN
    }
  }

  const codes16 = (n: number, o: number, codes: Uint16Array, from: number, to: Float64Array): void => {
    for (let r = 0; r < n; r++) {
      const code = codes[from + r] as number
      pool[(o + r) & mask] = code < to.length ? (to[code] as number) : Number.NaN
    }
  }

  const codes32 = (n: number, o: number, codes: Int32Array, from: number, to: Float64Array): void => {
    for (let r = 0; r < n; r++) {
      const code = codes[from + r] as number
      pool[(o + r) & mask] = code >= 0 && code < to.length ? (to[code] as number) : Number.NaN
    }
  }

  return {
    pool,
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
    outside,
    sum,
    table,
    fixed,
    codes8,
    codes16,
    codes32,
  }
}

export type Kernels = ReturnType<typeof makeKernels>
