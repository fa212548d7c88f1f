/**
 * Uniform draws that are the same on every platform: xoshiro128** (Blackman and Vigna 2018), its state filled by SplitMix64
 * from seed and stream. Only 32-bit integers and exact divisions are used.
 */

const mask = 0xffffffffffffffffn

/** SplitMix64: the next state, and the number drawn. */
export const splitMix64 = (seed: bigint): (() => bigint) => {
  let state = seed & mask
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
    return z ^ (z >> 31n)
  }
}

/** 64-bit FNV-1a of a name, so that the stream of a variable does not depend on which others there are. */
const hashOf = (name: string): bigint => {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(name)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask
  return hash
}

/** xoshiro128** from a state of four 32-bit words. */
export class Xoshiro128 {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(state: readonly [number, number, number, number]) {
    ;[this.a, this.b, this.c, this.d] = state
  }

  /** The stream of a name under a seed. */
  static stream(seed: number, name: string): Xoshiro128 {
    const next = splitMix64((BigInt(seed) * 0x9e3779b97f4a7c15n) ^ hashOf(name))
    const [one, two] = [next(), next()]
    const low = (of: bigint): number => Number(of & 0xffffffffn)
    return new Xoshiro128([low(one) | 0, low(one >> 32n) | 0, low(two) | 0, low(two >> 32n) | 0])
  }

  /** The next 32 bits. */
  next(): number {
    const word = new Uint32Array(1)
    this.words(word, 1)
    return word[0] as number
  }

  /** 32 bits each. */
  words(into: Uint32Array, count: number): void {
    let { a, b, c, d } = this
    for (let at = 0; at < count; at++) {
      const five = Math.imul(b, 5)
      into[at] = Math.imul((five << 7) | (five >>> 25), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }

  /** Uniforms of 52 bits, in the middle of their steps: never 0, never 1. */
  uniforms(into: Float64Array, count: number): void {
    let { a, b, c, d } = this
    for (let at = 0; at < count; at++) {
      let five = Math.imul(b, 5)
      const high = Math.imul((five << 7) | (five >>> 25), 9) >>> 6
      let shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
      five = Math.imul(b, 5)
      const low = Math.imul((five << 7) | (five >>> 25), 9) >>> 6
      shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
      into[at] = (high * 67108864 + low + 0.5) / 4503599627370496
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }
}
