// Batch against loops by hand over the same arrays, in one process, with many other methods warm.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evaluateBatch, simdOperators } from 'citymrv/batch'
import { methodOf } from 'citymrv/methods'
import { solidWasteDisposal } from 'citymrv/waste'
import { Decimal } from 'decimal.js'
import { compile } from 'mathjs'
import { burnt, columnOf, fuelColumns, random } from './batch-rows.mjs'
import { inTurns } from './measure.mjs'
import { startPython } from './python.mjs'
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
export const others = () => {
  const known = new Set()
  return cases.flatMap(({ method: id, inputs, context }) => {
    if (known.has(id)) return []
    known.add(id)
    const columns = Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, asColumns(each, 3000)]))
    const other = methodOf(id)
    return [() => evaluateBatch(other, columns, context)]
  })
}

const gases = ['co2', 'ch4', 'n2o', 'co2e']
const totalsOf = ({ totals }) => gases.map((name) => totals[name].rows[0].value)
const context = { gwp: 'AR5' }

/** What is measured against a reference, with nanoseconds a row. */
const ratioOf = (name, reference, time, other, rows) => {
  const [ours, theirs] = [time, other].map(({ milliseconds }) => (milliseconds / rows) * 1e6)
  const ratio = time.ratio / other.ratio
  return { name, reference, ratio, more: `${ours.toFixed(1)} against ${theirs.toFixed(1)} ns a row` }
}

const columnsOut = (rows) => [...gases.map(() => new Float64Array(rows)), new Uint8Array(rows)]
const byHand = ({ fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor }, out) =>
  combustion(fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor, ...out)

/** The same columns in the memory of WebAssembly operators. */
const inMemory = (inputs, operators) =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, column]) => {
      const copy = operators.column(column.length)
      copy.set(column)
      return [name, copy]
    }),
  )

const combustionBench = async (rows, between) => {
  const inputs = fuelColumns(rows)
  const out = columnsOut(rows)
  const operators = await simdOperators()
  const own = await simdOperators(rows * (Object.keys(inputs).length + gases.length))
  const ownInputs = inMemory(inputs, own)
  const reuse = evaluateBatch(burnt, inputs, context)
  const ownReuse = evaluateBatch(burnt, ownInputs, context, { operators: own })
  // a loop that was never warm on other arrays is compiled while it runs
  for (let turn = 0; turn < 500; turn++) byHand(fuelColumns(1000), columnsOut(1000))
  const times = await inTurns(
    {
      hand: () => byHand(inputs, out),
      batch: () => totalsOf(evaluateBatch(burnt, inputs, context, { reuse })),
      simd: () => totalsOf(evaluateBatch(burnt, inputs, context, { reuse, operators })),
      own: () => totalsOf(evaluateBatch(burnt, ownInputs, context, { reuse: ownReuse, operators: own })),
    },
    { between },
  )
  // else one would wait while the columns of the other are collected
  const anew = await inTurns(
    {
      hand: () => byHand(inputs, columnsOut(rows)),
      batch: () => totalsOf(evaluateBatch(burnt, inputs, context)),
    },
    { between, before: globalThis.gc },
  )
  const name = `batch combustion ${rows.toExponential().replace('+', '')}`
  return [
    ratioOf(name, 'hand loop', times.batch, times.hand, rows),
    ratioOf(`${name} into new memory`, 'hand loop into new memory', anew.batch, anew.hand, rows),
    ratioOf(`${name} with WebAssembly`, 'hand loop', times.simd, times.hand, rows),
    ratioOf(`${name} with WebAssembly, columns in its memory`, 'hand loop', times.own, times.hand, rows),
    ...(await pythonBench(name, rows, inputs, reuse)),
  ]
}

/** The same columns in numpy and pandas. */
const pythonBench = async (name, rows, inputs, reuse) => {
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-bench-'))
  const file = join(folder, 'columns.f64')
  for (const column of Object.values(inputs)) writeFileSync(file, column, { flag: 'a' })
  const python = startPython('combustion.py', file, rows)
  try {
    const times = await inTurns(
      {
        numpy: () => python.ask('numpy'),
        pandas: () => python.ask('pandas'),
        batch: () => totalsOf(evaluateBatch(burnt, inputs, context, { reuse })),
      },
      { rounds: 7, warm: 2 },
    )
    return ['numpy', 'pandas'].map((reference) => ratioOf(name, reference, times.batch, times[reference], rows))
  } finally {
    python.end()
    rmSync(folder, { recursive: true })
  }
}

/** The same rows as an array of objects, in decimals, and in formulas that mathjs compiled. */
const otherWays = async (between) => {
  const inputs = fuelColumns(1e5)
  const names = Object.keys(inputs)
  const objects = Array.from({ length: 1e5 }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, inputs[name][row]])),
  )
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
  const asDecimals = objects
    .slice(0, 5000)
    .map((row) => Object.fromEntries(names.map((name) => [name, new Decimal(row[name])])))
  const decimals = () => {
    const results = asDecimals.map(({ fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor }) => {
      const energy = fuel.times(ncv).times('1e-3')
      const co2 = energy.times(co2Factor).times(oxidised)
      return co2.plus(energy.times(ch4Factor).times(28)).plus(energy.times(n2oFactor).times(265)).times('1e-3')
    })
    return [results.reduce((sum, each) => sum.plus(each)).toNumber()]
  }
  const formula = compile(
    'fuel*ncv*1e-3*co2Factor*oxidised*1e-3 + fuel*ncv*1e-6*ch4Factor*28 + fuel*ncv*1e-6*n2oFactor*265',
  )
  const some = objects.slice(0, 20_000)
  const mathjs = () => [some.reduce((sum, row) => sum + formula.evaluate({ ...row }), 0)]
  const against = async (name, reference, other, rows) => {
    const part = Object.fromEntries(names.map((each) => [each, inputs[each].slice(0, rows)]))
    const reuse = evaluateBatch(burnt, part, context)
    const batch = () => [totalsOf(evaluateBatch(burnt, part, context, { reuse }))[3]]
    const times = await inTurns({ other, batch }, { between })
    return ratioOf(name, reference, times.batch, times.other, rows)
  }
  return [
    await against('batch combustion 1e5', 'map over an array of objects', map, 1e5),
    await against('batch combustion 5e3', 'decimal.js', decimals, 5000),
    await against('batch combustion 2e4', 'mathjs compiled', mathjs, 20_000),
  ]
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

const landfillBench = async (sites, between) => {
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
  for (let turn = 0; turn < 50; turn++) landfill(columns, carbon, rates, ch4, status)
  const times = await inTurns(
    {
      hand: () => [landfill(columns, carbon, rates, ch4, status)],
      batch: () => {
        const { totals } = evaluateBatch(solidWasteDisposal, inputs, { region: 'ID' }, { reuse })
        return [totals.ch4.rows.reduce((sum, { value }) => sum + value, 0)]
      },
    },
    { between },
  )
  return ratioOf('batch landfill', 'hand loop', times.batch, times.hand, sites * years)
}

/** `{name, reference, ratio}` for each question. */
export const batchBenches = async () => {
  const between = others()
  for (const run of between) run()
  return [
    ...(await combustionBench(1e6, between)),
    ...(await combustionBench(1e7, between)),
    await landfillBench(10_000, between),
    ...(await otherWays(between)),
    memoryBench(),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await batchBenches())
