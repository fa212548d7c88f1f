import type { Problem } from '../../core/errors'
import { type Algebra, type Cell, exact, Failure, Operation } from '../evaluation'

const failed = (cells: readonly Cell[]): Failure | undefined =>
  cells.find((cell): cell is Failure => cell instanceof Failure)

const nowhere = (): Problem['at'] => ({})

/** What an operation gives, of what its operands give: as in an exact evaluation. */
const compute = (operation: Operation, operands: readonly Cell[], slot: (slot: number) => Cell): Cell => {
  const { deed } = operation
  const [first, second, third] = operands as [Cell, Cell, Cell]
  const two = (apply: Algebra['add']): Cell => failed(operands) ?? apply(first, second)
  switch (deed.kind) {
    case 'number':
    case 'truth':
      return deed.value
    case 'label':
      return deed.label
    case 'slot':
      return slot(deed.slot)
    case 'fail':
      return new Failure(deed.problem)
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'power':
    case 'min':
    case 'max':
      return two(exact[deed.kind])
    case 'divide':
      return two((a, b) => exact.divide(a, b, nowhere))
    case 'exp':
    case 'ln':
    case 'abs':
    case 'not':
      return two(exact[deed.kind])
    case 'compare':
      return two((a, b) => exact.compare(deed.operator, a, b))
    case 'is':
      return two((a) => exact.is(a, deed.label))
    case 'and':
      return first instanceof Failure ? first : exact.and(first, second)
    case 'choose':
      return first instanceof Failure ? first : exact.choose(first, second, third)
    case 'lookup': {
      const cases = new Map(deed.labels.map((label, at) => [label, operands[at + 1] as Cell]))
      return first instanceof Failure ? first : exact.lookup(first, cases)
    }
    case 'check':
      return failed([first, second]) ?? exact.check(first, second, deed.problem)
  }
}

/** The exact values of operations, each computed once; `slot` gives the values of the cells that they start from. */
export const valuesOf = (slot: (slot: number) => Cell): ((cell: Cell) => Cell) => {
  const known = new Map<number, Cell>()
  const value = (operation: Operation): Cell => {
    const before = known.get(operation.id)
    if (before !== undefined) return before
    // operands stand before what uses them, so that a long chain needs no deep call
    const open = [operation]
    while (open.length > 0) {
      const current = open[open.length - 1] as Operation
      const missing = current.operands.filter(({ id }) => !known.has(id))
      if (missing.length > 0) {
        open.push(...missing)
        continue
      }
      open.pop()
      const operands = current.operands.map(({ id }) => known.get(id) as Cell)
      if (!known.has(current.id)) known.set(current.id, compute(current, operands, slot))
    }
    return known.get(operation.id) as Cell
  }
  return (cell) => (cell instanceof Operation ? value(cell) : cell)
}

/**
 * The sum of magnitudes along the additive chain of an operation: what its rounding is to be measured by. A difference of
 * two large figures is no more exact than they are.
 */
export const scalesOf = (value: (cell: Cell) => Cell): ((cell: Operation) => number) => {
  const known = new Map<number, number>()
  const own = (cell: Cell): number => {
    const here = value(cell)
    return here instanceof Failure || typeof here !== 'object' ? 0 : Math.abs(Number(String(here)))
  }
  const scale = (operation: Operation): number => {
    const { deed, operands } = operation
    const [a = 0, b = 0, c = 0] = operands.map(({ id }) => known.get(id) ?? 0)
    if (deed.kind === 'add' || deed.kind === 'subtract') return a + b
    if (deed.kind === 'multiply') return a * b
    if (deed.kind === 'divide') return a / own(operands[1] as Operation)
    if (deed.kind === 'choose') return value(operands[0] as Operation) === true ? b : c
    return deed.kind === 'check' ? b : own(operation)
  }
  return (operation) => {
    const open = [operation]
    while (open.length > 0) {
      const current = open[open.length - 1] as Operation
      const missing = current.operands.filter(({ id }) => !known.has(id))
      open.push(...missing)
      if (missing.length > 0) continue
      open.pop()
      const made = scale(current)
      known.set(current.id, Number.isFinite(made) ? Math.max(made, own(current)) : own(current))
    }
    return known.get(operation.id) as number
  }
}
