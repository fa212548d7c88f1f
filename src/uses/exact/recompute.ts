import type { AnyMethod, Method } from '../../core/method'
import { flattenRow } from '../../data/factors'
import type { Context } from './binding'
import { evaluate } from './evaluate'
import type { Given } from './given'
import type { StoredResult } from './stored'
import type { NestedValue } from './values'

/** One difference between a stored result and what today's library and data give. */
export interface Difference {
  readonly kind: 'method' | 'factor' | 'step' | 'output'
  readonly name: string
  readonly equation?: string
  readonly before: string
  readonly after: string
}

const asGiven = (value: NestedValue, unit: string): Given => {
  if (value === null) return null
  if (typeof value === 'string') return unit === '' || unit === '1' ? value : `${value} ${unit}`
  return Object.fromEntries(Object.entries(value).map(([label, inner]) => [label, asGiven(inner, unit)]))
}

const text = (value: NestedValue | undefined): string => (typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value))

/**
 * Computes a stored result again with today's method and factors, from the inputs that it holds, and lists every
 * difference by factor row and equation. The project's own rows are used again.
 */
export const recompute = (stored: StoredResult, method: AnyMethod, context: Context = {}): readonly Difference[] => {
  const own = stored.rows.filter(({ source }) => source === 'project').map(flattenRow)
  const inputs = Object.fromEntries(stored.inputs.filter(({ value }) => value !== null).map(({ name, value, unit }) => [name, asGiven(value, unit)]))
  const result = evaluate(method as unknown as Method, inputs as never, { ...stored.context, factors: own, ...context } as Context)
  const now = result.toJSON()
  const differences: Difference[] = []
  const add = (kind: Difference['kind'], name: string, before: string, after: string, equation?: string): void => {
    if (before !== after) differences.push({ kind, name, ...(equation ? { equation } : {}), before, after })
  }
  add('method', stored.method.id, `version ${stored.method.version}`, `version ${now.method.version}`)
  const later = new Map(now.rows.map((row) => [row.id, row]))
  for (const factor of stored.factors) {
    const other = now.factors.find(({ name }) => name === factor.name)
    add('factor', factor.name, text(factor.rows), text(other?.rows))
  }
  for (const row of stored.rows) {
    const other = later.get(row.id)
    if (other) add('factor', row.id, `${row.value} ${row.unit ?? ''}`, `${other.value} ${other.unit ?? ''}`)
  }
  for (const step of stored.steps) {
    const other = now.steps.find(({ name, equation }) => name === step.name && equation === step.equation)
    add('step', step.name, text(step.value), text(other?.value), step.equation)
  }
  for (const [name, { value }] of Object.entries(stored.outputs)) add('output', name, text(value), text(now.outputs[name]?.value))
  return differences
}
