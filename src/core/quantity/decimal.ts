import { Decimal as Base } from 'decimal.js'
import { fail } from '../errors'

/** Our own constructor: 40 significant digits, so that no other user of decimal.js can change them. */
export const Decimal = Base.clone({ defaults: true, precision: 40, toExpNeg: -21, toExpPos: 41 })
export type Decimal = Base

export const zero: Decimal = new Decimal(0)
export const unity: Decimal = new Decimal(1)

/** What is said of text that is no number, wherever it is found. */
export const notANumber = {
  message: 'This is not a number',
  expected: 'decimal text such as 1200.5 or 1.2e3',
  /** Digits with a sign between them that is no decimal point. */
  separated: /\d[.,\s_'’]+\d/,
  point: 'Write a point before decimals and nothing between thousands',
  hint: 'Write the number alone. A value that is missing is not zero.',
} as const

const decimalText = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const least = new Decimal('1e-300')
const most = new Decimal('1e300')

/**
 * Reads a number from outside: finite decimal text of magnitude 0 or 1e-300 to 1e300. A JavaScript number counts as
 * the shortest decimal text that stands for it.
 */
export const parseDecimal = (given: string | number): Decimal => {
  const text = String(given).trim()
  if (!decimalText.test(text)) {
    const { message, expected, separated, point, hint } = notANumber
    return fail('number.invalid', message, {
      found: `"${text}"`,
      expected,
      hint: separated.test(text) ? `${point}, or declare the decimal sign of the file.` : hint,
    })
  }
  const value = new Decimal(text)
  if (!value.isZero() && value.e >= -300 && value.e < 300) return value
  const size = value.abs()
  // an exponent beyond what decimal.js holds leaves 0 behind
  const lost = value.isZero() && /[1-9]/.test(text.split(/e/i)[0] as string)
  if (lost || (!value.isZero() && (size.lt(least) || size.gt(most)))) {
    return fail('number.range', 'This number is out of range', {
      found: text.length > 40 ? `${text.slice(0, 40)}…` : text,
      expected: 'magnitude 0 or 1e-300 to 1e300',
    })
  }
  return value
}
