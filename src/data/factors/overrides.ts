import { fail, locate, Problems } from '../../core/errors'
import { parseDecimal, parseUnit } from '../../core/quantity'
import { parsePeriod } from '../periods'
import { isKnownRegion } from './regions'
import { type FactorRow, type FactorTable, type FlatFactorRow, plainColumns } from './row'

const statuses = ['read', 'secondary', 'memory', 'measured', 'project']

const slug = (words: readonly (string | undefined)[]): string =>
  words
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Bounds in order; those that are no percents, around the value, unless a source prints it so. */
const checkBounds = (text: ReadonlyMap<string, string>): void => {
  const [lower, upper] = ['lower', 'upper'].map((column) => text.get(column))
  if (lower !== undefined && upper !== undefined && parseDecimal(lower).gt(parseDecimal(upper)))
    fail('factor.invalid', 'The lower bound is above the upper one', {
      at: { column: 'lower' },
      found: lower,
      expected: `at most ${upper}`,
    })
  const asPrinted = ['read', 'secondary'].includes(text.get('status') ?? '')
  if (asPrinted || text.get('bounds')?.startsWith('percent')) return
  const value = text.get('value') as string
  const outside =
    (lower !== undefined && parseDecimal(value).lt(parseDecimal(lower))) ||
    (upper !== undefined && parseDecimal(value).gt(parseDecimal(upper)))
  if (outside)
    fail('factor.invalid', 'The value lies outside of its bounds', {
      at: { column: 'value' },
      found: value,
      expected: `${lower ?? '…'} to ${upper ?? '…'}`,
      hint: 'Give the bounds of this value, or leave lower and upper empty.',
    })
}

const checkDay = (text: string): void => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    fail('period.invalid', 'This is not a day', { found: `"${text}"`, expected: 'a day such as 2025-03-01' })
  parsePeriod(`${text}/${text}`)
}

const parseOverride = (flat: FlatFactorRow): FactorRow => {
  if (typeof flat !== 'object' || flat === null || Array.isArray(flat)) {
    fail('factor.invalid', 'A factor row is a record of columns', { found: JSON.stringify(flat) })
  }
  const text = new Map<string, string>()
  for (const [column, value] of Object.entries(flat) as [string, unknown][]) {
    if (typeof value === 'object' && value !== null)
      fail('factor.invalid', `"${column}" is no text`, {
        at: { column },
        found: JSON.stringify(value),
        hint: 'A row is flat: what it is for stands in columns of their own.',
      })
    if (value !== null && value !== undefined && String(value).trim() !== '') text.set(column, String(value).trim())
  }
  const need = (column: string): string =>
    text.get(column) ??
    fail('factor.invalid', `The row has no "${column}"`, {
      at: { column },
      found: 'nothing',
      expected: `a value in column "${column}"`,
    })
  const check = (column: string, read: (text: string) => unknown): void => {
    const given = text.get(column)
    if (given !== undefined) locate({ column }, () => read(given))
  }
  const value = need('value')
  const unit = text.get('unit')
  if (unit !== undefined) {
    check('unit', parseUnit)
    for (const column of ['value', 'lower', 'upper']) check(column, parseDecimal)
  }
  const status = text.get('status') ?? 'project'
  if (!statuses.includes(status))
    fail('factor.invalid', `"${status}" is not a status`, { at: { column: 'status' }, expected: statuses.join(', ') })
  for (const column of ['validFrom', 'validTo']) check(column, checkDay)
  const [from, to] = [text.get('validFrom'), text.get('validTo')]
  if (from !== undefined && to !== undefined && to < from)
    fail('factor.invalid', 'The row ends before it begins', {
      at: { column: 'validTo' },
      found: to,
      expected: `${from} or later`,
    })
  if (unit !== undefined) checkBounds(text)
  const region = text.get('region')
  if (region !== undefined && !isKnownRegion(region)) {
    fail('factor.invalid', `"${region}" is not a region`, {
      at: { column: 'region' },
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
    })
  }
  const plain = plainColumns.filter((column) => text.has(column)).map((column) => [column, text.get(column)])
  const selectors = [...text]
    .filter(([column]) => !(plainColumns as readonly string[]).includes(column))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  // what the row is for names it, so that the order of rows plays no part
  const name = [need('parameter'), ...selectors.map(([, label]) => label), unit, region, text.get('validFrom')]
  return {
    ...(Object.fromEntries(plain) as unknown as FactorRow),
    id: text.get('id') ?? `project-${slug(name)}`,
    parameter: need('parameter'),
    value,
    source: text.get('source') ?? 'project',
    edition: text.get('edition') ?? 'project',
    status: status as FactorRow['status'],
    selectors: Object.fromEntries(selectors),
    own: true,
  }
}

/** A project's own rows, checked: they go before all published ones. All problems come together. */
export const projectTable = (rows: readonly FlatFactorRow[], place: { file?: string } = {}): FactorTable => {
  const problems = new Problems()
  const parsed = rows.map((row, index) => {
    const at = { ...place, row: place.file ? index + 2 : index + 1 }
    return problems.try(() => locate(at, () => parseOverride(row)))
  })
  problems.throwIfAny()
  const known = new Set<string>()
  for (const [index, row] of (parsed as FactorRow[]).entries()) {
    if (known.has(row.id)) {
      fail('factor.invalid', `Two rows are called "${row.id}"`, {
        at: { ...place, row: place.file ? index + 2 : index + 1 },
        hint: 'Rows without an id are called by what they are for: leave one out, or give each its id.',
      })
    }
    known.add(row.id)
  }
  return {
    source: { id: 'project', title: 'Rows of the project', edition: 'project' },
    table: 'project',
    rows: parsed as FactorRow[],
  }
}
