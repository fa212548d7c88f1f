import { digestOf } from '../../core/canonical'
import type { Engine } from './engine'
import type { Aggregate, Column, From, Join, LabelPart, LongTable, Shape, Statements, Text } from './plan'
import { Plan, prefix, valuesText } from './plan'

/** A column of the one record that a row has: an array of cells, as a rule. */
export interface Step {
  readonly name: string
  readonly sql: string
}

type Reduction = Extract<From, { kind: 'reduction' }>
type Values = Extract<From, { kind: 'values' }>

/** A view holds what it reads as it was understood once, else each reader would look through it all again. */
const setting = 'spark.sql.legacy.storeAnalyzedPlanForView'

/** So many steps make a view: Spark gives up a statement that it has to look through a hundred times. */
const stepsOfView = 5

/**
 * A shape as an array of its cells in the one record of a row, each level a `transform` of the one before: no table is
 * joined or grouped but to read the caller's. A cell has the positions of its labels (`d0`, `d3` …) and where these stand
 * among those that the row has (`o0`, `o3` …), by which its place in an array is known.
 *
 * Spark writes what is read once into its reader, even where that is a function run for each cell, which would then
 * compute it anew: each function therefore reads what it looks things up in a second time (`guarded`).
 */
export class Arrays extends Plan {
  private readonly heads: { readonly name: string; readonly columns: string; readonly sql: string }[] = []
  private rowsHead = ''
  private readonly longs: { readonly cells: string; readonly totals: string; readonly names: readonly string[] }[] = []
  /** What relations are made of, and those that are maps of cells by their place. */
  private readonly relations: Step[] = []
  private readonly maps = new Set<string>()
  /** The labels of each row, and short tables of values. */
  private readonly firsts: Step[] = []
  /** How many labels a dimension has, where all rows have the same. */
  private readonly sizes = new Map<string, number>()
  /** What is computed at a level before its shapes. */
  private readonly extras: { readonly level: number; readonly step: (level: number) => Step }[] = []

  constructor(
    engine: Engine,
    /** Sets the names of one plan inside another apart. */
    readonly tag = '',
  ) {
    super(engine)
  }

  private called(name: string): string {
    return `${prefix}${this.tag}${name}`
  }

  private head(letter: string, sql: string, columns: readonly string[] = []): string {
    const name = this.called(this.name(letter))
    this.heads.push({ name, columns: columns.length > 0 ? `(${columns.join(', ')})` : '', sql })
    return name
  }

  rows(sql: string, columns: readonly string[]): readonly Column[] {
    this.rowsHead = this.head('t', sql)
    const fields = ['r', ...columns].map((name) => `'${name}', s.${name}`)
    return this.shape('', [], () => `array(named_struct(${fields.join(', ')}))`, columns)
  }

  long({ sql, keys, values, totals }: LongTable) {
    const table = this.head('t', sql)
    const fields = [...keys, ...values].map((name) => `'${name}', t.${name}`)
    const parts = ['t.r', ...totals.map(([name, of]) => `${of} AS ${name}`)]
    const all = `collect_list(named_struct(${fields.join(', ')})) AS cells`
    const grouped = this.head('t', `SELECT ${[...parts, all].join(', ')} FROM ${table} t GROUP BY t.r`)
    const made = { cells: `${table}_cells`, totals: `${table}_totals` }
    this.longs.push({ ...made, names: totals.map(([name]) => name), totals: grouped })
    const known = keys.map((key) => `t.${key} IS NOT NULL`).join(' AND ')
    const cells = known === '' ? `${made.cells}_list` : `filter(${made.cells}_list, t -> ${known})`
    this.relations.push({
      name: made.cells,
      sql: `map_from_entries(transform(${cells}, s -> struct(${this.key(keys)}, s)))`,
    })
    this.maps.add(made.cells)
    return { cells: made.cells, totals: `${grouped}_row` }
  }

  values(letter: string, lines: readonly (readonly string[])[], columns: readonly string[], none: string): string {
    return this.head(letter, valuesText(lines, columns, none), columns)
  }

  /** The labels of a dimension that a row has, in order. */
  labelsOf(dim: string): string {
    return `${prefix}x_${this.engine.key(dim)}`
  }

  domain(dim: string, parts: readonly LabelPart[], own: readonly number[]): void {
    const none = 'CAST(array() AS ARRAY<INT>)'
    if (parts.length === 0) this.sizes.set(this.engine.key(dim), own.length)
    const lists = parts.map(({ table, key, maps }) => {
      const at = maps.reduce((of, map) => this.engine.mapOf(of, map), `t.${key}`)
      return `transform(${table}_list, t -> ${at})`
    })
    if (own.length > 0) lists.push(`array(${own.join(', ')})`)
    const all = lists.length > 0 ? `concat(${lists.join(', ')})` : none
    const sql = `sort_array(array_distinct(filter(${all}, i -> i IS NOT NULL)))`
    this.firsts.push({ name: this.labelsOf(dim), sql })
  }

  span(dim: string): string {
    const [name, labels] = [`${this.labelsOf(dim)}_span`, this.labelsOf(dim)]
    const values = `'n', size(${labels}), 'low', array_min(${labels}), 'high', array_max(${labels})`
    this.relations.push({ name, sql: `named_struct(${values})` })
    return name
  }

  product(dims: readonly string[]): (level: number) => string {
    return () => {
      const lists = dims.map((dim) => this.labelsOf(dim))
      const keys = dims.map((dim) => this.engine.key(dim))
      const fields = keys.flatMap((key, at) => [`'${key}', x${at}`, `'${ordinal(key)}', i${at}`])
      const last = lists.length - 1
      return lists.reduceRight(
        (inner, list, at) => {
          const all = at === 0 ? guarded(list, lists.slice(1)) : list
          const cells = `transform(${all}, (x${at}, i${at}) -> ${inner})`
          return at === last ? cells : `flatten(${cells})`
        },
        `named_struct(${fields.join(', ')})`,
      )
    }
  }

  private countOf(key: string): string {
    return String(this.sizes.get(key) ?? `size(${prefix}x_${key})`)
  }

  /** The place of a cell in the array of a shape. */
  placeOf(keys: readonly string[], of: (key: string) => string = (key) => `s.${ordinal(key)}`): string {
    const [first, ...others] = keys
    if (first === undefined) return '0'
    return others.reduce((place, key) => `(${place} * ${this.countOf(key)} + ${of(key)})`, of(first))
  }

  /** A number for the labels of a cell, whichever others the row has. */
  private key(keys: readonly string[]): string {
    const order = (key: string): number => Number(key.slice(1))
    const [first, ...others] = [...keys].sort((a, b) => order(a) - order(b))
    if (first === undefined) return '0'
    return others.reduce((place, key) => `(${place} * ${this.engine.sizeOf(key)} + s.${key})`, `s.${first}`)
  }

  /** The array of the cells of a shape as it is below a level. */
  cells(key: string, level: number): string {
    return this.cellsAt(this.of(key), this.levelBelow(this.of(key), level))
  }

  private cellsAt(shape: Shape, level: number): string {
    return this.called(`s${[...this.shapes.keys()].indexOf(shape.key)}_${level}`)
  }

  protected aliasOf(shape: Shape, from: From): string {
    if (from.kind === 'shape') return `get(${cellsOf(from.shape.key)}, ${this.placeOf(from.shape.keys)})`
    if (from.kind === 'values')
      return `try_element_at(${this.valuesMap(from)}, ${keyOf(from.keys.map(([, sql]) => sql))})`
    if (from.kind === 'reduction') return ''
    if (!this.maps.has(from.name)) return from.write?.(0) ?? from.name
    return `try_element_at(${from.name}, ${this.key(shape.keys)})`
  }

  /** The map of a short table of values. It hangs on the row, so that Spark does not write it into each reader. */
  private valuesMap({ lines }: Values): string {
    const entries = lines.map((line) => `${keyOf(line.slice(0, -1))}, named_struct('v', ${line.at(-1)})`)
    const sql = `CASE WHEN size(${this.called('s0_0')}) >= 0 THEN map(${entries.join(', ')}) END`
    const before = this.firsts.find((each) => each.sql === sql)
    if (before) return before.name
    const name = this.called(this.name('v'))
    this.firsts.push({ name, sql })
    return name
  }

  protected reduced({ from }: Join, { how, cell }: Aggregate): string {
    const { shape, keys } = from as Reduction
    const same = keys.map(([key, sql]) => `${ofSource(sql)} = s.${key}`).join(' AND ')
    const found = same === '' ? cellsOf(shape.key) : `filter(${cellsOf(shape.key)}, x -> ${same})`
    const zero = this.engine.number(0)
    const term = ofSource(cell)
    if (how === 'max') return `array_max(transform(${found}, x -> ${term}))`
    if (how === 'total') return `aggregate(${found}, ${zero}, (a, x) -> a + ${term})`
    return `CASE WHEN size(${found}) > 0 THEN aggregate(${found}, ${zero}, (a, x) -> a + coalesce(${term}, ${zero})) END`
  }

  within(shape: string, same: readonly string[], { uses, ...of }: Aggregate & { uses: readonly Column[] }): Text {
    const keys = same.map((key): [string, string] => [key, `s.${key}`])
    const column = this.reduce(shape, shape, keys, of, uses)
    return { sql: `s.${column.name}`, uses: [column] }
  }

  beside(shape: string, dims: readonly string[], along: string, by: number, sql: string): string {
    if (!dims.includes(along)) return sql
    const there = `(s.${ordinal(along)} - ${by})`
    const at = this.placeOf(this.keysOf(shape), (key) => (key === along ? there : `s.${ordinal(key)}`))
    const value = overCell(sql, `get(${cellsOf(shape)}, ${at})`)
    return `CASE WHEN ${there} BETWEEN 0 AND ${this.countOf(along)} - 1 THEN ${value} END`
  }

  /** Something that is computed at a level, before its shapes. */
  extra(level: number, step: (level: number) => Step): void {
    this.extras.push({ level, step })
  }

  private layerStep(shape: Shape, level: number): Step {
    const { selects, joins } = this.layer(shape, level)
    const carried = [
      ...(shape.key === '' ? ['r'] : []),
      ...shape.keys.flatMap((key) => [key, ordinal(key)]),
      ...this.kept(shape, level).map(({ name }) => name),
    ]
    const others = new Set(
      [...joins.values()].flatMap(({ from }) => {
        if (from.kind === 'values') return [this.valuesMap(from)]
        return from.kind === 'relation' && (this.maps.has(from.name) || from.write) ? [from.name] : []
      }),
    )
    const named = selects.map(({ name, sql }) => {
      const text = sql.replaceAll(anyCells, (_, key) => {
        const cells = this.cells(key, level)
        others.add(cells)
        return cells
      })
      return `'${name}', ${text}`
    })
    const fields = [...carried.map((name) => `'${name}', s.${name}`), ...named].join(', ')
    const all = guarded(this.cells(shape.key, level), [...others])
    return { name: this.cellsAt(shape, level), sql: `transform(${all}, s -> named_struct(${fields}))` }
  }

  /** What is computed after each other; what stands together does not read each other. */
  steps(): Step[][] {
    const stages = this.stages()
    const bases = stages
      .filter(({ level, shape }) => level === shape.firstLevel && shape.key !== '')
      .map(({ level, shape }) => ({ name: this.cellsAt(shape, level), sql: shape.base(level) }))
    const steps: Step[][] = [this.firsts, [...this.relations, ...bases]]
    for (let level = 1; level < this.top; level++) {
      const here = stages.filter((stage) => stage.level === level && level > stage.shape.firstLevel)
      steps.push(this.extras.filter((each) => each.level === level).map(({ step }) => step(level)))
      steps.push(here.map(({ shape }) => this.layerStep(shape, level)))
    }
    return steps.filter((each) => each.length > 0)
  }

  shown(key: string, status: Column, level: number): string {
    // a condition on what is exploded OUTER is not asked below: Spark would write all steps into it, time and again
    const [rows, cells] = [this.cells('', level), this.cells(key, level)]
    const shown = key === '' ? cells : `CASE WHEN get(${rows}, 0).${status.name} = 'ok' THEN ${cells} END`
    const view = `${prefix}all b LATERAL VIEW OUTER explode(${shown}) c AS s`
    const [first] = this.keysOf(key)
    if (first === undefined) return `(SELECT s.* FROM ${view}) s`
    return `(SELECT b.r, s.* FROM ${view} WHERE s.${first} IS NOT NULL) s`
  }

  private base(): string {
    const joins = this.longs.map(({ totals }, at) => ` LEFT JOIN ${totals} j${at} ON j${at}.r = s.r`)
    const lists = this.longs.flatMap(({ cells, totals, names }, at) => [
      `coalesce(j${at}.cells, array()) AS ${cells}_list`,
      `named_struct(${names.map((name) => `'${name}', j${at}.${name}`).join(', ')}) AS ${totals}_row`,
    ])
    const rows = this.of('')
    const columns = ['s.r', `${rows.base(0)} AS ${this.cellsAt(rows, 0)}`, ...lists]
    return `SELECT ${columns.join(', ')} FROM ${this.rowsHead} s${joins.join('')}`
  }

  statements(queries: readonly string[]): Statements {
    const tables = new Map(this.heads.map(({ name, columns, sql }) => [name, { columns, sql }]))
    const views = new Set<string>()
    const whole = (query: string): string => {
      const names = (sql: string): string[] => sql.match(/citymrv_\w+/g) ?? []
      const needed = new Set(names(query))
      const own = [...tables].filter(([name]) => !views.has(name))
      for (const [name, { sql }] of [...own].reverse())
        if (needed.has(name)) for (const each of names(sql)) needed.add(each)
      const parts = own.filter(([name]) => needed.has(name))
      if (parts.length === 0) return query
      return `WITH ${parts.map(([name, { columns, sql }]) => `${name}${columns} AS (${sql})`).join(',\n')}\n${query}`
    }
    const before: string[] = []
    const base = this.base()
    const all = this.steps()
    // views of two methods in one session must not take each other's place
    const texts = [base, ...[...tables.values(), ...all.flat()].map(({ sql }) => sql)]
    const own = digestOf(texts.join('\n')).slice(0, 12)
    const part = (at: number): string => `${prefix}${own}_p${at}`
    let last = part(0)
    tables.set(last, { columns: '', sql: base })
    for (const [at, steps] of all.entries()) {
      const sql = `SELECT *, ${steps.map((step) => `${step.sql} AS ${step.name}`).join(', ')} FROM ${last}`
      last = part(at + 1)
      tables.set(last, { columns: '', sql })
      if ((at + 1) % stepsOfView > 0) continue
      before.push(`CREATE OR REPLACE TEMPORARY VIEW ${last} AS ${whole(sql)}`)
      views.add(last)
    }
    tables.set(`${prefix}all`, { columns: '', sql: `SELECT * FROM ${last}` })
    const forget = [...views].reverse().map((name) => `DROP VIEW IF EXISTS ${name}`)
    return {
      queries: queries.map(whole),
      before: views.size > 0 ? [`SET ${setting}=true`, ...before] : [],
      after: views.size > 0 ? [...forget, `RESET ${setting}`] : [],
    }
  }
}

const keyOf = (values: readonly string[]): string =>
  values.length === 1
    ? (values[0] as string)
    : `named_struct(${values.map((value, at) => `'k${at}', ${value}`).join(', ')})`

/** Where a label stands among those of its dimension that the row has. */
export const ordinal = (key: string): string => `o${key.slice(1)}`

/** Stands for the cells of a shape as they are below the level that reads them. */
const cellsOf = (key: string): string => `${prefix}cells_of<${key}>`
const anyCells = new RegExp(`${prefix}cells_of<(\\w*)>`, 'g')

/** The same over another cell; what stands in quotes is left as it is. */
const overCell = (sql: string, cell: string): string =>
  sql.replaceAll(/'(?:[^'\\]|\\.)*'|\bs\./g, (each) => (each === 's.' ? `${cell}.` : each))

const ofSource = (sql: string): string => overCell(sql, 'x')

/** An array whose function reads others: see `Arrays`. */
export const guarded = (cells: string, others: readonly string[]): string =>
  others.length === 0
    ? cells
    : `CASE WHEN ${others.map((each) => `size(${each}) >= 0`).join(' AND ')} THEN ${cells} END`
