import type { Base, Fields, Sheet } from './project-bases'
import { plainStyle, type Style } from './project-files'

/** Draws choices from a list of numbers that fast-check makes smaller when a run fails. */
export class Picks {
  private at = 0
  constructor(private readonly numbers: readonly number[]) {}

  /** From 0 to `below` − 1. */
  next(below: number): number {
    const index = this.at++
    // past the end the numbers go on, changed by how often they were used
    const number = (this.numbers[index % this.numbers.length] ?? 0) + 7919 * Math.floor(index / this.numbers.length)
    return below > 0 ? number % below : 0
  }

  of<T>(items: readonly T[]): T {
    return items[this.next(items.length)] as T
  }

  chance(percent: number): boolean {
    return this.next(100) < percent
  }
}

/** A project under way: what is written, how, and what of it was touched already. */
export interface Draft {
  readonly base: Base
  project: Fields
  sheets: Sheet[]
  readonly styles: Map<string, Style>
  readonly ignore: Map<string, string[]>
  /** Files whose bytes are something else than their style says. */
  readonly bytes: Map<string, (text: string, style: Style) => Uint8Array>
  /** Whether it goes through bytes and readers, or is handed over as data. */
  readonly through: 'bytes' | 'data'
  readonly touched: Set<unknown>
}

/** A copy of a base that may be changed. */
export const copyOf = (base: Base, through: Draft['through']): Draft => ({
  base,
  project: structuredClone(base.project),
  sheets: base.sheets.map(({ file, columns, rows }) => ({
    file,
    columns: [...columns],
    rows: rows.map(({ cells }) => ({ cells: [...cells] })),
  })),
  styles: new Map(base.sheets.map(({ file }) => [file, { ...plainStyle }])),
  ignore: new Map(),
  bytes: new Map(),
  through,
  touched: new Set(),
})

/** Stands for a name that only text can hold. */
export const protoName = '@@proto@@'
