import {
  type Dimension,
  type FactorNode,
  facts,
  groupNode,
  type Node,
  operands,
  type RecurrenceGroup,
} from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { below, type Formula, name, row, sign, words } from './formula'
import { type Printed, readSymbol, readWords, spoken } from './words'

/** What has a symbol: leaves, named steps, and states that no step names. */
export interface Variable {
  readonly node: Node
  readonly title: string
  readonly printed: Printed
  /** What tells it from another of the same symbol: the role it serves, or the method inside which it stands. */
  readonly label: string
}

/** A number for each node; nodes that say the same have the same, so that a method used twice prints a step once. */
const identify = (nodes: readonly Node[]): ReadonlyMap<Node, string> => {
  const ids = new Map<Node, string>()
  const known = new Map<string, string>()
  const idOf = (node: Node): string => ids.get(node) ?? (node.kind === 'state' ? stateId(node.like, node.name) : '?')
  const stateId = (like: Node, own: string): string => `state ${idOf(like)} ${own}`
  const groupId = ({ dim, states }: RecurrenceGroup): unknown => [
    dim.name,
    states.map((each) => [each.name, idOf(each.inflow), idOf(each.initial), idOf(each.carried)]),
  ]
  for (const node of nodes) {
    const { within: _within, ...plain } = node as Node & { within?: unknown }
    const entries = Object.entries(plain).filter(([, value]) => typeof value !== 'object' || value === null)
    const more = node.kind === 'recurrence' ? groupId(node.group) : operands(node).map(idOf)
    const dims = facts(node).dims.map((dim) => dim.name)
    const rest = node.kind === 'group' && !groupNode(node.by) ? node.by : node.kind === 'factor' ? node.query : null
    const cases = node.kind === 'lookup' ? Object.keys(node.cases) : null
    const along = 'dim' in node ? [node.dim.name, 'to' in node ? node.to.name : ''] : null
    const text = JSON.stringify([entries, more, dims, rest, cases, along])
    const id = known.get(text) ?? String(known.size)
    known.set(text, id)
    ids.set(node, node.kind === 'state' ? stateId(node.like, node.name) : id)
  }
  return ids
}

/** The step or state behind what only marks a border or a condition. */
export const bare = (node: Node): Node =>
  node.kind === 'check' || node.kind === 'argument' || node.kind === 'call' ? bare(node.of) : node

/** Inside which method each node stands: the path of the innermost call. */
const scopesOf = (graph: MethodGraph): ReadonlyMap<Node, string> => {
  const scopes = new Map<Node, string>()
  const visit = (node: Node, path: readonly string[]): void => {
    if (scopes.has(node)) return
    scopes.set(node, path.at(-1) ?? '')
    const inner = node.kind === 'call' ? [...path, node.path] : node.kind === 'argument' ? path.slice(0, -1) : path
    for (const operand of operands(node)) visit(operand, inner)
  }
  for (const { node } of graph.outputs) visit(node, [])
  return scopes
}

/** The role that each node serves; nothing for one that serves several. */
const rolesOf = (graph: MethodGraph, ids: ReadonlyMap<Node, string>): ReadonlyMap<string, string> => {
  const serves = new Map<string, Set<string>>()
  for (const { node, role, derived } of graph.outputs) {
    if (derived || !role) continue
    const seen = new Set<Node>()
    const visit = (each: Node): void => {
      if (seen.has(each)) return
      seen.add(each)
      const id = ids.get(each) as string
      serves.set(id, (serves.get(id) ?? new Set()).add(role))
      for (const operand of operands(each)) visit(operand)
    }
    visit(node)
  }
  const only = (roles: ReadonlySet<string>): string => {
    const counted = [...roles].filter((role) => role !== 'benefit')
    return counted.length === 1 ? (counted[0] as string) : counted.length === 0 ? 'benefit' : ''
  }
  return new Map([...serves].map(([id, roles]) => [id, only(roles)]))
}

const textOf = (node: Node): { symbol: string; title: string } | undefined => {
  if (node.kind === 'named') return { symbol: node.symbol ?? node.title, title: node.title }
  if (node.kind !== 'input' && node.kind !== 'factor' && node.kind !== 'category') return undefined
  const { symbol, title } = node
  return { symbol: symbol ?? spoken(node.name), title: title ?? spoken(node.name) }
}

const printedOf = (node: Node): Printed => {
  const { symbol } = textOf(node) as { symbol: string }
  const stated = node.kind === 'named' ? node.symbol : (node as { symbol?: string }).symbol
  // words without a stated symbol are words: an underscore in them is no index
  const { base, subs } = stated === undefined ? { base: readWords(symbol), subs: [] } : readSymbol(symbol)
  const gas = node.kind === 'factor' && node.parameter === 'GWP' ? gasOf(node) : []
  return { base, subs: [...subs, ...gas] }
}

/** The gas of a GWP, where no index tells it. */
const gasOf = ({ path, over }: FactorNode): Formula[] => {
  const gas = path.replace(/^gwp\//, '')
  return over.some((dim) => dim.name === gas) ? [] : [readWords(gas)]
}

interface Candidate {
  readonly node: Node
  readonly scope: string
  readonly role: string
  readonly dims: string
}

/** Whether the labels tell all apart: within one method other dimensions are enough. */
const tellApart = (all: readonly Candidate[], labels: readonly string[]): boolean =>
  all.every((one, at) =>
    all.slice(0, at).every((other, before) => {
      if (labels[at] !== labels[before]) return true
      return one.scope === other.scope && one.dims !== other.dims
    }),
  )

const labelsFor = (all: readonly Candidate[]): readonly string[] => {
  const ways: readonly ((each: Candidate) => string)[] = [
    () => '',
    ({ role }) => role,
    ({ scope }) => scope,
    ({ role, scope }) => [role, scope].filter(Boolean).join(' '),
  ]
  for (const way of ways) {
    const labels = all.map(way)
    if (tellApart(all, labels)) return labels
  }
  return all.map((_, at) => '′'.repeat(at))
}

/** The symbols of a method's graph: what each variable is called, so that no two are called the same. */
export class Symbols {
  private readonly ids: ReadonlyMap<Node, string>
  private readonly byId = new Map<string, Variable>()
  private readonly owners = new Map<RecurrenceGroup, Map<string, Node>>()
  private readonly groups = new Map<Node, RecurrenceGroup>()
  private readonly steps = new Map<string, Node>()
  private readonly times: number

  constructor(graph: MethodGraph) {
    this.ids = identify(graph.nodes)
    const [scopes, roles] = [scopesOf(graph), rolesOf(graph, this.ids)]
    const bySymbol = new Map<string, Candidate[]>()
    const seen = new Set<string>()
    const times = new Set<string>()
    for (const node of graph.nodes) {
      if (node.kind === 'step') times.add(node.dim.name)
      if (node.kind === 'recurrence') for (const { state } of node.group.states) this.groups.set(state, node.group)
      const owned = node.kind === 'named' ? bare(node.of) : undefined
      if (owned?.kind === 'recurrence') this.own(owned.group, owned.name, node)
      else if (owned && !isSimple(owned) && !this.steps.has(this.ids.get(owned) as string))
        this.steps.set(this.ids.get(owned) as string, node)
      const text = textOf(node)
      const id = this.ids.get(node) as string
      if (!text || seen.has(id)) continue
      seen.add(id)
      const path = node.kind === 'named' ? (scopes.get(node) ?? '') : pathOf(node)
      const dims = facts(node)
        .dims.map((dim) => dim.name)
        .join()
      const key = JSON.stringify(printedOf(node))
      const all = bySymbol.get(key) ?? []
      all.push({ node, scope: path, role: roles.get(id) ?? '', dims })
      bySymbol.set(key, all)
    }
    this.times = times.size
    for (const all of bySymbol.values()) {
      const labels = labelsFor(all)
      for (const [at, { node }] of all.entries()) this.add(node, labels[at] as string)
    }
  }

  private own(group: RecurrenceGroup, state: string, node: Node): void {
    const names = this.owners.get(group) ?? new Map<string, Node>()
    if (!names.has(state)) names.set(state, node)
    this.owners.set(group, names)
  }

  private add(node: Node, label: string): void {
    const { title } = textOf(node) as { title: string }
    const { base, subs } = printedOf(node)
    const printed = label.startsWith('′')
      ? { base: { is: 'sup', of: base, sup: row(...[...label].map(() => sign('′'))) } as const, subs }
      : { base, subs: label === '' ? subs : [...subs, words(label)] }
    const shown = label === '' || label.startsWith('′') ? title : `${title} (${label})`
    this.byId.set(this.ids.get(node) as string, { node, title: shown, printed, label })
  }

  /** The variable that a leaf or a named step is. */
  of(node: Node): Variable | undefined {
    return this.byId.get(this.ids.get(node) ?? '')
  }

  /** The named step that says just what this node says. */
  stepFor(node: Node): Node | undefined {
    return this.steps.get(this.ids.get(node) ?? '')
  }

  /** True for the first of all nodes that say the same. */
  isFirst(node: Node): boolean {
    return this.of(node)?.node === node
  }

  /** The named step that a state of a recurrence is; undefined where none names it. */
  owner(group: RecurrenceGroup, state: string): Node | undefined {
    return this.owners.get(group)?.get(state)
  }

  /** The recurrence that a state belongs to. */
  groupOf(state: Node): RecurrenceGroup | undefined {
    return this.groups.get(state)
  }

  /** The length of a period: Δt, with its index where several times have one. */
  lengthOf(dim: Dimension): Formula {
    const length = row(sign('Δ'), name('t'))
    return this.times > 1 ? below(length, [indexOf(dim)]) : length
  }
}

/** What is printed as it is wherever it stands: a step that only repeats it does not rename it. */
const isSimple = ({ kind }: Node): boolean =>
  ['input', 'factor', 'category', 'named', 'constant', 'label', 'coordinate', 'step', 'state', 'at'].includes(kind)

const pathOf = (node: Node): string => {
  const path = node.kind === 'factor' ? node.path : (node as { name: string }).name
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** A dimension as an index: as its source prints it, else by its name. */
export const indexOf = ({ index, name: own }: Dimension): Formula => readWords(index ?? spoken(own))
