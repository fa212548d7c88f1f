import { type Formula, row, sign } from './formula'

/**
 * A piece of an equation, and how strongly it holds together. What binds less needs brackets inside what binds more:
 * cases and truths, + and −, a leading minus, Σ, products, powers, names.
 */
export interface Part {
  readonly formula: Formula
  readonly strength: number
  /** The factors of a product, so that a product of products needs no brackets. */
  readonly factors?: readonly Part[]
  /** What stands after a leading minus. */
  readonly minus?: Part
  /** A sum's indices and what is summed, so that a sum of sums has one Σ. */
  readonly total?: { readonly under: readonly Formula[]; readonly of: Part }
  /** A 1 that only changes the words of a unit: no product prints it. */
  readonly neutral?: boolean
  /** A 0, which no sum prints beside another term. */
  readonly zero?: boolean
}

export const loose = 0
const additive = 1
const negative = 1.5
const total = 2
const multiplicative = 3
const atomic = 5

export const atom = (formula: Formula): Part => ({ formula, strength: atomic })

/** What is read as a product: a number with its unit, a power of ten. */
export const product = (formula: Formula): Part => ({ formula, strength: multiplicative })

/** The part as it stands beside what binds at least so strongly. */
const inside = (part: Part, least: number): Formula =>
  part.strength < least ? { is: 'fence', of: part.formula, with: '()' } : part.formula

export const plus = (a: Part, b: Part): Part => {
  if (a.zero) return b
  if (b.zero) return a
  if (b.minus) return minus(a, b.minus)
  return { formula: row(inside(a, additive), sign('+'), inside(b, additive)), strength: additive }
}

export const minus = (a: Part, b: Part): Part => {
  if (b.zero) return a
  if (a.zero) return negated(b)
  return { formula: row(inside(a, additive), sign('−'), inside(b, total)), strength: additive }
}

export const negated = (part: Part): Part => ({
  formula: row(sign('−'), inside(part, total)),
  strength: negative,
  minus: part,
})

export const times = (a: Part, b: Part): Part => {
  const all = [...(a.factors ?? [a]), ...(b.factors ?? [b])]
  const factors = all.filter((part) => !part.neutral)
  const [only] = factors
  if (!only) return a
  if (factors.length === 1) return only
  const formulas = factors.map((part, at) => {
    // what a Σ sums ends where the product ends
    const last = at === factors.length - 1
    return inside(part, last && part.total ? total : multiplicative)
  })
  return {
    formula: row(...formulas.flatMap((formula, at) => (at === 0 ? [formula] : [sign('·'), formula]))),
    strength: multiplicative,
    factors,
  }
}

export const over = (a: Part, b: Part): Part => ({
  formula: { is: 'fraction', above: a.formula, below: b.formula },
  strength: 4,
})

export const raised = (base: Part, exponent: Part): Part => ({
  formula: { is: 'sup', of: inside(base, atomic), sup: exponent.formula },
  strength: 4.5,
})

export const summed = (under: Formula, of: Part): Part => {
  const known = of.total
  const all = { under: [...(known?.under ?? []), under], of: known?.of ?? of }
  const indices = row(...all.under.flatMap((each, at) => (at === 0 ? [each] : [sign(','), each])))
  return {
    formula: row({ is: 'total', under: indices }, inside(all.of, total)),
    strength: total,
    total: all,
  }
}

/** Two sides with a sign between: a condition. */
export const related = (a: Part, by: Formula, b: Part): Part => ({
  formula: row(inside(a, additive), by, inside(b, additive)),
  strength: loose,
})
