/**
 * What lies at or below a value: the share, and its contribution to the first two moments about the mean of the whole.
 * Moments about 0 would lose the spread of a narrow distribution far from 0.
 */
export interface Part {
  readonly share: number
  readonly first: number
  readonly second: number
}

/**
 * A distribution in plain doubles, in the unit of its variable. Values are drawn by `fill`: one uniform a draw, by the
 * inverse of the distribution, so that a rank stays a rank.
 */
export interface Distribution {
  readonly kind: string
  readonly mean: number
  readonly sd: number
  /** The least and the greatest value; infinite where there is none. */
  readonly lowest: number
  readonly highest: number
  /** The value that is not exceeded with this probability. */
  quantile(probability: number): number
  /** What lies at or below x. From this a truncation follows. */
  below(x: number): Part
  /** Values at uniforms; both may be one array. */
  fill(uniforms: Float64Array, values: Float64Array, count: number): void
  /** Its parameters, as shown. */
  readonly parameters: Readonly<Record<string, number | readonly number[]>>
}

/** Values one by one, where a distribution knows nothing better. */
export const fillByQuantile = (quantile: (p: number) => number): Distribution['fill'] => {
  return (uniforms, values, count) => {
    for (let at = 0; at < count; at++) values[at] = quantile(uniforms[at] as number)
  }
}

/** The same part, of a variable that is so many times as wide. */
export const stretched = ({ share, first, second }: Part, width: number): Part => ({
  share,
  first: width * first,
  second: width * width * second,
})

/** The same part, its moments about a point that lies lower by so much. */
export const shifted = ({ share, first, second }: Part, by: number): Part => ({
  share,
  first: first + by * share,
  second: second + 2 * by * first + by * by * share,
})
