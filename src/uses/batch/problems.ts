import { type Problem, Problems } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { type Context, type Given, type Program, problemsOf, readGiven } from '../evaluation'
import { isAllowed } from './check'
import type { Split } from './columns'
import { valueAt } from './columns'
import type { RowColumn } from './row-column'

/** What is wrong with a value of a row, in the words of a single evaluation. */
const inputProblems = (program: Program, { columns, units, names }: Split, row: number): Problem[] => {
  const problems = new Problems()
  for (const { slot, declared, labels } of program.slots) {
    const column = columns[slot] as RowColumn
    if (column instanceof Float64Array) {
      const any = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
      if (!declared.range && isAllowed(column[row] as number, any)) continue
    }
    const value = valueAt(column, units[slot], row)
    const given = declared.over.length === 0 ? value : ([{ ...labels, value }] as unknown as Given)
    readGiven({ ...declared, name: names[slot] ?? declared.name }, given, problems)
  }
  return problems.list
}

/** All that is wrong with one row: values that cannot be read, or else what the evaluation of the row says. */
export const problemsOfRow = (
  method: AnyMethod,
  program: Program,
  split: Split,
  context: Context,
  row: number,
): Problem[] => {
  const inputs = inputProblems(program, split, row)
  const found = inputs.length > 0 ? inputs : problemsOf(method, split.row(row), context)
  const all =
    found.length > 0
      ? found
      : [
          {
            code: 'calculation.domain',
            message: 'A value is too large or too small for a column',
            at: {},
            hint: 'Evaluate the row by itself: exact decimals have room for it.',
          } satisfies Problem,
        ]
  return all.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at, row: row + 1 } }))
}
