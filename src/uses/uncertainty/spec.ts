import { fail } from '../../core/errors'
import {
  applyRatio,
  completeUnit,
  mismatch,
  parseDecimal,
  parseUnit,
  Quantity,
  splitQuantity,
  type Unit,
} from '../../core/quantity'
import type { Scalar } from '../evaluation'
import {
  betaOf,
  type Distribution,
  discreteOf,
  lognormalOf,
  lognormalOfMean,
  normalOf,
  pertOf,
  sampleOf,
  splitNormalOf,
  triangularOf,
  truncatedOf,
  uniformOf,
} from './distributions'
import { byInterval, byPercent, type Ruled } from './rules'

/**
 * How uncertain a value is, as data. Values are numbers in the unit of the input, or text with a unit; where the middle
 * (mean, median, mode) is left out it is the value that was given. `percent` and `interval` go by the rule for 95 %
 * intervals, or of another `level`. `together`: one draw for all values that an input holds, else one for each.
 */
export type Spec = (
  | { readonly percent: number | readonly [below: number, above: number]; readonly level?: number }
  | { readonly interval: readonly [Scalar, Scalar]; readonly level?: number }
  | { readonly distribution: 'normal'; readonly mean?: Scalar; readonly sd: Scalar }
  | { readonly distribution: 'lognormal'; readonly mean?: Scalar; readonly sd: Scalar }
  | { readonly distribution: 'lognormal'; readonly median?: Scalar; readonly geometricSd: number }
  | {
      readonly distribution: 'split-normal'
      readonly mode?: Scalar
      readonly sdBelow: Scalar
      readonly sdAbove: Scalar
    }
  | { readonly distribution: 'uniform'; readonly lower: Scalar; readonly upper: Scalar }
  | { readonly distribution: 'triangular'; readonly lower: Scalar; readonly mode?: Scalar; readonly upper: Scalar }
  | {
      readonly distribution: 'pert'
      readonly lower: Scalar
      readonly mode?: Scalar
      readonly upper: Scalar
      readonly weight?: number
    }
  | {
      readonly distribution: 'beta'
      readonly alpha: number
      readonly beta: number
      readonly lower?: Scalar
      readonly upper?: Scalar
    }
  | { readonly distribution: 'discrete'; readonly values: readonly Scalar[]; readonly weights: readonly number[] }
  | { readonly distribution: 'sample'; readonly values: readonly Scalar[] }
  | { readonly distribution: 'truncated'; readonly of: Spec; readonly lower?: Scalar; readonly upper?: Scalar }
) & { readonly together?: boolean }

/** Shares that add up to a total, drawn together: the more `concentration`, the closer they stay to the given shares. */
export interface DirichletSpec {
  readonly dirichlet: number
}

/** Shares that add up to a total, of which one takes what the others leave. */
export interface RemainderSpec {
  readonly remainder: string
  readonly members: { readonly [label: string]: Spec }
}

/** How uncertain the values of an input are: all alike, or by label. */
export type Specs = Spec | DirichletSpec | RemainderSpec | { readonly [label: string]: Specs }

const invalid = (message: string, found: unknown, expected: string): never =>
  fail('uncertainty.invalid', message, { found: String(found), expected })

/** A value of a specification as a number in the unit of its variable. */
export const readScalar = (given: Scalar, unit: Unit): number => {
  const read = (value: ReturnType<typeof parseDecimal>, from: Unit): number => {
    const fit = completeUnit(from, unit)
    if (fit) return applyRatio(value, fit.factor).toNumber()
    return fail('unit.differs', `The unit does not fit: ${mismatch(from, unit) ?? 'they differ'}`, {
      found: `"${from.text}"`,
      expected: `"${unit.text}"`,
    })
  }
  if (given instanceof Quantity) return read(given.amount, given.measuredIn)
  const { number, unit: text } = splitQuantity(String(given))
  const value = parseDecimal(number)
  return text === '' ? value.toNumber() : read(value, parseUnit(text))
}

const positive = (value: number, name: string): number =>
  value > 0 && Number.isFinite(value) ? value : invalid(`${name} of a distribution`, value, 'a number above 0')

const inOrder = (names: string, ...values: number[]): void => {
  const rising = values.every((value, at) => at === 0 || (values[at - 1] as number) <= value)
  if (!rising || !((values[0] as number) < (values[values.length - 1] as number)))
    invalid('The limits of a distribution are not in order', values.join(', '), names)
}

const fields: Readonly<Record<string, readonly string[]>> = {
  percent: ['percent', 'level'],
  interval: ['interval', 'level'],
  normal: ['mean', 'sd'],
  'lognormal by sd': ['mean', 'sd'],
  'lognormal by geometricSd': ['median', 'geometricSd'],
  'split-normal': ['mode', 'sdBelow', 'sdAbove'],
  uniform: ['lower', 'upper'],
  triangular: ['lower', 'mode', 'upper'],
  pert: ['lower', 'mode', 'upper', 'weight'],
  beta: ['alpha', 'beta', 'lower', 'upper'],
  discrete: ['values', 'weights'],
  sample: ['values'],
  truncated: ['of', 'lower', 'upper'],
}

/** Refuses what a specification has beside its own fields: a slip would count for nothing. */
const requireOwnFields = (spec: Spec): void => {
  const stated = 'percent' in spec ? 'percent' : 'interval' in spec ? 'interval' : spec.distribution
  const kind = stated === 'lognormal' ? ('sd' in spec ? 'lognormal by sd' : 'lognormal by geometricSd') : stated
  const own = Object.hasOwn(fields, kind) ? fields[kind] : undefined
  if (!own) return invalid('This is no distribution', kind, 'normal, lognormal, …')
  const more = stated === 'percent' || stated === 'interval' ? ['together'] : ['distribution', 'together']
  const strange = Object.keys(spec).find((name) => !own.includes(name) && !more.includes(name))
  if (strange !== undefined) invalid(`This is no part of ${kind}`, `"${strange}"`, own.join(', '))
}

/** A distribution as specified and the rule that made it, in the unit of its variable, around the value that was given. */
export const ruledOf = (spec: Spec, unit: Unit, given: number): Ruled => {
  requireOwnFields(spec)
  const options = 'level' in spec && spec.level !== undefined ? { level: spec.level } : {}
  if ('percent' in spec) {
    const [below, above] = typeof spec.percent === 'number' ? [-spec.percent, spec.percent] : spec.percent
    if (!(below <= 0 && above >= 0))
      invalid('A percent below and above a value', `${below}, ${above}`, 'such as -10, 20')
    const ruled = byPercent(given, below, above, options)
    return { ...ruled, rule: `stated ${ruled.rule}` }
  }
  if ('interval' in spec) {
    const [lower, upper] = spec.interval.map((limit) => readScalar(limit, unit)) as [number, number]
    const ruled = byInterval(given, lower, upper, options)
    return { ...ruled, rule: `stated ${ruled.rule}` }
  }
  return { distribution: distributionOf(spec, unit, given), rule: 'stated' }
}

type Shaped = Extract<Spec, { readonly distribution: unknown }>

const distributionOf = (spec: Shaped, unit: Unit, given: number): Distribution => {
  const read = (scalar: Scalar): number => readScalar(scalar, unit)
  const or = (scalar: Scalar | undefined): number => (scalar === undefined ? given : read(scalar))
  switch (spec.distribution) {
    case 'normal':
      return normalOf(or(spec.mean), positive(read(spec.sd), 'The sd'))
    case 'lognormal':
      if ('sd' in spec) return lognormalOfMean(positive(or(spec.mean), 'The mean'), positive(read(spec.sd), 'The sd'))
      if (!(spec.geometricSd > 1 && Number.isFinite(spec.geometricSd)))
        invalid('The geometric sd of a lognormal', spec.geometricSd, 'a number above 1')
      return lognormalOf(Math.log(positive(or(spec.median), 'The median')), Math.log(spec.geometricSd))
    case 'split-normal':
      return splitNormalOf(
        or(spec.mode),
        positive(read(spec.sdBelow), 'The sd below'),
        positive(read(spec.sdAbove), 'The sd above'),
      )
    case 'uniform': {
      const [lower, upper] = [read(spec.lower), read(spec.upper)]
      inOrder('lower < upper', lower, upper)
      return uniformOf(lower, upper)
    }
    case 'triangular':
    case 'pert': {
      const [lower, mode, upper] = [read(spec.lower), or(spec.mode), read(spec.upper)]
      inOrder('lower ≤ mode ≤ upper', lower, mode, upper)
      if (spec.distribution === 'triangular') return triangularOf(lower, mode, upper)
      return pertOf(lower, mode, upper, positive(spec.weight ?? 4, 'The weight'))
    }
    case 'beta': {
      const [lower, upper] = [spec.lower, spec.upper].map((limit, at) => (limit === undefined ? at : read(limit))) as [
        number,
        number,
      ]
      inOrder('lower < upper', lower, upper)
      return betaOf(positive(spec.alpha, 'alpha'), positive(spec.beta, 'beta'), lower, upper)
    }
    case 'discrete':
      if (spec.values.length === 0 || spec.values.length !== spec.weights.length)
        invalid(
          'A discrete distribution',
          `${spec.values.length} values, ${spec.weights.length} weights`,
          'a weight each',
        )
      return discreteOf(
        spec.values.map(read),
        spec.weights.map((weight) => positive(weight, 'A weight')),
      )
    case 'sample':
      if (spec.values.length === 0) invalid('A sample', 'no values', 'its values')
      return sampleOf(spec.values.map(read))
    case 'truncated': {
      const lower = spec.lower === undefined ? Number.NEGATIVE_INFINITY : read(spec.lower)
      const upper = spec.upper === undefined ? Number.POSITIVE_INFINITY : read(spec.upper)
      inOrder('lower < upper', lower, upper)
      return truncatedOf(ruledOf(spec.of, unit, given).distribution, lower, upper)
    }
  }
}

export const isSpec = (specs: Specs): specs is Spec =>
  'percent' in specs || 'interval' in specs || typeof (specs as { distribution?: unknown }).distribution === 'string'

export const isDirichlet = (specs: Specs): specs is DirichletSpec =>
  typeof (specs as { dirichlet?: unknown }).dirichlet === 'number'

export const isRemainder = (specs: Specs): specs is RemainderSpec =>
  typeof (specs as { remainder?: unknown }).remainder === 'string'
