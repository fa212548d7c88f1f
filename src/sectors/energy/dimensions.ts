import { dimension } from '../../core'

/** Fuels by their IPCC names: `gas-diesel-oil`, `natural-gas`, `wood-wood-waste` … (2006 V2 Ch 1 Table 1.1). */
export const fuel = dimension('fuel')
/** Fuels sold as blends of others. */
export const blend = dimension('blend')
/** The gas is the substance of the unit: `kg gas/TJ`. */
export const gas = dimension('gas', { substance: true })
/** Fossil or biogenic. */
export const origin = dimension('origin')
