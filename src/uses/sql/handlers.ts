import type { RecurrenceGroup } from '../../core/graph'
import { type Dimension, facts, groupNode, type Kind, type Node, type NodeOf, unionDims } from '../../core/graph'
import { conversionFactor, isUnitRatio, one, parseRatio, parseUnit, type Unit } from '../../core/quantity'
import type { Engine } from './engine'

/** How the cells of one shape become one cell of another. */
export interface Reduction {
  readonly of: Node
  /** More dimensions that the cells are needed over. */
  readonly over?: readonly Dimension[]
  /** What each dimension of the result is, in the shape of the cells, where it is not the same there. */
  readonly key?: { readonly dim: Dimension; readonly sql: (scope: Scope) => string }
  /** The dimensions that go. */
  readonly gone: readonly Dimension[]
  readonly how: 'sum' | 'pick'
  /** Only these cells. */
  readonly where?: (scope: Scope) => string
  /** What of a cell is taken: itself where not stated. */
  readonly value?: (scope: Scope) => string
}

/** What a handler may ask: operands as SQL of the shape that is being written, and what depends on labels. */
export interface Scope {
  readonly engine: Engine
  readonly dims: readonly Dimension[]
  value(node: Node): string
  /** The same, as a column or a literal: for what is written more than once, or stands inside a window. */
  atom(node: Node): string
  /** The product of two nodes, in the product of their units. */
  multiply(a: Node, b: Node): string
  /** The position of the label of a dimension: 0, 1, 2 … */
  index(dim: Dimension): string
  leaf(node: NodeOf<'input'> | NodeOf<'factor'> | NodeOf<'category'> | NodeOf<'state'>): string
  recurrence(group: RecurrenceGroup, name: string): string
  reduce(reduction: Reduction): string
  /** A number for each label of a dimension, nothing where there is none. */
  byLabel(dim: Dimension, values: readonly (number | undefined)[]): string
  /** A column or literal as it is `by` labels before, nothing where there is no such label. */
  beside(dim: Dimension, by: number, sql: string): string
  /** SQL as a column of the shape. */
  keep(sql: string): string
  /** Must hold in every cell, else the row is refused. */
  require(condition: string, reason: string): void
}

const unitOf = (node: Node): Unit => facts(node).unit

/** The value of `node` in the unit of another. */
export const valueIn = (scope: Scope, node: Node, unit: Unit, atom = false): string => {
  const known = facts(node)
  const sql = atom ? scope.atom(node) : scope.value(node)
  if (known.type !== 'quantity') return sql
  const factor = conversionFactor(known.unit, unit)
  if (isUnitRatio(factor)) return sql
  const { engine } = scope
  const scaled = engine.multiply(sql, engine.decimal(factor.above))
  const made = factor.below.equals(1) ? scaled : engine.divide(scaled, engine.decimal(factor.below))
  return atom ? scope.keep(made) : made
}

const pure = one

const both = (node: { readonly a: Node; readonly b: Node }, scope: Scope, atom = false): [string, string] => [
  atom ? scope.atom(node.a) : scope.value(node.a),
  valueIn(scope, node.b, unitOf(node.a), atom),
]

type Handlers = { readonly [K in Kind]: (node: NodeOf<K>, scope: Scope) => string }

/** One answer for every kind of node: SQL in the node's shape, NULL where there is no value. */
const handlers: Handlers = {
  input: (node, scope) => scope.leaf(node),
  factor: (node, scope) => scope.leaf(node),
  category: (node, scope) => scope.leaf(node),
  state: (node, scope) => scope.leaf(node),
  constant: (node, { engine }) => engine.decimal(parseRatio(node.value)),
  label: ({ label }, { engine }) => engine.dialect.string(label),
  add: (node, scope) => `(${both(node, scope).join(' + ')})`,
  subtract: (node, scope) => `(${both(node, scope).join(' - ')})`,
  multiply: (node, scope) => scope.multiply(node.a, node.b),
  divide: (node, scope) => scope.engine.divide(scope.value(node.a), scope.value(node.b)),
  power: (node, scope) => {
    const plain = unitOf(node.of).parts.length === 0
    const base = plain ? valueIn(scope, node.of, pure, true) : scope.atom(node.of)
    return scope.engine.power(base, valueIn(scope, node.exponent, pure, true))
  },
  exp: (node, scope) => scope.engine.exp(valueIn(scope, node.of, pure, true)),
  ln: (node, scope) => {
    const of = valueIn(scope, node.of, pure, true)
    return `CASE WHEN ${of} > ${scope.engine.number(0)} THEN ln(${of}) END`
  },
  abs: (node, scope) => `abs(${scope.value(node.of)})`,
  // least and greatest leave out what is missing
  min: (node, scope) => {
    const [a, b] = both(node, scope, true)
    return `CASE WHEN ${b} < ${a} THEN ${b} WHEN ${b} >= ${a} THEN ${a} END`
  },
  max: (node, scope) => {
    const [a, b] = both(node, scope, true)
    return `CASE WHEN ${b} > ${a} THEN ${b} WHEN ${b} <= ${a} THEN ${a} END`
  },
  compare: (node, scope) => `(${both(node, scope).join(` ${node.operator} `)})`,
  is: (node, scope) => `(${scope.value(node.of)} = ${scope.engine.dialect.string(node.label)})`,
  and: (node, scope) => {
    const a = scope.atom(node.a)
    return `CASE WHEN ${a} THEN ${scope.value(node.b)} WHEN NOT ${a} THEN FALSE END`
  },
  not: (node, scope) => `(NOT ${scope.value(node.of)})`,
  choose: (node, scope) => {
    const condition = scope.atom(node.condition)
    const [then, otherwise] = [valueIn(scope, node.then, unitOf(node)), valueIn(scope, node.otherwise, unitOf(node))]
    return `CASE WHEN ${condition} THEN ${then} WHEN NOT ${condition} THEN ${otherwise} END`
  },
  lookup: (node, scope) => {
    const cases = Object.entries(node.cases).map(
      ([label, each]) => `WHEN ${scope.engine.dialect.string(label)} THEN ${valueIn(scope, each, unitOf(node))}`,
    )
    return `CASE ${scope.value(node.category)} ${cases.join(' ')} END`
  },
  sum: (node, scope) => scope.reduce({ of: node.of, gone: [node.dim], how: 'sum' }),
  group: (node, scope) => {
    const by = groupNode(node.by)
    const target = (inside: Scope): string => {
      const place = by
        ? inside.engine.positionOf(node.to, inside.atom(by), facts(by).labels ?? [])
        : inside.byLabel(node.dim, inside.engine.mapped(node))
      return inside.keep(place)
    }
    return scope.reduce({ of: node.of, gone: [node.dim], how: 'sum', key: { dim: node.to, sql: target } })
  },
  rename: (node, scope) =>
    scope.reduce({
      of: node.of,
      gone: [node.from],
      how: 'pick',
      key: { dim: node.to, sql: (inside) => inside.byLabel(node.from, inside.engine.renamed(node)) },
    }),
  at: (node, scope) =>
    scope.reduce({
      of: node.of,
      gone: [node.dim],
      how: 'pick',
      where: (inside) => `${inside.index(node.dim)} = ${inside.engine.position(node.dim, node.label)}`,
    }),
  coordinate: ({ dim }, scope) => scope.byLabel(dim, scope.engine.coordinates(dim)),
  step: ({ dim }, scope) => scope.byLabel(dim, scope.engine.steps(dim)),
  shift: (node, scope) => {
    const of = scope.atom(node.of)
    const initial = valueIn(scope, node.initial, unitOf(node.of))
    if (node.by === 0) return of
    const is = (by: number): string => `${scope.beside(node.dim, by, '1')} = 1`
    // the value before may be missing too: whether there is a label before is asked apart
    const moved = `CASE WHEN ${is(node.by)} THEN ${scope.beside(node.dim, node.by, of)} ELSE ${initial} END`
    if (!node.keepLast) return moved
    const kept = scope.keep(moved)
    const isLast = scope.keep(`CASE WHEN ${is(-1)} THEN 0 WHEN ${is(1)} THEN 1 ELSE 0 END`)
    return `CASE WHEN ${isLast} = 1 THEN ${kept} + ${of} ELSE ${kept} END`
  },
  recurrence: (node, scope) => scope.recurrence(node.group, node.name),
  interpolate: (node, scope) => {
    const { engine, dims } = scope
    const unit = parseUnit(node.dim.unit as string)
    const coordinates = engine.coordinates(node.dim)
    return scope.reduce({
      of: node.of,
      over: unionDims(dims, [node.dim]),
      gone: [node.dim],
      how: 'pick',
      value: (inside) => {
        const where = valueIn(inside, node.at, unit, true)
        const here = inside.atom(node.of)
        const x = inside.keep(inside.byLabel(node.dim, coordinates))
        const nextX = inside.keep(inside.beside(node.dim, -1, x))
        const next = inside.keep(inside.beside(node.dim, -1, here))
        const share = `(${where} - ${x}) / NULLIF(${nextX} - ${x}, ${engine.number(0)})`
        return `CASE WHEN ${where} = ${x} THEN ${here} WHEN ${where} > ${x} AND ${where} < ${nextX} THEN ${here} + (${next} - ${here}) * (${share}) END`
      },
    })
  },
  named: (node, scope) => valueIn(scope, node.of, unitOf(node)),
  check: (node, scope) => `CASE WHEN ${scope.value(node.condition)} THEN ${scope.value(node.of)} END`,
  argument: (node, scope) => scope.value(node.of),
  call: (node, scope) => scope.value(node.of),
}

export const write = (node: Node, scope: Scope): string =>
  (handlers[node.kind] as (node: Node, scope: Scope) => string)(node, scope)

/** Whether a node is nothing but another one, so that it needs no column of its own. */
export const isPlain = (node: Node): boolean =>
  node.kind === 'constant' || node.kind === 'label' || node.kind === 'call' || node.kind === 'argument'
