import { dimension, time } from '../../core'

/** The years of deposit and of emission. */
export const year = time('year', { index: 'T' })
/** The months of deposit and of emission, where a source counts by the month. */
export const month = time('month', { index: 'm' })
/** Food, paper, wood …: IPCC 2006 V5 Ch 2 Table 2.4. */
export const wasteType = dimension('wasteType', { index: 'x' })
/** Incinerators, compost houses, biogas plants, or lines of one. */
export const plant = dimension('plant', { index: 'i' })
