import { fail } from '../../core/errors'
import { applyRatio, Decimal } from '../../core/quantity'
import { type Cell, Failure, Operation, type Program, type Slot } from '../evaluation'
import { type Checked, checkCodes, checkNumbers, largest, markRefused, smallest } from './check'
import { type Codes, type Kernels, makeKernels, poolSize } from './kernels'
import { type Plan, planOf, type Step } from './plan'
import { leafRows, leafSum, leafSumOf } from './totals'

/** Labels of the rows: a position in `labels` each; without labels, in those that the input declares. */
export interface CodeColumn {
  readonly codes: Codes
  readonly labels?: readonly string[]
}

/** What comes with the rows: numbers in the unit of the slot, or labels. */
export type RowColumn = Float64Array | CodeColumn

export interface RunOptions {
  /** Columns to write into instead of new ones, one a cell, each with at least `rows` places. */
  readonly into?: readonly Float64Array[]
  /** An earlier run whose memory is written anew where it fits. */
  readonly reuse?: Run
  /** Which of the cells may fail in a row without refusing it; their value there is NaN. */
  readonly optional?: ReadonlySet<number>
  /** Ends after the first block with a refused row. */
  readonly stop?: boolean
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
  readonly plan: Plan
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

/** What stands in the place of a factor row has no range of its own. */
const free: Checked = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }

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
    known.set(slot, {
      low: Math.max(before?.low ?? Number.NEGATIVE_INFINITY, bound(low) ?? Number.NEGATIVE_INFINITY),
      high: Math.min(before?.high ?? Number.POSITIVE_INFINITY, bound(high) ?? Number.POSITIVE_INFINITY),
      ...(declared.labels ? { labels: declared.labels } : {}),
    })
  }
  return known
}

const prepareRun = (program: Program, cells: readonly Cell[]): Prepared => {
  const before = prepared.get(program)
  if (before && sameCells(before.cells, cells)) return before
  const operations = cells.map((cell) => operationOf(program, cell))
  const plan = planOf(
    operations,
    program.checks.map(({ condition }) => condition),
  )
  const made = { cells: [...cells], plan, slots: checkedOf(program.slots) }
  prepared.set(program, made)
  return made
}

let made: Kernels | undefined

/** The passes and their pool, made when they are first needed. */
const kernelsOf = (): Kernels => {
  made ??= makeKernels()
  return made
}

/** Rows whose columns are checked, computed and added up before the next ones are touched. */
const stretchRows = 2048

/** Blocks that stay in the second cache with all values that are alive at once. */
const blockRows = (registers: number): number => {
  let rows = stretchRows
  while (rows > 256 && registers * rows > poolSize / 4) rows /= 2
  while (rows > 4 && registers * rows > poolSize) rows /= 2
  return registers * rows > poolSize ? fail('internal.fault', `Too many values at once: ${registers}`) : rows
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
  const { plan, slots } = prepareRun(program, cells)
  const before = options.reuse?.failed.length === rows ? options.reuse : undefined
  const values = cells.map((_, index) => options.into?.[index] ?? before?.values[index] ?? new Float64Array(rows))
  const failed = before?.failed ?? new Uint8Array(rows)
  if (before && before.refused > 0) failed.fill(0)
  const sums = cells.map((_, index) => before?.sums[index] ?? new Float64Array(Math.ceil(rows / leafRows)))
  const maps = columns.map((column, slot) =>
    column instanceof Float64Array ? undefined : codeMap(column, slots.get(slot)),
  )
  const runner = new Runner(plan, slots, columns, maps, values, sums, failed)
  const due = cells.map((_, index) => !options.optional?.has(index))
  let refused = 0
  for (let row = 0; row < rows; row += stretchRows) {
    const count = Math.min(stretchRows, rows - row)
    let bad = 0
    bad += runner.run(row, count)
    for (let leaf = row; leaf < row + count; leaf += leafRows) {
      const length = Math.min(leafRows, row + count - leaf)
      const at = leaf / leafRows
      for (let index = 0; index < values.length; index++) {
        const sum = (sums[index] as Float64Array)[at] as number
        // finite throughout where the sum is
        if (sum - sum !== 0) bad += due[index] ? markFailed(values[index] as Float64Array, leaf, length, failed) : 1
      }
    }
    if (bad > 0) {
      for (let at = row; at < row + count; at++) refused += failed[at] as number
      for (let index = 0; index < values.length; index++) blank(values[index] as Float64Array, row, count, failed)
      for (let leaf = row; leaf < row + count; leaf += leafRows) {
        const length = Math.min(leafRows, row + count - leaf)
        for (let index = 0; index < values.length; index++)
          (sums[index] as Float64Array)[leaf / leafRows] = leafSumOf(values[index] as Float64Array, leaf, length)
      }
      if (options.stop && refused > 0) break
    }
  }
  return { values, failed, refused, sums }
}

/** Marks rows without a finite value. */
const markFailed = (values: Float64Array, from: number, count: number, failed: Uint8Array): number => {
  let bad = 0
  for (let row = from; row < from + count; row++) {
    if (Number.isFinite(values[row])) continue
    failed[row] = 1
    bad++
  }
  return bad
}

/** NaN where the row is refused or the value is none. */
const blank = (values: Float64Array, from: number, count: number, failed: Uint8Array): void => {
  for (let row = from; row < from + count; row++) {
    if (failed[row] === 1 || !Number.isFinite(values[row])) values[row] = Number.NaN
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

/** Runs the passes of a plan, a block of rows at a time. */
class Runner {
  private readonly kernels = kernelsOf()
  private readonly block: number
  /** Columns that nothing reads: they are checked all the same. */
  private readonly unused: readonly number[]

  constructor(
    private readonly plan: Plan,
    private readonly slots: ReadonlyMap<number, Checked>,
    private readonly columns: readonly RowColumn[],
    private readonly maps: readonly (Float64Array | undefined)[],
    private readonly values: readonly Float64Array[],
    private readonly sums: readonly Float64Array[],
    private readonly failed: Uint8Array,
  ) {
    const loaded = new Set(plan.steps.flatMap(({ kernel, by }) => (kernel === 'load' ? by : [])))
    this.unused = [...slots.keys()].filter((slot) => !loaded.has(slot))
    this.block = blockRows(plan.registers)
    for (const { register, value } of plan.fixed) this.kernels.fixed(this.block, register * this.block, value)
  }

  /** Computes the rows from one on. Gives how many numbers, labels or conditions are refused. */
  run(from: number, count: number): number {
    const { block, plan, columns, maps, failed } = this
    let bad = 0
    for (const slot of this.unused) {
      const column = columns[slot] as RowColumn
      bad +=
        column instanceof Float64Array
          ? checkNumbers(column, from, count, this.slots.get(slot) ?? free, failed)
          : checkCodes(column.codes, from, count, maps[slot] as Float64Array, failed)
    }
    for (let row = from; row < from + count; row += block) {
      const rows = Math.min(block, from + count - row)
      for (const step of plan.steps) bad += this.step(step, row, rows)
    }
    if (block < leafRows) for (const [index, column] of this.values.entries()) this.addUp(column, index, from, count)
    return bad
  }

  private addUp(column: Float64Array, index: number, from: number, count: number): void {
    const sums = this.sums[index] as Float64Array
    for (let row = from; row < from + count; row += leafRows)
      sums[row / leafRows] = leafSum(column, row, Math.min(leafRows, from + count - row))
  }

  private step({ kernel, to, of, by, table }: Step, row: number, rows: number): number {
    const { kernels, block } = this
    // what lies beyond the last row is computed and never read
    const n = (rows + 3) & ~3
    const o = to * block
    const i = of.length > 0 ? (of[0] as number) * block : 0
    const j = of.length > 1 ? (of[1] as number) * block : 0
    const k = of.length > 2 ? (of[2] as number) * block : 0
    const l = of.length > 3 ? (of[3] as number) * block : 0
    const c = by.length > 0 ? (by[0] as number) : 0
    const u = by.length > 1 ? (by[1] as number) : 0
    const v = by.length > 2 ? (by[2] as number) : 0
    const w = by.length > 3 ? (by[3] as number) : 0
    switch (kernel) {
      case 'load':
        return this.load(c, o, row, rows)
      case 'store':
        this.store(c, i, row, rows)
        break
      case 'require':
        return this.require(i, row, rows)
      case 'product':
        if (of.length === 1) kernels.product1(n, o, i, c)
        else if (of.length === 2) kernels.product2(n, o, i, j, c)
        else if (of.length === 3) kernels.product3(n, o, i, j, k, c)
        else kernels.product4(n, o, i, j, k, l, c)
        break
      case 'sum':
        if (of.length === 1) kernels.sum1(n, o, i, c, u)
        else if (of.length === 2) kernels.sum2(n, o, i, j, c, u, v)
        else if (of.length === 3) kernels.sum3(n, o, i, j, k, c, u, v, w)
        else kernels.sum4(n, o, i, j, k, l, c, u, v, w, by[4] as number)
        break
      case 'products':
        if (of.length === 2) kernels.products1(n, o, i, j, c, u)
        else if (of.length === 3) kernels.productsAnd1(n, o, i, j, k, c, u, v)
        else if (of.length === 4) kernels.products2(n, o, i, j, k, l, c, u, v)
        else kernels.productsAnd2(n, o, i, j, k, l, (of[4] as number) * block, c, u, v, w)
        break
      case 'divide':
        kernels.divide(n, o, i, j)
        break
      case 'power':
        kernels.power(n, o, i, j)
        break
      case 'min':
        kernels.least(n, o, i, j)
        break
      case 'max':
        kernels.most(n, o, i, j)
        break
      case 'exp':
        kernels.exponential(n, o, i)
        break
      case 'ln':
        kernels.logarithm(n, o, i)
        break
      case 'abs':
        kernels.absolute(n, o, i)
        break
      case '<':
        kernels.less(n, o, i, j)
        break
      case '<=':
        kernels.atMost(n, o, i, j)
        break
      case '=':
        kernels.equal(n, o, i, j)
        break
      case 'choose':
        kernels.choose(n, o, i, j, k)
        break
      case 'table':
        kernels.table(n, o, i, table as Float64Array)
        break
      case 'is':
        kernels.is(n, o, i, c)
        break
      case 'pick':
        kernels.pick(n, o, i, j, c, of.length === 2)
        break
    }
    return 0
  }

  /** Brings a column into the pool and checks it there. Gives how many rows are refused. */
  private load(slot: number, o: number, row: number, rows: number): number {
    const { kernels, failed } = this
    const column = this.columns[slot] as RowColumn
    if (column instanceof Float64Array) {
      kernels.pool.set(column.subarray(row, row + rows), o)
      const checked = this.slots.get(slot) ?? free
      const low = Math.max(checked.low, smallest)
      const high = Math.min(checked.high, largest)
      const whole = rows & ~3
      // most values are positive and within bounds: two comparisons
      const open = kernels.outside(whole, o, low, high)
      return open === 0 && whole === rows
        ? 0
        : markRefused(column, open === 0 ? row + whole : row, row + rows, checked, failed)
    }
    const map = this.maps[slot] as Float64Array
    const { codes } = column
    if (codes instanceof Uint8Array) kernels.codes8(rows, o, codes, row, map)
    else if (codes instanceof Uint16Array) kernels.codes16(rows, o, codes, row, map)
    else kernels.codes32(rows, o, codes, row, map)
    return checkCodes(codes, row, rows, map, failed)
  }

  private store(index: number, i: number, row: number, rows: number): void {
    const { kernels, block } = this
    const column = this.values[index] as Float64Array
    column.set(kernels.pool.subarray(i, i + rows), row)
    if (block < leafRows) return
    const sums = this.sums[index] as Float64Array
    const whole = rows - (rows % leafRows)
    for (let at = 0; at < whole; at += leafRows) sums[(row + at) / leafRows] = kernels.sum(leafRows, i + at)
    if (whole < rows) sums[(row + whole) / leafRows] = leafSum(column, row + whole, rows - whole)
  }

  /** Marks rows in which a condition is not met, or failed. */
  private require(i: number, row: number, rows: number): number {
    const { pool } = this.kernels
    let bad = 0
    for (let at = 0; at < rows; at++) {
      if (pool[i + at] === 1) continue
      this.failed[row + at] = 1
      bad++
    }
    return bad
  }
}
