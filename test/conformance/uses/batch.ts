import { type BatchValues, evaluateBatch } from '../../../src/uses/batch'
import { type Conforming, place, type Row, type Task } from '../task'

const columnOf = (task: Task, leaf: number): unknown => {
  const texts = task.rows.map((row) => row[leaf] as string)
  return task.leaves[leaf]?.choices ? texts : Float64Array.from(texts, Number)
}

/** The columns of an output, in the order of its labels. */
const columnsOf = (values: BatchValues): Float64Array[] =>
  Object.entries(values.labels)
    .reduce<Record<string, string>[]>(
      (all, [dim, labels]) => all.flatMap((before) => labels.map((label) => ({ ...before, [dim]: label }))),
      [{}],
    )
    .map((labels) => values.column(labels))

export const batch: Conforming = {
  name: 'batch',
  tolerance: 1e-12,
  run: (task) => {
    const columns = place(task, (leaf) => columnOf(task, leaf))
    const { status, outputs } = evaluateBatch(task.method as never, columns as never, task.context)
    const cells = Object.entries(outputs as Record<string, BatchValues>).map(
      ([name, values]) => [name, columnsOf(values)] as const,
    )
    return task.rows.map((_, index): Row => {
      if (status[index] !== 0) return undefined
      return Object.fromEntries(cells.map(([name, each]) => [name, each.map((column) => column[index] as number)]))
    })
  },
}
