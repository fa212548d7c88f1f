import type { AnyMethod } from '../../core/method'
import type { Variable } from './variable'

/** Which method a result is of. */
export type ShownMethod = Pick<AnyMethod, 'id' | 'edition' | 'version'>

export const shownMethod = ({ id, edition, version }: AnyMethod): ShownMethod => ({ id, edition, version })

/** A variable as results show it. */
export interface ShownVariable {
  readonly name: string
  readonly paths: readonly string[]
  readonly value: string
  readonly unit: string
  readonly rule: string
  readonly distribution?: string
  readonly parameters?: Readonly<Record<string, number | readonly number[]>>
  readonly mean?: number
  readonly sd?: number
}

export const shownVariable = ({ name, paths, value, unit, rule, distribution }: Variable): ShownVariable => ({
  name,
  paths,
  value: String(value),
  unit,
  rule,
  ...(distribution
    ? {
        distribution: distribution.kind,
        parameters: distribution.parameters,
        mean: distribution.mean,
        sd: distribution.sd,
      }
    : {}),
})
