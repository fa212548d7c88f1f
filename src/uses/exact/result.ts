import { fail, MrvError, type Problem, type Remark } from '../../core/errors'
import type { Outputs } from '../../core/method'
import { type Evaluation, Failure, type OutputsOf, remarksOf, shownOutputs, type TidyRow, Values } from '../evaluation'
import { display, explainTree, type Step } from './explain'
import { type StoredResult, storeResult } from './stored'

/** The outputs by name, with the derived ones: `co2e` where a GWP set was given, and `reduction.ch4` of a measure. */
export type ResultOutputs<O = Outputs> = OutputsOf<O, Values>

/** What is known of the outputs where the method is not. */
type AnyOutputs = Readonly<Record<string, Values | undefined>>

/** The result of an exact evaluation: outputs, CO2e, remarks, every step, and a digest to check it by. */
export class Result<O = AnyOutputs> {
  readonly outputs: O
  private stored: StoredResult | undefined

  /** @internal */
  constructor(/** @internal */ readonly evaluation: Evaluation) {
    const outputs = shownOutputs(evaluation).map(
      ({ name, tensor, unit }) => [name, new Values(tensor, evaluation.axes, unit)] as const,
    )
    this.outputs = Object.fromEntries(outputs) as O
  }

  /** The total in CO2e, for a measure its reduction. Throws `gwp.missing`, naming the sets, where none was given. */
  get co2e(): Values {
    const known = (this.outputs as Record<string, Values | undefined>).co2e
    if (known) return known
    const { graph, evaluator, method } = this.evaluation
    const output = graph.outputs.find(({ name }) => name === 'co2e')
    if (!output)
      return fail('gwp.missing', `There is no CO2e: ${graph.co2eProblem ?? 'no output is a greenhouse gas'}`, {
        at: { method: method.id },
      })
    const failures = evaluator.value(output.node).cells.filter((cell): cell is Failure => cell instanceof Failure)
    throw new MrvError(
      failures
        .slice(0, 1)
        .map(({ problem }): Problem => ({ ...problem, at: { method: method.id, output: 'co2e', ...problem.at } })),
    )
  }

  /** What should be known about the result: bases taken over, unread or aged factors, what is left out. */
  get remarks(): readonly Remark[] {
    return remarksOf(this.evaluation)
  }

  /** Every step as a tree, with symbol, value, unit, equation, source and the factor used. */
  get steps(): readonly Step[] {
    return explainTree(this.evaluation)
  }

  /** SHA-256 over the canonical JSON of all but the library's version; computed when first asked for. */
  get digest(): string {
    return this.toJSON().digest
  }

  /** The result as data: what `JSON.stringify` writes, and `verify` checks. */
  toJSON(): StoredResult {
    this.stored ??= storeResult(this.evaluation, this.outputs as Readonly<Record<string, Values>>, this.remarks)
    return this.stored
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const { method } = this.evaluation
    const lines = Object.entries(this.outputs as Record<string, Values>).map(
      ([name, values]) => `  ${name}: ${short(values)}`,
    )
    return [`${method.id} (${method.edition})`, ...lines].join('\n')
  }

  /** Shows method, outputs, steps and remarks at the end of a notebook cell. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const { html, text } = display(this.evaluation, this.remarks)
    return { 'text/html': html, 'text/plain': text }
  }
}

const short = (values: Values): string => {
  if (values.dimensions.length === 0) return values.toString()
  const all = values.rows()
  const head = all.slice(0, 4).map(({ value, unit, ...labels }) => `${Object.values(labels).join(' ')} ${value}`)
  return `${head.join(', ')}${all.length > 4 ? `, … (${all.length} values)` : ''} ${values.unit}`
}

/** Tidy records of all outputs: output, role, a label for each dimension, value and unit. */
export const rows = (result: Result): TidyRow[] =>
  Object.entries(result.outputs as Record<string, Values>).flatMap(([name, values]) => {
    const role = result.evaluation.graph.outputs.find((output) => output.name === name)?.role ?? ''
    return values.rows().map((row) => ({ output: name, role, ...row }))
  })
