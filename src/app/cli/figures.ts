import type { StoredResult } from '../../uses/exact'
import { decimalsOf, shown } from '../report/numbers'
import { plain } from './io'

/** How figures are rounded in tables, said under them. */
export const roundingNote = 'Figures are rounded for the eye; --json and --out give them in full.'

/** Figures of one column, rounded alike; what is not there is a dash. */
export const column = (values: readonly (string | null)[]): string[] => {
  const decimals = decimalsOf(values)
  return values.map((value) => (value === null ? '–' : shown(value, decimals)))
}

/** A figure with its unit, rounded; a pure number has none. */
export const figure = (value: string | null, unit: string): string =>
  value === null ? '–' : unit === '1' ? shown(value) : `${shown(value)} ${unit}`

/** Text broken into lines of at most `width`; the lines after the first are indented. */
export const wrapped = (text: string, width: number, indent = ''): string => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** Remarks of a result, each on lines of its own. */
export const remarkText = (remarks: StoredResult['remarks'], width: number): string =>
  remarks.map(({ name, text }) => wrapped(plain(`- ${name}: ${text}`), width, '  ')).join('\n')
