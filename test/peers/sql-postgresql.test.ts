import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toSql } from '../../src/uses/sql'
import { fillStatements } from '../uses/sql/duckdb'
import { kinds } from '../uses/sql/kinds'
import { expectedOn, refusals, statusBy } from '../uses/sql/refusals'
import { differences, type TestTable } from '../uses/sql/tables'
import { type Postgresql, startPostgresql } from './postgresql'

// every method is in the conformance matrix; here stands what the matrix does not show

let server: Postgresql
beforeAll(async () => {
  server = await startPostgresql()
})
afterAll(() => server?.stop())

const fill = (tables: readonly TestTable[]): void =>
  server.run(tables.flatMap((table) => fillStatements(table, { text: 'text', number: 'float8' })))

describe('SQL on PostgreSQL', () => {
  test.each(kinds().map((each) => [each.title, each] as const))(
    'gives what the exact evaluation gives: %s',
    (_, each) => {
      const { tables, before } = toSql(each.method, { ...each.options, dialect: 'postgresql' })
      fill(each.tables)
      expect(
        differences(
          each,
          tables,
          tables.map(({ sql }) => server.query(sql, before)),
        ),
      ).toEqual([])
    },
  )

  test.each(refusals.map((each) => [each.title, each] as const))('refuses with a reason: %s', (_, each) => {
    const { tables, before } = toSql(each.method, { ...each.options, dialect: 'postgresql' })
    fill(each.tables)
    const rows = server.query(tables[0]?.sql as string, before)
    expect(statusBy(each, rows)).toEqual(expectedOn(each, 'postgresql'))
  })
})
