// `npm run factors:audit`: 5 % of the rows of every source are read again from the page, by someone who did not write
// them and does not see the figures. `-- --draw SOURCE` prints what to read, blind: where it stands and what it is, without
// value, unit and bounds. The readings stand in test/data/audit/SOURCE.csv; without --draw they are compared with the rows.
// The draw is that of a seed and of the ids alone, so that a new row changes only its own part of it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { root } from './entries.mjs'

const seed = 'citymrv-audit-1'
const share = 0.05
const hidden = ['value', 'share', 'unit', 'lower', 'upper', 'bounds', 'status', 'notes']
const compared = ['value', 'unit', 'lower', 'upper']
const readings = join(root, 'test/data/audit')
/** What is read of a country: its name and the regions that it lies in. */
const place = ['name', 'intermediate', 'subregion', 'region']

const csv = (path) => parse(readFileSync(path, 'utf8'), { columns: true })

/** The rows of a source, each with the file it stands in; what a blend states is its share. */
export const rowsOf = (source) => {
  const folder = join(root, 'factors', source)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .flatMap((name) =>
      csv(join(folder, name)).map((row) => ({
        table: name.replace(/\.csv$/, ''),
        ...row,
        id: row.id ?? nameOf(row),
        ...('share' in row ? { value: row.share } : {}),
      })),
    )
}

/** Blends, warming potentials and countries have no id of their own. */
const nameOf = ({ blend, component, set, gas, horizon, metric, code }) =>
  [blend, component, set, metric, gas, horizon, code].filter(Boolean).join(' ')

export const sources = readdirSync(join(root, 'factors'), { withFileTypes: true })
  .filter((each) => each.isDirectory() && existsSync(join(root, 'factors', each.name, 'source.json')))
  .map(({ name }) => name)
  .sort()

const lot = (id) => createHash('sha256').update(`${seed}:${id}`).digest('hex')

/** The rows that are to be read again: one in twenty, and at least one. */
export const draw = (rows) =>
  [...rows].sort((a, b) => (lot(a.id) < lot(b.id) ? -1 : 1)).slice(0, Math.ceil(rows.length * share))

/** What the readings of a source say: how many were read, how many were wrong when first read, which differ today. */
export const audit = (source) => {
  const rows = rowsOf(source)
  const path = join(readings, `${source}.csv`)
  const read = existsSync(path) ? csv(path) : []
  const byId = new Map(rows.map((row) => [row.id, row]))
  const done = new Set(read.map(({ id }) => id))
  const differences = read.flatMap((reading) => {
    const row = byId.get(reading.id)
    if (!row) return [`${reading.id}: no such row`]
    return ('code' in row ? place : compared)
      .filter((column) => column in row && (reading[column] ?? '') !== row[column])
      .map(
        (column) =>
          `${reading.id}: ${column} is ${row[column] || 'empty'}, the page says ${reading[column] || 'nothing'}`,
      )
  })
  return {
    source,
    rows: rows.length,
    read: read.length,
    wrong: read.filter(({ first }) => first !== 'ok').length,
    unread: draw(rows)
      .filter(({ id }) => !done.has(id))
      .map(({ id }) => id),
    differences,
  }
}

const main = () => {
  const { values: options } = parseArgs({ options: { draw: { type: 'string' } } })
  if (options.draw) {
    const blind = draw(rowsOf(options.draw)).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !('code' in row ? place : hidden).includes(column))),
    )
    for (const each of blind) process.stdout.write(`${JSON.stringify(each)}\n`)
    return
  }
  for (const source of sources) {
    const { rows, read, wrong, unread, differences } = audit(source)
    const good = unread.length === 0 && differences.length === 0
    process.stdout.write(
      `${good ? 'ok' : 'FAILED'}: ${source}: ${read} of ${rows} rows read again, ${wrong} of them wrong at first; ${unread.length} drawn and not read, ${differences.length} differences\n`,
    )
    for (const each of differences) process.stdout.write(`    ${each}\n`)
    if (!good) process.exitCode = 1
  }
}

if (process.argv[1] === join(root, 'scripts/factors-audit.mjs')) main()
