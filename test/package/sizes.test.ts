import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtName, entries } from '../../scripts/entries.mjs'
import type { AnyMethod } from '../../src/core/method'
import { type FactorTable, sources } from '../../src/data/factors'
import { methods } from '../../src/methods'
import { type Built, buildDoors, bundleFor } from './built'
import { importsOf } from './house'

const kilobyte = 1000
const gzipped = (text: string): number => gzipSync(text).length
const sectors = entries().filter(({ room }) => room === 'sectors')

let built: Built
beforeAll(async () => {
  built = await buildDoors()
})
afterAll(() => built?.remove())

const textOf = (file: string): string => readFileSync(join(built.folder, file), 'utf8')
const fileOf = (from: string): string => from.replace(/^\.\//, '')

/** A built file and all files that are loaded with it; `import()` loads later. */
const loadedWith = (file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file)) return found
  found.add(file)
  for (const { from, later } of importsOf(textOf(file)))
    if (from.startsWith('./') && !later) loadedWith(fileOf(from), found)
  return found
}

/** The factor tables in a file, by `source/table`, each as the text of its call. */
const tablesIn = (file: string): Map<string, string> => {
  const found = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'packedTable')
      found.set((node.arguments[0] as ts.StringLiteral).text, node.getText())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true))
  return found
}
const tablesWith = (files: Iterable<string>): Map<string, string> =>
  new Map([...files].flatMap((file) => [...tablesIn(file)]))

/** Those of gases are no packed tables: every sector that sums up CO2e brings them. */
const packedSources = sources.filter(({ id }) => !['blends', 'gwp', 'gwp-horizons'].includes(id))

const nameOf = ({ source, table }: FactorTable): string => `${source.id}/${table}`
/** The tables that the methods of a sector, and those they call, fall back on; measures may call a method of any sector. */
const fallBacks = (sector: string): string[] => {
  const all: AnyMethod[] = [...methods().values()].filter(
    ({ id }) => sector === 'measures' || id.startsWith(`${sector}.`),
  )
  const tables = all.flatMap((method) => [
    ...(method.factors as readonly FactorTable[]),
    ...method.graph().factors.flatMap(({ within }) => within.tables as readonly FactorTable[]),
  ])
  return [...new Set(tables.map(nameOf))].sort()
}

describe('factor tables in the built package', () => {
  test.each(sectors.map(({ name }) => name))('citymrv/%s brings those its methods fall back on, in 20 kB', (name) => {
    const found = tablesWith(loadedWith(`${builtName(name)}.js`))
    const more = [...found.keys()].filter((table) => !fallBacks(name).includes(table))
    expect({ more, some: found.size > 0 }).toEqual({ more: [], some: true })
    expect(gzipped([...found.values()].join('\n'))).toBeLessThanOrEqual(20 * kilobyte)
  })

  test('citymrv/factors brings none, and every source when it is asked for, in 60 kB', () => {
    const door = `${builtName('factors')}.js`
    const before = loadedWith(door)
    expect([...tablesWith(before).keys()]).toEqual([])
    const later = [...before].flatMap((file) => importsOf(textOf(file)).filter((each) => each.later))
    const sizes = new Map<string, number>()
    for (const { from } of later) {
      const files = [...loadedWith(fileOf(from))].filter((file) => !before.has(file))
      const [source = 'gases'] = [...tablesWith(files).keys()].map((table) => table.split('/')[0] as string)
      const size = files.reduce((sum, file) => sum + gzipped(textOf(file)), 0)
      sizes.set(source, size)
      expect({ source, fits: size <= 60 * kilobyte, size }).toEqual({ source, fits: true, size })
    }
    expect([...sizes.keys()].sort()).toEqual([...packedSources.map(({ id }) => id), 'gases'].sort())
    expect(Math.max(...sizes.values())).toBeGreaterThan(10 * kilobyte)
  })

  test('a source is loaded in a page as well', async () => {
    const text = await bundleFor(
      built,
      `import { load } from 'citymrv/factors'\nglobalThis.loaded = load('in-cea-21').then(({ tables }) => tables[0].rows.length)`,
    )
    const page: { loaded?: Promise<number> } = {}
    new Function('globalThis', text)(page)
    expect(await page.loaded).toBe(sources.find(({ id }) => id === 'in-cea-21')?.rows)
  })

  test('each stands in one file only', () => {
    const door = `${builtName('factors')}.js`
    const later = importsOf([...loadedWith(door)].map(textOf).join('\n')).filter((each) => each.later)
    const doors = [...sectors.map(({ name }) => `${builtName(name)}.js`), ...later.map(({ from }) => fileOf(from))]
    const files = new Set(doors.flatMap((file) => [...loadedWith(file)]))
    const all = [...files].flatMap((file) => [...tablesIn(file).keys()])
    expect(all.length).toBe(packedSources.reduce((sum, { tables }) => sum + tables, 0))
    expect(new Set(all).size).toBe(all.length)
  })
})
