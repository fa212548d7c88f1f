import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Case, halfUnit, markdown, readCases, records, validate } from '../../scripts/validation.mjs'
import { methods } from '../../src/methods'
import { evaluate } from '../../src/uses/exact'

const library = { evaluate, methods }
const cases = readCases()
const report = validate(library, cases)
const folder = join(import.meta.dirname, '../cases/derive')

describe('the cases of test/cases', () => {
  test.each(report.map((each) => [each.case.id, each] as const))('%s', (_, { figures }) => {
    expect(figures.filter(({ ok }) => !ok)).toEqual([])
  })

  test('are as many as asked for: 60 or more, 5 or more a method that is not a mode of another', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60)
    const counts = new Map<string, number>()
    for (const { method } of cases) counts.set(method, (counts.get(method) ?? 0) + 1)
    for (const id of methods().keys())
      expect([id, counts.get(id) ?? 0]).toEqual([id, expect.toSatisfy((count: number) => count >= 5)])
  })

  test('state their kind, their source and, where they are independent, their script', () => {
    for (const each of cases) {
      expect(each.id.split('/')[0]).toBe(each.method)
      expect(['published', 'peer-computed', 'independent']).toContain(each.kind)
      expect(each.source.document).not.toBe('')
      expect(each.expected.length).toBeGreaterThan(0)
      expect(each.derive === undefined).toBe(each.kind !== 'independent')
      for (const { tolerance, printed } of each.expected) {
        if (tolerance) expect(tolerance.reason).not.toBe('')
        if (printed) expect(each.kind).not.toBe('independent')
      }
    }
  })

  test('are shown in docs/validation.md as they come out today', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/validation.md'), 'utf8')
    expect(page === markdown(report), 'run "npm run validation"').toBe(true)
  })
})

describe('the methods of the sectors', () => {
  const sectors = join(import.meta.dirname, '../../src/sectors')
  const written = readdirSync(sectors, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(sectors, file), 'utf8').matchAll(/^\s*id: '([a-z-]+\.[\w.-]+)',$/gm)])
    .map(([, id]) => id as string)

  test('are all listed: none is written and not exported', () => {
    const listed = [...methods().keys()].map((id) => id.split('?')[0])
    expect(written.length).toBeGreaterThan(5)
    expect(written.filter((id) => !listed.includes(id))).toEqual([])
  })
})

describe('a comparison that can say no', () => {
  const [one] = cases.filter(({ id }) => id === 'waste.composting/measured-factors') as [Case]
  const broken = (change: Partial<Case>) => records(validate(library, [{ ...one, ...change }]))
  const withValue = (value: string, more: object = {}) =>
    broken({ expected: [{ ...(one.expected[0] as Case['expected'][number]), value, ...more }] })[0]

  test('finds a changed figure in the ninth digit, and no difference below it', () => {
    expect(withValue('42.888675')?.ok).toBe(true)
    expect(withValue('42.8886751')?.ok).toBe(false)
    expect(withValue('42.88867500000001')?.ok).toBe(true)
  })

  test('takes half a unit of the last printed digit, edge included', () => {
    expect(withValue('42.9', { printed: true })?.ok).toBe(true)
    expect(withValue('42.8', { printed: true })?.ok).toBe(false)
    expect(withValue('42.88868', { printed: true })?.ok).toBe(true)
    expect(['190.5', '100', '1.2e2', '0.0561', '1.20'].map((text) => halfUnit(text).toString())).toEqual([
      '0.05',
      '0.5',
      '5',
      '0.00005',
      '0.005',
    ])
  })

  test('does not let anything pass where 0 is expected', () => {
    expect(withValue('0')?.ok).toBe(false)
    expect(
      broken({ inputs: { treated: '0' }, expected: [{ output: 'ch4', value: '0', unit: 't CH4 (biogenic)' }] })[0]?.ok,
    ).toBe(true)
  })

  test('counts a figure with a tolerance of its own, with the reason', () => {
    const figure = withValue('42.9', { tolerance: { relative: '0.001', reason: 'the source rounds in between' } })
    expect(figure).toMatchObject({ ok: true, tolerance: 'relative 0.001: the source rounds in between' })
    expect(withValue('43', { tolerance: { relative: '0.001', reason: 'as above' } })?.ok).toBe(false)
  })

  test('reports what cannot be computed as not ok, with the reason', () => {
    expect(broken({ inputs: {} })[0]).toMatchObject({
      ok: false,
      computed: null,
      error: expect.stringContaining('treated'),
    })
    expect(broken({ method: 'waste.nothing' })[0]).toMatchObject({
      ok: false,
      error: 'there is no method "waste.nothing"',
    })
    expect(broken({ expected: [{ output: 'ch5', value: '1', unit: 't CH4' }] })[0]?.error).toBe(
      'there is no output "ch5"',
    )
    expect(broken({ expected: [{ step: 'CH5', value: '1', unit: 't CH4' }] })[0]?.error).toBe(
      'there are 0 steps called "CH5"',
    )
    expect(broken({ expected: [{ output: 'ch4', value: '1', unit: 't CH4' }] })[0]?.error).toContain(
      'the basis differs',
    )
    expect(
      broken({ expected: [{ step: 'CH4 generated', value: '42.888675', unit: 'kg CH4 (biogenic)' }] })[0]?.error,
    ).toContain('the step is in')
  })

  test('refuses two cases of one id, and an id with a colon', () => {
    const place = mkdtempSync(join(tmpdir(), 'cases-'))
    writeFileSync(join(place, 'a.json'), JSON.stringify([one, one]))
    expect(() => readCases(place)).toThrow('stands twice')
    writeFileSync(join(place, 'a.json'), JSON.stringify([{ ...one, id: 'a:b' }]))
    expect(() => readCases(place)).toThrow('no colon')
    rmSync(place, { recursive: true })
  })
})

describe('the records of --json', () => {
  const all = records(report)

  test('name every figure once, after its case', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const { id } of all) expect(id).toMatch(/^[^:#]+(#[^:#]+)?$/)
    expect(all.find(({ id }) => id === 'waste.composting/co2e-ar5#co2e')).toEqual({
      id: 'waste.composting/co2e-ar5#co2e',
      method: 'waste.composting',
      kind: 'independent',
      source: expect.stringContaining('Ch 4'),
      expected: '4354.88',
      computed: '4354.88',
      ok: true,
      unit: 't CO2e',
      tolerance: 'relative 1e-9',
    })
  })
})

interface Derived {
  readonly expected?: unknown
  readonly inputs?: unknown
}

const run = (script: string, ...more: string[]): string =>
  execFileSync(process.execPath, [join(folder, script), ...more], { encoding: 'utf8', maxBuffer: 1e9 })

/** What a script prints: lines `EXPECTED id json` and `INPUTS id json`, or with --json one record of both by id. */
const derived = (script: string): ReadonlyMap<string, Derived> => {
  const found = new Map<string, Derived>()
  for (const [, kind, id, json] of run(script).matchAll(/^(EXPECTED|INPUTS) (\S+) (.*)$/gm)) {
    const key = kind === 'EXPECTED' ? 'expected' : 'inputs'
    found.set(id as string, { ...found.get(id as string), [key]: JSON.parse(json as string) })
  }
  return found.size > 0 ? found : new Map(Object.entries(JSON.parse(run(script, '--json')) as Record<string, Derived>))
}

describe('the scripts of test/cases/derive', () => {
  const scripts = [...new Set(cases.flatMap(({ derive }) => derive ?? []))].sort()

  test.each(scripts)('%s prints the figures and the inputs of its cases', (script) => {
    const printed = derived(script)
    for (const each of cases.filter(({ derive }) => derive === script)) {
      expect({ id: each.id, ...printed.get(each.id) }).toMatchObject({
        id: each.id,
        expected: each.expected,
        inputs: each.inputs,
      })
    }
    const ids = cases.filter(({ derive }) => derive === script).map(({ id }) => id)
    expect([...printed.keys()].sort()).toEqual(ids.sort())
  })

  test('use nothing but Node and each other', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8')
      for (const [, from] of text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"]+)['"]/g))
        expect([name, from]).toEqual([name, expect.stringMatching(/^(node:|\.\/_)/)])
    }
  })
})
