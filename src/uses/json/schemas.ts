import { remarkNames } from '../../core/errors'
import type { JsonSchema } from './input-schema'
import { arrayOf, flag, kinds, object, type Part, recordOf, refer, text } from './kinds'
import { graphSchemaVersion } from './method'

/** The version of the stored form of a result; a test compares it with that of `citymrv/exact`. */
const resultSchemaVersion = '1'

const decimal = String.raw`^-?\d+(\.\d+)?(e[+-]?\d+)?$`

const nodes = Object.entries(kinds).map(([kind, fields]) => object({ kind: { const: kind }, ...fields }))

const shared: Readonly<Record<string, Part>> = {
  index: { type: 'integer', minimum: 0 },
  reference: object({ node: refer('index') }, { title: 'Another node, by its index; it comes before' }),
  decimal: { title: 'Decimal text in full precision', type: 'string', pattern: decimal },
  bound: { type: ['string', 'null'] },
  citation: object({ document: text, locator: text }),
  dimension: object({
    name: text,
    sort: { enum: ['set', 'ordered', 'time'] },
    substance: flag,
    'unit?': text,
    'index?': text,
  }),
  node: { oneOf: nodes },
  group: object({
    dim: refer('dimension'),
    states: arrayOf(
      object({
        name: text,
        inflow: refer('reference'),
        // a state that nothing refers to stands here itself
        state: { anyOf: [refer('reference'), refer('node')] },
        carried: refer('reference'),
        initial: refer('reference'),
      }),
    ),
  }),
  graph: object({
    nodes: arrayOf(refer('node')),
    groups: arrayOf(refer('group')),
    outputs: recordOf(refer('index')),
  }),
  role: { enum: ['baseline', 'project', 'leakage', 'benefit', 'reduction'] },
  method: object({ id: text, title: text, edition: text, version: text, source: refer('citation') }),
  row: object({
    id: text,
    parameter: text,
    value: text,
    'unit?': text,
    'lower?': text,
    'upper?': text,
    'bounds?': text,
    selectors: recordOf(text),
    'region?': text,
    'validFrom?': text,
    'validTo?': text,
    source: text,
    edition: text,
    'locator?': text,
    status: { enum: ['read', 'secondary', 'memory', 'measured', 'project'] },
    'title?': text,
    'notes?': text,
    'own?': { const: true },
  }),
}

const source = object({
  id: text,
  title: text,
  'publisher?': text,
  'year?': { type: ['integer', 'null'] },
  edition: text,
  'series?': text,
  'corrigenda?': { type: ['string', 'null'] },
  'url?': text,
  'licence?': text,
  'read?': text,
})

const draft = 'https://json-schema.org/draft/2020-12/schema'

/** The JSON Schema of a method as `methodToJson` writes it: shipped as `citymrv/schema/graph.json`. */
export const graphSchema = (): JsonSchema =>
  object(
    {
      schemaVersion: { const: graphSchemaVersion },
      method: refer('method'),
      graph: refer('graph'),
      leaves: recordOf(refer('index')),
      outputs: arrayOf(object({ name: text, 'role?': refer('role'), derived: flag })),
      structuralZeros: arrayOf(text),
      'co2eProblem?': text,
      tables: arrayOf(object({ table: text, source, 'rows?': arrayOf(refer('row')) })),
      scopes: arrayOf(object({ tables: arrayOf(refer('index')), admits: recordOf(arrayOf(text)) })),
      scopeOf: { type: 'object', propertyNames: { pattern: '^\\d+$' }, additionalProperties: refer('index') },
    },
    { $schema: draft, title: 'A method of citymrv as data', $defs: shared },
  )

const values: Part = {
  title: 'Text, or records keyed by label; null where there is no value',
  anyOf: [text, { type: 'null' }, recordOf(refer('values'))],
}

const figure = { name: text, node: refer('index'), unit: text, over: arrayOf(text), value: refer('values') }

/** The JSON Schema of a stored result, as `JSON.stringify` writes it: shipped as `citymrv/schema/result.json`. */
export const resultSchema = (): JsonSchema =>
  object(
    {
      schemaVersion: { const: resultSchemaVersion },
      library: object({ name: text, version: text, 'factors?': text }),
      method: refer('method'),
      context: object({
        'region?': text,
        'year?': text,
        'gwp?': text,
        'partial?': flag,
        'fiscalStart?': { type: 'integer', minimum: 1, maximum: 12 },
      }),
      labels: recordOf(arrayOf(text)),
      graph: refer('graph'),
      inputs: arrayOf(object({ ...figure, given: refer('values') })),
      factors: arrayOf(object({ ...figure, rows: refer('values'), chosen: recordOf(arrayOf(text)) })),
      rows: arrayOf(refer('row')),
      // of results that earlier versions wrote there is none
      'sources?': arrayOf(source),
      steps: arrayOf(object({ ...figure, equation: text, 'symbol?': text })),
      outputs: recordOf(
        object({ value: refer('values'), unit: text, 'role?': refer('role'), 'derived?': { const: true } }),
      ),
      remarks: arrayOf(object({ name: { enum: remarkNames }, text, 'input?': text })),
      digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
    },
    { $schema: draft, title: 'A result of citymrv as data', $defs: { ...shared, values } },
  )
