import { describe, expect, test } from 'vitest'
import { bumpFor, diffFactors, flattenRow, rowOf } from '../../src/data/factors'

const row = (id: string, more: Record<string, string> = {}) => ({
  id,
  parameter: 'EF',
  value: '4',
  unit: 'g CH4/kg waste (wet)',
  activity: 'composting',
  locator: 'p 1',
  ...more,
})

describe('two versions of the tables', () => {
  test('rows are known by their ids; order and empty columns play no part', () => {
    expect(diffFactors([row('a'), row('b')], [row('b', { notes: '' }), row('a')])).toEqual([])
  })
  test('what came in, what is gone, what differs and how', () => {
    expect(diffFactors([row('a'), row('b')], [row('b', { value: '5', climate: 'dry' }), row('c')])).toEqual([
      { id: 'a', kind: 'removed', columns: [] },
      {
        id: 'b',
        kind: 'changed',
        columns: [
          { column: 'value', before: '4', after: '5' },
          { column: 'climate', before: '', after: 'dry' },
        ],
      },
      { id: 'c', kind: 'added', columns: [] },
    ])
  })
  test('what it asks of the version', () => {
    const bump = (...after: Record<string, string>[]) =>
      bumpFor(diffFactors([row('a', { upper: '9' })], after as never))
    expect(bump(row('a', { upper: '9' }))).toBeUndefined()
    for (const text of [{ notes: 'n' }, { locator: 'p 2' }, { title: 't' }, { status: 'read' }])
      expect([text, bump(row('a', { upper: '9', ...text }))]).toEqual([text, 'patch'])
    expect(bump(row('a', { upper: '9' }), row('b'))).toBe('minor')
    for (const text of [
      { value: '4.0' },
      { unit: 'g N2O/kg waste (wet)' },
      { region: 'ID' },
      { validTo: '2020-12-31' },
      { fuel: 'x' },
      // what every uncertainty is computed from
      { lower: '3' },
      { upper: '' },
      { bounds: 'range' },
      // a measured row goes before others
      { status: 'measured' },
    ])
      expect([text, bump(row('a', { upper: '9', ...text }), row('b'))]).toEqual([text, 'major'])
    expect(bump(row('b'))).toBe('major')
  })
  test('rows without an id, or of one id, are refused: one of them would be lost', () => {
    for (const rows of [[row('a'), row('a', { value: '5' })], [row('')]])
      for (const [before, after] of [
        [rows, []],
        [[], rows],
      ] as const)
        expect(() => diffFactors(before, after)).toThrow(/Two rows are called "a"|A row has no id/)
  })
  test('a row survives being flat', () => {
    const whole = rowOf({ ...row('a'), region: 'ID', notes: '' })
    expect(whole).toEqual({
      id: 'a',
      parameter: 'EF',
      value: '4',
      unit: 'g CH4/kg waste (wet)',
      locator: 'p 1',
      region: 'ID',
      selectors: { activity: 'composting' },
    })
    expect(diffFactors([flattenRow(whole)], [{ ...row('a'), region: 'ID' }])).toEqual([])
  })
})
