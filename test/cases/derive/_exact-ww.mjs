// Exact rational arithmetic on BigInt, for the derive scripts of wastewater and stationary combustion.
// Numbers enter as decimal strings and stay fractions until they are printed.

const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b]
  return a < 0n ? -a : a
}
const make = (n, d) => {
  if (d === 0n) throw new Error('division by zero')
  if (d < 0n) [n, d] = [-n, -d]
  const g = gcd(n, d) || 1n
  return { n: n / g, d: d / g }
}

/** A decimal string, an integer or a fraction, as a fraction. */
export const q = (x) => {
  if (typeof x === 'object') return x
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(x).trim())
  if (!m) throw new Error(`not a decimal: ${x}`)
  const frac = m[3] ?? ''
  const n = BigInt(m[2] + frac) * (m[1] ? -1n : 1n)
  return make(n, 10n ** BigInt(frac.length))
}
export const add = (...xs) => xs.map(q).reduce((a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d), q(0))
export const sub = (a, b) => add(a, mul(b, -1))
export const mul = (...xs) => xs.map(q).reduce((a, b) => make(a.n * b.n, a.d * b.d), q(1))
export const div = (a, b) => mul(a, make(q(b).d, q(b).n))
export const equal = (a, b) => sub(a, b).n === 0n

/** Decimal text: all digits if the fraction ends within `digits` significant digits, else rounded half up to them. */
export const show = (x, digits = 30) => {
  const { n, d } = q(x)
  if (n === 0n) return '0'
  const a = n < 0n ? -n : n
  const whole = a / d
  let places = whole > 0n ? digits - String(whole).length : digits
  if (whole === 0n) for (let r = a * 10n; r < d; r *= 10n) places += 1
  if (places < 0) places = 0
  const s = 10n ** BigInt(places)
  const t = String((2n * a * s + d) / (2n * d)).padStart(places + 1, '0')
  const i = t.slice(0, t.length - places)
  const f = t.slice(t.length - places).replace(/0+$/, '')
  return (n < 0n ? '-' : '') + i + (f ? `.${f}` : '')
}
