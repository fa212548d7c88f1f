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

const stating = (table: FactorTable, parameter: string, selectors: Selectors): readonly FactorRow[] =>
  isPacked(table)
    ? table.stating(parameter, selectors)
    : table.rows.filter((row) => row.parameter === parameter && states(row, selectors))

/** What is looked up, as one text. */
const keyOf = (parameter: string, selectors: Selectors): string => {
  let key = parameter
  for (const name in selectors) key += `\n${name}\n${selectors[name]}`
  return key
}

const remembered = new WeakMap<readonly FactorTable[], Map<string, readonly Candidate[]>>()

/**
 * The rows of some tables that state a parameter and exactly these selectors, in their order. An answer is remembered by
 * the list of tables.
 */
export const rowsFor = (
  tables: readonly FactorTable[],
  parameter: string,
  selectors: Selectors,
): readonly Candidate[] => {
  let known = remembered.get(tables)
  if (!known) {
    known = new Map()
    remembered.set(tables, known)
  }
  const key = keyOf(parameter, selectors)
  const before = known.get(key)
  if (before) return before
  const candidates = tables.flatMap((table) =>
    stating(table, parameter, selectors).map((row): Candidate => ({ row, table })),
  )
  if (known.size >= 10_000) known.clear()
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
