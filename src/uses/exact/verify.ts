import { fail, Problems } from '../../core/errors'
import { facts, graphFromJson, type Node, operands } from '../../core/graph'
import { applyRatio, conversionFactor, Decimal, parseDecimal, parseUnit, replaceSubstance } from '../../core/quantity'
import { parsePeriod } from '../../data/periods'
import { Evaluator } from './evaluator'
import { declaredOf, readGiven } from './given'
import { digestOfResult, type StoredResult } from './stored'
import { type Axes, type Axis, type Cell, Failure, labelsAt, type Tensor } from './tensor'
import type { NestedValue } from './values'

/** One figure of a stored result that does not follow from the rest. */
export interface Finding {
  readonly kind: 'digest' | 'input' | 'factor' | 'step' | 'output'
  readonly name: string
  readonly equation?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly stored: string
  readonly expected: string
}

/** Whether a stored result holds, and which figures do not. */
export interface Verification {
  readonly ok: boolean
  readonly findings: readonly Finding[]
}

const flatten = (value: NestedValue, dims: readonly string[], labels: Readonly<Record<string, readonly string[]>>): (string | null)[] => {
  const [dim, ...rest] = dims
  if (dim === undefined) {
    if (value !== null && typeof value !== 'string') return fail('result.invalid', 'A stored value has not the shape of its dimensions')
    return [value]
  }
  return (labels[dim] ?? []).flatMap((label) => {
    const inner = value !== null && typeof value === 'object' && Object.hasOwn(value, label) ? (value[label] as NestedValue) : null
    return flatten(inner, rest, labels)
  })
}

const makeAxes = (stored: StoredResult, nodes: readonly Node[]): Axes => {
  const sorts = new Map(nodes.flatMap((node) => facts(node).dims.map((dim) => [dim.name, dim] as const)))
  const { fiscalStart } = stored.context
  return new Map(
    Object.entries(stored.labels).map(([name, labels]): [string, Axis] => {
      const sort = sorts.get(name)?.sort ?? 'set'
      const base = { name, sort, labels, index: new Map(labels.map((label, at) => [label, at])) }
      if (sort === 'time') return [name, { ...base, periods: labels.map((label) => parsePeriod(label, fiscalStart ? { fiscalStart: Number(fiscalStart) } : {})) }]
      return [name, sort === 'ordered' ? { ...base, coordinates: labels.map((label) => new Decimal(label)) } : base]
    }),
  )
}

const absent = new Failure({ code: 'input.missing', message: 'No value is stored', at: {} })

const differs = (a: Cell | undefined, b: Cell | undefined): boolean => {
  if (a instanceof Failure || b instanceof Failure) return !(a instanceof Failure && b instanceof Failure)
  return a instanceof Decimal && b instanceof Decimal ? !a.equals(b) : a !== b
}

const cellText = (cell: Cell | undefined): string => (cell === undefined || cell instanceof Failure ? 'nothing' : String(cell))

/**
 * Recomputes a stored result from itself alone: every input against how it was given, every factor against its row,
 * every step against what it was computed from, every output against its step, and the digest. A changed figure is
 * named, also where the digest was made to fit.
 */
export const verify = (stored: StoredResult): Verification => {
  const findings: Finding[] = []
  const { nodes, outputs } = graphFromJson(stored.graph)
  const axes = makeAxes(stored, nodes)
  const suspect = new Set<Node>()
  const values = new Map<Node, Tensor>()

  const read = (leaf: { node: number; over: readonly string[]; value: NestedValue }): Tensor => {
    const node = nodes[leaf.node] as Node
    const quantity = facts(node).type === 'quantity'
    const cells = flatten(leaf.value, leaf.over, stored.labels).map((text): Cell => {
      if (text === null) return absent
      return quantity ? new Decimal(text) : text
    })
    return { dims: leaf.over, cells }
  }
  const compare = (kind: Finding['kind'], name: string, held: Tensor, expected: Tensor, more: { equation?: string } = {}): boolean => {
    const at = held.cells.findIndex((cell, index) => differs(cell, expected.cells[index]))
    if (at < 0 && held.cells.length === expected.cells.length) return true
    const labels = held.dims.length > 0 && at >= 0 ? { labels: labelsAt(at, held.dims, axes) } : {}
    findings.push({ kind, name, ...more, ...labels, stored: cellText(held.cells[at]), expected: cellText(expected.cells[at]) })
    return false
  }

  for (const input of stored.inputs) {
    const node = nodes[input.node] as Node
    const tensor = read(input)
    values.set(node, tensor)
    const texts = flatten(input.given, input.over, stored.labels)
    const declared = declaredOf(node)
    const given = texts.map((text, position): Cell => {
      if (text === null) return node.kind === 'input' && declared.sumsTo ? new Decimal(0) : node.kind === 'factor' ? (tensor.cells[position] as Cell) : absent
      const problems = new Problems()
      const labels = labelsAt(position, input.over, axes)
      const unit = declared.unit && declared.over.reduce((made, { name, substance }) => (substance ? replaceSubstance(made, name, labels[name] as string) : made), declared.unit)
      const { range: _range, ...free } = declared
      const [entry] = readGiven({ ...free, over: [], ...(unit ? { unit } : {}) }, text, problems)
      return !entry || entry.value === 'missing' ? absent : entry.value
    })
    if (!compare('input', input.name, tensor, { dims: tensor.dims, cells: given })) suspect.add(node)
  }

  const rows = new Map(stored.rows.map((row) => [row.id, row]))
  for (const factor of stored.factors) {
    const node = nodes[factor.node] as Node
    const tensor = read(factor)
    const ids = flatten(factor.rows, factor.over, stored.labels)
    const { unit } = facts(node)
    const expected = ids.map((id, position): Cell => {
      const row = id === null ? undefined : rows.get(id)
      if (!row) return values.get(node)?.cells[position] ?? tensor.cells[position] ?? absent
      if (facts(node).type !== 'quantity') return row.value
      return applyRatio(parseDecimal(row.value), conversionFactor(parseUnit(row.unit as string), unit))
    })
    if (!compare('factor', factor.name, tensor, { dims: tensor.dims, cells: expected })) suspect.add(node)
    values.set(node, tensor)
  }

  const held = new Map(stored.steps.map((step) => [nodes[step.node] as Node, read(step)]))
  const leafValue = (node: Node): Tensor => values.get(node) ?? { dims: [], cells: [absent] }
  const usesSuspect = (node: Node): boolean => {
    const seen = new Set<Node>()
    const visit = (each: Node): boolean => {
      if (suspect.has(each)) return true
      if (seen.has(each) || held.has(each)) return false
      seen.add(each)
      return operands(each).some(visit)
    }
    return operands(node).some(visit)
  }
  for (const step of stored.steps) {
    const node = nodes[step.node] as Node
    const others = new Map([...held].filter(([other]) => other !== node))
    const evaluator = new Evaluator(axes, leafValue, stored.context.partial ? () => undefined : undefined, others)
    const before = findings.length
    if (compare('step', step.name, held.get(node) as Tensor, evaluator.value(node), { equation: step.equation })) continue
    // a step fails too where what it uses was changed: only the first is named
    if (usesSuspect(node)) findings.length = before
    suspect.add(node)
  }

  for (const [name, output] of Object.entries(stored.outputs)) {
    const node = outputs[name] as Node
    const evaluator = new Evaluator(axes, leafValue, stored.context.partial ? () => undefined : undefined, held)
    const tensor = evaluator.value(node)
    const cells = flatten(output.value, tensor.dims, stored.labels).map((text): Cell => (text === null ? absent : new Decimal(text)))
    compare('output', name, { dims: tensor.dims, cells }, tensor)
  }

  const digest = digestOfResult(stored)
  if (digest !== stored.digest) findings.push({ kind: 'digest', name: 'digest', stored: stored.digest, expected: digest })
  return { ok: findings.length === 0, findings }
}

/** Reads a stored result from JSON text. Throws `result.invalid` where it is none. */
export const readResult = (text: string): StoredResult => {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return fail('result.invalid', 'This is not JSON')
  }
  const needed = ['schemaVersion', 'method', 'context', 'labels', 'graph', 'inputs', 'factors', 'rows', 'steps', 'outputs', 'digest']
  const missing = typeof data === 'object' && data !== null ? needed.filter((name) => !(name in (data as object))) : needed
  if (missing.length > 0) fail('result.invalid', 'This is not a stored result', { found: `no ${missing.join(', ')}` })
  return data as StoredResult
}

