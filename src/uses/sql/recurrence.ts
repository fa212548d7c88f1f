import {
  type Dimension,
  dependingOn,
  facts,
  type Node,
  operands,
  type RecurrenceGroup,
  unionDims,
} from '../../core/graph'
import { conversionFactor, isUnitRatio, type Unit } from '../../core/quantity'
import type { Compiler } from './compile'
import { type Reduction, write } from './handlers'
import type { Column, Text } from './plan'
import { Writing } from './writing'

/**
 * A recurrence, unrolled: a shape without the dimension, in which what a step needs stands once for each label, side by
 * side; a column for each state and label; then back to one record a label. No engine needs recursion for it, and each
 * table is read once.
 */
export const writeRecurrence = (compiler: Compiler, group: RecurrenceGroup): ReadonlyMap<string, Column> => {
  const { plan, engine } = compiler
  const { dim, states } = group
  const depending = dependingOn(group)
  const without = (dims: readonly Dimension[]) => dims.filter(({ name }) => name !== dim.name)
  const wide = without(
    unionDims(...[...depending].map((node) => facts(node).dims), ...states.map(({ inflow }) => facts(inflow).dims)),
  )
  const long = compiler.shapeOf(unionDims(wide, [dim]))
  const outer = new Set<Node>(states.flatMap(({ inflow, initial }) => [inflow, initial]))
  for (const node of depending) for (const each of operands(node)) outer.add(each)
  for (const node of depending) outer.delete(node)
  const overTime = [...outer].filter((node) => facts(node).dims.some(({ name }) => name === dim.name))
  const columns = overTime.map((node) => compiler.asColumn(compiler.textIn(node, long), long))
  const along = engine.key(dim.name)
  const labels = engine.axis(dim).labels.map((_, label) => label)
  const shape = plan.next('step')
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
  const scaled = (text: Text, from: Unit, to: Unit): Text => {
    const { above, below } = conversionFactor(from, to)
    if (isUnitRatio({ above, below })) return text
    const sql = engine.divide(engine.multiply(text.sql, engine.decimal(above)), engine.decimal(below))
    return { ...text, sql }
  }
  const unitOf = (node: Node) => facts(node).unit
  const before = new Map<Node, Column>(
    states.map(({ state, initial, inflow }) => [
      state,
      plan.place(shape, scaled(constant(initial), unitOf(initial), unitOf(inflow))),
    ]),
  )
  const made = new Map<string, Column[]>(states.map(({ name }) => [name, []]))
  for (const label of labels) {
    const step = new StepTexts(compiler, shape, wide, (node) =>
      overTime.includes(node) ? pivoted(node, label) : constant(node),
    )
    for (const node of depending) step.depending.add(node)
    for (const { state } of states) step.texts.set(state, compiler.textOf(before.get(state) as Column))
    const next = states.map(({ inflow, carried, state }) => {
      const flow = pivoted(inflow, label)
      const over = scaled(step.text(carried), unitOf(carried), unitOf(inflow))
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
  return new Map(
    states.map(({ name, inflow }) => [name, unpivot(compiler, shape, dim, inflow, made.get(name) as Column[], wide)]),
  )
}

/** A state at each label as one column of the shape of its inflow. */
const unpivot = (
  { plan, engine, shapeOf }: Compiler,
  shape: string,
  dim: Dimension,
  inflow: Node,
  columns: readonly Column[],
  wide: readonly Dimension[],
): Column => {
  const target = shapeOf(facts(inflow).dims)
  const level = 1 + Math.max(...columns.map((column) => column.level))
  plan.read(columns, level)
  const numbers = plan.head('l', `VALUES ${columns.map((_, label) => `(${label})`).join(', ')}`, ['i'])
  const own = facts(inflow).dims.filter(({ name }) => name !== dim.name)
  const keys = own.map(({ name }) => `s.${engine.key(name)}`)
  const cases = columns.map(({ name }, label) => `WHEN ${label} THEN s.${name}`)
  const distinct = own.length < wide.length ? 'DISTINCT ' : ''
  const name = plan.next('u')
  const selects = ['s.r', ...keys, `l.i AS ${engine.key(dim.name)}`, `CASE l.i ${cases.join(' ')} END AS ${name}`]
  const from = (at: number): string =>
    `(SELECT ${distinct}${selects.join(', ')} FROM ${plan.tableOf(shape, at)} s CROSS JOIN ${numbers} l WHERE l.i >= s.first)`
  plan.read([plan.shapeColumn(shape, 'first')], level)
  return plan.relation(target, level, `state ${name}`, from, name)
}

/** The nodes of one step, each written once. */
class StepTexts {
  readonly texts = new Map<Node, Text>()
  readonly depending = new Set<Node>()

  constructor(
    readonly compiler: Compiler,
    readonly shape: string,
    readonly dims: readonly Dimension[],
    readonly outer: (node: Node) => Text,
  ) {}

  text(node: Node): Text {
    const before = this.texts.get(node)
    if (before) return before
    if (!this.depending.has(node)) return this.outer(node)
    const writing = new StepWriting(this, facts(node).dims)
    const sql = write(node, writing)
    // a node of a step may be read twice: it is written as a column
    const text = this.compiler.textOf(this.compiler.asColumn({ sql, uses: [...new Set(writing.uses)] }, this.shape))
    this.texts.set(node, text)
    return text
  }
}

/** In a step all nodes stand in one shape; what brings cells together are windows over it. */
class StepWriting extends Writing {
  constructor(
    private readonly step: StepTexts,
    own: readonly Dimension[],
  ) {
    super(step.compiler, own, step.shape)
  }

  override value(node: Node): string {
    return this.take(this.step.text(node))
  }

  override atom(node: Node): string {
    const text = this.step.text(node)
    if (text.uses.length === 0) return text.sql
    return this.takeColumn(this.compiler.asColumn(text, this.shape))
  }

  override leaf(node: Node): string {
    return this.value(node)
  }

  private window(gone: readonly Dimension[]): string[] {
    const others = this.step.dims.filter(({ name }) => !gone.some((dim) => dim.name === name))
    return ['s.r', ...others.map((dim) => this.index(dim))]
  }

  override along(dim: Dimension): string {
    return `OVER (PARTITION BY ${this.window([dim]).join(', ')} ORDER BY ${this.index(dim)})`
  }

  override reduce({ of, key, how, gone, where, value }: Reduction): string {
    const { engine } = this
    const cell = value ? value(this) : this.atom(of)
    const over = `OVER (PARTITION BY ${this.window(gone).join(', ')})`
    const here = key ? `${key.sql(this)} = ${this.index(key.dim)}` : where?.(this)
    if (how === 'pick') return `max(${here ? `CASE WHEN ${here} THEN ${cell} END` : cell}) ${over}`
    const term = here ? this.keep(`CASE WHEN ${here} THEN ${cell} ELSE ${engine.number(0)} END`) : cell
    return `CASE WHEN count(${term}) ${over} = count(*) ${over} THEN sum(${term}) ${over} END`
  }
}
