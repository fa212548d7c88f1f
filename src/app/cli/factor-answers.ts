import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AnyMethod } from '../../core/method'
import {
  diffFactors,
  type Fallback,
  type FlatFactorRow,
  fallbacks,
  isKnownRegion,
  isMoved,
  type RowChange,
  regionHint,
  rowOf,
} from '../../data/factors'
import { type Difference, withFactors } from '../../uses/exact'
import { asCall, failCall, withFile } from './failures'
import { colorsFor, type Io, say, sayJson, widthOf } from './io'
import { readStored, withStored } from './stored'
import { type Column, tableParts } from './table'

const sayTable = (io: Io, columns: readonly Column[], cells: readonly (readonly string[])[]): void => {
  const paint = colorsFor(io.stdout, io.env)
  for (const part of tableParts(columns, cells, widthOf(io.stdout), paint.bold)) say(io.stdout, part)
}

const count = (number: number, one: string, more = `${one}s`): string => `${number} ${number === 1 ? one : more}`

/** Where and when factors are wanted, as the command line has it. */
interface Wanted {
  readonly region?: string
  readonly year?: string
}

const whereabouts = ({ region, year }: Wanted): { region?: string; year?: number } => {
  if (region !== undefined && !isKnownRegion(region)) {
    const hint = regionHint(region)
    failCall('The region is not known', {
      found: `"${region}"`,
      expected: 'an ISO 3166 code such as "ID", a UN region, or world',
      ...(hint ? { hint } : {}),
    })
  }
  if (year !== undefined && !/^\d{4}$/.test(year))
    failCall('--year is not a year', { found: `"${year}"`, expected: '2024' })
  return { ...(region ? { region } : {}), ...(year ? { year: Number(year) } : {}) }
}

/** `world, 3 steps away; 2006, 18 years before`. */
const whence = ({ row, distance = 0, asOf, age = 0 }: Fallback): string => {
  const place = `${row?.region ?? 'world'}${distance === 0 ? '' : `, ${count(distance, 'step')} away`}`
  const date = asOf === undefined ? '' : `; ${asOf}${age === 0 ? '' : `, ${count(age, 'year')} before`}`
  return `${place}${date}`
}

const fallbackCells = (each: Fallback): string[] => [
  each.factor,
  Object.values(each.labels).join(', '),
  each.row ? [each.row.value, ...(each.row.unit === '1' ? [] : [each.row.unit])].filter(Boolean).join(' ') : 'missing',
  each.row ? whence(each) : '',
  each.row ? `${each.row.id}${each.row.status === 'read' ? '' : ` (${each.row.status})`}` : '',
]

/** `--missing METHOD`: what a method falls back on in a place and year, what is missing first. */
export const sayFallbacks = (method: AnyMethod, wanted: Wanted, json: boolean, io: Io): void => {
  const where = whereabouts(wanted)
  const all = fallbacks(method.graph().factors, where)
  if (json) return sayJson(io.stdout, all)
  const columns = [
    { head: 'factor', whole: true },
    { head: 'for' },
    { head: 'value' },
    { head: 'from' },
    { head: 'row' },
  ]
  sayTable(io, columns, all.map(fallbackCells))
  const missing = all.filter(({ row }) => !row).length
  // the country of a city is one step away
  const country = /^[A-Z]{2}-/.test(where.region ?? '') ? 1 : 0
  const far = all.filter(({ distance }) => distance !== undefined && distance > country).length
  const unread = all.filter(({ row }) => row && row.status !== 'read').length
  say(io.stdout)
  say(
    io.stdout,
    `${count(all.length, 'factor')}: ${missing} missing, ${where.region ? `${far} from beyond ${country ? 'the country' : where.region}, ` : ''}${unread} not seen in their source`,
  )
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

const changeCells = ({ kind, id, columns }: RowChange): string[] => [
  kind,
  id,
  columns.map(({ column, before, after }) => `${column}: ${before || 'nothing'} → ${after || 'nothing'}`).join('\n'),
]

const differenceCells = ({ kind, name, equation, before, after }: Difference): string[] => [
  kind,
  equation ? `${name} (${equation})` : name,
  before,
  after,
]

/**
 * What the newer rows would change in a stored result, which of the rows that it used are gone, and which are for something
 * else now. The project's own rows are not those of the tables, whatever they are called.
 */
const changesOf = async (file: string, changes: readonly RowChange[], after: readonly FlatFactorRow[], io: Io) => {
  const stored = await readStored(file, io)
  const used = new Set(stored.evaluation.rows.flatMap(({ id, own }) => (own ? [] : [id])))
  const concerned = changes.filter(({ id }) => used.has(id))
  const gone = concerned.filter(({ kind }) => kind === 'removed')
  const changed = new Set(concerned.flatMap(({ kind, id }) => (kind === 'changed' ? [id] : [])))
  const rows = after.filter(({ id }) => changed.has(String(id))).map(rowOf)
  return {
    gone: gone.map(({ id }) => id),
    moved: concerned.filter(isMoved).map(({ id }) => id),
    differences: withStored(stored, () => withFactors(stored.evaluation, rows)),
  }
}

/** `--diff OLD.json`: which rows differ from those of another version, and what that changes in a stored result. */
export const sayDiff = async (
  before: readonly FlatFactorRow[],
  result: string | undefined,
  after: readonly FlatFactorRow[],
  json: boolean,
  io: Io,
): Promise<void> => {
  const changes = asCall(() => diffFactors(before, after))
  const inResult = result === undefined ? undefined : await changesOf(result, changes, after, io)
  if (json) return sayJson(io.stdout, { changes, ...(inResult ? { result: inResult } : {}) })
  const shown = changes.filter(({ kind }) => kind === 'changed')
  if (shown.length > 0)
    sayTable(io, [{ head: 'row', whole: true }, { head: 'id' }, { head: 'what' }], shown.map(changeCells))
  const of = (wanted: RowChange['kind']): number => changes.filter(({ kind }) => kind === wanted).length
  say(io.stdout, `${count(of('changed'), 'row')} changed, ${of('added')} added, ${of('removed')} removed`)
  if (!inResult) return
  const { gone, moved, differences } = inResult
  say(io.stdout)
  if (differences.length > 0)
    sayTable(
      io,
      [{ head: 'in the result', whole: true }, { head: 'figure' }, { head: 'before' }, { head: 'after' }],
      differences.map(differenceCells),
    )
  say(io.stdout, differences.length === 0 ? 'No figure of the result would change.' : '')
  if (gone.length > 0) say(io.stdout, `Rows that it used and that are gone: ${gone.join(', ')}`)
  if (moved.length > 0) say(io.stdout, `Rows that it used and that are for something else now: ${moved.join(', ')}`)
}
