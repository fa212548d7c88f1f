import type { ProblemCode } from '../../src/core/errors'
import type { Column, Fields, Row, Sheet } from './project-bases'
import { canEncode, encode, type Style } from './project-files'
import { type Draft, type Picks, protoName } from './project-fuzz'

/** Where a problem must be reported, as far as it can be told. */
export interface Expected {
  readonly codes: readonly ProblemCode[]
  readonly file?: string
  /** Rows, or lines where they are known; any of them. */
  readonly rows?: readonly (Row | number)[]
  readonly column?: string
  readonly input?: string
}

export interface Fault {
  readonly kind: string
  readonly expected: readonly Expected[]
  /** What follows from it and may be said besides. */
  readonly allowed?: readonly Expected[]
}

/** Plants one fault, unless the project has no place for it. */
type Make = (draft: Draft, picks: Picks) => Omit<Fault, 'kind'> | undefined

const inputsOf = (draft: Draft): Fields => draft.project.inputs as Fields
const inProject = (input: string, ...codes: ProblemCode[]): Expected => ({ codes, file: 'project', input })
const drop = (fields: Fields, name: string): void => void Reflect.deleteProperty(fields, name)
const one = (...expected: Expected[]): Omit<Fault, 'kind'> => ({ expected })

/*
 * What was touched by one fault is left alone by the next, so that none hides another: whole files, columns of labels,
 * rows, inputs, and the parts that all else hangs on.
 */
type Part = 'method' | 'period' | 'gwp' | 'region' | 'all' | 'any'
const free = (draft: Draft, ...parts: readonly unknown[]): boolean =>
  !draft.touched.has('all') && parts.every((part) => !draft.touched.has(part))
const touch = (draft: Draft, ...parts: readonly unknown[]): void => {
  for (const part of [...parts, 'any' satisfies Part]) draft.touched.add(part)
}

const fileOf = (sheet: Sheet): string => `file ${sheet.file}`
const labelsOf = (sheet: Sheet): string => `labels of ${sheet.file}`
const dataOf = (sheet: Sheet): string => `data of ${sheet.file}`
const inputOf = (name: string): string => `input ${name}`

interface Spot {
  readonly sheet: Sheet
  readonly column: Column
  readonly at: number
  readonly row: Row
}

const columnsWhere = (draft: Draft, wanted: (column: Column, sheet: Sheet) => boolean): Omit<Spot, 'row'>[] =>
  draft.sheets
    .filter((sheet) => free(draft, fileOf(sheet)))
    .flatMap((sheet) => sheet.columns.flatMap((column, at) => (wanted(column, sheet) ? [{ sheet, column, at }] : [])))
    .filter(({ column }) => column.input === undefined || free(draft, inputOf(column.input)))

/** A cell of a column that is wanted, in a row that no other fault is in. */
const spotWhere = (draft: Draft, picks: Picks, wanted: (column: Column, sheet: Sheet) => boolean): Spot | undefined => {
  const columns = columnsWhere(draft, wanted)
  if (columns.length === 0) return undefined
  const column = picks.of(columns)
  const rows = column.sheet.rows.filter((row) => free(draft, row))
  return rows.length > 0 ? { ...column, row: picks.of(rows) } : undefined
}

const put = ({ row, at }: Spot, text: string, raw = true): void => {
  row.cells[at] = { text, raw }
}

const textOf = ({ row, at }: Spot): string => (row.cells[at] as { text: string }).text

const styleOf = (draft: Draft, sheet: Sheet): Style => draft.styles.get(sheet.file) as Style

const isFactors = (sheet: Sheet): boolean => sheet.file === 'own.csv'

const isNumber = (column: Column): boolean => column.kind === 'number'
const isInput = (column: Column): boolean => isNumber(column) && column.input !== undefined

/** A cell of a value with another text in it. */
const cellFault =
  (
    codes: readonly ProblemCode[],
    wanted: (column: Column, sheet: Sheet) => boolean,
    text: (draft: Draft, spot: Spot, picks: Picks) => string | undefined,
  ): Make =>
  (draft, picks) => {
    if (!free(draft, 'method')) return undefined
    const spot = spotWhere(draft, picks, wanted)
    const given = spot && text(draft, spot, picks)
    if (
      !spot ||
      given === undefined ||
      (draft.through === 'bytes' && !canEncode(given, styleOf(draft, spot.sheet).encoding))
    )
      return undefined
    put(spot, given)
    touch(draft, spot.row, dataOf(spot.sheet), ...(spot.column.sums ? [inputOf(spot.column.input as string)] : []))
    return one({ codes, file: spot.sheet.file, rows: [spot.row], column: spot.column.name })
  }

const comma = (draft: Draft, { sheet }: Spot): boolean => styleOf(draft, sheet).decimal === ','
const inFile = (draft: Draft, spot: Spot, text: string): string => (comma(draft, spot) ? text.replace('.', ',') : text)

const closedLabels = [
  'gardn',
  'Garden',
  'unknown',
  'HFC-999',
  'natural gas',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '2024',
  'ガーデン',
]
const noLabels = [
  '__proto__',
  'constructor',
  'prototype',
  '',
  '=1+1',
  '<b>',
  '-',
  '../x',
  'a/b',
  "'",
  'site-1\u0007',
  '\u200bsite',
]

/** A cell of labels; the row can then be any row of its series. */
const labelFault =
  (
    codes: readonly ProblemCode[],
    wanted: (column: Column) => boolean,
    texts: (draft: Draft, spot: Spot) => readonly string[],
  ): Make =>
  (draft, picks) => {
    // own factors that cannot be read might know any label
    if (!free(draft, 'method', 'file own.csv', 'own factors')) return undefined
    const spot = spotWhere(
      draft,
      picks,
      (column, sheet) => wanted(column) && !isFactors(sheet) && free(draft, labelsOf(sheet)),
    )
    if (!spot) return undefined
    const given = picks.of(
      texts(draft, spot).filter(
        (text) => draft.through === 'data' || canEncode(text, styleOf(draft, spot.sheet).encoding),
      ),
    )
    if (given === undefined) return undefined
    put(spot, given)
    if (spot.column.closed) touch(draft, 'gwp', 'file own.csv', 'own factors')
    touch(
      draft,
      spot.row,
      labelsOf(spot.sheet),
      dataOf(spot.sheet),
      ...spot.sheet.columns.flatMap(({ sums, input }) => (sums ? [inputOf(input as string)] : [])),
    )
    return one({ codes, file: spot.sheet.file, rows: [spot.row], column: spot.column.name })
  }

const isMonthly = (spot: Pick<Spot, 'sheet' | 'at'>): boolean =>
  /^\d{4}-/.test((spot.sheet.rows[0] as Row).cells[spot.at]?.text ?? '')

const otherPeriods = (draft: Draft, spot: Spot): string[] => {
  const text = textOf(spot)
  const fiscal = (draft.project.period as Fields).fiscalStart !== undefined
  const broken = [
    '20x4',
    '24',
    '2024.0',
    '2024-13',
    '2024-00',
    'FY24',
    '2024/25',
    '0000',
    '9999',
    '31.12.2024',
    '2024-02-30/2024-03-01',
    'next year',
    '2024 ',
    'NaN',
  ]
  const year = /\d{4}/.exec(text)?.[0] as string
  const otherSort = isMonthly(spot)
    ? [`${year}-Q2`, year, `${year}-01-01/${year}-01-31`]
    : [`${year}-05`, `${year}-Q1`, fiscal ? year : `FY${year}`]
  // a blank is taken off on the way through a file
  return [...broken.filter((each) => draft.through === 'data' || each.trim() === each), ...otherSort]
}

/** The rows of one series: the same labels, in any period. */
const seriesOf = (sheet: Sheet, row: Row): Row[] => {
  const labels = sheet.columns.flatMap(({ kind }, at) => (kind === 'label' ? [at] : []))
  const key = (each: Row): string => JSON.stringify(labels.map((at) => each.cells[at]?.text))
  return sheet.rows.filter((each) => key(each) === key(row))
}

const periodAt = (sheet: Sheet): number => sheet.columns.findIndex(({ kind }) => kind === 'time')
const periodIn = (sheet: Sheet, row: Row): string => (row.cells[periodAt(sheet)] as { text: string }).text

const readSheets = (draft: Draft, wanted: (sheet: Sheet) => boolean = () => true): Sheet[] =>
  draft.sheets.filter((sheet) => free(draft, fileOf(sheet)) && wanted(sheet))

const gap: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const sheets = readSheets(
    draft,
    (sheet) =>
      periodAt(sheet) >= 0 && free(draft, labelsOf(sheet), dataOf(sheet)) && !sheet.columns.some(({ sums }) => sums),
  )
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const row = picks.of(sheet.rows)
  const series = seriesOf(sheet, row).filter((each) => each !== row)
  // the first year of a history may be left out, if all leave it out
  const first = [...seriesOf(sheet, row)].map((each) => periodIn(sheet, each)).sort()[0]
  const history = first !== undefined && first < String((draft.project.period as Fields).from)
  if (series.length === 0 || (history && periodIn(sheet, row) === first)) return undefined
  sheet.rows = sheet.rows.filter((each) => each !== row)
  touch(draft, labelsOf(sheet), dataOf(sheet), 'gap')
  return one({ codes: ['label.missing'], file: sheet.file, rows: series })
}

const twice: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const sheets = readSheets(draft, (sheet) => !isFactors(sheet) && free(draft, labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const rows = sheet.rows.filter((row) => free(draft, row))
  if (rows.length === 0) return undefined
  const row = picks.of(rows)
  const copy = { cells: [...row.cells] }
  const at = sheet.rows.indexOf(row) + 1 + picks.next(sheet.rows.length - sheet.rows.indexOf(row))
  sheet.rows.splice(at, 0, copy)
  touch(draft, row, copy, dataOf(sheet))
  return one({ codes: ['file.row'], file: sheet.file, rows: [copy] })
}

const yearAfter: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const sheets = readSheets(draft, (sheet) => periodAt(sheet) >= 0 && free(draft, labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const row = picks.of(sheet.rows.filter((each) => free(draft, each)))
  if (!row) return undefined
  const to = String((draft.project.period as Fields).to)
  const last = Number(to.replace('FY', '')) + 1 + picks.next(3)
  const late = isMonthly({ sheet, at: periodAt(sheet) })
    ? `${last + 1}-0${1 + picks.next(9)}`
    : to.startsWith('FY')
      ? `FY${last}`
      : String(last)
  const cells = [...row.cells]
  cells[periodAt(sheet)] = { text: late }
  const added = { cells }
  sheet.rows.splice(picks.next(sheet.rows.length + 1), 0, added)
  touch(draft, row, added, dataOf(sheet))
  return one({
    codes: ['period.invalid'],
    file: sheet.file,
    rows: [added],
    column: (sheet.columns[periodAt(sheet)] as Column).name,
  })
}

const removeColumn: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const columns = columnsWhere(
    draft,
    (column, sheet) =>
      column.kind !== 'text' &&
      !isFactors(sheet) &&
      free(draft, dataOf(sheet), labelsOf(sheet)) &&
      sheet.columns.length > 2,
  )
  if (columns.length === 0) return undefined
  const { sheet, column, at } = picks.of(columns)
  sheet.columns = sheet.columns.filter((_, index) => index !== at)
  for (const row of sheet.rows) row.cells = row.cells.filter((_, index) => index !== at)
  touch(
    draft,
    labelsOf(sheet),
    dataOf(sheet),
    ...sheet.columns.flatMap(({ input }) => (input ? [inputOf(input)] : [])),
    ...(column.input ? [inputOf(column.input)] : []),
  )
  return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: column.name })
}

const renameColumn: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const columns = columnsWhere(
    draft,
    (column, sheet) => column.kind !== 'text' && !isFactors(sheet) && free(draft, dataOf(sheet), labelsOf(sheet)),
  )
  if (columns.length === 0) return undefined
  const { sheet, column, at } = picks.of(columns)
  const name = picks.of(
    [
      `${column.name}s`,
      column.name.toUpperCase(),
      `${column.name} `.repeat(2).trim(),
      'x',
      'toString',
      'hasOwnProperty',
    ].filter((each) => !sheet.columns.some((other) => other.name === each)),
  )
  sheet.columns[at] = { ...column, name }
  touch(draft, labelsOf(sheet), dataOf(sheet), ...sheet.columns.flatMap(({ input }) => (input ? [inputOf(input)] : [])))
  return one(
    { codes: ['file.column'], file: sheet.file, rows: [1], column: column.name },
    { codes: ['file.column'], file: sheet.file, rows: [1], column: name },
  )
}

const addColumn =
  (names: readonly string[]): Make =>
  (draft, picks) => {
    const sheets = readSheets(draft, (sheet) => !isFactors(sheet) && free(draft, dataOf(sheet), labelsOf(sheet)))
    if (sheets.length === 0) return undefined
    const sheet = picks.of(sheets)
    const name = picks.of(names)
    if (sheet.columns.some((column) => column.name === name)) return undefined
    const at = picks.next(sheet.columns.length + 1)
    sheet.columns.splice(at, 0, { name, kind: 'text' })
    for (const row of sheet.rows) row.cells.splice(at, 0, { text: '7', raw: true })
    touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
    return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: name })
  }

const sameColumn: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const at = picks.next(sheet.columns.length)
  const column = sheet.columns[at] as Column
  sheet.columns.push({ ...column })
  for (const row of sheet.rows) row.cells.push(row.cells[at] as { text: string })
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: column.name })
}

const ragged: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const row = picks.of(sheet.rows)
  if (picks.chance(50) && row.cells.length > 2) row.cells.pop()
  else row.cells.push({ text: picks.of(['5', '', 'x']), raw: true })
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.row'], file: sheet.file, rows: [row] })
}

const noFile: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  draft.sheets = draft.sheets.filter((each) => each !== sheet)
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.missing'], file: sheet.file })
}

/** Bytes that are not what the project says of them. */
const bytesFault =
  (
    codes: readonly ProblemCode[],
    make: (sheet: Sheet, style: Style, picks: Picks) => ((text: string, style: Style) => Uint8Array) | undefined,
  ): Make =>
  (draft, picks) => {
    if (draft.through === 'data') return undefined
    const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
    if (sheets.length === 0) return undefined
    const sheet = picks.of(sheets)
    const bytes = make(sheet, styleOf(draft, sheet), picks)
    if (!bytes) return undefined
    draft.bytes.set(sheet.file, bytes)
    touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
    return one({ codes, file: sheet.file })
  }

const lead = (text: string, more: string): string =>
  `${text.slice(0, text.indexOf('\n') + 1)}${more}${text.slice(text.indexOf('\n') + 1)}`

const units: readonly (readonly [unit: string, code: ProblemCode])[] = [
  ['h', 'unit.differs'],
  ['km', 'unit.differs'],
  ['person', 'unit.differs'],
  ['t CH4 (biogenic)', 'unit.substance'],
  ['tonnnes', 'unit.unknown'],
  ['???', 'unit.unknown'],
  ['__proto__', 'unit.unknown'],
  ['constructor', 'unit.unknown'],
  ['t waste (wet', 'unit.unknown'],
]

const nearUnits: Readonly<Record<string, readonly (readonly [unit: string, code: ProblemCode])[]>> = {
  't waste (wet)': [
    ['t waste (dry)', 'unit.substance'],
    ['t CO2e', 'unit.substance'],
    ['m3', 'unit.differs'],
    ['t waste (wet)/yr', 'unit.differs'],
  ],
  't waste (wet)/d': [
    ['t waste (dry)/d', 'unit.substance'],
    ['t waste (wet)', 'unit.differs'],
    ['t waste (wet)/h', 'unit.differs'],
  ],
  'MWh electricity': [
    ['MWh heat', 'unit.substance'],
    ['MW', 'unit.differs'],
    ['kWh (NCV)', 'unit.substance'],
  ],
  'TJ heat': [['TJ electricity', 'unit.substance']],
  'TJ (NCV)': [
    ['TJ (GCV)', 'unit.substance'],
    ['t', 'unit.differs'],
  ],
  't CO2/MWh electricity': [
    ['t CH4/MWh electricity', 'unit.substance'],
    ['t CO2/MWh heat', 'unit.substance'],
    ['MWh electricity/t CO2', 'unit.differs'],
  ],
  'kg refrigerant': [
    ['kg HFC-999', 'unit.substance'],
    ['kg CO2e', 'unit.substance'],
  ],
}

const wrongUnit = (unit: string, picks: Picks): readonly [string, ProblemCode] => {
  const near = nearUnits[unit] ?? []
  // a mass of anything is a mass: only its substance is wrong
  const others = units.filter(
    ([text, code]) =>
      code === 'unit.unknown' || (code === 'unit.differs' && text !== unit) || /^(k?g|t|Gg) /.test(unit),
  )
  return picks.of(near.length > 0 && picks.chance(60) ? near : others.filter(([, code]) => code !== 'unit.substance'))
}

const tableInputs = (draft: Draft, wanted: (input: Fields) => boolean): string[] =>
  Object.entries(inputsOf(draft)).flatMap(([name, input]) => {
    const fields = (input ?? {}) as Fields
    const sheet = draft.sheets.find(({ file }) => file === fields.file)
    return sheet && free(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet), inputOf(name)) && wanted(fields)
      ? [name]
      : []
  })

const sheetOf = (draft: Draft, name: string): Sheet =>
  draft.sheets.find(({ file }) => file === (inputsOf(draft)[name] as Fields).file) as Sheet

const statedUnit: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(draft, ({ unit }) => typeof unit === 'string')
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const [unit, code] = wrongUnit(input.unit as string, picks)
  input.unit = unit
  touch(draft, inputOf(name), dataOf(sheetOf(draft, name)))
  return one(inProject(name, code, ...(input.times ? (['unit.differs', 'unit.unknown'] as const) : [])))
}

const cellUnit: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const spot = spotWhere(draft, picks, ({ kind }) => kind === 'unit')
  if (!spot) return undefined
  const input = inputsOf(draft)[spot.column.input as string] as Fields
  const [unit, code] = picks.chance(15) ? (['', 'file.cell'] as const) : wrongUnit(textOf(spot), picks)
  put(spot, unit)
  if (draft.through === 'bytes' && !canEncode(unit, styleOf(draft, spot.sheet).encoding)) return undefined
  touch(draft, spot.row, dataOf(spot.sheet))
  return one({
    codes: [code, ...(input.times ? (['unit.differs', 'unit.unknown'] as const) : [])],
    file: spot.sheet.file,
    rows: [spot.row],
    column: spot.column.name,
  })
}

const shareSum: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const spot = spotWhere(
    draft,
    picks,
    ({ sums, input }, sheet) =>
      sums !== undefined && free(draft, dataOf(sheet), labelsOf(sheet), inputOf(input as string)),
  )
  if (!spot) return undefined
  const other = picks.of(['0', '0.1', '0.9', '1', '0.50001'].filter((text) => Number(text) !== Number(textOf(spot))))
  put(spot, other, false)
  touch(draft, spot.row, dataOf(spot.sheet), labelsOf(spot.sheet), inputOf(spot.column.input as string))
  const year = periodIn(spot.sheet, spot.row)
  return one({
    codes: ['input.sum'],
    file: spot.sheet.file,
    rows: spot.sheet.rows.filter((row) => periodIn(spot.sheet, row) === year),
    column: spot.column.name,
  })
}

/** Names that the reader of a project file refuses by themselves; only data that were made otherwise hold them. */
const sayable = (draft: Draft, names: readonly string[]): string[] =>
  names.filter((name) => draft.through === 'data' || (name !== 'constructor' && name !== 'prototype'))

/** A fault of the project file that stands for itself. */
const fieldFault =
  (
    parts: readonly Part[],
    make: (project: Fields, picks: Picks, draft: Draft) => Expected | Expected[] | undefined,
  ): Make =>
  (draft, picks) => {
    if (!free(draft, ...parts)) return undefined
    const before = structuredClone(draft.project)
    const expected = make(draft.project, picks, draft)
    if (!expected) {
      draft.project = before
      return undefined
    }
    touch(draft, ...parts)
    return { expected: [expected].flat() }
  }

const periodFaults: Make = fieldFault(['period', 'method'], ({ period }, picks, draft) => {
  const fields = period as Fields
  // rows of years are then read without knowing which years are wanted
  if (['gap', 'years'].some((part) => !free(draft, part)) || draft.sheets.some((sheet) => !free(draft, dataOf(sheet))))
    return undefined
  const [from, to] = [String(fields.from), String(fields.to)]
  const other = String(to).startsWith('FY') ? String(to).slice(2) : `FY${to}`
  const [key, value] = picks.of([
    ['both', ''],
    ['from', '20x4'],
    ['to', `${String(to)}-05`],
    ['to', other],
    ['from', '0001'],
    ['to', '9998'],
    ['fiscalStart', undefined],
  ] as const)
  if (key === 'fiscalStart') {
    if (!to.startsWith('FY')) return undefined
    drop(fields, 'fiscalStart')
  } else if (key === 'both') Object.assign(fields, { from: to, to: from })
  else fields[key] = value
  return inProject('period', 'period.invalid')
})

const monitoredTo: Make = fieldFault(['period'], ({ period }, picks) => {
  const fields = period as Fields
  const year = Number(String(fields.to).replace('FY', ''))
  const fiscal = String(fields.to).startsWith('FY')
  fields.monitoredTo = picks.of([
    fiscal ? `FY${year + 1}` : `${year + 1}`,
    fiscal ? `FY${year - 30}` : `${year - 30}`,
    fiscal ? `${year}` : `FY${year}`,
    `${year}-05`,
    'soon',
  ])
  return inProject('period.monitoredTo', 'period.invalid')
})

const gwpFault: Make = fieldFault(['gwp', 'method'], (project, picks) => {
  project.gwp = picks.of(['AR7', 'ar5', 'AR5 ', '__proto__', 'constructor', 'toString', '5', 'GWP'])
  return inProject('gwp', 'gwp.missing')
})

const regionFault: Make = fieldFault(['region'], (project, picks) => {
  if (project.region === undefined && picks.chance(50)) {
    ;(project.city as Fields).country = picks.of(['XX', 'ZZ-AB', 'QQ'])
    return inProject('city.country', 'context.invalid')
  }
  project.region = picks.of(['XX', 'Atlantis', 'id', '__proto__', 'constructor', 'ID_JI', 'toString'])
  return inProject('region', 'context.invalid')
})

const measureFault: Make = fieldFault(['any', 'method'], (project, picks) => {
  const [name, code] = picks.of([
    ['measures.composting', 'method.unknown'],
    ['constructor', 'method.unknown'],
    ['__proto__', 'method.unknown'],
    ['toString', 'method.unknown'],
    ['waste.composting', 'project.invalid'],
    ['energy.stationary-combustion', 'project.invalid'],
    ['measures.energy-efficiency?x=1', 'method.unknown'],
    ['', 'project.invalid'],
  ] as const)
  project.measure = name
  return inProject('measure', code)
})

const optionFault: Make = fieldFault(['any', 'method'], (project, picks, draft) => {
  const [name, value, code, at] = picks.of([
    ['colour', 'red', 'method.unknown', 'options'],
    ['constructor', 'x', 'method.unknown', 'options'],
    ['toString', 'x', 'method.unknown', 'options'],
    ['money', 'shells', 'unit.unknown', 'options'],
    ['money', 'IDR (nominal)&money=USD (nominal)', 'project.invalid', 'options.money'],
    ['a=b', 'c', 'project.invalid', 'options.a=b'],
    ['money', '', 'project.invalid', 'options'],
  ] as const)
  if (project.measure !== 'measures.composting-programme' && name === 'money' && code !== 'project.invalid')
    return undefined
  if (sayable(draft, [name]).length === 0) return undefined
  project.options = { [name]: value }
  return inProject(at === 'options' && value === '' ? 'options.money' : at, code)
})

const unknownInput: Make = fieldFault(['method'], (project, picks, draft) => {
  const name = picks.of(
    sayable(draft, [
      'compostd',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'gwp/CH4 (biogenic)',
      'x',
      'électricité',
    ]),
  )
  ;(project.inputs as Fields)[name] = picks.of([{ value: 5 }, 5, '5 t'])
  return inProject(name, 'input.unknown')
})

const missingInput: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const inputs = inputsOf(draft)
  const composting = draft.project.measure === 'measures.composting-programme'
  const names = (composting ? ['climate', 'landfill'] : ['sector', 'target', 'rate', 'projectEfficiency']).filter(
    (name) => name in inputs && free(draft, inputOf(name)),
  )
  const touched = draft.sheets.some((sheet) => !free(draft, dataOf(sheet), fileOf(sheet)))
  if (names.length === 0 || touched) return undefined
  const name = picks.of(names)
  const { file, column } = inputs[name] as Fields
  drop(inputs, name)
  touch(draft, inputOf(name))
  const unread = draft.sheets.find((sheet) => sheet.file === file)
  if (unread) touch(draft, fileOf(unread), dataOf(unread), labelsOf(unread))
  for (const sheet of draft.sheets.filter(({ columns }) => columns.some(({ dim }) => dim === 'fuel')))
    touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  const allowed = unread
    ? unread.columns.map(({ name: each }): Expected => ({ codes: ['file.column'], file: unread.file, column: each }))
    : []
  void column
  return { expected: [inProject(name, 'input.missing')], allowed }
}

const statedValue: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const choices = ['climate', 'landfill', 'sector']
  const names = draft.base.stated.filter(
    (name) => free(draft, inputOf(name)) && name in inputsOf(draft) && !(inputsOf(draft)[name] as Fields).file,
  )
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const [value, code]: readonly [string | number, ProblemCode] = choices.includes(name)
    ? picks.of([
        ['tropical', 'label.unknown'],
        ['constructor', 'label.unknown'],
        ['toString', 'label.unknown'],
        [5, 'label.unknown'],
        ['NaN', 'label.unknown'],
      ] as const)
    : picks.of([
        ['abc', 'number.invalid'],
        ['NaN', 'number.invalid'],
        ['Infinity', 'number.invalid'],
        ['0x10', 'number.invalid'],
        ['1_000', 'number.invalid'],
        ['1,5', 'number.invalid'],
        [-1, 'input.range'],
        ['-0.5', 'input.range'],
        ['1e301', 'number.range'],
        [1e301, 'number.range'],
        ['1e-301', 'number.range'],
        ['5 h', 'unit.differs'],
        ['5 nonsense', 'unit.unknown'],
      ] as const)
  const known = inputsOf(draft)[name] as Fields
  const byLabel =
    typeof known === 'object' && known !== null && typeof known.values === 'object' && known.values !== null
  if (byLabel) {
    const labels = Object.keys(known.values as Fields)
    inputsOf(draft)[name] = { ...known, values: { ...(known.values as Fields), [picks.of(labels)]: value } }
  } else inputsOf(draft)[name] = picks.of([{ value }, value])
  touch(draft, inputOf(name))
  for (const sheet of draft.sheets.filter(({ columns }) =>
    columns.some(({ dim }) => dim === 'fuel' || dim === 'refrigerant'),
  ))
    touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  // `0x10` begins with a number
  return one(inProject(name, code, ...(value === '0x10' ? (['unit.unknown'] as const) : [])))
}

const statedLabel: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const nested = ['haulageFuel', 'boilerEfficiency', 'recovery'].filter(
    (name) => typeof ((inputsOf(draft)[name] as Fields)?.values ?? '') === 'object' && free(draft, inputOf(name)),
  )
  if (nested.length === 0 || draft.sheets.some((sheet) => !free(draft, dataOf(sheet), labelsOf(sheet), fileOf(sheet))))
    return undefined
  const name = picks.of(nested)
  const input = inputsOf(draft)[name] as Fields
  const values = { ...(input.values as Fields) }
  const byYear = name === 'haulageFuel'
  const labels = Object.keys(values)
  if (labels.length > 1 && picks.chance(40)) {
    drop(values, byYear ? (labels.at(-1) as string) : picks.of(labels))
    inputsOf(draft)[name] = { ...input, values }
    touch(draft, 'all')
    return one(inProject(name, 'label.missing'))
  }
  const [label, code]: readonly [string, ProblemCode] = byYear
    ? picks.of([
        ['9000', 'period.invalid'],
        ['20x4', 'period.invalid'],
        ['constructor', 'period.invalid'],
        ['FY20', 'period.invalid'],
      ] as const)
    : picks.of([
        ['unknown', 'label.unknown'],
        ['constructor', 'file.cell'],
        ['<b>', 'file.cell'],
        ['toString', 'label.unknown'],
      ] as const)
  if (sayable(draft, [label]).length === 0) return undefined
  values[label] = 0.5
  inputsOf(draft)[name] = { ...input, values }
  touch(draft, 'all')
  return one(inProject(name, code))
}

const shapeFault: Make = fieldFault([], (project, picks, draft) => {
  const invalid = (input: string): Expected => inProject(input, 'project.invalid')
  const set = (path: readonly string[], value: unknown): Expected | undefined => {
    const [last, ...above] = [...path].reverse() as [string, ...string[]]
    const fields = above.reverse().reduce<Fields>((at, name) => at[name] as Fields, project)
    const parts = [`field ${path[0]}`, ...(path[0] === 'region' || path[1] === 'country' ? ['region'] : [])]
    if (!free(draft, ...parts)) return undefined
    touch(draft, ...parts)
    if (value === undefined) drop(fields, last)
    else fields[last] = value as string
    return invalid(path.join('.'))
  }
  return picks.of([
    () => set(['title'], 5),
    () => set(['title'], ''),
    () => set(['title'], undefined),
    () => set(['titel'], 'x'),
    () => (draft.through === 'data' ? set(['constructor'], 'x') : undefined),
    () => set(['scenario', 'leakage'], undefined),
    () => set(['scenario', 'base line'], 'x'),
    () => set(['scenario'], 'x'),
    () => set(['city', 'country'], 'Indonesia'),
    () => set(['city', 'population'], 5),
    () => set(['programme'], 'vcs'),
    () => set(['assumptions'], 'none'),
    () => set(['sources'], [{ id: 'x' }]) && [invalid('sources.0.text'), invalid('sources.0.status')],
    () => set(['compare'], {}),
    () => set(['region'], 5),
  ])()
})

const shapeOfInput: Make = (draft, picks) => {
  if (!free(draft, 'method', 'any')) return undefined
  const names = tableInputs(draft, () => true)
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const [path, value]: readonly [string, unknown] = picks.of([
    ['column', undefined],
    ['file', undefined],
    ['colum', 'x'],
    ['times', 'day'],
    ['into', 'months'],
    ['over', 'year'],
    ['split', 'evenly'],
    ['__proto', 'x'],
  ] as const)
  if (value === undefined) drop(input, path)
  else input[path] = value as string
  // which columns it would have read cannot be known
  touch(draft, 'all')
  return one(inProject(`inputs.${name}.${path}`, 'project.invalid'))
}

const wrongInput: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = draft.base.stated.filter(
    (name) => free(draft, inputOf(name)) && name in inputsOf(draft) && !(inputsOf(draft)[name] as Fields).file,
  )
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const [value, at] = picks.of([
    [null, ''],
    [[], ''],
    [true, ''],
    ['', ''],
    [{}, undefined],
    [{ value: null }, '.value'],
    [{ values: [1] }, '.values'],
    [{ value: 1, unit: 't' }, '.unit'],
  ] as const)
  inputsOf(draft)[name] = structuredClone(value) as Fields
  touch(draft, inputOf(name))
  for (const sheet of draft.sheets.filter(({ columns }) =>
    columns.some(({ dim }) => dim === 'fuel' || dim === 'refrigerant'),
  ))
    touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  return one(
    at === undefined
      ? { codes: ['project.invalid'], file: 'project' }
      : inProject(`inputs.${name}${at}`, 'project.invalid'),
  )
}

const shapeOfFile: Make = (draft, picks) => {
  if (!free(draft, 'any') || draft.project.files) return undefined
  const sheets = readSheets(draft)
  const sheet = picks.of(sheets)
  const [path, value] = picks.of([
    ['delimiter', ':'],
    ['decimal', '·'],
    ['encoding', ''],
    ['ignore', 'note'],
    ['separator', ';'],
  ] as const)
  draft.project.files = { [sheet.file]: { [path]: value } }
  touch(draft, 'all')
  return one(inProject(`files.${sheet.file}.${path}`, 'project.invalid'))
}

const protoKey: Make = (draft, picks) => {
  if (!free(draft, 'any')) return undefined
  const places = ['', 'inputs', 'options', 'files', 'city', 'scenario'] as const
  const at = picks.of(places)
  if (at !== '' && draft.project[at] === undefined) draft.project[at] = {}
  const fields = at === '' ? draft.project : (draft.project[at] as Fields)
  fields[protoName] = picks.of([{ value: 5 }, { polluted: true }, 'x'])
  touch(draft, 'all')
  // the reader of the file refuses the name before anybody asks what it stands for
  if (draft.through === 'bytes') return one({ codes: ['file.format'] })
  return one(inProject(at === '' ? '__proto__' : `${at}.__proto__`, 'project.invalid'))
}

const compareFault: Make = fieldFault(['method', 'period'], (project, picks, draft) => {
  const rows = project.compare as Fields[] | undefined
  if (!rows || !free(draft, 'field compare')) return undefined
  touch(draft, 'field compare')
  const row = rows[0] as Fields
  const [name, value, code, at] = picks.of([
    ['published', 'about 5', 'number.invalid', 'published'],
    ['published', 'Infinity', 'number.invalid', 'published'],
    ['published', '1e301', 'number.range', 'published'],
    ['figure', 'benefit.wasteDivertd', 'project.invalid', 'figure'],
    ['figure', 'constructor', 'project.invalid', 'figure'],
    ['figure', 'input.__proto__', 'project.invalid', 'figure'],
    ['unit', 'h', 'unit.differs', 'unit'],
    ['unit', 'tonnnes', 'unit.unknown', 'unit'],
    ['at', { year: '1999' }, 'period.invalid', 'at.year'],
    ['at', { year: 'x' }, 'period.invalid', 'at.year'],
    ['at', {}, 'period.invalid', 'at.year'],
  ] as const)
  row[name] = structuredClone(value) as Fields
  return inProject(`compare.0.${at}`, code)
})

const factorRow: Make = (draft, picks) => {
  if (!free(draft, 'method', 'own factors')) return undefined
  const sheet = draft.sheets.find(isFactors)
  const listed = Array.isArray(draft.project.factors) ? (draft.project.factors as Fields[]) : undefined
  const [name, text, code] = picks.of([
    ['value', 'high', 'number.invalid'],
    ['value', '1e301', 'number.range'],
    ['value', '', 'factor.invalid'],
    ['value', 'NaN', 'number.invalid'],
    ['value', '-4', 'input.range'],
    ['unit', 'g CH5/kg waste (wet)', 'factor.unused'],
    ['unit', 'tonnnes', 'unit.unknown'],
    ['parameter', 'EFF', 'factor.unused'],
    ['parameter', '', 'factor.invalid'],
    ['parameter', 'constructor', 'factor.unused'],
  ] as const)
  if (sheet && free(draft, fileOf(sheet))) {
    const row = picks.of(sheet.rows)
    const at = sheet.columns.findIndex((column) => column.name === name)
    row.cells[at] = { text, raw: true }
    touch(draft, 'own factors', fileOf(sheet), dataOf(sheet), labelsOf(sheet))
    return one({ codes: [code], file: sheet.file, rows: [row], ...(code === 'factor.unused' ? {} : { column: name }) })
  }
  if (!listed) return undefined
  ;(listed[0] as Fields)[name] = text
  touch(draft, 'own factors')
  return one(inProject('factors.0', code))
}

const overFault: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(
    draft,
    ({ over, times, into }) => typeof over === 'object' && Object.keys(over as Fields).length > 0 && !times && !into,
  ).filter((name) => ['composted', 'delivered', 'electricity', 'treated', 'charge', 'heat'].includes(name))
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const over = { ...(input.over as Fields) }
  const sheet = sheetOf(draft, name)
  const [dim, column] = picks.of(Object.entries(over)) as [string, string]
  touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet), inputOf(name), ...(name === 'heat' ? ['all'] : []))
  if (picks.chance(50)) {
    drop(over, dim)
    input.over = over
    return {
      expected: [inProject(name, 'input.shape')],
      allowed: [{ codes: ['file.column'], file: sheet.file, column }],
    }
  }
  const other = picks.of(sayable(draft, ['country', 'constructor', 'toString', `${dim}s`]))
  input.over = { ...over, [other]: column }
  return one(inProject(name, 'project.invalid'))
}

/** Months where years are meant: every row is of the wrong sort. */
const notIntoYears: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const names = tableInputs(draft, ({ into }) => into === 'years')
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const sheet = sheetOf(draft, name)
  drop(inputsOf(draft)[name] as Fields, 'into')
  touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  const column = (sheet.columns[periodAt(sheet)] as Column).name
  const every = sheet.rows.map(
    (row): Expected => ({ codes: ['period.invalid'], file: sheet.file, rows: [row], column }),
  )
  return { expected: every }
}

/** A value per day that is not multiplied by the days. */
const notTimesDays: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(draft, ({ times, unit }) => times === 'days' && unit !== undefined)
  if (names.length === 0) return undefined
  const name = picks.of(names)
  drop(inputsOf(draft)[name] as Fields, 'times')
  touch(draft, inputOf(name), dataOf(sheetOf(draft, name)))
  return one(inProject(name, 'unit.differs'))
}

const ghostFile: Make = (draft, picks) => {
  if (!free(draft, 'ghost') || draft.project.files) return undefined
  const file = picks.of(sayable(draft, ['ghost.csv', 'constructor', 'toString', 'sub/ghost.csv']))
  draft.project.files = { [file]: {} }
  touch(draft, 'ghost', 'any')
  return one({ codes: ['file.missing'], file })
}

const encodingName: Make = (draft, picks) => {
  if (draft.through === 'data' || draft.project.files) return undefined
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  draft.project.files = { [sheet.file]: { encoding: picks.of(['utf-9', 'Shift JIS!', 'toString', 'ascii2']) } }
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet), 'ghost')
  return one({ codes: ['file.encoding'], file: sheet.file })
}

const nameless: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const at = picks.next(sheet.columns.length + 1)
  sheet.columns.splice(at, 0, { name: '', kind: 'text' })
  for (const row of sheet.rows) row.cells.splice(at, 0, { text: '7', raw: true })
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: String(at + 1) })
}

const zeroDivisor: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const spot = spotWhere(
    draft,
    picks,
    ({ input, kind }, sheet) =>
      kind === 'number' &&
      (input === 'referenceEfficiency' || input === 'delivered') &&
      free(draft, dataOf(sheet), labelsOf(sheet)) &&
      draft.sheets.length === draft.base.sheets.length &&
      draft.sheets.every((each) => free(draft, dataOf(each), labelsOf(each), fileOf(each))),
  )
  if (!spot || (inputsOf(draft)[spot.column.input as string] as Fields).into) return undefined
  put(spot, picks.of(['0', '0.000', '-0', '0e5']), false)
  touch(draft, spot.row, 'all')
  return one({ codes: ['calculation.division'], file: spot.sheet.file, rows: [spot.row], column: spot.column.name })
}

const ignoredAbsent: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)) && !isFactors(sheet))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const name = picks.of(['nothing', 'constructor', 'toString'])
  draft.ignore.set(sheet.file, [...(draft.ignore.get(sheet.file) ?? []), name])
  touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  return one({ codes: ['file.column'], file: sheet.file, column: name })
}

const numbersOut = [
  '1e301',
  '-1e301',
  '1e-301',
  '9'.repeat(302),
  `0.${'0'.repeat(320)}1`,
  '1e999',
  '1e-99999',
  '1e99999999999999999999',
  '1e-99999999999999999999',
  '5e+400',
]
const noNumbers = [
  'NaN',
  'Infinity',
  '-Infinity',
  '0x10',
  '0b1',
  '1_000',
  '１２',
  '٣',
  '1e',
  'e5',
  '.',
  '+',
  '--5',
  '5-',
  '1 000',
  "1'000",
  '½',
  '5 t',
  '1/2',
  '#REF!',
  '5%',
  '$5',
  '1e5e5',
  '\u22125',
  '∞',
  '0o7',
]
const words = [
  'abc',
  'n/a',
  '-',
  'twelve',
  'TBD',
  'null',
  'undefined',
  'true',
  '12a',
  '1.2.3',
  'NO',
  '__proto__',
  '[object Object]',
  "'; DROP TABLE",
  '=1+1',
]

/** All faults by name. */
export const faultKinds: readonly (readonly [string, Make])[] = [
  ['text for a number', cellFault(['number.invalid', 'file.cell'], isInput, (_draft, _spot, picks) => picks.of(words))],
  ['no number', cellFault(['number.invalid', 'file.cell'], isInput, (_draft, _spot, picks) => picks.of(noNumbers))],
  [
    'empty cell',
    cellFault(
      ['file.cell'],
      (column) => isInput(column) || column.kind === 'category',
      () => '',
    ),
  ],
  [
    'negative',
    cellFault(['input.range'], isInput, (draft, spot) => inFile(draft, spot, `-${textOf(spot).replace(/^\+/, '')}`)),
  ],
  [
    'over 1',
    cellFault(
      ['input.range'],
      (column) => column.share === true && !column.sums,
      (draft, spot, picks) =>
        (inputsOf(draft)[spot.column.input as string] as Fields).unit === '1'
          ? inFile(draft, spot, picks.of(['1.5', '100', '1.0000001']))
          : '101',
    ),
  ],
  [
    'huge or tiny',
    cellFault(['number.range'], isInput, (draft, spot, picks) => inFile(draft, spot, picks.of(numbersOut))),
  ],
  [
    'decimal comma',
    cellFault(['number.invalid'], isInput, (draft, spot, picks) =>
      comma(draft, spot) ? undefined : picks.of(['12,5', '0,07', '1,', ',5']),
    ),
  ],
  [
    'thousands',
    cellFault(['number.invalid', 'file.cell'], isInput, (draft, spot, picks) =>
      picks.of(
        comma(draft, spot)
          ? ['1.234,5', '1.234.567', '1 234', '1,234,567']
          : ['1,234.5', '1,234,567', '1 234', '1.234.567'],
      ),
    ),
  ],
  [
    'decimal point in a file of commas',
    cellFault(['file.cell'], isInput, (draft, spot, picks) =>
      comma(draft, spot) ? picks.of(['12.5', '1.200', '.5']) : undefined,
    ),
  ],
  [
    'unknown category',
    cellFault(
      ['label.unknown'],
      ({ kind }) => kind === 'category',
      (_draft, _spot, picks) => picks.of(['managed-anaerobc', 'Managed-anaerobic', 'constructor', '5', 'NE']),
    ),
  ],
  [
    'unknown label',
    labelFault(
      ['label.unknown'],
      ({ kind, closed }) => kind === 'label' && closed === true,
      () => closedLabels,
    ),
  ],
  [
    'no label',
    labelFault(
      ['file.cell'],
      ({ kind }) => kind === 'label',
      (draft) =>
        noLabels.filter((text) => draft.through === 'data' || (text.trim() === text && !text.includes('\u200b'))),
    ),
  ],
  ['no period', labelFault(['period.invalid', 'file.cell'], ({ kind }) => kind === 'time', otherPeriods)],
  ['gap', gap],
  ['row twice', twice],
  ['year after', yearAfter],
  ['column missing', removeColumn],
  ['column renamed', renameColumn],
  ['column unread', addColumn(['extra', 'note', 'toString', 'hasOwnProperty', 'Jahr'])],
  ['column forbidden', addColumn(['__proto__', 'constructor', 'prototype'])],
  ['column twice', sameColumn],
  ['ragged row', ragged],
  ['file missing', noFile],
  [
    'not UTF-8',
    bytesFault(['file.encoding'], (_sheet, { encoding }) => {
      if (encoding !== 'utf-8') return undefined
      return (text, style) => {
        const bytes = encode(text, style)
        // a byte that begins no letter, inside a cell
        return new Uint8Array([...bytes.slice(0, bytes.length - 3), 0xff, 0xc3, ...bytes.slice(bytes.length - 3)])
      }
    }),
  ],
  [
    'other encoding',
    bytesFault(['file.encoding'], (sheet, style, picks) => {
      const text = sheet.rows.flatMap(({ cells }) => cells.map((cell) => cell.text)).join('')
      if (style.encoding !== 'utf-8') return undefined
      const foreign = /[^\u0000-\u007f]/.test(text)
      const others = [...(foreign ? ['shift_jis', 'euc-jp', 'windows-1252'] : []), 'utf-16le'].filter((each) =>
        canEncode(text + sheet.columns.map(({ name }) => name).join(''), each),
      )
      if (others.length === 0) return undefined
      const encoding = picks.of(others)
      return (whole) => encode(whole, { encoding, mark: false })
    }),
  ],
  [
    'other delimiter',
    bytesFault(['file.format'], (sheet, style, picks) => {
      const other = picks.of([',', ';', '\t', '|'].filter((each) => each !== style.delimiter))
      if (sheet.columns.some(({ name }) => name.includes(other))) return undefined
      return (text, each) => encode(text.replaceAll(style.delimiter, other), each)
    }),
  ],
  ['quote not closed', bytesFault(['file.format'], () => (text, style) => encode(lead(text, '"'), style).slice())],
  [
    'NUL byte',
    bytesFault(['file.format'], (_sheet, { encoding }) =>
      encoding.startsWith('utf-16') ? undefined : (text, style) => encode(text.replace(/(\d)(?=\D*$)/, '\0$1'), style),
    ),
  ],
  [
    'empty file',
    bytesFault(['file.format'], (_sheet, _style, picks) =>
      picks.chance(50) ? () => new Uint8Array() : (text, style) => encode(text.slice(0, text.indexOf('\n') + 1), style),
    ),
  ],
  ['unit of a column', statedUnit],
  ['unit of a cell', cellUnit],
  ['shares', shareSum],
  ['period', periodFaults],
  ['monitored to', monitoredTo],
  ['gwp', gwpFault],
  ['region', regionFault],
  ['measure', measureFault],
  ['option', optionFault],
  ['input unknown', unknownInput],
  ['input missing', missingInput],
  ['value in the project file', statedValue],
  ['label in the project file', statedLabel],
  ['shape', shapeFault],
  ['shape of an input', shapeOfInput],
  ['shape of a value', wrongInput],
  ['shape of a file', shapeOfFile],
  ['__proto__', protoKey],
  ['comparison', compareFault],
  ['own factor', factorRow],
  ['dimensions of a column', overFault],
  ['division by zero', zeroDivisor],
  ['ignored column absent', ignoredAbsent],
  ['months for years', notIntoYears],
  ['not multiplied by days', notTimesDays],
  ['options of no file', ghostFile],
  ['encoding unknown', encodingName],
  ['column without a name', nameless],
]
