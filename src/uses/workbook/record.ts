import { fail } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { type Axes, type Context, type Given, type NestedValue, nestTexts } from '../evaluation'
import type { Draft, WorkbookOptions } from './draft'
import type { Entered, LeafBlock } from './leaves'
import type { Area } from './names'
import type { ReadBook } from './xlsx/read'
import { Sheet } from './xlsx/sheet'

/** One input's open cells: where they are, and what they stand for. */
export interface EntryRecord {
  readonly name: string
  /** The defined name of its cells. */
  readonly cells: string
  readonly kind: 'input' | 'category' | 'factor'
  readonly unit: string
  readonly over: readonly string[]
  /** The dimension that runs along columns. */
  readonly across?: string
  /** Whether a cell that is left empty is 0, as shares are. */
  readonly shares: boolean
  /** Whether the input declares its dimensions in another order. */
  readonly reordered?: boolean
  readonly fallback?: string
  /** Whether nothing stands in for a cell that is left empty. */
  readonly required?: true
}

/** What a workbook was written from, on its hidden sheet. */
export interface BookRecord {
  readonly format: 'citymrv workbook 1'
  readonly method: { readonly id: string; readonly version: string; readonly edition: string }
  readonly context: Context
  readonly options: WorkbookOptions
  readonly labels: Readonly<Record<string, readonly string[]>>
  readonly entries: readonly EntryRecord[]
  readonly inputs: Readonly<Record<string, Given>>
}

/** Excel holds no more than 32,767 letters in a cell. */
const piece = 30_000

/** Values by label as `evaluate` takes them, plain numbers in the declared unit. */
export const nested = (
  { over, shares, unit, fallback, kind, reordered, required }: EntryRecord,
  entered: readonly Entered[],
  axes: Axes,
  withUnit: boolean,
): Given | undefined => {
  // what is missing under each of its labels keeps them
  const keepsLabels = required && over.length > 0 && entered.length > 0
  if (!keepsLabels && entered.every((each) => each === undefined)) return undefined
  const told = (each: Entered): string | null => {
    if (each === undefined) return fallback ?? null
    if (!(each instanceof Decimal)) return each
    return withUnit && unit !== '1' && unit !== '' ? `${each} ${unit}` : each.toString()
  }
  const nest = nestTexts(over, axes, (position) => told(entered[position]))
  const values = (shares || kind === 'factor' ? withoutEmpty(nest) : nest) as Given
  return reordered ? { over, values } : values
}

const withoutEmpty = (nest: NestedValue): NestedValue => {
  if (nest === null || typeof nest === 'string') return nest
  const full = Object.entries(nest).flatMap(([label, inner]) => {
    const kept = withoutEmpty(inner)
    const isEmpty = kept === null || (typeof kept === 'object' && Object.keys(kept).length === 0)
    return isEmpty ? [] : [[label, kept] as const]
  })
  return Object.fromEntries(full)
}

const entryOf = (block: LeafBlock, { name: cells, shape: { across } }: Area): EntryRecord => {
  const { node, name, unit, dims, declared } = block
  const fallback = node.kind === 'factor' ? undefined : node.default
  const required = node.kind !== 'factor' && fallback === undefined && block.fallback[0] === undefined && !node.optional
  return {
    name,
    cells,
    kind: node.kind,
    unit,
    over: dims,
    ...(across === undefined ? {} : { across }),
    shares: declared.sumsTo !== undefined,
    ...(fallback === undefined ? {} : { fallback }),
    ...(required ? { required } : {}),
    ...(declared.over.map((dim) => dim.name).join() === dims.join() ? {} : { reordered: true }),
  }
}

/** What a draft was made from, as data. */
export const recordOf = (draft: Draft): BookRecord => {
  const { method, evaluation, options, open } = draft
  const entries = open.map(({ block, area }) => ({ block, entry: entryOf(block, area) }))
  const inputs = entries.flatMap(({ block, entry }) => {
    const value = nested(entry, block.entered ?? [], evaluation.axes, false)
    return block.given && value !== undefined ? [[entry.name, value] as const] : []
  })
  // an input whose cells are all empty still brings its labels
  const empty = entries.flatMap(({ block, entry }) =>
    block.given && (block.entered ?? []).length > 0 && (block.entered ?? []).every((each) => each === undefined)
      ? [[entry.name, nestTexts(entry.over, evaluation.axes, () => null) as Given] as const]
      : [],
  )
  return {
    format: 'citymrv workbook 1',
    method: { id: method.id, version: method.version, edition: method.edition },
    context: JSON.parse(JSON.stringify(evaluation.context)) as Context,
    options,
    labels: Object.fromEntries([...evaluation.axes.values()].map(({ name, labels }) => [name, labels])),
    entries: entries.map(({ entry }) => entry),
    inputs: Object.fromEntries([...inputs, ...empty]),
  }
}

/** The hidden sheet with the record, cut into cells. */
export const recordPage = (record: BookRecord, name: string): Sheet => {
  const sheet = new Sheet(name)
  sheet.hidden = true
  // letters of two halves are written by number, so that no cut goes through one
  const text = JSON.stringify(record).replace(/[\ud800-\udfff]/g, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
  for (let at = 0; at * piece < text.length; at++) {
    sheet.put(at + 1, 1, { style: 'text', text: text.slice(at * piece, (at + 1) * piece) })
  }
  return sheet
}

/** Reads the record back. Throws `file.format` where there is none. */
export const readRecord = (book: ReadBook, name: string): BookRecord => {
  const cells = book.sheets.get(name)
  const parts: string[] = []
  for (let row = 1; cells?.has(`A${row}`); row++) {
    const value = cells.get(`A${row}`)?.value
    parts.push(value?.type === 'text' ? value.text : '')
  }
  try {
    const record = JSON.parse(parts.join('')) as BookRecord
    if (record.format === 'citymrv workbook 1') return record
  } catch {
    // told below
  }
  return fail('file.format', 'This is not a workbook that citymrv wrote', {
    found: cells ? 'a hidden sheet that cannot be read' : `no sheet "${name}"`,
    expected: 'a workbook that toWorkbook has made',
  })
}
