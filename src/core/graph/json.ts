import { fail } from '../errors'
import { ancestry, type LookupScope, type Node, type RecurrenceGroup } from './node'

/** A node as plain JSON: its own fields, other nodes as `{ "node": index }`. */
export type NodeJson = { readonly kind: string; readonly [field: string]: unknown }

/** A graph as plain JSON: nodes with operands before what uses them, and the outputs by name. */
export interface GraphJson {
  readonly nodes: readonly NodeJson[]
  readonly groups: readonly unknown[]
  readonly outputs: Readonly<Record<string, number>>
}

/** Writes the nodes that the outputs are computed from; `extra` are leaves to keep although nothing uses them. */
export const graphToJson = (
  outputs: Readonly<Record<string, Node>>,
  extra: readonly Node[] = [],
): { json: GraphJson; indexOf: (node: Node) => number | undefined } => {
  const nodes = ancestry([...extra, ...Object.values(outputs)])
  const index = new Map(nodes.map((node, at) => [node as object, at]))
  const groups = [...new Set(nodes.flatMap((node) => (node.kind === 'recurrence' ? [node.group] : [])))]
  const encode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = index.get(value)
    if (known !== undefined) return { node: known }
    const group = groups.indexOf(value as RecurrenceGroup)
    if (group >= 0) return { group }
    if (Array.isArray(value)) return value.map(encode)
    return fields(value)
  }
  // where factors are looked up stays with the method; a stored graph carries what was found
  const fields = (value: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => [name, encode(each)]),
    )
  const json: GraphJson = {
    nodes: nodes.map((node) => fields(node.kind === 'factor' ? { ...node, within: undefined } : node) as NodeJson),
    groups: groups.map(fields),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, node]) => [name, index.get(node) as number])),
  }
  return { json, indexOf: (node) => index.get(node) }
}

const nowhere: LookupScope = { tables: [], admits: {} }

/**
 * Reads a graph back. Units, substances and dimensions are checked again when it is used. `withinOf` says of each factor,
 * by the index of its node, where it is looked up.
 */
export const graphFromJson = (
  json: GraphJson,
  withinOf: (at: number) => LookupScope = () => nowhere,
): { nodes: readonly Node[]; outputs: Readonly<Record<string, Node>> } => {
  const nodes: Node[] = []
  const groups = new Map<number, RecurrenceGroup>()
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(decode)
    const reference = value as { node?: unknown; group?: unknown }
    if (typeof reference.node === 'number' && Object.keys(value).length === 1) {
      return nodes[reference.node] ?? fail('result.invalid', 'A node of the graph refers to one that comes later')
    }
    if (typeof reference.group === 'number' && Object.keys(value).length === 1) return groupAt(reference.group)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each)]))
  }
  const groupAt = (at: number): RecurrenceGroup => {
    const known = groups.get(at)
    if (known) return known
    const group = Object.freeze(decode(json.groups[at])) as RecurrenceGroup
    groups.set(at, group)
    return group
  }
  for (const [at, each] of json.nodes.entries()) {
    const node = decode(each) as Node
    const scoped = node.kind === 'factor' ? { ...node, within: withinOf(at) } : node
    nodes.push(Object.freeze(scoped))
  }
  const outputs = Object.entries(json.outputs).map(([name, at]) => [name, nodes[at] as Node])
  return { nodes, outputs: Object.fromEntries(outputs) }
}
