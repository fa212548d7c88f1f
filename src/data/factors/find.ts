import { fail } from '../../core/errors'
import { completeUnit, mismatch, parseUnit, quantity, sameParts, type Unit } from '../../core/quantity'
import { plainName } from './aliases'
import { useColumns } from './facets'
import { type Condition, type FactorQuery, type ReadQuery, readQuery } from './query'
import { regionChain } from './regions'
import { standing, standings } from './resolve'
import { type FactorRow, type FactorSet, type FactorTable, validity } from './row'

/** A row that answers a query, and why it stands where it stands among the others. */
export interface FactorMatch {
  /** As printed. */
  readonly row: FactorRow
  readonly table: FactorTable
  /** In the order in which they count: words or exactness, standing, region, dates, edition, status. */
  readonly reasons: readonly string[]
  /** The same in the unit that was asked for, where it fits; a bound in percent stays as it is. */
  readonly converted?: {
    readonly value: string
    readonly unit: string
    readonly lower?: string
    readonly upper?: string
  }
  /** Why it is not in the unit that was asked for. */
  readonly unconverted?: string
}

/** How matches are shown and ranked. */
export interface FindOptions {
  /** A unit into which the values are converted, where they fit. */
  readonly in?: string
  /** Editions by series, as a method admits them: no others are found, and the first goes first. */
  readonly admits?: Readonly<Record<string, readonly string[]>>
}

/** A row with what it is ranked by; `key` holds the smaller number for the better row. */
export interface Ranked {
  readonly row: FactorRow
  readonly table: FactorTable
  /** What the row states and nobody asked for. */
  readonly unasked: readonly string[]
  readonly dates: 'now' | 'past' | 'future'
  readonly key: readonly number[]
}

/** The parts of a key, in their order. */
export const keyParts = [
  'words',
  'exactness',
  'standing',
  'region',
  'unasked',
  'dates',
  'age',
  'edition',
  'status',
] as const

const statusOrder = ['read', 'measured', 'project', 'secondary', 'memory']

/** The tables to search. Throws `call.invalid` for what are none, in code that no type checker saw. */
export const tablesOf = (given: readonly (FactorTable | FactorSet)[]): readonly FactorTable[] => {
  const isTable = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && ('tables' in each || 'rows' in each)
  if (!Array.isArray(given) || !given.every(isTable))
    fail('call.invalid', 'There are no tables to search', {
      found: Array.isArray(given) ? 'a list that holds something else' : given === undefined ? 'nothing' : typeof given,
      expected: 'a list of loaded sources or tables',
      hint: 'Pass `await loadAll()`, or `[await load(id)]`.',
    })
  return [...new Set(given.flatMap((each) => ('tables' in each ? each.tables : [each])))]
}

const placesFor = (table: FactorTable, conditions: readonly Condition[]): Iterable<number> => {
  let left: ReadonlySet<number> | undefined
  for (const { places } of conditions) {
    const fits = places(table)
    left = left ? new Set([...left].filter((place) => fits.has(place))) : fits
    if (left.size === 0) return []
  }
  return left ?? table.rows.keys()
}

/** Words of a text search say no column: what a row states beyond them is not narrower. */
const aboutRows = new Set(['parameter', 'unit', 'source', 'edition', 'status', 'text', 'region'])
const isByText = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ column }) => column === 'text') && conditions.every(({ column }) => aboutRows.has(column))

const unaskedOf = (row: FactorRow, conditions: readonly Condition[]): string[] => {
  if (isByText(conditions)) return []
  const asked = new Set(conditions.map(({ column }) => column))
  const text = conditions.find(({ column }) => column === 'text')
  const words = `-${plainName(text?.asked ?? '')}-`
  const use = conditions.find(({ column }) => column === 'use')
  const names = use ? [use.asked, ...use.aliases.map(({ name }) => name)].map(plainName) : []
  return Object.entries(row.selectors).flatMap(([name, value]) => {
    if (asked.has(name) || value === 'not-stated' || words.includes(`-${plainName(value)}-`)) return []
    if ((useColumns as readonly string[]).includes(name) && names.includes(plainName(value))) return []
    return [name]
  })
}

const yearIn = (day: string): number => Number(day.slice(0, 4))

/** Where the words of a text search stand: they are a label of the row, or in its labels or title, or elsewhere. */
const wordsIn = (
  row: FactorRow,
  conditions: readonly Condition[],
): { readonly rank: number; readonly column?: string } => {
  const text = isByText(conditions) ? conditions.find(({ column }) => column === 'text') : undefined
  if (!text) return { rank: 0 }
  const asked = new Set([text.asked, ...text.aliases.map(({ name }) => name)].map(plainName))
  const whole = Object.entries(row.selectors).find(([, value]) => asked.has(plainName(value)))
  if (whole) return { rank: 0, column: whole[0] }
  const told = `-${[...Object.values(row.selectors), row.title ?? ''].map(plainName).join('-')}-`
  return {
    rank: plainName(text.asked)
      .split('-')
      .every((word) => told.includes(`-${word}-`))
      ? 1
      : 2,
  }
}

const datesOf = (row: FactorRow, year: number | undefined): [Ranked['dates'], number] => {
  if (year === undefined) return ['now', 0]
  if (row.validTo && yearIn(row.validTo) < year) return ['past', year - yearIn(row.validTo)]
  if (row.validFrom && yearIn(row.validFrom) > year) return ['future', yearIn(row.validFrom) - year]
  return ['now', 0]
}

const dateOrder = { now: 0, past: 1, future: 2 } as const

const admittedFirst = 1e6

const rank = (row: FactorRow, table: FactorTable, query: ReadQuery, admits: FindOptions['admits']): Ranked => {
  const { region, year, conditions } = query
  const unasked = unaskedOf(row, conditions)
  const [dates, age] = datesOf(row, year)
  const place = row.region ?? 'world'
  const level = region === undefined ? Number(place !== 'world') : regionChain(region).indexOf(place)
  const order = table.source.series ? admits?.[table.source.series] : undefined
  // those that are admitted go before all others: the places in a list and years are not compared
  const edition = order ? order.indexOf(row.edition) - admittedFirst : -(table.source.year ?? 0)
  const status = statusOrder.indexOf(row.status)
  return {
    row,
    table,
    unasked,
    dates,
    key: [
      wordsIn(row, conditions).rank,
      Number(unasked.length > 0),
      standing(row, table),
      level,
      unasked.length,
      dateOrder[dates],
      age,
      edition,
      status,
    ],
  }
}

const byKey = (a: Ranked, b: Ranked): number => {
  for (const [index, part] of a.key.entries()) {
    const difference = part - (b.key[index] as number)
    if (difference !== 0) return difference
  }
  return 0
}

/** The rows that fit, ranked; rows of equal rank stay in the order of the tables. */
export const ranked = (query: ReadQuery, tables: readonly FactorTable[], admits: FindOptions['admits']): Ranked[] =>
  tables
    .flatMap((table) => {
      const editions = table.source.series ? admits?.[table.source.series] : undefined
      return Array.from(placesFor(table, query.conditions), (place) => table.rows[place] as FactorRow)
        .filter(({ edition }) => editions?.includes(edition) ?? true)
        .map((row) => rank(row, table, query, admits))
    })
    .sort(byKey)

const exactness = ({ row, unasked }: Ranked): string =>
  unasked.length === 0
    ? 'states nothing beyond what was asked'
    : `narrower than asked: ${unasked.map((name) => `${name} ${row.selectors[name]}`).join(', ')}`

const wordsReason = ({ row }: Ranked, conditions: readonly Condition[]): string => {
  const { rank, column } = wordsIn(row, conditions)
  if (column) return `its ${column} is ${row.selectors[column]}`
  return rank === 1 ? 'the words stand in its labels or its title' : 'the words stand elsewhere in the row'
}

const aliasReasons = (row: FactorRow, conditions: readonly Condition[]): string[] =>
  conditions.flatMap(({ column, asked, aliases }) => {
    const columns = column === 'use' ? useColumns : column === 'text' ? Object.keys(row.selectors) : [column]
    return aliases
      .filter(
        ({ name }) => columns.some((each) => row.selectors[each] === name) || column === 'gas' || column === 'region',
      )
      .slice(0, 1)
      .map(
        ({ name, vocabulary }) =>
          `${column === 'text' ? '' : `${column} `}"${asked}" is called ${name} here (${vocabulary})`,
      )
  })

const placeReason = (row: FactorRow, region: string | undefined): string => {
  const place = row.region ?? 'world'
  if (region === undefined) return place === 'world' ? 'for the world' : `for ${place}; no region was asked for`
  if (place === region) return `for ${region}`
  const steps = regionChain(region).indexOf(place)
  return `for ${place === 'world' ? 'the world' : place}, ${steps} ${steps === 1 ? 'step' : 'steps'} from ${region}`
}

const dateReason = ({ row, dates, key }: Ranked, year: number | undefined): string => {
  const span = validity(row)
  if (span === undefined) return 'without dates'
  if (year === undefined) return `valid ${span}; no year was asked for`
  const age = key[keyParts.indexOf('age')] as number
  const years = `${age} ${age === 1 ? 'year' : 'years'}`
  if (dates === 'now') return `valid in ${year}`
  return dates === 'past'
    ? `valid until ${row.validTo}, ${years} before ${year}`
    : `valid only from ${row.validFrom}, ${years} after ${year}`
}

const statusReason = ({ status }: FactorRow): string =>
  status === 'read'
    ? 'read in its source'
    : status === 'secondary' || status === 'memory'
      ? `not seen in its source (${status})`
      : status

const reasonsOf = (each: Ranked, { conditions, region, year }: ReadQuery): string[] => [
  isByText(conditions) ? wordsReason(each, conditions) : exactness(each),
  ...aliasReasons(each.row, conditions),
  ...(standings[standing(each.row, each.table)] ? [standings[standing(each.row, each.table)] as string] : []),
  placeReason(each.row, region),
  dateReason(each, year),
  `edition ${each.row.edition}`,
  statusReason(each.row),
]

const converted = ({ value, unit, lower, upper, bounds }: FactorRow, wanted: Unit): FactorMatch['converted'] => {
  if (unit === undefined || !sameParts(parseUnit(unit), wanted)) return undefined
  const into = (text: string): string => quantity(text, unit).in(wanted).value
  const bound = (text: string): string => (bounds?.startsWith('percent') ? text : into(text))
  return {
    value: into(value),
    unit: wanted.text,
    ...(lower === undefined ? {} : { lower: bound(lower) }),
    ...(upper === undefined ? {} : { upper: bound(upper) }),
  }
}

/** A unit with what it leaves out of another: `g CH4/GJ (NCV)` for `g CH4/GJ`, where that is `kg CH4/TJ (NCV)`. */
const completed = (given: Unit, whole: Unit): string | undefined => {
  const pieces = given.text.split('/')
  if (completeUnit(given, whole) === undefined || pieces.length !== given.written.length) return undefined
  const open = [...whole.written]
  const text = pieces
    .map((piece, index) => {
      const { measure, power, substance } = given.written[index] as Unit['written'][number]
      const at = open.findIndex(
        (part) => part.measure === measure && part.power === power && part.substance.startsWith(substance),
      )
      const [part] = at < 0 ? [] : open.splice(at, 1)
      return `${piece} ${part?.substance.slice(substance.length) ?? ''}`.replace(/\s+/g, ' ').trim()
    })
    .join('/')
  return sameParts(parseUnit(text), whole) ? text : undefined
}

const whyNot = ({ unit }: FactorRow, wanted: Unit): string => {
  if (unit === undefined) return 'not converted: it has no unit'
  const whole = completed(wanted, parseUnit(unit))
  return whole
    ? `not converted: "${wanted.text}" leaves out what the row states; write ${whole}`
    : `not converted into "${wanted.text}": ${mismatch(parseUnit(unit), wanted)}`
}

/** A ranked row as it is shown. */
export const asMatch = (each: Ranked, query: ReadQuery, wanted: Unit | undefined): FactorMatch => {
  const { row, table } = each
  const inUnit = wanted && converted(row, wanted)
  const told = inUnit ? { converted: inUnit } : wanted ? { unconverted: whyNot(row, wanted) } : {}
  return { row, table, reasons: reasonsOf(each, query), ...told }
}

/**
 * The rows that answer a query, best first, each with why it stands there. What a row is for must match exactly; of those
 * that do, the ones that state nothing beyond it go first, then the project's own, measured ones and others, then the
 * nearest region, then what states least beyond it, then those valid in the year, then the later edition, then those read
 * in their source. Of a text search, rows of which the words are a label go first, then those with them in the title.
 *
 * @param query What is looked for; an empty one finds all rows.
 * @param tables Loaded sources and tables, own ones among them (`projectTable`).
 * @throws MrvError `label.unknown`, with the nearest names, for a name that no row and no alias has; `call.invalid` for a
 * column that no row has, and without tables; `unit.unknown`.
 *
 * @example
 * find({ fuel: 'diesel', gas: 'CH4', use: 'road', region: 'VN', year: 2024 }, await loadAll())
 */
export const find = (
  query: FactorQuery,
  tables: readonly (FactorTable | FactorSet)[],
  options: FindOptions = {},
): readonly FactorMatch[] => {
  const all = tablesOf(tables)
  const read = readQuery(query, all)
  const wanted = options.in === undefined ? undefined : parseUnit(options.in)
  return ranked(read, all, options.admits).map((each) => asMatch(each, read, wanted))
}
