import { fail } from '../../core/errors'
import { nextLabel, type Period, parsePeriod } from '../../data/periods'

/** The years of a project, as it counts them. */
export interface Years {
  readonly calendar: { readonly fiscalStart?: number }
  /** From first to last; none where the period of the project is wrong. */
  readonly years: readonly Period[]
}

const most = 1000

/** The years from first to last. Throws `period.invalid` where they are no years, of different sorts, or too many. */
export const periodsBetween = (from: string, to: string, calendar: Years['calendar']): Period[] => {
  const [first, last] = [parsePeriod(from, calendar), parsePeriod(to, calendar)]
  for (const { kind, label } of [first, last]) {
    if (kind !== 'year' && kind !== 'fiscalYear')
      fail('period.invalid', 'A project runs from year to year', { found: `"${label}"`, expected: '2024 or FY2024' })
  }
  if (first.kind !== last.kind)
    fail('period.invalid', 'The period starts and ends in different sorts of years', {
      found: `"${from}" and "${to}"`,
      expected: 'two calendar years or two fiscal years',
    })
  if (last.start < first.start)
    fail('period.invalid', 'The period ends before it starts', {
      found: `${from} to ${to}`,
      expected: `${to} to ${from}`,
    })
  const count = Number(last.start.slice(0, 4)) - Number(first.start.slice(0, 4)) + 1
  if (count > most)
    fail('period.invalid', `The period is longer than ${most} years`, {
      found: `${from} to ${to}`,
      expected: 'a last year nearer to the first',
    })
  return Array.from({ length: count }, (_, index) => parsePeriod(nextLabel(first.label, index), calendar))
}

const sorts: Readonly<Record<Period['kind'], string>> = {
  year: 'a year such as 2024',
  fiscalYear: 'a fiscal year such as FY2024',
  quarter: 'a quarter such as 2024-Q1',
  month: 'a month such as 2024-05',
  span: 'days such as 2024-04-01/2024-09-30',
}

/** A period of the wanted sort that does not lie after the project. */
export const checkSort = (period: Period, sort: Period['kind'] | undefined, { years }: Years): Period => {
  if (sort !== undefined && period.kind !== sort) {
    fail('period.invalid', 'This is another sort of period than is used here', {
      found: `"${period.label}"`,
      expected: sorts[sort],
    })
  }
  const last = years.at(-1)
  if (last && period.end > last.end)
    fail('period.invalid', 'The row lies after the period of the project', {
      found: period.label,
      expected: `up to ${last.label}`,
    })
  return period
}

/** The sort of period that most of the texts are. */
export const commonSort = (texts: readonly string[], { calendar }: Years): Period['kind'] | undefined => {
  const counts = new Map<Period['kind'], number>()
  for (const text of texts) {
    const kind = kindOf(text, calendar)
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

const kindOf = (text: string, calendar: Years['calendar']): Period['kind'] | undefined => {
  try {
    return parsePeriod(text, calendar).kind
  } catch {
    return undefined
  }
}

const monthsIn: Readonly<Partial<Record<Period['kind'], number>>> = { month: 1, quarter: 3, year: 12, fiscalYear: 12 }

/** The label of the period before; undefined for days that somebody chose, and before the year 1. */
export const labelBefore = (label: string): string | undefined => {
  if (label.includes('/') || /^(FY)?0001(-01|-Q1)?$/.test(label)) return undefined
  return nextLabel(label, -1)
}

/**
 * The labels of one sort that make up a year: its twelve months, its quarters, or itself. Undefined where they cannot be
 * told, such as quarters of a year that starts in February.
 */
export const partsOf = (year: Period, sort: Period['kind']): string[] | undefined => {
  if (year.kind === sort) return [year.label]
  const months = monthsIn[sort]
  const month = Number(year.start.slice(5, 7))
  if (months === undefined || months === 12 || (month - 1) % months !== 0) return undefined
  const first = sort === 'month' ? year.start.slice(0, 7) : `${year.start.slice(0, 4)}-Q${(month - 1) / 3 + 1}`
  return Array.from({ length: 12 / months }, (_, index) => nextLabel(first, index))
}

/** The years before the project back to the one that holds a day. */
export const yearsBackTo = (day: string, { years, calendar }: Years): Period[] => {
  const before: Period[] = []
  for (let first = years[0]; first && first.start > day && before.length < most; first = before[0]) {
    const label = labelBefore(first.label)
    if (label === undefined) break
    before.unshift(parsePeriod(label, calendar))
  }
  return before
}
