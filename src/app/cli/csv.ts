import { CsvError, parse } from 'csv-parse/sync'
import type { TableData } from '../../accounts/project'
import { fail, locate, Problems } from '../../core/errors'

const delimiters = [',', ';', '\t', '|'] as const

const named: Readonly<Record<string, string>> = { '\t': 'a tab', ',': '","', ';': '";"', '|': '"|"' }

const most = 20

const count = (text: string, part: string): number => text.split(part).length - 1

/** The sign that the header is full of, where it is not the declared one. */
const otherDelimiter = (header: string, declared: string): string | undefined => {
  const bare = header.replace(/"[^"]*"/g, '')
  const others = delimiters.filter((each) => each !== declared && bare.includes(each))
  return (
    others.find((each) => each !== ',' && count(bare, each) >= count(bare, declared)) ??
    (bare.includes(declared) ? undefined : others[0])
  )
}

interface Line {
  readonly row: number
  readonly cells: readonly string[]
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

const checkHeader = ({ row, cells }: Line, problems: Problems): void => {
  const seen = new Set<string>()
  for (const [index, column] of cells.entries()) {
    const at = { row, column: column || String(index + 1) }
    if (column === '')
      problems.add('file.column', 'A column has no name', {
        at,
        found: `an empty name in column ${index + 1}`,
        expected: 'a name',
      })
    else if (forbidden.has(column))
      problems.add('file.column', 'This cannot be the name of a column', {
        at,
        found: `"${column}"`,
        expected: 'a word',
      })
    else if (seen.has(column))
      problems.add('file.column', 'Two columns have the same name', {
        at,
        found: `a second "${column}"`,
        expected: 'each name once',
      })
    seen.add(column)
  }
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands after a closing quotation mark',
  INVALID_OPENING_QUOTE: 'A quotation mark stands inside a cell',
}

const linesOf = (text: string, delimiter: string): Line[] => {
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      record_delimiter: '\n',
      trim: delimiter !== '\t',
    }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    // a quoted cell may hold line breaks: a record starts after the line in which the one before ends
    return records.map(({ record }, index) => ({
      row: (records[index - 1]?.info.lines ?? 0) + 1,
      cells: record.map((cell) => cell.trim()),
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = Number((error as CsvError & { lines?: number }).lines)
    return fail('file.format', reasons[error.code] ?? error.message, {
      at: Number.isFinite(row) ? { row } : {},
      hint: 'A cell with quotation marks or delimiters in it stands in quotation marks, and those in it are doubled.',
    })
  }
}

const isBlank = ({ cells }: Line): boolean => cells.length === 1 && cells[0] === ''

/** One problem for each of the first rows of a kind, and how many more there are. */
const addEach = <T>(items: readonly T[], problems: Problems, add: (item: T) => void): void => {
  for (const item of items.slice(0, most)) add(item)
  if (items.length > most) problems.add('file.row', `${items.length - most} more rows are wrong in this way`)
}

/**
 * Rows of a CSV as text; what they mean is checked by who reads them. Line ends may be CRLF, blank lines are passed over.
 * A wrong delimiter, rows of another length than the header, names that are empty or stand twice, NUL bytes and an empty
 * file are problems, all together, each with its row.
 *
 * @param delimiter `,` where none is declared
 */
export const readCsv = (file: string, text: string, delimiter = ','): TableData =>
  locate({ file }, () => {
    const { columns, rows } = readLines(text.replace(/\r\n?/g, '\n'), delimiter)
    return { file, columns, rows }
  })

const readLines = (text: string, delimiter: string): { columns: readonly string[]; rows: readonly Line[] } => {
  if (text.trim() === '') fail('file.format', 'The file is empty', { expected: 'a header and rows' })
  const problems = new Problems()
  const zeroLines = text.split('\n').flatMap((line, index) => (line.includes('\0') ? [index + 1] : []))
  addEach(zeroLines, problems, (row) =>
    problems.add('file.format', 'There is a NUL byte', { at: { row }, expected: 'text' }),
  )
  const lines = problems.try(() => linesOf(text, delimiter))?.filter((line) => !isBlank(line)) ?? []
  const [header, ...rows] = lines
  if (header) checkLines(header, rows, text, delimiter, problems)
  problems.throwIfAny()
  return { columns: header?.cells ?? [], rows }
}

const checkLines = (header: Line, rows: readonly Line[], text: string, delimiter: string, problems: Problems): void => {
  const other = otherDelimiter(text.split('\n')[header.row - 1] as string, delimiter)
  if (other !== undefined) {
    // nothing else can be said of a file that was taken apart in the wrong places
    problems.add('file.format', 'The delimiter is not the declared one', {
      at: { row: header.row },
      found: `${named[other]} between the columns`,
      expected: named[delimiter] ?? `"${delimiter}"`,
      hint: `Declare it under files: delimiter: ${JSON.stringify(other)}${other === ';' ? ', and decimal: "," if numbers have a decimal comma' : ''}.`,
    })
    return
  }
  checkHeader(header, problems)
  const ragged = rows.filter(({ cells }) => cells.length !== header.cells.length)
  addEach(ragged, problems, ({ row, cells }) =>
    problems.add('file.row', 'The row has not as many cells as the header', {
      at: { row },
      found: `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`,
      expected: `${header.cells.length}`,
      ...(cells.length > header.cells.length
        ? { hint: 'A decimal comma or a comma in a text needs quotation marks, or another delimiter.' }
        : {}),
    }),
  )
  if (rows.length === 0) problems.add('file.format', 'The file has a header but no rows', { at: { row: header.row } })
}
