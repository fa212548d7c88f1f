import { Decimal } from '../../core/quantity'
import { type Cell, Failure, Operation } from '../evaluation'
import { type Draft, sheetNames } from './draft'
import { numberText, quoted, reference } from './formula'
import { type LeafBlock, usedValue } from './leaves'
import { type Area, cellAt } from './names'
import type { Cached, Sheet, SheetCell } from './xlsx/sheet'
import type { StyleName } from './xlsx/styles'

/** A value as spreadsheets hold it; one that cannot be computed is an error there too. */
const cachedOf = (cell: Cell): Cached => {
  if (cell instanceof Decimal) return { type: 'number', text: cell.toString().replace('e', 'E') }
  if (typeof cell === 'boolean') return { type: 'truth', value: cell }
  if (cell instanceof Failure) {
    const { code } = cell.problem
    const text = code === 'calculation.division' ? '#DIV/0!' : code === 'calculation.domain' ? '#NUM!' : '#N/A'
    return { type: 'error', text }
  }
  return { type: 'text', text: String(cell) }
}

/** Whether something is missing, and not wrong: `#N/A`. */
export const isLack = ({ problem }: Failure): boolean => !problem.code.startsWith('calculation.')

/** A cell with a formula and the exact value beside it. */
export const formulaCell = (style: StyleName, formula: string, value: Cell): SheetCell => ({
  style,
  formula,
  cached: cachedOf(value),
})

/** The formula and value of any cell of a program, as seen from a sheet. */
export const programCell = (draft: Draft, style: StyleName, cell: Cell, sheet: string, isHome = false): SheetCell => {
  const { formulas, leaves } = draft
  const value = leaves.value(cell)
  if (cell instanceof Operation)
    return { ...formulaCell(style, formulas.of(cell, sheet, isHome), value), scale: leaves.scale(cell) }
  return formulaCell(style, plainFormula(cell), value)
}

/** A figure that holds whatever is entered. */
const plainFormula = (cell: Cell): string => {
  if (cell instanceof Failure) return 'NA()'
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return cell instanceof Decimal ? numberText(cell) : quoted(String(cell))
}

/** Title, symbol and labels around a block, in the columns before its values. */
export const putFrame = (
  sheet: Sheet,
  area: Area,
  texts: readonly (readonly [column: number, text: string, style: StyleName])[],
): void => {
  const { shape, top, first } = area
  for (const [column, text, style] of texts) sheet.put(top, column, { style, text })
  const labelColumn = first[1] - 1
  if (shape.dims.length === 0) return sheet.put(top, labelColumn, { style: 'label' })
  sheet.put(top, labelColumn, { style: 'across', text: [...shape.down, shape.across].filter(Boolean).join(' · ') })
  for (const [index, label] of shape.columns.entries()) {
    if (shape.across !== undefined) sheet.put(top, first[1] + index, { style: 'across', text: label })
  }
  for (const [index, label] of shape.rows.entries()) {
    sheet.put(first[0] + index, labelColumn, { style: 'label', text: label })
  }
}

/** The formula of a cell that is used: what is entered, a notation key, or what stands where nothing is. */
const usedFormula = (draft: Draft, block: LeafBlock, entry: string, position: number): string => {
  const { calculation } = sheetNames
  const { declared } = block
  const otherwise = block.fallback[position]
  const wanted = declared.labels
    ? `IF(OR(${declared.labels.map((label) => `EXACT(${entry},${quoted(label)})`).join(',')}),${entry},NA())`
    : `IF(ISNUMBER(${entry}),${entry},IF(OR(${entry}="NO",${entry}="NA",${entry}="IE"),0,NA()))`
  if (otherwise === undefined) return wanted
  const stands = otherwise instanceof Operation ? draft.formulas.of(otherwise, calculation) : plainFormula(otherwise)
  return `IF(ISBLANK(${entry}),${stands},${wanted})`
}

/** The locked cell beside an open one. */
export const usedCell = (draft: Draft, block: LeafBlock, position: number): SheetCell => {
  const { leaves, evaluation, formulas, open } = draft
  const style = block.node.kind === 'factor' ? 'factor' : 'value'
  const cell = block.used[position] as Cell
  if (!(cell instanceof Operation)) return formulaCell(style, 'NA()', cell)
  const value = usedValue(block, position, evaluation, leaves.value)
  const area = open.find((each) => each.block.name === block.name)?.area
  const otherwise = block.fallback[position] as Cell
  if (!area || block.entered === undefined) {
    const text =
      otherwise instanceof Operation ? formulas.of(otherwise, sheetNames.calculation) : plainFormula(otherwise)
    return formulaCell(style, text, value)
  }
  const [row, column] = cellAt(area, position)
  const single = area.shape.dims.length === 0
  const entry = reference(
    { sheet: area.sheet, row, column, ...(single ? { name: area.name } : {}) },
    sheetNames.calculation,
  )
  return formulaCell(style, usedFormula(draft, block, entry, position), value)
}
