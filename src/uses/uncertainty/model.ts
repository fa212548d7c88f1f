import { checkMethod } from '../../core/call'
import { fail, locate, MrvError, type Remark } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import type { Decimal } from '../../core/quantity'
import {
  type Axes,
  type Cell,
  type Context,
  Failure,
  type Given,
  labelsAt,
  Operation,
  type Program,
  prepare,
  remarksOf,
  requireOutputs,
  type ShownOutput,
  shownOutputs,
} from '../evaluation'
import { type Correlation, checkMatrix, lowerTriangle } from './correlation'
import type { Vector } from './shares'
import { type Forward, forward } from './tape'
import type { Variable } from './variable'
import { Variables, type Wanted } from './variables'

/** A method with variables in the places of what is uncertain. */
export interface Model {
  readonly method: AnyMethod
  readonly program: Program
  readonly variables: readonly Variable[]
  /** Shares that are drawn together. */
  readonly vectors: readonly Vector[]
  /** How many slots the program has; those that nothing reaches are empty. */
  readonly slots: number
  readonly correlation?: Correlation
  /** All operations that outputs and checks need, operands first. */
  readonly order: readonly Operation[]
  /** Everything at the values of the exact evaluation. */
  readonly centre: Forward
  readonly remarks: readonly Remark[]
}

/** One number among the outputs: where it stands, and what gives it. */
export interface OutputCell {
  readonly output: string
  readonly labels: Readonly<Record<string, string>>
  readonly unit: string
  readonly cell: Cell
}

/** All operations that some are computed from, operands first. */
export const reachedFrom = (roots: readonly Operation[]): Operation[] => {
  const found = new Map<number, Operation>()
  const open = [...roots]
  while (open.length > 0) {
    const next = open.pop() as Operation
    if (found.has(next.id)) continue
    found.set(next.id, next)
    open.push(...next.operands)
  }
  // an operation is made after its operands
  return [...found.values()].sort((a, b) => a.id - b.id)
}

const operations = (cells: readonly Cell[]): Operation[] => cells.filter((cell) => cell instanceof Operation)

export const cellsOf = (outputs: readonly ShownOutput[], axes: Axes): OutputCell[] =>
  outputs.flatMap(({ name, tensor, unit }) =>
    tensor.cells.flatMap((cell, position) =>
      cell instanceof Failure
        ? []
        : [{ output: name, unit: unit.text, cell, labels: labelsAt(position, tensor.dims, axes) }],
    ),
  )

/** The variable of a name, or of the only path that it has. */
export const variableNamed = (variables: readonly Variable[], name: string): Variable => {
  const exact = variables.find((each) => each.name === name)
  if (exact) return exact
  const byPath = variables.filter(({ paths }) => paths.includes(name))
  if (byPath.length === 1) return byPath[0] as Variable
  throw new MrvError({
    code: 'input.unknown',
    message: byPath.length > 1 ? `"${name}" is several variables` : `There is no variable "${name}"`,
    at: {},
    found: `"${name}"`,
    expected: (byPath.length > 1 ? byPath : variables).map((each) => each.name).join(', ') || 'none is uncertain',
  })
}

/** A matrix over variables by their own names, checked. */
const correlated = (given: Correlation, { variables, vectors }: Pick<Model, 'variables' | 'vectors'>): Correlation => {
  const names = given.variables.map((name) => variableNamed(variables, name).name)
  const correlation = { variables: names, matrix: given.matrix }
  checkMatrix(correlation)
  lowerTriangle(given.matrix, 'These correlations')
  const chosen = variables.filter(({ name }) => names.includes(name))
  const certain = chosen.find(({ distribution }) => !distribution)
  if (certain)
    fail('uncertainty.correlation', `"${certain.name}" is certain`, { expected: 'variables with a distribution' })
  const streams = chosen.map(({ stream }) => stream)
  const bound = new Set(vectors.flatMap(({ members }) => members.map(({ name }) => name)))
  const twice = streams.find((stream) => variables.filter((each) => each.stream === stream).length > 1)
  const share = names.find((name) => bound.has(name))
  if (twice === undefined && share === undefined) return correlation
  throw new MrvError({
    code: 'uncertainty.correlation',
    message: `"${twice ?? share}" is bound already`,
    at: {},
    found: twice === undefined ? 'one of shares that are drawn together' : 'values that are drawn together',
    expected: 'variables that are drawn alone',
  })
}

/**
 * Binds a method to its data with variables in place of what is uncertain. All problems come together.
 *
 * @throws MrvError for what `evaluate` would throw, and for distributions, rules and correlations that cannot be.
 */
export const modelOf = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
  wanted: Wanted & { readonly correlation?: Correlation },
): Model =>
  locate({ method: method?.id }, () => {
    checkMethod(method)
    const collected = new Variables(wanted)
    const evaluation = prepare(method, inputs, context, collected.algebra, collected)
    requireOutputs(evaluation)
    const outputs = shownOutputs(evaluation)
    const roots = operations(outputs.flatMap(({ tensor }) => tensor.cells))
    const all = reachedFrom([...roots, ...evaluation.checks.map(({ condition }) => condition)])
    const slots = new Set(all.flatMap(({ deed }) => (deed.kind === 'slot' ? [deed.slot] : [])))
    const variables = collected.reached(slots)
    const values = new Map<number, Cell>(variables.map(({ slot, value }) => [slot, value]))
    const centre = forward(all, values)
    const failed = roots.map((root) => centre.value(root)).find((cell) => cell instanceof Failure)
    if (failed instanceof Failure)
      throw new MrvError({ ...failed.problem, at: { method: method.id, ...failed.problem.at } })
    const reached = new Set(variables.map(({ name }) => name))
    const vectors = collected.vectors.filter(({ members }) => members.some(({ name }) => reached.has(name)))
    const model = { variables, vectors }
    return {
      method,
      program: { evaluation, outputs, slots: [], checks: evaluation.checks },
      ...model,
      slots: collected.slots,
      order: all,
      ...(wanted.correlation ? { correlation: correlated(wanted.correlation, model) } : {}),
      centre,
      remarks: [...remarksOf(evaluation), ...collected.remarks(variables)],
    }
  })

/** The value of a cell where everything is as given. */
export const centreOf = ({ centre }: Model, cell: Cell): Decimal =>
  (cell instanceof Operation ? centre.value(cell) : cell) as Decimal

export const outputCells = ({ program }: Model): OutputCell[] => cellsOf(program.outputs, program.evaluation.axes)
