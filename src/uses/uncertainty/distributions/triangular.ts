import { type Distribution, type Part, shifted, stretched } from './distribution'

/** Triangular: from the lower value straight up to the mode, and down to the upper one. */
export const triangularOf = (lower: number, mode: number, upper: number): Distribution => {
  const width = upper - lower
  const peak = (mode - lower) / width
  const about = (part: Part): Part => stretched(shifted(part, -(1 + peak) / 3), width)
  // between 0 and 1: density 2x/peak, then 2(1 − x)/(1 − peak)
  const below = (x: number): Part => {
    const at = Math.min(Math.max((x - lower) / width, 0), 1)
    const rising = (to: number): Part =>
      peak === 0
        ? { share: 0, first: 0, second: 0 }
        : { share: (to * to) / peak, first: (2 * to ** 3) / (3 * peak), second: to ** 4 / (2 * peak) }
    if (at <= peak) return about(rising(at))
    const falls = 1 - peak
    const left = rising(peak)
    const area = (power: number): number => {
      const inner = (t: number): number =>
        (2 / falls) * (t ** (power + 1) / (power + 1) - t ** (power + 2) / (power + 2))
      return inner(at) - inner(peak)
    }
    return about({ share: left.share + area(0), first: left.first + area(1), second: left.second + area(2) })
  }
  const quantile = (p: number): number =>
    p < peak ? lower + width * Math.sqrt(p * peak) : upper - width * Math.sqrt((1 - p) * (1 - peak))
  return {
    kind: 'triangular',
    mean: (lower + mode + upper) / 3,
    sd: width * Math.sqrt((1 - peak + peak * peak) / 18),
    lowest: lower,
    highest: upper,
    quantile,
    below,
    fill: (uniforms, values, count) => {
      const [rise, fall] = [width * Math.sqrt(peak), width * Math.sqrt(1 - peak)]
      for (let at = 0; at < count; at++) {
        const p = uniforms[at] as number
        values[at] = p < peak ? lower + rise * Math.sqrt(p) : upper - fall * Math.sqrt(1 - p)
      }
    },
    parameters: { lower, mode, upper },
  }
}
