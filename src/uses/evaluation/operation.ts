import type { Problem } from '../../core/errors'
import type { Comparison } from '../../core/graph'
import type { Decimal } from '../../core/quantity'

/** What an operation does, beyond its operands. */
export type Deed =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'truth'; readonly value: boolean }
  /** A value that comes with each row; a category where it has labels. */
  | { readonly kind: 'slot'; readonly slot: number; readonly labels?: readonly string[] }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'fail'; readonly problem: Problem }
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'min' | 'max' | 'and' }
  | { readonly kind: 'exp' | 'ln' | 'abs' | 'not' }
  | { readonly kind: 'compare'; readonly operator: Comparison }
  | { readonly kind: 'is'; readonly label: string }
  /** Condition, then, otherwise. */
  | { readonly kind: 'choose' }
  /** The category, then a value for each of its labels. */
  | { readonly kind: 'lookup'; readonly labels: readonly string[] }
  /** Condition, then the value where it holds. */
  | { readonly kind: 'check'; readonly problem: Problem }

export type OperationKind = Deed['kind']

/** One step of a program over rows: no dimensions and no units any more. An operation that fails gives no value. */
export class Operation {
  constructor(
    readonly id: number,
    readonly deed: Deed,
    readonly operands: readonly Operation[],
  ) {}

  get kind(): OperationKind {
    return this.deed.kind
  }

  toString(): string {
    return `#${this.id}`
  }
}
