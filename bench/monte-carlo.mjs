// Monte Carlo against numpy on the same machine: 100,000 draws of six inputs, with mean, standard deviation and quantiles.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cite, factor, input, method, named } from 'citymrv/core'
import { methods } from 'citymrv/methods'
import { monteCarlo } from 'citymrv/uncertainty'
import { median } from './measure.mjs'

const run = (command, args) => spawnSync(command, args, { encoding: 'utf8' })

/** A Python that has numpy; installed where it is missing (Debian, as root), else an error. */
const python = () => {
  // the packages of Debian belong to its own Python
  const found = () => ['/usr/bin/python3', 'python3'].find((each) => run(each, ['-c', 'import numpy']).status === 0)
  if (!found()) {
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'python3-numpy'])
  }
  const known = found()
  if (known) return known
  throw new Error('numpy is missing and could not be installed: apt-get install python3-numpy')
}

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
const rounds = 15

const simulate = (seed) =>
  monteCarlo(burnt, inputs, { gwp: 'AR5' }, { uncertain, draws, seed, outputs: ['co2e'] }).outputs.co2e.one

/** Other distributions and other programs, so that nothing is compiled for one method alone. */
const warm = () => {
  const other = { ...uncertain, fuel: { percent: [-5, 9] }, ncv: { distribution: 'pert', lower: 40, upper: 46 } }
  for (let seed = 0; seed < 3; seed++)
    monteCarlo(burnt, inputs, { gwp: 'AR5' }, { uncertain: other, draws: 20_000, seed })
  return methods().size
}

export const monteCarloBenches = () => {
  warm()
  for (let seed = 0; seed < 5; seed++) simulate(seed)
  const times = Array.from({ length: rounds }, (_, seed) => {
    const start = process.hrtime.bigint()
    simulate(seed)
    return Number(process.hrtime.bigint() - start) / 1e6
  })
  const { status, stdout, stderr } = run(python(), [
    fileURLToPath(new URL('reference/monte_carlo.py', import.meta.url)),
    String(draws),
    String(rounds),
  ])
  if (status !== 0) throw new Error(`numpy failed: ${stderr}`)
  const numpy = JSON.parse(stdout)
  const { mean, sd, lower, median: middle, upper } = simulate(1)
  const far = [
    mean - numpy.mean,
    sd - numpy.sd,
    ...[lower, middle, upper].map((each, at) => each - numpy.quantiles[at]),
  ]
  if (far.some((each) => Math.abs(each) > numpy.sd / 50)) throw new Error(`the results differ: ${far.join(', ')}`)
  const milliseconds = median(times)
  return [
    {
      name: 'monte carlo',
      reference: `numpy ${numpy.numpy}`,
      ratio: milliseconds / numpy.milliseconds,
      milliseconds,
      referenceMilliseconds: numpy.milliseconds,
    },
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [found] = monteCarloBenches()
  console.log(
    `${found.name}: ${found.ratio.toFixed(2)} × ${found.reference} (${found.milliseconds.toFixed(1)} against ${found.referenceMilliseconds.toFixed(1)} ms)`,
  )
}
