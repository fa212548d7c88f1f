/** Rows that are added up as they come; their sums are then added with compensation, in the order of the rows. */
export const leafRows = 256

/** The sum of a leaf in four lanes. It is finite only where every value is. */
export const leafSum = (values: Float64Array, from: number, count: number): number => {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const end = from + count
  let row = from
  for (; row + 4 <= end; row += 4) {
    a += values[row] as number
    b += values[row + 1] as number
    c += values[row + 2] as number
    d += values[row + 3] as number
  }
  for (; row < end; row++) a += values[row] as number
  return a + b + (c + d)
}

/** The same where some rows are refused: they count as nothing. */
export const leafSumOf = (values: Float64Array, from: number, count: number): number => {
  const lanes = [0, 0, 0, 0]
  const whole = count - (count % 4)
  for (let at = 0; at < count; at++) {
    const value = values[from + at] as number
    const lane = at < whole ? at % 4 : 0
    if (value - value === 0) lanes[lane] = (lanes[lane] as number) + value
  }
  const [a, b, c, d] = lanes as [number, number, number, number]
  return a + b + (c + d)
}

/** The sum of the leaves with what rounding took off (Neumaier, ZAMM 54, 1974). */
export const totalOf = (leaves: Float64Array): number => {
  let sum = 0
  let lost = 0
  for (let at = 0; at < leaves.length; at++) {
    const value = leaves[at] as number
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}
