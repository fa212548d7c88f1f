import { fail, Problems } from '../../core/errors'
import { Quantity } from '../../core/quantity'
import { type Given, type Rows, Values } from '../evaluation'
import type { Codes } from './kernels'
import type { CodeColumn, RowColumn } from './row-column'

/** Numbers of the rows in a unit of their own. */
export interface UnitColumn {
  readonly values: Float64Array
  readonly unit: string
}

/** Labels of the rows, each by its position in `labels`. */
export interface LabelColumn {
  readonly labels: readonly string[]
  readonly codes: Codes
}

/** A column: numbers in the unit that the input declares, numbers in another, labels by code, or labels as text. */
export type BatchColumn = Float64Array | UnitColumn | LabelColumn | readonly string[]

/** What a caller may give for an input: all that a single evaluation takes, with columns wherever one value may stand. */
export type BatchGiven =
  | Given
  | BatchColumn
  | { readonly from: string | number; readonly values: readonly BatchGiven[] }
  | { readonly over: readonly string[]; readonly values: BatchGiven }
  | readonly Readonly<Record<string, string | number | BatchColumn>>[]
  | { readonly [label: string]: BatchGiven }

/** The columns of a call in the order in which they were found, and the rest of it. */
export interface Split {
  readonly columns: readonly RowColumn[]
  readonly units: readonly (string | undefined)[]
  /** The input of each column, by the name that the caller uses. */
  readonly names: readonly string[]
  /** What is the same for all rows, as text, with a mark for every column; undefined where it has no text. */
  readonly shape: string | undefined
  /** The inputs with columns of a program in place of those of the caller. */
  readonly inputs: (rows: Rows) => Record<string, Given>
  /** The inputs of one row. */
  readonly row: (row: number) => Record<string, Given>
}

const isCodes = (codes: unknown): codes is Codes =>
  codes instanceof Uint8Array || codes instanceof Uint16Array || codes instanceof Int32Array

const isPlain = (given: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(given)
  return prototype === Object.prototype || prototype === null
}

const encode = (texts: readonly string[]): CodeColumn => {
  const known = new Map<string, number>()
  const codes = new Int32Array(texts.length)
  for (let row = 0; row < texts.length; row++) {
    const text = String(texts[row])
    let code = known.get(text)
    if (code === undefined) {
      code = known.size
      known.set(text, code)
    }
    codes[row] = code
  }
  return { codes, labels: [...known.keys()] }
}

/** A column as it is computed with, or undefined where the value is none. */
const columnOf = (given: unknown): { column: RowColumn; unit?: string } | undefined => {
  if (given instanceof Float64Array) return { column: given }
  if (typeof given !== 'object' || given === null) return undefined
  if (Array.isArray(given)) return typeof given[0] === 'string' ? { column: encode(given as string[]) } : undefined
  if ('over' in given || 'from' in given) return undefined
  const { values, unit, labels, codes } = given as Record<string, unknown>
  if (values instanceof Float64Array) return { column: values, ...(typeof unit === 'string' ? { unit } : {}) }
  return isCodes(codes) && Array.isArray(labels) ? { column: { codes, labels: labels as string[] } } : undefined
}

/** What looks like numbers of rows and is no column. */
const otherNumbers = (given: unknown): string | undefined => {
  if (Array.isArray(given)) return typeof given[0] === 'number' ? 'an array of numbers' : undefined
  return ArrayBuffer.isView(given) ? `a ${given.constructor.name}` : undefined
}

type Replace = (index: number) => unknown

/** The parts of a value that may hold columns: a series has a value a label, whatever sort of array it is. */
const partsOf = (given: object): [string, unknown, boolean][] =>
  Object.entries(given).map(([name, each]) => [name, each, name === 'values' && 'from' in given])

const replaced = (given: unknown, replace: Replace, next: { at: number }, isSeries = false): unknown => {
  if (!isSeries && isColumn(given)) return replace(next.at++)
  if (Array.isArray(given)) return given.map((each) => replaced(each, replace, next))
  if (typeof given !== 'object' || given === null || !isPlain(given)) return given
  return Object.fromEntries(
    partsOf(given).map(([name, each, series]) => [
      name,
      name === 'over' ? each : replaced(each, replace, next, series),
    ]),
  )
}

/** Whether it is a column, without reading it. */
const isColumn = (given: unknown): boolean => {
  if (given instanceof Float64Array) return true
  if (typeof given !== 'object' || given === null) return false
  if (Array.isArray(given)) return typeof given[0] === 'string'
  if ('over' in given || 'from' in given) return false
  const { values, labels, codes } = given as Record<string, unknown>
  return values instanceof Float64Array || (isCodes(codes) && Array.isArray(labels))
}

export const lengthOf = (column: RowColumn): number =>
  column instanceof Float64Array ? column.length : column.codes.length

/** The value of a row as a single evaluation takes it. */
export const valueAt = (column: RowColumn, unit: string | undefined, row: number): string | number => {
  if (!(column instanceof Float64Array)) {
    const code = column.codes[row] as number
    return column.labels?.[code] ?? `code ${code}`
  }
  const value = column[row] as number
  return unit === undefined ? value : `${value} ${unit === '1' ? '' : unit}`.trim()
}

/** Finds the columns among the inputs. */
export const splitColumns = (inputs: Readonly<Record<string, BatchGiven>>): Split => {
  const columns: RowColumn[] = []
  const units: (string | undefined)[] = []
  const names: string[] = []
  const isBeside: boolean[] = []
  const problems = new Problems()
  let hasText = true
  const look = (given: unknown, name: string, around?: object, isSeries = false): string => {
    const found = isSeries ? undefined : columnOf(given)
    if (found) {
      if (columns.length > 0 && lengthOf(columns[0] as RowColumn) !== lengthOf(found.column)) {
        problems.add('input.shape', 'The columns have different lengths', {
          at: { input: name },
          found: `${lengthOf(found.column)} rows`,
          expected: `${lengthOf(columns[0] as RowColumn)} rows, as the first column has`,
        })
      }
      columns.push(found.column)
      names.push(name)
      // in tidy rows the unit stands beside
      const beside = around && 'value' in around && 'unit' in around ? String(around.unit) : undefined
      units.push(found.unit ?? beside)
      isBeside.push(found.unit === undefined && beside !== undefined)
      return found.column instanceof Float64Array ? `#${JSON.stringify(found.unit ?? null)}` : '#codes'
    }
    const other = isSeries ? undefined : otherNumbers(given)
    if (other !== undefined) {
      problems.add('input.shape', 'Numbers of rows come as a Float64Array', {
        at: { input: name },
        found: other,
        expected: 'a Float64Array',
        hint: 'Float64Array.from(values) makes one.',
      })
    }
    if (Array.isArray(given)) return `[${given.map((each) => look(each, name)).join()}]`
    if (given instanceof Quantity) return JSON.stringify(String(given))
    if (typeof given !== 'object' || given === null)
      return typeof given === 'string' ? JSON.stringify(given) : String(given)
    if (given instanceof Values || !isPlain(given)) {
      hasText = false
      return ''
    }
    const parts = partsOf(given).map(([key, each, series]) => {
      const text = key === 'over' ? JSON.stringify(each) : look(each, name, given, series)
      return `${JSON.stringify(key)}:${text}`
    })
    return `{${parts.join()}}`
  }
  const parts = Object.entries(inputs).map(([name, given]) => `${JSON.stringify(name)}:${look(given, name)}`)
  problems.throwIfAny()
  const withColumns = (replace: Replace): Record<string, Given> => {
    const next = { at: 0 }
    return Object.fromEntries(
      Object.entries(inputs).map(([name, given]) => [name, replaced(given, replace, next) as Given]),
    )
  }
  return {
    columns,
    units,
    names,
    shape: hasText ? parts.join() : undefined,
    inputs: (rows) => withColumns((index) => rows.column(units[index])),
    row: (row) =>
      withColumns((index) => valueAt(columns[index] as RowColumn, isBeside[index] ? undefined : units[index], row)),
  }
}

/** How many rows the columns have. */
export const rowsOf = ({ columns }: Split): number => {
  const [first] = columns
  if (first) return lengthOf(first)
  return fail('input.shape', 'No input is a column', {
    expected: 'a Float64Array, { values, unit }, { labels, codes } or labels as text for one input at least',
    hint: 'For one set of values, use evaluate.',
  })
}
