import { type Passes, plainPasses } from './kernels'
import type { RowColumn } from './row-column'

/**
 * What the passes over rows are made of. All give the same results to the last bit; they differ in time, in where they
 * run, and in how they reach numbers: by a view, or by an address in a memory of their own.
 */
export interface Operators {
  /** @internal */
  readonly passes: Passes<unknown>
  /** Memory for values between two passes. @internal */
  readonly pool: Float64Array
  /** Whether passes can read and write these columns where they are. @internal */
  reach(columns: readonly RowColumn[]): boolean
  /** Some numbers as an operand of a pass. @internal */
  place(numbers: Float64Array): unknown
  /** The bits of some numbers as an operand of a pass. @internal */
  bits(numbers: Float64Array): unknown
  /** How many numbers new columns may still have together. */
  readonly room: number
  /** A new column, zero throughout. */
  column(rows: number): Float64Array
}

/** 2 MiB, the second cache of one core. */
export const poolSize = 1 << 18

let plain: Operators | undefined

/** Plain JavaScript, which may read and write every column. */
export const plainOperators = (): Operators => {
  plain ??= {
    passes: plainPasses as Passes<unknown>,
    pool: new Float64Array(poolSize),
    reach: () => true,
    place: (numbers) => numbers,
    bits: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, 2 * length),
    room: Number.POSITIVE_INFINITY,
    column: (rows) => new Float64Array(rows),
  }
  return plain
}
