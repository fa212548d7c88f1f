import type { Decimal } from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import type { Distribution } from './distributions'

/** One uncertain value: an input where the caller gave it, or a factor row wherever it is used. */
export interface Variable {
  /** `treated`, `deposited[food, 2024]`, or the id of a factor row. */
  readonly name: string
  readonly slot: number
  readonly unit: string
  /** The value that the exact evaluation takes. */
  readonly value: Decimal
  /** How it came to its distribution. */
  readonly rule: string
  /** Undefined where it stands without one, for derivatives. */
  readonly distribution: Distribution | undefined
  /** The inputs and factors that it is, by name and path. */
  readonly paths: readonly string[]
  readonly row?: FactorRow
  /** The least and the greatest value that it may have. */
  readonly range: readonly [number, number]
  /** Variables of one stream are drawn from the same uniforms. */
  readonly stream: string
}

/** The name of a value at labels: `deposited[food, 2024]`. */
export const nameOf = (name: string, labels: readonly (string | undefined)[]): string => {
  const known = labels.filter((label) => label !== undefined)
  return known.length === 0 ? name : `${name}[${known.join(', ')}]`
}
