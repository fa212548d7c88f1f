import { type CategoryNode, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import { Decimal, parseUnit, replaceSubstance } from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import {
  bind,
  type Cell,
  type Choice,
  type Declared,
  declaredOf,
  defaultEntries,
  type Entry,
  type Evaluation,
  Evaluator,
  expand,
  Failure,
  isGwp,
  labelsAt,
  missing,
  Operation,
  positionsOf,
  type Symbolic,
  sizeOf,
  type Tensor,
} from '../evaluation'
import { scalesOf, valuesOf } from './compute'

/** What stands in an open cell: a figure, a label or a notation key, or nothing. */
export type Entered = Decimal | string | undefined

/** A leaf of the graph in the workbook: open cells, and beside each a locked one with the value that is used. */
export interface LeafBlock {
  readonly node: InputNode | CategoryNode | FactorNode
  readonly name: string
  readonly declared: Declared
  readonly unit: string
  readonly dims: readonly string[]
  /** Whether the caller gave anything of it when the workbook was written. */
  readonly given: boolean
  /** The cells that are used, one a position. */
  readonly used: readonly Cell[]
  /** What is used where nothing is entered. */
  readonly fallback: readonly (Cell | undefined)[]
  /** What is entered; none where a value of one's own is not possible. */
  entered: Entered[] | undefined
}

/** A factor row that is used in the workbook, in the unit of the method. */
export interface RowUse {
  readonly row: FactorRow
  readonly unit: string
  readonly value: Decimal | string
  readonly cell: Operation
  readonly paths: Set<string>
  readonly choices: Map<string, Choice>
}

const zeroKeys = new Set(['NO', 'NA', 'IE'])

/** The value that is used at a position, of what is entered there. */
export const usedValue = (
  { entered, fallback, declared, dims }: LeafBlock,
  position: number,
  evaluation: Evaluation,
  value: (cell: Cell) => Cell,
): Cell => {
  const here = entered?.[position]
  const none = (): Failure => missing(declared.name, labelsAt(position, dims, evaluation.axes))
  if (here === undefined) {
    const otherwise = fallback[position]
    return otherwise === undefined ? none() : value(otherwise)
  }
  if (here instanceof Decimal) return here
  if (declared.labels) return declared.labels.includes(here) ? here : none()
  return zeroKeys.has(here) ? new Decimal(0) : none()
}

/** Every leaf as slots of a program: open cells with what is used where they are empty, and factor rows. */
export class Leaves {
  readonly blocks = new Map<Node, LeafBlock>()
  readonly rows = new Map<string, RowUse>()
  readonly evaluator: Evaluator
  private scales: ((cell: Operation) => number) | undefined
  private computer: ((cell: Cell) => Cell) | undefined
  private readonly slots: (() => Cell)[] = []
  private readonly byName = new Map<string, LeafBlock>()

  constructor(
    readonly evaluation: Evaluation,
    readonly algebra: Symbolic,
    private readonly isGiven: (name: string) => boolean,
  ) {
    const { axes, context } = evaluation
    const skip = context.partial ? () => {} : undefined
    this.evaluator = new Evaluator(axes, (node) => this.tensor(node), skip, new Map(), algebra)
  }

  /** The exact value of a cell, with what is entered now. */
  readonly value = (cell: Cell): Cell => {
    this.computer ??= valuesOf((slot) => (this.slots[slot] as () => Cell)())
    return this.computer(cell)
  }

  /** The magnitude by which the rounding of a value is measured. */
  readonly scale = (cell: Operation): number => {
    this.scales ??= scalesOf(this.value)
    return this.scales(cell)
  }

  /** Other values in the open cells of a block. */
  enter(block: LeafBlock, entered: Entered[]): void {
    for (const other of this.blocks.values()) {
      if (other.entered === block.entered && other !== block) other.entered = entered
    }
    block.entered = entered
    this.computer = undefined
    this.scales = undefined
  }

  /** The leaf of a node, made when it is first asked for: what no output needs is not in the workbook. */
  block(node: Node): LeafBlock {
    const before = this.blocks.get(node)
    if (before) return before
    const leaf = node as InputNode | CategoryNode | FactorNode
    const made = leaf.kind === 'factor' ? this.factor(leaf) : this.input(leaf)
    this.blocks.set(node, made)
    return made
  }

  private tensor(node: Node): Tensor {
    const { dims, used } = this.block(node)
    return { dims, cells: used }
  }

  private make(value: () => Cell, labels?: readonly string[]): Operation {
    const slot = this.slots.push(value) - 1
    return this.algebra.make({ kind: 'slot', slot, ...(labels ? { labels } : {}) })
  }

  private input(node: InputNode | CategoryNode): LeafBlock {
    // an inner method that is used twice under one path has one input
    const known = this.byName.get(node.name)
    if (known) return known
    const { evaluation } = this
    const { inputs, graph, context } = evaluation
    const source = inputs.get(node) ?? inputs.get(graph.leaves.get(node.name) as Node)
    const declared = source?.declared ?? declaredOf(node)
    const given = this.isGiven(node.name)
    const tensor = source?.tensor ?? { dims: [], cells: [missing(node.name, {})] }
    const isLeft = (cell: Cell | undefined): cell is Failure => context.partial === true && cell instanceof Failure
    const otherwise = (cell: Cell | undefined): Cell | undefined => {
      if (node.kind === 'input' && node.sumsTo) return new Decimal(0)
      if (node.default === undefined) return undefined
      // where the workbook is written with values of one's own, the default still stands for a cell that is emptied
      return given ? (defaultEntries(node, declared)[0]?.value as Decimal | string) : cell
    }
    const block = this.leaf(
      node,
      declared,
      given,
      tensor.dims,
      tensor.cells.map(otherwise),
      tensor.cells.map((cell) => (isLeft(cell) ? cell : undefined)),
    )
    if (given && source) block.entered = enteredOf(block, source.entries, evaluation)
    this.byName.set(node.name, block)
    return block
  }

  private leaf(
    node: LeafBlock['node'],
    declared: Declared,
    given: boolean,
    dims: readonly string[],
    fallback: readonly (Cell | undefined)[],
    left: readonly (Failure | undefined)[],
  ): LeafBlock {
    const block: LeafBlock = {
      node,
      name: node.kind === 'factor' ? node.path : node.name,
      declared,
      unit: declared.unit?.text ?? '',
      dims,
      given,
      fallback,
      used: fallback.map(
        (_, position) =>
          left[position] ?? this.make(() => usedValue(block, position, this.evaluation, this.value), declared.labels),
      ),
      entered: fallback.map(() => undefined),
    }
    return block
  }

  private factor(node: FactorNode): LeafBlock {
    const { axes, inputs } = this.evaluation
    const dims = facts(node).dims.map(({ name }) => name)
    const fallback = this.lookedUp(node, dims)
    const given = !isGwp(node) && this.isGiven(node.path)
    const block = this.leaf(node, declaredOf(node), given, dims, fallback, [])
    const twin = [...this.blocks.values()].find((other) => other.entered && other.name === block.name)
    // one path, one set of open cells; a GWP is never given by hand
    if (isGwp(node)) block.entered = undefined
    else if (twin && twin.dims.join() === dims.join()) block.entered = twin.entered
    const source = inputs.get(node)
    if (given && source && sizeOf(dims, axes) > 0) {
      const read = enteredOf(block, source.entries, this.evaluation)
      for (const [position, each] of read.entries()) (block.entered as Entered[])[position] = each
    }
    return block
  }

  /** The factor rows of each cell; where a category may change, one for each of its labels. */
  private lookedUp(node: FactorNode, dims: readonly string[]): Cell[] {
    const { axes, context, own } = this.evaluation
    const count = sizeOf(dims, axes)
    const categories = [...new Set(Object.values(node.by))].map((category) => ({
      category,
      labels: facts(category).labels ?? [],
      cells: expand(this.evaluator.value(category), dims, axes),
    }))
    const open = categories.filter(({ cells }) => cells.some((cell) => cell instanceof Operation))
    const found = (chosen: ReadonlyMap<Node, string>): Cell[] => {
      const categoryOf = (category: Node): Tensor => {
        const label = chosen.get(category)
        return label === undefined ? this.evaluator.value(category) : { dims: [], cells: [label] }
      }
      const { tensor, choices } = bind(node, axes, context, own, categoryOf, this.algebra)
      return tensor.cells.map((cell, position) => {
        const choice = choices[position]
        return choice ? this.row(node, choice, cell as Decimal | string, labelsAt(position, dims, axes)) : cell
      })
    }
    const branch = (rest: typeof open, chosen: ReadonlyMap<Node, string>): Cell[] => {
      const [first, ...more] = rest
      if (!first) return found(chosen)
      const cases = first.labels.map(
        (label) => [label, branch(more, new Map([...chosen, [first.category, label]]))] as const,
      )
      return Array.from({ length: count }, (_, position): Cell => {
        const cell = first.cells[position] as Cell
        if (cell instanceof Failure) return cell
        return this.algebra.lookup(cell, new Map(cases.map(([label, cells]) => [label, cells[position] as Cell])))
      })
    }
    return branch(open, new Map())
  }

  private row(node: FactorNode, choice: Choice, value: Decimal | string, labels: Record<string, string>): Operation {
    const { row, steps } = choice
    const key = `${row.id}|${value}`
    const before = this.rows.get(key)
    const known = before ?? {
      row,
      value,
      unit: node.labels ? '' : unitAt(node, labels),
      cell: this.make(() => value, node.labels),
      paths: new Set<string>(),
      choices: new Map<string, Choice>(),
    }
    known.paths.add(node.path)
    known.choices.set(steps.join('; '), choice)
    this.rows.set(key, known)
    return known.cell
  }
}

const unitAt = (node: FactorNode, labels: Readonly<Record<string, string>>): string =>
  facts(node).dims.reduce(
    (unit, { name, substance }) => (substance ? replaceSubstance(unit, name, labels[name] as string) : unit),
    parseUnit(node.unit),
  ).text

/** What the caller gave, cell by cell: for one label before what holds for all. */
const enteredOf = (block: LeafBlock, entries: readonly Entry[], { axes }: Evaluation): Entered[] => {
  const { declared, dims, node } = block
  const cells: Entered[] = Array.from({ length: sizeOf(dims, axes) }, () => undefined)
  const seen = new Set<number>()
  const whole = ({ labels }: Entry): boolean => !labels.includes(undefined)
  for (const entry of [...entries.filter(whole), ...entries.filter((each) => !whole(each))]) {
    const text = entry.key ?? (entry.value instanceof Operation ? undefined : entry.value)
    for (const position of positionsOf(entry, declared, dims, axes)) {
      if (seen.has(position)) continue
      seen.add(position)
      // an empty cell says by itself that there is nothing, unless something would stand in for it
      cells[position] = text === 'NE' || text === 'missing' ? undefined : text
      if (text === 'NE' && block.fallback[position] !== undefined) cells[position] = 'NE'
    }
  }
  const stands = node.kind !== 'factor' && node.default !== undefined
  return stands ? cells.map((cell) => cell ?? 'NE') : cells
}
