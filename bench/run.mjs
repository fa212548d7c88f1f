// `npm run bench`: each question as a ratio to a reference run in the same process or, for import times, to `node -e 0`.
import { spawnSync } from 'node:child_process'
import { batchBenches } from './batch.mjs'
import { exactBenches } from './exact.mjs'
import { median } from './measure.mjs'
import { monteCarloBenches } from './monte-carlo.mjs'

const spawned = (args, times = 11) => {
  const runs = Array.from({ length: times }, () => {
    const start = process.hrtime.bigint()
    const { status } = spawnSync(process.execPath, args)
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed`)
    return Number(process.hrtime.bigint() - start) / 1e6
  })
  return median(runs)
}

const importBenches = () => {
  const empty = spawned(['-e', '0'])
  return [
    ['import of the package', 'citymrv'],
    ['import of one subpath', 'citymrv/waste'],
  ].map(([name, entry]) => {
    const time = spawned(['--input-type=module', '-e', `import '${entry}'`])
    const bare = spawned(['--input-type=module', '-e', ''])
    return {
      name,
      reference: 'node -e 0 in a fresh process',
      ratio: time / empty,
      milliseconds: time - empty,
      moduleLoaderMilliseconds: bare - empty,
    }
  })
}

const tsc = () => {
  const start = process.hrtime.bigint()
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'])
  return Number(process.hrtime.bigint() - start) / 1e9
}

const benches = [...exactBenches(), ...(await batchBenches()), ...monteCarloBenches(), ...importBenches()]
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(benches, null, 2)}\n`)
else {
  const timeOf = ({ name, microseconds, milliseconds }) => {
    if (microseconds !== undefined) return `${microseconds.toFixed(1)} µs`
    return `${milliseconds.toFixed(1)} ms${name.startsWith('import') ? ' over it' : ''}`
  }
  for (const bench of benches) {
    const { name, reference, ratio, more } = bench
    console.log(`${name}: ${ratio.toFixed(2)} × ${reference} (${more ?? timeOf(bench)})`)
  }
  console.log(`tsc --noEmit: ${tsc().toFixed(1)} s`)
}
