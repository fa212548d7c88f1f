import { fail } from '../../core/errors'
import { normalQuantile } from './special'

/** A row of an inventory in the Approach 1 worksheet: columns A to F of Table 3.2. Percents are half 95 % intervals. */
export interface InventoryRow {
  readonly category: string
  readonly gas: string
  /** C: emissions or removals of the base year, in CO2e. */
  readonly base: number
  /** D: the same in year t, in the same unit. */
  readonly current: number
  /** E: of the activity data, in percent. */
  readonly activity: number
  /** F: of the emission factor or other parameter, in percent. */
  readonly factor: number
  /** Activity data of both years go together (Note D); apart where not stated. */
  readonly activityCorrelated?: boolean
  /** Factors of both years are apart (Note C); together where not stated. */
  readonly factorUncorrelated?: boolean
}

/** Columns G to M of the worksheet; shares as fractions, K and L in percent points. */
export interface InventoryUncertainty extends InventoryRow {
  readonly combined: number
  readonly contribution: number
  readonly typeA: number
  readonly typeB: number
  readonly trendByFactor: number
  readonly trendByActivity: number
  readonly trend: number
}

export interface InventoryResult {
  readonly rows: readonly InventoryUncertainty[]
  readonly base: number
  readonly current: number
  /** Percentage uncertainty in the total inventory of year t. */
  readonly percent: number
  /** Uncertainty of the trend, in percent points. */
  readonly trendPercent: number
}

/**
 * The Approach 1 worksheet of an inventory: total and trend.
 *
 * IPCC 2006 V1 Ch 3, Table 3.2 with Notes A to D, pp 3.29–3.32. H is in fractions, as Table 3.4 prints it.
 *
 * @throws MrvError `uncertainty.invalid` where a total is 0.
 */
export const inventoryUncertainty = (rows: readonly InventoryRow[]): InventoryResult => {
  const base = rows.reduce((sum, row) => sum + row.base, 0)
  const current = rows.reduce((sum, row) => sum + row.current, 0)
  if (base === 0 || current === 0)
    fail('uncertainty.invalid', 'The total of an inventory is 0', { expected: 'a total that percents can be of' })
  const trendOf = (from: number, to: number): number => (100 * (to - from)) / from
  const found = rows.map((row): InventoryUncertainty => {
    const combined = Math.hypot(row.activity, row.factor)
    const typeA = Math.abs(trendOf(base + 0.01 * row.base, current + 0.01 * row.current) - trendOf(base, current))
    const typeB = Math.abs(row.current / base)
    const trendByFactor = row.factorUncorrelated ? typeB * row.factor * Math.SQRT2 : typeA * row.factor
    const trendByActivity = row.activityCorrelated ? typeA * row.activity : typeB * row.activity * Math.SQRT2
    return {
      ...row,
      combined,
      contribution: ((combined / 100) * row.current) ** 2 / current ** 2,
      typeA,
      typeB,
      trendByFactor,
      trendByActivity,
      trend: trendByFactor ** 2 + trendByActivity ** 2,
    }
  })
  const sum = (of: (row: InventoryUncertainty) => number): number => found.reduce((total, row) => total + of(row), 0)
  return {
    rows: found,
    base,
    current,
    percent: 100 * Math.sqrt(sum(({ contribution }) => contribution)),
    trendPercent: Math.sqrt(sum(({ trend }) => trend)),
  }
}

/**
 * The correction of a half range from error propagation, for models with products or quotients and 100 % < U ≤ 230 %.
 *
 * IPCC 2006 V1 Ch 3, Eq 3.3–3.4, pp 3.60–3.61.
 */
export const correctedHalfRange = (percent: number): number => {
  if (percent <= 100) return percent
  if (percent > 230)
    fail('uncertainty.invalid', 'The correction of a half range is not known so far', {
      found: `${percent} %`,
      expected: 'at most 230 %',
      hint: 'Use Monte Carlo.',
    })
  const root = (-0.72 + 1.0921 * percent - 1.63e-3 * percent ** 2 + 1.11e-5 * percent ** 3) / percent
  return percent * root ** 2
}

/**
 * An asymmetric 95 % interval, in percent of the mean, from a half range: that of a lognormal.
 *
 * IPCC 2006 V1 Ch 3, Eq 3.5–3.7, pp 3.61–3.62, with the quantile 1.96 in full.
 */
export const asymmetricInterval = (percent: number): { readonly below: number; readonly above: number } => {
  const variance = Math.log1p((percent / 200) ** 2)
  const z = normalQuantile(0.975)
  const at = (side: number): number => 100 * (Math.exp(-variance / 2 + side * z * Math.sqrt(variance)) - 1)
  return { below: at(-1), above: at(1) }
}
