import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { evaluate, type StoredResult } from '../../src'
import { type Io, main } from '../../src/app/cli'
import { cite, factor, input, method, named, time } from '../../src/core'
import { dataSet, flattenRow } from '../../src/data/factors'
import { composting } from '../../src/sectors/waste'

const cwd = mkdtempSync(join(tmpdir(), 'citymrv-factors-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const run = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (part: string) => {
      text[name] += part
    },
  })
  const io: Io = { stdout: stream('out'), stderr: stream('err'), stdin: async () => new Uint8Array(), cwd, env: {} }
  return { code: await main(['factors', ...argv], io), ...text }
}
const json = async (...argv: string[]) => JSON.parse((await run(...argv)).out)
const put = (name: string, data: unknown): string => {
  writeFileSync(join(cwd, name), typeof data === 'string' ? data : JSON.stringify(data))
  return name
}

const id = 'ipcc-2006-v5-ef-ch4-composting-wet'

describe('rows and their sources in other forms', () => {
  test('CSV with a column for each thing that a row states', async () => {
    const { out } = await run('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--format', 'csv')
    const rows: Record<string, string>[] = parse(out, { columns: true })
    // Table 4.1 of Volume 5, wet waste: 4 (0.03 - 8) g CH4/kg
    expect(rows.find((row) => row.id === id)).toMatchObject({
      value: '4',
      lower: '0.03',
      upper: '8',
      unit: 'g CH4 (biogenic)/kg waste (wet)',
      activity: 'composting',
      locator: 'Ch 4, Table 4.1, p 4.6',
    })
    expect(rows.map((row) => row.id)).toEqual(
      (await json('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--json')).map(
        (row: { id: string }) => row.id,
      ),
    )
  })
  test('each source once, as BibTeX and CSL-JSON', async () => {
    const { out } = await run('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--format', 'bibtex')
    expect(out.match(/^@\w+\{.*,$/gm)).toEqual(['@techreport{ipcc-2006-v5,'])
    const [item, other] = await json('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--format', 'csl')
    expect(other).toBeUndefined()
    expect(item).toMatchObject({ id: 'ipcc-2006-v5', issued: { 'date-parts': [[2006]] } })
  })
  test('the compositions of blends are rows like others', async () => {
    // Table 7.8 of Volume 3, Chapter 7: R-410A is HFC-32/HFC-125 (50.0/50.0)
    const rows = await json('--where', 'blend=R-410A', '--json')
    expect(rows.map((row: Record<string, string>) => [row.component, row.value, row.unit])).toEqual([
      ['HFC-32', '50.0', '%'],
      ['HFC-125', '50.0', '%'],
    ])
  })
})

describe('what is listed and searched', () => {
  test('the sources, with the rows of all of them, and the version of the data', async () => {
    const { out } = await run('--sources')
    const all = await json('--sources', '--json')
    expect(all).toMatchObject({ version: dataSet.version, digest: dataSet.digest })
    expect(all.rows).toBe((await json('--all', '--json')).length)
    for (const source of all.sources) expect(out).toMatch(new RegExp(`^${source.id.replace('.', '\\.')} `, 'm'))
    expect(out).toContain(`${all.sources.length} sources, ${all.rows} rows; data set ${dataSet.version}`)
    expect(all.sources.find((each: { id: string }) => each.id === 'ipcc-2006-v5')).toMatchObject({
      edition: '2006',
      licence: expect.any(String),
      regions: expect.arrayContaining(['world']),
    })
    expect((await run('--sources', '--fuel', 'diesel')).err).toContain('--fuel')
  })
  test('an export says its version beside the rows', async () => {
    const asked = ['--source', 'ipcc-2006-v5', id]
    for (const format of ['csv', 'json'])
      expect((await run(...asked, '--format', format)).err).toBe(`data set ${dataSet.version}, ${dataSet.digest}\n`)
    expect((await run(...asked, '--json')).err).toBe('')
  })
  test('warming potentials and blends by the id of their source', async () => {
    expect(await json('--source', 'gwp', '--json')).toHaveLength(287)
    expect(await json('--source', 'blends', '--json')).toHaveLength(135)
  })
  test('each row shows its id, in one piece', async () => {
    const asked = ['--source', 'uk-ghg-2025-transport', 'van', 'class']
    const { out } = await run(...asked)
    const rows = (await json(...asked, '--json')).slice(0, 20)
    // wider than the table is
    expect(Math.max(...rows.map((row: { id: string }) => row.id.length))).toBeGreaterThan(80)
    const lines = new Set(out.split('\n'))
    expect(rows.filter((row: { id: string }) => !lines.has(`  ${row.id}`))).toEqual([])
  })
  test('words without a row, and a unit that does not fit, are told', async () => {
    expect((await run('fodo')).out).toContain('Did you mean "food"')
    const asked = ['--fuel', 'diesel', '--gas', 'CH4', '--use', 'road', '--source', 'ipcc-2006-v2', '--in', 'g CH4/GJ']
    expect((await run(...asked)).out.replace(/\s+/g, ' ')).toContain('not converted')
    expect((await json(...asked, '--json'))[0].unconverted).toContain('write g CH4/GJ (NCV)')
  })
})

test('--in is not lost in a CSV: it is refused', async () => {
  const { code, err } = await run('--source', 'ipcc-2006-v5', '--in', 'kg CH4/t waste (wet)', '--format', 'csv')
  expect([code, err.includes('--in')]).toEqual([2, true])
})

describe('what a method falls back on', () => {
  test('what is missing first, then what is far from home', async () => {
    const { code, out } = await run('--missing', 'transport.fleet', '--region', 'ID', '--year', '2024')
    expect(code).toBe(0)
    expect(out).toContain('missing')
    expect(out).toMatch(
      /\d+ factors: \d+ missing, \d+ in no table of any source, \d+ from beyond ID, 0 not seen in their source/,
    )
    const { out: city } = await run('--missing', 'waste.composting', '--region', 'ID-JI')
    expect(city).toContain('2 factors: 0 missing, 2 from beyond the country, 0 not seen')
    expect((await run('--missing', 'waste.composting', '--region', 'South-eastern Asia')).out).toContain(
      '2 from beyond South-eastern Asia',
    )
    expect((await run('--missing', 'waste.composting')).out).toContain('2 factors: 0 missing, 0 not seen')
    const all = await json('--missing', 'waste.composting', '--region', 'ID', '--year', '2024', '--json')
    expect(all).toHaveLength(2)
    expect(all[0]).toMatchObject({ factor: 'ch4Factor', row: { id }, distance: 3, asOf: 2006, age: 18 })
  })
  test('regions by name, rows without dates, what no table has, and what must be given', async () => {
    const { out } = await run('--missing', 'transport.fleet', '--region', 'Indonesia', '--year', '2024')
    expect(out).toBe((await run('--missing', 'transport.fleet', '--region', 'ID', '--year', '2024')).out)
    expect(out.replace(/\s+/g, ' ')).toContain('without dates')
    // Table 3.2.2 of Volume 2 prints "uncontrolled" for motor gasoline only
    expect(out).toMatch(/gas-diesel-oil,\s+in no table\n\s+uncontrolled/)
    expect(out).toContain('27 factors: 0 missing, 14 in no table of any source, 13 from beyond ID')
    expect(out).toContain('\n  ipcc-2006-v2-ef-road-transport-motor-gasoline-co2\n')
    const grid = await run('--missing', 'energy.grid-electricity', '--region', 'JP')
    expect(grid.out).toContain('looks no factor up')
    expect(grid.out).toContain('gridFactor (t CO2/MWh electricity)')
  })
  test.each([
    ['a method', ['--missing', 'waste.compostin'], 'waste.composting'],
    ['a region', ['--missing', 'waste.composting', '--region', 'Atlantis'], 'The region is not known'],
    ['a year', ['--missing', 'waste.composting', '--year', 'soon'], '--year is not a year'],
    ['an option that is not read', ['--missing', 'waste.composting', '--fuel', 'diesel'], '--fuel'],
    ['words', ['--missing', 'waste.composting', 'wood'], 'wood'],
  ])('that is not known: %s', async (_, argv, text) => {
    const { code, err } = await run(...argv)
    expect([code, err.includes(text)]).toEqual([2, true])
  })
})

describe('two versions of the tables', () => {
  test('which rows differ, and what that changes in a stored result', async () => {
    const rows = await json('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--json')
    const old = put(
      'old.json',
      rows.map((row: Record<string, string>) => (row.id === id ? { ...row, value: '3' } : row)).slice(0, -1),
    )
    const stored = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' }).toJSON() as StoredResult
    const before = {
      ...stored,
      rows: stored.rows.map((row) => (row.id === id ? { ...row, value: '3' } : row)),
      factors: stored.factors.map((each) => (each.name === 'ch4Factor' ? { ...each, value: '3' } : each)),
      outputs: { ...stored.outputs, ch4: { ...stored.outputs.ch4, value: '3.6' } },
    }
    const asked = ['--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--diff', old]
    const { changes, result } = await json(...asked, '--result', put('result.json', before), '--json')
    expect(changes.filter(({ kind }: { kind: string }) => kind !== 'added')).toEqual([
      { id, kind: 'changed', columns: expect.arrayContaining([{ column: 'value', before: '3', after: '4' }]) },
    ])
    expect(changes.filter(({ kind }: { kind: string }) => kind === 'added')).toHaveLength(1)
    expect(result.gone).toEqual([])
    // 1200 t at 3 and at 4 g/kg
    expect(result.differences).toContainEqual({ kind: 'output', name: 'ch4', before: '3.6', after: '4.8' })
    const { out } = await run(...asked, '--result', 'result.json')
    expect(out).toContain('1 row changed, 1 added, 0 removed')
    expect(out).toMatch(/output\s+ch4\s+3\.600\s+4\.800/)
  })
  test.each([
    ['no file', 'none.json', undefined, 'none.json'],
    ['a file that is not JSON', 'text.json', 'id,value', 'text that is not JSON'],
    ['a file without rows', 'other.json', '{"a":1}', 'no list of rows'],
  ])('refused: %s', async (_, name, text, told) => {
    if (text !== undefined) put(name, text)
    const { code, err } = await run('--diff', name)
    expect([code > 0, err.includes(told)]).toEqual([true, true])
  })
  test('what was asked for is compared, and nothing else', async () => {
    const old = put('whole.json', [
      ...(await json('--source', 'ipcc-2006-v5', '--json')),
      { id: 'only-old', parameter: 'EF', value: '1', unit: 'kg', activity: 'composting', source: 'ipcc-2006-v5' },
    ])
    const { out } = await run('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--diff', old)
    expect(out).toContain('0 rows changed, 0 added, 1 removed')
  })
  test('an own row of the name of a published one is not that one; a row for something else is told', async () => {
    const [row] = await json('--source', 'ipcc-2006-v5', id, '--json')
    const old = put('moved.json', [{ ...row, reasons: undefined, value: '3', activity: 'digestion' }])
    const asked = ['--source', 'ipcc-2006-v5', id, '--diff', old, '--json', '--result']
    const published = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' }).toJSON() as StoredResult
    expect((await json(...asked, put('published.json', published))).result.moved).toEqual([id])
    const factors = published.rows.filter((each) => each.id === id).map((each) => ({ ...flattenRow(each), value: '2' }))
    const own = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5', factors }).toJSON()
    const { result } = await json(...asked, put('own.json', own))
    expect(result).toEqual({ gone: [], moved: [], differences: [] })
  })
  test('ids of rows that came and went, what was compared, and a result of the rows of today', async () => {
    const rows = await json('--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--json')
    const old = put(
      'before.json',
      rows.slice(1).map((row: Record<string, string>) => (row.id === id ? { ...row, value: '3' } : row)),
    )
    const stored = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' }).toJSON() as StoredResult
    const asked = ['--source', 'ipcc-2006-v5', '--where', 'activity=composting', '--diff', old]
    const { out } = await run(...asked, '--result', put('today.json', stored))
    expect(out).toContain(`From before.json to data set ${dataSet.version}, ${dataSet.digest}`)
    expect(out).toContain(`added:\n  ${rows[0].id}\n`)
    expect(out).toContain(`today.json was computed with data set ${dataSet.version}.`)
    expect(out).toContain('it holds the rows of today already')
    const { out: none } = await run('--source', 'ipcc-2006-v5', '--diff', put('none.json', []))
    expect(none).toMatch(/added:\n(?: {2}ipcc-2006-v5-\S+\n){20} {2}… and \d+ more\n/)
  })
  test('a figure of several years is a line a year, rounded, outputs first', async () => {
    const tonnes = { 2024: '1200', 2025: '1250.123456789' }
    const yearly = method({
      id: 'test.yearly',
      title: 'Composting by year',
      source: cite('ipcc-2006-v5', 'Eq 4.1'),
      edition: '2006',
      factors: composting.factors,
      inputs: {
        treated: input('t waste (wet)', { over: [time('year')] }),
        ch4Factor: factor('g CH4 (biogenic)/kg waste (wet)', { parameter: 'EF', activity: 'composting' }),
      },
      equations: ({ treated, ch4Factor }) => ({ ch4: named('CH4', 'Eq 4.1', treated.times(ch4Factor)) }),
    })
    const result = evaluate(yearly, { treated: tonnes }).toJSON() as StoredResult
    const before = JSON.parse(JSON.stringify(result)) as StoredResult
    const old = before.rows.map((row) => (row.id === id ? { ...row, value: '3' } : row))
    const figures = { 2024: '3.6', 2025: '3.750370370367' }
    const [row] = await json('--source', 'ipcc-2006-v5', id, '--json')
    const { out, err } = await run(
      '--source',
      'ipcc-2006-v5',
      id,
      '--diff',
      put('three.json', [{ ...row, value: '3' }]),
      '--result',
      put('yearly.json', {
        ...before,
        rows: old,
        factors: before.factors.map((each) => ({ ...each, value: '3' })),
        outputs: { ch4: { ...before.outputs.ch4, value: figures } },
      }),
    )
    expect(err).toBe('')
    // 1200 t and 1250.123456789 t at 3 and at 4 g/kg
    expect(out).toMatch(/ figure .*\noutput +ch4 +2024 +3\.600 +4\.800\noutput +ch4 +2025 +3\.750 +5\.000\n/)
  })
  test('--result needs --diff', async () => {
    expect((await run('--result', 'result.json')).err).toContain('--result needs --diff')
  })
})
