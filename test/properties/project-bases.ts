import { cite, dimension, input, method, named, time } from '../../src/core'
import type { AnyMethod } from '../../src/core/method'
import { methodOf as published } from '../../src/methods'

/** What a column of a table holds. */
export type Kind = 'label' | 'time' | 'number' | 'category' | 'unit' | 'quality' | 'text'

export interface Column {
  readonly name: string
  readonly kind: Kind
  /** The input whose value it holds. */
  readonly input?: string
  /** The dimension whose labels it holds; labels that only factors know are closed. */
  readonly dim?: string
  readonly closed?: boolean
  /** The values lie between 0 and 1. */
  readonly share?: boolean
  /** The values add up over a dimension. */
  readonly sums?: string
}

/** A cell; raw text is written as it is, a number otherwise in the decimal sign of its file. */
export interface Cell {
  readonly text: string
  readonly raw?: boolean
}

export interface Row {
  cells: Cell[]
}

export interface Sheet {
  readonly file: string
  columns: Column[]
  rows: Row[]
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
export type Fields = { [name: string]: Json }

export interface Base {
  readonly project: Fields
  readonly sheets: readonly Sheet[]
  /** Inputs that the project file states in one value or by year: the range and a unit that does not fit. */
  readonly stated: readonly string[]
}

/** A small generator of its own, so that a base follows from its number alone. */
export class Draw {
  constructor(private state: number) {}

  next(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.state / 2 ** 32) * below)
  }

  of<T>(items: readonly T[]): T {
    return items[this.next(items.length)] as T
  }

  chance(percent: number): boolean {
    return this.next(100) < percent
  }

  /** A decimal above 0 with up to three decimals. */
  number(below: number): string {
    const decimals = this.next(4)
    const digits = String(1 + this.next(below * 10 ** decimals - 1)).padStart(decimals + 1, '0')
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  }

  share(): string {
    return `0.${1 + this.next(98)}`
  }
}

const bare = (text: string): Cell => ({ text })
const cells = (...texts: string[]): Row => ({ cells: texts.map(bare) })

const number = (name: string, of: string, more: Partial<Column> = {}): Column => ({
  name,
  kind: 'number',
  input: of,
  ...more,
})
const label = (name: string, dim: string, closed = false): Column => ({ name, kind: 'label', dim, closed })
const period = (name: string): Column => ({ name, kind: 'time', dim: 'year' })

const yearsOf = (draw: Draw, fiscal: boolean): string[] => {
  const first = 2018 + draw.next(8)
  return Array.from({ length: 3 + draw.next(2) }, (_, index) => `${fiscal ? 'FY' : ''}${first + index}`)
}

/** The months of the years, counted from the month in which they start. */
const monthsOf = (years: readonly string[], start: number): string[] =>
  years.flatMap((year) =>
    Array.from({ length: 12 }, (_, index) => {
      const at = start - 1 + index
      return `${Number(year.replace('FY', '')) + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    }),
  )

interface Setting {
  readonly draw: Draw
  readonly years: readonly string[]
  readonly fiscalStart: number | undefined
}

const head = ({ draw, years, fiscalStart }: Setting, measure: string): Fields => ({
  title: 'A small project',
  city: { name: 'Somewhere', country: draw.of(['ID', 'JP', 'VN', 'TH']) },
  programme: draw.of(['none', 'jcm', 'cdm']),
  measure,
  gwp: draw.of(['AR4', 'AR5', 'AR6', 'AR5-by-origin']),
  ...(draw.chance(40) ? { region: draw.of(['ID', 'ID-JI', 'Asia', 'world']) } : {}),
  period: {
    from: years[0] as string,
    to: years.at(-1) as string,
    ...(draw.chance(50) ? { monitoredTo: years[1] as string } : {}),
    ...(fiscalStart ? { fiscalStart } : {}),
  },
  scenario: { baseline: 'as before', project: 'with the measure', leakage: 'none' },
})

const siteNames = [
  ['site-1', 'site-2', 'site-3'],
  ['高槻', '三条', '東山'],
  ['são-paulo', 'málaga', 'zürich'],
]

const column = (file: string, name: string, unit: string, over: Record<string, string>, more: Fields = {}): Fields => ({
  file,
  column: name,
  unit,
  over,
  ...more,
})

/** A composting programme with tables of waste by site and of the landfill by year. */
const composting = (setting: Setting, names: number): Base => {
  const { draw, years } = setting
  const history =
    draw.chance(25) && !setting.fiscalStart ? [String(Number(years[0]) - 2), String(Number(years[0]) - 1)] : []
  const all = [...history, ...years]
  const sites = (siteNames[names] as string[]).slice(0, 1 + draw.next(3))
  const types = ['garden', 'food', 'paper', 'wood'].slice(0, 1 + draw.next(2))
  const perDay = draw.chance(30)
  const mixed = !perDay && draw.chance(30)
  const quality = draw.chance(40)
  const waste: Sheet = {
    file: 'waste.csv',
    columns: [
      label('site', 'site'),
      label('type', 'wasteType', true),
      period('year'),
      number('tonnes', 'composted'),
      ...(mixed ? [{ name: 'unit', kind: 'unit', input: 'composted' } as const] : []),
      ...(quality ? [{ name: 'quality', kind: 'quality' } as const] : []),
    ],
    rows: sites.flatMap((site) =>
      types.flatMap((type) =>
        all.map((year) => {
          const kilograms = mixed && draw.chance(50)
          const value = draw.number(kilograms ? 90_000 : 90)
          return cells(
            site,
            type,
            year,
            value,
            ...(mixed ? [kilograms ? 'kg waste (wet)' : 't waste (wet)'] : []),
            ...(quality ? [draw.of(['measured', 'assumed', ''])] : []),
          )
        }),
      ),
    ),
  }
  const classes = draw.chance(40)
  const landfill: Sheet = {
    file: 'landfill.csv',
    columns: [
      period('year'),
      number('delivered', 'delivered'),
      number('fee', 'tippingFee'),
      number('captured', 'captured', { share: true }),
      ...(classes ? [{ name: 'class', kind: 'category', input: 'landfill' } as const] : []),
    ],
    rows: all.map((year) =>
      cells(
        year,
        draw.number(9000),
        draw.number(300),
        draw.share(),
        ...(classes ? [draw.of(['managed-anaerobic', 'unmanaged-deep'])] : []),
      ),
    ),
  }
  const byYear = { year: 'year' }
  const money = draw.chance(50) ? 'IDR (nominal)' : undefined
  const own = draw.next(3)
  const nested = draw.chance(40)
  const project: Fields = {
    ...head(setting, 'measures.composting-programme'),
    ...(money ? { options: { money } } : {}),
    inputs: {
      composted: {
        file: 'waste.csv',
        column: 'tonnes',
        ...(mixed ? { unitColumn: 'unit' } : { unit: perDay ? 't waste (wet)/d' : 't waste (wet)' }),
        ...(perDay ? { times: 'days' } : {}),
        ...(quality ? { quality: 'quality' } : {}),
        over: { site: 'site', wasteType: 'type', year: 'year' },
      },
      delivered: column('landfill.csv', 'delivered', 't waste (wet)', byYear),
      tippingFee: column('landfill.csv', 'fee', `${money ?? 'USD (nominal)'}/t waste (wet)`, byYear),
      captured: column('landfill.csv', 'captured', '1', byYear),
      climate: { value: draw.of(['tropical-moist-wet', 'boreal-temperate-dry']) },
      landfill: classes
        ? { file: 'landfill.csv', column: 'class', over: byYear }
        : { value: 'managed-anaerobic', note: 'with cells and cover' },
      haulageFuel: nested
        ? { values: Object.fromEntries(all.map((year) => [year, `${draw.number(9)} L diesel/t waste (wet)`])) }
        : '4.37 L diesel/t waste (wet)',
      density: { value: 0.99 },
    },
    compare: [
      {
        title: 'Diverted',
        published: draw.number(500),
        unit: 't waste (wet)',
        figure: 'benefit.wasteDiverted',
        at: { year: years[0] as string },
        source: 'report',
      },
      {
        title: 'Delivered a day',
        published: 12.5,
        unit: 't waste (wet)/d',
        figure: 'input.delivered',
        at: { year: years[1] as string },
        perDay: true,
        source: 'report',
      },
      { title: 'A claim', published: '100', unit: 't CO2e', source: 'report' },
    ],
    ...(own === 1
      ? {
          factors: [
            { parameter: 'DOC', value: '0.21', unit: 't C/t waste (wet)', wasteType: 'garden', status: 'measured' },
          ],
        }
      : {}),
    ...(own === 2 ? { factors: 'own.csv' } : {}),
  }
  const factors: Sheet = {
    file: 'own.csv',
    columns: [
      { name: 'parameter', kind: 'text' },
      { name: 'value', kind: 'number' },
      { name: 'unit', kind: 'text' },
      { name: 'activity', kind: 'text' },
    ],
    rows: [
      cells('EF', draw.number(9), 'g CH4 (biogenic)/kg waste (wet)', 'composting'),
      cells('EF', '0.3', 'g N2O/kg waste (wet)', 'composting'),
    ],
  }
  return {
    project,
    sheets: [waste, landfill, ...(own === 2 ? [factors] : [])],
    stated: ['climate', 'density', ...(classes ? [] : ['landfill']), 'haulageFuel'],
  }
}

/** The same, its waste by month. */
const monthly = (setting: Setting): Base => {
  const { draw, years, fiscalStart = 1 } = setting
  const months = monthsOf(years, fiscalStart)
  const types = ['garden', 'food'].slice(0, 1 + draw.next(2))
  const waste: Sheet = {
    file: 'months.csv',
    columns: [label('type', 'wasteType', true), period('month'), number('tonnes', 'composted')],
    rows: types.flatMap((type) => months.map((month) => cells(type, month, draw.number(90)))),
  }
  const landfill: Sheet = {
    file: 'landfill.csv',
    columns: [period('month'), number('delivered', 'delivered'), number('captured', 'captured', { share: true })],
    rows: months.map((month) => cells(month, draw.number(900), draw.share())),
  }
  const project: Fields = {
    ...head(setting, 'measures.composting-programme'),
    inputs: {
      composted: {
        file: 'months.csv',
        column: 'tonnes',
        unit: 't waste (wet)',
        over: { site: 'type', wasteType: 'type', year: 'month' },
        into: 'years',
      },
      delivered: column('landfill.csv', 'delivered', 't waste (wet)', { year: 'month' }, { into: 'years' }),
      captured: column('landfill.csv', 'captured', '1', { year: 'month' }, { into: 'years' }),
      climate: 'tropical-dry',
      landfill: { value: 'managed-anaerobic' },
    },
  }
  // one type is composted at one place only, so that both columns of labels may be the same
  const single = types.length === 1
  if (!single)
    (project.inputs as { composted: Fields }).composted.over = { site: 'site', wasteType: 'type', year: 'month' }
  if (!single) {
    waste.columns.unshift(label('site', 'site'))
    for (const row of waste.rows) row.cells.unshift(bare('house'))
  }
  return { project, sheets: [waste, landfill], stated: ['climate', 'landfill'] }
}

/** Efficient equipment and boilers, with fuels and refrigerants. */
const efficiency = (setting: Setting): Base => {
  const { draw, years, fiscalStart } = setting
  const equipment = ['chiller', 'lamps', 'motor'].slice(0, 1 + draw.next(3))
  const byMonth = draw.chance(30)
  const periods = byMonth ? monthsOf(years, fiscalStart ?? 1) : years
  const fuels = ['natural-gas', 'gas-diesel-oil', 'wood-wood-waste'].slice(0, 1 + draw.next(2))
  const refrigerants = draw.chance(50) ? ['HFC-134a', 'HFC-32'] : ['R-410A']
  const [burns, cools] = [draw.chance(60), draw.chance(60)]
  const electricity: Sheet = {
    file: 'electricity.csv',
    columns: [label('equipment', 'equipment'), period('period'), number('mwh', 'electricity')],
    rows: equipment.flatMap((each) => periods.map((label) => cells(each, label, draw.number(900)))),
  }
  const devices: Sheet = {
    file: 'devices.csv',
    columns: [
      label('equipment', 'equipment'),
      number('new', 'projectEfficiency'),
      number('old', 'referenceEfficiency'),
    ],
    rows: equipment.map((each) => cells(each, draw.number(9), draw.number(9))),
  }
  const grid: Sheet = {
    file: 'grid.csv',
    columns: [period('year'), number('factor', 'gridFactor'), number('losses', 'losses'), number('price', 'price')],
    rows: years.map((year) => cells(year, draw.share(), draw.share(), draw.number(200))),
  }
  const fuel: Sheet = {
    file: 'fuel.csv',
    columns: [label('fuel', 'fuel', true), period('year'), number('heat', 'heat'), number('burnt', 'fuel')],
    rows: fuels.flatMap((each) => years.map((year) => cells(each, year, draw.number(90), draw.number(90)))),
  }
  const gas: Sheet = {
    file: 'gas.csv',
    columns: [label('gas', 'refrigerant', true), period('year'), number('kg', 'charge')],
    rows: refrigerants.flatMap((each) => years.map((year) => cells(each, year, draw.number(90)))),
  }
  const byYear = { year: 'year' }
  const project: Fields = {
    ...head(setting, 'measures.energy-efficiency'),
    inputs: {
      electricity: column(
        'electricity.csv',
        'mwh',
        'MWh electricity',
        { equipment: 'equipment', year: 'period' },
        byMonth ? { into: 'years' } : {},
      ),
      projectEfficiency: column('devices.csv', 'new', '1', { equipment: 'equipment' }),
      referenceEfficiency: column('devices.csv', 'old', '1', { equipment: 'equipment' }),
      gridFactor: column('grid.csv', 'factor', 't CO2/MWh electricity', byYear),
      losses: column('grid.csv', 'losses', '1', byYear),
      price: column('grid.csv', 'price', 'USD (nominal)/MWh electricity', byYear),
      ...(burns
        ? {
            sector: draw.of(['manufacturing', 'commercial', 'residential', 'energy-industries']),
            heat: column('fuel.csv', 'heat', 'TJ heat', { fuel: 'fuel', year: 'year' }),
            fuel: column('fuel.csv', 'burnt', 'TJ (NCV)', { fuel: 'fuel', year: 'year' }),
            boilerEfficiency: { values: Object.fromEntries(fuels.map((each) => [each, draw.share()])) },
          }
        : {}),
      ...(cools
        ? {
            charge: column('gas.csv', 'kg', draw.of(['kg', 'kg refrigerant']), { refrigerant: 'gas', year: 'year' }),
            remaining: { value: 0.5 },
            recovery: { values: Object.fromEntries(refrigerants.map((each) => [each, draw.share()])) },
          }
        : {}),
    },
    compare: [
      {
        title: 'Saved',
        published: 5,
        unit: 'MWh electricity',
        figure: 'benefit.electricitySaved',
        at: { year: years[0] as string },
        source: 'report',
      },
    ],
  }
  return {
    project,
    sheets: [electricity, devices, grid, ...(burns ? [fuel] : []), ...(cools ? [gas] : [])],
    stated: [...(burns ? ['sector', 'boilerEfficiency'] : []), ...(cools ? ['remaining', 'recovery'] : [])],
  }
}

const kind = dimension('kind')
const year = time('year')

/** A measure with shares that add up, which no published one has on its own level. */
const treatment = method({
  id: 'measures.test-treatment',
  title: 'Treatment by kind',
  source: cite('test', 'Eq 1'),
  edition: '1',
  inputs: {
    treated: input('t waste (wet)', { over: [year], range: [0, null] }),
    share: input('1', { over: [kind, year], kind: 'intensity', sumsTo: kind, range: [0, 1] }),
    rate: input('kg CH4 (biogenic)/t waste (wet)', { over: [kind], range: [0, null] }),
    target: input('kg CH4 (biogenic)/t waste (wet)', { range: [0, null] }),
  },
  equations: ({ treated, share, rate, target }) => ({
    baseline: { ch4: named('CH4', 'Eq 1', treated.times(share).times(rate).sum(kind)) },
    project: { ch4: named('CH4', 'Eq 2', treated.times(target)) },
    benefit: { treated: named('Treated', 'Eq 3', treated) },
  }),
})

const shares = (setting: Setting): Base => {
  const { draw, years } = setting
  const kinds = ['pond', 'tank', 'open'].slice(0, 2 + draw.next(2))
  const split = kinds.length === 2 ? ['0.25', '0.75'] : ['0.5', '0.3', '0.2']
  const table: Sheet = {
    file: 'shares.csv',
    columns: [label('kind', 'kind'), period('year'), number('share', 'share', { share: true, sums: 'kind' })],
    rows: kinds.flatMap((each, index) => years.map((label) => cells(each, label, split[index] as string))),
  }
  const rates: Sheet = {
    file: 'rates.csv',
    columns: [label('kind', 'kind'), number('rate', 'rate')],
    rows: kinds.map((each) => cells(each, draw.number(9))),
  }
  const totals: Sheet = {
    file: 'totals.csv',
    columns: [period('year'), number('treated', 'treated')],
    rows: years.map((label) => cells(label, draw.number(900))),
  }
  return {
    project: {
      ...head(setting, treatment.id),
      inputs: {
        treated: column('totals.csv', 'treated', 't waste (wet)', { year: 'year' }),
        share: column('shares.csv', 'share', '1', { kind: 'kind', year: 'year' }),
        rate: column('rates.csv', 'rate', 'kg CH4 (biogenic)/t waste (wet)', { kind: 'kind' }),
        target: { value: '0.5 kg CH4 (biogenic)/t waste (wet)' },
      },
    },
    sheets: [table, rates, totals],
    stated: ['target'],
  }
}

const methods = new Map<string, AnyMethod>()

/** The published measures and the one of this test; each made once. */
export const methodOf = (id: string): AnyMethod => {
  const found = methods.get(id) ?? (id === treatment.id ? (treatment as unknown as AnyMethod) : published(id))
  methods.set(id, found)
  return found
}

const shapes: readonly ((setting: Setting) => Base)[] = [
  (setting) => composting(setting, 0),
  (setting) => composting(setting, 1),
  (setting) => composting(setting, 2),
  monthly,
  efficiency,
  efficiency,
  shares,
]

export const variants = 24

const made = new Map<number, Base>()

/** One of the valid projects: some shape, calendar or fiscal years. */
export const baseOf = (index: number): Base => {
  const base = made.get(index) ?? makeBase(index)
  made.set(index, base)
  return base
}

const makeBase = (index: number): Base => {
  const draw = new Draw(index + 1)
  draw.next(2)
  const fiscalStart = draw.chance(35) ? draw.of([4, 7, 10]) : undefined
  const setting = { draw, years: yearsOf(draw, fiscalStart !== undefined), fiscalStart }
  return (shapes[index % shapes.length] as (setting: Setting) => Base)(setting)
}

export const bases = shapes.length * variants
