import type { Remark, RemarkName } from '../../core/errors'
import { gasOfNode } from '../../core/method'
import { Decimal } from '../../core/quantity'
import { daysIn, isWithin } from '../../data/periods'
import type { Evaluation } from './prepare'
import { Failure, labelsAt } from './tensor'

/** Calendar sums over a year of which some part was not given. */
const incomplete = ({ graph, axes }: Evaluation): { from: string; to: string; label: string; days: string }[] =>
  graph.nodes.flatMap((node) => {
    if (node.kind !== 'group' || node.by !== 'calendar') return []
    const parts = axes.get(node.dim.name)?.periods ?? []
    return (axes.get(node.to.name)?.periods ?? []).flatMap((whole) => {
      const covered = parts.filter((part) => isWithin(part, whole)).reduce((sum, part) => sum + daysIn(part), 0)
      const days = `${covered} of ${daysIn(whole)} days`
      return covered < daysIn(whole) ? [{ from: node.dim.name, to: node.to.name, label: whole.label, days }] : []
    })
  })

/** What should be known about a result: bases taken over, unread or aged factors, what is left out. */
export const remarksOf = (evaluation: Evaluation): Remark[] => {
  const { inputs, bindings, graph, evaluator, own, absent, axes } = evaluation
  const remarks = new Map<string, Remark>()
  const add = (name: RemarkName, text: string, input?: string): void => {
    remarks.set(`${name}|${text}`, { name, text, ...(input ? { input } : {}) })
  }
  for (const { declared, entries } of inputs.values()) {
    const taken = entries.find((entry) => entry.taken)
    if (taken) add('unit.taken', `${declared.name}: "${taken.given}" is taken as ${declared.unit?.text}`, declared.name)
    for (const key of new Set(entries.flatMap((entry) => entry.key ?? []))) {
      const text = key === 'NE' || key === 'C' ? 'is not there' : 'counts as 0'
      add(`notation.${key}`, `${declared.name}: ${key} ${text}`, declared.name)
    }
  }
  for (const { node, choices } of bindings.values()) {
    if (!evaluator.computed(node)) continue
    for (const choice of new Set(choices)) {
      for (const { name, text } of choice?.remarks ?? []) add(name, text, node.path)
    }
  }
  for (const { name, node, role } of graph.outputs) {
    const open = role === 'benefit' && evaluator.value(node).cells.find((cell) => cell instanceof Failure)
    if (open instanceof Failure) add('benefit.absent', `${name} is left out: "${open.problem.at.input}" is not given`)
  }
  for (const { name, node, role, derived } of graph.outputs) {
    if (derived || role === 'benefit' || gasOfNode(node) === undefined) continue
    const { dims, cells } = evaluator.value(node)
    const at = cells.findIndex((cell) => cell instanceof Decimal && cell.isNegative() && !cell.isZero())
    const labels = at < 0 ? [] : Object.values(labelsAt(at, dims, axes))
    if (at >= 0) add('output.negative', `${[name, ...labels].join(' ')} is below 0: ${cells[at]}`, name)
  }
  const used = new Set([...bindings.values()].flatMap(({ choices }) => choices.map((choice) => choice?.row.id)))
  for (const row of own.flatMap(({ rows }) => rows)) {
    if (row.own && !used.has(row.id)) add('factor.unused', `${row.id} is the project’s own row, and nothing uses it`)
  }
  for (const { problem } of absent) {
    const { input = '', labels = {} } = problem.at
    add('partial.left-out', `${[input, ...Object.values(labels)].join(' ')} is missing and left out of the sums`, input)
  }
  for (const { from, to, label, days } of incomplete(evaluation)) {
    add('period.incomplete', `${label} is a sum by ${from} over ${days} of the ${to}`)
  }
  for (const zero of graph.structuralZeros) add('reduction.structural-zero', `${zero} has no output and counts as 0`)
  return [...remarks.values()]
}
