import { fail } from '../../core/errors'
import { escapeHtml } from '../../core/escape'
import { didYouMean } from '../../core/nearest'
import {
  applyRatio,
  conversionFactor,
  type Decimal,
  parseUnit,
  Quantity,
  requireFit,
  type Unit,
} from '../../core/quantity'
import { type Axes, axisOf, Failure, labelsAt, sizeOf, type Tensor } from './tensor'

/** One record of a tidy table: a label for each dimension, value and unit. */
export type TidyRow = Readonly<Record<string, string>>

/**
 * Values over dimensions, or a single one. `at` takes labels, `rows` gives tidy records; a single value has `value`,
 * `unit`, `in` and `toNumber` like a quantity.
 */
export class Values {
  /** @internal */
  constructor(
    /** @internal */ readonly tensor: Tensor,
    /** @internal */ readonly axes: Axes,
    /** @internal */ readonly measuredIn: Unit,
  ) {}

  /** The names of its dimensions. */
  get dimensions(): readonly string[] {
    return this.tensor.dims
  }

  /** The labels of each dimension, in order. */
  get labels(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.tensor.dims.map((name) => [name, axisOf(this.axes, name).labels]))
  }

  get unit(): string {
    return this.measuredIn.text
  }

  /** The value as decimal text; over dimensions an error that names them. */
  get value(): string {
    return this.single().value
  }

  /** The value at the given labels; what is not named stays a dimension. Throws for an unknown label. */
  at(labels: Readonly<Record<string, string | number>>): Values {
    const wanted = Object.entries(labels).map(([name, given]) => {
      const label = String(given)
      if (!this.tensor.dims.includes(name)) {
        return fail('dimension.sum', `There is no dimension "${name}" here`, {
          expected: this.tensor.dims.join(', ') || 'none',
        })
      }
      const axis = axisOf(this.axes, name)
      const hint = didYouMean(label, axis.labels)
      if (!axis.index.has(label)) fail('label.unknown', `There is no ${name} "${label}"`, hint ? { hint } : {})
      return [name, label] as const
    })
    const rest = this.tensor.dims.filter((name) => !(name in labels))
    const matches = this.tensor.cells.filter((_, position) => {
      const here = labelsAt(position, this.tensor.dims, this.axes)
      return wanted.every(([name, label]) => here[name] === label)
    })
    return new Values({ dims: rest, cells: matches }, this.axes, this.measuredIn)
  }

  /** The same values in another unit of the same substance and basis. */
  in(unit: string): Values {
    const target = parseUnit(unit)
    requireFit('cannot convert', target, this.measuredIn)
    const factor = conversionFactor(this.measuredIn, target)
    const cells = this.tensor.cells.map((cell) =>
      cell instanceof Failure ? cell : applyRatio(cell as Decimal, factor),
    )
    return new Values({ dims: this.tensor.dims, cells }, this.axes, target)
  }

  /** The nearest JavaScript number of a single value. */
  toNumber(): number {
    return this.single().toNumber()
  }

  /** Tidy records: a label for each dimension, `value` and `unit`. */
  rows(): TidyRow[] {
    return this.tensor.cells.flatMap((cell, position) =>
      cell instanceof Failure
        ? []
        : [{ ...labelsAt(position, this.tensor.dims, this.axes), value: String(cell), unit: this.unit }],
    )
  }

  /** A single value as a quantity. */
  single(): Quantity {
    const [cell] = this.tensor.cells
    if (this.tensor.dims.length > 0 || !cell || cell instanceof Failure) {
      return fail('input.shape', 'This is not a single value', {
        found: `values over ${this.tensor.dims.join(' × ')}`,
        hint: 'Take one with at({ … }), or all with rows().',
      })
    }
    return new Quantity(cell as Decimal, this.measuredIn)
  }

  toString(): string {
    if (this.tensor.dims.length === 0) return this.single().toString()
    return `${this.tensor.cells.length} values over ${this.tensor.dims.join(' × ')} in ${this.unit}`
  }

  /** Nested records by label, with the unit beside. */
  toJSON(): { value: NestedValue; unit: string } {
    return { value: nest(this.tensor, this.axes), unit: this.unit }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Shows a single value, or a table of all, at the end of a notebook cell. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    if (this.tensor.dims.length === 0) return { 'text/plain': this.toString() }
    const columns = [...this.tensor.dims, 'value', 'unit']
    const line = (cells: readonly string[], name: string): string =>
      `<tr>${cells.map((cell) => `<${name}>${escapeHtml(cell)}</${name}>`).join('')}</tr>`
    const rows = this.rows().map((row) => columns.map((column) => row[column] ?? ''))
    return {
      'text/html': `<table><thead>${line(columns, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`,
      'text/plain': [columns, ...rows].map((row) => row.join('\t')).join('\n'),
    }
  }
}

export type NestedValue = string | null | { readonly [label: string]: NestedValue }

/** Cells as nested records keyed by label, in the order of the dimensions; null where there is no value. */
export const nest = ({ dims, cells }: Tensor, axes: Axes): NestedValue =>
  nestTexts(dims, axes, (position) => {
    const cell = cells[position]
    return cell === undefined || cell instanceof Failure ? null : String(cell)
  })

/** Texts by position as nested records keyed by label. */
export const nestTexts = (
  dims: readonly string[],
  axes: Axes,
  textAt: (position: number) => string | null,
): NestedValue => {
  const build = (depth: number, offset: number, span: number): NestedValue => {
    const name = dims[depth]
    if (name === undefined) return textAt(offset)
    const { labels } = axisOf(axes, name)
    const inner = span / labels.length
    return Object.fromEntries(labels.map((label, index) => [label, build(depth + 1, offset + index * inner, inner)]))
  }
  return build(0, 0, sizeOf(dims, axes))
}
