import { describe, expect, test } from 'vitest'
import { MrvError } from '../../../src/core'
import { problemText } from '../../../src/core/errors'
import { stationaryCombustion } from '../../../src/sectors/energy'
import { composting } from '../../../src/sectors/waste'
import { problemsOf } from '../../../src/uses/evaluation'
import { column, type DialectName, type SqlOptions, toSql } from '../../../src/uses/sql'
import { openDuckDb, runOnDuckDb } from './duckdb'
import { branches, evil, expectedOn, refusals, statusBy } from './refusals'

const dialects: readonly DialectName[] = ['duckdb', 'postgresql', 'spark']

const thrownBy = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.problems.map(({ code, at }) => [code, at.input])
    throw error
  }
  return []
}

describe('rows are refused with their reason, and leave the others alone', () => {
  test.each(refusals.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    const { tables } = toSql(each.method, { ...each.options, dialect: 'duckdb' })
    const [rows] = await runOnDuckDb(await openDuckDb(), each.tables, tables.slice(0, 1))
    expect(statusBy(each, rows)).toEqual(expectedOn(each, 'duckdb'))
  })
})

test('what is said of a branch is what the exact evaluation of the row says', () => {
  const [table] = branches.tables
  const names = table?.columns.map(({ name }) => name) ?? []
  for (const row of table?.rows ?? []) {
    const { row: id, most, ...given } = Object.fromEntries(names.map((name, at) => [name, row[at]]))
    const all = { ...given, limit: most }
    const inputs = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
    const problems = problemsOf(branches.method, inputs as never, {})
    const texts = problems.map(({ at: { method, ...at }, ...problem }) => {
      return `${problem.code}: ${problemText({ ...problem, at })}`
    })
    expect([id, texts]).toEqual([id, branches.status[String(id)] === 'ok' ? [] : [branches.status[String(id)]]])
  }
})

describe('names and texts from users', () => {
  test.each(dialects)('are quoted: %s', (dialect) => {
    const { tables } = toSql(composting, {
      dialect,
      rows: { table: evil, id: 'id' },
      inputs: { treated: column(evil) },
    })
    const sql = tables[0]?.sql as string
    const mark = dialect === 'spark' ? '`' : '"'
    // outside of quotes nothing of it is left
    const texts = dialect === 'spark' ? /'(?:[^'\\]|\\.)*'/g : /'[^']*'/g
    const bare = sql
      .replaceAll(new RegExp(`${mark}(?:[^${mark}]|${mark}${mark})*${mark}`, 'g'), '')
      .replaceAll(texts, '')
    expect(sql).toContain('DROP TABLE')
    expect(bare).not.toContain('DROP')
    expect(bare).not.toContain(';')
  })
})

test('views of two methods on Spark are called apart, those of one method always the same', () => {
  const viewsOf = ({ method, options }: (typeof refusals)[number]) =>
    toSql(method, { ...options, dialect: 'spark' }).before.flatMap((sql) => /VIEW (\w+)/.exec(sql)?.[1] ?? [])
  const all = refusals.map(viewsOf)
  expect(all.filter((views) => views.length > 0).length).toBeGreaterThan(1)
  expect(new Set(all.flat()).size).toBe(all.flat().length)
  expect(refusals.map(viewsOf)).toEqual(all)
})

describe('what is wrong whatever the rows hold', () => {
  test('names, units, labels and missing inputs are found together when the statement is written', () => {
    const write = (inputs: SqlOptions['inputs'], more: Partial<SqlOptions> = {}) =>
      toSql(composting, { dialect: 'duckdb', rows: { table: 't', id: 'id' }, inputs, ...more })
    expect(thrownBy(() => write({ treatd: column('x'), treated: column('x', { unit: 'kg CH4' }) }))).toEqual([
      ['input.unknown', 'treatd'],
      ['unit.substance', 'treated'],
    ])
    expect(thrownBy(() => write({}))).toEqual([['input.missing', 'treated']])
    expect(thrownBy(() => write({ treated: column('x') }, { context: { gwp: 'AR7' } }))).toHaveLength(1)
    expect(
      thrownBy(() =>
        toSql(stationaryCombustion, {
          dialect: 'duckdb',
          rows: { table: 't', id: 'id' },
          inputs: { consumption: column('x', { over: { fuel: 'fuel' } }) },
        }),
      )[0],
    ).toEqual(['call.invalid', 'consumption'])
  })
})
