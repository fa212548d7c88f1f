import type { Dimension } from '../../core/graph'
import { type Axes, axisOf, labelsAt, sizeOf } from '../evaluation'

/** How cells over dimensions are laid out: time along columns, else the last ordered dimension, all others down rows. */
export interface Shape {
  readonly dims: readonly string[]
  readonly across?: string
  readonly columns: readonly string[]
  readonly down: readonly string[]
  readonly rows: readonly string[]
  /** Row and column of each cell, from 0. */
  readonly at: readonly (readonly [row: number, column: number])[]
}

export const shapeOf = (dims: readonly Pick<Dimension, 'name' | 'sort'>[], axes: Axes): Shape => {
  const names = dims.map(({ name }) => name)
  const runs = dims.filter(({ sort }) => sort !== 'set')
  const across = (runs.find(({ sort }) => sort === 'time') ?? runs[runs.length - 1])?.name
  const down = names.filter((name) => name !== across)
  const columns = across === undefined ? [''] : axisOf(axes, across).labels
  const rows = new Map<string, number>()
  const at = Array.from({ length: sizeOf(names, axes) }, (_, position) => {
    const labels = labelsAt(position, names, axes)
    const row = down.map((name) => labels[name] as string).join(' · ')
    if (!rows.has(row)) rows.set(row, rows.size)
    const column = across === undefined ? 0 : (axisOf(axes, across).index.get(labels[across] as string) as number)
    return [rows.get(row) as number, column] as const
  })
  return { dims: names, ...(across === undefined ? {} : { across }), columns, down, rows: [...rows.keys()], at }
}
