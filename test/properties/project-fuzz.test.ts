import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultKinds } from './project-faults'
import { counts, planArbitrary, runPlan } from './project-fuzz'

const runs = 2_200

describe('project files', () => {
  it('are understood however they are written, and refused for what is wrong with them', () => {
    // a failing run prints its seed and path: give both here to see it again
    fc.assert(fc.property(planArbitrary, runPlan), { numRuns: runs, seed: 20240401 })
    const of = (name: string): number => counts.get(name) ?? 0
    expect((of('valid') + of('re-written')) / runs).toBeGreaterThanOrEqual(0.2)
    const never = faultKinds.map(([kind]) => kind).filter((kind) => of(`fault: ${kind}`) === 0)
    expect(never, 'every kind of fault was planted').toEqual([])
  }, 120_000)
})
