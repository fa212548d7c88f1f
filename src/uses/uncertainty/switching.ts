import { checkOptions } from '../../core/call'
import { fail, locate } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { parseUnit } from '../../core/quantity'
import { runProgram } from '../batch'
import type { Cell, Context, Given, Scalar } from '../evaluation'
import { indexOf } from './figures'
import { changedRows } from './kinks'
import { type Model, modelOf, type OutputCell, outputCells, variableNamed } from './model'
import { readScalar } from './spec'
import type { Variable } from './variable'

export interface SwitchingOptions {
  readonly output: string
  readonly labels?: Readonly<Record<string, string | number>>
  /** The input, factor path or factor row that is changed. */
  readonly of: string
  /** What the output is to become; 0 where not stated. */
  readonly target?: Scalar
  /** Where it is looked for; the range of the input where that has two ends. */
  readonly range?: readonly [Scalar, Scalar]
}

/** Where an output becomes its target. */
export interface Switching {
  readonly variable: string
  /** The unit of the variable. */
  readonly unit: string
  readonly value: number
  readonly range: readonly [number, number]
  /** All values in the range where the output goes through its target. */
  readonly roots: readonly number[]
  /** Values where it jumps over it. */
  readonly jumps: readonly number[]
  /** One sentence. */
  readonly text: string
}

const steps = 512

const rangeOf = ({ range, unit, name }: Variable, asked: SwitchingOptions['range']): readonly [number, number] => {
  const [low, high] = asked ? asked.map((end) => readScalar(end, parseUnit(unit))) : range
  if (!Number.isFinite(low) || !Number.isFinite(high))
    fail('input.range', `"${name}" has no range of two ends`, { expected: "range: ['0 t', '1000 t'], where to look" })
  if (!((low as number) < (high as number)))
    fail('input.range', 'The range to look in is empty', { found: `${low} to ${high}`, expected: 'from low to high' })
  return [low as number, high as number]
}

/** Between two ends of different sign: 64 steps at a time until the ends are one double apart, or nearly. */
const narrow = (at: (values: readonly number[]) => Float64Array, from: number, to: number): [number, number] => {
  let [low, high] = [from, to]
  for (let round = 0; round < 12; round++) {
    const points = Array.from({ length: 65 }, (_, step) => low + ((high - low) * step) / 64)
    points[64] = high
    const values = at(points)
    const side = Math.sign(values[0] as number)
    const over = values.findIndex((value) => Math.sign(value) !== side)
    if (over <= 0 || Number.isNaN(values[over] as number)) break
    const [a, b] = [points[over - 1] as number, points[over] as number]
    const same = a === low && b === high
    ;[low, high] = [a, b]
    if (same || high - low <= 4e-16 * Math.max(Math.abs(low), Math.abs(high))) break
  }
  return [low, high]
}

const found = (
  at: (values: readonly number[]) => Float64Array,
  [low, high]: readonly [number, number],
): { roots: number[]; jumps: number[] } => {
  const points = Array.from({ length: steps + 1 }, (_, step) => low + ((high - low) * step) / steps)
  points[steps] = high
  const values = at(points)
  const size = values.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 0)
  const [roots, jumps]: [number[], number[]] = [[], []]
  for (let step = 0; step <= steps; step++) {
    const [here, next] = [values[step] as number, values[step + 1] as number]
    if (here === 0) {
      // where it stays at the target, its two ends
      if (values[step - 1] !== 0 || next !== 0) roots.push(points[step] as number)
      continue
    }
    if (step === steps || !(here * next < 0)) continue
    const [from, to] = narrow(at, points[step] as number, points[step + 1] as number)
    const [before, after] = at([from, to]) as unknown as [number, number]
    const gap = Math.abs(after - before)
    if (gap > 1e-6 * size) jumps.push(to)
    else roots.push(Math.abs(before) < Math.abs(after) ? from : to)
  }
  return { roots, jumps }
}

const number = (value: number): string => String(Number(value.toPrecision(6)))

/**
 * At which value of one variable, all else as given, an output becomes 0 or another target: "at which recovery does the
 * reduction vanish?". All roots are found at which the output changes its sign between 512 even steps of the range; one
 * that it only touches is not.
 *
 * @throws MrvError as `propagate` does; `input.unknown` for a name that is no variable; `input.range` without a range.
 */
export const switchingValues = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
  options: SwitchingOptions,
): Switching => {
  checkOptions(options, ['output', 'labels', 'of', 'target', 'range'])
  const model = modelOf(method, inputs, context, { all: true })
  return locate({ method: method.id }, () => {
    const variable = variableNamed(model.variables, options.of)
    const cells = outputCells(model)
    const output = cells[indexOf(cells, options.output, options.labels)] as OutputCell
    const target = options.target === undefined ? 0 : readScalar(options.target, parseUnit(output.unit))
    const range = rangeOf(variable, options.range)
    const { roots, jumps } = found(outputAt(model, variable, output.cell, target), range)
    const unit = variable.unit === '1' ? '' : ` ${variable.unit}`
    const what = `${options.output} ${target === 0 ? 'vanishes' : `becomes ${number(target)} ${output.unit}`}`
    const where = `${variable.name} from ${number(range[0])} to ${number(range[1])}${unit}`
    const at = [
      ...roots.map((root) => `at ${number(root)}${unit}`),
      ...jumps.map((jump) => `in a jump at ${number(jump)}${unit}`),
    ]
    const text = at.length > 0 ? `${what} ${at.join(', ')} (${where})` : `No value of ${where} makes it so that ${what}`
    return { variable: variable.name, unit: variable.unit, value: variable.value.toNumber(), range, roots, jumps, text }
  })
}

/** The output less its target, where the variable has these values; NaN where there is no result. */
const outputAt = (
  model: Model,
  variable: Variable,
  cell: Cell,
  target: number,
): ((values: readonly number[]) => Float64Array) => {
  const cells = [cell]
  return (values) => {
    const changes = values.map((value) => [{ variable, value }])
    const run = runProgram(model.program, changedRows(model, changes), values.length + 1, cells)
    return (run.values[0] as Float64Array).slice(1).map((value) => value - target)
  }
}
