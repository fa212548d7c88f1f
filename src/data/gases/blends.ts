import { fail } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import type { FactorRow, FactorTable } from '../factors'
import { blendRows as readRows } from '../factors/generated/blends'
import { blendSource } from '../factors/generated/gas-sources'

/** One component of a refrigerant blend, as printed: its share in percent. */
export interface BlendRow {
  readonly blend: string
  readonly component: string
  readonly share: string
  readonly locator: string
  readonly status: string
  readonly notes?: string
}

let known: readonly BlendRow[] | undefined

const blendRows = (): readonly BlendRow[] => {
  known ??= readRows()
  return known
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The compositions of blends as a factor table, to be searched with others: `find({ blend: 'R-410A' }, …)`. */
export const blendTable = (): FactorTable => {
  table ??= readTable()
  return table
}

let table: FactorTable | undefined

const readTable = (): FactorTable => ({
  source: blendSource(),
  table: 'table-7.8',
  rows: blendRows().map(
    ({ blend, component, share, locator, status, notes }): FactorRow => ({
      id: `blend-${slug(blend)}-${slug(component)}`,
      parameter: 'share',
      value: share,
      unit: '%',
      selectors: { blend, component },
      region: 'world',
      source: 'blends',
      edition: '2006',
      locator,
      status: status as FactorRow['status'],
      title: `Share of ${component} in ${blend}, by mass`,
      ...(notes ? { notes } : {}),
    }),
  ),
})

/** Whether a substance is a refrigerant blend of IPCC 2006 V3 Ch 7 Table 7.8, such as `R-410A`. */
export const isBlend = (name: string): boolean => blendRows().some(({ blend }) => blend === name)

/**
 * The components of a blend by share of mass. Throws `factor.invalid` where the printed shares do not add up to 100 %
 * (R-406A is printed 55/14/41).
 */
export const blendOf = (name: string): readonly BlendRow[] => {
  const rows = blendRows().filter(({ blend }) => blend === name)
  const sum = rows.reduce((total, { share }) => total.plus(share), new Decimal(0))
  if (rows.length === 0) return fail('factor.missing', `"${name}" is not a blend of Table 7.8`)
  if (sum.minus(100).abs().gt('0.1')) {
    return fail('factor.invalid', `The printed shares of ${name} do not add up`, {
      found: `${sum} %`,
      expected: '100 %',
      hint: 'Give the components themselves.',
    })
  }
  return rows
}
