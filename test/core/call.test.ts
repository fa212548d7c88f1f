import { describe, expect, test } from 'vitest'
import { composting } from '../../src/sectors/waste'
import { evaluateBatch } from '../../src/uses/batch'
import { equations, methodPage } from '../../src/uses/document'
import { evaluate } from '../../src/uses/exact'
import { methodFromJson, methodToJson } from '../../src/uses/json'
import { toSql } from '../../src/uses/sql'
import { monteCarlo, oneAtATime, propagate, switchingValues, tornado } from '../../src/uses/uncertainty'
import { toWorkbook } from '../../src/uses/workbook'

const inputs = { treated: '1200 t' }
const refusal = (text: string, more: object = {}) =>
  expect.objectContaining({ message: expect.stringContaining(text), ...more })

describe('a call that is wrong', () => {
  const id = 'waste.composting' as never
  test.each<[string, () => unknown]>([
    ['evaluate', () => evaluate(id, inputs as never)],
    ['evaluateBatch', () => evaluateBatch(id, inputs as never)],
    ['propagate', () => propagate(id, inputs)],
    ['equations', () => equations(id)],
    ['methodPage', () => methodPage(id, { format: 'html' })],
    ['methodToJson', () => methodToJson(id)],
    ['toSql', () => toSql(id, { dialect: 'duckdb', rows: { table: 't', id: 'id' }, inputs })],
    ['toWorkbook', () => toWorkbook(id, inputs)],
  ])('%s says what it takes in place of the id of a method', (_, call) => {
    expect(call).toThrow(refusal('This is no method', { code: 'call.invalid' }))
    expect(call).toThrow(refusal("methodOf('waste.composting') of citymrv/methods"))
  })

  const slip = { uncertian: { treated: { percent: 5 } } } as never
  test.each<[string, string | undefined, () => unknown]>([
    ['propagate', '"uncertain"', () => propagate(composting, inputs, {}, slip)],
    ['monteCarlo', '"uncertain"', () => monteCarlo(composting, inputs, {}, slip)],
    ['oneAtATime', '"uncertain"', () => oneAtATime(composting, inputs, {}, slip)],
    ['propagate with draws', undefined, () => propagate(composting, inputs, {}, { draws: 1000 } as never)],
    ['tornado', '"percent"', () => tornado(composting, inputs, {}, { output: 'ch4', percnt: 5 } as never)],
    ['switchingValues', '"output"', () => switchingValues(composting, inputs, {}, { outptu: 'ch4' } as never)],
    ['evaluateBatch', '"outputs"', () => evaluateBatch(composting, inputs as never, {}, { output: [] } as never)],
    ['toWorkbook', '"title"', () => toWorkbook(composting, inputs, {}, { titel: 'x' } as never)],
    ['toWorkbook sources', '"treated"', () => toWorkbook(composting, inputs, {}, { sources: { treted: 'x' } })],
  ])('%s refuses an option that nothing reads', (_, meant, call) => {
    expect(call).toThrow(
      refusal(meant ? `Did you mean ${meant}` : 'There is no option "draws"', { code: 'call.invalid' }),
    )
  })

  test('names the form where a text, a format or a table is not what it should be', () => {
    expect(() => methodFromJson('{}' as never)).toThrow(refusal('JSON.parse(text)'))
    expect(() => methodPage(composting, { format: 'pdf' as never })).toThrow(refusal('expected markdown or html'))
    expect(() => toSql(composting, { dialect: 'duckdb', inputs } as never)).toThrow(refusal("rows: { table: 'plants'"))
    expect(() => propagate(composting, inputs, {}, { rules: { bounds: { range: 'fixed' } } }).of('co2e')).toThrow(
      refusal('Name a GWP set as gwp in the context'),
    )
    expect(() => evaluate(composting, inputs, { region: 'indonesia' })).toThrow(refusal('Write "ID".'))
  })
})
