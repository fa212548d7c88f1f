import { fail } from '../../core/errors'
import { applyRatio, Decimal } from '../../core/quantity'
import { type Cell, Failure, Operation, type Program, type Slot } from '../evaluation'
import { type Checked, checkedFor } from './check'
import { type Operators, plainOperators } from './operators'
import { type Plan, planOf } from './plan'
import type { CodeColumn, RowColumn } from './row-column'
import { type Job, runRows } from './rows'
import { leafRows } from './totals'

export interface RunOptions {
  /** Columns to write into instead of new ones, one a cell, each with at least `rows` places. */
  readonly into?: readonly Float64Array[]
  /** An earlier run whose memory is written anew where it fits. */
  readonly reuse?: Run
  /** Which of the cells may fail in a row without refusing it; their value there is NaN. */
  readonly optional?: ReadonlySet<number>
  /** Ends after the first block with a refused row. */
  readonly stop?: boolean
  /** What the passes are made of: plain JavaScript where not stated, else what `simdOperators` gives. */
  readonly operators?: Operators
}

export interface Run {
  /** One column for each cell; NaN in the rows that are refused. */
  readonly values: readonly Float64Array[]
  /** 1 for each row that is refused, else 0. */
  readonly failed: Uint8Array
  /** How many are refused. */
  readonly refused: number
  /** Sums of 256 rows each, of each cell, without the refused rows. */
  readonly sums: readonly Float64Array[]
}

/** What is ready for any rows: the passes, and the bounds of each column. */
interface Prepared {
  readonly cells: readonly Cell[]
  /** With passes over the columns themselves, or over copies of some rows. */
  readonly plan: (inPlace: boolean) => Plan
  readonly slots: ReadonlyMap<number, Checked>
}

const prepared = new WeakMap<Program, Prepared>()

const sameCells = (a: readonly Cell[], b: readonly Cell[]): boolean =>
  a.length === b.length && a.every((cell, index) => cell === b[index])

const operationOf = (program: Program, cell: Cell): Operation => {
  if (cell instanceof Operation) return cell
  const number = cell instanceof Decimal ? cell : new Decimal(Number.NaN)
  const known = program.evaluation.evaluator.algebra
  return 'of' in known
    ? (known as { of(cell: Cell): Operation }).of(cell instanceof Failure ? cell : number)
    : fail('internal.fault', 'A program is made of operations')
}

const checkedOf = (slots: readonly Slot[]): Map<number, Checked> => {
  const known = new Map<number, Checked>()
  for (const { slot, declared, ratio } of slots) {
    const [low, high] = declared.range ?? [null, null]
    // the bounds in the unit of the column
    const bound = (text: string | null | undefined): number | undefined =>
      text === null || text === undefined
        ? undefined
        : applyRatio(new Decimal(text), { above: ratio.below, below: ratio.above }).toNumber()
    const before = known.get(slot)
    known.set(
      slot,
      checkedFor(
        Math.max(before?.low ?? Number.NEGATIVE_INFINITY, bound(low) ?? Number.NEGATIVE_INFINITY),
        Math.min(before?.high ?? Number.POSITIVE_INFINITY, bound(high) ?? Number.POSITIVE_INFINITY),
        declared.labels,
      ),
    )
  }
  return known
}

const prepareRun = (program: Program, cells: readonly Cell[]): Prepared => {
  const before = prepared.get(program)
  if (before && sameCells(before.cells, cells)) return before
  const operations = cells.map((cell) => operationOf(program, cell))
  const conditions = program.checks.map(({ condition }) => condition)
  const plans = new Map<boolean, Plan>()
  const plan = (inPlace: boolean): Plan => {
    const known = plans.get(inPlace) ?? planOf(operations, conditions, inPlace)
    plans.set(inPlace, known)
    return known
  }
  const made = { cells: [...cells], plan, slots: checkedOf(program.slots) }
  prepared.set(program, made)
  return made
}

/** What there is to do for cells of a program, with columns for the results. */
export const jobOf = (
  program: Program,
  columns: readonly RowColumn[],
  rows: number,
  cells: readonly Cell[],
  options: RunOptions,
): Job => {
  const { plan, slots } = prepareRun(program, cells)
  const operators = options.operators ?? plainOperators()
  const before = options.reuse?.failed.length === rows ? options.reuse : undefined
  // outputs beside inputs that the passes reach, so that nothing is copied
  const roomy = operators.reach(columns) && operators.room >= rows * cells.length ? operators : plainOperators()
  const values = cells.map((_, index) => options.into?.[index] ?? before?.values[index] ?? roomy.column(rows))
  if (values.some((column) => columns.includes(column)))
    fail('call.invalid', 'A column would be written while it is read', {
      expected: 'results in other columns than those of the inputs',
      hint: 'Copy the column first, or do not reuse the result that it is from.',
    })
  const failed = before?.failed ?? new Uint8Array(rows)
  if (before && before.refused > 0) failed.fill(0)
  const sums = cells.map((_, index) => before?.sums[index] ?? new Float64Array(Math.ceil(rows / leafRows)))
  const maps = columns.map((column, slot) =>
    column instanceof Float64Array ? undefined : codeMap(column, slots.get(slot)),
  )
  return {
    plans: { inPlace: plan(true), byCopies: plan(false) },
    data: { columns, maps, slots, values, sums, failed },
    due: cells.map((_, index) => !options.optional?.has(index)),
    rows,
  }
}

/** Where each code of the caller stands among the declared labels. */
const codeMap = ({ labels }: CodeColumn, checked: Checked | undefined): Float64Array => {
  const declared = checked?.labels ?? []
  const from = labels ?? declared
  return Float64Array.from(from, (label) => {
    const at = declared.indexOf(label)
    return at < 0 ? Number.NaN : at
  })
}

/**
 * Computes cells of a program for all rows, block by block.
 *
 * @param columns one for each slot of the program: numbers in the unit that was stated for it, or codes of labels
 * @param cells what to compute: cells of outputs or of other nodes of the program's evaluation
 * @returns a column for each cell, and which rows are refused: by a bound of an input, a check of the method, or because
 * a cell has no finite value there
 */
export const runProgram = (
  program: Program,
  columns: readonly RowColumn[],
  rows: number,
  cells: readonly Cell[],
  options: RunOptions = {},
): Run => {
  const job = jobOf(program, columns, rows, cells, options)
  const refused = runRows(job, options.operators ?? plainOperators(), 0, rows, options.stop)
  return runOf(job, refused)
}

/** What a job has given, once its rows are computed. */
export const runOf = ({ data: { values, failed, sums } }: Job, refused: number): Run => ({
  values,
  failed,
  refused,
  sums,
})
