import { MrvError, type Place, type Problem, type Problems } from '../../core/errors'
import type { FactorNode } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { applyRatio, conversionFactor, mismatch, parseDecimal, parseUnit } from '../../core/quantity'
import { type FactorRow, type FactorTable, type FlatFactorRow, projectTable } from '../../data/factors'
import { gwpOf, gwpSet } from '../../data/gases'
import { asksByName, unitProblem } from '../../uses/evaluation'
import type { Remark } from '../../uses/exact'
import type { FileOptions, Project } from './schema'
import { filledRows, type KnownLabels, numberText, type ReadInput, type TableData } from './table'

/** The project's own factor rows, checked; `places` says where each stands, `whole` whether all could be read. */
export interface OwnFactors {
  readonly whole: boolean
  readonly table: FactorTable | undefined
  readonly places: readonly Place[]
}

const numeric: ReadonlySet<string> = new Set(['value', 'lower', 'upper'])

/** A cell of a factor CSV; what is no number in the decimal sign of the file is left for the check of the row. */
const cellText = (column: string, text: string, options: FileOptions): string => {
  if (options.decimal === '.' || !numeric.has(column) || !/^[+-]?\d*,?\d+$/.test(text)) return text
  return numberText(text, options)
}

/** Rows that could not be read. */
export const noFactors: OwnFactors = { whole: false, table: undefined, places: [] }

/** Reads the project's own factor rows, from a CSV or from the project file. */
export const ownFactors = (
  factors: Project['factors'],
  csv: TableData | undefined,
  options: FileOptions,
  problems: Problems,
): OwnFactors => {
  if (factors === undefined) return { ...noFactors, whole: true }
  const filled = csv ? filledRows(csv) : []
  const whole = filled.filter(({ cells }) => cells.length === csv?.columns.length)
  const listed = typeof factors === 'string' ? [] : factors
  const rows: FlatFactorRow[] = csv
    ? whole.map(({ cells }) =>
        Object.fromEntries(
          csv.columns.flatMap((column, index) =>
            options.ignore.includes(column) ? [] : [[column, cellText(column, cells[index] as string, options)]],
          ),
        ),
      )
    : [...listed]
  const places = csv
    ? whole.map(({ row }) => ({ file: csv.file, row }))
    : listed.map((_, index) => ({ file: 'project', input: `factors.${index}` }))
  try {
    return {
      whole: whole.length === filled.length,
      table: rows.length > 0 ? projectTable(rows) : undefined,
      places,
    }
  } catch (error) {
    if (!(error instanceof MrvError)) throw error
    for (const problem of error.problems) problems.list.push({ ...problem, at: placeOf(problem, places) })
    return { ...noFactors, places }
  }
}

const placeOf = ({ at }: Problem, places: OwnFactors['places']): Place => {
  const place = places[(at.row ?? 1) - 1] ?? at
  return at.column === undefined ? place : { ...place, column: at.column }
}

const isGwp = ({ path }: FactorNode): boolean => path.startsWith('gwp/')

/** Whether a factor could ever ask for a row: parameter, what it is for by name, and unit. */
const couldAsk = (node: FactorNode, row: FactorRow): boolean => {
  if (!asksByName(node, row)) return false
  if (node.labels) return row.unit === undefined
  const substances = node.over.some(({ substance }) => substance)
  return row.unit !== undefined && (substances || mismatch(parseUnit(row.unit), parseUnit(node.unit)) === undefined)
}

const checkRange = ({ range, unit }: FactorNode, row: FactorRow, at: Place, problems: Problems): void => {
  if (!range || row.unit === undefined) return
  const [low, high] = range
  const value = applyRatio(parseDecimal(row.value), conversionFactor(parseUnit(row.unit), parseUnit(unit)))
  if ((low === null || value.gte(low)) && (high === null || value.lte(high))) return
  problems.add('input.range', 'The factor is out of range', {
    at: { ...at, ...(at.row === undefined ? {} : { column: 'value' }) },
    found: `${row.value} ${row.unit}`,
    expected: high === null ? `at least ${low} ${unit}` : `${low ?? 'anything'} to ${high} ${unit}`,
  })
}

/** The own rows without those that are refused: the measure asks for them in another unit or basis. */
export const withRightUnits = (graph: MethodGraph, factors: OwnFactors, problems: Problems): OwnFactors => {
  const { table, places } = factors
  if (!table) return factors
  const right = table.rows.map((row, index) => {
    const problem = unitProblem(graph.factors, row)
    if (problem) problems.list.push({ ...problem, at: { ...places[index], ...problem.at } })
    return !problem
  })
  return {
    whole: factors.whole && !right.includes(false),
    table: { ...table, rows: table.rows.filter((_, index) => right[index]) },
    places: places.filter((_, index) => right[index]),
  }
}

/** Own rows that nothing in the measure could use: a mistyped parameter, column or unit. */
export const unusedFactors = (graph: MethodGraph, { table, places }: OwnFactors, problems: Problems): void => {
  for (const [index, row] of (table?.rows ?? []).entries()) {
    const asking = graph.factors.filter((node) => couldAsk(node, row))
    for (const node of asking.slice(0, 1)) checkRange(node, row, places[index] ?? {}, problems)
    if (asking.length > 0) continue
    const alike = graph.factors.filter(({ parameter }) => parameter === row.parameter)
    problems.add('factor.unused', 'Nothing in the measure asks for this row', {
      at: places[index] ?? {},
      found: `${row.parameter} by ${Object.keys(row.selectors).join(', ') || 'nothing'} in ${row.unit ?? 'no unit'}`,
      expected: (alike.length > 0 ? alike : graph.factors.filter((node) => !isGwp(node)))
        .slice(0, 12)
        .map(
          (node) =>
            `${node.parameter} by ${[...Object.keys(node.query), ...node.labelled, ...Object.keys(node.by)].join(', ') || 'nothing'} in ${node.labels ? 'no unit' : node.unit}`,
        )
        .join('; '),
    })
  }
}

/** Own rows that this run had no use for. */
export const unusedRemarks = ({ table }: OwnFactors, used: readonly FactorRow[]): Remark[] =>
  (table?.rows ?? [])
    .filter(({ id }) => !used.some((row) => row.id === id))
    .map(({ id }) => ({ name: 'factor.unused', text: `the own row ${id} is not used` }))

const published = new WeakMap<MethodGraph, ReadonlyMap<string, ReadonlySet<string>>>()

/** The labels by which the measure's own tables hold rows. */
const publishedLabels = (graph: MethodGraph): ReadonlyMap<string, ReadonlySet<string>> => {
  const before = published.get(graph)
  if (before) return before
  const labels = new Map<string, Set<string>>()
  for (const node of graph.factors.filter((each) => !isGwp(each))) {
    const rows = (node.within.tables as readonly FactorTable[]).flatMap((table) =>
      table.rows.filter((row) => row.parameter === node.parameter),
    )
    for (const name of node.labelled) {
      const known = labels.get(name) ?? new Set<string>()
      for (const { selectors } of rows) if (selectors[name] !== undefined) known.add(selectors[name])
      labels.set(name, known)
    }
  }
  published.set(graph, labels)
  return labels
}

/** Gases that a set has a figure for, alone or as a blend. */
const hasGwp = (set: string, gas: string): boolean => {
  try {
    return gwpOf(set, gas) !== undefined
  } catch (error) {
    if (error instanceof MrvError && error.code === 'gwp.missing') return false
    throw error
  }
}

/**
 * The labels of a dimension for which there is any factor: published, the project's own, or given as an input. Undefined
 * where none is looked up by it, or where one is given for all labels.
 */
export const knownLabels = (
  graph: MethodGraph,
  gwp: string | undefined,
  own: OwnFactors,
  given: readonly ReadInput[],
  forAll: readonly string[],
): ((dim: string) => KnownLabels | undefined) => {
  const known = new Map<string, KnownLabels | undefined>()
  const find = (dim: string): KnownLabels | undefined => {
    const factors = graph.factors.filter((node) => node.over.some(({ name }) => name === dim))
    if (factors.some(({ path }) => forAll.includes(path))) return undefined
    const substance = factors.some((node) => isGwp(node))
    const lookedUp = publishedLabels(graph).get(dim)
    if (substance ? gwp === undefined : !lookedUp) return undefined
    const labels = new Set(substance ? gwpSet(gwp as string).map(({ gas }) => gas) : lookedUp)
    for (const { selectors } of own.table?.rows ?? []) if (selectors[dim] !== undefined) labels.add(selectors[dim])
    for (const { cells } of given)
      for (const cell of cells) if (cell.labels[dim] !== undefined) labels.add(cell.labels[dim])
    return { names: labels, has: (label) => labels.has(label) || (substance && hasGwp(gwp as string, label)) }
  }
  return (dim) => {
    if (!known.has(dim)) known.set(dim, find(dim))
    return known.get(dim)
  }
}
