import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MrvError } from '../../src/core'
import { Decimal } from '../../src/core/quantity'
import { daysIn, isWithin, nextLabel, orderPeriods, parsePeriod, toPeriods } from '../../src/data/periods'

const codeOf = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.code
    throw error
  }
  throw new Error('nothing was thrown')
}

const period = (label: string) => parsePeriod(label, { fiscalStart: 4 })
const series = (cells: Record<string, string | number>) =>
  Object.entries(cells).map(([label, value]) => ({ period: period(label), value: new Decimal(value) }))
const to = (
  cells: Record<string, string | number>,
  targets: readonly string[],
  ...more: [Parameters<typeof toPeriods>[2], 'by days'?]
) =>
  Object.fromEntries(
    toPeriods(series(cells), targets.map(period), ...more).map((point) => [point.period.label, point.value.toString()]),
  )

describe('periods', () => {
  test.each([
    ['2024', 'year', '2024-01-01', '2024-12-31', 12, 366],
    ['2023', 'year', '2023-01-01', '2023-12-31', 12, 365],
    ['2000', 'year', '2000-01-01', '2000-12-31', 12, 366],
    ['1900', 'year', '1900-01-01', '1900-12-31', 12, 365],
    ['0050', 'year', '0050-01-01', '0050-12-31', 12, 365],
    ['FY2023', 'fiscalYear', '2023-04-01', '2024-03-31', 12, 366],
    ['FY2024', 'fiscalYear', '2024-04-01', '2025-03-31', 12, 365],
    ['2024-Q1', 'quarter', '2024-01-01', '2024-03-31', 3, 91],
    ['2023-Q4', 'quarter', '2023-10-01', '2023-12-31', 3, 92],
    ['2024-02', 'month', '2024-02-01', '2024-02-29', 1, 29],
    ['2023-02', 'month', '2023-02-01', '2023-02-28', 1, 28],
    ['2024-12', 'month', '2024-12-01', '2024-12-31', 1, 31],
    ['2024-04-01/2024-09-30', 'span', '2024-04-01', '2024-09-30', undefined, 183],
    ['2024-02-29/2024-02-29', 'span', '2024-02-29', '2024-02-29', undefined, 1],
  ])('%s is a %s from %s to %s', (label, kind, start, end, months, days) => {
    const { months: length, ...read } = period(label)
    expect(read).toEqual({ label, kind, start, end })
    expect(length).toBe(months)
    expect(daysIn(read)).toBe(days)
  })

  test('a fiscal year may start in any month, and needs that month', () => {
    expect(parsePeriod('FY2024', { fiscalStart: 1 })).toMatchObject({ start: '2024-01-01', end: '2024-12-31' })
    expect(parsePeriod('FY2024', { fiscalStart: 7 })).toMatchObject({ start: '2024-07-01', end: '2025-06-30' })
    expect(codeOf(() => parsePeriod('FY2024'))).toBe('period.invalid')
  })

  test.each([
    '24',
    '20245',
    '2024-13',
    '2024-00',
    '2024-5',
    '2024-Q0',
    '2024-Q5',
    '2024-1-1',
    '2023-02-29/2023-03-01',
    '2024-02-30/2024-03-01',
    '2024-09-30/2024-04-01',
    'FY24',
    '0000',
    '9999',
    '',
    ' 2024',
    '2024 ',
    '٢٠٢٤',
    'NaN',
    '2024-01-01',
  ])('"%s" is none', (label) => {
    expect(codeOf(() => period(label))).toBe('period.invalid')
  })

  test('the next label, over the turn of a year', () => {
    expect(nextLabel('2024', 1)).toBe('2025')
    expect(nextLabel('FY2024', 2)).toBe('FY2026')
    expect(nextLabel('2024-Q4', 1)).toBe('2025-Q1')
    expect(nextLabel('2024-Q2', 7)).toBe('2026-Q1')
    expect(nextLabel('2024-12', 1)).toBe('2025-01')
    expect(nextLabel('2024-01', 0)).toBe('2024-01')
    expect(nextLabel('2024-01', 25)).toBe('2026-02')
    for (const bad of ['2024-04-01/2024-09-30', '2024-13', '2024-5', '2024-Q5', 'x'])
      expect(codeOf(() => nextLabel(bad, 1))).toBe('period.invalid')
  })

  test('the next label is the period that starts on the day after', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9000 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 30 }),
        (year, month, count) => {
          for (const label of [
            String(year),
            `FY${year}`,
            `${year}-Q${Math.ceil(month / 3)}`,
            `${year}-${String(month).padStart(2, '0')}`,
          ]) {
            const before = period(nextLabel(label, count))
            const after = period(nextLabel(label, count + 1))
            expect(after.kind).toBe(before.kind)
            expect(daysIn({ start: before.start, end: after.start })).toBe(daysIn(before) + 1)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('twelve months are a year to the day', () => {
    for (const year of [1900, 2000, 2023, 2024]) {
      const months = Array.from({ length: 12 }, (_, at) => period(`${year}-${String(at + 1).padStart(2, '0')}`))
      expect(months.reduce((sum, month) => sum + daysIn(month), 0)).toBe(daysIn(period(String(year))))
      for (const month of months) expect(isWithin(month, period(String(year)))).toBe(true)
    }
    expect(isWithin(period('FY2023'), period('2023'))).toBe(false)
  })
})

describe('order', () => {
  const ordered = (labels: readonly string[], options = {}) =>
    orderPeriods(labels.map(period), options).map(({ label }) => label)

  test('is by time, whatever the order they come in', () => {
    expect(ordered(['2022', '2020', '2021'])).toEqual(['2020', '2021', '2022'])
    expect(ordered(['2020-12', '2021-01', '2020-02'])).toEqual(['2020-02', '2020-12', '2021-01'])
  })
  test('gaps are fine unless something is carried over them', () => {
    expect(ordered(['2020', '2022'])).toEqual(['2020', '2022'])
    expect(() => orderPeriods(['2020', '2022'].map(period), { gapless: true })).toThrow('expected "2021"')
    expect(codeOf(() => ordered(['2024-01', '2024-03'], { gapless: true }))).toBe('period.gap')
    expect(ordered(['2020', '2021'], { gapless: true })).toEqual(['2020', '2021'])
    expect(() =>
      orderPeriods(['2024-01-01/2024-01-31', '2024-02-02/2024-02-03'].map(period), { gapless: true }),
    ).toThrow('a span from 2024-02-01')
  })
  test('overlaps and mixed sorts are errors', () => {
    expect(codeOf(() => ordered(['2020', '2020']))).toBe('period.invalid')
    expect(codeOf(() => ordered(['2020', 'FY2021']))).toBe('period.invalid')
    expect(codeOf(() => ordered(['2020', '2021-Q1']))).toBe('period.invalid')
    expect(codeOf(() => ordered(['2024-01-01/2024-01-31', '2024-01-31/2024-02-29']))).toBe('period.invalid')
  })
})

const months = (year: number, value: (month: number) => string | number) =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`${year}-${String(at + 1).padStart(2, '0')}`, value(at + 1)]),
  )

describe('to other periods', () => {
  test('a flow adds up: months to quarters, years and fiscal years', () => {
    const two = { ...months(2023, (month) => month), ...months(2024, (month) => 100 * month) }
    expect(to(two, ['2023', '2024'], 'flow')).toEqual({ 2023: '78', 2024: '7800' })
    expect(to(two, ['2023-Q1', '2024-Q4'], 'flow')).toEqual({ '2023-Q1': '6', '2024-Q4': '3300' })
    expect(to(two, ['FY2023'], 'flow')).toEqual({
      FY2023: String(4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 100 + 200 + 300),
    })
  })
  test('a stock takes the last, an intensity the mean weighed by days', () => {
    expect(
      to(
        months(2024, (month) => month),
        ['2024', '2024-Q2'],
        'stock',
      ),
    ).toEqual({ 2024: '12', '2024-Q2': '6' })
    expect(to({ '2024-12': 5 }, ['2024'], 'stock')).toEqual({ 2024: '5' })
    expect(to({ '2023-01': 0, '2023-02': 31, '2023-03': 0 }, ['2023-Q1'], 'intensity')).toEqual({
      '2023-Q1': new Decimal(31 * 28).dividedBy(90).toString(),
    })
    expect(to({ '2024-01': 0, '2024-02': 91, '2024-03': 0 }, ['2024-Q1'], 'intensity')).toEqual({ '2024-Q1': '29' })
  })
  test('a flow is split by days only where the rule is named; leap days count', () => {
    expect(codeOf(() => to({ 2024: 366 }, ['2024-02'], 'flow'))).toBe('period.split')
    expect(to({ 2024: 366, 2025: 365 }, ['2024-02', '2025-02'], 'flow', 'by days')).toEqual({
      '2024-02': '29',
      '2025-02': '28',
    })
    expect(to({ FY2023: 366, FY2024: 365 }, ['2024'], 'flow', 'by days')).toEqual({ 2024: '366' })
    expect(to({ 2023: 730, 2024: 366 }, ['FY2023'], 'flow', 'by days')).toEqual({ FY2023: String(2 * 275 + 91) })
  })
  test('what does not cover the target is a gap, not a zero', () => {
    const { '2024-05': _, ...gap } = months(2024, () => 1)
    for (const kind of ['flow', 'intensity'] as const) expect(codeOf(() => to(gap, ['2024'], kind))).toBe('period.gap')
    expect(codeOf(() => to({ '2024-11': 5 }, ['2024'], 'stock'))).toBe('period.gap')
    expect(codeOf(() => to({ 2023: 1 }, ['2024'], 'flow', 'by days'))).toBe('period.gap')
    expect(codeOf(() => to({}, ['2024'], 'flow'))).toBe('period.gap')
  })
  test('a stock is not split', () => {
    expect(codeOf(() => to({ 2024: 5 }, ['2024-06'], 'stock', 'by days'))).toBe('period.gap')
    expect(to({ 2024: 5 }, ['2024-12'], 'stock')).toEqual({ '2024-12': '5' })
  })
  test('the order of the series plays no part', () => {
    const all = series(months(2024, (month) => month))
    expect(toPeriods([...all].reverse(), [period('2024')], 'stock')[0]?.value.toString()).toBe('12')
  })
  test('splitting a flow loses nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2060 }), fc.integer({ min: 0, max: 10 ** 9 }), (year, value) => {
        const parts = toPeriods(
          series({ [year]: value }),
          Object.keys(months(year, () => 0)).map(period),
          'flow',
          'by days',
        )
        const sum = parts.reduce((all, part) => all.plus(part.value), new Decimal(0))
        expect(sum.minus(value).abs().lte('1e-25')).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
