import { checkMethod, checkOptions } from '../../core/call'
import { fail, MrvError, type Problem } from '../../core/errors'
import { facts } from '../../core/graph'
import type { AnyMethod, Leaf, Method, Outputs } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import type { Unit } from '../../core/quantity'
import {
  type Cell,
  type Context,
  Failure,
  Operation,
  type OutputsOf,
  type Program,
  Rows,
  type Tensor,
} from '../evaluation'
import { type BatchGiven, rowsOf, type Split, splitColumns } from './columns'
import { type Operators, plainOperators } from './operators'
import { problemsOfRow } from './problems'
import { type BatchOutput, BatchResult, type BatchValues, type Computed } from './result'
import { type Job, runRows } from './rows'
import { jobOf, type Run, runOf } from './run'
import { runOn, sharedJob, type Thread } from './threads'

export type BatchInputs<I> = { readonly [K in keyof I]?: BatchGiven } & {
  readonly [path: `${string}/${string}`]: BatchGiven
}

export interface BatchOptions {
  /** Throws at the first row that is refused, with all that is wrong with it. */
  readonly stop?: boolean
  /** Named steps that are wanted as columns too, by their titles. */
  readonly keep?: readonly string[]
  /** Only these outputs; all by default. What they do not need is not computed. */
  readonly outputs?: readonly string[]
  /** An earlier result that is no longer needed: its columns are written anew, which saves taking memory. */
  readonly reuse?: BatchResult<unknown>
  /** What the arithmetic is made of: those of `simdOperators`, or plain JavaScript where not stated; equal results. */
  readonly operators?: Operators
  /** How many problems are told in full; 1000 by default. The rest is counted. */
  readonly problems?: number
}

/** An output or a step, and where its cells stand among all that are computed. */
interface Wanted {
  readonly name: string
  readonly unit: Unit
  readonly tensor: Tensor
  readonly kind: 'output' | 'step'
  readonly optional: boolean
}

interface Made {
  readonly shape: string
  readonly context: Context
  readonly program: Program
}

const made = new WeakMap<AnyMethod, Made[]>()

const sameContext = (a: Context, b: Context): boolean => {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
}

/** A program is made once for calls that differ in their columns only. */
const programOf = (method: AnyMethod, split: Split, context: Context): Program => {
  const known = made.get(method) ?? []
  const { shape } = split
  const before = known.find((each) => each.shape === shape && sameContext(each.context, context))
  if (before) return before.program
  const rows = new Rows()
  const program = rows.program(method, split.inputs(rows), context)
  if (shape !== undefined) made.set(method, [{ shape, context: { ...context }, program }, ...known].slice(0, 4))
  return program
}

const nameOf = (wanted: string, known: readonly string[], what: string): never => {
  const hint = didYouMean(wanted, known)
  return fail('call.invalid', `There is no ${what} "${wanted}"`, {
    expected: known.join(', ') || 'none',
    ...(hint ? { hint } : {}),
  })
}

/** A benefit that lacks an optional input in a row is left out there, as in a single evaluation. */
const mayLack = (program: Program, role: string | undefined, tensor: Tensor): boolean => {
  if (role !== 'benefit') return false
  const { leaves } = program.evaluation.graph
  const isOptional = ({ deed }: Operation): boolean => {
    if (deed.kind !== 'fail' || !/^(input|label)\.missing$/.test(deed.problem.code)) return false
    const leaf = leaves.get(deed.problem.at.input ?? '')
    return leaf?.kind === 'input' && leaf.optional === true
  }
  const seen = new Set<Operation>()
  const open = tensor.cells.filter((cell): cell is Operation => cell instanceof Operation)
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (isOptional(next)) return true
    open.push(...next.operands)
  }
  return false
}

const outputsOf = (program: Program, names: readonly string[] | undefined): Wanted[] => {
  const known = program.outputs.map(({ name }) => name)
  const wanted = names ?? known
  return wanted.map((name) => {
    const found = program.outputs.find((output) => output.name === name) ?? nameOf(name, known, 'output')
    return { ...found, kind: 'output', optional: mayLack(program, found.role, found.tensor) }
  })
}

const stepsOf = (program: Program, titles: readonly string[]): Wanted[] => {
  const { graph, evaluator } = program.evaluation
  const named = graph.nodes.flatMap((node) => (node.kind === 'named' ? [node] : []))
  return titles.map((title) => {
    const found = named.filter((node) => node.title === title)
    const [node] = found
    if (!node) return nameOf(title, [...new Set(named.map((each) => each.title))], 'step')
    if (found.length > 1) fail('call.invalid', `There are ${found.length} steps "${title}"`, { expected: 'one' })
    return { name: title, unit: facts(node).unit, tensor: evaluator.value(node), kind: 'step', optional: true }
  })
}

const checkColumns = (program: Program, { columns, names }: Split): void => {
  const problems: Problem[] = program.slots.flatMap(({ slot, declared, labels }): Problem[] => {
    const isNumbers = columns[slot] instanceof Float64Array
    if (isNumbers === (declared.labels === undefined)) return []
    return [
      {
        code: 'input.shape',
        message: 'The column is of another sort',
        at: { input: names[slot] ?? declared.name, ...(Object.keys(labels).length > 0 ? { labels } : {}) },
        found: isNumbers ? 'numbers' : 'labels',
        expected: isNumbers ? '{ labels, codes } or labels as text' : 'a Float64Array',
      },
    ]
  })
  if (problems.length > 0) throw new MrvError(problems)
}

/**
 * Computes a method over columns: one row for each building, site, vehicle or day, in numbers of double precision.
 *
 * Inputs are those of `evaluate`, and wherever a single value may stand a column may: a `Float64Array` in the declared
 * unit, `{ values, unit }`, or for categories `{ labels, codes }` or an array of labels. A single value holds for all
 * rows. Columns have one length. What is wrong with a row (a value out of range, a check that is not met, a division by
 * zero) refuses this row alone: its status is 1 and its cells are NaN.
 *
 * @returns a column for each output and its labels, a status for each row, problems by row, and totals of the good rows
 * @throws MrvError for what is wrong in every row: names, units, shapes, factors; with `stop` for the first refused row
 *
 * @example
 * const batch = evaluateBatch(composting, { treated: Float64Array.of(1200, 300) }, { gwp: 'AR5' })
 * batch.outputs.ch4.column() // Float64Array [4.8, 1.2]
 */
export const evaluateBatch = <I extends Readonly<Record<string, Leaf>>, O extends Outputs>(
  method: Method<I, O>,
  inputs: BatchInputs<I>,
  context: Context = {},
  options: BatchOptions = {},
): BatchResult<OutputsOf<O, BatchValues>> => {
  const plain = method as unknown as AnyMethod
  return located(plain, () => {
    const { job, finish } = begin<OutputsOf<O, BatchValues>>(plain, splitOf(plain, inputs), context, options)
    const refused = runRows(job, options.operators ?? plainOperators(), 0, job.rows, options.stop)
    return finish(runOf(job, refused))
  })
}

/**
 * The same on several threads, which share the rows and the memory of the columns. The results are those of one thread to
 * the last bit. It can pay for many rows with `reuse`, since new memory for results takes longer than most methods, and
 * where cores are idle: measure.
 *
 * @param threads workers whose file calls `serveBatch`; not in use by another call
 * @throws MrvError as `evaluateBatch` does; `call.invalid` where threads cannot share memory
 *
 * @example
 * // worker.js: serveBatch(parentPort)
 * const threads = [1, 2].map(() => new Worker(new URL('./worker.js', import.meta.url)))
 * await evaluateBatchOn(threads, composting, { treated }, { gwp: 'AR5' })
 */
export const evaluateBatchOn = async <I extends Readonly<Record<string, Leaf>>, O extends Outputs>(
  threads: readonly Thread[],
  method: Method<I, O>,
  inputs: BatchInputs<I>,
  context: Context = {},
  options: Pick<BatchOptions, 'keep' | 'outputs' | 'problems' | 'reuse'> = {},
): Promise<BatchResult<OutputsOf<O, BatchValues>>> => {
  if (threads.length === 0) fail('call.invalid', 'There is no thread', { expected: 'one worker at least' })
  const plain = method as unknown as AnyMethod
  const { job, finish } = located(plain, () =>
    begin<OutputsOf<O, BatchValues>>(plain, splitOf(plain, inputs), context, options),
  )
  const there = sharedJob(job)
  const refused = await runOn(threads, there)
  return located(plain, () => finish(runOf(there, refused)))
}

const splitOf = (method: AnyMethod, inputs: unknown): Split => {
  checkMethod(method)
  if (typeof inputs !== 'object' || inputs === null)
    fail('input.shape', 'The inputs are not a record of names and columns', { at: { method: method.id } })
  return splitColumns(inputs as Readonly<Record<string, BatchGiven>>)
}

const located = <T>(method: AnyMethod, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    throw error instanceof MrvError ? error.within({ method: method.id }) : error
  }
}

interface Begun<O> {
  readonly job: Job
  readonly finish: (run: Run) => BatchResult<O>
}

/** What is to compute for a call, and how its result is made once the rows are. */
const optionNames: readonly (keyof BatchOptions)[] = ['stop', 'keep', 'outputs', 'reuse', 'operators', 'problems']

const begin = <O>(method: AnyMethod, split: Split, context: Context, options: BatchOptions): Begun<O> => {
  checkOptions(options, optionNames)
  const rows = rowsOf(split)
  const program = programOf(method, split, context)
  checkColumns(program, split)
  const wanted = [...outputsOf(program, options.outputs), ...stepsOf(program, options.keep ?? [])]
  // what is the same in every row needs no column until someone asks for one
  const cells: Cell[] = []
  const optional = new Set<number>()
  const places = wanted.map(({ tensor, optional: free }) =>
    tensor.cells.map((cell) => {
      if (!(cell instanceof Operation)) return -1
      if (free) optional.add(cells.length)
      return cells.push(cell) - 1
    }),
  )
  const job = jobOf(program, split.columns, rows, cells, {
    optional,
    ...(options.reuse ? { reuse: options.reuse.run } : {}),
    ...(options.operators ? { operators: options.operators } : {}),
  })
  const finish = (run: Run): BatchResult<O> => {
    if (options.stop && run.refused > 0) {
      throw new MrvError(problemsOfRow(method, program, split, context, run.failed.indexOf(1)))
    }
    const problems = problemsOfRows(method, program, split, context, run, options.problems ?? 1000)
    const computed = wanted.map(({ name, unit, tensor, kind }, index): BatchOutput & { kind: Wanted['kind'] } => ({
      name,
      unit,
      kind,
      dims: tensor.dims,
      cells: tensor.cells.map((cell, at): Computed => {
        const place = places[index]?.[at] as number
        if (place >= 0) return { column: run.values[place] as Float64Array, sums: run.sums[place] as Float64Array }
        return cell instanceof Failure ? { value: Number.NaN } : { value: Number(String(cell)) }
      }),
    }))
    return new BatchResult<O>(rows, program.evaluation, run, computed, problems)
  }
  return { job, finish }
}

/** The problems of the refused rows in order, up to a number; then only their rows are counted. */
const problemsOfRows = (
  method: AnyMethod,
  program: Program,
  split: Split,
  context: Context,
  { failed, refused }: Run,
  most: number,
): { list: readonly Problem[]; untold: number } => {
  if (refused === 0) return { list: [], untold: 0 }
  const list: Problem[] = []
  let told = 0
  for (let row = failed.indexOf(1); row >= 0 && list.length < most; row = failed.indexOf(1, row + 1)) {
    list.push(...problemsOfRow(method, program, split, context, row))
    told++
  }
  return { list: list.slice(0, most), untold: refused - told }
}
