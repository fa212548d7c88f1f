import { type CategoryNode, type Dimension, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import { axisOf, bind, type Cell, exact, Failure, fill, isGwp, labelsAt, type Tensor } from '../evaluation'
import type { Compiler } from './compile'
import { type Engine, unsupported } from './engine'
import type { Plan, Text } from './plan'
import type { Source } from './sources'
import type { Bound, Fixed } from './to-sql'

/** A reason for which a row is refused, and where that is seen. */
export interface Reason {
  readonly condition: Text
  /** SQL of the text. */
  readonly text: string
}

/** Writes inputs, categories and factors: columns of the caller, values that hold for all rows, factors by label. */
export class LeafWriter {
  readonly reasons: Reason[] = []
  private readonly known = new Map<Node, Text>()

  constructor(
    private readonly engine: Engine,
    private readonly plan: Plan,
    private readonly bound: Bound,
    private readonly sources: ReadonlyMap<string, Source>,
    private readonly shapeOf: (dims: readonly Dimension[]) => string,
  ) {}

  require(shape: string, condition: Text, reason: string): void {
    const text = this.engine.dialect.string(reason)
    const rows = this.shapeOf([])
    if (shape === rows) {
      this.reasons.push({ condition: { ...condition, sql: `NOT coalesce(${condition.sql}, TRUE)` }, text })
      return
    }
    const cell = `CASE WHEN ${condition.sql} THEN 0 ELSE 1 END`
    const column = this.plan.reduce(rows, shape, [], { how: 'max', cell }, condition.uses)
    this.reasons.push({ condition: { sql: `s.${column.name} = 1`, uses: [column] }, text })
  }

  value(node: Node, compiler: Compiler): Text {
    const before = this.known.get(node)
    if (before) return before
    const made = this.make(node, compiler)
    this.known.set(node, made)
    return made
  }

  private make(node: Node, compiler: Compiler): Text {
    if (node.kind === 'factor') return this.factor(node, compiler)
    if (node.kind !== 'input' && node.kind !== 'category') return unsupported(node, 'it is no leaf')
    const shape = this.shapeOf(node.over)
    const source = this.sources.get(node.name)
    if (!source) {
      // what is the same for all rows, else the default
      const { declared, entries } = this.bound.fixed.get(node.name) ?? (this.bound.defaults.get(node.name) as Fixed)
      const tensor = fill(declared, node, entries, this.engine.axes)
      return this.table(shape, tensor.dims, [], declared.labels !== undefined, () => tensor)
    }
    const given = this.given(source, shape)
    const instead = this.fallback(node)
    return instead === undefined ? given : { sql: `coalesce(${given.sql}, ${instead})`, uses: given.uses }
  }

  /** What stands where nothing is given. */
  private fallback(node: InputNode | CategoryNode): string | undefined {
    if (node.kind === 'input' && node.sumsTo) return this.engine.number(0)
    const [entry] = this.bound.defaults.get(node.name)?.entries ?? []
    return entry ? this.literal(entry.value as Cell) : undefined
  }

  private given(source: Source, shape: string): Text {
    const column = source.cell(shape)
    return { sql: `s.${column.name}`, uses: [column] }
  }

  private literal(cell: Cell): string {
    return typeof cell === 'string' ? this.engine.dialect.string(cell) : this.engine.number(Number(String(cell)))
  }

  /**
   * Values by label, and by the labels of categories that come with the rows: text where all are the same, else a table
   * that is joined. Dimensions that make no difference are left out; a category is not, since a row may lack it.
   */
  private table(
    shape: string,
    dims: readonly string[],
    categories: readonly Choice[],
    isText: boolean,
    at: (labels: readonly string[]) => Tensor,
  ): Text {
    const { engine, plan } = this
    const { dialect } = engine
    const none = isText ? dialect.noText : dialect.noNumber
    const combinations = categories.reduce<string[][]>(
      (all, { labels }) => all.flatMap((before) => labels.map((label) => [...before, label])),
      [[]],
    )
    const records = combinations.flatMap((labels) =>
      at(labels).cells.map((cell, position) => {
        const here = labelsAt(position, dims, engine.axes)
        const positions = dims.map((name) => String(axisOf(engine.axes, name).index.get(here[name] as string)))
        const value = cell instanceof Failure ? none : this.literal(cell)
        return { value, keys: [...positions, ...labels.map((label) => dialect.string(label))] }
      }),
    )
    const open = [
      ...dims.map((name): Key => ({ sql: `s.${engine.key(name)}`, uses: [], isNeeded: false })),
      ...categories.map(({ text, isKnown }): Key => ({ ...text, isNeeded: !isKnown })),
    ]
    const kept = open.reduce<number[]>(
      (left, { isNeeded }, index) => {
        const fewer = left.filter((each) => each !== index)
        return isNeeded || differs(records, fewer) ? left : fewer
      },
      open.map((_, index) => index),
    )
    if (records.every(({ value }) => value === none)) return { sql: none, uses: [] }
    if (kept.length === 0) return { sql: (records[0] as { value: string }).value, uses: [] }
    const lines = records
      .filter(({ value }) => value !== none)
      .map(({ value, keys }) => [...kept.map((index) => keys[index] as string), value])
    const distinct = [...new Map(lines.map((line) => [line.join('\n'), line])).values()]
    const keys = kept.map((index): [string, Text] => [`k${index}`, open[index] as Text])
    const column = plan.lookup(shape, keys, distinct)
    return { sql: `s.${column.name}`, uses: [column] }
  }

  private factor(node: FactorNode, compiler: Compiler): Text {
    const { axes } = this.engine
    const dims = facts(node).dims
    const shape = this.shapeOf(dims)
    const by = Object.values(node.by)
    const fixed = isGwp(node) ? undefined : this.bound.fixed.get(node.path)
    const bound = (labels: readonly string[]): Tensor => {
      const of = new Map(by.map((category, index) => [category, labels[index] as string]))
      const categoryOf = (category: Node): Tensor => ({ dims: [], cells: [of.get(category) as string] })
      const { tensor } = bind(node, axes, this.bound.context, this.bound.own, categoryOf, exact)
      return fixed ? fill(fixed.declared, node, fixed.entries, axes, tensor) : tensor
    }
    const categories = by.map((category) => this.choice(category, compiler.textIn(category, shape)))
    const names = dims.map(({ name }) => name)
    const found = this.table(shape, names, categories, node.labels !== undefined, bound)
    const source = isGwp(node) ? undefined : this.sources.get(node.path)
    if (!source) return found
    const given = this.given(source, shape)
    return { sql: `coalesce(${given.sql}, ${found.sql})`, uses: [...given.uses, ...found.uses] }
  }

  /** The labels that a category may have, one where it is the same in all rows. */
  private choice(category: Node, text: Text): Choice {
    const labels = facts(category).labels ?? []
    const known = text.uses.length > 0 ? undefined : labels.find((label) => text.sql === this.literal(label))
    return known === undefined ? { text, labels, isKnown: false } : { text, labels: [known], isKnown: true }
  }
}

interface Choice {
  readonly text: Text
  readonly labels: readonly string[]
  readonly isKnown: boolean
}

type Key = Text & { readonly isNeeded: boolean }

/** Whether the same keys have different values. */
const differs = (
  records: readonly { readonly value: string; readonly keys: readonly string[] }[],
  keys: readonly number[],
): boolean => {
  const seen = new Map<string, string>()
  return records.some(({ value, keys: all }) => {
    const key = keys.map((index) => all[index]).join('\n')
    const before = seen.get(key) ?? value
    seen.set(key, value)
    return before !== value
  })
}
