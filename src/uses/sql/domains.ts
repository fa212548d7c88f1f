import type { Problems } from '../../core/errors'
import { Problems as NoProblems } from '../../core/errors'
import { type Dimension, dependingOn, facts } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { type Declared, type Entry, makeAxes, needs } from '../evaluation'
import type { Engine } from './engine'
import type { Column, LabelPart, Plan } from './plan'
import type { Given } from './sources'

/** A value that is the same for all rows. */
export interface Fixed {
  readonly declared: Declared
  readonly entries: readonly Entry[]
}

type Known = ReadonlyMap<string, Fixed>

/** Which labels each row has, and the shapes that are made of them. */
export interface Domains {
  /** The table of a dimension's labels: `i` and `label`. */
  labels(dim: Dimension): string
  /** The shape of dimensions, of which those that are spread are left out. */
  shapeOf(dims: readonly Dimension[]): string
  /** The same with all of them. */
  wholeShapeOf(dims: readonly Dimension[]): string
  /** Dimensions of few labels, the same in all rows: their labels stand side by side, each in columns of its own. */
  readonly spread: Spread
  /** Takes the tables that bring labels, once they are known. */
  fill(bringing: ReadonlyMap<string, readonly string[]>): void
  /** How many labels a row has: a number where all have the same, else a column of the rows. */
  count(dim: Dimension): number | Column
  /** Holds where the labels of a row follow upon each other. */
  span(dim: Dimension): { readonly n: Column; readonly low: Column; readonly high: Column } | undefined
}

/** The labels that each row has of the dimensions that are spread, by position. */
export type Spread = ReadonlyMap<string, readonly number[]>

/** So many labels stand side by side at most. */
const mostSpread = 8

/** Dimensions along which something is moved or carried: their labels need records. */
const movedAlong = (graph: MethodGraph): Set<string> => {
  const moved = new Set<string>()
  for (const node of graph.nodes) {
    if (node.kind === 'shift' || node.kind === 'interpolate') moved.add(node.dim.name)
    if (node.kind !== 'recurrence') continue
    moved.add(node.group.dim.name)
    const inside = [
      ...dependingOn(node.group),
      ...node.group.states.flatMap(({ inflow, initial }) => [inflow, initial]),
    ]
    for (const each of inside) for (const { name } of facts(each).dims) moved.add(name)
  }
  return moved
}

export const domainsOf = (
  graph: MethodGraph,
  engine: Engine,
  plan: Plan,
  fixed: Known,
  dims: ReadonlyMap<string, Dimension>,
): Domains => {
  const order = [...engine.axes.keys()]
  // what the equations and the values for all rows name themselves
  const named = makeAxes(graph, [...fixed.values()], {}, new NoProblems())
  const staticOf = (name: string): number[] =>
    (named.get(name)?.labels ?? []).map((label) => engine.axes.get(name)?.index.get(label) as number)
  const labelTables = new Map<string, string>()
  const withParts = new Set<string>()
  const spread = new Map<string, readonly number[]>()
  const moved = movedAlong(graph)
  let bringing: ReadonlyMap<string, readonly string[]> = new Map()

  /** Where the labels of a dimension come from, through other names too. */
  const partsOf = (name: string, seen: ReadonlySet<string>): LabelPart[] => {
    if (seen.has(name)) return []
    const own = (bringing.get(name) ?? []).map((table) => ({ table, key: engine.key(name), maps: [] }))
    const within = new Set([...seen, name])
    const through = (from: string, map: readonly (number | undefined)[]): LabelPart[] =>
      partsOf(from, within).map((part) => ({ ...part, maps: [...part.maps, map] }))
    const renamed = graph.nodes.flatMap((node) =>
      node.kind === 'rename' && node.to.name === name ? through(node.from.name, engine.renamed(node)) : [],
    )
    const parts = [...own, ...renamed]
    if (parts.length > 0 || staticOf(name).length > 0) return parts
    const calendar = graph.nodes.find(
      (node) => node.kind === 'group' && node.by === 'calendar' && node.to.name === name,
    )
    return calendar?.kind === 'group' ? through(calendar.dim.name, engine.mapped(calendar)) : []
  }
  const spans = new Map<string, { n: Column; low: Column; high: Column }>()
  const span = (dim: Dimension) => {
    if (!withParts.has(dim.name)) return undefined
    const before = spans.get(dim.name)
    if (before) return before
    const name = plan.span(dim.name)
    const column = (of: string) => plan.relation('', 1, name, of)
    const made = { n: column('n'), low: column('low'), high: column('high') }
    spans.set(dim.name, made)
    return made
  }
  const wholeShapeOf = (wanted: readonly Dimension[]): string => {
    const names = wanted.map(({ name }) => name).sort((a, b) => order.indexOf(a) - order.indexOf(b))
    const key = names.map((name) => order.indexOf(name)).join('_')
    if (key !== '' && !plan.shapes.has(key))
      plan.shape(
        key,
        names.map((name) => engine.key(name)),
        plan.product(names),
      )
    return key
  }
  return {
    labels(dim) {
      const before = labelTables.get(dim.name)
      if (before) return before
      const lines = engine.axis(dim).labels.map((label, index) => [String(index), engine.dialect.string(label)])
      const made = plan.values('l', lines, ['i', 'label'], "0, ''")
      labelTables.set(dim.name, made)
      return made
    },
    spread,
    shapeOf: (wanted) => wholeShapeOf(wanted.filter(({ name }) => !spread.has(name))),
    wholeShapeOf,
    fill(tables) {
      bringing = tables
      for (const name of dims.keys()) {
        const parts = partsOf(name, new Set())
        const own = staticOf(name)
        if (parts.length > 0) withParts.add(name)
        else if (own.length <= mostSpread && !moved.has(name)) spread.set(name, own)
        plan.domain(name, parts, own)
      }
    },
    count: (dim) => span(dim)?.n ?? staticOf(dim.name).length,
    span,
  }
}

/** A value that every row needs and that comes from nowhere. */
export const requireWhole = (
  graph: MethodGraph,
  fixed: Known,
  fromRows: readonly Given[],
  defaults: Known,
  problems: Problems,
): void => {
  const { chosen } = needs(graph)
  for (const [name, node] of graph.leaves) {
    if (node.kind !== 'input' && node.kind !== 'category') continue
    const isGiven = fixed.has(name) || fromRows.some((each) => each.name === name)
    const hasDefault = (defaults.get(name)?.entries.length ?? 0) > 0 || (node.kind === 'input' && node.sumsTo)
    if (isGiven || hasDefault || node.optional || chosen.has(node)) continue
    problems.add('input.missing', 'No value is given', {
      at: { input: name },
      hint: 'Name a column or give a value for all rows.',
    })
  }
}
