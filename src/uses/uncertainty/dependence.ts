import type { Model } from './model'
import type { Variable } from './variable'

/** The linear correlation of two variables: of shares that are drawn together, of one stream, or as the matrix says. */
export const dependenceOf = ({ vectors, correlation }: Model): ((a: Variable, b: Variable) => number) => {
  const shares = new Map<string, { vector: number; alpha: number; rest: number }>()
  for (const [vector, { members, alphas }] of vectors.entries()) {
    const total = alphas.reduce((sum, alpha) => sum + alpha, 0)
    for (const [at, { name }] of members.entries()) {
      const alpha = alphas[at] as number
      shares.set(name, { vector, alpha, rest: total - alpha })
    }
  }
  return (a, b) => {
    if (a === b || a.stream === b.stream) return 1
    const [one, other] = [shares.get(a.name), shares.get(b.name)]
    if (one && other && one.vector === other.vector)
      return -Math.sqrt((one.alpha * other.alpha) / (one.rest * other.rest))
    if (!correlation) return 0
    const [i, j] = [correlation.variables.indexOf(a.name), correlation.variables.indexOf(b.name)]
    return correlation.matrix[i]?.[j] ?? 0
  }
}
