// Compares test/uses/uncertainty/distributions.json with what scipy says today; with `--write` writes it. Installs python3-scipy where it is
// missing (Debian, as root), and says aloud what it could not find.
//   node scripts/uncertainty/distributions.mjs [--write]
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const run = (command, args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 })

const python = () => {
  // the packages of Debian belong to its own Python
  const found = () => ['python3', '/usr/bin/python3'].find((each) => run(each, ['-c', 'import scipy']).status === 0)
  if (!found()) {
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'python3-scipy'])
  }
  const known = found()
  if (known) return known
  console.error('python3-scipy is missing and could not be installed: apt-get install python3-scipy')
  return process.exit(1)
}

const { status, stdout, stderr } = run(python(), [here('distributions.py')])
if (status !== 0) {
  console.error(stderr)
  process.exit(1)
}
const fixture = here('../../test/uses/uncertainty/distributions.json')
if (process.argv.includes('--write')) writeFileSync(fixture, stdout)
const numbers = (value) =>
  typeof value === 'number' ? [value] : typeof value === 'object' ? Object.values(value).flatMap(numbers) : []
const [known, today] = [readFileSync(fixture, 'utf8'), stdout].map((text) => numbers(JSON.parse(text)))
const worst = Math.max(...known.map((value, at) => Math.abs(value - today[at]) / Math.max(Math.abs(value), 1e-12)))
console.log(`${known.length} figures, worst relative difference ${worst}`)
process.exit(known.length === today.length && worst < 1e-9 ? 0 : 1)
