import { facts, type Node } from '../../core/graph'
import type { Output } from '../../core/method'
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
