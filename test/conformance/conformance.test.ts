import { describe, expect, test } from 'vitest'
import { cite, input, method, named } from '../../src/core'
import { methods } from '../../src/methods'
import { compareRows } from './compare'
import { tasksFor } from './draw'
import { cellOf, trialOf, triedOf } from './matrix'
import { referenceOf } from './reference'
import type { Row, Task } from './task'
import { batch } from './uses/batch'
import { json } from './uses/json'
import { symbolic } from './uses/symbolic'

describe('every method through the uses that run in this process', () => {
  test.each([...methods()])(
    '%s',
    async (_id, method) => {
      const trial = trialOf(method, 20)
      for (const use of [symbolic, batch, json]) expect((await cellOf(trial, use)).failed).toEqual([])
      const tried = triedOf(trial)
      expect(tried.rejected).toBeLessThan(0.2)
      expect(tried.refused).toBeGreaterThan(0)
    },
    120_000,
  )
})

test('a method without a case fails, and is told where one goes', async () => {
  const invented = method({
    id: 'test.invented',
    title: 'a test',
    source: cite('test', 'Eq 1'),
    edition: '1',
    inputs: { mass: input('t', { range: [0, null] }) },
    equations: ({ mass }) => ({ double: named('double', 'Eq 1', mass.times(2)) }),
  })
  const { cases, failed } = await cellOf(trialOf(invented, 20), batch)
  expect(cases).toBe(0)
  expect(failed).toEqual([expect.stringContaining('test.invented has no case in test/cases: add one')])
})

describe('a comparison that can say no', () => {
  const composting = methods().get('waste.composting')
  if (!composting) throw new Error('the method is gone')
  const drawn = tasksFor(composting, 40)[0] as Task
  const task = { ...drawn, rows: [drawn.leaves.map(() => '10'), drawn.leaves.map(() => '-1')] }
  const reference = referenceOf(task)
  const outcome = (change: (row: NonNullable<Row>) => Row): readonly string[] => {
    const rows = [change(reference.rows[0] as NonNullable<Row>), undefined]
    return compareRows(task, rows, reference, 1e-12).failed
  }

  test('accepts the exact rows', () => {
    expect(outcome((row) => row)).toEqual([])
  })

  test.each([
    [
      'a value off by two in 1e12',
      (row: NonNullable<Row>) => ({ ...row, n2o: [(row.n2o?.[0] as number) * (1 + 2e-12)] }),
    ],
    ['a value that is none', (row: NonNullable<Row>) => ({ ...row, n2o: [Number.NaN] })],
    ['an output left out', ({ n2o: _, ...row }: NonNullable<Row>) => row],
    ['an output more', (row: NonNullable<Row>) => ({ ...row, more: [1] })],
    ['a row refused', () => undefined],
  ])('finds %s', (_name, change) => {
    expect(outcome(change)).toHaveLength(1)
  })

  test('finds a row that must be refused', () => {
    const rows = [reference.rows[0], reference.rows[0]]
    expect(compareRows(task, rows, reference, 1e-12).failed.join()).toContain('must be refused')
  })
})
