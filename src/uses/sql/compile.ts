import { type Dimension, facts, type Node, operands, type RecurrenceGroup } from '../../core/graph'
import type { Compiling, Leaves, Point, Recur } from './compiling'
import type { Domains } from './domains'
import type { Engine } from './engine'
import { isPlain, write } from './handlers'
import type { Column, Plan, Text } from './plan'
import { Writing } from './writing'

/** How many nodes are computed from each. */
const countUses = (roots: readonly Node[]): Map<Node, number> => {
  const counts = new Map<Node, number>()
  const visit = (node: Node): void => {
    const before = counts.get(node) ?? 0
    counts.set(node, before + 1)
    if (before === 0) for (const operand of operands(node)) visit(operand)
  }
  for (const root of roots) visit(root)
  return counts
}

/** Writes nodes as columns of shapes, each once. */
export class Compiler implements Compiling {
  private readonly texts = new Map<Node, Map<string, Text>>()
  private readonly wholes = new Map<Node, Column>()
  private readonly recurrences = new Map<RecurrenceGroup, ReadonlyMap<string, Column>>()
  private readonly uses: ReadonlyMap<Node, number>

  constructor(
    readonly engine: Engine,
    readonly plan: Plan,
    readonly leaves: Leaves,
    readonly domains: Domains,
    roots: readonly Node[],
    private readonly recur: Recur,
  ) {
    this.uses = countUses(roots)
  }

  readonly shapeOf = (dims: readonly Dimension[]): string => this.domains.shapeOf(dims)

  /** The part of a point that tells cells of these dimensions apart. */
  pointOf(dims: readonly Dimension[], point: Point): Point {
    const own = dims.filter(({ name }) => this.domains.spread.has(name))
    return Object.fromEntries(own.map(({ name }) => [name, point[name] as number]))
  }

  /** All points of some dimensions. */
  pointsOf(dims: readonly Dimension[]): Point[] {
    return dims.reduce<Point[]>(
      (points, { name }) => {
        const labels = this.domains.spread.get(name)
        return labels ? points.flatMap((point) => labels.map((label) => ({ ...point, [name]: label }))) : points
      },
      [{}],
    )
  }

  /** A node in its own shape, at a point of the dimensions that are spread. */
  text(node: Node, at: Point = {}): Text {
    const { dims } = facts(node)
    const point = this.pointOf(dims, at)
    const key = JSON.stringify(point)
    const known = this.texts.get(node) ?? new Map<string, Text>()
    this.texts.set(node, known)
    const before = known.get(key)
    if (before) return before
    const shape = this.shapeOf(dims)
    const writing = new Writing(this, dims, shape, point)
    const sql = write(node, writing)
    let made: Text = { sql, uses: writing.uses }
    const shared = (this.uses.get(node) ?? 0) > 1 && !isPlain(node)
    if ((shared && made.uses.length > 0) || writing.looksAround) made = this.textOf(this.plan.place(shape, made))
    known.set(key, made)
    return made
  }

  textOf(column: Column): Text {
    return { sql: `s.${column.name}`, uses: [column] }
  }

  column(node: Node, point: Point = {}): Column {
    return this.asColumn(this.text(node, point), this.shapeOf(facts(node).dims))
  }

  /** A node in the shape of all its dimensions, those that are spread too. */
  whole(node: Node): Column {
    const before = this.wholes.get(node)
    if (before) return before
    const { dims } = facts(node)
    const shape = this.domains.wholeShapeOf(dims)
    const points = this.pointsOf(dims)
    if (shape === this.shapeOf(dims)) return this.column(node)
    const cells = points.map((point) => this.plan.bring(this.column(node, point), shape))
    const cases = cells.map((cell, at) => {
      const here = Object.entries(points[at] as Point).map(([name, label]) => `s.${this.engine.key(name)} = ${label}`)
      return `WHEN ${here.join(' AND ')} THEN s.${cell.name}`
    })
    const sql = cases.length > 0 ? `CASE ${cases.join(' ')} END` : this.engine.none(node)
    const made = this.plan.place(shape, { sql, uses: cells })
    this.wholes.set(node, made)
    return made
  }

  asColumn(text: Text, shape: string): Column {
    const [only] = text.uses
    return only && text.sql === `s.${only.name}` && only.shape === shape ? only : this.plan.place(shape, text)
  }

  /** A node in a shape that has its dimensions and perhaps more. */
  textIn(node: Node, shape: string, point: Point = {}): Text {
    const own = this.text(node, point)
    if (own.uses.length === 0 || this.shapeOf(facts(node).dims) === shape) return own
    return this.textOf(this.plan.bring(this.column(node, point), shape))
  }

  recurrence(group: RecurrenceGroup, name: string): Column {
    const known = this.recurrences.get(group) ?? this.recur(this, group)
    this.recurrences.set(group, known)
    return known.get(name) as Column
  }
}
