import { fail } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { type Cell, exact, Failure, type Operation, type OperationKind } from '../evaluation'

/**
 * A program computed at one point, exactly, and its derivatives there: forward in decimals, each operation's own
 * derivatives once, then backward from an output in doubles (reverse differentiation). Of a choice only the branch that is
 * taken counts.
 */
export interface Forward {
  /** The value of an operation; a failure where there is none. */
  value(operation: Operation): Cell
  /**
   * Derivatives of a cell by slot. Slots that it does not depend on are not there. Throws `uncertainty.derivative` where it
   * has none, such as √x at 0.
   */
  gradient(of: Operation): ReadonlyMap<number, number>
}

interface Link {
  readonly to: Operation
  readonly by: number
}

const rounding = 1e-14

const passed: readonly number[] = [1]

/** The derivative of an operation by each of its operands; none where an operand only decides. */
const slopes = (operation: Operation, value: Cell, of: (operand: Operation) => Cell): readonly (Decimal | number)[] => {
  const { deed, operands } = operation
  const number = (at: number): Decimal => of(operands[at] as Operation) as Decimal
  const result = value as Decimal
  switch (deed.kind) {
    case 'add':
      return [1, 1]
    case 'subtract':
      return [1, -1]
    case 'multiply':
      return [number(1), number(0)]
    case 'divide':
      return [new Decimal(1).dividedBy(number(1)), result.negated().dividedBy(number(1))]
    case 'power': {
      const [base, exponent] = [number(0), number(1)]
      // infinite for 0 to a power below 1
      const lower = exponent.isZero() ? 0 : exponent.times(base.pow(exponent.minus(1)))
      const byExponent = base.gt(0) ? result.times(base.ln()) : base.isZero() && exponent.gt(0) ? 0 : Number.NaN
      return [lower, byExponent]
    }
    case 'exp':
      return [result]
    case 'ln':
      return [new Decimal(1).dividedBy(number(0))]
    case 'abs':
      return [number(0).isNegative() ? -1 : 1]
    case 'min':
      return number(1).lt(number(0)) ? [0, 1] : passed
    case 'max':
      return number(1).gt(number(0)) ? [0, 1] : passed
    case 'choose':
      return of(operands[0] as Operation) === true ? [0, 1] : [0, 0, 1]
    case 'lookup': {
      const at = deed.labels.indexOf(of(operands[0] as Operation) as string)
      return operands.map((_, index) => (index === at + 1 ? 1 : 0))
    }
    case 'check':
      return [0, 1]
    default:
      return []
  }
}

const algebraic = new Set<OperationKind>(['add', 'subtract', 'multiply', 'power', 'min', 'max'])

const compute = ({ deed, operands }: Operation, of: (operand: Operation) => Cell, slot: (at: number) => Cell): Cell => {
  if (deed.kind === 'slot') return slot(deed.slot)
  if (deed.kind === 'number' || deed.kind === 'truth') return deed.value
  if (deed.kind === 'label') return deed.label
  if (deed.kind === 'fail') return new Failure(deed.problem)
  const [a, b, c] = operands.map(of) as [Cell, Cell, Cell]
  if (a instanceof Failure) return a
  if (deed.kind === 'choose') return exact.choose(a, b, c)
  if (deed.kind === 'and') return exact.and(a, b)
  if (deed.kind === 'lookup')
    return exact.lookup(a, new Map(deed.labels.map((label, at) => [label, of(operands[at + 1] as Operation)])))
  if (deed.kind === 'check') return exact.check(a, b, deed.problem)
  if (b instanceof Failure) return b
  if (deed.kind === 'divide') return exact.divide(a, b, () => ({}))
  if (deed.kind === 'compare') return exact.compare(deed.operator, a, b)
  if (deed.kind === 'is') return exact.is(a, deed.label)
  if (algebraic.has(deed.kind)) return exact[deed.kind as 'add'](a, b)
  return exact[deed.kind as 'exp' | 'ln' | 'abs' | 'not'](a)
}

/** Computes operations (operands before what is made of them) where the slots have these values. */
export const forward = (order: readonly Operation[], slots: ReadonlyMap<number, Cell>): Forward => {
  const values = new Map<Operation, Cell>()
  const value = (operation: Operation): Cell => values.get(operation) as Cell
  const unset = new Failure({ code: 'internal.fault', message: 'A slot has no value', at: {} })
  for (const operation of order)
    values.set(
      operation,
      compute(operation, value, (at) => slots.get(at) ?? unset),
    )

  const links = new Map<Operation, readonly Link[]>()
  const linksOf = (operation: Operation): readonly Link[] => {
    const before = links.get(operation)
    if (before) return before
    const result = value(operation)
    const made =
      result instanceof Decimal
        ? slopes(operation, result, value).flatMap((by, at): Link[] => {
            const to = operation.operands[at] as Operation
            return by === 0 || to.kind === 'number' ? [] : [{ to, by: Number(by) }]
          })
        : []
    links.set(operation, made)
    return made
  }

  const gradient = (of: Operation): ReadonlyMap<number, number> => {
    const found = new Map<number, number>()
    const reached = new Map<Operation, number>([[of, 1]])
    const sizes = new Map<Operation, number>([[of, 1]])
    const heap = [of]
    // from the last made to the first: all that use an operation come before it
    const seen = new Set<Operation>([of])
    for (let at = 0; at < heap.length; at++) {
      for (const { to } of linksOf(heap[at] as Operation)) {
        if (seen.has(to)) continue
        seen.add(to)
        heap.push(to)
      }
    }
    for (const operation of heap.sort((a, b) => b.id - a.id)) {
      const weight = reached.get(operation) ?? 0
      const size = sizes.get(operation) ?? 0
      if (operation.deed.kind === 'slot') {
        if (!Number.isFinite(weight))
          fail('uncertainty.derivative', 'The result has no derivative at the given values', {
            hint: 'Such as a root of 0: use Monte Carlo, or other values.',
          })
        // what cancels out leaves the rounding of its parts
        if (Math.abs(weight) > rounding * size) found.set(operation.deed.slot, weight)
        continue
      }
      for (const { to, by } of linksOf(operation)) {
        reached.set(to, (reached.get(to) ?? 0) + weight * by)
        sizes.set(to, (sizes.get(to) ?? 0) + size * Math.abs(by))
      }
    }
    return found
  }
  return { value, gradient }
}
