import type { Aggregate, Column, From, Join, LabelPart, LongTable, Shape, Statements, Text } from './plan'
import { Plan, prefix, valuesText } from './plan'

/** A common table expression. */
interface Table {
  readonly name: string
  readonly columns: string
  readonly apart: string
  readonly sql: string
}

/** A chain of common table expressions for each shape, a record for each row and label; other shapes are joined. */
export class Tables extends Plan {
  private readonly heads: Table[] = []
  private rowsHead = ''
  private readonly domains = new Map<string, string>()
  /** Tables of the labels that all rows have. */
  private readonly fixed = new Map<string, string>()
  private readonly spans = new Map<string, string>()
  /** Tables of the caller over one dimension, with their totals. */
  private readonly flat = new Map<string, string>()
  /** Dimensions whose labels come from one such table alone, by their column: its records are those of the shape. */
  private readonly alone = new Map<string, string>()

  /** A table that stands before all shapes. */
  private head(letter: string, sql: string, columns?: readonly string[]): string {
    const name = `${prefix}${this.name(letter)}`
    this.heads.push({ name, columns: columns ? `(${columns.join(', ')})` : '', apart: '', sql })
    return name
  }

  rows(sql: string, columns: readonly string[]): readonly Column[] {
    this.rowsHead = this.head('t', sql)
    return this.shape('', [], () => `SELECT * FROM ${this.rowsHead} s`, columns)
  }

  long({ sql, keys, totals }: LongTable) {
    const cells = this.head('t', sql)
    const [key, ...others] = keys
    const isFlat = key !== undefined && others.length === 0
    const parts = [
      't.r',
      ...totals.map(([name, of]) => `${of} AS ${name}`),
      ...(isFlat ? [`count(t.${key}) AS n, min(t.${key}) AS low, max(t.${key}) AS high`] : []),
    ]
    const made = { cells, totals: this.head('t', `SELECT ${parts.join(', ')} FROM ${cells} t GROUP BY t.r`) }
    if (isFlat) this.flat.set(cells, made.totals)
    return made
  }

  values(letter: string, lines: readonly (readonly string[])[], columns: readonly string[], none: string): string {
    return this.head(letter, valuesText(lines, columns, none), columns)
  }

  domain(dim: string, parts: readonly LabelPart[], own: readonly number[]): void {
    if (parts.length === 0) {
      const lines = own.map((index) => [String(index)])
      this.fixed.set(dim, this.values('d', lines, ['i'], '0'))
      return
    }
    const [part, ...others] = parts as [LabelPart, ...LabelPart[]]
    if (others.length === 0 && own.length === 0 && part.maps.length === 0 && this.flat.has(part.table)) {
      this.alone.set(part.key, part.table)
      const text = `SELECT t.r, t.${part.key} AS i FROM ${part.table} t WHERE t.${part.key} IS NOT NULL`
      this.domains.set(dim, this.head('d', text))
      return
    }
    const queries = parts.map(({ table, key, maps }) => {
      const at = maps.reduce((of, map) => this.engine.mapOf(of, map), `t.${key}`)
      return `SELECT t.r, ${at} AS i FROM ${table} t`
    })
    if (own.length > 0) {
      const values = own.map((index) => `(${index})`).join(', ')
      queries.push(`SELECT s.r, v.i FROM ${this.rowsHead} s CROSS JOIN (VALUES ${values}) AS v(i)`)
    }
    const all = [...new Set(queries)].join(' UNION ALL ')
    this.domains.set(dim, this.head('d', `SELECT DISTINCT p.r, p.i FROM (${all}) p WHERE p.i IS NOT NULL`))
  }

  span(dim: string): string {
    const flat = this.flat.get(this.alone.get(this.engine.key(dim)) ?? '')
    if (flat !== undefined) return flat
    const table = this.domains.get(dim)
    const text = `SELECT p.r, count(*) AS n, min(p.i) AS low, max(p.i) AS high FROM ${table} p GROUP BY p.r`
    const made = this.spans.get(dim) ?? this.head('d', text)
    this.spans.set(dim, made)
    return made
  }

  product(dims: readonly string[]): (level: number) => string {
    return () => {
      const [only] = dims.map((name) => this.engine.key(name))
      const alone = dims.length === 1 ? this.alone.get(only as string) : undefined
      if (alone !== undefined) {
        const columns = this.of(String([...this.engine.axes.keys()].indexOf(dims[0] as string))).columns
        const read = columns.filter(({ level }) => level === 0).map(({ name }) => `x.${name}`)
        return `SELECT ${['x.r', `x.${only}`, ...read].join(', ')} FROM ${alone} x WHERE x.${only} IS NOT NULL`
      }
      const own = dims.filter((name) => this.domains.has(name))
      const rest = dims.filter((name) => !this.domains.has(name))
      const alias = (name: string) => `x${dims.indexOf(name)}`
      const [first, ...others] = own
      const row = first === undefined ? 's' : alias(first)
      const from = first === undefined ? `${this.table(this.of(''), 1)} s` : `${this.domains.get(first)} ${row}`
      const joins = others.map(
        (name) => ` JOIN ${this.domains.get(name)} ${alias(name)} ON ${alias(name)}.r = ${row}.r`,
      )
      const crossed = rest.map((name) => ` CROSS JOIN ${this.fixed.get(name)} ${alias(name)}`)
      const keys = dims.map((name) => `${alias(name)}.i AS ${this.engine.key(name)}`)
      return `SELECT ${[`${row}.r`, ...keys].join(', ')} FROM ${from}${joins.join('')}${crossed.join('')}`
    }
  }

  override relation(
    key: string,
    level: number,
    name: string,
    column: string,
    write?: (level: number) => string,
  ): Column {
    const shape = this.of(key)
    const isOwn = shape.keys.length === 1 && this.alone.get(shape.keys[0] as string) === name
    if (!isOwn) return super.relation(key, level, name, column, write)
    const before = shape.columns.find((each) => each.name === column)
    const made = before ?? { name: column, shape: key, level: 0, last: -1 }
    if (!before) shape.columns.push(made)
    return made
  }

  /** The table of a shape that holds what was made below a level. */
  table(shape: Shape, below: number): string {
    return `${prefix}s${[...this.shapes.keys()].indexOf(shape.key)}_${this.levelBelow(shape, below)}`
  }

  shown(key: string, status: Column, level: number): string {
    const table = `${this.table(this.of(key), level)} s`
    if (key === '') return table
    return `${table} JOIN ${this.table(this.of(''), level)} q ON q.r = s.r AND q.${status.name} = 'ok'`
  }

  tableOf(key: string, below: number): string {
    return this.table(this.of(key), below)
  }

  protected aliasOf(): string {
    return this.name('j')
  }

  within(_shape: string, same: readonly string[], { how, cell, uses }: Aggregate & { uses: readonly Column[] }): Text {
    const over = `OVER (PARTITION BY ${['r', ...same].map((key) => `s.${key}`).join(', ')})`
    if (how !== 'total') return { sql: `${how}(${cell}) ${over}`, uses }
    return { sql: `CASE WHEN count(${cell}) ${over} = count(*) ${over} THEN sum(${cell}) ${over} END`, uses }
  }

  private over(dims: readonly string[], along: string): string {
    const others = dims.filter((dim) => dim !== along)
    return `OVER (PARTITION BY ${['r', ...others].map((each) => `s.${each}`).join(', ')} ORDER BY s.${along})`
  }

  beside(_shape: string, dims: readonly string[], along: string, by: number, sql: string): string {
    return `${by < 0 ? 'lead' : 'lag'}(${sql}, ${Math.abs(by)}) ${this.over(dims, along)}`
  }

  protected reduced({ alias, from }: Join, value: Aggregate): string {
    const name = this.name('a')
    if (from.kind === 'reduction') from.parts.set(name, value)
    if (value.how !== 'total') return `${alias}.${name}`
    return `CASE WHEN ${alias}.r IS NULL THEN ${this.engine.number(0)} ELSE ${alias}.${name} END`
  }

  private joinText({ keys }: Shape, level: number, alias: string, from: From): string {
    const on = (names: readonly string[]) => ['r', ...names].map((name) => `${alias}.${name} = s.${name}`).join(' AND ')
    if (from.kind === 'shape') return `JOIN ${this.table(from.shape, level)} ${alias} ON ${on(from.shape.keys)}`
    if (from.kind === 'relation') return `LEFT JOIN ${from.write?.(level) ?? from.name} ${alias} ON ${on(keys)}`
    if (from.kind === 'values') {
      const table = `(VALUES ${from.lines.map((line) => `(${line.join(', ')})`).join(', ')})`
      const columns = [...from.keys.map(([name]) => name), 'v'].join(', ')
      const terms = from.keys.map(([name, sql]) => `${alias}.${name} = ${sql}`).join(' AND ')
      return `LEFT JOIN ${table} AS ${alias}(${columns}) ON ${terms}`
    }
    const parts = [
      's.r',
      ...from.keys.map(([name, sql]) => `${sql} AS ${name}`),
      ...[...from.parts].map(([name, { how, cell }]) => {
        if (how !== 'total') return `${how}(${cell}) AS ${name}`
        return `CASE WHEN count(${cell}) = count(*) THEN sum(${cell}) END AS ${name}`
      }),
    ]
    const by = ['s.r', ...from.keys.map(([, sql]) => sql)].join(', ')
    const query = `SELECT ${parts.join(', ')} FROM ${this.table(from.shape, level)} s GROUP BY ${by}`
    return `LEFT JOIN (${query}) ${alias} ON ${on(from.keys.map(([name]) => name))}`
  }

  private layerText(shape: Shape, level: number): string {
    const { selects, joins } = this.layer(shape, level)
    const all = [
      's.r',
      ...shape.keys.map((name) => `s.${name}`),
      ...this.kept(shape, level).map(({ name }) => `s.${name}`),
      ...selects.map(({ name, sql }) => `${sql} AS ${name}`),
    ]
    const joined = [...joins.values()].map(({ alias, from }) => this.joinText(shape, level, alias, from))
    return `SELECT ${all.join(', ')} FROM ${[`${this.table(shape, level)} s`, ...joined].join(' ')}`
  }

  private standsApart(shape: Shape, level: number): boolean {
    if (shape.firstLevel === 0) return false
    const hasWindow = shape.layers.get(level)?.selects.some(({ sql }) => sql.includes(' OVER (')) ?? false
    return this.engine.dialect.apart.always || hasWindow
  }

  statements(queries: readonly string[]): Statements {
    const ofShapes = this.stages().map(({ level, shape }): Table => {
      const apart = this.standsApart(shape, level) ? this.engine.dialect.apart.sql : ''
      const sql = level === shape.firstLevel ? shape.base(level) : this.layerText(shape, level)
      return { name: this.table(shape, level + 1), columns: '', apart, sql }
    })
    const tables = [...this.heads, ...ofShapes]
    const names = (text: string) => new Set(text.match(/citymrv_\w+/g) ?? [])
    const reads = new Map(tables.map(({ name, sql }) => [name, names(sql)]))
    const whole = (query: string): string => {
      const needed = names(query)
      for (const { name } of [...tables].reverse())
        if (needed.has(name)) for (const each of reads.get(name) ?? []) needed.add(each)
      const parts = tables
        .filter(({ name }) => needed.has(name))
        .map(({ name, columns, apart, sql }) => `${name}${columns} AS ${apart}(${sql})`)
      return `WITH ${parts.join(',\n')}\n${query}`
    }
    return { queries: queries.map(whole), ...this.engine.dialect.around }
  }
}
