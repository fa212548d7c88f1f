// `npm run factors:audit`: 5 % of the rows of every source are read again from the page, by someone who did not write
// them and does not see the figures. `-- --draw SOURCE` prints what to read, blind: where it stands and what it is, without
// value, unit and bounds. The readings stand in test/data/audit/SOURCE.csv; without --draw they are compared with the rows.
// The draw is that of a seed and of the ids alone, so that a new row changes only its own part of it.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { readCsv, rowsOf, sources } from './factors-data.mjs'

const seed = 'citymrv-audit-1'
const share = 0.05
const hidden = ['at', 'value', 'share', 'unit', 'lower', 'upper', 'bounds', 'status', 'notes']
const compared = ['value', 'unit', 'lower', 'upper']
const readings = join(root, 'test/data/audit')
/** What is read of a country: its name and the regions that it lies in. */
const place = ['name', 'intermediate', 'subregion', 'region']

const lot = (id) => createHash('sha256').update(`${seed}:${id}`).digest('hex')

/** The rows that are to be read again: one in twenty, and at least one. */
export const draw = (rows) =>
  rows
    .map((row) => [lot(row.id), row])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, Math.ceil(rows.length * share))
    .map(([, row]) => row)

/** Where readings differ from the rows, a sentence each. */
export const compare = (rows, readings) => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return readings.flatMap((reading) => {
    const row = byId.get(reading.id)
    if (!row) return [`${reading.id}: no such row`]
    return ('code' in row ? place : compared)
      .filter((column) => column in row && (reading[column] ?? '') !== row[column])
      .map(
        (column) =>
          `${reading.id}: ${column} is ${row[column] || 'empty'}, the page says ${reading[column] || 'nothing'}`,
      )
  })
}

/** What the readings of a source say: how many were read, how many were wrong when first read, which differ today. */
export const audit = (source) => {
  const rows = rowsOf(source)
  const path = join(readings, `${source}.csv`)
  const read = existsSync(path) ? readCsv(path) : []
  const done = new Set(read.map(({ id }) => id))
  const drawn = draw(rows)
  return {
    source,
    rows: rows.length,
    read: read.length,
    wrong: read.filter(({ first }) => first !== 'ok').map(({ id, first }) => `${id}: ${first}`),
    drawn: drawn.length,
    unread: drawn.filter(({ id }) => !done.has(id)).map(({ id }) => id),
    differences: compare(rows, read),
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
      `${good ? 'ok' : 'FAILED'}: ${source}: ${read} of ${rows} rows read again, ${wrong.length} of them wrong at first; ${unread.length} drawn and not read, ${differences.length} differences\n`,
    )
    for (const each of differences) process.stdout.write(`    ${each}\n`)
    if (!good) process.exitCode = 1
  }
}

if (process.argv[1] === join(root, 'scripts/factors-audit.mjs')) main()
