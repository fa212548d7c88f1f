import { type Dimension, facts, type Node, type RecurrenceGroup } from '../../core/graph'
import type { Compiling } from './compiling'
import type { Column, Text } from './plan'
import { Step, scaled, stepParts } from './step'
import type { Tables } from './tables'

/**
 * A recurrence, unrolled: a shape without the dimension, in which what a step needs stands once for each label, side by
 * side; a column for each state and label; then back to one record a label. No engine needs recursion for it, and each
 * table is read once.
 */
export const unroll = (compiler: Compiling, plan: Tables, group: RecurrenceGroup): ReadonlyMap<string, Column> => {
  const { engine } = compiler
  const { dim, states } = group
  const parts = stepParts(group)
  const { wide, overTime } = parts
  const long = compiler.shapeOf([...wide, dim])
  const columns = overTime.map((node) => compiler.asColumn(compiler.textIn(node, long), long))
  const along = engine.key(dim.name)
  const labels = engine.axis(dim).labels.map((_, label) => label)
  const shape = plan.name('step')
  const keys = wide.map(({ name }) => engine.key(name))
  const isTruth = (node: Node) => facts(node).type === 'truth'
  const level = 1 + Math.max(0, ...columns.map((column) => column.level))
  const pivot = overTime.flatMap((node, index) =>
    labels.map((label) => {
      const cell = `s.${(columns[index] as Column).name}`
      const value = isTruth(node) ? `CASE WHEN ${cell} THEN 1 WHEN NOT ${cell} THEN 0 END` : cell
      return `max(CASE WHEN s.${along} = ${label} THEN ${value} END) AS p${index}_${label}`
    }),
  )
  const by = ['s.r', ...keys.map((key) => `s.${key}`)].join(', ')
  const first = `min(s.${along}) AS first`
  const given = plan.shape(
    shape,
    keys,
    (at) => `SELECT ${[by, first, ...pivot].join(', ')} FROM ${plan.tableOf(long, at)} s GROUP BY ${by}`,
    ['first', ...overTime.flatMap((_, index) => labels.map((label) => `p${index}_${label}`))],
    level,
  )
  plan.read(columns, level)
  const start = given[0] as Column
  const pivoted = (node: Node, label: number): Text => {
    const at = overTime.indexOf(node)
    const column = given[1 + at * labels.length + label] as Column
    return isTruth(node) ? { sql: `(s.${column.name} = 1)`, uses: [column] } : compiler.textOf(column)
  }
  const constant = (node: Node): Text => {
    const text = compiler.text(node)
    return text.uses.length === 0 ? text : compiler.textOf(plan.bring(compiler.column(node), shape))
  }
  const unitOf = (node: Node) => facts(node).unit
  const before = new Map<Node, Column>(
    states.map(({ state, initial, inflow }) => [
      state,
      plan.place(shape, scaled(engine, constant(initial), unitOf(initial), unitOf(inflow))),
    ]),
  )
  const made = new Map<string, Column[]>(states.map(({ name }) => [name, []]))
  for (const label of labels) {
    const step = new Step(compiler, plan, shape, parts, (node) =>
      overTime.includes(node) ? pivoted(node, label) : constant(node),
    )
    for (const { state } of states) step.texts.set(state, compiler.textOf(before.get(state) as Column))
    const next = states.map(({ inflow, carried, state }) => {
      const flow = pivoted(inflow, label)
      const over = scaled(engine, step.text(carried), unitOf(carried), unitOf(inflow))
      const kept = before.get(state) as Column
      // before the first label of a row the state is as it was at the start
      const sql = `CASE WHEN s.${start.name} <= ${label} THEN ${flow.sql} + ${over.sql} ELSE s.${kept.name} END`
      return plan.place(shape, { sql, uses: [start, ...flow.uses, ...over.uses, kept] })
    })
    for (const [index, { state, name }] of states.entries()) {
      before.set(state, next[index] as Column)
      made.get(name)?.push(next[index] as Column)
    }
  }
  const back = (inflow: Node, name: string): Column =>
    unpivot(compiler, plan, shape, dim, inflow, made.get(name) as Column[], wide, start)
  return new Map(states.map(({ name, inflow }) => [name, back(inflow, name)]))
}

/** A state at each label as one column of the shape of its inflow. */
const unpivot = (
  { engine, shapeOf }: Compiling,
  plan: Tables,
  shape: string,
  dim: Dimension,
  inflow: Node,
  columns: readonly Column[],
  wide: readonly Dimension[],
  first: Column,
): Column => {
  const target = shapeOf(facts(inflow).dims)
  const level = 1 + Math.max(...columns.map((column) => column.level))
  plan.read([...columns, first], level)
  const labels = columns.map((_, label) => [String(label)])
  const numbers = plan.values('l', labels, ['i'], '0')
  const own = facts(inflow).dims.filter(({ name }) => name !== dim.name)
  const keys = own.map(({ name }) => `s.${engine.key(name)}`)
  const cases = columns.map(({ name }, label) => `WHEN ${label} THEN s.${name}`)
  const distinct = own.length < wide.length ? 'DISTINCT ' : ''
  const name = plan.name('u')
  const selects = ['s.r', ...keys, `l.i AS ${engine.key(dim.name)}`, `CASE l.i ${cases.join(' ')} END AS ${name}`]
  return plan.relation(
    target,
    level,
    `state ${name}`,
    name,
    (at) =>
      `(SELECT ${distinct}${selects.join(', ')} FROM ${plan.tableOf(shape, at)} s CROSS JOIN ${numbers} l WHERE l.i >= s.${first.name})`,
  )
}
