import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toSql } from '../../src/uses/sql'
import { fillStatements } from '../uses/sql/duckdb'
import { allTogether, differences } from '../uses/sql/tables'
import { type Postgresql, startPostgresql } from './postgresql'

let server: Postgresql | undefined
beforeAll(async () => {
  server = await startPostgresql()
  if (!server) process.stderr.write('PostgreSQL was not found and could not be installed: apt-get install postgresql\n')
}, 300_000)
afterAll(async () => server?.stop())

describe('a method as SQL on PostgreSQL', () => {
  test.each(allTogether().map((each) => [each.title, each] as const))('%s', (_, each) => {
    expect(server, 'PostgreSQL was not found').toBeDefined()
    const { tables } = toSql(each.method, { ...each.options, dialect: 'postgresql' })
    const fill = each.tables.flatMap((table) => fillStatements(table, { text: 'text', number: 'float8' }))
    const records = tables.map(({ sql }) => (server as Postgresql).run(fill, sql))
    expect(differences(each, tables, records)).toEqual([])
  })
})
