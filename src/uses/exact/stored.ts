import { canonicalJson, digestOf } from '../../core/canonical'
import type { Remark } from '../../core/errors'
import { facts, type GraphJson, graphToJson, type Node } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { Decimal, replaceSubstance, type Unit } from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import type { Entry } from './given'
import { library, schemaVersion } from './library'
import type { Evaluation } from './prepare'
import { type Axis, Failure, labelsAt, type Tensor } from './tensor'
import { type NestedValue, nest, type Values } from './values'

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
  readonly library: { readonly name: string; readonly version: string }
  readonly method: Pick<AnyMethod, 'id' | 'title' | 'edition' | 'version' | 'source'>
  readonly context: Readonly<Record<string, string | number | boolean>>
  readonly labels: Readonly<Record<string, readonly string[]>>
  readonly graph: GraphJson
  readonly inputs: readonly StoredInput[]
  readonly factors: readonly StoredFactor[]
  readonly rows: readonly FactorRow[]
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

/** CO2e names its set: `t CO2e (AR5)`. */
export const withSet = (unit: Unit, set: unknown): Unit =>
  typeof set === 'string' ? replaceSubstance(unit, 'CO2e', `CO2e (${set})`) : unit

const textTensor = (tensor: Tensor, text: (position: number) => string | undefined): Tensor => ({
  dims: tensor.dims,
  cells: tensor.cells.map(
    (_, position) => text(position) ?? new Failure({ code: 'input.missing', message: '', at: {} }),
  ),
})

const givenText = (
  tensor: Tensor,
  over: readonly string[],
  entries: readonly Entry[],
  evaluation: Evaluation,
): NestedValue => {
  const exact = new Map(entries.map((entry) => [JSON.stringify(entry.labels), entry]))
  const wide = entries.filter(({ labels }) => labels.includes(undefined))
  const text = (position: number): string | undefined => {
    const here = labelsAt(position, tensor.dims, evaluation.axes)
    const labels = over.map((name) => here[name] as string)
    const found =
      exact.get(JSON.stringify(labels)) ??
      wide.find((each) => each.labels.every((label, index) => label === undefined || label === labels[index]))
    return found?.given
  }
  return nest(textTensor(tensor, text), evaluation.axes)
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

/** Collects a result as data. */
export const storeResult = (
  evaluation: Evaluation,
  outputs: Readonly<Record<string, Values>>,
  remarks: readonly Remark[],
): StoredResult => {
  const { graph, axes, evaluator, method, inputs, bindings } = evaluation
  const shown = graph.outputs.filter(({ name }) => name in outputs)
  const leaves = [...graph.leaves.values()].filter((node) => node.kind !== 'factor')
  const { json, indexOf } = graphToJson(Object.fromEntries(shown.map(({ name, node }) => [name, node])), leaves)
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
        rows: nest(
          textTensor(tensor, (at) => choices[at]?.row.id),
          axes,
        ),
        chosen,
      }
    })
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
      const given = givenText(
        tensor,
        declared.over.map(({ name }) => name),
        entries,
        evaluation,
      )
      return { ...held, value: node.kind === 'factor' ? onlyGiven(held.value, given) : held.value, given }
    }),
    factors: storedFactors,
    rows: [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
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
  return { ...stored, digest: digestOfResult(stored, new Map([[json, graphText(graph, json)]])) }
}

const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/
const plainNumber = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/

/** Figures at 30 digits, so that the last rounding of a 40-digit calculation plays no part. */
const rounded = (text: string): string => {
  if (!number.test(text)) return text
  // short texts as decimal.js writes them stay as they are
  return text.length <= 20 && plainNumber.test(text) ? text : new Decimal(text).toSignificantDigits(30).toString()
}

const graphTexts = new WeakMap<MethodGraph, Map<string, string>>()

/** The graph as the digest reads it, written once for each set of outputs. */
const graphText = (graph: MethodGraph, json: GraphJson): string => {
  const texts = graphTexts.get(graph) ?? new Map<string, string>()
  graphTexts.set(graph, texts)
  const key = Object.keys(json.outputs).join()
  const text = texts.get(key) ?? canonicalJson(json, { text: rounded })
  texts.set(key, text)
  return text
}

/**
 * The digest of a result: SHA-256 over its canonical JSON at 30 digits. The library's version, the remarks and the way
 * an input was written (`1200 t` or `1200000 kg`) play no part. `known` holds parts whose JSON was written before.
 */
export const digestOfResult = (
  stored: Omit<StoredResult, 'digest'>,
  known: ReadonlyMap<object, string> = new Map(),
): string => {
  const { library: _library, remarks: _remarks, digest: _digest, inputs, ...rest } = stored as StoredResult
  const plain = inputs.map(({ given: _given, ...input }) => input)
  return `sha256:${digestOf(canonicalJson({ ...rest, inputs: plain }, { text: rounded, known }))}`
}
