import {
  accumulate,
  category,
  check,
  cite,
  constant,
  coordinate,
  dimension,
  exp,
  input,
  ln,
  method,
  named,
  ordered,
  shift,
  time,
  when,
} from '../../../src/core'
import type { AnyMethod } from '../../../src/core/method'
import { type Case, type Together, together } from './tables'

const source = cite('test', 'Eq 1')
const base = { title: 'a test', source, edition: '1' }
const year = time('year')
const month = time('month')
const mode = dimension('mode')
const modeFrom = dimension('modeFrom')
const kind = dimension('kind')
const zone = dimension('zone')
const age = ordered('age', 'yr')
const speed = ordered('speed', 'km/h')

const branches = method({
  ...base,
  id: 'test.branches',
  inputs: {
    x: input('1'),
    y: input('1', { default: 2 }),
    way: category(['power', 'log', 'ratio', 'limits', 'exponential'], {}),
    strict: category(['yes', 'no'], { default: 'no' }),
  },
  equations: ({ x, y, way, strict }) => {
    const ratio = x.dividedBy(y)
    const value = way.match({
      power: x.power(y),
      log: ln(x),
      ratio,
      limits: x.abs().atMost(y.plus(10)).atLeast(1),
      exponential: exp(x),
    })
    const both = x.isGreaterThan(0).and(ratio.isLessThan(1))
    return {
      value: named('value', 'Eq 1', value),
      inside: named('inside', 'Eq 2', when(both, constant(1), 0)),
      kept: named('kept', 'Eq 3', when(strict.is('yes').not(), x, check(x, x.isAtLeast(0), 'x is below 0'))),
    }
  },
})

const regrouped = method({
  ...base,
  id: 'test.regrouped',
  inputs: {
    trips: input('trip', { over: [mode, month], kind: 'flow' }),
    rate: input('1/trip', { over: [mode] }),
    kindOf: category(['road', 'rail'], { over: [mode] }),
  },
  equations: ({ trips, rate, kindOf }) => {
    const yearly = named('yearly', 'Eq 1', trips.sumBy(month, year, 'calendar'))
    const moved = yearly.rename(mode, modeFrom)
    return {
      yearly,
      byKind: named('by kind', 'Eq 2', trips.times(rate).sumBy(mode, kind, kindOf)),
      byZone: named('by zone', 'Eq 3', trips.sumBy(mode, zone, { bus: 'south', tram: 'north', walk: 'south' })),
      moved: named('moved', 'Eq 4', moved.times(rate).sum(mode)),
      bus: named('bus', 'Eq 5', trips.at(mode, 'bus').sum(month)),
    }
  },
})

const curve = method({
  ...base,
  id: 'test.curve',
  inputs: {
    use: input('L/km', { over: [speed] }),
    at: input('km/h', { over: [mode] }),
    open: input('person', { over: [age, mode] }),
  },
  equations: ({ use, at, open }) => ({
    use: named('use', 'Eq 1', use.interpolate(speed, at)),
    older: named('older', 'Eq 2', shift(age, open, 1, { initial: '0 person', keepLast: true })),
    younger: named('younger', 'Eq 3', shift(age, open, -2, { initial: '7 person' })),
    years: named('years', 'Eq 4', open.times(coordinate(age)).sum(age)),
  }),
})

const coupled = method({
  ...base,
  id: 'test.coupled',
  inputs: {
    new: input('vehicle', { over: [mode, year], kind: 'flow' }),
    start: input('vehicle', { over: [mode] }),
    leave: input('1', { over: [mode] }),
    takes: input('1', { over: [mode, modeFrom] }),
  },
  equations: ({ new: fresh, start, leave, takes }) => {
    const { inUse, scrapped } = accumulate(
      year,
      { inUse: fresh, scrapped: fresh.times(0).sum(mode) },
      (before) => {
        const gone = before.inUse.times(leave)
        const back = gone.rename(mode, modeFrom).times(takes).sum(modeFrom)
        return { inUse: before.inUse.minus(gone).plus(back), scrapped: before.scrapped.plus(gone.sum(mode)) }
      },
      { initial: { inUse: start, scrapped: constant('3', 'vehicle') } },
    )
    return { inUse: named('in use', 'Eq 1', inUse), scrapped: named('scrapped', 'Eq 2', scrapped) }
  },
})

const casesOf = (
  subject: AnyMethod,
  rows: readonly Readonly<Record<string, unknown>>[],
  fixed: Parameters<typeof together>[3] = {},
): Together => {
  const cases = rows.map((inputs, index): Case => ({ id: `row ${index}`, method: subject.id, inputs }))
  return together(subject, cases, {}, fixed)
}

const steps = (from: number, values: readonly number[]) => ({ from, values: values.map(String) })

const site = dimension('site')
const abreast = method({
  ...base,
  id: 'test.abreast',
  inputs: {
    trips: input('trip', { over: [mode] }),
    kindOf: category(['road', 'rail'], { over: [mode] }),
    scale: input('1'),
    weight: input('1', { over: [zone] }),
    share: input('1', { over: [modeFrom] }),
    use: input('1', { over: [site] }),
    kindOfSite: category(['road', 'rail'], { over: [site] }),
  },
  equations: ({ trips, kindOf, scale, weight, share, use, kindOfSite }) => {
    const scaled = named('scaled', 'Eq 1', trips.times(scale.power(2)).times(scale))
    const bySite = named('by site', 'Eq 2', trips.times(use))
    return {
      scaled,
      total: named('total', 'Eq 3', scaled.sum(mode)),
      bus: named('bus', 'Eq 4', scaled.at(mode, 'bus')),
      byKind: named('by kind', 'Eq 5', scaled.sumBy(mode, kind, kindOf)),
      byZone: named(
        'by zone',
        'Eq 6',
        scaled.sumBy(mode, zone, { bus: 'south', tram: 'north', walk: 'south' }).times(weight),
      ),
      moved: named('moved', 'Eq 7', scaled.rename(mode, modeFrom).times(share).sum(modeFrom)),
      sites: named('sites', 'Eq 8', bySite.sumBy(site, kind, kindOfSite)),
      rail: named('rail', 'Eq 9', bySite.sumBy(site, kind, kindOfSite).at(kind, 'rail').sum(mode)),
    }
  },
})

/** Every kind of node that the methods of the library do not have, with rows that reach each branch and each failure. */
export const kinds = (): Together[] => [
  casesOf(
    abreast,
    [
      {
        scale: '2',
        weight: { south: '3', north: '5' },
        share: { bus: '0.5', tram: '0.25', walk: '0.75' },
        use: { a: '1', b: '2', c: '4' },
        kindOfSite: { a: 'road', b: 'rail', c: 'rail' },
      },
      {
        scale: '-0.5',
        weight: { south: '1', north: '7' },
        share: { bus: '1', tram: '2', walk: '3' },
        use: { a: '1', d: '8' },
        kindOfSite: { a: 'road', d: 'road' },
      },
    ],
    { trips: { bus: 5, tram: 2, walk: 3 }, kindOf: { bus: 'road', tram: 'rail', walk: 'road' } },
  ),
  casesOf(branches, [
    ...[-2, -0.5, 0, 0.25, 1, 3].flatMap((x) =>
      [-3, -0.5, 0, 0.5, 2].flatMap((y) =>
        ['power', 'log', 'ratio', 'limits', 'exponential'].map((way) => ({ x: String(x), y: String(y), way })),
      ),
    ),
    { x: '-1', way: 'limits', strict: 'yes' },
    { x: '1', way: 'limits', strict: 'yes' },
    { x: '-800', way: 'limits' },
    { x: '600', way: 'exponential' },
    { x: '1e50', y: '5', way: 'power' },
  ]),
  casesOf(regrouped, [
    {
      trips: {
        bus: { '2023-11': '5', '2023-12': '7', '2024-01': '11' },
        tram: { '2023-11': '2', '2023-12': '3', '2024-01': '4' },
      },
      rate: { bus: '0.5', tram: '0.25' },
      kindOf: { bus: 'road', tram: 'rail' },
    },
    {
      trips: { bus: { '2024-02': '13' }, walk: { '2024-02': '17' } },
      rate: { bus: '2', walk: '3' },
      kindOf: { bus: 'road', walk: 'road' },
    },
    // a mode that no zone is named for
    {
      trips: { bus: { '2024-02': '13' }, boat: { '2024-02': '17' } },
      rate: { bus: '2', boat: '3' },
      kindOf: { bus: 'road', boat: 'road' },
    },
  ]),
  casesOf(
    curve,
    [
      {
        use: { '10': '0.2', '30': '0.1', '60': '0.07' },
        at: { a: '10', b: '15', c: '45', d: '60' },
        open: { a: steps(0, [1, 2, 3]), b: steps(0, [4, 5, 6]), c: steps(0, [7, 8, 9]), d: steps(0, [0, 0, 1]) },
      },
      { use: { '20': '0.3', '40': '0.1' }, at: { a: '25' }, open: { a: steps(1, [5, 6]) } },
      { use: { '20': '0.3', '40': '0.1' }, at: { a: '41' }, open: { a: steps(1, [5]) } },
      { use: { '20': '0.3' }, at: { a: '20' }, open: { a: steps(3, [5]) } },
    ].map(({ open, ...rest }) => ({ ...rest, open: turned(open) })),
  ),
  casesOf(coupled, [
    {
      new: { bus: steps(2020, [10, 20, 30]), tram: steps(2020, [1, 2, 3]) },
      start: { bus: '100', tram: '50' },
      leave: { bus: '0.1', tram: '0.05' },
      takes: { bus: { bus: '0.5', tram: '0' }, tram: { bus: '0.25', tram: '0.125' } },
    },
    {
      new: { bus: steps(2021, [10, 20, 30, 40]) },
      start: { bus: '7' },
      leave: { bus: '0.5' },
      takes: { bus: { bus: '0.5' } },
    },
  ]),
]

/** `{ a: { from, values } }` by age first. */
const turned = (open: Readonly<Record<string, { from: number; values: readonly string[] } | undefined>>) => {
  const byAge: Record<string, Record<string, string>> = {}
  for (const [name, series] of Object.entries(open))
    for (const [index, value] of (series?.values ?? []).entries()) {
      const label = String((series?.from ?? 0) + index)
      byAge[label] = { ...byAge[label], [name]: value }
    }
  return byAge
}
