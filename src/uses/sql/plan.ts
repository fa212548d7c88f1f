import type { Dialect } from './dialect'

/**
 * A value of every row and label of a shape: a column of the statement. A shape (row id and dimension columns) is one
 * chain of common table expressions; a column first appears in that of its level and is carried on while it is needed.
 */
export interface Column {
  readonly name: string
  readonly shape: string
  readonly level: number
  /** The last level at which something reads it. */
  last: number
}

/** SQL text over the columns of one shape, called `s` there. Without columns it holds for every shape. */
export interface Text {
  readonly sql: string
  readonly uses: readonly Column[]
}

/** What a shape takes from elsewhere: another relation, joined by the keys that both have. */
interface Join {
  readonly alias: string
  readonly kind: 'JOIN' | 'LEFT JOIN' | 'CROSS JOIN'
  /** Written last, when it is known which table holds what. */
  readonly from: (level: number) => string
  readonly on: string
}

interface Layer {
  readonly selects: { readonly name: string; readonly sql: string }[]
  readonly joins: Map<string, Join>
}

interface Shape {
  readonly key: string
  /** Dimension columns: `d0`, `d3` … */
  readonly keys: readonly string[]
  readonly firstLevel: number
  readonly base: (level: number) => string
  readonly layers: Map<number, Layer>
  readonly columns: Column[]
}

/** A common table expression. */
interface Table {
  readonly name: string
  readonly columns: string
  readonly apart: string
  readonly sql: string
}

const prefix = 'citymrv_'

/** The statement as it grows: shapes, their columns, and what they read. */
export class Plan {
  readonly shapes = new Map<string, Shape>()
  private readonly heads: Table[] = []
  private readonly placed = new Map<string, Column>()
  private readonly brought = new Map<string, Column>()
  /** The table of the rows. */
  rowsHead = ''
  private count = 0

  constructor(readonly dialect: Dialect) {}

  next(letter: string): string {
    return `${letter}${this.count++}`
  }

  /** A table that stands before all shapes. */
  head(letter: string, sql: string, columns?: readonly string[]): string {
    const name = `${prefix}${this.next(letter)}`
    this.heads.push({ name, columns: columns ? `(${columns.join(', ')})` : '', apart: '', sql })
    return name
  }

  /** A shape whose rows are given by a query of `r` and its keys; `given` names further columns of that query. */
  shape(
    key: string,
    keys: readonly string[],
    base: (level: number) => string,
    given: readonly string[] = [],
    firstLevel = 0,
  ): readonly Column[] {
    const columns = given.map((name): Column => ({ name, shape: key, level: firstLevel, last: -1 }))
    this.shapes.set(key, { key, keys, firstLevel, base, layers: new Map(), columns: [...columns] })
    return columns
  }

  private layer(shape: Shape, level: number): Layer {
    const before = shape.layers.get(level)
    if (before) return before
    const layer: Layer = { selects: [], joins: new Map() }
    shape.layers.set(level, layer)
    return layer
  }

  private of(key: string): Shape {
    return this.shapes.get(key) as Shape
  }

  private add(shape: Shape, level: number, sql: string): Column {
    const column: Column = { name: this.next('n'), shape: shape.key, level, last: -1 }
    shape.columns.push(column)
    this.layer(shape, level).selects.push({ name: column.name, sql })
    return column
  }

  private use(columns: readonly Column[], level: number): void {
    for (const column of columns) column.last = Math.max(column.last, level)
  }

  private levelAfter(shape: Shape, uses: readonly Column[]): number {
    return Math.max(shape.firstLevel, ...uses.map(({ level }) => level)) + 1
  }

  /** Text as a column of its shape; the same text is the same column. */
  place(key: string, { sql, uses }: Text): Column {
    const id = `${key}:${sql}`
    const before = this.placed.get(id)
    if (before) return before
    const shape = this.of(key)
    const level = this.levelAfter(shape, uses)
    this.use(uses, level)
    const made = this.add(shape, level, sql)
    this.placed.set(id, made)
    return made
  }

  /** A column of a smaller shape, repeated over the dimensions that it lacks. */
  bring(column: Column, key: string): Column {
    if (column.shape === key) return column
    const id = `${column.name}>${key}`
    const before = this.brought.get(id)
    if (before) return before
    const [from, shape] = [this.of(column.shape), this.of(key)]
    const level = this.levelAfter(shape, [column])
    this.use([column], level)
    const join = this.join(shape, level, `bring ${from.key}`, (alias) => ({
      kind: 'JOIN',
      from: (at) => this.latest(from, at),
      on: ['r', ...from.keys].map((name) => `${alias}.${name} = s.${name}`).join(' AND '),
    }))
    const made = this.add(shape, level, `${join.alias}.${column.name}`)
    this.brought.set(id, made)
    return made
  }

  private join(
    shape: Shape,
    level: number,
    id: string,
    make: (alias: string) => Pick<Join, 'kind' | 'from' | 'on'>,
  ): Join {
    const layer = this.layer(shape, level)
    const before = layer.joins.get(id)
    if (before) return before
    const alias = this.next('j')
    const made: Join = { alias, ...make(alias) }
    layer.joins.set(id, made)
    return made
  }

  /** A table of values by keys of a shape: at most one record for each. `of` is written with its alias. */
  lookup(
    key: string,
    table: string,
    keys: readonly (readonly [string, Text])[],
    of: (alias: string) => string,
  ): Column {
    const shape = this.of(key)
    const uses = keys.flatMap(([, text]) => text.uses)
    const level = this.levelAfter(shape, uses)
    this.use(uses, level)
    const terms = keys.map(([name, { sql }]) => [name, sql] as const)
    const join = this.join(shape, level, `look ${table} ${JSON.stringify(terms)}`, (alias) => ({
      kind: 'LEFT JOIN',
      from: () => table,
      on: terms.map(([name, sql]) => `${alias}.${name} = ${sql}`).join(' AND '),
    }))
    return this.add(shape, level, of(join.alias))
  }

  /**
   * An aggregate over the records of another shape. `keys` says for each key of the target what it is there; `value` is
   * an aggregate of its columns; `then` is written over what came out, with the alias to see whether anything did.
   */
  reduce(
    key: string,
    from: string,
    keys: readonly (readonly [string, string])[],
    value: Text,
    then: (value: string, alias: string) => string,
  ): Column {
    const [shape, source] = [this.of(key), this.of(from)]
    const level = Math.max(this.levelAfter(shape, []), this.levelAfter(source, value.uses))
    this.use(value.uses, level)
    const groups = keys.map(([name, sql]) => `${sql} AS ${name}`)
    const join = this.join(shape, level, `reduce ${from} ${JSON.stringify(keys)}`, (alias) => ({
      kind: 'LEFT JOIN',
      from: (at) => {
        const parts = ['s.r', ...groups, ...(this.reductions.get(alias) as Set<string>)].join(', ')
        const by = ['s.r', ...keys.map(([, sql]) => sql)].join(', ')
        return `(SELECT ${parts} FROM ${this.latest(source, at)} s GROUP BY ${by})`
      },
      on: ['r', ...keys.map(([name]) => name)].map((name) => `${alias}.${name} = s.${name}`).join(' AND '),
    }))
    const name = this.next('a')
    const parts = this.reductions.get(join.alias) ?? new Set<string>()
    this.reductions.set(join.alias, parts)
    parts.add(`${value.sql} AS ${name}`)
    return this.add(shape, level, then(`${join.alias}.${name}`, join.alias))
  }

  private readonly reductions = new Map<string, Set<string>>()

  /** A relation computed from `uses` elsewhere, keyed like the shape. */
  relation(key: string, level: number, id: string, from: (level: number) => string, name: string): Column {
    const shape = this.of(key)
    const join = this.join(shape, level, id, (alias) => ({
      kind: 'LEFT JOIN',
      from,
      on: ['r', ...shape.keys].map((each) => `${alias}.${each} = s.${each}`).join(' AND '),
    }))
    return this.add(shape, level, `${join.alias}.${name}`)
  }

  /** A column that the query of a shape itself gives. */
  shapeColumn(key: string, name: string): Column {
    return this.of(key).columns.find((column) => column.name === name) as Column
  }

  /** Reads columns at a level, wherever they stand. */
  read(columns: readonly Column[], level: number): void {
    this.use(columns, level)
  }

  /** The table of a shape that holds what was made below a level. */
  tableOf(key: string, level: number): string {
    return this.latest(this.of(key), level)
  }

  private latest(shape: Shape, below: number): string {
    const levels = [shape.firstLevel, ...shape.layers.keys()].filter((level) => level < below)
    return `${prefix}s${[...this.shapes.keys()].indexOf(shape.key)}_${Math.max(...levels)}`
  }

  /** One above all levels. */
  get top(): number {
    return (
      1 + Math.max(...[...this.shapes.values()].flatMap(({ firstLevel, layers }) => [firstLevel, ...layers.keys()]))
    )
  }

  /** All tables, each after those that it reads. */
  private tables(): Table[] {
    const made: { level: number; shape: Shape }[] = [...this.shapes.values()].flatMap((shape) =>
      [shape.firstLevel, ...shape.layers.keys()].map((level) => ({ level, shape })),
    )
    made.sort((a, b) => a.level - b.level)
    const ofShapes = made.map(({ level, shape }): Table => {
      const apart = this.standsApart(shape, level) ? this.dialect.apart.sql : ''
      const sql = level === shape.firstLevel ? shape.base(level) : this.layerText(shape, level)
      return { name: this.latest(shape, level + 1), columns: '', apart, sql }
    })
    return [...this.heads, ...ofShapes]
  }

  /**
   * Whole statements for the last queries: each with the tables that it reads. An engine that would compute a table anew
   * for each reader is told to keep it first (`before`), and to forget it (`after`).
   */
  statements(queries: readonly string[]): { queries: string[]; before: string[]; after: string[] } {
    const tables = this.tables()
    const names = (text: string) => new Set(text.match(/citymrv_\w+/g) ?? [])
    const reads = new Map(tables.map(({ name, sql }) => [name, names(sql)]))
    const kept = new Set<string>()
    const { keep } = this.dialect
    if (keep) {
      const depths = new Map<string, number>()
      for (const { name, columns } of tables) {
        const readers = [...reads.values(), ...queries.map(names)].filter((each) => each.has(name))
        const depth = 1 + Math.max(0, ...[...(reads.get(name) ?? [])].map((each) => depths.get(each) ?? 0))
        // what has columns of its own is a short list of values
        const isKept = columns === '' && (readers.length > 1 || depth >= keep.deepest)
        if (isKept) kept.add(name)
        depths.set(name, isKept ? 0 : depth)
      }
    }
    const whole = (query: string): string => {
      const needed = names(query)
      for (const { name } of [...tables].reverse())
        if (needed.has(name) && !kept.has(name)) for (const each of reads.get(name) ?? []) needed.add(each)
      const parts = tables
        .filter(({ name }) => needed.has(name) && !kept.has(name))
        .map(({ name, columns, apart, sql }) => `${name}${columns} AS ${apart}(${sql})`)
      return parts.length > 0 ? `WITH ${parts.join(',\n')}\n${query}` : query
    }
    const first = tables.filter(({ name }) => kept.has(name))
    return {
      queries: queries.map(whole),
      before: keep ? first.map(({ name, sql }) => keep.table(name, whole(sql))) : [],
      // those that read another go first
      after: keep ? first.map(({ name }) => keep.forget(name)).reverse() : [],
    }
  }

  private standsApart(shape: Shape, level: number): boolean {
    if (shape.firstLevel === 0) return false
    return (
      this.dialect.apart.always ||
      (shape.layers.get(level)?.selects.some(({ sql }) => sql.includes(' OVER (')) ?? false)
    )
  }

  private layerText(shape: Shape, level: number): string {
    const { selects, joins } = this.layer(shape, level)
    const kept = shape.columns.filter((column) => column.level < level && column.last > level)
    const all = [
      's.r',
      ...shape.keys.map((name) => `s.${name}`),
      ...kept.map(({ name }) => `s.${name}`),
      ...selects.map(({ name, sql }) => `${sql} AS ${name}`),
    ]
    const joined = [...joins.values()].map(
      ({ kind, from, alias, on }) => `${kind} ${from(level)} ${alias}${kind === 'CROSS JOIN' ? '' : ` ON ${on}`}`,
    )
    return `SELECT ${all.join(', ')} FROM ${[`${this.latest(shape, level)} s`, ...joined].join(' ')}`
  }
}
