import { type Dimension, facts, type Node, operands, type RecurrenceGroup } from '../../core/graph'
import { Arrays } from './arrays'
import type { Engine } from './engine'
import { fold } from './fold'
import { isPlain, write } from './handlers'
import type { Column, Plan, Text } from './plan'
import type { Tables } from './tables'
import { unroll } from './unroll'
import { Writing } from './writing'

/** Where leaves come from, and where a row is refused. */
export interface Leaves {
  value(node: Node, compiler: Compiler): Text
  require(shape: string, condition: Text, reason: string): void
}

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
export class Compiler {
  private readonly texts = new Map<Node, Text>()
  private readonly columns = new Map<Node, Column>()
  private readonly recurrences = new Map<RecurrenceGroup, ReadonlyMap<string, Column>>()
  private readonly uses: ReadonlyMap<Node, number>

  constructor(
    readonly engine: Engine,
    readonly plan: Plan,
    readonly leaves: Leaves,
    readonly shapeOf: (dims: readonly Dimension[]) => string,
    roots: readonly Node[],
  ) {
    this.uses = countUses(roots)
  }

  /** A node in its own shape. */
  text(node: Node): Text {
    const before = this.texts.get(node)
    if (before) return before
    const shape = this.shapeOf(facts(node).dims)
    const writing = new Writing(this, facts(node).dims, shape)
    const sql = write(node, writing)
    let made: Text = { sql, uses: writing.uses }
    const shared = (this.uses.get(node) ?? 0) > 1 && !isPlain(node)
    if ((shared && made.uses.length > 0) || writing.looksAround) made = this.textOf(this.plan.place(shape, made))
    this.texts.set(node, made)
    return made
  }

  textOf(column: Column): Text {
    return { sql: `s.${column.name}`, uses: [column] }
  }

  column(node: Node): Column {
    const before = this.columns.get(node)
    if (before) return before
    const made = this.asColumn(this.text(node), this.shapeOf(facts(node).dims))
    this.columns.set(node, made)
    return made
  }

  asColumn(text: Text, shape: string): Column {
    const [only] = text.uses
    return only && text.sql === `s.${only.name}` && only.shape === shape ? only : this.plan.place(shape, text)
  }

  /** A node in a shape that has its dimensions and perhaps more. */
  textIn(node: Node, shape: string): Text {
    const own = this.text(node)
    if (own.uses.length === 0 || this.shapeOf(facts(node).dims) === shape) return own
    return this.textOf(this.plan.bring(this.column(node), shape))
  }

  recurrence(group: RecurrenceGroup, name: string): Column {
    const { plan } = this
    const write = () => (plan instanceof Arrays ? fold(this, plan, group) : unroll(this, plan as Tables, group))
    const known = this.recurrences.get(group) ?? write()
    this.recurrences.set(group, known)
    return known.get(name) as Column
  }
}
