// Fixed-point decimals on BigInt, 80 digits after the point, for the derive scripts of the waste cases.
// Nothing here knows waste; a value is a BigInt n that stands for n / 10^80.

const DIGITS = 80n
export const ONE = 10n ** DIGITS

const roundedQuotient = (a, b) => {
  if (b < 0n) {
    a = -a
    b = -b
  }
  const twice = 2n * a
  return twice >= 0n ? (twice + b) / (2n * b) : -((-twice + b) / (2n * b))
}

/** '12.5', '-3', 7 (integer) -> fixed point, exactly. */
export function dec(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text))
  if (!match) throw new Error(`not a decimal: ${text}`)
  const [, sign, whole, fraction = ''] = match
  if (BigInt(fraction.length) > DIGITS) throw new Error(`too many digits: ${text}`)
  const n = BigInt(whole + fraction) * 10n ** (DIGITS - BigInt(fraction.length))
  return sign ? -n : n
}

export const add = (...xs) => xs.reduce((a, b) => a + b, 0n)
export const sub = (a, b) => a - b
export const mul = (...xs) => xs.reduce((a, b) => roundedQuotient(a * b, ONE))
export const div = (a, b) => roundedQuotient(a * ONE, b)
export const abs = (a) => (a < 0n ? -a : a)

/** e^x: halve x until it is small, Taylor series with 30 guard digits, square back. */
const known = new Map()
export function exp(x) {
  if (x === 0n) return ONE
  if (known.has(x)) return known.get(x)
  const guard = 10n ** 30n
  const one = ONE * guard
  let y = x * guard
  let halvings = 0n
  while (abs(y) > one / 1024n) {
    y = roundedQuotient(y, 2n)
    halvings += 1n
  }
  let term = one
  let sum = one
  for (let i = 1n; term !== 0n; i += 1n) {
    term = roundedQuotient(term * y, one * i)
    sum += term
  }
  for (let i = 0n; i < halvings; i += 1n) sum = roundedQuotient(sum * sum, one)
  const result = roundedQuotient(sum, guard)
  known.set(x, result)
  return result
}

/** Plain decimal text rounded to `significant` digits; trailing zeros after the point are dropped. */
export function fmt(x, significant = 20) {
  if (x === 0n) return '0'
  const sign = x < 0n ? '-' : ''
  let n = abs(x)
  const drop = n.toString().length - significant
  if (drop > 0) {
    const p = 10n ** BigInt(drop)
    n = roundedQuotient(n, p) * p
  }
  const s = n.toString().padStart(Number(DIGITS) + 1, '0')
  const whole = s.slice(0, -Number(DIGITS))
  const fraction = s.slice(-Number(DIGITS)).replace(/0+$/, '')
  return sign + whole + (fraction ? `.${fraction}` : '')
}

/** a and b agree to 10^-40 of the larger one (or of 1, if both are below 1). */
export function agree(a, b, what) {
  const size = [abs(a), abs(b), ONE].reduce((m, v) => (v > m ? v : m))
  if (abs(a - b) > size / 10n ** 40n) throw new Error(`${what}: ${fmt(a)} against ${fmt(b)}`)
}

/** The last lines of every script: what the case file holds. */
export function report(id, inputs, expected) {
  console.log(`INPUTS ${id} ${JSON.stringify(inputs)}`)
  console.log(`EXPECTED ${id} ${JSON.stringify(expected)}`)
}
