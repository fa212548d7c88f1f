import { fail } from '../../core/errors'
import { ancestry, type Dimension, facts, type Node } from '../../core/graph'
import type { MethodGraph, Output } from '../../core/method'
import { needs } from '../evaluation'
import type { Compiler } from './compile'
import type { Domains } from './domains'
import type { Engine } from './engine'
import type { Reason } from './leaves'
import type { Column, Plan, Statements, Text } from './plan'
import type { Given, SourceReader } from './sources'

/** A statement, and what its columns are: the id of the row, the dimensions, the outputs. */
export interface SqlTable {
  /** The dimensions of the outputs; the first table has none. */
  readonly over: readonly string[]
  readonly outputs: readonly { readonly name: string; readonly unit: string }[]
  readonly sql: string
}

type Shown = Output & { readonly unit: string }

/** All that the last part of the statements is made of. */
export interface Writer {
  readonly graph: MethodGraph
  readonly outputs: readonly Shown[]
  readonly compiler: Compiler
  readonly plan: Plan
  readonly engine: Engine
  readonly reader: SourceReader
  readonly domains: Domains
  readonly id: string
  readonly hasSet: boolean
  readonly given: readonly Given[]
  readonly fixed: ReadonlySet<string>
  readonly reasons: () => readonly Reason[]
}

const all = (conditions: readonly Text[]): Text => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
  uses: conditions.flatMap(({ uses }) => uses),
})

/** Whether a row has a value of an input at all. */
const isGiven = ({ reader, fixed }: Writer, name: string): Text | boolean => {
  const source = reader.sources.get(name)
  if (!source) return fixed.has(name)
  const count = reader.counts.get(name)
  if (count) return { sql: `s.${count.name} > 0`, uses: [count] }
  const cell = source.cell('')
  return { sql: `s.${cell.name} IS NOT NULL`, uses: [cell] }
}

/** Inputs that must be there, and optional ones that are there in part. */
const missing = (writer: Writer): Reason[] => {
  const { graph, reader, domains, given } = writer
  const { chosen } = needs(graph)
  return given.flatMap(({ name, node, over }): Reason[] => {
    if (node.kind !== 'input' && node.kind !== 'category') return []
    if (node.default !== undefined || chosen.has(node) || (node.kind === 'input' && node.sumsTo)) return []
    const text = writer.engine.dialect.string(`input.missing: ${name} is missing`)
    const count = reader.counts.get(name)
    if (!count) {
      const here = isGiven(writer, name)
      if (node.optional || typeof here === 'boolean') return []
      return [{ condition: { ...here, sql: `NOT (${here.sql})` }, text }]
    }
    const sizes = over.map((dim) => domains.count(dim))
    const uses = [count, ...sizes.filter((size): size is Column => typeof size !== 'number')]
    const size =
      sizes.map((each) => (typeof each === 'number' ? String(each) : `coalesce(s.${each.name}, 0)`)).join(' * ') || '1'
    const some = node.optional ? `coalesce(s.${count.name}, 0) > 0 AND ` : `coalesce(s.${count.name}, 0) = 0 OR `
    return [{ condition: { sql: `${some}s.${count.name} < ${size}`, uses }, text }]
  })
}

/** What is carried from label to label needs them all. */
const gaps = ({ graph, domains, engine }: Writer): Reason[] => {
  const carried = new Map<string, Dimension>()
  for (const node of graph.nodes) {
    if (node.kind === 'recurrence') carried.set(node.group.dim.name, node.group.dim)
    if (node.kind === 'shift') carried.set(node.dim.name, node.dim)
  }
  return [...carried.values()].flatMap((dim): Reason[] => {
    const span = domains.span(dim)
    if (!span) return []
    const { n, low, high } = span
    const sql = `s.${high.name} - s.${low.name} + 1 <> s.${n.name}`
    return [
      {
        condition: { sql, uses: [n, low, high] },
        text: engine.dialect.string(`period.gap: a ${dim.name} is left out`),
      },
    ]
  })
}

/** Shares that do not add up to their total. */
const sums = ({ given, engine, plan, compiler, domains }: Writer): Reason[] =>
  given.flatMap(({ name, node }): Reason[] => {
    if (node.kind !== 'input' || !node.sumsTo) return []
    const { total, over } = node.sumsTo
    const dims = node.over.filter((dim) => dim.name !== over)
    const [shape, source] = [domains.shapeOf(dims), domains.shapeOf(node.over)]
    const cell = compiler.column(node)
    const keys = dims.map((dim): [string, string] => [engine.key(dim.name), `s.${engine.key(dim.name)}`])
    const sum = plan.reduce(shape, source, keys, { how: 'sum', cell: `s.${cell.name}` }, [cell])
    const condition = `abs(s.${sum.name} - ${engine.number(Number(total))}) <= ${engine.number(1e-9)}`
    const text = `input.sum: the shares of ${name} do not add up`
    compiler.leaves.require(shape, { sql: condition, uses: [sum] }, text)
    return []
  })

/** An output that has no value, or one that is no finite number. */
const failures = (writer: Writer): Reason[] => {
  const { outputs, compiler, plan, engine, graph, hasSet, domains } = writer
  return outputs.flatMap(({ name, node, derived }): Reason[] => {
    if (derived && !hasSet) return []
    const shape = domains.shapeOf(facts(node).dims)
    const column = compiler.column(node)
    const fails = `CASE WHEN ${engine.isFinite(`s.${column.name}`)} THEN 0 ELSE 1 END`
    const failed: Text =
      shape === ''
        ? { sql: `(${engine.isFinite(`s.${column.name}`)}) IS NOT TRUE`, uses: [column] }
        : ((made) => ({ sql: `s.${made.name} = 1`, uses: [made] }))(
            plan.reduce('', shape, [], { how: 'max', cell: fails }, [column]),
          )
    const text = engine.dialect.string(`calculation.domain: ${name} has no value`)
    const isBenefit = graph.outputs.some((output) => output.node === node && output.role === 'benefit')
    if (!isBenefit) return [{ condition: failed, text }]
    // a benefit that lacks an optional input is left out
    const needed = ancestry([node]).flatMap((each) =>
      each.kind === 'input' && each.optional ? [isGiven(writer, each.name)] : [],
    )
    if (needed.includes(false)) return []
    return [{ condition: all([failed, ...needed.filter((each): each is Text => typeof each !== 'boolean')]), text }]
  })
}

/** The statements: one for each shape of outputs, that of the rows first. */
export const selects = (writer: Writer): { tables: SqlTable[] } & Pick<Statements, 'before' | 'after'> => {
  const { outputs, compiler, plan, engine, domains, id } = writer
  const { dialect } = engine
  const columns = new Map<Node, Column>(outputs.map(({ node }) => [node, compiler.column(node)]))
  sums(writer)
  // what is wrong with a value is said before what follows from it
  const unfit = writer.reasons()
  const reasons = [...unfit, ...missing(writer), ...gaps(writer), ...failures(writer)]
  const cases = reasons.map(({ condition, text }) => `WHEN ${condition.sql} THEN ${text}`)
  const status = plan.place('', {
    sql: `CASE ${cases.join(' ')} ELSE 'ok' END`,
    uses: reasons.flatMap(({ condition }) => condition.uses),
  })
  const shapes = new Map<string, { dims: readonly Dimension[]; outputs: Shown[] }>([['', { dims: [], outputs: [] }]])
  for (const output of outputs) {
    const { dims } = facts(output.node)
    const key = domains.shapeOf(dims)
    shapes.set(key, { dims, outputs: [...(shapes.get(key)?.outputs ?? []), output] })
  }
  const labels = new Map(
    [...shapes.values()].flatMap(({ dims }) => dims.map((dim) => [dim.name, domains.labels(dim)] as const)),
  )
  const top = plan.top
  plan.read([status, ...columns.values()], top)
  const last = [...shapes].map(([key, { dims, outputs: own }]): SqlTable => {
    const names = [
      id,
      ...(key === '' ? ['status'] : []),
      ...dims.map(({ name }) => name),
      ...own.map(({ name }) => name),
    ]
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined)
      fail('call.invalid', `Two columns would be called "${twice}"`, { hint: 'Name the column of the row otherwise.' })
    const values = own.map(({ name, node }) => {
      const sql = `s.${columns.get(node)?.name}`
      const shown = key === '' ? `CASE WHEN s.${status.name} = 'ok' THEN ${sql} END` : sql
      return `${shown} AS ${dialect.identifier(name)}`
    })
    const list = [
      `s.r AS ${dialect.identifier(id)}`,
      ...(key === '' ? [`s.${status.name} AS status`] : []),
      ...dims.map(({ name }, index) => `l${index}.label AS ${dialect.identifier(name)}`),
      ...values,
    ]
    const joins = dims.map(
      ({ name }, index) => `JOIN ${labels.get(name)} l${index} ON l${index}.i = s.${engine.key(name)}`,
    )
    const from = [plan.shown(key, status, top), ...joins].join(' ')
    return {
      over: dims.map(({ name }) => name),
      outputs: own.map(({ name, unit }) => ({ name, unit })),
      sql: `SELECT ${list.join(', ')}\nFROM ${from}`,
    }
  })
  const { queries, before, after } = plan.statements(last.map(({ sql }) => sql))
  return { tables: last.map((table, index) => ({ ...table, sql: queries[index] as string })), before, after }
}
