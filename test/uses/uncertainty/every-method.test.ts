import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Decimal } from '../../../src/core/quantity'
import { methodOf, methods } from '../../../src/methods'
import { type Cell, Operation } from '../../../src/uses/evaluation'
import { evaluate } from '../../../src/uses/exact'
import { derivatives, monteCarlo, oneAtATime, propagate } from '../../../src/uses/uncertainty'
import { centreOf, modelOf, outputCells } from '../../../src/uses/uncertainty/model'
import { forward } from '../../../src/uses/uncertainty/tape'

interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, never>>
  readonly context?: Readonly<Record<string, never>>
}

const folder = new URL('../../cases/', import.meta.url)
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])

/** Central differences in 40 digits, and whether both sides agree: else the point is a kink. */
const differences = (model: ReturnType<typeof modelOf>, slot: number, value: Decimal) => {
  const step = value.isZero() ? new Decimal('1e-14') : value.abs().times('1e-14')
  const at = (shift: Decimal) => {
    const values = new Map<number, Cell>(model.variables.map((each) => [each.slot, each.value]))
    return forward(model.order, values.set(slot, value.plus(shift)))
  }
  const [below, above] = [at(step.negated()), at(step)]
  return (cell: Operation) => {
    const [low, here, high] = [below.value(cell), model.centre.value(cell), above.value(cell)]
    if (!(low instanceof Decimal && high instanceof Decimal && here instanceof Decimal)) return undefined
    const [left, right] = [here.minus(low).dividedBy(step), high.minus(here).dividedBy(step)]
    const bends = left.minus(right).abs().gt(left.abs().plus(right.abs()).times('1e-9'))
    return bends ? undefined : left.plus(right).dividedBy(2).toNumber()
  }
}

describe('derivatives agree with finite differences in 40 digits', () => {
  let compared = 0
  let skipped = 0
  test.each(cases.map((each) => [each.id, each] as const))('%s', (_, { method, inputs, context }) => {
    const model = modelOf(methodOf(method), inputs, context ?? {}, { all: true })
    const cells = outputCells(model)
    const exact = evaluate(methodOf(method) as never, inputs as never, context as never).outputs as Record<
      string,
      { tensor: { cells: readonly unknown[] } }
    >
    const outputs = Object.values(exact).flatMap(({ tensor }) => tensor.cells)
    expect(cells.length).toBe(outputs.length)
    for (const [index, { cell }] of cells.entries()) {
      const found = centreOf(model, cell)
      const off = found.minus(String(outputs[index])).abs()
      expect(off.lte(found.abs().times('1e-35').plus('1e-300'))).toBe(true)
    }
    // a case of eighty years by eight fuels has very many; its last cells depend on most of its numbers
    const chosen = cells.length > 8 ? cells.slice(-8) : cells
    const gradients = chosen.map(({ cell }) => (cell instanceof Operation ? model.centre.gradient(cell) : undefined))
    const every = Math.max(1, Math.floor(model.variables.length / 12))
    for (const [number, { slot, value }] of model.variables.entries()) {
      if (number % every !== 0) continue
      const difference = differences(model, slot, value)
      for (const [index, { cell }] of chosen.entries()) {
        if (!(cell instanceof Operation)) continue
        const expected = difference(cell)
        if (expected === undefined) {
          skipped++
          continue
        }
        const found = gradients[index]?.get(slot) ?? 0
        compared++
        if (!(Math.abs(found - expected) <= 1e-6 * Math.max(Math.abs(expected), 1e-12))) expect(found).toBe(expected)
      }
    }
  })
  test('and few points are kinks', () => {
    expect(compared).toBeGreaterThan(1000)
    expect(skipped / (compared + skipped)).toBeLessThan(0.05)
  })
})

describe('every method goes through every part of this use', () => {
  const options = { rules: { bounds: { range: 'triangular', 'minimum-maximum': 'uniform' } } } as const
  test.each([...methods().keys()].map((id) => [id]))('%s', (id) => {
    const own = cases.filter((each) => each.method.split('?')[0] === id)
    expect(own.length).toBeGreaterThan(0)
    const { method, inputs, context } = own[0] as Case
    const exact = evaluate(methodOf(method) as never, inputs as never, context as never).outputs
    const one = propagate(methodOf(method), inputs, context, options)
    const two = monteCarlo(methodOf(method), inputs, context, { ...options, draws: 400 })
    expect(Object.keys(one.outputs)).toEqual(Object.keys(exact as object))
    expect(Object.keys(two.outputs)).toEqual(Object.keys(exact as object))
    for (const { all } of Object.values(one.outputs))
      for (const { sd, lower, upper } of all) {
        expect(Number.isFinite(sd) && sd >= 0).toBe(true)
        expect(lower <= upper).toBe(true)
      }
    expect(two.failed).toBe(0)
    expect(oneAtATime(methodOf(method), inputs, context, { percent: 1 }).length).toBeGreaterThan(0)
    expect(derivatives(methodOf(method), inputs, context).length).toBeGreaterThan(0)
  })
})
