import type { Shape } from './shape'
import { addressOf } from './xlsx/sheet'

/** Defined names: letters, digits and underscores behind a prefix, so that none is a cell address or a formula. */
export class Names {
  readonly ranges = new Map<string, string>()
  private readonly taken = new Set<string>()

  /** A free name; what a name cannot hold becomes an underscore. */
  free(prefix: string, text: string): string {
    const base = `${prefix}${text.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '_')}`.slice(0, 200).replace(/_+$/, '')
    let name = base
    for (let count = 2; this.taken.has(name.toLowerCase()); count++) name = `${base}_${count}`
    this.taken.add(name.toLowerCase())
    return name
  }

  define(name: string, sheet: string, first: readonly [number, number], last: readonly [number, number]): void {
    const fixed = ([row, column]: readonly [number, number]): string =>
      addressOf(row, column).replace(/^([A-Z]+)/, '$$$1$$')
    const [from, to] = [fixed(first), fixed(last)]
    this.ranges.set(name, `${sheet}!${from === to ? from : `${from}:${to}`}`)
  }
}

/** Where a block of values stands on a sheet. */
export interface Area {
  readonly sheet: string
  readonly name: string
  readonly shape: Shape
  /** The row of titles and labels; a single value stands in it. */
  readonly top: number
  readonly first: readonly [row: number, column: number]
  readonly last: readonly [row: number, column: number]
  /** The row after it. */
  readonly next: number
}

/** Puts a block at a row; a block over dimensions has its labels above and an empty row below. */
export const areaAt = (sheet: string, name: string, shape: Shape, top: number, column: number): Area => {
  const single = shape.dims.length === 0
  const first = [single ? top : top + 1, column] as const
  const rows = single ? 1 : shape.rows.length
  const last = [first[0] + Math.max(rows, 1) - 1, column + Math.max(shape.columns.length, 1) - 1] as const
  return { sheet, name, shape, top, first, last, next: single ? top + 1 : first[0] + rows + 1 }
}

/** Row and column of a cell of an area. */
export const cellAt = ({ first, shape }: Area, position: number): readonly [row: number, column: number] => {
  const [row, column] = shape.at[position] as readonly [number, number]
  return [first[0] + row, first[1] + column]
}

/** A formula's way to say all cells of an area. */
export const wholeOf = ({ sheet, first, last, name }: Area, from: string): string => {
  if (name !== '') return name
  const text = `${addressOf(...first)}:${addressOf(...last)}`
  return sheet === from ? text : `${sheet}!${text}`
}
