import { fail } from '../../core/errors'

/** What a label of a time dimension stands for. Days are inclusive; there are no time zones. */
export interface Period {
  readonly label: string
  readonly kind: 'year' | 'fiscalYear' | 'quarter' | 'month' | 'span'
  /** First and last day, ISO text. */
  readonly start: string
  readonly end: string
  /** Length in months for calendar periods; a span has none and needs a named day-count rule. */
  readonly months?: number
}

const dayLength = 86_400_000

const isoDay = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)
/** Date.UTC alone takes the years 0 to 99 for 1900 to 1999. */
const dayNumber = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(year, month - 1, day) / dayLength

const most = 10_000
const days = new Map<string, number>()

const parseDay = (text: string): number => {
  const known = days.get(text)
  if (known !== undefined) return known
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  const number = dayNumber(year, month, day)
  if (isoDay(number) !== text)
    fail('period.invalid', 'This is not a day of the calendar', {
      found: `"${text}"`,
      expected: 'a day such as 2024-02-28',
    })
  if (days.size < most) days.set(text, number)
  return number
}

/** The number of days of a period, leap days counted. */
export const daysIn = (period: Pick<Period, 'start' | 'end'>): number =>
  parseDay(period.end) - parseDay(period.start) + 1

const monthsFrom = (year: number, month: number, months: number): { start: string; end: string } => ({
  start: isoDay(dayNumber(year, month, 1)),
  end: isoDay(dayNumber(year, month + months, 1) - 1),
})

const lowest = 1
const highest = 9998

const periods = new Map<string, Period>()

/**
 * Reads a period: `2024`, `FY2024` (with the month in which fiscal years start), `2024-Q3`, `2024-05`, or
 * `2024-04-01/2024-09-30`.
 *
 * A fiscal year carries the number of the calendar year in which it starts. Throws `period.invalid`.
 */
export const parsePeriod = (label: string, options: { fiscalStart?: number } = {}): Period => {
  const key = `${options.fiscalStart ?? ''} ${label}`
  const known = periods.get(key)
  if (known) return known
  const period = Object.freeze(readPeriod(label, options))
  if (periods.size < most) periods.set(key, period)
  return period
}

const readPeriod = (label: string, options: { fiscalStart?: number }): Period => {
  const bad = (expected: string): never =>
    fail('period.invalid', 'This is not a period', { found: `"${label}"`, expected })
  const year = /^(FY)?(\d{4})$/.exec(label)
  const part = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(label)
  const span = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(label)
  const number = Number(year?.[2] ?? part?.[1] ?? 0)
  if ((year || part) && (number < lowest || number > highest)) return bad('a year from 0001 to 9998')
  if (year?.[1]) {
    const first = options.fiscalStart
    if (!first) return bad('fiscalStart, the month in which fiscal years start, stated once')
    return { label, kind: 'fiscalYear', ...monthsFrom(number, first, 12), months: 12 }
  }
  if (year) return { label, kind: 'year', ...monthsFrom(number, 1, 12), months: 12 }
  if (part?.[2]) return { label, kind: 'quarter', ...monthsFrom(number, 3 * Number(part[2]) - 2, 3), months: 3 }
  if (part) return { label, kind: 'month', ...monthsFrom(number, Number(part[3]), 1), months: 1 }
  if (span) {
    const [start, end] = [parseDay(span[1] as string), parseDay(span[2] as string)]
    if (end < start) return bad('a last day after the first')
    return { label, kind: 'span', start: span[1] as string, end: span[2] as string }
  }
  return bad('2024, FY2024, 2024-Q1, 2024-05 or 2024-04-01/2024-09-30')
}

/** The label of the period `count` after this one: years, quarters and months go on; spans do not. */
export const nextLabel = (label: string, count: number): string => {
  const year = /^(FY)?(\d{4})$/.exec(label)
  if (year) return `${year[1] ?? ''}${String(Number(year[2]) + count).padStart(4, '0')}`
  const part = /^(\d{4})-(?:(Q)(?=[1-4]$)|(?=(?:0[1-9]|1[0-2])$))(\d{1,2})$/.exec(label)
  if (!part) return fail('period.invalid', 'A series starts with a year, a quarter or a month', { found: `"${label}"` })
  const mark = part[2] ?? ''
  const inYear = mark ? 4 : 12
  const index = Number(part[1]) * inYear + Number(part[3]) - 1 + count
  const within = (index % inYear) + 1
  const number = mark ? String(within) : String(within).padStart(2, '0')
  return `${String(Math.floor(index / inYear)).padStart(4, '0')}-${mark}${number}`
}

/** What to do about a period that is missing. */
export const gapHint =
  'Carrying a stock from one period to the next needs every period; give the missing one, 0 if nothing happened.'

/**
 * Puts periods in order of time. Throws `period.invalid` where sorts are mixed or periods overlap and, with `gapless`,
 * `period.gap` where one is missing between two others.
 */
export const orderPeriods = (periods: readonly Period[], options: { gapless?: boolean } = {}): Period[] => {
  const order = [...periods].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  for (const [index, period] of order.slice(1).entries()) {
    const before = order[index] as Period
    if (period.kind !== before.kind) {
      fail('period.invalid', 'Different sorts of periods are mixed', {
        found: `"${before.label}" and "${period.label}"`,
      })
    }
    const gap = parseDay(period.start) - parseDay(before.end) - 1
    if (gap < 0) fail('period.invalid', 'Periods overlap', { found: `"${before.label}" and "${period.label}"` })
    if (gap > 0 && options.gapless) {
      fail('period.gap', 'A period is missing', {
        found: `"${period.label}" right after "${before.label}"`,
        expected: `"${before.kind === 'span' ? `a span from ${isoDay(parseDay(before.end) + 1)}` : nextLabel(before.label, 1)}"`,
        hint: gapHint,
      })
    }
  }
  return order
}

/** Whether `inner` lies wholly in `outer`. */
export const isWithin = (inner: Period, outer: Period): boolean => inner.start >= outer.start && inner.end <= outer.end
