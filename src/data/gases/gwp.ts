import { fail } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import { Decimal } from '../../core/quantity'
import type { FactorSource } from '../factors'
import { type GwpRow, gwpFactorRow, gwpRows } from '../factors/gas-sets'
import { gwpSources } from '../factors/generated/gas-sources'
import { blendOf, isBlend } from './blends'

/** `AR5 (by origin)` is another spelling of `AR5-by-origin`, `AR6-GWP100` of `AR6`. */
export const gwpSetName = (set: string): string =>
  set.replace(/(?<!-G[WT]P\d+)-GWP100$/, '').replace(/ \(by origin\)$/, '-by-origin')

/**
 * The names of the sets. `SAR`, `TAR`, `AR4`, `AR5`, `AR5-by-origin`, `AR5-ccf` and `AR6` are GWP over 100 years; the
 * others say their metric and horizon: `AR6-GWP20`, `AR6-GTP100`.
 */
export const gwpSets = (): readonly string[] => [...new Set(gwpRows().map(({ set }) => set))]

/** All rows of a set. Throws `gwp.missing`, with the names of the sets, for an unknown one. */
export const gwpSet = (set: string): readonly GwpRow[] => {
  const rows = gwpRows().filter((row) => row.set === gwpSetName(set))
  if (rows.length > 0) return rows
  const hint = didYouMean(set, gwpSets())
  return fail('gwp.missing', `"${set}" is not a GWP set`, {
    found: `"${set}"`,
    expected: gwpSets().join(', '),
    ...(hint ? { hint } : {}),
  })
}

/**
 * The GWP of a gas. A set that tells methane by origin gives no figure for methane of unstated origin: `gwp.origin`.
 * A set with one figure for methane gives it whatever the origin. A refrigerant blend counts by its composition. Biogenic
 * CO2 has none, since it is reported apart: `unit.substance`.
 */
export const gwpOf = (set: string, gas: string): GwpRow => {
  if (gas === 'CO2 (biogenic)')
    return fail('unit.substance', 'Biogenic CO2 is reported apart and has no place in a CO2e total')
  const rows = gwpSet(set)
  const exact = rows.find((row) => row.gas === gas)
  if (exact) return exact
  const formula = gas.replace(/ \((fossil|biogenic)\)$/, '')
  const plain = rows.find((row) => row.gas === formula)
  if (plain && formula !== gas) return plain
  if (rows.some((row) => row.gas.startsWith(`${formula} (`))) {
    return fail('gwp.origin', `${set} tells ${formula} by origin`, {
      found: `"${gas}"`,
      expected: `"${formula} (fossil)" or "${formula} (biogenic)"`,
      hint: 'State the origin in the unit, or use a set with one figure.',
    })
  }
  if (isBlend(gas)) return gwpOfBlend(set, gas)
  const hint = didYouMean(
    gas,
    rows.map((row) => row.gas),
  )
  return fail('gwp.missing', `${set} has no ${rows[0]?.metric} for "${gas}"`, {
    found: `"${gas}"`,
    ...(hint ? { hint } : {}),
  })
}

/** The document that a set is from, under the name that its rows give as their source. Throws as `gwpSet` does. */
export const gwpSource = (set: string): FactorSource => {
  const [row] = gwpSet(set) as [GwpRow]
  return { ...(gwpSources()[row.set] as FactorSource), id: gwpFactorRow(row).source }
}

/** The mass-weighted GWP of the components, unrounded. */
const gwpOfBlend = (set: string, blend: string): GwpRow => {
  const components = blendOf(blend).map((row) => ({ ...row, gwp: gwpOf(set, row.component) }))
  const value = components.reduce(
    (sum, { share, gwp }) => sum.plus(new Decimal(gwp.value).times(share)),
    new Decimal(0),
  )
  const [first] = components as [(typeof components)[number]]
  const read = components.every(({ gwp, status }) => gwp.status === 'read' && status === 'read')
  return {
    ...first.gwp,
    gas: blend,
    value: value.dividedBy(100).toString(),
    status: read ? 'read' : 'secondary',
    notes: `By composition (IPCC 2006 V3 Ch 7, ${first.locator}): ${components.map(({ component, share }) => `${component} ${share} %`).join(', ')}`,
  }
}
