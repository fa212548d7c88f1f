import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { methodOf, methods } from '../../src/methods'
import { evaluate } from '../../src/uses/exact'
import { graphFromJson, graphToJson, inputSchema, outputsOf, portsOf } from '../../src/uses/json'

interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
}

const folder = new URL('../cases/', import.meta.url)
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])

const compiled = new Map<string, ReturnType<Ajv2020['compile']>>()
const checks = (id: string) => {
  const known =
    compiled.get(id) ??
    new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(inputSchema(methodOf(id)))
  compiled.set(id, known)
  return (inputs: unknown): string => (known(inputs) ? '' : JSON.stringify(known.errors))
}

describe('the JSON Schema of a method’s inputs', () => {
  it.each([...methods()])('is a valid schema with a property for every port: %s', (id, method) => {
    expect(() => checks(id)).not.toThrow()
    expect(Object.keys(inputSchema(method).properties as object)).toEqual([...portsOf(method).keys()])
  })

  it('accepts the inputs of every case', () => {
    expect(cases.length).toBeGreaterThan(60)
    for (const { id, method, inputs } of cases) expect(checks(method)(inputs), id).toBe('')
  })

  it.each([
    ['a number', { treated: 1200 }],
    ['decimal text', { treated: '1200.50' }],
    ['text with a unit', { treated: '1200 t' }],
    ['text with a unit that starts with 1', { treated: '1e3 t waste (wet)' }],
    ['value and unit apart', { treated: { value: '1200', unit: 'kg waste (wet)' } }],
    ['a notation key', { treated: '1 t', recovered: 'NO' }],
    ['rows of a table', { treated: [{ value: '1200', unit: 't' }] }],
    ['a factor of one’s own', { treated: '1 t', ch4Factor: '4 g CH4/kg' }],
  ])('accepts for a single value %s, as evaluate does', (_, inputs) => {
    expect(checks('waste.composting')(inputs)).toBe('')
    expect(() => evaluate(methodOf('waste.composting') as never, inputs as never)).not.toThrow()
  })

  const landfill = { climate: 'tropical-moist-wet', site: 'managed-anaerobic' }
  it.each([
    ['records keyed by label', { deposited: { food: { 2010: '1', 2011: 2 } }, ...landfill }],
    ['a run of years', { deposited: { food: { from: 2010, values: ['1 t', 2] } }, ...landfill }],
    [
      'rows of a table',
      {
        deposited: [
          { wasteType: 'food', year: 2010, value: 1 },
          { wasteType: 'food', year: '2011', value: '2', unit: 't' },
        ],
        ...landfill,
      },
    ],
    [
      'named dimensions in another order',
      { deposited: { over: ['year', 'wasteType'], values: { 2010: { food: 1 }, 2011: { food: 2 } } }, ...landfill },
    ],
    [
      'a category by year',
      {
        deposited: { food: { 2010: 1 } },
        climate: 'tropical-moist-wet',
        site: { from: 2010, values: ['unmanaged-deep'] },
      },
    ],
    [
      'one value of a factor for all labels',
      { deposited: { food: { 2010: 1 } }, ...landfill, doc: 0.15, k: '0.4 1/yr', mcf: { from: 2010, values: [0.8] } },
    ],
  ])('accepts over dimensions %s, as evaluate does', (_, inputs) => {
    expect(checks('waste.solid-waste-disposal')(inputs)).toBe('')
    expect(() => evaluate(methodOf('waste.solid-waste-disposal') as never, inputs as never)).not.toThrow()
  })

  it.each([
    ['an unknown input', 'waste.composting', { treated: 1, treatd: 2 }],
    ['a missing input', 'waste.composting', { recovered: 1 }],
    ['text for a number', 'waste.composting', { treated: 'much' }],
    ['a thousands separator', 'waste.composting', { treated: '1,200 t' }],
    ['a truth value', 'waste.composting', { treated: true }],
    ['a bare number below the range', 'waste.composting', { treated: -1 }],
    ['labels where there are none', 'waste.composting', { treated: { food: 1 } }],
    ['one amount for all labels', 'waste.solid-waste-disposal', { deposited: 1, ...landfill }],
    [
      'an unknown label of a category',
      'waste.solid-waste-disposal',
      { deposited: { food: { 2010: 1 } }, ...landfill, climate: 'warm' },
    ],
    [
      'a prototype key',
      'waste.solid-waste-disposal',
      { deposited: JSON.parse('{"__proto__":{"2010":1}}'), ...landfill },
    ],
  ])('refuses %s, as evaluate does', (_, id, inputs) => {
    expect(checks(id)(inputs)).not.toBe('')
    expect(() => evaluate(methodOf(id) as never, inputs as never)).toThrow()
  })

  it('says what is needed for a form: title, unit, dimensions, default', () => {
    const schema = inputSchema(methodOf('waste.composting')) as {
      properties: Record<string, Record<string, unknown>>
      required: string[]
    }
    expect(schema.required).toEqual(['treated'])
    expect(schema.properties.treated).toMatchObject({
      title: expect.stringContaining('composted'),
      description: 'in t waste (wet)',
    })
    expect(schema.properties.recovered).toMatchObject({ default: '0' })
    expect(schema.properties.ch4Factor?.description).toContain('looked up')
  })
})

describe('the doors of a method', () => {
  it('lists inner factors by path, and no GWP', () => {
    const ports = [...portsOf(methodOf('measures.composting-programme')).keys()]
    expect(ports).toContain('landfill/doc')
    expect(ports.filter((name) => name.startsWith('gwp/'))).toEqual([])
  })

  it('lists derived outputs with their role', () => {
    const outputs = outputsOf(methodOf('measures.composting-programme'))
    expect(outputs.get('reduction.ch4')).toMatchObject({ role: 'reduction', derived: true, over: ['year'] })
    expect(outputs.get('baseline.ch4')).toMatchObject({ role: 'baseline', derived: false, unit: 't CH4 (biogenic)' })
  })
})

describe('a graph as JSON', () => {
  it.each([...methods()])('comes back the same: %s', (_, method) => {
    const outputs = Object.fromEntries(method.graph().outputs.map(({ name, node }) => [name, node]))
    const { json } = graphToJson(outputs)
    const back = graphFromJson(JSON.parse(JSON.stringify(json)))
    expect(graphToJson(back.outputs).json).toEqual(json)
  })
})
