import { fail, MrvError } from '../../core/errors'
import { type Operators, plainOperators } from './operators'
import type { RowColumn } from './row-column'
import { type Job, runRows } from './rows'
import { stretchRows } from './runner'

/** A worker, or the other end of one: of Node or of a page. */
export type Thread = { postMessage(message: unknown): void } & (
  | {
      on(event: 'message', to: (message: unknown) => void): unknown
      on(event: 'error', to: (message: unknown) => void): unknown
      off(event: string, to: (message: unknown) => void): unknown
    }
  | {
      addEventListener(event: string, to: (event: object) => void): void
      removeEventListener(event: string, to: (event: object) => void): void
    }
)

interface Part {
  readonly job: Job
  readonly from: number
  readonly end: number
}

type Answer = { readonly refused: number } | { readonly error: string }

/** Gives what ends it. */
const listen = (thread: Thread, event: 'message' | 'error', heard: (message: unknown) => void): (() => unknown) => {
  if ('on' in thread) {
    if (event === 'message') thread.on('message', heard)
    else thread.on('error', heard)
    return () => thread.off(event, heard)
  }
  const listener = (found: { data?: unknown; message?: unknown }) =>
    heard(event === 'message' ? found.data : found.message)
  thread.addEventListener(event, listener)
  return () => thread.removeEventListener(event, listener)
}

/**
 * All that a worker's own file has to call: it computes the rows that `evaluateBatchOn` sends.
 *
 * @param port `parentPort` of `node:worker_threads`, or `self` of a Web Worker
 * @param operators those of `simdOperators`, or plain JavaScript where not stated
 */
export const serveBatch = (port: Thread, operators: Operators = plainOperators()): void => {
  listen(port, 'message', (message) => {
    const { job, from, end } = message as Part
    try {
      port.postMessage({ refused: runRows(job, operators, from, end) })
    } catch (error) {
      port.postMessage({ error: error instanceof Error ? error.message : String(error) })
    }
  })
}

const shared = (bytes: number): SharedArrayBuffer => {
  if (typeof SharedArrayBuffer !== 'undefined') return new SharedArrayBuffer(bytes)
  return fail('call.invalid', 'Threads cannot share memory here', {
    expected: 'a page that is cross-origin isolated, or Node',
    hint: 'Use evaluateBatch; the results are the same.',
  })
}

/** A new column in memory that threads share, zero throughout: as an input of `evaluateBatchOn` it is not copied. */
export const sharedColumn = (rows: number): Float64Array => new Float64Array(shared(8 * rows))

const isShared = ({ buffer }: Float64Array | Uint8Array): boolean => buffer instanceof SharedArrayBuffer

/** That of a result which is used again, or a new one. */
const writable = (column: Float64Array): Float64Array => (isShared(column) ? column : sharedColumn(column.length))

const inShared = (column: RowColumn): RowColumn => {
  if (!(column instanceof Float64Array) || isShared(column)) return column
  const copy = sharedColumn(column.length)
  copy.set(column)
  return copy
}

/** A job whose results all threads write. */
export const sharedJob = (job: Job): Job => {
  const { columns, values, sums, failed } = job.data
  const data = {
    ...job.data,
    columns: columns.map(inShared),
    values: values.map(writable),
    sums: sums.map(writable),
    failed: isShared(failed) ? failed : new Uint8Array(shared(failed.length)),
  }
  return { ...job, data }
}

/** Each thread computes a run of whole stretches, as one thread would: so the results are the same. Gives how many are refused. */
export const runOn = async (threads: readonly Thread[], job: Job): Promise<number> => {
  const stretches = Math.ceil(job.rows / stretchRows)
  const share = Math.ceil(stretches / threads.length) * stretchRows
  const refused = await Promise.all(
    threads.map((thread, index) => {
      const [from, end] = [index * share, Math.min((index + 1) * share, job.rows)]
      return from < end ? runPart(thread, { job, from, end }) : 0
    }),
  )
  return refused.reduce((sum, each) => sum + each, 0)
}

const runPart = (thread: Thread, part: Part): Promise<number> =>
  new Promise((resolve, reject) => {
    const fault = (found: unknown): void =>
      reject(new MrvError({ code: 'internal.fault', message: 'A thread failed', at: {}, found: String(found) }))
    const ends = [
      listen(thread, 'error', (error) => {
        for (const end of ends) end()
        fault(error)
      }),
      listen(thread, 'message', (message) => {
        for (const end of ends) end()
        const answer = message as Answer
        if ('error' in answer) fault(answer.error)
        else resolve(answer.refused)
      }),
    ]
    thread.postMessage(part)
  })
