import { canonicalJson, digestOf } from '../../core/canonical'
import type { Remark } from '../../core/errors'
import { facts, type GraphJson, graphToJson, type Node } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { Decimal } from '../../core/quantity'
import type { FactorRow, FactorSource, FactorTable } from '../../data/factors'
import { gwpSource } from '../../data/gases'
import {
  type Axes,
  type Axis,
  type Declared,
  type Entry,
  type Evaluation,
  type NestedValue,
  nest,
  nestTexts,
  positionsOf,
  type Tensor,
  type Values,
} from '../evaluation'
import { library, schemaVersion } from './library'

/** What every figure of a stored result has. */
export interface StoredLeaf {
  readonly name: string
  readonly node: number
  readonly unit: string
  readonly over: readonly string[]
  readonly value: NestedValue
}

export interface StoredInput extends StoredLeaf {
  /** As it was given, cell by cell. */
  readonly given: NestedValue
}

export interface StoredFactor extends StoredLeaf {
  /** The id of the row behind each cell; null where the caller gave it. */
  readonly rows: NestedValue
  /** How each row was chosen. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
}

export interface StoredStep extends StoredLeaf {
  readonly equation: string
  readonly symbol?: string
}

/** A result as data: all that it was computed from, every named step, the graph, and a digest. */
export interface StoredResult {
  readonly schemaVersion: string
  /** What it was computed with, and the version of the factor tables. */
  readonly library: { readonly name: string; readonly version: string; readonly factors?: string }
  readonly method: Pick<AnyMethod, 'id' | 'title' | 'edition' | 'version' | 'source'>
  readonly context: Readonly<Record<string, string | number | boolean>>
  readonly labels: Readonly<Record<string, readonly string[]>>
  readonly graph: GraphJson
  readonly inputs: readonly StoredInput[]
  readonly factors: readonly StoredFactor[]
  readonly rows: readonly FactorRow[]
  /** The documents of the rows and of the method, once each; a result of an earlier form has none. */
  readonly sources?: readonly FactorSource[]
  readonly steps: readonly StoredStep[]
  readonly outputs: Readonly<
    Record<
      string,
      { readonly value: NestedValue; readonly unit: string; readonly role?: string; readonly derived?: boolean }
    >
  >
  readonly remarks: readonly Remark[]
  readonly digest: string
}

/** What was given for each cell: for one label before what holds for all. */
const givenText = (tensor: Tensor, declared: Declared, entries: readonly Entry[], axes: Axes): NestedValue => {
  const texts = new Map<number, string>()
  const whole = ({ labels }: Entry): boolean => !labels.includes(undefined)
  for (const entry of [...entries.filter(whole), ...entries.filter((each) => !whole(each))]) {
    for (const at of positionsOf(entry, declared, tensor.dims, axes)) if (!texts.has(at)) texts.set(at, entry.given)
  }
  return nestTexts(tensor.dims, axes, (position) => texts.get(position) ?? null)
}

/** What the caller gave of a factor, and no more: a cell that was looked up is held with the factors. */
const onlyGiven = (value: NestedValue, given: NestedValue): NestedValue => {
  if (value === null || typeof value === 'string') return given === null ? null : value
  return Object.fromEntries(
    Object.entries(value).map(([label, inner]) => [
      label,
      onlyGiven(inner, (given as Record<string, NestedValue>)[label] ?? null),
    ]),
  )
}

const contextOf = ({ context }: Evaluation): Record<string, string | number | boolean> => {
  const { region, year, gwp, partial, fiscalStart } = context
  const all = {
    region,
    year: year === undefined ? undefined : String(year),
    gwp,
    partial: partial || undefined,
    fiscalStart,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>
}

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) freeze(each)
  return Object.freeze(value)
}

interface WrittenGraph extends ReturnType<typeof graphToJson> {
  readonly digest: string
}

const written = new WeakMap<MethodGraph, Map<string, WrittenGraph>>()

/** The graph as JSON, with its digest: written once for each set of outputs, since it holds no labels and no figures. */
const writtenGraph = (graph: MethodGraph, shown: MethodGraph['outputs']): WrittenGraph => {
  const all = written.get(graph) ?? new Map<string, WrittenGraph>()
  written.set(graph, all)
  const key = shown.map(({ name }) => name).join()
  const before = all.get(key)
  if (before) return before
  const leaves = [...graph.leaves.values()].filter((node) => node.kind !== 'factor')
  const { json, indexOf } = graphToJson(Object.fromEntries(shown.map(({ name, node }) => [name, node])), leaves)
  const made = { json: freeze(json), indexOf, digest: digestOfGraph(json) }
  all.set(key, made)
  return made
}

/** Who wrote what, which edition, where it is and what may be done with it: without what was read of it. */
const entryOf = ({ read: _read, series: _series, ...entry }: FactorSource): FactorSource => entry

/**
 * The bibliography: an entry for each document that a row is from, and for those that the method and the methods that it
 * calls are from, where the method's tables are from it too.
 */
const sourcesOf = (
  { method, graph, bindings, own, context }: Evaluation,
  rows: readonly FactorRow[],
): readonly FactorSource[] => {
  const brought = [...bindings.values()].flatMap(({ node }) => node.within.tables as readonly FactorTable[])
  const cited = [method.source, ...graph.nodes.flatMap((node) => (node.kind === 'call' ? [node.source] : []))]
  const entries = new Map<string, FactorSource>()
  const add = (id: string, source: FactorSource | undefined): void => {
    if (source && !entries.has(id)) entries.set(id, entryOf(source))
  }
  const of = (id: string, tables: readonly FactorTable[]) => tables.find(({ source }) => source.id === id)?.source
  for (const { document } of cited) add(document, of(document, brought))
  const gwp = context.gwp === undefined ? undefined : gwpSource(context.gwp)
  for (const row of rows) {
    // rows of the project itself are from no document
    if (row.source !== 'project') add(row.source, gwp?.id === row.source ? gwp : of(row.source, [...own, ...brought]))
  }
  return [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Collects a result as data. */
export const storeResult = (
  evaluation: Evaluation,
  outputs: Readonly<Record<string, Values>>,
  remarks: readonly Remark[],
): StoredResult => {
  const { graph, axes, evaluator, method, inputs, bindings } = evaluation
  const shown = graph.outputs.filter(({ name }) => Object.hasOwn(outputs, name))
  const { json, indexOf, digest } = writtenGraph(graph, shown)
  const leaf = (name: string, node: Node, tensor: Tensor): StoredLeaf => ({
    name,
    node: indexOf(node) as number,
    unit: facts(node).type === 'quantity' ? facts(node).unit.text : '',
    over: tensor.dims,
    value: nest(tensor, axes),
  })
  const rows = new Map<string, FactorRow>()
  const storedFactors = [...bindings.values()]
    .filter(({ node }) => evaluator.computed(node) && indexOf(node) !== undefined)
    .sort((a, b) => (indexOf(a.node) as number) - (indexOf(b.node) as number))
    .map(({ node, tensor, choices }): StoredFactor => {
      const chosen: Record<string, readonly string[]> = {}
      for (const choice of choices) {
        if (!choice) continue
        rows.set(choice.row.id, choice.row)
        chosen[choice.row.id] = choice.steps
      }
      return {
        ...leaf(node.path, node, tensor),
        rows: nestTexts(tensor.dims, axes, (position) => choices[position]?.row.id ?? null),
        chosen,
      }
    })
  const sortedRows = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const stored = {
    schemaVersion,
    library,
    method: {
      id: method.id,
      title: method.title,
      edition: method.edition,
      version: method.version,
      source: method.source,
    },
    context: contextOf(evaluation),
    labels: Object.fromEntries([...axes.values()].map((axis: Axis) => [axis.name, axis.labels])),
    graph: json,
    inputs: [...inputs].map(([node, { declared, tensor, entries }]): StoredInput => {
      const held = leaf(node.kind === 'factor' ? node.path : declared.name, node, tensor)
      const given = givenText(tensor, declared, entries, axes)
      return { ...held, value: node.kind === 'factor' ? onlyGiven(held.value, given) : held.value, given }
    }),
    factors: storedFactors,
    rows: sortedRows,
    sources: sourcesOf(evaluation, sortedRows),
    steps: graph.nodes.flatMap((node): StoredStep[] => {
      const tensor = node.kind === 'named' && indexOf(node) !== undefined ? evaluator.computed(node) : undefined
      if (node.kind !== 'named' || !tensor) return []
      return [
        { ...leaf(node.title, node, tensor), equation: node.equation, ...(node.symbol ? { symbol: node.symbol } : {}) },
      ]
    }),
    outputs: Object.fromEntries(
      shown.map(({ name, role, derived }) => [
        name,
        { ...(outputs[name] as Values).toJSON(), ...(role ? { role } : {}), ...(derived ? { derived } : {}) },
      ]),
    ),
    remarks,
  }
  return { ...stored, digest: digestOfResult(stored, digest) }
}

const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/
const plainNumber = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/

/** Figures at 30 digits, so that the last rounding of a 40-digit calculation plays no part. */
const rounded = (text: string): string => {
  if (!number.test(text)) return text
  // short texts as decimal.js writes them stay as they are
  return text.length <= 20 && plainNumber.test(text) ? text : new Decimal(text).toSignificantDigits(30).toString()
}

const digestOfGraph = (json: GraphJson): string => digestOf(canonicalJson(json, rounded))

/** What the remarks are about, for the digest: the words of some tell how an input was written. */
export const subjectsOf = (remarks: readonly Remark[]): string[] =>
  remarks
    .filter(({ name }) => name !== 'unit.taken')
    .map(({ name, input = '' }) => `${name} ${input}`)
    .sort()

/**
 * The digest of a result: SHA-256 over its canonical JSON at 30 digits, in which the graph stands by its own SHA-256
 * and a remark by its name and input. The library's version and the way an input was written (`1200 t` or `1200000 kg`)
 * play no part.
 */
export const digestOfResult = (stored: Omit<StoredResult, 'digest'>, graph = digestOfGraph(stored.graph)): string => {
  const { library: _library, digest: _digest, inputs, remarks, ...rest } = stored as StoredResult
  const plain = inputs.map(({ given: _given, ...input }) => input)
  const parts = { ...rest, graph, inputs: plain, remarks: subjectsOf(remarks) }
  return `sha256:${digestOf(canonicalJson(parts, rounded))}`
}
