export { type Point, type SeriesKind, toPeriods } from './convert'
export { daysIn, gapHint, isWithin, nextLabel, orderPeriods, type Period, parsePeriod } from './period'
