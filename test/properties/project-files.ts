import type { Cell, Fields, Row, Sheet } from './project-bases'

/** How one file is written. */
export interface Style {
  delimiter: string
  decimal: '.' | ','
  encoding: string
  crlf: boolean
  mark: boolean
  quoted: boolean
  padded: boolean
  /** A blank line after the header, and one at the end. */
  blank: boolean
  /** A line end after the last row. */
  ended: boolean
}

export const plainStyle: Style = {
  delimiter: ',',
  decimal: '.',
  encoding: 'utf-8',
  crlf: false,
  mark: false,
  quoted: false,
  padded: false,
  blank: false,
  ended: true,
}

const numberText = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

const cellText = ({ text, raw }: Cell, { decimal }: Style): string =>
  decimal === ',' && !raw && numberText.test(text) ? text.replace('.', ',') : text

const cellCsv = (cell: Cell, style: Style): string => {
  const text = cellText(cell, style)
  const needed = [style.delimiter, '"', '\n', '\r'].some((sign) => text.includes(sign))
  const written = needed || style.quoted ? `"${text.replaceAll('"', '""')}"` : text
  return style.padded && !needed && !style.quoted && style.delimiter !== '\t' ? ` ${written} ` : written
}

/** A table as text, and the line on which each row stands. */
export const csvOf = (sheet: Sheet, style: Style): { text: string; lines: ReadonlyMap<Row, number> } => {
  const end = style.crlf ? '\r\n' : '\n'
  const header = sheet.columns.map(({ name }) => cellCsv({ text: name, raw: true }, style)).join(style.delimiter)
  const rows = sheet.rows.map((row) => row.cells.map((cell) => cellCsv(cell, style)).join(style.delimiter))
  const shift = style.blank ? 3 : 2
  const lines = new Map(sheet.rows.map((row, index) => [row, index + shift]))
  const text =
    [header, ...(style.blank ? [''] : []), ...rows].join(end) + (style.blank ? end : '') + (style.ended ? end : '')
  return { text, lines }
}

/** The rows as text, as who reads a CSV elsewhere would hand them over. */
export const tableOf = (sheet: Sheet, style: Style) => ({
  file: sheet.file,
  columns: sheet.columns.map(({ name }) => name),
  rows: sheet.rows.map((row, index) => ({ row: index + 2, cells: row.cells.map((cell) => cellText(cell, style)) })),
})

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

/** Bytes by letter of an encoding that this machine can read but not write. */
const lettersOf = (encoding: string): ReadonlyMap<string, readonly number[]> => {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding, { fatal: true })
  const letters = new Map<string, readonly number[]>()
  const tryBytes = (...bytes: number[]): void => {
    try {
      const letter = decoder.decode(new Uint8Array(bytes))
      if ([...letter].length === 1 && !letters.has(letter)) letters.set(letter, bytes)
    } catch {
      // no letter
    }
  }
  for (let byte = 0; byte < 256; byte++) tryBytes(byte)
  if (encoding !== 'windows-1252')
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) tryBytes(lead, trail)
  tables.set(encoding, letters)
  return letters
}

/** Bytes of a text; letters that the encoding does not have are an error of the test. */
export const encode = (text: string, { encoding, mark }: Pick<Style, 'encoding' | 'mark'>): Uint8Array => {
  if (encoding === 'utf-8') return new TextEncoder().encode(mark ? `\ufeff${text}` : text)
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le'))
  const letters = lettersOf(encoding)
  return new Uint8Array(
    [...text].flatMap((letter) => {
      const bytes = letters.get(letter)
      if (!bytes) throw new RangeError(`${encoding} has no ${letter}`)
      return bytes
    }),
  )
}

export const canEncode = (text: string, encoding: string): boolean =>
  encoding.startsWith('utf') || [...text].every((letter) => lettersOf(encoding).has(letter))

/** The options of a file as the project states them; those that are as by default are left out. */
export const fileOptions = (style: Style, ignore: readonly string[]): Fields | undefined => {
  const options: Fields = {
    ...(style.encoding === plainStyle.encoding ? {} : { encoding: style.encoding }),
    ...(style.delimiter === plainStyle.delimiter ? {} : { delimiter: style.delimiter }),
    ...(style.decimal === plainStyle.decimal ? {} : { decimal: style.decimal }),
    ...(ignore.length > 0 ? { ignore: [...ignore] } : {}),
  }
  return Object.keys(options).length > 0 ? options : undefined
}
