import { expect, test } from 'vitest'
import { methodOf, methods } from '../../../src/methods'
import { evaluateBatch } from '../../../src/uses/batch'
import { evaluate } from '../../../src/uses/exact'
import { asColumns, cases } from './cases'

test.each(cases.map((each) => [each.id, each] as const))(
  'a column gives what a single evaluation gives: %s',
  (_, each) => {
    const method = methodOf(each.method) as never
    const exact = evaluate(method, each.inputs as never, each.context as never)
    const rows = 5
    const inputs = Object.fromEntries(
      Object.entries(each.inputs).map(([name, given]) => [name, asColumns(given, rows)]),
    )
    const batch = evaluateBatch(method, inputs as never, each.context as never)
    expect(batch.problems).toEqual([])
    expect([...batch.status]).toEqual([0, 0, 0, 0, 0])
    expect(Object.keys(batch.outputs)).toEqual(Object.keys(exact.outputs))
    for (const [name, values] of Object.entries(exact.outputs)) {
      if (!values) continue
      const output = batch.outputs[name]
      expect(output?.unit).toBe(values.unit)
      const scale = Math.max(...values.rows().map(({ value }) => Math.abs(Number(value))))
      for (const { value, unit: _, ...labels } of values.rows()) {
        const column = output?.column(labels) as Float64Array
        expect(column.length).toBe(rows)
        for (const computed of column) expect(Math.abs(computed - Number(value))).toBeLessThanOrEqual(1e-12 * scale)
        expect(Math.abs((output?.total(labels) as number) - rows * Number(value))).toBeLessThanOrEqual(5e-12 * scale)
      }
    }
  },
)

test('every method has a case', () => {
  const known = new Set(cases.map(({ method }) => method.split('?')[0]))
  expect([...methods().keys()].filter((id) => !known.has(id))).toEqual([])
})
