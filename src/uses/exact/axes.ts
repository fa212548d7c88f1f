import { locate, type Problems } from '../../core/errors'
import { type Dimension, facts, groupNode, type Node } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { Decimal } from '../../core/quantity'
import { orderPeriods, parsePeriod } from '../../data/periods'
import type { Declared, Entry } from './given'
import type { Axes, Axis } from './tensor'

/** How calendars are read: the month in which fiscal years start. */
export interface Calendar {
  readonly fiscalStart?: number
}

/** The dimensions of a graph, and the labels that its own nodes name. */
const dimensionsOf = (graph: MethodGraph): Map<string, { dim: Dimension; labels: Set<string> }> => {
  const known = new Map<string, { dim: Dimension; labels: Set<string> }>()
  const add = (dim: Dimension, labels: readonly string[] = []): void => {
    const entry = known.get(dim.name) ?? { dim, labels: new Set<string>() }
    for (const label of labels) entry.labels.add(label)
    known.set(dim.name, entry)
  }
  for (const node of graph.nodes) {
    for (const dim of facts(node).dims) add(dim)
    if (node.kind === 'at') add(node.dim, [node.label])
    if (node.kind === 'group') add(node.to, groupLabels(node))
  }
  return known
}

const groupLabels = (node: Extract<Node, { kind: 'group' }>): readonly string[] => {
  const category = groupNode(node.by)
  if (category) return facts(category).labels ?? []
  return node.by === 'calendar' ? [] : Object.values(node.by as Readonly<Record<string, string>>)
}

const carriesAlong = (graph: MethodGraph, name: string): boolean =>
  graph.nodes.some(
    (node) => (node.kind === 'recurrence' && node.group.dim.name === name) || (node.kind === 'shift' && node.dim.name === name),
  )

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const makeAxis = (dim: Dimension, labels: readonly string[], gapless: boolean, calendar: Calendar): Axis => {
  const base = (ordered: readonly string[]) => ({
    name: dim.name,
    sort: dim.sort,
    labels: ordered,
    index: new Map(ordered.map((label, index) => [label, index])),
  })
  if (dim.sort === 'time') {
    const periods = orderPeriods(labels.map((label) => parsePeriod(label, calendar)), { gapless })
    return { ...base(periods.map(({ label }) => label)), periods }
  }
  if (dim.sort === 'ordered') {
    const ordered = labels.map((label) => ({ label, at: new Decimal(label) })).sort((a, b) => a.at.cmp(b.at))
    return { ...base(ordered.map(({ label }) => label)), coordinates: ordered.map(({ at }) => at) }
  }
  return base([...labels].sort(byText))
}

/** The labels of every dimension: from what was given and from the labels that the equations name. */
export const makeAxes = (
  graph: MethodGraph,
  given: readonly { declared: Declared; entries: readonly Entry[] }[],
  calendar: Calendar,
  problems: Problems,
): Axes => {
  const known = dimensionsOf(graph)
  for (const { declared, entries } of given) {
    declared.over.forEach(({ name }, index) => {
      const labels = known.get(name)?.labels
      for (const entry of entries) {
        const label = entry.labels[index]
        if (label !== undefined) labels?.add(label)
      }
    })
  }
  const axes = new Map<string, Axis>()
  for (const [name, { dim, labels }] of known) {
    // a month that goes to a year brings the year's label
    if (dim.sort === 'time' && labels.size === 0) for (const label of calendarLabels(graph, dim, known)) labels.add(label)
    const axis = problems.try(() => locate({ input: name }, () => makeAxis(dim, [...labels], carriesAlong(graph, name), calendar)))
    axes.set(name, axis ?? makeAxis({ ...dim, sort: 'set' }, [], false, calendar))
  }
  return axes
}

const calendarLabels = (graph: MethodGraph, to: Dimension, known: ReadonlyMap<string, { labels: ReadonlySet<string> }>): string[] => {
  const from = graph.nodes.find((node) => node.kind === 'group' && node.by === 'calendar' && node.to.name === to.name)
  if (from?.kind !== 'group') return []
  return [...new Set([...(known.get(from.dim.name)?.labels ?? [])].map((label) => label.slice(0, 4)))]
}
