import { type Given, Rows } from '../../../src/uses/evaluation'
import { interpreter } from '../scale'
import { type Conforming, place, type Row } from '../task'

/** The program that batch and uncertainty stand on, computed plainly. */
export const symbolic: Conforming = {
  name: 'program',
  tolerance: 1e-12,
  run: (task) => {
    const rows = new Rows()
    const program = rows.program(
      task.method,
      place(task, () => rows.column()) as Readonly<Record<string, Given>>,
      task.context,
    )
    const ranges = program.slots.map(({ slot, declared }) => ({ slot, range: declared.range, labels: declared.labels }))
    return task.rows.map((texts): Row => {
      const row = texts.map((text, leaf) => (task.leaves[leaf]?.choices ? text : Number(text)))
      for (const { slot, range, labels } of ranges) {
        const value = row[slot] as number | string
        if (labels && !labels.includes(value as string)) return undefined
        const [low, high] = range ?? [null, null]
        if ((low !== null && (value as number) < Number(low)) || (high !== null && (value as number) > Number(high)))
          return undefined
      }
      const scaled = interpreter(row, new Map(), () => {})
      if (program.checks.some(({ condition }) => scaled(condition)?.value !== true)) return undefined
      const outputs = program.outputs.map(
        ({ name, tensor }) => [name, tensor.cells.map((cell) => scaled(cell)?.value)] as const,
      )
      if (outputs.some(([, values]) => values.includes(undefined))) return undefined
      return Object.fromEntries(outputs) as Row
    })
  },
}
