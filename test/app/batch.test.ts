import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../src/app/cli'
import { stepText } from '../../src/app/cli/commands/batch'
import { composting, solidWasteDisposal } from '../../src/sectors/waste'
import { evaluate } from '../../src/uses/exact'
import { openDuckDb } from '../uses/sql/duckdb'

const cwd = mkdtempSync(join(tmpdir(), 'citymrv-batch-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const runOn = async (isTTY: boolean, ...argv: string[]) => {
  const told = { out: '', err: '' }
  const code = await main(['batch', ...argv], {
    stdout: { write: (part) => (told.out += part) },
    stderr: { write: (part) => (told.err += part), isTTY, ...(isTTY ? { columns: 80 } : {}) },
    stdin: async () => new Uint8Array(),
    cwd,
    env: {},
  })
  return { code, ...told }
}

const run = (...argv: string[]) => runOn(false, ...argv)

const query = async (sql: string) => (await (await openDuckDb()).runAndReadAll(sql)).getRowObjectsJson()

describe('citymrv batch', () => {
  test('computes each row of a CSV, and puts those that it refuses into a file with the reason', async () => {
    writeFileSync(join(cwd, 'plants.csv'), 'plant,treated,town\na,1200,"X, Y"\nb,-3,Z\nc,,Z\nd,many,Z\ne,2.5e3,Z\n')
    const { code, out } = await run(
      'waste.composting',
      ...['--from', 'plants.csv', '--to', 'out.csv', '--id', 'plant', '--ignore', 'town', '--gwp', 'AR5', '--json'],
    )
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ rows: 5, computed: 2, refused: 3 })
    const lines = readFileSync(join(cwd, 'out.csv'), 'utf8').trim().split('\n').sort()
    // 1200 t × 4 kg CH4/t and × 0.24 kg N2O/t (Table 4.1, wet); GWP 28 and 265
    expect(lines.map((line) => line.split(',').map((cell) => Number(cell).toPrecision(12)))[0]?.slice(1)).toEqual(
      ['4.8', '0.288', '210.72'].map((value) => Number(value).toPrecision(12)),
    )
    const refused = readFileSync(join(cwd, 'out.refused.csv'), 'utf8').trim().split('\n').sort()
    expect(refused).toEqual([
      'b,input.range: treated: The value is out of range. Found -3 t waste (wet); expected at least 0 t waste (wet).',
      'c,"input.missing: treated: No value is given. Missing is not zero: give the value, 0 if it is none."',
      'd,"number.invalid: treated: This is not a number. Found ""many""; expected decimal text such as 1200.5 or 1.2e3. Write the number alone. A value that is missing is not zero."',
      'plant,reason',
    ])
  })

  test('tells the unit of each column, and how many rows are refused for what', async () => {
    writeFileSync(join(cwd, 'told.csv'), 'treated\n1200\n-3\n-4\n\n')
    const { out } = await run('waste.composting', ...['--from', 'told.csv', '--to', 'told.out.csv'])
    expect(out.trim().replaceAll(`${cwd}/`, '').split('\n')).toEqual([
      '4 rows: 1 computed, 3 refused',
      'told.out.csv: ch4 (t CH4 (biogenic)), n2o (t N2O)',
      'told.out.refused.csv: rows refused, with the reason, such as',
      '  2: input.range: treated: The value is out of range. Found -3 t waste (wet); expected at least 0 t waste (wet).',
      '  1: input.missing: treated: No value is given. Missing is not zero: give the value, 0 if it is none.',
    ])
  })

  test('names the label that an unknown one is nearest to, and what is missing', async () => {
    const place = 'deposited,year,wasteType,climate,site'
    const row = (site: string, climate: string) => `${site},5,2001,food,${climate},managed-anaerobic`
    const lines = [`landfill,${place}`, row('a', 'tropical-dry'), row('b', 'boreal-wet'), row('c', ''), row('d', 'x')]
    writeFileSync(join(cwd, 'climate.csv'), lines.join('\n'))
    const call = ['--from', 'climate.csv', '--to', 'climate.out.parquet', '--id', 'landfill']
    expect((await run('waste.solid-waste-disposal', ...call)).code).toBe(3)
    const refused = await query(`SELECT * FROM '${join(cwd, 'climate.out.refused.parquet')}' ORDER BY landfill`)
    const labels = 'boreal-temperate-dry, boreal-temperate-wet, tropical-dry, tropical-moist-wet'
    expect(refused.map(({ reason }) => reason)).toEqual([
      `label.unknown: climate: This is not one of the labels. Found "boreal-wet"; expected ${labels}. Did you mean "boreal-temperate-wet"?`,
      expect.stringMatching(/^input\.missing: climate: No value is given\. Give it, or "\w+" itself\.$/),
      `label.unknown: climate: This is not one of the labels. Found "x"; expected ${labels}.`,
    ])
  })

  test('takes units, values for all rows, and the number of a row as its name', async () => {
    writeFileSync(join(cwd, 'mass.csv'), 'treated\n1200000\n500\n')
    const { code, err } = await run(
      'waste.composting',
      ...['--from', 'mass.csv', '--to', 'mass.parquet', '--unit', 'treated=kg', '--set', 'ch4Factor=5 g CH4/kg waste'],
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const wanted = evaluate(composting, { treated: '1200 t', ch4Factor: '5 g CH4/kg waste' })
    const [first] = await query(`SELECT * FROM '${join(cwd, 'mass.parquet')}' ORDER BY "row"`)
    expect(first).toMatchObject({ row: '1' })
    const units = await query(
      `SELECT key::VARCHAR AS key, value::VARCHAR AS value FROM parquet_kv_metadata('${join(cwd, 'mass.parquet')}')`,
    )
    expect(units.map(({ key, value }) => `${key}: ${value}`)).toEqual(['unit.ch4: t CH4 (biogenic)', 'unit.n2o: t N2O'])
    expect(Number(first?.ch4)).toBeCloseTo(Number(wanted.outputs.ch4.value), 12)
  })

  test('takes a long file with dimensions, and refuses a row whose label cannot be', async () => {
    const years = [2000, 2001, 2002, 2003]
    const lines = ['landfill,wasteType,year,deposited,site,climate']
    for (const landfill of ['a', 'b'])
      for (const type of ['food', 'wood'])
        for (const year of landfill === 'a' ? years : years.slice(1))
          lines.push(`${landfill},${type},${year},${year - 1990},managed-anaerobic,tropical-dry`)
    lines.push('c,food,sometime,5,managed-anaerobic,tropical-dry')
    writeFileSync(join(cwd, 'sites.csv'), lines.join('\n'))
    const { code, out, err } = await run(
      'waste.solid-waste-disposal',
      ...['--from', 'sites.csv', '--to', 'ch4.parquet', '--id', 'landfill', '--json'],
    )
    expect(err).toBe('')
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ rows: 3, computed: 2, refused: 1 })
    const records = await query(`SELECT * FROM '${join(cwd, 'ch4.parquet')}' ORDER BY landfill, year`)
    const given = (from: number) => ({
      from,
      values: years.filter((year) => year >= from).map((year) => `${year - 1990}`),
    })
    const exact = (from: number) =>
      evaluate(solidWasteDisposal, {
        deposited: { food: given(from), wood: given(from) },
        site: 'managed-anaerobic',
        climate: 'tropical-dry',
      })
        .outputs.ch4.rows()
        .map(({ value }) => Number(value).toPrecision(10))
    expect(records.map(({ ch4 }) => Number(ch4).toPrecision(10))).toEqual([...exact(2000), ...exact(2001)])
  })

  test('shows on a terminal how far it is, and nothing of it elsewhere', async () => {
    const write = async (rows: number, file: string) =>
      (await openDuckDb()).run(
        `COPY (SELECT i AS plant, 1 + i % 1000 AS treated FROM range(${rows}) t(i)) TO '${join(cwd, file)}'`,
      )
    const call = (file: string) => ['waste.composting', '--from', file, '--to', 'many.out.parquet', '--id', 'plant']
    // a fast machine is done before the bar is drawn a second time: then twice as many rows, until it takes seconds
    let percents: number[] = []
    for (let rows = 4_000_000, taken = 0; percents.length < 2 && taken < 5000; rows *= 2) {
      await write(rows, 'many.parquet')
      const start = performance.now()
      const shown = await runOn(true, ...call('many.parquet'))
      taken = performance.now() - start
      expect(shown.code).toBe(0)
      percents = [...shown.err.matchAll(/(\d+) % of writing many\.out\.parquet, \d+ s/g)].map(([, percent]) =>
        Number(percent),
      )
    }
    expect(percents.length).toBeGreaterThan(1)
    expect(Math.max(...percents)).toBeGreaterThan(0)
    expect(percents).toEqual([...percents].sort((a, b) => a - b))
    await write(10, 'few.parquet')
    expect(await run(...call('few.parquet'))).toMatchObject({ code: 0, err: '' })
  }, 90_000)

  test('says where it cannot be known how far a step is', () => {
    expect(stepText('computing rows', 0, 12)).toBe('computing rows, 12 s; how much is left is not known')
    expect(stepText('writing out.csv', 0.456, 3)).toBe('█████████░░░░░░░░░░░ 45 % of writing out.csv, 3 s')
  })

  test('says which column nothing reads, which file is not there, and what DuckDB cannot read', async () => {
    writeFileSync(join(cwd, 'more.csv'), 'treated,treatd\n1,2\n')
    const more = await run('waste.composting', '--from', 'more.csv', '--to', 'o.csv')
    expect(more.code).toBe(1)
    expect(more.err).toContain('column treatd: Nothing reads this column')
    expect(more.err).toContain('Found "treatd"; expected treated, ch4Factor, n2oFactor, recovered.')
    expect(more.err).toContain('Did you mean "treated"?')
    expect(more.err).toContain('--ignore treatd')
    expect((await run('waste.composting', '--from', 'no.csv', '--to', 'o.csv')).err).toContain('no such file')
    expect((await run('waste.composting', '--from', 'no.txt', '--to', 'o.csv')).code).toBe(2)
    writeFileSync(join(cwd, 'bad.parquet'), 'not parquet at all')
    const bad = await run('waste.composting', '--from', 'bad.parquet', '--to', 'o.csv')
    expect(bad.code).toBe(1)
    expect(bad.err).toContain('bad.parquet')
  })

  test('says how to make a file long whose columns are labels, by a statement that does', async () => {
    const wide = join(cwd, 'wide.csv')
    writeFileSync(
      wide,
      'landfill,year,deposited_food,deposited_paper,climate,site\na,2001,5,7,tropical-dry,managed-anaerobic\n',
    )
    const call = (file: string) =>
      run('waste.solid-waste-disposal', '--from', file, '--to', 'long.out.csv', '--id', 'landfill')
    const { code, err } = await call('wide.csv')
    expect(code).toBe(1)
    expect(err).toContain('There is a column for each wasteType, where each needs a row.')
    expect(err).toContain('Found deposited_food, deposited_paper; expected the columns wasteType and deposited.')
    const statement = /COPY .* TO 'long\.csv'/.exec(err.replaceAll(/\s+/g, ' '))?.[0] ?? ''
    const here = statement.replace("'wide.csv'", `'${wide}'`).replace("'long.csv'", `'${join(cwd, 'long.csv')}'`)
    await (await openDuckDb()).run(here)
    expect(await query(`SELECT "wasteType", deposited FROM '${join(cwd, 'long.csv')}' ORDER BY 1`)).toEqual([
      { wasteType: 'food', deposited: '5' },
      { wasteType: 'paper', deposited: '7' },
    ])
    expect((await call('long.csv')).code).toBe(0)
  })

  test.each([
    ['a folder that is not there', ['--to', 'none/out.csv'], 'none/out.csv: This cannot be written'],
    ['a size that is none', ['--memory', 'lots'], '--memory is no size. Found "lots"; expected such as 500MB or 2GB.'],
    ['a value for what is a column', ['--set', 'treated=3 t'], 'Add --ignore treated.'],
    ['an empty file', ['--from', 'empty.csv'], 'empty.csv: The file is empty.'],
    ['an unknown column', ['--from', 'odd.csv'], 'Nothing reads this column. Found "tons"; expected treated, '],
    [
      'a file of a header alone',
      ['--from', 'head.csv', '--id', 'site'],
      'column year: The file has no row with a label',
      'waste.solid-waste-disposal',
    ],
  ])('says what to do about %s', async (_, options, text, id = 'waste.composting') => {
    writeFileSync(join(cwd, 'fine.csv'), 'treated\n1200\n')
    writeFileSync(join(cwd, 'empty.csv'), '')
    writeFileSync(join(cwd, 'odd.csv'), 'treated,tons\n1,2\n')
    writeFileSync(join(cwd, 'head.csv'), 'site,year,deposited\n')
    const { code, err } = await run(id, '--from', 'fine.csv', '--to', 'fine.out.csv', ...options)
    expect(err.replaceAll(/\s+/g, ' ')).toContain(text)
    expect([1, 2]).toContain(code)
  })

  test('takes away the refused rows of an earlier run', async () => {
    const call = (): ReturnType<typeof run> => run('waste.composting', '--from', 'rerun.csv', '--to', 'rerun.out.csv')
    writeFileSync(join(cwd, 'rerun.csv'), 'treated\n-1\n')
    await call()
    expect(existsSync(join(cwd, 'rerun.out.refused.csv'))).toBe(true)
    writeFileSync(join(cwd, 'rerun.csv'), 'treated\n1\n')
    await call()
    expect(existsSync(join(cwd, 'rerun.out.refused.csv'))).toBe(false)
  })
})
