import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { cite, constant, dimension, exp, factor, input, ln, method, named, ordered, when } from '../../../src/core'
import { energyEfficiency } from '../../../src/sectors/measures'
import { composting } from '../../../src/sectors/waste'
import {
  type DeductionRule,
  deduct,
  derivatives,
  type Figures,
  monteCarlo,
  oneAtATime,
  propagate,
  type Simulated,
  switchingValues,
  tornado,
} from '../../../src/uses/uncertainty'
import { byBounds, byInterval, byPercent } from '../../../src/uses/uncertainty/rules'
import { momentsOf, quantilesOf, selectRanks } from '../../../src/uses/uncertainty/select'

const source = cite('example', 'for these tests')
const z = 1.959963984540054

/** y = a·x₁ + b·x₂ − x₃: everything about it is known in closed form. */
const linear = method({
  id: 'test.linear',
  title: 'A linear method',
  source,
  edition: '1',
  inputs: { a: input('t CO2e'), b: input('t CO2e'), c: input('t CO2e') },
  equations: ({ a, b, c }) => ({ y: named('y', '2a + 3b − c', a.times(2).plus(b.times(3)).minus(c)) }),
})
const given = { a: 10, b: 20, c: 5 }
const normals = {
  a: { distribution: 'normal', sd: 1 },
  b: { distribution: 'normal', sd: 2 },
  c: { distribution: 'normal', sd: 3 },
} as const

describe('bounds become a distribution by a named rule', () => {
  test('symmetric: a normal, cut at 0 where it would cross it', () => {
    const plain = byInterval(100, 90, 110)
    expect(plain.rule).toBe('95 % interval → normal')
    expect(plain.distribution.sd).toBeCloseTo(10 / z, 12)
    const wide = byPercent(10, -100, 100).distribution
    expect(wide.lowest).toBe(0)
    expect(wide.quantile(1e-12)).toBeGreaterThanOrEqual(0)
  })
  test('asymmetric: a lognormal where the value is in its middle, with the bounds as quantiles', () => {
    const { distribution, rule } = byInterval(3, 1, 10)
    expect(rule).toBe('95 % interval → lognormal')
    expect([0.025, 0.975].map(distribution.quantile)).toEqual([expect.closeTo(1, 12), expect.closeTo(10, 11)])
  })
  test('its middle goes from its mode to its mean', () => {
    // 1 to 10: σ = ln 10/3.92 = 0.5874, mode e^(1.1513 − 0.3450) = 2.239, mean e^(1.1513 + 0.1725) = 3.757
    expect([2.2, 2.3, 3.7, 3.8].map((value) => byInterval(value, 1, 10).distribution.kind)).toEqual([
      'split-normal',
      'lognormal',
      'lognormal',
      'split-normal',
    ])
  })
  test('else a split normal with the bounds as quantiles and the mode at the value', () => {
    const { distribution, rule } = byInterval(74100, 72600, 74800)
    expect(rule).toBe('95 % interval → split-normal')
    expect(distribution.parameters.mode).toBe(74100)
    expect([0.025, 0.975].map(distribution.quantile)).toEqual([expect.closeTo(72600, 6), expect.closeTo(74800, 6)])
  })
  test('a bound at the value is the end of the distribution', () => {
    const { distribution } = byPercent(1, -10, 0)
    expect(distribution.highest).toBe(1)
    expect(distribution.below(0.9).share).toBeCloseTo(0.05, 12)
  })
  test('bounds in percent are of the value, whatever they are a measure of', () => {
    const row = { id: 'x', parameter: 'FLU', selectors: {}, value: '0.77', unit: '1', lower: '-14', upper: '14' }
    const of = (bounds: string, as: 'interval' | 'uniform') =>
      byBounds({ ...row, bounds, status: 'read', source: 's', edition: 'e' }, { bounds: { [bounds]: as } })
    for (const bounds of ['percent', 'percent, 95 % interval', 'percent, two standard deviations']) {
      expect(of(bounds, 'interval')?.distribution.mean).toBeCloseTo(0.77, 12)
      expect(of(bounds, 'interval')?.distribution.sd).toBeCloseTo((0.77 * 0.14) / z, 12)
      expect([0, 1].map((at) => of(bounds, 'uniform')?.distribution.quantile(at))).toEqual([
        expect.closeTo(0.6622, 12),
        expect.closeTo(0.8778, 12),
      ])
    }
  })
  test('a plain range is no distribution: all such factors are named, with what to do', () => {
    const action = () => propagate(composting, { treated: '1200 t' })
    expect(action).toThrow('The bounds of ipcc-2006-v5-ef-ch4-composting-wet are no distribution')
    expect(action).toThrow("rules: { bounds: { 'range': 'triangular' } }")
    expect(action).toThrow('ipcc-2006-v5-ef-n2o-composting-wet')
  })
  test('a recorded rule for the row counts before the rule for its sort of bounds, and is shown', () => {
    const { variables } = propagate(
      composting,
      { treated: '1200 t' },
      {},
      {
        rules: {
          bounds: { range: 'triangular' },
          recorded: [{ rows: 'ipcc-2006-v5-ef-ch4-*', as: 'uniform', source: 'panel of 2025' }],
        },
      },
    )
    expect(variables.map(({ rule }) => rule)).toEqual(['range → uniform (panel of 2025)', 'range → triangular'])
  })
  test('"fixed" takes the value alone', () => {
    const { outputs } = propagate(composting, { treated: '1200 t' }, {}, { rules: { bounds: { range: 'fixed' } } })
    expect(outputs.ch4?.one.sd).toBe(0)
  })
})

describe('Monte Carlo of a linear method is the analytic answer within its sampling error', () => {
  // 2·10 + 3·20 − 5 = 75; √((2·1)² + (3·2)² + 3²) = 7
  const result = monteCarlo(linear, given, {}, { uncertain: normals, draws: 100_000, seed: 7 })
  const { mean, sd, lower, upper, lowerWithin, upperWithin, meanError } = (result.outputs.y as Figures<Simulated>).one
  test('mean, standard deviation and quantiles', () => {
    expect(Math.abs(mean - 75)).toBeLessThan(4 * meanError)
    expect(meanError).toBeCloseTo(7 / Math.sqrt(100_000), 3)
    expect(Math.abs(sd - 7)).toBeLessThan((4 * 7) / Math.sqrt(200_000))
    expect((lowerWithin[1] - lowerWithin[0]) / 2).toBeLessThan(0.2)
    expect(Math.abs(lower - (75 - z * 7))).toBeLessThan(lowerWithin[1] - lowerWithin[0])
    expect(Math.abs(upper - (75 + z * 7))).toBeLessThan(upperWithin[1] - upperWithin[0])
  })
  test('Approach 1 gives it exactly', () => {
    const { outputs } = propagate(linear, given, {}, { uncertain: normals })
    expect(outputs.y?.one).toMatchObject({
      value: 75,
      sd: expect.closeTo(7, 12),
      lower: expect.closeTo(75 - z * 7, 10),
    })
  })
  test('the intervals of quantiles hold the true quantile about 19 times in 20', () => {
    let held = 0
    for (let seed = 1; seed <= 200; seed++) {
      const run = monteCarlo(linear, given, {}, { uncertain: normals, draws: 1000, seed })
      const [from, to] = (run.outputs.y as Figures<Simulated>).one.lowerWithin
      if (from <= 75 - z * 7 && 75 - z * 7 <= to) held++
    }
    // the ranks are whole: by the binomial 96.7 %, so 193 of 200
    expect(held).toBeGreaterThanOrEqual(181)
    expect(held).toBeLessThan(200)
  })
  test('contributions: 4, 36 and 9 of 49, and both approaches agree', () => {
    const shares = (all: readonly { variable: string; share: number }[]) =>
      Object.fromEntries(all.map(({ variable, share }) => [variable, share]))
    const drawn = shares(result.contributions('y'))
    const derived = shares(propagate(linear, given, {}, { uncertain: normals }).contributions('y'))
    for (const [name, part] of Object.entries({ a: 4 / 49, b: 36 / 49, c: 9 / 49 })) {
      expect(derived[name]).toBeCloseTo(part, 12)
      expect(Math.abs((drawn[name] as number) - part)).toBeLessThan(0.02)
    }
  })
  test('limits in percent are of the mean, not of the value that was given', () => {
    const uncertain = { a: { distribution: 'uniform', lower: 20, upper: 30 } } as const
    const { value, mean, percentBelow, percentAbove } = monteCarlo(
      linear,
      { a: 10, b: 0, c: 0 },
      {},
      { uncertain, draws: 40_000 },
    ).of('y').one
    // 2a from 40 to 60: quantiles 40.5 and 59.5, mean 50
    expect([value, mean]).toEqual([20, expect.closeTo(50, 0)])
    expect(percentBelow).toBeCloseTo(19, 0)
    expect(percentAbove).toBeCloseTo(19, 0)
  })
  test('ranks of equal values are shared', () => {
    // y = 2a + b orders the groups of a (10 %, 80 %, 10 %; b below their distance): ranks of y are even, those of a the
    // middles 0.05, 0.5 and 0.95 of the groups, so their correlation is √(12·(0.1 + 0.1)·0.45²) = √0.486
    const uncertain = {
      a: { distribution: 'discrete', values: [0, 1, 2], weights: [1, 8, 1] },
      b: { distribution: 'uniform', lower: 0, upper: 0.5 },
    } as const
    const [first] = monteCarlo(linear, { a: 1, b: 0.25, c: 0 }, {}, { uncertain, draws: 40_000 })
      .contributions('y')
      .filter(({ variable }) => variable === 'a')
    expect(first?.rankCorrelation).toBeCloseTo(Math.sqrt(0.486), 1)
    expect(Math.abs((first?.rankCorrelation as number) - Math.sqrt(0.486))).toBeLessThan(0.02)
  })
  test('the same seed gives the same draws, whatever other variables there are', () => {
    const again = monteCarlo(linear, given, {}, { uncertain: normals, draws: 100_000, seed: 7 })
    expect(again.sample('y')).toEqual(result.sample('y'))
    expect(monteCarlo(linear, given, {}, { uncertain: normals, seed: 8 }).outputs.y?.one.mean).not.toBe(mean)
    const only = (uncertain: object) =>
      monteCarlo(linear, { a: 0, b: 0, c: 0 }, {}, { uncertain: uncertain as never, draws: 160 }).sample('y')
    const [a, c, both] = [only({ a: normals.a }), only({ c: normals.c }), only({ a: normals.a, c: normals.c })]
    for (const [at, value] of both.entries()) expect(value).toBeCloseTo((a[at] as number) + (c[at] as number), 12)
  })
  test('a quantile that the draws cannot tell is refused, not given a limit that is none', () => {
    // all n draws lie above the quantile p with probability (1 − p)ⁿ: 0.975¹⁴⁵ = 0.02545, 0.975¹⁴⁶ = 0.02481
    const run = (draws: number) => monteCarlo(linear, given, {}, { uncertain: normals, draws })
    expect(() => run(145)).toThrow(expect.objectContaining({ code: 'uncertainty.draws' }))
    // 0.9999³⁶⁸⁸⁷ = 0.0249996
    expect(run(146).quantile('y', 0.975).to).toBe(Math.max(...run(146).sample('y')))
    expect(() => run(36_886).quantile('y', 0.9999)).toThrow('expected at least 36887')
    expect(run(36_887).quantile('y', 0.9999).to).toBeGreaterThan(75 + 3.5 * 7)
  })
  test('with the fewest draws, the interval of an outer quantile misses it as often as the binomial says', () => {
    // n = 3688, p = 0.999: the limits are draws 3680 and 3688 in order. P(N ≤ 3679) = 0.0134, P(N > 3687) = 0.0250 (scipy)
    const truth = 75 + 7 * 3.090232306167813
    const missed = [0, 0] as [number, number]
    for (let seed = 1; seed <= 500; seed++) {
      const run = monteCarlo(linear, given, {}, { uncertain: normals, draws: 3688, seed })
      const { from, to } = run.quantile('y', 0.999)
      if (from > truth) missed[0]++
      if (to < truth) missed[1]++
    }
    // 6.7 and 12.5 of 500, four standard deviations about them
    expect(missed[0]).toBeLessThanOrEqual(17)
    expect(missed[1]).toBeLessThanOrEqual(26)
    expect(missed[0]).toBeGreaterThanOrEqual(1)
    expect(missed[1]).toBeGreaterThanOrEqual(2)
  })
  test('convergence says when draws are enough', () => {
    expect(result.convergence('y').stable).toBe(true)
    const few = monteCarlo(linear, given, {}, { uncertain: normals, draws: 160 }).convergence('y')
    expect(few.stable).toBe(false)
    expect(few.steps.map(({ draws }) => draws)).toEqual([20, 40, 80, 160])
  })
})

describe('correlation', () => {
  const correlation = {
    variables: ['a', 'b'],
    matrix: [
      [1, 0.8],
      [0.8, 1],
    ],
  }
  test('linear in Approach 1: 4 + 36 + 9 + 2·0.8·2·6 = 68.2', () => {
    const { outputs } = propagate(linear, given, {}, { uncertain: normals, correlation })
    expect((outputs.y?.one.sd as number) ** 2).toBeCloseTo(68.2, 10)
  })
  test('of ranks in Monte Carlo, whatever the distributions', () => {
    const skewed = { ...normals, b: { distribution: 'lognormal', mean: 20, sd: 15 } } as const
    const options = { uncertain: skewed, correlation, draws: 40_000 }
    const alone = (of: 'a' | 'b') =>
      monteCarlo(linear, given, {}, options)
        .contributions('y')
        .find(({ variable }) => variable === of)
    expect(alone('a')).toBeDefined()
    // the output is all but b, so that the rank correlation of a with it is near that of a with b
    const onlyB = method({
      id: 'test.one',
      title: 'Shows one input',
      source,
      edition: '1',
      inputs: { a: input('t CO2e'), b: input('t CO2e') },
      equations: ({ a, b }) => ({ b: b.plus(a.times('1e-12')) }),
    })
    const found = monteCarlo(
      onlyB,
      { a: 10, b: 20 },
      {},
      { uncertain: { a: skewed.a, b: skewed.b }, correlation, draws: 40_000 },
    )
    const rank = found.contributions('b').find(({ variable }) => variable === 'a')?.rankCorrelation as number
    // standard error of about (1 − ρ²)/√n = 0.002
    expect(Math.abs(rank - 0.8)).toBeLessThan(0.008)
  })
  test('what cannot be is refused', () => {
    const run = (matrix: number[][], variables = ['a', 'b', 'c']) =>
      propagate(linear, given, {}, { uncertain: normals, correlation: { variables, matrix } })
    expect(() =>
      run([
        [1, 0.9, 0.9],
        [0.9, 1, -0.9],
        [0.9, -0.9, 1],
      ]),
    ).toThrow('not positive semi-definite')
    // a and b are one, and c goes with only one of them
    expect(() =>
      run([
        [1, 1, 0],
        [1, 1, 0.5],
        [0, 0.5, 1],
      ]),
    ).toThrow('not positive semi-definite')
    expect(() =>
      run([
        [1, 0.5, 0],
        [0.4, 1, 0],
        [0, 0, 1],
      ]),
    ).toThrow('not symmetric')
    expect(() =>
      run(
        [
          [1, 2],
          [2, 1],
        ],
        ['a', 'b'],
      ),
    ).toThrow('This is no correlation')
    expect(() =>
      run(
        [
          [1, 0],
          [0, 1],
        ],
        ['a', 'd'],
      ),
    ).toThrow('There is no variable "d"')
    // possible as linear correlations, not for ranks: 2·sin(π·(−0.5)/6) = −0.5176, and 1 − 2·0.5176 < 0
    const third = [
      [1, -0.5, -0.5],
      [-0.5, 1, -0.5],
      [-0.5, -0.5, 1],
    ]
    expect(run(third).outputs.y?.one.sd).toBeGreaterThan(0)
    const correlation = { variables: ['a', 'b', 'c'], matrix: third }
    expect(() => monteCarlo(linear, given, {}, { uncertain: normals, correlation })).toThrow(
      'These rank correlations, as those of normals, cannot all hold at once',
    )
    // fully correlated is possible
    expect(
      run(
        [
          [1, 1],
          [1, 1],
        ],
        ['a', 'b'],
      ).outputs.y?.one.sd,
    ).toBeCloseTo(Math.sqrt(8 ** 2 + 9), 12)
  })
  test('one factor in baseline and project is one variable', () => {
    const ef = [
      { id: 'own-ef', parameter: 'EF', value: 2, unit: 't CO2/MWh', lower: 1.8, upper: 2.2, bounds: '95 % interval' },
    ]
    const saving = method({
      id: 'test.saving',
      title: 'The same factor twice',
      source,
      edition: '1',
      inputs: {
        before: input('MWh'),
        after: input('MWh'),
        first: factor('t CO2/MWh', { symbol: 'EF' }),
        second: factor('kg CO2/MWh', { symbol: 'EF' }),
      },
      equations: ({ before, after, first, second }) => ({
        co2: before.times(first).minus(after.times(second)),
      }),
    })
    const result = propagate(saving, { before: 100, after: 90 }, { factors: ef })
    expect(result.variables.map(({ paths }) => paths)).toEqual([['first', 'second']])
    // (100 − 90)·0.2/1.96, not √(100² + 90²)·0.2/1.96
    expect(result.outputs.co2?.one.sd).toBeCloseTo((10 * 0.2) / z, 12)
    const drawn = monteCarlo(saving, { before: 100, after: 90 }, { factors: ef }, { draws: 20_000 })
    expect(Math.abs((drawn.outputs.co2?.one.sd as number) - (10 * 0.2) / z)).toBeLessThan(0.03)
    const two = { first: { percent: 5 }, second: { percent: 7 } }
    expect(() => propagate(saving, { before: 100, after: 90 }, { factors: ef }, { uncertain: two })).toThrow(
      'own-ef is one variable, and has two distributions',
    )
  })
  test('what is drawn together already, or is a share, has no place in a matrix', () => {
    const kind = dimension('kind')
    const total = method({
      id: 'test.parts',
      title: 'A sum of shares',
      source,
      edition: '1',
      inputs: {
        x: input('1', { over: [kind] }),
        share: input('1', { over: [kind], sumsTo: kind }),
        y: input('1'),
      },
      equations: ({ x, share, y }) => ({ z: x.times(share).sum(kind).plus(y) }),
    })
    const run = (name: string) =>
      monteCarlo(
        total,
        { x: { p: 30, q: 40 }, share: { p: '0.4', q: '0.6' }, y: 1 },
        {},
        {
          uncertain: { x: { percent: 10, together: true }, share: { dirichlet: 50 }, y: { percent: 5 } },
          correlation: {
            variables: [name, 'y'],
            matrix: [
              [1, 0.5],
              [0.5, 1],
            ],
          },
        },
      )
    expect(() => run('x[p]')).toThrow('"x" is bound already')
    expect(() => run('share[p]')).toThrow('"share[p]" is bound already')
  })
  test('specifications go down by one label a dimension, also where two dimensions share a label', () => {
    const [from, to] = [dimension('from'), dimension('to')]
    const trips = method({
      id: 'test.trips',
      title: 'A sum over two dimensions',
      source,
      edition: '1',
      inputs: { x: input('1', { over: [from, to] }) },
      equations: ({ x }) => ({ y: x.sum(from).sum(to) }),
    })
    const x = { p: { p: 1, q: 2 }, q: { p: 3, q: 4 } }
    const named = (uncertain: object) =>
      propagate(trips, { x }, {}, { uncertain: { x: uncertain as never } }).variables.map(({ name }) => name)
    expect(named({ p: { p: { percent: 5 } } })).toEqual(['x[p, p]'])
  })
  test('a row that is called as an input is not taken for it', () => {
    const row = { parameter: 'EF', value: 2, unit: 't CO2/MWh', lower: 1.8, upper: 2.2, bounds: '95 % interval' }
    const one = method({
      id: 'test.one-factor',
      title: 'A product',
      source,
      edition: '1',
      inputs: { x: input('MWh'), ef: factor('t CO2/MWh', { symbol: 'EF' }) },
      equations: ({ x, ef }) => ({ y: x.times(ef) }),
    })
    const run = (id: string) =>
      propagate(one, { x: 100 }, { factors: [{ ...row, id }] }, { uncertain: { x: { percent: 10 } } })
    expect(() => run('x')).toThrow('Two variables are called "x"')
    expect(run('own-ef').outputs.y?.one.percent).toBeCloseTo(Math.hypot(10, 10), 10)
  })
  test('the range of a factor cuts a row in the unit of the row', () => {
    const capped = method({
      id: 'test.capped-factor',
      title: 'A factor with a range',
      source,
      edition: '1',
      inputs: { x: input('MWh'), ef: factor('t CO2/MWh', { symbol: 'EF', range: [0, 1] }) },
      equations: ({ x, ef }) => ({ y: x.times(ef) }),
    })
    const row = { id: 'own-ef', parameter: 'EF', value: 900, unit: 'kg CO2/MWh', lower: 700, upper: 1100 }
    const factors = [{ ...row, bounds: '95 % interval' }]
    const { variables, remarks } = propagate(capped, { x: 100 }, { factors })
    expect(variables[0]?.parameters).toMatchObject({ mean: 900, truncatedAbove: 1000 })
    // a normal(900, s = 200/1.96 = 102.04) below 1000: 900 − s·φ(t)/Φ(t), t = 100/s = 0.97998: φ = 0.246813, Φ = 0.836453
    expect(variables[0]?.mean).toBeCloseTo(900 - (200 / z) * (0.246813 / 0.836453), 2)
    expect(remarks.map(({ name }) => name)).toContain('uncertainty.truncated')
  })
  test('values of an input that are drawn together', () => {
    const kind = dimension('kind')
    const total = method({
      id: 'test.total',
      title: 'A sum',
      source,
      edition: '1',
      inputs: { x: input('t CO2e', { over: [kind] }) },
      equations: ({ x }) => ({ y: x.sum(kind) }),
    })
    const run = (together: boolean) =>
      propagate(total, { x: { p: 30, q: 40 } }, {}, { uncertain: { x: { percent: 10, together } } }).outputs.y?.one
        .percent
    expect(run(true)).toBeCloseTo(10, 12)
    expect(run(false)).toBeCloseTo((10 * 50) / 70, 12)
    const drawn = monteCarlo(
      total,
      { x: { p: 30, q: 40 } },
      {},
      {
        uncertain: { x: { percent: 10, together: true } },
        draws: 40_000,
      },
    )
    expect(Math.abs((drawn.outputs.y?.one.sd as number) - 7 / z)).toBeLessThan(0.05)
  })
})

describe('shares that add up are one vector', () => {
  const kind = dimension('kind')
  const mixed = method({
    id: 'test.mixed',
    title: 'A mean by shares',
    source,
    edition: '1',
    inputs: {
      share: input('1', { over: [kind], sumsTo: kind, range: [0, 1] }),
      value: input('t CO2e/t waste', { over: [kind] }),
    },
    equations: ({ share, value }) => ({ mean: share.times(value).sum(kind), all: share.sum(kind) }),
  })
  const inputs = { share: { p: 0.5, q: 0.3, r: 0.2 }, value: { p: 1, q: 2, r: 4 } }
  // Dirichlet of α = 50, 30, 20: cov = (δ·s − s·s')/101; variance of the mean Σ s·v² − (Σ s·v)² = 4.9 − 1.9² = 1.29, over 101
  const variance = 1.29 / 101
  test('Dirichlet in Approach 1, one share eliminated', () => {
    const result = propagate(mixed, inputs, {}, { uncertain: { share: { dirichlet: 100 } } })
    expect((result.outputs.mean?.one.sd as number) ** 2).toBeCloseTo(variance, 12)
    expect(result.variables.map(({ name }) => name)).toEqual(['share[p]', 'share[q]'])
    expect(result.outputs.all?.one.sd).toBeCloseTo(0, 12)
  })
  test('Dirichlet in Monte Carlo', () => {
    const result = monteCarlo(mixed, inputs, {}, { uncertain: { share: { dirichlet: 100 } }, draws: 20_000 })
    expect(Math.abs((result.outputs.mean?.one.sd as number) / Math.sqrt(variance) - 1)).toBeLessThan(0.02)
    expect(Math.abs((result.outputs.mean?.one.mean as number) - 1.9)).toBeLessThan(0.004)
    for (const sum of result.sample('all')) expect(sum).toBeCloseTo(1, 12)
    expect(result.failed).toBe(0)
  })
  test('the remainder on a named share: sd of p and q through (v − v of r)', () => {
    const share = {
      remainder: 'r',
      members: { p: { distribution: 'normal', sd: 0.02 }, q: { distribution: 'normal', sd: 0.01 } },
    } as const
    const { outputs } = propagate(mixed, inputs, {}, { uncertain: { share } })
    expect(outputs.mean?.one.sd).toBeCloseTo(Math.hypot(3 * 0.02, 2 * 0.01), 12)
    const drawn = monteCarlo(mixed, inputs, {}, { uncertain: { share }, draws: 20_000 })
    expect(Math.abs((drawn.outputs.mean?.one.sd as number) - Math.hypot(0.06, 0.02))).toBeLessThan(0.002)
  })
  test('a few wide shares: Monte Carlo has the variance 1.29/(c + 1); a concentration that doubles cannot hold is refused', () => {
    for (const concentration of [3, 0.5]) {
      const result = monteCarlo(
        mixed,
        inputs,
        {},
        { uncertain: { share: { dirichlet: concentration } }, draws: 40_000 },
      )
      const { mean, sd, meanError } = result.of('mean').one
      expect(Math.abs(mean - 1.9)).toBeLessThan(4 * meanError)
      expect(Math.abs(sd ** 2 / (1.29 / (concentration + 1)) - 1)).toBeLessThan(0.03)
    }
    for (const concentration of [0.04, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => propagate(mixed, inputs, {}, { uncertain: { share: { dirichlet: concentration } } })).toThrow(
        'The concentration of a Dirichlet',
      )
  })
  test('one share alone is refused', () => {
    expect(() => propagate(mixed, inputs, {}, { uncertain: { share: { p: { percent: 5 } } } })).toThrow(
      'one cannot vary alone',
    )
  })
  test('draws whose remainder is below 0 are counted; over 0.1 % is an error', () => {
    const share = (sd: number) => ({ remainder: 'r', members: { p: { distribution: 'normal' as const, sd } } })
    const some = monteCarlo(mixed, inputs, {}, { uncertain: { share: share(0.0625) }, draws: 50_000 })
    // P(p > 0.7) = P(z > 3.2) = 0.00069: about 34 of 50,000
    expect(some.failed).toBeGreaterThan(10)
    expect(some.failed).toBeLessThan(50)
    expect(some.remarks.map(({ name }) => name)).toContain('uncertainty.failed')
    // P(z > 2.878) = 0.0020, twice what is allowed
    expect(() => monteCarlo(mixed, inputs, {}, { uncertain: { share: share(0.0695) }, draws: 50_000 })).toThrow(
      'draws have no result',
    )
    const action = () => monteCarlo(mixed, inputs, {}, { uncertain: { share: share(0.2) } })
    expect(action).toThrow('draws have no result: The other shares leave less than nothing for "r"')
  })
})

describe('the derivative of each operation, by calculus', () => {
  const age = ordered('age', 'yr')
  const all = method({
    id: 'test.operations',
    title: 'Every operation',
    source,
    edition: '1',
    inputs: { x: input('1'), y: input('1'), t: input('yr'), rate: input('1', { over: [age] }) },
    equations: ({ x, y, t, rate }) => ({
      quotient: x.dividedBy(y),
      power: x.power(y),
      exp: exp(x.times(y)),
      ln: ln(x),
      abs: x.minus(y).abs(),
      min: x.atMost(y.times(3)),
      max: x.atLeast(y.times(3)),
      choice: when(x.isGreaterThan(y), x.times(5), y.times(7)),
      interpolated: rate.interpolate(age, t),
      small: x.times('1.00001').minus(x),
    }),
  })
  const at = (x: number, y: number) => {
    const found = derivatives(all, { x, y, t: '15 yr', rate: { 0: 1, 10: 2, 20: 5 } })
    return Object.fromEntries(
      Object.keys(propagate(all, { x, y, t: '15 yr', rate: { 0: 1, 10: 2, 20: 5 } }).outputs).map((output) => [
        output,
        Object.fromEntries(
          found.filter((each) => each.output === output).map(({ variable, derivative }) => [variable, derivative]),
        ),
      ]),
    )
  }
  test('where x is the smaller', () => {
    expect(at(2, 3)).toEqual({
      quotient: { x: expect.closeTo(1 / 3, 15), y: expect.closeTo(-2 / 9, 15) },
      power: { x: expect.closeTo(3 * 4, 13), y: expect.closeTo(8 * Math.LN2, 13) },
      exp: { x: expect.closeTo(3 * Math.exp(6), 10), y: expect.closeTo(2 * Math.exp(6), 10) },
      ln: { x: 0.5 },
      abs: { x: -1, y: 1 },
      min: { x: 1 },
      max: { y: 3 },
      choice: { y: 7 },
      // between 10 and 20: 2 + (5 − 2)·(15 − 10)/10
      interpolated: {
        t: expect.closeTo(0.3, 15),
        'rate[10]': expect.closeTo(0.5, 15),
        'rate[20]': expect.closeTo(0.5, 15),
      },
      small: { x: expect.closeTo(1e-5, 15) },
    })
  })
  test('where x is the greater', () => {
    expect(at(10, 2)).toMatchObject({
      abs: { x: 1, y: -1 },
      min: { y: 3 },
      max: { x: 1 },
      choice: { x: 5 },
    })
    expect(at(10, 2).choice).toEqual({ x: 5 })
  })
})

describe('where there is no derivative', () => {
  const root = method({
    id: 'test.root',
    title: 'A root',
    source,
    edition: '1',
    inputs: { x: input('1', { range: [0, null] }), n: input('1', { default: '0.5' }) },
    equations: ({ x, n }) => ({ y: x.power('0.5'), z: x.times(n) }),
  })
  const uncertain = { x: { distribution: 'uniform', lower: 0, upper: 2 } } as const
  test('error propagation and derivatives are refused, not 0', () => {
    for (const action of [() => propagate(root, { x: 0 }, {}, { uncertain }), () => derivatives(root, { x: 0 })])
      expect(action).toThrow(expect.objectContaining({ code: 'uncertainty.derivative' }))
  })
  test('elsewhere, and in Monte Carlo, the method has a result: mean of √x is 2√2/3', () => {
    expect(propagate(root, { x: 4 }, {}, { uncertain: { x: { percent: 1 } } }).outputs.y?.one.percent).toBeCloseTo(
      0.5,
      12,
    )
    const { mean, meanError } = monteCarlo(root, { x: 0 }, {}, { uncertain }).of('y').one
    expect(Math.abs(mean - (2 * Math.SQRT2) / 3)).toBeLessThan(4 * meanError)
  })
})

describe('remarks', () => {
  const least = method({
    id: 'test.least',
    title: 'A method that bends',
    source,
    edition: '1',
    inputs: { x: input('t CO2e', { range: [0, null] }), y: input('t CO2e') },
    equations: ({ x, y }) => ({ z: x.atMost(y) }),
  })
  test('where an interval crosses a kink', () => {
    const uncertain = { x: { distribution: 'normal', sd: 1 } } as const
    const near = propagate(least, { x: 10, y: 11 }, {}, { uncertain })
    expect(near.remarks.map(({ name, input: of }) => [name, of])).toEqual([['uncertainty.kink', 'x']])
    expect(propagate(least, { x: 10, y: 12.1 }, {}, { uncertain }).remarks).toEqual([])
    // from the other side
    expect(propagate(least, { x: 12, y: 11 }, {}, { uncertain }).remarks).toHaveLength(1)
    expect(propagate(least, { x: 12, y: 9.9 }, {}, { uncertain }).remarks).toEqual([])
  })
  test('values that are drawn together cross it together, though none does alone', () => {
    const kind = dimension('kind')
    const capped = method({
      id: 'test.capped',
      title: 'A sum that bends',
      source,
      edition: '1',
      inputs: { x: input('t CO2e', { over: [kind] }), y: input('t CO2e') },
      equations: ({ x, y }) => ({ z: x.sum(kind).atMost(y) }),
    })
    // 40 in all: each alone reaches 40 ± 2, all together 40 ± 4
    const run = (together: boolean) =>
      propagate(
        capped,
        { x: { p: 20, q: 20 }, y: 43 },
        {},
        { uncertain: { x: { percent: 10, together } } },
      ).remarks.map(({ name, input: of }) => [name, of])
    expect(run(true)).toEqual([
      ['uncertainty.kink', 'x[p]'],
      ['uncertainty.kink', 'x[q]'],
    ])
    expect(run(false)).toEqual([])
  })
  test('a cut that moves the mean by over 1 %: of a range, and of a rule that cuts at 0', () => {
    const names = (uncertain: object, method: typeof least | typeof linear, inputs: object) =>
      propagate(method as typeof least, inputs as never, {}, { uncertain: uncertain as never }).remarks.map(
        ({ name }) => name,
      )
    // the mean of a normal(1, s) above 0 is 1 + s·φ(1/s)/Φ(1/s): s = 0.42 1.00993, s = 0.421 1.01009
    const cut = (sd: number) => names({ x: { distribution: 'normal', sd } }, least, { x: 1, y: 100 })
    expect(cut(0.42)).toEqual([])
    expect(cut(0.421)).toEqual(['uncertainty.truncated', 'uncertainty.mean'])
    // percents: s = percent/196, so 82.3 % gives 1.00992 and 82.5 % 1.01009; "a" has no range
    expect(names({ a: { percent: 82.3 } }, linear, { a: 1, b: 20, c: 5 })).toEqual([])
    expect(names({ a: { percent: 82.5 } }, linear, { a: 1, b: 20, c: 5 })).toEqual([
      'uncertainty.truncated',
      'uncertainty.mean',
    ])
  })
  test('where the range of an input cuts its distribution', () => {
    const { remarks, variables } = propagate(
      least,
      { x: 1, y: 100 },
      {},
      { uncertain: { x: { distribution: 'normal', sd: 1 } } },
    )
    expect(remarks.map(({ name }) => name)).toEqual(['uncertainty.truncated', 'uncertainty.mean'])
    // mean of a normal (1, 1) above 0: 1 + φ(1)/Φ(1) = 1 + 0.24197/0.84134
    expect(variables[0]?.mean).toBeCloseTo(1 + 0.2419707245 / 0.8413447461, 8)
  })
})

describe('sensitivity', () => {
  test('one at a time over 95 % intervals, and a tornado in order', () => {
    const bars = tornado(linear, given, {}, { uncertain: normals, output: 'y' })
    expect(bars.map(({ variable }) => variable)).toEqual(['b', 'c', 'a'])
    expect(bars[0]?.swing).toBeCloseTo(2 * z * 6, 10)
    expect(bars[2]).toMatchObject({
      outputLow: expect.closeTo(75 - 2 * z, 10),
      outputHigh: expect.closeTo(75 + 2 * z, 10),
    })
  })
  test('by a percent, all inputs', () => {
    const all = oneAtATime(linear, given, {}, { percent: 10 })
    expect(all.map(({ variable, outputLow, outputHigh }) => [variable, outputLow, outputHigh])).toEqual([
      ['a', 73, 77],
      ['b', 69, 81],
      ['c', 75.5, 74.5],
    ])
  })
  test('a percent stays within the range of its input', () => {
    const share = method({
      id: 'test.share',
      title: 'A share',
      source,
      edition: '1',
      inputs: { x: input('1', { range: [0, 1] }) },
      equations: ({ x }) => ({ y: x.times(2) }),
    })
    expect(oneAtATime(share, { x: '0.95' }, {}, { percent: 10 })).toMatchObject([
      { low: expect.closeTo(0.855, 14), high: 1, outputHigh: 2 },
    ])
  })
  test('where an output stays at its target, the ends of that', () => {
    const flat = method({
      id: 'test.flat',
      title: 'Nothing up to 1',
      source,
      edition: '1',
      inputs: { x: input('1') },
      equations: ({ x }) => ({ y: x.minus(1).atLeast(0) }),
    })
    expect(switchingValues(flat, { x: 3 }, {}, { output: 'y', of: 'x', range: [0, 4] }).roots).toEqual([0, 1])
  })
  test('where an output jumps over its target, it does not become it', () => {
    const pole = method({
      id: 'test.pole',
      title: 'A pole',
      source,
      edition: '1',
      inputs: { x: input('1') },
      equations: ({ x }) => ({ y: constant(1, '1').dividedBy(x.minus('1.234')) }),
    })
    const { roots, jumps } = switchingValues(pole, { x: 3 }, {}, { output: 'y', of: 'x', range: [0, 3] })
    expect([roots, jumps]).toEqual([[], [expect.closeTo(1.234, 12)]])
  })
  test('at which value does the reduction vanish? Of efficiency: where the reference is as good as the project', () => {
    const inputs = {
      electricity: { chillers: { from: 2025, values: ['600 MWh'] } },
      projectEfficiency: { chillers: '4.5' },
      referenceEfficiency: { chillers: '3.6' },
      gridFactor: '0.65 t CO2/MWh',
    }
    const options = {
      output: 'reduction.co2',
      labels: { year: 2025 },
      of: 'referenceEfficiency',
      range: ['1', '9'],
    } as const
    const { roots, jumps, text } = switchingValues(energyEfficiency as never, inputs as never, {}, options)
    expect([roots, jumps]).toEqual([[expect.closeTo(4.5, 12)], []])
    expect(text).toBe('reduction.co2 vanishes at 4.5 (referenceEfficiency[chillers] from 1 to 9)')
  })
  test('elasticities: 1 of a factor, the share of a term in a sum', () => {
    const all = derivatives(linear, given)
    // y = 20 + 60 − 5 = 75
    expect(all.map(({ variable, derivative, elasticity }) => [variable, derivative, elasticity])).toEqual([
      ['a', 2, expect.closeTo(20 / 75, 14)],
      ['b', 3, expect.closeTo(60 / 75, 14)],
      ['c', -1, expect.closeTo(-5 / 75, 14)],
    ])
    expect(derivatives(linear, { a: 1, b: 1, c: 5 }).map(({ elasticity }) => elasticity)).toEqual([null, null, null])
  })
  test('switching values: all roots in the range, or that there is none', () => {
    const cubic = method({
      id: 'test.cubic',
      title: 'Three roots',
      source,
      edition: '1',
      inputs: { x: input('t CO2e') },
      equations: ({ x }) => {
        const pure = x.dividedBy(constant(1, 't CO2e'))
        // (x − 1)(x − 2)(x − 4) = x³ − 7x² + 14x − 8
        return { y: pure.times(pure).times(pure).minus(pure.times(pure).times(7)).plus(pure.times(14)).minus(8) }
      },
    })
    const found = switchingValues(cubic, { x: 3 }, {}, { output: 'y', of: 'x', range: ['0 t CO2e', 5.1] })
    expect(found.roots).toEqual([expect.closeTo(1, 13), expect.closeTo(2, 13), expect.closeTo(4, 13)])
    expect(switchingValues(linear, given, {}, { output: 'y', of: 'c', range: [0, 200] }).text).toBe(
      'y vanishes at 80 t CO2e (c from 0 to 200 t CO2e)',
    )
    expect(
      switchingValues(linear, given, {}, { output: 'y', of: 'c', target: '70 t CO2e', range: [0, 200] }).roots,
    ).toEqual([expect.closeTo(10, 12)])
    const none = switchingValues(linear, given, {}, { output: 'y', of: 'c', range: [0, 50] })
    expect([none.roots, none.text]).toEqual([[], 'No value of c from 0 to 50 t CO2e makes it so that y vanishes'])
    expect(() => switchingValues(linear, given, {}, { output: 'y', of: 'c' })).toThrow('has no range of two ends')
  })
})

describe('conservative deductions', () => {
  const result = propagate(linear, given, {}, { uncertain: normals })
  const base = { id: 'made-up', source: 'a rule made up for this test', level: 0.9 } as const
  // half width at 90 %: 1.644854·7/75 = 0.153520
  const half = (1.6448536269514722 * 7) / 75
  const run = (rule: object) => deduct(result, 'y', { ...base, ...rule } as DeductionRule)
  test('the lower bound', () => {
    expect(run({ kind: 'bound' })).toMatchObject({
      halfWidth: expect.closeTo(half, 12),
      left: expect.closeTo(75 - half * 75, 10),
    })
  })
  test('bands and lines', () => {
    const bands = [
      { above: 0.1, deduct: 0.04 },
      { above: 0.15, deduct: 0.08 },
      { above: 0.3, deduct: 0.12 },
    ]
    expect(run({ kind: 'bands', bands }).deducted).toBeCloseTo(0.08 * 75, 12)
    expect(run({ kind: 'linear', factor: 0.5, above: 0.1 }).share).toBeCloseTo(0.5 * (half - 0.1), 12)
  })
  test('of a simulation, by its quantiles', () => {
    const drawn = monteCarlo(linear, given, {}, { uncertain: normals, draws: 40_000 })
    const { lower, left } = deduct(drawn, 'y', { ...base, kind: 'bound' })
    expect(left).toBeCloseTo(lower, 10)
    expect(Math.abs(lower - 75 * (1 - half))).toBeLessThan(0.25)
  })
  test('bands hold in any order; what is just at a band is not above it', () => {
    const bands = [
      { above: 0.3, deduct: 0.12 },
      { above: run({ kind: 'bound' }).halfWidth, deduct: 0.08 },
      { above: 0.1, deduct: 0.04 },
    ]
    expect(run({ kind: 'bands', bands }).share).toBe(0.04)
    expect(run({ kind: 'bands', bands: [] }).share).toBe(0)
  })
  test('no more is taken off than there is, and nothing off a loss or a zero', () => {
    expect(run({ kind: 'linear', factor: 10 })).toMatchObject({ share: 1, deducted: 75, left: 0 })
    const at = (c: number) =>
      deduct(propagate(linear, { ...given, c }, {}, { uncertain: normals }), 'y', { ...base, kind: 'bound' })
    // 80 − c: at 75 the lower limit is 5 − 1.645·7 < 0
    expect(at(75)).toMatchObject({ share: 1, left: 0 })
    expect(at(80)).toMatchObject({ estimate: 0, halfWidth: null, share: 0, deducted: 0, left: 0 })
    expect(at(90)).toMatchObject({ estimate: -10, share: 0, deducted: 0, left: -10 })
  })
  test('a rule without a source, or that cannot be, is refused', () => {
    expect(() => run({ kind: 'bound', source: '' })).toThrow('no source')
    expect(() => run({ kind: 'thirds' })).toThrow('expected bound, bands or linear')
    expect(() => run({ kind: 'linear', factor: -1 })).toThrow('cannot be')
    expect(() => run({ kind: 'bound', level: 90 })).toThrow('cannot be')
    const falling = [
      { above: 0.1, deduct: 0.2 },
      { above: 0.3, deduct: 0.1 },
    ]
    expect(() => run({ kind: 'bands', bands: falling })).toThrow('bands that do not rise')
    expect(() => run({ kind: 'bands', bands: [{ above: 0.1, deduct: 4 }] })).toThrow('cannot be')
  })
})

describe('order statistics', () => {
  test('selection puts each rank where sorting would', () => {
    let state = 1
    const next = () => {
      state = (state * 16807) % 2147483647
      return state
    }
    for (const spread of [1e9, 10, 1]) {
      for (const size of [1, 2, 30, 1000, 20_000]) {
        const values = Float64Array.from({ length: size }, () => next() % spread)
        const ranks = [...new Set([0, size >> 3, size >> 1, size - 1])].sort((a, b) => a - b)
        const sorted = values.slice().sort()
        selectRanks(values, ranks)
        for (const rank of ranks) expect(values[rank]).toBe(sorted[rank])
        expect(values.slice().sort()).toEqual(sorted)
      }
    }
  })
  test('the variance is over n − 1', () => {
    expect(momentsOf(Float64Array.from([1, 2, 3, 4]))).toEqual({ mean: 2.5, sd: Math.sqrt(5 / 3) })
    expect(momentsOf(Float64Array.from([7, 3, 5, 1, 9, 11])).sd).toBeCloseTo(Math.sqrt(14), 14)
  })
  test('quantiles lie between order statistics', () => {
    const [quartile, median] = quantilesOf(Float64Array.from([4, 1, 3, 2]), [0.25, 0.5])
    expect([quartile?.value, median?.value]).toEqual([1.75, 2.5])
  })
})

describe('what is asked for', () => {
  test('a name that nothing has is refused, with the nearest', () => {
    const rules = { bounds: { range: 'triangular' } } as const
    expect(() => propagate(composting, { treated: 1 }, {}, { rules, uncertain: { treatd: { percent: 5 } } })).toThrow(
      'Did you mean "treated"?',
    )
    expect(() =>
      propagate(
        composting,
        { treated: 1 },
        {},
        { rules, uncertain: { ch4Factor: { distribution: 'normal', sd: '3 t' } } },
      ),
    ).toThrow('The unit does not fit')
  })
  test('a slip in a specification is refused, and does not count for nothing', () => {
    const run = (a: object) => propagate(linear, given, {}, { uncertain: { a: a as never } })
    const refused: [object, string][] = [
      [{ distribution: 'normal', sd: 1, men: 9 }, 'This is no part of normal. Found "men"; expected mean, sd'],
      [{ percent: 5, interval: [9, 11] }, 'This is no part of percent. Found "interval"'],
      [{ distribution: 'lognormal', median: 9, sd: 2 }, 'This is no part of lognormal by sd. Found "median"'],
      [{ distribution: 'weibull', shape: 2 }, 'This is no distribution. Found weibull'],
      [{ distribution: 'toString' }, 'This is no distribution'],
      [{ percent: -5 }, 'A percent below and above a value'],
      [{ percent: [5, 20] }, 'A percent below and above a value'],
      [
        { distribution: 'discrete', values: [1, 2], weights: [1, Number.POSITIVE_INFINITY] },
        'A weight of a distribution',
      ],
      [{ distribution: 'lognormal', geometricSd: Number.POSITIVE_INFINITY }, 'The geometric sd'],
      [{ distribution: 'lognormal', geometricSd: 1e80 }, 'A distribution without mean and spread'],
      [{ distribution: 'truncated', of: { distribution: 'normal', sd: 1, mu: 1 }, lower: 0 }, 'no part of normal'],
    ]
    for (const [spec, text] of refused) expect(() => run(spec), text).toThrow(text)
  })
  test('the rule that made a stated distribution is shown; no percents are no uncertainty', () => {
    const rules = (a: object) =>
      propagate(linear, given, {}, { uncertain: { a: a as never } }).variables.map(({ rule }) => rule)
    expect(rules({ percent: 5 })).toEqual(['stated percent, 95 % interval → normal'])
    expect(rules({ interval: ['4 t CO2e', '40 t CO2e'], level: 0.9 })).toEqual(['stated 90 % interval → lognormal'])
    expect(rules({ distribution: 'normal', sd: 1 })).toEqual(['stated'])
    expect(propagate(linear, given, {}, { uncertain: { a: { percent: 0 } } }).outputs.y?.one.sd).toBe(0)
  })
  test('specifications take units', () => {
    const uncertain = { treated: { distribution: 'triangular', lower: '1100 t', upper: '1.25 kt' } } as const
    const { variables } = propagate(
      composting,
      { treated: '1200 t' },
      {},
      { uncertain, rules: { bounds: { range: 'fixed' } } },
    )
    expect(variables[0]?.parameters).toEqual({ lower: 1100, mode: 1200, upper: 1250 })
  })
  test('results show themselves and are data', () => {
    const result = monteCarlo(linear, given, {}, { uncertain: normals, draws: 1000 })
    expect(inspect(result)).toMatch(/^IPCC 2006 V1 Ch 3, Approach 2.*: 1000 draws, seed 1\n {2}y: 7\d.*t CO2e$/s)
    const stored = JSON.parse(JSON.stringify(result))
    expect(stored.outputs.y[0]).toMatchObject({ unit: 't CO2e', value: 75 })
    expect(stored.variables).toHaveLength(3)
    expect(stored.method).toEqual({ id: 'test.linear', edition: '1', version: linear.version })
    expect(JSON.parse(JSON.stringify(propagate(linear, given, {}, { uncertain: normals }))).method.id).toBe(
      'test.linear',
    )
    expect(result.of('y').one.unit).toBe('t CO2e')
    expect(() => result.of('x')).toThrow('There is no output "x"')
  })
})
