import type { ProjectResult } from '../../accounts/project'
import { decimalsOf, periodWord, shown, sum } from '../report/numbers'
import { figure, remarkText, roundingNote, wrapped } from './figures'
import { colorsFor, type Io, plain, widthOf } from './io'
import { type Column, table } from './table'

const roles = ['baseline', 'project', 'leakage', 'reduction'] as const

const figureColumns = ({ words }: ProjectResult): Column[] =>
  roles.map((role) => ({ head: role === 'baseline' ? words.baseline : role, align: 'right' }))

/** All years are rounded alike, and the total with them. */
const byYear = ({ years, totals }: ProjectResult): string[][] => {
  const decimals = decimalsOf(years.flatMap((row) => roles.map((role) => row[role])))
  const cells = (row: ProjectResult['totals']): string[] => roles.map((role) => shown(row[role], decimals))
  return [...years.map((row) => [row.year, row.kind, ...cells(row)]), ['total', '', ...cells(totals)]]
}

const total = (values: readonly (string | null)[]): string | null => {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? sum(known) : null
}

const byGas = ({ gases }: ProjectResult): string[][] =>
  [...new Set(gases.map(({ gas }) => gas))].map((gas) => {
    const own = gases.filter((row) => row.gas === gas)
    const cells = roles.map((role) => total(own.map((row) => row[role])))
    return [own[0]?.unit ?? '', ...cells.map((cell) => (cell === null ? '–' : shown(cell)))]
  })

const benefitRows = ({ benefits, period }: ProjectResult): string[][] =>
  benefits.map(({ title, unit, values, total: all }) => {
    const last = period.labels.at(-1) as string
    return all === null
      ? [title, `in ${last}`, figure(values[last] ?? null, unit)]
      : [title, 'total', figure(all, unit)]
  })

const comparisonRows = ({ comparisons }: ProjectResult): string[][] =>
  comparisons.map(({ title, published, unit, computed, difference, source }) => [
    `${title} (${source})`,
    unit,
    published,
    ...[computed, difference].map((value) => (value === null ? '–' : shown(value))),
  ])

/** A run as text for people: tables by year and gas, benefits, comparisons, remarks. */
export const resultText = (result: ProjectResult, io: Io): string => {
  const paint = colorsFor(io.stdout, io.env)
  const width = widthOf(io.stdout)
  const { title, city, method, period, gwp, unit, remarks, digest } = result
  const figures = figureColumns(result)
  const section = (name: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : ['', paint.bold(name), table(columns, rows, width, paint.bold)]
  return [
    paint.bold(plain(title)),
    plain([city.name, city.country, city.partner && `with ${city.partner}`].filter(Boolean).join(', ')),
    wrapped(
      `${method.title} (${method.id}, edition ${method.edition}), ${period.from} to ${period.to}, GWP of ${gwp}`,
      width,
    ),
    ...section(
      `By ${periodWord(period.labels)}, in ${unit}`,
      [{ head: periodWord(period.labels), whole: true }, { head: '' }, ...figures],
      byYear(result),
    ),
    ...section('By gas, over the whole period', [{ head: 'gas' }, ...figures], byGas(result)),
    ...section(
      'Co-benefits',
      [{ head: 'benefit' }, { head: '' }, { head: 'amount', whole: true }],
      benefitRows(result),
    ),
    ...section(
      'Compared with what was published',
      [
        { head: 'figure' },
        { head: 'unit' },
        ...['published', 'computed', 'difference'].map((head): Column => ({ head, align: 'right' })),
      ],
      comparisonRows(result),
    ),
    ...(remarks.length > 0 ? ['', paint.bold('Remarks'), remarkText(remarks, width)] : []),
    '',
    paint.dim(wrapped(`A dash is a structural zero or a figure that is not there. ${roundingNote}`, width)),
    digest,
  ].join('\n')
}
