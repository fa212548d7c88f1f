import { type Dimension, facts, type Node, type RecurrenceGroup, unionDims } from '../../core/graph'
import type { Compiler } from './compile'
import type { Engine } from './engine'
import type { Reduction, Scope } from './handlers'
import type { Column, Text } from './plan'

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
  ) {
    this.engine = compiler.engine
  }

  protected take({ sql, uses }: Text): string {
    this.uses.push(...uses)
    return sql
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
    return this.takeColumn(this.compiler.asColumn(text, this.shape))
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
    return this.takeColumn(this.compiler.asColumn({ sql, uses: [...new Set(this.uses)] }, this.shape))
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

  along(dim: Dimension): string {
    this.looksAround = true
    const others = this.dims.filter(({ name }) => name !== dim.name).map((each) => this.index(each))
    return `OVER (PARTITION BY ${['s.r', ...others].join(', ')} ORDER BY ${this.index(dim)})`
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
    const zero = engine.number(0)
    const uses = [...new Set(inside.uses)]
    if (how === 'sum') {
      const kept = inside.compiler.asColumn({ sql: value, uses }, source)
      const sql = `CASE WHEN count(s.${kept.name}) = count(*) THEN sum(s.${kept.name}) END`
      const all = [...uses, kept]
      const column = compiler.plan.reduce(
        this.shape,
        source,
        keys,
        { sql, uses: all },
        (each, alias) => `CASE WHEN ${alias}.r IS NULL THEN ${zero} ELSE ${each} END`,
      )
      return this.takeColumn(column)
    }
    const sql = where ? `max(CASE WHEN ${where} THEN ${value} END)` : `max(${value})`
    const column = compiler.plan.reduce(this.shape, source, keys, { sql, uses }, (each) =>
      isTruth ? `(${each} = 1)` : each,
    )
    return this.takeColumn(column)
  }
}
