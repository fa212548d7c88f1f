import { expect, test } from 'vitest'
import { methodOf } from '../../../src/methods'
import { evaluateBatch, runProgram } from '../../../src/uses/batch'
import { Rows } from '../../../src/uses/evaluation'
import { evaluate } from '../../../src/uses/exact'

test('a program runs over columns by slot, for the cells that are asked for', () => {
  const rows = new Rows()
  const given = { treated: rows.column('kt'), recovered: rows.column() }
  const program = rows.program(methodOf('waste.composting'), given as never, { gwp: 'AR5' })
  const [ch4] = program.outputs.find(({ name }) => name === 'ch4')?.tensor.cells ?? []
  const [co2e] = program.outputs.find(({ name }) => name === 'co2e')?.tensor.cells ?? []
  const columns = [Float64Array.of(1, 2, -1), Float64Array.of(0, 1, 0)]
  const into = [new Float64Array(3), new Float64Array(3)]
  const { values, failed } = runProgram(program, columns, 3, [co2e as never, ch4 as never], { into })
  expect(values).toEqual(into)
  expect([...failed]).toEqual([0, 0, 1])
  // 1000 t at 4 g CH4 and 0.24 g N2O a kg (Table 4.1), GWP 28 and 265: 4·28 + 0.24·265 = 175.6
  const round = (value: number) => Number(value.toPrecision(12))
  expect([...(values[1] as Float64Array)].map(round)).toEqual([4, 7, Number.NaN])
  expect([...(values[0] as Float64Array)].map(round)).toEqual([175.6, 323.2, Number.NaN])
})

test('a result that is an input too is not written anew', () => {
  const composting = methodOf('waste.composting') as never
  const first = evaluateBatch(composting, { treated: Float64Array.of(1, 2, 3, 4) } as never, {})
  const treated = first.run.values[0]
  expect(() => evaluateBatch(composting, { treated } as never, {}, { reuse: first })).toThrow(
    'A column would be written while it is read',
  )
})

test('more values at once than blocks of the usual size leave room for', () => {
  // 1500 cohorts are alive at once
  const ages = Array.from({ length: 1500 }, (_, age) => String(age))
  const over = (value: unknown) => Object.fromEntries(ages.map((age) => [age, value]))
  const rows = 700
  const inputs = (stock: unknown) =>
    ({
      baseStock: over(stock),
      sales: { from: 2020, values: [10, 20] },
      survival: over('0.9'),
      distance: '10000 vehicle-km/vehicle/yr',
      consumption: '2 MJ (NCV)/vehicle-km',
      fuel: 'motor-gasoline',
      technology: 'uncontrolled',
    }) as never
  const fleet = methodOf('transport.fleet') as never
  const stock = Float64Array.from({ length: rows }, (_, row) => row)
  const batch = evaluateBatch(fleet, inputs(stock), {}, { outputs: ['energy'] })
  for (const row of [0, 255, 256, 699]) {
    const exact = evaluate(fleet, inputs(row), {}) as {
      outputs: Record<string, { at(l: object): { toNumber(): number } }>
    }
    const energy = exact.outputs.energy?.at({ year: 2021 }).toNumber() as number
    const computed = (batch.outputs as typeof batch.outputs & Record<string, undefined>).energy as never as {
      column(l: object): Float64Array
      total(l: object): number
    }
    expect(Math.abs((computed.column({ year: 2021 })[row] as number) - energy)).toBeLessThanOrEqual(1e-12 * energy)
  }
})
