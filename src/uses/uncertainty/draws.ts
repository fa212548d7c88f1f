import { lowerTriangle, normalOfRank } from './correlation'
import type { Model } from './model'
import { Xoshiro128 } from './random'
import type { Vector } from './shares'
import { fillNormal, gammaCdf, invert, lnGamma, normalCdf, normalQuantile } from './special'
import type { Variable } from './variable'

/** Draws of all variables, block after block: always the same for a seed. */
export interface Draws {
  /** One array a slot; those of variables are filled by `next`. */
  readonly columns: readonly Float64Array[]
  /** Fills the first `count` places of the columns. */
  next(count: number): void
}

/** Fills its own columns with the next draws. */
type Source = (count: number) => void

/** The gamma quantile of scale 1 (Wilson and Hilferty's approximation, then Newton's steps). */
export const gammaQuantile = (p: number, shape: number): number => {
  const cube = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))
  const small = Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape)
  const start = shape > 1 && cube > 0 ? shape * cube ** 3 : small
  let high = Math.max(start, shape) * 2 + 10
  while (gammaCdf(high, shape) < p) high *= 2
  const norm = lnGamma(shape)
  const density = (x: number): number => Math.exp((shape - 1) * Math.log(x) - x - norm)
  return invert((x) => gammaCdf(x, shape), density, p, [0, high], start)
}

/** Shares as gammas over their sum: one uniform each. */
const vectorSource = (vector: Vector, columns: readonly Float64Array[], seed: number, size: number): Source => {
  const { members, alphas, total, name } = vector
  const streams = [...members.map((member) => member.stream), `${name}/last`].map((each) =>
    Xoshiro128.stream(seed, each),
  )
  const gammas = streams.map(() => new Float64Array(size))
  return (count) => {
    for (const [at, stream] of streams.entries()) {
      const values = gammas[at] as Float64Array
      stream.uniforms(values, count)
      for (let row = 0; row < count; row++) values[row] = gammaQuantile(values[row] as number, alphas[at] as number)
    }
    for (let row = 0; row < count; row++) {
      let sum = 0
      for (const values of gammas) sum += values[row] as number
      for (const [at, { slot }] of members.entries())
        (columns[slot] as Float64Array)[row] = (total * ((gammas[at] as Float64Array)[row] as number)) / sum
    }
  }
}

/** Variables whose ranks go together: normals that are mixed by the matrix, as uniforms again (a Gaussian copula). */
const correlatedSource = (
  variables: readonly Variable[],
  matrix: readonly (readonly number[])[],
  columns: readonly Float64Array[],
  seed: number,
  size: number,
): Source => {
  const normal = matrix.map((row, i) => row.map((rank, j) => (i === j ? 1 : normalOfRank(rank))))
  const mix = lowerTriangle(normal, 'These rank correlations, as those of normals,')
  const streams = variables.map(({ stream }) => Xoshiro128.stream(seed, stream))
  const normals = variables.map(() => new Float64Array(size))
  return (count) => {
    for (const [at, stream] of streams.entries()) {
      const values = normals[at] as Float64Array
      stream.uniforms(values, count)
      fillNormal(values, values, count)
    }
    for (const [at, { slot, distribution }] of variables.entries()) {
      const [weights, column] = [mix[at] as number[], columns[slot] as Float64Array]
      for (let row = 0; row < count; row++) {
        let sum = 0
        for (let from = 0; from <= at; from++)
          sum += (weights[from] as number) * ((normals[from] as Float64Array)[row] as number)
        // never 0 or 1, as a uniform
        column[row] = Math.min(Math.max(normalCdf(sum), 1e-17), 1 - 1e-16)
      }
      distribution?.fill(column, column, count)
    }
  }
}

const singleSource = (
  { distribution, slot, stream }: Variable,
  columns: readonly Float64Array[],
  seed: number,
): Source => {
  const generator = Xoshiro128.stream(seed, stream)
  const column = columns[slot] as Float64Array
  return (count) => {
    generator.uniforms(column, count)
    distribution?.fill(column, column, count)
  }
}

/** The draws of a model under a seed, in blocks of at most `size`. A stream a variable, named by it. */
export const drawsOf = ({ variables, vectors, slots, correlation }: Model, seed: number, size: number): Draws => {
  const none = new Float64Array(size)
  const columns = new Array<Float64Array>(slots).fill(none)
  for (const { slot, value } of variables) {
    const column = new Float64Array(size)
    const number = value.toNumber()
    for (let row = 0; row < size; row++) column[row] = number
    columns[slot] = column
  }
  const named = (name: string): Variable => variables.find((each) => each.name === name) as Variable
  const together = correlation ? correlation.variables.map(named) : []
  const shares = new Set(vectors.flatMap(({ members }) => members.map(({ slot }) => slot)))
  const alone = variables.filter(
    (each) => each.distribution && each.distribution.sd > 0 && !shares.has(each.slot) && !together.includes(each),
  )
  const sources: Source[] = [
    ...alone.map((variable) => singleSource(variable, columns, seed)),
    ...vectors.map((vector) => vectorSource(vector, columns, seed, size)),
    ...(correlation ? [correlatedSource(together, correlation.matrix, columns, seed, size)] : []),
  ]
  return {
    columns,
    next: (count) => {
      for (const source of sources) source(count)
    },
  }
}
