import { MrvError, Problems } from '../../core/errors'
import { type CategoryNode, type FactorNode, type InputNode, type Node, operands } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import type { FactorTable } from '../../data/factors'
import { gwpSetName } from '../../data/gases'
import { type Algebra, exact } from './algebra'
import { makeAxes } from './axes'
import { type Binding, bindCached, type Choice, type Context, isGwp, surroundingsOf } from './binding'
import { checkContext, ownTables } from './context'
import { Evaluator } from './evaluator'
import { checkSums, fill, listMissing, missing, type RowCheck } from './fill'
import { type Declared, declaredOf, type Entry, type Given, readGiven } from './given'
import { checkOwnUnits } from './own-units'
import { type Axes, type Cell, type Failure, labelsAt, type Tensor } from './tensor'

/** Puts something else in place of what was given or looked up, before anything is computed of it. */
export interface Replacing {
  entries(node: Node, declared: Declared, entries: readonly Entry[]): readonly Entry[]
  /** One cell of a factor, with the row behind it and its labels. */
  factor(node: FactorNode, cell: Cell, choice: Choice, labels: Readonly<Record<string, string>>): Cell
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
  /** The project's own rows, checked, and the tables passed along. */
  readonly own: readonly FactorTable[]
  /** What sums left out so far, with `partial`. */
  readonly absent: ReadonlySet<Failure>
  /** What must hold in every row, for values that come with the rows. */
  readonly checks: readonly RowCheck[]
}

/** The leaves that are needed whatever is chosen, and those that only a branch of a choice needs. */
interface Needs {
  readonly always: ReadonlySet<Node>
  readonly chosen: ReadonlySet<Node>
}

const needsOf = new WeakMap<MethodGraph, Needs>()

/** A leaf that only a branch needs is asked for where a value reaches it, not before. */
export const needs = (graph: MethodGraph): Needs => {
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
  problems.add('input.unknown', `There is no input "${name}"`, {
    at: { input: name },
    expected: leaves.join(', '),
    ...(hint ? { hint } : {}),
  })
}

type LeafNode = InputNode | FactorNode | CategoryNode

/** Reads the inputs, looks the factors up and prepares the computation. All problems come together. */
export const prepare = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
  algebra: Algebra = exact,
  replacing?: Replacing,
): Evaluation => {
  const problems = new Problems()
  const evaluation = assemble(method, inputs, context, problems, algebra, replacing)
  if (problems.list.length > 0)
    throw new MrvError(problems.list.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))
  return evaluation
}

/** The same as far as it goes, with what is wrong beside. */
export const assemble = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  asked: Context,
  problems: Problems,
  algebra: Algebra = exact,
  replacing?: Replacing,
): Evaluation => {
  const context = typeof asked.gwp === 'string' ? { ...asked, gwp: gwpSetName(asked.gwp) } : asked
  const graph = method.graph()
  const surroundings = surroundingsOf(context)
  checkContext(context, surroundings, problems)
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
      given.set(node, {
        declared,
        entries: readGiven(declared.name === name ? declared : { ...declared, name }, value, problems),
      })
    }
  }
  const calendar = context.fiscalStart ? { fiscalStart: context.fiscalStart } : {}
  const axes = makeAxes(graph, [...given.values()], calendar, problems)
  const filled = new Map<Node, { declared: Declared; tensor: Tensor; entries: readonly Entry[] }>()
  const absent = new Set<Failure>()
  const checks: RowCheck[] = []
  const { chosen } = needs(graph)
  for (const node of graph.leaves.values() as Iterable<LeafNode>) {
    if (node.kind === 'factor') continue
    const known = given.get(node)
    const declared = declaredOf(node)
    const read = known?.entries ?? defaultEntries(node, declared)
    const entries = replacing?.entries(node, declared, read) ?? read
    const tensor = fill(declared, node, entries, axes)
    const empty = entries.length === 0 && node.optional === true
    if (!empty && !chosen.has(node) && context.partial !== true) {
      listMissing(declared, tensor, problems)
      // over labels that only it would bring, nothing given leaves no cell that could be missing
      const refused = problems.list.some(({ at }) => at.input === declared.name)
      if (entries.length === 0 && tensor.cells.length === 0 && !refused)
        problems.list.push(missing(declared.name, {}).problem)
    }
    checks.push(...checkSums(declared, tensor, axes, problems, algebra))
    filled.set(node, { declared, tensor, entries })
  }

  const own = problems.try(() => ownTables(context)) ?? []
  if (own.length > 0) checkOwnUnits(graph.factors, own, problems)
  const bindings = new Map<FactorNode, Binding>()
  const bindingOf = (node: FactorNode): Binding => {
    const before = bindings.get(node)
    if (before) return before
    const mine = given.get(node)
    const bound = bindCached(node, axes, context, own, (category) => evaluator.value(category), surroundings, algebra)
    const found = replacing ? { ...bound, tensor: replacedFactor(bound, replacing, axes) } : bound
    const entries = mine && (replacing?.entries(node, mine.declared, mine.entries) ?? mine.entries)
    const tensor = mine && entries ? fill(mine.declared, node, entries, axes, found.tensor) : found.tensor
    const choices = mine
      ? tensor.cells.map((cell, index) => (cell === found.tensor.cells[index] ? found.choices[index] : undefined))
      : found.choices
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
  const evaluator: Evaluator = new Evaluator(
    axes,
    leafValue,
    context.partial ? (cell) => absent.add(cell) : undefined,
    new Map(),
    algebra,
  )
  const ownInputs = new Map(filled)
  // in the order of the graph: the order in which the caller names them plays no part
  for (const node of graph.factors) {
    const known = given.get(node)
    if (known) ownInputs.set(node, { ...known, tensor: bindingOf(node).tensor })
  }
  return { method, graph, axes, context, inputs: ownInputs, bindings, evaluator, own, absent, checks }
}

const replacedFactor = ({ node, tensor, choices }: Binding, replacing: Replacing, axes: Axes): Tensor => ({
  dims: tensor.dims,
  cells: tensor.cells.map((cell, index) => {
    const choice = choices[index]
    return choice ? replacing.factor(node, cell, choice, labelsAt(index, tensor.dims, axes)) : cell
  }),
})

const defaults = new WeakMap<LeafNode, readonly Entry[]>()

/** The default of a leaf, read once; a printed default is never refused by a range. */
export const defaultEntries = (node: LeafNode, declared: Declared): readonly Entry[] => {
  if (node.kind === 'factor' || node.default === undefined) return []
  const before = defaults.get(node)
  if (before) return before
  const { range: _range, ...free } = declared
  const read = readGiven({ ...free, over: [] }, node.default, new Problems())
  const entries = read.map((entry) => ({ ...entry, labels: declared.over.map(() => undefined) }))
  defaults.set(node, entries)
  return entries
}
