import type { Dimension } from '../graph'

/** What a user gives: activity data, in a unit, over dimensions. */
export interface InputLeaf<D extends string = string, Optional extends boolean = boolean> {
  readonly leaf: 'input'
  readonly unit: string
  readonly over: readonly Dimension<D>[]
  readonly optional: Optional
  readonly symbol?: string
  readonly title?: string
  readonly kind: 'flow' | 'stock' | 'intensity'
  readonly range?: readonly [string | null, string | null]
  readonly sumsTo?: { readonly total: string; readonly over: string }
  readonly default?: string
}

/** What is looked up: an emission factor or another parameter, with the question that finds its row. */
export interface FactorLeaf<D extends string = string> {
  readonly leaf: 'factor'
  readonly unit: string
  readonly over: readonly Dimension<D>[]
  readonly symbol?: string
  readonly title?: string
  readonly parameter: string
  readonly query: Readonly<Record<string, string>>
  readonly by: Readonly<Record<string, string>>
  readonly labelled: readonly string[]
  readonly range?: readonly [string | null, string | null]
}

/** A choice with a closed set of labels, given by the user. */
export interface CategoryLeaf<
  L extends string = string,
  D extends string = string,
  Optional extends boolean = boolean,
> {
  readonly leaf: 'category'
  readonly labels: readonly L[]
  readonly over: readonly Dimension<D>[]
  readonly optional: Optional
  readonly symbol?: string
  readonly title?: string
  readonly default?: L
}

/** A choice that is looked up: whether a fuel is fossil or biogenic. */
export interface CategoryFactorLeaf<L extends string = string, D extends string = string> {
  readonly leaf: 'categoryFactor'
  readonly labels: readonly L[]
  readonly over: readonly Dimension<D>[]
  readonly symbol?: string
  readonly title?: string
  readonly parameter: string
  readonly query: Readonly<Record<string, string>>
  readonly labelled: readonly string[]
}

export type Leaf = InputLeaf | FactorLeaf | CategoryLeaf | CategoryFactorLeaf
export type Leaves = Readonly<Record<string, Leaf>>

type Over<D extends string> = { readonly over?: readonly Dimension<D>[] }
type Text = { readonly symbol?: string; readonly title?: string }

export // NoInfer in what the functions below return: without it a leaf that is over nothing takes `string` for its dimensions
// from the record of inputs it stands in, and a sum over any dimension would compile.

interface InputOptions<D extends string> extends Over<D>, Text {
  /** Whether it adds up over time, is the last of the period, or a mean. Defaults to a flow for amounts over time. */
  readonly kind?: 'flow' | 'stock' | 'intensity'
  readonly range?: readonly [string | number | null, string | number | null]
  /** The values add up to 1 over this dimension; cells that are left out count as 0. */
  readonly sumsTo?: Dimension
  /** Used where nothing is given. */
  readonly default?: string | number
  /** Nothing given means none: what only this input brings has no labels. */
  readonly optional?: boolean
}

type IsOptional<O> = O extends { default: string | number } | { optional: true } ? true : false

const bound = (value: string | number | null): string | null => (value === null ? null : String(value))

/**
 * Declares activity data: its unit with substance and basis, its dimensions, its range, its default.
 *
 * @example
 * input('t waste (wet)', { symbol: 'W', over: [wasteType, year], range: [0, null] })
 */
export const input = <const D extends string = never, const O extends InputOptions<D> = InputOptions<D>>(
  unit: string,
  options: O & InputOptions<D> = {} as O,
): InputLeaf<NoInfer<D>, IsOptional<O>> => {
  const { over = [], kind, range, sumsTo, default: fallback, optional, ...text } = options as InputOptions<D>
  const timed = over.some(({ sort }) => sort === 'time')
  return Object.freeze({
    leaf: 'input',
    unit,
    over,
    kind: kind ?? (timed ? 'flow' : 'intensity'),
    optional: (fallback !== undefined || optional === true) as IsOptional<O>,
    ...text,
    ...(range ? { range: [bound(range[0]), bound(range[1])] as const } : {}),
    ...(sumsTo ? { sumsTo: { total: '1', over: sumsTo.name } } : {}),
    ...(fallback !== undefined ? { default: String(fallback) } : {}),
  })
}

export interface FactorOptions<D extends string> extends Over<D>, Text {
  /** The row's `parameter`; the symbol where it is not given. */
  readonly parameter?: string
  readonly sector?: string
  readonly activity?: string
  readonly technology?: string
  readonly fuel?: string
  readonly climate?: string
  readonly wasteType?: string
  /** Category inputs whose label the row must state; `{ column: input }` where they are called differently. */
  readonly by?: readonly string[] | Readonly<Record<string, string>>
  /** The dimensions whose label the row must state: all sets, where it is not given. */
  readonly labelled?: readonly Dimension[]
  readonly range?: readonly [string | number | null, string | number | null]
}

const factorParts = <D extends string>(options: FactorOptions<D>) => {
  const { over = [], symbol, title, parameter, by = [], labelled, range, ...query } = options
  const columns = Array.isArray(by)
    ? Object.fromEntries((by as readonly string[]).map((name) => [name, name]))
    : (by as Record<string, string>)
  const sets = labelled ?? over.filter((dim) => dim.sort === 'set' && !dim.substance)
  return {
    over,
    parameter: parameter ?? symbol ?? '',
    query,
    by: columns,
    labelled: sets.map(({ name }) => name).filter((name) => !(name in columns)),
    ...(symbol ? { symbol } : {}),
    ...(title ? { title } : {}),
    ...(range ? { range: [bound(range[0]), bound(range[1])] as const } : {}),
  }
}

/**
 * Declares a factor: its unit, and the question that finds its row. Sector, activity, technology, fuel, climate and the
 * labels of its dimensions must match the row exactly; nothing is guessed.
 *
 * @example
 * factor('1/yr', { symbol: 'k', over: [wasteType], by: ['climate'] })
 */
export const factor = <const D extends string = never>(
  unit: string,
  options: FactorOptions<D>,
): FactorLeaf<NoInfer<D>> => Object.freeze({ leaf: 'factor', unit, ...factorParts(options) })

/** Declares a choice: a closed set of labels. An unknown label is an error with the nearest names. */
export const category = <
  const L extends string,
  const D extends string = never,
  const O extends Over<D> & Text & { default?: L; optional?: boolean } = Over<D> & Text,
>(
  labels: readonly L[],
  options: O & Over<D> = {} as O,
): CategoryLeaf<L, NoInfer<D>, O extends { default: L } | { optional: true } ? true : false> => {
  const {
    over = [],
    default: fallback,
    optional,
    ...text
  } = options as Over<D> & Text & { default?: L; optional?: boolean }
  return Object.freeze({
    leaf: 'category',
    labels,
    over,
    optional: (fallback !== undefined || optional === true) as never,
    ...text,
    ...(fallback !== undefined ? { default: fallback } : {}),
  })
}

/** Declares a choice that the factor rows make: fossil or biogenic, by fuel. */
export const categoryFactor = <const L extends string, const D extends string = never>(
  labels: readonly L[],
  options: Omit<FactorOptions<D>, 'by' | 'range'>,
): CategoryFactorLeaf<L, NoInfer<D>> => Object.freeze({ leaf: 'categoryFactor', labels, ...factorParts(options) })
