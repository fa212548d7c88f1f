// The data set that stands in factors/: a version of its own and a digest over every row of every CSV and what is said of
// each source, whose edition every row bears.
// `npm run factors:version` writes the digest of the rows of today into factors/version.json; `-- --set 1.1.0` another version
// with it. `-- --before OLD.json` says which version follows, OLD.json being the rows of the last release as its
// `citymrv factors --all --json` printed them; that needs a build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { readCsv } from './factors-data.mjs'

const filesOf = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()

/** Every row of every CSV, with the file that it stands in; what is empty is not there. */
const records = (folder) =>
  filesOf(folder, '.csv').flatMap((name) =>
    readCsv(join(folder, name)).map((row) => [
      name.replaceAll('\\', '/'),
      Object.entries(row)
        .filter(([, value]) => value !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  )

/** What each source.json says, under sorted names; the files of the originals are for those who look figures up again. */
const citations = (folder) =>
  filesOf(folder, 'source.json').map((name) => {
    const { documents: _, ...source } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    return [name.replaceAll('\\', '/'), source]
  })

const sorted = (_, value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** What version.json says: the version, and the digest of the rows when it was written. */
export const stated = (folder = join(root, 'factors')) => JSON.parse(readFileSync(join(folder, 'version.json'), 'utf8'))

/**
 * Version, number of rows, and SHA-256 over rows and sources; the order of rows in a file and that of columns and fields
 * play no part.
 */
export const dataSet = (folder = join(root, 'factors')) => {
  const rows = records(folder)
  const texts = [...rows, ...citations(folder)].map((each) => JSON.stringify(each, sorted)).sort()
  const { version } = stated(folder)
  const digest = `sha256:${createHash('sha256').update(texts.join('\n')).digest('hex')}`
  return { version, digest, rows: rows.length }
}

/** What changed since the rows of an older version, and which version that asks for. */
const following = async (before) => {
  const { bumpFor, diffFactors } = await import('citymrv/factors')
  const now = spawnSync(process.execPath, [join(root, 'dist/bin.js'), 'factors', '--all', '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (now.status !== 0) throw new Error(now.stderr)
  const changes = diffFactors(JSON.parse(readFileSync(before, 'utf8')), JSON.parse(now.stdout))
  const count = (kind) => changes.filter((each) => each.kind === kind).length
  return `${count('added')} rows added, ${count('removed')} removed, ${count('changed')} changed: ${bumpFor(changes) ?? 'the same'} version\n`
}

const main = async () => {
  const { values: options } = parseArgs({ options: { before: { type: 'string' }, set: { type: 'string' } } })
  if (options.before) return process.stdout.write(await following(options.before))
  const { version: old, digest: before } = stated()
  const version = options.set ?? old
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`--set takes a version such as 1.1.0, not "${version}"`)
  const { digest, rows } = dataSet()
  writeFileSync(join(root, 'factors/version.json'), `${JSON.stringify({ version, digest }, null, 2)}\n`)
  const told = version === old && digest === before ? 'as it was' : version === old ? 'a new digest' : `was ${old}`
  process.stdout.write(
    `factors/version.json: ${version}, ${told}, ${rows} rows. If ${old} is released already, raise it by --set.\n`,
  )
}

if (process.argv[1] === join(root, 'scripts/data-set.mjs')) {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
