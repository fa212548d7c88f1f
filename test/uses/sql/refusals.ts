import type { AnyMethod } from '../../../src/core/method'
import { stationaryCombustion } from '../../../src/sectors/energy'
import { composting, solidWasteDisposal } from '../../../src/sectors/waste'
import { column, type SqlOptions } from '../../../src/uses/sql'
import type { TestTable } from './tables'

/** Tables, and what the status of each of their rows must be. */
export interface Refusals {
  readonly title: string
  readonly method: AnyMethod
  readonly options: Omit<SqlOptions, 'dialect'>
  readonly tables: readonly TestTable[]
  readonly status: Readonly<Record<string, unknown>>
  /** Where arithmetic out of range would stop the statement. */
  readonly statusOnPostgresql?: Readonly<Record<string, unknown>>
}

const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }))

const values: Refusals = {
  title: 'values that cannot be read',
  method: composting,
  options: { rows: { table: 'plants', id: 'plant' }, inputs: { treated: column('mass') }, context: { gwp: 'AR6' } },
  tables: [
    {
      name: 'plants',
      columns: text('plant', 'mass'),
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
  status: {
    good: 'ok',
    zero: 'ok',
    below: 'input.range: treated is out of range',
    none: 'input.missing: treated is missing',
    text: 'number.invalid: treated is not a number',
    infinite: 'number.invalid: treated is not a number',
    nan: 'number.invalid: treated is not a number',
    // × 4 g/kg is beyond the largest DOUBLE before it is made tonnes
    overflow: 'calculation.domain: ch4 has no value',
  },
  // three digits of exponent are beyond what its statement casts at all
  statusOnPostgresql: { overflow: 'number.invalid: treated is not a number' },
}

const numbers: Refusals = {
  title: 'numbers that are none',
  method: composting,
  options: { rows: { table: 'plants', id: 'plant' }, inputs: { treated: column('mass') } },
  tables: [
    {
      name: 'plants',
      columns: [...text('plant'), { name: 'mass', type: 'number' }],
      rows: [
        ['good', 1000],
        ['none', null],
        ['nan', Number.NaN],
        ['infinite', Number.POSITIVE_INFINITY],
        ['tiny', 5e-324],
      ],
    },
  ],
  status: {
    good: 'ok',
    none: 'input.missing: treated is missing',
    nan: 'number.invalid: treated is not a number',
    infinite: 'number.invalid: treated is not a number',
    tiny: 'ok',
  },
  statusOnPostgresql: { tiny: 'number.invalid: treated is not a number' },
}

const labels: Refusals = {
  title: 'labels that are unknown or given twice, shares that do not add up, factors that are not there',
  method: stationaryCombustion,
  options: {
    rows: { table: 'plants', id: 'plant' },
    labels: { fuel: ['natural-gas', 'gas-diesel-oil', 'unobtainium'], blend: ['b35'] },
    inputs: {
      sector: column('sector'),
      consumption: column('tj', { table: 'fuel_use', over: { fuel: 'fuel' } }),
      blends: column('tj', { table: 'blend_use', over: { blend: 'blend' } }),
      composition: column('share', { table: 'shares', over: { blend: 'blend', fuel: 'fuel' } }),
    },
  },
  tables: [
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
  status: {
    good: 'ok',
    unknown: 'label.unknown: a label in fuel_use is none that was named',
    twice: 'input.shape: a value in fuel_use is given twice',
    shares: 'input.sum: the shares of composition do not add up',
    factor: 'label.unknown: a label has no place in origin',
    nothing: 'input.missing: consumption is missing',
    sector: 'label.unknown: sector is not one of its labels',
  },
}

const record = (site: string, year: string) => [site, 'food', year, 5]

const gap: Refusals = {
  title: 'a year that is left out of a recurrence',
  method: solidWasteDisposal,
  options: {
    rows: { table: 'sites', id: 'site' },
    labels: { wasteType: ['food'], year: ['2001', '2003'] },
    inputs: {
      deposited: column('t', { table: 'waste', over: { year: 'year', wasteType: 'kind' } }),
      climate: 'tropical-dry',
      site: 'managed-anaerobic',
    },
  },
  tables: [
    { name: 'sites', columns: text('site'), rows: [['whole'], ['gap']] },
    {
      name: 'waste',
      columns: [...text('site', 'kind', 'year'), { name: 't', type: 'number' }],
      rows: [record('whole', '2001'), record('whole', '2002'), record('gap', '2001'), record('gap', '2003')],
    },
  ],
  status: { whole: 'ok', gap: 'period.gap: a year is left out' },
}

/** A name that is only a name. */
export const evil = `"; DROP TABLE plants; --'\\\``

const names: Refusals = {
  title: 'names and texts from users, which are only names and texts',
  method: composting,
  options: { rows: { table: evil, id: `${evil} id` }, inputs: { treated: column(evil) } },
  tables: [
    {
      name: evil,
      columns: [
        { name: `${evil} id`, type: 'text' },
        { name: evil, type: 'number' },
      ],
      rows: [[`'; DROP TABLE plants; --`, 1000]],
    },
  ],
  status: { "'; DROP TABLE plants; --": 'ok' },
}

export const refusals: readonly Refusals[] = [values, numbers, labels, gap, names]

/** The status of each row, by its id. */
export const statusBy = (
  { options }: Refusals,
  rows: readonly Readonly<Record<string, unknown>>[] = [],
): Record<string, string> => Object.fromEntries(rows.map((row) => [String(row[options.rows.id]), String(row.status)]))
