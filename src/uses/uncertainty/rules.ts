import { fail } from '../../core/errors'
import type { FactorRow } from '../../data/factors'
import {
  type Distribution,
  lognormalOf,
  normalOf,
  pertOf,
  splitNormalOf,
  triangularOf,
  truncatedOf,
  uniformOf,
} from './distributions'
import { normalQuantile } from './special'

/**
 * What bounds become.
 *
 * | name | distribution |
 * |---|---|
 * | `interval` | symmetric: `normal`; else `lognormal` where the value lies between the mode and the mean of it; else `split-normal` |
 * | `normal` | normal around the value, its half width the mean of both sides; cut at 0 where it would cross it |
 * | `lognormal` | lognormal whose quantiles are the bounds |
 * | `split-normal` | two halves of normals, mode at the value, quantiles at the bounds; cut at 0 where it would cross it |
 * | `uniform` `triangular` `pert` | between the bounds; mode at the value |
 * | `fixed` | the value alone |
 */
export const ruleNames = [
  'interval',
  'normal',
  'lognormal',
  'split-normal',
  'uniform',
  'triangular',
  'pert',
  'fixed',
] as const
export type RuleName = (typeof ruleNames)[number]

/** A rule that was laid down for rows: by an id, or by how ids begin with `*` at the end. */
export interface RecordedRule {
  readonly rows: string
  readonly as: RuleName
  /** Who says so, and where. */
  readonly source: string
}

/** Which rule holds for bounds of which sort, and for which rows another one does. */
export interface Rules {
  readonly bounds?: Readonly<Record<string, RuleName>>
  readonly recorded?: readonly RecordedRule[]
}

/** A distribution, and the rule that made it. */
export interface Ruled {
  readonly distribution: Distribution
  readonly rule: string
  /** Its mean before it was cut at 0, where it was. */
  readonly uncut?: number
}

/** What an uncertain value is where it must not change its sign: nothing beyond 0. */
const onOneSide = (of: Distribution, value: number): Distribution => {
  if (value > 0) return truncatedOf(of, 0, Number.POSITIVE_INFINITY)
  return value < 0 ? truncatedOf(of, Number.NEGATIVE_INFINITY, 0) : of
}

/** The weight of the lower half for which both bounds are quantiles of a split normal: halved until it is found. */
const splitFor = (value: number, lower: number, upper: number, tail: number): Distribution => {
  const [below, above] = [value - lower, upper - value]
  // one side only: the other bound is the end, and the interval holds all of the level
  if (below === 0) return splitNormalOf(value, 0, above / -normalQuantile(tail))
  if (above === 0) return splitNormalOf(value, below / -normalQuantile(tail), 0)
  const sides = (weight: number): [number, number] => [
    below / -normalQuantile(tail / (2 * weight)),
    above / -normalQuantile(tail / (2 * (1 - weight))),
  ]
  let [low, high] = [tail, 1 - tail]
  for (let round = 0; round < 100; round++) {
    const weight = (low + high) / 2
    const [left, right] = sides(weight)
    if (left / (left + right) > weight) low = weight
    else high = weight
  }
  return splitNormalOf(value, ...sides((low + high) / 2))
}

/** A lognormal with these quantiles has its middle, from mode to mean, where the value is. */
const fitsLognormal = (value: number, lower: number, upper: number, z: number): boolean => {
  if (!(lower > 0)) return false
  const sigma = Math.log(upper / lower) / (2 * z)
  const offset = Math.log(value / Math.sqrt(lower * upper))
  return offset >= -sigma * sigma && offset <= 0.5 * sigma * sigma
}

/**
 * A distribution of a value and its interval of a level (0.95 where not stated).
 *
 * IPCC 2006 V1 Ch 3, p 3.29: an uncertainty is half the 95 % interval over the mean.
 */
export const byInterval = (
  value: number,
  lower: number,
  upper: number,
  { level = 0.95, as = 'interval' }: { level?: number; as?: RuleName } = {},
): Ruled => {
  if (!(lower <= value && value <= upper && lower < upper))
    fail('uncertainty.invalid', 'The bounds do not enclose the value', {
      found: `${value} (${lower} to ${upper})`,
      expected: 'lower ≤ value ≤ upper',
    })
  if (!(level > 0 && level < 1))
    fail('uncertainty.invalid', 'The level of an interval', { found: String(level), expected: 'between 0 and 1' })
  const tail = (1 - level) / 2
  const z = -normalQuantile(tail)
  const [below, above] = [value - lower, upper - value]
  const symmetric = Math.abs(above - below) <= 1e-9 * (upper - lower)
  const skewed = above > below && fitsLognormal(value, lower, upper, z)
  const name = as === 'interval' ? (symmetric ? 'normal' : skewed ? 'lognormal' : 'split-normal') : as
  const made = (): Distribution => {
    switch (name) {
      case 'normal':
        return normalOf(value, (upper - lower) / (2 * z))
      case 'lognormal': {
        if (!(lower > 0))
          fail('uncertainty.invalid', 'A lognormal has no value at or below 0', { found: `a lower bound of ${lower}` })
        const [from, to] = [Math.log(lower), Math.log(upper)]
        return lognormalOf((from + to) / 2, (to - from) / (2 * z))
      }
      case 'split-normal':
        return splitFor(value, lower, upper, tail)
      case 'uniform':
        return uniformOf(lower, upper)
      case 'triangular':
        return triangularOf(lower, value, upper)
      case 'pert':
        return pertOf(lower, value, upper)
      default:
        return fail('uncertainty.rule', `"${name}" is no rule for bounds`, { expected: ruleNames.join(', ') })
    }
  }
  const level100 = `${Number((level * 100).toPrecision(6))} %`
  const isRange = name === 'uniform' || name === 'triangular' || name === 'pert'
  const rule = isRange ? `range → ${name}` : `${level100} interval → ${name}`
  const whole = made()
  const distribution = name === 'normal' || name === 'split-normal' ? onOneSide(whole, value) : whole
  return distribution === whole ? { distribution, rule } : { distribution, rule, uncut: whole.mean }
}

/** The same of bounds in percent of the value: −20 and 20. */
export const byPercent = (
  value: number,
  below: number,
  above: number,
  options: { level?: number; as?: RuleName } = {},
): Ruled => {
  const sides = [value * (1 + below / 100), value * (1 + above / 100)]
  const ruled = byInterval(value, Math.min(...sides), Math.max(...sides), options)
  return { ...ruled, rule: `percent, ${ruled.rule}` }
}

const ownRules: Readonly<Record<string, RuleName>> = {
  '95 % interval': 'interval',
  percent: 'interval',
  'percent, 95 % interval': 'interval',
}

/** Bounds that are printed in percent of the value, whatever they are a measure of: `percent`, `percent, …`. */
const inPercent = (bounds: string | undefined): boolean => bounds?.split(',')[0] === 'percent'

const isFor = ({ rows }: RecordedRule, { id }: FactorRow): boolean =>
  rows.endsWith('*') ? id.startsWith(rows.slice(0, -1)) : id === rows

/** Whether a row has bounds that leave any room. */
export const isBounded = ({ lower, upper, value, bounds }: FactorRow): boolean => {
  if (lower === undefined || upper === undefined || lower === '' || upper === '') return false
  const [low, high] = [Number(lower), Number(upper)]
  if (inPercent(bounds)) return (low !== 0 || high !== 0) && Number(value) !== 0
  return low !== high
}

/**
 * The distribution of a factor row by its bounds, in the row's unit; nothing where the rule says that it is fixed.
 *
 * 95 % intervals and percents go by `interval`. A plain range says nothing of what is likely in it: throws
 * `uncertainty.rule` where no rule is stated for it.
 */
export const byBounds = (row: FactorRow, rules: Rules): Ruled | undefined => {
  const recorded = rules.recorded?.find((each) => isFor(each, row))
  const bounds = row.bounds ?? ''
  const as = recorded?.as ?? rules.bounds?.[bounds] ?? ownRules[bounds]
  if (as === undefined) {
    return fail('uncertainty.rule', `The bounds of ${row.id} are no distribution`, {
      found: `${row.value} (${row.lower} to ${row.upper} ${row.unit ?? ''}), "${bounds}"`,
      expected: 'a rule for such bounds',
      hint: `State one: rules: { bounds: { '${bounds}': 'triangular' } }, or a distribution for the factor itself; 'fixed' takes the value alone.`,
    })
  }
  if (!ruleNames.includes(as)) fail('uncertainty.rule', `There is no rule "${as}"`, { expected: ruleNames.join(', ') })
  if (as === 'fixed') return undefined
  const [value, lower, upper] = [Number(row.value), Number(row.lower), Number(row.upper)]
  const ruled = inPercent(bounds) ? byPercent(value, lower, upper, { as }) : byInterval(value, lower, upper, { as })
  return recorded ? { ...ruled, rule: `${ruled.rule} (${recorded.source})` } : ruled
}
