import { methodOf } from '../../src/methods'
import { compareRows } from './compare'
import { tasksFor } from './draw'
import { referenceOf } from './reference'
import type { Conforming } from './task'

/** What is found in a method through a use over a few random rows; nothing where they agree. Stops at the first task. */
export const firstFailure = async (use: Conforming, id: string): Promise<string | undefined> => {
  for (const task of tasksFor(methodOf(id), 20)) {
    const rows = await use.run(task)
    const { failed } = compareRows(task, rows, referenceOf(task), use.tolerance)
    if (failed.length > 0) return failed[0]
  }
  return undefined
}
