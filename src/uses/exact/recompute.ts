import { fail } from '../../core/errors'
import type { AnyMethod, Method } from '../../core/method'
import { flattenRow } from '../../data/factors'
import type { Context, Given, NestedValue } from '../evaluation'
import { evaluate } from './evaluate'
import type { StoredResult } from './stored'

/** One difference between a stored result and what today's library and data give. */
export interface Difference {
  readonly kind: 'method' | 'factor' | 'step' | 'output'
  readonly name: string
  readonly equation?: string
  readonly before: string
  readonly after: string
}

/** What the caller gave, and no more: a cell that was looked up or left out is left out again. */
const asGiven = (value: NestedValue, given: NestedValue, unit: string): Given | undefined => {
  if (value === null || typeof value === 'string') {
    if (given === null) return undefined
    if (value === null || unit === '' || unit === '1') return value
    return `${value} ${unit}`
  }
  const inside = (label: string): NestedValue =>
    typeof given === 'object' && given !== null ? (given[label] ?? null) : null
  const cells = Object.entries(value).flatMap(([label, inner]) => {
    const again = asGiven(inner, inside(label), unit)
    return again === undefined ? [] : [[label, again] as const]
  })
  return cells.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(cells)
}

/** Pairs what has the same name and equation, the first with the first: a method may be used several times inside. */
const pairing = <T>(items: readonly T[], key: (item: T) => string): ((item: T) => T | undefined) => {
  const open = new Map<string, T[]>()
  for (const item of items) open.set(key(item), [...(open.get(key(item)) ?? []), item])
  return (item) => open.get(key(item))?.shift()
}

const text = (value: NestedValue | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value)

/**
 * Computes a stored result again with today's method and factors, from the inputs that it holds, and lists every
 * difference by factor row and equation. The project's own rows are used again, unless the context brings others; sources
 * that were loaded are passed again as `factors`.
 */
export const recompute = (stored: StoredResult, method: AnyMethod, context: Context = {}): readonly Difference[] => {
  if (stored.method.id !== method.id) {
    fail('result.invalid', 'The result was computed with another method', {
      found: `"${method.id}"`,
      expected: `"${stored.method.id}"`,
    })
  }
  const { factors: passed = [], ...surroundings } = context
  // loaded sources come beside the rows that the result holds, own rows in their place
  const own = passed.every((each) => 'rows' in each || 'tables' in each)
    ? stored.rows.filter((row) => row.own).map(flattenRow)
    : []
  const inputs = Object.fromEntries(
    stored.inputs.flatMap(({ name, value, given, unit }) => {
      const again = asGiven(value, given, unit)
      return again === undefined ? [] : [[name, again]]
    }),
  )
  const result = evaluate(
    method as unknown as Method,
    inputs as never,
    { ...stored.context, ...surroundings, factors: [...own, ...passed] } as Context,
  )
  const now = result.toJSON()
  const differences: Difference[] = []
  const add = (kind: Difference['kind'], name: string, before: string, after: string, equation?: string): void => {
    if (before !== after) differences.push({ kind, name, ...(equation ? { equation } : {}), before, after })
  }
  add('method', stored.method.id, `version ${stored.method.version}`, `version ${now.method.version}`)
  const later = new Map(now.rows.map((row) => [row.id, row]))
  const factorNow = pairing(now.factors, ({ name }) => name)
  for (const factor of stored.factors) {
    const other = factorNow(factor)
    add('factor', factor.name, text(factor.rows), text(other?.rows))
  }
  for (const row of stored.rows) {
    const other = later.get(row.id)
    if (other) add('factor', row.id, `${row.value} ${row.unit ?? ''}`, `${other.value} ${other.unit ?? ''}`)
  }
  const stepNow = pairing(now.steps, ({ name, equation }) => `${name}|${equation}`)
  for (const step of stored.steps) {
    const other = stepNow(step)
    add('step', step.name, text(step.value), text(other?.value), step.equation)
  }
  for (const [name, { value }] of Object.entries(stored.outputs))
    add('output', name, text(value), text(now.outputs[name]?.value))
  return differences
}
