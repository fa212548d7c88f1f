import { fail } from '../errors'
import { type Decimal, parseDecimal } from './decimal'
import { applyRatio } from './ratio'
import { canonicalUnit, conversionFactor, divideUnits, mismatch, multiplyUnits, parseUnit, type Unit } from './unit'

const unitOf = (unit: string | Unit): Unit => (typeof unit === 'string' ? parseUnit(unit) : unit)

/** The word between the two units: a sum is added *to*, a difference taken *from*. */
const joins: Readonly<Record<string, string>> = {
  'cannot add': 'to',
  'cannot subtract': 'from',
  'cannot convert': 'to',
}

/** Throws, with both units in the text, unless they differ in scale only: `a` is what is there, `b` what is to fit. */
export const requireFit = (action: string, a: Unit, b: Unit): void => {
  const why = mismatch(a, b)
  if (!why) return
  const between = joins[action] ?? 'and'
  const hint =
    why === 'substances differ' || why === 'the basis differs'
      ? 'Convert explicitly first: a mass ratio such as 44/28, a GWP, a density, a moisture or NCV/GCV ratio.'
      : undefined
  fail(
    why === 'they measure different things' ? 'unit.differs' : 'unit.substance',
    `${action} "${b.text}" ${between} "${a.text}": ${why}`,
    {
      found: `"${b.text}"`,
      expected: `"${a.text}"`,
      ...(hint ? { hint } : {}),
    },
  )
}

/**
 * A decimal-exact value with its unit. Immutable.
 *
 * @example
 * quantity('1200 t waste (wet)').times(quantity('4 g CH4/kg waste (wet)')).in('kg CH4').value // '4800'
 */
export class Quantity {
  /** @internal */
  constructor(
    /** @internal */ readonly amount: Decimal,
    /** @internal */ readonly measuredIn: Unit,
  ) {
    Object.freeze(this)
  }

  /** The value as decimal text, in full precision. */
  get value(): string {
    return this.amount.toString()
  }

  /** The unit, with substance and basis. */
  get unit(): string {
    return this.measuredIn.text
  }

  /** The nearest JavaScript number. Throws `number.range` where there is none. */
  toNumber(): number {
    const number = this.amount.toNumber()
    if (Number.isFinite(number)) return number
    return fail('number.range', 'This value is too large for a JavaScript number', { found: this.value })
  }

  /** The same quantity in another unit of the same substance and basis. Throws `unit.differs` or `unit.substance`. */
  in(unit: string | Unit): Quantity {
    const target = unitOf(unit)
    requireFit('cannot convert', target, this.measuredIn)
    return new Quantity(applyRatio(this.amount, conversionFactor(this.measuredIn, target)), target)
  }

  /** The sum, in the unit of the first. Throws where unit, substance or basis differ. */
  plus(other: Quantity): Quantity {
    requireFit('cannot add', this.measuredIn, other.measuredIn)
    return new Quantity(this.amount.plus(other.in(this.measuredIn).amount), this.measuredIn)
  }

  /** The difference, in the unit of the first. Throws where unit, substance or basis differ. */
  minus(other: Quantity): Quantity {
    requireFit('cannot subtract', this.measuredIn, other.measuredIn)
    return new Quantity(this.amount.minus(other.in(this.measuredIn).amount), this.measuredIn)
  }

  /** The product, in canonical units (t, TJ, m3, km …); what stands above and below the line cancels. */
  times(other: Quantity | string | number): Quantity {
    if (!(other instanceof Quantity)) return new Quantity(this.amount.times(parseDecimal(other)), this.measuredIn)
    return inCanonical(this.amount.times(other.amount), multiplyUnits(this.measuredIn, other.measuredIn))
  }

  /** The quotient, in canonical units. Throws `calculation.division` where the divisor is 0. */
  dividedBy(other: Quantity | string | number): Quantity {
    const divisor = other instanceof Quantity ? other : new Quantity(parseDecimal(other), parseUnit('1'))
    if (divisor.amount.isZero()) fail('calculation.division', `cannot divide "${this.toString()}" by 0`)
    if (!(other instanceof Quantity)) return new Quantity(this.amount.dividedBy(divisor.amount), this.measuredIn)
    return inCanonical(this.amount.dividedBy(divisor.amount), divideUnits(this.measuredIn, divisor.measuredIn))
  }

  /** True where both are the same amount of the same thing. */
  equals(other: Quantity): boolean {
    return !mismatch(this.measuredIn, other.measuredIn) && this.amount.equals(other.in(this.measuredIn).amount)
  }

  toString(): string {
    return this.measuredIn.text === '1' ? this.value : `${this.value} ${this.measuredIn.text}`
  }

  toJSON(): { value: string; unit: string } {
    return { value: this.value, unit: this.unit }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Shows value and unit at the end of a notebook cell. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    return { 'text/plain': this.toString() }
  }
}

const inCanonical = (amount: Decimal, unit: Unit): Quantity => {
  const target = canonicalUnit(unit.parts)
  return new Quantity(applyRatio(amount, conversionFactor(unit, target)), target)
}

const quantityText = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/s
/** What follows a number and cannot begin a unit: `1,200 t`, `1 200 t` and `5-10 t` are no quantities; `5 1/yr` is. */
const moreNumber = /^(?!1(?:$|\/\D))[\d.,_'’/+–-]/

/** Splits `'1200 t waste (wet)'` into number and unit text; a text that is none stays whole, as the number. */
export const splitQuantity = (text: string): { number: string; unit: string } => {
  const found = quantityText.exec(text.trim())
  if (!found || moreNumber.test(found[2] as string)) return { number: text, unit: '' }
  return { number: found[1] as string, unit: found[2] as string }
}

/**
 * Makes a quantity of `'1200 t waste (wet)'`, or of a number and a unit. A fraction such as `44/28` is exact to 40
 * digits.
 *
 * Throws `number.invalid`, `number.range` or `unit.unknown`.
 */
export function quantity(text: string): Quantity
export function quantity(value: string | number, unit: string): Quantity
export function quantity(value: string | number, unit?: string): Quantity {
  if (unit !== undefined) return new Quantity(parseRatio(value), parseUnit(unit))
  const { number, unit: unitText } = splitQuantity(String(value))
  return new Quantity(parseDecimal(number), parseUnit(unitText || '1'))
}

/** Reads `0.5` or a ratio of two decimals such as `44/28`. */
export const parseRatio = (value: string | number): Decimal => {
  const parts = String(value).split('/')
  if (parts.length !== 2) return parseDecimal(value)
  const [above, below] = parts.map(parseDecimal) as [Decimal, Decimal]
  if (below.isZero()) return fail('calculation.division', `cannot divide by 0 in "${value}"`)
  return above.dividedBy(below)
}
