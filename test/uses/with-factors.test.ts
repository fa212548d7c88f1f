import { expect, test } from 'vitest'
import { readCases } from '../../scripts/validation.mjs'
import { evaluate, type StoredResult, withFactors } from '../../src'
import { flattenRow } from '../../src/data/factors'
import { compostingProgramme } from '../../src/sectors/measures'
import { composting } from '../../src/sectors/waste'

const stored = evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' }).toJSON() as StoredResult
const ch4 = stored.rows.find(({ id }) => id === 'ipcc-2006-v5-ef-ch4-composting-wet') as StoredResult['rows'][number]

test('another figure of a row changes what follows from it, and nothing else', () => {
  const differences = withFactors(stored, [{ ...ch4, value: '5' }])
  // 1200 t × 5 g/kg = 6 t CH4; 6 t × 28 = 168 t CO2e, and of N2O 1200 t × 0.24 g/kg × 265 = 76.32 t
  expect(differences).toEqual([
    { kind: 'factor', name: ch4.id, before: `4 ${ch4.unit}`, after: `5 ${ch4.unit}` },
    { kind: 'factor', name: 'ch4Factor', before: '4', after: '5' },
    expect.objectContaining({ kind: 'step', name: 'CH4 generated', before: '4.8', after: '6' }),
    expect.objectContaining({ kind: 'step', name: 'CH4 emissions', before: '4.8', after: '6' }),
    expect.objectContaining({ kind: 'step', before: '210.72', after: '244.32' }),
    expect.objectContaining({ kind: 'output', name: 'ch4', before: '4.8', after: '6' }),
    expect.objectContaining({ kind: 'output', name: 'co2e', before: '210.72', after: '244.32' }),
  ])
})

test('the same figures, or rows that are not used, change nothing', () => {
  expect(withFactors(stored, stored.rows)).toEqual([])
  expect(withFactors(stored, [{ ...ch4, id: 'another', value: '5' }])).toEqual([])
})

test('another unit of the same kind is converted; another kind is refused', () => {
  expect(withFactors(stored, [{ ...ch4, value: '0.004', unit: 'kg CH4 (biogenic)/kg waste (wet)' }])).toEqual([
    expect.objectContaining({ kind: 'factor', name: ch4.id }),
  ])
  expect(() => withFactors(stored, [{ ...ch4, unit: 'kg CH4 (biogenic)/TJ (NCV)' }])).toThrow(/another kind of unit/)
})

test('a recurrence within a measure: each step that follows, and the sum of it all', () => {
  const programme = compostingProgramme()
  const cases = readCases().filter(({ method }) => method === programme.id)
  const run = (context: object): StoredResult =>
    evaluate(programme, published?.inputs as never, context as never).toJSON() as StoredResult
  let published = cases[0]
  let doc: StoredResult['rows'][number] | undefined
  for (published of cases) {
    doc = run(published.context ?? {}).rows.find(({ parameter }) => parameter === 'DOC')
    if (doc) break
  }
  const held = run(published?.context ?? {})
  const half = { ...(doc as NonNullable<typeof doc>), value: String(Number(doc?.value) / 2) }
  // the printed bounds are not those of half the value
  const own = { ...flattenRow(half), id: 'half', status: 'project', lower: '', upper: '', bounds: '' }
  const after = run({ ...published?.context, factors: [own] })
  const differences = withFactors(held, [half])
  const outputs = differences.filter(({ kind }) => kind === 'output')
  expect(outputs.length).toBeGreaterThan(2)
  for (const { name, after: text } of outputs) {
    const { value } = after.outputs[name] as { value: unknown }
    expect([name, text]).toEqual([name, typeof value === 'string' ? value : JSON.stringify(value)])
  }
  for (const name of Object.keys(held.outputs).filter((each) => !outputs.some((other) => other.name === each)))
    expect([name, after.outputs[name]?.value]).toEqual([name, held.outputs[name]?.value])
})

test('what is no stored result is refused', () => {
  expect(() => withFactors({} as StoredResult, [])).toThrow(/not a stored result/)
})
