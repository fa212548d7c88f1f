import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../scripts/entries.mjs'
import { peer } from '../../scripts/peers.mjs'

/** A table of texts and numbers. */
export interface SparkTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'number' }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export interface SparkTask {
  readonly tables: readonly SparkTable[]
  readonly before: readonly string[]
  readonly statements: readonly string[]
  readonly after: readonly string[]
}

/** A local Spark with ANSI mode on. */
export interface Spark {
  /** The records of each statement. */
  run(task: SparkTask): Promise<Record<string, unknown>[][]>
  stop(): void
}

/** Starts a local Spark; throws what is not there. */
export const startSpark = (): Spark => {
  peer('java')
  const server = spawn(peer('pyspark'), [join(root, 'test/peers/spark.py')])
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  let errors = ''
  server.stderr.on('data', (data) => {
    errors = (errors + String(data)).slice(-4000)
    if (process.env.DEBUG) process.stderr.write(data)
  })
  return {
    async run(task) {
      // JSON has no NaN and no infinity
      const asText = (_key: string, value: unknown) => (typeof value === 'number' ? String(value) : value)
      server.stdin.write(`${JSON.stringify(task, asText)}\n`)
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
