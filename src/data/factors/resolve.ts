import { fail, type Remark } from '../../core/errors'
import { nearest } from '../../core/nearest'
import { mismatch, parseUnit, sameParts, type Unit } from '../../core/quantity'
import { type Candidate, rowsFor } from './look-up'
import { regionChain } from './regions'
import { type FactorRow, type FactorTable, flattenRow, validity } from './row'

/** What a leaf asks: the row must state all of this exactly. */
export interface Question {
  readonly parameter: string
  /** The unit with the labels of substance dimensions put in; and as declared. */
  readonly units: readonly Unit[]
  /** The factor is a category: its rows have no unit. */
  readonly category?: boolean
  readonly selectors: Readonly<Record<string, string>>
  readonly region?: string
  /** Days for which the factor is wanted. */
  readonly when?: { readonly start: string; readonly end: string }
}

/** A row was found: which, and how it was chosen, step by step. */
export interface Found {
  readonly row: FactorRow
  readonly table: FactorTable
  readonly steps: readonly string[]
  /** Dotted names of what should be known about it, with a text. */
  readonly remarks: readonly Remark[]
}

/** No row, and why. */
export interface NotFound {
  readonly reason: string
  readonly hint?: string
  readonly ambiguous?: boolean
}

const asked = ({ parameter, selectors, category, units }: Question): string => {
  let text = `parameter ${parameter}`
  for (const name in selectors) text += `, ${name} ${selectors[name]}`
  return category ? text : `${text} in ${units[0]?.text}`
}

const unitFits = (row: FactorRow, question: Question): boolean => {
  if (question.category) return row.unit === undefined
  if (row.unit === undefined) return false
  const unit = parseUnit(row.unit)
  return question.units.some((wanted) => sameParts(wanted, unit))
}

const whyNone = (stated: readonly Candidate[], tables: readonly FactorTable[], question: Question): NotFound => {
  const near = tables.flatMap(({ rows }) =>
    rows.filter((row) => row.parameter === question.parameter && unitFits(row, question)),
  )
  const reason = `no row states ${asked(question)}`
  if (near.length > 0) {
    const names = Object.keys({ ...question.selectors, ...near[0]?.selectors })
    const differing = names.filter(
      (name) => !near.some(({ selectors }) => selectors[name] === question.selectors[name]),
    )
    const listed = differing.map((name) => {
      const nearby = nearest(
        question.selectors[name] ?? '',
        near.flatMap(({ selectors }) => selectors[name] ?? []),
      )
      if (nearby.length > 0) return `${name} ${nearby.join(', ')}`
      const values = [...new Set(near.map(({ selectors }) => selectors[name] ?? '(none)'))].sort()
      return `${name}: ${values.slice(0, 12).join(', ')}${values.length > 12 ? ' …' : ''}`
    })
    if (listed.length > 0) return { reason, hint: `There are rows for ${listed.join('; ')}.` }
  }
  if (stated.length > 0) {
    const units = [...new Set(stated.map(({ row }) => row.unit ?? 'no unit'))]
    const why =
      question.units[0] && stated[0]?.row.unit ? mismatch(question.units[0], parseUnit(stated[0].row.unit)) : undefined
    return { reason, hint: `There are rows in ${units.join(', ')}${why ? `: ${why}` : ''}.` }
  }
  return { reason }
}

/** What is said of each standing; nothing of the last. */
export const standings = ['the project’s own row', 'the project’s own measured value', 'a measured value'] as const

/** 0 for a row of the project, 1 for a value that it measured, 2 for one that others measured, 3 for all others. */
export const standing = ({ status }: FactorRow, { source }: FactorTable): number => {
  const measured = status === 'measured'
  return source.id === 'project' ? Number(measured) : measured ? 2 : 3
}

/** Own rows, then measured ones, then all others; within each the nearest region. */
const precedence = ({ row, table }: Candidate, chain: readonly string[]): number =>
  standing(row, table) * chain.length + chain.indexOf(row.region ?? 'world')

const precedenceName = (level: number, chain: readonly string[]): string => {
  const rank = standings[Math.floor(level / chain.length)]
  const region = chain[level % chain.length]
  return rank === undefined ? `region ${region}` : region === 'world' ? rank : `${rank}, region ${region}`
}

const age = (row: FactorRow, when: Question['when']): 'current' | 'past' | 'future' => {
  if (!when) return 'current'
  if (row.validTo && row.validTo < when.start) return 'past'
  if (row.validFrom && row.validFrom > when.end) return 'future'
  return 'current'
}

const keepBest = <T>(items: readonly T[], score: (item: T) => number): T[] => {
  const best = Math.min(...items.map(score))
  return items.filter((item) => score(item) === best)
}

const cellsOf = (row: FactorRow): string => JSON.stringify(Object.entries(flattenRow(row)).sort())

/** A source that was loaded brings the rows that a method from JSON brings as well: one row, if nothing in it differs. */
const withoutCopies = (rows: readonly Candidate[]): readonly Candidate[] =>
  rows.length < 2 ? rows : [...new Map(rows.map((each) => [cellsOf(each.row), each])).values()]

/**
 * Finds the row for a question. What the row is for must match exactly. Then the order is: the project's own rows,
 * measured ones, city, country, region, world; then validity; then edition, within those that the method admits. Every
 * step is recorded. Two rows of equal rank are no answer. Throws `call.invalid` where units, selectors or tables are not
 * given.
 */
export const resolve = (
  question: Question,
  tables: readonly FactorTable[],
  admits: Readonly<Record<string, readonly string[]>> = {},
): Found | NotFound => {
  if (!Array.isArray(tables) || !Array.isArray(question?.units) || !question.selectors)
    fail('call.invalid', 'This is no question to tables', {
      expected: '{ parameter, units: [parseUnit(…)], selectors: {…} }, and a list of tables',
    })
  const stated = rowsFor(tables, question.parameter, question.selectors)
  const matching = stated.filter(({ row }) => unitFits(row, question))
  if (matching.length === 0) return whyNone(stated, tables, question)
  const steps = [`${matching.length} ${matching.length === 1 ? 'row states' : 'rows state'} ${asked(question)}`]

  const editions = ({ table }: Candidate): readonly string[] | undefined =>
    table.source.series ? admits[table.source.series] : undefined
  const admitted = matching.filter((each) => editions(each)?.includes(each.row.edition) ?? true)
  if (admitted.length < matching.length)
    steps.push(`${matching.length - admitted.length} of an edition that the method does not admit`)
  if (admitted.length === 0) return { reason: `${steps.join('; ')}; none is left` }

  const chain = regionChain(question.region)
  const placed = admitted.filter(({ row }) => chain.includes(row.region ?? 'world'))
  if (placed.length === 0) {
    const regions = [...new Set(admitted.map(({ row }) => row.region ?? 'world'))].sort()
    const found = `${regions.slice(0, 12).join(', ')}${regions.length > 12 ? ' …' : ''}`
    return {
      reason: `${steps.join('; ')}, but none for ${question.region ?? 'an unnamed region'}`,
      hint: `There are rows for ${found}. ${question.region ? 'Give the value yourself' : 'Name the region in the context'}.`,
    }
  }
  const nearestLevel = Math.min(...placed.map((each) => precedence(each, chain)))
  const near = placed.filter((each) => precedence(each, chain) === nearestLevel)
  steps.push(precedenceName(nearestLevel, chain))

  const usable = near.filter(({ row }) => age(row, question.when) !== 'future')
  if (usable.length === 0) return { reason: `${steps.join('; ')}, but valid only later than ${question.when?.end}` }
  const current = usable.filter(({ row }) => age(row, question.when) === 'current')
  const latest = usable
    .map(({ row }) => row.validTo ?? '')
    .sort()
    .at(-1)
  const valid = current.length > 0 ? current : usable.filter(({ row }) => row.validTo === latest)
  if (current.length === 0) steps.push(`the latest, valid until ${latest}`)
  else if (valid.length < near.length) steps.push('valid in the period')

  const best = withoutCopies(keepBest(valid, (each) => Math.max(0, editions(each)?.indexOf(each.row.edition) ?? 0)))
  const [only, other] = best as [Candidate, Candidate?]
  if (other) {
    return {
      reason: `${steps.join('; ')}; ${best.length} rows are of equal rank: ${best.map(({ row }) => row.id).join(', ')}`,
      ambiguous: true,
      hint: `${question.when ? '' : 'Name the year in the context where the rows are for different years. '}Give the value yourself, or leave one of the tables out.`,
    }
  }
  const dates = validity(only.row)
  if (dates && !question.when) steps.push(`valid ${dates}; no year is named`)
  steps.push(`edition ${only.row.edition}`)
  return { row: only.row, table: only.table, steps, remarks: remarksOn(only.row, current.length === 0, question) }
}

const remarksOn = (row: FactorRow, past: boolean, question: Question): Found['remarks'] => {
  const remarks: Remark[] = []
  if (row.status === 'secondary' || row.status === 'memory') {
    remarks.push({ name: 'factor.unread', text: `${row.id} was not seen in its source (${row.status})` })
  }
  if (past)
    remarks.push({
      name: 'factor.age',
      text: `${row.id} was valid until ${row.validTo}, before ${question.when?.start}`,
    })
  return remarks
}
