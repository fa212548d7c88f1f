import type { Problem, ProblemCode } from '../../core/errors'
import type { Comparison } from '../../core/graph'
import { applyRatio, type Decimal, type Ratio } from '../../core/quantity'
import { type Cell, Failure } from './tensor'

/**
 * How cells are computed: as exact decimals here, as operations of a program in program.ts. Operands that failed are
 * passed on before they come here, save in `choose` and `lookup`, which only need the branch that is taken.
 */
export interface Algebra {
  number(value: Decimal): Cell
  scale(of: Cell, by: Ratio): Cell
  add(a: Cell, b: Cell): Cell
  subtract(a: Cell, b: Cell): Cell
  multiply(a: Cell, b: Cell): Cell
  /** `at` tells where the divisor comes from. */
  divide(a: Cell, b: Cell, at: () => Problem['at']): Cell
  power(base: Cell, exponent: Cell): Cell
  exp(of: Cell): Cell
  ln(of: Cell): Cell
  abs(of: Cell): Cell
  min(a: Cell, b: Cell): Cell
  max(a: Cell, b: Cell): Cell
  compare(operator: Comparison, a: Cell, b: Cell): Cell
  is(category: Cell, label: string): Cell
  /** False without asking the other. */
  and(a: Cell, b: Cell): Cell
  not(of: Cell): Cell
  choose(condition: Cell, then: Cell, otherwise: Cell): Cell
  lookup(category: Cell, cases: ReadonlyMap<string, Cell>): Cell
  /** Between the two coordinates around `at`; an error outside of them. */
  interpolate(at: Cell, coordinates: readonly Decimal[], values: readonly Cell[], dim: string): Cell
  /** The value where the condition holds. */
  check(condition: Cell, of: Cell, problem: Problem): Cell
}

export const failure = (code: ProblemCode, message: string, more: Partial<Problem> = {}): Failure =>
  new Failure({ code, message, at: {}, ...more })

export const notFinite = (what: string): Failure => failure('calculation.domain', `${what} is not a finite number`)

/** A finite number, or the reason why it is none. */
const finite = (value: Decimal, what: string): Cell => (value.isFinite() ? value : notFinite(what))

const comparisons: Readonly<Record<Comparison, (a: Decimal, b: Decimal) => boolean>> = {
  '<': (a, b) => a.lt(b),
  '<=': (a, b) => a.lte(b),
  '=': (a, b) => a.eq(b),
  '>=': (a, b) => a.gte(b),
  '>': (a, b) => a.gt(b),
}

export const divisionByZero = (at: Problem['at']): Failure =>
  failure('calculation.division', 'Division by 0', {
    at,
    found: '0',
    expected: 'a number other than 0',
    hint: 'A divisor that can be 0 must be given above 0.',
  })

export const zeroToNegative = (): Failure => failure('calculation.division', '0 cannot be raised to a negative power')

export const noLogarithm = (of: Cell): Failure =>
  failure('calculation.domain', 'ln needs a number above 0', { found: String(of) })

export const unknownCase = (category: Cell): Failure => failure('label.unknown', `There is no case for "${category}"`)

type Numbers = (a: Decimal, b: Decimal) => Cell

const onNumbers = (apply: Numbers): ((a: Cell, b: Cell) => Cell) => apply as (a: Cell, b: Cell) => Cell

/** Decimals of 40 digits. */
export const exact: Algebra = {
  number: (value) => value,
  scale: (of, by) => applyRatio(of as Decimal, by),
  add: onNumbers((a, b) => finite(a.plus(b), 'The sum')),
  subtract: onNumbers((a, b) => finite(a.minus(b), 'The difference')),
  multiply: onNumbers((a, b) => finite(a.times(b), 'The product')),
  divide: (a, b, at) =>
    (b as Decimal).isZero() ? divisionByZero(at()) : finite((a as Decimal).dividedBy(b as Decimal), 'The quotient'),
  power: onNumbers((a, b) => (a.isZero() && b.isNegative() ? zeroToNegative() : finite(a.pow(b), 'The power'))),
  exp: (of) => finite((of as Decimal).exp(), 'The exponential'),
  ln: (of) => ((of as Decimal).gt(0) ? (of as Decimal).ln() : noLogarithm(of)),
  abs: (of) => (of as Decimal).abs(),
  min: onNumbers((a, b) => (b.lt(a) ? b : a)),
  max: onNumbers((a, b) => (b.gt(a) ? b : a)),
  compare: (operator, a, b) => comparisons[operator](a as Decimal, b as Decimal),
  is: (category, label) => category === label,
  and: (a, b) => (a === true ? b : a),
  not: (of) => of === false,
  choose: (condition, then, otherwise) => (condition === true ? then : otherwise),
  lookup: (category, cases) => cases.get(category as string) ?? unknownCase(category),
  interpolate: (at, coordinates, values, dim) => {
    const where = at as Decimal
    const upper = coordinates.findIndex((coordinate) => coordinate.gte(where))
    if (upper < 0 || (upper === 0 && !(coordinates[0] as Decimal).eq(where))) return outside(at, coordinates, dim)
    const high = values[upper] as Cell
    if (upper === 0 || high instanceof Failure || (coordinates[upper] as Decimal).eq(where)) return high
    const low = values[upper - 1] as Cell
    if (low instanceof Failure) return low
    const [x0, x1] = [coordinates[upper - 1] as Decimal, coordinates[upper] as Decimal]
    return (low as Decimal).plus(
      (high as Decimal)
        .minus(low as Decimal)
        .times(where.minus(x0))
        .dividedBy(x1.minus(x0)),
    )
  },
  check: (condition, of, problem) => (condition === true ? of : new Failure(problem)),
}

export const outside = (at: Cell, coordinates: readonly Decimal[], dim: string): Failure =>
  failure(
    'calculation.domain',
    `${at} lies outside of ${dim} ${coordinates[0] ?? ''} to ${coordinates[coordinates.length - 1] ?? ''}`,
  )
