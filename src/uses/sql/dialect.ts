/** The engines that statements are written for. */
export type DialectName = 'duckdb' | 'postgresql' | 'spark'

/** How an engine writes what engines write differently. All else is the same text for all. */
export interface Dialect {
  readonly name: DialectName
  /** A name, whatever characters it has. */
  identifier(name: string): string
  string(text: string): string
  /** A DOUBLE: a plain `0.1` is a DECIMAL in all three, with its own rounding and overflow. */
  number(value: number): string
  /** A column as DOUBLE; NULL where it holds no number. */
  toNumber(column: string): string
  toText(column: string): string
  /** Whether a text has a part that fits a regular expression. */
  matches(text: string, pattern: RegExp): string
  /** No value, of the type of numbers or of texts. */
  readonly noNumber: string
  readonly noText: string
  /**
   * What keeps a table apart from the query that reads it, and whether each step of a recurrence needs it or only one
   * with a window: folded into one query, a long chain takes planners ages.
   */
  readonly apart: { readonly sql: string; readonly always: boolean }
  /** Whether the labels of a row stand in arrays: Spark computes a table anew for each reader, and again for theirs. */
  readonly inArrays: boolean
  /** Statements before and after those of a method. */
  readonly around: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** Whether arithmetic beyond the range of a DOUBLE stops the whole statement, underflow included. */
  readonly stopsOutOfRange: boolean
}

const quoted = (text: string, mark: string): string => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`

const exponent = (value: number): string => {
  const text = String(value)
  return text.includes('e') ? text : `${text}e0`
}

const signed = (text: string): string => (text.startsWith('-') ? `(${text})` : text)

// E'' reads the same whatever standard_conforming_strings is
const postgresqlText = (text: string): string =>
  text.includes('\\') ? `E${quoted(text.replaceAll('\\', '\\\\'), "'")}` : quoted(text, "'")

const sparkText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  duckdb: {
    name: 'duckdb',
    around: { before: [], after: [] },
    inArrays: false,
    apart: { sql: 'MATERIALIZED ', always: false },
    noNumber: 'CAST(NULL AS DOUBLE)',
    noText: 'CAST(NULL AS VARCHAR)',
    identifier: (name) => quoted(name, '"'),
    string: (text) => quoted(text, "'"),
    number: (value) => signed(exponent(value)),
    toNumber: (column) => `TRY_CAST(${column} AS DOUBLE)`,
    toText: (column) => `CAST(${column} AS VARCHAR)`,
    matches: (text, { source }) => `regexp_matches(${text}, ${quoted(source, "'")})`,
    stopsOutOfRange: false,
  },
  postgresql: {
    name: 'postgresql',
    // it takes the tables of a statement for short ones, and would look through one for each record of another
    around: { before: ['SET enable_nestloop = off'], after: ['RESET enable_nestloop'] },
    inArrays: false,
    apart: { sql: 'MATERIALIZED ', always: true },
    noNumber: 'CAST(NULL AS float8)',
    noText: 'CAST(NULL AS text)',
    identifier: (name) => quoted(name, '"'),
    string: postgresqlText,
    number: (value) => `float8 '${value}'`,
    // there is no cast that gives NULL: what is no number is not cast at all
    toNumber: (column) =>
      `CASE WHEN ${column}::text ~ '^\\s*[-+]?([0-9]{1,100}([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,2})?\\s*$' THEN ${column}::text::float8 END`,
    toText: (column) => `CAST(${column} AS text)`,
    matches: (text, { source }) => `${text} ~ ${postgresqlText(source)}`,
    stopsOutOfRange: true,
  },
  spark: {
    name: 'spark',
    around: { before: [], after: [] },
    inArrays: true,
    apart: { sql: '', always: false },
    noNumber: 'CAST(NULL AS DOUBLE)',
    noText: 'CAST(NULL AS STRING)',
    identifier: (name) => quoted(name, '`'),
    string: sparkText,
    number: (value) => signed(`${value}D`),
    toNumber: (column) => `try_cast(${column} AS DOUBLE)`,
    toText: (column) => `CAST(${column} AS STRING)`,
    matches: (text, { source }) => `regexp_like(${text}, ${sparkText(source)})`,
    stopsOutOfRange: false,
  },
}
