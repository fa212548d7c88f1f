import { locate } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import type { Ratio } from '../../core/quantity'
import type { Context } from './binding'
import { requireOutputs } from './failures'
import type { RowCheck } from './fill'
import { Column, type Declared, type Given } from './given'
import { type ShownOutput, shownOutputs } from './outputs'
import { type Evaluation, prepare } from './prepare'
import { Symbolic } from './symbolic'

/** One column of the rows: what it is for, its labels there, and what its unit is in the declared one. */
export interface Slot {
  readonly slot: number
  readonly declared: Declared
  readonly labels: Readonly<Record<string, string>>
  readonly ratio: Ratio
}

/** A method over many rows: outputs whose cells are operations, or values that are the same in every row. */
export interface Program {
  readonly evaluation: Evaluation
  readonly outputs: readonly ShownOutput[]
  readonly slots: readonly Slot[]
  readonly checks: readonly RowCheck[]
}

/**
 * Makes a program of a method: columns stand wherever a caller may give a single value, all else is as in an exact
 * evaluation. What does not depend on the rows is computed here, exactly; factors are bound, units are gone.
 */
export class Rows {
  readonly algebra = new Symbolic()
  private count = 0

  /** The next column, in the unit of its input unless another is stated. */
  column(unit?: string): Column {
    return new Column(this.count++, unit, this.algebra)
  }

  /** @throws MrvError for what is wrong whatever the rows hold: names, units, shapes, labels, factors. */
  program(method: AnyMethod, inputs: Readonly<Record<string, Given>>, context: Context = {}): Program {
    const evaluation = locate({ method: method.id }, () => prepare(method, inputs, context, this.algebra))
    requireOutputs(evaluation)
    const slots = [...evaluation.inputs.values()].flatMap(({ declared, entries }) =>
      entries.flatMap(({ column, labels }): Slot[] =>
        column ? [{ slot: column.of.slot, declared, ratio: column.ratio, labels: named(declared, labels) }] : [],
      ),
    )
    return { evaluation, outputs: shownOutputs(evaluation), slots, checks: evaluation.checks }
  }
}

const named = ({ over }: Declared, labels: readonly (string | undefined)[]): Record<string, string> =>
  Object.fromEntries(
    over.flatMap(({ name }, index) => (labels[index] === undefined ? [] : [[name, labels[index] as string]])),
  )
