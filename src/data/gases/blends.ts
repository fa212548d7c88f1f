import { fail } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { type BlendRow, blendRows } from '../factors/gas-sets'

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
