import { Problems as Collected, fail, MrvError, type Problem, type Problems } from '../../core/errors'
import type { Leaf, Method, Outputs } from '../../core/method'
import { Decimal } from '../../core/quantity'
import {
  type Axes,
  type Axis,
  type Context,
  type Given,
  type InputsOf,
  labelsAt,
  type NestedValue,
  notationKeys,
  sizeOf,
} from '../evaluation'
import { sheetNames } from './draft'
import type { Entered } from './leaves'
import { type BookRecord, type EntryRecord, nested, readRecord } from './record'
import { shapeOf } from './shape'
import { type ReadBook, type ReadCell, readXlsx } from './xlsx/read'
import { addressesOf } from './xlsx/sheet'

/** What a workbook holds: its method, and inputs and context as `evaluate` takes them. */
export interface WorkbookData<Inputs = Readonly<Record<string, Given>>> {
  readonly method: string
  readonly inputs: Inputs
  readonly context: Context
}

/** The labels of a record as axes, as far as values are laid out by them. */
const axesOf = ({ labels }: BookRecord): Axes =>
  new Map(
    Object.entries(labels).map(([name, list]): [string, Axis] => [
      name,
      { name, sort: 'set', labels: list, index: new Map(list.map((label, at) => [label, at])) },
    ]),
  )

/** A cell by its address on the sheet of inputs. */
interface Held {
  readonly address: string
  readonly cell: ReadCell | undefined
}

/** The cells of an entry in the order of its values. */
const heldBy = (book: ReadBook, entry: EntryRecord, axes: Axes): Held[] => {
  const range = book.names.get(entry.cells)
  if (range === undefined) return []
  const [sheet = '', cells = ''] = range.split('!')
  const found = addressesOf(cells)
  const dims = entry.over.map((name) => ({
    name,
    sort: name === entry.across ? ('ordered' as const) : ('set' as const),
  }))
  const shape = shapeOf(dims, axes)
  const width = Math.max(1, shape.columns.length)
  return shape.at.map(([row, column]) => {
    const address = found[row * width + column] ?? ''
    return { address, cell: book.sheets.get(sheet.replaceAll("'", ''))?.get(address) }
  })
}

/** Whether two numbers are one at 15 digits, however the last was rounded. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 5e-15 * Math.abs(a)

/** The number that a person meant: programs save 15 to 17 digits, whether there were fewer or more. */
const numberOf = (text: string, written: string | undefined): Decimal => {
  if (written !== undefined && isSame(Number(written), Number(text))) return new Decimal(written)
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length
  return new Decimal(digits > 15 ? String(Number(text)) : text)
}

const writtenAt = (value: Given | undefined, labels: readonly string[]): string | undefined => {
  let rest = value as NestedValue | undefined
  for (const label of labels) rest = typeof rest === 'object' ? rest?.[label] : undefined
  return typeof rest === 'string' && /^-?[\d.]+(e[+-]?\d+)?$/i.test(rest) ? rest : undefined
}

const enteredIn = ({ cell }: Held, entry: EntryRecord, written: string | undefined): Entered => {
  const value = cell?.value
  if (!value) return undefined
  if (value.type === 'truth') throw new TypeError(value.value ? 'TRUE' : 'FALSE')
  const text = value.text.trim()
  if (value.type === 'number' && entry.kind !== 'category') return numberOf(value.text, written)
  if (text === '') return undefined
  // a label is checked by who takes it; a number that is a text says what it is
  if (value.type !== 'error' && (entry.unit === '' || notationKeys.has(text))) return text
  throw new TypeError(value.type === 'error' ? text : `the text "${text}"`)
}

/** What is entered in the open cells of a workbook, by input; cells that hold neither a number nor a key are problems. */
export const entriesOf = (
  book: ReadBook,
  record: BookRecord,
  problems: Problems,
): ReadonlyMap<string, readonly Entered[]> => {
  const axes = axesOf(record)
  return new Map(
    record.entries.map((entry) => {
      const { name, over, unit } = entry
      const held = heldBy(book, entry, axes)
      if (held.length === 0 && sizeOf(over, axes) > 0) {
        problems.add('file.cell', 'The cells of this input are gone', {
          at: { input: name },
          expected: `the name ${entry.cells}`,
          hint: 'Write the workbook again.',
        })
      }
      const entered = held.map((each, position): Entered => {
        const labels = labelsAt(position, over, axes)
        try {
          return enteredIn(each, entry, writtenAt(record.inputs[name], Object.values(labels)))
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
          const at: Problem['at'] = {
            column: `${sheetNames.inputs}!${each.address}`,
            input: name,
            ...(over.length > 0 ? { labels } : {}),
          }
          problems.add('file.cell', 'The cell holds no number', {
            at,
            found: error.message,
            expected: unit === '' ? 'one of its labels' : `a number in ${unit}, or NO, NA, NE, IE, C`,
          })
          return undefined
        }
      })
      return [name, entered]
    }),
  )
}

/**
 * Reads what a workbook of `toWorkbook` holds, whoever filled and saved it: `evaluate(method, inputs, context)` computes
 * the same. Values come with their units, by label; an empty cell under a label is missing (null), or left out where a
 * default, a factor or 0 stands in for it.
 *
 * @param bytes - The file.
 * @param method - The method that the workbook must be of; its inputs then have their types.
 * @throws MrvError `file.format` for what is no such workbook, or one of another method, and `file.cell` for every cell
 * that holds no number.
 */
export function readWorkbook<I extends Readonly<Record<string, Leaf>>, O extends Outputs>(
  bytes: Uint8Array,
  method: Method<I, O>,
): Promise<WorkbookData<InputsOf<I>>>
export function readWorkbook(bytes: Uint8Array): Promise<WorkbookData>
export async function readWorkbook(bytes: Uint8Array, method?: { readonly id: string }): Promise<WorkbookData> {
  const book = await readXlsx(bytes)
  const record = readRecord(book, sheetNames.record)
  if (method && method.id !== record.method.id) {
    fail('file.format', 'This is a workbook of another method', { found: record.method.id, expected: method.id })
  }
  const problems = new Collected()
  const entries = entriesOf(book, record, problems)
  if (problems.list.length > 0)
    throw new MrvError(
      problems.list.map((problem) => ({ ...problem, at: { method: record.method.id, ...problem.at } })),
    )
  const axes = axesOf(record)
  const inputs = record.entries.flatMap((entry) => {
    const value = nested(entry, entries.get(entry.name) ?? [], axes, true)
    return value === undefined ? [] : [[entry.name, value] as const]
  })
  return { method: record.method.id, inputs: Object.fromEntries(inputs), context: record.context }
}
