/** Special functions of statistics, in doubles; tested against scipy. */

const rootTwoPi = Math.sqrt(2 * Math.PI)

/** Density of the standard normal distribution. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / rootTwoPi

/** What lies above z ≥ 2.5: Laplace's continued fraction, from its end. */
const normalTail = (z: number): number => {
  let fraction = z
  for (let term = 80; term > 0; term--) fraction = z + term / fraction
  return normalDensity(z) / fraction
}

/** Probability that a standard normal variable is at most z. */
export const normalCdf = (z: number): number => {
  if (z === Number.POSITIVE_INFINITY) return 1
  if (z === Number.NEGATIVE_INFINITY) return 0
  if (z <= -2.5) return normalTail(-z)
  if (z >= 2.5) return 1 - normalTail(z)
  // Φ = 1/2 + φ·(z + z³/3 + z⁵/(3·5) + …)
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 + normalDensity(z) * sum
}

/** The normal quantile beyond 0.075 and 0.925; `q` = p − 1/2. Wichura (1988), algorithm AS 241. */
const outerQuantile = (p: number, q: number): number => {
  let r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  let value: number
  if (r <= 5) {
    r -= 1.6
    const above =
      ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
      1.4234371107496835
    const below =
      ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
      1
    value = above / below
  } else {
    r -= 5
    const above =
      ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
      6.657904643501103
    const below =
      ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
      1
    value = above / below
  }
  return q < 0 ? -value : value
}

/** The same between them. */
const innerQuantile = (q: number): number => {
  const r = 0.180625 - q * q
  const above =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665
  const below =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1
  return (q * above) / below
}

/** Inverse of the standard normal distribution: AS 241, to about 1e-16; ∓∞ at 0 and 1. */
export const normalQuantile = (p: number): number => {
  const q = p - 0.5
  if (q >= -0.425 && q <= 0.425) return innerQuantile(q)
  if (p <= 0) return Number.NEGATIVE_INFINITY
  return p >= 1 ? Number.POSITIVE_INFINITY : outerQuantile(p, q)
}

const noEnds = { at: new Uint32Array(0), p: new Float64Array(0) }
let ends = noEnds

/**
 * Standard normal values at the given probabilities; `values` may be the same array. All are computed as if they lay in
 * the middle, then the ends once more: a branch for each, which no processor can foresee, takes longer.
 */
export const fillNormal = (uniforms: Float64Array, values: Float64Array, count: number): void => {
  if (ends.at.length < count) ends = { at: new Uint32Array(count), p: new Float64Array(count) }
  const { at: places, p: probabilities } = ends
  let found = 0
  for (let at = 0; at < count; at++) {
    const p = uniforms[at] as number
    const q = p - 0.5
    places[found] = at
    probabilities[found] = p
    found += Number(q * q > 0.180625)
    values[at] = innerQuantile(q)
  }
  for (let end = 0; end < found; end++) values[places[end] as number] = normalQuantile(probabilities[end] as number)
}

/** Natural logarithm of Γ(x) for x > 0: Stirling's series, after going up to 15. */
export const lnGamma = (x: number): number => {
  let product = 1
  let at = x
  while (at < 15) {
    product *= at
    at += 1
  }
  const square = 1 / (at * at)
  const series =
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360360))))) /
    at
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}

const tiny = 1e-300

/** Continued fraction of the incomplete beta function, by Lentz' method. */
const betaFraction = (x: number, a: number, b: number): number => {
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let fraction = d
  const step = (coefficient: number): void => {
    d = 1 + coefficient * d
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = 1 + coefficient / c
    if (Math.abs(c) < tiny) c = tiny
    fraction *= d * c
  }
  for (let m = 1; m < 10000; m++) {
    const before = fraction
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)))
    step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)))
    if (Math.abs(fraction - before) <= 1e-16 * Math.abs(fraction)) break
  }
  return fraction
}

/** Regularised incomplete beta function: the distribution of a beta variable. */
export const betaCdf = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a
  return 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** Regularised lower incomplete gamma function: the distribution of a gamma variable of scale 1. */
export const gammaCdf = (x: number, a: number): number => {
  if (x <= 0) return 0
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = a + 1; term > 1e-17 * sum; n++) {
      term *= x / n
      sum += term
    }
    return front * sum
  }
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 10000; i++) {
    const an = -i * (i - a)
    b += 2
    d = an * d + b
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = b + an / c
    if (Math.abs(c) < tiny) c = tiny
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return 1 - front * fraction
}

/**
 * Where a rising function reaches `target`, between two values that enclose it: Newton's steps, halving where they leave
 * the interval.
 */
export const invert = (
  rises: (x: number) => number,
  slope: (x: number) => number,
  target: number,
  [from, to]: readonly [number, number],
  start: number,
): number => {
  let [low, high] = [from, to]
  let x = start > low && start < high ? start : (low + high) / 2
  for (let round = 0; round < 200; round++) {
    const off = rises(x) - target
    if (off === 0) return x
    if (off > 0) high = x
    else low = x
    const next = x - off / slope(x)
    const moved = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(moved - x) <= 2e-16 * Math.abs(x) || moved === low || moved === high) return moved
    x = moved
  }
  return x
}
