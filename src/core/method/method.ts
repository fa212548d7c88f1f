import { fail, locate } from '../errors'
import type { Dimension } from '../graph'
import {
  ancestry,
  Category,
  type Citation,
  Expression,
  type FactorNode,
  facts,
  hasDim,
  type LookupScope,
  type Node,
  type Operand,
  operands,
  requireClosed,
  unionDims,
} from '../graph'
import { didYouMean } from '../nearest'
import { applyRatio, completeUnit, isAmount, parseRatio, parseUnit, requireFit, splitQuantity } from '../quantity'
import { derivedOutputs } from './derived'
import type { CategoryFactorLeaf, CategoryLeaf, FactorLeaf, InputLeaf, Leaf, Leaves } from './leaf'
import { type Output, type Role, roles } from './output'

type Flat = Readonly<Record<string, Expression<string>>>
type Grouped = { readonly [R in Role]?: Flat }
export type Outputs = Flat | Grouped

/** What the equations of a method see of a leaf. */
export type SymbolOf<L> =
  L extends InputLeaf<infer D>
    ? Expression<D>
    : L extends FactorLeaf<infer D>
      ? Expression<D>
      : L extends CategoryLeaf<infer W, infer D>
        ? Category<W, D>
        : L extends CategoryFactorLeaf<infer W, infer D>
          ? Category<W, D>
          : never

export type Symbols<I> = { readonly [K in keyof I]: SymbolOf<I[K]> }

/** A row of a factor table, as far as a method is concerned; data/factors says what it holds. */
export interface FactorTable {
  readonly source: unknown
  readonly rows: readonly unknown[]
}

export interface MethodOptions<I extends Leaves, O extends Outputs> {
  /** `module.name`, in lower case with hyphens. */
  readonly id: string
  readonly title: string
  readonly source: Citation
  /** The edition of the source, with the corrigenda it includes. */
  readonly edition: string
  /** Raised when a result changes. */
  readonly version?: string
  readonly inputs: I
  /** The tables that it falls back on. */
  readonly factors?: readonly FactorTable[]
  /** Only these editions of a guideline series are admitted: `{ 'ipcc-guidelines': ['2006'] }`. */
  readonly admits?: Readonly<Record<string, readonly string[]>>
  equations(symbols: Symbols<I>): O
}

/** The graph of a method: what is given, what is looked up, what comes out. */
export interface MethodGraph {
  /** The leaves that the caller may give, by name. */
  readonly leaves: ReadonlyMap<string, Node>
  /** All leaves that are looked up, those of inner methods among them. */
  readonly factors: readonly FactorNode[]
  readonly outputs: readonly Output[]
  /** All nodes, operands first. */
  readonly nodes: readonly Node[]
  /** Roles and gases that have no output: they count as 0 in the reduction. */
  readonly structuralZeros: readonly string[]
  /** Why there is no CO2e, where there is none. */
  readonly co2eProblem?: string
}

type ActivityKey<I> = {
  [K in keyof I]: I[K] extends InputLeaf<string, false> | CategoryLeaf<string, string, false> ? K : never
}[keyof I]

type ArgumentFor<L> =
  L extends CategoryLeaf<infer W>
    ? Category<W, string> | W
    : L extends CategoryFactorLeaf<infer W>
      ? Category<W, string> | W
      : Operand<string>

/** What an inner method is given: its activity data, and whatever else is to be replaced. */
export type Arguments<I> = { readonly [K in ActivityKey<I>]: ArgumentFor<I[K]> } & {
  readonly [K in Exclude<keyof I, ActivityKey<I>>]?: ArgumentFor<I[K]>
}

/** A name that is no input does not compile. */
type NoOther<A, I> = { readonly [K in Exclude<keyof A, keyof I>]: never }

type DimsOfArgument<T> = T extends Expression<infer D> ? D : T extends Category<string, infer D> ? D : never
type DimsOfLeaf<L> = L extends { readonly over: readonly Dimension<infer D>[] } ? D : never
/** The dimensions that arguments bring beyond what the inner inputs declare. */
type Extra<I, A> = { [K in keyof A & keyof I]: Exclude<DimsOfArgument<A[K]>, DimsOfLeaf<I[K]>> }[keyof A & keyof I]

type Widened<O, X extends string> = {
  readonly [K in keyof O]: O[K] extends Expression<infer D> ? Expression<D | X> : Widened<O[K], X>
}

/**
 * A method: its declaration, and a function that puts it inside another method's equations.
 *
 * Called inside equations, it runs its own equations with the caller's expressions. An argument may have more
 * dimensions than the input declares; every output then carries them.
 */
export interface Method<I extends Leaves = Leaves, O extends Outputs = Outputs> {
  <const A extends Arguments<I>>(given: A & NoOther<A, I>, options?: { as?: string }): Widened<O, Extra<I, A>>
  readonly id: string
  readonly title: string
  readonly source: Citation
  readonly edition: string
  readonly version: string
  readonly inputs: I
  readonly factors: readonly FactorTable[]
  readonly admits: Readonly<Record<string, readonly string[]>>
  /** The graph; the equations run once, on first use. Throws where a unit or a dimension does not fit. */
  graph(): MethodGraph
}

/** Any method, whatever its inputs and outputs. */
export type AnyMethod = Pick<
  Method,
  'id' | 'title' | 'source' | 'edition' | 'version' | 'inputs' | 'factors' | 'admits' | 'graph'
>

const leafNode = (
  name: string,
  leaf: Leaf,
  path: string,
  byNode: (name: string) => Node,
  extra: readonly Dimension[],
  within: LookupScope,
): Node => {
  const text = { name, ...(leaf.symbol ? { symbol: leaf.symbol } : {}), ...(leaf.title ? { title: leaf.title } : {}) }
  if (leaf.leaf === 'input') {
    const { leaf: _, optional, kind, ...rest } = leaf
    const none = optional && leaf.default === undefined
    return Object.freeze({ kind: 'input', flow: kind, ...rest, ...text, ...(none ? { optional: true } : {}) } as Node)
  }
  if (leaf.leaf === 'category') {
    const { leaf: _, optional, ...rest } = leaf
    const none = optional && leaf.default === undefined
    return Object.freeze({ kind: 'category', ...rest, ...text, ...(none ? { optional: true } : {}) } as Node)
  }
  const by = leaf.leaf === 'factor' ? leaf.by : {}
  const node: FactorNode = {
    kind: 'factor',
    ...text,
    path,
    unit: leaf.leaf === 'factor' ? leaf.unit : '1',
    over: unionDims(leaf.over, extra),
    parameter: leaf.parameter,
    query: leaf.query,
    by: Object.fromEntries(Object.entries(by).map(([column, input]) => [column, byNode(input)])),
    labelled: leaf.labelled,
    within,
    ...(leaf.leaf === 'factor' && leaf.range ? { range: leaf.range } : {}),
    ...(leaf.leaf === 'categoryFactor' ? { labels: leaf.labels } : {}),
  }
  return Object.freeze(node)
}

const symbolOf = (leaf: Leaf, node: Node): Expression<string> | Category<string, string> =>
  leaf.leaf === 'category' || leaf.leaf === 'categoryFactor' ? new Category(node, leaf.labels) : new Expression(node)

const byLast = (names: readonly string[], inputs: Leaves): string[] => {
  // factors that look at a category need its node, so categories come first
  const isCategory = (name: string) => (inputs[name] as Leaf).leaf === 'category'
  return [...names.filter(isCategory), ...names.filter((name) => !isCategory(name))]
}

const isGrouped = (outputs: Outputs): outputs is Grouped =>
  Object.values(outputs).every((value) => !(value instanceof Expression))

const flatten = (outputs: Outputs): Output[] => {
  if (!isGrouped(outputs)) {
    return Object.entries(outputs).map(([name, { node }]) => ({ name, node, derived: false }))
  }
  return roles.flatMap((role) =>
    Object.entries(outputs[role] ?? {}).map(([name, { node }]) => ({
      name: `${role}.${name}`,
      role,
      node,
      derived: false,
    })),
  )
}

const noCategory = (name: string): never => fail('graph.invalid', `"${name}" is not a category input`)

const scopeOf = ({ factors = [], admits = {} }: MethodOptions<Leaves, Outputs>): LookupScope => ({
  tables: factors,
  admits,
})

const buildGraph = (options: MethodOptions<Leaves, Outputs>): MethodGraph => {
  const leaves = new Map<string, Node>()
  const byNode = (name: string): Node => {
    const node = leaves.get(name)
    return node?.kind === 'category' ? node : fail('graph.invalid', `"${name}" is not a category input of this method`)
  }
  const names = Object.keys(options.inputs)
  for (const name of byLast(names, options.inputs)) {
    leaves.set(name, leafNode(name, options.inputs[name] as Leaf, name, byNode, [], scopeOf(options)))
  }
  const symbols = Object.fromEntries(
    names.map((name) => [name, symbolOf(options.inputs[name] as Leaf, leaves.get(name) as Node)]),
  )
  const given = flatten(options.equations(symbols as Symbols<Leaves>))
  for (const { node, name } of given) locate({ output: name }, () => facts(node))
  requireClosed(given.map(({ node }) => node))
  const { outputs, structuralZeros, co2eProblem } = derivedOutputs(given)
  const all = [...given, ...outputs]
  const nodes = ancestry([...names.map((name) => leaves.get(name) as Node), ...all.map(({ node }) => node)])
  for (const node of nodes) {
    // optional inputs of inner methods can be given under their path
    if ((node.kind === 'input' || node.kind === 'category') && !leaves.has(node.name)) leaves.set(node.name, node)
    if (node.kind !== 'factor') continue
    const extra = facts(node).dims.filter((dim) => !hasDim(node.over, dim))
    if (extra.length > 0)
      fail(
        'dimension.differs',
        `${node.path} is looked up by a category over "${extra[0]?.name}", which it does not declare`,
      )
  }
  return {
    leaves,
    factors: nodes.filter((node) => node.kind === 'factor'),
    outputs: all,
    nodes,
    structuralZeros,
    ...(co2eProblem ? { co2eProblem } : {}),
  }
}

const literalCategory = (label: string, leaf: CategoryLeaf | CategoryFactorLeaf): Node => {
  if (!leaf.labels.includes(label)) {
    const hint = didYouMean(label, leaf.labels)
    fail('label.unknown', `"${label}" is not one of its labels`, {
      expected: leaf.labels.join(', '),
      ...(hint ? { hint } : {}),
    })
  }
  return Object.freeze({ kind: 'label', label, labels: leaf.labels })
}

const argumentNode = (name: string, leaf: Leaf, given: unknown): Node => {
  if (leaf.leaf === 'category' || leaf.leaf === 'categoryFactor') {
    if (!(given instanceof Category)) return literalCategory(String(given), leaf)
    for (const label of facts(given.node).labels ?? []) literalCategory(label, leaf)
    return given.node
  }
  const node = given instanceof Expression ? given.node : bareConstant(given as string | number, leaf.unit)
  const known = facts(node)
  requireFit(`"${name}" does not fit:`, parseUnit(leaf.unit), known.unit)
  const missing = leaf.over.filter((dim) => !hasDim(known.dims, dim))
  if (missing.length > 0 && isAmount(known.unit)) {
    fail('dimension.broadcast', `"${name}" is an amount over ${leaf.over.map((dim) => dim.name).join(' × ')}`, {
      found: `a value without ${missing.map((dim) => dim.name).join(', ')}`,
    })
  }
  return node
}

/** A number without a unit is in the declared one; a unit without substance or basis takes them from there. */
const bareConstant = (given: string | number, declared: string): Node => {
  const { number, unit } = splitQuantity(String(given))
  const fit = unit === '' ? undefined : completeUnit(parseUnit(unit), parseUnit(declared))
  if (!fit?.taken) return Object.freeze({ kind: 'constant', value: number, unit: unit || declared })
  return Object.freeze({
    kind: 'constant',
    value: applyRatio(parseRatio(number), fit.factor).toString(),
    unit: declared,
  })
}

const callInside = (options: MethodOptions<Leaves, Outputs>, given: Record<string, unknown>, as?: string): Outputs => {
  const path = as ?? (options.id.split('.').slice(1).join('.') || options.id)
  const { inputs } = options
  for (const name of Object.keys(given)) {
    const hint = didYouMean(name, Object.keys(inputs))
    if (!(name in inputs)) fail('input.unknown', `${options.id} has no input "${name}"`, hint ? { hint } : {})
  }
  const passed = Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        locate({ method: options.id, input: name }, () => argumentNode(name, inputs[name] as Leaf, value)),
      ]),
  )
  const extraOf = (name: string): Dimension[] =>
    facts(passed[name] as Node).dims.filter((dim) => !hasDim((inputs[name] as Leaf).over, dim))
  const extra = unionDims(...Object.keys(passed).map(extraOf))
  const timeAndRegion = extra.filter((dim) => dim.sort === 'time' || dim.name === 'region')
  const nodes = new Map<string, Node>()
  const boundary = new Set<Node>()
  const leafFor = (name: string, leaf: Leaf): Node => {
    const wrap = (of: Node, over: readonly Dimension[]): Node => {
      const { symbol, title } = leaf
      const node: Node = Object.freeze({
        kind: 'argument',
        of,
        over,
        input: { name, ...(symbol ? { symbol } : {}), ...(title ? { title } : {}) },
      })
      boundary.add(node)
      return node
    }
    if (passed[name]) return wrap(passed[name], leaf.over)
    if (leaf.leaf === 'input') {
      if (leaf.default === undefined) {
        if (!leaf.optional) return fail('input.missing', `${options.id} needs "${name}"`)
        return leafNode(
          `${path}/${name}`,
          { ...leaf, over: unionDims(leaf.over, extra) },
          '',
          noCategory,
          [],
          scopeOf(options),
        )
      }
      return wrap(bareConstant(leaf.default, leaf.unit), unionDims(leaf.over, extra))
    }
    if (leaf.leaf === 'category') {
      if (leaf.default !== undefined) return wrap(literalCategory(leaf.default, leaf), leaf.over)
      if (!leaf.optional) return fail('input.missing', `${options.id} needs "${name}"`)
      return Object.freeze({
        kind: 'category',
        name: `${path}/${name}`,
        labels: leaf.labels,
        over: leaf.over,
        optional: true,
      })
    }
    return leafNode(
      name,
      leaf,
      `${path}/${name}`,
      (category) => nodes.get(category) as Node,
      leaf.leaf === 'factor' ? timeAndRegion : [],
      scopeOf(options),
    )
  }
  for (const name of byLast(Object.keys(inputs), inputs)) nodes.set(name, leafFor(name, inputs[name] as Leaf))
  const symbols = Object.fromEntries(
    Object.keys(inputs).map((name) => [name, symbolOf(inputs[name] as Leaf, nodes.get(name) as Node)]),
  )
  const outputs = options.equations(symbols as Symbols<Leaves>)
  const wrap = (expression: Expression<string>): Expression<string> => {
    refuseExtra(expression.node, boundary, extra, options.id)
    return new Expression(
      Object.freeze({ kind: 'call', method: options.id, path, source: options.source, of: expression.node }),
    )
  }
  const wrapAll = (flat: Flat): Flat =>
    Object.fromEntries(Object.entries(flat).map(([name, each]) => [name, wrap(each)]))
  return isGrouped(outputs)
    ? Object.fromEntries(Object.entries(outputs).map(([role, flat]) => [role, wrapAll(flat as Flat)]))
    : wrapAll(outputs)
}

/** An inner method that itself sums or carries along a dimension cannot be given one more of it. */
const refuseExtra = (root: Node, boundary: ReadonlySet<Node>, extra: readonly Dimension[], id: string): void => {
  const seen = new Set<Node>()
  const visit = (node: Node): void => {
    if (seen.has(node) || boundary.has(node)) return
    seen.add(node)
    const along =
      node.kind === 'recurrence' ? node.group.dim : 'dim' in node && node.kind !== 'state' ? node.dim : undefined
    if (along && node.kind !== 'step' && node.kind !== 'coordinate' && hasDim(extra, along)) {
      fail(
        'dimension.sum',
        `${id} itself works along "${along.name}", so it cannot also be repeated for each ${along.name}`,
      )
    }
    for (const operand of operands(node)) visit(operand)
  }
  visit(root)
}

/**
 * Defines a method: inputs, factors and equations, close to how the source prints them. The equations run once, on first
 * use, and leave the graph from which every use is made.
 *
 * Outputs grouped as `{ baseline, project, leakage, benefit }` make it a measure: the reduction by gas, and CO2e, are
 * derived.
 */
export const method = <const I extends Leaves, const O extends Outputs>(options: MethodOptions<I, O>): Method<I, O> => {
  let built: MethodGraph | undefined
  const plain = options as unknown as MethodOptions<Leaves, Outputs>
  const call = (given: Record<string, unknown>, more?: { as?: string }): Outputs => callInside(plain, given, more?.as)
  return Object.assign(call, {
    id: options.id,
    title: options.title,
    source: options.source,
    edition: options.edition,
    version: options.version ?? '1',
    inputs: options.inputs,
    factors: options.factors ?? [],
    admits: options.admits ?? {},
    graph(): MethodGraph {
      built ??= locate({ method: options.id }, () => buildGraph(plain))
      return built
    },
  }) as unknown as Method<I, O>
}
