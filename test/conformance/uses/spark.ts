import { type Spark, startSpark } from '../../peers/spark'
import { rowsFrom, sqlTask } from '../sql'
import type { Conforming } from '../task'

let started: Spark | undefined

export const spark: Conforming = {
  name: 'spark',
  tolerance: 1e-9,
  slow: true,
  run: async (task) => {
    started ??= startSpark()
    const { tables, statements, before, after } = sqlTask(task, 'spark')
    const records = await started.run({ tables, before, statements: statements.map(({ sql }) => sql), after })
    return rowsFrom(task, statements, records)
  },
  stop: () => {
    started?.stop()
    started = undefined
  },
}
