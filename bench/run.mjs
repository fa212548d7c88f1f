// `npm run bench`: each question as a ratio to a reference run in the same process or, for import times, to `node -e 0`.
// --json prints an array of {name, reference, ratio}, --write writes docs/performance.md.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { batchBenches } from './batch.mjs'
import { exactBenches } from './exact.mjs'
import { factorBenches } from './factors.mjs'
import { median } from './measure.mjs'
import { monteCarloBenches } from './monte-carlo.mjs'
import { sqlBenches } from './sql.mjs'

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

const timeOf = ({ name, more, microseconds, milliseconds }) => {
  if (more !== undefined) return more
  if (microseconds !== undefined) return `${microseconds.toFixed(1)} µs`
  return `${milliseconds.toFixed(1)} ms${name.startsWith('import') ? ' over it' : ''}`
}

/** docs/performance.md: what was found, on which machine, by which command. */
const page = (benches) => {
  const [{ model }] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const rows = benches.map(
    (bench) => `| ${bench.name} | ${bench.reference} | ${bench.ratio.toFixed(2)} | ${timeOf(bench)} |`,
  )
  return `# Performance

Written by \`npm run bench -- --write\`; \`npm run bench\` prints the same, \`npm run bench -- --json\` as data. Each line
is a ratio to a reference: below 1 is faster. Both run in turns in one process (numpy and pandas in one of their own), at
least seven times after warm-up, with one case of every other method in between, and their results are compared; a ratio is
the median over the rounds. The references are in \`bench/reference/\` and make the same checks.

Machine: ${model.trim()}, ${cpus().length} cores, ${memory} GiB; Node ${process.versions.node}, V8 ${process.versions.v8}.

| what | reference | ratio | time |
| --- | --- | --- | --- |
${rows.join('\n')}

What slows such a loop down is told in [architecture.md](architecture.md#decisions); how to use what is fast, in
[many rows at once](guide/batch.md).
`
}

const benches = [
  ...exactBenches(),
  ...(await batchBenches()),
  ...(await monteCarloBenches()),
  ...(await sqlBenches()),
  ...(await factorBenches()),
  ...importBenches(),
]
if (process.argv.includes('--write')) writeFileSync(new URL('../docs/performance.md', import.meta.url), page(benches))
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(benches, null, 2)}\n`)
else {
  for (const bench of benches) {
    const { name, reference, ratio } = bench
    console.log(`${name}: ${ratio.toFixed(2)} × ${reference} (${timeOf(bench)})`)
  }
  console.log(`tsc --noEmit: ${tsc().toFixed(1)} s`)
}
