import { describe, expect, test } from 'vitest'
import { toSql } from '../../../src/uses/sql'
import { openDuckDb, runOnDuckDb } from './duckdb'
import { kinds } from './kinds'
import { allTogether, differences } from './tables'

describe('a method as SQL on DuckDB', () => {
  test.each([...kinds(), ...allTogether()].map((each) => [each.title, each] as const))(
    'gives what the exact evaluation gives: %s',
    async (_, each) => {
      const { tables } = toSql(each.method, { ...each.options, dialect: 'duckdb' })
      const records = await runOnDuckDb(await openDuckDb(), each.tables, tables)
      expect(differences(each, tables, records)).toEqual([])
    },
  )
})
