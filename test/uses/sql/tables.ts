import { readdirSync, readFileSync } from 'node:fs'
import type { AnyMethod } from '../../../src/core/method'
import { methodOf } from '../../../src/methods'
import { type Context, type Given, labelsAt, positionsOf, prepare } from '../../../src/uses/evaluation'
import { evaluate } from '../../../src/uses/exact'
import { column, type SqlColumn, type SqlOptions } from '../../../src/uses/sql'

export interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

const folder = new URL('../../cases/', import.meta.url)

export const cases: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])

/** A table of texts and numbers. */
export interface TestTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'number' }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** Many inputs of one method under one context as one set of tables, and what the exact evaluation makes of each. */
export interface Together {
  readonly title: string
  readonly method: AnyMethod
  readonly options: Omit<SqlOptions, 'dialect'>
  readonly tables: readonly TestTable[]
  /** By id, output and labels; undefined where the exact evaluation refuses. */
  readonly expected: ReadonlyMap<string, ReadonlyMap<string, number> | undefined>
}

export const keyOf = (output: string, labels: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([output, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))])

/**
 * One row for each case: single values in the table of the rows, all others in a table of their own. What is `fixed`
 * holds for all rows.
 */
export const together = (
  method: AnyMethod,
  rows: readonly Case[],
  context: Context,
  fixed: Readonly<Record<string, Given>> = {},
): Together => {
  const labels = new Map<string, Set<string>>()
  const inputs: Record<string, SqlColumn> = {}
  const long = new Map<string, TestTable & { rows: (string | number | null)[][] }>()
  const wide: { name: string; type: 'text' | 'number'; of: Map<string, string | number | null> }[] = []
  const expected = new Map<string, ReadonlyMap<string, number> | undefined>()
  for (const each of rows) {
    const whole = { ...fixed, ...(each.inputs as Readonly<Record<string, Given>>) }
    const evaluation = prepare(method, whole, context)
    for (const [name, axis] of evaluation.axes) {
      const known = labels.get(name) ?? new Set()
      for (const label of axis.labels) known.add(label)
      labels.set(name, known)
    }
    const factors = new Map(evaluation.graph.factors.map((node) => [node.path, node] as const))
    for (const name of Object.keys(each.inputs)) {
      const leaf = evaluation.graph.leaves.get(name) ?? factors.get(name)
      const found = leaf && evaluation.inputs.get(leaf)
      if (!found) throw new Error(`${each.id}: ${name} was not read`)
      const { declared, tensor, entries } = found
      const type = declared.labels ? 'text' : 'number'
      const cellOf = (position: number): string | number | null => {
        const cell = tensor.cells[position]
        if (type === 'text') return String(cell)
        const value = Number(String(cell))
        return Number.isNaN(value) ? null : value
      }
      if (tensor.dims.length === 0) {
        let known = wide.find((other) => other.name === name)
        if (!known) {
          known = { name, type, of: new Map() }
          wide.push(known)
          inputs[name] = column(name)
        }
        known.of.set(each.id, cellOf(0))
        continue
      }
      let table = long.get(name)
      if (!table) {
        const over = Object.fromEntries(tensor.dims.map((dim) => [dim, `of ${dim}`]))
        inputs[name] = column('the "value"', { table: `in ${name}`, over, id: 'case' })
        table = {
          name: `in ${name}`,
          columns: [
            { name: 'case', type: 'text' },
            ...tensor.dims.map((dim) => ({ name: `of ${dim}`, type: 'text' as const })),
            { name: 'the "value"', type },
          ],
          rows: [],
        }
        long.set(name, table)
      }
      const covered = new Set(entries.flatMap((entry) => positionsOf(entry, declared, tensor.dims, evaluation.axes)))
      for (const position of covered) {
        const at = labelsAt(position, tensor.dims, evaluation.axes)
        table.rows.push([each.id, ...tensor.dims.map((dim) => at[dim] as string), cellOf(position)])
      }
    }
    expected.set(each.id, outcome(method, whole, context))
  }
  return {
    title: `${method.id} ${JSON.stringify(context)}`,
    method,
    options: {
      rows: { table: 'the rows', id: 'case' },
      inputs: { ...inputs, ...fixed },
      labels: Object.fromEntries([...labels].map(([name, known]) => [name, [...known]])),
      context,
    },
    tables: [
      {
        name: 'the rows',
        columns: [{ name: 'case', type: 'text' }, ...wide.map(({ name, type }) => ({ name, type }))],
        rows: rows.map(({ id }) => [id, ...wide.map(({ of }) => of.get(id) ?? null)]),
      },
      ...long.values(),
    ],
    expected,
  }
}

const outcome = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
): Map<string, number> | undefined => {
  try {
    const { outputs } = evaluate(method as never, inputs as never, context as never)
    const values = new Map<string, number>()
    for (const [name, value] of Object.entries(outputs as Record<string, { rows(): Record<string, string>[] }>))
      for (const { value: number, unit: _unit, ...at } of value.rows()) values.set(keyOf(name, at), Number(number))
    return values
  } catch {
    return undefined
  }
}

/** The months of a case: a table of two cases with a gap between them would lack some. */
const monthsOf = ({ inputs }: Case): string[] =>
  [...new Set(JSON.stringify(inputs).match(/"\d{4}-\d\d"/g) ?? [])].sort()

/** All published cases, those of one method and context, and of the same months, as one table. */
export const allTogether = (): Together[] => {
  const groups = new Map<string, Case[]>()
  for (const each of cases) {
    const key = JSON.stringify([each.method, each.context ?? {}, monthsOf(each)])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Case]
    return together(methodOf(first.method), group, (first.context ?? {}) as Context)
  })
}

/** What differs between what an engine gave and what was expected: sentences, none if all is well. */
export const differences = (
  { expected }: Together,
  tables: readonly { readonly over: readonly string[]; readonly outputs: readonly { readonly name: string }[] }[],
  records: readonly (readonly Readonly<Record<string, unknown>>[])[],
): string[] => {
  const found: string[] = []
  const given = new Map([...expected.keys()].map((id) => [id, new Map<string, number>()]))
  const status = new Map((records[0] ?? []).map((row) => [String(row.case), String(row.status)]))
  for (const [index, { over, outputs }] of tables.entries()) {
    for (const row of records[index] ?? []) {
      const labels = Object.fromEntries(over.map((dim) => [dim, row[dim]]))
      for (const { name } of outputs) {
        const value = row[name]
        if (value !== null && value !== undefined) given.get(String(row.case))?.set(keyOf(name, labels), Number(value))
      }
    }
  }
  for (const [id, wanted] of expected) {
    const own = given.get(id) as Map<string, number>
    if ((status.get(id) === 'ok') !== (wanted !== undefined))
      found.push(`${id}: ${status.get(id)}, expected ${wanted ? 'ok' : 'a refusal'}`)
    if (!wanted || status.get(id) !== 'ok') continue
    for (const [key, value] of wanted) {
      const here = own.get(key) ?? Number.NaN
      if (!(Math.abs(here - value) <= 1e-9 * Math.max(1e-6, Math.abs(value))))
        found.push(`${id} ${key}: ${here}, expected ${value}`)
    }
    for (const key of own.keys()) if (!wanted.has(key)) found.push(`${id} ${key}: ${own.get(key)}, expected nothing`)
  }
  return found
}
