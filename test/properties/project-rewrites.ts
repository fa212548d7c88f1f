import { Decimal } from '../../src/core/quantity'
import type { Column, Fields, Row, Sheet } from './project-bases'
import type { Draft, Picks } from './project-draft'
import { canEncode, type Style } from './project-files'

const shuffled = <T>(items: readonly T[], picks: Picks): T[] => {
  const rest = [...items]
  return items.map(() => rest.splice(picks.next(rest.length), 1)[0] as T)
}

const reorderColumns = (sheet: Sheet, picks: Picks): void => {
  const order = shuffled(
    sheet.columns.map((_, index) => index),
    picks,
  )
  sheet.columns = order.map((at) => sheet.columns[at] as Column)
  for (const row of sheet.rows) row.cells = order.map((at) => row.cells[at] as Row['cells'][number])
}

const reorderRows = (sheet: Sheet, picks: Picks): void => {
  sheet.rows = picks.chance(40) ? [...sheet.rows].reverse() : shuffled(sheet.rows, picks)
}

/** The same number in another spelling. */
const respell = (text: string, picks: Picks): string => {
  const spellings = [
    `+${text}`,
    `${text}e0`,
    `0${text}`,
    `${text}E+00`,
    text.includes('.') ? `${text}00` : `${text}.0`,
    `${new Decimal(text).times(1000)}e-3`,
  ]
  return picks.of(spellings)
}

const respellNumbers = (sheet: Sheet, picks: Picks): void => {
  for (const [at, { kind, input }] of sheet.columns.entries()) {
    if (kind !== 'number' || input === undefined) continue
    for (const row of sheet.rows) {
      const { text } = row.cells[at] as { text: string }
      if (picks.chance(30)) row.cells[at] = { text: respell(text, picks) }
    }
  }
}

/** Units of the same kind, and how many of the second make one of the first. */
const scales: readonly (readonly [from: string, to: string, factor: string])[] = [
  ['t waste (wet)', 'kg waste (wet)', '1000'],
  ['t waste (wet)', 'Gg waste (wet)', '0.001'],
  ['t waste (wet)/d', 'kg waste (wet)/d', '1000'],
  ['MWh electricity', 'kWh electricity', '1000'],
  ['MWh electricity', 'GJ electricity', '3.6'],
  ['TJ heat', 'GJ heat', '1000'],
  ['TJ (NCV)', 'MJ (NCV)', '1000000'],
  ['t CO2/MWh electricity', 'kg CO2/MWh electricity', '1000'],
  ['kg refrigerant', 'g refrigerant', '1000'],
  ['kg', 't', '0.001'],
  ['1', '%', '100'],
]

const inputsOf = (draft: Draft): Fields => draft.project.inputs as Fields

/** States a column in another unit, with the numbers changed to fit. */
const rescale = (draft: Draft, picks: Picks): void => {
  const columns = draft.sheets.flatMap((sheet) =>
    sheet.columns.flatMap((column, at) => (column.input ? [{ sheet, column, at }] : [])),
  )
  const { sheet, column, at } = picks.of(columns)
  const input = inputsOf(draft)[column.input as string] as Fields
  const fitting = scales.filter(([from]) => from === input?.unit)
  if (column.kind !== 'number' || fitting.length === 0) return
  const [, to, factor] = picks.of(fitting)
  input.unit = to
  for (const row of sheet.rows)
    row.cells[at] = { text: new Decimal((row.cells[at] as { text: string }).text).times(factor).toString() }
}

/** States the unit of each row beside it, in two units mixed. */
const mixUnits = (draft: Draft, picks: Picks): void => {
  const columns = draft.sheets.flatMap((sheet) =>
    sheet.columns.flatMap((column, at) => (column.input ? [{ sheet, column, at }] : [])),
  )
  const { sheet, column, at } = picks.of(columns)
  const input = inputsOf(draft)[column.input as string] as Fields
  const fitting = scales.filter(([from]) => from === input?.unit)
  if (column.kind !== 'number' || fitting.length === 0) return
  const name = `unit of ${column.name}`
  const [from, to, factor] = picks.of(fitting)
  Reflect.deleteProperty(input, 'unit')
  input.unitColumn = name
  sheet.columns.push({ name, kind: 'unit', input: column.input as string })
  for (const row of sheet.rows) {
    const { text } = row.cells[at] as { text: string }
    const other = picks.chance(50)
    if (other) row.cells[at] = { text: new Decimal(text).times(factor).toString() }
    row.cells.push({ text: other ? to : from })
  }
}

/** A column of text for people, listed as such. */
const addIgnored = (draft: Draft, sheet: Sheet, picks: Picks): void => {
  const name = picks.of(['note', 'remarks', '備考', '__notes'])
  const style = draft.styles.get(sheet.file) as Style
  if (!canEncode(name, style.encoding) || sheet.columns.some((column) => column.name === name)) return
  const texts = ['', 'weighed', '"weighed"', 'a, b; c', '-5', 'NaN', '=1+1', '1,200'].filter((text) =>
    canEncode(text, style.encoding),
  )
  const at = picks.next(sheet.columns.length + 1)
  sheet.columns.splice(at, 0, { name, kind: 'text' })
  for (const row of sheet.rows) row.cells.splice(at, 0, { text: picks.of(texts), raw: true })
  draft.ignore.set(sheet.file, [...(draft.ignore.get(sheet.file) ?? []), name])
}

const encodings = ['utf-8', 'shift_jis', 'euc-jp', 'windows-1252', 'utf-16le']

const restyle = (draft: Draft, sheet: Sheet, picks: Picks): void => {
  const style = draft.styles.get(sheet.file) as Style
  const text = [
    ...sheet.columns.map(({ name }) => name),
    ...sheet.rows.flatMap(({ cells }) => cells.map((cell) => cell.text)),
  ].join('')
  style.encoding = picks.of(encodings.filter((each) => canEncode(text, each)))
  style.mark = (style.encoding === 'utf-8' && picks.chance(40)) || style.encoding === 'utf-16le'
  style.delimiter = picks.of([',', ',', ';', '\t', '|'])
  style.decimal = picks.chance(35) ? ',' : '.'
  style.crlf = picks.chance(40)
  style.quoted = picks.chance(25)
  style.padded = picks.chance(20)
  style.blank = picks.chance(20)
  style.ended = !picks.chance(25)
}

/** Names in another order, numbers as text or text as numbers, single values in the longer form. */
const restate = (draft: Draft, picks: Picks): void => {
  const order = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(shuffled(Object.entries(record), picks))
  const inputs = inputsOf(draft)
  for (const [name, value] of Object.entries(inputs)) {
    if (typeof value === 'string' || typeof value === 'number')
      inputs[name] = picks.chance(50)
        ? { value: picks.chance(50) ? String(value) : value, note: 'as measured' }
        : { values: value }
    else inputs[name] = order(value as Fields)
  }
  draft.project.inputs = order(inputs)
  const period = draft.project.period as Fields
  for (const name of ['from', 'to', 'monitoredTo'])
    if (/^\d{4}$/.test(String(period[name])) && picks.chance(50)) period[name] = Number(period[name])
  draft.project = order(draft.project)
}

/** Writes a project in another way that means the same. */
export const rewrite = (draft: Draft, picks: Picks): void => {
  if (picks.chance(40)) rescale(draft, picks)
  if (picks.chance(25)) mixUnits(draft, picks)
  for (const sheet of draft.sheets) {
    if (picks.chance(25)) addIgnored(draft, sheet, picks)
    if (picks.chance(40)) respellNumbers(sheet, picks)
    if (picks.chance(40)) reorderColumns(sheet, picks)
    if (picks.chance(40)) reorderRows(sheet, picks)
    if (picks.chance(60)) restyle(draft, sheet, picks)
  }
  if (picks.chance(40)) restate(draft, picks)
}
