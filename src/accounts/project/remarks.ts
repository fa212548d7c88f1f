import type { Remark } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { declaredOf } from '../../uses/exact'
import { inDeclared } from './gaps'
import type { ReadInput } from './table'

/** Values that are not measured, by what the quality column says, and those of which it says nothing. */
export const qualityRemarks = ({ name, qualities = [] }: ReadInput): Remark[] => {
  const counts = new Map<string, number>()
  for (const quality of qualities) counts.set(quality, (counts.get(quality) ?? 0) + 1)
  return [...counts]
    .filter(([quality]) => quality !== 'measured')
    .map(([quality, count]) => ({
      name: 'data.quality',
      text: `${count} of ${qualities.length} values of ${name} ${quality === '' ? 'have no stated quality' : `are ${quality}`}`,
      input: name,
    }))
}

/** Years with more than twice, or less than half, of the year before. */
export const jumpRemarks = (read: ReadInput): Remark[] => {
  const { name, node, cells } = read
  const dim = declaredOf(node).over.find(({ sort }) => sort === 'time')?.name
  if (dim === undefined || node.kind !== 'input' || !read.from) return []
  const mixed = new Set(cells.map(({ unit }) => unit)).size > 1
  const totals = new Map<string, Decimal>()
  for (const cell of cells) {
    const label = cell.labels[dim]
    if (label !== undefined)
      totals.set(label, (totals.get(label) ?? new Decimal(0)).plus(mixed ? inDeclared(cell, read) : cell.value))
  }
  const order = [...totals].sort(([a], [b]) => (a < b ? -1 : 1))
  return order.slice(1).flatMap(([label, value], index) => {
    const [earlier, before] = order[index] as [string, Decimal]
    const far = before.gt(0) && (value.gt(before.times(2)) || value.lt(before.dividedBy(2)))
    return far
      ? [{ name: 'data.jump', text: `${name} goes from ${before} in ${earlier} to ${value} in ${label}`, input: name }]
      : []
  })
}
