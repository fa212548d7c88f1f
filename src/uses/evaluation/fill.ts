import type { Problem, Problems } from '../../core/errors'
import { facts, type Node } from '../../core/graph'
import { Decimal } from '../../core/quantity'
import type { Algebra } from './algebra'
import type { Declared, Entry } from './given'
import { Operation } from './operation'
import { type Axes, axisOf, type Cell, Failure, labelsAt, sizeOf, type Tensor } from './tensor'

/** The cells of one input over its dimensions; a cell that nothing covers says so. */
export const fill = (
  declared: Declared,
  node: Node,
  entries: readonly Entry[],
  axes: Axes,
  fallback?: Tensor,
): Tensor => {
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
    cells[position] =
      fallback?.cells[position] ??
      (declared.sumsTo ? new Decimal(0) : missing(declared.name, labelsAt(position, dims, axes)))
  }
  return { dims, cells: cells as Cell[] }
}

const labelsOfEntry = ({ labels }: Entry, { over }: Declared): Record<string, string> =>
  Object.fromEntries(
    over.flatMap(({ name }, index) => (labels[index] === undefined ? [] : [[name, labels[index] as string]])),
  )

/** Where an entry stands among the cells: one place, or all labels of the dimensions that it leaves open. */
export const positionsOf = (
  entry: Entry,
  { over }: Declared,
  dims: readonly string[],
  axes: Axes,
): readonly number[] => {
  let positions = [0]
  for (const dim of dims) {
    const { labels, index } = axisOf(axes, dim)
    const label = entry.labels[over.findIndex(({ name }) => name === dim)]
    if (label !== undefined) positions = positions.map((at) => at * labels.length + (index.get(label) as number))
    else positions = positions.flatMap((at) => labels.map((_, each) => at * labels.length + each))
  }
  return positions
}

export const missing = (name: string, labels: Readonly<Record<string, string>>): Failure => {
  const whole = Object.keys(labels).length === 0
  return new Failure({
    code: whole ? 'input.missing' : 'label.missing',
    message: whole ? 'No value is given' : 'No value is given here',
    at: { input: name, ...(whole ? {} : { labels }) },
    hint: 'Missing is not zero: give the value, 0 if it is none.',
  })
}

/** What must hold in every row, for values that are known only there. */
export interface RowCheck {
  readonly condition: Operation
  readonly problem: Problem
}

/** Shares that do not add up; where they come with each row, a check for it. */
export const checkSums = (
  declared: Declared,
  tensor: Tensor,
  axes: Axes,
  problems: Problems,
  algebra: Algebra,
): RowCheck[] => {
  const { sumsTo } = declared
  if (!sumsTo || tensor.cells.length === 0) return []
  const sums = new Map<string, { labels: Record<string, string>; sum: Cell }>()
  tensor.cells.forEach((cell, position) => {
    if (cell instanceof Failure) return
    const { [sumsTo.over]: _, ...labels } = labelsAt(position, tensor.dims, axes)
    const key = JSON.stringify(labels)
    const before = sums.get(key)?.sum ?? algebra.number(new Decimal(0))
    sums.set(key, { labels, sum: algebra.add(before, cell) })
  })
  const total = algebra.number(new Decimal(sumsTo.total))
  return [...sums.values()].flatMap(({ labels, sum }) => {
    const off = algebra.abs(algebra.subtract(sum, total))
    const condition = algebra.compare('<=', off, algebra.number(tolerance))
    if (condition === true) return []
    const problem: Problem = {
      code: 'input.sum',
      message: `The shares over ${sumsTo.over} do not add up`,
      at: { input: declared.name, ...(Object.keys(labels).length > 0 ? { labels } : {}) },
      expected: sumsTo.total,
      hint: sumsHint,
    }
    if (condition instanceof Operation) return [{ condition, problem }]
    problems.list.push({ ...problem, found: String(sum) })
    return []
  })
}

const tolerance = new Decimal('1e-9')

/** What to do about shares that do not add up: the caller decides. */
export const sumsHint =
  'Divide each by their sum if they are meant relative to each other, or give the part that is missing a label of its own: nothing is normalised silently.'

export const listMissing = (declared: Declared, tensor: Tensor, problems: Problems): void => {
  // a value that was refused is not missing too
  const refused = problems.list
    .filter(({ at }) => at.input === declared.name)
    .map(({ at }) => Object.entries(at.labels ?? {}))
  const isRefused = ({ at }: Problem): boolean =>
    refused.some((labels) => labels.every(([dim, label]) => at.labels?.[dim] === label))
  const open = tensor.cells.filter((cell): cell is Failure => cell instanceof Failure && !isRefused(cell.problem))
  for (const { problem } of open.slice(0, 20)) problems.list.push(problem)
  if (open.length > 20)
    problems.add('label.missing', `${open.length - 20} more values are missing`, { at: { input: declared.name } })
}
