import type { Kind } from '../../core/graph'

/** A part of a JSON Schema. */
export type Part = { readonly [keyword: string]: unknown }

export const refer = (name: string): Part => ({ $ref: `#/$defs/${name}` })

export const text: Part = { type: 'string' }
export const flag: Part = { type: 'boolean' }
export const arrayOf = (items: Part): Part => ({ type: 'array', items })
export const recordOf = (values: Part): Part => ({ type: 'object', additionalProperties: values })

/** An object of these fields and no others; a name with `?` may be left out. */
export const object = (fields: Readonly<Record<string, Part>>, more: Part = {}): Part => ({
  ...more,
  type: 'object',
  properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name.replace('?', ''), field])),
  required: Object.keys(fields).filter((name) => !name.endsWith('?')),
  additionalProperties: false,
})

const node = refer('reference')
const dim = refer('dimension')
const over = arrayOf(dim)
const bounds: Part = { type: 'array', prefixItems: [refer('bound'), refer('bound')], items: false, minItems: 2 }
const leaf = { name: text, 'symbol?': text, 'title?': text }
const unary = { of: node }
const binary = { a: node, b: node }

/** The fields of each kind of node, as they stand in JSON. A new kind does not compile until it has its fields. */
export const kinds: { readonly [K in Kind]: Readonly<Record<string, Part>> } = {
  input: {
    ...leaf,
    unit: text,
    over,
    flow: { enum: ['flow', 'stock', 'intensity'] },
    'range?': bounds,
    'sumsTo?': object({ total: refer('decimal'), over: text }),
    'default?': text,
    'optional?': flag,
  },
  factor: {
    ...leaf,
    path: text,
    unit: text,
    over,
    parameter: text,
    query: recordOf(text),
    by: recordOf(node),
    labelled: arrayOf(text),
    'range?': bounds,
    'labels?': arrayOf(text),
  },
  category: { ...leaf, labels: arrayOf(text), over, 'default?': text, 'optional?': flag },
  constant: { value: text, unit: text, 'title?': text },
  label: { label: text, labels: arrayOf(text) },
  add: binary,
  subtract: binary,
  multiply: binary,
  divide: binary,
  power: { ...unary, exponent: node },
  exp: unary,
  ln: unary,
  abs: unary,
  min: binary,
  max: binary,
  compare: { operator: { enum: ['<', '<=', '=', '>=', '>'] }, ...binary },
  is: { ...unary, label: text },
  and: binary,
  not: unary,
  choose: { condition: node, then: node, otherwise: node },
  lookup: { category: node, cases: recordOf(node) },
  sum: { ...unary, dim },
  group: { ...unary, dim, to: dim, by: { anyOf: [{ const: 'calendar' }, node, recordOf(text)] } },
  rename: { ...unary, from: dim, to: dim },
  at: { ...unary, dim, label: text },
  coordinate: { dim },
  step: { dim },
  shift: { ...unary, dim, by: { type: 'integer' }, initial: node, keepLast: flag },
  state: { dim, like: node, name: text },
  recurrence: { group: object({ group: refer('index') }), name: text },
  interpolate: { ...unary, dim, at: node },
  named: { ...unary, title: text, equation: text, 'symbol?': text, 'unit?': text },
  check: { ...unary, condition: node, text },
  argument: { ...unary, input: object(leaf), over },
  call: { ...unary, method: text, path: text, source: refer('citation') },
}
