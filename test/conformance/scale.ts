import type { Comparison } from '../../src/core/graph'
import { type Cell, Operation } from '../../src/uses/evaluation'

/**
 * A value with the sum of magnitudes along its additive chain: by how much more than itself it may be off when every
 * step is off by one part. undefined where it fails.
 */
export type Scaled = { readonly value: number | boolean | string; readonly scale: number } | undefined

/** Branches of a program that were taken, by operation. */
export type Branches = Map<Operation, Set<string>>

const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
}

/** The ways that an operation can go. */
export const waysOf = ({ deed }: Operation): readonly string[] => {
  if (deed.kind === 'choose' || deed.kind === 'check') return ['true', 'false']
  if (deed.kind === 'min' || deed.kind === 'max') return ['first', 'second']
  return deed.kind === 'lookup' ? deed.labels : []
}

/** Computes cells of one row plainly, with scales; `near` is told of comparisons that are decided by a hair. */
export const interpreter = (row: readonly (number | string)[], branches: Branches, near: () => void) => {
  const known = new Map<Operation, Scaled>()
  const take = (operation: Operation, way: string): void => {
    const ways = branches.get(operation) ?? new Set<string>()
    branches.set(operation, ways.add(way))
  }
  const of = (operation: Operation): Scaled => {
    if (known.has(operation)) return known.get(operation)
    const computed = compute(operation)
    known.set(operation, computed)
    return computed
  }
  const number = (value: number, scale: number): Scaled =>
    Number.isFinite(value) && Number.isFinite(scale) ? { value, scale: Math.max(Math.abs(value), scale) } : undefined
  const compute = (operation: Operation): Scaled => {
    const { deed, operands } = operation
    if (deed.kind === 'number') return number(deed.value.toNumber(), 0)
    if (deed.kind === 'truth') return { value: deed.value, scale: 0 }
    if (deed.kind === 'label') return { value: deed.label, scale: 0 }
    if (deed.kind === 'slot') {
      const value = row[deed.slot] as number | string
      return { value, scale: typeof value === 'number' ? Math.abs(value) : 0 }
    }
    if (deed.kind === 'fail') return undefined
    const [first, second, third] = operands as [Operation, Operation, Operation]
    const left = of(first)
    if (!left) return undefined
    if (deed.kind === 'choose') {
      take(operation, String(left.value))
      return of(left.value === true ? second : third)
    }
    if (deed.kind === 'lookup') {
      take(operation, String(left.value))
      return of(operands[1 + deed.labels.indexOf(left.value as string)] as Operation)
    }
    if (deed.kind === 'check') {
      take(operation, String(left.value))
      return left.value === true ? of(second) : undefined
    }
    if (deed.kind === 'and') return left.value === true ? of(second) : left
    if (deed.kind === 'not') return { value: !left.value, scale: 0 }
    if (deed.kind === 'is') return { value: left.value === deed.label, scale: 0 }
    const a = left.value as number
    if (deed.kind === 'abs') return number(Math.abs(a), left.scale)
    if (deed.kind === 'exp') return number(Math.exp(a), Math.exp(a) * Math.max(1, left.scale))
    if (deed.kind === 'ln') return a > 0 ? number(Math.log(a), Math.max(1, left.scale / a)) : undefined
    const right = of(second)
    if (!right) return undefined
    const b = right.value as number
    const both = left.scale + right.scale
    if (deed.kind === 'compare') {
      // what has no magnitude is 0 in every use
      if (both > 0 && Math.abs(a - b) <= 1e-9 * both && !(a === b && isExact(first) && isExact(second))) near()
      return { value: compare[deed.operator](a, b), scale: 0 }
    }
    if (deed.kind === 'add') return number(a + b, both)
    if (deed.kind === 'subtract') return number(a - b, both)
    if (deed.kind === 'multiply') return number(a * b, left.scale * right.scale)
    if (deed.kind === 'divide')
      return b === 0 ? undefined : number(a / b, (left.scale / Math.abs(b)) * (right.scale / Math.abs(b)))
    if (deed.kind === 'power')
      return number(a ** b, Math.abs(a ** b) * Math.max(1, Math.abs(b)) * (a === 0 ? 1 : left.scale / Math.abs(a)))
    take(operation, (deed.kind === 'min' ? b < a : b > a) ? 'second' : 'first')
    return number(deed.kind === 'min' ? Math.min(a, b) : Math.max(a, b), Math.max(left.scale, right.scale))
  }
  return (cell: Cell): Scaled => (cell instanceof Operation ? of(cell) : number(Number(String(cell)), 0))
}

/** What is given or printed is the same in every use, so that a comparison of two such values is never in doubt. */
const isExact = ({ kind }: Operation): boolean => kind === 'slot' || kind === 'number'
