// Looking a factor up among the 50 tables of the largest source: again and again, and for the first time in a process.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, resolve, sources } from 'citymrv/factors'
import { parseUnit } from 'citymrv/quantity'
import { inTurns, median } from './measure.mjs'

const largest = [...sources].sort((a, b) => b.rows - a.rows)[0].id
const calls = 20_000

/** Questions that rows of the source answer, spread over its tables. */
const questionsOf = (rows) =>
  rows
    .filter(({ unit }) => unit !== undefined)
    .filter((_, index) => index % 97 === 0)
    .map(({ parameter, unit, selectors, region }) => ({
      parameter,
      units: [parseUnit(unit)],
      selectors,
      region,
      when: { start: '2024-01-01', end: '2024-12-31' },
    }))
    .slice(0, 40)

const again = async () => {
  const { tables } = await load(largest)
  const rows = tables.flatMap((table) => table.rows)
  const questions = questionsOf(rows).filter((question) => 'row' in resolve(question, tables))
  const lookUp = () => {
    let found = 0
    for (let call = 0; call < calls; call++)
      if ('row' in resolve(questions[call % questions.length], tables)) found += 1
    return [found / calls]
  }
  const states = ({ parameter, selectors }, question) =>
    parameter === question.parameter &&
    Object.keys(selectors).length === Object.keys(question.selectors).length &&
    Object.keys(selectors).every((name) => selectors[name] === question.selectors[name])
  const bare = () => {
    const found = questions.filter((question) => rows.some((row) => states(row, question))).length
    return [found / questions.length]
  }
  const times = await inTurns({ bare, lookUp }, { rounds: 11, warm: 3 })
  return {
    name: `factor look-up among ${rows.length} rows, warm`,
    reference: 'a loop over the rows, without the choice among what it finds',
    ratio: (times.lookUp.ratio * questions.length) / calls,
    microseconds: (times.lookUp.milliseconds * 1000) / calls,
  }
}

/** Milliseconds that a script says it took, in fresh processes; the median. */
const inNewProcess = (script, times = 11) =>
  median(
    Array.from({ length: times }, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(stderr)
      return Number(stdout)
    }),
  )

const first = async () => {
  const { tables } = await load(largest)
  const rows = tables.flatMap((table) => table.rows)
  const { units: _, ...question } = questionsOf(rows)[0]
  const { unit } = rows.find(({ selectors }) => selectors === question.selectors)
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-bench-'))
  try {
    const file = join(folder, 'rows.json')
    writeFileSync(file, JSON.stringify(rows))
    const asked = JSON.stringify(question)
    const timed = (before, work) => `${before}
      const start = process.hrtime.bigint()
      ${work}
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6
      if (!found) throw new Error('no row was found')
      process.stdout.write(String(elapsed))`
    const ours = inNewProcess(
      timed(
        `import { load, resolve } from 'citymrv/factors'\nimport { parseUnit } from 'citymrv/quantity'`,
        `const { tables } = await load('${largest}')
         const found = resolve({ ...${asked}, units: [parseUnit('${unit}')] }, tables).row`,
      ),
    )
    const bare = inNewProcess(
      timed(
        `import { readFileSync } from 'node:fs'\nconst asked = ${asked}\nconst names = (of) => Object.entries(of).sort().join()`,
        `const found = JSON.parse(readFileSync('${file}', 'utf8')).find(
           ({ parameter, selectors }) => parameter === asked.parameter && names(selectors) === names(asked.selectors))`,
      ),
    )
    return {
      name: `first factor look-up, with loading ${largest}`,
      reference: 'a search in the same rows as JSON, read from a file',
      ratio: ours / bare,
      milliseconds: ours,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `{name, reference, ratio}` for each question. */
export const factorBenches = async () => [await again(), await first()]
