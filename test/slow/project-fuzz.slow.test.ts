import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultKinds } from '../properties/project-faults'
import { counts, planArbitrary, runPlan } from '../properties/project-fuzz'

const runs = 100_000

describe('project files, at length', () => {
  it('are understood however they are written, and refused for what is wrong with them', () => {
    const start = performance.now()
    // a failing run prints its seed and path: give both here to see it again
    fc.assert(fc.property(planArbitrary, runPlan), { numRuns: runs, seed: 19970611 })
    const rate = (performance.now() - start) / runs
    const of = (name: string): number => counts.get(name) ?? 0
    const lines = [...counts].sort().map(([name, count]) => `${name}: ${count}`)
    process.stdout.write(`${[`${rate.toFixed(2)} ms a run`, ...lines].join('\n')}\n`)
    expect((of('valid') + of('re-written')) / runs).toBeGreaterThanOrEqual(0.2)
    for (const [kind] of faultKinds) expect(of(`fault: ${kind}`), kind).toBeGreaterThanOrEqual(100)
  })
})
