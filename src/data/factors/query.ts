import { fail } from '../../core/errors'
import { didYouMean, nearest } from '../../core/nearest'
import { parseUnit, sameParts } from '../../core/quantity'
import { type Alias, aliasesOf, aliasNames, plainName } from './aliases'
import { facet, rowTexts, selectorColumns, useColumns, valuesOf } from './facets'
import { readRegion } from './read-region'
import { regionChain } from './regions'
import type { FactorRow, FactorTable } from './row'

/**
 * What is looked for. Each part that is given must hold; names and aliases are compared without regard to case, spaces
 * and hyphens. Any other column of the rows (`treatment`, `livestock` …) may be named as well.
 */
export interface FactorQuery {
  readonly fuel?: string
  /** `CH4` finds `CH4 (biogenic)` and `CH4 (fossil)` as well. */
  readonly gas?: string
  /** What the row's sector, activity or vehicle is called: `road`, `stationary`, `residential`, `passenger-car` … */
  readonly use?: string
  readonly sector?: string
  readonly activity?: string
  readonly technology?: string
  readonly vehicle?: string
  readonly climate?: string
  readonly wasteType?: string
  /** An ISO 3166 code, a country or a UN region: rows that hold there, from the nearest to those of the world. */
  readonly region?: string
  /** Rows that hold in the year come first; none is left out. */
  readonly year?: number | string
  readonly parameter?: string
  /** Rows that can be stated in this unit. */
  readonly unit?: string
  /** An id, or, if there is none, whole words of ids: `ipcc-2006`, `uk-ghg`. */
  readonly source?: string
  /** An edition, or, if there is none, whole words of editions: `2006`, `2019`. */
  readonly edition?: string
  readonly status?: string
  /** Words that the row holds anywhere. */
  readonly text?: string
  readonly [selector: string]: string | number | undefined
}

/** One part of a query, and the names in the rows that answer it. */
export interface Condition {
  readonly column: string
  readonly asked: string
  /** Plain names that fit; of `region` the chain from the nearest to the world. */
  readonly aliases: readonly Alias[]
  /** The rows of a table that fit. */
  places(table: FactorTable): ReadonlySet<number>
}

/** A query, read. */
export interface ReadQuery {
  readonly conditions: readonly Condition[]
  readonly region?: string
  readonly year?: number
}

const plainParts = ['gas', 'use', 'region', 'year', 'parameter', 'unit', 'source', 'edition', 'status', 'text']
const inWords = new Set(['source', 'edition'])

/** Which aliases name what stands in a column. */
const kindOf = (column: string): string => ((useColumns as readonly string[]).includes(column) ? 'use' : column)
const aliasesFor = (column: string, text: string): readonly Alias[] => [
  ...aliasesOf(column, text),
  ...(kindOf(column) === column ? [] : aliasesOf(kindOf(column), text)),
  ...(column === 'use' ? aliasesOf('vehicle', text) : []),
]

const none: ReadonlySet<number> = new Set()

const gathered = (lists: readonly (readonly number[])[]): ReadonlySet<number> => {
  if (lists.length === 0) return none
  const places = new Set<number>()
  for (const list of lists) for (const place of list) places.add(place)
  return places
}

/** The keys of a facet that a text names: itself, or, `inParts`, all that hold its words. */
const fitting = (
  column: string,
  text: string,
  table: FactorTable,
  inParts: boolean,
): readonly (readonly number[])[] => {
  const { places } = facet(table, column)
  if (!inParts) {
    const list = places.get(text)
    return list ? [list] : []
  }
  return [...places].flatMap(([name, list]) => (`-${name}-`.includes(`-${text}-`) ? [list] : []))
}

/** Whether what a row holds is only another spelling of what was asked. */
const misspelt = (row: FactorRow, column: string, asked: string): boolean => {
  const values = valuesOf(row, column).filter((value) => plainName(value) === plainName(asked))
  return values.length > 0 && !values.includes(asked)
}

const named = (column: string, asked: string, tables: readonly FactorTable[]): Condition => {
  const own = plainName(asked)
  const aliases = aliasesFor(column, asked)
  const texts = [...new Set([own, ...aliases.map(({ name }) => plainName(name))])]
  // `AR6` is an edition, and a word of `AR6-GWP20` besides
  const whole = tables.some((table) => texts.some((text) => facet(table, column).places.has(text)))
  const inParts = inWords.has(column) && !whole
  const lists = (table: FactorTable) => texts.flatMap((text) => fitting(column, text, table, inParts))
  if (!tables.some((table) => lists(table).length > 0)) refuseName(column, asked, tables)
  // CF and Cf are two parameters: who writes one of them as the rows do means that one
  const spelt = tables.flatMap((table) => [...(facet(table, column).spellings.get(own) ?? [])])
  const only = spelt.includes(asked) && spelt.some((name) => name !== asked)
  const places = (table: FactorTable): ReadonlySet<number> => {
    const all = gathered(lists(table))
    return only ? new Set([...all].filter((at) => !misspelt(table.rows[at] as FactorRow, column, asked))) : all
  }
  return { column, asked, aliases, places }
}

const refuseName = (column: string, asked: string, tables: readonly FactorTable[]): never => {
  const names = [...new Set(tables.flatMap((table) => [...facet(table, column).names]))].sort()
  const known = [...names, ...aliasNames(column), ...(kindOf(column) === column ? [] : aliasNames(kindOf(column)))]
  const hint = didYouMean(asked, known)
  const some = [...new Set([...nearest(asked, names, 12), ...names])].slice(0, 12)
  return fail('label.unknown', `No row is for ${column} "${asked}"`, {
    found: `"${asked}"`,
    expected: `${some.join(', ')}${names.length > some.length ? ' …' : ''}`,
    ...(hint ? { hint } : {}),
  })
}

const inUnit = (asked: string): Condition => {
  const wanted = parseUnit(asked)
  const places = (table: FactorTable) =>
    gathered(
      [...facet(table, 'unit').places].flatMap(([text, list]) => (sameParts(parseUnit(text), wanted) ? [list] : [])),
    )
  return { column: 'unit', asked, aliases: [], places }
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

/** Columns in which another name may stand for the words of a text search. */
const namedByText = ['fuel', 'vehicle', 'wasteType', 'supplier']

const inText = (asked: string): Condition => {
  const words = wordsOf(asked)
  const aliases = namedByText.flatMap((column) => aliasesOf(column, asked))
  const places = (table: FactorTable) =>
    gathered([
      ...rowTexts(table).map((text, index) => (words.every((word) => text.includes(word)) ? [index] : [])),
      ...aliases.map(({ kind, name }) => facet(table, kind).places.get(plainName(name)) ?? []),
    ])
  return { column: 'text', asked, aliases, places }
}

/** What may be meant by the words of a text that no row holds: the nearest labels and other names. */
export const textHint = (asked: string, tables: readonly FactorTable[]): string | undefined => {
  const lost = wordsOf(asked).filter(
    (word) => !tables.some((table) => rowTexts(table).some((text) => text.includes(word))),
  )
  if (lost.length === 0) return undefined
  const labels = new Set(
    tables.flatMap((table) => [...selectorColumns(table)].flatMap((column) => [...facet(table, column).names])),
  )
  const known = new Set(
    [...labels, ...namedByText.flatMap(aliasNames)].flatMap((name) => [name, ...name.split(/[\s-]+/)]),
  )
  return lost.flatMap((word) => didYouMean(word, known) ?? []).join(' ') || undefined
}

const inRegion = (asked: string): Condition & { readonly region: string } => {
  const { region, aliases } = readRegion(asked)
  const chain = regionChain(region).map(plainName)
  const places = (table: FactorTable) => gathered(chain.map((name) => facet(table, 'region').places.get(name) ?? []))
  return { column: 'region', asked, aliases, places, region }
}

const yearOf = (asked: string): number =>
  /^\d{4}$/.test(asked)
    ? Number(asked)
    : fail('label.unknown', 'The year is not a year', { found: `"${asked}"`, expected: 'four digits' })

const checkColumns = (query: FactorQuery, tables: readonly FactorTable[]): void => {
  for (const column of Object.keys(query)) {
    if (query[column] === undefined || plainParts.includes(column)) continue
    if (tables.some((table) => selectorColumns(table).has(column))) continue
    const columns = [...new Set([...plainParts, ...tables.flatMap((table) => [...selectorColumns(table)])])].sort()
    // another word for a column is seldom near in letters: the columns that hold the name are
    const value = String(query[column])
    const holding = columns.filter(
      (name) =>
        aliasesOf(name, value).length > 0 || tables.some((table) => facet(table, name).places.has(plainName(value))),
    )
    const near = [...new Set([...holding, ...nearest(column, columns, 12)])].slice(0, 12)
    const some = near.length > 0 ? near : columns.slice(0, 12)
    const meant = holding.slice(0, 3).map((name) => `"${name}"`)
    const hint = meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : didYouMean(column, columns)
    fail('call.invalid', `No row states "${column}"`, {
      found: `"${column}"`,
      expected: `${some.join(', ')}${columns.length > some.length ? ' …' : ''}`,
      ...(hint ? { hint } : {}),
    })
  }
}

/**
 * Reads a query for some tables. Throws `call.invalid` for a column that no row has, and `label.unknown`, with the
 * nearest names, for a name that neither a row nor an alias has.
 */
export const readQuery = (query: FactorQuery, tables: readonly FactorTable[]): ReadQuery => {
  checkColumns(query, tables)
  const conditions: Condition[] = []
  let region: string | undefined
  let year: number | undefined
  for (const [column, value] of Object.entries(query)) {
    if (value === undefined) continue
    const asked = String(value).trim()
    if (column === 'year') year = yearOf(asked)
    else if (column === 'unit') conditions.push(inUnit(asked))
    else if (column === 'text') conditions.push(inText(asked))
    else if (column === 'region') {
      const found = inRegion(asked)
      region = found.region
      conditions.push(found)
    } else conditions.push(named(column, asked, tables))
  }
  return { conditions, ...(region === undefined ? {} : { region }), ...(year === undefined ? {} : { year }) }
}
