import { fail } from '../../core/errors'
import { type FactorNode, graphFromJson, type Node } from '../../core/graph'
import type { FactorRow } from '../../data/factors'
import { Evaluator, labelsAt, type NestedValue, nest, type Tensor } from '../evaluation'
import type { Difference } from './recompute'
import { tensorOf } from './restore'
import type { StoredResult } from './stored'
import { absent, factorAsInRow, flatten, makeAxes, requireStored, unitFits } from './verify'

const figure = ({ value, unit = '' }: Pick<FactorRow, 'value' | 'unit'>): string => `${value} ${unit}`.trim()

const text = (value: NestedValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * What a stored result would say if some of its factor rows had other figures: every row, factor, step and output that
 * would differ, computed with the graph and the inputs that it holds. Rows that it does not use change nothing.
 * @param rows the rows in their new form, known by their ids
 * @throws MrvError `result.invalid` where the record is not a stored result; `unit.differs` where a row has come to
 * another kind of unit
 */
export const withFactors = (stored: StoredResult, rows: readonly FactorRow[]): readonly Difference[] => {
  requireStored(stored)
  const { nodes, outputs } = graphFromJson(stored.graph)
  const axes = makeAxes(stored, nodes)
  const changed = new Map(rows.map((row) => [row.id, row]))
  const now = { ...stored, rows: stored.rows.map((row) => changed.get(row.id) ?? row) }
  const leaves = new Map<Node, Tensor>()
  for (const leaf of [...stored.inputs, ...stored.factors]) {
    const node = nodes[leaf.node] as Node
    leaves.set(node, tensorOf(stored, node, leaf.over, leaf.value))
  }
  const differences: Difference[] = []
  const add = (difference: Difference): void => {
    if (difference.before !== difference.after) differences.push(difference)
  }
  for (const [at, row] of stored.rows.entries())
    add({ kind: 'factor', name: row.id, before: figure(row), after: figure(now.rows[at] as FactorRow) })
  for (const factor of stored.factors) {
    const node = nodes[factor.node] as Node
    const given = leaves.get(node) as Tensor
    for (const [position, id] of flatten(factor.rows, factor.over, stored.labels).entries()) {
      const row = changed.get(id ?? '')
      if (row && !unitFits(node as FactorNode, row, labelsAt(position, factor.over, axes)))
        fail('unit.differs', `${row.id} has come to another kind of unit`, {
          at: { input: factor.name },
          found: row.unit ?? 'no unit',
          expected: factor.unit,
          hint: 'Compute the result anew with a row of the unit that the method asks for.',
        })
    }
    const tensor = factorAsInRow(factor, node, given, given, now)
    leaves.set(node, tensor)
    add({ kind: 'factor', name: factor.name, before: text(factor.value), after: text(nest(tensor, axes)) })
  }
  const named = new Map([...leaves].map(([node, tensor]) => [(node as { name?: string }).name, tensor]))
  const leafOf = (node: Node): Tensor =>
    leaves.get(node) ??
    (node.kind === 'input' || node.kind === 'category' ? named.get(node.name) : undefined) ?? {
      dims: [],
      cells: [absent],
    }
  const evaluator = new Evaluator(axes, leafOf, stored.context.partial ? () => undefined : undefined)
  const after = (node: Node): string => text(nest(evaluator.value(node), axes))
  // outputs first: a step inside of a recurrence is computed with it
  for (const node of Object.values(outputs)) evaluator.value(node)
  for (const { node, name, equation, value } of stored.steps)
    add({ kind: 'step', name, equation, before: text(value), after: after(nodes[node] as Node) })
  for (const [name, node] of Object.entries(outputs))
    add({ kind: 'output', name, before: text(stored.outputs[name]?.value ?? null), after: after(node) })
  return differences
}
