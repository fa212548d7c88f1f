import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import { fail, locate, MrvError, type Problem } from '../../../core/errors'
import { type Dimension, facts, type Node } from '../../../core/graph'
import type { AnyMethod } from '../../../core/method'
import { didYouMean } from '../../../core/nearest'
import { parseDecimal } from '../../../core/quantity'
import { parsePeriod } from '../../../data/periods'
import { isGwp } from '../../../uses/evaluation'
import { column, nearestLabels, type SqlColumn, type SqlTable, toSql } from '../../../uses/sql'
import { type Database, openDatabase } from '../duckdb'
import { asCall, exitCodes, failCall, withFile } from '../failures'
import { type Io, say, sayJson } from '../io'
import { type AddCommand, jsonOption, methodNamed } from './command'

interface Options {
  readonly from: string
  readonly to: string
  readonly id?: string
  readonly unit: readonly string[]
  readonly set: readonly string[]
  readonly ignore: readonly string[]
  readonly refused?: string
  readonly memory?: string
  readonly region?: string
  readonly year?: string
  readonly gwp?: string
  readonly json?: boolean
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const name = (value: string): string => `"${value.replaceAll('"', '""')}"`

/** How DuckDB reads and writes a file, by the ending of its name. */
const kindOf = (file: string): 'csv' | 'parquet' => {
  const kind = extname(file).toLowerCase()
  if (kind === '.parquet' || kind === '.csv') return kind.slice(1) as 'csv' | 'parquet'
  return failCall('The ending of this file is not known', { at: { file }, expected: '.parquet or .csv' })
}

const reading = (file: string): string =>
  kindOf(file) === 'csv' ? `read_csv(${text(file)}, header = true, all_varchar = true)` : `read_parquet(${text(file)})`

/** A Parquet file says in its metadata which unit each output has; a CSV has no place for it. */
const copying = (sql: string, file: string, outputs: SqlTable['outputs'] = []): string => {
  const units = outputs.map((output) => `${name(`unit.${output.name}`)}: ${text(output.unit)}`)
  const metadata = units.length > 0 ? `, KV_METADATA {${units.join(', ')}}` : ''
  return `COPY (${sql}) TO ${text(file)} ${kindOf(file) === 'csv' ? '(FORMAT csv, HEADER)' : `(FORMAT parquet${metadata})`}`
}

/** `name=value` pairs of an option that may stand several times. */
const pairs = (given: readonly string[], option: string): Map<string, string> =>
  new Map(
    given.map((each) => {
      const at = each.indexOf('=')
      if (at < 1) failCall(`--${option} needs a name and a value`, { found: `"${each}"`, expected: 'name=value' })
      return [each.slice(0, at), each.slice(at + 1)] as const
    }),
  )

const collect = (value: string, before: readonly string[]): string[] => [...before, value]

const isLabel = (dim: Dimension, label: string): boolean => {
  try {
    if (dim.sort === 'time') parsePeriod(label)
    if (dim.sort === 'ordered') parseDecimal(label)
    return label !== '' && label.trim() === label
  } catch {
    return false
  }
}

interface Layout {
  readonly id: string
  readonly inputs: Readonly<Record<string, SqlColumn>>
  readonly dims: readonly Dimension[]
}

/** Columns such as `deposited_food`, each of a label: the file must be made long first. */
const refuseWide = (
  unknown: readonly string[],
  leaves: ReadonlyMap<string, Node>,
  over: readonly Dimension[],
  file: string,
): void => {
  const problems = [...leaves].flatMap(([leaf, node]): Problem[] => {
    const columns = unknown.filter((each) => each.startsWith(leaf) && /^[_ .:-]./.test(each.slice(leaf.length)))
    const open = facts(node).dims.filter((dim) => !over.some((other) => other.name === dim.name))
    const [dim] = [...open.filter(({ sort }) => sort !== 'time'), ...open]
    if (columns.length === 0 || !dim) return []
    const label = `substr(${name(dim.name)}, ${leaf.length + 2}) AS ${name(dim.name)}`
    const long = `UNPIVOT ${text(file)} ON ${columns.map(name).join(', ')} INTO NAME ${name(dim.name)} VALUE ${name(leaf)}`
    return [
      {
        code: 'file.column',
        message: `There is a column for each ${dim.name}, where each needs a row`,
        at: { input: leaf },
        found: columns.join(', '),
        expected: `the columns ${dim.name} and ${leaf}`,
        hint: `DuckDB makes the file long: COPY (SELECT * REPLACE (${label}) FROM (${long})) TO 'long${extname(file)}'`,
      },
    ]
  })
  if (problems.length > 0) throw new MrvError(problems)
}

/** What each column of the file is: the name of the row, a dimension, an input. */
const layoutOf = (method: AnyMethod, columns: readonly string[], options: Options): Layout => {
  const graph = method.graph()
  const leaves = new Map([
    ...graph.leaves,
    ...graph.factors.flatMap((node) => (isGwp(node) ? [] : [[node.path, node] as const])),
  ])
  const dims = new Map(graph.nodes.flatMap((node) => facts(node).dims).map((dim) => [dim.name, dim]))
  const units = pairs(options.unit, 'unit')
  const there = columns.filter((each) => each !== options.id && !options.ignore.includes(each))
  const over = there.flatMap((each) => (leaves.has(each) ? [] : (dims.get(each) ?? [])))
  const unknown = there.filter((each) => !leaves.has(each) && !dims.has(each))
  refuseWide(unknown, leaves, over, options.from)
  for (const each of [...(options.id === undefined ? [] : [options.id]), ...options.ignore])
    if (!columns.includes(each)) failCall(`There is no column "${each}"`, { expected: columns.join(', ') })
  for (const each of units.keys())
    if (!there.includes(each) || !leaves.has(each)) failCall(`--unit names no input column "${each}"`)
  if (unknown.length > 0)
    throw new MrvError(
      unknown.map((each) => {
        const hint = didYouMean(each, [...leaves.keys(), ...dims.keys()])
        return {
          code: 'file.column',
          message: 'Nothing reads this column',
          at: { column: each },
          found: `"${each}"`,
          expected: [...leaves.keys(), ...dims.keys()].join(', '),
          hint: `${hint ? `${hint} ` : ''}Leave it out with --ignore ${each}, or say with --id that it names the rows.`,
        }
      }),
    )
  for (const each of pairs(options.set, 'set').keys())
    if (there.includes(each))
      failCall(`--set ${each} and the column "${each}" say both what it is`, { hint: `Add --ignore ${each}.` })
  if (over.length > 0 && options.id === undefined)
    failCall('A file with dimension columns needs --id', { found: over.map((dim) => dim.name).join(', ') })
  const inputs = there.flatMap((each): [string, SqlColumn][] => {
    const leaf = leaves.get(each)
    if (!leaf) return []
    const own = over.filter((dim) => facts(leaf).dims.some((other) => other.name === dim.name))
    const unit = units.get(each)
    return [
      [
        each,
        column(each, {
          ...(unit === undefined ? {} : { unit }),
          over: Object.fromEntries(own.map((dim) => [dim.name, dim.name])),
        }),
      ],
    ]
  })
  return { id: options.id ?? 'row', inputs: Object.fromEntries(inputs), dims: over }
}

const labelsIn = async (database: Database, dims: readonly Dimension[]): Promise<Record<string, string[]>> => {
  const labels: Record<string, string[]> = {}
  for (const dim of dims) {
    const found = await database.rows(
      `SELECT DISTINCT CAST(${name(dim.name)} AS VARCHAR) AS label FROM data WHERE ${name(dim.name)} IS NOT NULL ORDER BY label LIMIT 10001`,
    )
    if (found.length > 10_000)
      fail('input.shape', 'There are too many labels', { at: { column: dim.name }, expected: 'at most 10000' })
    if (found.length === 0)
      fail('file.format', 'The file has no row with a label', {
        at: { column: dim.name },
        expected: `a row for each ${dim.name}`,
        hint: 'Fill the column, or take it out.',
      })
    // a label that cannot be one refuses its row, not the file
    labels[dim.name] = found.map(({ label }) => String(label)).filter((label) => isLabel(dim, label))
  }
  return labels
}

/** A file beside `to`: `out.parquet` → `out.year.parquet`. */
const beside = (to: string, part: string): string => `${to.slice(0, -extname(to).length)}.${part}${extname(to)}`

/** What is shown of a step: how far it is where that is known, else only that it goes on. */
export const stepText = (step: string, share: number, seconds: number): string => {
  if (!(share > 0)) return `${step}, ${seconds} s; how much is left is not known`
  const done = Math.round(share * barLength)
  const bar = '█'.repeat(done) + '░'.repeat(barLength - done)
  return `${bar} ${Math.floor(share * 100)} % of ${step}, ${seconds} s`
}

const barLength = 20

interface Steps {
  /** Begins a step, and gives who hears how many percent of it are done. */
  step(name: string): (percent: number) => void
  stop(): void
}

const stepsOf = (io: Io): Steps => {
  if (!io.stderr.isTTY) return { step: () => () => undefined, stop: () => undefined }
  const bar = new SingleBar({
    stream: io.stderr as unknown as NodeJS.WritableStream,
    format: (_options, { progress, startTime }, { step }) =>
      stepText(step, progress, Math.round((Date.now() - startTime) / 1000)),
    hideCursor: true,
    clearOnComplete: true,
  })
  let isShown = false
  return {
    step(name) {
      if (isShown) bar.update(0, { step: name })
      else bar.start(100, 0, { step: name })
      isShown = true
      return (percent) => bar.update(Math.min(100, Math.max(0, percent)), { step: name })
    },
    stop: () => bar.stop(),
  }
}

/** A reason that rows were refused for, with the figures of one of them. */
interface Reason {
  readonly rows: number
  readonly example: string
}

interface Written {
  readonly file: string
  readonly over: readonly string[]
  readonly outputs: SqlTable['outputs']
  readonly records: number
}

const compute = async (method: AnyMethod, options: Options, io: Io, database: Database) => {
  const [from, to] = [resolve(io.cwd, options.from), resolve(io.cwd, options.to)]
  const refusedFile = resolve(io.cwd, options.refused ?? beside(options.to, 'refused'))
  if (!existsSync(from))
    fail('file.missing', 'This cannot be read: there is no such file or folder', { at: { file: options.from } })
  for (const file of [to, refusedFile]) {
    kindOf(file)
    if (file === from) failCall('This would write over what is read', { at: { file: options.from } })
  }
  if (statSync(from).size === 0)
    fail('file.format', 'The file is empty', {
      at: { file: options.from },
      expected: 'a line with the names of columns',
    })
  const source = reading(from)
  await database.run(`CREATE VIEW file AS SELECT * FROM ${source}`)
  const columns = (await database.rows('DESCRIBE file')).map(({ column_name }) => String(column_name))
  const layout = locate({ file: options.from }, () => layoutOf(method, columns, options))
  const isLong = layout.dims.length > 0
  // without a name of its own a row is its number
  const row = options.id === undefined ? ', row_number() OVER () AS "row"' : ''
  await database.run(`CREATE VIEW data AS SELECT *${row} FROM file`)
  const { region, year, gwp } = options
  const context = {
    ...(region === undefined ? {} : { region }),
    ...(year === undefined ? {} : { year }),
    ...(gwp === undefined ? {} : { gwp }),
  }
  const labels = await labelsIn(database, layout.dims)
  const statements = toSql(method, {
    dialect: 'duckdb',
    rows: { table: 'data', id: layout.id, repeated: isLong },
    inputs: { ...Object.fromEntries(pairs(options.set, 'set')), ...layout.inputs },
    labels,
    context,
  }).tables
  // that of an earlier run would be taken for one of this
  rmSync(refusedFile, { force: true })
  const steps = stepsOf(io)
  try {
    return await write(statements, { database, to, refusedFile, id: layout.id, isLong, steps })
  } finally {
    steps.stop()
  }
}

interface Target {
  readonly database: Database
  readonly to: string
  readonly refusedFile: string
  readonly id: string
  readonly isLong: boolean
  readonly steps: Steps
}

const write = async (statements: readonly SqlTable[], target: Target) => {
  const { database, to, refusedFile, id, isLong, steps } = target
  const [ofRows, ...others] = statements as [SqlTable, ...SqlTable[]]
  // over dimensions a row is the sum of many records: it is computed once and kept
  let rows = `(${ofRows.sql})`
  if (isLong) {
    await database.run(`CREATE TEMP TABLE result AS ${ofRows.sql}`, steps.step('computing rows'))
    rows = 'result'
  }
  const counted = isLong ? 'result' : 'data'
  const total = Number((await database.rows(`SELECT count(*) AS n FROM ${counted}`))[0]?.n)
  const files: Written[] = []
  let done: number
  const single = ofRows.outputs.length === 0 && others.length === 1
  if (ofRows.outputs.length > 0) {
    done = await database.run(
      copying(`SELECT * EXCLUDE (status) FROM ${rows} WHERE status = 'ok'`, to, ofRows.outputs),
      steps.step(`writing ${basename(to)}`),
    )
    files.push({ file: to, over: [], outputs: ofRows.outputs, records: done })
  } else done = Number((await database.rows(`SELECT count(*) AS n FROM ${rows} WHERE status = 'ok'`))[0]?.n)
  for (const { over, outputs, sql } of others) {
    const file = single ? to : beside(to, over.join('-'))
    const records = await database.run(copying(sql, file, outputs), steps.step(`writing ${basename(file)}`))
    files.push({ file, over, outputs, records })
  }
  const refused = total - done
  if (refused === 0) return { rows: total, computed: done, refused, files }
  await database.run(
    `CREATE TEMP TABLE refused AS SELECT ${name(id)}, status AS reason FROM ${rows} WHERE status <> 'ok'`,
    steps.step('refused rows'),
  )
  return { rows: total, computed: done, refused, files, refusedFile, reasons: await tellRefused(target) }
}

/** Writes the refused rows, with the nearest labels where one is unknown. Gives how many there are of a sort, with one. */
const tellRefused = async ({ database, id, refusedFile, steps }: Target): Promise<Reason[]> => {
  const unknown = await database.rows(
    "SELECT DISTINCT reason FROM refused WHERE starts_with(reason, 'label.unknown') LIMIT 1000",
  )
  const hints = unknown.flatMap(({ reason }) => {
    const hint = nearestLabels(String(reason))
    return hint === undefined ? [] : [`(${text(String(reason))}, ${text(hint)})`]
  })
  const whole = hints.length === 0 ? 'r.reason' : "concat_ws(' ', r.reason, h.hint)"
  const join =
    hints.length === 0 ? '' : ` LEFT JOIN (VALUES ${hints.join(', ')}) AS h(reason, hint) ON h.reason = r.reason`
  await database.run(
    copying(`SELECT r.${name(id)}, ${whole} AS reason FROM refused r${join}`, refusedFile),
    steps.step(`writing ${basename(refusedFile)}`),
  )
  const sorts = await database.rows(
    `SELECT count(*) AS n, min(reason) AS example FROM ${reading(refusedFile)} GROUP BY split_part(reason, ' Found ', 1) ORDER BY n DESC, example LIMIT 100`,
  )
  return sorts.map(({ n, example }) => ({ rows: Number(n), example: String(example) }))
}

export const addBatch: AddCommand = (program, io, done) => {
  program
    .command('batch')
    .description('compute one method for every row of a large file, on DuckDB')
    .argument('<METHOD>', 'id of a method; `citymrv methods` lists them')
    .requiredOption('--from <FILE>', 'Parquet or CSV: a column for each input, under its name; dimensions beside')
    .requiredOption('--to <FILE>', 'Parquet or CSV; one more file for each further shape of outputs')
    .option('--id <COLUMN>', 'the column that names the row; its number where there is none')
    .option('--unit <NAME=UNIT>', 'unit of an input column, where it is not the declared one', collect, [])
    .option('--set <NAME=VALUE>', 'an input that is the same in all rows', collect, [])
    .option('--ignore <COLUMN>', 'a column that is not to be read', collect, [])
    .option('--region <CODE>', 'region for factors')
    .option('--year <YEAR>', 'year for factors')
    .option('--gwp <SET>', 'GWP set')
    .option('--refused <FILE>', 'where refused rows go, with their reason')
    .option('--memory <SIZE>', 'how much memory DuckDB may take: 500MB')
    .option(...jsonOption)
    .action(async (id: string, options: Options) => {
      const method = methodNamed(id)
      asCall(() => [options.from, options.to].map(kindOf))
      if (options.memory !== undefined && !/^\d+(\.\d+)? ?[KMGT]i?B$/i.test(options.memory))
        failCall('--memory is no size', { found: `"${options.memory}"`, expected: 'such as 500MB or 2GB' })
      const folder = withFile('file.write', options.to, () =>
        mkdtempSync(join(dirname(resolve(io.cwd, options.to)), '.citymrv-')),
      )
      try {
        const database = await openDatabase(folder, options.memory)
        try {
          const summary = { method: id, ...(await compute(method, options, io, database)) }
          if (options.json) sayJson(io.stdout, summary)
          else {
            say(io.stdout, `${summary.rows} rows: ${summary.computed} computed, ${summary.refused} refused`)
            for (const { file, outputs, over } of summary.files)
              say(
                io.stdout,
                `${file}: ${outputs.map((each) => `${each.name} (${each.unit})`).join(', ')}${over.length > 0 ? ` by ${over.join(', ')}` : ''}`,
              )
            if (summary.reasons) say(io.stdout, `${summary.refusedFile}: rows refused, with the reason, such as`)
            for (const { rows, example } of summary.reasons?.slice(0, 5) ?? []) say(io.stdout, `  ${rows}: ${example}`)
          }
          if (summary.refused > 0) done(exitCodes.refused)
        } finally {
          database.close()
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}
