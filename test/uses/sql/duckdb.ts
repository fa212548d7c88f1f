import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { SqlTable } from '../../../src/uses/sql'
import type { TestTable } from './tables'

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
const value = (cell: string | number | null): string =>
  cell === null
    ? 'NULL'
    : typeof cell === 'number'
      ? `CAST('${cell}' AS DOUBLE PRECISION)`
      : `'${cell.replaceAll("'", "''")}'`

/** Statements that make a table and fill it, in the SQL of DuckDB and PostgreSQL. */
export const fillStatements = (table: TestTable, types = { text: 'VARCHAR', number: 'DOUBLE' }): string[] => {
  const columns = table.columns.map((column) => `${name(column.name)} ${types[column.type]}`)
  const statements = [
    `DROP TABLE IF EXISTS ${name(table.name)}`,
    `CREATE TABLE ${name(table.name)} (${columns.join(', ')})`,
  ]
  for (let start = 0; start < table.rows.length; start += 500) {
    const rows = table.rows.slice(start, start + 500).map((row) => `(${row.map(value).join(', ')})`)
    statements.push(`INSERT INTO ${name(table.name)} VALUES ${rows.join(', ')}`)
  }
  return statements
}

export const openDuckDb = async (): Promise<DuckDBConnection> => (await DuckDBInstance.create(':memory:')).connect()

export const runOnDuckDb = async (
  connection: DuckDBConnection,
  tables: readonly TestTable[],
  statements: readonly SqlTable[],
): Promise<Record<string, unknown>[][]> => {
  for (const table of tables) for (const sql of fillStatements(table)) await connection.run(sql)
  const results: Record<string, unknown>[][] = []
  for (const { sql } of statements) results.push((await connection.runAndReadAll(sql)).getRowObjectsJson())
  return results
}
