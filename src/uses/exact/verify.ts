import { fail, MrvError, Problems } from '../../core/errors'
import { type FactorNode, facts, graphFromJson, type InputNode, type Node, type NodeOf } from '../../core/graph'
import {
  applyRatio,
  conversionFactor,
  Decimal,
  parseDecimal,
  parseUnit,
  replaceSubstance,
  sameParts,
} from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import { parsePeriod } from '../../data/periods'
import {
  type Axes,
  type Axis,
  type Cell,
  declaredOf,
  Evaluator,
  expand,
  Failure,
  type Given,
  labelsAt,
  type NestedValue,
  readGiven,
  type Tensor,
  withSet,
} from '../evaluation'
import { schemaVersion } from './library'
import { digestOfResult, type StoredFactor, type StoredInput, type StoredLeaf, type StoredResult } from './stored'

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

/** The cells of nested records, in the order of the dimensions. */
export const flatten = (
  value: NestedValue,
  dims: readonly string[],
  labels: Readonly<Record<string, readonly string[]>>,
): (string | null)[] => {
  const [dim, ...rest] = dims
  if (dim === undefined) {
    if (value !== null && typeof value !== 'string')
      return fail('result.invalid', 'A stored value has not the shape of its dimensions')
    return [value]
  }
  return (labels[dim] ?? []).flatMap((label) => {
    const inner =
      value !== null && typeof value === 'object' && Object.hasOwn(value, label) ? (value[label] as NestedValue) : null
    return flatten(inner, rest, labels)
  })
}

/** The labels of a stored result, with what an order brings. */
export const makeAxes = (stored: StoredResult, nodes: readonly Node[]): Axes => {
  const sorts = new Map(nodes.flatMap((node) => facts(node).dims.map((dim) => [dim.name, dim] as const)))
  const { fiscalStart } = stored.context
  return new Map(
    Object.entries(stored.labels).map(([name, labels]): [string, Axis] => {
      const sort = sorts.get(name)?.sort ?? 'set'
      const base = { name, sort, labels, index: new Map(labels.map((label, at) => [label, at])) }
      if (sort === 'time')
        return [
          name,
          {
            ...base,
            periods: labels.map((label) => parsePeriod(label, fiscalStart ? { fiscalStart: Number(fiscalStart) } : {})),
          },
        ]
      return [name, sort === 'ordered' ? { ...base, coordinates: labels.map((label) => new Decimal(label)) } : base]
    }),
  )
}

/** A cell that holds no value. */
export const absent = new Failure({ code: 'input.missing', message: 'No value is stored', at: {} })
/** A factor that was looked for in vain: no sum leaves it out. */
const unfound = new Failure({ code: 'factor.missing', message: 'No factor is stored', at: {} })

const differs = (a: Cell | undefined, b: Cell | undefined): boolean => {
  if (a instanceof Failure || b instanceof Failure) return !(a instanceof Failure && b instanceof Failure)
  return a instanceof Decimal && b instanceof Decimal ? !a.equals(b) : a !== b
}

const cellText = (cell: Cell | undefined): string =>
  cell === undefined || cell instanceof Failure ? 'nothing' : String(cell)

const numberText = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/

/** A stored figure. A text that is no number stays text, and so equals none. */
const readCell = (text: string | null, node: Node): Cell => {
  if (text === null) return absent
  return facts(node).type === 'quantity' && numberText.test(text) ? new Decimal(text) : text
}

const unitText = (node: Node): string => (facts(node).type === 'quantity' ? facts(node).unit.text : '')

const leafName = (node: Node): string => (node.kind === 'input' || node.kind === 'category' ? node.name : '')

/** A leaf as it is held, and as it follows from what the caller gave or from its row. */
interface CheckedLeaf {
  readonly node: Node
  readonly held: Tensor
  readonly expected: Tensor
}

const inputAsGiven = (input: StoredInput, node: Node, held: Tensor, stored: StoredResult, axes: Axes): Tensor => {
  const declared = declaredOf(node)
  const cells = flatten(input.given, input.over, stored.labels).map((text, position): Cell => {
    if (text === null) {
      // a share left out counts as 0; a factor cell that was not given was looked up
      if (node.kind === 'input' && declared.sumsTo) return new Decimal(0)
      return node.kind === 'factor' ? (held.cells[position] as Cell) : absent
    }
    const labels = labelsAt(position, input.over, axes)
    const { range: _range, ...free } = declared
    // under its labels, since they are the substances of the unit: `kg refrigerant` at HFC-134a is `kg HFC-134a`
    const given = declared.over.reduceRight<Given>((inner, { name }) => ({ [labels[name] as string]: inner }), text)
    const [entry] = readGiven(free, given, new Problems())
    return !entry || entry.value === 'missing' ? absent : entry.value
  })
  return { dims: held.dims, cells }
}

/** Whether the unit of a row is of the kind that a factor asks for at its labels, which may be the substance of it. */
export const unitFits = (node: FactorNode, row: FactorRow, labels: Readonly<Record<string, string>>): boolean => {
  // the warming potential of a gas holds for it of any origin
  if (facts(node).type !== 'quantity' || node.path.startsWith('gwp/')) return true
  const wanted = facts(node)
    .dims.filter(({ substance }) => substance)
    .reduce((unit, { name }) => replaceSubstance(unit, name, labels[name] as string), parseUnit(node.unit))
  const unit = parseUnit(row.unit ?? '1')
  return sameParts(unit, wanted) || sameParts(unit, parseUnit(node.unit))
}

/** The cells of a factor, each from its row; one that the caller gave as it is held. */
export const factorAsInRow = (
  factor: StoredFactor,
  node: Node,
  held: Tensor,
  given: Tensor | undefined,
  stored: StoredResult,
): Tensor => {
  const rows = new Map(stored.rows.map((row) => [row.id, row]))
  const cells = flatten(factor.rows, factor.over, stored.labels).map((id, position): Cell => {
    const row = id === null ? undefined : rows.get(id)
    if (id !== null && !row) return absent
    if (!row) return given?.cells[position] ?? held.cells[position] ?? absent
    if (facts(node).type !== 'quantity') return row.value
    return applyRatio(parseDecimal(row.value), conversionFactor(parseUnit(row.unit as string), facts(node).unit))
  })
  return { dims: held.dims, cells }
}

/**
 * Recomputes a stored result from itself alone: every input against how it was given, every factor against its row,
 * every step and output against the inputs and factors, each with its unit, and the digest. A changed figure is named,
 * also where the digest was made to fit.
 *
 * Throws `result.invalid` where the record is not a stored result.
 */
export const verify = (stored: StoredResult): Verification => {
  requireStored(stored)
  try {
    return check(stored)
  } catch (error) {
    if (error instanceof MrvError) throw error
    return fail('result.invalid', 'This stored result cannot be read', {
      found: error instanceof Error ? error.message : String(error),
    })
  }
}

const check = (stored: StoredResult): Verification => {
  const { nodes, outputs } = graphFromJson(stored.graph)
  const axes = makeAxes(stored, nodes)
  const findings: Finding[] = []
  const nodeAt = (at: number): Node => nodes[at] ?? fail('result.invalid', 'A figure belongs to no node of the graph')
  const read = (node: Node, { over, value }: StoredLeaf): Tensor => ({
    dims: over,
    cells: flatten(value, over, stored.labels).map((text) => readCell(text, node)),
  })
  const compare = (
    into: Finding[],
    finding: Pick<Finding, 'kind' | 'name' | 'equation'>,
    held: Tensor,
    expected: Tensor,
  ): boolean => {
    const at = held.cells.findIndex((cell, index) => differs(cell, expected.cells[index]))
    if (at < 0 && held.cells.length === expected.cells.length) return true
    const labels = held.dims.length > 0 && at >= 0 ? { labels: labelsAt(at, held.dims, axes) } : {}
    into.push({ ...finding, ...labels, stored: cellText(held.cells[at]), expected: cellText(expected.cells[at]) })
    return false
  }
  const compareUnit = (
    into: Finding[],
    finding: Pick<Finding, 'kind' | 'name' | 'equation'>,
    held: string,
    expected: string,
  ): void => {
    if (held !== expected) into.push({ ...finding, stored: held, expected })
  }
  /** What the graph has and the record leaves out. */
  const requireAll = (
    kind: Finding['kind'],
    present: ReadonlySet<Node>,
    wanted: (node: Node) => boolean,
    name: (node: Node) => string,
  ): void => {
    for (const node of nodes) {
      if (wanted(node) && !present.has(node))
        findings.push({ kind, name: name(node), stored: 'nothing', expected: 'a value' })
    }
  }

  const suspects: CheckedLeaf[] = []
  const values = new Map<Node, Tensor>()
  for (const input of stored.inputs) {
    const node = nodeAt(input.node)
    const held = read(node, input)
    const expected = inputAsGiven(input, node, held, stored, axes)
    if (!compare(findings, { kind: 'input', name: input.name }, held, expected)) suspects.push({ node, held, expected })
    compareUnit(findings, { kind: 'input', name: input.name }, input.unit, unitText(node))
    values.set(node, expected)
  }
  // a method that is used twice under one path asks twice for one input
  const named = new Map([...values].map(([node, tensor]) => [leafName(node), tensor]))
  for (const node of nodes) {
    const tensor = node.kind === 'input' || node.kind === 'category' ? named.get(node.name) : undefined
    if (tensor && !values.has(node)) values.set(node, tensor)
  }
  requireAll(
    'input',
    new Set(values.keys()),
    ({ kind }) => kind === 'input',
    (node) => (node as InputNode).name,
  )

  const factors = new Set<Node>()
  for (const factor of stored.factors) {
    const node = nodeAt(factor.node)
    const held = read(node, factor)
    const expected = factorAsInRow(factor, node, held, values.get(node), stored)
    if (!compare(findings, { kind: 'factor', name: factor.name }, held, expected))
      suspects.push({ node, held, expected })
    compareUnit(findings, { kind: 'factor', name: factor.name }, factor.unit, unitText(node))
    values.set(node, expected)
    factors.add(node)
  }
  requireAll(
    'factor',
    factors,
    ({ kind }) => kind === 'factor',
    (node) => (node as FactorNode).path,
  )

  const rows = new Map(stored.rows.map((row) => [row.id, row]))
  /** Where a row is for something else than the graph and the categories ask. */
  const compareRows = (
    found: Finding[],
    evaluator: Evaluator,
    { node: at, over, rows: ids, name }: StoredFactor,
  ): void => {
    const node = nodeAt(at) as FactorNode
    if (node.path.startsWith('gwp/')) return
    const categories = Object.entries(node.by).map(
      ([column, category]) => [column, expand(evaluator.value(category), over, axes)] as const,
    )
    for (const [position, id] of flatten(ids, over, stored.labels).entries()) {
      const row = id === null ? undefined : rows.get(id)
      if (!row) continue
      const labels = labelsAt(position, over, axes)
      const told = { kind: 'factor', name, ...(over.length > 0 ? { labels } : {}) } as const
      if (!unitFits(node, row, labels)) {
        found.push({ ...told, stored: `${id}: unit ${row.unit ?? 'none'}`, expected: `unit ${node.unit}` })
        return
      }
      const asked = Object.entries({
        ...node.query,
        ...Object.fromEntries(node.labelled.map((dim) => [dim, labels[dim]])),
        ...Object.fromEntries(categories.map(([column, cells]) => [column, cells[position]])),
        parameter: node.parameter,
      })
      const wrong = asked.find(
        ([column, label]) => label !== (column === 'parameter' ? row.parameter : row.selectors[column]),
      )
      if (!wrong) continue
      const [column, label] = wrong
      const is = column === 'parameter' ? row.parameter : row.selectors[column]
      found.push({
        ...told,
        stored: `${id}: ${column} ${is ?? 'nothing'}`,
        expected: `${column} ${cellText(label as Cell)}`,
      })
      return
    }
  }

  const compute = (leaves: ReadonlyMap<Node, Tensor>): Finding[] => {
    const found: Finding[] = []
    const leafValue = (node: Node): Tensor =>
      leaves.get(node) ?? { dims: [], cells: [node.kind === 'factor' ? unfound : absent] }
    const evaluator = new Evaluator(axes, leafValue, stored.context.partial ? () => undefined : undefined)
    // outputs first: a step inside of a recurrence is computed with it
    for (const node of Object.values(outputs)) evaluator.value(node)
    for (const factor of stored.factors) compareRows(found, evaluator, factor)
    for (const step of stored.steps) {
      const node = nodeAt(step.node)
      const finding = { kind: 'step', name: step.name, equation: step.equation } as const
      compare(found, finding, read(node, step), evaluator.value(node))
      compareUnit(found, finding, step.unit, unitText(node))
    }
    for (const [name, node] of Object.entries(outputs)) {
      const output = stored.outputs[name]
      const tensor = evaluator.value(node)
      const held = flatten(output?.value ?? null, tensor.dims, stored.labels).map((text) => readCell(text, node))
      compare(found, { kind: 'output', name }, { dims: tensor.dims, cells: held }, tensor)
      if (output)
        compareUnit(found, { kind: 'output', name }, output.unit, withSet(facts(node).unit, stored.context.gwp).text)
    }
    for (const [name, { value }] of Object.entries(stored.outputs)) {
      if (!Object.hasOwn(outputs, name))
        found.push({ kind: 'output', name, stored: JSON.stringify(value), expected: 'nothing' })
    }
    return found
  }
  // where a leaf is in doubt, the rest tells which of its two figures was changed
  const asExpected = compute(values)
  const asHeld =
    suspects.length > 0 && asExpected.length > 0
      ? compute(new Map([...values, ...suspects.map(({ node, held }) => [node, held] as const)]))
      : asExpected
  findings.push(...(asHeld.length < asExpected.length ? asHeld : asExpected))
  requireAll(
    'step',
    new Set(stored.steps.map((step) => nodeAt(step.node))),
    ({ kind }) => kind === 'named',
    (node) => (node as NodeOf<'named'>).title,
  )

  const digest = digestOfResult(stored)
  if (digest !== stored.digest)
    findings.push({ kind: 'digest', name: 'digest', stored: String(stored.digest), expected: digest })
  return { ok: findings.length === 0, findings }
}

const needed = [
  'schemaVersion',
  'method',
  'context',
  'labels',
  'graph',
  'inputs',
  'factors',
  'rows',
  'steps',
  'outputs',
  'remarks',
  'digest',
]

/** Throws `result.invalid` where the record is not a stored result of this form. */
export const requireStored = (data: unknown): void => {
  const missing =
    typeof data === 'object' && data !== null ? needed.filter((name) => !Object.hasOwn(data, name)) : needed
  if (missing.length > 0) fail('result.invalid', 'This is not a stored result', { found: `no ${missing.join(', ')}` })
  const { schemaVersion: found } = data as StoredResult
  if (found !== schemaVersion)
    fail('result.invalid', 'The form of this stored result is not known', {
      found: `schemaVersion "${found}"`,
      expected: `"${schemaVersion}"`,
    })
}

/** Reads a stored result from JSON text. Throws `result.invalid` where it is none. */
export const readResult = (text: string): StoredResult => {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return fail('result.invalid', 'This is not JSON')
  }
  requireStored(data)
  return data as StoredResult
}
