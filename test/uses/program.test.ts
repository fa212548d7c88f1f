import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { methodOf } from '../../src/methods'
import { type Cell, type Given, Operation, type Program, Rows } from '../../src/uses/evaluation'
import { evaluate } from '../../src/uses/exact'

interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

const folder = new URL('../cases/', import.meta.url)
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])

const notation = /^(NO|NA|NE|IE|C)$/

/** Every single value that was given becomes a column of one row. */
const withColumns = (rows: Rows, given: unknown, row: (number | string)[]): unknown => {
  if (typeof given === 'string' && notation.test(given)) return given
  if (typeof given === 'number' || typeof given === 'string') {
    const [, number = '', unit = ''] = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(String(given)) ?? []
    row.push(number === '' ? String(given) : Number(number))
    return rows.column(unit || undefined)
  }
  if (typeof given !== 'object' || given === null) return given
  if ('from' in given && 'values' in given)
    return { ...given, values: (given.values as unknown[]).map((each) => withColumns(rows, each, row)) }
  if ('value' in given && 'unit' in given && Object.keys(given).length === 2)
    return withColumns(rows, `${given.value} ${given.unit === '1' ? '' : given.unit}`.trim(), row)
  if (Array.isArray(given) || 'over' in given) return given
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, withColumns(rows, each, row)]))
}

const compare = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '=': (a: number, b: number) => a === b,
  '>=': (a: number, b: number) => a >= b,
  '>': (a: number, b: number) => a > b,
}

/** Computes one cell of a program for one row, as plainly as can be. */
const interpreter = (row: readonly (number | string)[]) => {
  const known = new Map<Operation, unknown>()
  const of = (operation: Operation): unknown => {
    if (!known.has(operation)) known.set(operation, compute(operation))
    return known.get(operation)
  }
  const compute = ({ deed, operands }: Operation): unknown => {
    const [a, b, c] = operands as [Operation, Operation, Operation]
    const [x, y] = [() => of(a) as number, () => of(b) as number]
    switch (deed.kind) {
      case 'number':
        return deed.value.toNumber()
      case 'truth':
        return deed.value
      case 'label':
        return deed.label
      case 'slot':
        return row[deed.slot]
      case 'fail':
        throw new Error(deed.problem.message)
      case 'add':
        return x() + y()
      case 'subtract':
        return x() - y()
      case 'multiply':
        return x() * y()
      case 'divide':
        return x() / y()
      case 'power':
        return x() ** y()
      case 'min':
        return Math.min(x(), y())
      case 'max':
        return Math.max(x(), y())
      case 'and':
        return of(a) === true ? of(b) : false
      case 'exp':
        return Math.exp(x())
      case 'ln':
        return Math.log(x())
      case 'abs':
        return Math.abs(x())
      case 'not':
        return !of(a)
      case 'compare':
        return compare[deed.operator](x(), y())
      case 'is':
        return of(a) === deed.label
      case 'choose':
        return of(a) === true ? of(b) : of(c)
      case 'lookup':
        return of(operands[1 + deed.labels.indexOf(of(a) as string)] as Operation)
      case 'check':
        if (of(a) !== true) throw new Error(deed.problem.message)
        return of(b)
    }
  }
  return (cell: Cell): number => Number(cell instanceof Operation ? of(cell) : String(cell))
}

const programOf = ({ method, inputs, context }: Case): { program: Program; row: (number | string)[] } => {
  const rows = new Rows()
  const row: (number | string)[] = []
  const columns = Object.fromEntries(
    Object.entries(inputs).map(([name, given]) => [name, withColumns(rows, given, row)]),
  )
  return { program: rows.program(methodOf(method), columns as Record<string, Given>, context), row }
}

describe('a method as a program over rows', () => {
  test.each(cases.map((each) => [each.id, each] as const))('gives what the exact evaluation gives: %s', (_, each) => {
    const exact = evaluate(methodOf(each.method) as never, each.inputs as never, each.context as never)
    const { program, row } = programOf(each)
    const value = interpreter(row)
    expect(program.outputs.map(({ name }) => name)).toEqual(Object.keys(exact.outputs))
    for (const { name, tensor } of program.outputs) {
      const wanted = (exact.outputs as Record<string, { tensor: { cells: readonly unknown[] } }>)[name]?.tensor.cells
      expect(tensor.cells.length).toBe(wanted?.length)
      for (const [index, cell] of tensor.cells.entries()) {
        const expected = Number(String(wanted?.[index]))
        expect(Math.abs(value(cell) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-6, Math.abs(expected)))
      }
    }
    // a factor may stand at several places of the graph
    expect(new Set(program.slots.map(({ slot }) => slot)).size).toBe(row.length)
  })
})
