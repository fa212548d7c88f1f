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
 * Rows of a CSV as text; names of columns, length of rows and what they mean are checked by who reads them. Line ends may
 * be CRLF, blank lines are passed over. A wrong delimiter, quotation marks in the wrong place, NUL bytes and an empty file
 * are problems, all together, each with its row.
 *
 * @param delimiter `,` where none is declared
 */
export const readCsv = (file: string, text: string, delimiter = ','): TableData =>
  locate({ file }, () => {
    const [header, ...rows] = readLines(text.replace(/\r\n?/g, '\n'), delimiter)
    return { file, header: header?.row ?? 1, columns: header?.cells ?? [], rows }
  })

const readLines = (text: string, delimiter: string): readonly Line[] => {
  if (text.trim() === '') fail('file.format', 'The file is empty', { expected: 'a header and rows' })
  const problems = new Problems()
  const zeroLines = text.split('\n').flatMap((line, index) => (line.includes('\0') ? [index + 1] : []))
  addEach(zeroLines, problems, (row) =>
    problems.add('file.format', 'There is a NUL byte', { at: { row }, expected: 'text' }),
  )
  const lines = problems.try(() => linesOf(text, delimiter))?.filter((line) => !isBlank(line)) ?? []
  if (lines[0]) checkDelimiter(text, lines[0], delimiter, problems)
  problems.throwIfAny()
  return lines
}

const checkDelimiter = (text: string, { row }: Line, delimiter: string, problems: Problems): void => {
  const other = otherDelimiter(text.split('\n')[row - 1] as string, delimiter)
  if (other === undefined) return
  problems.add('file.format', 'The delimiter is not the declared one', {
    at: { row },
    found: `${named[other]} between the columns`,
    expected: named[delimiter] ?? `"${delimiter}"`,
    hint: `Declare it under files: delimiter: ${JSON.stringify(other)}${other === ';' ? ', and decimal: "," if numbers have a decimal comma' : ''}.`,
  })
}
