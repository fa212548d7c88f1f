import { type Postgresql, startPostgresql } from '../../peers/postgresql'
import { fillStatements, rowsFrom, sqlTask } from '../sql'
import type { Conforming } from '../task'

let started: Promise<Postgresql> | undefined

export const postgresql: Conforming = {
  name: 'postgresql',
  tolerance: 1e-9,
  run: async (task) => {
    started ??= startPostgresql()
    const server = await started
    const { tables, statements, before } = sqlTask(task, 'postgresql')
    const fill = tables.flatMap((table) => fillStatements(table, { text: 'text', number: 'float8' }))
    server.run(fill)
    const records = statements.map(({ sql }) => server.query(sql, before))
    return rowsFrom(task, statements, records)
  },
  stop: async () => {
    await (await started)?.stop()
    started = undefined
  },
}
