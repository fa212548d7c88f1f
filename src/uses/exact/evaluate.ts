import { checkMethod } from '../../core/call'
import { fail, locate } from '../../core/errors'
import type { AnyMethod, Leaf, Method, Outputs } from '../../core/method'
import type { FactorRow } from '../../data/factors'
import { type Context, type Evaluation, type Given, type InputsOf, prepare, requireOutputs } from '../evaluation'
import { Result, type ResultOutputs } from './result'

/** A row is known by its id, in the lineage and in stored results. (Rows of GWP are made anew for each gas.) */
const checkRowNames = ({ bindings, method }: Evaluation): void => {
  const known = new Map<string, FactorRow>()
  for (const row of [...bindings.values()].flatMap(({ choices }) => choices.flatMap((choice) => choice?.row ?? []))) {
    const other = known.get(row.id)
    if (other && other !== row && !row.id.startsWith('gwp-')) {
      fail('factor.invalid', `Two different rows that are used are called "${row.id}"`, {
        at: { method: method.id },
        hint: 'Give the own row another id.',
      })
    }
    known.set(row.id, row)
  }
}

/**
 * Computes a method exactly: decimals of 40 digits, with every named step, the factor rows used and why each was chosen.
 *
 * Inputs are numbers, decimal text, `'1200 t'`, quantities, nested records keyed by label, series `{ from, values }`,
 * tidy rows or other results. Without `gwp` the gases come out and `result.co2e` is an error that names the sets.
 *
 * @throws MrvError with all problems of the inputs together: unknown names, wrong units, missing labels, values out of
 * range; then factors that were not found where a value needs them.
 *
 * @example
 * const result = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' })
 * result.outputs.ch4.value // '4.8'
 */
export const evaluate = <I extends Readonly<Record<string, Leaf>>, O extends Outputs>(
  method: Method<I, O>,
  inputs: InputsOf<I>,
  context: Context = {},
): Result<ResultOutputs<O>> => {
  const plain = method as unknown as AnyMethod
  checkMethod(plain)
  if (typeof context !== 'object' || context === null)
    fail('context.invalid', 'The context is not a record', { at: { method: plain.id } })
  if (typeof inputs !== 'object' || inputs === null)
    fail('input.shape', 'The inputs are not a record of names and values', { at: { method: plain.id } })
  const evaluation = locate({ method: plain.id }, () =>
    prepare(plain, inputs as unknown as Readonly<Record<string, Given>>, context),
  )
  requireOutputs(evaluation)
  if (evaluation.own.length > 0) checkRowNames(evaluation)
  return new Result<ResultOutputs<O>>(evaluation)
}
