import { fail } from '../../core/errors'
import { ancestry, type Dimension, facts, type Node } from '../../core/graph'
import type { MethodGraph, Output } from '../../core/method'
import { gapHint } from '../../data/periods'
import { missing, needs, sumsHint } from '../evaluation'
import { causesOf } from './causes'
import type { Compiling } from './compiling'
import type { Domains } from './domains'
import type { Engine } from './engine'
import type { Column, Plan, Reason, Statements, Text } from './plan'
import type { Given, SourceReader } from './sources'
import type { Wording } from './wording'

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
  readonly compiler: Compiling
  readonly plan: Plan
  readonly engine: Engine
  readonly wording: Wording
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
const absent = (writer: Writer): Reason[] => {
  const { graph, reader, domains, given, wording } = writer
  const { chosen } = needs(graph)
  return given.flatMap(({ name, node, over }): Reason[] => {
    if (node.kind !== 'input' && node.kind !== 'category') return []
    if (node.default !== undefined || chosen.has(node) || (node.kind === 'input' && node.sumsTo)) return []
    const { problem } = missing(name, {})
    const text = wording.text(problem)
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
    const none = `coalesce(s.${count.name}, 0) = 0`
    const some = wording.text({
      ...problem,
      code: 'label.missing',
      message: 'Some values are missing',
      found: wording.number(`s.${count.name}`),
      expected: `${wording.number(size)}, one for each ${over.map((dim) => dim.name).join(' and ')}`,
    })
    const partly = { condition: { sql: `s.${count.name} > 0 AND s.${count.name} < ${size}`, uses }, text: some }
    return node.optional ? [partly] : [{ condition: { sql: none, uses: [count] }, text }, partly]
  })
}

/** What is carried from label to label needs them all. */
const gaps = ({ graph, domains, wording }: Writer): Reason[] => {
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
    const ends = [low, high].map((end) => wording.label(dim, `s.${end.name}`) ?? 'a label').join(' to ')
    return [
      {
        condition: { sql, uses: [n, low, high] },
        text: wording.text({
          code: 'period.gap',
          message: 'A period is missing',
          at: { input: dim.name },
          found: `${wording.number(`s.${n.name}`)} from ${ends}`,
          expected: `${wording.number(`s.${high.name} - s.${low.name} + 1`)}, one for each ${dim.name}`,
          hint: gapHint,
        }),
      },
    ]
  })
}

/** Shares that do not add up to their total. */
const sums = ({ given, engine, plan, compiler, domains, wording }: Writer): Reason[] =>
  given.flatMap(({ name, node }): Reason[] => {
    if (node.kind !== 'input' || !node.sumsTo) return []
    const { total, over } = node.sumsTo
    const dims = node.over.filter((dim) => dim.name !== over)
    const [shape, source] = [domains.wholeShapeOf(dims), domains.wholeShapeOf(node.over)]
    const cell = compiler.whole(node)
    const keys = dims.map((dim): [string, string] => [engine.key(dim.name), `s.${engine.key(dim.name)}`])
    const sum = plan.reduce(shape, source, keys, { how: 'sum', cell: `s.${cell.name}` }, [cell])
    const condition = `abs(s.${sum.name} - ${engine.number(Number(total))}) <= ${engine.number(1e-9)}`
    const text = wording.text({
      code: 'input.sum',
      message: `The shares over ${over} do not add up`,
      at: { input: name, labels: wording.labels(dims, (dim) => `s.${engine.key(dim.name)}`) },
      found: wording.number(`s.${sum.name}`),
      expected: total,
      hint: sumsHint,
    })
    compiler.leaves.require(shape, { sql: condition, uses: [sum] }, text)
    return []
  })

/** Checks of the method that are computed whichever branches are taken. */
const checks = ({ graph, compiler, domains, wording, engine }: Writer): void => {
  for (const node of needs(graph).always) {
    // within a step of a recurrence a check has no shape of its own
    if (node.kind !== 'check' || ancestry([node.condition]).some(({ kind }) => kind === 'state')) continue
    const { dims } = facts(node.condition)
    const labels = wording.labels(dims, (dim) => `s.${engine.key(dim.name)}`)
    const text = wording.text({ code: 'check.failed', message: node.text, at: { labels } })
    const holds = compiler.whole(node.condition)
    compiler.leaves.require(domains.wholeShapeOf(dims), { sql: `coalesce(s.${holds.name}, TRUE)`, uses: [holds] }, text)
  }
}

/** Whether an output has no value, or one that is no finite number. */
const hasFailed = ({ compiler, plan, engine, domains }: Writer, node: Node): Text => {
  const shape = domains.wholeShapeOf(facts(node).dims)
  const column = compiler.whole(node)
  const finite = engine.isFinite(`s.${column.name}`)
  if (shape === '') return { sql: `(${finite}) IS NOT TRUE`, uses: [column] }
  const made = plan.reduce('', shape, [], { how: 'max', cell: `CASE WHEN ${finite} THEN 0 ELSE 1 END` }, [column])
  return { sql: `s.${made.name} = 1`, uses: [made] }
}

/** Outputs that have no value, with the cause where it can be told. Why there is none is looked for where that is so. */
const failuresOf = (
  writer: Writer,
  outputs: readonly Shown[],
  lacksOptional: boolean,
  more: readonly Text[] = [],
): Reason[] => {
  if (outputs.length === 0) return []
  const { compiler, plan, wording, graph } = writer
  const failed = outputs.map(({ name, node }): Reason => {
    const text = wording.text({
      code: 'calculation.domain',
      message: 'There is no finite value',
      at: { output: name },
      hint: 'It may lie beyond the range of numbers: evaluate the row by itself to see.',
    })
    return { condition: hasFailed(writer, node), text }
  })
  const reasons = [
    ...causesOf(outputs, compiler, plan, needs(graph).always, (name) => isGiven(writer, name), lacksOptional),
    ...failed,
  ]
  const any: Text = {
    sql: failed.map(({ condition }) => condition.sql).join(' OR '),
    uses: reasons.flatMap(({ condition }) => condition.uses),
  }
  const cases = reasons.map(({ condition, text }) => `WHEN ${condition.sql} THEN ${text}`)
  return [{ condition: all([any, ...more]), text: `CASE ${cases.join(' ')} END` }]
}

/** An output that has no value; a benefit that lacks an optional input is left out. */
const failures = (writer: Writer): Reason[] => {
  const due = writer.outputs.filter(({ derived }) => !derived || writer.hasSet)
  const isBenefit = ({ node }: Shown): boolean =>
    writer.graph.outputs.some((output) => output.node === node && output.role === 'benefit')
  const benefits = due.filter(isBenefit).flatMap((output): Reason[] => {
    const needed = ancestry([output.node]).flatMap((each) =>
      each.kind === 'input' && each.optional ? [isGiven(writer, each.name)] : [],
    )
    if (needed.includes(false)) return []
    return failuresOf(
      writer,
      [output],
      false,
      needed.filter((each): each is Text => typeof each !== 'boolean'),
    )
  })
  return [
    ...failuresOf(
      writer,
      due.filter((each) => !isBenefit(each)),
      true,
    ),
    ...benefits,
  ]
}

/** The statements: one for each shape of outputs, that of the rows first. */
export const selects = (writer: Writer): { tables: SqlTable[] } & Pick<Statements, 'before' | 'after'> => {
  const { outputs, compiler, plan, engine, domains, id } = writer
  const { dialect } = engine
  const columns = new Map<Node, Column>(outputs.map(({ node }) => [node, compiler.whole(node)]))
  sums(writer)
  checks(writer)
  // what is wrong with a value is said before what follows from it
  const unfit = writer.reasons()
  const reasons = [...unfit, ...absent(writer), ...gaps(writer), ...failures(writer)]
  const cases = reasons.map(({ condition, text }) => `WHEN ${condition.sql} THEN ${text}`)
  const status = plan.place('', {
    sql: `CASE ${cases.join(' ')} ELSE 'ok' END`,
    uses: reasons.flatMap(({ condition }) => condition.uses),
  })
  const shapes = new Map<string, { dims: readonly Dimension[]; outputs: Shown[] }>([['', { dims: [], outputs: [] }]])
  for (const output of outputs) {
    const { dims } = facts(output.node)
    const key = domains.wholeShapeOf(dims)
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
