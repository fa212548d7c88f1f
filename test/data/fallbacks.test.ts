import { expect, test } from 'vitest'
import { category, categoryFactor, dimension, factor, input, method } from '../../src/core'
import { type FactorRow, type FactorTable, fallbacks } from '../../src/data/factors'
import { methods } from '../../src/methods'

const fuel = dimension('fuel')
const gas = dimension('gas', { substance: true })

const row = (id: string, more: Partial<FactorRow>): FactorRow => ({
  id,
  parameter: 'EF',
  value: '1',
  unit: 'kg CH4/TJ (NCV)',
  selectors: { activity: 'burning', fuel: 'wood', sector: 'homes' },
  region: 'world',
  source: 'test',
  edition: '2006',
  status: 'read',
  ...more,
})

const table = (...rows: FactorRow[]): FactorTable => ({
  source: { id: 'test', title: 'Test', edition: '2006', year: 2006, series: 'test-series' },
  table: 't',
  rows,
})

const burning = (tables: FactorTable) =>
  method({
    id: 'test.burning',
    title: 'Burning',
    source: { document: 'test', locator: 'Eq 1' },
    edition: '2006',
    admits: { 'test-series': ['2006'] },
    factors: [tables],
    inputs: {
      sector: category(['homes', 'industry']),
      burnt: input('TJ (NCV)', { over: [fuel] }),
      emissionFactor: factor('kg gas/TJ (NCV)', {
        parameter: 'EF',
        over: [fuel, gas],
        activity: 'burning',
        by: ['sector'],
      }),
      origin: categoryFactor(['fossil', 'biogenic'], { parameter: 'origin', over: [fuel] }),
    },
    equations: ({ burnt, emissionFactor, origin }) => ({
      ch4: burnt.times(emissionFactor).sumBy(fuel, dimension('origin'), origin).at(gas, 'CH4').sum(dimension('origin')),
    }),
  }).graph().factors

const told = (rows: readonly FactorRow[], where: Parameters<typeof fallbacks>[1], more?: readonly FactorTable[]) =>
  fallbacks(burning(table(...rows)), where, more).map(({ factor: path, labels, row: taken, distance, age, asOf }) => [
    path,
    Object.values(labels).sort().join(' '),
    taken?.id,
    distance,
    asOf,
    age,
  ])

const origin = row('wood-is-biogenic', {
  parameter: 'origin',
  value: 'biogenic',
  unit: undefined as never,
  selectors: { fuel: 'wood' },
})

test('a label of a category without a row is missing, and comes first', () => {
  expect(told([row('homes', {}), origin], { region: 'ID', year: 2024 })).toEqual([
    ['emissionFactor', 'CH4 industry wood', undefined, undefined, undefined, undefined],
    ['emissionFactor', 'CH4 homes wood', 'homes', 3, 2006, 18],
    ['origin', 'wood', 'wood-is-biogenic', 3, 2006, 18],
  ])
})

test('the nearest region is taken, and the farthest one told first', () => {
  const rows = [
    row('world', {}),
    row('asia', { region: 'Asia' }),
    row('indonesia', { region: 'ID', selectors: { activity: 'burning', fuel: 'coal', sector: 'homes' } }),
    row('industry', { selectors: { activity: 'burning', fuel: 'wood', sector: 'industry' } }),
  ]
  expect(told(rows, { region: 'ID-JI', year: 2024 }).map(([, labels, id, distance]) => [labels, id, distance])).toEqual(
    [
      ['CH4 coal industry', undefined, undefined],
      ['', undefined, undefined],
      ['CH4 industry wood', 'industry', 4],
      ['CH4 homes wood', 'asia', 3],
      ['CH4 coal homes', 'indonesia', 1],
    ],
  )
})

test('age counts from the last valid year, and is 0 while a row is valid', () => {
  const dated = (validTo: string) => row('dated', { validFrom: '2015-01-01', validTo })
  const ages = (validTo: string, year?: number) =>
    told([dated(validTo), origin], year === undefined ? {} : { year })
      .filter(([, , id]) => id === 'dated')
      .map((each) => each.slice(4))
  expect(ages('2020-12-31', 2024)).toEqual([[2020, 4]])
  expect(ages('2025-12-31', 2024)).toEqual([[2024, 0]])
  expect(ages('2020-12-31')).toEqual([[2020, undefined]])
  const open = told([row('open', { validFrom: '2015-01-01' }), origin], { year: 2024 }).filter(
    ([, , id]) => id === 'open',
  )
  expect(open.map((each) => each.slice(4))).toEqual([[2024, 0]])
})

test('a table given beside comes into question, and an edition that the method does not admit does not', () => {
  const own = table(
    row('beside', { region: 'ID', selectors: { activity: 'burning', fuel: 'wood', sector: 'industry' } }),
  )
  const of = (source: Partial<FactorTable['source']>) =>
    told([row('homes', {}), origin], { region: 'ID' }, [{ ...own, source: { ...own.source, ...source } }])
  expect(of({})).toContainEqual(['emissionFactor', 'CH4 industry wood', 'beside', 0, 2006, undefined])
  const refused = table(
    row('late', { edition: '2019', selectors: { activity: 'burning', fuel: 'wood', sector: 'industry' } }),
  )
  expect(told([row('homes', {}), origin], { region: 'ID' }, [refused])).toContainEqual([
    'emissionFactor',
    'CH4 industry wood',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('rows in another unit, or for more than is asked, are no answer', () => {
  const rows = [
    row('another-unit', { unit: 'kg CH4/kWh' }),
    row('more', { selectors: { activity: 'burning', fuel: 'wood', sector: 'homes', technology: 'stove' } }),
    origin,
  ]
  expect(told(rows, {}).filter(([path]) => path === 'emissionFactor')).toEqual([
    ['emissionFactor', '', undefined, undefined, undefined, undefined],
  ])
})

test('each method says which editions it admits of every series that its tables are of', () => {
  const open = [...methods().values()].flatMap((each) =>
    each
      .graph()
      .factors.flatMap(({ path, within }) =>
        (within.tables as readonly FactorTable[])
          .filter(({ source }) => source.series !== undefined && !within.admits?.[source.series])
          .map(({ source }) => `${each.id} ${path} ${source.id}`),
      ),
  )
  expect(open).toEqual([])
})

test('a region is taken by its name, and one that is not known is refused', () => {
  const rows = [row('indonesia', { region: 'ID' }), origin]
  for (const region of ['ID', 'Indonesia', 'indonesia', 'IDN'])
    expect(told(rows, { region })).toContainEqual(['emissionFactor', 'CH4 homes wood', 'indonesia', 0, 2006, undefined])
  expect(() => told(rows, { region: 'Atlantis' })).toThrow('The region is not known')
})
