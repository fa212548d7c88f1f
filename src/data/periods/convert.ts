import { fail } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { daysIn, isWithin, orderPeriods, type Period } from './period'

/** What a value over time is, and so how it goes to another period. */
export type SeriesKind = 'flow' | 'stock' | 'intensity'

export interface Point {
  readonly period: Period
  readonly value: Decimal
}

const overlap = (a: Period, b: Period): number => {
  const start = a.start > b.start ? a.start : b.start
  const end = a.end < b.end ? a.end : b.end
  return start > end ? 0 : daysIn({ start, end })
}

/**
 * Brings a series to other periods: flows add up, stocks take the last, intensities weigh the mean by days.
 *
 * Only flows are split, and only by the named rule `'by days'`. Throws `period.split` where a period would have to be
 * split without it, `period.gap` where days of a target are not covered.
 */
export const toPeriods = (
  series: readonly Point[],
  targets: readonly Period[],
  kind: SeriesKind,
  rule?: 'by days',
): Point[] => {
  orderPeriods(series.map(({ period }) => period))
  return targets.map((target) => {
    const parts = series
      .map((point) => ({ ...point, days: overlap(point.period, target) }))
      .filter(({ days }) => days > 0)
      .sort((a, b) => (a.period.end < b.period.end ? -1 : 1))
    const covered = parts.reduce((sum, { days }) => sum + days, 0)
    const last = parts.at(-1)
    if (!last || (kind !== 'stock' && covered < daysIn(target))) {
      return fail('period.gap', `The series does not cover ${target.label}`, {
        found: `${covered} of ${daysIn(target)} days`,
        hint: 'Missing is not zero: give the missing periods.',
      })
    }
    if (kind === 'stock') {
      if (last.period.end !== target.end) fail('period.gap', `There is no value at the end of ${target.label}`)
      return { period: target, value: last.value }
    }
    if (kind === 'flow') {
      const value = parts.reduce((sum, part) => {
        if (isWithin(part.period, target)) return sum.plus(part.value)
        if (rule !== 'by days') {
          return fail('period.split', `"${part.period.label}" lies only partly in ${target.label}`, {
            hint: "Name the rule 'by days' to split a flow, or give figures for the periods themselves.",
          })
        }
        return sum.plus(part.value.times(part.days).dividedBy(daysIn(part.period)))
      }, new Decimal(0))
      return { period: target, value }
    }
    const weighted = parts.reduce((sum, part) => sum.plus(part.value.times(part.days)), new Decimal(0))
    return { period: target, value: weighted.dividedBy(covered) }
  })
}
