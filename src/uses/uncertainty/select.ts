/** Order statistics by selection: the values at a few ranks, without sorting the rest. */

/** Puts the values that belong at `ranks` (rising) there; what is smaller stands before, what is greater after. */
export const selectRanks = (values: Float64Array, ranks: readonly number[]): void => {
  const open: [low: number, high: number, from: number, to: number][] = [[0, values.length - 1, 0, ranks.length]]
  while (open.length > 0) {
    const [low, high, from, to] = open.pop() as [number, number, number, number]
    if (low >= high || from >= to) continue
    if (high - low < 24) {
      insertionSort(values, low, high)
      continue
    }
    const pivot = pivotOf(values, low, high, ranks[(from + to) >> 1] as number)
    let [i, j] = [low, high]
    while (i <= j) {
      while ((values[i] as number) < pivot) i++
      while ((values[j] as number) > pivot) j--
      if (i > j) break
      const swap = values[i] as number
      values[i] = values[j] as number
      values[j] = swap
      i++
      j--
    }
    // low…j ≤ pivot, i…high ≥ pivot; between them values of the pivot
    let left = from
    while (left < to && (ranks[left] as number) <= j) left++
    let right = left
    while (right < to && (ranks[right] as number) < i) right++
    open.push([low, j, from, left], [i, high, right, to])
  }
}

const insertionSort = (values: Float64Array, low: number, high: number): void => {
  for (let at = low + 1; at <= high; at++) {
    const value = values[at] as number
    let to = at - 1
    while (to >= low && (values[to] as number) > value) {
      values[to + 1] = values[to] as number
      to--
    }
    values[to + 1] = value
  }
}

/** A value that stands near the wanted rank: that of a small sample, evenly taken. */
const pivotOf = (values: Float64Array, low: number, high: number, rank: number): number => {
  const count = high - low > 4096 ? 63 : 7
  const sample = new Float64Array(count)
  const step = (high - low) / (count - 1)
  for (let at = 0; at < count; at++) sample[at] = values[low + Math.floor(at * step)] as number
  insertionSort(sample, 0, count - 1)
  return sample[Math.round(((rank - low) / (high - low)) * (count - 1))] as number
}

const z95 = 1.959963984540054

/** A quantile of a sample, and the 95 % interval in which that of the whole distribution lies. */
export interface SampledQuantile {
  readonly probability: number
  readonly value: number
  readonly from: number
  readonly to: number
}

/**
 * How few draws tell a quantile at all: with fewer, all of them lie on one side of it in more than 2.5 % of the cases, and
 * its sampling error has no end on the other side.
 */
export const fewestDraws = (probability: number): number =>
  Math.ceil(Math.log(0.025) / Math.log1p(-Math.min(probability, 1 - probability)))

/**
 * Quantiles between order statistics (the common rule, type 7 of Hyndman and Fan 1996), each with its own sampling error:
 * the order statistics at the binomial ranks n·p ± 1.96·√(n·p·(1 − p)), whatever the distribution. `values` is put in
 * another order.
 */
export const quantilesOf = (values: Float64Array, probabilities: readonly number[]): SampledQuantile[] => {
  const last = values.length - 1
  const within = (rank: number): number => Math.min(Math.max(rank, 0), last)
  const wanted = probabilities.map((p) => {
    const at = p * last
    const half = z95 * Math.sqrt(values.length * p * (1 - p))
    return {
      p,
      at,
      low: Math.floor(at),
      high: Math.ceil(at),
      from: within(Math.floor(values.length * p - half) - 1),
      to: within(Math.ceil(values.length * p + half)),
    }
  })
  const ranks = [...new Set(wanted.flatMap(({ low, high, from, to }) => [low, high, from, to]))].sort((a, b) => a - b)
  selectRanks(values, ranks)
  return wanted.map(({ p, at, low, high, from, to }) => {
    const [a, b] = [values[low] as number, values[high] as number]
    return {
      probability: p,
      value: a + (b - a) * (at - low),
      from: values[from] as number,
      to: values[to] as number,
    }
  })
}

/** Mean and standard deviation (n − 1), in two passes. */
export const momentsOf = (values: Float64Array): { mean: number; sd: number } => {
  const n = values.length
  let [a, b, c, d] = [0, 0, 0, 0]
  let at = 0
  for (; at + 4 <= n; at += 4) {
    a += values[at] as number
    b += values[at + 1] as number
    c += values[at + 2] as number
    d += values[at + 3] as number
  }
  for (; at < n; at++) a += values[at] as number
  const mean = (a + b + (c + d)) / n
  ;[a, b] = [0, 0]
  for (at = 0; at + 2 <= n; at += 2) {
    const [x, y] = [(values[at] as number) - mean, (values[at + 1] as number) - mean]
    a += x * x
    b += y * y
  }
  for (; at < n; at++) a += ((values[at] as number) - mean) ** 2
  return { mean, sd: n > 1 ? Math.sqrt((a + b) / (n - 1)) : 0 }
}
