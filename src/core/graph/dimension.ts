/**
 * A dimension: what values are counted over. A graph knows its name and sort; the labels come with the data.
 *
 * - `set`: labels without order (waste types, fuels, sites).
 * - `ordered`: labels are numbers in a unit (age in years); they have a coordinate and can be shifted along.
 * - `time`: labels are periods (`2024`, `FY2024`, `2024-05`); ordered, each with a step.
 *
 * `substance: true` says that the name stands for the substance in units: `kg gas/TJ` over `gas`.
 */
export interface Dimension<Name extends string = string> {
  readonly name: Name
  readonly sort: 'set' | 'ordered' | 'time'
  readonly substance: boolean
  readonly unit?: string
  /** How the source prints it as an index: `T`, `x`; its name where it is not given. */
  readonly index?: string
}

type Printed = { readonly index?: string }

const indexOf = ({ index }: Printed): Printed => (index === undefined ? {} : { index })

export const dimension = <const Name extends string>(
  name: Name,
  options: { substance?: boolean; index?: string } = {},
): Dimension<Name> => Object.freeze({ name, sort: 'set', substance: options.substance ?? false, ...indexOf(options) })

export const ordered = <const Name extends string>(
  name: Name,
  unit: string,
  options: { index?: string } = {},
): Dimension<Name> => Object.freeze({ name, sort: 'ordered', substance: false, unit, ...indexOf(options) })

export const time = <const Name extends string>(name: Name, options: { index?: string } = {}): Dimension<Name> =>
  Object.freeze({ name, sort: 'time', substance: false, ...indexOf(options) })
