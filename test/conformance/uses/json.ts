import { type MethodJson, methodFromJson, methodToJson } from '../../../src/uses/json'
import { exactRow } from '../reference'
import type { Conforming } from '../task'

/** The method written as JSON and read back. */
export const json: Conforming = {
  name: 'json',
  tolerance: 0,
  run: (task) => {
    const written = JSON.stringify(methodToJson(task.method))
    const method = methodFromJson(JSON.parse(written) as MethodJson)
    return task.rows.map((row) => exactRow({ ...task, method }, row))
  },
}
