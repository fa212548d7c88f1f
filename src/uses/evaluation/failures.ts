import { MrvError, type Problem, Problems } from '../../core/errors'
import type { Node } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { type Context, isGwp } from './binding'
import type { Given } from './given'
import { assemble, type Evaluation, needs } from './prepare'
import { Failure, type Tensor } from './tensor'

/** The names under which an output's failures are reported. */
export const failuresOf = (name: string, tensor: Tensor): Problem[] => {
  const failures = tensor.cells.filter((cell) => cell instanceof Failure)
  if (failures.length === 0) return []
  const distinct = new Map(failures.map(({ problem }) => [JSON.stringify(problem), problem]))
  return [...distinct.values()].map((problem) => ({ ...problem, at: { output: name, ...problem.at } }))
}

/** The same problem, whichever output shows it. */
export const keyOf = ({ at: { output: _, ...at }, ...problem }: Problem): string => JSON.stringify([problem, at])

/** What was looked up in vain outside of every choice: where one fails, all are named together. */
export const unboundOf = ({ graph, evaluator }: Evaluation): Problem[] => {
  const { always } = needs(graph)
  const cells = graph.factors
    .filter((node) => always.has(node) && !isGwp(node))
    .flatMap((node) => evaluator.value(node).cells)
  return cells.flatMap((cell) => (cell instanceof Failure ? [cell.problem] : []))
}

/** A benefit that only lacks an optional input is left out, with a remark. */
export const isLeftOut = ({ graph, evaluator }: Evaluation, node: Node): boolean => {
  if (!graph.outputs.some((output) => output.node === node && output.role === 'benefit')) return false
  const failures = evaluator.value(node).cells.filter((cell): cell is Failure => cell instanceof Failure)
  return failures.length > 0 && failures.every(({ problem }) => isOptional(graph, problem))
}

const isOptional = (graph: MethodGraph, problem: Problem): boolean => {
  const leaf = graph.leaves.get(problem.at.input ?? '')
  return /^(input|label)\.missing$/.test(problem.code) && leaf?.kind === 'input' && leaf.optional === true
}

/**
 * All that is wrong with inputs, factors and values together, for who reports it beside other problems: what `evaluate`
 * would throw first, and what it would throw next. A value that is missing hides what is wrong behind it.
 */
export const problemsOf = (method: AnyMethod, inputs: Readonly<Record<string, Given>>, context: Context): Problem[] => {
  const problems = new Problems()
  const evaluation = assemble(method, inputs, context, problems)
  const failures = evaluation.graph.outputs
    .filter(({ derived, node }) => (!derived || context.gwp !== undefined) && !isLeftOut(evaluation, node))
    .flatMap(({ name, node, role }) =>
      // a benefit may lack an optional input; what else it lacks is said
      failuresOf(name, evaluation.evaluator.value(node)).filter(
        (problem) => role !== 'benefit' || !isOptional(evaluation.graph, problem),
      ),
    )
  const unbound = failures.length > 0 ? unboundOf(evaluation) : []
  const distinct = new Map([...problems.list, ...unbound, ...failures].map((problem) => [keyOf(problem), problem]))
  return [...distinct.values()].map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } }))
}

/** Throws where an output that is due cannot be computed, with all reasons together. */
export const requireOutputs = (evaluation: Evaluation): void => {
  const { graph, context, evaluator, method } = evaluation
  const problems = graph.outputs
    .filter(({ derived, node }) => (!derived || context.gwp !== undefined) && !isLeftOut(evaluation, node))
    .flatMap(({ name, node }) => failuresOf(name, evaluator.value(node)))
  if (problems.length === 0) return
  // what several outputs lack is told once, under the first
  const all = [...problems, ...unboundOf(evaluation)].reverse()
  const distinct = [...new Map(all.map((problem) => [keyOf(problem), problem])).values()].reverse()
  throw new MrvError(distinct.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))
}
