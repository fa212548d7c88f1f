import { column, type DialectName, type SqlColumn, type SqlResult, type SqlTable, toSql } from '../../src/uses/sql'
import type { Row, Task } from './task'

/** A table of texts and numbers. */
export interface TaskTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'number' }[]
  readonly rows: readonly (readonly string[])[]
}

const grouped = (task: Task): Map<string, number[]> => {
  const inputs = new Map<string, number[]>()
  for (const [leaf, { input }] of task.leaves.entries()) inputs.set(input, [...(inputs.get(input) ?? []), leaf])
  return inputs
}

const typeOf = (task: Task, leaf: number): 'text' | 'number' => (task.leaves[leaf]?.choices ? 'text' : 'number')

/** A task as tables, and the statements over them: single values in one table, the others in long ones. */
export const sqlTask = (
  task: Task,
  dialect: DialectName,
): { tables: readonly TaskTable[]; statements: readonly SqlTable[] } & Pick<SqlResult, 'before' | 'after'> => {
  const inputs: Record<string, SqlColumn> = {}
  const wide: number[] = []
  const long: TaskTable[] = []
  const labels = new Map<string, Set<string>>()
  for (const [input, leaves] of grouped(task)) {
    const [first = 0] = leaves
    const { dims = [] } = task.leaves[first] ?? {}
    for (const leaf of leaves)
      for (const [at, dim] of dims.entries()) {
        const known = labels.get(dim) ?? new Set<string>()
        labels.set(dim, known.add(task.leaves[leaf]?.labels[at] as string))
      }
    if (dims.length === 0) {
      wide.push(first)
      inputs[input] = column(input)
      continue
    }
    const over = Object.fromEntries(dims.map((dim) => [dim, `of ${dim}`]))
    inputs[input] = column('value', { table: `in ${input}`, over, id: 'case' })
    long.push({
      name: `in ${input}`,
      columns: [
        { name: 'case', type: 'number' },
        ...dims.map((dim) => ({ name: `of ${dim}`, type: 'text' as const })),
        { name: 'value', type: typeOf(task, first) },
      ],
      rows: task.rows.flatMap((row, index) =>
        leaves.map((leaf) => [String(index), ...(task.leaves[leaf]?.labels ?? []), row[leaf] as string]),
      ),
    })
  }
  const rows: TaskTable = {
    name: 'the rows',
    columns: [
      { name: 'case', type: 'number' },
      ...wide.map((leaf) => ({ name: task.leaves[leaf]?.input as string, type: typeOf(task, leaf) })),
    ],
    rows: task.rows.map((row, index) => [String(index), ...wide.map((leaf) => row[leaf] as string)]),
  }
  const { tables, before, after } = toSql(task.method, {
    dialect,
    rows: { table: rows.name, id: 'case' },
    inputs,
    labels: Object.fromEntries([...labels].map(([dim, known]) => [dim, [...known]])),
    context: task.context,
  })
  return { tables: [rows, ...long], statements: tables, before, after }
}

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Statements that make a table and fill it, in the SQL of DuckDB and PostgreSQL. */
export const fillStatements = (table: TaskTable, types = { text: 'VARCHAR', number: 'DOUBLE' }): string[] => {
  const value = (cell: string, at: number): string =>
    table.columns[at]?.type === 'number' ? `CAST(${quoted(cell)} AS ${types.number})` : quoted(cell)
  const statements = [
    `DROP TABLE IF EXISTS ${name(table.name)}`,
    `CREATE TABLE ${name(table.name)} (${table.columns.map((each) => `${name(each.name)} ${types[each.type]}`).join(', ')})`,
  ]
  for (let start = 0; start < table.rows.length; start += 500) {
    const rows = table.rows.slice(start, start + 500).map((row) => `(${row.map(value).join(', ')})`)
    statements.push(`INSERT INTO ${name(table.name)} VALUES ${rows.join(', ')}`)
  }
  return statements
}

/** Years and ages by number, all other labels by text. */
const inOrder = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((label, index) => label !== b[index])
  const [x, y] = [a[at] ?? '', b[at] ?? '']
  return Number(x) - Number(y) || (x < y ? -1 : 1)
}

/** What the statements gave, row by row, each output in the order of its labels in the exact evaluation. */
export const rowsFrom = (
  task: Task,
  statements: readonly SqlTable[],
  records: readonly (readonly Readonly<Record<string, unknown>>[])[],
): Row[] => {
  const good = new Set((records[0] ?? []).filter(({ status }) => status === 'ok').map((record) => Number(record.case)))
  const found = task.rows.map((_, index) =>
    good.has(index) ? new Map<string, [readonly string[], number][]>() : undefined,
  )
  for (const [index, { over, outputs }] of statements.entries()) {
    for (const record of records[index] ?? []) {
      const row = found[Number(record.case)]
      if (!row) continue
      const at = over.map((dim) => String(record[dim]))
      for (const { name: output } of outputs) {
        const value = record[output]
        if (value !== null && value !== undefined) row.set(output, [...(row.get(output) ?? []), [at, Number(value)]])
      }
    }
  }
  return found.map((row): Row => {
    if (!row) return undefined
    return Object.fromEntries(
      [...row].map(([output, cells]) => [output, cells.sort(([a], [b]) => inOrder(a, b)).map(([, value]) => value)]),
    )
  })
}
