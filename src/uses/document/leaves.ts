import { type CategoryNode, type Dimension, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { parseUnit, type UnitPart } from '../../core/quantity'
import type { FactorRow, FactorTable } from '../../data/factors'
import { isGwp } from '../evaluation'
import type { Inline } from './blocks'
import { symbolFormula } from './equations'
import type { Symbols } from './symbols'
import { spoken } from './words'

type Leaf = InputNode | FactorNode | CategoryNode

/** Every leaf that a caller may give, once, under the name it is given by; then the GWP. */
export const leavesOf = (method: AnyMethod): ReadonlyMap<string, Leaf> => {
  const graph = method.graph()
  const all = new Map<string, Leaf>()
  for (const [name, node] of graph.leaves) all.set(name, node as Leaf)
  const ordered = [...graph.factors.filter((node) => !isGwp(node)), ...graph.factors.filter(isGwp)]
  for (const node of ordered) if (!all.has(node.path)) all.set(node.path, node)
  return all
}

const labelsOf = (node: Leaf): readonly string[] | undefined => ('labels' in node ? node.labels : undefined)

const rangeOf = (node: Leaf): string => {
  if (labelsOf(node)) return ''
  const { range } = node as InputNode | FactorNode
  const [low, high] = range ?? [null, null]
  if (low === null) return high === null ? '' : `≤ ${high}`
  return high === null ? `≥ ${low}` : `${low} – ${high}`
}

/** The tables in which a factor is looked up. */
export const tablesOf = ({ within }: FactorNode): readonly FactorTable[] => within.tables as readonly FactorTable[]

/** Whether a row is in a unit of the factor; `gas` in the unit stands for each gas. */
const unitFits = (row: FactorRow, node: FactorNode): boolean => {
  if (node.labels || row.unit === undefined) return node.labels !== undefined && row.unit === undefined
  const [wanted, found] = [parseUnit(node.unit).parts, parseUnit(row.unit).parts]
  const open = new Set(node.over.filter(({ substance }) => substance).map(({ name }) => name))
  const same = (a: UnitPart, b: UnitPart): boolean =>
    a.measure === b.measure && a.power === b.power && (a.substance === b.substance || open.has(a.substance))
  return wanted.length === found.length && wanted.every((part) => found.some((other) => same(part, other)))
}

/** The rows that a factor may find: they state what it asks for, and for each label what the data say. */
export const rowsFor = (node: FactorNode): readonly FactorRow[] => {
  const columns = new Set([...Object.keys(node.query), ...Object.keys(node.by), ...node.labelled])
  const fits = (row: FactorRow): boolean =>
    row.parameter === node.parameter &&
    Object.entries(node.query).every(([column, label]) => row.selectors[column] === label) &&
    Object.keys(row.selectors).length === columns.size &&
    Object.keys(row.selectors).every((column) => columns.has(column)) &&
    unitFits(row, node)
  return tablesOf(node).flatMap(({ rows }) => rows.filter(fits))
}

const placeOf = (row: FactorRow): string => [row.source, row.locator ?? row.edition].join(', ')

/** Table, section or equation of a row, without chapter and page. */
const tableOf = ({ locator = '' }: FactorRow): string => {
  const parts = locator.split(/[,;] /)
  return parts.find((part) => /^(Table|Section|Eq|Equation|Box)\b/.test(part)) ?? parts[0] ?? ''
}

const lookedUp = (node: FactorNode): string => {
  if (isGwp(node)) return 'by the GWP set that is named'
  const rows = rowsFor(node)
  const by = [...Object.keys(node.by), ...node.labelled].map(spoken)
  const [only] = rows
  if (rows.length === 1 && only) return `${only.value}${unitOf(only.unit)} (${placeOf(only)})`
  const where = [...new Set(rows.map(tableOf).filter(Boolean))]
  const shown = where.length > 6 ? [...where.slice(0, 5), '…'] : where
  const found = rows.length === 0 ? 'looked up; no row of its own' : `one of ${rows.length} rows`
  return `${found}${by.length > 0 ? ` by ${by.join(', ')}` : ''}${shown.length > 0 ? ` (${shown.join('; ')})` : ''}`
}

const unitOf = (unit = '1'): string => (unit === '1' ? '' : ` ${unit}`)

const originOf = (node: Leaf): string => {
  if (node.kind === 'factor') return lookedUp(node)
  if (node.default !== undefined) return `default ${node.default}`
  return node.optional ? 'optional' : 'required'
}

const overText = (node: Node): string =>
  facts(node)
    .dims.map(({ name }) => name)
    .join(' × ')

/** One row of the table of symbols. */
export const symbolRow = (name: string, node: Leaf, symbols: Symbols): readonly Inline[] => {
  const labels = labelsOf(node)
  return [
    { formula: symbolFormula(symbols, node) },
    symbols.of(node)?.title ?? name,
    node.kind === 'factor' && isGwp(node) ? '' : { code: name },
    labels ? labels.join(' | ') : (node as InputNode).unit,
    overText(node),
    rangeOf(node),
    originOf(node),
  ]
}

/** All dimensions of the graph. */
export const dimensionsOf = (method: AnyMethod): readonly Dimension[] => {
  const all = new Map<string, Dimension>()
  for (const node of method.graph().nodes) for (const dim of facts(node).dims) all.set(dim.name, dim)
  return [...all.values()]
}
