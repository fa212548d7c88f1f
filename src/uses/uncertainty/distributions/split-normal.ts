import { normalQuantile } from '../special'
import { type Distribution, fillByQuantile, type Part, shifted } from './distribution'
import { normalPart } from './normal'

/** The half below the mode, the half above it, about the mode; a side of no spread holds nothing. */
const sidePart = (x: number, mode: number, sd: number): Part =>
  sd === 0 ? { share: 0, first: 0, second: 0 } : normalPart(x, mode, sd)

/** Two halves of normals that meet in the mode with one density: each side has its own spread. */
export const splitNormalOf = (mode: number, sdBelow: number, sdAbove: number): Distribution => {
  const weight = sdBelow / (sdBelow + sdAbove)
  const skew = Math.sqrt(2 / Math.PI) * (sdAbove - sdBelow)
  const sd = Math.sqrt((1 - 2 / Math.PI) * (sdAbove - sdBelow) ** 2 + sdBelow * sdAbove)
  const quantile = (p: number): number =>
    p < weight
      ? mode + sdBelow * normalQuantile(p / (2 * weight))
      : mode + (sdAbove === 0 ? 0 : sdAbove * normalQuantile(1 - (1 - p) / (2 * (1 - weight))))
  const lower = sidePart(mode, mode, sdBelow)
  const upper = sidePart(mode, mode, sdAbove)
  const below = (x: number): Part => {
    const left = x < mode ? sidePart(x, mode, sdBelow) : lower
    const right = x < mode ? upper : sidePart(x, mode, sdAbove)
    const both = (of: keyof Part): number => 2 * weight * left[of] + 2 * (1 - weight) * (right[of] - upper[of])
    return shifted({ share: both('share'), first: both('first'), second: both('second') }, -skew)
  }
  return {
    kind: 'split-normal',
    mean: mode + skew,
    sd,
    lowest: sdBelow === 0 ? mode : Number.NEGATIVE_INFINITY,
    highest: sdAbove === 0 ? mode : Number.POSITIVE_INFINITY,
    quantile,
    below,
    fill: fillByQuantile(quantile),
    parameters: { mode, sdBelow, sdAbove },
  }
}
