import type { Problem } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import type { Period } from '../../data/periods'
import type { Operation } from './operation'

/** A value that could not be computed, with its reason. It is an error only where an output needs it. */
export class Failure {
  constructor(readonly problem: Problem) {}
}

/** A value, the reason why there is none, or the operation that gives it for a row. */
export type Cell = Decimal | string | boolean | Failure | Operation

/** The labels of one dimension, in order, with what an order brings. */
export interface Axis {
  readonly name: string
  readonly sort: 'set' | 'ordered' | 'time'
  readonly labels: readonly string[]
  readonly index: ReadonlyMap<string, number>
  readonly periods?: readonly Period[]
  readonly coordinates?: readonly Decimal[]
}

export type Axes = ReadonlyMap<string, Axis>

/** Cells over dimensions, the last dimension running fastest. */
export interface Tensor {
  readonly dims: readonly string[]
  readonly cells: readonly Cell[]
}

export const axisOf = (axes: Axes, name: string): Axis => axes.get(name) as Axis

export const sizeOf = (dims: readonly string[], axes: Axes): number =>
  dims.reduce((size, name) => size * axisOf(axes, name).labels.length, 1)

const sameDims = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index])

/** The cells of a tensor repeated over the dimensions that it lacks. */
export const expand = (tensor: Tensor, dims: readonly string[], axes: Axes): readonly Cell[] => {
  if (sameDims(tensor.dims, dims)) return tensor.cells
  const positions = indexMap(tensor.dims, dims, axes)
  return positions.map((position) => tensor.cells[position] as Cell)
}

/** For every cell over `dims`, where it stands among cells over the fewer dimensions `inner`. */
export const indexMap = (inner: readonly string[], dims: readonly string[], axes: Axes): number[] => {
  const strides = new Map<string, number>()
  let stride = 1
  for (const name of [...inner].reverse()) {
    strides.set(name, stride)
    stride *= axisOf(axes, name).labels.length
  }
  let positions = [0]
  for (const name of dims) {
    const count = axisOf(axes, name).labels.length
    const each = strides.get(name) ?? 0
    const next: number[] = []
    for (const position of positions) for (let label = 0; label < count; label++) next.push(position + label * each)
    positions = next
  }
  return positions
}

/** The labels of the cell at a position. */
export const labelsAt = (position: number, dims: readonly string[], axes: Axes): Record<string, string> => {
  const labels: [string, string][] = []
  let rest = position
  for (const name of [...dims].reverse()) {
    const axis = axisOf(axes, name)
    labels.unshift([name, axis.labels[rest % axis.labels.length] as string])
    rest = Math.floor(rest / axis.labels.length)
  }
  return Object.fromEntries(labels)
}

export const mapCells = (tensor: Tensor, apply: (cell: Cell) => Cell): Tensor => ({
  dims: tensor.dims,
  cells: tensor.cells.map((cell) => (cell instanceof Failure ? cell : apply(cell))),
})

export const zipCells = (
  a: Tensor,
  b: Tensor,
  dims: readonly string[],
  axes: Axes,
  apply: (a: Cell, b: Cell, position: number) => Cell,
): Tensor => {
  if (dims.length === 0) {
    const [cell, other] = [a.cells[0] as Cell, b.cells[0] as Cell]
    if (cell instanceof Failure) return a
    return other instanceof Failure ? b : { dims, cells: [apply(cell, other, 0)] }
  }
  const [left, right] = [expand(a, dims, axes), expand(b, dims, axes)]
  return {
    dims,
    cells: left.map((cell, index) => {
      const other = right[index] as Cell
      if (cell instanceof Failure) return cell
      return other instanceof Failure ? other : apply(cell, other, index)
    }),
  }
}

export { Decimal }
