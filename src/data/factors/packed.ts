import { type FactorRow, type FactorSource, type FactorTable, plainColumns } from './row'

/** Few texts, and which of them each row has; with holes that the row's other cells fill. */
interface ByPlace {
  readonly of: readonly string[]
  readonly at: readonly number[]
  readonly holes?: true
}

/** A column: one text for all rows, a text a row, or few texts by their places. Written by `scripts/pack-table.mjs`. */
type PackedColumn = string | readonly string[] | ByPlace
type Packed = readonly (readonly [name: string, column: PackedColumn])[]

const isList = (column: PackedColumn): column is readonly string[] => Array.isArray(column)

const plain = new Set<string>(plainColumns)

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** How a hole writes the cell that fills it: as it is, in words, or as in an id. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  '': (text) => text,
  ' ': (text) => text.replace(/-/g, ' '),
  '-': slug,
}

/** The rows of a table, of which each is made when it is first asked for: a look-up needs one of thousands. */
class PackedRows {
  private readonly columns: ReadonlyMap<string, PackedColumn>
  private readonly selectors: readonly string[]
  private readonly made: (FactorRow | undefined)[]

  constructor(
    packed: Packed,
    private readonly source: FactorSource,
  ) {
    this.columns = new Map(packed)
    this.selectors = [...this.columns.keys()].filter((name) => !plain.has(name))
    const long = packed.map(([, column]) => column).find((column) => typeof column !== 'string')
    // a table in which no column differs has one row
    const length = long === undefined ? 1 : isList(long) ? long.length : (long as ByPlace).at.length
    this.made = new Array<FactorRow | undefined>(length).fill(undefined)
  }

  all(): readonly FactorRow[] {
    return Array.from(this.made, (_, index) => this.row(index))
  }

  /** The rows that state a parameter and exactly these selectors. */
  stating(parameter: string, selectors: Readonly<Record<string, string>>): readonly FactorRow[] {
    for (const name of Object.keys(selectors)) if (!this.selectors.includes(name)) return []
    let places: number[] | undefined
    const keep = (name: string, text: string): boolean => {
      places = this.places(name, text, places)
      return places === undefined || places.length > 0
    }
    if (!keep('parameter', parameter)) return []
    for (const name of this.selectors) if (!keep(name, selectors[name] ?? '')) return []
    return places ? places.map((index) => this.row(index)) : this.all()
  }

  /** Whether a row of a parameter holds for certain dates only. */
  isDated(parameter: string): boolean {
    if (!this.columns.has('validFrom') && !this.columns.has('validTo')) return false
    const places = this.places('parameter', parameter, undefined)
    const dated = (index: number) => this.cell('validFrom', index) !== '' || this.cell('validTo', index) !== ''
    return places ? places.some(dated) : this.made.some((_, index) => dated(index))
  }

  /** Those of the places, else of all, at which a column holds a text; undefined if that is every place. */
  private places(name: string, text: string, among: number[] | undefined): number[] | undefined {
    const column = this.columns.get(name) ?? ''
    if (typeof column === 'string') return column === text ? among : []
    const wanted = isList(column) ? text : column.of.indexOf(text)
    const cells: readonly (string | number)[] = isList(column) ? column : column.at
    if (among) return among.filter((index) => cells[index] === wanted)
    const found: number[] = []
    for (let index = 0; index < cells.length; index++) if (cells[index] === wanted) found.push(index)
    return found
  }

  private cell(name: string, index: number): string {
    const column = this.columns.get(name) ?? ''
    if (typeof column === 'string') return column
    if (isList(column)) return column[index] as string
    const text = column.of[column.at[index] as number] as string
    if (!column.holes) return text
    return text.replace(/\{([^{}]*?)([ -]?)\}/g, (_, of: string, form: string) =>
      (forms[form] as (text: string) => string)(this.cell(of, index)),
    )
  }

  private row(index: number): FactorRow {
    const before = this.made[index]
    if (before) return before
    const row: Record<string, unknown> = {}
    const selectors: Record<string, string> = {}
    row.selectors = selectors
    for (const name of this.columns.keys()) {
      const text = this.cell(name, index)
      if (text === '') continue
      if (plain.has(name)) row[name] = text
      else selectors[name] = text
    }
    row.source = this.source.id
    row.edition = this.source.edition
    // results and matches hand rows out as they stand in the table
    Object.freeze(selectors)
    const made = Object.freeze(row) as unknown as FactorRow
    this.made[index] = made
    return made
  }
}

/** A table whose rows are read when they are asked for. */
export interface PackedTable extends FactorTable {
  stating(parameter: string, selectors: Readonly<Record<string, string>>): readonly FactorRow[]
  isDated(parameter: string): boolean
}

/** A table that was written by columns, read on first use. `name` is `source/table`. */
export const packedTable = (name: string, source: FactorSource, text: string): PackedTable => {
  let packed: PackedRows | undefined
  let rows: readonly FactorRow[] | undefined
  const read = (): PackedRows => {
    packed ??= new PackedRows(JSON.parse(text) as Packed, source)
    return packed
  }
  /** A table whose text lacks a word need not be read to know that it is in no cell. */
  const mayHold = (...words: readonly string[]): boolean =>
    packed !== undefined || words.every((word) => text.includes(JSON.stringify(word)))
  return {
    table: name.slice(name.indexOf('/') + 1),
    source,
    get rows() {
      rows ??= read().all()
      return rows
    },
    stating: (parameter, selectors) =>
      mayHold(parameter, ...Object.keys(selectors), ...Object.values(selectors))
        ? read().stating(parameter, selectors)
        : [],
    isDated: (parameter) => mayHold(parameter) && read().isDated(parameter),
  }
}
