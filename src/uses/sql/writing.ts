import { type Dimension, facts, hasDim, type Node, type RecurrenceGroup, unionDims } from '../../core/graph'
import type { Compiling, Point } from './compiling'
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
    readonly compiler: Compiling,
    readonly dims: readonly Dimension[],
    readonly shape: string,
    /** Where it stands among the labels of dimensions that are spread. */
    readonly point: Point = {},
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

  protected isSpread({ name }: Dimension): boolean {
    return Object.hasOwn(this.point, name)
  }

  /** Whether a node is the same at several points, so that it is computed once, as a column. */
  private isShared(node: Node): boolean {
    return this.dims.some((dim) => this.isSpread(dim) && !hasDim(facts(node).dims, dim))
  }

  /** The columns of the dimensions of the shape. */
  protected keys(): string[] {
    return this.dims.filter((dim) => !this.isSpread(dim)).map(({ name }) => this.engine.key(name))
  }

  protected takeColumn(column: Column): string {
    return this.take(this.compiler.textOf(column))
  }

  value(node: Node): string {
    return this.isShared(node) ? this.atom(node) : this.take(this.compiler.textIn(node, this.shape, this.point))
  }

  atom(node: Node): string {
    const text = this.compiler.textIn(node, this.shape, this.point)
    if (text.uses.length === 0) return text.sql
    return this.take(this.placed(text))
  }

  multiply(a: Node, b: Node): string {
    return this.engine.multiply(this.value(a), this.value(b))
  }

  index(dim: Dimension): string {
    return this.isSpread(dim) ? String(this.point[dim.name]) : `s.${this.engine.key(dim.name)}`
  }

  leaf(node: Node): string {
    return this.take(this.compiler.leaves.value(node, this.compiler, this.point))
  }

  recurrence(group: RecurrenceGroup, name: string): string {
    return this.takeColumn(this.compiler.recurrence(group, name))
  }

  keep(sql: string): string {
    if (isPosition(sql)) return sql
    // what `sql` reads was taken before, by whoever wrote it
    return this.take(this.placed({ sql, uses: [...new Set(this.uses)] }))
  }

  byLabel(dim: Dimension, values: readonly (number | undefined)[]): string {
    if (this.isSpread(dim)) {
      const value = values[this.point[dim.name] as number]
      return value === undefined ? this.engine.dialect.noNumber : this.engine.number(value)
    }
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
    const gone = reduction.gone.filter((dim) => hasDim(dims, dim))
    if (gone.some(({ name }) => compiler.domains.spread.has(name))) return this.acrossPoints(reduction, dims, gone)
    const source = compiler.shapeOf(dims)
    const inside = new Writing(compiler, dims, source, compiler.pointOf(dims, this.point))
    const keySql = this.placeIn(reduction, inside, gone)
    const isSpread = key !== undefined && this.isSpread(key.dim)
    const keys = this.dims
      .filter((dim) => !this.isSpread(dim))
      .map((dim): [string, string] => [
        engine.key(dim.name),
        key && dim.name === key.dim.name ? (keySql as string) : inside.index(dim),
      ])
    const place = isSpread ? `${keySql} = ${this.index(key.dim)}` : undefined
    const isHere = place === undefined ? undefined : whetherSame(place)
    if (isHere === false) return how === 'sum' ? engine.number(0) : engine.none(of)
    const where = isHere === true ? undefined : (place ?? reduction.where?.(inside))
    const isTruth = facts(of).type === 'truth'
    const cell = reduction.value ? reduction.value(inside) : inside.atom(of)
    const value = isTruth ? `CASE WHEN ${cell} THEN 1 WHEN NOT ${cell} THEN 0 END` : cell
    const uses = [...new Set(inside.uses)]
    const add = (aggregate: Aggregate, used: readonly Column[], then?: (each: string) => string): string =>
      this.takeColumn(compiler.plan.reduce(this.shape, source, keys, aggregate, used, then && { then }))
    if (how === 'sum') {
      const term = where ? `CASE WHEN ${where} THEN ${value} ELSE ${engine.number(0)} END` : value
      const kept = inside.compiler.asColumn({ sql: term, uses }, source)
      return add({ how: 'total', cell: `s.${kept.name}` }, [...uses, kept])
    }
    const picked = where ? `CASE WHEN ${where} THEN ${value} END` : value
    return add({ how: 'max', cell: picked }, uses, (each) => (isTruth ? `(${each} = 1)` : each))
  }

  /** Where cells go, of which each must go somewhere if they are added. */
  private placeIn({ key, how }: Reduction, inside: Writing, gone: readonly Dimension[]): string | undefined {
    const sql = key?.sql(inside)
    if (!key || !sql || how !== 'sum' || isPosition(sql)) return sql
    const { wording } = this.compiler.leaves
    const text = wording.text({
      code: 'label.unknown',
      message: `This label has no place in ${key.dim.name}`,
      at: { labels: wording.labels(gone, (dim) => inside.index(dim)) },
    })
    inside.require(`${sql} IS NOT NULL`, text)
    return sql
  }

  /** Labels that stand side by side: their cells are added, or one is taken, where they stand. */
  private acrossPoints(reduction: Reduction, dims: readonly Dimension[], gone: readonly Dimension[]): string {
    const { of, how, key } = reduction
    const { compiler, engine } = this
    const points = compiler.pointsOf(gone).map((point) => ({ ...this.point, ...point }))
    const terms = points.flatMap((at) => {
      const inside = new Writing(compiler, dims, this.shape, compiler.pointOf(dims, at))
      const place = this.placeIn(reduction, inside, gone)
      const here = key ? `${place} = ${this.index(key.dim)}` : (reduction.where?.(inside) ?? 'TRUE')
      const isHere = whetherSame(here)
      const cell = isHere === false ? '' : inside.value(of)
      this.uses.push(...inside.uses)
      return isHere === false ? [] : [{ cell, here: isHere ? undefined : here }]
    })
    if (how !== 'sum') {
      const [first] = terms
      if (!first) return engine.none(of)
      if (first.here === undefined) return first.cell
      return `CASE ${terms.map(({ cell, here }) => `WHEN ${here ?? 'TRUE'} THEN ${cell}`).join(' ')} END`
    }
    const zero = engine.number(0)
    if (terms.length === 0) return zero
    return `(${terms.map(({ cell, here }) => (here === undefined ? cell : `CASE WHEN ${here} THEN ${cell} ELSE ${zero} END`)).join(' + ')})`
  }
}

const isPosition = (sql: string): boolean => /^\d+$/.test(sql)

/** What is known of a condition when it is written. */
export const whetherSame = (condition: string): boolean | undefined => {
  if (condition === 'TRUE') return true
  const [, a, b] = /^(\d+) = (\d+)$/.exec(condition) ?? []
  return a === undefined ? undefined : a === b
}
