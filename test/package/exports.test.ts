import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { entries, exportsFor, schemas } from '../../scripts/entries.mjs'
import { manifest, sourceFiles } from './files'

const folder = mkdtempSync(join(tmpdir(), 'citymrv-exports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const houseOf = (...paths: string[]): string => {
  const base = mkdtempSync(join(folder, 'house-'))
  for (const path of paths) {
    mkdirSync(join(base, dirname(path)), { recursive: true })
    writeFileSync(join(base, path), '')
  }
  return base
}
const doorsOf = (...paths: string[]) => entries(houseOf(...paths)).map(({ name, source }) => `${name} ${source}`)

describe('the exports of package.json', () => {
  test('are in step with the folders of src/ (else: npm run exports)', () => {
    expect(manifest.exports).toEqual(exportsFor(entries(), schemas()))
    expect(Object.keys(manifest.exports)).toEqual(Object.keys(exportsFor(entries(), schemas())))
  })

  test('have a subpath for every folder of the house', () => {
    const folders = [...sourceFiles().keys()].flatMap((file) => /^src\/\w+\/([\w-]+)\/index\.ts$/.exec(file)?.[1] ?? [])
    expect(folders.length).toBeGreaterThan(5)
    expect(Object.keys(manifest.exports)).toEqual(
      expect.arrayContaining(['.', './methods', './package.json', ...folders.map((name) => `./${name}`)]),
    )
  })

  test('say types first, for import and for require', () => {
    const doors = Object.values(manifest.exports).filter((each) => typeof each === 'object') as Record<string, object>[]
    expect(doors.length).toBe(entries().length)
    for (const door of doors) {
      expect(Object.keys(door)).toEqual(['import', 'require'])
      for (const way of Object.values(door)) expect(Object.keys(way)).toEqual(['types', 'default'])
    }
  })

  test('stand beside a command of its own file and no side effects', () => {
    expect(manifest.bin).toEqual({ citymrv: 'dist/bin.js' })
    expect(manifest.sideEffects).toBe(false)
    expect(JSON.stringify(manifest.exports)).not.toContain('bin')
  })
})

describe('the list of entries', () => {
  test('takes folders with an index.ts, in the order of the rooms', () => {
    const doors = doorsOf('src/app/cli/index.ts', 'src/index.ts', 'src/uses/json/index.ts', 'src/core/graph/index.ts')
    expect(doors).toEqual([
      '. src/index.ts',
      'graph src/core/graph/index.ts',
      'json src/uses/json/index.ts',
      'cli src/app/cli/index.ts',
    ])
  })

  test('leaves out folders without one, and what is not a room', () => {
    expect(doorsOf('src/app/cli/bin.ts', 'src/helpers/x/index.ts', 'src/data/factors/generated/index.ts')).toEqual([])
  })

  test('refuses two folders of one name', () => {
    expect(() => doorsOf('src/data/gases/index.ts', 'src/sectors/gases/index.ts')).toThrow(
      'citymrv/gases would be both src/data/gases/index.ts and src/sectors/gases/index.ts',
    )
  })
})
