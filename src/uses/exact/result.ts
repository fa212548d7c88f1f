import { fail, MrvError, type Problem } from '../../core/errors'
import { type Expression, facts } from '../../core/graph'
import type { Outputs } from '../../core/method'
import { replaceSubstance, type Unit } from '../../core/quantity'
import { explainHtml, explainText, explainTree, type Step } from './explain'
import type { Evaluation, Remark } from './evaluate'
import { type StoredResult, storeResult } from './stored'
import { Failure } from './tensor'
import { type TidyRow, Values } from './values'

type FlatNames<O> = {
  [K in keyof O & string]: O[K] extends Expression<string> ? K : `${K}.${keyof O[K] & string}`
}[keyof O & string]

/** The outputs by name; those of a measure as `baseline.ch4`; derived ones such as `reduction.ch4` too. */
export type ResultOutputs<O> = { readonly [K in FlatNames<O>]: Values } & { readonly [derived: string]: Values }

/** CO2e names its set: `t CO2e (AR5)`. */
const withSet = (unit: Unit, set: string | undefined): Unit =>
  set ? replaceSubstance(unit, 'CO2e', `CO2e (${set})`) : unit

/** The result of an exact evaluation: outputs, CO2e, remarks, every step, and a digest to check it by. */
export class Result<O = Outputs> {
  readonly outputs: ResultOutputs<O>
  private stored: StoredResult | undefined

  /** @internal */
  constructor(
    /** @internal */ readonly evaluation: Evaluation,
  ) {
    const { graph, evaluator, axes, context } = evaluation
    const outputs: Record<string, Values> = {}
    for (const { name, node, derived, role } of graph.outputs) {
      const tensor = evaluator.value(node)
      const mayLack = derived || role === 'benefit'
      if (mayLack && tensor.cells.some((cell) => cell instanceof Failure)) continue
      outputs[name] = new Values(tensor, axes, withSet(facts(node).unit, context.gwp))
    }
    this.outputs = outputs as ResultOutputs<O>
  }

  /** The total in CO2e, for a measure its reduction. Throws `gwp.missing`, naming the sets, where none was given. */
  get co2e(): Values {
    const known = (this.outputs as Record<string, Values | undefined>).co2e
    if (known) return known
    const { graph, evaluator, method } = this.evaluation
    const output = graph.outputs.find(({ name }) => name === 'co2e')
    if (!output) return fail('gwp.missing', `There is no CO2e: ${graph.co2eProblem ?? 'no output is a greenhouse gas'}`, { at: { method: method.id } })
    const failures = evaluator.value(output.node).cells.filter((cell): cell is Failure => cell instanceof Failure)
    throw new MrvError(failures.slice(0, 1).map(({ problem }): Problem => ({ ...problem, at: { method: method.id, output: 'co2e', ...problem.at } })))
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
    const lines = Object.entries(this.outputs as Record<string, Values>).map(([name, values]) => `  ${name}: ${short(values)}`)
    return [`${method.id} (${method.edition})`, ...lines].join('\n')
  }

  /** Shows an HTML table at the end of a notebook cell. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    return { 'text/html': explainHtml(this.evaluation), 'text/plain': explainText(explainTree(this.evaluation)) }
  }
}

const short = (values: Values): string => {
  if (values.dimensions.length === 0) return values.toString()
  const all = values.rows()
  const head = all.slice(0, 4).map(({ value, unit, ...labels }) => `${Object.values(labels).join(' ')} ${value}`)
  return `${head.join(', ')}${all.length > 4 ? `, … (${all.length} values)` : ''} ${values.unit}`
}

const remarksOf = ({ inputs, bindings, graph, evaluator }: Evaluation): Remark[] => {
  const remarks = new Map<string, Remark>()
  const add = (name: string, text: string, input?: string): void => {
    remarks.set(`${name}|${text}`, { name, text, ...(input ? { input } : {}) })
  }
  for (const { declared, entries } of inputs.values()) {
    const taken = entries.find((entry) => entry.taken)
    if (taken) add('unit.taken', `${declared.name}: "${taken.given}" is taken as ${declared.unit?.text}`, declared.name)
    for (const key of new Set(entries.flatMap((entry) => entry.key ?? []))) {
      const text = key === 'NE' || key === 'C' ? 'is not there' : 'counts as 0'
      add(`notation.${key}`, `${declared.name}: ${key} ${text}`, declared.name)
    }
  }
  for (const { node, choices } of bindings.values()) {
    if (!evaluator.computed(node)) continue
    for (const choice of new Set(choices)) {
      for (const { name, text } of choice?.remarks ?? []) add(name, text, node.path)
    }
  }
  for (const { name, node, role } of graph.outputs) {
    const open = role === 'benefit' && evaluator.value(node).cells.find((cell) => cell instanceof Failure)
    if (open instanceof Failure) add('benefit.absent', `${name} is left out: "${open.problem.at.input}" is not given`)
  }
  for (const zero of graph.structuralZeros) add('reduction.structural-zero', `${zero} has no output and counts as 0`)
  return [...remarks.values()]
}

/** Tidy records of all outputs: output, role, a label for each dimension, value and unit. */
export const rows = (result: Result<never> | Result): TidyRow[] =>
  Object.entries((result as Result).outputs as Record<string, Values>).flatMap(([name, values]) => {
    const role = (result as Result).evaluation.graph.outputs.find((output) => output.name === name)?.role ?? ''
    return values.rows().map((row) => ({ output: name, role, ...row }))
  })

