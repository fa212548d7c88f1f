import { MrvError, type Place, type Problem, type Problems } from '../../core/errors'
import type { FactorNode } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import { applyRatio, conversionFactor, mismatch, parseDecimal, parseUnit, sameParts } from '../../core/quantity'
import { type FactorRow, type FactorTable, type FlatFactorRow, projectTable } from '../../data/factors'
import { gwpOf, gwpSet } from '../../data/gases'
import { asksByName, unitProblem } from '../../uses/evaluation'
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
  return numberText(text, options.decimal)
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

/** The own rows but some. */
const without = (factors: OwnFactors, refused: (row: FactorRow, index: number) => boolean): OwnFactors => {
  const { table, places } = factors
  if (!table) return factors
  const right = table.rows.map((row, index) => !refused(row, index))
  return {
    whole: factors.whole && !right.includes(false),
    table: { ...table, rows: table.rows.filter((_, index) => right[index]) },
    places: places.filter((_, index) => right[index]),
  }
}

/** The own rows without those that are refused: the measure asks for them in another unit or basis. */
export const withRightUnits = (graph: MethodGraph, factors: OwnFactors, problems: Problems): OwnFactors =>
  without(factors, (row, index) => {
    const problem = unitProblem(graph.factors, row)
    if (problem) problems.list.push({ ...problem, at: { ...factors.places[index], ...problem.at } })
    return problem !== undefined
  })

/** Whether two own rows are of equal rank for some day: what they are for, place and standing are the same. */
const answerAlike = (a: FactorRow, b: FactorRow): boolean => {
  const labels = ({ selectors }: FactorRow): string => JSON.stringify(Object.entries(selectors))
  const lastDay = '9999-12-31'
  return (
    a.parameter === b.parameter &&
    labels(a) === labels(b) &&
    (a.unit === undefined || b.unit === undefined
      ? a.unit === b.unit
      : sameParts(parseUnit(a.unit), parseUnit(b.unit))) &&
    (a.region ?? 'world') === (b.region ?? 'world') &&
    (a.status === 'measured') === (b.status === 'measured') &&
    (a.validFrom ?? '') <= (b.validTo ?? lastDay) &&
    (b.validFrom ?? '') <= (a.validTo ?? lastDay)
  )
}

const inFile = ({ file, row, input }: Place): string => (row === undefined ? `${input}` : `${file}, row ${row}`)

/** The own rows without those that answer what an earlier one answers: of two of equal rank neither would be taken. */
export const withoutDoubles = (graph: MethodGraph, factors: OwnFactors, problems: Problems): OwnFactors =>
  without(factors, (row, index) => {
    if (!graph.factors.some((node) => couldAsk(node, row))) return false
    const rows = factors.table?.rows ?? []
    const first = rows.findIndex((other) => other === row || answerAlike(other, row))
    if (first === index) return false
    const told = (at: number): string => `"${rows[at]?.id}" (${inFile(factors.places[at] ?? {})})`
    problems.add('factor.ambiguous', 'Two rows of the project answer the same question', {
      at: factors.places[index] ?? {},
      found: `${told(first)} and ${told(index)}`,
      expected: 'one row',
      hint: 'Leave one out, or say what tells them apart: region, validFrom and validTo, or status measured.',
    })
    return true
  })

const askedText = (node: FactorNode): string => {
  const query = Object.entries(node.query).map(([column, label]) => `${column} ${label}`)
  const columns = [...query, ...node.labelled, ...Object.keys(node.by)]
  return `${node.parameter} by ${columns.join(', ') || 'nothing'} in ${node.labels ? 'no unit' : node.unit}`
}

/** What was meant by a parameter, a column or a label that the factors of a measure do not have. */
const meant = (nodes: readonly FactorNode[], row: FactorRow): string | undefined => {
  const alike = nodes.filter(({ parameter }) => parameter === row.parameter)
  if (alike.length === 0)
    return didYouMean(
      row.parameter,
      nodes.map(({ parameter }) => parameter),
    )
  const columns = alike.flatMap((node) => [...Object.keys(node.query), ...node.labelled, ...Object.keys(node.by)])
  const hints = Object.entries(row.selectors).flatMap(([column, label]) => {
    if (!columns.includes(column)) return didYouMean(column, columns) ?? []
    const labels = alike.flatMap(({ query }) => query[column] ?? [])
    return labels.length === 0 || labels.includes(label) ? [] : (didYouMean(label, labels) ?? [])
  })
  return hints.join(' ') || undefined
}

/** Own rows that nothing in the measure could use: a mistyped parameter, column, label or unit. */
export const unusedFactors = (graph: MethodGraph, { table, places }: OwnFactors, problems: Problems): void => {
  const nodes = graph.factors.filter((node) => !isGwp(node))
  for (const [index, row] of (table?.rows ?? []).entries()) {
    const asking = graph.factors.filter((node) => couldAsk(node, row))
    for (const node of asking.slice(0, 1)) checkRange(node, row, places[index] ?? {}, problems)
    if (asking.length > 0) continue
    const alike = nodes.filter(({ parameter }) => parameter === row.parameter)
    const stated = Object.entries(row.selectors).map(([column, label]) => `${column} ${label}`)
    const hint = meant(nodes, row)
    problems.add('factor.unused', 'Nothing in the measure asks for this row', {
      at: places[index] ?? {},
      found: `${row.parameter} by ${stated.join(', ') || 'nothing'} in ${row.unit ?? 'no unit'}`,
      expected: [...new Set((alike.length > 0 ? alike : nodes).map(askedText))].slice(0, 12).join('; '),
      ...(hint ? { hint } : {}),
    })
  }
}

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
