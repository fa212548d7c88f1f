import { fail, MrvError, type Problem, type Remark, type RemarkName } from '../../core/errors'
import type { Outputs } from '../../core/method'
import { daysIn, isWithin } from '../../data/periods'
import { type Evaluation, Failure, type OutputsOf, shownOutputs, type TidyRow, Values } from '../evaluation'
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

/** Calendar sums over a year of which some part was not given. */
const incomplete = ({ graph, axes }: Evaluation): { from: string; to: string; label: string; days: string }[] =>
  graph.nodes.flatMap((node) => {
    if (node.kind !== 'group' || node.by !== 'calendar') return []
    const parts = axes.get(node.dim.name)?.periods ?? []
    return (axes.get(node.to.name)?.periods ?? []).flatMap((whole) => {
      const covered = parts.filter((part) => isWithin(part, whole)).reduce((sum, part) => sum + daysIn(part), 0)
      const days = `${covered} of ${daysIn(whole)} days`
      return covered < daysIn(whole) ? [{ from: node.dim.name, to: node.to.name, label: whole.label, days }] : []
    })
  })

const remarksOf = (evaluation: Evaluation): Remark[] => {
  const { inputs, bindings, graph, evaluator, own, absent } = evaluation
  const remarks = new Map<string, Remark>()
  const add = (name: RemarkName, text: string, input?: string): void => {
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
  const used = new Set([...bindings.values()].flatMap(({ choices }) => choices.map((choice) => choice?.row.id)))
  for (const row of own.flatMap(({ rows }) => rows)) {
    if (row.own && !used.has(row.id)) add('factor.unused', `${row.id} is the project’s own row, and nothing uses it`)
  }
  for (const { problem } of absent) {
    const { input = '', labels = {} } = problem.at
    add('partial.left-out', `${[input, ...Object.values(labels)].join(' ')} is missing and left out of the sums`, input)
  }
  for (const { from, to, label, days } of incomplete(evaluation)) {
    add('period.incomplete', `${label} is a sum by ${from} over ${days} of the ${to}`)
  }
  for (const zero of graph.structuralZeros) add('reduction.structural-zero', `${zero} has no output and counts as 0`)
  return [...remarks.values()]
}

/** Tidy records of all outputs: output, role, a label for each dimension, value and unit. */
export const rows = (result: Result): TidyRow[] =>
  Object.entries(result.outputs as Record<string, Values>).flatMap(([name, values]) => {
    const role = result.evaluation.graph.outputs.find((output) => output.name === name)?.role ?? ''
    return values.rows().map((row) => ({ output: name, role, ...row }))
  })
