import type { FactorNode, Node } from '../../src/core/graph'
import type { AnyMethod } from '../../src/core/method'
import type { FactorTable } from '../../src/data/factors'
import { gwpSet } from '../../src/data/gases'
import { type Context, declaredOf } from '../../src/uses/evaluation'
import { expectedRow } from './reference'
import type { Leaf, Task } from './task'

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

/** How the values of a row are drawn: at their bounds now and then, and whether what is small as a rule is large. */
interface Manner {
  readonly atBounds: boolean
  readonly turned: boolean
}

/** A value within a range; what has a default is as a rule small beside what has none. */
const between = (random: Random, [low, high]: readonly (string | null)[], minor: boolean, manner: Manner): string => {
  const chance = manner.atBounds ? random() : 1
  if (typeof low === 'string' && chance < 0.06) return low
  if (typeof high === 'string' && chance < 0.12) return high
  if (typeof low === 'string' && typeof high === 'string')
    return text(Number(low) + random() * (Number(high) - Number(low)))
  return text(10 ** (random() * 3 + (minor && !manner.turned ? -3 : 1)))
}

/** Shares of a thousand, which add up exactly. */
const shares = (random: Random, count: number): string[] => {
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random() * 1001)).sort((a, b) => a - b)
  return [...cuts, 1000].map((cut, index) => String((cut - (cuts[index - 1] ?? 0)) / 1000))
}

/** One row, each leaf in its range or among its choices, shares adding up. */
const rowOf = (method: AnyMethod, leaves: readonly Leaf[], random: Random): string[] => {
  const graph = method.graph()
  // many values at their bounds at once would mostly be refused: a quarter of the rows has such
  const manner = { atBounds: random() < 0.25, turned: random() < 0.1 }
  const row = leaves.map(({ input, choices }) => {
    if (choices) return pick(random, choices)
    const node = graph.leaves.get(input) as Node & { readonly default?: string }
    return between(random, declaredOf(node).range ?? [null, null], node.default !== undefined, manner)
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
  return row
}

/** A row with a value that mostly must be refused: no label, or far below 0. */
const spoil = (row: readonly string[], leaves: readonly Leaf[], random: Random): string[] => {
  const at = Math.floor(random() * row.length)
  return row.map((value, index) => (index !== at ? value : leaves[at]?.choices ? 'no-such-label' : '-1000000'))
}

/** Accepted row with some of its inputs drawn anew, for a method in which most of what is drawn at once is refused. */
const changed = (
  accepted: readonly (readonly string[])[],
  leaves: readonly Leaf[],
  drawnLike: (at: number) => string[],
  random: Random,
): string[] => {
  const at = Math.floor(random() * accepted.length)
  const fresh = drawnLike(at)
  const isKept = new Map(leaves.map(({ input }) => [input, random() < 0.75]))
  return fresh.map((value, leaf) => (isKept.get(leaves[leaf]?.input ?? '') ? (accepted[at]?.[leaf] as string) : value))
}

const context: Context = { region: 'ID', year: 2020, gwp: 'AR5' }

/** A task that can be given more rows. */
export interface Drawn extends Task {
  readonly draw: () => string[]
  /** How many rows were drawn to be accepted, and how many of them the exact evaluation refuses. */
  readonly draws: { drawn: number; rejected: number }
}

/** Leaves whose choices are those that the exact evaluation accepts beside the values of a row that it accepts. */
const withGoodChoices = (shape: Task, base: readonly string[]): Leaf[] =>
  shape.leaves.map((leaf, at) => {
    if (!leaf.choices) return leaf
    const isGood = (label: string): boolean =>
      expectedRow(
        shape,
        base.map((value, index) => (index === at ? label : value)),
      ) !== undefined
    return { ...leaf, choices: leaf.choices.filter(isGood) }
  })

/**
 * A task most of whose rows can be computed; other labels, and other inputs left out, until there is one. On purpose the
 * first row and 3 % of the others are spoilt, and in 3 % choices meet that have no factor together. Of the others, every second that is
 * refused stays, so that each reason for it is met, and a row is drawn in place of the rest.
 */
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
    const task = { name, method, context, leaves, rows: [] }
    const isRefused = (row: readonly string[]): boolean => expectedRow(task, row) === undefined
    const tried = Array.from({ length: 20 }, () => rowOf(method, leaves, random))
    const accepted = tried.filter((row) => !isRefused(row))
    const good = accepted.map((row) => withGoodChoices(task, row))
    if (good.length === 0) continue
    const likeOneOf = (at: number): string[] => rowOf(method, good[at] as Leaf[], random)
    const anew = (): string[] => likeOneOf(Math.floor(random() * good.length))
    const isStrict = Array.from({ length: 20 }, anew).filter(isRefused).length > 2
    const rowLike = () => (isStrict && random() < 0.5 ? changed(accepted, leaves, likeOneOf, random) : anew())
    if (Array.from({ length: 20 }, rowLike).filter(isRefused).length > 8) continue
    const draws = { drawn: 0, rejected: 0 }
    const draw = (): string[] => {
      const chance = random()
      if (chance < 0.03) return spoil(rowLike(), leaves, random)
      if (chance < 0.06) return rowOf(method, leaves, random)
      for (;;) {
        const row = rowLike()
        draws.drawn += 1
        if (!isRefused(row)) return row
        draws.rejected += 1
        if (draws.rejected % 2 === 1) return row
      }
    }
    const first = spoil(rowLike(), leaves, random)
    return { ...task, draw, draws, rows: [first, ...Array.from({ length: Math.max(20, rows) - 1 }, draw)] }
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
