import type { Cell, Operation, Symbolic } from '../evaluation'

/** Under which condition something is asked for; `true` where it always is. */
export type Reach = true | Operation

/** Whether one condition is what the other is not. */
const excludes = (a: Operation, b: Operation): boolean =>
  (a.kind === 'not' && a.operands[0] === b) || (b.kind === 'not' && b.operands[0] === a)

/**
 * Under which condition each operation is asked for by the cells of outputs: where a branch that it stands in is taken.
 * What nothing asks for is not among them.
 */
export const reachOf = (outputs: readonly Cell[], algebra: Symbolic): ReadonlyMap<Operation, Reach> => {
  const both = (before: Reach, then: Cell): Reach =>
    before === true ? (then as Reach) : (algebra.and(before, then) as Reach)
  /** The condition before, and the last that was added to it. */
  const parts = (reach: Operation): readonly [Reach, Operation] =>
    reach.kind === 'and' ? [reach.operands[0] as Operation, reach.operands[1] as Operation] : [true, reach]
  const either = (a: Reach, b: Reach): Reach => {
    if (a === true || b === true) return true
    const [[outerA, lastA], [outerB, lastB]] = [parts(a), parts(b)]
    if (a === b || outerB === a) return a
    if (outerA === b) return b
    if (outerA === outerB && excludes(lastA, lastB)) return outerA
    return algebra.choose(a, true, b) as Reach
  }
  const reaches = new Map<Operation, Reach>()
  const ask = (operation: Operation, reach: Reach): void => {
    const before = reaches.get(operation)
    reaches.set(operation, before === undefined ? reach : either(before, reach))
  }
  // operands are made before what uses them: from the last to the first, all users of an operation stand before it
  const made = [...algebra.operations]
  const isAsked = new Set<Cell>(outputs)
  for (const operation of made.reverse()) {
    if (isAsked.has(operation)) ask(operation, true)
    const reach = reaches.get(operation)
    if (reach === undefined) continue
    const { deed, operands } = operation
    const [first, ...others] = operands as [Operation, ...Operation[]]
    const under = (index: number): Reach => {
      if (deed.kind === 'choose') return both(reach, index === 0 ? first : algebra.not(first))
      if (deed.kind === 'lookup') return both(reach, algebra.is(first, deed.labels[index] as string))
      return deed.kind === 'and' ? both(reach, first) : reach
    }
    if (first) ask(first, reach)
    for (const [index, other] of others.entries()) ask(other, under(index))
  }
  return reaches
}
