import { type CategoryNode, type Dimension, type FactorNode, facts, type InputNode, type Node } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { isAmount, parseUnit } from '../../core/quantity'

/** A JSON Schema (draft 2020-12), or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown }

type LeafNode = InputNode | FactorNode | CategoryNode

const number = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`

/** Parts that every schema uses; a value with its unit is written as text or as two fields. */
const definitions = {
  text: {
    title: 'Decimal text, with a unit or without, or a notation key',
    type: 'string',
    pattern: String.raw`^\s*(${number}(\s*(1\/|[^\s\d.,]).*)?|NO|NA|NE|IE|C)\s*$`,
    examples: ['1200.5', '1200 t', 'NO'],
  },
  quantity: {
    title: 'Value and unit apart',
    type: 'object',
    properties: { value: { type: 'string', pattern: `^${number}$` }, unit: { type: 'string', minLength: 1 } },
    required: ['value', 'unit'],
    additionalProperties: false,
  },
  label: {
    type: 'string',
    minLength: 1,
    pattern: String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$`,
    not: { enum: ['__proto__', 'constructor', 'prototype'] },
  },
} as const

const refer = (name: keyof typeof definitions): JsonSchema => ({ $ref: `#/$defs/${name}` })

const isCategory = (node: LeafNode): node is CategoryNode | (FactorNode & { labels: readonly string[] }) =>
  node.kind === 'category' || (node.kind === 'factor' && node.labels !== undefined)

/** One value without labels. A bare number is in the declared unit, so the declared range holds for it. */
const scalars = (node: LeafNode): readonly JsonSchema[] => {
  if (isCategory(node)) return [{ enum: node.labels }]
  const [low, high] = (node as InputNode | FactorNode).range ?? [null, null]
  const range = {
    ...(low === null ? {} : { minimum: Number(low) }),
    ...(high === null ? {} : { maximum: Number(high) }),
  }
  return [{ type: 'number', ...range }, refer('text'), refer('quantity'), { type: 'null' }]
}

/** An amount is needed for each label; all else may be given once for all. */
const mayBroadcast = (node: LeafNode): boolean => isCategory(node) || !isAmount(parseUnit(node.unit))

/** Every way of writing values over the dimensions: once for all, as a run along an order, keyed by label. */
const valuesOver = (node: LeafNode, dims: readonly Dimension[]): JsonSchema => {
  const [first, ...rest] = dims
  if (!first) return { anyOf: scalars(node) }
  const ways = mayBroadcast(node) ? [...scalars(node)] : []
  const along = dims.findIndex(({ sort }) => sort !== 'set')
  if (along === 0 || (along > 0 && mayBroadcast(node))) {
    const next = valuesOver(node, dims.slice(along + 1))
    ways.push({
      title: `A run of values by ${dims[along]?.name}, from one on`,
      type: 'object',
      properties: { from: { type: ['string', 'number'] }, values: { type: 'array', items: next } },
      required: ['from', 'values'],
      additionalProperties: false,
    })
  }
  ways.push({
    title: `Values keyed by ${first.name}`,
    type: 'object',
    propertyNames: refer('label'),
    additionalProperties: valuesOver(node, rest),
  })
  return { anyOf: ways }
}

/** A table: one record a value, with a label for each dimension. */
const tidyRows = (node: LeafNode): JsonSchema => {
  const { over } = node
  const labels = Object.fromEntries(over.map(({ name }) => [name, { type: ['string', 'number'] }]))
  const value = isCategory(node) ? { enum: node.labels } : { type: ['string', 'number'] }
  return {
    title: 'Rows of a table',
    type: 'array',
    items: {
      type: 'object',
      properties: { ...labels, value, unit: { type: 'string' } },
      required: mayBroadcast(node) ? ['value'] : [...Object.keys(labels), 'value'],
      additionalProperties: false,
    },
  }
}

/** Values over some of the dimensions, named, in another order than declared. */
const overSome = (node: LeafNode): JsonSchema => ({
  title: 'Values over the dimensions that are named',
  type: 'object',
  properties: {
    over: {
      type: 'array',
      items: { enum: node.over.map(({ name }) => name) },
      uniqueItems: true,
      ...(mayBroadcast(node) ? {} : { minItems: node.over.length }),
    },
    values: {},
  },
  required: ['over', 'values'],
  additionalProperties: false,
})

const describe = (node: LeafNode): string => {
  const over = node.over.length > 0 ? `over ${node.over.map(({ name }) => name).join(' × ')}` : ''
  const unit = isCategory(node) ? 'one of the labels' : node.unit === '1' ? 'a pure number' : `in ${node.unit}`
  const origin = node.kind === 'factor' ? 'looked up where it is not given' : ''
  return [unit, over, origin].filter(Boolean).join('; ')
}

const portSchema = (node: LeafNode): JsonSchema => {
  const symbol = node.symbol && node.symbol !== node.title ? ` (${node.symbol})` : ''
  const plain = valuesOver(node, node.over) as { anyOf: readonly JsonSchema[] }
  const more = node.over.length > 0 ? [tidyRows(node), overSome(node)] : [tidyRows(node)]
  const fallback = node.kind === 'factor' ? undefined : node.default
  return {
    title: `${node.title ?? node.name}${symbol}`,
    description: describe(node),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [...plain.anyOf, ...more],
  }
}

/** What a caller may give to a method, by name: its own inputs and factors, and those of the methods inside it. */
export const portsOf = (method: AnyMethod): ReadonlyMap<string, { node: LeafNode; required: boolean }> => {
  const graph = method.graph()
  const ports = new Map<string, { node: LeafNode; required: boolean }>()
  for (const [name, node] of graph.leaves) {
    const leaf = node as LeafNode
    ports.set(name, {
      node: leaf,
      required: leaf.kind !== 'factor' && leaf.default === undefined && leaf.optional !== true,
    })
  }
  // the GWP set is named in the context, not given figure by figure
  for (const node of graph.factors)
    if (node.parameter !== 'GWP' && !ports.has(node.path)) ports.set(node.path, { node, required: false })
  return ports
}

/** The outputs of a method by name: unit, dimensions, role, and whether it is derived (a reduction, CO2e). */
export const outputsOf = (
  method: AnyMethod,
): ReadonlyMap<string, { node: Node; unit: string; over: readonly string[]; role: string | null; derived: boolean }> =>
  new Map(
    method.graph().outputs.map(({ name, node, role, derived }) => {
      const { unit, dims } = facts(node)
      return [name, { node, unit: unit.text, over: dims.map((dim) => dim.name), role: role ?? null, derived }] as const
    }),
  )

/**
 * The JSON Schema of a method's inputs, from which a platform can draw a form. It accepts every way of writing a value
 * that `evaluate` reads from JSON: numbers, decimal text, `'1200 t'`, `{ value, unit }`, records keyed by label, runs
 * `{ from, values }`, rows of a table. What needs the units' meaning or all values at once (whether a unit fits, whether
 * shares add up, whether a label is missing) is left to `evaluate`.
 */
export const inputSchema = (method: AnyMethod): JsonSchema => {
  const ports = portsOf(method)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.title,
    description: `Inputs of ${method.id} (edition ${method.edition}, version ${method.version})`,
    type: 'object',
    properties: Object.fromEntries([...ports].map(([name, { node }]) => [name, portSchema(node)])),
    required: [...ports].filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false,
    $defs: definitions,
  }
}
