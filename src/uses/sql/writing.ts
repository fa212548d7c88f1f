import { type Dimension, facts, type Node, type RecurrenceGroup, unionDims } from '../../core/graph'
import type { Compiler } from './compile'
import type { Engine } from './engine'
import type { Reduction, Scope } from './handlers'
import type { Aggregate, Column, Plan, Text } from './plan'

/** Collects the columns that one piece of SQL reads. */
export class Writing implements Scope {
  readonly uses: Column[] = []
  /** Whether it looks at other cells of the shape, so that it means something else in another shape. */
  looksAround = false
  readonly engine: Engine

  constructor(
    readonly compiler: Compiler,
    readonly dims: readonly Dimension[],
    readonly shape: string,
    readonly plan: Plan = compiler.plan,
  ) {
    this.engine = compiler.engine
  }

  protected take({ sql, uses }: Text): string {
    this.uses.push(...uses)
    return sql
  }

  /** Text as a column of this shape. */
  placed(text: Text): Text {
    const [only] = text.uses
    if (only && text.sql === `s.${only.name}` && only.shape === this.shape) return text
    return this.compiler.textOf(this.plan.place(this.shape, text))
  }

  /** The columns of the dimensions of the shape. */
  protected keys(): string[] {
    return this.dims.map(({ name }) => this.engine.key(name))
  }

  protected takeColumn(column: Column): string {
    return this.take(this.compiler.textOf(column))
  }

  value(node: Node): string {
    return this.take(this.compiler.textIn(node, this.shape))
  }

  atom(node: Node): string {
    const text = this.compiler.textIn(node, this.shape)
    if (text.uses.length === 0) return text.sql
    return this.take(this.placed(text))
  }

  multiply(a: Node, b: Node): string {
    return this.engine.multiply(this.value(a), this.value(b))
  }

  index(dim: Dimension): string {
    return `s.${this.engine.key(dim.name)}`
  }

  leaf(node: Node): string {
    return this.take(this.compiler.leaves.value(node, this.compiler))
  }

  recurrence(group: RecurrenceGroup, name: string): string {
    return this.takeColumn(this.compiler.recurrence(group, name))
  }

  keep(sql: string): string {
    // what `sql` reads was taken before, by whoever wrote it
    return this.take(this.placed({ sql, uses: [...new Set(this.uses)] }))
  }

  byLabel(dim: Dimension, values: readonly (number | undefined)[]): string {
    const [first] = values
    if (values.every((value) => value === first))
      return first === undefined ? this.engine.dialect.noNumber : this.engine.number(first)
    const cases = values.flatMap((value, index) =>
      value === undefined ? [] : [`WHEN ${index} THEN ${this.engine.number(value)}`],
    )
    return `CASE ${this.index(dim)} ${cases.join(' ')} END`
  }

  beside(dim: Dimension, by: number, sql: string): string {
    this.looksAround = true
    return this.plan.beside(this.shape, this.keys(), this.engine.key(dim.name), by, sql)
  }

  require(condition: string, reason: string): void {
    this.compiler.leaves.require(this.shape, { sql: condition, uses: [...new Set(this.uses)] }, reason)
  }

  reduce(reduction: Reduction): string {
    const { of, over = [], key, how } = reduction
    const { engine, compiler } = this
    const dims = unionDims(facts(of).dims, over)
    const source = compiler.shapeOf(dims)
    const inside = new Writing(compiler, dims, source)
    const keySql = key?.sql(inside)
    if (keySql && how === 'sum')
      inside.require(`${keySql} IS NOT NULL`, `label.unknown: a label has no place in ${key?.dim.name}`)
    const keys = this.dims.map((dim): [string, string] => [
      engine.key(dim.name),
      key && dim.name === key.dim.name ? (keySql as string) : inside.index(dim),
    ])
    const where = reduction.where?.(inside)
    const isTruth = facts(of).type === 'truth'
    const cell = reduction.value ? reduction.value(inside) : inside.atom(of)
    const value = isTruth ? `CASE WHEN ${cell} THEN 1 WHEN NOT ${cell} THEN 0 END` : cell
    const uses = [...new Set(inside.uses)]
    const add = (aggregate: Aggregate, used: readonly Column[], then?: (each: string) => string): string =>
      this.takeColumn(compiler.plan.reduce(this.shape, source, keys, aggregate, used, then))
    if (how === 'sum') {
      const kept = inside.compiler.asColumn({ sql: value, uses }, source)
      return add({ how: 'total', cell: `s.${kept.name}` }, [...uses, kept])
    }
    const picked = where ? `CASE WHEN ${where} THEN ${value} END` : value
    return add({ how: 'max', cell: picked }, uses, (each) => (isTruth ? `(${each} = 1)` : each))
  }
}
