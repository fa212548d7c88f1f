import { Decimal } from '../../../core/quantity'
import { Failure, Operation } from '../../evaluation'
import { formulaCell, isLack, programCell, putFrame } from '../cells'
import { aboutOf, type Draft, sheetNames } from '../draft'
import { cellAt } from '../names'
import { Sheet } from '../xlsx/sheet'

const name = sheetNames.summary
const heads = ['Result', 'Name', 'Unit', 'For', 'Value']

/** What the workbook is of, what comes out, and whether all checks hold. */
export const summaryPage = (draft: Draft, checks: { range: string; failed: number }): Sheet => {
  const { method, evaluation, options, outputs, leaves } = draft
  const sheet = new Sheet(name)
  sheet.widths = [34, 34, 26, 26, 18]
  sheet.put(1, 1, { style: 'title', text: options.title ?? method.title })
  let row = 3
  for (const [label, text] of aboutOf(method, evaluation.context)) {
    sheet.put(row, 1, { style: 'bold', text: label })
    sheet.put(row, 2, { style: 'plain', text })
    row += 1
  }
  sheet.put(row, 1, { style: 'bold', text: 'Checks' })
  const none = checks.failed === 0
  const count = `COUNTIF(${checks.range},"FAILED")`
  sheet.put(row, 2, formulaCell('status', `IF(${count}=0,"OK","FAILED")`, none ? 'OK' : 'FAILED'))
  sheet.statuses.push(`B${row}`)
  sheet.put(row, 3, formulaCell('quiet', `${count}&" of "&ROWS(${checks.range})&" do not hold"`, text(checks)))
  for (const [at, head] of heads.entries()) sheet.put(row + 2, at + 1, { style: 'head', text: head })
  for (const { block, area } of outputs) {
    putFrame(sheet, area, [
      [1, titleOf(block.node, block.name), 'step'],
      [2, block.name, 'text'],
      [3, block.unit, 'text'],
    ])
    for (const [position, cell] of block.cells.entries()) {
      const shown = programCell(draft, 'result', cell, name)
      const value = leaves.value(cell)
      const given = value instanceof Decimal || !(value instanceof Failure) ? value : 'not given'
      // a benefit may lack what it needs
      const whole =
        block.role === 'benefit' && cell instanceof Operation
          ? formulaCell(
              'result',
              `IF(ISNA(${shown.formula}),"not given",${shown.formula})`,
              value instanceof Failure && !isLack(value) ? value : given,
            )
          : shown
      sheet.put(...cellAt(area, position), whole)
    }
  }
  return sheet
}

const text = ({ range, failed }: { range: string; failed: number }): string => {
  const [first = 0, last = 0] = [...range.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits))
  return `${failed} of ${last - first + 1} do not hold`
}

const titleOf = (node: Draft['outputs'][number]['block']['node'], otherwise: string): string => {
  if (node.kind === 'named') return node.title
  return node.kind === 'call' ? titleOf(node.of, otherwise) : otherwise
}
