import { Decimal } from '../../../core/quantity'
import { putFrame } from '../cells'
import { type Draft, sheetNames } from '../draft'
import type { Entered, LeafBlock } from '../leaves'
import { type Area, cellAt } from '../names'
import { addressOf, Sheet, type SheetCell } from '../xlsx/sheet'
import type { StyleName } from '../xlsx/styles'

const heads = ['Symbol', 'Input', 'Unit', 'Type', 'If left empty', 'Source of data', 'For', 'Value']

const typeOf = ({ node }: LeafBlock): string => {
  if (node.kind === 'factor') return 'default, or own'
  if (node.kind === 'category') return 'choice'
  return node.default !== undefined || node.optional ? 'optional' : 'monitored'
}

const emptyMeans = ({ node, fallback }: LeafBlock): string => {
  if (node.kind === 'factor') return 'as on the sheet Factors'
  if (node.default !== undefined) return node.default
  if (fallback[0] !== undefined) return '0'
  return node.optional ? 'not known' : 'missing'
}

/** The open cells of a block. */
export const entryStyle = (block: LeafBlock): StyleName => (typeOf(block) === 'monitored' ? 'monitored' : 'optional')

export const entryCell = (block: LeafBlock, entered: Entered): SheetCell => {
  const style = entryStyle(block)
  if (entered === undefined) return { style }
  return entered instanceof Decimal ? { style, number: entered.toString().replace('e', 'E') } : { style, text: entered }
}

const keys = ['NO', 'NA', 'NE', 'IE', 'C']

const validate = (sheet: Sheet, { declared, unit }: LeafBlock, area: Area): void => {
  const [first, last] = [addressOf(...area.first), addressOf(...area.last)]
  const cells = first === last ? first : `${first}:${last}`
  const { labels, range } = declared
  if (labels) {
    const list = labels.join(',')
    const isList = list.length <= 250 && labels.every((label) => !label.includes(','))
    if (isList) sheet.validations.push({ cells, choices: labels, message: `One of: ${list}` })
    return
  }
  const [low = null, high = null] = range ?? []
  const bounds = [low === null ? '' : `${first}>=${low}`, high === null ? '' : `${first}<=${high}`].filter(Boolean)
  const number = [`ISNUMBER(${first})`, ...bounds].join(',')
  const rule = `OR(AND(${number}),${keys.map((key) => `${first}="${key}"`).join(',')})`
  const limits = [low === null ? '' : `at least ${low}`, high === null ? '' : `at most ${high}`]
    .filter(Boolean)
    .join(', ')
  const message = `A number in ${unit}${limits ? `, ${limits}` : ''}, or NO, NA, NE, IE or C.`
  sheet.validations.push({ cells, formula: rule, message })
}

/** As many labels as have place; the cell offers them all. */
const shortList = (labels: readonly string[]): string => {
  const shown = labels.filter((_, at) => labels.slice(0, at + 1).join(', ').length <= 60)
  return [...shown, ...(shown.length < labels.length ? ['…'] : [])].join(', ')
}

/** What a person enters: one block an input, with its unit, what stands where nothing is entered, and its source. */
export const inputsPage = (draft: Draft): Sheet => {
  const sheet = new Sheet(sheetNames.inputs)
  sheet.widths = [14, 40, 24, 15, 22, 28, 26, 18]
  sheet.frozen = [6, 0]
  sheet.put(1, 1, { style: 'title', text: 'Inputs' })
  sheet.put(2, 1, {
    style: 'quiet',
    text: 'Write in the coloured cells only. A cell holds a number in the unit beside it, or NO, NA, IE (count as 0), NE, C (missing).',
  })
  const legend: [StyleName, string][] = [
    ['monitored', 'monitored'],
    ['optional', 'default or choice'],
  ]
  for (const [at, [style, text]] of legend.entries()) {
    sheet.put(4, 1 + at * 2, { style })
    sheet.put(4, 2 + at * 2, { style: 'quiet', text })
  }
  for (const [at, text] of heads.entries()) sheet.put(6, at + 1, { style: 'head', text })
  let factors = false
  for (const { block, area } of draft.open) {
    const { node, name, declared, unit, entered } = block
    if (node.kind === 'factor' && !factors) {
      sheet.put(area.top - 1, 1, { style: 'section', text: 'Factors of your own: empty cells take the sheet Factors' })
      for (let column = 2; column <= heads.length; column++) sheet.put(area.top - 1, column, { style: 'section' })
      factors = true
    }
    putFrame(sheet, area, [
      [1, node.symbol ?? '', 'text'],
      [2, node.title ?? name, 'step'],
      [3, unit === '1' ? 'fraction' : unit || shortList(declared.labels ?? []), 'text'],
      [4, typeOf(block), 'small'],
      [5, emptyMeans(block), 'small'],
    ])
    const source = draft.options.sources?.[name]
    sheet.put(area.top, 6, { style: 'remark', ...(source ? { text: source } : {}) })
    if (area.shape.at.length === 0) continue
    for (const [position, each] of (entered as readonly Entered[]).entries()) {
      sheet.put(...cellAt(area, position), entryCell(block, each))
    }
    validate(sheet, block, area)
  }
  return sheet
}
