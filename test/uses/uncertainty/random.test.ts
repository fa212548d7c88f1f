import { describe, expect, test } from 'vitest'
import { splitMix64, Xoshiro128 } from '../../../src/uses/uncertainty/random'

describe('uniform draws', () => {
  // rust-random/rngs, rand_xoshiro: made with the reference C of Blackman and Vigna
  test('xoshiro128** gives the published numbers', () => {
    const generator = new Xoshiro128([1, 2, 3, 4])
    const published = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]
    expect(published.map(() => generator.next())).toEqual(published)
  })

  // the same, splitmix64.rs
  test('SplitMix64 gives the published numbers', () => {
    const next = splitMix64(1477776061723855037n)
    expect([next(), next(), next(), next(), next()]).toEqual([
      1985237415132408290n,
      2979275885539914483n,
      13511426838097143398n,
      8488337342461049707n,
      15141737807933549159n,
    ])
  })

  test('a uniform is made of two outputs, 26 bits each, and lies in the middle of its step', () => {
    const [words, uniforms] = [new Uint32Array(200), new Float64Array(100)]
    new Xoshiro128([1, 2, 3, 4]).words(words, 200)
    new Xoshiro128([1, 2, 3, 4]).uniforms(uniforms, 100)
    for (const [at, uniform] of uniforms.entries()) {
      const [high, low] = [BigInt(words[2 * at] as number) >> 6n, BigInt(words[2 * at + 1] as number) >> 6n]
      expect(uniform).toBe(Number(2n * ((high << 26n) + low) + 1n) / 2 ** 53)
    }
  })

  // a program of its own in Python, with whole numbers and fractions, checked by the published vectors of FNV-1a ("a" is
  // af63dc4c8601ec8c) and of both generators above
  test.each([
    [1, 'treated', [0.39564104573603387, 0.8049141119452127, 0.9891589515785219]],
    [7, 'a', [0.9486392759431724, 0.6039564343912546, 0.20012334287560896]],
    [-3, 'é[2024]', [0.5421004993518094, 0.9493879308301726, 0.7823358268220518]],
  ] as const)('the stream of seed %s and name %s, bit for bit', (seed, name, expected) => {
    const into = new Float64Array(3)
    Xoshiro128.stream(seed, name).uniforms(into, 3)
    expect([...into]).toEqual(expected)
  })

  test('streams differ by name and by seed, and do not depend on how they are asked', () => {
    const draw = (seed: number, name: string, parts: readonly number[]) => {
      const generator = Xoshiro128.stream(seed, name)
      return parts.flatMap((count) => {
        const into = new Float64Array(count)
        generator.uniforms(into, count)
        return [...into]
      })
    }
    expect(draw(1, 'a', [3, 4])).toEqual(draw(1, 'a', [7]))
    expect(draw(1, 'a', [3])).not.toEqual(draw(2, 'a', [3]))
    expect(draw(1, 'a', [3])).not.toEqual(draw(1, 'b', [3]))
  })
})
