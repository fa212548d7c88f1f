import type { Operation } from '../evaluation'
import { categoryOf, reachable } from './constants'

/** by · Π factors */
export interface Term {
  readonly by: number
  readonly factors: readonly Operation[]
}

/** constant + Σ terms; the factors are operations with a value of their own. */
export interface Form {
  readonly constant: number
  readonly terms: readonly Term[]
}

const longest = 32
const widest = 8

const isScaled = ({ constant, terms }: Form): boolean =>
  constant === 0 && terms.length === 1 && terms[0]?.factors.length === 1

const scaled = ({ constant, terms }: Form, by: number): Form => ({
  constant: constant * by,
  terms: terms.map((term) => ({ by: term.by * by, factors: term.factors })),
})

/**
 * Sums of products with the constants multiplied out: unit factors, 44/12 and GWP become one number a term. What only
 * one operation uses is taken into it; what several use keeps a value of its own.
 */
export class Forms {
  private readonly forms = new Map<Operation, Form>()
  private readonly uses = new Map<Operation, number>()
  private readonly roots: ReadonlySet<Operation>
  private readonly categories = new Map<Operation, Operation>()

  constructor(
    outputs: readonly Operation[],
    conditions: readonly Operation[],
    private readonly tables: ReadonlyMap<Operation, Float64Array>,
  ) {
    this.roots = new Set([...outputs, ...conditions])
    const needed = this.needed()
    for (const operation of needed)
      if (!tables.has(operation))
        for (const each of operation.operands) this.uses.set(each, (this.uses.get(each) ?? 0) + 1)
    for (const operation of needed) {
      const form = tables.has(operation) ? undefined : this.make(operation)
      if (form) this.forms.set(operation, form)
    }
  }

  of(operation: Operation): Form | undefined {
    return this.forms.get(operation)
  }

  category(operation: Operation): Operation {
    const known = this.categories.get(operation) ?? categoryOf(operation, this.tables)
    this.categories.set(operation, known)
    return known
  }

  private needed(): Operation[] {
    const seen = new Set<Operation>()
    const open = [...this.roots]
    for (let next = open.pop(); next; next = open.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      if (!this.tables.has(next)) open.push(...next.operands)
    }
    return reachable([...this.roots]).filter((each) => seen.has(each))
  }

  /** An operand as it stands in the operation that uses it. */
  private inside(operand: Operation): Form {
    const form = this.forms.get(operand)
    const own: Form = { constant: 0, terms: [{ by: 1, factors: [operand] }] }
    if (!form) return own
    if (form.terms.length === 0 || isScaled(form)) return form
    const alone = this.uses.get(operand) === 1 && !this.roots.has(operand)
    return alone && form.terms.length <= longest ? form : own
  }

  private make({ deed, operands }: Operation): Form | undefined {
    const [a, b] = operands as readonly [Operation, Operation]
    switch (deed.kind) {
      case 'number':
        return { constant: deed.value.toNumber(), terms: [] }
      case 'add':
        return this.sum(this.inside(a), this.inside(b))
      case 'subtract':
        return this.sum(this.inside(a), scaled(this.inside(b), -1))
      case 'multiply':
        return this.product(a, b)
      case 'divide': {
        const by = this.forms.get(b)
        return by && by.terms.length === 0 ? scaled(this.inside(a), 1 / by.constant) : undefined
      }
      default:
        return undefined
    }
  }

  private sum(a: Form, b: Form): Form {
    return { constant: a.constant + b.constant, terms: [...a.terms, ...b.terms] }
  }

  private product(a: Operation, b: Operation): Form {
    const [left, right] = [this.inside(a), this.inside(b)]
    if (left.terms.length === 0) return scaled(right, left.constant)
    if (right.terms.length === 0) return scaled(left, right.constant)
    const [x, y] = [this.single(left, a), this.single(right, b)]
    const factors = [...x.factors, ...y.factors]
    if (factors.length > widest) return { constant: 0, terms: [{ by: 1, factors: [a, b] }] }
    return { constant: 0, terms: [{ by: x.by * y.by, factors }] }
  }

  /** A form as one product; a sum stays a value of its own. */
  private single({ constant, terms }: Form, operation: Operation): Term {
    return constant === 0 && terms.length === 1 ? (terms[0] as Term) : { by: 1, factors: [operation] }
  }
}
