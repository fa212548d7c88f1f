import { fail } from '../../core/errors'
import { type FactorRow, type FlatFactorRow, plainColumns } from './row'

/** A column of a row that differs between two versions of the tables. */
export interface ColumnChange {
  readonly column: string
  readonly before: string
  readonly after: string
}

/** A factor row that two versions of the tables do not share as it is. */
export interface RowChange {
  readonly id: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** What differs; empty for a row that was added or removed. */
  readonly columns: readonly ColumnChange[]
}

/** Columns that tell of a row, and change no result; bounds are in every uncertainty. */
const telling: ReadonlySet<string> = new Set(['locator', 'status', 'title', 'notes'])

const figures: ReadonlySet<string> = new Set(['value', 'unit', 'lower', 'upper', 'bounds'])

/** A measured value goes before others. */
const changesFigures = ({ column, before, after }: ColumnChange): boolean =>
  !telling.has(column) || (column === 'status' && (before === 'measured' || after === 'measured'))

/** Rows that are told apart by nothing cannot be compared. */
const byId = (rows: readonly FlatFactorRow[]): Map<string, FlatFactorRow> => {
  const known = new Map<string, FlatFactorRow>()
  for (const row of rows) {
    const id = textOf(row, 'id')
    if (id === '' || known.has(id))
      fail('factor.invalid', id === '' ? 'A row has no id' : `Two rows are called "${id}"`, {
        ...(id === '' ? { found: JSON.stringify(row) } : {}),
        hint: 'Rows of two versions are compared by their ids.',
      })
    known.set(id, row)
  }
  return known
}

const textOf = (row: FlatFactorRow, column: string): string => String(row[column] ?? '')

/**
 * Which rows of two versions of the factor tables differ, and in which columns, in the order of their ids. A row is
 * known by its id; the order of rows and of columns plays no part. Throws `factor.invalid` for rows without an id or of
 * the same.
 * @param before flat rows, as `flattenRow` gives and `citymrv factors --all --json` prints
 */
export const diffFactors = (
  before: readonly FlatFactorRow[],
  after: readonly FlatFactorRow[],
): readonly RowChange[] => {
  const [old, now] = [byId(before), byId(after)]
  const changes: RowChange[] = []
  for (const id of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const [was, is] = [old.get(id), now.get(id)]
    if (!was || !is) {
      changes.push({ id, kind: was ? 'removed' : 'added', columns: [] })
      continue
    }
    const columns = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .map((column) => ({ column, before: textOf(was, column), after: textOf(is, column) }))
      .filter((each) => each.before !== each.after)
    if (columns.length > 0) changes.push({ id, kind: 'changed', columns })
  }
  return changes
}

/**
 * What a change of rows asks of the version of the data set, by Semantic Versioning: `major` where a result may differ
 * (a row is gone, or its figure, its bounds or what it is for has changed), `minor` where rows came in, `patch` where only
 * what is told of a row has changed. Undefined where nothing has.
 */
export const bumpFor = (changes: readonly RowChange[]): 'major' | 'minor' | 'patch' | undefined => {
  const changesResults = ({ kind, columns }: RowChange): boolean => kind === 'removed' || columns.some(changesFigures)
  if (changes.some(changesResults)) return 'major'
  if (changes.some(({ kind }) => kind === 'added')) return 'minor'
  return changes.length > 0 ? 'patch' : undefined
}

/** Whether a row is for something else than before: another fuel, place, year, edition. */
export const isMoved = ({ columns }: RowChange): boolean =>
  columns.some(({ column }) => !telling.has(column) && !figures.has(column))

/** The row that a flat record holds. */
export const rowOf = (flat: FlatFactorRow): FactorRow => {
  const plain = new Set<string>(plainColumns)
  const stated = Object.entries(flat).flatMap(([column, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[column, String(value)]],
  )
  return {
    ...(Object.fromEntries(stated.filter(([column]) => plain.has(column))) as unknown as FactorRow),
    selectors: Object.fromEntries(stated.filter(([column]) => !plain.has(column))),
  }
}
