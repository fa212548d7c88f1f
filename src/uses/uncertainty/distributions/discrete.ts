import { type Distribution, fillByQuantile, type Part } from './distribution'

/** A few values, each with its weight. */
export const discreteOf = (
  values: readonly number[],
  weights: readonly number[],
  kind: 'discrete' | 'sample' = 'discrete',
): Distribution => {
  const order = values
    .map((value, index) => ({ value, weight: weights[index] as number }))
    .sort((a, b) => a.value - b.value)
  const total = order.reduce((sum, { weight }) => sum + weight, 0)
  const shares = order.map(({ weight }) => weight / total)
  const upTo = new Float64Array(order.length)
  let sum = 0
  for (const [at, share] of shares.entries()) {
    sum += share
    upTo[at] = sum
  }
  const mean = order.reduce((all, { value }, at) => all + value * (shares[at] as number), 0)
  const variance = order.reduce((all, { value }, at) => all + (value - mean) ** 2 * (shares[at] as number), 0)
  const last = order.length - 1
  const quantile = (p: number): number => {
    let [low, high] = [0, last]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] as number) >= p) high = middle
      else low = middle + 1
    }
    return (order[low] as { value: number }).value
  }
  const below = (x: number): Part => {
    const part = { share: 0, first: 0, second: 0 }
    for (const [at, { value }] of order.entries()) {
      if (value > x) break
      const share = shares[at] as number
      part.share += share
      part.first += share * (value - mean)
      part.second += share * (value - mean) ** 2
    }
    return part
  }
  return {
    kind,
    mean,
    sd: Math.sqrt(variance),
    lowest: (order[0] as { value: number }).value,
    highest: (order[last] as { value: number }).value,
    quantile,
    below,
    fill: fillByQuantile(quantile),
    parameters:
      kind === 'sample'
        ? { values: order.map(({ value }) => value) }
        : { values: order.map(({ value }) => value), shares },
  }
}

/** An empirical sample: each of its values as likely as any other. */
export const sampleOf = (values: readonly number[]): Distribution =>
  discreteOf(
    values,
    values.map(() => 1),
    'sample',
  )
