import type { Dimension, Node } from '../../core/graph'
import { isUnitRatio, type Ratio } from '../../core/quantity'
import type { Declared } from '../evaluation'
import { placeOf, type SqlColumn, type TableName } from './column'
import { type Engine, largest } from './engine'
import type { Column, Plan, Reason, Text } from './plan'
import { labelsText, type Wording } from './wording'

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
    private readonly wording: Wording,
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

  /** The value. Where arithmetic may stop the statement there is none where it cannot be taken. */
  private value(given: Given, read: string): string {
    const scaled = this.scaled(given, read)
    if (!this.engine.dialect.stopsOutOfRange || given.declared.labels) return scaled
    return `CASE WHEN ${this.fine(given, read)} THEN ${scaled} END`
  }

  /** Records with the values (`v`), and what is wrong with one of them (`e`). */
  private select(
    table: TableName,
    id: string,
    over: readonly (readonly [Dimension, string])[],
    given: readonly Given[],
  ): string {
    const { dialect } = this.engine
    const labels = over.map(([dim, column], index) => {
      const text = dialect.toText(this.column(column))
      return {
        dim,
        key: this.engine.key(dim.name),
        text,
        join: ` LEFT JOIN ${this.labelTables(dim)} l${index} ON l${index}.label = ${text}`,
      }
    })
    const inner = [
      `${this.column(id)} AS r`,
      ...labels.flatMap(({ key, text }, index) => [`l${index}.i AS ${key}`, `${text} AS w${index}`]),
      ...this.read(given),
    ]
    const named = Object.fromEntries(labels.map(({ dim }, index) => [dim.name, this.wording.cell(`x.w${index}`)]))
    const wrong = [
      ...labels.map(({ dim, key }, index) => `WHEN x.${key} IS NULL THEN ${this.unknownLabel(dim, `x.w${index}`)}`),
      ...given.map((each, index) => {
        const [read, there] = [`x.u${index}`, `x.g${index}`]
        const why = this.wording.ofCell(each, there, read, named)
        return `WHEN ${there} IS NOT NULL AND (${this.fine(each, read)}) IS NOT TRUE THEN ${why}`
      }),
    ]
    const outer = [
      'x.r',
      ...labels.map(({ key }) => `x.${key}`),
      ...given.map((each, index) => `${this.value(each, `x.u${index}`)} AS v${index}`),
      ...(wrong.length > 0 ? [`CASE ${wrong.join(' ')} END AS e`] : [`${dialect.noText} AS e`]),
    ]
    const joins = labels.map(({ join }) => join).join('')
    return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${this.tableName(table)} q${joins}) x`
  }

  private unknownLabel(dim: Dimension, found: string): string {
    return this.wording.text({
      code: 'label.unknown',
      message: 'This is not one of the labels',
      at: { input: dim.name },
      found: `"${this.wording.cell(found)}"`,
      expected: labelsText(this.engine.axis(dim).labels),
    })
  }

  /** The same with one record a key. Records that say the same again must say the same. */
  private grouped(of: string, keys: readonly string[], given: readonly Given[], isWhole: boolean): string {
    const values = given.map((_, index) => `max(y.v${index}) AS v${index}`)
    const differ = given.map(({ name }, index) => {
      const [low, high] = [`min(y.v${index})`, `max(y.v${index})`]
      const why = this.wording.text({
        code: 'input.shape',
        message: 'Records of one row differ',
        at: { input: name },
        found: `${this.wording.number(low)} and ${this.wording.number(high)}`,
        expected: 'one value',
      })
      return `WHEN ${low} <> ${high} THEN ${why}`
    })
    const wrong = isWhole || differ.length === 0 ? 'max(y.e)' : `coalesce(max(y.e), CASE ${differ.join(' ')} END)`
    const by = keys.map((key) => `y.${key}`).join(', ')
    return `SELECT ${[by, ...values, `${wrong} AS e`, 'count(*) AS n'].join(', ')} FROM (${of}) y GROUP BY ${by}`
  }

  private refuse(condition: Text, text: string): void {
    this.reasons.push({ condition, text })
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
    if (isGrouped) this.groupedRows(own)
    else this.plainRows(own)
    const at = { column: this.rows.id }
    const nameless = { code: 'input.missing', message: 'The row has no name', at } as const
    this.refuse({ sql: 's.r IS NULL', uses: [] }, this.wording.text(nameless))
    for (const [place, group] of places) if (place !== rowsPlace) this.readTable(group)
  }

  private take(given: Given, value: Column): void {
    this.sources.set(given.name, { ...given, cell: (shape) => this.plan.bring(value, shape) })
  }

  private groupedRows(own: readonly Given[]): void {
    const names = [...own.map((_, index) => `v${index}`), 'e', 'n']
    const isWhole = this.rows.repeated !== true
    const select = this.select(this.rows.table, this.rows.id, [], own)
    const columns = this.plan.rows(this.grouped(select, ['r'], own, isWhole), names)
    for (const [index, each] of own.entries()) this.take(each, columns[index] as Column)
    const [wrong, count] = columns.slice(own.length) as [Column, Column]
    if (isWhole) {
      const twice = this.wording.text({
        code: 'input.shape',
        message: 'The row is given twice',
        at: { column: this.rows.id },
        found: `${this.wording.number(`s.${count.name}`)} records`,
        expected: 'one',
      })
      this.refuse({ sql: `s.${count.name} > 1`, uses: [count] }, twice)
    }
    if (own.length > 0) this.refuse({ sql: `s.${wrong.name} IS NOT NULL`, uses: [wrong] }, `s.${wrong.name}`)
  }

  /** One record is one row: what is wrong with it is only looked for where something is. */
  private plainRows(own: readonly Given[]): void {
    const names = own.flatMap((_, index) => [`u${index}`, `g${index}`])
    const read = [`${this.column(this.rows.id)} AS r`, ...this.read(own)]
    const columns = this.plan.rows(`SELECT ${read.join(', ')} FROM ${this.tableName(this.rows.table)} q`, names)
    for (const [index, each] of own.entries()) {
      const [read, there] = columns.slice(index * 2, index * 2 + 2) as [Column, Column]
      const name = `s.${read.name}`
      const value = this.value(each, name)
      this.take(each, value === name ? read : this.plan.place('', { sql: value, uses: [read] }))
      const sql = `s.${there.name} IS NOT NULL AND (${this.fine(each, name)}) IS NOT TRUE`
      this.refuse({ sql, uses: [read, there] }, this.wording.ofCell(each, `s.${there.name}`, name, {}))
    }
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
    const isWhole = this.isWhole(first)
    const text = this.grouped(this.select(table, id, dims, group), ['r', ...keys], group, isWhole)
    const where = dims.map(([dim]) => dim)
    const twice = this.wording.text({
      code: 'input.shape',
      message: 'This value is given twice',
      at: {
        input: group.map(({ name }) => name).join(', '),
        labels: this.wording.labels(where, (dim) => `t.${engine.key(dim.name)}`),
      },
      expected: 'one value',
    })
    const wrong = isWhole ? `coalesce(t.e, CASE WHEN t.n > 1 THEN ${twice} END)` : 't.e'
    const { cells, totals } = plan.long({
      sql: text,
      keys,
      values: group.map((_, index) => `v${index}`),
      totals: [
        ['e', `max(${wrong})`],
        ...group.map((_, index): [string, string] => [`c${index}`, `count(t.v${index})`]),
      ],
    })
    for (const [dim] of dims) this.bringing.set(dim.name, [...(this.bringing.get(dim.name) ?? []), cells])
    const rows = this.shapeOf([])
    const total = (of: string): Column => plan.relation(rows, 1, totals, of)
    const column = total('e')
    this.refuse({ sql: `s.${column.name} IS NOT NULL`, uses: [column] }, `s.${column.name}`)
    for (const [index, each] of group.entries()) {
      const shape = this.shapeOf(each.over)
      let made: Column | undefined
      const cell = (): Column => {
        made ??= plan.relation(shape, 1, cells, `v${index}`)
        return made
      }
      this.sources.set(each.name, { ...each, cell: (wanted) => plan.bring(cell(), wanted) })
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
