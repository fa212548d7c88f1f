import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type FactorRow, find, flattenRow, isDated, load, loadAll, plainColumns, sources } from '../../src/data/factors'
import { rowsFor } from '../../src/data/factors/look-up'
import { root } from '../package/files'

const folder = join(root, 'factors')
const json = (id: string) =>
  JSON.parse(readFileSync(join(folder, id, 'source.json'), 'utf8')) as Record<string, unknown>
const csvs = (id: string): { table: string; records: Record<string, string>[] }[] =>
  readdirSync(join(folder, id))
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => ({
      table: name.replace(/\.csv$/, ''),
      records: parse(readFileSync(join(folder, id, name), 'utf8'), { columns: true }) as Record<string, string>[],
    }))
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory() && json(each.name).kind === undefined)
  .map(({ name }) => name)
  .sort()
/** Warming potentials and blends: their tables are made of other columns. */
const ofGases = ['blends', 'gwp', 'gwp-horizons']
const everyId = [...ids, ...ofGases].sort()
const regionsOf = (rows: readonly Record<string, string>[]) =>
  [...new Set(rows.map(({ region }) => region || 'world'))].sort()
const withoutEmpty = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '' && value !== undefined))

describe('the list of sources', () => {
  test('names every folder of factor tables, with what its source.json and its rows say', () => {
    expect(ids.length).toBeGreaterThan(10)
    expect(sources.map(({ id }) => id)).toEqual(everyId)
    for (const entry of sources.filter(({ id }) => ids.includes(id))) {
      const { title, edition, licence, year, publisher, url, series } = json(entry.id)
      const tables = csvs(entry.id)
      const rows = tables.flatMap(({ records }) => records)
      expect(entry).toEqual(
        withoutEmpty({
          id: entry.id,
          title,
          edition,
          licence,
          year,
          publisher,
          url,
          series,
          tables: tables.length,
          rows: rows.length,
          read: rows.filter(({ status }) => status === 'read').length,
          regions: regionsOf(rows),
        }),
      )
    }
  })
  test.each(ofGases)('%s is one of them, with the rows of its folder', async (id) => {
    const rows = csvs(id).flatMap(({ records }) => records)
    const read = rows.filter(({ status }) => status === 'read').length
    const entry = sources.find((each) => each.id === id)
    expect(entry).toMatchObject({ rows: rows.length, read, tables: csvs(id).length, regions: ['world'] })
    const set = await load(id)
    expect(await load(id)).toBe(set)
    expect(set.source.title).toBe(entry?.title)
    expect(set.tables.flatMap((table) => table.rows.map(({ value }) => value)).sort()).toEqual(
      rows.map(({ value, share }) => value ?? share).sort(),
    )
  })
  test('all of them together are all rows that there are, each once', async () => {
    const rows = (await loadAll()).flatMap(({ tables }) => tables.flatMap((table) => table.rows))
    expect(rows.length).toBe(sources.reduce((sum, each) => sum + each.rows, 0))
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })
  test('the id that loads a source finds its rows', async () => {
    const all = await loadAll()
    for (const id of everyId)
      expect([id, find({ source: id }, all).length]).toEqual([id, sources.find((each) => each.id === id)?.rows])
    expect(find({ parameter: 'GWP', gas: 'N2O', edition: 'AR5' }, all).map(({ row }) => row.value)).toContain('265')
  })
})

describe('a source as it is loaded', () => {
  test.each(ids)('%s holds what its CSV files hold, cell by cell', async (id) => {
    const { source, tables } = await load(id)
    const printed = csvs(id)
    const { documents: _, ...entry } = json(id)
    expect(source).toEqual(entry)
    expect(tables.map(({ table }) => table)).toEqual(printed.map(({ table }) => table))
    for (const [index, { table, rows, source: of }] of tables.entries()) {
      const { records } = printed[index] as (typeof printed)[number]
      const found = rows.map((row) => withoutEmpty(flattenRow(row)))
      const added = { source: source.id, edition: source.edition }
      const expected = records.map((record) => ({ ...withoutEmpty(record), ...added }))
      expect({ table, of, rows: found }).toEqual({ table, of: source, rows: expected })
      for (const row of rows)
        expect(Object.keys(row.selectors).filter((name) => (plainColumns as readonly string[]).includes(name))).toEqual(
          [],
        )
    }
  })

  test('is the same when it is loaded again, and among all', async () => {
    const [once, again, all] = await Promise.all([load('ipcc-2006-v5'), load('ipcc-2006-v5'), loadAll()])
    expect(again).toBe(once)
    expect(all.map(({ source }) => source.id)).toEqual(everyId)
    expect(all).toContain(once)
  })

  test('is refused by a name that no source has, with the nearest ones', async () => {
    await expect(load('ipcc-2006-v1')).rejects.toMatchObject({
      problems: [{ code: 'label.unknown', found: '"ipcc-2006-v1"', hint: expect.stringContaining('"ipcc-2006-v2"') }],
    })
    await expect(load(undefined as unknown as string)).rejects.toMatchObject({ problems: [{ code: 'label.unknown' }] })
  })
})

describe('the look-up of rows', () => {
  test('finds what a search through all rows finds, read or not yet read', async () => {
    const sets = await loadAll()
    const tables = sets.flatMap((set) => set.tables)
    const all = tables.flatMap((table) => table.rows)
    const text = ({ parameter, selectors }: FactorRow) => JSON.stringify([parameter, Object.entries(selectors).sort()])
    const byText = new Map<string, FactorRow[]>()
    for (const row of all) byText.set(text(row), [...(byText.get(text(row)) ?? []), row])
    for (const [index, row] of all.entries()) {
      if (index % 37 > 0) continue
      const found = rowsFor(tables, row.parameter, row.selectors).map((each) => each.row)
      expect(found).toEqual(byText.get(text(row)))
      expect(found.every((each) => all.includes(each))).toBe(true)
    }
    expect(rowsFor(tables, 'EF', { fuel: 'none' })).toEqual([])
    expect(rowsFor(tables, 'EF', { nothing: 'x' })).toEqual([])
    expect(rowsFor(tables, 'EF', {})).toEqual(
      (byText.get('["EF",[]]') ?? []).map((row) => ({ row, table: expect.anything() })),
    )
  })

  test('knows which parameters hold for certain dates', async () => {
    const sets = await loadAll()
    for (const table of sets.flatMap((set) => set.tables)) {
      const parameters = new Set(table.rows.map(({ parameter }) => parameter))
      for (const parameter of [...parameters, 'none']) {
        const dated = table.rows.some((row) => row.parameter === parameter && (row.validFrom || row.validTo))
        expect([table.table, parameter, isDated([table], parameter)]).toEqual([table.table, parameter, dated])
      }
    }
  })
})
