import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MrvError, type Problem } from '../../../src/core/errors'
import { methodOf, methods } from '../../../src/methods'
import { evaluateBatch } from '../../../src/uses/batch'
import { evaluate, problemsOf as everyProblemOf } from '../../../src/uses/exact'
import { taskOf } from '../../conformance/published'
import { referenceOf } from '../../conformance/reference'
import { cases } from './cases'

const notation = /^(NO|NA|NE|IE|C)$/

/** A row's value in place of a case's: mostly near it, now and then 0, negative or far off; labels as they are. */
const varied = (given: unknown, factors: () => number): unknown => {
  if (typeof given === 'string' && notation.test(given)) return given
  if (typeof given === 'number' || typeof given === 'string') {
    const [, number = '', unit = ''] = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(String(given)) ?? []
    return number === '' ? given : { number: Number(number) * factors(), unit }
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given) || 'over' in given) return given
  if ('from' in given && 'values' in given)
    return { ...given, values: (given.values as unknown[]).map((each) => varied(each, factors)) }
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, varied(each, factors)]))
}

const isVaried = (given: unknown): given is { number: number; unit: string } =>
  typeof given === 'object' && given !== null && 'number' in given

/** The rows as columns, and each row as `evaluate` takes it. */
const columnsOf = (rows: readonly unknown[]): unknown => {
  const [first] = rows
  if (isVaried(first)) {
    const values = Float64Array.from(rows as { number: number }[], ({ number }) => number)
    return first.unit === '' ? values : { values, unit: first.unit }
  }
  if (Array.isArray(first)) return first.map((_, index) => columnsOf(rows.map((row) => (row as unknown[])[index])))
  if (typeof first !== 'object' || first === null) return first
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, columnsOf(rows.map((row) => (row as Record<string, unknown>)[name]))]),
  )
}

const rowOf = (given: unknown): unknown => {
  if (isVaried(given)) return given.unit === '' ? given.number : `${given.number} ${given.unit}`
  if (Array.isArray(given)) return given.map(rowOf)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, rowOf(each)]))
}

const problemsOf = (action: () => unknown): readonly Problem[] => {
  try {
    action()
    return []
  } catch (error) {
    if (error instanceof MrvError) return error.problems
    throw error
  }
}

const factor = fc.oneof(
  { weight: 30, arbitrary: fc.double({ min: 0.2, max: 3, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 1e9, Number.NaN) },
)

const byMethod = [...methods().keys()].map(
  (id) => [id, cases.filter((each) => each.method.split('?')[0] === id)] as const,
)

/** The largest difference to the exact evaluation, in units of the largest value beside it. */
let worst = 0

describe('random rows', () => {
  test.each(byMethod)('%s: a row is what it would be alone', (_, ofMethod) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ofMethod.slice(0, 8)),
        fc.array(fc.infiniteStream(factor), { minLength: 2, maxLength: 4 }),
        (each, streams) => {
          const rows = streams.map((stream) => {
            const next = () => stream.next().value as number
            return Object.fromEntries(Object.entries(each.inputs).map(([name, given]) => [name, varied(given, next)]))
          })
          const method = methodOf(each.method) as never
          const call = () => evaluateBatch(method, columnsOf(rows) as never, each.context as never)
          // a case without a single number has no column
          if (problemsOf(call).some(({ message }) => message === 'No input is a column')) return
          const batch = call()
          rows.forEach((row, index) => {
            const alone = () => evaluate(method, rowOf(row) as never, each.context as never)
            const problems = problemsOf(alone)
            expect([index, batch.status[index]]).toEqual([index, problems.length > 0 ? 1 : 0])
            if (problems.length > 0) {
              const told = batch.problems.filter(({ at }) => at.row === index + 1)
              // the row is told what is wrong with its inputs, and what would be wrong next
              const all = everyProblemOf(method, rowOf(row) as never, each.context as never)
              const known = [...problems, ...all].map(({ code, found, at }) => JSON.stringify([code, found, at.input]))
              for (const { code, found, at } of told) expect(known).toContain(JSON.stringify([code, found, at.input]))
              return
            }
            for (const [name, values] of Object.entries(alone().outputs)) {
              const all = values?.rows() ?? []
              const scale = Math.max(...all.map(({ value }) => Math.abs(Number(value))), 1e-12)
              for (const [at, { value, unit: _unit, ...labels }] of all.entries()) {
                const computed = batch.outputs[name]?.column(labels)[index] as number
                const off = Math.abs(computed - Number(value))
                worst = Math.max(worst, off / scale)
                // large numbers may cancel each other out: then the sum of their magnitudes counts
                if (off > 1e-12 * scale) {
                  const { scales } = referenceOf(taskOf(method, each.id, rowOf(row) as object, each.context as never))
                  expect(off).toBeLessThanOrEqual(1e-12 * (scales[0]?.[name]?.[at] ?? 0))
                }
              }
            }
          })
        },
      ),
      { numRuns: 4 },
    )
  })

  test('and the difference is that of double precision', () => {
    expect(worst).toBeGreaterThan(0)
  })
})
