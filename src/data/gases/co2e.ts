import { fail } from '../../core/errors'
import { type Quantity, quantity } from '../../core/quantity'
import { gwpOf } from './gwp'

/**
 * CO2e of a mass of one gas, by the named GWP set; the unit names the set: `t CO2e (AR5)`.
 *
 * @example
 * toCo2e(quantity('2 t N2O'), 'AR5').toString() // '530 t CO2e (AR5)'
 */
export const toCo2e = (mass: Quantity, set: string): Quantity => {
  const [part, ...more] = mass.measuredIn.parts
  if (!part || more.length > 0 || part.measure !== 'mass' || part.power !== 1) {
    return fail('unit.differs', `"${mass.unit}" is not the mass of a gas`, {
      found: `"${mass.unit}"`,
      expected: '"t CH4"',
    })
  }
  const row = gwpOf(set, part.substance)
  return mass.times(quantity(row.value, `kg CO2e (${row.set})/kg ${part.substance}`))
}
