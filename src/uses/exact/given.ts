import { fail, locate, type Problems } from '../../core/errors'
import type { Dimension, Node } from '../../core/graph'
import { didYouMean } from '../../core/nearest'
import {
  applyRatio,
  completeUnit,
  Decimal,
  isAmount,
  mismatch,
  parseDecimal,
  parseUnit,
  Quantity,
  replaceSubstance,
  splitQuantity,
  type Unit,
} from '../../core/quantity'
import { nextLabel } from '../../data/periods'
import { Values } from './values'

/** Anything that a caller may give for one value. */
export type Scalar = number | string | Quantity

/** A run of values along an ordered dimension, from one label on. */
export interface Series {
  readonly from: string | number
  readonly values: readonly Given[]
}

/** What a caller may give for an input: a scalar, nested records keyed by label, a series, tidy rows, or a result. */
export type Given =
  | Scalar
  | Series
  | Values
  | null
  | readonly Readonly<Record<string, string | number>>[]
  | { readonly over: readonly string[]; readonly values: Given }
  | { readonly [label: string]: Given }

/** What an input declares, whatever its kind. */
export interface Declared {
  readonly name: string
  readonly over: readonly Dimension[]
  readonly unit?: Unit
  readonly labels?: readonly string[]
  readonly range?: readonly [string | null, string | null]
  readonly sumsTo?: { readonly total: string; readonly over: string }
}

export interface Entry {
  /** A label for each declared dimension; undefined where the value holds for all. */
  readonly labels: readonly (string | undefined)[]
  readonly value: Decimal | string | 'missing'
  /** As it was given. */
  readonly given: string
  readonly key?: 'NO' | 'NA' | 'NE' | 'IE' | 'C'
  /** Substance or basis was taken from the declaration. */
  readonly taken: boolean
}

export const declaredOf = (node: Node): Declared => {
  if (node.kind === 'category') return { name: node.name, over: node.over, labels: node.labels }
  if (node.kind === 'input' || node.kind === 'factor') {
    const { name, over, range } = node
    const base = { name, over, ...(range ? { range } : {}) }
    if (node.kind === 'factor' && node.labels) return { ...base, labels: node.labels }
    return { ...base, unit: parseUnit(node.unit), ...(node.kind === 'input' && node.sumsTo ? { sumsTo: node.sumsTo } : {}) }
  }
  return fail('graph.invalid', `a ${node.kind} is not given by a caller`)
}

const notationKeys = new Set(['NO', 'NA', 'NE', 'IE', 'C'])
const forbidden = new Set(['__proto__', 'constructor', 'prototype', ''])

const checkLabel = (label: string, dim: Dimension): string => {
  const control = [...label].some((letter) => letter < ' ')
  if (forbidden.has(label) || control || label.trim() !== label) {
    return fail('label.unknown', `This cannot be a label of ${dim.name}`, { found: JSON.stringify(label), expected: 'a word' })
  }
  return label
}

const unitFor = (declared: Declared, labels: readonly (string | undefined)[]): Unit => {
  let unit = declared.unit as Unit
  declared.over.forEach((dim, index) => {
    const label = labels[index]
    if (dim.substance && label !== undefined) unit = replaceSubstance(unit, dim.name, label)
  })
  return unit
}

const readQuantity = (given: Scalar, unit: Unit): { value: Decimal; taken: boolean } => {
  if (given instanceof Quantity) return convert(given.amount, given.measuredIn, unit)
  const { number, unit: text } = typeof given === 'number' ? { number: String(given), unit: '' } : splitQuantity(given)
  const value = parseDecimal(number)
  if (text === '') return { value, taken: false }
  return convert(value, parseUnit(text), unit)
}

const convert = (value: Decimal, from: Unit, to: Unit): { value: Decimal; taken: boolean } => {
  const fit = completeUnit(from, to)
  if (fit) return { value: applyRatio(value, fit.factor), taken: fit.taken }
  const why = mismatch(from, to) ?? 'they differ'
  const measures = why === 'they measure different things'
  return fail(measures ? 'unit.differs' : 'unit.substance', `The unit does not fit: ${why}`, {
    found: `"${from.text}"`,
    expected: `"${to.text}"`,
    hint: 'Convert it first; the library never changes a substance or a basis by itself.',
  })
}

const readCategory = (given: Scalar, labels: readonly string[]): string => {
  const label = String(given)
  if (labels.includes(label)) return label
  const hint = didYouMean(label, labels)
  return fail('label.unknown', `This is not one of the labels`, {
    found: `"${label}"`,
    expected: labels.join(', '),
    ...(hint ? { hint } : {}),
  })
}

const checkRange = (value: Decimal, { range, unit }: Declared): void => {
  if (!range) return
  const [low, high] = range
  const below = low !== null && value.lt(low)
  const above = high !== null && value.gt(high)
  if (!below && !above) return
  const text = unit?.text === '1' ? '' : ` ${unit?.text}`
  const expected = low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`
  fail('input.range', 'The value is out of range', { found: `${value}${text}`, expected: `${expected}${text}` })
}

const isScalar = (given: unknown): given is Scalar =>
  typeof given === 'number' || typeof given === 'string' || given instanceof Quantity

const isSeries = (given: object): given is Series => 'from' in given && 'values' in given && Array.isArray((given as Series).values)

const isOver = (given: object): given is { over: readonly string[]; values: Given } =>
  'over' in given && 'values' in given && Array.isArray((given as { over: unknown }).over)

const isQuantityJson = (given: object): given is { value: string; unit: string } => {
  const keys = Object.keys(given)
  return keys.length === 2 && 'value' in given && 'unit' in given && typeof (given as { unit: unknown }).unit === 'string'
}

const seriesLabel = (from: string, index: number, dim: Dimension): string =>
  dim.sort === 'time' ? nextLabel(from, index) : new Decimal(from).plus(index).toString()

/** Reads what was given for one input into entries, one a value. All problems are collected. */
export const readGiven = (declared: Declared, given: Given, problems: Problems): Entry[] => {
  const entries: Entry[] = []
  const place = (labels: readonly (string | undefined)[]) => {
    const known = declared.over.flatMap(({ name }, index) => (labels[index] === undefined ? [] : [[name, labels[index]] as const]))
    return { input: declared.name, ...(known.length > 0 ? { labels: Object.fromEntries(known) as Record<string, string> } : {}) }
  }
  const leaf = (value: Scalar | null, labels: readonly (string | undefined)[]): void => {
    problems.try(() => {
      const open = declared.over.filter((_, index) => labels[index] === undefined)
      if (open.length > 0 && declared.unit && isAmount(declared.unit)) {
        fail('input.shape', `This amount is needed for each ${open.map(({ name }) => name).join(' and ')}`, {
          found: 'one value',
          expected: `values over ${declared.over.map(({ name }) => name).join(' × ')}`,
        })
      }
      const text = value === null ? 'NE' : String(value)
      if (value === null || (typeof value === 'string' && notationKeys.has(value) && !declared.labels)) {
        const key = text as NonNullable<Entry['key']>
        const missing = key === 'NE' || key === 'C'
        entries.push({ labels, value: missing ? 'missing' : new Decimal(0), given: text, key, taken: false })
        return
      }
      if (declared.labels) {
        entries.push({ labels, value: readCategory(value, declared.labels), given: text, taken: false })
        return
      }
      const read = readQuantity(value, unitFor(declared, labels))
      checkRange(read.value, declared)
      entries.push({ labels, ...read, given: text })
    }, place(labels))
  }
  const walk = (value: Given, dims: readonly Dimension[], labels: readonly (string | undefined)[]): void => {
    if (value === null || isScalar(value)) return leaf(value as Scalar | null, [...labels, ...dims.map(() => undefined)])
    if (typeof value !== 'object') return shapeProblem(labels)
    if (value instanceof Values) return values(value)
    if (Array.isArray(value)) return tidy(value as readonly Readonly<Record<string, string | number>>[])
    if (isQuantityJson(value)) return walk(`${value.value} ${value.unit === '1' ? '' : value.unit}`.trim(), dims, labels)
    if (isOver(value)) return overSome(value)
    const [dim, ...rest] = dims
    if (!dim) return shapeProblem(labels)
    if (isSeries(value)) {
      const at = dims.findIndex(({ sort }) => sort !== 'set')
      const before = dims.slice(0, at).map(() => undefined)
      const along = dims[at]
      if (!along) return shapeProblem(labels)
      value.values.forEach((each, index) => {
        const label = problems.try(() => seriesLabel(String(value.from), index, along), place(labels))
        if (label !== undefined) walk(each, dims.slice(at + 1), [...labels, ...before, label])
      })
      return
    }
    for (const [label, each] of Object.entries(value as Record<string, Given>)) {
      const checked = problems.try(() => checkLabel(label, dim), place(labels))
      if (checked !== undefined) walk(each, rest, [...labels, checked])
    }
  }
  const shapeProblem = (labels: readonly (string | undefined)[]): void =>
    problems.add('input.shape', 'The value has not the expected shape', {
      at: place(labels),
      expected:
        declared.over.length === 0
          ? 'a single value'
          : `records keyed by ${declared.over.map(({ name }) => name).join(', then ')}`,
    })
  const reorder = (known: Readonly<Record<string, string>>): (string | undefined)[] => declared.over.map(({ name }) => known[name])
  const values = (given: Values): void => {
    for (const row of given.rows()) {
      const { value, unit, ...labels } = row as Record<string, string>
      leaf(unit === '1' ? (value as string) : `${value} ${unit}`, reorder(labels))
    }
  }
  const tidy = (rows: readonly Readonly<Record<string, string | number>>[]): void => {
    for (const [index, row] of rows.entries()) {
      if (typeof row !== 'object' || row === null || !('value' in row)) {
        problems.add('input.shape', 'A tidy row needs a "value"', { at: { input: declared.name, row: index + 1 } })
        continue
      }
      const labels = Object.fromEntries(Object.entries(row).map(([name, label]) => [name, String(label)]))
      const extra = Object.keys(labels).filter((name) => !['value', 'unit'].includes(name) && !declared.over.some((dim) => dim.name === name))
      if (extra.length > 0) problems.add('input.shape', `"${extra[0]}" is not a dimension of it`, { at: { input: declared.name, row: index + 1 } })
      leaf(labels.unit && labels.unit !== '1' ? `${labels.value} ${labels.unit}` : (labels.value as string), reorder(labels))
    }
  }
  const overSome = ({ over, values: inner }: { over: readonly string[]; values: Given }): void => {
    const dims = over.map((name) => declared.over.find((dim) => dim.name === name))
    const wrong = over.find((_, index) => !dims[index])
    if (wrong !== undefined) {
      problems.add('input.shape', `"${wrong}" is not a dimension of it`, { at: { input: declared.name }, expected: declared.over.map(({ name }) => name).join(', ') })
      return
    }
    const some = readGiven({ ...declared, over: dims as Dimension[] }, inner, problems)
    for (const entry of some) {
      const labels = declared.over.map(({ name }) => entry.labels[over.indexOf(name)])
      if (declared.unit && isAmount(declared.unit) && labels.includes(undefined)) shapeProblem(labels)
      else entries.push({ ...entry, labels })
    }
  }
  locate({ input: declared.name }, () => walk(given, declared.over, []))
  return entries
}
