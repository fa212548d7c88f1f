import { expect, test } from 'vitest'
import { fleet } from '../../src/sectors/transport'
import { evaluate, verify } from '../../src/uses/exact'

const plain = { distance: '10000', consumption: '2.9', fuel: 'gas-diesel-oil' } as const
const run = (base: Record<string, string>, from: string | number = 2025) =>
  evaluate(fleet, {
    ...plain,
    baseStock: base,
    sales: { from, values: ['3', '1'] },
    survival: Object.fromEntries(Object.keys(base).map((age) => [age, '0.5'])),
  })

test('ages 0, 1, 2: a cohort grows a year older every year', () => {
  const result = run({ 0: '4', 1: '2', 2: '5' })
  expect(result.outputs.vehicles.at({ age: '1', year: '2025' }).value.toString()).toBe('2')
  expect(result.outputs.vehicles.at({ age: '2', year: '2026' }).value.toString()).toBe('1')
  expect(verify(JSON.parse(JSON.stringify(result))).ok).toBe(true)
})

test('a gap between ages is refused: vehicles would jump over it in one year', () => {
  expect(() => run({ 0: '4', 2: '5' })).toThrow(/ages must be 0, 1, 2/)
})

test('ages that do not begin at 0 are refused: sales would be lost', () => {
  expect(() => run({ 1: '4', 2: '5' })).toThrow(/ages must be 0, 1, 2/)
})

test('months are refused: a cohort would grow a year older every month', () => {
  expect(() => run({ 0: '4', 1: '2' }, '2025-01')).toThrow(/periods years/)
})
