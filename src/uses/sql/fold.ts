import { facts, type Node, type RecurrenceGroup } from '../../core/graph'
import { Arrays, guarded, ordinal } from './arrays'
import type { Compiling } from './compiling'
import type { Column, Text } from './plan'
import { prefix } from './plan'
import { Step, scaled, stepParts } from './step'

/**
 * A recurrence as a fold over the labels that a row has, in their order: the states of a step are an array of cells, of
 * which the next are made, and all are kept. A step is a plan of its own, written as functions within each other.
 */
export const fold = (compiler: Compiling, plan: Arrays, group: RecurrenceGroup): ReadonlyMap<string, Column> => {
  const { engine } = compiler
  const { dim, states } = group
  const parts = stepParts(group)
  const { wide, overTime } = parts
  const [long, across] = [compiler.shapeOf([...wide, dim]), compiler.shapeOf(wide)]
  const [longKeys, keys] = [plan.keysOf(long), plan.keysOf(across)]
  const along = engine.key(dim.name)
  const flows = overTime.map((node) => compiler.asColumn(compiler.textIn(node, long), long))
  const constants = parts.constant.filter((node) => compiler.text(node).uses.length > 0)
  const brought = constants.map((node) => compiler.asColumn(compiler.textIn(node, across), across))
  const level = 1 + Math.max(0, ...[...flows, ...brought].map((column) => column.level))
  plan.read([...flows, ...brought], level)

  const tag = plan.name('f')
  const inner = new Arrays(engine, tag)
  const called = (name: string) => `${prefix}${tag}${name}`
  const flowAt = `get(${called('flows')}, ${plan.placeOf(longKeys, (key) => (key === along ? 'n' : `s.${ordinal(key)}`))})`
  const before = [
    ...keys.flatMap((key) => [`'${key}', s.${key}`, `'${ordinal(key)}', s.${ordinal(key)}`]),
    ...brought.map(({ name }, at) => `'q${at}', s.${name}`),
    ...flows.map(({ name }, at) => `'p${at}', ${flowAt}.${name}`),
    ...states.map((_, at) => `'z${at}', get(a.now, i).z${at}`),
  ]
  const shape = 'step'
  const given = inner.shape(
    shape,
    keys,
    () => `transform(${called('cells')}, (s, i) -> named_struct(${before.join(', ')}))`,
    [...brought.map((_, at) => `q${at}`), ...flows.map((_, at) => `p${at}`), ...states.map((_, at) => `z${at}`)],
  )
  const column = (at: number): Text => compiler.textOf(given[at] as Column)
  const outer = (node: Node): Text => {
    if (overTime.includes(node)) return column(constants.length + overTime.indexOf(node))
    return constants.includes(node) ? column(constants.indexOf(node)) : compiler.text(node)
  }
  const step = new Step(compiler, inner, shape, parts, outer)
  for (const [at, { state }] of states.entries()) step.texts.set(state, column(constants.length + overTime.length + at))
  const unitOf = (node: Node) => facts(node).unit
  const next = states.map(({ inflow, carried }) => {
    const [flow, over] = [outer(inflow), scaled(engine, step.text(carried), unitOf(carried), unitOf(inflow))]
    return inner.place(shape, { sql: `${flow.sql} + ${over.sql}`, uses: [...flow.uses, ...over.uses] })
  })
  const initial = states.map(({ initial: node, inflow }) => {
    const at = constants.indexOf(node)
    const text = at < 0 ? compiler.text(node) : compiler.textOf(brought[at] as Column)
    return scaled(engine, text, unitOf(node), unitOf(inflow)).sql
  })
  inner.read(next, inner.top)

  const struct = (values: readonly string[]) =>
    `named_struct(${values.map((value, at) => `'z${at}', ${value}`).join(', ')})`
  const done = called('done')
  plan.extra(level, (at) => {
    const [cells, over] = [plan.cells(across, at), plan.cells(long, at)]
    const last = `transform(${inner.cells(shape, inner.top)}, s -> ${struct(next.map(({ name }) => `s.${name}`))})`
    const made = [...inner.steps().flat(), { name: called('now'), sql: last }]
      .reduceRight(
        (body, { name, sql }) => `transform(array(${sql}), ${name} -> ${body})[0]`,
        `named_struct('now', ${called('now')}, 'all', concat(a.all, array(${called('now')})))`,
      )
      .replaceAll(called('cells'), cells)
      .replaceAll(called('flows'), over)
    const start = `transform(${cells}, s -> ${struct(initial)})`
    const none = `named_struct('now', ${start}, 'all', array(${start}))`
    const labels = plan.labelsOf(dim.name)
    const count = guarded(`sequence(0, size(${labels}) - 1)`, [cells, over])
    const steps = `CASE WHEN size(${labels}) > 0 THEN ${count} ELSE CAST(array() AS ARRAY<INT>) END`
    return { name: done, sql: `aggregate(${steps}, ${none}, (a, n) -> ${made}).all` }
  })
  // a state that lacks a dimension of the step is the same in all its cells: the first is taken
  const stateAt = (target: readonly string[]): string => {
    const at = plan.placeOf(keys, (key) => (target.includes(key) ? `s.${ordinal(key)}` : '0'))
    return `get(get(${done}, s.${ordinal(along)} + 1), ${at})`
  }
  return new Map(
    states.map(({ name, inflow }, at) => {
      const target = compiler.shapeOf(facts(inflow).dims)
      return [name, plan.relation(target, level, done, `z${at}`, () => stateAt(plan.keysOf(target)))]
    }),
  )
}
