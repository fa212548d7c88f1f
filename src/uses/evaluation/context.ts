import { fail, type Problems } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import {
  type FactorSet,
  type FactorTable,
  type FlatFactorRow,
  isKnownRegion,
  projectTable,
  regionHint,
} from '../../data/factors'
import { gwpSet } from '../../data/gases'
import type { Context } from './binding'

type Passed = NonNullable<Context['factors']>[number]

const isSet = (given: Passed): given is FactorSet => Array.isArray((given as FactorSet | null)?.tables)
const isTable = (given: Passed): given is FactorTable => Array.isArray((given as FactorTable | null)?.rows)

/** The caller's own rows first, then the tables passed along; the method's own come last, with each factor. */
export const ownTables = (context: Context): FactorTable[] => {
  const given = context.factors ?? []
  if (!Array.isArray(given))
    fail('context.invalid', 'The factors are not a list of rows and tables', { found: typeof given })
  const rows: FlatFactorRow[] = []
  const tables: FactorTable[] = []
  for (const each of given as readonly Passed[]) {
    if (isSet(each)) tables.push(...each.tables)
    else if (isTable(each)) tables.push(each)
    else rows.push(each)
  }
  return [...(rows.length > 0 ? [projectTable(rows)] : []), ...tables]
}

const contextNames = ['region', 'year', 'gwp', 'factors', 'partial', 'fiscalStart']

const checkContextNames = (context: Context, problems: Problems): void => {
  for (const [name, value] of Object.entries(context)) {
    const hint = contextNames.includes(name) ? undefined : didYouMean(name, contextNames)
    if (!contextNames.includes(name))
      problems.add('context.invalid', `The context has no "${name}"`, {
        expected: contextNames.join(', '),
        ...(hint ? { hint } : {}),
      })
    else if (value === null)
      problems.add('context.invalid', `"${name}" of the context is null`, { hint: 'Leave out what is not known.' })
  }
  const { partial } = context
  if (partial !== undefined && typeof partial !== 'boolean') {
    problems.add('context.invalid', '"partial" is neither true nor false', { found: String(partial) })
  }
}

const checkSurroundings = (context: Context, problems: Problems): void => {
  problems.try(() => {
    if (context.gwp !== undefined) gwpSet(String(context.gwp))
  })
  if (context.region !== undefined && !isKnownRegion(String(context.region))) {
    const hint = regionHint(String(context.region))
    problems.add('context.invalid', 'The region is not known', {
      found: `"${context.region}"`,
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
      ...(hint ? { hint } : {}),
    })
  }
  if (context.year !== undefined && !/^\d{4}$/.test(String(context.year))) {
    problems.add('context.invalid', 'The year is not a year', { found: String(context.year), expected: 'four digits' })
  }
  const { fiscalStart } = context
  if (fiscalStart !== undefined && !(Number.isInteger(fiscalStart) && fiscalStart >= 1 && fiscalStart <= 12)) {
    problems.add('context.invalid', 'The start of the fiscal year is not a month', {
      found: String(fiscalStart),
      expected: '1 to 12',
    })
  }
}

/** Contexts that were found right before. */
const checkedContexts = new Set<string>()

/** Names, region, year and GWP set of a context. */
export const checkContext = (context: Context, surroundings: string, problems: Problems): void => {
  checkContextNames(context, problems)
  if (checkedContexts.has(surroundings)) return
  const before = problems.list.length
  checkSurroundings(context, problems)
  if (problems.list.length === before && checkedContexts.size < 1000) checkedContexts.add(surroundings)
}
