import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/entries.mjs'
import { peer } from '../../scripts/peers.mjs'
import { toSql } from '../../src/uses/sql'
import { kinds } from '../uses/sql/kinds'
import { expectedOn, refusals, statusBy } from '../uses/sql/refusals'
import { differences } from '../uses/sql/tables'
import { type Spark, startSpark } from './spark'

// every method is in the conformance matrix; here stands what the matrix does not show

let spark: Spark
beforeAll(() => {
  spark = startSpark()
})
afterAll(() => spark?.stop())

const sqlOf = ({ sql }: { readonly sql: string }): string => sql

describe('SQL on Spark', () => {
  test('runs in ANSI mode, in which a cast that cannot be done stops a statement', async () => {
    const run = (sql: string) => spark.run({ tables: [], before: [], statements: [sql], after: [] })
    await expect(run(`SELECT CAST('ten' AS DOUBLE)`)).rejects.toThrow('CAST_INVALID_INPUT')
    await expect(run('SELECT 1D / 0D')).rejects.toThrow('DIVIDE_BY_ZERO')
  })

  test.each(kinds().map((each) => [each.title, each] as const))(
    'gives what the exact evaluation gives: %s',
    async (_, each) => {
      const { tables, before, after } = toSql(each.method, { ...each.options, dialect: 'spark' })
      const records = await spark.run({ tables: each.tables, before, statements: tables.map(sqlOf), after })
      expect(differences(each, tables, records)).toEqual([])
    },
  )

  test.each(refusals.map((each) => [each.title, each] as const))('refuses with a reason: %s', async (_, each) => {
    const { tables, before, after } = toSql(each.method, { ...each.options, dialect: 'spark' })
    const statements = tables.slice(0, 1).map(sqlOf)
    const [rows] = await spark.run({ tables: each.tables, before, statements, after })
    expect(statusBy(each, rows)).toEqual(expectedOn(each, 'spark'))
  })
})

test("two methods in one session do not take each other's views", async () => {
  const parts = refusals
    .map((each) => ({ each, sql: toSql(each.method, { ...each.options, dialect: 'spark' }) }))
    .filter(({ sql }) => sql.before.length > 0)
  expect(parts.length).toBeGreaterThan(1)
  const records = await spark.run({
    tables: parts.flatMap(({ each }) => each.tables),
    before: parts.flatMap(({ sql }) => sql.before),
    statements: parts.map(({ sql }) => sqlOf(sql.tables[0] as never)),
    after: parts.flatMap(({ sql }) => sql.after),
  })
  for (const [at, { each }] of parts.entries()) expect(statusBy(each, records[at])).toEqual(expectedOn(each, 'spark'))
})

test('the example of examples/pyspark prints the figures of its three plants', () => {
  const folder = join(root, 'examples/pyspark')
  const input = execFileSync(process.execPath, ['plants.mjs'], { cwd: folder, encoding: 'utf8' })
  const shown = execFileSync(peer('pyspark'), ['run.py'], { cwd: folder, input, encoding: 'utf8', stdio: 'pipe' })
  const rows = shown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
  const [head, ...plants] = rows.map((cells) => cells.map((cell) => cell.trim()))
  expect(head).toEqual(['plant', 'status', 'ch4', 'n2o', 'co2e'])
  const numbers = plants.map(([plant, status, ...values]) => [
    plant,
    status,
    ...values.map((value) => (value === 'NULL' ? null : Number(Number(value).toPrecision(12)))),
  ])
  // 4 kg CH4 and 0.24 kg N2O a tonne (2006 V5 Table 4.1, wet); GWP 28 and 265
  expect(numbers).toEqual([
    ['bratang', 'ok', 4.8, 0.288, 210.72],
    ['keputih', 'ok', 10, 0.6, 439],
    [
      'unknown',
      'input.missing: treated: No value is given. Missing is not zero: give the value, 0 if it is none.',
      null,
      null,
      null,
    ],
  ])
})
