import {
  accumulate,
  category,
  check,
  cite,
  constant,
  dimension,
  input,
  ln,
  method,
  named,
  time,
  when,
} from '../../../src/core'
import type { AnyMethod } from '../../../src/core/method'
import { stationaryCombustion } from '../../../src/sectors/energy'
import { composting, solidWasteDisposal } from '../../../src/sectors/waste'
import { column, type DialectName, type SqlOptions } from '../../../src/uses/sql'
import type { TestTable } from './tables'

/** Tables, and what the status of each of their rows must be. */
export interface Refusals {
  readonly title: string
  readonly method: AnyMethod
  readonly options: Omit<SqlOptions, 'dialect'>
  readonly tables: readonly TestTable[]
  readonly status: Readonly<Record<string, unknown>>
  /** Where an engine writes a number otherwise, or its arithmetic out of range would stop the statement. */
  readonly statusOn?: Partial<Readonly<Record<DialectName, Readonly<Record<string, unknown>>>>>
}

const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }))

const alone = 'Write the number alone. A value that is missing is not zero.'
const point = 'Write a point before decimals and nothing between thousands.'
const keys = 'Write 0 for NO, NA and IE, and leave the cell empty for NE and C.'

const notNumber = (input: string, found: string, hint: string, message = 'This is not a number'): string =>
  `number.invalid: ${input}: ${message}. Found "${found}"; expected decimal text such as 1200.5 or 1.2e3. ${hint}`

const missing = (input: string, hint = 'Missing is not zero: give the value, 0 if it is none.'): string =>
  `input.missing: ${input}: No value is given. ${hint}`

const noValue = (output: string): string =>
  `calculation.domain: ${output}: There is no finite value. It may lie beyond the range of numbers: evaluate the row by itself to see.`

const beyond = (found: string, magnitude: string): string =>
  `number.range: treated: This number is out of range. Found ${found}; expected magnitude 0 or ${magnitude}.`

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
        ['beyond', '1e999'],
        ['comma', '1,5'],
        ['thousands', '1 200'],
        ['key', 'NE'],
        ['long', 'x'.repeat(70)],
      ],
    },
  ],
  status: {
    good: 'ok',
    zero: 'ok',
    below:
      'input.range: treated: The value is out of range. Found -1 t waste (wet); expected at least 0 t waste (wet).',
    none: missing('treated'),
    text: notNumber('treated', 'ten', alone),
    infinite: notNumber('treated', 'Infinity', alone),
    nan: notNumber('treated', 'NaN', alone),
    // × 4 g/kg is beyond the largest DOUBLE before it is made tonnes
    overflow: noValue('ch4'),
    beyond: beyond('1e999', '1e-308 to 1.8e308'),
    comma: notNumber('treated', '1,5', point),
    thousands: notNumber('treated', '1 200', point),
    key: notNumber('treated', 'NE', keys, 'A notation key is no number'),
    long: notNumber('treated', `${'x'.repeat(60)}…`, alone),
  },
  statusOn: {
    postgresql: { overflow: beyond('1e308', '1e-60 to 1e60'), beyond: beyond('1e999', '1e-60 to 1e60') },
  },
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
    none: missing('treated'),
    nan: notNumber('treated', 'NaN', alone),
    infinite: notNumber('treated', 'Infinity', alone),
    tiny: 'ok',
  },
  statusOn: {
    duckdb: { nan: notNumber('treated', 'nan', alone), infinite: notNumber('treated', 'inf', alone) },
    postgresql: { tiny: beyond('5e-324', '1e-60 to 1e60') },
  },
}

const labels: Refusals = {
  title: 'labels that are unknown or given twice, shares that do not add up, factors that are not there',
  method: stationaryCombustion,
  options: {
    rows: { table: 'plants', id: 'plant' },
    labels: { fuel: ['natural-gas', 'gas-diesel-oil', 'unobtainium'], blend: ['b35'] },
    inputs: {
      sector: column('sector'),
      consumption: column('gj', { table: 'fuel_use', over: { fuel: 'fuel' }, unit: 'GJ' }),
      blends: column('tj', { table: 'blend_use', over: { blend: 'blend' } }),
      composition: column('share', { table: 'shares', over: { blend: 'blend', fuel: 'fuel' } }),
    },
  },
  tables: [
    {
      name: 'plants',
      columns: text('plant', 'sector'),
      rows: ['good', 'unknown', 'twice', 'shares', 'factor', 'nothing', 'negative', 'empty']
        .map((plant) => [plant, 'commercial'])
        .concat([['sector', 'x']], [['less', null]] as never),
    },
    {
      name: 'fuel_use',
      columns: [...text('plant', 'fuel'), { name: 'gj', type: 'number' }],
      rows: [
        ['good', 'natural-gas', 1],
        ['unknown', 'natural-gaz', 1],
        ['twice', 'natural-gas', 1],
        ['twice', 'natural-gas', 1],
        ['shares', 'natural-gas', 1],
        ['shares', 'gas-diesel-oil', 1],
        ['factor', 'unobtainium', 1],
        ['sector', 'natural-gas', 1],
        ['less', 'natural-gas', 1],
        ['negative', 'natural-gas', -3],
        ['empty', 'natural-gas', 1],
        ['empty', 'gas-diesel-oil', null],
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
    unknown:
      'label.unknown: fuel: This is not one of the labels. Found "natural-gaz"; expected gas-diesel-oil, natural-gas, unobtainium.',
    twice: 'input.shape: consumption [natural-gas]: This value is given twice. Expected one value.',
    shares:
      'input.sum: composition [b35]: The shares over fuel do not add up. Found 0.6; expected 1. Divide each by their sum if they are meant relative to each other, or give the part that is missing a label of its own: nothing is normalised silently.',
    factor:
      'factor.missing: origin [unobtainium]: No factor for Origin of the carbon. There are rows for fuel: anthracite, aviation-gasoline, biodiesels, biogasoline, bitumen, blast-furnace-gas, brown-coal-briquettes, charcoal, coal-tar, coke-oven-coke-and-lignite-coke, coke-oven-gas, coking-coal …. Give "origin" as an input or a row of your own.',
    nothing: missing('consumption'),
    sector:
      'label.unknown: sector: This is not one of the labels. Found "x"; expected energy-industries, manufacturing, commercial, residential.',
    less: missing('sector', 'Give it, or "emissionFactor" itself.'),
    negative:
      'input.range: consumption [natural-gas]: The value is out of range. Found -3 GJ; expected at least 0 TJ (NCV).',
    empty:
      'label.missing: consumption: Some values are missing. Found 1; expected 2, one for each fuel. Missing is not zero: give the value, 0 if it is none.',
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
  status: {
    whole: 'ok',
    gap: 'period.gap: year: A period is missing. Found 2 from 2001 to 2003; expected 3, one for each year. Carrying a stock from one period to the next needs every period; give the missing one, 0 if nothing happened.',
  },
}

const doubtful: Refusals = {
  title: 'a check of the method, a logarithm, a repeated row, a branch that lacks its input',
  method: method({
    id: 'test.doubtful',
    title: 'a test',
    source: cite('test', 'Eq 1'),
    edition: '1',
    inputs: { x: input('t'), limit: input('t', { optional: true }), rule: category(['free', 'limited'], {}) },
    equations: ({ x, limit, rule }) => ({
      size: named('size', 'Eq 1', check(x, x.isLessThan(constant('100', 't')), 'x is 100 or more')),
      ratio: named('ratio', 'Eq 2', ln(rule.match({ free: x, limited: x.minus(limit) }).dividedBy(constant('1', 't')))),
    }),
  }),
  options: {
    rows: { table: 'places', id: 'site', repeated: true },
    inputs: { x: column('x'), limit: column('most'), rule: column('rule') },
  },
  tables: [
    {
      name: 'places',
      columns: [...text('site'), { name: 'x', type: 'number' }, { name: 'most', type: 'number' }, ...text('rule')],
      rows: [
        ['good', 5, 3, 'limited'],
        ['good', 5, 3, 'limited'],
        ['check', 100, 3, 'free'],
        ['log', 5, 7, 'limited'],
        ['open', 5, null, 'limited'],
        ['differs', 5, 3, 'free'],
        ['differs', 6, 3, 'free'],
        [null, 5, 3, 'free'],
      ],
    },
  ],
  status: {
    good: 'ok',
    check: 'check.failed: x is 100 or more.',
    log: 'calculation.domain: ratio: ln needs a number above 0. Found -2.',
    open: missing('limit'),
    differs: 'input.shape: x: Records of one row differ. Found 5 and 6; expected one value.',
    null: 'input.missing: column site: The row has no name.',
  },
}

const divided = (place: string): string =>
  `calculation.division: ${place}: Division by 0. Found 0; expected a number other than 0. A divisor that can be 0 must be given above 0.`

const tonne = constant('1', 't')

export const branches: Refusals = {
  title: 'a branch that is taken has no value, one that is not may lack it',
  method: method({
    id: 'test.branches',
    title: 'a test',
    source: cite('test', 'Eq 1'),
    edition: '1',
    inputs: {
      x: input('t'),
      y: input('t'),
      limit: input('t', { optional: true }),
      way: category(['ratio', 'log', 'power', 'root', 'check', 'limited'], {}),
      inner: category(['yes', 'no'], { default: 'no' }),
    },
    equations: ({ x, y, limit, way, inner }) => {
      const [a, b] = [x.dividedBy(tonne), y.dividedBy(tonne)]
      const checked = check(a, x.isLessThan(constant('100', 't')), 'x is 100 or more')
      const value = way.match({
        ratio: when(inner.is('no'), x.dividedBy(y), y.dividedBy(x)),
        log: ln(a),
        power: a.power(b),
        root: a.power(constant('0.5', '1')),
        check: checked,
        limited: limit.dividedBy(tonne),
      })
      return { value: named('value', 'Eq 1', value) }
    },
  }),
  options: {
    rows: { table: 'tries', id: 'row' },
    inputs: { x: column('x'), y: column('y'), limit: column('most'), way: column('way'), inner: column('inner') },
  },
  tables: [
    {
      name: 'tries',
      columns: [
        ...text('row'),
        ...['x', 'y', 'most'].map((name) => ({ name, type: 'number' as const })),
        ...text('way', 'inner'),
      ],
      rows: [
        ['good', 5, 0, 2, 'check', null],
        ['ratio', 5, 0, 2, 'ratio', 'no'],
        ['other', 5, 0, 2, 'ratio', 'yes'],
        ['inner', 0, 5, 2, 'ratio', 'yes'],
        ['log', -2.5, 5, 2, 'log', null],
        ['power', 0, -1, 2, 'power', null],
        ['root', -4, 0, 2, 'root', null],
        ['check', 100, 0, 2, 'check', null],
        ['limit', 100, 0, null, 'limited', null],
        ['free', 5, 0, null, 'log', null],
      ],
    },
  ],
  status: {
    good: 'ok',
    ratio: divided('y'),
    other: 'ok',
    inner: divided('x'),
    log: 'calculation.domain: value: ln needs a number above 0. Found -2.5.',
    power: 'calculation.division: value: 0 cannot be raised to a negative power.',
    root: 'calculation.domain: value: The power is not a finite number.',
    check: 'check.failed: value: x is 100 or more.',
    limit: missing('limit'),
    free: 'ok',
  },
}

const year = time('year')
const site = dimension('site')

const carried: Refusals = {
  title: 'a value that is missing at a label, in a sum, before a recurrence and in its step',
  method: method({
    id: 'test.carried',
    title: 'a test',
    source: cite('test', 'Eq 1'),
    edition: '1',
    inputs: {
      flow: input('t', { over: [site, year], kind: 'flow' }),
      kept: input('t', { over: [site, year], kind: 'flow' }),
      rule: category(['plain', 'shared'], { over: [site] }),
    },
    equations: ({ flow, kept, rule }) => {
      const into = when(rule.is('shared'), flow.times(flow.dividedBy(kept)), flow)
      const stock = accumulate(year, into, (before) => before.times(ln(before.dividedBy(tonne))), {
        initial: '1 t',
      })
      return { stock: named('stock', 'Eq 1', stock.sum(site)), flow: named('flow', 'Eq 2', into.sum(site)) }
    },
  }),
  options: {
    rows: { table: 'owners', id: 'owner' },
    labels: { site: ['a', 'b'], year: ['2001', '2002', '2003'] },
    inputs: {
      flow: column('flow', { table: 'flows', over: { site: 'site', year: 'year' } }),
      kept: column('kept', { table: 'flows', over: { site: 'site', year: 'year' } }),
      rule: column('rule', { table: 'rules', over: { site: 'site' } }),
    },
  },
  tables: [
    { name: 'owners', columns: text('owner'), rows: [['good'], ['divided'], ['stepped']] },
    {
      name: 'rules',
      columns: text('owner', 'site', 'rule'),
      rows: ['good', 'divided', 'stepped'].flatMap((owner) => [
        [owner, 'a', 'plain'],
        [owner, 'b', 'shared'],
      ]),
    },
    {
      name: 'flows',
      columns: [
        ...text('owner', 'site', 'year'),
        ...['flow', 'kept'].map((name) => ({ name, type: 'number' as const })),
      ],
      rows: [2001, 2002, 2003].flatMap((each) => [
        ['good', 'a', `${each}`, 3, 0],
        ['good', 'b', `${each}`, 3, 2],
        ['divided', 'a', `${each}`, 3, 0],
        ['divided', 'b', `${each}`, 3, each === 2002 ? 0 : 2],
        // -3 is carried into 2002, and has no logarithm there
        ['stepped', 'a', `${each}`, each === 2001 ? -3 : 3, 2],
        ['stepped', 'b', `${each}`, 3, 2],
      ]),
    },
  ],
  status: {
    good: 'ok',
    divided: divided('kept [b, 2002]'),
    stepped:
      'calculation.domain: stock [2002]: There is no finite value from here on in what is carried along year. A division by 0, a logarithm, a power or a check fails in this step: evaluate the row by itself to see.',
  },
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

export const refusals: readonly Refusals[] = [values, numbers, labels, gap, doubtful, branches, carried, names]

/** What the status of each row must be on an engine. */
export const expectedOn = (
  { status, statusOn }: Refusals,
  dialect: DialectName,
): Readonly<Record<string, unknown>> => ({
  ...status,
  ...statusOn?.[dialect],
})

/** The status of each row, by its id. */
export const statusBy = (
  { options }: Refusals,
  rows: readonly Readonly<Record<string, unknown>>[] = [],
): Record<string, string> => Object.fromEntries(rows.map((row) => [String(row[options.rows.id]), String(row.status)]))
