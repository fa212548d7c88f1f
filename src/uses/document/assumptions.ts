import { groupNode, type Kind, type Node, type NodeOf } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { spoken } from './words'

type Tellers = { readonly [K in Kind]?: (node: NodeOf<K>) => string | undefined }

const titleOf = (node: { readonly title?: string; readonly name: string }): string => node.title ?? spoken(node.name)

/** What a factor is chosen by: a choice of the caller, or the label that stands for one. */
const choiceOf = (node: Node): string => {
  if (node.kind === 'label') return node.label
  if (node.kind === 'argument') {
    const of = choiceOf(node.of)
    return node.of.kind === 'label' ? `${titleOf(node.input)} = ${of}` : of
  }
  return node.kind === 'category' || node.kind === 'factor' ? titleOf(node) : node.kind
}

/** What a node takes for granted, in words. */
const tellers: Tellers = {
  input: (node) => {
    const { default: fallback, optional, sumsTo } = node
    if (sumsTo) return `${titleOf(node)}: adds up to ${sumsTo.total} over ${sumsTo.over}; a label left out counts as 0.`
    if (fallback !== undefined) return `${titleOf(node)}: ${fallback} where nothing is given.`
    return optional ? `${titleOf(node)}: none where nothing is given.` : undefined
  },
  category: (node) =>
    node.default === undefined ? undefined : `${titleOf(node)}: ${node.default} where nothing is given.`,
  factor: (node) => {
    const by = Object.values(node.by).map(choiceOf)
    return by.length > 0 ? `${titleOf(node)} is chosen by: ${by.join('; ')}.` : undefined
  },
  group: ({ by, dim, to }) => {
    if (by === 'calendar') return `Each ${dim.name} counts in the ${to.name} in which it lies.`
    if (groupNode(by)) return undefined
    const pairs = Object.entries(by as Readonly<Record<string, string>>).map(([from, into]) => `${from} → ${into}`)
    return `${dim.name} by ${to.name}: ${pairs.join(', ')}.`
  },
  shift: ({ dim, keepLast }) =>
    keepLast ? `The last ${dim.name} is open-ended: it keeps what would leave it.` : undefined,
  interpolate: ({ dim }) =>
    `Between two values of ${dim.name} a straight line holds; outside of them there is no value.`,
  check: ({ text }) => `Refused: ${text}`,
}

const tell = (node: Node): string | undefined =>
  (tellers[node.kind] as ((node: Node) => string | undefined) | undefined)?.(node)

/** What a method takes for granted: defaults, choices, conditions, roles and gases that count as 0. */
export const assumptionsOf = (method: AnyMethod): readonly string[] => {
  const graph = method.graph()
  const editions = Object.entries(method.admits).map(
    ([series, admitted]) => `Of ${series} only factors of the edition ${admitted.join(' or ')} are taken.`,
  )
  const told = graph.nodes.flatMap((node) => tell(node) ?? [])
  const zeros = graph.structuralZeros.map((name) => `${name} has no output: it counts as 0 in the reduction.`)
  const none = graph.co2eProblem ? [`There is no CO2 equivalent: ${graph.co2eProblem}`] : []
  return [...new Set([...editions, ...told, ...zeros, ...none])]
}
