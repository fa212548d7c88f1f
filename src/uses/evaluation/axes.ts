import { fail, locate, type Problems } from '../../core/errors'
import { type Dimension, facts, groupNode, type Node } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { type Decimal, parseDecimal } from '../../core/quantity'
import { orderPeriods, parsePeriod } from '../../data/periods'
import type { Declared, Entry } from './given'
import type { Axes, Axis } from './tensor'

/** How calendars are read: the month in which fiscal years start. */
export interface Calendar {
  readonly fiscalStart?: number
}

type Dimensions = ReadonlyMap<string, { readonly dim: Dimension; readonly labels: ReadonlySet<string> }>
const dimensions = new WeakMap<MethodGraph, Dimensions>()

/** The dimensions of a graph, and the labels that its own nodes name; found once. */
const dimensionsOf = (graph: MethodGraph): Dimensions => {
  const before = dimensions.get(graph)
  if (before) return before
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
  dimensions.set(graph, known)
  return known
}

const groupLabels = (node: Extract<Node, { kind: 'group' }>): readonly string[] => {
  const category = groupNode(node.by)
  if (category) return facts(category).labels ?? []
  return node.by === 'calendar' ? [] : Object.values(node.by as Readonly<Record<string, string>>)
}

const carriesAlong = (graph: MethodGraph, name: string): boolean =>
  graph.nodes.some(
    (node) =>
      (node.kind === 'recurrence' && node.group.dim.name === name) || (node.kind === 'shift' && node.dim.name === name),
  )

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One label a coordinate and, where something is carried along, none left out. */
const checkSteps = (ordered: readonly { label: string; at: Decimal }[], gapless: boolean): void => {
  const [first, second] = ordered
  if (!first || !second) return
  const size = second.at.minus(first.at)
  for (const [index, { label, at }] of ordered.slice(1).entries()) {
    const before = ordered[index] as { label: string; at: Decimal }
    const step = at.minus(before.at)
    if (step.isZero())
      fail('input.shape', 'Two labels are the same number', { found: `"${before.label}" and "${label}"` })
    if (gapless && !step.equals(size)) {
      fail('period.gap', 'The labels are not evenly spaced', {
        found: `"${label}" right after "${before.label}"`,
        expected: `"${before.at.plus(size)}"`,
        hint: 'What is carried from one label to the next needs every label; give the missing one, 0 if it is none.',
      })
    }
  }
}

const makeAxis = (dim: Dimension, labels: readonly string[], gapless: boolean, calendar: Calendar): Axis => {
  const base = (ordered: readonly string[]) => ({
    name: dim.name,
    sort: dim.sort,
    labels: ordered,
    index: new Map(ordered.map((label, index) => [label, index])),
  })
  if (dim.sort === 'time') {
    const periods = orderPeriods(
      labels.map((label) => parsePeriod(label, calendar)),
      { gapless },
    )
    return { ...base(periods.map(({ label }) => label)), periods }
  }
  if (dim.sort === 'ordered') {
    const ordered = labels.map((label) => ({ label, at: parseDecimal(label) })).sort((a, b) => a.at.cmp(b.at))
    checkSteps(ordered, gapless)
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
  const dims = dimensionsOf(graph)
  if (dims.size === 0) return new Map()
  const known = new Map([...dims].map(([name, { dim, labels }]) => [name, { dim, labels: new Set(labels) }]))
  for (const { declared, entries } of given) {
    if (declared.over.length === 0) continue
    declared.over.forEach(({ name }, index) => {
      const labels = known.get(name)?.labels
      for (const entry of entries) {
        const label = entry.labels[index]
        if (label !== undefined) labels?.add(label)
      }
    })
  }
  // a dimension that is called by another name has its labels there too
  const renames = graph.nodes.filter((node) => node.kind === 'rename')
  for (let again = true; again; ) {
    again = false
    for (const { from, to } of renames) {
      const target = known.get(to.name)?.labels as Set<string>
      const before = target.size
      for (const label of known.get(from.name)?.labels ?? []) target.add(label)
      if (target.size > before) again = true
    }
  }
  const axes = new Map<string, Axis>()
  for (const [name, { dim, labels }] of known) {
    // a month that goes to a year brings the year's label
    if (dim.sort === 'time' && labels.size === 0)
      for (const label of calendarLabels(graph, dim, known)) labels.add(label)
    const axis = problems.try(() =>
      locate({ input: name }, () => makeAxis(dim, [...labels], carriesAlong(graph, name), calendar)),
    )
    axes.set(name, axis ?? makeAxis({ ...dim, sort: 'set' }, [], false, calendar))
  }
  return axes
}

const calendarLabels = (
  graph: MethodGraph,
  to: Dimension,
  known: ReadonlyMap<string, { labels: ReadonlySet<string> }>,
): string[] => {
  const from = graph.nodes.find((node) => node.kind === 'group' && node.by === 'calendar' && node.to.name === to.name)
  if (from?.kind !== 'group') return []
  return [...new Set([...(known.get(from.dim.name)?.labels ?? [])].map((label) => label.slice(0, 4)))]
}
