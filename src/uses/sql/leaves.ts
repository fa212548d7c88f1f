import { type CategoryNode, type Dimension, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import type { FactorTable } from '../../data/factors'
import {
  axisOf,
  bind,
  type Cell,
  type Context,
  exact,
  Failure,
  fill,
  isGwp,
  labelsAt,
  missing,
  type Tensor,
} from '../evaluation'
import type { Compiling, Point } from './compiling'
import type { Fixed } from './domains'
import { type Engine, unsupported } from './engine'
import type { Plan, Reason, Text } from './plan'
import type { Source } from './sources'
import type { Wording } from './wording'

/** What is the same for all rows. */
export interface Bound {
  readonly context: Context
  readonly own: readonly FactorTable[]
  readonly fixed: ReadonlyMap<string, Fixed>
  readonly defaults: ReadonlyMap<string, Fixed>
}

/** Writes inputs, categories and factors: columns of the caller, values that hold for all rows, factors by label. */
export class LeafWriter {
  readonly reasons: Reason[] = []
  private readonly required = new Set<string>()
  private readonly known = new Map<Node, Map<string, Text>>()

  constructor(
    private readonly engine: Engine,
    private readonly plan: Plan,
    readonly wording: Wording,
    private readonly bound: Bound,
    private readonly sources: ReadonlyMap<string, Source>,
    private readonly shapeOf: (dims: readonly Dimension[]) => string,
    /** What is computed whichever branches are taken. */
    private readonly always: ReadonlySet<Node>,
  ) {}

  require(shape: string, condition: Text, reason: string): void {
    const rows = this.shapeOf([])
    const key = JSON.stringify([shape, condition.sql, reason])
    if (this.required.has(key)) return
    this.required.add(key)
    if (shape === rows) {
      this.reasons.push({ condition: { ...condition, sql: `NOT coalesce(${condition.sql}, TRUE)` }, text: reason })
      return
    }
    const cell = `CASE WHEN ${condition.sql} THEN ${this.engine.dialect.noText} ELSE ${reason} END`
    const column = this.plan.reduce(rows, shape, [], { how: 'max', cell }, condition.uses)
    const text = `s.${column.name}`
    this.reasons.push({ condition: { sql: `${text} IS NOT NULL`, uses: [column] }, text })
  }

  value(node: Node, compiler: Compiling, at: Point): Text {
    const point = compiler.pointOf(facts(node).dims, at)
    const known = this.known.get(node) ?? new Map<string, Text>()
    this.known.set(node, known)
    const key = JSON.stringify(point)
    const made = known.get(key) ?? this.make(node, compiler, point)
    known.set(key, made)
    return made
  }

  private make(node: Node, compiler: Compiling, point: Point): Text {
    if (node.kind === 'factor') return this.factor(node, compiler, point)
    if (node.kind !== 'input' && node.kind !== 'category') return unsupported(node, 'it is no leaf')
    const shape = this.shapeOf(node.over)
    const source = this.sources.get(node.name)
    if (!source) {
      // what is the same for all rows, else the default
      const { declared, entries } = this.bound.fixed.get(node.name) ?? (this.bound.defaults.get(node.name) as Fixed)
      const tensor = fill(declared, node, entries, this.engine.axes)
      return this.table(shape, tensor.dims, point, [], declared.labels !== undefined, () => tensor)
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
    point: Point,
    categories: readonly Choice[],
    isText: boolean,
    at: (labels: readonly string[]) => Tensor,
  ): Text {
    const { engine, plan } = this
    const { dialect } = engine
    const none = isText ? dialect.noText : dialect.noNumber
    const rest = dims.filter((name) => !Object.hasOwn(point, name))
    const combinations = combinationsOf(categories)
    const records = combinations.flatMap((labels) =>
      at(labels).cells.flatMap((cell, position) => {
        const here = this.positionsAt(position, dims)
        if (!isAt(here, point)) return []
        const positions = rest.map((name) => String(here[name]))
        const value = cell instanceof Failure ? none : this.literal(cell)
        return [{ value, keys: [...positions, ...labels.map((label) => dialect.string(label))] }]
      }),
    )
    const open = [
      ...rest.map((name): Key => ({ sql: `s.${engine.key(name)}`, uses: [], isNeeded: false })),
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

  /** The position of each label of a cell. */
  private positionsAt(cell: number, dims: readonly string[]): Record<string, number> {
    const { axes } = this.engine
    const labels = labelsAt(cell, dims, axes)
    return Object.fromEntries(
      dims.map((name) => [name, axisOf(axes, name).index.get(labels[name] as string) as number]),
    )
  }

  /** What the tables hold of a factor, by the labels of its categories. */
  private boundTo(node: FactorNode): (labels: readonly string[]) => Tensor {
    const { axes } = this.engine
    const by = Object.values(node.by)
    const fixed = isGwp(node) ? undefined : this.bound.fixed.get(node.path)
    return (labels) => {
      const of = new Map(by.map((category, index) => [category, labels[index] as string]))
      const categoryOf = (category: Node): Tensor => ({ dims: [], cells: [of.get(category) as string] })
      const { tensor } = bind(node, axes, this.bound.context, this.bound.own, categoryOf, exact)
      return fixed ? fill(fixed.declared, node, fixed.entries, axes, tensor) : tensor
    }
  }

  private choicesOf(node: FactorNode, compiler: Compiling, shape: string, point: Point): Choice[] {
    return Object.values(node.by).map((category) => this.choice(category, compiler.textIn(category, shape, point)))
  }

  private factor(node: FactorNode, compiler: Compiling, point: Point): Text {
    const { dims } = facts(node)
    const shape = this.shapeOf(dims)
    const categories = this.choicesOf(node, compiler, shape, point)
    const names = dims.map(({ name }) => name)
    const found = this.table(shape, names, point, categories, node.labels !== undefined, this.boundTo(node))
    const source = isGwp(node) ? undefined : this.sources.get(node.path)
    const made = source ? either(this.given(source, shape), found) : found
    if (this.always.has(node) && !isGwp(node)) {
      const lacks = this.lacksOf(node, compiler, shape, point, made)
      for (const { condition, text } of lacks) this.require(shape, condition, text)
    }
    return made
  }

  /**
   * What must hold for a factor to be found in a shape that has its dimensions, each with what is said where it does not:
   * a category is missing, or no row answers.
   */
  lacksOf(node: FactorNode, compiler: Compiling, shape: string, point: Point, made: Text): Reason[] {
    const { wording, engine } = this
    const { dims } = facts(node)
    const names = dims.map(({ name }) => name)
    const categories = this.choicesOf(node, compiler, shape, point)
    const there = (more: readonly string[] = []): string => [`${made.sql} IS NOT NULL`, ...more].join(' OR ')
    const open = categories.filter(({ isKnown }) => !isKnown)
    const missed = open.map(({ name, text }): Reason => {
      const hint = `Give it, or "${node.path}" itself.`
      const condition = { sql: there([`${text.sql} IS NOT NULL`]), uses: [...made.uses, ...text.uses] }
      return { condition, text: wording.text({ ...missing(name, {}).problem, hint }) }
    })
    const bound = this.boundTo(node)
    const failed = combinationsOf(categories).flatMap((labels) =>
      bound(labels).cells.flatMap((cell, index) => {
        const at = this.positionsAt(index, names)
        return cell instanceof Failure && isAt(at, point) ? [{ at, hint: cell.problem.hint ?? '' }] : []
      }),
    )
    if (failed.length === 0) return missed
    const hint = this.hintAt(failed, point)
    const text = wording.text({
      code: 'factor.missing',
      message: `No factor for ${node.title ?? node.name}`,
      at: {
        input: node.path,
        labels: wording.labels(dims, ({ name }) => String(point[name] ?? `s.${engine.key(name)}`)),
      },
      ...(open.length > 0
        ? { found: open.map(({ name, text }) => `${name} "${wording.of(text.sql)}"`).join(', ') }
        : {}),
      hint: hint ?? `Give "${node.path}" as an input or a row of your own.`,
    })
    const known = open.map(({ text }) => `${text.sql} IS NULL`)
    const condition = { sql: there(known), uses: [...made.uses, ...open.flatMap(({ text }) => text.uses)] }
    return [...missed, { condition, text }]
  }

  /** What to do about the cells without a row, where that follows from the labels alone and these are few. */
  private hintAt(failed: readonly { readonly at: Point; readonly hint: string }[], point: Point): string | undefined {
    const { dialect } = this.engine
    const hints = new Map<string, string>()
    for (const { at, hint } of failed) {
      const here = Object.entries(at)
        .filter(([name]) => !Object.hasOwn(point, name))
        .map(([name, label]) => `s.${this.engine.key(name)} = ${label}`)
      const condition = here.join(' AND ') || 'TRUE'
      if ((hints.get(condition) ?? hint) !== hint) return undefined
      hints.set(condition, hint)
    }
    if (hints.size > mostHints) return undefined
    const cases = [...hints].map(([here, hint]) => `WHEN ${here} THEN ${dialect.string(hint)}`)
    return this.wording.of(`CASE ${cases.join(' ')} END`)
  }

  /** The labels that a category may have, one where it is the same in all rows. */
  private choice(category: Node, text: Text): Choice {
    const labels = facts(category).labels ?? []
    const name = category.kind === 'category' || category.kind === 'factor' ? category.name : 'category'
    const known = text.uses.length > 0 ? undefined : labels.find((label) => text.sql === this.literal(label))
    return known === undefined ? { name, text, labels, isKnown: false } : { name, text, labels: [known], isKnown: true }
  }
}

const either = (a: Text, b: Text): Text => ({ sql: `coalesce(${a.sql}, ${b.sql})`, uses: [...a.uses, ...b.uses] })

/** All labels of some categories with each other. */
const combinationsOf = (categories: readonly Choice[]): string[][] =>
  categories.reduce<string[][]>(
    (all, { labels }) => all.flatMap((before) => labels.map((label) => [...before, label])),
    [[]],
  )

const isAt = (here: Point, point: Point): boolean =>
  Object.entries(point).every(([name, label]) => here[name] === label)

/** So many cells without a factor row have a hint of their own. */
const mostHints = 50

interface Choice {
  readonly name: string
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
