import { describe, expect, test } from 'vitest'
import { MrvError } from '../../../src/core'
import { stationaryCombustion } from '../../../src/sectors/energy'
import { composting, solidWasteDisposal } from '../../../src/sectors/waste'
import { column, type DialectName, type SqlOptions, toSql } from '../../../src/uses/sql'
import { openDuckDb, runOnDuckDb } from './duckdb'
import type { TestTable } from './tables'

const dialects: readonly DialectName[] = ['duckdb', 'postgresql', 'spark']

const statusOf = async (
  tables: readonly TestTable[],
  method: Parameters<typeof toSql>[0],
  options: Omit<SqlOptions, 'dialect'>,
): Promise<Record<string, string>> => {
  const { tables: statements } = toSql(method, { ...options, dialect: 'duckdb' })
  const [rows] = await runOnDuckDb(await openDuckDb(), tables, statements.slice(0, 1))
  return Object.fromEntries((rows ?? []).map((row) => [String(row[options.rows.id]), String(row.status)]))
}

const problemsOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.problems.map(({ code, at }) => [code, at.input])
    throw error
  }
  return []
}

describe('rows that are refused', () => {
  test('say why, and leave the others alone', async () => {
    const status = await statusOf(
      [
        {
          name: 'plants',
          columns: [
            { name: 'plant', type: 'text' },
            { name: 'mass', type: 'text' },
          ],
          rows: [
            ['good', '1e3'],
            ['zero', '0'],
            ['below', '-1'],
            ['none', null],
            ['text', 'ten'],
            ['infinite', 'Infinity'],
            ['nan', 'NaN'],
            ['overflow', '1e308'],
          ],
        },
      ],
      composting,
      { rows: { table: 'plants', id: 'plant' }, inputs: { treated: column('mass') }, context: { gwp: 'AR6' } },
    )
    expect(status).toEqual({
      good: 'ok',
      zero: 'ok',
      below: 'input.range: treated is out of range',
      none: 'input.missing: treated is missing',
      text: 'number.invalid: treated is not a number',
      infinite: 'number.invalid: treated is not a number',
      nan: 'number.invalid: treated is not a number',
      // × 4 g/kg is beyond the largest DOUBLE before it is made tonnes
      overflow: 'calculation.domain: ch4 has no value',
    })
  })

  test('over labels: unknown ones, values given twice, shares that do not add up, factors that are not there', async () => {
    const options = {
      rows: { table: 'plants', id: 'plant' },
      labels: { fuel: ['natural-gas', 'gas-diesel-oil', 'unobtainium'], blend: ['b35'] },
      inputs: {
        sector: column('sector'),
        consumption: column('tj', { table: 'fuel_use', over: { fuel: 'fuel' } }),
        blends: column('tj', { table: 'blend_use', over: { blend: 'blend' } }),
        composition: column('share', { table: 'shares', over: { blend: 'blend', fuel: 'fuel' } }),
      },
    }
    const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }))
    const status = await statusOf(
      [
        {
          name: 'plants',
          columns: text('plant', 'sector'),
          rows: ['good', 'unknown', 'twice', 'shares', 'factor', 'nothing']
            .map((plant) => [plant, 'commercial'])
            .concat([['sector', 'x']]),
        },
        {
          name: 'fuel_use',
          columns: [...text('plant', 'fuel'), { name: 'tj', type: 'number' }],
          rows: [
            ['good', 'natural-gas', 1],
            ['unknown', 'natural-gaz', 1],
            ['twice', 'natural-gas', 1],
            ['twice', 'natural-gas', 1],
            ['shares', 'natural-gas', 1],
            ['shares', 'gas-diesel-oil', 1],
            ['factor', 'unobtainium', 1],
            ['sector', 'natural-gas', 1],
          ],
        },
        {
          name: 'blend_use',
          columns: [...text('plant', 'blend'), { name: 'tj', type: 'number' }],
          rows: [['shares', 'b35', 2]],
        },
        {
          name: 'shares',
          columns: [...text('plant', 'blend', 'fuel'), { name: 'share', type: 'number' }],
          rows: [['shares', 'b35', 'gas-diesel-oil', 0.6]],
        },
      ],
      stationaryCombustion,
      options,
    )
    expect(status).toEqual({
      good: 'ok',
      unknown: 'label.unknown: a label in fuel_use is none that was named',
      twice: 'input.shape: a value in fuel_use is given twice',
      shares: 'input.sum: the shares of composition do not add up',
      factor: expect.stringMatching(/^(calculation\.domain|label\.unknown)/),
      nothing: 'input.missing: consumption is missing',
      sector: 'label.unknown: sector is not one of its labels',
    })
  })

  test('a year that is left out of a recurrence', async () => {
    const record = (site: string, year: string) => [site, 'food', year, 5]
    const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }))
    const status = await statusOf(
      [
        { name: 'sites', columns: text('site'), rows: [['whole'], ['gap']] },
        {
          name: 'waste',
          columns: [...text('site', 'kind', 'year'), { name: 't', type: 'number' }],
          rows: [record('whole', '2001'), record('whole', '2002'), record('gap', '2001'), record('gap', '2003')],
        },
      ],
      solidWasteDisposal,
      {
        rows: { table: 'sites', id: 'site' },
        labels: { wasteType: ['food'], year: ['2001', '2003'] },
        inputs: {
          deposited: column('t', { table: 'waste', over: { year: 'year', wasteType: 'kind' } }),
          climate: 'tropical-dry',
          site: 'managed-anaerobic',
        },
      },
    )
    expect(status).toEqual({ whole: 'ok', gap: 'period.gap: a year is left out' })
  })
})

describe('names and texts from users', () => {
  const evil = `"; DROP TABLE plants; --'\\`

  test('are only names', async () => {
    const table: TestTable = {
      name: evil,
      columns: [
        { name: `${evil} id`, type: 'text' },
        { name: evil, type: 'number' },
      ],
      rows: [[`'; DROP TABLE plants; --`, 1000]],
    }
    const options = { rows: { table: evil, id: `${evil} id` }, inputs: { treated: column(evil) } }
    expect(await statusOf([table], composting, options)).toEqual({ "'; DROP TABLE plants; --": 'ok' })
  })

  test.each(dialects)('are quoted: %s', (dialect) => {
    const { tables } = toSql(composting, {
      dialect,
      rows: { table: evil, id: 'id' },
      inputs: { treated: column(evil) },
    })
    const sql = tables[0]?.sql as string
    const mark = dialect === 'spark' ? '`' : '"'
    // outside of quotes nothing of it is left
    const bare = sql
      .replaceAll(new RegExp(`${mark}(?:[^${mark}]|${mark}${mark})*${mark}`, 'g'), '')
      .replaceAll(/'[^']*'/g, '')
    expect(sql).toContain('DROP TABLE')
    expect(bare).not.toContain('DROP')
    expect(bare).not.toContain(';')
  })
})

describe('what is wrong whatever the rows hold', () => {
  test('names, units, labels and missing inputs are found together when the statement is written', () => {
    const write = (inputs: SqlOptions['inputs'], more: Partial<SqlOptions> = {}) =>
      toSql(composting, { dialect: 'duckdb', rows: { table: 't', id: 'id' }, inputs, ...more })
    expect(problemsOf(() => write({ treatd: column('x'), treated: column('x', { unit: 'kg CH4' }) }))).toEqual([
      ['input.unknown', 'treatd'],
      ['unit.substance', 'treated'],
    ])
    expect(problemsOf(() => write({}))).toEqual([['input.missing', 'treated']])
    expect(problemsOf(() => write({ treated: column('x') }, { context: { gwp: 'AR7' } }))).toHaveLength(1)
    expect(
      problemsOf(() =>
        toSql(stationaryCombustion, {
          dialect: 'duckdb',
          rows: { table: 't', id: 'id' },
          inputs: { consumption: column('x', { over: { fuel: 'fuel' } }) },
        }),
      )[0],
    ).toEqual(['call.invalid', 'consumption'])
  })
})
