import { fail } from '../../core/errors'
import { type Checked, checkCodes, checkNumbers, free, markRefused } from './check'
import type { Codes, Passes } from './kernels'
import { type Operators, poolSize } from './operators'
import type { Plan, Step } from './plan'
import type { RowColumn } from './row-column'
import { leafRows, leafSum } from './totals'

/** Columns in and out, and what is known of each. */
export interface RunData {
  readonly columns: readonly RowColumn[]
  /** Where each code of a column stands among the declared labels. */
  readonly maps: readonly (Float64Array | undefined)[]
  readonly slots: ReadonlyMap<number, Checked>
  readonly values: readonly Float64Array[]
  readonly sums: readonly Float64Array[]
  readonly failed: Uint8Array
}

/** Rows whose columns are checked, computed and added up before the next ones are touched. */
export const stretchRows = 4096

/** Blocks that stay in the second cache with all values that are alive at once. */
const blockRows = (registers: number): number => {
  let rows = stretchRows
  while (rows > 256 && registers * rows > poolSize / 4) rows /= 2
  while (rows > 4 && registers * rows > poolSize) rows /= 2
  return registers * rows > poolSize ? fail('internal.fault', `Too many values at once: ${registers}`) : rows
}

/** Runs the passes of a plan, a block of rows at a time. */
export class Runner {
  private readonly block: number
  private readonly passes: Passes<unknown>
  /** The numbers of each place of the plan, and as an operand of a pass. */
  private readonly views: Float64Array[] = []
  private readonly places: unknown[] = []
  /** The bits of each column, where they are checked. */
  private readonly bits: unknown[] = []
  /** Columns that nothing reads: they are checked all the same. */
  private readonly unused: readonly number[]
  private readonly loaded: readonly number[]

  constructor(
    private readonly operators: Operators,
    private readonly plan: Plan,
    private readonly data: RunData,
    private readonly inPlace: boolean,
  ) {
    const { steps, fixed, columns, registers } = plan
    const slotsOf = (which: Step['kernel']) => steps.flatMap(({ kernel, by }) => (kernel === which ? by : []))
    this.loaded = slotsOf('load')
    const read = new Set([...this.loaded, ...slotsOf('codes')])
    this.unused = [...data.slots.keys()].filter((slot) => !read.has(slot))
    this.passes = operators.passes
    this.block = blockRows(registers)
    for (let register = 0; register < registers; register++) {
      const from = register * this.block
      this.put(columns[0] + columns[1] + register, operators.pool.subarray(from, from + this.block))
    }
    for (const { kernel, to, by } of steps) {
      if (kernel !== 'load') continue
      const slot = by[0] as number
      this.bits[slot] = operators.bits((inPlace ? data.columns[slot] : this.views[to]) as Float64Array)
    }
    for (const { place, value } of fixed) this.passes.fixed(this.block, this.places[place], value)
  }

  private put(place: number, numbers: Float64Array): void {
    this.views[place] = numbers
    this.places[place] = this.operators.place(numbers)
  }

  /** Computes the rows from one on. Gives how many numbers, labels or conditions are refused. */
  run(from: number, count: number): number {
    const { block, plan } = this
    const { columns, maps, slots, failed } = this.data
    let bad = 0
    for (const slot of this.unused) {
      const column = columns[slot] as RowColumn
      bad +=
        column instanceof Float64Array
          ? checkNumbers(column, from, count, slots.get(slot) ?? free, failed)
          : checkCodes(column.codes, from, count, maps[slot] as Float64Array, failed)
    }
    for (let row = from; row < from + count; row += block) {
      const rows = Math.min(block, from + count - row)
      if (this.inPlace) this.reach(row, rows)
      for (const step of plan.steps) bad += this.step(step, row, rows)
    }
    if (block < leafRows) for (const index of this.data.values.keys()) this.addUp(index, from, count)
    return bad
  }

  /** The rows of the columns as places. */
  private reach(row: number, rows: number): void {
    const { columns, values } = this.data
    for (const slot of this.loaded) this.put(slot, (columns[slot] as Float64Array).subarray(row, row + rows))
    const [incoming] = this.plan.columns
    for (const [index, column] of values.entries()) this.put(incoming + index, column.subarray(row, row + rows))
  }

  private addUp(index: number, from: number, count: number): void {
    const [sums, column] = [this.data.sums[index] as Float64Array, this.data.values[index] as Float64Array]
    for (let row = from; row < from + count; row += leafRows)
      sums[row / leafRows] = leafSum(column, row, Math.min(leafRows, from + count - row))
  }

  private step({ kernel, to, of, by, table }: Step, row: number, rows: number): number {
    const { passes, places } = this
    // what lies beyond the last row is computed and never read
    const n = (rows + 3) & ~3
    const o = places[to]
    const i = of.length > 0 ? places[of[0] as number] : undefined
    const j = of.length > 1 ? places[of[1] as number] : undefined
    const k = of.length > 2 ? places[of[2] as number] : undefined
    const l = of.length > 3 ? places[of[3] as number] : undefined
    const c = by.length > 0 ? (by[0] as number) : 0
    const u = by.length > 1 ? (by[1] as number) : 0
    const v = by.length > 2 ? (by[2] as number) : 0
    const w = by.length > 3 ? (by[3] as number) : 0
    switch (kernel) {
      case 'load':
        return this.load(c, to, row, rows)
      case 'codes':
        return this.codes(c, o, row, rows)
      case 'store':
        this.store(c, of[0] as number, row, rows)
        break
      case 'require':
        return this.require(of[0] as number, row, rows)
      case 'product':
        if (of.length === 1) passes.product1(n, o, i, c)
        else if (of.length === 2) passes.product2(n, o, i, j, c)
        else if (of.length === 3) passes.product3(n, o, i, j, k, c)
        else passes.product4(n, o, i, j, k, l, c)
        break
      case 'sum':
        if (of.length === 1) passes.sum1(n, o, i, c, u)
        else if (of.length === 2) passes.sum2(n, o, i, j, c, u, v)
        else if (of.length === 3) passes.sum3(n, o, i, j, k, c, u, v, w)
        else passes.sum4(n, o, i, j, k, l, c, u, v, w, by[4] as number)
        break
      case 'products':
        if (of.length === 2) passes.products1(n, o, i, j, c, u)
        else if (of.length === 3) passes.productsAnd1(n, o, i, j, k, c, u, v)
        else if (of.length === 4) passes.products2(n, o, i, j, k, l, c, u, v)
        else passes.productsAnd2(n, o, i, j, k, l, places[of[4] as number], c, u, v, w)
        break
      case 'divide':
        passes.divide(n, o, i, j)
        break
      case 'power':
        passes.power(n, o, i, j)
        break
      case 'min':
        passes.least(n, o, i, j)
        break
      case 'max':
        passes.most(n, o, i, j)
        break
      case 'exp':
        passes.exponential(n, o, i)
        break
      case 'ln':
        passes.logarithm(n, o, i)
        break
      case 'abs':
        passes.absolute(n, o, i)
        break
      case '<':
        passes.less(n, o, i, j)
        break
      case '<=':
        passes.atMost(n, o, i, j)
        break
      case '=':
        passes.equal(n, o, i, j)
        break
      case 'choose':
        passes.choose(n, o, i, j, k)
        break
      case 'table':
        passes.table(n, o, i, table as Float64Array)
        break
      case 'is':
        passes.is(n, o, i, c)
        break
      case 'pick':
        passes.pick(n, o, i, j, c, of.length === 2)
        break
    }
    return 0
  }

  /** Checks a column where it is, or where it is copied to. Gives how many rows are refused. */
  private load(slot: number, to: number, row: number, rows: number): number {
    const { columns, slots, failed } = this.data
    const column = columns[slot] as Float64Array
    if (!this.inPlace) this.views[to]?.set(column.subarray(row, row + rows))
    const checked = slots.get(slot) ?? free
    const whole = rows & ~3
    const sure = whole > 0 ? checked.sure : undefined
    const at = this.inPlace ? row : 0
    const isSure = sure && this.passes.doubtful(whole, this.bits[slot], at, sure.first, sure.width) === 0
    const good = isSure ? whole : 0
    return good === rows ? 0 : markRefused(column, row + good, row + rows, checked, failed)
  }

  private codes(slot: number, o: unknown, row: number, rows: number): number {
    const { passes } = this
    const map = this.data.maps[slot] as Float64Array
    const { codes } = this.data.columns[slot] as { codes: Codes }
    if (codes instanceof Uint8Array) passes.codes8(rows, o, codes, row, map)
    else if (codes instanceof Uint16Array) passes.codes16(rows, o, codes, row, map)
    else passes.codes32(rows, o, codes, row, map)
    return checkCodes(codes, row, rows, map, this.data.failed)
  }

  private store(index: number, from: number, row: number, rows: number): void {
    const { passes, block, views, places } = this
    const column = this.data.values[index] as Float64Array
    const written = this.inPlace && from === this.plan.columns[0] + index
    if (!written) column.set((views[from] as Float64Array).subarray(0, rows), row)
    if (block < leafRows) return
    const sums = this.data.sums[index] as Float64Array
    const whole = rows - (rows % leafRows)
    for (let at = 0; at < whole; at += leafRows) sums[(row + at) / leafRows] = passes.sum(leafRows, places[from], at)
    if (whole < rows) sums[(row + whole) / leafRows] = leafSum(column, row + whole, rows - whole)
  }

  /** Marks rows in which a condition is not met, or failed. */
  private require(from: number, row: number, rows: number): number {
    const conditions = this.views[from] as Float64Array
    let bad = 0
    for (let at = 0; at < rows; at++) {
      if (conditions[at] === 1) continue
      this.data.failed[row + at] = 1
      bad++
    }
    return bad
  }
}
