/** A source of factors: one bibliography entry. */
export interface FactorSource {
  readonly id: string
  readonly title: string
  readonly publisher?: string
  /** When it was published; null where it bears no date. */
  readonly year?: number | null
  readonly edition: string
  /** Editions of one series exclude each other within a method: `ipcc-guidelines`. */
  readonly series?: string
  readonly corrigenda?: string | null
  readonly url?: string
  readonly licence?: string
  readonly read?: string
}

/** How far a figure was seen: in its source, in a copy, nowhere, measured, or given by the project. */
export type FactorStatus = 'read' | 'secondary' | 'memory' | 'measured' | 'project'

/** One figure of a table, as printed. */
export interface FactorRow {
  readonly id: string
  readonly parameter: string
  readonly value: string
  readonly unit?: string
  readonly lower?: string
  readonly upper?: string
  /** What the bounds are: a 95 % interval, a range, percents … */
  readonly bounds?: string
  /** What the row is for: sector, activity, technology, fuel, climate, wasteType … */
  readonly selectors: Readonly<Record<string, string>>
  /** ISO 3166 code, named region, or `world`. */
  readonly region?: string
  readonly validFrom?: string
  readonly validTo?: string
  readonly source: string
  readonly edition: string
  /** Chapter, table and page. */
  readonly locator?: string
  readonly status: FactorStatus
  readonly title?: string
  readonly notes?: string
  /** The project's own row, whatever source it names. */
  readonly own?: true
}

/** One printed table, with its source. */
export interface FactorTable {
  readonly source: FactorSource
  readonly table: string
  readonly rows: readonly FactorRow[]
  /** The id by which it is loaded, where that brings tables of several documents. */
  readonly loadedAs?: string
}

/** All tables of a source. */
export interface FactorSet {
  readonly source: FactorSource
  readonly tables: readonly FactorTable[]
}

/** What the library says of a source before it is loaded. */
export interface SourceEntry
  extends Pick<FactorSource, 'id' | 'title' | 'publisher' | 'year' | 'edition' | 'series' | 'licence' | 'url'> {
  /** How many tables and rows it has, and how many of the rows were read in their source. */
  readonly tables: number
  readonly rows: number
  readonly read: number
  /** For which its rows are: codes, UN regions, `world`. */
  readonly regions: readonly string[]
}

/** When a row holds, in words; undefined for one without dates. */
export const validity = ({ validFrom, validTo }: FactorRow): string | undefined =>
  validFrom && validTo
    ? `${validFrom} to ${validTo}`
    : validTo
      ? `until ${validTo}`
      : validFrom
        ? `from ${validFrom}`
        : undefined

/** The columns of a factor CSV that are not selectors. */
export const plainColumns = [
  'id',
  'parameter',
  'value',
  'unit',
  'lower',
  'upper',
  'bounds',
  'region',
  'validFrom',
  'validTo',
  'source',
  'edition',
  'locator',
  'status',
  'title',
  'notes',
] as const

/** A factor row as in a CSV or in JSON: one flat record. */
export type FlatFactorRow = Readonly<Record<string, string | number | null | undefined>>

/** The row as one flat record: what `citymrv factors --json` prints and a project's CSV holds. */
export const flattenRow = (row: FactorRow): Record<string, string> => {
  const { selectors, ...plain } = row
  const entries = plainColumns.map((column) => [column, plain[column] ?? ''] as const)
  return { ...Object.fromEntries(entries), ...selectors }
}
