import type { Problem } from '../../core/errors'
import {
  ancestry,
  type Dimension,
  dependingOn,
  facts,
  hasDim,
  type Node,
  type NodeOf,
  operands,
  unionDims,
} from '../../core/graph'
import type { Output } from '../../core/method'
import { type Decimal, one, parseUnit } from '../../core/quantity'
import {
  divisionByZero,
  divisorAt,
  Failure,
  isGwp,
  missing,
  noLogarithm,
  notFinite,
  outside,
  zeroToNegative,
} from '../evaluation'
import type { Compiling } from './compiling'
import { valueIn } from './handlers'
import type { Plan, Reason, Text } from './plan'
import { Writing, whetherSame } from './writing'

/** What decides a branch: a truth, or the label that a category or the cell itself has. */
type Turn = { readonly of: Node; readonly is: boolean | string } | { readonly of: Dimension; readonly is: string }

/** All that must be so for a value to be asked for. */
type Way = readonly Turn[]

/** So many ways to a value are looked at; a cause on another way is not told. */
const mostWays = 4

const isNode = (of: Turn['of']): of is Node => 'kind' in of
const dimsOf = ({ of }: Turn): readonly Dimension[] => (isNode(of) ? facts(of).dims : [of])
const isSame = (a: Turn, b: Turn): boolean => a.of === b.of && a.is === b.is
const holds = (way: Way, turn: Turn): boolean => way.some((each) => isSame(each, turn))

/** Ways with one more; those that another covers are left out. */
const withWay = (ways: readonly Way[], way: Way): readonly Way[] => {
  if (ways.some((each) => each.every((turn) => holds(way, turn)))) return ways
  for (const each of ways) {
    // a branch and the other one are both
    const turn = way.find(({ of, is }) => typeof is === 'boolean' && holds(each, { of, is: !is } as Turn))
    if (!turn || each.length !== way.length) continue
    const rest = way.filter((other) => other !== turn)
    if (rest.every((other) => holds(each, other)))
      return withWay(
        ways.filter((other) => other !== each),
        rest,
      )
  }
  const kept = ways.filter((each) => !way.every((turn) => holds(each, turn)))
  return kept.length < mostWays ? [...kept, way] : kept
}

/** An operand, the turn that asks for it, and dimensions whose labels are others there. */
interface Asked {
  readonly node: Node
  readonly turn?: Turn
  readonly changes?: readonly Dimension[]
}

const askedBy = (node: Node): Asked[] => {
  switch (node.kind) {
    case 'choose':
      return [
        { node: node.condition },
        { node: node.then, turn: { of: node.condition, is: true } },
        { node: node.otherwise, turn: { of: node.condition, is: false } },
      ]
    case 'lookup': {
      const { category, cases } = node
      const each = Object.entries(cases).map(([label, of]) => ({ node: of, turn: { of: category, is: label } }))
      return [{ node: category }, ...each]
    }
    case 'and':
      return [{ node: node.a }, { node: node.b, turn: { of: node.a, is: true } }]
    case 'at':
      return [{ node: node.of, turn: { of: node.dim, is: node.label }, changes: [node.dim] }]
    // only the labels around a place are asked for
    case 'interpolate':
      return [{ node: node.at }]
    // what a category lacks is said of the factor
    case 'factor':
      return []
    default: {
      const changes = changedBy(node)
      return operands(node).map((each) => ({ node: each, changes }))
    }
  }
}

const changedBy = (node: Node): readonly Dimension[] => {
  if (node.kind === 'sum' || node.kind === 'shift') return [node.dim]
  if (node.kind === 'group') return [node.dim, node.to]
  if (node.kind === 'rename') return [node.from, node.to]
  return node.kind === 'recurrence' ? [node.group.dim] : []
}

/** On which ways outputs ask for nodes, as far as these can be told in the shape of the node. */
const waysTo = (outputs: readonly Node[]): ReadonlyMap<Node, readonly Way[]> => {
  const nodes = ancestry(outputs)
  const inSteps = stepsOf(nodes)
  const ways = new Map<Node, readonly Way[]>(outputs.map((node) => [node, [[]]]))
  for (const node of nodes.reverse()) {
    for (const { node: operand, turn, changes = [] } of askedBy(node)) {
      if (turn && isNode(turn.of) && inSteps.has(turn.of)) continue
      for (const way of ways.get(node) ?? []) {
        if (way.some((each) => dimsOf(each).some((dim) => hasDim(changes, dim)))) continue
        ways.set(operand, withWay(ways.get(operand) ?? [], turn ? [...way, turn] : way))
      }
    }
  }
  return ways
}

/** What changes from step to step of a recurrence: it has no shape of its own. */
const stepsOf = (nodes: readonly Node[]): ReadonlySet<Node> =>
  new Set(nodes.flatMap((node) => (node.kind === 'recurrence' ? [...dependingOn(node.group)] : [])))

/** Where a value fails though what it is made of does not, and what is told then; both SQL. */
interface Failing {
  readonly condition: string
  readonly text: string
}

/** Fails where the others do not say so already: absent inputs and factors that every row needs. */
class Finder {
  constructor(
    private readonly compiler: Compiling,
    private readonly always: ReadonlySet<Node>,
    private readonly inSteps: ReadonlySet<Node>,
    /** The output that is named where no input is. */
    private readonly outputOf: (node: Node) => string,
    private readonly isGiven: (name: string) => Text | boolean,
    private readonly lacksOptional: boolean,
  ) {}

  private text(node: Node, problem: Problem): string {
    const at = { output: this.outputOf(node), ...problem.at }
    return this.compiler.leaves.wording.text({ ...problem, at })
  }

  /** Where a node fails, written in a shape that has its dimensions. */
  failing(node: Node, inside: Writing): Failing[] {
    const { engine, leaves } = this.compiler
    const { wording } = leaves
    const zero = engine.number(0)
    const labels = (dims: readonly Dimension[]) => wording.labels(dims, (dim) => inside.index(dim))
    const failing = (condition: string, { problem }: Failure): Failing[] => [
      { condition, text: this.text(node, problem) },
    ]
    switch (node.kind) {
      case 'divide': {
        const at = divisorAt(node.b, labels(facts(node).dims))
        return isFixed(node.b) ? [] : failing(`${inside.value(node.b)} = ${zero}`, divisionByZero(at))
      }
      case 'power': {
        const [base, exponent] = [inside.value(node.of), valueIn(inside, node.exponent, one, true)]
        const ofZero = isFixed(node.exponent) && isAboveZero(node.exponent)
        return [
          ...(ofZero ? [] : failing(`${base} = ${zero} AND ${exponent} < ${zero}`, zeroToNegative())),
          ...failing(`${base} < ${zero} AND ${exponent} <> floor(${exponent})`, notFinite('The power')),
        ]
      }
      case 'ln': {
        const of = valueIn(inside, node.of, one)
        return failing(`${of} <= ${zero}`, noLogarithm(wording.number(of)))
      }
      case 'interpolate': {
        const { dim } = node
        const coordinates = engine.axis(dim).coordinates ?? []
        // else each row has labels of its own
        if (this.compiler.domains.span(dim) || coordinates.length === 0) return []
        const at = valueIn(inside, node.at, parseUnit(dim.unit as string))
        const [low, high] = [coordinates[0], coordinates.at(-1)].map((each) => engine.decimal(each as Decimal))
        return failing(`${at} < ${low} OR ${at} > ${high}`, outside(wording.number(at), coordinates, dim.name))
      }
      case 'check': {
        // one that every row needs is asked for by itself
        if (this.always.has(node) && !ancestry([node.condition]).some((each) => this.inSteps.has(each))) return []
        const problem: Problem = {
          code: 'check.failed',
          message: node.text,
          at: { labels: labels(facts(node.condition).dims) },
        }
        return failing(`NOT ${inside.value(node.condition)}`, new Failure(problem))
      }
      case 'input':
      case 'category': {
        if (!this.mayLack(node)) return []
        return failing(`${inside.value(node)} IS NULL`, missing(node.name, labels(node.over)))
      }
      case 'factor': {
        if (this.always.has(node) || isGwp(node)) return []
        const made = this.compiler.textIn(node, inside.shape, inside.point)
        return leaves.lacksOf(node, this.compiler, inside.shape, inside.point, made).map(({ condition, text }) => {
          inside.uses.push(...condition.uses)
          return { condition: `NOT (${condition.sql})`, text }
        })
      }
      default:
        return []
    }
  }

  /** Whether a leaf may be missing without a word so far. */
  private mayLack(node: NodeOf<'input'> | NodeOf<'category'>): boolean {
    if (node.default !== undefined || (node.kind === 'input' && node.sumsTo)) return false
    return node.optional ? this.lacksOptional : !this.always.has(node)
  }

  /** A leaf that is asked for at all its labels, and is not given at any: no cell has to be looked at. */
  lacking(node: Node): Reason[] {
    if ((node.kind !== 'input' && node.kind !== 'category') || !this.mayLack(node)) return []
    const given = this.isGiven(node.name)
    if (given === true) return []
    const text = this.text(node, missing(node.name, {}).problem)
    const condition = given === false ? { sql: 'TRUE', uses: [] } : { ...given, sql: `NOT (${given.sql})` }
    return [{ condition, text }]
  }

  /** The first label at which a state has no value: what fails within a step has no shape of its own. */
  firstWithout(node: NodeOf<'recurrence'>, plan: Plan, inside: Writing, taken: readonly string[]): Reason {
    const { wording } = this.compiler.leaves
    const { dim } = node.group
    const fails = [...taken, `${inside.value(node)} IS NULL`].join(' AND ')
    const cell = `CASE WHEN ${fails} THEN -${inside.index(dim)} END`
    const column = plan.reduce('', inside.shape, [], { how: 'max', cell }, [...new Set(inside.uses)], { late: true })
    const text = this.text(node, {
      code: 'calculation.domain',
      message: `There is no finite value from here on in what is carried along ${dim.name}`,
      at: { labels: wording.labels([dim], () => `-s.${column.name}`) },
      hint: 'A division by 0, a logarithm, a power or a check fails in this step: evaluate the row by itself to see.',
    })
    return { condition: { sql: `s.${column.name} IS NOT NULL`, uses: [column] }, text }
  }

  /** Whether a row takes a way; undefined where none does. */
  taken(way: Way, inside: Writing): string[] | undefined {
    const { engine } = this.compiler
    const conditions = way.map((turn) => {
      if (!isNode(turn.of)) return `${inside.index(turn.of)} = ${engine.position(turn.of, turn.is as string)}`
      const value = inside.value(turn.of)
      if (typeof turn.is === 'boolean') return turn.is ? value : `NOT ${value}`
      return `${value} = ${engine.dialect.string(turn.is)}`
    })
    const known = conditions.map(whetherSame)
    return known.includes(false) ? undefined : conditions.filter((_, at) => known[at] === undefined)
  }
}

/** Whether a step of a recurrence may have no value though all that it starts from is there. */
const mayFail = ({ group }: NodeOf<'recurrence'>): boolean =>
  [...dependingOn(group)].some(({ kind }) => /^(divide|power|ln|check|interpolate)$/.test(kind))

/** Whether a node is the same in all rows, whatever is given. */
const isFixed = (node: Node): boolean =>
  ancestry([node]).every(({ kind }) => !/^(input|factor|category|state)$/.test(kind))

const isAboveZero = (node: Node): boolean => node.kind === 'constant' && !node.value.startsWith('-')

/**
 * Why outputs have no value, as an evaluation of the row tells it, the first cause that is found for each row: a division
 * by 0, a logarithm, a power, a check or a missing value in a branch that is taken. What fails from step to step of a
 * recurrence, or beyond the range of numbers, is not among them.
 */
export const causesOf = (
  outputs: readonly Output[],
  compiler: Compiling,
  plan: Plan,
  always: ReadonlySet<Node>,
  isGiven: (name: string) => Text | boolean,
  lacksOptional: boolean,
): Reason[] => {
  const roots = outputs.map(({ node }) => node)
  const ancestors = new Map(outputs.map(({ name, node }) => [name, new Set(ancestry([node]))]))
  const outputOf = (node: Node): string => [...ancestors].find(([, of]) => of.has(node))?.[0] as string
  const nodes = ancestry(roots)
  const inSteps = stepsOf(nodes)
  const finder = new Finder(compiler, always, inSteps, outputOf, isGiven, lacksOptional)
  const ways = waysTo(roots)
  const byShape = new Map<string, Reason[]>()
  const whole: Reason[] = []
  const carried: Reason[] = []
  for (const node of nodes) {
    if (inSteps.has(node)) continue
    for (const way of ways.get(node) ?? []) {
      if (way.length === 0 && (node.kind === 'input' || node.kind === 'category')) {
        whole.push(...finder.lacking(node))
        continue
      }
      const own = node.kind === 'check' ? node.condition : node
      const dims = unionDims(facts(own).dims, ...way.map(dimsOf))
      const shape = compiler.shapeOf(dims)
      for (const point of compiler.pointsOf(dims)) {
        const inside = new Writing(compiler, dims, shape, point)
        const taken = finder.taken(way, inside)
        if (taken && node.kind === 'recurrence' && mayFail(node)) {
          carried.push(finder.firstWithout(node, plan, inside, taken))
          continue
        }
        const reasons = (taken ? finder.failing(node, inside) : []).map(({ condition, text }): Reason => {
          const sql = [...(taken ?? []), `(${condition})`].join(' AND ')
          return { condition: { sql, uses: inside.uses }, text }
        })
        if (reasons.length > 0) byShape.set(shape, [...(byShape.get(shape) ?? []), ...reasons])
      }
    }
  }
  const causes = [...byShape].flatMap(([shape, reasons]): Reason[] => {
    if (shape === compiler.shapeOf([])) return reasons
    const cell = `CASE ${reasons.map(({ condition, text }) => `WHEN ${condition.sql} THEN ${text}`).join(' ')} END`
    const uses = [...new Set(reasons.flatMap(({ condition }) => condition.uses))]
    const column = plan.reduce('', shape, [], { how: 'max', cell }, uses, { late: true })
    return [{ condition: { sql: `s.${column.name} IS NOT NULL`, uses: [column] }, text: `s.${column.name}` }]
  })
  return [...whole, ...causes, ...carried]
}
