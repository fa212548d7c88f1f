import type { Dimension, Node } from '../../core/graph'
import { isUnitRatio, type Ratio } from '../../core/quantity'
import type { Declared } from '../evaluation'
import { placeOf, type SqlColumn, type TableName } from './column'
import { type Engine, largest } from './engine'
import type { Reason } from './leaves'
import type { Column, Plan, Text } from './plan'

/** An input that comes with the rows. */
export interface Source {
  readonly name: string
  readonly node: Node
  readonly declared: Declared
  readonly from: SqlColumn
  readonly over: readonly Dimension[]
  readonly ratio: Ratio
  /** Its value in a shape that has its dimensions. */
  readonly cell: (shape: string) => Column
}

/** The table that has one record a row, or several (`repeated`) in which what is said of the row stands each time. */
export interface RowTable {
  readonly table: TableName
  /** The column that names a row. */
  readonly id: string
  readonly repeated?: boolean
}

const rowsPlace = 'rows'

export type Given = Omit<Source, 'cell'>

const reasons: Readonly<Record<number, (source: Given) => string>> = {
  1: ({ name }) => `number.invalid: ${name} is not a number`,
  2: ({ name }) => `input.range: ${name} is out of range`,
  3: ({ name }) => `label.unknown: ${name} is not one of its labels`,
  4: ({ name }) => `input.shape: ${name} has different values in one row`,
  5: ({ name }) => `number.range: ${name} is too large or too small to compute with`,
}

/** Reads the tables of the caller: numbers checked, labels as positions, one record a row and label. */
export class SourceReader {
  readonly sources = new Map<string, Source>()
  readonly reasons: Reason[] = []
  /** The tables that bring labels of a dimension, by its name. */
  readonly bringing = new Map<string, string[]>()

  constructor(
    private readonly engine: Engine,
    private readonly plan: Plan,
    private readonly rows: RowTable,
    private readonly labelTables: (dim: Dimension) => string,
    private readonly shapeOf: (dims: readonly Dimension[]) => string,
  ) {}

  private tableName(name: TableName): string {
    return [name]
      .flat()
      .map((part) => this.engine.dialect.identifier(part as string))
      .join('.')
  }

  private column(name: string): string {
    return `q.${this.engine.dialect.identifier(name)}`
  }

  /** `u`: what was read; `g`: what stood there. */
  private read(given: readonly Given[]): string[] {
    const { dialect } = this.engine
    return given.flatMap(({ declared, from }, index) => {
      const column = this.column(from.column)
      const read = declared.labels ? dialect.toText(column) : dialect.toNumber(column)
      return [`${read} AS u${index}`, `${column} AS g${index}`]
    })
  }

  /** What was read, in the declared unit. */
  private scaled({ declared, ratio }: Given, read: string): string {
    const { engine } = this
    if (declared.labels || isUnitRatio(ratio)) return read
    return engine.divide(engine.multiply(read, engine.decimal(ratio.above)), engine.decimal(ratio.below))
  }

  /** Whether what was read can be taken; not TRUE where it cannot. */
  private fine(given: Given, read: string): string {
    const { engine } = this
    const { declared, ratio } = given
    if (declared.labels)
      return `${read} IN (${declared.labels.map((label) => engine.dialect.string(label)).join(', ')})`
    const [low = null, high = null] = (declared.range ?? []).map((bound) => bound && engine.number(Number(bound)))
    const accepted = engine.isAccepted(read)
    // NaN is greater than all numbers
    if (!accepted && isUnitRatio(ratio))
      return `${read} BETWEEN ${low ?? engine.number(-largest)} AND ${high ?? engine.number(largest)}`
    const scaled = this.scaled(given, read)
    return [
      accepted ? `(${accepted})` : engine.isFinite(read),
      ...(low === null ? [] : [`${scaled} >= ${low}`]),
      ...(high === null ? [] : [`${scaled} <= ${high}`]),
    ].join(' AND ')
  }

  /** Why it cannot, as a number. */
  private code(given: Given, read: string): string {
    const { engine } = this
    if (given.declared.labels) return '3'
    const accepted = engine.isAccepted(read)
    return `CASE WHEN (${engine.isFinite(read)}) IS NOT TRUE THEN 1${accepted ? ` WHEN NOT (${accepted}) THEN 5` : ''} ELSE 2 END`
  }

  /** The value. Where arithmetic may stop the statement there is none where it cannot be taken. */
  private value(given: Given, read: string): string {
    const scaled = this.scaled(given, read)
    if (!this.engine.dialect.stopsOutOfRange || given.declared.labels) return scaled
    return `CASE WHEN ${this.fine(given, read)} THEN ${scaled} END`
  }

  private select(
    table: TableName,
    id: string,
    over: readonly (readonly [Dimension, string])[],
    given: readonly Given[],
  ): string {
    const { dialect } = this.engine
    const labels = over.map(([dim, column], index) => ({
      select: `l${index}.i AS ${this.engine.key(dim.name)}`,
      join: `LEFT JOIN ${this.labelTables(dim)} l${index} ON l${index}.label = ${dialect.toText(this.column(column))}`,
    }))
    const inner = [`${this.column(id)} AS r`, ...labels.map(({ select }) => select), ...this.read(given)]
    const outer = given.flatMap((each, index) => {
      const read = `x.u${index}`
      const bad = `CASE WHEN x.g${index} IS NULL OR ${this.fine(each, read)} THEN 0 ELSE ${this.code(each, read)} END`
      return [`${this.value(each, read)} AS v${index}`, `${bad} AS b${index}`]
    })
    const keys = ['x.r', ...over.map(([dim]) => `x.${this.engine.key(dim.name)}`)]
    const joins = labels.map(({ join }) => ` ${join}`).join('')
    return `SELECT ${[...keys, ...outer].join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${this.tableName(table)} q${joins}) x`
  }

  /** The same with one record a key. */
  private grouped(of: string, keys: readonly string[], given: readonly Given[]): string {
    const values = given.flatMap((_, index) => [
      `max(y.v${index}) AS v${index}`,
      `CASE WHEN max(y.b${index}) > 0 THEN max(y.b${index}) WHEN min(y.v${index}) <> max(y.v${index}) THEN 4 ELSE 0 END AS b${index}`,
    ])
    const by = keys.map((key) => `y.${key}`).join(', ')
    return `SELECT ${[by, ...values, 'count(*) AS n'].join(', ')} FROM (${of}) y GROUP BY ${by}`
  }

  /** One condition for all that may be wrong with a value: most rows are done with it at once. */
  private refuse(given: Given, condition: Text, code: string): void {
    const { dialect } = this.engine
    const codes = given.declared.labels ? [3, 4] : [1, 5, 2, 4]
    const cases = codes.map(
      (each) => `WHEN ${each} THEN ${dialect.string((reasons[each] as (of: Given) => string)(given))}`,
    )
    this.reasons.push({ condition, text: `CASE ${code} ${cases.join(' ')} END` })
  }

  private refuseBy(column: Column, given: Given): void {
    const name = `s.${column.name}`
    this.refuse(given, { sql: `${name} > 0`, uses: [column] }, name)
  }

  private byName(name: string, condition: Text): void {
    this.reasons.push({ condition, text: this.engine.dialect.string(name) })
  }

  /** Makes the shape without dimensions (its key is empty), and a table for each place that inputs are read from. */
  readAll(given: readonly Given[]): void {
    const places = new Map<string, Given[]>()
    for (const each of given) {
      const place = this.isOfRow(each.from) ? rowsPlace : placeOf(each.from)
      places.set(place, [...(places.get(place) ?? []), each])
    }
    const own = places.get(rowsPlace) ?? []
    const isGrouped = this.rows.repeated === true || places.size > (places.has(rowsPlace) ? 1 : 0)
    const columns = isGrouped ? this.groupedRows(own) : this.plainRows(own)
    if (isGrouped && !this.rows.repeated) {
      const count = columns[columns.length - 1] as Column
      this.byName('input.shape: the row stands there twice', { sql: `s.${count.name} > 1`, uses: [count] })
    }
    this.byName('input.missing: the row has no name', { sql: 's.r IS NULL', uses: [] })
    for (const [place, group] of places) if (place !== rowsPlace) this.readTable(group)
  }

  private take(given: Given, value: Column): void {
    this.sources.set(given.name, { ...given, cell: (shape) => this.plan.bring(value, shape) })
  }

  private groupedRows(own: readonly Given[]): readonly Column[] {
    const names = own.flatMap((_, index) => [`v${index}`, `b${index}`])
    const select = this.select(this.rows.table, this.rows.id, [], own)
    const columns = this.plan.rows(this.grouped(select, ['r'], own), [...names, 'n'])
    for (const [index, each] of own.entries()) {
      this.take(each, columns[index * 2] as Column)
      this.refuseBy(columns[index * 2 + 1] as Column, each)
    }
    return columns
  }

  /** One record is one row: what is wrong with it is only looked for where something is. */
  private plainRows(own: readonly Given[]): readonly Column[] {
    const names = own.flatMap((_, index) => [`u${index}`, `g${index}`])
    const read = [`${this.column(this.rows.id)} AS r`, ...this.read(own)]
    const columns = this.plan.rows(`SELECT ${read.join(', ')} FROM ${this.tableName(this.rows.table)} q`, names)
    for (const [index, each] of own.entries()) {
      const [read, there] = columns.slice(index * 2, index * 2 + 2) as [Column, Column]
      const name = `s.${read.name}`
      const value = this.value(each, name)
      this.take(each, value === name ? read : this.plan.place('', { sql: value, uses: [read] }))
      const sql = `s.${there.name} IS NOT NULL AND (${this.fine(each, name)}) IS NOT TRUE`
      this.refuse(each, { sql, uses: [read, there] }, this.code(each, name))
    }
    return columns
  }

  private isOfRow({ table, id, over = {} }: SqlColumn): boolean {
    const same = table === undefined || JSON.stringify([table].flat()) === JSON.stringify([this.rows.table].flat())
    return same && (id === undefined || id === this.rows.id) && Object.keys(over).length === 0
  }

  private readTable(group: readonly Given[]): void {
    const { plan, engine } = this
    const [first] = group as [Given]
    const { table = this.rows.table, id = this.rows.id, over = {} } = first.from
    const dims = first.over.map((dim) => [dim, over[dim.name] as string] as const)
    const keys = dims.map(([dim]) => engine.key(dim.name))
    const text = this.grouped(this.select(table, id, dims, group), ['r', ...keys], group)
    const unknown = keys.map((key) => `t.${key} IS NULL`).join(' OR ') || 'FALSE'
    const { cells, totals } = plan.long({
      sql: text,
      keys,
      values: group.map((_, index) => `v${index}`),
      totals: [
        ['unknown', `max(CASE WHEN ${unknown} THEN 1 ELSE 0 END)`],
        ['n', 'max(t.n)'],
        ...group.flatMap((_, index): [string, string][] => [
          [`c${index}`, `count(t.v${index})`],
          [`b${index}`, `max(t.b${index})`],
        ]),
      ],
    })
    for (const [dim] of dims) this.bringing.set(dim.name, [...(this.bringing.get(dim.name) ?? []), cells])
    const rows = this.shapeOf([])
    const total = (of: string): Column => plan.relation(rows, 1, totals, of)
    const where = [table].flat().join('.')
    if (keys.length > 0) {
      const column = total('unknown')
      this.byName(`label.unknown: a label in ${where} is none that was named`, {
        sql: `s.${column.name} = 1`,
        uses: [column],
      })
    }
    if (this.isWhole(first)) {
      const column = total('n')
      this.byName(`input.shape: a value in ${where} is given twice`, { sql: `s.${column.name} > 1`, uses: [column] })
    }
    for (const [index, each] of group.entries()) {
      const shape = this.shapeOf(each.over)
      let made: Column | undefined
      const cell = (): Column => {
        made ??= plan.relation(shape, 1, cells, `v${index}`)
        return made
      }
      this.sources.set(each.name, { ...each, cell: (wanted) => plan.bring(cell(), wanted) })
      this.refuseBy(total(`b${index}`), each)
      this.counts.set(each.name, total(`c${index}`))
    }
  }

  /** How many values there are of an input, by its name. */
  readonly counts = new Map<string, Column>()

  /** The keys of whole records, so that a second record says something twice. */
  private widest = new Map<string, number>()

  measure(given: readonly Given[]): void {
    for (const { from, over } of given) {
      const key = JSON.stringify([from.table ?? this.rows.table].flat())
      this.widest.set(key, Math.max(this.widest.get(key) ?? 0, over.length))
    }
  }

  private isWhole({ from, over }: Given): boolean {
    return over.length === this.widest.get(JSON.stringify([from.table ?? this.rows.table].flat()))
  }
}
