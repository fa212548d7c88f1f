import { fail } from '../../../core/errors'
import { type Distribution, type Part, shifted } from './distribution'

/** Below this share of a truncated distribution, doubles no longer tell its values apart. */
const least = 1e-9

/** A share that lies outside without any draw ever showing it. */
const unseen = 4e-16

const nothing: Part = { share: 0, first: 0, second: 0 }

/** What lies below the least value that is kept; a value at the limit itself is kept. */
const partBefore = (of: Distribution, lower: number): Part => {
  if (lower <= of.lowest) return nothing
  if (of.kind !== 'discrete' && of.kind !== 'sample') return of.below(lower)
  const step = Math.max(Math.abs(lower) * Number.EPSILON, Number.MIN_VALUE)
  return of.below(lower - step)
}

/**
 * A distribution without what lies outside of two limits. Every draw is kept: the uniform is moved into the share that is
 * inside. Throws `uncertainty.invalid` where almost nothing is inside.
 */
export const truncatedOf = (of: Distribution, lower: number, upper: number): Distribution => {
  if (lower <= of.lowest && upper >= of.highest) return of
  const before = partBefore(of, lower)
  const upTo = upper >= of.highest ? of.below(Number.POSITIVE_INFINITY) : of.below(upper)
  if (before.share <= unseen && upTo.share >= 1 - unseen) return of
  const share = upTo.share - before.share
  if (!(share > least)) {
    fail('uncertainty.invalid', 'Almost nothing of the distribution lies in its range', {
      found: `a share of ${share.toPrecision(2)} between ${lower} and ${upper}`,
      hint: 'Look for a slip in the value, the spread or the unit.',
    })
  }
  const inside = (to: Part): Part => ({
    share: (to.share - before.share) / share,
    first: (to.first - before.first) / share,
    second: (to.second - before.second) / share,
  })
  const { first: moved, second } = inside(upTo)
  const [lowest, highest] = [Math.max(lower, of.lowest), Math.min(upper, of.highest)]
  const within = (x: number): number => Math.min(Math.max(x, lowest), highest)
  return {
    kind: of.kind,
    mean: of.mean + moved,
    sd: Math.sqrt(Math.max(second - moved * moved, 0)),
    lowest,
    highest,
    quantile: (p) => within(of.quantile(before.share + p * share)),
    below: (x) => (x < lowest ? nothing : shifted(inside(x >= highest ? upTo : of.below(x)), -moved)),
    fill: (uniforms, values, count) => {
      for (let at = 0; at < count; at++) values[at] = before.share + (uniforms[at] as number) * share
      of.fill(values, values, count)
      // rounding may put a value just outside
      for (let at = 0; at < count; at++) values[at] = within(values[at] as number)
    },
    parameters: {
      ...of.parameters,
      ...(Number.isFinite(lower) ? { truncatedBelow: lower } : {}),
      ...(Number.isFinite(upper) ? { truncatedAbove: upper } : {}),
    },
  }
}
