import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestTable } from '../uses/sql/tables'

const home = process.env.CITYMRV_SPARK ?? join(homedir(), '.cache', 'citymrv-spark')

/** A Python with pyspark 4, made in a folder of its own where it is not there yet; undefined where that fails. */
const python = (): string | undefined => {
  const own = join(home, 'bin', 'python')
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
  } catch {
    if (process.getuid?.() !== 0) return undefined
    try {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'openjdk-17-jre-headless', 'python3-venv'], {
        stdio: 'ignore',
      })
    } catch {
      return undefined
    }
  }
  if (existsSync(own)) return own
  try {
    execFileSync('python3', ['-m', 'venv', home], { stdio: 'ignore' })
    execFileSync(own, ['-m', 'pip', 'install', '-q', 'pyspark>=4,<5'], { stdio: 'ignore' })
    return own
  } catch {
    return undefined
  }
}

export interface Spark {
  run(
    tables: readonly TestTable[],
    statements: readonly string[],
    before: readonly string[],
    after: readonly string[],
  ): Promise<Record<string, unknown>[][]>
  stop(): void
}

/** Starts a local Spark; undefined where Java or pyspark are not there and cannot be installed. */
export const startSpark = (): Spark | undefined => {
  const program = python()
  if (!program) return undefined
  const server: ChildProcessWithoutNullStreams = spawn(program, [join(import.meta.dirname, 'spark.py')])
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  let errors = ''
  server.stderr.on('data', (data) => {
    errors = (errors + String(data)).slice(-4000)
    if (process.env.DEBUG) process.stderr.write(data)
  })
  return {
    async run(tables, statements, before, after) {
      server.stdin.write(`${JSON.stringify({ tables, statements, before, after })}\n`)
      const { value } = await lines.next()
      if (value === undefined) throw new Error(`Spark ended: ${errors}`)
      const { error, records, ansi } = JSON.parse(value)
      if (error) throw new Error(error)
      if (ansi !== 'true') throw new Error('ANSI mode is off')
      return records
    },
    stop: () => void server.stdin.end(),
  }
}
