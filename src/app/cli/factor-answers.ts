import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AnyMethod } from '../../core/method'
import {
  dataSet,
  diffFactors,
  type FactorRow,
  type FactorTable,
  type Fallback,
  type FlatFactorRow,
  fallbacks,
  flattenRow,
  isMoved,
  type RowChange,
  readRegion,
  rowOf,
  sources,
} from '../../data/factors'
import { type Difference, withFactors } from '../../uses/exact'
import { asCall, failCall, withFile } from './failures'
import { column, roundingNote } from './figures'
import { colorsFor, type Io, say, sayJson, widthOf } from './io'
import { readStored, withStored } from './stored'
import { type Column, tableParts } from './table'

const sayTable = (
  io: Io,
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  under: readonly string[] = [],
): void => {
  const paint = colorsFor(io.stdout, io.env)
  for (const part of tableParts(columns, cells, widthOf(io.stdout), paint.bold, under)) say(io.stdout, part)
}

const count = (number: number, one: string, more = `${one}s`): string => `${number} ${number === 1 ? one : more}`

/** Where and when factors are wanted, as the command line has it. */
interface Wanted {
  readonly region?: string
  readonly year?: string
}

const whereabouts = ({ region, year }: Wanted): { region?: string; year?: number } => {
  if (year !== undefined && !/^\d{4}$/.test(year))
    failCall('--year is not a year', { found: `"${year}"`, expected: '2024' })
  return {
    ...(region === undefined ? {} : { region: asCall(() => readRegion(region)).region }),
    ...(year ? { year: Number(year) } : {}),
  }
}

/** `world, 3 steps away; without dates, source of 2006, 18 years before`. */
const whence = ({ row, distance = 0, asOf, age = 0 }: Fallback): string => {
  const place = `${row?.region ?? 'world'}${distance === 0 ? '' : `, ${count(distance, 'step')} away`}`
  const dated = row?.validFrom !== undefined || row?.validTo !== undefined
  const of = asOf === undefined ? [] : [dated ? `${asOf}` : `source of ${asOf}`]
  const dates = [...(dated ? [] : ['without dates']), ...of, ...(age === 0 ? [] : [`${count(age, 'year')} before`])]
  return [place, dates.join(', ')].filter(Boolean).join('; ')
}

/** What no row of any source is for is a combination of labels that nobody has printed, and not one that is missing here. */
const figureOf = ({ row, elsewhere = [] }: Fallback): string =>
  row
    ? [row.value, ...(row.unit === '1' ? [] : [row.unit])].filter(Boolean).join(' ')
    : elsewhere.length > 0
      ? 'missing'
      : 'in no table'

const rowText = ({ row, elsewhere = [] }: Fallback): string => {
  if (row) return `${row.id}${row.status === 'read' ? '' : ` (${row.status})`}`
  const [first, ...more] = elsewhere
  return first ? `not taken: ${first}${more.length > 0 ? ` and ${count(more.length, 'other')}` : ''}` : ''
}

/** What a method needs beside its factors, and nothing is looked up for: `gridFactor (t CO2/MWh electricity)`. */
const toGive = (method: AnyMethod): string[] =>
  [...method.graph().leaves].flatMap(([name, node]) => {
    if (node.kind === 'input') return node.optional || node.default !== undefined ? [] : [`${name} (${node.unit})`]
    return node.kind === 'category' && !node.optional && node.default === undefined ? [name] : []
  })

/** `--missing METHOD`: what a method falls back on in a place and year, what is missing first. */
export const sayFallbacks = (
  method: AnyMethod,
  wanted: Wanted,
  known: readonly FactorTable[],
  json: boolean,
  io: Io,
): void => {
  const where = whereabouts(wanted)
  const found = fallbacks(method.graph().factors, where, [], known)
  if (json) return sayJson(io.stdout, found)
  const isNowhere = ({ elsewhere }: Fallback): boolean => elsewhere?.length === 0
  const all = [...found.filter((each) => !isNowhere(each)), ...found.filter(isNowhere)]
  const columns = [{ head: 'factor', whole: true }, { head: 'for' }, { head: 'value' }, { head: 'from' }]
  const cells = all.map((each) => [
    each.factor,
    Object.values(each.labels).join(', '),
    figureOf(each),
    each.row ? whence(each) : '',
  ])
  if (all.length > 0) sayTable(io, columns, cells, all.map(rowText))
  const none = all.filter(({ row }) => !row)
  const missing = none.filter(({ elsewhere = [] }) => elsewhere.length > 0).length
  // the country of a city is one step away
  const country = /^[A-Z]{2}-/.test(where.region ?? '') ? 1 : 0
  const far = all.filter(({ distance }) => distance !== undefined && distance > country).length
  const unread = all.filter(({ row }) => row && row.status !== 'read').length
  const told = [
    `${missing} missing`,
    ...(none.length > missing ? [`${none.length - missing} in no table of any source`] : []),
    ...(where.region ? [`${far} from beyond ${country ? 'the country' : where.region}`] : []),
    `${unread} not seen in their source`,
  ]
  if (all.length > 0) say(io.stdout)
  say(
    io.stdout,
    all.length > 0 ? `${count(all.length, 'factor')}: ${told.join(', ')}` : 'The method looks no factor up.',
  )
  const given = toGive(method)
  if (given.length > 0) say(io.stdout, `To be given, for there is no factor to fall back on: ${given.join(', ')}`)
}

/** `--sources`: what the library brings, without loading any of it. */
export const saySources = (json: boolean, io: Io): void => {
  const { version, digest } = dataSet
  const rows = sources.reduce((sum, each) => sum + each.rows, 0)
  if (json) return sayJson(io.stdout, { version, digest, rows, sources })
  const places = (regions: readonly string[]): string =>
    regions.length > 3 ? count(regions.length, 'region') : regions.join(', ')
  const right = { align: 'right' } as const
  sayTable(
    io,
    [
      { head: 'source', whole: true },
      { head: 'title, edition, licence' },
      { head: 'rows', ...right },
      { head: 'read', ...right },
      { head: 'for' },
    ],
    sources.map(({ id, title, edition, rows: all, read, regions, licence = 'not stated' }) => [
      id,
      `${title}; ${edition}\nlicence: ${licence}`,
      `${all}`,
      `${read}`,
      places(regions),
    ]),
  )
  say(io.stdout)
  say(io.stdout, `${count(sources.length, 'source')}, ${rows} rows; data set ${version}, ${digest}`)
}

/** The rows that `factors --all --json` of another version printed. */
export const readRows = (file: string, io: Io): readonly FlatFactorRow[] => {
  const not = (found: string): never =>
    failCall('These are no factor rows', {
      at: { file },
      found,
      expected: 'what `citymrv factors --all --json` prints',
    })
  const text = withFile('file.missing', file, () => readFileSync(resolve(io.cwd, file), 'utf8'))
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return not('text that is not JSON')
  }
  const isRow = (row: unknown): boolean => typeof row === 'object' && row !== null && 'id' in row && 'value' in row
  if (!Array.isArray(data) || !data.every(isRow)) return not('JSON, but no list of rows with id and value')
  // what a search told beside the rows is not of them
  return data.map(
    ({ reasons: _reasons, converted: _converted, unconverted: _unconverted, ...row }) => row as FlatFactorRow,
  )
}

const isFigure = ({ kind }: Difference): boolean => kind === 'output' || kind === 'step'

/** A stored figure by its labels: one without any, or a tree of them as JSON. */
const cellsOf = (text: string): ReadonlyMap<string, string> => {
  const cells = new Map<string, string>()
  const walk = (value: unknown, labels: readonly string[]): void => {
    if (typeof value === 'object' && value !== null)
      for (const [label, inner] of Object.entries(value)) walk(inner, [...labels, label])
    else cells.set(labels.join(', '), value === null || value === undefined ? '–' : String(value))
  }
  walk(/^[{[]/.test(text) ? JSON.parse(text) : text, [])
  return cells
}

/** One line for each year and label in which a figure differs, rounded as in a report. */
const differenceCells = ({ kind, name, equation, before, after }: Difference): string[][] => {
  const [was, is] = [cellsOf(before), cellsOf(after)]
  const differing = [...new Set([...was.keys(), ...is.keys()])].filter((labels) => was.get(labels) !== is.get(labels))
  const rounded = (cells: ReadonlyMap<string, string>) => column(differing.map((labels) => cells.get(labels) ?? null))
  const [old, now] = [rounded(was), rounded(is)]
  const title = equation ? `${name} (${equation})` : name
  return differing.map((labels, index) => [kind, title, labels, old[index] as string, now[index] as string])
}

/**
 * What the newer rows would change in a stored result, which of the rows that it used are gone, and which are for something
 * else now. The project's own rows are not those of the tables, whatever they are called.
 */
const changesOf = async (file: string, changes: readonly RowChange[], after: readonly FlatFactorRow[], io: Io) => {
  const stored = await readStored(file, io)
  const held = new Map(stored.evaluation.rows.flatMap((row) => (row.own ? [] : [[row.id, row] as const])))
  const concerned = changes.filter(({ id }) => held.has(id))
  const gone = concerned.filter(({ kind }) => kind === 'removed')
  const changed = new Set(concerned.flatMap(({ kind, id }) => (kind === 'changed' ? [id] : [])))
  const rows = after.filter(({ id }) => changed.has(String(id))).map(rowOf)
  const isHeld = (row: FactorRow): boolean =>
    diffFactors([flattenRow(held.get(row.id) as FactorRow)], [flattenRow(row)]).length === 0
  return {
    told: {
      gone: gone.map(({ id }) => id),
      moved: concerned.filter(isMoved).map(({ id }) => id),
      differences: withStored(stored, () => withFactors(stored.evaluation, rows)),
    },
    version: stored.evaluation.library.factors,
    concerned: concerned.length,
    // of the newer rows already, though it is compared with older ones
    isOfToday: rows.length > 0 && rows.every(isHeld),
  }
}

const most = 20

const sayIds = (io: Io, kind: string, ids: readonly string[]): void => {
  if (ids.length === 0) return
  const more = ids.length > most ? [`… and ${ids.length - most} more`] : []
  say(io.stdout, [`${kind}:`, ...ids.slice(0, most), ...more].join('\n  '))
}

/** What changes in a result: outputs first, a line a year and label, then the steps; the factors below. */
const sayDifferences = (io: Io, differences: readonly Difference[]): void => {
  const figures = differences.filter(isFigure).sort((a, b) => Number(a.kind === 'step') - Number(b.kind === 'step'))
  const right = { align: 'right' } as const
  const columns = [{ head: '', whole: true }, { head: 'figure' }, { head: 'for' }]
  if (figures.length > 0) {
    sayTable(
      io,
      [...columns, { head: 'before', ...right }, { head: 'after', ...right }],
      figures.flatMap(differenceCells),
    )
    say(io.stdout, roundingNote)
  }
  for (const { kind, name, before, after } of differences.filter((each) => !isFigure(each)))
    say(io.stdout, `${kind} ${name}: ${before} → ${after}`)
}

/** `--diff OLD.json`: which rows differ from those of another version, and what that changes in a stored result. */
export const sayDiff = async (
  { file, rows: before }: { readonly file: string; readonly rows: readonly FlatFactorRow[] },
  result: string | undefined,
  after: readonly FlatFactorRow[],
  json: boolean,
  io: Io,
): Promise<void> => {
  const changes = asCall(() => diffFactors(before, after))
  const inResult = result === undefined ? undefined : await changesOf(result, changes, after, io)
  const { version, digest } = dataSet
  if (json)
    return sayJson(io.stdout, { after: { version, digest }, changes, ...(inResult ? { result: inResult.told } : {}) })
  say(io.stdout, `From ${file} to data set ${version}, ${digest}`)
  say(io.stdout)
  const of = (wanted: RowChange['kind']): RowChange[] => changes.filter(({ kind }) => kind === wanted)
  const ids = (wanted: RowChange['kind']): string[] => of(wanted).map(({ id }) => id)
  for (const { id, columns } of of('changed'))
    say(
      io.stdout,
      [id, ...columns.map((each) => `  ${each.column}: ${each.before || 'nothing'} → ${each.after || 'nothing'}`)].join(
        '\n',
      ),
    )
  sayIds(io, 'added', ids('added'))
  sayIds(io, 'removed', ids('removed'))
  say(
    io.stdout,
    `${count(ids('changed').length, 'row')} changed, ${ids('added').length} added, ${ids('removed').length} removed`,
  )
  if (!inResult) return
  const { told, version: held, concerned, isOfToday } = inResult
  const { gone, moved, differences } = told
  say(io.stdout)
  say(io.stdout, `${result} was computed with data set ${held ?? 'of a version that it does not name'}.`)
  if (differences.length > 0) sayDifferences(io, differences)
  else if (isOfToday) say(io.stdout, 'No figure of the result would change: it holds the rows of today already.')
  else if (concerned === 0) say(io.stdout, 'No figure of the result would change: it uses none of these rows.')
  else say(io.stdout, 'No figure of the result would change.')
  if (gone.length > 0) say(io.stdout, `Rows that it used and that are gone: ${gone.join(', ')}`)
  if (moved.length > 0) say(io.stdout, `Rows that it used and that are for something else now: ${moved.join(', ')}`)
}
