import { Operation } from '../../evaluation'
import { programCell, putFrame, usedCell } from '../cells'
import { type Draft, firstColumn, sheetNames } from '../draft'
import { cellAt } from '../names'
import { addressOf, Sheet } from '../xlsx/sheet'

const heads = ['Symbol', 'Step', 'Equation', 'Name of cells', 'Unit', 'For', 'Value']
const name = sheetNames.calculation

const section = (sheet: Sheet, row: number, text: string): void => {
  sheet.put(row, 1, { style: 'section', text })
  for (let column = 2; column <= heads.length; column++) sheet.put(row, column, { style: 'section' })
}

/** Every value that is used and every step, as formulas. Helpers come last: what would be too long in one cell. */
export const calculationPage = (draft: Draft): Sheet => {
  const { used, steps, places, sections } = draft
  const sheet = new Sheet(name)
  sheet.widths = [16, 42, 26, 28, 24, 24, 18]
  sheet.frozen = [5, 0]
  sheet.put(1, 1, { style: 'title', text: 'Calculation' })
  sheet.put(2, 1, {
    style: 'quiet',
    text: 'Names: in_ an input, f_ a factor, n_ a step. #N/A: a value is missing or a condition does not hold; see Checks.',
  })
  for (const [at, text] of heads.entries()) sheet.put(5, at + 1, { style: 'head', text })
  section(sheet, sections.used, 'Values used')
  for (const { block, area } of used) {
    const { node, unit } = block
    putFrame(sheet, area, [
      [1, node.symbol ?? '', 'text'],
      [2, node.title ?? block.name, 'step'],
      [3, '', 'small'],
      [4, area.name, 'small'],
      [5, unit === '1' ? '' : unit, 'text'],
    ])
    for (const position of block.used.keys()) sheet.put(...cellAt(area, position), usedCell(draft, block, position))
  }
  section(sheet, sections.steps, 'Steps')
  for (const { block, area } of steps) {
    putFrame(sheet, area, [
      [1, block.symbol, 'text'],
      [2, block.title, 'step'],
      [3, block.equation, 'small'],
      [4, area.name, 'small'],
      [5, block.unit === '1' ? '' : block.unit, 'text'],
    ])
    for (const [position, cell] of block.cells.entries()) {
      const [row, column] = cellAt(area, position)
      const place = cell instanceof Operation ? places.get(cell) : undefined
      const isHome = place?.sheet === name && place.row === row && place.column === column
      sheet.put(row, column, programCell(draft, 'value', cell, name, isHome))
    }
  }
  return sheet
}

/** The helpers, once all other formulas are printed. A helper may need another. */
export const putHelpers = (draft: Draft, sheet: Sheet): void => {
  const { helpers } = draft.formulas
  if (helpers.length > 0) section(sheet, draft.sections.helpers, 'Intermediate values')
  for (let at = 0; at < helpers.length; at++) {
    const { of, place } = helpers[at] as (typeof helpers)[number]
    sheet.put(place.row, 2, {
      style: 'text',
      text: `Part of a longer formula (${addressOf(place.row, firstColumn.calculation)})`,
    })
    sheet.put(place.row, 4, { style: 'small', text: place.name ?? '' })
    sheet.put(place.row, place.column, programCell(draft, 'value', of, name, true))
  }
}
