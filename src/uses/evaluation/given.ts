import { fail, locate, type Problem, type Problems } from '../../core/errors'
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
  type Ratio,
  replaceSubstance,
  splitQuantity,
  type Unit,
  unitRatio,
} from '../../core/quantity'
import { nextLabel } from '../../data/periods'
import type { Operation } from './operation'
import type { Symbolic } from './symbolic'
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
  readonly value: Decimal | string | 'missing' | Operation
  /** As it was given. */
  readonly given: string
  readonly key?: 'NO' | 'NA' | 'NE' | 'IE' | 'C'
  /** Substance or basis was taken from the declaration. */
  readonly taken: boolean
  /** The column that it is, and what its unit is in the declared one. */
  readonly column?: { readonly of: Column; readonly ratio: Ratio }
}

/** Values of the rows instead of one value: stands wherever a caller may give a single one. */
export class Column {
  constructor(
    readonly slot: number,
    /** The declared one where it is not stated. */
    readonly unit: string | undefined,
    readonly algebra: Symbolic,
  ) {}

  in(unit: string | undefined): Column {
    return new Column(this.slot, unit, this.algebra)
  }
}

const declarations = new WeakMap<Node, Declared>()

/** What a leaf declares, read once. */
export const declaredOf = (node: Node): Declared => {
  const before = declarations.get(node)
  if (before) return before
  const declared = declaration(node)
  declarations.set(node, declared)
  return declared
}

const declaration = (node: Node): Declared => {
  if (node.kind === 'category') return { name: node.name, over: node.over, labels: node.labels }
  if (node.kind === 'input' || node.kind === 'factor') {
    const { name, over, range } = node
    const base = { name, over, ...(range ? { range } : {}) }
    if (node.kind === 'factor' && node.labels) return { ...base, labels: node.labels }
    return {
      ...base,
      unit: parseUnit(node.unit),
      ...(node.kind === 'input' && node.sumsTo ? { sumsTo: node.sumsTo } : {}),
    }
  }
  return fail('graph.invalid', `a ${node.kind} is not given by a caller`)
}

/** Keys that stand in the place of a figure. */
export const notationKeys: ReadonlySet<string> = new Set(['NO', 'NA', 'NE', 'IE', 'C'])
const forbidden = new Set(['__proto__', 'constructor', 'prototype', ''])

const checkLabel = (label: string, dim: Dimension): string => {
  const control = [...label].some((letter) => letter < ' ')
  if (forbidden.has(label) || control || label.trim() !== label) {
    return fail('label.unknown', `This cannot be a label of ${dim.name}`, {
      found: JSON.stringify(label),
      expected: 'a word',
    })
  }
  return label
}

/** The unit where the labels are known: `kg gas/TJ` at the gas CH4 is `kg CH4/TJ`. */
export const unitAt = (unit: Unit, declared: Declared, labels: readonly (string | undefined)[]): Unit =>
  declared.over.reduce((made, dim, index) => {
    const label = labels[index]
    return dim.substance && label !== undefined ? replaceSubstance(made, dim.name, label) : made
  }, unit)

const readQuantity = (
  given: Scalar,
  declared: Declared,
  labels: readonly (string | undefined)[],
): { value: Decimal; taken: boolean } => {
  const unit = unitAt(declared.unit as Unit, declared, labels)
  if (given instanceof Quantity) return convert(given.amount, unitAt(given.measuredIn, declared, labels), unit)
  const { number, unit: text } = typeof given === 'number' ? { number: String(given), unit: '' } : splitQuantity(given)
  const value = parseDecimal(number)
  if (text === '') return { value, taken: false }
  return convert(value, unitAt(parseUnit(text), declared, labels), unit)
}

const convert = (value: Decimal, from: Unit, to: Unit): { value: Decimal; taken: boolean } => {
  const fit = completeUnit(from, to)
  return fit ? { value: applyRatio(value, fit.factor), taken: fit.taken } : refuseUnit(from, to)
}

const refuseUnit = (from: Unit, to: Unit): never => {
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

/** What a range allows, in words. */
export const rangeText = ([low, high]: NonNullable<Declared['range']>): string =>
  low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`

/** What comes after the figure in a text. */
export const unitSuffix = (unit: string | undefined): string => (unit === undefined || unit === '1' ? '' : ` ${unit}`)

const checkRange = (value: Decimal, { range, unit }: Declared): void => {
  if (!range) return
  const [low, high] = range
  const below = low !== null && value.lt(low)
  const above = high !== null && value.gt(high)
  if (!below && !above) return
  const text = unitSuffix(unit?.text)
  fail('input.range', 'The value is out of range', { found: `${value}${text}`, expected: `${rangeText(range)}${text}` })
}

const isScalar = (given: unknown): given is Scalar | Column =>
  typeof given === 'number' || typeof given === 'string' || given instanceof Quantity || given instanceof Column

const isSeries = (given: object): given is Series =>
  'from' in given && 'values' in given && Array.isArray((given as Series).values)

const isOver = (given: object): given is { over: readonly string[]; values: Given } =>
  'over' in given && 'values' in given && Array.isArray((given as { over: unknown }).over)

const isQuantityJson = (given: object): given is { value: string; unit: string } => {
  const keys = Object.keys(given)
  return (
    keys.length === 2 && 'value' in given && 'unit' in given && typeof (given as { unit: unknown }).unit === 'string'
  )
}

const seriesLabel = (from: string, index: number, dim: Dimension): string =>
  dim.sort === 'time' ? nextLabel(from, index) : parseDecimal(from).plus(index).toString()

/** Reads what was given for one input into entries, one a value. All problems are collected. */
export const readGiven = (declared: Declared, given: Given, problems: Problems): Entry[] => {
  const entries = readEntries(declared, given, problems)
  if (entries.length < 2) return entries
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { labels } of entries) {
    const key = JSON.stringify(labels)
    if (seen.has(key) && !twice.has(key)) {
      const known = declared.over.flatMap(({ name }, index) =>
        labels[index] === undefined ? [] : [[name, labels[index] as string] as const],
      )
      problems.add('input.shape', 'This value is given twice', {
        at: { input: declared.name, ...(known.length > 0 ? { labels: Object.fromEntries(known) } : {}) },
        expected: 'one value',
      })
      twice.add(key)
    }
    seen.add(key)
  }
  return entries
}

/** Where a value stands among those of its input. */
const placeOf = ({ name, over }: Declared, labels: readonly (string | undefined)[]): Problem['at'] => {
  const known = over.flatMap((dim, index) => (labels[index] === undefined ? [] : [[dim.name, labels[index]] as const]))
  return { input: name, ...(known.length > 0 ? { labels: Object.fromEntries(known) as Record<string, string> } : {}) }
}

const readColumn = (declared: Declared, of: Column, labels: readonly (string | undefined)[]): Entry => {
  const { slot, unit: text, algebra } = of
  const value = algebra.make({ kind: 'slot', slot, ...(declared.labels ? { labels: declared.labels } : {}) })
  const entry = { labels, given: 'a column', taken: false }
  if (!declared.unit || text === undefined) return { ...entry, value, column: { of, ratio: unitRatio } }
  const from = unitAt(parseUnit(text), declared, labels)
  const unit = unitAt(declared.unit, declared, labels)
  const { factor, taken } = completeUnit(from, unit) ?? refuseUnit(from, unit)
  return { ...entry, value: algebra.of(algebra.scale(value, factor)), taken, column: { of, ratio: factor } }
}

const readLeaf = (
  declared: Declared,
  value: Scalar | Column | null,
  labels: readonly (string | undefined)[],
): Entry => {
  const { over, unit, labels: choices } = declared
  const open = over.filter((_, index) => labels[index] === undefined)
  if (open.length > 0 && unit && isAmount(unit)) {
    return fail('input.shape', `This amount is needed for each ${open.map(({ name }) => name).join(' and ')}`, {
      found: 'one value',
      expected: `values over ${over.map(({ name }) => name).join(' × ')}`,
    })
  }
  if (value instanceof Column) return readColumn(declared, value, labels)
  const given = value === null ? 'NE' : String(value)
  if (value === null || (typeof value === 'string' && notationKeys.has(value) && !choices)) {
    const key = given as NonNullable<Entry['key']>
    const isMissing = key === 'NE' || key === 'C'
    return { labels, value: isMissing ? 'missing' : new Decimal(0), given, key, taken: false }
  }
  if (choices) return { labels, value: readCategory(value, choices), given, taken: false }
  const read = readQuantity(value, declared, labels)
  checkRange(read.value, declared)
  return { labels, ...read, given }
}

const readEntries = (declared: Declared, given: Given, problems: Problems): Entry[] => {
  const entries: Entry[] = []
  const place = (labels: readonly (string | undefined)[]): Problem['at'] => placeOf(declared, labels)
  const leaf = (value: Scalar | Column | null, labels: readonly (string | undefined)[]): void => {
    const entry = problems.try(
      () => readLeaf(declared, value, labels),
      () => place(labels),
    )
    if (entry) entries.push(entry)
  }
  const walk = (value: Given, dims: readonly Dimension[], labels: readonly (string | undefined)[]): void => {
    if (value === null || isScalar(value))
      return leaf(value as Scalar | Column | null, [...labels, ...dims.map(() => undefined)])
    if (typeof value !== 'object') return shapeProblem(labels)
    if (value instanceof Values) return values(value)
    if (Array.isArray(value)) return tidy(value as readonly Readonly<Record<string, string | number>>[])
    if (isQuantityJson(value))
      return walk(`${value.value} ${value.unit === '1' ? '' : value.unit}`.trim(), dims, labels)
    if (isOver(value)) return overSome(value)
    const [dim, ...rest] = dims
    if (!dim) return shapeProblem(labels)
    if (isSeries(value)) {
      const at = dims.findIndex(({ sort }) => sort !== 'set')
      const before = dims.slice(0, at).map(() => undefined)
      const along = dims[at]
      if (!along) return shapeProblem(labels)
      value.values.forEach((each, index) => {
        const label = problems.try(
          () => seriesLabel(String(value.from), index, along),
          () => place(labels),
        )
        if (label !== undefined) walk(each, dims.slice(at + 1), [...labels, ...before, label])
      })
      return
    }
    for (const [label, each] of Object.entries(value as Record<string, Given>)) {
      const checked = problems.try(
        () => checkLabel(label, dim),
        () => place(labels),
      )
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
  const reorder = (known: Readonly<Record<string, string>>): (string | undefined)[] =>
    declared.over.map((dim) =>
      Object.hasOwn(known, dim.name) ? checkLabel(known[dim.name] as string, dim) : undefined,
    )
  const withUnit = (value: string, unit: string | undefined): string =>
    unit && unit !== '1' ? `${value} ${unit}` : value
  const otherDims = (names: readonly string[], at: Problem['at']): boolean => {
    const extra = names.find((name) => !declared.over.some((dim) => dim.name === name))
    if (extra === undefined) return false
    problems.add('input.shape', `"${extra}" is not a dimension of it`, {
      at,
      expected: declared.over.map(({ name }) => name).join(', ') || 'a single value',
    })
    return true
  }
  const values = (given: Values): void => {
    if (otherDims(given.dimensions, { input: declared.name })) return
    for (const row of given.rows()) {
      const { value, unit, ...labels } = row as Record<string, string>
      leaf(withUnit(value as string, unit), reorder(labels))
    }
  }
  const tidy = (rows: readonly Readonly<Record<string, string | number | null>>[]): void => {
    let columns: string | undefined
    for (const [index, row] of rows.entries()) {
      const at = { input: declared.name, row: index + 1 }
      if (typeof row !== 'object' || row === null || !Object.hasOwn(row, 'value')) {
        problems.add('input.shape', 'A tidy row needs a "value"', { at })
        continue
      }
      const { value, unit, ...rest } = row
      const names = Object.keys(rest).sort()
      columns ??= names.join()
      if (otherDims(names, at)) continue
      // rows over different dimensions could both hold for one cell
      if (names.join() !== columns) {
        problems.add('input.shape', 'A tidy row has other columns than the first', {
          at,
          found: names.join(', ') || 'none',
          expected: columns || 'none',
        })
        continue
      }
      problems.try(() => {
        const labels = reorder(Object.fromEntries(Object.entries(rest).map(([name, label]) => [name, String(label)])))
        const text = unit === undefined || unit === null ? undefined : String(unit)
        const given: unknown = value
        if (given instanceof Column) leaf(given.unit === undefined ? given.in(text) : given, labels)
        else leaf(value === null ? null : withUnit(String(value), text), labels)
      }, at)
    }
  }
  const overSome = ({ over, values: inner }: { over: readonly string[]; values: Given }): void => {
    const dims = over.map((name) => declared.over.find((dim) => dim.name === name))
    const wrong = over.find((name, index) => !dims[index] || over.indexOf(name) !== index)
    if (wrong !== undefined) {
      problems.add('input.shape', `"${wrong}" is not a dimension of it`, {
        at: { input: declared.name },
        expected: declared.over.map(({ name }) => name).join(', '),
      })
      return
    }
    const some = readEntries({ ...declared, over: dims as Dimension[] }, inner, problems)
    for (const entry of some) {
      const labels = declared.over.map(({ name }) => entry.labels[over.indexOf(name)])
      if (declared.unit && isAmount(declared.unit) && labels.includes(undefined)) shapeProblem(labels)
      else entries.push({ ...entry, labels })
    }
  }
  locate({ input: declared.name }, () => walk(given, declared.over, []))
  return entries
}
