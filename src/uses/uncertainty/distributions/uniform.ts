import { type Distribution, stretched } from './distribution'

/** Every value between the two as likely as any other. */
export const uniformOf = (lower: number, upper: number): Distribution => {
  const width = upper - lower
  return {
    kind: 'uniform',
    mean: (lower + upper) / 2,
    sd: width / Math.sqrt(12),
    lowest: lower,
    highest: upper,
    quantile: (p) => lower + width * p,
    below: (x) => {
      const at = Math.min(Math.max((x - lower) / width, 0), 1)
      return stretched({ share: at, first: (at * (at - 1)) / 2, second: ((at - 0.5) ** 3 + 0.125) / 3 }, width)
    },
    fill: (uniforms, values, count) => {
      for (let at = 0; at < count; at++) values[at] = lower + width * (uniforms[at] as number)
    },
    parameters: { lower, upper },
  }
}
