import Table from 'cli-table3'
import { plain } from './io'

/** A column of a table for people. */
export interface Column {
  readonly head: string
  readonly align?: 'left' | 'right'
  /** Broken only where nothing else gives way: ids, units. */
  readonly whole?: boolean
}

const gap = 2
const least = 8

const lines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
}
const inner = { left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' '.repeat(gap) }

// letters of East Asia take two places of a terminal
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g

const places = (text: string): number => [...text].length + (text.match(wide)?.length ?? 0)

/** Widths that fit: the widest column of text gives way until all stand in the line. Figures are never broken. */
const fit = (columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] => {
  const widths = columns.map(({ head }, index) =>
    // a column in which nothing stands is one place wide
    Math.max(1, places(head), ...rows.map((row) => places(row[index] ?? ''))),
  )
  const room = width - gap * (columns.length - 1)
  const narrow = (may: (column: Column) => boolean): void => {
    for (let over = widths.reduce((sum, each) => sum + each, 0) - room; over > 0; over--) {
      const open = widths.map((each, index) => (may(columns[index] as Column) ? each : 0))
      const widest = Math.max(...open)
      if (widest <= least) return
      widths[open.indexOf(widest)] = widest - 1
    }
  }
  narrow(({ align, whole }) => align !== 'right' && !whole)
  narrow(({ align }) => align !== 'right')
  return widths
}

/** A word that is wider than its column is broken, after a mark if there is one, since else it would be cut. */
const broken = (text: string, width: number): string => {
  const parts = new RegExp(`.{1,${Math.max(1, width - 1)}}[./_-]|.{1,${width}}`, 'gu')
  return text
    .split(/(\s+)/)
    .map((word) => (places(word) > width ? (word.match(parts) ?? []).join('\n') : word))
    .join('')
}

const perPart = 50

const mark = '\ue000'

/**
 * A long table part by part, all of the same widths, so that the first lines need not wait for the last. A line of `under` stands
 * below its row and over all columns: ids are wide, and of no use in pieces.
 */
export function* tableParts(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: (text: string) => string = (text) => text,
  under: readonly string[] = [],
): Generator<string> {
  const clean = rows.map((row) => row.map(plain))
  const widths = fit(columns, clean, width)
  for (let from = 0; from === 0 || from < clean.length; from += perPart) {
    const made = new Table({
      ...(from === 0 ? { head: columns.map(({ head }) => paint(head)) } : {}),
      colWidths: widths,
      colAligns: columns.map(({ align = 'left' }) => align),
      wordWrap: true,
      chars: { ...lines, ...inner },
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    })
    for (const [at, row] of clean.slice(from, from + perPart).entries()) {
      made.push(row.map((cell, index) => broken(cell, widths[index] as number)))
      // a mark in its place: a wide text would be cut, and cells over several columns take long
      if (under[from + at]) made.push([mark, ...columns.slice(1).map(() => '')])
    }
    const told = under
      .slice(from, from + perPart)
      .filter(Boolean)
      [Symbol.iterator]()
    yield made
      .toString()
      .split('\n')
      .map((line) => line.trimEnd())
      .map((line) => (line === mark ? `  ${plain(told.next().value ?? '')}` : line))
      .join('\n')
  }
}

/** Rows as a table of text, at most `width` wide; `paint` colours the head. */
export const table = (...given: Parameters<typeof tableParts>): string => [...tableParts(...given)].join('\n')
