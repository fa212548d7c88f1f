import type { Problem } from '../../core/errors'
import {
  dependingOn,
  type Facts,
  facts,
  groupNode,
  type Kind,
  type Node,
  type NodeOf,
  operands,
  type RecurrenceGroup,
} from '../../core/graph'
import { conversionFactor, isUnitRatio, one, parseRatio, parseUnit, type Ratio, type Unit } from '../../core/quantity'
import { isWithin } from '../../data/periods'
import { type Algebra, exact, failure } from './algebra'
import { Operation } from './operation'
import {
  type Axes,
  type Axis,
  axisOf,
  type Cell,
  Decimal,
  expand,
  Failure,
  indexMap,
  labelsAt,
  mapCells,
  sizeOf,
  type Tensor,
  zipCells,
} from './tensor'

const zero = new Decimal(0)

/** What a handler may ask: the value of an operand, the dimensions a result has here, the labels. */
interface Scope {
  readonly axes: Axes
  readonly algebra: Algebra
  value(node: Node): Tensor
  dims(node: Node): readonly string[]
  recurrence(group: RecurrenceGroup, name: string): Tensor
  leaf(node: Node): Tensor
  /** Where a sum left something out, with `partial`. */
  readonly absent?: ((cell: Failure) => void) | undefined
}

const between = (from: Unit, to: Unit): Ratio | undefined => {
  const factor = conversionFactor(from, to)
  return isUnitRatio(factor) ? undefined : factor
}

const inUnit = (scope: Scope, tensor: Tensor, from: Unit, to: Unit): Tensor => {
  const factor = between(from, to)
  return factor ? mapCells(tensor, (cell) => scope.algebra.scale(cell, factor)) : tensor
}

const unitOf = (node: Node): Unit => facts(node).unit

/** The value of `node` in the unit of another. */
const valueIn = (scope: Scope, node: Node, unit: Unit): Tensor => {
  const known = facts(node)
  return known.type === 'quantity' ? inUnit(scope, scope.value(node), known.unit, unit) : scope.value(node)
}

const pure = one

/** Two operands in the unit of the first. */
const inOneUnit = (
  node: { readonly a: Node; readonly b: Node } & Node,
  scope: Scope,
  apply: (a: Cell, b: Cell) => Cell,
): Tensor => zipCells(scope.value(node.a), valueIn(scope, node.b, unitOf(node.a)), scope.dims(node), scope.axes, apply)

/** Adds the cells of one dimension into a tensor without it; `target` tells where each cell goes, if anywhere. */
const addInto = (
  scope: Scope,
  of: Tensor,
  dims: readonly string[],
  target: (position: number) => number | Failure,
): Tensor => {
  const { algebra } = scope
  const sums: Cell[] = new Array<Cell>(sizeOf(dims, scope.axes)).fill(algebra.number(zero))
  const absent = new Map<number, Failure>()
  const present = new Set<number>()
  for (const [position, cell] of of.cells.entries()) {
    const to = target(position)
    if (to instanceof Failure) return { dims, cells: sums.map(() => to) }
    const before = sums[to] as Cell
    if (before instanceof Failure) continue
    if (!(cell instanceof Failure)) {
      sums[to] = algebra.add(before, cell)
      if (scope.absent) present.add(to)
    } else if (scope.absent && isMissing(cell)) {
      scope.absent(cell)
      absent.set(to, cell)
    } else sums[to] = cell
  }
  // nothing at all is not zero
  for (const [to, cell] of absent) if (!present.has(to) && !(sums[to] instanceof Failure)) sums[to] = cell
  return { dims, cells: sums }
}

/** A value that the caller left out, as against one that was not found or cannot be computed. */
const isMissing = ({ problem }: Failure): boolean =>
  problem.code === 'input.missing' || problem.code === 'label.missing'

const along = (scope: Scope, tensor: Tensor, dim: string): { axis: Axis; inner: number } => {
  const at = tensor.dims.indexOf(dim)
  return { axis: axisOf(scope.axes, dim), inner: sizeOf(tensor.dims.slice(at + 1), scope.axes) }
}

const constants = new WeakMap<Node, Decimal>()

const constantOf = (node: NodeOf<'constant'>): Decimal => {
  const before = constants.get(node)
  if (before) return before
  const value = parseRatio(node.value)
  constants.set(node, value)
  return value
}

/** A costly function, computed once for each value: the same rate in every year gives the same exponential. */
const remembered = (compute: (cell: Cell) => Cell): ((cell: Cell) => Cell) => {
  const known = new Map<string, Cell>()
  return (cell) => {
    const key = String(cell)
    const before = known.get(key)
    if (before !== undefined) return before
    const value = compute(cell)
    known.set(key, value)
    return value
  }
}

/** The first input or factor that a value is made of. */
const firstLeaf = (node: Node): NodeOf<'input'> | NodeOf<'factor'> | undefined => {
  if (node.kind === 'input' || node.kind === 'factor') return node
  for (const operand of operands(node)) {
    const leaf = firstLeaf(operand)
    if (leaf) return leaf
  }
  return undefined
}

/** Where a divisor stands: the input that it is, or that comes first in it, and the labels. */
export const divisorAt = (node: Node, labels: Readonly<Record<string, string>>): Problem['at'] => {
  const leaf = firstLeaf(node)
  const own = facts(leaf ?? node).dims.flatMap(({ name }) =>
    labels[name] === undefined ? [] : [[name, labels[name]] as const],
  )
  const input = leaf?.kind === 'factor' ? leaf.path : leaf?.name
  return { ...(input === undefined ? {} : { input }), ...(own.length > 0 ? { labels: Object.fromEntries(own) } : {}) }
}

type Handlers = { readonly [K in Kind]: (node: NodeOf<K>, scope: Scope) => Tensor }

/** One answer for every kind of node. */
const handlers: Handlers = {
  input: (node, scope) => scope.leaf(node),
  factor: (node, scope) => scope.leaf(node),
  category: (node, scope) => scope.leaf(node),
  constant: (node, { algebra }) => ({ dims: [], cells: [algebra.number(constantOf(node))] }),
  label: ({ label }) => ({ dims: [], cells: [label] }),
  add: (node, scope) => inOneUnit(node, scope, scope.algebra.add),
  subtract: (node, scope) => inOneUnit(node, scope, scope.algebra.subtract),
  min: (node, scope) => inOneUnit(node, scope, scope.algebra.min),
  max: (node, scope) => inOneUnit(node, scope, scope.algebra.max),
  multiply: (node, scope) =>
    zipCells(scope.value(node.a), scope.value(node.b), scope.dims(node), scope.axes, scope.algebra.multiply),
  divide: (node, scope) =>
    zipCells(scope.value(node.a), scope.value(node.b), scope.dims(node), scope.axes, (a, b, position) =>
      scope.algebra.divide(a, b, () => divisorAt(node.b, labelsAt(position, scope.dims(node), scope.axes))),
    ),
  power: (node, scope) => {
    const base = unitOf(node.of).parts.length === 0 ? valueIn(scope, node.of, pure) : scope.value(node.of)
    return zipCells(base, valueIn(scope, node.exponent, pure), scope.dims(node), scope.axes, scope.algebra.power)
  },
  exp: (node, scope) => mapCells(valueIn(scope, node.of, pure), remembered(scope.algebra.exp)),
  ln: (node, scope) => mapCells(valueIn(scope, node.of, pure), scope.algebra.ln),
  abs: (node, scope) => mapCells(scope.value(node.of), scope.algebra.abs),
  compare: (node, scope) => inOneUnit(node, scope, (a, b) => scope.algebra.compare(node.operator, a, b)),
  is: (node, scope) => mapCells(scope.value(node.of), (cell) => scope.algebra.is(cell, node.label)),
  and: (node, scope) => {
    const dims = scope.dims(node)
    const [left, right] = [expand(scope.value(node.a), dims, scope.axes), expand(scope.value(node.b), dims, scope.axes)]
    return {
      dims,
      cells: left.map((cell, index) =>
        cell instanceof Failure ? cell : scope.algebra.and(cell, right[index] as Cell),
      ),
    }
  },
  not: (node, scope) => mapCells(scope.value(node.of), scope.algebra.not),
  choose: (node, scope) => {
    const dims = scope.dims(node)
    const unit = unitOf(node)
    const condition = expand(scope.value(node.condition), dims, scope.axes)
    const then = expand(valueIn(scope, node.then, unit), dims, scope.axes)
    const otherwise = expand(valueIn(scope, node.otherwise, unit), dims, scope.axes)
    return {
      dims,
      cells: condition.map((cell, index) =>
        cell instanceof Failure ? cell : scope.algebra.choose(cell, then[index] as Cell, otherwise[index] as Cell),
      ),
    }
  },
  lookup: (node, scope) => {
    const dims = scope.dims(node)
    const unit = unitOf(node)
    const category = expand(scope.value(node.category), dims, scope.axes)
    const cases = Object.entries(node.cases).map(
      ([label, each]) => [label, expand(valueIn(scope, each, unit), dims, scope.axes)] as const,
    )
    return {
      dims,
      cells: category.map((cell, index) =>
        cell instanceof Failure
          ? cell
          : scope.algebra.lookup(cell, new Map(cases.map(([label, cells]) => [label, cells[index] as Cell]))),
      ),
    }
  },
  sum: (node, scope) => {
    const of = scope.value(node.of)
    const { axis, inner } = along(scope, of, node.dim.name)
    const outer = axis.labels.length * inner
    return addInto(scope, of, scope.dims(node), (at) => Math.floor(at / outer) * inner + (at % inner))
  },
  group: (node, scope) => {
    const of = scope.value(node.of)
    const dims = scope.dims(node)
    const to = axisOf(scope.axes, node.to.name)
    const targets = groupTargets(node, scope)
    if (targets.some((target) => target instanceof Operation)) return groupByRow(node, scope, of, targets)
    const rest = of.dims.filter((name) => name !== node.dim.name)
    const { axis, inner } = along(scope, of, node.dim.name)
    const outside = new Map<string, number>()
    for (const [position] of new Array(sizeOf(dims, scope.axes)).entries()) {
      outside.set(JSON.stringify(labelsAt(position, dims, scope.axes)), position)
    }
    return addInto(scope, of, dims, (at) => {
      const target = targets[Math.floor(at / inner) % axis.labels.length] as string | Failure
      if (target instanceof Failure) return target
      const known = labelsAt(at, of.dims, scope.axes)
      const kept = new Map([...rest.map((name) => [name, known[name]] as const), [to.name, target] as const])
      const found = outside.get(JSON.stringify(Object.fromEntries(dims.map((name) => [name, kept.get(name)]))))
      return found ?? failure('label.unknown', `There is no ${to.name} "${target}"`)
    })
  },
  rename: (node, scope) => {
    const of = scope.value(node.of)
    const dims = scope.dims(node)
    const from = axisOf(scope.axes, node.from.name)
    const cells = Array.from({ length: sizeOf(dims, scope.axes) }, (_, position): Cell => {
      const { [node.to.name]: label, ...labels } = labelsAt(position, dims, scope.axes) as Record<string, string>
      let at = 0
      for (const name of of.dims) {
        const axis = axisOf(scope.axes, name)
        const wanted = name === from.name ? label : labels[name]
        at = at * axis.labels.length + (axis.index.get(wanted as string) ?? Number.NaN)
      }
      // a label that only the new name has
      return (
        of.cells[at] ??
        failure('label.missing', `There is no ${from.name} "${label}"`, {
          at: { labels: { [from.name]: label as string } },
        })
      )
    })
    return { dims, cells }
  },
  at: (node, scope) => {
    const of = scope.value(node.of)
    const { axis, inner } = along(scope, of, node.dim.name)
    const wanted = axis.index.get(node.label) as number
    const cells = of.cells.filter((_, at) => Math.floor(at / inner) % axis.labels.length === wanted)
    return { dims: scope.dims(node), cells }
  },
  coordinate: ({ dim }, scope) => ({
    dims: [dim.name],
    cells: (axisOf(scope.axes, dim.name).coordinates ?? []).map(scope.algebra.number),
  }),
  step: ({ dim }, scope) => ({
    dims: [dim.name],
    cells: (axisOf(scope.axes, dim.name).periods ?? []).map(({ months, label }) =>
      months === undefined
        ? failure('period.split', `"${label}" has no length in years of its own`, {
            hint: 'Use years, quarters or months.',
          })
        : scope.algebra.number(new Decimal(months).dividedBy(12)),
    ),
  }),
  shift: (node, scope) => {
    const of = scope.value(node.of)
    const { axis, inner } = along(scope, of, node.dim.name)
    const initial = expand(valueIn(scope, node.initial, unitOf(node.of)), of.dims, scope.axes)
    const last = axis.labels.length - 1
    const cells = of.cells.map((_, at): Cell => {
      const label = Math.floor(at / inner) % axis.labels.length
      const from = label - node.by
      const moved = from >= 0 && from <= last ? (of.cells[at - node.by * inner] as Cell) : (initial[at] as Cell)
      if (!node.keepLast || label !== last || last === 0) return moved
      const kept = of.cells[at] as Cell
      if (moved instanceof Failure) return moved
      return kept instanceof Failure ? kept : scope.algebra.add(moved, kept)
    })
    return { dims: of.dims, cells }
  },
  state: (node, scope) => scope.leaf(node),
  recurrence: (node, scope) => scope.recurrence(node.group, node.name),
  interpolate: (node, scope) => {
    const of = scope.value(node.of)
    const dims = scope.dims(node)
    const axis = axisOf(scope.axes, node.dim.name)
    const at = expand(valueIn(scope, node.at, parseUnit(node.dim.unit as string)), dims, scope.axes)
    const rest = of.dims.filter((name) => name !== node.dim.name)
    const base = indexMap(rest, dims, scope.axes)
    const full = [...rest, node.dim.name]
    const order = indexMap(of.dims, full, scope.axes)
    const coordinates = axis.coordinates ?? []
    const count = coordinates.length
    return {
      dims,
      cells: at.map((where, index): Cell => {
        if (where instanceof Failure) return where
        const start = (base[index] as number) * count
        const values = coordinates.map((_, label) => of.cells[order[start + label] as number] as Cell)
        return scope.algebra.interpolate(where, coordinates, values, node.dim.name)
      }),
    }
  },
  named: (node, scope) => valueIn(scope, node.of, unitOf(node)),
  check: (node, scope) => {
    const dims = scope.dims(node)
    const condition = expand(scope.value(node.condition), dims, scope.axes)
    const of = expand(scope.value(node.of), dims, scope.axes)
    return {
      dims,
      cells: of.map((cell, index) => {
        const holds = condition[index] as Cell
        if (holds instanceof Failure) return holds
        const at = { labels: labelsAt(index, dims, scope.axes) }
        return scope.algebra.check(holds, cell, { code: 'check.failed', message: node.text, at })
      }),
    }
  },
  argument: (node, scope) => {
    const dims = scope.dims(node)
    return { dims, cells: expand(scope.value(node.of), dims, scope.axes) }
  },
  call: (node, scope) => scope.value(node.of),
}

/** A group whose map is known only with each row: to every label goes what the row sends there, else 0. */
const groupByRow = (node: NodeOf<'group'>, scope: Scope, of: Tensor, targets: readonly Cell[]): Tensor => {
  const { algebra, axes } = scope
  const dims = scope.dims(node)
  const none = algebra.number(zero)
  const spread = [...dims.filter((name) => name !== node.to.name), node.dim.name]
  const order = indexMap(of.dims, spread, axes)
  const base = indexMap(spread.slice(0, -1), dims, axes)
  const cells = base.map((start, position) => {
    const label = labelsAt(position, dims, axes)[node.to.name] as string
    return targets.reduce<Cell>((sum, target, index) => {
      const cell = of.cells[order[start * targets.length + index] as number] as Cell
      const term = target instanceof Failure ? target : algebra.choose(algebra.is(target, label), cell, none)
      if (sum instanceof Failure || term instanceof Failure) return sum instanceof Failure ? sum : term
      return algebra.add(sum, term)
    }, none)
  })
  return { dims, cells }
}

const groupTargets = (node: NodeOf<'group'>, scope: Scope): readonly Cell[] => {
  const axis = axisOf(scope.axes, node.dim.name)
  const category = groupNode(node.by)
  if (category) return scope.value(category).cells
  if (node.by === 'calendar') {
    const wider = axisOf(scope.axes, node.to.name)
    return axis.labels.map((label, index) => {
      const period = axis.periods?.[index]
      const found = wider.periods?.find((each) => period && isWithin(period, each))
      return found?.label ?? failure('period.invalid', `"${label}" lies in no ${node.to.name} that is given`)
    })
  }
  const map = node.by as Readonly<Record<string, string>>
  return axis.labels.map((label) =>
    Object.hasOwn(map, label)
      ? (map[label] as string)
      : failure('label.unknown', `"${label}" has no place in the map from ${node.dim.name} to ${node.to.name}`),
  )
}

const handle = (node: Node, scope: Scope): Tensor =>
  (handlers[node.kind] as (node: Node, scope: Scope) => Tensor)(node, scope)

const dimNames = new WeakMap<Node, readonly string[]>()

const namesOf = (node: Node): readonly string[] => {
  const before = dimNames.get(node)
  if (before) return before
  const names = facts(node).dims.map(({ name }) => name)
  dimNames.set(node, names)
  return names
}

/** Computes nodes over given labels, each once. */
export class Evaluator implements Scope {
  private readonly known: Map<Node, Tensor>
  private readonly recurrences = new Map<RecurrenceGroup, Map<string, Tensor>>()

  constructor(
    readonly axes: Axes,
    private readonly leaves: (node: Node) => Tensor,
    readonly absent?: ((cell: Failure) => void) | undefined,
    /** Values that are known beforehand. */
    given: ReadonlyMap<Node, Tensor> = new Map(),
    readonly algebra: Algebra = exact,
  ) {
    this.known = new Map(given)
  }

  value(node: Node): Tensor {
    const before = this.known.get(node)
    if (before) return before
    const computed = handle(node, this)
    this.known.set(node, computed)
    return computed
  }

  /** Keeps what was computed label by label. */
  remember(node: Node, tensor: Tensor): void {
    this.known.set(node, tensor)
  }

  /** Whether a node was needed so far. */
  computed(node: Node): Tensor | undefined {
    return this.known.get(node)
  }

  dims(node: Node): readonly string[] {
    return namesOf(node)
  }

  leaf(node: Node): Tensor {
    return this.leaves(node)
  }

  recurrence(group: RecurrenceGroup, name: string): Tensor {
    let states = this.recurrences.get(group)
    if (!states) {
      states = runRecurrence(this, group)
      this.recurrences.set(group, states)
    }
    return states.get(name) as Tensor
  }
}

/** The cells of one label of a dimension. */
const slice = (tensor: Tensor, dim: string, label: number, axes: Axes): Tensor => {
  const at = tensor.dims.indexOf(dim)
  if (at < 0) return tensor
  const inner = sizeOf(tensor.dims.slice(at + 1), axes)
  const count = axisOf(axes, dim).labels.length
  const cells: Cell[] = []
  for (let outer = label * inner; outer < tensor.cells.length; outer += count * inner) {
    for (let position = outer; position < outer + inner; position++) cells.push(tensor.cells[position] as Cell)
  }
  return { dims: tensor.dims.filter((name) => name !== dim), cells }
}

/** The values at one label of the recurrence, where the states of the label before are known. */
class Step implements Scope {
  private readonly known = new Map<Node, Tensor>()
  readonly axes: Axes
  readonly algebra: Algebra
  readonly absent?: ((cell: Failure) => void) | undefined
  constructor(
    private readonly outer: Evaluator,
    private readonly dim: string,
    private readonly label: number,
    private readonly depending: ReadonlySet<Node>,
    private readonly states: ReadonlyMap<Node, Tensor>,
  ) {
    this.axes = outer.axes
    this.algebra = outer.algebra
    this.absent = outer.absent
  }

  value(node: Node): Tensor {
    const before = this.known.get(node)
    if (before) return before
    const computed = this.depending.has(node)
      ? handle(node, this)
      : slice(this.outer.value(node), this.dim, this.label, this.axes)
    this.known.set(node, computed)
    return computed
  }

  dims(node: Node): readonly string[] {
    return this.outer.dims(node).filter((name) => name !== this.dim)
  }

  leaf(node: Node): Tensor {
    return this.states.get(node) as Tensor
  }

  recurrence(group: RecurrenceGroup, name: string): Tensor {
    return slice(this.outer.recurrence(group, name), this.dim, this.label, this.axes)
  }
}

const runRecurrence = (scope: Evaluator, group: RecurrenceGroup): Map<string, Tensor> => {
  const { axes } = scope
  const dim = group.dim.name
  const depending = dependingOn(group)
  const shape = group.states.map((each) => {
    const known: Facts = facts(each.inflow)
    const dims = known.dims.map(({ name }) => name)
    const inner = dims.filter((name) => name !== dim)
    const inflow = scope.value(each.inflow)
    const initial = expand(valueIn(scope, each.initial, known.unit), inner, axes)
    return {
      ...each,
      unit: known.unit,
      dims,
      inner,
      inflow,
      before: { dims: inner, cells: initial } as Tensor,
      steps: [] as Tensor[],
    }
  })
  const shown = [...depending].filter(({ kind }) => kind === 'named').map((node) => ({ node, cells: [] as Cell[] }))
  const stack = (dims: readonly string[], cells: readonly Cell[]): Tensor => {
    const stacked = [dim, ...dims.filter((name) => name !== dim)]
    return { dims, cells: indexMap(stacked, dims, axes).map((at) => cells[at] as Cell) }
  }
  for (const label of axisOf(axes, dim).labels.keys()) {
    const states = new Map<Node, Tensor>(shape.map(({ state, before }) => [state, before]))
    const step = new Step(scope, dim, label, depending, states)
    const next = shape.map((each) =>
      zipCells(
        slice(each.inflow, dim, label, axes),
        valueIn(step, each.carried, each.unit),
        each.inner,
        axes,
        scope.algebra.add,
      ),
    )
    for (const [index, each] of shape.entries()) {
      each.before = next[index] as Tensor
      each.steps.push(each.before)
    }
    for (const { node, cells } of shown) cells.push(...step.value(node).cells)
  }
  // the named steps of the recurrence's own step, for the lineage
  for (const { node, cells } of shown) scope.remember(node, stack(scope.dims(node), cells))
  return new Map(
    shape.map(({ name, dims, steps }) => [
      name,
      stack(
        dims,
        steps.flatMap(({ cells }) => cells),
      ),
    ]),
  )
}
