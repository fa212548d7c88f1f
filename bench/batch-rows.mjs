// The method and the rows of the benches of batch.
import { cite, factor, input, method, named } from 'citymrv/core'

export const random = (seed) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

export const columnOf = (rows, low, high, next) => {
  const column = new Float64Array(rows)
  for (let row = 0; row < rows; row++) column[row] = low + (high - low) * next()
  return column
}

/** Fuel with its calorific value and factors, all of them measured in each row. */
export const burnt = method({
  id: 'bench.combustion',
  title: 'Combustion',
  source: cite('bench', 'none'),
  edition: '1',
  inputs: {
    fuel: input('t diesel', { range: [0, null] }),
    ncv: factor('TJ (NCV)/Gg diesel', { range: [0, null] }),
    co2Factor: factor('kg CO2/TJ (NCV)', { range: [0, null] }),
    oxidised: factor('1', { range: [0, 1] }),
    ch4Factor: factor('kg CH4/TJ (NCV)', { range: [0, null] }),
    n2oFactor: factor('kg N2O/TJ (NCV)', { range: [0, null] }),
  },
  equations({ fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor }) {
    const energy = named('Energy', 'a', fuel.times(ncv))
    return {
      co2: named('CO2', 'b', energy.times(co2Factor).times(oxidised)),
      ch4: named('CH4', 'c', energy.times(ch4Factor)),
      n2o: named('N2O', 'd', energy.times(n2oFactor)),
    }
  },
})

export const fuelColumns = (rows) => {
  const next = random(7)
  return {
    fuel: columnOf(rows, 1, 1000, next),
    ncv: columnOf(rows, 40, 46, next),
    co2Factor: columnOf(rows, 56000, 98000, next),
    oxidised: columnOf(rows, 0.97, 1, next),
    ch4Factor: columnOf(rows, 1, 30, next),
    n2oFactor: columnOf(rows, 0.1, 4, next),
  }
}
