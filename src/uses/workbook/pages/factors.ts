import { parseDecimal } from '../../../core/quantity'
import type { FactorTable } from '../../../data/factors'
import { formulaCell } from '../cells'
import { type Draft, sheetNames } from '../draft'
import type { RowUse } from '../leaves'
import { addressOf, Sheet, type SheetCell } from '../xlsx/sheet'

const heads = [
  'Factor',
  'For',
  'Value as printed',
  'Unit as printed',
  'Unit used',
  'Value used',
  'Lower',
  'Upper',
  'What the bounds are',
  'Region',
  'Table and page',
  'Source',
  'Status',
  'How it was chosen',
  'Notes',
]

/** The tables that the method and the caller bring, for the titles of sources. */
const tablesOf = ({ evaluation }: Draft): FactorTable[] => [
  ...evaluation.own,
  ...new Set(evaluation.graph.factors.flatMap(({ within }) => within.tables as readonly FactorTable[])),
]

/** The value in the method's unit: the printed one, times what the units differ by. */
const usedCell = ({ row, value }: RowUse, printed: string): SheetCell => {
  if (typeof value === 'string') return formulaCell('factor', printed, value)
  const figure = parseDecimal(row.value)
  const ratio = figure.isZero() ? undefined : value.dividedBy(figure)
  const times =
    ratio === undefined || ratio.eq(1) ? '' : `*${ratio.toSignificantDigits(17).toString().replace('e', 'E')}`
  return formulaCell('factor', `${printed}${times}`, value)
}

const chosenFor = (use: RowUse): string =>
  Object.entries(use.row.selectors)
    .map(([name, label]) => `${name} ${label}`)
    .join(', ')

/** Every factor row that a formula refers to, with its source and how it was chosen. */
export const factorsPage = (draft: Draft): Sheet => {
  const sheet = new Sheet(sheetNames.factors)
  sheet.widths = [26, 24, 10, 20, 20, 10, 8, 8, 11, 9, 18, 32, 10, 30, 46]
  sheet.frozen = [4, 1]
  sheet.put(1, 1, { style: 'title', text: 'Factors' })
  sheet.put(2, 1, {
    style: 'quiet',
    text: 'Published values as printed, and in the unit of the method. A value of your own goes on the sheet Inputs.',
  })
  for (const [at, text] of heads.entries()) sheet.put(4, at + 1, { style: 'head', text })
  const titles = new Map(tablesOf(draft).map(({ source }) => [source.id, source.title]))
  for (const { use, place } of draft.rows) {
    const { row, paths, choices } = use
    const remarks = [...choices.values()].flatMap((choice) => choice.remarks.map(({ text }) => text))
    const title = titles.get(row.source)
    const texts: readonly (readonly [number, string | undefined])[] = [
      [1, row.title ?? [...paths].join(', ')],
      [2, chosenFor(use)],
      [4, row.unit],
      [5, use.unit],
      [7, row.lower],
      [8, row.upper],
      [9, row.bounds],
      [10, row.region],
      [11, row.locator],
      [12, `${title === undefined ? '' : `${title}, `}${row.source}, edition ${row.edition}`],
      [13, row.own ? `${row.status}, own row` : row.status],
      [14, [...choices.keys()].join(' | ')],
      [15, [row.notes, ...new Set(remarks)].filter(Boolean).join(' ')],
    ]
    for (const [column, text] of texts)
      sheet.put(place.row, column, { style: column === 1 ? 'step' : 'small', text: text ?? '' })
    const printed: SheetCell =
      typeof use.value === 'string'
        ? { style: 'factor', text: row.value }
        : { style: 'factor', number: parseDecimal(row.value).toString().replace('e', 'E') }
    sheet.put(place.row, 3, printed)
    sheet.put(place.row, place.column, usedCell(use, addressOf(place.row, 3)))
  }
  return sheet
}
