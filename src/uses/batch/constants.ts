import type { Comparison } from '../../core/graph'
import type { Operation } from '../evaluation'

/** All operations that the given ones are made of, operands first. (They are numbered as they are made.) */
export const reachable = (roots: readonly Operation[]): Operation[] => {
  const seen = new Set<Operation>()
  const open = [...roots]
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...next.operands)
  }
  return [...seen].sort((a, b) => a.id - b.id)
}

const holds: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN)

/** The value of one operation where those of its operands are known; NaN where it fails, 1 and 0 for true and false. */
const computed = ({ deed, operands }: Operation, of: (operand: Operation) => number): number => {
  const [a, b, c] = operands as readonly [Operation, Operation, Operation]
  const failed = (...operands: readonly Operation[]): boolean => operands.some((each) => Number.isNaN(of(each)))
  switch (deed.kind) {
    case 'number':
      return deed.value.toNumber()
    case 'truth':
      return deed.value ? 1 : 0
    case 'add':
      return finite(of(a) + of(b))
    case 'subtract':
      return finite(of(a) - of(b))
    case 'multiply':
      return finite(of(a) * of(b))
    case 'divide':
      return finite(of(a) / of(b))
    case 'power':
      return failed(a, b) ? Number.NaN : finite(of(a) ** of(b))
    case 'min':
      return Math.min(of(a), of(b))
    case 'max':
      return Math.max(of(a), of(b))
    case 'exp':
      return finite(Math.exp(of(a)))
    case 'ln':
      return finite(Math.log(of(a)))
    case 'abs':
      return Math.abs(of(a))
    case 'not':
      return 1 - of(a)
    case 'and':
      return of(a) === 1 ? of(b) : of(a)
    case 'compare':
      return failed(a, b) ? Number.NaN : Number(holds[deed.operator](of(a), of(b)))
    case 'is':
      return Number(a.deed.kind === 'slot' && a.deed.labels?.[of(a)] === deed.label)
    case 'choose':
      return failed(a) ? Number.NaN : of(of(a) === 1 ? b : c)
    case 'check':
      return of(a) === 1 ? of(b) : Number.NaN
    case 'lookup':
      return of(operands[1 + of(a)] as Operation)
    case 'slot':
    case 'label':
    case 'fail':
      return Number.NaN
  }
}

/** What an operation depends on: nothing, one category, or more. */
type Dependence = Operation | 'nothing' | 'more'

/**
 * The operations that depend on a single category alone, each as a table by its labels: look-ups of factors, conditions
 * on a label, and whatever is computed from them.
 */
export const tablesOf = (roots: readonly Operation[]): ReadonlyMap<Operation, Float64Array> => {
  const dependence = new Map<Operation, Dependence>()
  const tables = new Map<Operation, Float64Array>()
  for (const operation of reachable(roots)) {
    const { deed, operands } = operation
    if (deed.kind === 'slot') {
      dependence.set(operation, deed.labels ? operation : 'more')
      continue
    }
    const on = new Set(operands.map((each) => dependence.get(each) as Dependence))
    on.delete('nothing')
    const [only = 'nothing'] = on
    dependence.set(operation, on.size > 1 ? 'more' : only)
    if (on.size !== 1 || only === 'more' || only === 'nothing') continue
    const { labels = [] } = only.deed as { labels?: readonly string[] }
    const values = labels.map((_, label) =>
      computed(operation, (each) =>
        each === only ? label : (tables.get(each)?.[label] ?? computed(each, () => Number.NaN)),
      ),
    )
    tables.set(operation, Float64Array.from(values))
  }
  return tables
}

/** The category that an operation of `tablesOf` depends on. */
export const categoryOf = (operation: Operation, tables: ReadonlyMap<Operation, Float64Array>): Operation => {
  const open = [operation]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.deed.kind === 'slot') return next
    open.push(...next.operands.filter((each) => each.deed.kind === 'slot' || tables.has(each)))
  }
  throw new Error('a table without a category')
}
