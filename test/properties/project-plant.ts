import type { ProblemCode } from '../../src/core/errors'
import type { Column, Fields, Row, Sheet } from './project-bases'
import type { Draft, Picks } from './project-draft'
import type { Style } from './project-files'

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
export type Make = (draft: Draft, picks: Picks) => Omit<Fault, 'kind'> | undefined

export const inputsOf = (draft: Draft): Fields => draft.project.inputs as Fields
export const inProject = (input: string, ...codes: ProblemCode[]): Expected => ({ codes, file: 'project', input })
export const drop = (fields: Fields, name: string): void => void Reflect.deleteProperty(fields, name)
export const one = (...expected: Expected[]): Omit<Fault, 'kind'> => ({ expected })

/*
 * What was touched by one fault is left alone by the next, so that none hides another: whole files, columns of labels,
 * rows, inputs, and the parts that all else hangs on.
 */
export type Part = 'method' | 'period' | 'gwp' | 'region' | 'all' | 'any'

export const free = (draft: Draft, ...parts: readonly unknown[]): boolean =>
  !draft.touched.has('all') && parts.every((part) => !draft.touched.has(part))

export const touch = (draft: Draft, ...parts: readonly unknown[]): void => {
  for (const part of [...parts, 'any' satisfies Part]) draft.touched.add(part)
}

export const fileOf = (sheet: Sheet): string => `file ${sheet.file}`
export const labelsOf = (sheet: Sheet): string => `labels of ${sheet.file}`
export const dataOf = (sheet: Sheet): string => `data of ${sheet.file}`
export const inputOf = (name: string): string => `input ${name}`

export interface Spot {
  readonly sheet: Sheet
  readonly column: Column
  readonly at: number
  readonly row: Row
}

export const columnsWhere = (draft: Draft, wanted: (column: Column, sheet: Sheet) => boolean): Omit<Spot, 'row'>[] =>
  draft.sheets
    .filter((sheet) => free(draft, fileOf(sheet)))
    .flatMap((sheet) => sheet.columns.flatMap((column, at) => (wanted(column, sheet) ? [{ sheet, column, at }] : [])))
    .filter(({ column }) => column.input === undefined || free(draft, inputOf(column.input)))

/** A cell of a column that is wanted, in a row that no other fault is in. */
export const spotWhere = (
  draft: Draft,
  picks: Picks,
  wanted: (column: Column, sheet: Sheet) => boolean,
): Spot | undefined => {
  const columns = columnsWhere(draft, wanted)
  if (columns.length === 0) return undefined
  const column = picks.of(columns)
  const rows = column.sheet.rows.filter((row) => free(draft, row))
  return rows.length > 0 ? { ...column, row: picks.of(rows) } : undefined
}

export const put = ({ row, at }: Spot, text: string, raw = true): void => {
  row.cells[at] = { text, raw }
}

export const textOf = ({ row, at }: Spot): string => (row.cells[at] as { text: string }).text
export const styleOf = (draft: Draft, sheet: Sheet): Style => draft.styles.get(sheet.file) as Style
export const isFactors = (sheet: Sheet): boolean => sheet.file === 'own.csv'

export const isMonthly = (spot: Pick<Spot, 'sheet' | 'at'>): boolean =>
  /^\d{4}-/.test((spot.sheet.rows[0] as Row).cells[spot.at]?.text ?? '')

export const periodAt = (sheet: Sheet): number => sheet.columns.findIndex(({ kind }) => kind === 'time')
export const periodIn = (sheet: Sheet, row: Row): string => (row.cells[periodAt(sheet)] as { text: string }).text

export const readSheets = (draft: Draft, wanted: (sheet: Sheet) => boolean = () => true): Sheet[] =>
  draft.sheets.filter((sheet) => free(draft, fileOf(sheet)) && wanted(sheet))

export const tableInputs = (draft: Draft, wanted: (input: Fields) => boolean): string[] =>
  Object.entries(inputsOf(draft)).flatMap(([name, input]) => {
    const fields = (input ?? {}) as Fields
    const sheet = draft.sheets.find(({ file }) => file === fields.file)
    return sheet && free(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet), inputOf(name)) && wanted(fields)
      ? [name]
      : []
  })

export const sheetOf = (draft: Draft, name: string): Sheet =>
  draft.sheets.find(({ file }) => file === (inputsOf(draft)[name] as Fields).file) as Sheet

/** Names that the reader of a project file refuses by themselves; only data that were made otherwise hold them. */
export const sayable = (draft: Draft, names: readonly string[]): string[] =>
  names.filter((name) => draft.through === 'data' || (name !== 'constructor' && name !== 'prototype'))

export const units: readonly (readonly [unit: string, code: ProblemCode])[] = [
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

export const nearUnits: Readonly<Record<string, readonly (readonly [unit: string, code: ProblemCode])[]>> = {
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

export const wrongUnit = (unit: string, picks: Picks): readonly [string, ProblemCode] => {
  const near = nearUnits[unit] ?? []
  // a mass of anything is a mass: only its substance is wrong
  const others = units.filter(
    ([text, code]) =>
      code === 'unit.unknown' || (code === 'unit.differs' && text !== unit) || /^(k?g|t|Gg) /.test(unit),
  )
  return picks.of(near.length > 0 && picks.chance(60) ? near : others.filter(([, code]) => code !== 'unit.substance'))
}
