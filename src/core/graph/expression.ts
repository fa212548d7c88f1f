import { splitQuantity } from '../quantity'
import type { Dimension } from './dimension'
import type { Comparison, GroupBy, Node, RecurrenceGroup, StateNode } from './node'

/** Keeps the names of a value's dimensions in its type; there is nothing behind it at run time. */
declare const over: unique symbol

const frozen = <N extends Node>(node: N): N => Object.freeze(node)

const constantNode = (value: string | number): Node => {
  const { number, unit } = splitQuantity(String(value))
  return frozen({ kind: 'constant', value: number, unit: unit || '1' })
}

/** What an operation takes: an expression, a number, or a quantity as text (`'0 yr'`). */
export type Operand<D extends string = never> = Expression<D> | string | number

export const nodeOf = (operand: Operand<string>): Node =>
  operand instanceof Expression ? operand.node : constantNode(operand)

/**
 * A symbolic quantity over the dimensions `D`. Operations make new expressions; nothing is computed, and units and
 * dimensions are checked when the method that holds the equations is first used.
 */
export class Expression<D extends string = never> {
  declare readonly [over]: () => D
  constructor(readonly node: Node) {}

  plus<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'add', a: this.node, b: nodeOf(other) }))
  }
  minus<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'subtract', a: this.node, b: nodeOf(other) }))
  }
  times<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'multiply', a: this.node, b: nodeOf(other) }))
  }
  dividedBy<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'divide', a: this.node, b: nodeOf(other) }))
  }
  power<E extends string = never>(exponent: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'power', of: this.node, exponent: nodeOf(exponent) }))
  }
  negate(): Expression<D> {
    return new Expression(frozen({ kind: 'multiply', a: constantNode('-1'), b: this.node }))
  }
  abs(): Expression<D> {
    return new Expression(frozen({ kind: 'abs', of: this.node }))
  }
  /** The lesser of both. */
  atMost<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'min', a: this.node, b: nodeOf(other) }))
  }
  /** The greater of both. */
  atLeast<E extends string = never>(other: Operand<E>): Expression<D | E> {
    return new Expression(frozen({ kind: 'max', a: this.node, b: nodeOf(other) }))
  }

  equals<E extends string = never>(other: Operand<E>): Condition<D | E> {
    return this.compare('=', other)
  }
  isLessThan<E extends string = never>(other: Operand<E>): Condition<D | E> {
    return this.compare('<', other)
  }
  isAtMost<E extends string = never>(other: Operand<E>): Condition<D | E> {
    return this.compare('<=', other)
  }
  isGreaterThan<E extends string = never>(other: Operand<E>): Condition<D | E> {
    return this.compare('>', other)
  }
  isAtLeast<E extends string = never>(other: Operand<E>): Condition<D | E> {
    return this.compare('>=', other)
  }
  private compare<E extends string>(operator: Comparison, other: Operand<E>): Condition<D | E> {
    return new Condition(frozen({ kind: 'compare', operator, a: this.node, b: nodeOf(other) }))
  }

  /** The sum over one dimension. Does not compile for a dimension that is not there. */
  sum<K extends D>(dim: Dimension<K>): Expression<Exclude<D, K>> {
    return new Expression(frozen({ kind: 'sum', of: this.node, dim }))
  }
  /** Sums the labels of `dim` that go to the same label of `to`: by a fixed map, a category over `dim`, or the calendar. */
  sumBy<K extends D, T extends string>(
    dim: Dimension<K>,
    to: Dimension<T>,
    by: Readonly<Record<string, string>> | 'calendar' | Category<string, K>,
  ): Expression<Exclude<D, K> | T> {
    const map: GroupBy = by instanceof Category ? by.node : by
    return new Expression(frozen({ kind: 'group', of: this.node, dim, to, by: map }))
  }
  /** Calls a dimension by another name (mode → modeFrom). */
  rename<K extends D, T extends string>(from: Dimension<K>, to: Dimension<T>): Expression<Exclude<D, K> | T> {
    return new Expression(frozen({ kind: 'rename', of: this.node, from, to }))
  }
  /** The value at one label. */
  at<K extends D>(dim: Dimension<K>, label: string): Expression<Exclude<D, K>> {
    return new Expression(frozen({ kind: 'at', of: this.node, dim, label }))
  }
  /** Linear interpolation between the coordinates of an ordered dimension. Outside of them it is an error. */
  interpolate<K extends D, E extends string = never>(dim: Dimension<K>, at: Operand<E>): Expression<Exclude<D, K> | E> {
    return new Expression(frozen({ kind: 'interpolate', of: this.node, dim, at: nodeOf(at) }))
  }
}

/** A symbolic truth. */
export class Condition<D extends string = never> {
  declare readonly [over]: () => D
  constructor(readonly node: Node) {}
  and<E extends string>(other: Condition<E>): Condition<D | E> {
    return new Condition(frozen({ kind: 'and', a: this.node, b: other.node }))
  }
  not(): Condition<D> {
    return new Condition(frozen({ kind: 'not', of: this.node }))
  }
}

/** A symbolic category with a closed set of labels. */
export class Category<L extends string, D extends string = never> {
  declare readonly [over]: () => D
  constructor(
    readonly node: Node,
    readonly labels: readonly L[],
  ) {}
  is(label: L): Condition<D> {
    return new Condition(frozen({ kind: 'is', of: this.node, label }))
  }
  /** The value that goes with the label: one case for each. */
  match<C extends Record<L, Operand<string>>>(cases: C): Expression<D | DimsOf<C[L]>> {
    const given = this.labels.filter((label) => cases[label] !== undefined)
    const nodes = Object.fromEntries(given.map((label) => [label, nodeOf(cases[label])]))
    return new Expression(frozen({ kind: 'lookup', category: this.node, cases: nodes }))
  }
}

/** The dimensions of an operand. */
export type DimsOf<T> = T extends Expression<infer D> ? D : never

/** A number of the equation itself, with its unit: `constant('16/12', 't CH4/t C')`. */
export const constant = (value: string | number, unit = '1', title?: string): Expression =>
  new Expression(frozen({ kind: 'constant', value: String(value), unit, ...(title ? { title } : {}) }))

export const one: Expression = constant('1')

export const exp = <D extends string>(of: Expression<D>): Expression<D> =>
  new Expression(frozen({ kind: 'exp', of: of.node }))

export const ln = <D extends string>(of: Expression<D>): Expression<D> =>
  new Expression(frozen({ kind: 'ln', of: of.node }))

/** The first where the condition holds, else the second. What is not taken is not required. */
export const when = <C extends string, A extends string = never, B extends string = never>(
  condition: Condition<C>,
  then: Operand<A>,
  otherwise: Operand<B>,
): Expression<C | A | B> =>
  new Expression(
    frozen({ kind: 'choose', condition: condition.node, then: nodeOf(then), otherwise: nodeOf(otherwise) }),
  )

/** The value of an ordered dimension as a quantity: the age at each age. */
export const coordinate = <K extends string>(dim: Dimension<K>): Expression<K> =>
  new Expression(frozen({ kind: 'coordinate', dim }))

/** The length of each period in years: 1 for a calendar or fiscal year, 1/12 for a month. */
export const step = <K extends string>(dim: Dimension<K>): Expression<K> =>
  new Expression(frozen({ kind: 'step', dim }))

/** The value `by` labels before; `initial` where there is none. With `keepLast` the last label keeps what leaves it. */
export const shift = <D extends string, K extends D, E extends string = never>(
  dim: Dimension<K>,
  of: Expression<D>,
  by: number,
  options: { initial: Operand<E>; keepLast?: boolean },
): Expression<D> =>
  new Expression(
    frozen({
      kind: 'shift',
      of: of.node,
      dim,
      by,
      initial: nodeOf(options.initial),
      keepLast: options.keepLast ?? false,
    }),
  )

/** The value at the label before. */
export const previous = <D extends string, K extends D, E extends string = never>(
  dim: Dimension<K>,
  of: Expression<D>,
  options: { initial: Operand<E> },
): Expression<D> => shift(dim, of, 1, options)

type Flows = Readonly<Record<string, Expression<string>>>

/**
 * A recurrence along an ordered dimension: each state is its inflow plus what `next` makes of the state at the label
 * before. `initial` stands before the first label. Takes one inflow, or a record of several that may use each other.
 */
export function accumulate<D extends string, K extends D, E extends string = never>(
  dim: Dimension<K>,
  inflow: Expression<D>,
  next: (before: Expression<D>) => Expression<D> | Expression,
  options: { initial: Operand<E> },
): Expression<D>
export function accumulate<F extends Flows>(
  dim: Dimension,
  inflows: F,
  next: (before: F) => { [S in keyof F]: Expression<string> },
  options: { initial: { [S in keyof F]: Operand<string> } },
): F
export function accumulate(
  dim: Dimension,
  inflow: Expression<string> | Flows,
  next: (before: never) => unknown,
  options: { initial: unknown },
): unknown {
  const single = inflow instanceof Expression
  const flows = single ? { '': inflow } : inflow
  const states = Object.fromEntries(
    Object.entries(flows).map(([name, flow]) => {
      const state: StateNode = frozen({ kind: 'state', dim, like: flow.node, name })
      return [name, new Expression<string>(state)]
    }),
  )
  const step = (single ? { '': next(states[''] as never) } : next(states as never)) as Record<
    string,
    Expression<string>
  >
  const initial = (single ? { '': options.initial } : options.initial) as Record<string, Operand<string>>
  const group: RecurrenceGroup = Object.freeze({
    dim,
    states: Object.entries(flows).map(([name, flow]) => ({
      name,
      inflow: flow.node,
      state: (states[name] as Expression<string>).node as StateNode,
      carried: (step[name] as Expression<string>).node,
      initial: nodeOf(initial[name] as Operand<string>),
    })),
  })
  const results = Object.fromEntries(
    Object.keys(flows).map((name) => [name, new Expression<string>(frozen({ kind: 'recurrence', group, name }))]),
  )
  return single ? results[''] : results
}

/** Names a step of the calculation as the source prints it; `unit` states and shows its unit. */
export const named = <D extends string>(
  title: string,
  equation: string,
  of: Expression<D>,
  options: { symbol?: string; unit?: string } = {},
): Expression<D> => new Expression(frozen({ kind: 'named', of: of.node, title, equation, ...options }))

/** The value, and an error with this text where the condition does not hold. */
export const check = <D extends string, C extends string>(
  of: Expression<D>,
  condition: Condition<C>,
  text: string,
): Expression<D | C> => new Expression(frozen({ kind: 'check', of: of.node, condition: condition.node, text }))
