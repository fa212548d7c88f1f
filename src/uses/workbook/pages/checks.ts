import { Problems } from '../../../core/errors'
import { Decimal } from '../../../core/quantity'
import { type Cell, checkSums, Failure, needs, Operation } from '../../evaluation'
import { formulaCell, isLack } from '../cells'
import { type Draft, sheetNames } from '../draft'
import { type Entered, type LeafBlock, usedValue } from '../leaves'
import { type Area, wholeOf } from '../names'
import type { Reach } from '../reach'
import { Sheet } from '../xlsx/sheet'

type Status = 'OK' | 'FAILED' | 'open'

/** One line of the check sheet. */
interface Line {
  readonly kind: string
  readonly about: string
  readonly labels: string
  readonly text: string
  readonly formula: string
  readonly status: Status
}

const page = sheetNames.checks
const heads = ['Check', 'About', 'For', 'What must hold', 'Status']

const title = ({ node, name }: LeafBlock): string => node.title ?? name

/** Whether every value that is needed is there. */
const complete = (draft: Draft, block: LeafBlock, area: Area): Line[] => {
  if (area.shape.at.length === 0) return []
  const { leaves, evaluation } = draft
  const { node } = block
  const optional = node.kind !== 'factor' && node.optional === true
  const status: Status = needs(evaluation.graph).always.has(node) && !optional ? 'FAILED' : 'open'
  const gaps = block.used.map(leaves.value).filter((cell): cell is Failure => cell instanceof Failure)
  const reason = node.kind === 'factor' && gaps[0] ? `: ${gaps[0].problem.message}` : ''
  return [
    {
      kind: node.kind === 'factor' ? 'factor' : 'input',
      about: title(block),
      labels: '',
      text: status === 'open' ? `is there, where it is needed${reason}` : `is there${reason}`,
      formula: `IF(SUMPRODUCT(--ISERROR(${wholeOf(area, page)}))=0,"OK","${status}")`,
      status: gaps.length === 0 ? 'OK' : status,
    },
  ]
}

/** Keys that say that a value is missing. */
const missingKeys = ['NE', 'C']

/** Whether what is entered is a number in its range, a key, or one of the labels; a printed default is not asked. */
const fits = ({ leaves, evaluation }: Draft, block: LeafBlock, area: Area, used: Area): Line[] => {
  const { declared, entered, unit } = block
  if (area.shape.at.length === 0 || !entered) return []
  const [low = null, high = null] = declared.range ?? []
  const whole = wholeOf(area, page)
  const isKey = missingKeys.map((key) => `(${whole}<>"${key}")`).join('*')
  const counts = [
    `SUMPRODUCT(ISERROR(${wholeOf(used, page)})*(1-ISBLANK(${whole}))*${isKey})`,
    low === null ? '' : `COUNTIF(${whole},"<"&${low})`,
    high === null ? '' : `COUNTIF(${whole},">"&${high})`,
  ].filter(Boolean)
  const isWrong = (cell: Entered, position: number): boolean => {
    if (cell instanceof Decimal) return (low !== null && cell.lt(low)) || (high !== null && cell.gt(high))
    if (cell === undefined || missingKeys.includes(cell)) return false
    return usedValue(block, position, evaluation, leaves.value) instanceof Failure
  }
  const limits = [low === null ? '' : `at least ${low}`, high === null ? '' : `at most ${high}`].filter(Boolean)
  const number = `a number${limits.length > 0 ? `, ${limits.join(', ')}` : ''}${unit === '1' ? '' : ` ${unit}`}`
  return [
    {
      kind: declared.labels ? 'choice' : 'range',
      about: title(block),
      labels: '',
      text: declared.labels ? 'one of its labels' : number,
      formula: `IF(${counts.join('+')}=0,"OK","FAILED")`,
      status: entered.some(isWrong) ? 'FAILED' : 'OK',
    },
  ]
}

/** Whether a condition holds, where it is asked for at all. */
const holds = (draft: Draft, condition: Cell, where: Reach = true): Pick<Line, 'formula' | 'status'> => {
  if (!(condition instanceof Operation)) return { formula: '"OK"', status: 'OK' }
  const { leaves, formulas } = draft
  const isAsked = where === true || leaves.value(where) === true
  const value = leaves.value(condition)
  const status = !isAsked || value instanceof Failure ? 'open' : value === true ? 'OK' : 'FAILED'
  const text = `IF(${formulas.of(condition, page)},"OK","FAILED")`
  const formula = where === true ? text : `IF(${formulas.of(where, page)},${text},"open")`
  return { formula: `IFERROR(${formula},"open")`, status }
}

const sums = (draft: Draft, block: LeafBlock): Line[] => {
  const { evaluation, leaves } = draft
  const tensor = { dims: block.dims, cells: block.used }
  return checkSums(block.declared, tensor, evaluation.axes, new Problems(), leaves.algebra).map(
    ({ condition, problem }) => ({
      kind: 'shares',
      about: title(block),
      labels: Object.values(problem.at.labels ?? {}).join(' · '),
      text: `add up to ${problem.expected}`,
      ...holds(draft, condition),
    }),
  )
}

const linesOf = (draft: Draft): Line[] => {
  const { used, open, leaves, outputs, checks, evaluation } = draft
  const results = outputs.flatMap(({ block, area }): Line[] => {
    if (area.shape.at.length === 0) return []
    const values = block.cells.map(leaves.value)
    const whole = wholeOf(area, page)
    // a benefit that lacks something is "not given", which is no error
    const status: Status = !values.some((value) => value instanceof Failure)
      ? 'OK'
      : block.role === 'benefit' && values.every((value) => !(value instanceof Failure) || isLack(value))
        ? 'open'
        : 'FAILED'
    const isNumber = `SUMPRODUCT(--ISNUMBER(${whole}))=${area.shape.at.length}`
    const isError = `SUMPRODUCT(--ISERROR(${whole}))=0`
    return [
      {
        kind: 'result',
        about: block.name,
        labels: '',
        text: 'is a number',
        formula: `IF(${isNumber},"OK",${block.role === 'benefit' ? `IF(${isError},"open","FAILED")` : '"FAILED"'})`,
        status,
      },
    ]
  })
  return [
    ...used.flatMap(({ block, area }) => complete(draft, block, area)),
    ...open.flatMap(({ block, area }) => {
      const own = used.find((each) => each.block.name === block.name)
      return own ? fits(draft, block, area, own.area) : []
    }),
    ...used.filter(({ block }) => block.node.kind === 'input').flatMap(({ block }) => sums(draft, block)),
    ...checks.map(({ text, labels, condition, where }) => ({
      kind: 'method',
      about: evaluation.method.title,
      labels,
      text,
      ...holds(draft, condition, where),
    })),
    ...results,
  ]
}

/** All that must hold, a line each: values that are there, ranges, shares, the method's own conditions, results. */
export const checksPage = (draft: Draft): { sheet: Sheet; range: string; failed: number } => {
  const sheet = new Sheet(page)
  sheet.widths = [12, 44, 26, 70, 12]
  sheet.frozen = [4, 0]
  sheet.put(1, 1, { style: 'title', text: 'Checks' })
  sheet.put(2, 1, {
    style: 'quiet',
    text: 'OK: it holds. FAILED: it must hold and does not. open: not known and perhaps not needed, or in a branch that is not taken.',
  })
  for (const [at, text] of heads.entries()) sheet.put(4, at + 1, { style: 'head', text })
  const lines = linesOf(draft)
  for (const [index, { kind, about, labels, text, formula, status }] of lines.entries()) {
    const row = index + 5
    sheet.put(row, 1, { style: 'small', text: kind })
    sheet.put(row, 2, { style: 'step', text: about })
    sheet.put(row, 3, { style: 'text', text: labels })
    sheet.put(row, 4, { style: 'text', text })
    sheet.put(row, 5, formulaCell('status', formula, status))
  }
  const last = 4 + Math.max(1, lines.length)
  sheet.statuses.push(`E5:E${last}`)
  const failed = lines.filter(({ status }) => status === 'FAILED').length
  return { sheet, range: `${page}!$E$5:$E$${last}`, failed }
}
