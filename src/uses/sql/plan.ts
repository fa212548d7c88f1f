import type { Engine } from './engine'

/**
 * A value of every row and label of a shape. A shape (row id and dimension columns) is made level by level; a column
 * first appears in that of its level and is carried on while it is needed.
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

/** A reason for which a row is refused, and where that is seen. */
export interface Reason {
  readonly condition: Text
  /** SQL of the text. */
  readonly text: string
}

/** How cells become one: `total` needs a value in each, and is 0 of none; `sum` and `max` leave out those without. */
export interface Aggregate {
  readonly how: 'total' | 'sum' | 'max'
  /** What of each cell. */
  readonly cell: string
}

/** What a shape takes from elsewhere, by keys that both have. */
export type From =
  | { readonly kind: 'shape'; readonly shape: Shape }
  | {
      readonly kind: 'values'
      readonly keys: readonly (readonly [string, string])[]
      readonly lines: readonly string[][]
    }
  | {
      readonly kind: 'reduction'
      readonly shape: Shape
      /** What each key of the target is, in the shape of the cells. */
      readonly keys: readonly (readonly [string, string])[]
      readonly parts: Map<string, Aggregate>
    }
  | { readonly kind: 'relation'; readonly name: string; readonly write?: (level: number) => string }

export interface Join {
  /** What its columns are called by: `alias.n3`. */
  readonly alias: string
  readonly from: From
}

interface Layer {
  readonly selects: { readonly name: string; readonly sql: string }[]
  readonly joins: Map<string, Join>
}

export interface Shape {
  readonly key: string
  /** Dimension columns: `d0`, `d3` … */
  readonly keys: readonly string[]
  readonly firstLevel: number
  /** The columns that it starts with, beside its keys. */
  readonly base: (level: number) => string
  readonly layers: Map<number, Layer>
  readonly columns: Column[]
}

/** A long table of the caller, with one record for each row and label. */
export interface LongTable {
  readonly sql: string
  readonly keys: readonly string[]
  readonly values: readonly string[]
  /** Aggregates over the records of a row, called `t`. */
  readonly totals: readonly (readonly [name: string, sql: string])[]
}

/** Labels of a dimension in a table, each taken through maps of positions. */
export interface LabelPart {
  readonly table: string
  readonly key: string
  readonly maps: readonly (readonly (number | undefined)[])[]
}

export interface Statements {
  readonly queries: readonly string[]
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export const prefix = 'citymrv_'

/** A short table of values; of no lines, one without records whose columns have the types of `none`. */
export const valuesText = (lines: readonly (readonly string[])[], columns: readonly string[], none: string): string => {
  if (lines.length > 0) return `VALUES ${lines.map((line) => `(${line.join(', ')})`).join(', ')}`
  const names = columns.map((name) => `v.${name}`).join(', ')
  return `SELECT ${names} FROM (VALUES (${none})) AS v(${columns.join(', ')}) WHERE v.${columns[0]} > 0`
}

/** The statement as it grows: shapes, their columns, and what they read. How it is written is left to the engines. */
export abstract class Plan {
  readonly shapes = new Map<string, Shape>()
  private readonly placed = new Map<string, Column>()
  private readonly brought = new Map<string, Column>()
  private count = 0

  constructor(readonly engine: Engine) {}

  /** The table of the rows, one record a row, with the columns that it starts with. */
  abstract rows(sql: string, columns: readonly string[]): readonly Column[]
  /** Names by which the records of a long table, and its totals, are taken up by `relation`. */
  abstract long(table: LongTable): { readonly cells: string; readonly totals: string }
  /** A short table of values. */
  abstract values(
    letter: string,
    lines: readonly (readonly string[])[],
    columns: readonly string[],
    none: string,
  ): string
  /** Which labels a row has: those of the parts and `own`. Each row has the same where there are no parts. */
  abstract domain(dim: string, parts: readonly LabelPart[], own: readonly number[]): void
  /** The name of the relation of `n`, `low` and `high` of the labels of a row. */
  abstract span(dim: string): string
  /** All combinations of the labels that a row has. */
  abstract product(dims: readonly string[]): (level: number) => string
  /** What stands after FROM for the outputs of a shape, of which those of the rows that are ok. */
  abstract shown(key: string, status: Column, level: number): string
  /** Whole statements for the last queries. */
  abstract statements(queries: readonly string[]): Statements
  /** What the columns of a join are called by. */
  protected abstract aliasOf(shape: Shape, from: From): string
  /** An aggregate over the cells of a shape that have the same keys, for each of them. */
  abstract within(shape: string, same: readonly string[], of: Aggregate & { readonly uses: readonly Column[] }): Text
  /** The value that a column or literal has `by` labels before among those that the row has, nothing where there is none. */
  abstract beside(shape: string, dims: readonly string[], along: string, by: number, sql: string): string

  name(letter: string): string {
    return `${letter}${this.count++}`
  }

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

  protected layer(shape: Shape, level: number): Layer {
    const before = shape.layers.get(level)
    if (before) return before
    const layer: Layer = { selects: [], joins: new Map() }
    shape.layers.set(level, layer)
    return layer
  }

  protected of(key: string): Shape {
    return this.shapes.get(key) as Shape
  }

  keysOf(key: string): readonly string[] {
    return this.of(key).keys
  }

  private add(shape: Shape, level: number, sql: string): Column {
    const column: Column = { name: this.name('n'), shape: shape.key, level, last: -1 }
    shape.columns.push(column)
    this.layer(shape, level).selects.push({ name: column.name, sql })
    return column
  }

  /** Keeps columns until a level at which they are read. */
  read(columns: readonly Column[], level: number): void {
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
    this.read(uses, level)
    const made = this.add(shape, level, sql)
    this.placed.set(id, made)
    return made
  }

  private join(shape: Shape, level: number, id: string, from: () => From): Join {
    const layer = this.layer(shape, level)
    const before = layer.joins.get(id)
    if (before) return before
    const of = from()
    const made: Join = { alias: this.aliasOf(shape, of), from: of }
    layer.joins.set(id, made)
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
    this.read([column], level)
    const join = this.join(shape, level, `bring ${from.key}`, () => ({ kind: 'shape', shape: from }))
    const made = this.add(shape, level, `${join.alias}.${column.name}`)
    this.brought.set(id, made)
    return made
  }

  /** The value that lines of keys and a value hold for the keys of a cell: at most one for each. */
  lookup(key: string, keys: readonly (readonly [string, Text])[], lines: readonly string[][]): Column {
    const shape = this.of(key)
    const uses = keys.flatMap(([, text]) => text.uses)
    const level = this.levelAfter(shape, uses)
    this.read(uses, level)
    const terms = keys.map(([name, { sql }]) => [name, sql] as const)
    const join = this.join(shape, level, `values ${JSON.stringify([terms, lines])}`, () => ({
      kind: 'values',
      keys: terms,
      lines,
    }))
    return this.add(shape, level, `${join.alias}.v`)
  }

  /**
   * An aggregate over the cells of another shape. `keys` says for each key of the target what it is there. What nothing
   * else is computed from may be `late`: it is taken along where these cells are brought together anyway.
   */
  reduce(
    key: string,
    from: string,
    keys: readonly (readonly [string, string])[],
    value: Aggregate,
    uses: readonly Column[],
    { then = (each: string): string => each, late = false } = {},
  ): Column {
    const [shape, source] = [this.of(key), this.of(from)]
    const id = `reduce ${from} ${JSON.stringify(keys)}`
    const first = Math.max(this.levelAfter(shape, []), this.levelAfter(source, uses))
    const anyway = [...shape.layers].filter(([level, { joins }]) => level >= first && joins.has(id))
    const level = late && anyway.length > 0 ? Math.min(...anyway.map(([each]) => each)) : first
    this.read(uses, level)
    const join = this.join(shape, level, id, () => ({
      kind: 'reduction',
      shape: source,
      keys,
      parts: new Map(),
    }))
    return this.add(shape, level, then(this.reduced(join, value)))
  }

  /** An aggregate of a reduction that is joined. */
  protected abstract reduced(join: Join, value: Aggregate): string

  /** A column of a relation that is keyed like the shape. */
  relation(key: string, level: number, name: string, column: string, write?: (level: number) => string): Column {
    const shape = this.of(key)
    const join = this.join(shape, level, `relation ${name}`, () => ({
      kind: 'relation',
      name,
      ...(write && { write }),
    }))
    return this.add(shape, level, `${join.alias}.${column}`)
  }

  /** The level at which a shape was last changed, below another. */
  protected levelBelow(shape: Shape, below: number): number {
    return Math.max(...[shape.firstLevel, ...shape.layers.keys()].filter((level) => level < below))
  }

  /** One above all levels. */
  get top(): number {
    return (
      1 + Math.max(...[...this.shapes.values()].flatMap(({ firstLevel, layers }) => [firstLevel, ...layers.keys()]))
    )
  }

  /** All shapes at all their levels, in the order of levels. */
  protected stages(): { readonly level: number; readonly shape: Shape }[] {
    return [...this.shapes.values()]
      .flatMap((shape) => [shape.firstLevel, ...shape.layers.keys()].map((level) => ({ level, shape })))
      .sort((a, b) => a.level - b.level)
  }

  /** The columns of a shape that something reads after a level. */
  protected kept(shape: Shape, level: number): readonly Column[] {
    return shape.columns.filter((column) => column.level < level && column.last > level)
  }
}
