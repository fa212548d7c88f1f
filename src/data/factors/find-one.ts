import { fail } from '../../core/errors'
import { parseUnit, sameParts } from '../../core/quantity'
import { valuesOf } from './facets'
import { asMatch, type FactorMatch, type FindOptions, keyParts, type Ranked, ranked, tablesOf } from './find'
import { type FactorQuery, type ReadQuery, readQuery } from './query'
import type { FactorRow, FactorSet, FactorTable } from './row'

const listed = (values: readonly string[]): string =>
  `${values.slice(0, 12).join(', ')}${values.length > 12 ? ' …' : ''}`
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

const askedText = (query: FactorQuery): string =>
  Object.entries(query)
    .flatMap(([column, value]) => (value === undefined ? [] : [`${column} ${value}`]))
    .join(', ') || 'a query that asks for nothing'

/** What there is where one part of the query is left out: by each part that alone stands in the way. */
const whatThereIs = (read: ReadQuery, tables: readonly FactorTable[], options: FindOptions): string | undefined => {
  const ways = read.conditions.flatMap(({ column }) => {
    const { region, ...rest } = read
    const conditions = read.conditions.filter((each) => each.column !== column)
    const without = { ...rest, conditions, ...(column === 'region' || region === undefined ? {} : { region }) }
    const rows = column === 'text' ? [] : ranked(without, tables, options.admits)
    if (rows.length === 0) return []
    const names = distinct(rows.flatMap(({ row }) => valuesOf(row, column)))
    return [names.length > 0 ? `for ${column} ${listed(names)}` : `that state no ${column}`]
  })
  return ways.length > 0 ? `There are rows ${ways.join('; or ')}.` : undefined
}

const refuseNone = (query: FactorQuery, hint: string | undefined, why = ''): never =>
  fail('factor.missing', `No row answers ${askedText(query)}${why}`, { ...(hint ? { hint } : {}) })

const yearText = ({ validFrom, validTo }: FactorRow): string =>
  validFrom || validTo ? `${validFrom?.slice(0, 4) ?? '…'} to ${validTo?.slice(0, 4) ?? '…'}` : 'without dates'

/** Rows in g and in kg answer the same unit: naming one would not decide. */
const unitsDecide = (rows: readonly FactorRow[]): boolean => {
  const [first, ...others] = distinct(rows.map(({ unit }) => unit ?? '')).map((unit) => unit && parseUnit(unit))
  return others.some((unit) => first === '' || unit === '' || !first || !unit || !sameParts(first, unit))
}

/**
 * In which fields rows differ, and in what: parameter and use first, what tells editions and sources apart last. Only
 * what would decide: not another name of the unit, nor the year, where all hold in the one that was asked for.
 */
const differing = (rows: readonly FactorRow[], query: FactorQuery): [field: string, values: string[]][] => {
  const selectors = distinct(rows.flatMap((row) => Object.keys(row.selectors)))
  const fields: [string, (row: FactorRow) => string][] = [
    ['parameter', (row) => row.parameter],
    ...selectors.map((name): [string, (row: FactorRow) => string] => [name, (row) => row.selectors[name] ?? '(none)']),
    ['unit', (row) => (unitsDecide(rows) ? (row.unit ?? '(none)') : '')],
    ['year', (row) => (query.year === undefined ? yearText(row) : '')],
    ['edition', (row) => row.edition],
    ['source', (row) => row.source],
  ]
  return fields
    .map(([name, of]): [string, string[]] => [name, distinct(rows.map(of))])
    .filter(([, values]) => values.length > 1)
}

const refuseMany = (query: FactorQuery, best: readonly Ranked[]): never => {
  const rows = best.map(({ row }) => row)
  const fields = differing(rows, query)
  // one field that tells them all apart decides; else each of those in which they differ narrows
  const deciding = fields.filter(([, values]) => values.length === rows.length).slice(0, 1)
  const shown = (deciding.length > 0 ? deciding : fields).map(([field, values]) => `${field} (${listed(values)})`)
  return fail('factor.ambiguous', `${rows.length} rows of equal rank answer ${askedText(query)}`, {
    found: listed(rows.map(({ id, value, unit }) => `${id} = ${value}${unit && unit !== '1' ? ` ${unit}` : ''}`)),
    expected: 'one row',
    hint:
      shown.length > 0
        ? `State the ${shown.join(' or the ')}.`
        : 'They differ in nothing else that can be asked for: give the id of one as text, or leave one of the tables out.',
  })
}

const parts = ['standing', 'region', 'dates', 'age'] as const
const places = parts.map((part) => keyParts.indexOf(part))

/** Whether a list of editions tells the two apart: they are of one series that it names. */
const byEdition = (first: Ranked, other: Ranked, admits: FindOptions['admits']): boolean => {
  const { series } = first.table.source
  if (series === undefined || series !== other.table.source.series || admits?.[series] === undefined) return false
  return first.row.edition !== other.row.edition
}

/**
 * Whether a row could as well be meant: of equal standing, region and dates, it is as exact as the first, or the first is
 * narrower than what was asked, and the other differs from it in what nobody stated, or stands in another source.
 */
const standsBeside = (first: Ranked, other: Ranked, admits: FindOptions['admits']): boolean => {
  const equal = (index: number): boolean => first.key[index] === other.key[index]
  if (!places.every(equal)) return false
  if (first.unasked.length === other.unasked.length) return !byEdition(first, other, admits)
  if (first.unasked.length === 0) return false
  const { source, selectors } = other.row
  return (
    source !== first.row.source ||
    first.unasked.some((name) => selectors[name] !== undefined && selectors[name] !== first.row.selectors[name])
  )
}

/**
 * The one row that answers a query: what `find` puts first, if it holds for the region and the year and nothing stands
 * beside it. Editions of a series and sources never decide by themselves: name one in the query, or the editions in their
 * order as `admits`.
 *
 * @throws MrvError `label.unknown`, with the nearest names, for a name that no row and no alias has; `factor.missing`, with
 * what there is, where nothing answers, for the region or the year; `factor.ambiguous`, with the candidates and the field
 * that would decide, where several rows do; `call.invalid` without tables.
 */
export const findOne = (
  query: FactorQuery,
  tables: readonly (FactorTable | FactorSet)[],
  options: FindOptions = {},
): FactorMatch => {
  const all = tablesOf(tables)
  const read = readQuery(query, all)
  const wanted = options.in === undefined ? undefined : parseUnit(options.in)
  const matches = ranked(read, all, options.admits)
  if (matches.length === 0) return refuseNone(query, whatThereIs(read, all, options))
  const placed = matches.filter(({ row }) => read.region !== undefined || (row.region ?? 'world') === 'world')
  if (placed.length === 0)
    return refuseNone(
      query,
      `Name the region: there are rows for ${listed(distinct(matches.map(({ row }) => row.region ?? 'world')))}.`,
      ' for the world',
    )
  const usable = placed.filter(({ dates }) => dates !== 'future')
  if (usable.length === 0)
    return refuseNone(
      query,
      `There are rows for ${listed(distinct(placed.map(({ row }) => yearText(row))))}.`,
      ': there are only later ones',
    )
  const [first] = usable as [Ranked]
  const beside = usable.filter((each) => each === first || standsBeside(first, each, options.admits))
  if (beside.length > 1) return refuseMany(query, beside)
  return asMatch(first, read, wanted)
}
