import { didYouMean } from '../../core/nearest'
import { fail, locate, MrvError, type Problem, Problems } from '../../core/errors'
import { type CategoryNode, type FactorNode, facts, type InputNode, type Node, operands } from '../../core/graph'
import type { AnyMethod, CategoryLeaf, InputLeaf, Leaf, Method, MethodGraph, Outputs } from '../../core/method'
import { Decimal } from '../../core/quantity'
import { type FactorRow, type FactorTable, type FlatFactorRow, isKnownRegion, projectTable, regionNames } from '../../data/factors'
import { gwpSet, gwpSetName } from '../../data/gases'
import { makeAxes } from './axes'
import { type Binding, bindCached, type Context, isGwp, surroundingsOf } from './binding'
import { Evaluator } from './evaluator'
import { type Declared, declaredOf, type Entry, type Given, readGiven } from './given'
import { Result } from './result'
import { type Axes, axisOf, type Cell, Failure, labelsAt, sizeOf, type Tensor } from './tensor'

type RequiredNames<I> = {
  [K in keyof I]: I[K] extends InputLeaf<string, false> | CategoryLeaf<string, string, false> ? K : never
}[keyof I]

/** The inputs of a method as a caller gives them: activity data, and whatever factor is to be replaced. */
export type InputsOf<I> = { readonly [K in RequiredNames<I>]: GivenFor<I[K]> } & {
  readonly [K in Exclude<keyof I, RequiredNames<I>>]?: GivenFor<I[K]>
} & { readonly [path: `${string}/${string}`]: Given }

/** A choice over nothing is one of its labels; all else is whatever a caller may give. */
type GivenFor<L> = L extends CategoryLeaf<infer W, infer D> ? ([D] extends [never] ? W : Given) : Given

/** All that was read, looked up and computed in one evaluation. */
export interface Evaluation {
  readonly method: Pick<AnyMethod, 'id' | 'title' | 'edition' | 'version' | 'source'>
  readonly graph: MethodGraph
  readonly axes: Axes
  readonly context: Context
  readonly inputs: ReadonlyMap<Node, { declared: Declared; tensor: Tensor; entries: readonly Entry[] }>
  readonly bindings: ReadonlyMap<FactorNode, Binding>
  readonly evaluator: Evaluator
  /** The project's own rows, checked, and the tables passed along. */
  readonly own: readonly FactorTable[]
  /** What sums left out so far, with `partial`. */
  readonly absent: ReadonlySet<Failure>
}

const isTable = (given: FactorTable | FlatFactorRow): given is FactorTable => Array.isArray((given as FactorTable | null)?.rows)

/** The caller's own rows first, then the tables passed along; the method's own come last, with each factor. */
const ownTables = (context: Context): FactorTable[] => {
  const given = context.factors ?? []
  if (!Array.isArray(given)) fail('context.invalid', 'The factors are not a list of rows', { found: typeof given })
  const rows = given.filter((each): each is FlatFactorRow => !isTable(each as FactorTable))
  const tables = given.filter((each): each is FactorTable => isTable(each as FactorTable))
  return [...(rows.length > 0 ? [projectTable(rows)] : []), ...tables]
}

/** The cells of one input over its dimensions; a cell that nothing covers says so. */
const fill = (declared: Declared, node: Node, entries: readonly Entry[], axes: Axes, fallback?: Tensor): Tensor => {
  const dims = facts(node).dims.map(({ name }) => name)
  const cells = new Array<Cell | undefined>(sizeOf(dims, axes))
  const put = (entry: Entry, cell: Cell): void => {
    for (const position of positionsOf(entry, declared, dims, axes)) cells[position] ??= cell
  }
  const whole = (entry: Entry): boolean => !entry.labels.includes(undefined)
  // a value for one label goes before one that holds for all
  for (const entry of [...entries.filter(whole), ...entries.filter((each) => !whole(each))]) {
    put(entry, entry.value === 'missing' ? missing(declared.name, labelsOfEntry(entry, declared)) : entry.value)
  }
  for (let position = 0; position < cells.length; position++) {
    if (cells[position] !== undefined) continue
    cells[position] = fallback?.cells[position] ?? (declared.sumsTo ? new Decimal(0) : missing(declared.name, labelsAt(position, dims, axes)))
  }
  return { dims, cells: cells as Cell[] }
}

const labelsOfEntry = ({ labels }: Entry, { over }: Declared): Record<string, string> =>
  Object.fromEntries(over.flatMap(({ name }, index) => (labels[index] === undefined ? [] : [[name, labels[index] as string]])))

/** Where an entry stands among the cells: one place, or all labels of the dimensions that it leaves open. */
const positionsOf = (entry: Entry, { over }: Declared, dims: readonly string[], axes: Axes): readonly number[] => {
  let positions = [0]
  for (const dim of dims) {
    const { labels, index } = axisOf(axes, dim)
    const label = entry.labels[over.findIndex(({ name }) => name === dim)]
    if (label !== undefined) positions = positions.map((at) => at * labels.length + (index.get(label) as number))
    else positions = positions.flatMap((at) => labels.map((_, each) => at * labels.length + each))
  }
  return positions
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
  // a value that was refused is not missing too
  const refused = problems.list.filter(({ at }) => at.input === declared.name).map(({ at }) => Object.entries(at.labels ?? {}))
  const isRefused = ({ at }: Problem): boolean => refused.some((labels) => labels.every(([dim, label]) => at.labels?.[dim] === label))
  const open = tensor.cells.filter((cell): cell is Failure => cell instanceof Failure && !isRefused(cell.problem))
  for (const { problem } of open.slice(0, 20)) problems.list.push(problem)
  if (open.length > 20) problems.add('label.missing', `${open.length - 20} more values are missing`, { at: { input: declared.name } })
}

const contextNames = ['region', 'year', 'gwp', 'factors', 'partial', 'fiscalStart']

/** Contexts that were found right before. */
const checkedContexts = new Set<string>()

const checkContextNames = (context: Context, problems: Problems): void => {
  for (const [name, value] of Object.entries(context)) {
    const hint = contextNames.includes(name) ? undefined : didYouMean(name, contextNames)
    if (!contextNames.includes(name)) problems.add('context.invalid', `The context has no "${name}"`, { expected: contextNames.join(', '), ...(hint ? { hint } : {}) })
    else if (value === null) problems.add('context.invalid', `"${name}" of the context is null`, { hint: 'Leave out what is not known.' })
  }
  const { partial } = context
  if (partial !== undefined && typeof partial !== 'boolean') {
    problems.add('context.invalid', '"partial" is neither true nor false', { found: String(partial) })
  }
}

const checkContext = (context: Context, problems: Problems): void => {
  problems.try(() => {
    if (context.gwp !== undefined) gwpSet(String(context.gwp))
  })
  if (context.region !== undefined && !isKnownRegion(String(context.region))) {
    const hint = didYouMean(String(context.region), regionNames())
    problems.add('context.invalid', 'The region is not known', {
      found: `"${context.region}"`,
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
      ...(hint ? { hint } : {}),
    })
  }
  if (context.year !== undefined && !/^\d{4}$/.test(String(context.year))) {
    problems.add('context.invalid', 'The year is not a year', { found: String(context.year), expected: 'four digits' })
  }
  const { fiscalStart } = context
  if (fiscalStart !== undefined && !(Number.isInteger(fiscalStart) && fiscalStart >= 1 && fiscalStart <= 12)) {
    problems.add('context.invalid', 'The start of the fiscal year is not a month', { found: String(fiscalStart), expected: '1 to 12' })
  }
}

/** The leaves that are needed whatever is chosen, and those that only a branch of a choice needs. */
interface Needs {
  readonly always: ReadonlySet<Node>
  readonly chosen: ReadonlySet<Node>
}

const needsOf = new WeakMap<MethodGraph, Needs>()

/** A leaf that only a branch needs is asked for where a value reaches it, not before. */
const needs = (graph: MethodGraph): Needs => {
  const known = needsOf.get(graph)
  if (known) return known
  const walk = (next: (node: Node) => readonly Node[]): Set<Node> => {
    const seen = new Set<Node>()
    const visit = (node: Node): void => {
      if (seen.has(node)) return
      seen.add(node)
      for (const operand of next(node)) visit(operand)
    }
    for (const { node } of graph.outputs) visit(node)
    return seen
  }
  const always = walk((node) => {
    if (node.kind === 'choose') return [node.condition]
    if (node.kind === 'lookup') return [node.category]
    return node.kind === 'and' ? [node.a] : operands(node)
  })
  const reached = walk(operands)
  const both = { always, chosen: new Set([...reached].filter((node) => !always.has(node))) }
  needsOf.set(graph, both)
  return both
}

const pathsOf = new WeakMap<MethodGraph, ReadonlyMap<string, readonly FactorNode[]>>()

const factorsByPath = (graph: MethodGraph): ReadonlyMap<string, readonly FactorNode[]> => {
  const before = pathsOf.get(graph)
  if (before) return before
  const paths = new Map<string, FactorNode[]>()
  // a GWP is never given by hand: one result uses one set
  for (const node of graph.factors) if (!isGwp(node)) paths.set(node.path, [...(paths.get(node.path) ?? []), node])
  pathsOf.set(graph, paths)
  return paths
}

const unknownInput = (name: string, leaves: readonly string[], paths: readonly string[], problems: Problems): void => {
  const hint = didYouMean(name, [...leaves, ...paths])
  problems.add('input.unknown', `There is no input "${name}"`, { at: { input: name }, expected: leaves.join(', '), ...(hint ? { hint } : {}) })
}

type LeafNode = InputNode | FactorNode | CategoryNode

/** Reads the inputs, looks the factors up and prepares the computation. All problems come together. */
export const prepare = (method: AnyMethod, inputs: Readonly<Record<string, Given>>, context: Context): Evaluation => {
  const problems = new Problems()
  const evaluation = assemble(method, inputs, context, problems)
  if (problems.list.length > 0) throw new MrvError(problems.list.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))
  return evaluation
}

/** The same as far as it goes, with what is wrong beside. */
const assemble = (method: AnyMethod, inputs: Readonly<Record<string, Given>>, asked: Context, problems: Problems): Evaluation => {
  const context = typeof asked.gwp === 'string' ? { ...asked, gwp: gwpSetName(asked.gwp) } : asked
  const graph = method.graph()
  checkContextNames(context, problems)
  const surroundings = surroundingsOf(context)
  if (!checkedContexts.has(surroundings)) checkContext(context, problems)
  if (problems.list.length === 0 && checkedContexts.size < 1000) checkedContexts.add(surroundings)
  const paths = factorsByPath(graph)
  const targets = (name: string): readonly Node[] => {
    const leaf = graph.leaves.get(name)
    return leaf ? [leaf] : (paths.get(name) ?? [])
  }
  const given = new Map<Node, { declared: Declared; entries: Entry[] }>()
  for (const [name, value] of Object.entries(inputs)) {
    if (value === undefined) continue
    const nodes = targets(name)
    if (nodes.length === 0) unknownInput(name, [...graph.leaves.keys()], [...paths.keys()], problems)
    for (const node of nodes) {
      const declared = declaredOf(node)
      given.set(node, { declared, entries: readGiven(declared.name === name ? declared : { ...declared, name }, value, problems) })
    }
  }
  const calendar = context.fiscalStart ? { fiscalStart: context.fiscalStart } : {}
  const axes = makeAxes(graph, [...given.values()], calendar, problems)
  const filled = new Map<Node, { declared: Declared; tensor: Tensor; entries: readonly Entry[] }>()
  const absent = new Set<Failure>()
  const { chosen } = needs(graph)
  for (const node of graph.leaves.values() as Iterable<LeafNode>) {
    if (node.kind === 'factor') continue
    const known = given.get(node)
    const declared = declaredOf(node)
    const entries = known?.entries ?? defaultEntries(node, declared)
    const tensor = fill(declared, node, entries, axes)
    const empty = entries.length === 0 && node.optional === true
    if (!empty && !chosen.has(node) && context.partial !== true) {
      listMissing(declared, tensor, problems)
      // over labels that only it would bring, nothing given leaves no cell that could be missing
      const refused = problems.list.some(({ at }) => at.input === declared.name)
      if (entries.length === 0 && tensor.cells.length === 0 && !refused) problems.list.push(missing(declared.name, {}).problem)
    }
    checkSums(declared, tensor, axes, problems)
    filled.set(node, { declared, tensor, entries })
  }

  const own = problems.try(() => ownTables(context)) ?? []
  const bindings = new Map<FactorNode, Binding>()
  const bindingOf = (node: FactorNode): Binding => {
    const before = bindings.get(node)
    if (before) return before
    const mine = given.get(node)
    const found = bindCached(node, axes, context, own, (category) => evaluator.value(category), surroundings)
    const tensor = mine ? fill(mine.declared, node, mine.entries, axes, found.tensor) : found.tensor
    const choices = mine ? tensor.cells.map((cell, index) => (cell === found.tensor.cells[index] ? found.choices[index] : undefined)) : found.choices
    const binding = { node, tensor, choices }
    bindings.set(node, binding)
    return binding
  }
  const leafValue = (node: Node): Tensor => {
    if (node.kind === 'factor') return bindingOf(node).tensor
    const { name } = node as LeafNode
    // a method that is used twice under one path asks twice for one input
    const known = filled.get(node) ?? filled.get(graph.leaves.get(name) as Node)
    if (known) return known.tensor
    return { dims: [], cells: [missing(name, {})] }
  }
  const evaluator: Evaluator = new Evaluator(axes, leafValue, context.partial ? (cell) => absent.add(cell) : undefined)
  const ownInputs = new Map(filled)
  // in the order of the graph: the order in which the caller names them plays no part
  for (const node of graph.factors) {
    const known = given.get(node)
    if (known) ownInputs.set(node, { ...known, tensor: bindingOf(node).tensor })
  }
  return { method, graph, axes, context, inputs: ownInputs, bindings, evaluator, own, absent }
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

/** The same problem, whichever output shows it. */
const keyOf = ({ at: { output: _, ...at }, ...problem }: Problem): string => JSON.stringify([problem, at])

/** What was looked up in vain outside of every choice: where one fails, all are named together. */
const unboundOf = ({ graph, evaluator }: Evaluation): Problem[] => {
  const { always } = needs(graph)
  const cells = graph.factors.filter((node) => always.has(node) && !isGwp(node)).flatMap((node) => evaluator.value(node).cells)
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
      failuresOf(name, evaluation.evaluator.value(node)).filter((problem) => role !== 'benefit' || !isOptional(evaluation.graph, problem)),
    )
  const unbound = failures.length > 0 ? unboundOf(evaluation) : []
  const distinct = new Map([...problems.list, ...unbound, ...failures].map((problem) => [keyOf(problem), problem]))
  return [...distinct.values()].map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } }))
}

/** A row is known by its id, in the lineage and in stored results. (Rows of GWP are made anew for each gas.) */
const checkRowNames = ({ bindings, method }: Evaluation): void => {
  const known = new Map<string, FactorRow>()
  for (const row of [...bindings.values()].flatMap(({ choices }) => choices.flatMap((choice) => choice?.row ?? []))) {
    const other = known.get(row.id)
    if (other && other !== row && !row.id.startsWith('gwp-')) {
      fail('factor.invalid', `Two different rows that are used are called "${row.id}"`, { at: { method: method.id }, hint: 'Give the own row another id.' })
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
): Result<O> => {
  const plain = method as unknown as AnyMethod
  if (typeof context !== 'object' || context === null) fail('context.invalid', 'The context is not a record', { at: { method: plain.id } })
  if (typeof inputs !== 'object' || inputs === null) fail('input.shape', 'The inputs are not a record of names and values', { at: { method: plain.id } })
  const evaluation = locate({ method: plain.id }, () => prepare(plain, inputs as unknown as Readonly<Record<string, Given>>, context))
  const problems = evaluation.graph.outputs
    .filter(({ derived, node }) => (!derived || context.gwp !== undefined) && !isLeftOut(evaluation, node))
    .flatMap(({ name, node }) => failuresOf(name, evaluation.evaluator.value(node)))
  if (problems.length > 0) problems.push(...unboundOf(evaluation))
  // what several outputs lack is told once, under the first
  const distinct = new Map(
    problems.reverse().map((problem) => [keyOf(problem), problem]),
  )
  if (distinct.size > 0) throw new MrvError([...distinct.values()].reverse().map((problem) => ({ ...problem, at: { method: plain.id, ...problem.at } })))
  if (evaluation.own.length > 0) checkRowNames(evaluation)
  return new Result<O>(evaluation)
}

