import { facts, type Node, operands } from '../../core/graph'
import type { Output } from '../../core/method'
import { type Cell, Failure, Operation, type Symbolic, type Tensor, withSet } from '../evaluation'
import type { Leaves } from './leaves'
import { type Reach, reachOf } from './reach'

/** One block of the calculation: a named step, what a recurrence carries, or the terms of a sum. */
export interface StepBlock {
  readonly node: Node
  readonly title: string
  readonly symbol: string
  readonly equation: string
  readonly unit: string
  readonly cells: readonly Cell[]
  readonly isNamed: boolean
}

/** An output that the workbook shows. */
export interface OutputBlock extends Output {
  readonly unit: string
  readonly cells: readonly Cell[]
}

/** Derived figures and benefits stand there only if something could be entered that gives them. */
export const outputsOf = ({ evaluation, evaluator }: Leaves): OutputBlock[] => {
  const { graph, context } = evaluation
  return graph.outputs.flatMap((output): OutputBlock[] => {
    const { name, node, derived, role } = output
    if (context.gwp === undefined && derived && name.endsWith('co2e')) return []
    const { cells } = evaluator.value(node)
    const mayLack = derived || role === 'benefit'
    if (mayLack && cells.some((cell) => cell instanceof Failure)) return []
    return [{ ...output, cells, unit: withSet(facts(node).unit, context.gwp).text }]
  })
}

const simple = new Set(['number', 'truth', 'label', 'slot', 'fail'])

/** Whether an operation is more than a figure or a cell that is there already. */
const isWork = (cell: Cell): cell is Operation => cell instanceof Operation && !simple.has(cell.kind)

/** Under which path a step of an inner method stands: the same step may be there for the baseline and for the project. */
const pathsOf = (nodes: readonly Node[]): ReadonlyMap<Node, string> => {
  const paths = new Map<Node, string>()
  const visit = (node: Node, path: string): void => {
    if (paths.has(node) || node.kind === 'argument') return
    paths.set(node, path)
    for (const operand of operands(node)) visit(operand, path)
  }
  // inner calls stand before those that hold them
  for (const node of nodes) if (node.kind === 'call') visit(node.of, node.path)
  return paths
}

/** The blocks of the calculation in the order of the graph, and which operation is at home in which cell of them. */
export const stepsOf = (
  leaves: Leaves,
): { blocks: StepBlock[]; homes: Map<Operation, readonly [StepBlock, number]> } => {
  const { evaluation, evaluator } = leaves
  const { nodes } = evaluation.graph
  const homes = new Map<Operation, readonly [StepBlock, number]>()
  const blocks = new Map<Node, StepBlock>()
  const settle = (node: Node, tensor: Tensor, text: Pick<StepBlock, 'title' | 'symbol' | 'equation'>): void => {
    const block: StepBlock = {
      node,
      ...text,
      unit: facts(node).unit.text,
      cells: tensor.cells,
      isNamed: node.kind === 'named',
    }
    blocks.set(node, block)
    for (const [position, cell] of tensor.cells.entries()) {
      if (isWork(cell) && !homes.has(cell)) homes.set(cell, [block, position])
    }
  }
  const paths = pathsOf(nodes)
  const isOpen = ({ cells }: Tensor): boolean => cells.some((cell) => isWork(cell) && !homes.has(cell))
  for (const node of nodes) {
    const tensor = node.kind === 'named' ? evaluator.computed(node) : undefined
    if (node.kind !== 'named' || !tensor) continue
    const path = paths.get(node)
    const equation = path === undefined ? node.equation : `${node.equation}, ${path}`
    settle(node, tensor, { title: node.title, symbol: node.symbol ?? '', equation })
  }
  for (const node of nodes) {
    const tensor = node.kind === 'recurrence' ? evaluator.computed(node) : undefined
    if (node.kind !== 'recurrence' || !tensor || !isOpen(tensor)) continue
    const title = `Carried along ${node.group.dim.name}`
    settle(node, tensor, { title, symbol: node.name, equation: '' })
  }
  for (const node of nodes) {
    if (node.kind !== 'sum' && node.kind !== 'group') continue
    const tensor = evaluator.computed(node.of)
    if (!tensor || tensor.cells.length < 2 || !isOpen(tensor)) continue
    settle(node.of, tensor, { title: `Terms of the sum over ${node.dim.name}`, symbol: '', equation: '' })
  }
  return { blocks: nodes.flatMap((node) => blocks.get(node) ?? []), homes }
}

/** A condition of the method that must hold, with its words and where it stands. */
export interface CheckCell {
  readonly text: string
  readonly labels: string
  readonly condition: Operation | boolean
  /** Where it must hold: where the branch that it stands in is taken. */
  readonly where: Reach
}

/** The conditions that the method itself checks; what holds whatever is entered is said once. */
export const checksOf = ({ evaluation }: Leaves, algebra: Symbolic, outputs: readonly OutputBlock[]): CheckCell[] => {
  const all = algebra.operations.filter(({ kind }) => kind === 'check')
  const reaches = reachOf(
    outputs.flatMap(({ cells }) => cells),
    algebra,
  )
  const open = all.flatMap((operation): CheckCell[] => {
    const where = reaches.get(operation)
    if (operation.deed.kind !== 'check' || where === undefined) return []
    const { message, at } = operation.deed.problem
    const labels = Object.values(at.labels ?? {}).join(' · ')
    return [{ text: message, labels, condition: operation.operands[0] as Operation, where }]
  })
  const texts = new Set(all.map(({ deed }) => (deed.kind === 'check' ? deed.problem.message : '')))
  const held = evaluation.graph.nodes.flatMap((node): CheckCell[] => {
    if (node.kind !== 'check' || texts.has(node.text)) return []
    texts.add(node.text)
    return [{ text: node.text, labels: '', condition: true, where: true }]
  })
  return [...open, ...held]
}
