import type { Operation } from '../evaluation'
import { tablesOf } from './constants'
import { type Form, Forms, type Term } from './forms'

export type Kernel =
  | 'product'
  | 'sum'
  | 'products'
  | 'divide'
  | 'power'
  | 'min'
  | 'max'
  | 'exp'
  | 'ln'
  | 'abs'
  | 'choose'
  | 'load'
  | 'codes'
  | 'store'
  | 'require'
  | 'table'
  | 'is'
  | 'pick'
  | '<'
  | '<='
  | '='

/**
 * One pass over a block, from places to a place. Places are numbered: first the columns that come in by slot, then those
 * that go out, then registers. `by` holds numbers, or the column that is read or written.
 */
export interface Step {
  readonly kernel: Kernel
  readonly to: number
  readonly of: readonly number[]
  readonly by: readonly number[]
  readonly table?: Float64Array
}

export interface Plan {
  readonly steps: readonly Step[]
  /** Registers that hold one number in every row; filled once. */
  readonly fixed: readonly { readonly place: number; readonly value: number }[]
  /** How many columns come in and go out. */
  readonly columns: readonly [incoming: number, outgoing: number]
  readonly registers: number
}

/** A value of the plan before it has a place. */
type Value = number

interface Draft {
  readonly kernel: Kernel
  readonly to: Value
  readonly of: readonly Value[]
  readonly by: readonly number[]
  readonly table?: Float64Array
}

/** Of a step that only stores or requires. */
const nowhere = -1

const maxFactors = 4
const maxTerms = 4

/**
 * Makes the passes that compute `outputs` and `conditions` from the columns: few and wide, in an order that keeps few
 * values alive.
 *
 * @param inPlace whether passes read and write the columns themselves; else a column is brought into a register first, and
 * an output from one
 */
export const planOf = (outputs: readonly Operation[], conditions: readonly Operation[], inPlace: boolean): Plan =>
  new Planner(outputs, conditions, inPlace).plan()

class Planner {
  private readonly drafts: Draft[] = []
  private count = 0
  private readonly values = new Map<Operation, Value>()
  private readonly numbers = new Map<number, Value>()
  private readonly tables: ReadonlyMap<Operation, Float64Array>
  private readonly forms: Forms

  constructor(
    private readonly outputs: readonly Operation[],
    private readonly conditions: readonly Operation[],
    private readonly inPlace: boolean,
  ) {
    this.tables = tablesOf([...outputs, ...conditions])
    this.forms = new Forms(outputs, conditions, this.tables)
  }

  plan(): Plan {
    for (const condition of this.conditions) this.push('require', [this.visit(condition)], [], nowhere)
    this.outputs.forEach((output, index) => {
      this.push('store', [this.visit(output)], [index], nowhere)
    })
    return this.allocate()
  }

  private value(): Value {
    return this.count++
  }

  private number(value: number): Value {
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    const made = this.value()
    this.numbers.set(value, made)
    return made
  }

  /** The value of an operation, computed now if it was not before; what it needs comes first. */
  private visit(root: Operation): Value {
    const open: Operation[] = [root]
    while (open.length > 0) {
      const operation = open[open.length - 1] as Operation
      if (this.values.has(operation)) {
        open.pop()
        continue
      }
      const missing = this.needs(operation).filter((each) => !this.values.has(each))
      if (missing.length > 0) {
        for (const each of missing.reverse()) open.push(each)
        continue
      }
      this.values.set(operation, this.emit(operation))
      open.pop()
    }
    return this.values.get(root) as Value
  }

  private needs(operation: Operation): readonly Operation[] {
    const { kind, operands } = operation
    if (kind === 'slot' || kind === 'number' || kind === 'truth' || kind === 'fail') return []
    if (this.tables.has(operation)) return [this.forms.category(operation)]
    const form = this.forms.of(operation)
    return form ? form.terms.flatMap(({ factors }) => factors) : operands
  }

  private of(operation: Operation): Value {
    return this.values.get(operation) as Value
  }

  private push(kernel: Kernel, of: readonly Value[], by: readonly number[] = [], to = this.value()): Value {
    this.drafts.push({ kernel, to, of, by })
    return to
  }

  private emit(operation: Operation): Value {
    const { deed, operands } = operation
    const table = this.tables.get(operation)
    if (table) {
      const to = this.value()
      this.drafts.push({ kernel: 'table', to, of: [this.of(this.forms.category(operation))], by: [], table })
      return to
    }
    const form = this.forms.of(operation)
    if (form) return this.emitForm(form)
    const of = () => operands.map((each) => this.of(each))
    switch (deed.kind) {
      case 'slot':
        return this.push(deed.labels ? 'codes' : 'load', [], [deed.slot])
      case 'truth':
        return this.number(deed.value ? 1 : 0)
      case 'fail':
      case 'label':
        return this.number(Number.NaN)
      case 'compare':
        return deed.operator === '>' || deed.operator === '>='
          ? this.push(deed.operator === '>' ? '<' : '<=', of().reverse())
          : this.push(deed.operator, of())
      case 'not':
        return this.push('sum', of(), [1, -1])
      case 'is': {
        const [category] = operands as [Operation]
        const labels = category.deed.kind === 'slot' ? (category.deed.labels ?? []) : []
        return this.push('is', of(), [labels.indexOf(deed.label)])
      }
      case 'and':
        return this.push('choose', [...of(), this.number(0)])
      case 'check':
        return this.push('choose', [...of(), this.number(Number.NaN)])
      case 'lookup':
        return this.emitLookup(of())
      case 'number':
      case 'add':
      case 'subtract':
      case 'multiply':
        throw new Error(`${deed.kind} has a form`)
      default:
        return this.push(deed.kind satisfies Kernel, of())
    }
  }

  private emitLookup([code, ...cases]: readonly Value[]): Value {
    const to = this.value()
    cases.forEach((each, label) => {
      this.push('pick', label === 0 ? [code as Value, each] : [code as Value, each, to], [label], to)
    })
    return to
  }

  /** k + Σ c·Πx as few passes: products first, then sums of up to four. */
  private emitForm({ constant, terms }: Form): Value {
    if (terms.length === 0) return this.number(constant)
    const [only] = terms as readonly [Term]
    if (terms.length === 1 && constant === 0) return this.emitProduct(only)
    const linear: { by: number; of: Value }[] = []
    const squares: Term[] = []
    for (const term of terms) {
      if (term.factors.length === 1) linear.push({ by: term.by, of: this.of(term.factors[0] as Operation) })
      else if (term.factors.length === 2) squares.push(term)
      else linear.push({ by: 1, of: this.emitProduct(term) })
    }
    let sum: Value | undefined
    let rest = constant
    const to = this.value()
    // two products of two in one pass
    while (squares.length > 0) {
      const pair = squares.splice(0, 2)
      const of = pair.flatMap(({ factors }) => factors.map((each) => this.of(each)))
      const by = [rest, ...pair.map((each) => each.by)]
      rest = 0
      if (sum !== undefined) {
        of.push(sum)
        by.push(1)
      } else if (linear.length > 0) {
        const first = linear.shift() as { by: number; of: Value }
        of.push(first.of)
        by.push(first.by)
      }
      sum = this.push('products', of, by, to)
    }
    while (linear.length > 0) {
      const some = linear.splice(0, sum === undefined ? maxTerms : maxTerms - 1)
      const of = some.map((each) => each.of)
      const by = [rest, ...some.map((each) => each.by)]
      rest = 0
      if (sum !== undefined) {
        of.unshift(sum)
        by.splice(1, 0, 1)
      }
      sum = this.push('sum', of, by, to)
    }
    return to
  }

  private emitProduct({ by, factors }: Term): Value {
    const to = this.value()
    const of = factors.map((each) => this.of(each))
    let first = of.splice(0, maxFactors)
    this.push('product', first, [by], to)
    while (of.length > 0) {
      first = of.splice(0, maxFactors - 1)
      this.push('product', [to, ...first], [1], to)
    }
    return to
  }

  /** Gives every value a place: a register is free again after the last step that reads it. */
  private allocate(): Plan {
    const last = new Map<Value, number>()
    this.drafts.forEach(({ to, of }, index) => {
      for (const each of [...of, to]) last.set(each, index)
    })
    const slots = this.drafts.flatMap(({ kernel, by }) => (kernel === 'load' || kernel === 'codes' ? by : []))
    const columns = [slots.reduce((most, slot) => Math.max(most, slot + 1), 0), this.outputs.length] as const
    const places = this.inPlace ? this.placesInColumns(columns[0]) : new Map<Value, number>()
    let count = columns[0] + columns[1]
    const fixed = [...this.numbers].map(([value, made]) => {
      places.set(made, count)
      return { place: count++, value }
    })
    const kept = new Set(places.keys())
    const free: number[] = []
    const placeOf = (value: Value): number => {
      if (value === nowhere) return nowhere
      const known = places.get(value)
      if (known !== undefined) return known
      const made = free.pop() ?? count++
      places.set(value, made)
      return made
    }
    const steps = this.drafts.map(({ kernel, to, of, by, table }, index): Step => {
      const from = of.map(placeOf)
      // a pass may write where it reads: row by row
      for (const each of new Set(of))
        if (each !== to && last.get(each) === index && !kept.has(each)) free.push(placeOf(each))
      return { kernel, to: placeOf(to), of: from, by, ...(table ? { table } : {}) }
    })
    return { steps, fixed, columns, registers: count - columns[0] - columns[1] }
  }

  /** Values that are columns as they stand, and those that are computed in the column of an output. */
  private placesInColumns(incoming: number): Map<Value, number> {
    const places = new Map<Value, number>()
    for (const { kernel, to, by } of this.drafts) if (kernel === 'load') places.set(to, by[0] as number)
    const numbers = new Set(this.numbers.values())
    for (const { kernel, of, by } of this.drafts) {
      const [value] = of as readonly [Value]
      if (kernel === 'store' && !numbers.has(value) && !places.has(value))
        places.set(value, incoming + (by[0] as number))
    }
    return places
  }
}
