// SQL that `toSql` writes against SQL written by hand, on DuckDB over Parquet: same checks, inputs and outputs, results
// summed and compared; and the same method over the same columns in batch.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { evaluateBatch } from 'citymrv/batch'
import { gridElectricity, stationaryCombustion } from 'citymrv/energy'
import { column, toSql } from 'citymrv/sql'
import { median } from './measure.mjs'

const rows = 1_000_000
const largest = '1.7976931348623157e308::DOUBLE'

/** Medians of two candidates in turns, whose results agree. */
const compare = async (name, reference, own, other) => {
  const times = { own: [], other: [] }
  for (let round = -2; round < 7; round++) {
    const results = {}
    for (const [which, run] of Object.entries({ own, other })) {
      const start = performance.now()
      results[which] = await run()
      if (round >= 0) times[which].push(performance.now() - start)
    }
    for (const [index, value] of results.own.entries())
      if (!(Math.abs(value - results.other[index]) <= 1e-12 * Math.abs(value) * rows ** 0.5))
        throw new Error(`${name}: ${value} is not ${results.other[index]}`)
  }
  const [milliseconds, hand] = [median(times.own), median(times.other)]
  return { name, reference, ratio: milliseconds / hand, milliseconds }
}

export const sqlBenches = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-bench-'))
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const asking = (sql) => async () => (await connection.runAndReadAll(sql)).getRows()[0].map(Number)
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
  const byHand = `SELECT id, status, CASE WHEN status = 'ok' THEN co2 END AS co2 FROM (SELECT id, co2, CASE
      WHEN id IS NULL THEN 'the row has no name'
      WHEN consumption IS NULL THEN 'consumption is missing' WHEN gridFactor IS NULL THEN 'gridFactor is missing'
      WHEN NOT consumption BETWEEN 0 AND ${largest} THEN 'consumption is no number or out of range'
      WHEN NOT gridFactor BETWEEN 0 AND ${largest} THEN 'gridFactor is no number or out of range'
      WHEN NOT losses BETWEEN 0 AND ${largest} THEN 'losses is no number or out of range'
      WHEN abs(co2) <= ${largest} THEN 'ok' ELSE 'co2 has no value' END AS status
    FROM (SELECT *, consumption::DOUBLE * gridFactor * (1 + coalesce(losses, 0)::DOUBLE) AS co2 FROM meters))`
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
  const read = await connection.runAndReadAll(
    'SELECT consumption::DOUBLE, gridFactor::DOUBLE, losses::DOUBLE FROM meters',
  )
  const [consumption, gridFactor, losses] = read.getColumns().map((values) => Float64Array.from(values, Number))
  const inBatch = () => {
    const { status, totals } = evaluateBatch(gridElectricity, { consumption, gridFactor, losses })
    let good = 0
    for (const each of status) if (each === 0) good += 1
    return [totals.co2.rows[0].value, good]
  }
  try {
    return [
      await compare('generated SQL, grid electricity 1e6', 'SQL by hand', asking(sum(ofMeters)), asking(sum(byHand))),
      await compare(
        'generated SQL, combustion by fuel 1e6',
        'SQL by hand',
        asking(sums(ofPlants)),
        asking(sums(plantsByHand)),
      ),
      await compare('duckdb over parquet, grid electricity 1e6', 'batch over columns', asking(sum(ofMeters)), inBatch),
    ]
  } finally {
    connection.closeSync()
    rmSync(folder, { recursive: true })
  }
}
