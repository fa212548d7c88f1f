import { betaCdf, invert, lnGamma } from '../special'
import { type Distribution, shifted, stretched } from './distribution'

const steps = 512

/** Beta between two values. */
export const betaOf = (alpha: number, beta: number, lower = 0, upper = 1): Distribution => {
  const width = upper - lower
  const total = alpha + beta
  const norm = lnGamma(total) - lnGamma(alpha) - lnGamma(beta)
  const density = (x: number): number => Math.exp(norm + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x))
  const between = (p: number, low: number, high: number): number =>
    invert((x) => betaCdf(x, alpha, beta), density, p, [low, high], (low + high) / 2)
  // quantiles at even steps, so that a draw starts close
  let grid: Float64Array | undefined
  const standard = (p: number): number => {
    if (p <= 0) return 0
    if (p >= 1) return 1
    if (!grid) {
      grid = new Float64Array(steps + 1)
      for (let at = 1; at < steps; at++) grid[at] = between(at / steps, grid[at - 1] as number, 1)
      grid[steps] = 1
    }
    const at = Math.min(Math.floor(p * steps), steps - 1)
    return between(p, grid[at] as number, grid[at + 1] as number)
  }
  const quantile = (p: number): number => lower + width * standard(p)
  const [one, two] = [alpha / total, (alpha * (alpha + 1)) / (total * (total + 1))]
  return {
    kind: 'beta',
    mean: lower + width * one,
    sd: (width * Math.sqrt((alpha * beta) / (total + 1))) / total,
    lowest: lower,
    highest: upper,
    quantile,
    below: (x) => {
      const at = Math.min(Math.max((x - lower) / width, 0), 1)
      const part = {
        share: betaCdf(at, alpha, beta),
        first: one * betaCdf(at, alpha + 1, beta),
        second: two * betaCdf(at, alpha + 2, beta),
      }
      return stretched(shifted(part, -one), width)
    },
    fill: (uniforms, values, count) => {
      for (let at = 0; at < count; at++) values[at] = quantile(uniforms[at] as number)
    },
    parameters: { alpha, beta, lower, upper },
  }
}

/** PERT: a beta with this mode, whose mean is (lower + weight·mode + upper) / (weight + 2). */
export const pertOf = (lower: number, mode: number, upper: number, weight = 4): Distribution => {
  const width = upper - lower
  const beta = betaOf(1 + (weight * (mode - lower)) / width, 1 + (weight * (upper - mode)) / width, lower, upper)
  return { ...beta, kind: 'pert', parameters: { lower, mode, upper, weight } }
}
