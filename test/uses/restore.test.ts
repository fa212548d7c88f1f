import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { methodOf } from '../../src/methods'
import { evaluate, explain, explainHtml, explainText, explainTree, readResult, restore } from '../../src/uses/exact'

interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

const folder = new URL('../cases/', import.meta.url)
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])
  .filter((_, index) => index % 3 === 0)

// a measure: outputs by role, inner methods, benefits that are left out
const measure: Case = {
  id: 'measure',
  method: 'measures.composting-programme',
  inputs: {
    composted: {
      'site-1': { food: { from: 2020, values: ['100 t', 200, '0'] }, garden: { 2021: 5, 2020: 4, 2022: 3 } },
    },
    climate: 'tropical-moist-wet',
    landfill: { from: 2020, values: ['unmanaged-deep', 'managed-anaerobic', 'managed-anaerobic'] },
    tippingFee: 2.5,
    'landfill/k': { food: 0.3, garden: '0.2 1/yr' },
  },
}

describe('a stored result read back', () => {
  it('is tried with many cases', () => expect(cases.length).toBeGreaterThan(30))

  it.each([...cases, measure].map((each) => [each.id, each] as const))(
    'explains itself in the same words as when it was computed: %s',
    (_, { method, inputs, context }) => {
      const result = evaluate(methodOf(method) as never, inputs as never, { gwp: 'AR5', ...context } as never)
      const stored = readResult(JSON.stringify(result))
      expect(explainText(explainTree(restore(stored)))).toBe(explain(result))
      expect(explainHtml(restore(stored))).toBe(explainHtml(result.evaluation))
    },
  )
})
