import type { DuckDBConnection } from '@duckdb/node-api'
import { fail, MrvError } from '../../core/errors'
import { oneLineOf } from './io'

/** What the command asks of DuckDB. */
export interface Database {
  /** The records of a query that gives few of them. */
  rows(sql: string): Promise<Record<string, unknown>[]>
  /**
   * Runs a statement; `tell` hears how far it is, in percent: 0 or less where DuckDB does not know, as of most that
   * group or join. Gives how many rows it wrote.
   */
  run(sql: string, tell?: (percent: number) => void): Promise<number>
  close(): void
}

const missing = (): never =>
  fail('package.missing', 'The command batch needs the package @duckdb/node-api', {
    hint: 'npm install @duckdb/node-api@1.5.6-r.1',
  })

const load = async (): Promise<typeof import('@duckdb/node-api')> => {
  try {
    return await import('@duckdb/node-api')
  } catch {
    return missing()
  }
}

// DuckDB tells what is wrong, then the line and its candidates
const asProblem = (error: unknown): never => {
  const text = error instanceof Error ? error.message : String(error)
  throw new MrvError({ code: 'file.format', message: oneLineOf(text.split('\n')[0] ?? text), at: {} })
}

const watched = async <T>(
  connection: DuckDBConnection,
  tell: ((percent: number) => void) | undefined,
  action: () => Promise<T>,
): Promise<T> => {
  const timer = tell && setInterval(() => tell(connection.progress.percentage), 200)
  try {
    return await action()
  } catch (error) {
    return asProblem(error)
  } finally {
    clearInterval(timer)
  }
}

/** Opens a database in memory, which puts aside in `folder` what does not fit. */
export const openDatabase = async (folder: string, memory: string | undefined): Promise<Database> => {
  const { DuckDBInstance } = await load()
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
    ...(memory === undefined ? {} : { memory_limit: memory }),
  }).catch(asProblem)
  const connection = await instance.connect()
  await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false')
  return {
    rows: (sql) =>
      watched(connection, undefined, async () => (await connection.runAndReadAll(sql)).getRowObjectsJson()),
    run: (sql, tell) => watched(connection, tell, async () => (await connection.run(sql)).rowsChanged),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
