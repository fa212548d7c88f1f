import type { FactorNode, Node } from '../../src/core/graph'
import type { AnyMethod } from '../../src/core/method'
import type { FactorTable } from '../../src/data/factors'
import { gwpSet } from '../../src/data/gases'
import { type Context, declaredOf, problemsOf } from '../../src/uses/evaluation'
import { type Leaf, place, type Task } from './task'

/** Numbers from 0 to 1, the same for the same seed. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Random = () => number

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

/** Some of the items, one at least, in their order. */
const some = <T>(random: Random, items: readonly T[], most: number): T[] => {
  const chosen = new Set<T>()
  while (chosen.size < Math.min(most, items.length)) chosen.add(pick(random, items))
  return items.filter((item) => chosen.has(item))
}

/** The labels for which the factor tables of a method hold rows. */
const published = (method: AnyMethod, dim: string): string[] => {
  const nodes = method.graph().factors.filter(({ labelled }) => labelled.includes(dim))
  const labels = nodes.map(
    ({ within, parameter }: FactorNode) =>
      new Set(
        (within.tables as readonly FactorTable[]).flatMap(({ rows }) =>
          rows.filter((row) => row.parameter === parameter).flatMap(({ selectors }) => selectors[dim] ?? []),
        ),
      ),
  )
  const [first, ...rest] = labels
  return [...(first ?? [])].filter((label) => rest.every((each) => each.has(label))).sort()
}

const hfcs = gwpSet('AR5')
  .map(({ gas }) => gas)
  .filter((gas) => /^HFC/.test(gas))

/** Labels for every dimension of a method: those that its tables know, else names, years or ages of our own. */
const labelsFor = (method: AnyMethod, random: Random, size: number): Map<string, string[]> => {
  const dims = [...method.graph().leaves.values()].flatMap((node) => declaredOf(node as Node).over)
  return new Map(
    dims.map((dim): [string, string[]] => {
      const count = Array.from({ length: size })
      if (dim.sort === 'time') return [dim.name, count.map((_, index) => String(2020 + index))]
      if (dim.sort === 'ordered') return [dim.name, count.map((_, index) => String(index))]
      const asked = method
        .graph()
        .nodes.flatMap((node) => (node.kind === 'at' && node.dim.name === dim.name ? [node.label] : []))
      if (asked.length > 0) return [dim.name, [...new Set(asked)]]
      const known = published(method, dim.name)
      if (known.length > 0) return [dim.name, some(random, known, size)]
      if (dim.substance) return [dim.name, some(random, hfcs, size)]
      return [dim.name, [`${dim.name}-1`, `${dim.name}-2`].slice(0, Math.max(1, size - 1))]
    }),
  )
}

const combinations = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((all, list) => all.flatMap((before) => list.map((label) => [...before, label])), [[]])

/** Leaves to give: all that must be, and each of the others if `wanted` says so. */
const leavesOf = (
  method: AnyMethod,
  labels: ReadonlyMap<string, readonly string[]>,
  wanted: (node: Node) => boolean,
): Leaf[] =>
  [...method.graph().leaves].flatMap(([input, node]) => {
    if (!wanted(node as Node)) return []
    const declared = declaredOf(node as Node)
    const dims = declared.over.map(({ name }) => name)
    return combinations(dims.map((dim) => labels.get(dim) ?? [])).map(
      (at): Leaf => ({ input, labels: at, dims, ...(declared.labels ? { choices: declared.labels } : {}) }),
    )
  })

const text = (value: number): string => String(Number(value.toPrecision(5)))

/** A value within a range; what has a default is as a rule small beside what has none. */
const between = (random: Random, low: string | null, high: string | null, minor: boolean): string => {
  const chance = random()
  if (low !== null && chance < 0.06) return low
  if (high !== null && chance < 0.12) return high
  if (low !== null && high !== null) return text(Number(low) + random() * (Number(high) - Number(low)))
  return text(10 ** (random() * 3 + (minor ? -3 : 1)))
}

/** Shares of a thousand, which add up exactly. */
const shares = (random: Random, count: number): string[] => {
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random() * 1001)).sort((a, b) => a - b)
  return [...cuts, 1000].map((cut, index) => String((cut - (cuts[index - 1] ?? 0)) / 1000))
}

/** One row: now and then a value that must be refused. */
const rowOf = (method: AnyMethod, leaves: readonly Leaf[], random: Random): string[] => {
  const graph = method.graph()
  // now and then what is small as a rule is large
  const turned = random() < 0.04
  const row = leaves.map(({ input, choices }) => {
    if (choices) return pick(random, choices)
    const node = graph.leaves.get(input) as Node & { readonly default?: string }
    const [low, high] = declaredOf(node).range ?? [null, null]
    return between(random, low, high, node.default !== undefined && !turned)
  })
  const groups = new Map<string, number[]>()
  for (const [index, { input, labels, dims }] of leaves.entries()) {
    const { sumsTo } = declaredOf(graph.leaves.get(input) as Node)
    if (!sumsTo) continue
    const key = JSON.stringify([input, labels.filter((_, at) => dims[at] !== sumsTo.over)])
    groups.set(key, [...(groups.get(key) ?? []), index])
  }
  for (const members of groups.values())
    for (const [at, share] of shares(random, members.length).entries()) row[members[at] as number] = share
  if (random() < 0.04) {
    const at = Math.floor(random() * row.length)
    row[at] = leaves[at]?.choices ? 'no-such-label' : '-1'
  }
  return row
}

const context: Context = { region: 'ID', year: 2020, gwp: 'AR5' }

/** What the exact evaluation would say of a row. */
const isRefused = (task: Task, row: readonly string[]): boolean =>
  problemsOf(task.method, place(task, (leaf) => row[leaf] as string) as never, task.context).length > 0

/** A task that can be given more rows. */
export interface Drawn extends Task {
  readonly draw: () => string[]
}

/** A task most of whose rows can be computed; other labels, and other inputs left out, until there is one. */
const taskOf = (
  method: AnyMethod,
  name: string,
  size: number,
  wanted: () => (node: Node) => boolean,
  rows: number,
  random: Random,
): Drawn => {
  for (let tries = 0; tries < 500; tries++) {
    const leaves = leavesOf(method, labelsFor(method, random, size), wanted())
    const draw = (): string[] => rowOf(method, leaves, random)
    const task = { name, method, context, leaves }
    const first = Array.from({ length: 20 }, draw)
    if (first.filter((row) => isRefused({ ...task, rows: [] }, row)).length > 8) continue
    return { ...task, draw, rows: [...first, ...Array.from({ length: Math.max(0, rows - first.length) }, draw)] }
  }
  throw new Error(`no labels were found with which ${method.id} can be computed (${name})`)
}

/**
 * Random tasks for a method: one of many rows with all inputs given and factors as they are looked up, and smaller ones
 * with other labels, optional inputs left out, and factors given.
 */
export const tasksFor = (method: AnyMethod, rows: number, seed = 1): Drawn[] => {
  const random = randomFrom(seed)
  const isFactor = (node: Node): boolean => node.kind === 'factor'
  const isFree = (node: Node & { readonly optional?: boolean; readonly default?: string }): boolean =>
    isFactor(node) || node.optional === true || node.default !== undefined
  const someOf = () => {
    const chosen = new Map<Node, boolean>()
    return (node: Node): boolean => {
      if (!isFree(node)) return true
      if (!chosen.has(node)) chosen.set(node, random() < 0.5)
      return chosen.get(node) as boolean
    }
  }
  const few = Math.ceil(rows / 10)
  return [
    taskOf(method, 'all inputs', 3, () => (node) => !isFactor(node), rows, random),
    taskOf(method, 'factors given', 2, () => () => true, few, random),
    ...[1, 2, 3].map((nth) => taskOf(method, `some inputs, ${nth}`, 1 + (nth % 3), someOf, few, random)),
  ]
}
