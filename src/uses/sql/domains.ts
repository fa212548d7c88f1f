import type { Problems } from '../../core/errors'
import { Problems as NoProblems } from '../../core/errors'
import type { Dimension } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { type Axes, type Declared, type Entry, makeAxes, needs } from '../evaluation'
import type { Engine } from './engine'
import type { Column, Plan } from './plan'
import type { Given } from './sources'

type Known = ReadonlyMap<string, { readonly declared: Declared; readonly entries: readonly Entry[] }>

/** Which labels each row has, and the shapes that are made of them. */
export interface Domains {
  /** The table of a dimension's labels: `i` and `label`. */
  labels(dim: Dimension): string
  shapeOf(dims: readonly Dimension[]): string
  /** Takes the tables that bring labels, once they are known. */
  fill(bringing: ReadonlyMap<string, readonly string[]>): void
  /** How many labels a row has: a number where all have the same, else a column of the rows. */
  count(dim: Dimension): number | Column
  /** Holds where the labels of a row follow upon each other. */
  span(dim: Dimension): { readonly n: Column; readonly low: Column; readonly high: Column } | undefined
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
  const domains = new Map<string, string>()
  let bringing: ReadonlyMap<string, readonly string[]> = new Map()

  const mappedBy = (part: string, map: readonly (number | undefined)[]): string => {
    const cases = map.flatMap((to, from) => (to === undefined ? [] : [`WHEN ${from} THEN ${to}`]))
    return `SELECT p.r, CASE p.i ${cases.join(' ')} END AS i FROM (${part}) p`
  }
  /** Queries of row and label for a dimension, through other names too. */
  const partsOf = (name: string, seen: ReadonlySet<string>): string[] => {
    if (seen.has(name)) return []
    const key = engine.key(name)
    const own = (bringing.get(name) ?? []).map((table) => `SELECT t.r, t.${key} AS i FROM ${table} t`)
    const within = new Set([...seen, name])
    const renamed = graph.nodes.flatMap((node) =>
      node.kind === 'rename' && node.to.name === name
        ? partsOf(node.from.name, within).map((part) => mappedBy(part, engine.renamed(node)))
        : [],
    )
    const parts = [...own, ...renamed]
    if (parts.length > 0 || staticOf(name).length > 0) return parts
    const calendar = graph.nodes.find(
      (node) => node.kind === 'group' && node.by === 'calendar' && node.to.name === name,
    )
    if (calendar?.kind !== 'group') return []
    return partsOf(calendar.dim.name, within).map((part) => mappedBy(part, engine.mapped(calendar)))
  }
  const rowsTable = (): string => plan.tableOf('', 1)
  const values = (indices: readonly number[]): string =>
    indices.length > 0
      ? `VALUES ${indices.map((index) => `(${index})`).join(', ')}`
      : 'SELECT v.i FROM (VALUES (0)) AS v(i) WHERE v.i > 0'
  const staticTables = new Map<string, string>()
  const fillDomain = (name: string): void => {
    const parts = partsOf(name, new Set())
    const own = staticOf(name)
    if (parts.length === 0) {
      staticTables.set(name, plan.head('d', values(own), ['i']))
      return
    }
    if (own.length > 0) parts.push(`SELECT s.r, v.i FROM ${plan.rowsHead} s CROSS JOIN (${values(own)}) AS v(i)`)
    const all = [...new Set(parts)].join(' UNION ALL ')
    domains.set(name, plan.head('d', `SELECT DISTINCT p.r, p.i FROM (${all}) p WHERE p.i IS NOT NULL`))
  }
  const base = (names: readonly string[]): string => {
    const own = names.filter((name) => domains.has(name))
    const rest = names.filter((name) => !domains.has(name))
    const alias = (name: string) => `x${order.indexOf(name)}`
    const [first, ...others] = own
    const row = first === undefined ? 's' : alias(first)
    const from = first === undefined ? `${rowsTable()} s` : `${domains.get(first)} ${row}`
    const joins = others.map((name) => ` JOIN ${domains.get(name)} ${alias(name)} ON ${alias(name)}.r = ${row}.r`)
    const crossed = rest.map((name) => ` CROSS JOIN ${staticTables.get(name)} ${alias(name)}`)
    const keys = names.map((name) => `${alias(name)}.i AS ${engine.key(name)}`)
    return `SELECT ${[`${row}.r`, ...keys].join(', ')} FROM ${from}${joins.join('')}${crossed.join('')}`
  }
  const totals = new Map<string, { n: Column; low: Column; high: Column }>()
  const span = (dim: Dimension) => {
    const table = domains.get(dim.name)
    if (!table) return undefined
    const before = totals.get(dim.name)
    if (before) return before
    const name = plan.head(
      'd',
      `SELECT p.r, count(*) AS n, min(p.i) AS low, max(p.i) AS high FROM ${table} p GROUP BY p.r`,
    )
    const column = (of: string) => plan.relation('', 1, `span ${dim.name}`, () => name, of)
    const made = { n: column('n'), low: column('low'), high: column('high') }
    totals.set(dim.name, made)
    return made
  }
  return {
    labels(dim) {
      const before = labelTables.get(dim.name)
      if (before) return before
      const records = engine.axis(dim).labels.map((label, index) => `(${index}, ${engine.dialect.string(label)})`)
      const none = `SELECT v.i, v.label FROM (VALUES (0, '')) AS v(i, label) WHERE v.i > 0`
      const text = records.length > 0 ? `VALUES ${records.join(', ')}` : none
      const made = plan.head('l', text, ['i', 'label'])
      labelTables.set(dim.name, made)
      return made
    },
    shapeOf(wanted) {
      const names = wanted.map(({ name }) => name).sort((a, b) => order.indexOf(a) - order.indexOf(b))
      const key = names.map((name) => order.indexOf(name)).join('_')
      if (key !== '' && !plan.shapes.has(key))
        plan.shape(
          key,
          names.map((name) => engine.key(name)),
          () => base(names),
        )
      return key
    },
    fill(tables) {
      bringing = tables
      for (const name of dims.keys()) fillDomain(name)
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
  _axes: Axes,
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
