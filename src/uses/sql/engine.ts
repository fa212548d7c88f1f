import { fail } from '../../core/errors'
import { type Dimension, facts, type Node, type NodeOf } from '../../core/graph'
import type { Decimal } from '../../core/quantity'
import { isWithin } from '../../data/periods'
import { type Axes, type Axis, axisOf } from '../evaluation'
import type { Dialect } from './dialect'

/** Beyond it a DOUBLE is infinite; NaN is greater than all numbers in all three engines. */
export const largest = 1.7976931348623157e308

/** What SQL of a dialect is made of, and what is known of labels when it is written. */
export class Engine {
  constructor(
    readonly dialect: Dialect,
    readonly axes: Axes,
  ) {}

  number(value: number): string {
    return this.dialect.number(value)
  }

  decimal(value: Decimal): string {
    return this.number(Number(value.toString()))
  }

  isFinite(sql: string): string {
    return `abs(${sql}) <= ${this.number(largest)}`
  }

  /** Where arithmetic stops out of range: what can be multiplied five times over without leaving it. */
  isAccepted(sql: string): string | undefined {
    if (!this.dialect.stopsOutOfRange) return undefined
    return `${sql} = ${this.number(0)} OR abs(${sql}) BETWEEN ${this.number(1e-60)} AND ${this.number(1e60)}`
  }

  /** No value, of the type of a node. */
  none(node: Node): string {
    const { type } = facts(node)
    if (type === 'truth') return 'CAST(NULL AS BOOLEAN)'
    return type === 'quantity' ? this.dialect.noNumber : this.dialect.noText
  }

  multiply(a: string, b: string): string {
    return `(${a} * ${b})`
  }

  /** A product that is 0 below 1e-280: what decays from step to step would leave the range of a DOUBLE. */
  vanishing(a: string, b: string): string {
    const [zero, size] = [this.number(0), (of: string) => `ln(abs(NULLIF(${of}, ${this.number(0)})))`]
    return `CASE WHEN ${size(a)} + ${size(b)} < ${this.number(-644)} THEN ${zero} ELSE ${this.multiply(a, b)} END`
  }

  divide(a: string, b: string): string {
    return `(${a} / NULLIF(${b}, ${this.number(0)}))`
  }

  /** Nothing where it would be infinite; 0 where it would be less than the smallest number. */
  exp(of: string): string {
    return `CASE WHEN ${of} < ${this.number(-708)} THEN ${this.number(0)} WHEN ${of} <= ${this.number(709)} THEN exp(${of}) END`
  }

  power(base: string, exponent: string): string {
    const zero = this.number(0)
    const size = `${exponent} * ln(abs(${base}))`
    const within = `CASE WHEN ${size} < ${this.number(-708)} THEN ${zero} WHEN ${size} <= ${this.number(709)} THEN power(${base}, ${exponent}) END`
    const ofZero = `CASE WHEN ${exponent} > ${zero} THEN ${zero} WHEN ${exponent} = ${zero} THEN ${this.number(1)} END`
    const isWhole = `${exponent} = floor(${exponent})`
    return `CASE WHEN ${base} = ${zero} THEN ${ofZero} WHEN ${base} > ${zero} OR ${isWhole} THEN ${within} END`
  }

  axis(dim: Dimension): Axis {
    return axisOf(this.axes, dim.name)
  }

  /** The column of a dimension. */
  key(name: string): string {
    return `d${[...this.axes.keys()].indexOf(name)}`
  }

  /** How many labels the dimension of a column has. */
  sizeOf(key: string): number {
    return [...this.axes.values()][Number(key.slice(1))]?.labels.length ?? 0
  }

  /** A position taken through a map of positions. */
  mapOf(sql: string, map: readonly (number | undefined)[]): string {
    const cases = map.flatMap((to, from) => (to === undefined ? [] : [`WHEN ${from} THEN ${to}`]))
    return cases.length > 0 ? `CASE ${sql} ${cases.join(' ')} END` : 'CAST(NULL AS INTEGER)'
  }

  position(dim: Dimension, label: string): number {
    return this.axis(dim).index.get(label) as number
  }

  /** Where the label in a text column stands in a dimension. */
  positionOf(dim: Dimension, sql: string, labels: readonly string[]): string {
    const known = labels.find((label) => this.dialect.string(label) === sql)
    if (known !== undefined) return String(this.position(dim, known))
    const cases = labels.map((label) => `WHEN ${this.dialect.string(label)} THEN ${this.position(dim, label)}`)
    return `CASE ${sql} ${cases.join(' ')} END`
  }

  coordinates(dim: Dimension): readonly number[] {
    return (this.axis(dim).coordinates ?? []).map((each) => Number(each.toString()))
  }

  /** Years in each period. */
  steps(dim: Dimension): readonly (number | undefined)[] {
    return (this.axis(dim).periods ?? []).map(({ months }) => (months === undefined ? undefined : months / 12))
  }

  /** Where each label of a group goes that a fixed map or the calendar sends. */
  mapped(node: NodeOf<'group'>): readonly (number | undefined)[] {
    const [from, to] = [this.axis(node.dim), this.axis(node.to)]
    if (node.by !== 'calendar') {
      const map = node.by as Readonly<Record<string, string>>
      return from.labels.map((label) => (Object.hasOwn(map, label) ? to.index.get(map[label] as string) : undefined))
    }
    return from.labels.map((_, index) => {
      const period = from.periods?.[index]
      const found = to.periods?.findIndex((each) => period && isWithin(period, each)) ?? -1
      return found < 0 ? undefined : found
    })
  }

  renamed({ from, to }: NodeOf<'rename'>): readonly (number | undefined)[] {
    return this.axis(from).labels.map((label) => this.axis(to).index.get(label))
  }
}

/** What a use of a kind of node cannot be written for. */
export const unsupported = (node: Node, why: string): never =>
  fail('graph.invalid', `a ${node.kind} cannot be written as SQL here: ${why}`)
