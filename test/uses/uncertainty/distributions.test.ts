import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  betaOf,
  type Distribution,
  discreteOf,
  lognormalOf,
  lognormalOfMean,
  normalOf,
  pertOf,
  sampleOf,
  splitNormalOf,
  triangularOf,
  truncatedOf,
  uniformOf,
} from '../../../src/uses/uncertainty/distributions'
import { gammaQuantile } from '../../../src/uses/uncertainty/draws'
import { betaCdf, gammaCdf, invert, lnGamma, normalCdf, normalQuantile } from '../../../src/uses/uncertainty/special'

// figures of scipy: scripts/uncertainty/distributions.py
const known = JSON.parse(readFileSync(new URL('distributions.json', import.meta.url), 'utf8'))

const close = (found: number, expected: number, relative: number, least = 1e-300): void => {
  const off = Math.abs(found - expected)
  if (!(off <= relative * Math.max(Math.abs(expected), least))) expect(found).toBe(expected)
}

type Parameters = Readonly<Record<string, number>>

const makers: Readonly<Record<string, (p: Parameters) => Distribution>> = {
  normal: (p) => normalOf(p.mean as number, p.sd as number),
  lognormal: (p) => lognormalOf(p.mu as number, p.sigma as number),
  uniform: (p) => uniformOf(p.lower as number, p.upper as number),
  triangular: (p) => triangularOf(p.lower as number, p.mode as number, p.upper as number),
  beta: (p) => betaOf(p.alpha as number, p.beta as number, p.lower, p.upper),
  pert: (p) => pertOf(p.lower as number, p.mode as number, p.upper as number),
  'truncated-normal': (p) =>
    truncatedOf(normalOf(p.mean as number, p.sd as number), p.lower as number, p.upper as number),
}

interface Known {
  readonly kind: string
  readonly parameters: Readonly<Record<string, number | 'inf'>>
  readonly mean: number
  readonly sd: number
  readonly quantiles: readonly number[]
  readonly at: number
  readonly below: readonly number[]
}

const made = (known.distributions as readonly Known[]).map((each) => {
  const parameters = Object.fromEntries(
    Object.entries(each.parameters).map(([name, value]) => [name, value === 'inf' ? Number.POSITIVE_INFINITY : value]),
  )
  const distribution = makers[each.kind]?.(parameters) as Distribution
  return [`${each.kind} ${JSON.stringify(each.parameters)}`, each, distribution] as const
})

const drawn = (of: Distribution, probabilities: readonly number[]): number[] => {
  const values = Float64Array.from(probabilities)
  of.fill(values, values, values.length)
  return [...values]
}

describe('distributions agree with scipy', () => {
  test.each(made)('%s', (_, expected, distribution) => {
    const scale = Math.abs(expected.mean) + expected.sd
    close(distribution.mean, expected.mean, 1e-12, scale)
    close(distribution.sd, expected.sd, 1e-9)
    for (const [at, p] of known.probabilities.entries()) {
      close(distribution.quantile(p), expected.quantiles[at] as number, 1e-9, scale * 1e-3)
    }
    // scipy's are about 0, ours about the mean m: E(x²) = E((x − m)²) + 2m·E(x − m) + m²
    const { share, first, second } = distribution.below(expected.at)
    const m = expected.mean
    for (const [power, value] of [share, first + m * share, second + 2 * m * first + m * m * share].entries())
      close(value, expected.below[power] as number, 1e-9, scale ** power)
    for (const [at, value] of drawn(distribution, known.probabilities).entries())
      close(value, expected.quantiles[at] as number, 1e-9, scale * 1e-3)
  })

  test.each(known.splitNormal as { [name: string]: number }[])('split normal %j', (expected) => {
    const { mode, sdBelow, sdAbove, mean, sd } = expected as Record<string, number> as {
      mode: number
      sdBelow: number
      sdAbove: number
      mean: number
      sd: number
    }
    const quantiles = expected.quantiles as unknown as readonly number[]
    const split = splitNormalOf(mode, sdBelow, sdAbove)
    close(split.mean, mean, 1e-12)
    close(split.sd, sd, 1e-9)
    for (const [at, p] of known.probabilities.entries()) close(split.quantile(p), quantiles[at] as number, 1e-9)
    const all = split.below(Number.POSITIVE_INFINITY)
    close(all.share, 1, 1e-14)
    close(all.first, 0, 1e-12, sd)
    close(all.second, sd ** 2, 1e-9)
  })

  interface Cut extends Known {
    readonly lower: number
    readonly upper: number
  }
  test.each((known.truncated as readonly Cut[]).map((each) => [each.kind, each] as const))(
    'truncated: %s',
    (kind, cut) => {
      const found = truncatedOf(makers[kind]?.(cut.parameters as Parameters) as Distribution, cut.lower, cut.upper)
      close(found.mean - cut.lower, cut.mean - cut.lower, 1e-9)
      close(found.sd, cut.sd, 1e-9)
      for (const [at, value] of drawn(found, known.probabilities).entries())
        close(value - cut.lower, (cut.quantiles[at] as number) - cut.lower, 1e-9, cut.sd)
    },
  )

  test('discrete values and samples', () => {
    const { values, weights, mean, sd } = known.discrete
    const discrete = discreteOf(values, weights)
    close(discrete.mean, mean, 1e-15)
    close(discrete.sd, sd, 1e-14)
    expect([0.01, 0.5, 0.51, 0.75, 0.76, 1].map(discrete.quantile)).toEqual([1, 1, 2, 2, 4, 4])
    const sample = sampleOf(known.sample.values)
    close(sample.mean, known.sample.mean, 1e-15)
    close(sample.sd, known.sample.sd, 1e-14)
    for (const [p, value] of known.sample.quantiles) expect(sample.quantile(p)).toBe(value)
  })

  test('PERT of another weight: mean (lower + w·mode + upper)/(w + 2), variance (mean − lower)(upper − mean)/(w + 3)', () => {
    const { mean, sd } = pertOf(2, 3, 8, 10)
    close(mean, 40 / 12, 1e-14)
    close(sd ** 2, ((40 / 12 - 2) * (8 - 40 / 12)) / 13, 1e-13)
  })

  test('a lognormal by its mean and standard deviation has them', () => {
    const { mean, sd } = lognormalOfMean(4, 3)
    close(mean, 4, 1e-14)
    close(sd, 3, 1e-13)
  })
})

describe('special functions agree with scipy', () => {
  test('normal distribution and its inverse', () => {
    for (const [z, value] of known.special.normalCdf) close(normalCdf(z), value, 2e-13)
    for (const [p, value] of known.special.normalQuantile) close(normalQuantile(p), value, 1e-14, 1e-3)
  })
  test('gamma, beta', () => {
    for (const [x, value] of known.special.lnGamma) close(lnGamma(x), value, 1e-13, 1)
    for (const [x, a, b, value] of known.special.betaCdf) close(betaCdf(x, a, b), value, 1e-11)
    for (const [x, a, value] of known.special.gammaCdf) close(gammaCdf(x, a), value, 1e-11)
    for (const [p, a, value] of known.special.gammaQuantile) close(gammaQuantile(p, a), value, 1e-11)
  })
  test('an inverse by steps', () => {
    const root = invert(
      (x) => x ** 3,
      (x) => 3 * x * x,
      2,
      [0, 5],
      4,
    )
    close(root, 2 ** (1 / 3), 1e-15)
  })
})

describe('truncation', () => {
  test('keeps every draw: a uniform moves into the share that is left', () => {
    const cut = truncatedOf(normalOf(1, 1), 0, Number.POSITIVE_INFINITY)
    const values = drawn(cut, [1e-12, 0.25, 0.999999])
    expect(values.every((value) => value >= 0)).toBe(true)
  })
  test('does nothing where nothing is outside', () => {
    const whole = normalOf(100, 1)
    expect(truncatedOf(whole, 0, Number.POSITIVE_INFINITY)).toBe(whole)
  })
  test('a narrow distribution far from 0 keeps its spread: a cut uniform is a uniform', () => {
    const { mean, sd } = truncatedOf(uniformOf(1e6, 1e6 + 1), 1e6 + 0.25, 1e6 + 0.5)
    expect(mean).toBeCloseTo(1e6 + 0.375, 9)
    expect(sd).toBeCloseTo(0.25 / Math.sqrt(12), 12)
  })
  test('of what is cut already, again: moments about the new mean', () => {
    // a normal(0, 1) above 0 has mean √(2/π); cut once more at 1, as if cut at 0 and 1 at once
    const twice = truncatedOf(truncatedOf(normalOf(0, 1), 0, Number.POSITIVE_INFINITY), 0, 1)
    const once = truncatedOf(normalOf(0, 1), 0, 1)
    expect(twice.mean).toBeCloseTo(once.mean, 14)
    expect(twice.sd).toBeCloseTo(once.sd, 14)
    // E(x | 0 < x < 1) = (φ(0) − φ(1)) / (Φ(1) − Φ(0))
    expect(once.mean).toBeCloseTo((0.3989422804014327 - 0.24197072451914337) / 0.3413447460685429, 13)
  })
  test('refuses a range with almost nothing in it', () => {
    expect(() => truncatedOf(normalOf(100, 1), 0, 1)).toThrow('Almost nothing of the distribution lies in its range')
  })
  test('a discrete value at the limit is kept', () => {
    expect(truncatedOf(discreteOf([1, 2, 3], [1, 1, 1]), 2, 3).mean).toBeCloseTo(2.5, 14)
  })
})
