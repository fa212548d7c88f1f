import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { check, cite, exp, input, MrvError, method, named, one, when } from '../../../src/core'
import { methodOf } from '../../../src/methods'
import { composting, solidWasteDisposal } from '../../../src/sectors/waste'
import { type BatchValues, evaluateBatch } from '../../../src/uses/batch'
import { evaluate } from '../../../src/uses/exact'

const source = cite('test', 'none')

/** What `evaluate` says of one set of values, without the place. */
const saidOf = (action: () => unknown): unknown[] => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError)
      return error.problems.map(({ code, message, found, expected, hint }) => ({
        code,
        message,
        found,
        expected,
        hint,
      }))
  }
  return []
}

const columnOf = (values: BatchValues | undefined, labels = {}): Float64Array =>
  values ? values.column(labels) : new Float64Array(0)

describe('rows that are refused', () => {
  const values = [1200, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e301, 1e-301, 300, 0]
  const batch = evaluateBatch(composting, { treated: Float64Array.from(values) }, { gwp: 'AR5' })

  test('leave the others as they are', () => {
    expect([...batch.status]).toEqual([0, 1, 1, 1, 1, 1, 0, 0])
    // 4 g CH4/kg (Table 4.1): 1200 t give 4.8 t
    const ch4 = columnOf(batch.outputs.ch4)
    expect([...ch4].map((value) => Number(value.toPrecision(12)))).toEqual([
      4.8,
      ...new Array(5).fill(Number.NaN),
      1.2,
      0,
    ])
    expect(batch.outputs.ch4?.total()).toBeCloseTo(6, 12)
    expect(batch.refused).toBe(5)
  })

  test('are told in the words of a single evaluation, with the row', () => {
    expect(batch.problems.map(({ at }) => [at.method, at.input, at.row])).toEqual(
      [2, 3, 4, 5, 6].map((row) => ['waste.composting', 'treated', row]),
    )
    for (const { at, code, message, found, expected, hint } of batch.problems) {
      const treated = values[(at.row as number) - 1] as number
      expect([{ code, message, found, expected, hint }]).toEqual(saidOf(() => evaluate(composting, { treated }, {})))
    }
  })

  test('are counted where there are too many to tell', () => {
    const many = evaluateBatch(composting, { treated: new Float64Array(5000).map(() => -1) }, {}, { problems: 10 })
    expect(many.problems.length).toBe(10)
    expect(many.untold).toBe(4990)
    expect(many.refused).toBe(5000)
    expect(many.outputs.ch4?.total()).toBe(0)
  })

  test('end the batch where that is asked for, with all that is wrong in the first', () => {
    const treated = new Float64Array(9000).fill(1)
    const recovered = new Float64Array(9000)
    treated[5000] = -2
    recovered[5000] = Number.NaN
    treated[7000] = -2
    const problems = saidOf(() => evaluateBatch(composting, { treated, recovered }, {}, { stop: true }))
    expect(problems).toMatchObject([{ code: 'input.range' }, { code: 'number.invalid' }])
  })
})

describe('columns', () => {
  test('stand in another unit, and their bounds go with it', () => {
    const treated = { values: Float64Array.of(1_200_000, -1), unit: 'kg' }
    const batch = evaluateBatch(composting, { treated }, {})
    expect(columnOf(batch.outputs.ch4)[0]).toBeCloseTo(4.8, 12)
    expect([...batch.status]).toEqual([0, 1])
    expect(batch.problems).toMatchObject([{ code: 'input.range', at: { row: 2 } }])
  })

  const landfill = (climate: unknown) =>
    evaluateBatch(
      solidWasteDisposal,
      {
        deposited: { food: { from: 2000, values: [Float64Array.of(1000, 1000, 1000), Float64Array.of(0, 0, 0)] } },
        climate,
        site: {
          from: 2000,
          values: ['managed-anaerobic', ['unmanaged-deep', 'managed-anaerobic', 'managed-anaerobic']],
        },
      } as never,
      { region: 'ID' },
    )

  test('hold labels, each by its code in a list of the caller', () => {
    const texts = ['tropical-dry', 'boreal-temperate-wet', 'tropical-moist-wet']
    const byText = columnOf(landfill(texts).outputs.ch4, { year: 2001 })
    const labels = ['tropical-moist-wet', 'unused', 'tropical-dry', 'boreal-temperate-wet']
    for (const codes of [Uint8Array.of(2, 3, 0), Uint16Array.of(2, 3, 0), Int32Array.of(2, 3, 0)])
      expect(columnOf(landfill({ labels, codes }).outputs.ch4, { year: 2001 })).toEqual(byText)
    texts.forEach((climate, row) => {
      const exact = evaluate(
        solidWasteDisposal,
        {
          deposited: { food: { from: 2000, values: [1000, 0] } },
          climate,
          site: { from: 2000, values: ['managed-anaerobic', row === 0 ? 'unmanaged-deep' : 'managed-anaerobic'] },
        } as never,
        { region: 'ID' },
      )
      expect(byText[row]).toBeCloseTo(exact.outputs.ch4.at({ year: 2001 }).toNumber(), 12)
    })
  })

  test('are refused row by row where a label is unknown', () => {
    const batch = landfill({ labels: ['tropical-dry', 'tropical-wet'], codes: Int32Array.of(0, 1, -5) })
    expect([...batch.status]).toEqual([0, 1, 1])
    expect(batch.problems).toMatchObject([
      { code: 'label.unknown', found: '"tropical-wet"', at: { row: 2, input: 'climate' } },
      { code: 'label.unknown', found: '"code -5"', at: { row: 3 } },
    ])
  })

  test('stand in tidy rows, beside their unit', () => {
    const deposited = [
      { wasteType: 'food', year: 2000, value: Float64Array.of(1, -1), unit: 'kt' },
      { wasteType: 'food', year: 2001, value: 0, unit: 'kt' },
    ]
    const batch = evaluateBatch(
      solidWasteDisposal,
      { deposited, climate: 'tropical-dry', site: 'managed-anaerobic' } as never,
      { region: 'ID' },
    )
    const exact = evaluate(
      solidWasteDisposal,
      { deposited: { food: { 2000: 1000, 2001: 0 } }, climate: 'tropical-dry', site: 'managed-anaerobic' } as never,
      { region: 'ID' },
    )
    const exactly = exact.outputs.ch4.at({ year: 2001 }).toNumber()
    expect(columnOf(batch.outputs.ch4, { year: 2001 })[0]).toBeCloseTo(exactly, 12)
    expect(batch.problems).toMatchObject([
      {
        code: 'input.range',
        found: '-1000 t waste (wet)',
        at: { row: 2, labels: { wasteType: 'food', year: '2000' } },
      },
    ])
  })

  test('have one length, and one is there', () => {
    const shapes = [
      { treated: Float64Array.of(1, 2), recovered: Float64Array.of(0) },
      { treated: 1 },
      { treated: ['a', 'b'] },
    ]
    for (const inputs of shapes)
      expect(saidOf(() => evaluateBatch(composting, inputs, {}))).toMatchObject([{ code: 'input.shape' }])
    expect(evaluateBatch(composting, { treated: new Float64Array(0) }).rows).toBe(0)
  })
})

describe('what a method asks of a row', () => {
  const share = method({
    id: 'test.share',
    title: 'A share of a whole',
    source,
    edition: '1',
    inputs: {
      part: input('t', { range: [0, null] }),
      whole: input('t', { range: [0, null] }),
    },
    equations({ part, whole }) {
      const ratio = part.dividedBy(whole)
      return {
        some: named('Share', 'a', when(whole.isAtLeast('1 t'), ratio, '0')),
        rest: named('Rest', 'b', check(whole.minus(part), part.isAtMost(whole), 'The part is more than the whole.')),
      }
    },
  })

  test('the branch that is not taken may fail', () => {
    const batch = evaluateBatch(share, { part: Float64Array.of(0, 1, 5), whole: Float64Array.of(0, 4, 4) })
    expect([...batch.status]).toEqual([0, 0, 1])
    expect([...columnOf(batch.outputs.some)]).toEqual([0, 0.25, Number.NaN])
    expect(batch.problems).toMatchObject([
      { code: 'check.failed', message: 'The part is more than the whole.', at: { row: 3 } },
    ])
  })

  test('what is not finite refuses the row, also where it would vanish', () => {
    const hidden = method({
      id: 'test.hidden',
      title: 'Values that overflow',
      source,
      edition: '1',
      inputs: { x: input('1'), y: input('1') },
      equations({ x, y }) {
        const big = exp(x)
        return {
          inverse: one.dividedBy(big),
          least: big.atMost(y),
          chosen: when(big.isAtLeast(y), y, '2'),
          divided: one.dividedBy(one.dividedBy(y)),
          small: exp(big.negate()),
        }
      },
    })
    const x = Float64Array.of(1, 1000, 1)
    const y = Float64Array.of(2, 2, 0)
    for (const name of ['inverse', 'least', 'chosen', 'small'])
      expect([name, ...evaluateBatch(hidden, { x, y }, {}, { outputs: [name] }).status]).toEqual([name, 0, 1, 0])
    const batch = evaluateBatch(hidden, { x, y }, {}, { outputs: ['divided'] })
    expect([...batch.status]).toEqual([0, 0, 1])
    expect(batch.problems).toMatchObject([{ code: 'calculation.division', at: { row: 3 } }])
  })

  test('shares must add up in every row', () => {
    const combustion = methodOf('energy.stationary-combustion') as never
    const batch = evaluateBatch(
      combustion,
      {
        sector: 'residential',
        consumption: { 'gas-diesel-oil': 0, biodiesels: 0 },
        blends: { B30: 10 },
        composition: { B30: { 'gas-diesel-oil': Float64Array.of(0.7, 0.7), biodiesels: Float64Array.of(0.3, 0.4) } },
      } as never,
      {},
    )
    expect([...batch.status]).toEqual([0, 1])
    expect(batch.problems).toMatchObject([{ code: 'input.sum', at: { input: 'composition', row: 2 } }])
  })
})

describe('the result', () => {
  test('has the remarks of the exact evaluation, and shows itself in a few lines', () => {
    const context = { gwp: 'AR5' }
    const batch = evaluateBatch(composting, { treated: Float64Array.of(1200, -1) }, context)
    const { remarks } = evaluate(composting, { treated: 1200 }, context)
    expect(remarks.map(({ name }) => name)).toContain('factor.unread')
    expect(batch.remarks).toEqual(remarks)
    expect(inspect(batch)).toMatch(
      /^waste\.composting \(.+\): 2 rows, 1 refused\n {2}ch4: t CH4 \(biogenic\)\n(.+\n)*.*row 2: /,
    )
  })

  test('is refused where numbers come in another array', () => {
    for (const treated of [Float32Array.of(1), [1, 2], Int32Array.of(1)])
      expect(saidOf(() => evaluateBatch(composting, { treated } as never))).toMatchObject([
        { code: 'input.shape', expected: 'a Float64Array', hint: expect.stringContaining('Float64Array.from') },
      ])
  })

  test('keeps named steps and computes the outputs that are asked for', () => {
    const treated = Float64Array.of(1000, 500)
    const batch = evaluateBatch(
      composting,
      { treated, recovered: 1 },
      {},
      { keep: ['CH4 generated'], outputs: ['n2o'] },
    )
    expect(Object.keys(batch.outputs)).toEqual(['n2o'])
    expect(batch.steps['CH4 generated']?.unit).toBe('t CH4 (biogenic)')
    expect([...columnOf(batch.steps['CH4 generated'])]).toEqual([4, 2])
    expect(saidOf(() => evaluateBatch(composting, { treated }, {}, { keep: ['CH4 generate'] }))).toMatchObject([
      { code: 'call.invalid', expected: expect.stringContaining('CH4 generated') },
    ])
  })

  test('has a column also of what is the same in every row', () => {
    const batch = evaluateBatch(composting, { treated: '1200 t', recovered: Float64Array.of(0, -1, 1) })
    expect([...columnOf(batch.outputs.ch4)]).toEqual([4.8, Number.NaN, 3.8])
    const n2o = columnOf(batch.outputs.n2o)
    expect([n2o[0], n2o[1], n2o[2]].map((value) => Number((value as number).toPrecision(12)))).toEqual([
      0.288,
      Number.NaN,
      0.288,
    ])
    expect(batch.totals.n2o?.rows[0]?.value).toBeCloseTo(0.576, 12)
  })

  test('adds up many rows without losing digits, whatever is beside them', () => {
    const rows = 1_000_003
    const treated = Float64Array.from({ length: rows }, (_, row) => 0.1 + (row % 7) * 1e-3)
    const { outputs } = evaluateBatch(composting, { treated })
    // each value is a multiple of 2^-70, so that integers add them exactly
    const exact = columnOf(outputs.ch4).reduce((sum, value) => sum + BigInt(value * 2 ** 70), 0n)
    const total = Number(exact) / 2 ** 70
    expect(Math.abs((outputs.ch4?.total() as number) - total)).toBeLessThanOrEqual(4 * Number.EPSILON * total)
    const alone = evaluateBatch(composting, { treated, recovered: new Float64Array(rows) }, {}, { outputs: ['ch4'] })
    expect(alone.outputs.ch4?.total()).toBe(outputs.ch4?.total())
  })

  test('can be written over', () => {
    const first = evaluateBatch(composting, { treated: Float64Array.of(1000, -1) })
    const column = columnOf(first.outputs.ch4)
    const second = evaluateBatch(composting, { treated: Float64Array.of(-1, 500) }, {}, { reuse: first })
    expect(columnOf(second.outputs.ch4)).toBe(column)
    expect([...(column as Float64Array)]).toEqual([Number.NaN, 2])
    expect([...second.status]).toEqual([1, 0])
  })
})
