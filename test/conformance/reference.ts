import { MrvError } from '../../src/core/errors'
import { type Cell, Failure, type Given, Operation, type Program, Rows } from '../../src/uses/evaluation'
import { evaluate } from '../../src/uses/exact'
import { type Branches, interpreter, waysOf } from './scale'
import { place, type Row, type Task } from './task'

/** What a row must give, and how far it may be off; undefined where it must be refused. */
export interface Reference {
  readonly rows: readonly Row[]
  readonly scales: readonly Row[]
  /** Rows whose course is decided by a hair, which are not compared. */
  readonly near: ReadonlySet<number>
  readonly branches: { readonly taken: number; readonly all: number; readonly missed: readonly string[] }
}

const programOf = (task: Task): Program => {
  const rows = new Rows()
  return rows.program(task.method, place(task, () => rows.column()) as Readonly<Record<string, Given>>, task.context)
}

export const exactRow = (task: Task, row: readonly string[]): Row => {
  try {
    const { outputs } = evaluate(task.method as never, place(task, (leaf) => row[leaf]) as never, task.context)
    return Object.fromEntries(
      Object.entries(outputs as Record<string, { tensor: { cells: readonly Cell[] } }>).map(([name, { tensor }]) => [
        name,
        tensor.cells.map((cell) => (cell instanceof Failure ? Number.NaN : Number(String(cell)))),
      ]),
    )
  } catch (error) {
    if (error instanceof MrvError) return undefined
    throw error
  }
}

const expected = new WeakMap<readonly string[], { readonly row: Row }>()

/** The exact row, computed once. */
export const expectedRow = (task: Task, row: readonly string[]): Row => {
  const known = expected.get(row) ?? { row: exactRow(task, row) }
  expected.set(row, known)
  return known.row
}

const operationsBelow = (cells: readonly Cell[]): Operation[] => {
  const seen = new Set<Operation>()
  const visit = (operation: Operation): void => {
    if (seen.has(operation)) return
    seen.add(operation)
    for (const operand of operation.operands) visit(operand)
  }
  for (const cell of cells) if (cell instanceof Operation) visit(cell)
  return [...seen]
}

/** Computes all rows of a task exactly, and how far other uses may be from it. */
export const referenceOf = (task: Task): Reference => {
  const program = programOf(task)
  const branches: Branches = new Map()
  const near = new Set<number>()
  const rows = task.rows.map((row) => expectedRow(task, row))
  const scales = task.rows.map((row, index): Row => {
    // a row that cannot be read has no course through the equations
    if (row.some((text, leaf) => task.leaves[leaf]?.choices?.includes(text) === false)) return undefined
    const values = row.map((text, leaf) => (task.leaves[leaf]?.choices ? text : Number(text)))
    const scaled = interpreter(values, branches, () => near.add(index))
    return Object.fromEntries(
      program.outputs.map(({ name, tensor }) => [name, tensor.cells.map((cell) => scaled(cell)?.scale ?? Number.NaN)]),
    )
  })
  const operations = operationsBelow(program.outputs.flatMap(({ tensor }) => tensor.cells))
  const missed = operations.flatMap((operation) =>
    waysOf(operation)
      .filter((way) => !branches.get(operation)?.has(way))
      .map((way) => `${operation.kind} ${operation}: ${way}`),
  )
  const all = operations.reduce((sum, operation) => sum + waysOf(operation).length, 0)
  return { rows, scales, near, branches: { taken: all - missed.length, all, missed } }
}
