import { fail } from '../../core/errors'

/**
 * Correlations between variables: linear ones in Approach 1, rank correlations (Spearman's) in Monte Carlo. Those that the
 * matrix does not name are independent.
 */
export interface Correlation {
  readonly variables: readonly string[]
  readonly matrix: readonly (readonly number[])[]
}

const wrong = (message: string, found: string, expected: string): never =>
  fail('uncertainty.correlation', message, { found, expected })

/** Refuses what is no matrix of correlations: shape, diagonal, symmetry, −1 to 1. */
export const checkMatrix = ({ variables, matrix }: Correlation): void => {
  const size = variables.length
  if (new Set(variables).size !== size) wrong('A variable is named twice', variables.join(', '), 'each once')
  if (matrix.length !== size || matrix.some((row) => row.length !== size))
    wrong('The matrix has not the shape of its variables', `${matrix.length} rows`, `${size} × ${size}`)
  for (const [i, row] of matrix.entries()) {
    for (const [j, value] of row.entries()) {
      const here = `${value} for ${variables[i]} and ${variables[j]}`
      if (!(value >= -1 && value <= 1)) wrong('This is no correlation', here, '−1 to 1')
      if (i === j && value !== 1) wrong('A variable goes with itself', here, '1')
      if (matrix[j]?.[i] !== value) wrong('The matrix is not symmetric', here, `${matrix[j]?.[i]}`)
    }
  }
}

const tolerance = 1e-9

/**
 * The lower triangle L with L·Lᵀ the matrix. Throws `uncertainty.correlation` where there is none: the matrix is not
 * positive semi-definite.
 */
export const lowerTriangle = (matrix: readonly (readonly number[])[], what: string): number[][] => {
  const lower = matrix.map((row) => row.map(() => 0))
  const at = (i: number, j: number): number => (lower[i] as number[])[j] as number
  const impossible = (): never =>
    wrong(
      `${what} cannot all hold at once`,
      'a matrix that is not positive semi-definite',
      'correlations that go together',
    )
  for (let j = 0; j < matrix.length; j++) {
    const rest = (i: number): number => {
      let sum = matrix[i]?.[j] as number
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k)
      return sum
    }
    const pivot = rest(j)
    if (pivot < -tolerance) impossible()
    const root = pivot > tolerance ? Math.sqrt(pivot) : 0
    ;(lower[j] as number[])[j] = root
    for (let i = j + 1; i < matrix.length; i++) {
      if (root === 0 && Math.abs(rest(i)) > Math.sqrt(tolerance)) impossible()
      ;(lower[i] as number[])[j] = root === 0 ? 0 : rest(i) / root
    }
  }
  return lower
}

/** The linear correlation of two normals whose ranks correlate so (Pearson 1907). */
export const normalOfRank = (rank: number): number => 2 * Math.sin((Math.PI * rank) / 6)
