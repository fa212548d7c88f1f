import { fail, type Problem, type Remark } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import type { Unit } from '../../core/quantity'
import { type Axes, axisOf, type Evaluation, remarksOf } from '../evaluation'
import type { Run } from './run'
import { totalOf } from './totals'

/** A cell of an output: a column with its sums, or one value for all rows. */
export type Computed = { readonly column: Float64Array; readonly sums: Float64Array } | { readonly value: number }

export interface BatchOutput {
  readonly name: string
  readonly unit: Unit
  readonly dims: readonly string[]
  readonly cells: readonly Computed[]
}

/** One output over all rows: a column for each of its labels, or a single one. */
export class BatchValues {
  private readonly made = new Map<number, Float64Array>()

  /** @internal */
  constructor(
    private readonly of: BatchOutput,
    private readonly axes: Axes,
    private readonly run: Run,
  ) {}

  get unit(): string {
    return this.of.unit.text
  }

  /** The names of its dimensions. */
  get dimensions(): readonly string[] {
    return this.of.dims
  }

  /** The labels of each dimension, in order. */
  get labels(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.of.dims.map((name) => [name, axisOf(this.axes, name).labels]))
  }

  /**
   * The values of all rows at the given labels, in `unit`; NaN where a row is refused. All dimensions must be named.
   * It is the very memory of the result, no copy.
   */
  column(labels: Readonly<Record<string, string | number>> = {}): Float64Array {
    const at = this.position(labels)
    const cell = this.of.cells[at] as Computed
    if ('column' in cell) return cell.column
    const known = this.made.get(at)
    if (known) return known
    const { failed } = this.run
    const column = new Float64Array(failed.length)
    for (let row = 0; row < column.length; row++) column[row] = failed[row] === 1 ? Number.NaN : cell.value
    this.made.set(at, column)
    return column
  }

  /** The sum over the rows that are not refused, at the given labels. */
  total(labels: Readonly<Record<string, string | number>> = {}): number {
    const cell = this.of.cells[this.position(labels)] as Computed
    const { failed, refused } = this.run
    const total = 'column' in cell ? totalOf(cell.sums) : cell.value * (failed.length - refused)
    if (Number.isFinite(total)) return total
    return fail('calculation.domain', 'The sum of the rows is not a finite number', { at: { output: this.of.name } })
  }

  private position(labels: Readonly<Record<string, string | number>>): number {
    const { dims } = this.of
    const extra = Object.keys(labels).find((name) => !dims.includes(name))
    const open = dims.find((name) => !(name in labels))
    if (extra !== undefined || open !== undefined) {
      fail('input.shape', extra === undefined ? 'This is not a single column' : `"${extra}" is not a dimension of it`, {
        at: { output: this.of.name },
        expected: dims.length === 0 ? 'no labels' : `a label for ${dims.join(' and ')}`,
      })
    }
    return dims.reduce((at, name) => {
      const axis = axisOf(this.axes, name)
      const label = String(labels[name])
      const found = axis.index.get(label)
      const hint = didYouMean(label, axis.labels)
      return (
        at * axis.labels.length +
        (found ?? fail('label.unknown', `There is no ${name} "${label}"`, hint ? { hint } : {}))
      )
    }, 0)
  }
}

/** The totals of one output: a number, or one for each label in the order of its dimensions. */
export interface BatchTotal {
  readonly unit: string
  /** Tidy records: a label for each dimension, and the sum. */
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

/** The result of a batch: outputs by name, a status a row, what is wrong, and totals. */
export class BatchResult<O = Readonly<Record<string, BatchValues | undefined>>> {
  readonly outputs: O
  /** The named steps that were asked for with `keep`. */
  readonly steps: Readonly<Record<string, BatchValues>>

  /** @internal */
  constructor(
    /** How many rows there are. */
    readonly rows: number,
    private readonly evaluation: Evaluation,
    /** @internal */ readonly run: Run,
    computed: readonly (BatchOutput & { readonly kind: 'output' | 'step' })[],
    private readonly found: { readonly list: readonly Problem[]; readonly untold: number },
  ) {
    const values = (wanted: 'output' | 'step') =>
      Object.fromEntries(
        computed
          .filter(({ kind }) => kind === wanted)
          .map((each) => [each.name, new BatchValues(each, evaluation.axes, run)]),
      )
    this.outputs = values('output') as O
    this.steps = values('step')
  }

  /** 0 for a good row, 1 for one that is refused. */
  get status(): Uint8Array {
    return this.run.failed
  }

  /** How many rows are refused. */
  get refused(): number {
    return this.run.refused
  }

  /** What is wrong, row by row (`at.row` counts from 1), as `evaluate` would say it; the first thousand. */
  get problems(): readonly Problem[] {
    return this.found.list
  }

  /** What should be known about all rows: bases taken over, unread or aged factors; as `evaluate` would remark. */
  get remarks(): readonly Remark[] {
    return remarksOf(this.evaluation)
  }

  /** How many refused rows are not told of in `problems`. */
  get untold(): number {
    return this.found.untold
  }

  /**
   * The sum of each output over the rows that are not refused, by name. Rows are added in leaves of 256, the leaves in
   * order and with compensation: the sum depends on nothing but the values.
   */
  get totals(): Readonly<Record<string, BatchTotal>> {
    return Object.fromEntries(
      Object.entries(this.outputs as Readonly<Record<string, BatchValues>>).map(([name, values]) => {
        const labels = values.dimensions.reduce<Record<string, string>[]>(
          (made, dim) =>
            made.flatMap((each) =>
              (values.labels[dim] as readonly string[]).map((label) => ({ ...each, [dim]: label })),
            ),
          [{}],
        )
        return [name, { unit: values.unit, rows: labels.map((each) => ({ ...each, value: values.total(each) })) }]
      }),
    )
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const { method } = this.evaluation
    const outputs = Object.entries(this.outputs as Readonly<Record<string, BatchValues>>).map(
      ([name, { unit, dimensions }]) =>
        `  ${name}: ${unit}${dimensions.length > 0 ? ` by ${dimensions.join(', ')}` : ''}`,
    )
    const head = `${method.id} (${method.edition}): ${this.rows} rows, ${this.refused} refused`
    return [
      head,
      ...outputs,
      ...this.problems.slice(0, 3).map(({ message, at }) => `  row ${at.row}: ${message}`),
    ].join('\n')
  }
}
