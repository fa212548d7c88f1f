import { fail, locate, type Place, type Problem, Problems } from '../../core/errors'
import type { Dimension, Node } from '../../core/graph'
import { didYouMean } from '../../core/nearest'
import { Decimal, parseDecimal, parseUnit, type Unit } from '../../core/quantity'
import { daysIn, orderPeriods, type Period, parsePeriod, toPeriods } from '../../data/periods'
import { declaredOf, readGiven } from '../../uses/exact'
import type { ColumnInput, FileOptions } from './schema'

/** Rows of one CSV as text; `row` is the line in the file, the header being line 1. */
export interface TableData {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

/** One value of an input as read from a table. */
export interface ReadCell {
  readonly labels: Readonly<Record<string, string>>
  readonly value: string
  readonly unit: string
  readonly place: Place
  readonly quality?: string
}

export interface ReadInput {
  readonly cells: readonly ReadCell[]
  readonly columns: readonly string[]
}

interface Calendar {
  readonly fiscalStart?: number
}

const columnOf = (table: TableData, name: string, problems: Problems): number => {
  const index = table.columns.indexOf(name)
  if (index >= 0) return index
  const hint = didYouMean(name, table.columns)
  problems.add('file.column', 'A column is missing', {
    at: { file: table.file, row: 1, column: name },
    found: `columns ${table.columns.join(', ')}`,
    expected: `a column "${name}"`,
    ...(hint ? { hint } : {}),
  })
  return -1
}

const numberText = (text: string, { decimal }: FileOptions): string => {
  if (decimal === ',') {
    if (text.includes('.')) {
      return fail('file.cell', 'The decimal sign is not the declared one', { found: `"${text}"`, expected: 'a decimal comma and nothing between thousands' })
    }
    return parseDecimal(text.replace(',', '.')).toString()
  }
  return parseDecimal(text).toString()
}

const checkLabel = (text: string, dim: Dimension, calendar: Calendar): string => {
  if (text === '') fail('file.cell', `The ${dim.name} is missing`, { found: 'an empty cell', expected: 'a label' })
  if (dim.sort === 'time') return parsePeriod(text, calendar).label
  if (dim.sort === 'ordered') return parseDecimal(text).toString()
  if (['__proto__', 'constructor', 'prototype'].includes(text) || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()+-]*$/u.test(text)) {
    fail('file.cell', `This cannot be a label of ${dim.name}`, { found: JSON.stringify(text), expected: 'a word such as "site-1"' })
  }
  return text
}

/** Reads one input from its column: labels, number, unit and range of every cell. Problems carry file, row and column. */
export const readColumn = (
  name: string,
  input: ColumnInput,
  node: Node,
  table: TableData,
  options: FileOptions,
  calendar: Calendar,
  problems: Problems,
): ReadInput | undefined => {
  const declared = declaredOf(node)
  const before = problems.list.length
  const valueAt = columnOf(table, input.column, problems)
  const unitAt = input.unitColumn ? columnOf(table, input.unitColumn, problems) : undefined
  const qualityAt = input.quality ? columnOf(table, input.quality, problems) : undefined
  const dims = Object.entries(input.over).map(([dimension, column]) => {
    const dim = declared.over.find((each) => each.name === dimension)
    if (!dim) {
      problems.add('project.invalid', `"${dimension}" is not a dimension of ${name}`, {
        at: { input: name },
        expected: declared.over.map((each) => each.name).join(', ') || 'no dimension',
      })
    }
    return { dim, column, at: columnOf(table, column, problems) }
  })
  const unit = problems.try(() => (input.unit === undefined ? undefined : parseUnit(input.unit)), { input: name })
  if (table.rows.length === 0) problems.add('file.row', 'The file has no rows', { at: { file: table.file, row: 1, column: input.column } })
  if (problems.list.length > before) return undefined

  const seen = new Map<string, number>()
  const cells: ReadCell[] = []
  for (const { row, cells: texts } of table.rows) {
    const at = (column: string): Place => ({ file: table.file, row, column, input: name })
    const labels: Record<string, string> = {}
    let whole = true
    for (const { dim, column, at: index } of dims) {
      const label = problems.try(() => locate(at(column), () => checkLabel(texts[index] ?? '', dim as Dimension, calendar)))
      if (label === undefined) whole = false
      else labels[(dim as Dimension).name] = label
    }
    const text = texts[valueAt] ?? ''
    const cellUnit = unitAt === undefined ? (unit?.text ?? '') : (texts[unitAt] ?? '')
    const value = problems.try(() => locate(at(input.column), () => readValue(text, cellUnit, input, labels, { declared, options, calendar })))
    if (!whole || value === undefined) continue
    const key = JSON.stringify(dims.map(({ dim }) => labels[(dim as Dimension).name]))
    const first = seen.get(key)
    if (first !== undefined) {
      problems.add('file.row', 'These labels stand in two rows', {
        at: at(dims.at(-1)?.column ?? input.column),
        found: `${Object.values(labels).join(', ') || 'a second row'}, as in row ${first}`,
        expected: 'one row for each',
      })
      continue
    }
    seen.set(key, row)
    const quality = qualityAt === undefined ? undefined : texts[qualityAt]
    cells.push({ labels, ...value, place: at(input.column), ...(quality ? { quality } : {}) })
  }
  return { cells, columns: [input.column, ...dims.map(({ column }) => column), input.unitColumn, input.quality].filter((column) => column !== undefined) }
}

const readValue = (
  text: string,
  unitText: string,
  input: ColumnInput,
  labels: Readonly<Record<string, string>>,
  { declared, options, calendar }: { declared: ReturnType<typeof declaredOf>; options: FileOptions; calendar: Calendar },
): { value: string; unit: string } => {
  if (text === '') return fail('file.cell', 'The value is missing', { found: 'an empty cell', expected: 'a number', hint: 'Missing is not zero: give the value, 0 if it is none.' })
  if (declared.labels) {
    check(declared, text)
    return { value: text, unit: '' }
  }
  const number = numberText(text, options)
  if (input.times !== 'days') {
    if (input.into === undefined) check(declared, `${number} ${unitText}`.trim())
    return { value: number, unit: unitText }
  }
  const timed = declared.over.find(({ sort }) => sort === 'time')
  const label = timed && labels[timed.name]
  if (label === undefined) return fail('project.invalid', 'Only a value over periods can be multiplied by their days')
  const amount = amountUnit(parseUnit(unitText), declared.unit as Unit)
  check(declared, `${number} ${amount.text}`)
  const value = new Decimal(number).times(daysIn(parsePeriod(label, calendar)))
  return { value: value.toString(), unit: amount.text }
}

/** `t waste (wet)/d` a day is `t waste (wet)`. */
const amountUnit = (perDay: Unit, declared: Unit): Unit => {
  const found = /^(.*)\/(d|day|days)$/.exec(perDay.text)
  if (!found) return fail('unit.differs', 'A value per day is expected', { found: `"${perDay.text}"`, expected: `"${declared.text}/d"` })
  return parseUnit(found[1] as string)
}

/** Unit and range of one value, by the rules of the input that it is for. */
const check = (declared: ReturnType<typeof declaredOf>, text: string): void => {
  const problems = new Problems()
  readGiven({ ...declared, over: [] }, text, problems)
  const [first] = problems.list
  if (first) fail(first.code, first.message, { ...first, at: {} } as Partial<Problem>)
}

const keyOf = (labels: Readonly<Record<string, string>>, without: string): string =>
  JSON.stringify(Object.entries(labels).filter(([name]) => name !== without))

/** Brings cells of months or quarters to the years of the project, by what the input is. */
export const intoYears = (read: ReadInput, node: Node, years: readonly Period[], input: ColumnInput, calendar: Calendar): ReadInput => {
  const timed = declaredOf(node).over.find(({ sort }) => sort === 'time')
  if (!timed || node.kind !== 'input') return fail('project.invalid', 'Only an input over time can be brought to years')
  const groups = new Map<string, ReadCell[]>()
  for (const cell of read.cells) groups.set(keyOf(cell.labels, timed.name), [...(groups.get(keyOf(cell.labels, timed.name)) ?? []), cell])
  const cells = [...groups.values()].flatMap((group) => {
    const [first] = group as [ReadCell]
    const points = group.map(({ labels, value }) => ({ period: parsePeriod(labels[timed.name] as string, calendar), value: new Decimal(value) }))
    return locate(first.place, () =>
      toPeriods(points, years, node.flow, input.split).map(({ period, value }): ReadCell => ({
        ...first,
        labels: { ...first.labels, [timed.name]: period.label },
        value: value.toString(),
      })),
    )
  })
  return { ...read, cells }
}

/** The years from first to last, as the project counts them. */
export const periodsBetween = (from: string, to: string, calendar: Calendar): Period[] => {
  const [first, last] = [parsePeriod(from, calendar), parsePeriod(to, calendar)]
  if (first.kind !== last.kind) fail('period.invalid', 'The period starts and ends in different sorts of periods', { found: `"${from}" and "${to}"` })
  if (last.start < first.start) fail('period.invalid', 'The period ends before it starts', { found: `${from} to ${to}` })
  const all = [first]
  while ((all.at(-1) as Period).start < last.start) {
    const label = nextYear((all.at(-1) as Period).label)
    all.push(parsePeriod(label, calendar))
    if (all.length > 1000) fail('period.invalid', 'The period is longer than 1000 years or months', { found: `${from} to ${to}` })
  }
  return orderPeriods(all)
}

const nextYear = (label: string): string => {
  const found = /^(FY)?(\d{4})$/.exec(label)
  return found ? `${found[1] ?? ''}${String(Number(found[2]) + 1).padStart(4, '0')}` : fail('period.invalid', 'A project runs from year to year', { found: `"${label}"`, expected: '2024 or FY2024' })
}
