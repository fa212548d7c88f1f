// `npm run check:large`: a Parquet file of 2 GB through `citymrv batch` with less than 1 GB of memory, as GNU time measures
// it. Every row must come out or be refused. --gigabytes N takes another size, --csv a CSV file. Needs a build.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { refuse, startChecks } from './checks.mjs'
import { root } from './entries.mjs'
import { peer } from './peers.mjs'

const { values: options } = parseArgs({
  options: { gigabytes: { type: 'string', default: '2' }, csv: { type: 'boolean', default: false } },
})
const wanted = Number(options.gigabytes) * 1e9
const ending = options.csv ? 'csv' : 'parquet'
const folder = mkdtempSync(join(tmpdir(), 'citymrv-large-'))
const [from, to] = [join(folder, `meters.${ending}`), join(folder, 'emissions.parquet')]
const { check, end } = startChecks()

const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })).connect()
const ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()[0]
const countIn = async (file) => Number((await ask(`SELECT count(*) AS n FROM '${file}'`)).n)

/** Random digits, which do not compress; of the readings one in a hundred is missing, and one below 0. */
const write = (rows) =>
  connection.run(
    `COPY (SELECT i AS meter, CASE WHEN i % 100 = 0 THEN NULL WHEN i % 100 = 1 THEN -1 ELSE random() * 1000 END AS consumption, random() AS "gridFactor", random() / 10 AS losses FROM range(${rows}) t(i)) TO '${from}'`,
  )

try {
  let rows = 1_000_000
  await check(`a ${ending} file of ${options.gigabytes} GB`, async () => {
    await write(rows)
    rows = Math.ceil((rows * wanted * 1.01) / statSync(from).size)
    await write(rows)
    const { size } = statSync(from)
    if (size < wanted) refuse(`it has ${size} bytes only`)
    console.log(`    ${rows} rows, ${(size / 1e9).toFixed(2)} GB`)
  })
  let summary
  await check('citymrv batch in less than 1 GB', () => {
    const command = ['-v', process.execPath, join(root, 'dist/bin.js'), 'batch', 'energy.grid-electricity']
    const args = ['--from', from, '--to', to, '--id', 'meter', '--memory', '500MB', '--json']
    const { status, stdout, stderr } = spawnSync(peer('time'), [...command, ...args], { encoding: 'utf8', cwd: folder })
    // 3: there are refused rows
    if (status !== 3) refuse(`it ended with ${status}\n${stderr.slice(-2000)}`)
    summary = JSON.parse(stdout)
    const of = (name) => stderr.match(new RegExp(`${name}[^\\n]*: ([\\d.:]+)\\n`))?.[1] ?? refuse(`${name} is not told`)
    const peak = Number(of('Maximum resident set size')) * 1024
    console.log(`    ${(peak / 1e9).toFixed(2)} GB at most, ${of('Elapsed')} (h:mm:ss or m:ss)`)
    if (!(peak < 1e9)) refuse(`${peak} bytes were taken`)
  })
  await check('rows in = rows out + rows refused', async () => {
    const [out, refused] = [await countIn(to), await countIn(summary.refusedFile)]
    console.log(`    ${rows} = ${out} + ${refused}`)
    if (out + refused !== rows || summary.rows !== rows) refuse(`the summary says ${JSON.stringify(summary)}`)
    const bad = Math.ceil(rows / 100) + Math.ceil((rows - 1) / 100)
    if (refused !== bad) refuse(`${bad} rows had no reading, or one below 0`)
  })
  await check('the sum of the results is that of a query by hand', async () => {
    const byHand = `SELECT sum(consumption * "gridFactor" * (1 + losses)) AS s FROM '${from}' WHERE consumption >= 0`
    const [own, hand] = [Number((await ask(`SELECT sum(co2) AS s FROM '${to}'`)).s), Number((await ask(byHand)).s)]
    if (!(Math.abs(own - hand) <= 1e-9 * hand)) refuse(`${own} is not ${hand}`)
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
end()
