import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { isKnownRegion, loadAll, sources } from '../../src/data/factors'
import { plainName } from '../../src/data/factors/aliases'
import { valuesOf } from '../../src/data/factors/facets'
import { root } from '../package/files'

const aliases = parse(readFileSync(join(root, 'factors/aliases/aliases.csv'), 'utf8'), { columns: true }) as {
  kind: string
  alias: string
  name: string
  vocabulary: string
  locator: string
}[]

test('each alias is one of a thing that rows are for, and says where it was seen', async () => {
  const rows = (await loadAll()).flatMap(({ tables }) => tables).flatMap((table) => table.rows)
  const names = new Map<string, Set<string>>()
  const namesOf = (kind: string): Set<string> => {
    const known = names.get(kind) ?? new Set(rows.flatMap((row) => valuesOf(row, kind)))
    names.set(kind, known)
    return known
  }
  const nothing = aliases.filter(({ kind, name }) =>
    kind === 'region' ? !isKnownRegion(name) : !namesOf(kind).has(name),
  )
  expect(nothing).toEqual([])
  expect(aliases.length).toBeGreaterThan(400)
  expect(new Set(aliases.map(({ kind }) => kind))).toEqual(
    new Set(['fuel', 'gas', 'vehicle', 'wasteType', 'supplier', 'use', 'region']),
  )
  expect(aliases.filter(({ vocabulary }) => vocabulary === '')).toEqual([])
})

test('an alias from a source stands in the table that it names', async () => {
  const sets = new Map((await loadAll()).map((set) => [set.source.id, set]))
  const cited = aliases.filter(({ vocabulary }) => sources.some(({ id }) => id === vocabulary))
  expect(cited.length).toBeGreaterThan(30)
  const lost = cited.filter(({ kind, alias, vocabulary, locator }) => {
    const table = sets.get(vocabulary)?.tables.find((each) => each.table === locator)
    const texts =
      table?.rows.flatMap((row) => [...valuesOf(row, kind), row.title ?? '', ...Object.values(row.selectors)]) ?? []
    return !texts.some((text) => `-${plainName(text)}-`.includes(`-${plainName(alias)}-`))
  })
  expect(lost).toEqual([])
})

test('no alias stands twice, and none is the name itself', () => {
  const keys = aliases.map(({ kind, alias, name }) => JSON.stringify([kind, plainName(alias), name]))
  expect(new Set(keys).size).toBe(keys.length)
  expect(aliases.filter(({ alias, name }) => plainName(alias) === plainName(name))).toEqual([])
})

test('no alias changes what is meant', () => {
  const has = (kind: string, alias: string, name: string) =>
    aliases.some((each) => each.kind === kind && plainName(each.alias) === plainName(alias) && each.name === name)
  for (const [kind, alias, name] of [
    ['fuel', 'biodiesel', 'gas-diesel-oil'],
    ['fuel', 'diesel', 'biodiesels'],
    ['fuel', 'diesel', 'diesel-average-biofuel-blend'],
    ['fuel', 'petrol', 'petrol-average-biofuel-blend'],
    ['fuel', 'gas-diesel-oil', 'residual-fuel-oil'],
    ['fuel', 'kerosene', 'jet-kerosene'],
    ['fuel', 'biogas', 'natural-gas'],
    ['gas', 'methane', 'CH4 (fossil)'],
    ['gas', 'nitrous oxide', 'N2O-N'],
    ['region', 'North America', 'Northern America'],
  ] as const)
    expect([alias, name, has(kind, alias, name)]).toEqual([alias, name, false])
})
