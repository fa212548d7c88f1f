import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { dataSet as dataSetIn, stated } from '../../scripts/data-set.mjs'
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

test('version.json holds the digest of these rows: else run `npm run factors:version`, and --set if its version is released', () => {
  expect(stated().digest).toBe(dataSetIn().digest)
})

const files = {
  'version.json': '{ "version": "1.0.0" }',
  'a/source.json': '{ "id": "a", "edition": "2006", "documents": { "Table": "a.pdf" } }',
  'a/t.csv': 'id,value,unit,lower\nx,1,kg,\ny,2,kg,1\n',
}

/** The digest of a small data set in which some files differ. */
const digestWith = (changed: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-data-set-'))
  try {
    for (const [name, text] of Object.entries({ ...files, ...changed })) {
      mkdirSync(join(folder, dirname(name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return dataSetIn(folder).digest
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the digest is another one where a figure, a unit, a bound, a row or the edition of a source is', () => {
  const digests = [
    {},
    { 'a/t.csv': 'id,value,unit,lower\nx,1.0,kg,\ny,2,kg,1\n' },
    { 'a/t.csv': 'id,value,unit,lower\nx,1,t,\ny,2,kg,1\n' },
    { 'a/t.csv': 'id,value,unit,upper\nx,1,kg,\ny,2,kg,1\n' },
    { 'a/t.csv': 'id,value,unit,lower\ny,2,kg,1\n' },
    { 'a/t.csv': `${files['a/t.csv']}z,3,kg,\n` },
    { 'a/source.json': '{ "id": "a", "edition": "2019", "documents": { "Table": "a.pdf" } }' },
    { 'a/source.json': '{ "id": "a", "edition": "2006", "series": "guidelines" }' },
    { 'b/t.csv': 'id,value\nx,1\n' },
  ].map(digestWith)
  expect(new Set(digests).size).toBe(digests.length)
})

test('the order of rows, columns and fields, and the files of the originals, play no part in it', () => {
  const same = [
    {},
    { 'a/t.csv': 'unit,id,lower,value\nkg,y,1,2\nkg,x,,1\n' },
    { 'a/source.json': '{ "edition": "2006", "documents": {}, "id": "a" }' },
    { 'version.json': '{ "version": "2.0.0" }' },
  ].map(digestWith)
  expect(new Set(same).size).toBe(1)
})
