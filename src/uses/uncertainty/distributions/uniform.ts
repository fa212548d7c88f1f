import type { Distribution } from './distribution'

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
      const to = Math.min(Math.max(x, lower), upper)
      return {
        share: (to - lower) / width,
        first: (to * to - lower * lower) / (2 * width),
        second: (to ** 3 - lower ** 3) / (3 * width),
      }
    },
    fill: (uniforms, values, count) => {
      for (let at = 0; at < count; at++) values[at] = lower + width * (uniforms[at] as number)
    },
    parameters: { lower, upper },
  }
}
