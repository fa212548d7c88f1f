import { describe, expect, test } from 'vitest'
import { MrvError } from '../../src/core'
import { parseUnit } from '../../src/core/quantity'
import {
  type FactorRow,
  type FactorTable,
  flattenRow,
  isKnownRegion,
  projectTable,
  type Question,
  regionChain,
  regionHint,
  resolve,
} from '../../src/data/factors'
import * as generated from '../../src/data/factors/generated'

const tables: readonly FactorTable[] = Object.values(generated as Record<string, unknown>).flatMap((each) =>
  typeof each === 'object' && each !== null && 'rows' in each ? [each as FactorTable] : [],
)

const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('regions', () => {
  test('from a part of a country to the world', () => {
    expect(regionChain('ID-JI')).toEqual(['ID-JI', 'ID', 'South-eastern Asia', 'Asia', 'world'])
    expect(regionChain('BR')).toEqual(['BR', 'South America', 'Latin America and the Caribbean', 'Americas', 'world'])
    expect(regionChain('Middle Africa')).toEqual(['Middle Africa', 'Sub-Saharan Africa', 'Africa', 'world'])
    expect(regionChain('JP')).toEqual(['JP', 'Eastern Asia', 'Asia', 'world'])
    expect(regionChain('South-eastern Asia')).toEqual(['South-eastern Asia', 'Asia', 'world'])
    expect(regionChain('Asia')).toEqual(['Asia', 'world'])
    expect(regionChain('AQ')).toEqual(['AQ', 'world'])
    for (const none of [undefined, '', 'world']) expect(regionChain(none)).toEqual(['world'])
  })
  test('known and unknown ones', () => {
    for (const known of ['ID', 'ID-JI', 'Asia', 'Western Asia', 'world']) expect(isKnownRegion(known)).toBe(true)
    for (const unknown of ['', 'XX', 'Indonesia!', 'asia', 'constructor']) expect(isKnownRegion(unknown)).toBe(false)
  })
  test('what an unknown one may have meant: a country by its name, else the nearest codes and names', () => {
    expect(regionHint(' indonesia')).toBe('Write "ID".')
    expect(regionHint('Eastern Asai')).toMatch(/^Did you mean "Eastern Asia"/)
    expect(regionHint('word')).toContain('"world"')
    expect(regionHint('IDX')).toContain('"ID"')
    expect(regionHint('Atlantis and more')).toBeUndefined()
  })
})

const row = (more: Partial<FactorRow>): FactorRow => ({
  id: 'x',
  parameter: 'EF',
  value: '1',
  unit: 'kg CO2/kWh',
  selectors: { activity: 'electricity' },
  source: 'test',
  edition: '2006',
  status: 'read',
  ...more,
})
const table = (rows: readonly FactorRow[], source: Partial<FactorTable['source']> = {}): FactorTable => ({
  source: { id: 'test', title: 'Test', edition: '2006', ...source },
  table: 't',
  rows,
})
const question = (more: Partial<Question> = {}): Question => ({
  parameter: 'EF',
  units: [parseUnit('kg CO2/kWh')],
  selectors: { activity: 'electricity' },
  ...more,
})

const found = (...given: Parameters<typeof resolve>) => {
  const answer = resolve(...given)
  if (!('row' in answer)) throw new Error(`not found: ${answer.reason}`)
  return answer
}
const reason = (...given: Parameters<typeof resolve>) => {
  const answer = resolve(...given)
  if ('row' in answer) throw new Error(`found ${answer.row.id}`)
  return answer
}

describe('what a row is for must match exactly', () => {
  const one = table([row({})])
  test('parameter, unit and every selector', () => {
    expect(found(question(), [one]).row.id).toBe('x')
    expect(reason(question({ parameter: 'NCV' }), [one]).reason).toBe(
      'no row states parameter NCV, activity electricity in kg CO2/kWh',
    )
    expect(reason(question({ selectors: { activity: 'heat' } }), [one]).hint).toBe(
      'There are rows for activity: electricity.',
    )
    expect(reason(question({ selectors: {} }), [one]).hint).toBe('There are rows for activity: electricity.')
    expect(reason(question({ selectors: { activity: 'electricity', sector: 'homes' } }), [one]).hint).toBe(
      'There are rows for sector: (none).',
    )
  })
  test('a row in another unit of the same thing fits; another substance or basis does not', () => {
    expect(found(question({ units: [parseUnit('t CO2/MWh')] }), [one]).row.id).toBe('x')
    expect(reason(question({ units: [parseUnit('kg CH4/kWh')] }), [one]).hint).toBe(
      'There are rows in kg CO2/kWh: substances differ.',
    )
    expect(reason(question({ units: [parseUnit('kg CO2/TJ (NCV)')] }), [one]).hint).toContain('the basis differs')
  })
  test('a question without units, or to no tables, is refused', () => {
    for (const given of [[], [question()], [{ parameter: 'EF', selectors: {}, unit: 'kg' }, [one]]])
      expect(problemOf(() => (resolve as (...all: unknown[]) => unknown)(...given)).code).toBe('call.invalid')
  })
  test('a choice is a row without unit, a figure one with', () => {
    const { unit: _, ...choice } = row({ value: 'fossil' })
    expect(found(question({ category: true }), [table([choice])]).row.value).toBe('fossil')
    expect(reason(question({ category: true }), [one]).reason).toContain('no row states')
    expect(reason(question(), [table([choice])]).reason).toContain('no row states')
  })
})

describe('the order', () => {
  const own = projectTable([{ parameter: 'EF', value: '9', unit: 'kg CO2/kWh', activity: 'electricity' }])
  const measured = table([row({ id: 'measured', status: 'measured' })])
  const places = table([
    row({ id: 'world', region: 'world' }),
    row({ id: 'asia', region: 'Asia' }),
    row({ id: 'seasia', region: 'South-eastern Asia' }),
    row({ id: 'id', region: 'ID' }),
    row({ id: 'idji', region: 'ID-JI' }),
    row({ id: 'jp', region: 'JP' }),
  ])

  test('own row, measured, city, country, region, wider region, world; each step recorded', () => {
    const at = question({ region: 'ID-JI' })
    const without = (...ids: string[]) => table(places.rows.filter(({ id }) => !ids.includes(id)))
    expect(found(at, [places, measured, own]).row.id).toBe('project-ef-electricity-kg-co2-kwh')
    expect(found(at, [places, measured]).row.id).toBe('measured')
    expect(found(at, [places]).row.id).toBe('idji')
    expect(found(at, [without('idji')]).row.id).toBe('id')
    expect(found(at, [without('idji', 'id')]).row.id).toBe('seasia')
    expect(found(at, [without('idji', 'id', 'seasia')]).row.id).toBe('asia')
    expect(found(at, [without('idji', 'id', 'seasia', 'asia')]).row.id).toBe('world')
    expect(found(at, [places, own]).steps).toEqual([
      '7 rows state parameter EF, activity electricity in kg CO2/kWh',
      'the project’s own row',
      'edition project',
    ])
    expect(found(at, [places]).steps[1]).toBe('region ID-JI')
    expect(found(at, [measured, places]).steps[1]).toBe('a measured value')
  })
  test('among own rows the nearest region; a measured row of the project comes after its override', () => {
    const near = projectTable([
      { id: 'a', parameter: 'EF', value: '9', unit: 'kg CO2/kWh', activity: 'electricity' },
      { id: 'b', parameter: 'EF', value: '8', unit: 'kg CO2/kWh', activity: 'electricity', region: 'ID' },
      {
        id: 'c',
        parameter: 'EF',
        value: '7',
        unit: 'kg CO2/kWh',
        activity: 'electricity',
        region: 'ID',
        status: 'measured',
      },
    ])
    expect(found(question({ region: 'ID-JI' }), [near]).row.id).toBe('b')
    expect(found(question({ region: 'ID-JI' }), [near]).steps[1]).toBe('the project’s own row, region ID')
    expect(found(question({ region: 'JP' }), [near]).row.id).toBe('a')
  })
  test('what the project measured goes before what others measured nearby', () => {
    const weighed = projectTable([
      { id: 'weighed', parameter: 'EF', value: '7', unit: 'kg CO2/kWh', activity: 'electricity', status: 'measured' },
    ])
    const theirs = table([row({ id: 'theirs', status: 'measured', region: 'ID' })])
    expect(found(question({ region: 'ID' }), [weighed, theirs])).toMatchObject({
      row: { id: 'weighed' },
      steps: [expect.anything(), 'the project’s own measured value', 'edition project'],
    })
  })
  test('a row for elsewhere is never taken, and the hint says where there are some', () => {
    const elsewhere = table([row({ region: 'JP' }), row({ region: 'TH' })])
    expect(reason(question({ region: 'ID' }), [elsewhere])).toMatchObject({
      reason: expect.stringContaining('but none for ID'),
      hint: 'There are rows for JP, TH. Give the value yourself.',
    })
    expect(reason(question(), [elsewhere]).hint).toContain('Name the region in the context')
  })

  const when = (year: number) => ({ start: `${year}-01-01`, end: `${year}-12-31` })
  const dated = table([
    row({ id: 'old', validFrom: '2010-01-01', validTo: '2014-12-31' }),
    row({ id: 'new', validFrom: '2015-01-01', validTo: '2020-12-31' }),
  ])

  test('validity: the row of the period; the latest where all are past, with a remark; none that is still to come', () => {
    expect(found(question({ when: when(2012) }), [dated]).row.id).toBe('old')
    expect(found(question({ when: when(2020) }), [dated])).toMatchObject({
      row: { id: 'new' },
      steps: [expect.anything(), 'region world', 'valid in the period', 'edition 2006'],
      remarks: [],
    })
    expect(found(question({ when: when(2023) }), [dated])).toMatchObject({
      row: { id: 'new' },
      steps: [expect.anything(), 'region world', 'the latest, valid until 2020-12-31', 'edition 2006'],
      remarks: [{ name: 'factor.age', text: 'new was valid until 2020-12-31, before 2023-01-01' }],
    })
    // also where there is but one
    const [last] = dated.rows.slice(-1) as [FactorRow]
    expect(found(question({ when: when(2023) }), [table([last])]).steps).toContain('the latest, valid until 2020-12-31')
    expect(reason(question({ when: when(2005) }), [dated]).reason).toContain('but valid only later than 2005-12-31')
  })
  test('a row for certain dates, taken without a year, says so', () => {
    expect(found(question(), [table(dated.rows.slice(0, 1))]).steps).toEqual([
      expect.anything(),
      'region world',
      'valid 2010-01-01 to 2014-12-31; no year is named',
      'edition 2006',
    ])
  })
  test('rows for different years without a year are no answer, and the hint asks for it', () => {
    expect(reason(question(), [dated])).toMatchObject({
      ambiguous: true,
      hint: expect.stringContaining('Name the year'),
    })
  })

  const editions = [
    table([row({ id: 'r2006', edition: '2006' })], { id: 'a', series: 'ipcc' }),
    table([row({ id: 'r2019', edition: '2019' })], { id: 'b', series: 'ipcc', edition: '2019' }),
  ]
  test('an edition that the method does not admit is left out, and that is said', () => {
    expect(found(question(), editions, { ipcc: ['2006'] })).toMatchObject({
      row: { id: 'r2006' },
      steps: expect.arrayContaining(['1 of an edition that the method does not admit']),
    })
    expect(found(question(), editions, { ipcc: ['2019'] }).row.id).toBe('r2019')
    expect(found(question(), editions, { ipcc: ['2019', '2006'] }).row.id).toBe('r2019')
    expect(reason(question(), editions.slice(1), { ipcc: ['2006'] }).reason).toContain('none is left')
  })
  test('a table outside of the series is not held to its editions', () => {
    expect(found(question(), [table([row({ edition: 'x' })])], { ipcc: ['2006'] }).row.id).toBe('x')
  })
  test('two rows of equal rank are no answer', () => {
    const twice = table([row({ id: 'a' }), row({ id: 'b' })])
    expect(reason(question(), [twice])).toMatchObject({
      ambiguous: true,
      reason: expect.stringContaining('2 rows are of equal rank: a, b'),
    })
    expect(reason(question(), editions)).toMatchObject({ ambiguous: true })
  })
  test('a row that two tables hold alike is one row; one that differs in anything is another', () => {
    const copy = table([{ ...row({ lower: '0', selectors: { fuel: 'x', activity: 'electricity' } }) }])
    const at = question({ selectors: { activity: 'electricity', fuel: 'x' } })
    const like = (more: Partial<FactorRow>) =>
      table([row({ selectors: { activity: 'electricity', fuel: 'x' }, lower: '0', ...more })])
    expect(found(at, [copy, like({})]).row.id).toBe('x')
    for (const more of [{ value: '2' }, { unit: 'g CO2/kWh' }, { lower: '0.5' }, { source: 'other' }, { id: 'y' }])
      expect(reason(at, [copy, like(more)])).toMatchObject({ ambiguous: true })
  })
  test('a figure that nobody read in its source is remarked', () => {
    for (const status of ['secondary', 'memory'] as const)
      expect(found(question(), [table([row({ status })])]).remarks).toEqual([
        { name: 'factor.unread', text: `x was not seen in its source (${status})` },
      ])
    expect(found(question(), [table([row({})])]).remarks).toEqual([])
  })
})

describe('a project’s own rows', () => {
  test('are called by what they are for, whatever their order', () => {
    const rows = [
      { parameter: 'EF', value: '4', unit: 'g CH4/kg waste (wet)', activity: 'composting' },
      { parameter: 'EF', value: '0.3', unit: 'g N2O/kg waste (wet)', activity: 'composting' },
      {
        parameter: 'k',
        value: '0.2',
        unit: '1/yr',
        wasteType: 'food',
        climate: 'tropical-dry',
        validFrom: '2020-01-01',
      },
    ]
    const ids = projectTable(rows).rows.map(({ id }) => id)
    expect(ids).toEqual([
      'project-ef-composting-g-ch4-kg-waste-wet',
      'project-ef-composting-g-n2o-kg-waste-wet',
      'project-k-tropical-dry-food-1-yr-2020-01-01',
    ])
    expect(projectTable([...rows].reverse()).rows.map(({ id }) => id)).toEqual([...ids].reverse())
  })
  test('keep what a CSV of the library holds, and are marked as own', () => {
    const first = (tables.find(({ rows }) => rows.length > 0) as FactorTable).rows[0] as FactorRow
    const [again] = projectTable([{ ...flattenRow(first), value: '7' }]).rows
    expect(again).toEqual({ ...first, value: '7', own: true })
  })
  test('come back with all their problems together, each with its row', () => {
    const error = problemOf(() =>
      projectTable(
        [
          { value: '1', unit: 'kg' },
          { parameter: 'EF', value: 'x', unit: 'kg' },
          { parameter: 'EF', value: '1', unit: 'kgg' },
          { parameter: 'EF', unit: 'kg' },
          { parameter: 'EF', value: '1', unit: 'kg', status: 'guessed' },
          { parameter: 'EF', value: '1', unit: 'kg', lower: '1,2' },
          { parameter: 'EF', value: '1', unit: 'kg', validTo: '2020' },
          { parameter: 'EF', value: '1', unit: 'kg', region: 'XX' },
          { parameter: 'EF', value: '1', unit: 'kg', validFrom: '2021-01-01', validTo: '2020-12-31' },
          { parameter: 'EF', value: '1', unit: 'kg', lower: '3', upper: '-3', bounds: 'percent' },
          { parameter: 'EF', value: '12', unit: 'kg', lower: '1', upper: '1.4' },
          { parameter: 'EF', value: '12', unit: 'kg', lower: '20' },
          null as never,
          'x' as never,
        ],
        { file: 'factors.csv' },
      ),
    )
    expect(error.problems.map(({ code, at }) => [at.file, at.row, code])).toEqual([
      ['factors.csv', 2, 'factor.invalid'],
      ['factors.csv', 3, 'number.invalid'],
      ['factors.csv', 4, 'unit.unknown'],
      ['factors.csv', 5, 'factor.invalid'],
      ['factors.csv', 6, 'factor.invalid'],
      ['factors.csv', 7, 'number.invalid'],
      ['factors.csv', 8, 'period.invalid'],
      ['factors.csv', 9, 'factor.invalid'],
      ...[10, 11, 12, 13, 14, 15].map((line) => ['factors.csv', line, 'factor.invalid']),
    ])
    expect(error.problems.slice(-6, -2).map(({ at }) => at.column)).toEqual(['validTo', 'lower', 'value', 'value'])
    const nested = { parameter: 'EF', value: '1', unit: 'kg', selectors: { fuel: 'wood' } }
    expect(problemOf(() => projectTable([nested as never])).problems[0]?.at).toEqual({ row: 1, column: 'selectors' })
    const percent = { parameter: 'EF', value: '12', unit: 'kg', lower: '-30', upper: '30', bounds: 'percent' }
    expect(projectTable([percent]).rows).toHaveLength(1)
    // three rows are printed outside of their printed bounds, and stay so where a project takes them over
    for (const { rows } of tables)
      for (const each of rows) expect(projectTable([flattenRow(each)]).rows[0]?.value).toBe(each.value)
  })
  test('two of one name are an error', () => {
    const one = { parameter: 'EF', value: '1', unit: 'kg' }
    expect(problemOf(() => projectTable([one, { ...one, value: '2' }])).code).toBe('factor.invalid')
    expect(projectTable([one, { ...one, id: 'other' }]).rows).toHaveLength(2)
  })
})
