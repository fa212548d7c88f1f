import { didYouMean } from '../../core/nearest'
import { fail, locate, MrvError, type Problem, Problems } from '../../core/errors'
import { type CategoryNode, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import type { AnyMethod, CategoryLeaf, InputLeaf, Leaf, Method, MethodGraph, Outputs } from '../../core/method'
import { Decimal } from '../../core/quantity'
import { type FactorTable, type FlatFactorRow, isKnownRegion, projectTable, regionNames } from '../../data/factors'
import { gwpSet } from '../../data/gases'
import { makeAxes } from './axes'
import { bind, type Binding, type Context } from './binding'
import { Evaluator } from './evaluator'
import { type Declared, declaredOf, type Entry, type Given, readGiven } from './given'
import { Result } from './result'
import { type Axes, type Cell, Failure, labelsAt, sizeOf, type Tensor } from './tensor'

type RequiredNames<I> = {
  [K in keyof I]: I[K] extends InputLeaf<string, false> | CategoryLeaf<string, string, false> ? K : never
}[keyof I]

/** The inputs of a method as a caller gives them: activity data, and whatever factor is to be replaced. */
export type InputsOf<I> = { readonly [K in RequiredNames<I>]: GivenFor<I[K]> } & {
  readonly [K in Exclude<keyof I, RequiredNames<I>>]?: GivenFor<I[K]>
} & { readonly [path: `${string}/${string}`]: Given }

type GivenFor<L> = L extends { readonly labels: readonly (infer W)[]; readonly over: readonly [] } ? W : Given

/** A remark on a result: a stable name, a text, and where. */
export interface Remark {
  readonly name: string
  readonly text: string
  readonly input?: string
}

/** All that was read, looked up and computed in one evaluation. */
export interface Evaluation {
  readonly method: Pick<AnyMethod, 'id' | 'title' | 'edition' | 'version' | 'source'>
  readonly graph: MethodGraph
  readonly axes: Axes
  readonly context: Context
  readonly inputs: ReadonlyMap<Node, { declared: Declared; tensor: Tensor; entries: readonly Entry[] }>
  readonly bindings: ReadonlyMap<FactorNode, Binding>
  readonly evaluator: Evaluator
  readonly remarks: readonly Remark[]
}

const isTable = (given: FactorTable | FlatFactorRow): given is FactorTable => Array.isArray((given as FactorTable).rows)

/** The caller's own rows first, then the tables passed along; the method's own come last, with each factor. */
const ownTables = (context: Context): FactorTable[] => {
  const given = context.factors ?? []
  const rows = given.filter((each): each is FlatFactorRow => !isTable(each as FactorTable))
  const tables = given.filter((each): each is FactorTable => isTable(each as FactorTable))
  return [...(rows.length > 0 ? [projectTable(rows)] : []), ...tables]
}

/** The cells of one input over its dimensions; a cell that nothing covers says so. */
const fill = (declared: Declared, node: Node, entries: readonly Entry[], axes: Axes, fallback?: Tensor): Tensor => {
  const dims = declared.over.map(({ name }) => name)
  const order = facts(node).dims.map(({ name }) => name)
  const size = sizeOf(order, axes)
  const exact = new Map<string, Entry>()
  const wide: Entry[] = []
  for (const entry of entries) {
    if (entry.labels.includes(undefined)) wide.push(entry)
    else exact.set(JSON.stringify(entry.labels), entry)
  }
  const cells = Array.from({ length: size }, (_, position): Cell => {
    const here = labelsAt(position, order, axes)
    const labels = dims.map((name) => here[name] as string)
    const entry =
      exact.get(JSON.stringify(labels)) ??
      wide.find((each) => each.labels.every((label, index) => label === undefined || label === labels[index]))
    if (!entry) {
      if (fallback) return fallback.cells[position] as Cell
      if (declared.sumsTo) return new Decimal(0)
      return missing(declared.name, here)
    }
    return entry.value === 'missing' ? missing(declared.name, here) : entry.value
  })
  return { dims: order, cells }
}

const missing = (name: string, labels: Readonly<Record<string, string>>): Failure => {
  const whole = Object.keys(labels).length === 0
  return new Failure({
    code: whole ? 'input.missing' : 'label.missing',
    message: whole ? 'No value is given' : 'No value is given here',
    at: { input: name, ...(whole ? {} : { labels }) },
    hint: 'Missing is not zero: give the value, 0 if it is none.',
  })
}

const checkSums = (declared: Declared, tensor: Tensor, axes: Axes, problems: Problems): void => {
  const { sumsTo } = declared
  if (!sumsTo || tensor.cells.length === 0) return
  const sums = new Map<string, { labels: Record<string, string>; sum: Decimal }>()
  tensor.cells.forEach((cell, position) => {
    if (cell instanceof Failure) return
    const { [sumsTo.over]: _, ...labels } = labelsAt(position, tensor.dims, axes)
    const key = JSON.stringify(labels)
    const before = sums.get(key)?.sum ?? new Decimal(0)
    sums.set(key, { labels, sum: before.plus(cell as Decimal) })
  })
  for (const { labels, sum } of sums.values()) {
    if (sum.minus(sumsTo.total).abs().lte('1e-9')) continue
    problems.add('input.sum', `The shares over ${sumsTo.over} do not add up`, {
      at: { input: declared.name, ...(Object.keys(labels).length > 0 ? { labels } : {}) },
      found: sum.toString(),
      expected: sumsTo.total,
    })
  }
}

const listMissing = (declared: Declared, tensor: Tensor, problems: Problems): void => {
  const open = tensor.cells.filter((cell): cell is Failure => cell instanceof Failure)
  for (const { problem } of open.slice(0, 20)) problems.list.push(problem)
  if (open.length > 20) problems.add('label.missing', `${open.length - 20} more values are missing`, { at: { input: declared.name } })
}

const checkContext = (context: Context, problems: Problems): void => {
  problems.try(() => {
    if (context.gwp !== undefined) gwpSet(context.gwp)
  })
  if (context.region !== undefined && !isKnownRegion(context.region)) {
    const hint = didYouMean(context.region, regionNames())
    problems.add('context.invalid', 'The region is not known', {
      found: `"${context.region}"`,
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
      ...(hint ? { hint } : {}),
    })
  }
  if (context.year !== undefined && !/^\d{4}$/.test(String(context.year))) {
    problems.add('context.invalid', 'The year is not a year', { found: String(context.year), expected: 'four digits' })
  }
}

type LeafNode = InputNode | FactorNode | CategoryNode

/** Reads the inputs, looks the factors up and prepares the computation. All problems come together. */
export const prepare = (method: AnyMethod, inputs: Readonly<Record<string, Given>>, context: Context): Evaluation => {
  const graph = method.graph()
  const problems = new Problems()
  checkContext(context, problems)
  const paths = new Map<string, FactorNode[]>()
  for (const node of graph.factors) paths.set(node.path, [...(paths.get(node.path) ?? []), node])
  const targets = (name: string): readonly Node[] => {
    const leaf = graph.leaves.get(name)
    return leaf ? [leaf] : (paths.get(name) ?? [])
  }
  const given = new Map<Node, { declared: Declared; entries: Entry[] }>()
  for (const [name, value] of Object.entries(inputs)) {
    if (value === undefined) continue
    const nodes = targets(name)
    const known = [...graph.leaves.keys(), ...paths.keys()].filter((each) => !each.startsWith('gwp/'))
    const hint = didYouMean(name, known)
    if (nodes.length === 0) problems.add('input.unknown', `There is no input "${name}"`, { at: { input: name }, expected: [...graph.leaves.keys()].join(', '), ...(hint ? { hint } : {}) })
    for (const node of nodes) {
      const declared = declaredOf(node)
      given.set(node, { declared, entries: readGiven({ ...declared, name }, value, problems) })
    }
  }
  const calendar = context.fiscalStart ? { fiscalStart: context.fiscalStart } : {}
  const axes = makeAxes(graph, [...given.values()], calendar, problems)
  const filled = new Map<Node, { declared: Declared; tensor: Tensor; entries: readonly Entry[] }>()
  const absent: Failure[] = []
  for (const node of graph.leaves.values() as Iterable<LeafNode>) {
    if (node.kind === 'factor') continue
    const known = given.get(node)
    const declared = declaredOf(node)
    const entries = known?.entries ?? defaultEntries(node, declared)
    const tensor = fill(declared, node, entries, axes)
    const empty = entries.length === 0 && node.optional === true
    if (!empty && context.partial !== true) listMissing(declared, tensor, problems)
    checkSums(declared, tensor, axes, problems)
    filled.set(node, { declared, tensor, entries })
  }
  if (problems.list.length > 0) throw new MrvError(problems.list.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))

  const own = ownTables(context)
  const bindings = new Map<FactorNode, Binding>()
  const bindingOf = (node: FactorNode): Binding => {
    const before = bindings.get(node)
    if (before) return before
    const mine = given.get(node)
    const found = bind(node, axes, context, own, (category) => evaluator.value(category))
    const tensor = mine ? fill(mine.declared, node, mine.entries, axes, found.tensor) : found.tensor
    const choices = mine ? tensor.cells.map((cell, index) => (cell === found.tensor.cells[index] ? found.choices[index] : undefined)) : found.choices
    const binding = { node, tensor, choices }
    bindings.set(node, binding)
    return binding
  }
  const leafValue = (node: Node): Tensor => {
    if (node.kind === 'factor') return bindingOf(node).tensor
    const known = filled.get(node)
    if (known) return known.tensor
    const name = (node as LeafNode).name
    return { dims: [], cells: [missing(name, {})] }
  }
  const evaluator: Evaluator = new Evaluator(axes, leafValue, context.partial ? (cell) => absent.push(cell) : undefined)
  const ownInputs = new Map(filled)
  for (const [node, { declared, entries }] of given) {
    if (node.kind === 'factor') ownInputs.set(node, { declared, entries, tensor: bindingOf(node).tensor })
  }
  return { method, graph, axes, context, inputs: ownInputs, bindings, evaluator, remarks: [] }
}

const defaultEntries = (node: LeafNode, declared: Declared): Entry[] => {
  if (node.kind === 'factor' || node.default === undefined) return []
  const value = declared.labels ? node.default : new Decimal(node.default)
  return [{ labels: declared.over.map(() => undefined), value, given: node.default, taken: false }]
}

/** The names under which an output's failures are reported. */
const failuresOf = (name: string, tensor: Tensor): Problem[] => {
  const seen = new Set<string>()
  return tensor.cells.flatMap((cell) => {
    if (!(cell instanceof Failure)) return []
    const key = JSON.stringify(cell.problem)
    if (seen.has(key)) return []
    seen.add(key)
    return [{ ...cell.problem, at: { output: name, ...cell.problem.at } }]
  })
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
): Result<O> => {
  const plain = method as unknown as AnyMethod
  if (typeof inputs !== 'object' || inputs === null) fail('input.shape', 'The inputs are not a record of names and values', { at: { method: plain.id } })
  const evaluation = locate({ method: plain.id }, () => prepare(plain, inputs as unknown as Readonly<Record<string, Given>>, context))
  const problems = evaluation.graph.outputs
    .filter(({ derived, node }) => !derived && !isLeftOut(evaluation, node))
    .flatMap(({ name, node }) => failuresOf(name, evaluation.evaluator.value(node)))
  const distinct = new Map(problems.map((problem) => [JSON.stringify({ ...problem, at: { ...problem.at, output: '' } }), problem]))
  if (distinct.size > 0) throw new MrvError([...distinct.values()].map((problem) => ({ ...problem, at: { method: plain.id, ...problem.at } })))
  return new Result<O>(evaluation)
}

