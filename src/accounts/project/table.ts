import { fail, locate, type Place, type Problem, Problems } from '../../core/errors'
import type { Dimension, Node } from '../../core/graph'
import { didYouMean } from '../../core/nearest'
import {
  completeUnit,
  Decimal,
  isAmount,
  parseDecimal,
  parseUnit,
  replaceSubstance,
  type Unit,
} from '../../core/quantity'
import { daysIn, type Period, parsePeriod } from '../../data/periods'
import { type Declared, declaredOf, readGiven } from '../../uses/exact'
import { checkSort, commonSort, type Years } from './periods'
import type { ColumnInput, FileOptions } from './schema'

/** Rows of one CSV as text; `row` is the line in the file. */
export interface TableData {
  readonly file: string
  /** The line of the header, 1 where it is not given. */
  readonly header?: number
  readonly columns: readonly string[]
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

type TableRow = TableData['rows'][number]

export type Labels = Readonly<Record<string, string>>

/** One value of an input as read from a table or the project file. */
export interface ReadCell {
  readonly labels: Labels
  readonly value: string | number
  readonly unit: string
  readonly place: Place
}

/** A value as it is written in its file, before anything is made of it. */
export interface WrittenValue {
  readonly labels: Readonly<Record<string, string>>
  /** The line in a CSV file. */
  readonly row?: number
  /** Figure and unit: `1.94 t waste (wet)/d`. */
  readonly written: string
  readonly quality?: string
}

/** A row that could not be read in full, with the labels that could. */
export interface LostRow {
  readonly labels: Labels
  readonly place: Place
}

/** All that was read for one input. */
export interface ReadInput {
  readonly name: string
  readonly node: Node
  readonly cells: readonly ReadCell[]
  readonly lost: readonly LostRow[]
  /** Its values as they are written: of months, where `cells` are of years. */
  readonly written: readonly WrittenValue[]
  /** Where it stands, if in a table. */
  readonly from?: ColumnInput
  /** How each value was come by, where a column says so; empty where its cell does not. */
  readonly qualities?: readonly string[]
}

/** The labels of a dimension for which there is a factor. */
export interface KnownLabels {
  readonly has: (label: string) => boolean
  /** For those who mistyped one. */
  readonly names: Iterable<string>
}

/** What the reading of all inputs shares. */
export interface Frame extends Years {
  /** The labels of a dimension for which there are factors; undefined where none is looked up by it. */
  readonly labelsOf: (dim: string) => KnownLabels | undefined
}

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype', ''])

/** Whether every column has a name of its own. */
export const hasGoodHeader = ({ columns }: TableData): boolean =>
  new Set(columns).size === columns.length && !columns.some((column) => forbidden.has(column))

/** Where the name of a column stands. */
export const headerAt = ({ file, header = 1 }: TableData, column: string): Place => ({ file, row: header, column })

const checkHeader = (table: TableData, problems: Problems): void => {
  const seen = new Set<string>()
  for (const [index, column] of table.columns.entries()) {
    const at = headerAt(table, column || String(index + 1))
    if (column === '') {
      problems.add('file.column', 'A column has no name', {
        at,
        found: `an empty name in column ${index + 1}`,
        expected: 'a name',
      })
    } else if (forbidden.has(column)) {
      problems.add('file.column', 'This cannot be the name of a column', {
        at,
        found: `"${column}"`,
        expected: 'a word',
      })
    } else if (seen.has(column)) {
      problems.add('file.column', 'Two columns have the same name', {
        at,
        found: `a second "${column}"`,
        expected: 'each name once',
      })
    }
    seen.add(column)
  }
}

/** A row as spreadsheets leave it behind: nothing but delimiters. */
const isEmpty = ({ cells }: TableRow): boolean => cells.every((cell) => cell.trim() === '')

/** The rows that hold anything. */
export const filledRows = ({ rows }: TableData): readonly TableRow[] => rows.filter((row) => !isEmpty(row))

const most = 20

/** One problem for each of the first rows that are wrong in one way, and how many more there are. */
const addRows = (
  file: string,
  rows: readonly TableRow[],
  problems: Problems,
  message: string,
  tell: (cells: readonly string[]) => Pick<Problem, 'found' | 'expected' | 'hint'>,
): void => {
  for (const { row, cells } of rows.slice(0, most))
    problems.add('file.row', message, { at: { file, row }, ...tell(cells) })
  const next = rows[most]
  if (!next) return
  const { hint: _hint, ...facts } = tell(next.cells)
  problems.add('file.row', `${rows.length - most} more rows are wrong in this way`, {
    at: { file, row: next.row },
    ...facts,
  })
}

/** The shape of a table, whatever is read from it: names of columns, length of rows. */
export const checkTable = (table: TableData, problems: Problems): void => {
  const { file, columns, rows, header = 1 } = table
  checkHeader(table, problems)
  if (rows.length === 0)
    problems.add('file.row', 'The file has a header but no rows', {
      at: { file, row: header },
      found: 'no rows',
      expected: 'rows',
    })
  addRows(file, rows.filter(isEmpty), problems, 'The row is empty', () => ({
    found: 'empty cells only',
    expected: 'a value in each cell',
    hint: 'Delete the row.',
  }))
  const ragged = filledRows(table).filter(({ cells }) => cells.length !== columns.length)
  addRows(file, ragged, problems, 'The row has not as many cells as the header', ({ length }) => ({
    found: `${length} ${length === 1 ? 'cell' : 'cells'}`,
    expected: `${columns.length}`,
    ...(length > columns.length
      ? { hint: 'A decimal comma or a comma in a text needs quotation marks, or another delimiter.' }
      : {}),
  }))
}

/** The place of a column in each row, -1 where it is not there; which of two is meant cannot be known either. */
const columnOf = ({ columns }: TableData, name: string): number => {
  const index = columns.indexOf(name)
  return columns.lastIndexOf(name) === index ? index : -1
}

/** A number in the decimal sign of its file, as decimal text. */
export const numberText = (text: string, decimal: FileOptions['decimal']): string => {
  if (decimal === '.') return parseDecimal(text).toString()
  if (text.includes('.')) {
    fail('file.cell', 'The decimal sign is not the declared one', {
      found: `"${text}"`,
      expected: 'a decimal comma and nothing between thousands',
    })
  }
  return parseDecimal(text.replace(',', '.')).toString()
}

const word = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()+-]*$/u

const checkLabel = (text: string, dim: Dimension, known: KnownLabels | undefined): string => {
  if (dim.sort === 'ordered') return parseDecimal(text).toString()
  if (forbidden.has(text) || !word.test(text) || text.trim() !== text) {
    fail('file.cell', `This cannot be a label of ${dim.name}`, {
      found: JSON.stringify(text),
      expected: 'a word such as "site-1"',
    })
  }
  if (known && !known.has(text)) {
    const hint = didYouMean(text, known.names)
    const some = [...known.names].sort()
    fail('label.unknown', `There is no factor for this ${dim.name}`, {
      found: `"${text}"`,
      expected: `${some.slice(0, 20).join(', ')}${some.length > 20 ? ' …' : ''}`,
      ...(hint ? { hint } : {}),
    })
  }
  return text
}

/** A label of a dimension: a period of the project, a number in order, or a word that factors know. */
export const readLabel = (text: string, dim: Dimension, sort: Period['kind'] | undefined, frame: Frame): string => {
  if (text === '') fail('file.cell', `The ${dim.name} is missing`, { found: 'an empty cell', expected: 'a label' })
  if (dim.sort !== 'time') return checkLabel(text, dim, frame.labelsOf(dim.name))
  return checkSort(parsePeriod(text, frame.calendar), sort, frame).label
}

/** The units of an input: as stated for the whole column, and what it is an input of. */
interface Units {
  readonly declared: Declared
  /** The same without dimensions: for a single value. */
  readonly single: Declared
  readonly perDay: boolean
}

/** The amount of which a unit is so much a day. */
export const dailyAmount = (unit: string): string | undefined => /^(.*)\/(d|day|days)$/.exec(unit)?.[1]

/** `t waste (wet)/d` a day is `t waste (wet)`. */
const amountUnit = (text: string, { declared, perDay }: Units): string => {
  if (!perDay) return text
  const unit = parseUnit(text)
  return (
    dailyAmount(unit.text) ??
    fail('unit.differs', 'A value per day is expected', {
      found: `"${unit.text}"`,
      expected: `"${declared.unit?.text}/d"`,
    })
  )
}

const hasSubstances = ({ declared }: Units): boolean => declared.over.some(({ substance }) => substance)

/** Unit and range of one value, by the rules of the input that it is for. */
const checkValue = (units: Units, labels: Labels, value: string, unit: string): void => {
  const problems = new Problems()
  if (hasSubstances(units)) readGiven(units.declared, [{ ...labels, value, ...(unit ? { unit } : {}) }], problems)
  else readGiven(units.single, unit ? `${value} ${unit}` : value, problems)
  const [first] = problems.list
  if (first) fail(first.code, first.message, { ...first, at: {} } as Partial<Problem>)
}

/** The unit as the labels make it: `kg refrigerant` at HFC-134a is `kg HFC-134a`. */
const unitAt = (unit: Unit, { over }: Declared, labels: Labels): Unit =>
  over.reduce(
    (made, { name, substance }) =>
      substance && labels[name] !== undefined ? replaceSubstance(made, name, labels[name]) : made,
    unit,
  )

/** A unit that holds for the whole column fits for at least one label, else it is wrong itself. */
const checkStatedUnit = (stated: string, units: Units, labels: readonly Labels[]): void => {
  const { declared, single } = units
  if (!declared.unit) return fail('unit.differs', 'A choice has no unit', { found: `"${stated}"` })
  const amount = parseUnit(amountUnit(stated, units))
  const wanted = declared.unit
  if (labels.some((each) => completeUnit(unitAt(amount, declared, each), unitAt(wanted, declared, each)))) return
  const { range: _range, ...free } = single
  checkValue({ ...units, declared: free, single: free }, {}, '1', amount.text)
}

const readValue = (
  text: string,
  unit: string | undefined,
  labels: Labels,
  units: Units,
  options: FileOptions,
  calendar: Frame['calendar'],
): string => {
  if (text === '')
    fail('file.cell', 'The value is missing', {
      found: 'an empty cell',
      expected: 'a number',
      hint: 'Missing is not zero: give the value, 0 if it is none.',
    })
  if (units.declared.labels) {
    checkValue(units, labels, text, '')
    return text
  }
  const number = numberText(text, options.decimal)
  if (unit === undefined) return number
  checkValue(units, labels, number, unit)
  if (!units.perDay) return number
  const timed = units.declared.over.find(({ sort }) => sort === 'time')?.name ?? ''
  const label = labels[timed]
  if (label === undefined) return number
  return new Decimal(number).times(daysIn(parsePeriod(label, calendar))).toString()
}

const requireShape = (name: string, input: ColumnInput, declared: Declared, problems: Problems): boolean => {
  const at = { file: 'project', input: name }
  const before = problems.list.length
  for (const dimension of Object.keys(input.over)) {
    if (declared.over.some((each) => each.name === dimension)) continue
    problems.add('project.invalid', `"${dimension}" is not a dimension of ${name}`, {
      at,
      found: `"${dimension}"`,
      expected: declared.over.map((each) => each.name).join(', ') || 'no dimension',
    })
  }
  const open = declared.over.filter((each) => !Object.hasOwn(input.over, each.name)).map((each) => each.name)
  if (open.length > 0 && declared.unit && isAmount(declared.unit)) {
    problems.add('input.shape', `This amount is needed for each ${open.join(' and ')}`, {
      at,
      found: `over ${Object.keys(input.over).join(', ') || 'nothing'}`,
      expected: `over: a column for ${open.join(', ')}`,
    })
  }
  const timed = declared.over.find(({ sort }) => sort === 'time')
  if ((input.into || input.times) && !(timed && Object.hasOwn(input.over, timed.name))) {
    problems.add('project.invalid', 'Only values over periods can be multiplied by days or brought to years', {
      at,
      expected: `over: a column for ${timed?.name ?? 'a period'}`,
    })
  }
  if (input.unit !== undefined && input.unitColumn !== undefined) {
    problems.add('project.invalid', 'The unit is stated twice', {
      at,
      found: `unit and unitColumn`,
      expected: 'one of them',
    })
  }
  return problems.list.length === before
}

/** Reads one input from its columns: labels, number, unit and range of every cell. Problems carry file, row and column. */
export const readColumn = (
  name: string,
  input: ColumnInput,
  node: Node,
  table: TableData,
  options: FileOptions,
  frame: Frame,
  problems: Problems,
): ReadInput => {
  const declared = declaredOf(node)
  const stated: Place = { file: 'project', input: name }
  const fits = requireShape(name, input, declared, problems)
  const valueAt = columnOf(table, input.column)
  const unitIndex = input.unitColumn === undefined ? undefined : columnOf(table, input.unitColumn)
  const qualityAt = input.quality === undefined ? -1 : columnOf(table, input.quality)
  const dims = Object.entries(input.over).flatMap(([dimension, column]) => {
    const at = columnOf(table, column)
    const dim = declared.over.find((each) => each.name === dimension)
    return dim ? [{ dim, column, at }] : []
  })
  const filled = filledRows(table)
  const rows = filled.filter(({ cells }) => cells.length === table.columns.length)
  const timed = dims.find(({ dim }) => dim.sort === 'time')
  const sort =
    input.into && timed
      ? commonSort(
          rows.map(({ cells }) => cells[timed.at] ?? ''),
          frame,
        )
      : frame.years[0]?.kind
  const units: Units = { declared, single: { ...declared, over: [] }, perDay: input.times === 'days' }
  if (qualityAt >= 0 && rows.length > 0 && rows.every(({ cells }) => cells[qualityAt]?.trim() === ''))
    problems.add('file.column', 'The column of qualities is empty', {
      at: headerAt(table, input.quality as string),
      found: 'empty cells only',
      expected: 'how each value was come by: measured, estimated, assumed …',
      hint: 'Fill it in, or take "quality" out of the input.',
    })

  const read = rows.map(({ row, cells: texts }) => {
    const at = (column: string): Place => ({ file: table.file, row, column, input: name })
    const labels: Record<string, string> = {}
    const wrong = new Set<string>()
    for (const { dim, column, at: index } of dims) {
      if (index < 0) continue
      const label = problems.try(() => locate(at(column), () => readLabel(texts[index] as string, dim, sort, frame)))
      if (label === undefined) wrong.add(column)
      else labels[dim.name] = label
    }
    // what is no label of one dimension is none of another that reads the same column
    for (const { dim, column } of dims) if (wrong.has(column)) delete labels[dim.name]
    return { at, texts, labels, whole: dims.every(({ dim }) => labels[dim.name] !== undefined) }
  })

  const fixed = problems.try(() => {
    if (input.unit !== undefined)
      checkStatedUnit(input.unit, units, hasSubstances(units) ? [{}, ...read.map(({ labels }) => labels)] : [{}])
    return input.unit === undefined ? '' : amountUnit(input.unit, units)
  }, stated)
  const unitIn = (texts: readonly string[], labels: Labels): string | undefined => {
    if (unitIndex === undefined) return fixed
    if (unitIndex < 0) return undefined
    const text = texts[unitIndex] as string
    if (text === '')
      fail('file.cell', 'The unit is missing', {
        found: 'an empty cell',
        expected: `a unit such as "${declared.unit?.text}"`,
      })
    checkStatedUnit(text, units, [labels])
    return amountUnit(text, units)
  }

  const seen = new Map<string, number>()
  const cells: ReadCell[] = []
  const written: WrittenValue[] = []
  const qualities: string[] = []
  const lost: LostRow[] = filled
    .filter(({ cells: texts }) => texts.length !== table.columns.length)
    .map(({ row }) => ({ labels: {}, place: { file: table.file, row } }))
  for (const { at, texts, labels, whole } of read) {
    const place = at(input.column)
    const before = problems.list.length
    const unit = problems.try(() => unitIn(texts, labels), at(input.unitColumn ?? input.column))
    const checked = (whole && fits) || !hasSubstances(units) ? unit : undefined
    const value =
      valueAt < 0
        ? undefined
        : problems.try(() =>
            locate(place, () => readValue(texts[valueAt] as string, checked, labels, units, options, frame.calendar)),
          )
    const key = JSON.stringify(dims.map(({ dim }) => labels[dim.name]))
    const first = seen.get(key)
    if (whole && fits && first !== undefined) {
      problems.add('file.row', 'These labels stand in two rows', {
        at: at(dims.at(-1)?.column ?? input.column),
        found: `${Object.values(labels).join(', ') || 'a second row'}, as in row ${first}`,
        expected: 'one row for each',
      })
      continue
    }
    if (whole) seen.set(key, place.row as number)
    const good = whole && fits && value !== undefined && unit !== undefined && problems.list.length === before
    if (good) {
      const quality = (texts[qualityAt] ?? '').trim()
      const stated = unitIndex === undefined ? input.unit : texts[unitIndex]
      cells.push({ labels, value, unit, place })
      written.push({
        labels,
        row: place.row as number,
        written: [texts[valueAt], stated === '1' ? undefined : stated].filter(Boolean).join(' '),
        ...(quality === '' ? {} : { quality }),
      })
      qualities.push(quality)
    } else lost.push({ labels, place })
  }
  return { name, node, cells, lost, written, from: input, ...(qualityAt < 0 ? {} : { qualities }) }
}

/** Reads the values of an input that stand in the project file, keyed by label; undefined where they hold for all. */
export const readNested = (name: string, values: unknown, node: Node, frame: Frame, problems: Problems): ReadInput => {
  const declared = declaredOf(node)
  const cells: ReadCell[] = []
  const lost: LostRow[] = []
  const walk = (value: unknown, dims: readonly Dimension[], labels: Labels): void => {
    const place: Place = { file: 'project', input: name, ...(Object.keys(labels).length > 0 ? { labels } : {}) }
    const [dim, ...rest] = dims
    if (typeof value !== 'object' || value === null || !dim) {
      if (typeof value === 'object')
        problems.add('input.shape', 'The values are nested deeper than the dimensions', {
          at: place,
          expected: declared.over.map((each) => each.name).join(', then ') || 'a single value',
        })
      else cells.push({ labels, value: value as string | number, unit: '', place })
      return
    }
    for (const [text, each] of Object.entries(value)) {
      const label = problems.try(() => readLabel(text, dim, frame.years[0]?.kind, frame), place)
      if (label === undefined) lost.push({ labels, place })
      else walk(each, rest, { ...labels, [dim.name]: label })
    }
  }
  walk(values, declared.over, {})
  const written = cells.map(({ labels, value }) => ({ labels, written: String(value) }))
  if (cells.length === 0 && lost.length === 0) {
    problems.add('input.shape', 'There are no values', {
      at: { file: 'project', input: name },
      found: 'nothing',
      expected: 'a value',
    })
  }
  return { name, node, cells, lost, written }
}
