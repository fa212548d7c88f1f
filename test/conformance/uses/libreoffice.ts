import { labelsAt } from '../../../src/uses/evaluation'
import { makeBook } from '../../../src/uses/workbook/book'
import { type Draft, sheetNames } from '../../../src/uses/workbook/draft'
import { cellAt } from '../../../src/uses/workbook/names'
import { addressOf } from '../../../src/uses/workbook/xlsx/sheet'
import { type LibreOffice, type Shown, startLibreOffice, type Typing } from '../../peers/libreoffice'
import { expectedRow } from '../reference'
import { type Conforming, place, type Row, type Task } from '../task'

let office: LibreOffice | undefined

/** The open cell of each leaf of a task. */
const entriesOf = ({ leaves }: Task, { open, evaluation }: Draft): Typing['entries'] => {
  const cells = new Map(
    open.flatMap(({ block, area }) =>
      block.used.map((_, position) => {
        const labels = labelsAt(position, block.dims, evaluation.axes)
        const at = block.declared.over.map(({ name }) => labels[name])
        return [JSON.stringify([block.name, ...at]), addressOf(...cellAt(area, position))] as const
      }),
    ),
  )
  return leaves.map(({ input, labels, choices }) => {
    const cell = cells.get(JSON.stringify([input, ...labels]))
    if (cell === undefined) throw new Error(`the workbook has no open cell for ${[input, ...labels].join(' ')}`)
    return [sheetNames.inputs, cell, choices ? 'text' : 'number']
  })
}

/** A row that the check sheet refuses is refused; a benefit that is "not given" is left out. */
const rowFrom = (draft: Draft, [checks = [], ...shown]: readonly (readonly Shown[][])[]): Row => {
  if (checks.flat().includes('FAILED')) return undefined
  const outputs = draft.outputs.map(({ block, area }, index) => {
    const values = shown[index]?.flat() ?? []
    const [top, left] = area.first
    const width = Math.max(1, area.shape.columns.length)
    return [
      block.name,
      block.cells.map((_, position) => {
        const [row, column] = cellAt(area, position)
        return values[(row - top) * width + column - left] as Shown
      }),
    ] as const
  })
  return Object.fromEntries(
    outputs
      .filter(([, values]) => !values.includes('not given'))
      .map(([name, values]) => [name, values.map((value) => (typeof value === 'number' ? value : Number.NaN))]),
  )
}

/** One workbook for a task, open in LibreOffice: each row is typed into its cells as a person would. */
export const workbook: Conforming = {
  name: 'workbook',
  tolerance: 1e-9,
  most: 20,
  run: async (task) => {
    office ??= startLibreOffice()
    const first = task.rows.find((row) => expectedRow(task, row) !== undefined)
    if (!first) throw new Error('the exact evaluation refuses every row')
    const { draft, book } = makeBook(task.method, place(task, (leaf) => first[leaf]) as never, task.context, {})
    const checks = book.sheets.find(({ name }) => name === sheetNames.checks)?.statuses[0] as string
    const rows = await office.type({
      book,
      entries: entriesOf(task, draft),
      rows: task.rows,
      ranges: [
        [sheetNames.checks, checks],
        ...draft.outputs.map(
          ({ area }) => [sheetNames.summary, `${addressOf(...area.first)}:${addressOf(...area.last)}`] as const,
        ),
      ],
    })
    return rows.map((row) => rowFrom(draft, row))
  },
  stop: () => {
    office?.stop()
    office = undefined
  },
}
