import { methodOf } from '../../../src/methods'
import { type Declared, declaredOf } from '../../../src/uses/evaluation'
import { evaluate } from '../../../src/uses/exact'
import { type Case, cases } from './cases'

/** Marsaglia's xorshift, started from a stated number: the same cases each time. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

/** Every figure of an input up to half of it more or less (only less where it has an upper bound), now and then 0; a choice is drawn among its labels. */
const vary = (given: unknown, declared: Declared | undefined, random: () => number): unknown => {
  const labels = declared?.labels
  if (typeof given === 'number' || typeof given === 'string') {
    if (labels) return labels.includes(String(given)) ? pick(labels, random) : given
    const [, number, unit = ''] = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)(.*)$/i.exec(String(given)) ?? []
    if (number === undefined) return given
    const varied = random() < 0.03 ? 0 : Number(number) * (0.5 + random() * (declared?.range?.[1] ? 0.5 : 1))
    return `${Number(varied.toPrecision(6))}${unit}`
  }
  if (Array.isArray(given)) {
    return given.map((each) =>
      typeof each === 'object' && each !== null && 'value' in each
        ? { ...each, value: vary(each.value, declared, random) }
        : vary(each, declared, random),
    )
  }
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(
    Object.entries(given).map(([name, each]) =>
      name === 'from' || name === 'over' || name === 'unit' ? [name, each] : [name, vary(each, declared, random)],
    ),
  )
}

/** Random cases of a method, varied from its published ones; `rejected` counts the draws that it refuses. */
export const randomCases = (id: string, count: number, seed: number): { drawn: Case[]; rejected: number } => {
  const random = randomFrom(seed)
  const method = methodOf(id)
  const { leaves } = method.graph()
  const own = cases.filter((each) => each.method === id)
  const drawn: Case[] = []
  let rejected = 0
  while (drawn.length < count) {
    const base = pick(own, random)
    const inputs = Object.fromEntries(
      Object.entries(base.inputs).map(([name, given]) => {
        const node = leaves.get(name)
        const declared = node && declaredOf(node)
        return [name, declared?.sumsTo ? given : vary(given, declared, random)]
      }),
    )
    try {
      evaluate(method as never, inputs as never, base.context as never)
      drawn.push({ ...base, id: `${id}/random-${drawn.length + 1}`, inputs })
    } catch {
      rejected += 1
      if (rejected > 20 * count) throw new Error(`${id}: the draws are refused`)
    }
  }
  return { drawn, rejected }
}
