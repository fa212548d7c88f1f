import type { Dimension } from './dimension'

/** What a leaf declares of itself; shown wherever it appears. */
export interface LeafText {
  readonly name: string
  readonly symbol?: string
  readonly title?: string
}

/** A source document's place, as shown in lineage. */
export interface Citation {
  readonly document: string
  readonly locator: string
}

export type Bound = string | null

export interface InputNode extends LeafText {
  readonly kind: 'input'
  readonly unit: string
  readonly over: readonly Dimension[]
  /** How a value goes to another period: add up, take the last, weigh the mean. */
  readonly flow: 'flow' | 'stock' | 'intensity'
  /** Lowest and highest value that is accepted; null is open. */
  readonly range?: readonly [Bound, Bound]
  /** The values add up to 1 over this dimension; cells left out are 0. */
  readonly sumsTo?: { readonly total: string; readonly over: string }
  readonly default?: string
  /** No value: the input and the dimensions that only it brings are empty. */
  readonly optional?: boolean
}

export interface FactorNode extends LeafText {
  readonly kind: 'factor'
  readonly path: string
  readonly unit: string
  readonly over: readonly Dimension[]
  readonly parameter: string
  /** What a row must state, exactly. */
  readonly query: Readonly<Record<string, string>>
  /** Categories whose label a row must state: column name and the category node. */
  readonly by: Readonly<Record<string, Node>>
  /** The dimensions whose label a row must state. */
  readonly labelled: readonly string[]
  readonly range?: readonly [Bound, Bound]
  /** The labels of a factor that is a category (fossil, biogenic). */
  readonly labels?: readonly string[]
  /** Where it is looked up: the tables and editions of the method that declares it. */
  readonly within: LookupScope
}

/** The tables that a method falls back on, and the editions of a series that it admits. */
export interface LookupScope {
  readonly tables: readonly unknown[]
  readonly admits: Readonly<Record<string, readonly string[]>>
}

export interface CategoryNode extends LeafText {
  readonly kind: 'category'
  readonly labels: readonly string[]
  readonly over: readonly Dimension[]
  readonly default?: string
  readonly optional?: boolean
}

interface Unary {
  readonly of: Node
}
interface Binary {
  readonly a: Node
  readonly b: Node
}

/** A state of a recurrence as it was at the label before; only inside the recurrence's own step. */
export interface StateNode {
  readonly kind: 'state'
  readonly dim: Dimension
  readonly like: Node
  readonly name: string
}

/** Coupled states along one ordered dimension: each is its inflow plus what is carried over from the label before. */
export interface RecurrenceGroup {
  readonly dim: Dimension
  readonly states: readonly {
    readonly name: string
    readonly inflow: Node
    readonly state: StateNode
    readonly carried: Node
    readonly initial: Node
  }[]
}

/**
 * What an equation is made of: plain frozen data. Its unit, dimensions and type follow from it and are derived once, in
 * facts.ts. A use answers every kind in one table.
 */
export type Node =
  | InputNode
  | FactorNode
  | CategoryNode
  | { readonly kind: 'constant'; readonly value: string; readonly unit: string; readonly title?: string }
  | { readonly kind: 'label'; readonly label: string; readonly labels: readonly string[] }
  | ({ readonly kind: 'add' } & Binary)
  | ({ readonly kind: 'subtract' } & Binary)
  | ({ readonly kind: 'multiply' } & Binary)
  | ({ readonly kind: 'divide' } & Binary)
  | ({ readonly kind: 'power'; readonly exponent: Node } & Unary)
  | ({ readonly kind: 'exp' } & Unary)
  | ({ readonly kind: 'ln' } & Unary)
  | ({ readonly kind: 'abs' } & Unary)
  | ({ readonly kind: 'min' } & Binary)
  | ({ readonly kind: 'max' } & Binary)
  | ({ readonly kind: 'compare'; readonly operator: Comparison } & Binary)
  | ({ readonly kind: 'is'; readonly label: string } & Unary)
  | ({ readonly kind: 'and' } & Binary)
  | ({ readonly kind: 'not' } & Unary)
  | { readonly kind: 'choose'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'lookup'; readonly category: Node; readonly cases: Readonly<Record<string, Node>> }
  | ({ readonly kind: 'sum'; readonly dim: Dimension } & Unary)
  | ({ readonly kind: 'group'; readonly dim: Dimension; readonly to: Dimension; readonly by: GroupBy } & Unary)
  | ({ readonly kind: 'rename'; readonly from: Dimension; readonly to: Dimension } & Unary)
  | ({ readonly kind: 'at'; readonly dim: Dimension; readonly label: string } & Unary)
  | { readonly kind: 'coordinate'; readonly dim: Dimension }
  | { readonly kind: 'step'; readonly dim: Dimension }
  | ({
      readonly kind: 'shift'
      readonly dim: Dimension
      readonly by: number
      readonly initial: Node
      readonly keepLast: boolean
    } & Unary)
  | StateNode
  | { readonly kind: 'recurrence'; readonly group: RecurrenceGroup; readonly name: string }
  | ({ readonly kind: 'interpolate'; readonly dim: Dimension; readonly at: Node } & Unary)
  | ({
      readonly kind: 'named'
      readonly title: string
      readonly equation: string
      readonly symbol?: string
      readonly unit?: string
    } & Unary)
  | ({ readonly kind: 'check'; readonly condition: Node; readonly text: string } & Unary)
  | ({ readonly kind: 'argument'; readonly input: LeafText; readonly over: readonly Dimension[] } & Unary)
  | ({ readonly kind: 'call'; readonly method: string; readonly path: string; readonly source: Citation } & Unary)

export type Comparison = '<' | '<=' | '=' | '>=' | '>'

/** Which label goes where: a fixed map, a category over the dimension, or the calendar (month → year). */
export type GroupBy = Readonly<Record<string, string>> | 'calendar' | Node

export type Kind = Node['kind']
export type NodeOf<K extends Kind> = Extract<Node, { kind: K }>

const isNode = (by: GroupBy): by is Node => typeof by === 'object' && 'kind' in by && typeof by.kind === 'string'

export const groupNode = (by: GroupBy): Node | undefined => (isNode(by) ? by : undefined)

/** The nodes that a node is computed from. */
export const operands = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case 'input':
    case 'category':
    case 'constant':
    case 'label':
    case 'coordinate':
    case 'step':
    case 'state':
      return []
    case 'factor':
      return Object.values(node.by)
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'min':
    case 'max':
    case 'compare':
    case 'and':
      return [node.a, node.b]
    case 'power':
      return [node.of, node.exponent]
    case 'choose':
      return [node.condition, node.then, node.otherwise]
    case 'lookup':
      return [node.category, ...Object.values(node.cases)]
    case 'group': {
      const by = groupNode(node.by)
      return by ? [node.of, by] : [node.of]
    }
    case 'shift':
      return [node.of, node.initial]
    case 'recurrence':
      // inflows first: a state takes its facts from its inflow
      return [
        ...node.group.states.map(({ inflow }) => inflow),
        ...node.group.states.flatMap(({ initial, carried }) => [initial, carried]),
      ]
    case 'interpolate':
      return [node.of, node.at]
    case 'check':
      return [node.of, node.condition]
    case 'exp':
    case 'ln':
    case 'abs':
    case 'is':
    case 'not':
    case 'sum':
    case 'rename':
    case 'at':
    case 'named':
    case 'argument':
    case 'call':
      return [node.of]
  }
}

/** All nodes that the given ones are computed from, operands first, each once. */
export const ancestry = (roots: readonly Node[]): Node[] => {
  const order: Node[] = []
  const seen = new Set<Node>()
  const visit = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const operand of operands(node)) visit(operand)
    order.push(node)
  }
  for (const root of roots) visit(root)
  return order
}

/** The nodes of a recurrence's step that change from label to label because a state does. */
export const dependingOn = (group: RecurrenceGroup): Set<Node> => {
  const depending = new Set<Node>(group.states.map(({ state }) => state))
  const visited = new Set<Node>()
  const visit = (node: Node): boolean => {
    if (depending.has(node)) return true
    if (visited.has(node)) return false
    visited.add(node)
    const depends = operands(node).map(visit).some(Boolean)
    if (depends) depending.add(node)
    return depends
  }
  for (const { carried } of group.states) visit(carried)
  return depending
}
