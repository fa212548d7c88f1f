import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evaluate, type StoredResult } from '../../src'
import { dataSet, loadAll } from '../../src/data/factors'
import { composting } from '../../src/sectors/waste'

test('the data set has a version of its own and a digest over all rows, which stands in a result', async () => {
  expect(dataSet.version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(dataSet.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  const files = readdirSync('factors', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.csv'))
  const factors = (await loadAll()).flatMap(({ tables }) => tables.flatMap(({ rows }) => rows)).length
  // rows of warming potentials, blends, regions and other names stand beside those of factors
  expect(dataSet.rows).toBeGreaterThan(factors)
  const lines = files.reduce((sum, name) => sum + readFileSync(join('factors', name), 'utf8').split('\n').length - 2, 0)
  expect(dataSet.rows).toBeLessThanOrEqual(lines)
  const { library } = evaluate(composting, { treated: '1 t' }).toJSON() as StoredResult
  expect(library.factors).toBe(dataSet.version)
})
