import { beforeAll, describe, expect, test } from 'vitest'
import { MrvError } from '../../src/core'
import {
  type FactorQuery,
  type FactorRow,
  type FactorSet,
  type FactorTable,
  type FindOptions,
  find,
  findOne,
  load,
  loadAll,
  projectTable,
  textHint,
} from '../../src/data/factors'
import { gwpTables } from '../../src/data/gases'

let all: readonly (FactorSet | FactorTable)[]
// for the questions of which the answer is known: a source that comes in may answer them better
let guidelines: readonly FactorSet[]
beforeAll(async () => {
  all = await loadAll()
  guidelines = [await load('ipcc-2006-v2'), await load('ipcc-2006-v5')]
})

const ids = (query: FactorQuery, options?: FindOptions) => find(query, all, options).map(({ row }) => row.id)
const problemOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.problems[0]
    throw error
  }
  throw new Error('nothing was thrown')
}

// a small world of rows, in which each step of the order can be seen alone
const row = (id: string, more: Partial<FactorRow> = {}): FactorRow => ({
  id,
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
  rows: rows.map((each) => ({ ...each, source: source.id ?? 'test', edition: source.edition ?? '2006' })),
})
const order = (query: FactorQuery, ...tables: FactorTable[]) =>
  find(query, tables).map((match) => [match.row.id, ...match.reasons])

describe('find', () => {
  test('answers what is for exactly that, with the figure as printed', () => {
    // 2006 Guidelines, Volume 2, Tables 3.2.1, 3.2.2 and 2.5
    const [road] = find({ fuel: 'diesel', gas: 'CH4', use: 'road', region: 'VN', year: 2024 }, guidelines)
    expect(road?.row).toMatchObject({ value: '3.9', unit: 'kg CH4/TJ (NCV)', source: 'ipcc-2006-v2' })
    const [co2] = find({ fuel: 'diesel', gas: 'CO2', use: 'road', region: 'VN' }, guidelines)
    expect(co2?.row).toMatchObject({ value: '74100', unit: 'kg CO2/TJ (NCV)' })
    const [wood] = find(
      { fuel: 'wood-wood-waste', gas: 'CH4', sector: 'residential', activity: 'stationary-combustion' },
      guidelines,
    )
    expect(wood?.row.value).toBe('300')
    for (const { row: each } of find({ fuel: 'charcoal', sector: 'residential' }, guidelines))
      expect(each.selectors).toMatchObject({ fuel: 'charcoal', sector: 'residential' })
  })

  test('compares names without case, spaces and hyphens', () => {
    const expected = ids({ fuel: 'motor-gasoline', parameter: 'NCV' })
    expect(expected.length).toBeGreaterThan(0)
    expect(ids({ fuel: 'Motor Gasoline', parameter: 'ncv' })).toEqual(expected)
    expect(ids({ gas: 'CH₄', fuel: 'peat' })).toEqual(ids({ gas: 'CH4', fuel: 'peat' }))
  })

  test('knows other names, and says that it used them', () => {
    const [match] = find({ fuel: 'Diesel', gas: 'carbon dioxide', use: 'on-road', region: 'Vietnam' }, guidelines)
    expect(match?.reasons).toEqual([
      'states nothing beyond what was asked',
      'fuel "Diesel" is called gas-diesel-oil here (common)',
      'gas "carbon dioxide" is called CO2 here (common)',
      'use "on-road" is called road-transport here (common)',
      'region "Vietnam" is called VN here (iso-codes common name)',
      'for the world, 3 steps from VN',
      'without dates',
      'edition 2006',
      'read in its source',
    ])
    expect(find({ gas: 'R-134a', parameter: 'GWP', edition: 'AR6' }, all).map(({ row: each }) => each.value)).toEqual([
      '1526',
    ])
    for (const region of ['VNM', 'Viet Nam', 'Vietnam', 'VN', 'vn'])
      expect(ids({ activity: 'electricity', region })).toEqual(ids({ activity: 'electricity', region: 'VN' }))
    expect(ids({ wasteType: 'diapers', parameter: 'DOC' })).toEqual(ids({ wasteType: 'nappies', parameter: 'DOC' }))
  })

  test('takes a gas with or without its origin', () => {
    const any = ids({ activity: 'composting', gas: 'CH4' })
    expect(any).toContain('ipcc-2006-v5-ef-ch4-composting-wet')
    expect(ids({ activity: 'composting', gas: 'CH4 (biogenic)' })).toEqual(any)
    expect(() => find({ activity: 'composting', gas: 'CH4 (fossil)' }, all)).not.toThrow()
    expect(ids({ activity: 'composting', gas: 'CH4 (fossil)' })).toEqual([])
  })

  test('takes words of a source, of an edition and of a row', () => {
    for (const { row: each } of find({ source: 'uk-ghg', fuel: 'petrol' }, all))
      expect(each.source).toMatch(/^uk-ghg-202[45]/)
    for (const { row: each } of find({ edition: '2019', wasteType: 'food' }, all))
      expect(each.edition).toBe('2019 Refinement')
    const whole = find({ source: 'uk-ghg-2025', parameter: 'EF' }, all)
    expect([...new Set(whole.map(({ row: each }) => each.source))]).toEqual(['uk-ghg-2025'])
    expect(ids({ text: 'Table 3.2.2 Diesel' }).length).toBeGreaterThan(0)
    expect(ids({ text: 'no such words anywhere' })).toEqual([])
    expect(() => find({ source: 'pcc' }, all)).toThrow('No row is for source "pcc"')
  })

  test('any column of the rows may be asked for', () => {
    for (const { row: each } of find({ livestock: 'goats', parameter: 'EF' }, all))
      expect(each.selectors.livestock).toBe('goats')
    expect(ids({ livestock: 'goats' }).length).toBeGreaterThan(100)
  })

  test('converts on request, bounds as well, and keeps what is printed', () => {
    const [match] = find({ fuel: 'diesel', gas: 'CO2', use: 'road' }, guidelines, { in: 't CO2/TJ (NCV)' })
    // Table 3.2.1: 74 100 (72 600 to 74 800) kg/TJ
    expect(match?.converted).toEqual({ value: '74.1', unit: 't CO2/TJ (NCV)', lower: '72.6', upper: '74.8' })
    expect(match?.row).toMatchObject({ value: '74100', lower: '72600', upper: '74800', unit: 'kg CO2/TJ (NCV)' })
    const percent = row('p', { lower: '-30', upper: '30', bounds: 'percent', value: '500', unit: 'g CO2/kWh' })
    expect(find({}, [table([percent])], { in: 'kg CO2/kWh' })[0]?.converted).toEqual({
      value: '0.5',
      unit: 'kg CO2/kWh',
      lower: '-30',
      upper: '30',
    })
    expect(find({}, [table([percent])], { in: 'kg CH4/kWh' })[0]?.converted).toBeUndefined()
    expect(problemOf(() => find({}, [table([percent])], { in: 'kgg' }))?.code).toBe('unit.unknown')
  })

  test('a search by words: a label first, then whole words of labels and title, then the rest', () => {
    const rows = [
      row('elsewhere', { notes: 'not of composting' }),
      row('part', { title: 'Vermicomposting' }),
      row('title', { title: 'Losses of composting' }),
      row('label', { selectors: { activity: 'composting' } }),
    ]
    expect(order({ text: 'Composting' }, table(rows)).map(([id, reason]) => [id, reason])).toEqual([
      ['label', 'its activity is composting'],
      ['title', 'the words stand in its labels or its title'],
      ['elsewhere', 'the words stand elsewhere in the row'],
      ['part', 'the words stand elsewhere in the row'],
    ])
    for (const { row: each } of find({ text: 'composting' }, all).slice(0, 5))
      expect(Object.values(each.selectors)).toContain('composting')
    // it is no reason to take the one and not the other
    expect(problemOf(() => findOne({ text: 'composting' }, [table(rows)]))?.code).toBe('factor.ambiguous')
  })

  test('of rows that are all narrower than asked, the nearest region goes first', () => {
    const rows = [
      row('world', { region: 'world', selectors: { activity: 'electricity', margin: 'operating' } }),
      row('home', { region: 'ID', selectors: { activity: 'electricity', margin: 'combined', purpose: 'firm' } }),
      row('home-less', { region: 'ID', selectors: { activity: 'electricity', margin: 'operating' } }),
    ]
    const query = { use: 'electricity', region: 'ID' }
    expect(order(query, table(rows)).map(([id]) => id)).toEqual(['home-less', 'home', 'world'])
    expect(order(query, table([...rows, row('exact')])).map(([id]) => id)[0]).toBe('exact')
    const regions = find(query, all).map(({ row: each }) => each.region)
    expect(regions.lastIndexOf('ID')).toBeLessThan(regions.indexOf('world'))
  })

  test('the utilities of Japan have their names, in English and in Japanese', () => {
    // list by supplier, p 8: A0272 関西電力(株), menu J (residual) 0.000415; A0269 東京電力エナジーパートナー(株), menu M 0.000452
    for (const [text, supplier, value] of [
      ['関西電力', 'kansai-electric', '0.000415'],
      ['Kansai Electric Power', 'kansai-electric', '0.000415'],
      ['Tokyo Electric', 'tepco-energy-partner', '0.000452'],
      ['東京電力エナジーパートナー', 'tepco-energy-partner', '0.000452'],
    ] as const) {
      const found = find({ text }, all)
      expect(found.map(({ row: each }) => each.value)).toContain(value)
      expect(new Set(found.map(({ row: each }) => each.selectors.supplier))).toEqual(new Set([supplier]))
      expect(
        find({ supplier: text, activity: 'electricity' }, all)
          .map(({ row: each }) => each.id)
          .sort(),
      ).toEqual(found.map(({ row: each }) => each.id).sort())
    }
  })

  test('says why a row is not in the unit that was asked for, and what to write', () => {
    const one = [table([row('x', { unit: 'kg CH4 (fossil)/TJ (NCV)' })])]
    const why = (unit: string) => find({}, one, { in: unit })[0]
    expect(why('g CH4/GJ')?.unconverted).toBe(
      'not converted: "g CH4/GJ" leaves out what the row states; write g CH4 (fossil)/GJ (NCV)',
    )
    expect(why('g CH4 (fossil)/L')?.unconverted).toContain('they measure different things')
    expect(why('g N2O/GJ (NCV)')?.unconverted).toContain('substances differ')
    expect(why('g CH4 (fossil)/GJ (GCV)')?.unconverted).toContain('the basis differs')
    expect(why('g CH4 (fossil)/GJ (NCV)')).not.toHaveProperty('unconverted')
    expect(find({}, one)[0]).not.toHaveProperty('unconverted')
  })

  test.each([
    ['nothing', undefined],
    ['a promise of tables', Promise.resolve([])],
    ['rows', [undefined]],
    ['an id', ['ipcc-2006-v5']],
  ])('without tables it is refused: %s', (_, given) => {
    for (const action of [find, findOne])
      expect(problemOf(() => action({}, given as never))).toMatchObject({
        code: 'call.invalid',
        hint: expect.stringContaining('loadAll'),
      })
  })

  test('converts into and from units that begin with a number', () => {
    // 2019 Refinement, Volume 2, Table 4.1.6: 0.281 million m3 of methane per mine
    const unit = 'm3 CH4 (fossil)/unit mine/yr'
    const found = find({ text: 'ipcc-2019-v2-ef-abandoned-mine-1901-1925-1990' }, all, { in: unit })
    expect(found.map(({ row: each, converted }) => [each.value, each.unit, converted])).toEqual([
      ['0.281', `1e6 ${unit}`, { value: '281000', unit }],
    ])
  })

  test('a gas is what a warming potential is of, and what a row is for before what it is expressed in', () => {
    // AR6 WG1, Chapter 7, tells methane by origin
    const gtp = find({ gas: 'CH4', parameter: 'GTP', edition: 'AR6-GTP100' }, all)
    expect(gtp.map(({ row: each }) => each.unit)).toEqual(['kg CO2e/kg CH4 (fossil)', 'kg CO2e/kg CH4 (biogenic)'])
    const parts = ['', 'CH4', 'CO2'].map((gas) =>
      row(`co2e-${gas}`, { unit: 'kg CO2e/kWh', selectors: { activity: 'electricity', ...(gas ? { gas } : {}) } }),
    )
    const found = (gas: string) => find({ gas }, [table(parts)]).map((match) => match.row.id)
    expect(found('CO2e')).toEqual(['co2e-'])
    expect(found('CH4')).toEqual(['co2e-CH4'])
  })

  test('a name that differs from another only in its capitals is taken as it is written', () => {
    const rows = [row('carbon', { parameter: 'CF' }), row('combustion', { parameter: 'Cf' })]
    const found = (parameter: string) => find({ parameter }, [table(rows)]).map((match) => match.row.id)
    expect(found('CF')).toEqual(['carbon'])
    expect(found('Cf')).toEqual(['combustion'])
    expect(found('cf')).toEqual(['carbon', 'combustion'])
    expect(findOne({ parameter: 'Cf' }, [table(rows)]).row.id).toBe('combustion')
  })

  test('a search by words has no narrower and wider rows', () => {
    const narrow = row('narrow', {
      selectors: { activity: 'electricity', margin: 'build' },
      region: 'ID',
      title: 'Grid',
    })
    const wide = row('wide', { title: 'Grid of all' })
    const query = { text: 'grid', region: 'ID' }
    const words = 'the words stand in its labels or its title'
    expect(order(query, table([wide, narrow]))).toEqual([
      ['narrow', words, 'for ID', 'without dates', 'edition 2006', 'read in its source'],
      ['wide', words, 'for the world, 3 steps from ID', 'without dates', 'edition 2006', 'read in its source'],
    ])
    // with a column beside the words, what the words name is asked for
    const [first] = find({ text: 'build grid', activity: 'electricity' }, [table([narrow])])
    expect(first?.reasons[0]).toBe('states nothing beyond what was asked')
    const [second] = find({ text: 'grid', activity: 'electricity' }, [table([narrow])])
    expect(second?.reasons[0]).toBe('narrower than asked: margin build')
  })

  test('a unit leaves what can be stated in it', () => {
    const units = new Set(find({ fuel: 'diesel', unit: 't CO2/TJ (NCV)' }, all).map(({ row: each }) => each.unit))
    expect([...units].sort()).toEqual(['kg CO2/TJ (NCV)'])
  })

  test('finds all rows for an empty query', () => {
    const rows = all.flatMap((each) => ('tables' in each ? each.tables : [each])).flatMap((each) => each.rows)
    expect(find({}, all)).toHaveLength(rows.length)
    expect(new Set(ids({}))).toEqual(new Set(rows.map(({ id }) => id)))
  })
})

describe('the order of matches', () => {
  test('first the row that states least beyond what was asked', () => {
    const narrow = row('narrow', { selectors: { activity: 'electricity', margin: 'operating' }, region: 'ID' })
    expect(order({ activity: 'electricity', region: 'ID' }, table([narrow, row('plain')]))).toEqual([
      [
        'plain',
        'states nothing beyond what was asked',
        'for the world, 3 steps from ID',
        'without dates',
        'edition 2006',
        'read in its source',
      ],
      [
        'narrow',
        'narrower than asked: margin operating',
        'for ID',
        'without dates',
        'edition 2006',
        'read in its source',
      ],
    ])
  })

  test('what is not stated is no narrower', () => {
    const of = (technology: string) => row(technology, { selectors: { activity: 'electricity', technology } })
    const found = order({ activity: 'electricity' }, table([of('catalyst'), of('not-stated')]))
    expect(found.map(([id, first]) => [id, first])).toEqual([
      ['not-stated', 'states nothing beyond what was asked'],
      ['catalyst', 'narrower than asked: technology catalyst'],
    ])
  })

  test('then the project, measured ones, all others', () => {
    const own = projectTable([{ id: 'own', parameter: 'EF', value: '2', unit: 'kg CO2/kWh', activity: 'electricity' }])
    const near = row('near', { region: 'ID' })
    const measured = row('measured', { status: 'measured' })
    const ownMeasured = projectTable([
      { id: 'weighed', parameter: 'EF', value: '2', unit: 'kg CO2/kWh', activity: 'electricity', status: 'measured' },
    ])
    const found = order({ activity: 'electricity', region: 'ID' }, table([near, measured]), ownMeasured, own)
    expect(found.map(([id, , second]) => [id, second])).toEqual([
      ['own', 'the project’s own row'],
      ['weighed', 'the project’s own measured value'],
      ['measured', 'a measured value'],
      ['near', 'for ID'],
    ])
  })

  test('then the nearest region; none that does not hold there', () => {
    const regions = ['world', 'Asia', 'ID', 'ID-JI', 'South-eastern Asia', 'JP', 'ID-JT']
    const found = order(
      { activity: 'electricity', region: 'ID-JI' },
      table(regions.map((region) => row(region, { region }))),
    )
    expect(found.map(([id, , place]) => [id, place])).toEqual([
      ['ID-JI', 'for ID-JI'],
      ['ID', 'for ID, 1 step from ID-JI'],
      ['South-eastern Asia', 'for South-eastern Asia, 2 steps from ID-JI'],
      ['Asia', 'for Asia, 3 steps from ID-JI'],
      ['world', 'for the world, 4 steps from ID-JI'],
    ])
    const anywhere = order({ activity: 'electricity' }, table(['ID', 'world'].map((region) => row(region, { region }))))
    expect(anywhere.map(([id, , place]) => [id, place])).toEqual([
      ['world', 'for the world'],
      ['ID', 'for ID; no region was asked for'],
    ])
  })

  test('then those valid in the year, the latest of the past, and those of the future', () => {
    const dated = (from: number, to: number) =>
      row(`${from}-${to}`, { validFrom: `${from}-01-01`, validTo: `${to}-12-31` })
    const found = order(
      { activity: 'electricity', year: 2020 },
      table([dated(2025, 2025), dated(2000, 2010), dated(2011, 2018), dated(2019, 2020), dated(2021, 2022)]),
    )
    expect(found.map(([id, , , dates]) => [id, dates])).toEqual([
      ['2019-2020', 'valid in 2020'],
      ['2011-2018', 'valid until 2018-12-31, 2 years before 2020'],
      ['2000-2010', 'valid until 2010-12-31, 10 years before 2020'],
      ['2021-2022', 'valid only from 2021-01-01, 1 year after 2020'],
      ['2025-2025', 'valid only from 2025-01-01, 5 years after 2020'],
    ])
  })

  test('then the later edition, or the one that is admitted first, then what was read', () => {
    const of = (id: string, year: number, edition: string, status: FactorRow['status'] = 'read') =>
      table([row(id, { status })], { id, year, edition, series: 'guidelines' })
    const tables = [of('old', 2006, '2006'), of('unread', 2019, '2019', 'secondary'), of('new', 2019, '2019')]
    expect(order({}, ...tables).map(([id]) => id)).toEqual(['new', 'unread', 'old'])
    const admitted = (editions: string[]) =>
      find({}, tables, { admits: { guidelines: editions } }).map((match) => match.row.id)
    expect(admitted(['2006', '2019'])).toEqual(['old', 'new', 'unread'])
    expect(admitted(['2006'])).toEqual(['old'])
  })

  test('what is admitted goes before other series, however old', () => {
    const of = (id: string, series: string, year: number, edition: string) =>
      table([row(id)], { id, series, year, edition })
    const tables = [of('guidelines', 'guidelines', 2006, '2006'), of('guidebook', 'guidebook', 2023, '2023')]
    const admits = { guidelines: ['2019', '2006'] }
    expect(find({}, tables).map((match) => match.row.id)).toEqual(['guidebook', 'guidelines'])
    expect(find({}, tables, { admits }).map((match) => match.row.id)).toEqual(['guidelines', 'guidebook'])
    // which source is meant nobody said
    expect(problemOf(() => findOne({}, tables, { admits }))).toMatchObject({
      code: 'factor.ambiguous',
      hint: 'State the edition (2006, 2023).',
    })
    const copies = [
      table([row('seen')], { id: 'one', series: 'guidelines' }),
      table([row('copied', { status: 'secondary' })], { id: 'two', series: 'guidelines' }),
    ]
    expect(problemOf(() => findOne({}, copies, { admits }))?.hint).toBe('State the source (one, two).')
  })

  test('a set of warming potentials is as late as its report', () => {
    const sets = find({ gas: 'HFC-134a', parameter: 'GWP', status: 'secondary' }, gwpTables())
    const years = sets.map((match) => match.table.source.year as number)
    expect(years).toEqual([...years].sort((a, b) => b - a))
    expect([years[0], years.at(-1)]).toEqual([2013, 1995])
    for (const { source } of gwpTables())
      expect([source.id, source.url?.startsWith('https:'), source.licence, source.publisher]).toEqual([
        source.id,
        true,
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ])
  })

  test('is that of the tables where nothing tells rows apart', () => {
    expect(order({}, table([row('b'), row('a')])).map(([id]) => id)).toEqual(['b', 'a'])
  })
})

describe('what cannot be asked', () => {
  test('an unknown name comes with the nearest ones', () => {
    expect(problemOf(() => find({ fuel: 'deisel' }, all))).toMatchObject({
      code: 'label.unknown',
      message: 'No row is for fuel "deisel"',
      hint: 'Did you mean "diesel"?',
    })
    expect(problemOf(() => find({ gas: 'methan' }, all))?.hint).toContain('"methane"')
    expect(problemOf(() => find({ region: 'Indonesa' }, all))).toMatchObject({ code: 'label.unknown' })
    expect(problemOf(() => find({ use: 'rode' }, all))?.hint).toContain('"road"')
    expect(problemOf(() => find({ year: '20x4' }, all))?.code).toBe('label.unknown')
  })

  test('another word for a column: those that hold the name, and few others', () => {
    const problem = problemOf(() => find({ utility: 'tepco' }, all))
    expect(problem?.hint).toBe('Did you mean "supplier"?')
    expect(problem?.expected?.split(', ').length).toBeLessThanOrEqual(12)
  })

  test('words that no row holds: the nearest ones', () => {
    const tables = all.flatMap((each) => ('tables' in each ? each.tables : [each]))
    expect(textHint('fodo waste', tables)).toContain('"food"')
    expect(textHint('food waste', tables)).toBeUndefined()
    expect(textHint('qqqqqqqqq', tables)).toBeUndefined()
  })

  test('an unknown column as well', () => {
    expect(problemOf(() => find({ feul: 'diesel' }, all))).toMatchObject({
      code: 'call.invalid',
      hint: 'Did you mean "fuel"?',
    })
    expect(problemOf(() => find({ constructor: 'x' } as never, all))?.code).toBe('call.invalid')
  })
})

describe('findOne', () => {
  const one = (query: FactorQuery, options?: FindOptions) => findOne(query, guidelines, options)

  test('gives the one row', () => {
    // Table 1.2: 43.0 TJ/Gg; Table 2.5 charcoal 200 kg/TJ
    expect(one({ fuel: 'diesel', parameter: 'NCV' }).row.value).toBe('43.0')
    expect(one({ fuel: 'charcoal', gas: 'CH4', use: 'residential', region: 'ID' }).row.value).toBe('200')
    expect(one({ fuel: 'diesel', parameter: 'NCV' }, { in: 'GJ (NCV)/t fuel' }).converted?.value).toBe('43')
  })

  test('refuses an unknown name with the nearest ones', () => {
    expect(problemOf(() => one({ fuel: 'deisel', parameter: 'NCV' }))).toMatchObject({
      code: 'label.unknown',
      hint: 'Did you mean "diesel"?',
    })
  })

  test('lists the candidates and the field that would decide', () => {
    expect(problemOf(() => one({ wasteType: 'food', parameter: 'DOC' }))).toMatchObject({
      code: 'factor.ambiguous',
      found:
        'ipcc-2006-v5-doc-wet-food = 15 kg C/100 kg waste (wet), ipcc-2006-v5-doc-dry-food = 38 kg C/100 kg waste (dry)',
      hint: 'State the unit (kg C/100 kg waste (dry), kg C/100 kg waste (wet)).',
    })
    expect(one({ wasteType: 'food', parameter: 'DOC', unit: 'kg C/kg waste (wet)' }).row.value).toBe('15')
    const margins = [
      row('a', { selectors: { activity: 'electricity', margin: 'build' } }),
      row('b', { selectors: { activity: 'electricity', margin: 'operating', grid: 'x' } }),
    ]
    expect(problemOf(() => findOne({ activity: 'electricity' }, [table(margins)]))).toMatchObject({
      code: 'factor.ambiguous',
      hint: 'State the grid ((none), x).',
    })
  })

  test('asks only for what would decide', () => {
    const units = [row('g', { unit: 'g CO2/kWh' }), row('kg')]
    expect(problemOf(() => findOne({}, [table(units)]))?.hint).toBe(
      'They differ in nothing else that can be asked for: give the id of one as text, or leave one of the tables out.',
    )
    // fiscal years from April on: both hold in 2021, and which is meant the year does not tell
    const fiscal = [2020, 2021].map((year) =>
      row(`fy${year}`, { validFrom: `${year}-04-01`, validTo: `${year + 1}-03-31` }),
    )
    expect(problemOf(() => findOne({ year: 2021 }, [table(fiscal)]))?.hint).toContain('give the id of one as text')
    expect(problemOf(() => findOne({}, [table(fiscal)]))?.hint).toBe('State the year (2020 to 2021, 2021 to 2022).')
    expect(findOne({ year: 2021, text: 'fy2021' }, [table(fiscal)]).row.id).toBe('fy2021')
  })

  test('never chooses among editions or sources by itself', () => {
    const of = (id: string, edition: string, year: number, series = 'guidelines') =>
      table([row(id)], { id, edition, year, series })
    const tables = [of('old', '2006', 2006), of('new', '2019', 2019)]
    expect(problemOf(() => findOne({}, tables))).toMatchObject({
      code: 'factor.ambiguous',
      hint: 'State the edition (2006, 2019).',
    })
    expect(findOne({ edition: '2006' }, tables).row.id).toBe('old')
    expect(findOne({}, tables, { admits: { guidelines: ['2006', '2019'] } }).row.id).toBe('old')
    const others = [of('one', '1', 2020, 'a'), of('two', '1', 2021, 'b')]
    expect(problemOf(() => findOne({}, others))?.hint).toBe('State the source (one, two).')
    const twins = table([row('a'), row('b')])
    expect(problemOf(() => findOne({}, [twins]))?.hint).toContain('leave one of the tables out')
  })

  test('takes the general row before narrower ones, and a narrower one only if nothing speaks against it', () => {
    const general = row('general')
    const narrow = row('narrow', { selectors: { activity: 'electricity', margin: 'build' } })
    expect(findOne({ activity: 'electricity' }, [table([narrow, general])]).row.id).toBe('general')
    expect(findOne({ activity: 'electricity' }, [table([narrow])]).row.id).toBe('narrow')
    const elsewhere = table([row('other', { selectors: { activity: 'electricity', margin: 'build', grid: 'x' } })], {
      id: 'elsewhere',
    })
    expect(problemOf(() => findOne({ activity: 'electricity' }, [table([narrow]), elsewhere]))?.code).toBe(
      'factor.ambiguous',
    )
  })

  test('says what there is where nothing is for the region, the year or the combination', () => {
    const place = (region: string) => row(region, { region })
    const somewhere = [table([place('JP'), place('TH')])]
    expect(problemOf(() => findOne({ activity: 'electricity', region: 'ID' }, somewhere))).toMatchObject({
      code: 'factor.missing',
      message: 'No row answers activity electricity, region ID',
      hint: 'There are rows for region JP, TH.',
    })
    expect(problemOf(() => findOne({ activity: 'electricity' }, somewhere))).toMatchObject({
      code: 'factor.missing',
      hint: 'Name the region: there are rows for JP, TH.',
    })
    const later = [table([row('late', { validFrom: '2025-01-01', validTo: '2025-12-31' })])]
    expect(problemOf(() => findOne({ year: 2019 }, later))).toMatchObject({
      code: 'factor.missing',
      message: 'No row answers year 2019: there are only later ones',
      hint: 'There are rows for 2025 to 2025.',
    })
    const rows = [
      row('a', { selectors: { fuel: 'oil', sector: 'homes' } }),
      row('b', { selectors: { fuel: 'gas', sector: 'shops' } }),
    ]
    expect(problemOf(() => findOne({ fuel: 'oil', sector: 'shops' }, [table(rows)]))).toMatchObject({
      code: 'factor.missing',
      hint: 'There are rows for fuel gas; or for sector homes.',
    })
  })
})

describe('what findOne says', () => {
  const rows = table([
    row('diesel', { selectors: { activity: 'road', fuel: 'diesel' }, unit: 'kg CO2/L' }),
    row('sf6', { selectors: { activity: 'switchgear' }, unit: 'kg SF6/yr' }),
  ])
  test('of parts that no row states together', () => {
    expect(problemOf(() => findOne({ fuel: 'diesel', gas: 'SF6' }, [rows]))?.hint).toBe(
      'There are rows that state no fuel; or for gas CO2.',
    )
  })
  test('of a query that asks for nothing', () => {
    expect(problemOf(() => findOne({}, [rows]))?.message).toBe(
      '2 rows of equal rank answer a query that asks for nothing',
    )
  })
})
