import { fail } from '../../core/errors'

/** A table: its name, or its path from the outside in (`['survey', 'buildings']`). */
export type TableName = string | readonly string[]

/** A column that holds the values of an input. */
export interface SqlColumn {
  readonly column: string
  /** The unit of the column; the declared one where it is not stated. */
  readonly unit?: string
  /** The table that it is in, where that is not the table of the rows. */
  readonly table?: TableName
  /** The column of that table that names the row; called as in the table of the rows where it is not stated. */
  readonly id?: string
  /** The dimensions that the values are over, each with the column of its labels. */
  readonly over?: Readonly<Record<string, string>>
}

class ColumnOf implements SqlColumn {
  readonly column: string
  readonly unit?: string
  readonly table?: TableName
  readonly id?: string
  readonly over?: Readonly<Record<string, string>>
  constructor(name: string, options: Omit<SqlColumn, 'column'>) {
    this.column = name
    Object.assign(this, options)
  }
}

/**
 * A column instead of a value, wherever an input is given to `toSql`.
 *
 * @example
 * column('tj', { table: 'fuel_use', over: { fuel: 'fuel_name' }, unit: 'TJ' })
 */
export const column = (name: string, options: Omit<SqlColumn, 'column'> = {}): SqlColumn =>
  name === '' ? fail('call.invalid', 'A column needs a name') : new ColumnOf(name, options)

export const isColumn = (given: unknown): given is SqlColumn => given instanceof ColumnOf

/** The columns that two inputs have in common: same table, same row, same labels. */
export const placeOf = ({ table, id, over = {} }: SqlColumn): string =>
  JSON.stringify([table ?? null, id ?? null, Object.entries(over).sort(([a], [b]) => (a < b ? -1 : 1))])
