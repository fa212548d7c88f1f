import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toSql } from '../../src/uses/sql'
import { allTogether, differences } from '../uses/sql/tables'
import { type Spark, startSpark } from './spark'

let spark: Spark | undefined
beforeAll(() => {
  spark = startSpark()
  if (!spark) process.stderr.write('Spark was not found and could not be installed: Java 17 and pyspark 4 are needed\n')
}, 600_000)
afterAll(() => spark?.stop())

describe('a method as SQL on Spark, ANSI mode on', () => {
  test.each(allTogether().map((each) => [each.title, each] as const))('%s', async (_, each) => {
    expect(spark, 'Spark was not found').toBeDefined()
    const { tables, before, after } = toSql(each.method, { ...each.options, dialect: 'spark' })
    const records = await (spark as Spark).run(
      each.tables,
      tables.map(({ sql }) => sql),
      before,
      after,
    )
    expect(differences(each, tables, records)).toEqual([])
  })
})
