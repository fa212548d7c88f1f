import type { ProjectResult } from '../../accounts/project'
import { facts, gasOf, graphFromJson, type Node } from '../../core'
import { replaceSubstance } from '../../core/quantity'
import type { NestedValue } from '../../uses/exact'

interface Row {
  readonly labels: Readonly<Record<string, string>>
  readonly value: string
}

const flatten = (value: NestedValue, dims: readonly string[], labels: Readonly<Record<string, string>> = {}): Row[] => {
  if (value === null) return []
  if (typeof value === 'string') return [{ labels, value }]
  const [dim = '', ...rest] = dims
  return Object.entries(value).flatMap(([label, inner]) => flatten(inner, rest, { ...labels, [dim]: label }))
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows of text as CSV: comma, LF, quotes where they are needed. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`

const dimsOf = (node: Node) => facts(node).dims

/**
 * All outputs as tidy CSV: output, role, gas, a column for each dimension, value, unit. Values in full precision; a
 * figure that could not be computed has no row. UTF-8 text, comma, LF.
 */
export const outputsCsv = ({ evaluation }: ProjectResult): string => {
  const { outputs } = graphFromJson(evaluation.graph)
  const all = Object.entries(evaluation.outputs).map(([name, output]) => ({
    name,
    output,
    node: outputs[name] as Node,
  }))
  // where the gas is a dimension, its labels stand in the column of the gas
  const gasDims = new Set(
    all.flatMap(({ node }) => dimsOf(node).flatMap(({ name, substance }) => (substance ? [name] : []))),
  )
  const columns = [...new Set(all.flatMap(({ node }) => dimsOf(node).map(({ name }) => name)))].filter(
    (name) => !gasDims.has(name),
  )
  const rows = all.flatMap(({ name, output, node }) => {
    const dims = dimsOf(node)
    const { unit } = facts(node)
    return flatten(
      output.value,
      dims.map((dim) => dim.name),
    ).map(({ labels, value }) => {
      const gasDim = dims.find((dim) => dim.substance)?.name
      const own = gasDim ? replaceSubstance(unit, gasDim, labels[gasDim] as string) : unit
      const gas = gasOf(own, []) ?? (gasDim ? labels[gasDim] : '') ?? ''
      return [
        name,
        output.role ?? '',
        gas,
        ...columns.map((column) => labels[column] ?? ''),
        value,
        gasDim ? own.text : output.unit,
      ]
    })
  })
  return csvText([['output', 'role', 'gas', ...columns, 'value', 'unit'], ...rows])
}
