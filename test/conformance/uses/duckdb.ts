import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { fillStatements, rowsFrom, sqlTask } from '../sql'
import type { Conforming } from '../task'

let connection: Promise<DuckDBConnection> | undefined

export const duckdb: Conforming = {
  name: 'duckdb',
  tolerance: 1e-9,
  run: async (task) => {
    connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    const duck = await connection
    const { tables, statements } = sqlTask(task, 'duckdb')
    for (const table of tables) for (const sql of fillStatements(table)) await duck.run(sql)
    const records: Record<string, unknown>[][] = []
    for (const { sql } of statements) records.push((await duck.runAndReadAll(sql)).getRowObjectsJson())
    return rowsFrom(task, statements, records)
  },
}
