import { fail } from '../../core/errors'
import type { Simulation } from './monte-carlo'
import type { Propagation } from './propagate'
import { normalQuantile } from './special'

/**
 * A rule for conservative deductions, as data: what a programme takes off a reduction because it is uncertain. The half
 * width is that of the two-sided interval of `level`, over the estimate.
 *
 * | kind | deducted |
 * |---|---|
 * | `bound` | what lies between the estimate and the lower limit of the interval |
 * | `bands` | the share of the highest band whose `above` the half width exceeds |
 * | `linear` | `factor` times the half width beyond `above` |
 */
export type DeductionRule = {
  readonly id: string
  /** The document, its edition, and where in it. */
  readonly source: string
  /** Of the two-sided interval: 0.9 is from the 5 % to the 95 % quantile. */
  readonly level: number
} & (
  | { readonly kind: 'bound' }
  | { readonly kind: 'bands'; readonly bands: readonly { readonly above: number; readonly deduct: number }[] }
  | { readonly kind: 'linear'; readonly factor: number; readonly above?: number }
)

/** What is deducted, and what is left. */
export interface Deduction {
  readonly rule: string
  readonly source: string
  readonly unit: string
  /** The exact value where there is one way to it, the mean of the draws in Monte Carlo. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** Half of the interval over the estimate; null where the estimate is 0. */
  readonly halfWidth: number | null
  /** Of the estimate. */
  readonly share: number
  readonly deducted: number
  readonly left: number
}

const interval = (
  result: Propagation | Simulation,
  output: string,
  labels: Readonly<Record<string, string | number>>,
  level: number,
): { estimate: number; lower: number; upper: number; unit: string } => {
  const figures = result.outputs[output]
  if (!figures)
    return fail('label.unknown', `There is no output "${output}"`, { expected: Object.keys(result.outputs).join(', ') })
  const tail = (1 - level) / 2
  const one = figures.at(labels).one
  if ('quantile' in result) {
    const [lower, upper] = [tail, 1 - tail].map((p) =>
      one.sd === 0 ? one.value : result.quantile(output, p, labels).value,
    ) as [number, number]
    return { estimate: 'mean' in one ? (one.mean as number) : one.value, lower, upper, unit: one.unit }
  }
  const half = normalQuantile(1 - tail) * one.sd
  return { estimate: one.value, lower: one.value - half, upper: one.value + half, unit: one.unit }
}

const check = (rule: DeductionRule): void => {
  const wrong = (found: unknown, expected: string): never =>
    fail('uncertainty.invalid', `The rule "${rule.id}" for deductions cannot be`, { found: String(found), expected })
  if (!(rule.level > 0 && rule.level < 1)) wrong(`level ${rule.level}`, 'a level between 0 and 1')
  if (!rule.source) wrong('no source', 'the document that says so')
  if (rule.kind === 'bands') {
    if (rule.bands.some(({ above, deduct }) => !(above >= 0) || !(deduct >= 0 && deduct <= 1)))
      wrong('a band', 'above from 0, deduct from 0 to 1')
    if (
      rule.bands.some(({ above, deduct }, at) =>
        rule.bands.some(
          (other, to) => to !== at && (other.above === above || (other.above > above && other.deduct < deduct)),
        ),
      )
    )
      wrong('bands that do not rise', 'more deducted the wider the interval is')
  } else if (rule.kind === 'linear') {
    if (!(rule.factor >= 0 && (rule.above ?? 0) >= 0))
      wrong(`factor ${rule.factor}, above ${rule.above ?? 0}`, 'both from 0')
  } else if (rule.kind !== 'bound') wrong((rule as { kind: unknown }).kind, 'bound, bands or linear')
}

const shareOf = (rule: DeductionRule, halfWidth: number, estimate: number, lower: number): number => {
  if (rule.kind === 'bound') return Math.max((estimate - lower) / estimate, 0)
  if (rule.kind === 'linear') return rule.factor * Math.max(halfWidth - (rule.above ?? 0), 0)
  const reached = rule.bands.filter(({ above }) => halfWidth > above)
  return Math.max(0, ...reached.map(({ deduct }) => deduct))
}

/**
 * What a rule takes off an output, such as a reduction, for its uncertainty: at most all of it. An estimate that is not
 * above 0 earns nothing to deduct from.
 *
 * @throws MrvError `uncertainty.invalid` for a rule that cannot be; `label.unknown`, `input.shape` for the output.
 */
export const deduct = (
  result: Propagation | Simulation,
  output: string,
  rule: DeductionRule,
  labels: Readonly<Record<string, string | number>> = {},
): Deduction => {
  check(rule)
  const { estimate, lower, upper, unit } = interval(result, output, labels, rule.level)
  const halfWidth = estimate === 0 ? null : (upper - lower) / (2 * Math.abs(estimate))
  const share = estimate > 0 && halfWidth !== null ? Math.min(shareOf(rule, halfWidth, estimate, lower), 1) : 0
  const deducted = share * Math.max(estimate, 0)
  return {
    rule: rule.id,
    source: rule.source,
    unit,
    estimate,
    lower,
    upper,
    halfWidth,
    share,
    deducted,
    left: estimate - deducted,
  }
}
