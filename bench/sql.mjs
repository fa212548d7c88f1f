// SQL that `toSql` writes against SQL written by hand, on DuckDB over Parquet: same checks, inputs and outputs, results
// summed and compared. Run on its own: `npm run build:quick && node bench/sql.mjs`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { gridElectricity, stationaryCombustion } from 'citymrv/energy'
import { column, toSql } from 'citymrv/sql'
import { median } from './measure.mjs'

const rows = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'citymrv-bench-'))
const connection = await (await DuckDBInstance.create(':memory:')).connect()
const timed = async (sql) => {
  const start = performance.now()
  const result = (await connection.runAndReadAll(sql)).getRows()[0].map(Number)
  return { milliseconds: performance.now() - start, result }
}

/** Medians of both, run in turns. */
const compare = async (name, written, byHand) => {
  const times = { written: [], byHand: [] }
  for (let round = -2; round < 7; round++) {
    const [a, b] = [await timed(written), await timed(byHand)]
    for (const [index, value] of a.result.entries())
      if (!(Math.abs(value - b.result[index]) <= 1e-12 * Math.abs(value) * rows ** 0.5))
        throw new Error(`${name}: ${value} is not ${b.result[index]}`)
    if (round < 0) continue
    times.written.push(a.milliseconds)
    times.byHand.push(b.milliseconds)
  }
  const [own, hand] = [median(times.written), median(times.byHand)]
  return { name, reference: 'SQL by hand', ratio: own / hand, milliseconds: own }
}

const wide = join(folder, 'wide.parquet')
await connection.run(
  `COPY (SELECT i AS id, 10 + i % 1000 AS consumption, 0.5 + (i % 7) / 10 AS gridFactor, (i % 5) / 100 AS losses FROM range(${rows}) t(i)) TO '${wide}'`,
)
await connection.run(`CREATE VIEW meters AS SELECT * FROM '${wide}'`)
const ofMeters = toSql(gridElectricity, {
  dialect: 'duckdb',
  rows: { table: 'meters', id: 'id' },
  inputs: { consumption: column('consumption'), gridFactor: column('gridFactor'), losses: column('losses') },
}).tables[0].sql
const byHand = `SELECT id, CASE WHEN consumption IS NULL OR gridFactor IS NULL THEN 'missing' WHEN NOT consumption >= 0 OR NOT gridFactor >= 0 OR losses < 0 THEN 'range' WHEN abs(co2) <= 1e308 THEN 'ok' ELSE 'no value' END AS status, co2
  FROM (SELECT *, consumption::DOUBLE * gridFactor * (1 + coalesce(losses, 0)::DOUBLE) AS co2 FROM meters)`
const sum = (sql) => `SELECT sum(co2), count(*) FILTER (status = 'ok') FROM (${sql})`

const long = join(folder, 'long.parquet')
const fuels = ['natural-gas', 'gas-diesel-oil', 'liquefied-petroleum-gases', 'anthracite']
await connection.run(
  `COPY (SELECT i // 4 AS plant, ['${fuels.join("', '")}'][i % 4 + 1] AS fuel, 1 + i % 100 AS tj FROM range(${rows}) t(i)) TO '${long}'`,
)
await connection.run(`CREATE VIEW fuel_use AS SELECT * FROM '${long}'`)
await connection.run('CREATE VIEW plants AS SELECT DISTINCT plant FROM fuel_use')
const ofPlants = toSql(stationaryCombustion, {
  dialect: 'duckdb',
  rows: { table: 'plants', id: 'plant' },
  labels: { fuel: fuels },
  inputs: { sector: 'commercial', consumption: column('tj', { table: 'fuel_use', over: { fuel: 'fuel' } }) },
}).tables[0].sql
// kg/TJ of 2006 V2 Table 2.4, commercial
const plantsByHand = `SELECT plant, sum(tj::DOUBLE * co2 / 1000) AS co2, sum(tj::DOUBLE * ch4 / 1000) AS ch4, sum(tj::DOUBLE * n2o / 1000) AS n2o,
  CASE WHEN min(tj) < 0 OR count(tj) < count(*) OR count(DISTINCT fuel) < count(*) THEN 'refused' ELSE 'ok' END AS status
  FROM fuel_use JOIN (VALUES ('natural-gas', 56100, 5, 0.1), ('gas-diesel-oil', 74100, 10, 0.6), ('liquefied-petroleum-gases', 63100, 5, 0.1), ('anthracite', 98300, 10, 1.5)) AS f(fuel, co2, ch4, n2o) USING (fuel) GROUP BY plant`
const sums = (sql) => `SELECT sum(co2), sum(ch4), count(*) FILTER (status = 'ok') FROM (${sql})`

const results = [
  await compare('sql grid electricity 1e6', sum(ofMeters), sum(byHand)),
  await compare('sql combustion by fuel 1e6', sums(ofPlants), sums(plantsByHand)),
]
rmSync(folder, { recursive: true })
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
else
  for (const { name, ratio, milliseconds } of results)
    console.log(`${name}: ${ratio.toFixed(2)} × SQL by hand (${milliseconds.toFixed(0)} ms)`)
