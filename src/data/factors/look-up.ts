import type { PackedTable } from './packed'
import type { FactorRow, FactorTable } from './row'

/** A row, and the table that it stands in. */
export interface Candidate {
  readonly row: FactorRow
  readonly table: FactorTable
}

type Selectors = Readonly<Record<string, string>>

const isPacked = (table: FactorTable): table is PackedTable => 'stating' in table

const states = ({ selectors: stated }: FactorRow, selectors: Selectors): boolean => {
  const names = Object.keys(stated)
  return names.length === Object.keys(selectors).length && names.every((name) => stated[name] === selectors[name])
}

const ofTables = new WeakMap<FactorTable, Map<string, readonly FactorRow[]>>()

/** The rows of one table, remembered by the table: a list of tables may be made anew for each evaluation. */
const stating = (table: FactorTable, parameter: string, selectors: Selectors, key: string): readonly FactorRow[] => {
  if (!isPacked(table)) return table.rows.filter((row) => row.parameter === parameter && states(row, selectors))
  let known = ofTables.get(table)
  if (!known) {
    known = new Map()
    ofTables.set(table, known)
  }
  const before = known.get(key)
  if (before) return before
  const rows = table.stating(parameter, selectors)
  if (known.size >= most) known.clear()
  known.set(key, rows)
  return rows
}

/** How many answers are remembered of one table or list. */
const most = 10_000

/** What is looked up, as one text. */
const keyOf = (parameter: string, selectors: Selectors): string => {
  let key = parameter
  for (const name in selectors) key += `\n${name}\n${selectors[name]}`
  return key
}

const ofLists = new WeakMap<readonly FactorTable[], Map<string, readonly Candidate[]>>()

/**
 * The rows of some tables that state a parameter and exactly these selectors, in their order. An answer is remembered by
 * the list of tables.
 */
export const rowsFor = (
  tables: readonly FactorTable[],
  parameter: string,
  selectors: Selectors,
): readonly Candidate[] => {
  let known = ofLists.get(tables)
  if (!known) {
    known = new Map()
    ofLists.set(tables, known)
  }
  const key = keyOf(parameter, selectors)
  const before = known.get(key)
  if (before) return before
  const candidates = tables.flatMap((table) =>
    stating(table, parameter, selectors, key).map((row): Candidate => ({ row, table })),
  )
  if (known.size >= most) known.clear()
  known.set(key, candidates)
  return candidates
}

/** Whether a row of a parameter holds for certain dates only. */
export const isDated = (tables: readonly FactorTable[], parameter: string): boolean =>
  tables.some((table) =>
    isPacked(table)
      ? table.isDated(parameter)
      : table.rows.some((row) => row.parameter === parameter && (row.validFrom || row.validTo)),
  )
