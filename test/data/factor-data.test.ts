import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documentsOf, factorSources, readCsv, sourceOf } from '../../scripts/factors-data.mjs'
import type { FactorTable } from '../../src/data/factors'
import * as generated from '../../src/data/factors/generated'
import { root } from '../package/files'
import {
  checkAlone,
  checkBasis,
  checkBounds,
  checkCells,
  checkColumns,
  checkCompositions,
  checkDocument,
  checkFamilies,
  checkFigures,
  checkGases,
  checkGluedDigits,
  checkLabels,
  checkLocators,
  checkOrphans,
  checkQuestions,
  checkThousands,
  type Figure,
  type Finding,
  figuresOf,
  type Known,
  type KnownFamily,
  type KnownLabel,
  type Unpaged,
} from './factor-rules'

const folder = join(root, 'factors')
const tables: readonly FactorTable[] = Object.values(generated as Record<string, unknown>).flatMap((each) =>
  typeof each === 'object' && each !== null && 'rows' in each ? [each as FactorTable] : [],
)
const loadable = new Set(tables.map(({ source, table }) => `${source.id} ${table}`))
const filesOf = (source: string): string[] =>
  readdirSync(join(folder, source)).flatMap((name) => (name.endsWith('.csv') ? [name.replace(/\.csv$/, '')] : []))
const bySource = new Map(factorSources.map((source) => [source, figuresOf(source)]))
const all = [...bySource.values()].flat()

const list = <T>(name: string): readonly T[] => readCsv(join(root, `test/data/${name}.csv`)) as unknown as T[]
const unpaged = list<Unpaged & { reason: string }>('factor-unpaged')
const known: Known = {
  families: list<KnownFamily>('factor-families'),
  labels: list<KnownLabel>('factor-labels'),
  unpaged,
}
const exceptions = list<Finding & { reason: string }>('factor-exceptions')
const keyOf = ({ rule, id, value }: Pick<Finding, 'rule' | 'id' | 'value'>) => `${rule}: ${id} ${value}`
const places = new Map(all.map(({ id, at }) => [id, at]))
/** A finding with the file and line of its row; a group of rows is known by what it is of. */
const said = ({ rule, id, value, text }: Finding) =>
  `${[places.get(id), rule].filter(Boolean).join(' ')}: ${id} ${value}: ${text}`
/** What is found in the tables of today. */
const today = checkFigures(all, known)

describe('every source', () => {
  test('stands in a folder with a source.json', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())
    for (const { name } of folders) expect([name, existsSync(join(folder, name, 'source.json'))]).toEqual([name, true])
    expect(factorSources.length).toBeGreaterThan(15)
  })
  test.each(factorSources)('%s: its documents, columns and tables', (source) => {
    const { kind } = sourceOf(source) as { kind?: string }
    const columns = filesOf(source).flatMap((file) => {
      const [head] = readFileSync(join(folder, source, `${file}.csv`), 'utf8').split(/\r?\n/, 1)
      return checkColumns(`${source} ${file}`, (head as string).split(','), kind)
    })
    const found = [
      ...documentsOf(source).flatMap(checkDocument),
      ...columns,
      ...checkOrphans(source, bySource.get(source) as Figure[], filesOf(source), loadable),
    ]
    expect(found.map(said)).toEqual([])
  })
  test('is loaded as it stands: all its rows, with their source and edition', () => {
    for (const { source, table, rows } of tables) {
      const written = (bySource.get(source.id) as Figure[]).filter((each) => each.table === table)
      expect(rows.map(({ id, value }) => `${id} ${value}`)).toEqual(written.map(({ id, value }) => `${id} ${value}`))
      for (const row of rows) expect([row.id, row.source, row.edition]).toEqual([row.id, source.id, source.edition])
    }
  })
})

describe('all figures', () => {
  test('break no rule, but for those that were looked up and stand in factor-exceptions.csv', () => {
    const accepted = new Set(exceptions.map(keyOf))
    expect(today.filter((each) => !accepted.has(keyOf(each))).map(said)).toEqual([])
  })
  test('and each exception is still one, stands once, and has its reason', () => {
    const broken = new Set(today.map(keyOf))
    expect(exceptions.filter((each) => !broken.has(keyOf(each))).map(keyOf)).toEqual([])
    expect(new Set(exceptions.map(keyOf)).size).toBe(exceptions.length)
    for (const each of exceptions)
      expect([keyOf(each), each.reason]).toEqual([keyOf(each), expect.stringMatching(/\w/)])
    for (const { source, reason } of unpaged) expect([source, reason]).toEqual([source, expect.stringMatching(/\w/)])
  })
})

// ---- each rule finds a row that was planted

const figure = (more: Partial<Figure> = {}): Figure => ({
  source: 'test-2025',
  table: 't',
  at: 'factors/test-2025/t.csv:2',
  id: 'test-2025-x',
  parameter: 'EF',
  value: '10',
  unit: 'kg CH4/TJ (NCV)',
  lower: '',
  upper: '',
  bounds: '',
  selectors: { activity: 'stationary-combustion', fuel: 'wood' },
  region: 'world',
  validFrom: '',
  validTo: '',
  locator: 'Table 1, p 7',
  status: 'read',
  title: '',
  notes: '',
  ...more,
})
/** A printed column: one row a value, for as many fuels. */
const column = (values: readonly string[], more: Partial<Figure> = {}): Figure[] =>
  values.map((value, at) =>
    figure({ id: `test-2025-${at}`, value, selectors: { activity: 'a', fuel: `fuel-${at}` }, ...more }),
  )
const ids = (findings: readonly Finding[]): string[] => findings.map(({ rule, id }) => `${rule} ${id}`)

describe('the rule of documents', () => {
  const good = {
    name: 'test-2025',
    title: 'A report',
    publisher: 'A city',
    year: 2025,
    edition: '2025',
    corrigenda: null,
    url: 'https://example.org/report',
    licence: 'CC BY 4.0',
    read: 'the report',
  }
  test('passes what is complete', () => expect(checkDocument(good)).toEqual([]))
  test('passes one that bears no date, if it says so', () => expect(checkDocument({ ...good, year: null })).toEqual([]))
  test.each(['title', 'publisher', 'year', 'edition', 'corrigenda', 'url', 'licence', 'read'])(
    'wants the %s',
    (field) => {
      expect(checkDocument({ ...good, [field]: undefined })).toHaveLength(1)
      expect(checkDocument({ ...good, [field]: ' ' })).toHaveLength(1)
    },
  )
  test('wants a url that is one', () => expect(checkDocument({ ...good, url: 'see the report' })).toHaveLength(1))
})

describe('the rule of columns', () => {
  const good =
    'id,parameter,value,unit,lower,upper,bounds,activity,fuel,region,validFrom,validTo,locator,status,title,notes'
  test.each([
    ['passes what rows are for', good, 0],
    ['finds a column that is missing', good.replace('lower,', ''), 1],
    ['finds two of one name', good.replace('fuel', 'activity'), 1],
    ['finds a name that is none', good.replace('fuel', 'Fuel type'), 1],
    ['finds another order', good.replace('id,parameter', 'parameter,id'), 1],
  ])('%s', (_, columns, count) => expect(checkColumns('f', columns.split(','))).toHaveLength(count))
  test('knows those of blends and GWP sets', () => {
    expect(checkColumns('f', 'blend,component,share,unit,locator,status,notes'.split(','), 'blends')).toEqual([])
    expect(checkColumns('f', 'set,gas,value,locator'.split(','), 'gwp')).toHaveLength(1)
  })
})

describe('the rule of cells', () => {
  test('passes a good row, and one whose value is a word', () => {
    const word = figure({ value: 'fossil', unit: '' })
    expect(checkCells([figure(), word, figure({ value: '3.5e-07' }), figure({ value: '-0.5' })])).toEqual([])
  })
  test.each<[string, Partial<Figure>]>([
    ['schema', { id: 'test-2025-X' }],
    ['schema', { id: 'other-x' }],
    ['schema', { parameter: '' }],
    ['schema', { value: '1,000' }],
    ['schema', { value: '1 000' }],
    ['schema', { value: '' }],
    ['schema', { value: '.5' }],
    ['schema', { value: '10', unit: '' }],
    ['schema', { lower: '<1', bounds: 'range' }],
    ['schema', { lower: '1', bounds: '' }],
    ['schema', { lower: '1', bounds: 'about' }],
    ['schema', { bounds: 'range' }],
    ['schema', { locator: ' ' }],
    ['schema', { status: 'memory' }],
    ['schema', { status: 'secondary' }],
    ['schema', { validFrom: '2025' }],
    ['schema', { validFrom: '2025-02-30' }],
    ['schema', { validFrom: '2025-01-01', validTo: '2024-12-31' }],
    ['units', { unit: 'kg CH4/TJJ' }],
    ['regions', { region: 'Atlantis' }],
  ])('finds by %s: %j', (rule, more) => {
    expect(checkCells([figure(more)]).map((each) => each.rule)).toEqual([rule])
  })
})

describe('the rule of bounds', () => {
  test.each<[Partial<Figure>, number]>([
    [{ lower: '3', upper: '30', bounds: 'range' }, 0],
    [{ lower: '10', upper: '10', bounds: 'range' }, 0],
    [{ lower: '-50', upper: '50', bounds: 'percent' }, 0],
    [{ lower: '7', upper: '13', bounds: 'standard deviation' }, 0],
    [{ lower: '30', upper: '30', bounds: 'range' }, 1],
    [{ upper: '3', bounds: 'range' }, 1],
    [{ lower: '50', upper: '150', bounds: 'percent' }, 1],
    [{ lower: '7', upper: '14', bounds: 'standard deviation' }, 1],
  ])('%j: %i', (more, count) => expect(checkBounds([figure(more)])).toHaveLength(count))
})

describe('the rule of labels', () => {
  const labels = ['parameter,EF', 'activity,stationary-combustion', 'fuel,motor-gasoline', 'fuel,wood'].map((line) => {
    const [column, label] = line.split(',') as [string, string]
    return { column, label }
  })
  const selectors = { activity: 'stationary-combustion', fuel: 'motor-gasoline' }
  const both = (more: Readonly<Record<string, string>>) => [
    figure(),
    figure({ id: 'b', selectors: { ...selectors, ...more } }),
  ]
  test('passes what is listed', () => expect(checkLabels(both({}), labels)).toEqual([]))
  test('finds a misspelt label, with the nearest one', () => {
    const [found, ...more] = checkLabels(
      [...both({}), figure({ id: 'c', selectors: { fuel: 'motor-gasolin' } })],
      labels,
    )
    expect(found).toMatchObject({ rule: 'labels', id: 'c', value: 'motor-gasolin' })
    expect(found?.text).toContain('the nearest is motor-gasoline')
    expect(more).toEqual([])
  })
  test('finds a misspelt column', () => {
    const [found, ...more] = checkLabels(both({ actvity: 'stationary-combustion' }), labels)
    expect(found).toMatchObject({ rule: 'labels', id: 'b', value: 'actvity' })
    expect(found?.text).toContain('the nearest is activity')
    expect(more).toEqual([])
  })
  test('finds a parameter that no list knows, and a listed label that no row has', () => {
    expect(ids(checkLabels([...both({}), figure({ id: 'c', parameter: 'EFF' })], labels))).toEqual(['labels c'])
    expect(checkLabels([figure()], labels)).toMatchObject([{ id: 'fuel', value: 'motor-gasoline' }])
  })
})

describe('the rule of bases', () => {
  test.each(['kg CO2/TJ (NCV)', 'g CH4/GJ (GCV)', 'kg CO2/kWh electricity', 'kg CO2/TJ output', 'kg/t'])(
    'passes %s',
    (unit) => expect(checkBasis([figure({ unit })])).toEqual([]),
  )
  test.each(['kg CO2/TJ', 'g CH4/GJ', 'kg CO2/kWh', 'TJ/t fuel'])('finds %s', (unit) =>
    expect(checkBasis([figure({ unit })])).toMatchObject([{ rule: 'basis', id: 'test-2025-x' }]),
  )
})

describe('the rule of gases', () => {
  const n2o = { unit: 'kg N2O/TJ (GCV)' }
  test('passes rows whose unit is of the gas that they name, of any origin, and those that name none', () => {
    const good = [
      figure({ title: 'CH4 emission factor, wood' }),
      figure({ title: 'Methane and nitrous oxide of wood', id: 'test-2025-wood-ch4', selectors: { gas: 'CH4' } }),
      figure({ title: 'CH4 of wood', unit: 'kg CH4 (biogenic)/TJ (NCV)', table: 'ch4' }),
      figure({ title: 'N2O-N of soil', unit: 'kg N2O-N/kg N' }),
      figure({ title: 'Emission factor, wood', ...n2o }),
      // Colombia
      figure({ id: 'test-2025-co', unit: 'kg CO2/kWh electricity' }),
      figure({ id: 'test-2025-fraction-ch4', unit: '1' }),
    ]
    expect(checkGases(good)).toEqual([])
  })
  test.each<[string, Partial<Figure>]>([
    ['title', { title: 'CH4 emission factor, wood' }],
    ['title', { title: 'Methane of wood' }],
    ['id', { id: 'test-2025-wood-ch4' }],
    ['table', { table: 'table-2.2-ch4' }],
    ['gas', { selectors: { gas: 'CH4' } }],
  ])('finds CH4 in kg N2O by its %s', (place, more) => {
    const [found, ...others] = checkGases([figure({ ...n2o, ...more })])
    expect(found?.text).toBe(`${place} says CH4, the unit kg N2O/TJ (GCV)`)
    expect(others).toEqual([])
  })
})

describe('the rule of locators', () => {
  const bare = { source: 'web-2025', form: 'Table \\d+, row \\w+' }
  test.each(['Ch 2, Table 2.2, p 2.16', 'Table 1, pp 731-738', 'p A7', 'Sheet 1, cell B12', 'Sheet 1, cells C4:C9'])(
    'passes %s',
    (locator) => expect(checkLocators([figure({ locator })], [])).toEqual([]),
  )
  test.each(['Table 1', 'Chapter 2', 'Table AR5, column 3', 'Sheet 1'])('finds %s', (locator) =>
    expect(ids(checkLocators([figure({ locator })], []))).toEqual(['locators test-2025-x']),
  )
  test('passes a source without pages in its own form only, and finds one that is listed in vain', () => {
    const web = (locator: string) => figure({ source: 'web-2025', locator })
    expect(checkLocators([web('Table 1, row peat')], [bare])).toEqual([])
    expect(ids(checkLocators([web('Table 1, row peat'), web('Table 1')], [bare]))).toEqual(['locators test-2025-x'])
    expect(ids(checkLocators([figure()], [bare]))).toEqual(['locators web-2025'])
  })
})

describe('the rule of orphans', () => {
  // ipcc-2006-v5 names documents by the beginning of a locator; blends are of one table
  const v5 = figure({ source: 'ipcc-2006-v5', table: 't', locator: 'Ch 2, Table 2.3, p 2.12' })
  const has = new Set(['ipcc-2006-v5 t'])
  test('passes a table with rows that can be loaded', () => {
    expect(checkOrphans('ipcc-2006-v5', [v5], ['t'], has)).toEqual([])
  })
  test('finds a source without rows, a file without rows, and a table that nobody can load', () => {
    expect(ids(checkOrphans('ipcc-2006-v5', [], [], has))).toEqual(['orphans ipcc-2006-v5'])
    expect(ids(checkOrphans('ipcc-2006-v5', [v5], ['t', 'u'], new Set([...has, 'ipcc-2006-v5 u'])))).toEqual([
      'orphans ipcc-2006-v5 u',
    ])
    expect(ids(checkOrphans('ipcc-2006-v5', [v5], ['t'], new Set()))).toEqual(['orphans ipcc-2006-v5 t'])
  })
  test('finds a row whose document is not named, and a document without rows', () => {
    expect(ids(checkOrphans('ipcc-2006-v5', [{ ...v5, locator: 'Vol 1, p 3' }], ['t'], has))).toEqual([
      'orphans test-2025-x',
    ])
    const blend = figure({ source: 'blends', table: 'table-7.9' })
    expect(ids(checkOrphans('blends', [blend], ['table-7.9'], has))).toEqual([
      'orphans test-2025-x',
      'orphans blends table-7.8',
      'orphans test-2025-x',
    ])
  })
})

describe('the rule of questions', () => {
  const at = (validFrom: string, validTo: string, id: string) => figure({ id, validFrom, validTo })
  test('passes other fuels, regions, units of another basis, and years that follow each other', () => {
    const others = [
      figure(),
      figure({ id: 'b', selectors: { activity: 'stationary-combustion', fuel: 'peat' } }),
      figure({ id: 'c', region: 'ID' }),
      figure({ id: 'd', unit: 'kg CH4/TJ (GCV)' }),
    ]
    expect(checkQuestions(others)).toEqual([])
    expect(checkQuestions([at('2010-01-01', '2010-12-31', 'a'), at('2011-01-01', '', 'b')])).toEqual([])
  })
  test('finds an id that stands twice, and two rows for one question, in whatever unit and order of columns', () => {
    expect(ids(checkQuestions([figure(), figure({ region: 'ID' })]))).toEqual(['duplicates test-2025-x'])
    const again = figure({
      id: 'b',
      unit: 'g CH4/GJ (NCV)',
      region: '',
      selectors: { fuel: 'wood', activity: 'stationary-combustion' },
    })
    expect(ids(checkQuestions([figure(), again]))).toEqual(['duplicates b'])
  })
  test('finds years that overlap', () => {
    expect(ids(checkQuestions([at('2010-01-01', '2011-06-30', 'a'), at('2011-01-01', '', 'b')]))).toEqual([
      'overlaps b',
    ])
    expect(ids(checkQuestions([at('', '', 'a'), at('2011-01-01', '', 'b')]))).toEqual(['overlaps b'])
  })
})

describe('the rule of compositions', () => {
  const waste = (shares: Readonly<Record<string, string>>, region = 'ID') =>
    Object.entries(shares).map(([wasteType, value]) =>
      figure({ id: wasteType, parameter: 'W', value, unit: '%', region, selectors: { stream: 'msw', wasteType } }),
    )
  test('passes 100 % within the rounding of each part, and parts that the page leaves out', () => {
    expect(checkCompositions(waste({ food: '43.4', paper: '28.3', other: '28.2' }))).toEqual([])
    const table = [...waste({ food: '50', paper: '50', other: '0' }), ...waste({ food: '60', paper: '20' }, 'JP')]
    expect(checkCompositions(table)).toEqual([])
  })
  test('finds shares that come to more, or to less where no part is left out', () => {
    expect(checkCompositions(waste({ food: '43.4', paper: '28.3', other: '28.5' }))).toMatchObject([
      { rule: 'compositions', id: 'test-2025 t W msw ID', value: '100.2' },
    ])
    expect(checkCompositions(waste({ food: '43.4', paper: '8.3', other: '28.2' }))).toHaveLength(1)
    expect(checkCompositions([...waste({ food: '90', paper: '20' }), ...waste({ other: '100' }, 'JP')])).toHaveLength(1)
  })
  test('adds up in the unit of the parts', () => {
    const per100 = (shares: Readonly<Record<string, string>>) =>
      waste(shares).map((each) => ({ ...each, unit: 'kg/100 kg waste (wet)' }))
    expect(checkCompositions(per100({ food: '60', paper: '25', other: '15' }))).toEqual([])
    expect(checkCompositions(per100({ food: '60', paper: '25', other: '12' }))).toMatchObject([
      { value: '97', text: 'adds up to 97, not 100' },
    ])
    const perKilogram = waste({ food: '600', other: '400' }).map((each) => ({ ...each, unit: 'g/kg waste (wet)' }))
    expect(checkCompositions(perKilogram)).toEqual([])
  })
  test('finds a blend that is not whole', () => {
    const blend = (share: string) =>
      ['HFC-32', 'HFC-125'].map((component, at) =>
        figure({
          id: component,
          parameter: 'share',
          value: at === 0 ? '50' : share,
          unit: '%',
          selectors: { material: 'R-410A', component },
        }),
      )
    expect(checkCompositions(blend('50'))).toEqual([])
    expect(checkCompositions(blend('40'))).toHaveLength(1)
  })
})

describe('the rule of families', () => {
  const one = figure({ id: 'a', value: '10' })
  const other = (more: Partial<Figure>) => figure({ id: 'b', source: 'test-2019', ...more })
  const family: KnownFamily = {
    parameter: 'EF',
    activity: 'stationary-combustion',
    unit: 't CH4/TJ (NCV)',
    explainedBy: 'sector',
    ratio: '300',
  }
  const sector = (value: string, name: string) =>
    other({ id: name, value, selectors: { ...one.selectors, sector: name } })

  test('passes a factor of 5, other gases, fuels and bases, and zeros', () => {
    const others = [
      other({ value: '50' }),
      other({ value: '0' }),
      other({ value: '1000', unit: 'kg CO2/TJ (NCV)' }),
      other({ value: '1000', unit: 'kg CH4/TJ (GCV)' }),
      other({ value: '1000', selectors: { activity: 'stationary-combustion', fuel: 'peat' } }),
    ]
    for (const each of others) expect([each.value, checkFamilies([one, each], [])]).toEqual([each.value, []])
  })
  test('finds more, across sources and units, whatever else the rows say', () => {
    expect(checkFamilies([one, other({ value: '51' })], [])).toMatchObject([{ id: 'b', value: '51' }])
    expect(checkFamilies([one, other({ value: '0.06', unit: 'kg CH4/GJ (NCV)' })], [])).toMatchObject([{ id: 'b' }])
    expect(checkFamilies([one, sector('300', 'residential')], [])).toMatchObject([{ id: 'residential' }])
  })
  test('is content where the notes of one name the other’s value', () => {
    expect(checkFamilies([one, other({ value: '51', notes: '10 in the 2006 edition.' })], [])).toEqual([])
    expect(checkFamilies([{ ...one, notes: 'See 51.' }, other({ value: '51' })], [])).toEqual([])
    expect(checkFamilies([one, other({ value: '51', notes: '110 or 10.5 in the 2006 edition.' })], [])).toHaveLength(1)
  })
  test('is content where the family is known, up to its ratio and by its columns', () => {
    const both = [sector('1', 'energy-industries'), sector('300', 'residential')]
    expect(checkFamilies(both, [family])).toEqual([])
    expect(checkFamilies([...both, sector('301', 'commercial')], [family])).toMatchObject([{ value: '301.0' }])
    expect(checkFamilies([...both, sector('30', 'residential')], [family])).toMatchObject([{ value: '300' }])
  })
  test('finds a known family that is none any more', () => {
    expect(checkFamilies([one], [family])).toMatchObject([{ value: '300', text: expect.stringContaining('is listed') }])
  })
})

describe('the rules of digits', () => {
  const plainColumn = ['33', '25', '38', '39', '62', '18']
  test('pass a plain column', () => {
    const figures = column(plainColumn)
    expect([...checkGluedDigits(figures), ...checkThousands(figures), ...checkAlone(figures)]).toEqual([])
  })
  test.each([
    ['a mark 4 behind 0.18, where the column has two decimals', ['0.06', '0.10', '0.184', '0.05']],
    ['a mark 1 behind 38', ['33', '25', '381', '39']],
    ['a mark 1 behind 33, in a table of three rows', ['331', '25', '18']],
    ['a mark 1 behind 0.18, in a table of three rows', ['0.25', '0.22', '0.181']],
    ['a mark 2 behind a whole number', ['0.5', '1.5', '2', '0.12', '3']],
  ])('find %s', (_, values) => expect(checkGluedDigits(column(values))).toHaveLength(1))
  test('find a mark in a bound', () => {
    const bounded = column(plainColumn).map((each) => ({ ...each, lower: '1', upper: '70', bounds: 'range' }))
    const [first, ...others] = bounded as [Figure, ...Figure[]]
    expect(checkGluedDigits([{ ...first, upper: '703' }, ...others])).toMatchObject([{ value: 'upper 703' }])
  })
  test('find one mark among many values of fewer decimals, even where a second has it', () => {
    const many = Array.from({ length: 50 }, (_, at) => `${at + 1}.5`)
    expect(checkGluedDigits(column([...many, '7.52', '9.31']))).toHaveLength(2)
  })
  test.each([
    ['a figure of which the thousands are lost', ['73300', '69300', '71', '77400', '63100'], 'test-2025-2'],
    ['a separator that became a decimal point', ['14284', '9046', '3.145', '1600', '9618'], 'test-2025-2'],
  ])('find %s', (_, values, id) => {
    expect([...new Set(checkThousands(column(values)).map((each) => each.id))]).toEqual([id])
  })
  test('find a value that stands alone, above or below', () => {
    expect(ids(checkAlone(column([...plainColumn, '620'])))).toEqual(['alone test-2025-6'])
    expect(ids(checkAlone(column([...plainColumn, '2.5'])))).toEqual(['alone test-2025-6'])
  })
})

test('rows that are planted among those of today are found, each by its rule', () => {
  const crudeOil = all.find(({ id }) => id === 'ipcc-2006-v2-ncv-crude-oil') as Figure
  const planted: Readonly<Record<string, Partial<Figure>>> = {
    duplicates: {},
    bounds: { region: 'ID', value: '423' },
    labels: { selectors: { fuel: 'crude-oill' } },
    basis: { region: 'JP', unit: 'TJ/Gg fuel' },
    locators: { region: 'TH', locator: 'Table 1' },
    gases: { region: 'VN', unit: 'kg N2O/TJ (NCV)', parameter: 'EF', title: 'CH4 emission factor, crude oil' },
  }
  const more = Object.entries(planted).map(([rule, each]) => ({
    ...crudeOil,
    id: `ipcc-2006-v2-planted-${rule}`,
    ...each,
  }))
  // what is wrong today is told above
  const before = new Set(today.map(keyOf))
  const found = ids(checkFigures([...all, ...more], known).filter((each) => !before.has(keyOf(each))))
  expect(found).toEqual(
    expect.arrayContaining(Object.keys(planted).map((rule) => `${rule} ipcc-2006-v2-planted-${rule}`)),
  )
  for (const rule of ['duplicates', 'labels', 'basis', 'locators'])
    expect(found.filter((each) => each.endsWith(`-planted-${rule}`))).toEqual([`${rule} ipcc-2006-v2-planted-${rule}`])
})
