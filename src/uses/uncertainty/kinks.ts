import type { Remark } from '../../core/errors'
import { runProgram } from '../batch'
import { type Cell, Operation, type OperationKind, type Symbolic } from '../evaluation'
import type { Model } from './model'
import type { Variable } from './variable'

const words: Partial<Record<OperationKind, string>> = {
  min: 'min',
  max: 'max',
  abs: 'abs',
  compare: 'a choice or check',
}

/** A variable with another value. */
export interface Change {
  readonly variable: Variable
  readonly value: number
}

/** Columns for a few rows: everything at its value, save what a row changes. Row 0 changes nothing. */
export const changedRows = (
  { variables, slots }: Pick<Model, 'variables' | 'slots'>,
  changes: readonly (readonly Change[])[],
): Float64Array[] => {
  const rows = changes.length + 1
  const none = new Float64Array(rows)
  const columns = new Array<Float64Array>(slots).fill(none)
  for (const { slot, value } of variables) {
    const column = new Float64Array(rows)
    const number = value.toNumber()
    for (let row = 0; row < rows; row++) column[row] = number
    columns[slot] = column
  }
  for (const [index, row] of changes.entries())
    for (const { variable, value } of row) (columns[variable.slot] as Float64Array)[index + 1] = value
  return columns
}

/** The 95 % interval of each variable: its lower end, then its upper one. */
export const ends = (variables: readonly Variable[]): Change[] =>
  variables.flatMap((variable) =>
    variable.distribution
      ? [0.025, 0.975].map((p) => ({
          variable,
          value: (variable.distribution as { quantile(p: number): number }).quantile(p),
        }))
      : [],
  )

/** Where the equations bend within the 95 % interval of a variable: each alone, or with all that are drawn with it. */
export const kinkRemarks = (model: Model): Remark[] => {
  const { program, order } = model
  const algebra = program.evaluation.evaluator.algebra as Symbolic
  const bends = order.flatMap((operation) => {
    const word = words[operation.kind]
    if (!word) return []
    const [a, b] = operation.operands as [Operation, Operation?]
    const side: Cell = b ? algebra.subtract(a, b) : a
    return side instanceof Operation ? [{ word, side }] : []
  })
  if (bends.length === 0) return []
  const streams = new Map<string, [Change[], Change[]]>()
  for (const [at, change] of ends(model.variables).entries()) {
    const { stream } = change.variable
    const both = streams.get(stream) ?? [[], []]
    both[at % 2 === 0 ? 0 : 1].push(change)
    streams.set(stream, both)
  }
  const changes = [...streams.values()].flat()
  const columns = changedRows(model, changes)
  const { values } = runProgram(
    { ...program, checks: [] },
    columns,
    changes.length + 1,
    bends.map(({ side }) => side),
    {
      optional: new Set(bends.keys()),
    },
  )
  const found = new Map<string, Set<string>>()
  for (const [index, { word }] of bends.entries()) {
    const column = values[index] as Float64Array
    const here = Math.sign(column[0] as number)
    for (const [at, row] of changes.entries()) {
      const there = Math.sign(column[at + 1] as number)
      if (there === here || Number.isNaN(there) || Number.isNaN(here)) continue
      for (const { variable } of row) found.set(variable.name, (found.get(variable.name) ?? new Set()).add(word))
    }
  }
  return [...found].map(([input, kinds]) => ({
    name: 'uncertainty.kink',
    text: `${input}: within its 95 % interval the equations bend (${[...kinds].join(', ')})`,
    input,
  }))
}
