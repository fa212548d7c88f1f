// Batch against loops by hand over the same arrays, in one process, with many other methods warm.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { evaluateBatch } from 'citymrv/batch'
import { methodOf } from 'citymrv/methods'
import { solidWasteDisposal } from 'citymrv/waste'
import { Decimal } from 'decimal.js'
import { burnt, columnOf, fuelColumns, random } from './batch-rows.mjs'
import { median } from './measure.mjs'
import { combustion } from './reference/combustion.mjs'
import { landfill } from './reference/landfill.mjs'

const folder = new URL('../test/cases/', import.meta.url)
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))

/** Single numbers of a case as columns. */
const asColumns = (given, rows) => {
  if (typeof given === 'string' && /^(NO|NA|NE|IE|C)$/.test(given)) return given
  if (typeof given === 'number' || typeof given === 'string') {
    const [, number, unit] = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(String(given)) ?? []
    if (number === undefined) return new Array(rows).fill(given)
    const values = Float64Array.from({ length: rows }, () => Number(number))
    return unit === '' ? values : { values, unit }
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given) || 'over' in given) return given
  if ('from' in given) return { ...given, values: given.values.map((each) => asColumns(each, rows)) }
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, asColumns(each, rows)]))
}

/** One case of every method, over a few thousand rows. */
const others = () => {
  const known = new Set()
  return cases.flatMap(({ method: id, inputs, context }) => {
    if (known.has(id)) return []
    known.add(id)
    const columns = Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, asColumns(each, 3000)]))
    const other = methodOf(id)
    return [() => evaluateBatch(other, columns, context)]
  })
}

/** Runs the candidates in turns, the other methods between; milliseconds, median of nine. */
const inTurns = (candidates, between, rounds = 9) => {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
  const totals = {}
  for (let round = -3; round < rounds; round++) {
    between[(round + 3) % between.length]()
    for (const [name, run] of Object.entries(candidates)) {
      const start = process.hrtime.bigint()
      totals[name] = run()
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6
      if (round >= 0) times[name].push(elapsed)
    }
  }
  const [expected, ...found] = Object.values(totals)
  for (const each of found) {
    each.forEach((total, index) => {
      if (!(Math.abs(total - expected[index]) <= 1e-12 * Math.abs(expected[index])))
        throw new Error(`the totals differ: ${total} and ${expected[index]}`)
    })
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
}

const combustionBench = (rows, between) => {
  const inputs = fuelColumns(rows)
  const { fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor } = inputs
  const byHand = (co2, ch4, n2o, co2e, status) =>
    combustion(fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor, co2, ch4, n2o, co2e, status)
  const columns = () => [...Array.from({ length: 4 }, () => new Float64Array(rows)), new Uint8Array(rows)]
  const totalsOf = ({ totals }) => ['co2', 'ch4', 'n2o', 'co2e'].map((name) => totals[name].rows[0].value)
  const mine = columns()
  const reuse = evaluateBatch(burnt, inputs, { gwp: 'AR5' })
  const times = inTurns(
    {
      hand: () => byHand(...mine),
      batch: () => totalsOf(evaluateBatch(burnt, inputs, { gwp: 'AR5' }, { reuse })),
      newHand: () => byHand(...columns()),
      newBatch: () => totalsOf(evaluateBatch(burnt, inputs, { gwp: 'AR5' })),
    },
    between,
  )
  const name = `batch combustion ${rows.toExponential().replace('+', '')}`
  return [
    ratioOf(name, 'hand loop', times.batch, times.hand, rows),
    ratioOf(`${name} into new memory`, 'hand loop into new memory', times.newBatch, times.newHand, rows),
  ]
}

/** `{name, reference, ratio}`, with nanoseconds a row. */
const ratioOf = (name, reference, time, other, rows) => {
  const [ours, theirs] = [time, other].map((milliseconds) => (milliseconds / rows) * 1e6)
  const more = `${ours.toFixed(1)} against ${theirs.toFixed(1)} ns a row`
  return { name, reference, ratio: time / other, nanosecondsPerRow: ours, more }
}

/** The same rows as an array of objects, in decimals, and in formulas that mathjs compiled. */
const otherWays = async (between) => {
  const rows = 1e5
  const inputs = fuelColumns(rows)
  const names = Object.keys(inputs)
  const objects = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, inputs[name][row]])),
  )
  const few = objects
    .slice(0, 5000)
    .map((row) => Object.fromEntries(names.map((name) => [name, new Decimal(row[name])])))
  const total = ({ totals }) => [totals.co2e.rows[0].value]
  const reuse = evaluateBatch(burnt, inputs, { gwp: 'AR5' })
  const batch = () => total(evaluateBatch(burnt, inputs, { gwp: 'AR5' }, { reuse }))
  const map = () => {
    const results = objects.map(({ fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor }) => {
      const energy = fuel * ncv * 1e-3
      const [co2, ch4, n2o] = [
        energy * co2Factor * oxidised * 1e-3,
        energy * ch4Factor * 1e-3,
        energy * n2oFactor * 1e-3,
      ]
      return { co2, ch4, n2o, co2e: co2 + 28 * ch4 + 265 * n2o }
    })
    return [results.reduce((sum, { co2e }) => sum + co2e, 0)]
  }
  const times = inTurns({ map, batch }, between)
  const fewColumns = Object.fromEntries(names.map((name) => [name, inputs[name].slice(0, few.length)]))
  const decimals = () => {
    const results = few.map(({ fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor }) => {
      const energy = fuel.times(ncv).times('1e-3')
      const co2 = energy.times(co2Factor).times(oxidised)
      return co2.plus(energy.times(ch4Factor).times(28)).plus(energy.times(n2oFactor).times(265)).times('1e-3')
    })
    return [results.reduce((sum, each) => sum.plus(each)).toNumber()]
  }
  const fewBatch = () => total(evaluateBatch(burnt, fewColumns, { gwp: 'AR5' }))
  const slow = inTurns({ decimals, batch: fewBatch }, between, 7)
  const found = [
    ratioOf('batch combustion 1e5', 'map over an array of objects', times.batch, times.map, rows),
    ratioOf('batch combustion 5e3', 'decimal.js', slow.batch, slow.decimals, few.length),
  ]
  const mathjs = await import('mathjs').catch(() => undefined)
  if (!mathjs) {
    console.error('mathjs is not installed: batch is not compared with it')
    return found
  }
  const formula = mathjs.compile(
    'fuel*ncv*1e-3*co2Factor*oxidised*1e-3 + fuel*ncv*1e-6*ch4Factor*28 + fuel*ncv*1e-6*n2oFactor*265',
  )
  const byFormula = () => [objects.slice(0, 20_000).reduce((sum, row) => sum + formula.evaluate({ ...row }), 0)]
  const part = Object.fromEntries(names.map((name) => [name, inputs[name].slice(0, 20_000)]))
  const compiled = inTurns(
    { mathjs: byFormula, batch: () => total(evaluateBatch(burnt, part, { gwp: 'AR5' })) },
    between,
    7,
  )
  return [...found, ratioOf('batch combustion 2e4', 'mathjs compiled', compiled.batch, compiled.mathjs, 20_000)]
}

/** How much the memory of a fresh process rises for 1e7 rows beyond inputs and outputs. */
const memoryBench = () => {
  const script = new URL('./batch-memory.mjs', import.meta.url)
  const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(script)], { encoding: 'utf8' })
  if (status !== 0) throw new Error('the memory of a batch could not be measured')
  const { rise, output } = JSON.parse(stdout)
  return {
    name: 'batch memory 1e7',
    reference: 'output + 64 MiB',
    ratio: rise / (output + 64),
    more: `${rise.toFixed(0)} MiB for ${output.toFixed(0)} MiB of output`,
  }
}

const types = { food: 0.15, garden: 0.2, paper: 0.4, wood: 0.43, textiles: 0.24, nappies: 0.24, sludge: 0.05 }
const decay = { food: 0.4, garden: 0.17, paper: 0.07, wood: 0.035, textiles: 0.07, nappies: 0.17, sludge: 0.4 }
const years = 80

const landfillBench = (sites, between) => {
  const next = random(3)
  const names = Object.keys(types)
  const deposited = Object.fromEntries(
    names.map((type) => [
      type,
      { from: 1950, values: Array.from({ length: years }, () => columnOf(sites, 100, 5000, next)) },
    ]),
  )
  const inputs = {
    deposited,
    climate: 'tropical-moist-wet',
    site: { from: 1950, values: new Array(years).fill('managed-anaerobic') },
  }
  const columns = names.map((type) => deposited[type].values)
  const carbon = names.map((type) => types[type] * 0.5)
  const rates = names.map((type) => decay[type])
  const ch4 = Array.from({ length: years }, () => new Float64Array(sites))
  const status = new Uint8Array(sites)
  const reuse = evaluateBatch(solidWasteDisposal, inputs, { region: 'ID' })
  const times = inTurns(
    {
      hand: () => {
        return [landfill(columns, carbon, rates, ch4, status)]
      },
      batch: () => {
        const { totals } = evaluateBatch(solidWasteDisposal, inputs, { region: 'ID' }, { reuse })
        return [totals.ch4.rows.reduce((sum, { value }) => sum + value, 0)]
      },
    },
    between,
  )
  return ratioOf('batch landfill', 'hand loop', times.batch, times.hand, sites * years)
}

/** `{name, reference, ratio}` for each question. */
export const batchBenches = async () => {
  const between = others()
  for (const run of between) run()
  return [
    ...combustionBench(1e6, between),
    ...combustionBench(1e7, between),
    landfillBench(10_000, between),
    ...(await otherWays(between)),
    memoryBench(),
  ]
}
