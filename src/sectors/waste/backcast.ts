import { type Citation, cite, Problems } from '../../core'
import { canonicalJson, digestOf } from '../../core/canonical'
import { fail } from '../../core/errors'
import {
  applyRatio,
  completeUnit,
  Decimal,
  mismatch,
  parseDecimal,
  parseUnit,
  splitQuantity,
} from '../../core/quantity'

/** A year of a series that was filled: its value, and whether and how it was estimated. */
export interface BackcastYear {
  readonly year: number
  readonly value: string
  readonly status: 'given' | 'estimated'
  /** How an estimate came about, in words; absent where the figure was given. */
  readonly how?: string
}

/** What deposits followed: urban population, GDP, production. */
export interface Driver {
  /** By year; between two years it is taken as linear, outside of them nothing is assumed. */
  readonly values: Readonly<Record<number, string | number>>
  /** By what power deposits follow it: 1, which is taken where nothing is said, is proportional. */
  readonly elasticity?: string | number
}

export interface BackcastOptions {
  /** Deposits by year, as far as they are known: tonnes of wet waste, or quantities such as `320 kt`. */
  readonly deposited: Readonly<Record<number, string | number>>
  readonly drivers: Readonly<Record<string, Driver>>
  /** The first year that is wanted. */
  readonly from: number
}

export interface Backcast {
  readonly unit: string
  readonly years: readonly BackcastYear[]
  /** The series as a method takes it: `deposited: { food: backcast.series }`. */
  readonly series: { readonly from: number; readonly values: readonly string[] }
  /** The years that are estimates: say so wherever the figures go. */
  readonly estimated: readonly number[]
  readonly source: Citation
  /** SHA-256 over what was given. */
  readonly digest: string
}

type Series = ReadonlyMap<number, Decimal>

const tonnes = 't waste (wet)'

/** The numbers of a record by year, in order; what is no year or cannot be read becomes a problem. */
const readSeries = (
  given: Readonly<Record<number, string | number>>,
  input: string,
  read: (text: string) => Decimal,
  problems: Problems,
): Series => {
  const found = new Map<number, Decimal>()
  for (const text of Object.keys(given).sort((a, b) => Number(a) - Number(b))) {
    const at = { input, labels: { year: text } }
    if (!/^\d{4}$/.test(text))
      problems.add('period.invalid', `"${text}" is not a year`, { at, expected: 'such as 1990' })
    const value = problems.try(() => read(String(given[Number(text)])), at)
    if (value) found.set(Number(text), value)
  }
  if (found.size === 0) problems.add('input.missing', 'it has no value in any year', { at: { input } })
  return found
}

const readTonnes = (text: string): Decimal => {
  const { number, unit } = splitQuantity(text)
  const [stated, declared] = [parseUnit(unit || tonnes), parseUnit(tonnes)]
  const fit = completeUnit(stated, declared)
  if (!fit) {
    const found = `"${stated.text}"`
    return fail('unit.substance', `deposits do not fit: ${mismatch(declared, stated)}`, {
      found,
      expected: `"${tonnes}"`,
    })
  }
  const value = applyRatio(parseDecimal(number), fit.factor)
  return value.lessThan(0) ? fail('input.range', 'it is below 0', { found: text, expected: '0 or more' }) : value
}

const readPositive = (text: string): Decimal => {
  const value = parseDecimal(text)
  return value.greaterThan(0) ? value : fail('input.range', 'it is not above 0', { found: text, expected: 'above 0' })
}

/** The nearest years of a series before and after a year. */
const around = (series: Series, year: number): { before: number | undefined; after: number | undefined } => ({
  before: [...series.keys()].filter((each) => each < year).at(-1),
  after: [...series.keys()].find((each) => each > year),
})

const onLine = (year: number, [from, low]: [number, Decimal], [to, high]: [number, Decimal]): Decimal =>
  low.plus(
    high
      .minus(low)
      .times(year - from)
      .dividedBy(to - from),
  )

/** A driver in a year, as given or on the line between the years around it, and how. */
const driverIn = (name: string, series: Series, year: number, problems: Problems): { value: Decimal; how?: string } => {
  const given = series.get(year)
  if (given) return { value: given }
  const { before, after } = around(series, year)
  if (before === undefined || after === undefined) {
    problems.add('input.missing', `there is no value for ${year}, nor years on both sides of it`, {
      at: { input: name },
      hint: 'Give the driver from the first year to the last known deposit; it is not extrapolated.',
    })
    return { value: new Decimal(1) }
  }
  const value = onLine(year, [before, series.get(before) as Decimal], [after, series.get(after) as Decimal])
  return { value, how: `${name} between ${before} and ${after}` }
}

/**
 * Fills the history of deposits that first-order decay needs, from what drove it: before the first known year deposits are
 * proportional to the drivers, between known years deposits per driver change linearly. Known years stay as they are,
 * and every estimated one is marked. Nothing is made up after the last known year, nor beyond the years of a driver.
 *
 * The 2006 Guidelines (Volume 5, Section 3.2.2) ask for 50 years or more, or three to five half-lives; urban population for
 * municipal, production or GDP for industrial waste, or several of them together.
 *
 * Throws an `MrvError` with all problems: a year without driver, a driver or first deposit that is not above 0, years that
 * are none, units that differ.
 *
 * @example
 * backcastDeposits({ deposited: { 2000: '62 kt', 2001: '63 kt' }, drivers: { population: { values } }, from: 1950 })
 */
export const backcastDeposits = ({ deposited, drivers, from }: BackcastOptions): Backcast => {
  const problems = new Problems()
  const known = readSeries(deposited, 'deposited', readTonnes, problems)
  const read = Object.entries(drivers).map(([name, { values, elasticity = 1 }]) => ({
    name,
    series: readSeries(values, name, readPositive, problems),
    power: problems.try(() => parseDecimal(elasticity), { input: name }) ?? new Decimal(1),
  }))
  if (read.length === 0) problems.add('input.missing', 'there is no driver', { at: { input: 'drivers' } })
  problems.throwIfAny()

  const first = [...known.keys()][0] as number
  const last = [...known.keys()].at(-1) as number
  if (!Number.isInteger(from) || from > first) {
    problems.add('period.invalid', 'it is not a year up to the first that is known', {
      at: { input: 'from' },
      found: String(from),
      expected: `${first} or a year before it`,
    })
  }
  if (from < first && known.get(first)?.isZero()) {
    problems.add('input.range', `nothing was deposited in ${first}, from which earlier years would be estimated`, {
      at: { input: 'deposited' },
      found: '0',
      expected: 'an amount above 0',
      hint: 'Where the site opened later, give the years before as 0.',
    })
  }
  problems.throwIfAny()

  const index = (year: number): { value: Decimal; how: readonly string[] } => {
    const parts = read.map(({ name, series, power }) => {
      const { value, how } = driverIn(name, series, year, problems)
      return { value: value.pow(power), how }
    })
    return {
      value: parts.reduce((product, { value }) => product.times(value), new Decimal(1)),
      how: parts.flatMap(({ how }) => how ?? []),
    }
  }
  const perDriver = (year: number): Decimal => (known.get(year) as Decimal).dividedBy(index(year).value)
  const names = read.map(({ name }) => name).join(' and ')
  const estimate = (year: number): BackcastYear => {
    const { before, after } = around(known, year)
    const later = after as number
    const rate =
      before === undefined ? perDriver(later) : onLine(year, [before, perDriver(before)], [later, perDriver(later)])
    const basis = before === undefined ? `as in ${later}` : `between ${before} and ${later}`
    const { value, how } = index(year)
    return {
      year,
      value: rate.times(value).toString(),
      status: 'estimated',
      how: [`by ${names}, per driver ${basis}`, ...how].join('; '),
    }
  }
  const years = Array.from({ length: last - from + 1 }, (_, i): BackcastYear => {
    const given = known.get(from + i)
    return given ? { year: from + i, value: given.toString(), status: 'given' } : estimate(from + i)
  })
  problems.throwIfAny()
  return {
    unit: tonnes,
    years,
    series: { from, values: years.map(({ value }) => value) },
    estimated: years.filter(({ status }) => status === 'estimated').map(({ year }) => year),
    source: cite('ipcc-2006-v5', 'Ch 3, Section 3.2.2, p 3.12'),
    digest: `sha256:${digestOf(canonicalJson({ deposited, drivers, from }))}`,
  }
}
