import type { ProblemCode } from '../../src/core/errors'
import type { Column, Fields, Row, Sheet } from './project-bases'
import type { Draft, Picks } from './project-draft'
import { canEncode, encode, type Style } from './project-files'
import {
  columnsWhere,
  dataOf,
  fileOf,
  free,
  inputOf,
  inputsOf,
  isFactors,
  isMonthly,
  labelsOf,
  type Make,
  one,
  periodAt,
  periodIn,
  put,
  readSheets,
  type Spot,
  spotWhere,
  styleOf,
  textOf,
  touch,
  wrongUnit,
} from './project-plant'

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
  return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: column.name })
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

const ragged: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, labelsOf(sheet)) && !sheet.columns.some(({ sums }) => sums))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const rows = sheet.rows.filter((row) => free(draft, row))
  if (rows.length === 0) return undefined
  const row = picks.of(rows)
  if (picks.chance(50) && row.cells.length > 2) row.cells.pop()
  else row.cells.push({ text: picks.of(['5', '', 'x']), raw: true })
  // a cell short or long, the columns of this file stay as they are
  touch(draft, row, labelsOf(sheet), dataOf(sheet), ...(isFactors(sheet) ? ['own factors', fileOf(sheet)] : []))
  return one({ codes: ['file.row'], file: sheet.file, rows: [row] })
}

/** As spreadsheets leave them behind; some are a cell short or long. */
const emptyRow: Make = (draft, picks) => {
  const sheets = readSheets(draft)
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  const length = Math.max(2, sheet.columns.length + picks.of([0, 0, -1, 1]))
  const added = { cells: Array.from({ length }, () => ({ text: '' })) }
  sheet.rows.splice(picks.next(sheet.rows.length + 1), 0, added)
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.row'], file: sheet.file, rows: [added] })
}

const noQualities: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const columns = columnsWhere(
    draft,
    ({ kind }, sheet) => kind === 'quality' && free(draft, dataOf(sheet), labelsOf(sheet)),
  )
  if (columns.length === 0) return undefined
  const { sheet, column, at } = picks.of(columns)
  for (const row of sheet.rows) row.cells[at] = { text: '' }
  touch(draft, dataOf(sheet), labelsOf(sheet))
  return one({ codes: ['file.column'], file: sheet.file, rows: [1], column: column.name })
}

const noFile: Make = (draft, picks) => {
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  draft.sheets = draft.sheets.filter((each) => each !== sheet)
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet))
  return one({ codes: ['file.missing'], file: sheet.file })
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

/** What can be wrong with a table. */
export const tableFaults: readonly (readonly [string, Make])[] = [
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
  ['empty row', emptyRow],
  ['qualities empty', noQualities],
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
    bytesFault(['file.format', 'file.row'], (_sheet, _style, picks) =>
      picks.chance(50) ? () => new Uint8Array() : (text, style) => encode(text.slice(0, text.indexOf('\n') + 1), style),
    ),
  ],
  ['unit of a cell', cellUnit],
  ['shares', shareSum],
  ['division by zero', zeroDivisor],
  ['ignored column absent', ignoredAbsent],
  ['column without a name', nameless],
]
