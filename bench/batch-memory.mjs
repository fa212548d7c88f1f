// Prints how far the peak of this process's memory rises while 1e7 rows are computed, and how large the output is.
import { evaluateBatch } from 'citymrv/batch'
import { burnt, fuelColumns } from './batch-rows.mjs'

const rows = 1e7
const inputs = fuelColumns(rows)
evaluateBatch(burnt, fuelColumns(5000), { gwp: 'AR5' })
globalThis.gc()
const mebibytes = () => process.resourceUsage().maxRSS / 1024
const before = mebibytes()
const result = evaluateBatch(burnt, inputs, { gwp: 'AR5' })
const rise = mebibytes() - before
if (!(result.totals.co2e.rows[0].value > 0)) throw new Error('nothing was computed')
process.stdout.write(JSON.stringify({ rise, output: (4 * 8 * rows + rows) / 2 ** 20 }))
