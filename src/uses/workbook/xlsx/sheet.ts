import type { StyleName } from './styles'

/** What a formula gives: decimal text, text, truth, or an error as spreadsheets show it. */
export type Cached =
  | { readonly type: 'number' | 'text' | 'error'; readonly text: string }
  | { readonly type: 'truth'; readonly value: boolean }

/** What stands in a cell: nothing but its colour, a text, a number as decimal text, or a formula with its value. */
export interface SheetCell {
  readonly style: StyleName
  readonly text?: string
  readonly number?: string
  /** Without the equals sign. */
  readonly formula?: string
  readonly cached?: Cached
  /** The magnitude by which the rounding of its value is measured, where it is more than the value itself. */
  readonly scale?: number
}

/** What may be entered in a cell. */
export interface Validation {
  readonly cells: string
  /** A formula that holds for what is accepted, or the choices. */
  readonly formula?: string
  readonly choices?: readonly string[]
  readonly message: string
}

/** One sheet: its cells by address, and how it is shown. */
export class Sheet {
  readonly cells = new Map<string, SheetCell>()
  readonly validations: Validation[] = []
  /** Ranges in which `OK` is green and `FAILED` red. */
  readonly statuses: string[] = []
  readonly merged: string[] = []
  widths: readonly number[] = []
  /** Rows and columns that stay when the rest moves. */
  frozen: readonly [rows: number, columns: number] = [0, 0]
  hidden = false

  constructor(readonly name: string) {}

  put(row: number, column: number, cell: SheetCell): void {
    this.cells.set(addressOf(row, column), cell)
  }
}

/** A workbook as written and as read. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
  /** Defined names, and the cells that each stands for. */
  readonly names: ReadonlyMap<string, string>
}

/** `28` is `AB`; columns and rows count from 1. */
export const columnName = (column: number): string => {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

export const addressOf = (row: number, column: number): string => `${columnName(column)}${row}`

/** Row and column of an address such as `AB12`. */
export const placeOf = (address: string): readonly [row: number, column: number] => {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
  return [Number(digits), [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)]
}

/** The addresses of a range, row by row. */
export const addressesOf = (range: string): string[] => {
  const [first = '', last = first] = range.replaceAll('$', '').split(':')
  const [[top, left], [bottom, right]] = [placeOf(first), placeOf(last)]
  const found: string[] = []
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) found.push(addressOf(row, column))
  return found
}
