// Combustion by hand: what a programmer would write for these columns, with the checks that the library makes.
const smallest = 1e-300
const largest = 1e300

/** A number that can stand in a row, not below 0. */
const isGood = (x) => (x >= smallest && x <= largest) || x === 0

/** Fuel in t, net calorific value in TJ/Gg, factors in kg/TJ; gases and CO2e (AR5) in t. Gives the four totals. */
export const combustion = (fuel, ncv, co2Factor, oxidised, ch4Factor, n2oFactor, co2, ch4, n2o, co2e, status) => {
  let sumCo2 = 0
  let sumCh4 = 0
  let sumN2o = 0
  let sumCo2e = 0
  const rows = fuel.length
  for (let row = 0; row < rows; row++) {
    const f = fuel[row]
    const v = ncv[row]
    const c = co2Factor[row]
    const o = oxidised[row]
    const m = ch4Factor[row]
    const n = n2oFactor[row]
    const good = isGood(f) && isGood(v) && isGood(c) && isGood(o) && o <= 1 && isGood(m) && isGood(n)
    const energy = f * v * 1e-3
    const x = energy * c * o * 1e-3
    const y = energy * m * 1e-3
    const z = energy * n * 1e-3
    const e = x + 28 * y + 265 * z
    if (good && Number.isFinite(e)) {
      co2[row] = x
      ch4[row] = y
      n2o[row] = z
      co2e[row] = e
      sumCo2 += x
      sumCh4 += y
      sumN2o += z
      sumCo2e += e
    } else {
      status[row] = 1
      co2[row] = ch4[row] = n2o[row] = co2e[row] = Number.NaN
    }
  }
  return [sumCo2, sumCh4, sumN2o, sumCo2e]
}
