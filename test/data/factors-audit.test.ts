import { describe, expect, test } from 'vitest'
import { audit, compare, draw } from '../../scripts/factors-audit.mjs'
import { type Row, rowsOf, sources } from '../../scripts/factors-data.mjs'

const row = (id: string, more: Record<string, string> = {}): Row => ({
  id,
  table: 't',
  at: 'factors/test/t.csv:2',
  value: '4',
  unit: 'g CH4/kg waste (wet)',
  lower: '0.03',
  upper: '8',
  ...more,
})

describe('the rows that are read again', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => row(`row-${index}`))
  const ids = (rows: readonly Row[]) => draw(rows).map(({ id }) => id)

  test('are one in twenty, and at least one', () => {
    expect(ids(hundred)).toHaveLength(5)
    expect(ids(hundred.slice(0, 21))).toHaveLength(2)
    expect(ids(hundred.slice(0, 1))).toEqual(['row-0'])
  })
  test('are drawn by their ids alone: neither order nor figures play a part', () => {
    // the smallest digests of "citymrv-audit-1:row-0" to 99: printf '%s' "citymrv-audit-1:row-$n" | sha256sum
    expect(ids(hundred)).toEqual(['row-15', 'row-71', 'row-62', 'row-8', 'row-27'])
    expect(ids([...hundred].reverse())).toEqual(ids(hundred))
    expect(ids(hundred.map((each) => ({ ...each, value: '5' })))).toEqual(ids(hundred))
  })
  test('stay drawn when a row is added, but for the last', () => {
    const more = ids([...hundred, row('new')])
    expect(
      ids(hundred)
        .slice(0, 4)
        .every((id) => more.includes(id)),
    ).toBe(true)
  })
})

describe('readings are compared with the rows', () => {
  test('each figure that differs is named, with what the page says', () => {
    const reading = { id: 'a', value: '10', unit: 'g CH4/kg waste (wet)', lower: '0.08', upper: '', first: 'ok' }
    expect(compare([row('a')], [reading])).toEqual([
      'a: value is 4, the page says 10',
      'a: lower is 0.03, the page says 0.08',
      'a: upper is 8, the page says nothing',
    ])
    expect(compare([row('a')], [{ ...row('a'), value: '4.0' }])).toEqual(['a: value is 4, the page says 4.0'])
    expect(compare([row('a')], [row('a')])).toEqual([])
  })
  test('a reading of a row that is not there is named', () => {
    expect(compare([row('a')], [row('b')])).toEqual(['b: no such row'])
  })
})

describe.each(sources)('%s', (source) => {
  test('the readings that there are agree with its rows, and are of rows that were drawn', () => {
    const { read, unread, differences } = audit(source)
    expect(differences).toEqual([])
    if (read > 0) expect(unread).toEqual([])
  })
  test('every row has a name of its own', () => {
    const ids = rowsOf(source).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
