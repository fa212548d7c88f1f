import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import { describe, expect, it, test } from 'vitest'
import { readCases } from '../../scripts/validation.mjs'
import { MrvError } from '../../src'
import { cite, constant, input, method, named, one, previous, time } from '../../src/core'
import type { FactorTable } from '../../src/data/factors'
import { methodOf, methods } from '../../src/methods'
import { evaluate } from '../../src/uses/exact'
import { schemaVersion } from '../../src/uses/exact/library'
import {
  graphSchema,
  graphSchemaVersion,
  inputSchema,
  type MethodJson,
  methodFromJson,
  methodToJson,
  outputsOf,
  resultSchema,
} from '../../src/uses/json'

const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const cases = readCases()
const read = new Map([...methods()].map(([id, each]) => [id, methodFromJson(through(methodToJson(each)))]))
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allErrors: true })
const validMethod = ajv.compile(graphSchema())
const validResult = ajv.compile(resultSchema())
const why = (valid: typeof validMethod, data: unknown): string => (valid(data) ? '' : JSON.stringify(valid.errors?.[0]))

describe('a method read back from JSON', () => {
  it.each([...methods()])('is written in the same words: %s', (id, each) => {
    const back = read.get(id) as ReturnType<typeof methodFromJson>
    const json = methodToJson(each)
    expect(through(methodToJson(back))).toEqual(through(json))
    expect(back.inputs).toEqual(each.inputs)
    expect(inputSchema(back)).toEqual(inputSchema(each))
    expect([...outputsOf(back)].map(([name, { unit, over, role }]) => [name, unit, over, role])).toEqual(
      [...outputsOf(each)].map(([name, { unit, over, role }]) => [name, unit, over, role]),
    )
  })

  it.each(cases.map((each) => [each.id, each] as const))('gives the same result, digest and all: %s', (_, each) => {
    const { inputs, context = {} } = each
    for (const more of [{}, { gwp: 'AR5' }]) {
      const before = evaluate(methodOf(each.method) as never, inputs as never, { ...context, ...more })
      const after = evaluate(read.get(each.method) as never, inputs as never, { ...context, ...more })
      expect(JSON.stringify(after)).toBe(JSON.stringify(before))
    }
  })

  test('takes its tables from outside where they were left out', () => {
    const composting = methodOf('waste.composting')
    const json = through(methodToJson(composting, { tables: 'named' }))
    expect(JSON.stringify(json).length).toBeLessThan(JSON.stringify(methodToJson(composting)).length / 2)
    const back = methodFromJson(json, composting.factors as readonly FactorTable[])
    expect(evaluate(back, { treated: '1200 t' } as never).outputs.ch4?.value).toBe('4.8')
    expect(() => methodFromJson(json)).toThrow(
      expect.objectContaining({
        code: 'factor.missing',
        problems: [expect.objectContaining({ expected: expect.stringContaining('table-4.1') })],
      }),
    )
  })

  test('is not called inside other equations', () => {
    expect(() => (read.get('waste.composting') as (given: unknown) => unknown)({})).toThrow('read from JSON')
  })

  test('keeps a method of one’s own', () => {
    const year = time('year')
    const own = method({
      id: 'own.stock',
      title: 'What is left',
      source: cite('own', 'p 1'),
      edition: '1',
      inputs: { sold: input('t CO2', { over: [year], range: [0, null] }) },
      equations: ({ sold }) => ({
        co2: named(
          'Left',
          'Eq 1',
          sold.plus(previous(year, sold, { initial: '0 t CO2' }).times(one.minus(constant('0.1')))),
        ),
      }),
    })
    const back = methodFromJson(through(methodToJson(own)))
    const result = evaluate(back, { sold: { from: 2020, values: [1, 2] } } as never)
    // 2020: 1 + 0 · 0.9; 2021: 2 + 1 · 0.9
    expect(result.outputs.co2?.toJSON().value).toEqual({ 2020: '1', 2021: '2.9' })
  })
})

describe('data that are no method', () => {
  const good = (): Record<string, never> & MethodJson =>
    through(methodToJson(methodOf('waste.solid-waste-disposal'))) as never
  const broken: readonly (readonly [string, (json: ReturnType<typeof good>) => unknown, string])[] = [
    ['nothing', () => null, 'result.invalid'],
    ['a text', () => 'method', 'result.invalid'],
    ['a field left out', ({ scopes: _, ...json }) => json, 'result.invalid'],
    ['another version', (json) => ({ ...json, schemaVersion: '9' }), 'result.invalid'],
    ['an unknown kind', (json) => withNode(json, (node) => ({ ...node, kind: 'cube' })), 'result.invalid'],
    [
      'a node that comes later',
      (json) => withNode(json, (node) => ({ ...node, kind: 'exp', of: { node: 999 } })),
      'result.invalid',
    ],
    ['a node without its parts', (json) => withNode(json, () => ({ kind: 'add' }) as never), 'result.invalid'],
    ['an output without a node', (json) => ({ ...json, outputs: [{ name: 'n', derived: false }] }), 'result.invalid'],
    ['a table that is not there', (json) => ({ ...json, scopes: [{ tables: [99], admits: {} }] }), 'result.invalid'],
    [
      'a unit that is none',
      (json) => withNode(json, (node) => ({ ...node, kind: 'constant', value: '1', unit: 'zorkmid' })),
      'unit.unknown',
    ],
  ]
  const withNode = (json: MethodJson, change: (node: MethodJson['graph']['nodes'][number]) => object): unknown => {
    const last = json.graph.nodes.length - 1
    return {
      ...json,
      graph: { ...json.graph, nodes: json.graph.nodes.map((node, at) => (at === last ? change(node) : node)) },
    }
  }

  it.each(broken)('are refused with what is wrong: %s', (_, change, code) => {
    const data = change(good())
    let thrown: unknown
    try {
      methodFromJson(data as never)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(MrvError)
    expect((thrown as MrvError).code).toBe(code)
  })
})

describe('the published schemas', () => {
  it.each(['graph', 'result'] as const)('are those of today: schema/%s.json; else run `npm run schema`', (name) => {
    const shipped = JSON.parse(readFileSync(`schema/${name}.json`, 'utf8')) as object
    expect(shipped).toEqual(through(name === 'graph' ? graphSchema() : resultSchema()))
  })

  test('name the versions that are written', () => {
    expect(methodToJson(methodOf('waste.composting')).schemaVersion).toBe(graphSchemaVersion)
    expect((resultSchema().properties as Record<string, unknown>).schemaVersion).toEqual({ const: schemaVersion })
  })

  it.each([...methods()])('accept every method: %s', (_, each) => {
    expect(why(validMethod, through(methodToJson(each)))).toBe('')
    expect(why(validMethod, through(methodToJson(each, { tables: 'named' })))).toBe('')
  })

  test('accept the result of every case', () => {
    for (const { id, method: name, inputs, context } of cases) {
      const result = evaluate(methodOf(name) as never, inputs as never, { gwp: 'AR5', ...context })
      expect(why(validResult, through(result)), id).toBe('')
    }
  })

  const result = () =>
    through(
      evaluate(methodOf('waste.composting') as never, { treated: '1 t' } as never, {
        gwp: 'AR5',
        region: 'ID',
      }).toJSON(),
    ) as never as Record<string, never>
  it.each([
    ['a number for decimal text', { outputs: { ch4: { value: 4.8, unit: 't CH4' } } }],
    ['a digest of another form', { digest: 'md5:1' }],
    ['a field that is not there', { colour: 'red' }],
    ['another version', { schemaVersion: '2' }],
    ['an unknown kind of node', { graph: { nodes: [{ kind: 'cube' }], groups: [], outputs: {} } }],
    [
      'a node with a field of another',
      { graph: { nodes: [{ kind: 'exp', of: { node: 0 }, by: 1 }], groups: [], outputs: {} } },
    ],
  ])('refuse a result with %s', (_, change) => {
    expect(why(validResult, result())).toBe('')
    expect(why(validResult, { ...result(), ...change })).not.toBe('')
  })
})
