// Monte Carlo against numpy on the same machine: 100,000 draws of six inputs, with mean, standard deviation and quantiles.
import { fileURLToPath } from 'node:url'
import { cite, factor, input, method, named } from 'citymrv/core'
import { monteCarlo } from 'citymrv/uncertainty'
import { others } from './batch.mjs'
import { inTurns } from './measure.mjs'
import { startPython } from './python.mjs'

const burnt = method({
  id: 'bench.burnt',
  title: 'Combustion',
  source: cite('bench', 'none'),
  edition: '1',
  inputs: {
    fuel: input('t diesel'),
    ncv: factor('TJ (NCV)/Gg diesel', {}),
    co2Factor: factor('kg CO2/TJ (NCV)', {}),
    oxidised: factor('1', {}),
    ch4Factor: factor('kg CH4/TJ (NCV)', {}),
    n2oFactor: factor('kg N2O/TJ (NCV)', {}),
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

const inputs = { fuel: 1000, ncv: 43, co2Factor: 74100, oxidised: 0.99, ch4Factor: 3, n2oFactor: 0.6 }
const uncertain = {
  fuel: { distribution: 'normal', sd: 30 },
  ncv: { distribution: 'normal', sd: 0.6 },
  co2Factor: { distribution: 'lognormal', geometricSd: Math.exp(0.01) },
  ch4Factor: { distribution: 'lognormal', geometricSd: Math.exp(0.5) },
  n2oFactor: { distribution: 'lognormal', geometricSd: Math.exp(0.6) },
  oxidised: { distribution: 'triangular', lower: 0.97, upper: 1 },
}

const draws = 100_000

const simulate = (seed) => {
  const { mean, sd, lower, median, upper } = monteCarlo(
    burnt,
    inputs,
    { gwp: 'AR5' },
    { uncertain, draws, seed, outputs: ['co2e'] },
  ).outputs.co2e.one
  return [mean, sd, lower, median, upper]
}

/** Other methods, distributions and programs, so that nothing is compiled for one method alone. */
const warm = () => {
  for (const run of others()) run()
  const other = { ...uncertain, fuel: { percent: [-5, 9] }, ncv: { distribution: 'pert', lower: 40, upper: 46 } }
  for (let seed = 0; seed < 3; seed++)
    monteCarlo(burnt, inputs, { gwp: 'AR5' }, { uncertain: other, draws: 20_000, seed })
}

export const monteCarloBenches = async () => {
  warm()
  const python = startPython('monte_carlo.py', draws)
  let version
  const numpy = async (round) => {
    const answer = await python.ask(100 + round)
    version = answer.numpy
    return answer
  }
  try {
    // two samples of 100,000: the standard error of a mean is 0.05 % here, that of a limit 0.3 %
    const times = await inTurns(
      { numpy, citymrv: (round) => simulate(100 + round) },
      { rounds: 15, warm: 8, tolerance: 0.02 },
    )
    const { milliseconds, ratio } = times.citymrv
    return [{ name: 'monte carlo', reference: `numpy ${version}`, ratio, milliseconds }]
  } finally {
    python.end()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(...(await monteCarloBenches()))
