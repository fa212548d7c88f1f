import { type Expression, facts, type Node } from '../../core/graph'
import type { Output, Outputs } from '../../core/method'
import { replaceSubstance, type Unit } from '../../core/quantity'
import type { Evaluation } from './prepare'
import { Failure, type Tensor } from './tensor'

/** An output that there is something to show of, in the unit in which it is shown. */
export interface ShownOutput extends Output {
  readonly node: Node
  readonly unit: Unit
  readonly tensor: Tensor
}

/** CO2e is of one GWP set, and says of which. */
export const withSet = (unit: Unit, set: unknown): Unit =>
  typeof set === 'string' ? replaceSubstance(unit, 'CO2e', `CO2e (${set})`) : unit

/** The outputs of an evaluation: derived ones and benefits only where all that they need is there. */
export const shownOutputs = ({ graph, evaluator, context }: Evaluation): ShownOutput[] =>
  graph.outputs.flatMap((output): ShownOutput[] => {
    const { name, node, derived, role } = output
    if (context.gwp === undefined && derived && name.endsWith('co2e')) return []
    const tensor = evaluator.value(node)
    const mayLack = derived || role === 'benefit'
    if (mayLack && tensor.cells.some((cell) => cell instanceof Failure)) return []
    return [{ ...output, tensor, unit: withSet(facts(node).unit, context.gwp) }]
  })

type FlatNames<O> = {
  [K in keyof O & string]: O[K] extends Expression<string> ? K : `${K}.${keyof O[K] & string}`
}[keyof O & string]

/** The outputs by name, those of a measure as `baseline.ch4`. A benefit is absent where what it needs is not given. */
type DeclaredOutputs<O, V> = {
  readonly [K in FlatNames<O>]: K extends `benefit.${string}` ? V | undefined : V
}

type DerivedOutputs<V> = { readonly [K in 'co2e' | `${'baseline' | 'project' | 'leakage'}.co2e`]?: V } & {
  readonly [reduction: `reduction.${string}`]: V
}

/**
 * A value of the sort V for each output of a method, with the derived ones: `co2e` where a GWP set was given, and
 * `reduction.ch4` of a measure. Of a method that is not known, any name may be there.
 */
export type OutputsOf<O, V> = Outputs extends O
  ? Readonly<Record<string, V | undefined>>
  : DeclaredOutputs<O, V> & DerivedOutputs<V>
