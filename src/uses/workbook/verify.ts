import { fail, Problems } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { bookOf } from './book'
import { draft, sheetNames } from './draft'
import type { Entered } from './leaves'
import { entriesOf } from './read'
import { type BookRecord, readRecord } from './record'
import { type ReadCell, readXlsx } from './xlsx/read'
import { type Cached, placeOf, type Sheet, type SheetCell } from './xlsx/sheet'

/** One cell that is not as the method would write it. */
export interface Change {
  /**
   * `formula`: another formula, or none. `factor`: a printed value of the sheet Factors. `value`: the cached value is
   * not what the method gives for what is entered. `text`: a title, unit, source or label. `name`: a defined name.
   * `input`: another figure was entered than when the workbook was written, which is what open cells are for.
   */
  readonly kind: 'formula' | 'factor' | 'value' | 'text' | 'name' | 'input'
  readonly sheet: string
  readonly cell: string
  readonly found: string
  readonly expected: string
}

const shown = (value: Cached | undefined): string =>
  value === undefined ? 'nothing' : value.type === 'truth' ? String(value.value).toUpperCase() : value.text

/** Formulas differ only by what a program may write otherwise: spaces, capitals, $ and how a number is spelled. */
const plain = (formula: string): string =>
  formula
    .split(/("(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(/[\s$']/g, '')
            .replace(/(?<![\w.])\d[\d.]*(e[+-]?\d+)?/gi, (number) => String(Number(Number(number).toPrecision(15))))
            .toUpperCase(),
    )
    .join('')

/** Computed values agree with the exact ones to this share of their scale. */
const tolerance = 1e-9
/** Fixed figures are kept to 15 digits by every program. */
const digits = 1e-14

const isNothing = (value: Cached | undefined): boolean =>
  value === undefined || (value.type === 'text' && value.text === '')

const sameValue = (a: Cached | undefined, b: Cached | undefined, within: number, scale = 0): boolean => {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b)
  if (a?.type !== b?.type) return false
  if (a?.type === 'error') return true
  if (a?.type !== 'number') return shown(a) === shown(b)
  const [x, y] = [Number(shown(a)), Number(shown(b))]
  return Math.abs(x - y) <= within * Math.max(Math.abs(x), Math.abs(y), scale)
}

const ownValue = ({ number, text }: SheetCell): Cached | undefined => {
  if (number !== undefined) return { type: 'number', text: number }
  return text === undefined || text === '' ? undefined : { type: 'text', text }
}

const open = new Set(['monitored', 'optional'])

/** What differs in one cell, if anything. */
const compare = (
  wanted: SheetCell,
  cell: ReadCell | undefined,
): Pick<Change, 'kind' | 'found' | 'expected'> | undefined => {
  if (open.has(wanted.style) || wanted.style === 'remark') return undefined
  const found = cell?.value
  if (wanted.formula === undefined) {
    const expected = ownValue(wanted)
    if (cell?.formula === undefined && sameValue(found, expected, digits)) return undefined
    const kind = wanted.style === 'factor' ? 'factor' : 'text'
    return { kind, found: cell?.formula === undefined ? shown(found) : `=${cell.formula}`, expected: shown(expected) }
  }
  if (cell?.formula === undefined || plain(cell.formula) !== plain(wanted.formula)) {
    const written = cell?.formula === undefined ? shown(found) : `=${cell.formula}`
    return { kind: 'formula', found: written, expected: `=${wanted.formula}` }
  }
  if (sameValue(found, wanted.cached, tolerance, wanted.scale)) return undefined
  return { kind: 'value', found: shown(found), expected: shown(wanted.cached) }
}

const inOrder = (a: string, b: string): number => {
  const [[rowA, columnA], [rowB, columnB]] = [placeOf(a), placeOf(b)]
  return rowA - rowB || columnA - columnB
}

const changesOf = (sheet: Sheet, cells: ReadonlyMap<string, ReadCell>): Change[] => {
  const addresses = new Set([...sheet.cells.keys(), ...cells.keys()])
  return [...addresses].sort(inOrder).flatMap((cell): Change[] => {
    const change = compare(sheet.cells.get(cell) ?? { style: 'plain' }, cells.get(cell))
    return change ? [{ sheet: sheet.name, cell, ...change }] : []
  })
}

/** Which open cells hold another figure than when the workbook was written. */
const entered = (written: Sheet, now: Sheet): Change[] =>
  [...now.cells].flatMap(([cell, each]): Change[] => {
    if (!open.has(each.style)) return []
    const before = written.cells.get(cell)
    const [found, expected] = [ownValue(each), before && ownValue(before)]
    return shown(found) === shown(expected)
      ? []
      : [{ kind: 'input', sheet: now.name, cell, found: shown(found), expected: shown(expected) }]
  })

const sheetOf = (sheets: readonly Sheet[], wanted: string): Sheet => sheets.find(({ name }) => name === wanted) as Sheet

/**
 * Compares a workbook with what the method would write: every cell that was changed, by sheet and address. Formulas,
 * factors, texts and names are those of the method as it is now, for the labels and context of the workbook; values are
 * computed exactly from what is entered now. What a person entered since is listed as `input`.
 *
 * An empty list says that the workbook is as the method wrote it. A workbook that a spreadsheet program saved again is
 * not changed by that.
 *
 * @throws MrvError `file.format` for what is no workbook of citymrv, `result.invalid` for one of another method.
 */
export const verifyWorkbook = async (bytes: Uint8Array, method: AnyMethod): Promise<readonly Change[]> => {
  const book = await readXlsx(bytes)
  const record: BookRecord = readRecord(book, sheetNames.record)
  if (record.method.id !== method.id) {
    fail('result.invalid', 'The workbook was written with another method', {
      found: `"${method.id}"`,
      expected: `"${record.method.id}"`,
    })
  }
  const plan = draft(method, record.inputs, record.context, record.options)
  const before = bookOf(plan, record)
  const entries = entriesOf(book, record, new Problems())
  for (const { block } of plan.open) {
    const now = entries.get(block.name)
    if (now && now.length === block.entered?.length) plan.leaves.enter(block, now as Entered[])
  }
  const now = bookOf(plan, record)
  const changes = now.sheets
    .filter(({ hidden }) => !hidden)
    .flatMap((sheet) => changesOf(sheet, book.sheets.get(sheet.name) ?? new Map()))
  // what a check says of its first figures stays, whatever is entered later
  const isAsWritten = ({ kind, sheet, cell, found }: Change): boolean =>
    kind === 'text' && found === shown(ownValue(sheetOf(before.sheets, sheet).cells.get(cell) ?? { style: 'plain' }))
  const names = [...now.names].flatMap(([name, range]): Change[] => {
    const found = book.names.get(name) ?? 'nothing'
    const same = found.replaceAll("'", '') === range
    return same ? [] : [{ kind: 'name', sheet: '', cell: name, found, expected: range }]
  })
  const open = entered(sheetOf(before.sheets, sheetNames.inputs), sheetOf(now.sheets, sheetNames.inputs))
  return [...changes.filter((each) => !isAsWritten(each)), ...names, ...open]
}
