import type { Codes } from './kernels'

/** Labels of the rows: a position in `labels` each; without labels, in those that the input declares. */
export interface CodeColumn {
  readonly codes: Codes
  readonly labels?: readonly string[]
}

/** What comes with the rows: numbers in the unit of the slot, or labels. */
export type RowColumn = Float64Array | CodeColumn
