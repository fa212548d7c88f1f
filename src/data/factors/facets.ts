import { parseUnit } from '../../core/quantity'
import { plainName } from './aliases'
import type { FactorRow, FactorTable } from './row'

/** What `use` may name: a sector, an activity or a vehicle. */
export const useColumns = ['sector', 'activity', 'vehicle'] as const

/** The gas above the line of a unit, with and without its origin; of a GWP or GTP the one below. */
const gasesOf = ({ unit, parameter }: FactorRow): readonly string[] => {
  if (unit === undefined) return []
  const sign = parameter === 'GWP' || parameter === 'GTP' ? -1 : 1
  const part = parseUnit(unit).written.find(({ power }) => power * sign > 0)
  if (!part?.substance || (part.measure !== 'mass' && part.measure !== 'volume')) return []
  const formula = part.substance.replace(/ \([^()]*\)$/, '')
  return formula === '' || formula === part.substance ? [part.substance] : [part.substance, formula]
}

/** What a row holds in a column: of `gas`, what its unit says as well; of `use`, what any of its columns says. */
export const valuesOf = (row: FactorRow, column: string): readonly string[] => {
  const of = (value: string | undefined): string[] => (value === undefined ? [] : [value])
  switch (column) {
    case 'gas':
      // a row for CH4 in kg CO2e is no figure of all gases
      return row.selectors.gas === undefined
        ? gasesOf(row)
        : [row.selectors.gas, ...gasesOf(row).filter((gas) => !gas.startsWith('CO2e'))]
    case 'use':
      return useColumns.flatMap((name) => of(row.selectors[name]))
    case 'parameter':
    case 'source':
    case 'edition':
    case 'status':
    case 'unit':
      return of(row[column])
    case 'region':
      return [row.region ?? 'world']
    default:
      return of(row.selectors[column])
  }
}

/** The rows of a table by what they hold in a column, under plain names. */
export interface Facet {
  readonly places: ReadonlyMap<string, readonly number[]>
  /** How the rows write what is one plain name: `CF` and `Cf`. */
  readonly spellings: ReadonlyMap<string, ReadonlySet<string>>
  /** The names as the rows write them. */
  readonly names: ReadonlySet<string>
}

interface Facets {
  readonly columns: ReadonlySet<string>
  readonly made: Map<string, Facet>
  texts?: readonly string[]
}

const remembered = new WeakMap<FactorTable, Facets>()

const facetsOf = (table: FactorTable): Facets => {
  const known = remembered.get(table)
  if (known) return known
  const made = { columns: new Set(table.rows.flatMap(({ selectors }) => Object.keys(selectors))), made: new Map() }
  remembered.set(table, made)
  return made
}

/** The columns in which rows of a table say what they are for. */
export const selectorColumns = (table: FactorTable): ReadonlySet<string> => facetsOf(table).columns

const plainNames = new Map<string, string>()

/** `plainName`, remembered: tables repeat their words. */
const plain = (text: string): string => {
  const known = plainNames.get(text)
  if (known !== undefined) return known
  const made = plainName(text)
  if (plainNames.size < 20_000) plainNames.set(text, made)
  return made
}

/** The rows of a table by one column; made once a table. Units keep their text. */
export const facet = (table: FactorTable, column: string): Facet => {
  const facets = facetsOf(table)
  const known = facets.made.get(column)
  if (known) return known
  const places = new Map<string, number[]>()
  const names = new Set<string>()
  const spellings = new Map<string, Set<string>>()
  // a source may be asked for by the id that loads it: those of gases name their documents by title
  const ofTable = column === 'source' ? [table.source.id, ...(table.loadedAs ? [table.loadedAs] : [])] : []
  for (const [index, row] of table.rows.entries()) {
    for (const value of [...valuesOf(row, column), ...ofTable]) {
      names.add(value)
      const key = column === 'unit' ? value : plain(value)
      const spelt = spellings.get(key)
      if (spelt) spelt.add(value)
      else spellings.set(key, new Set([value]))
      const before = places.get(key)
      if (before?.at(-1) === index) continue
      if (before) before.push(index)
      else places.set(key, [index])
    }
  }
  const made = { places, names, spellings }
  facets.made.set(column, made)
  return made
}

/** All that each row says, in lower case; made once a table. */
export const rowTexts = (table: FactorTable): readonly string[] => {
  const facets = facetsOf(table)
  facets.texts ??= table.rows.map(({ selectors, ...row }) =>
    [...Object.values(row), ...Object.values(selectors)].join(' ').toLowerCase(),
  )
  return facets.texts
}
