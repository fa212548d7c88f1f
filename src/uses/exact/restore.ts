import { type FactorNode, facts, graphFromJson, type Node } from '../../core/graph'
import { Decimal } from '../../core/quantity'
import type { Cell, NestedValue, Tensor } from '../evaluation'
import type { Explained } from './explain'
import type { StoredFactor, StoredResult } from './stored'
import { absent, flatten, makeAxes } from './verify'

/** The cells of a stored figure. */
export const tensorOf = (stored: StoredResult, node: Node, over: readonly string[], value: NestedValue): Tensor => {
  const quantity = facts(node).type === 'quantity'
  const cells = flatten(value, over, stored.labels).map(
    (text): Cell => (text === null ? absent : quantity ? new Decimal(text) : text),
  )
  return { dims: over, cells }
}

const dimsOf = (node: Node): string[] => facts(node).dims.map(({ name }) => name)

const choicesOf = (stored: StoredResult, { over, rows, chosen }: StoredFactor) => {
  const known = new Map(stored.rows.map((row) => [row.id, row]))
  const choices = new Map([...known].map(([id, row]) => [id, { row, steps: chosen[id] ?? [] }]))
  return flatten(rows, over, stored.labels).map((id) => (id === null ? undefined : choices.get(id)))
}

/** Reads a stored result back as far as an explanation needs it: figures as they are stored, nothing computed again. */
export const restore = (stored: StoredResult): Explained => {
  const { nodes, outputs } = graphFromJson(stored.graph)
  const held = new Map<Node, Tensor>()
  for (const leaf of [...stored.inputs, ...stored.factors, ...stored.steps]) {
    const node = nodes[leaf.node] as Node
    held.set(node, tensorOf(stored, node, leaf.over, leaf.value))
  }
  const shown = Object.entries(outputs).map(([name, node]) => ({
    name,
    node,
    derived: stored.outputs[name]?.derived ?? false,
  }))
  for (const { name, node } of shown) {
    if (!held.has(node)) held.set(node, tensorOf(stored, node, dimsOf(node), stored.outputs[name]?.value ?? null))
  }
  return {
    method: stored.method,
    context: stored.context,
    graph: { outputs: shown },
    axes: makeAxes(stored, nodes),
    bindings: new Map(
      stored.factors.map((factor) => [nodes[factor.node] as FactorNode, { choices: choicesOf(stored, factor) }]),
    ),
    evaluator: { computed: (node) => held.get(node), value: (node) => held.get(node) ?? { dims: [], cells: [absent] } },
  }
}
