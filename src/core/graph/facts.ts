import { fail, locate } from '../errors'
import {
  applyRatio,
  canonicalUnit,
  completeUnit,
  divideUnits,
  hasSubstance,
  isAmount,
  mismatch,
  multiplyUnits,
  one,
  parseDecimal,
  parseRatio,
  parseUnit,
  powerUnit,
  replaceSubstance,
  requireFit,
  splitQuantity,
  type Unit,
} from '../quantity'
import type { Dimension } from './dimension'
import { ancestry, groupNode, type Kind, type Node, type NodeOf, operands, type RecurrenceGroup } from './node'

/** What follows from a node: its type, its unit and the dimensions it has. */
export interface Facts {
  readonly type: 'quantity' | 'category' | 'truth'
  readonly unit: Unit
  readonly dims: readonly Dimension[]
  /** The closed set of labels of a category. */
  readonly labels?: readonly string[]
}

const rank = { set: 0, ordered: 1, time: 2 } as const

/** All dimensions of the lists, each once: sets first, then ordered ones, time last. */
export const unionDims = (...lists: readonly (readonly Dimension[])[]): Dimension[] => {
  const all = new Map<string, Dimension>()
  for (const dim of lists.flat()) {
    const same = all.get(dim.name)
    if (same && (same.sort !== dim.sort || same.substance !== dim.substance || same.unit !== dim.unit)) {
      fail('dimension.differs', `two different dimensions are called "${dim.name}"`)
    }
    if (!same) all.set(dim.name, dim)
  }
  return [...all.values()].sort((a, b) => rank[a.sort] - rank[b.sort])
}

export const hasDim = (dims: readonly Dimension[], dim: Dimension): boolean =>
  dims.some(({ name }) => name === dim.name)

const without = (dims: readonly Dimension[], dim: Dimension): Dimension[] =>
  dims.filter(({ name }) => name !== dim.name)

const names = (dims: readonly Dimension[]): string => dims.map(({ name }) => name).join(' × ') || 'no dimension'

const quantityFacts = (unit: Unit, dims: readonly Dimension[]): Facts => ({ type: 'quantity', unit, dims })

const requireQuantity = (node: Node, action: string): Facts => {
  const known = facts(node)
  if (known.type !== 'quantity') fail('graph.invalid', `cannot ${action} a ${known.type}`)
  return known
}

const requirePure = (known: Facts, action: string): void => {
  if (known.unit.parts.length > 0) {
    fail('unit.differs', `cannot ${action}: it needs a pure number`, { found: `"${known.unit.text}"`, expected: '"1"' })
  }
}

const requireDim = (known: Facts, dim: Dimension, action: string): void => {
  if (hasDim(known.dims, dim)) return
  fail('dimension.sum', `cannot ${action} "${dim.name}"`, {
    found: `a value over ${names(known.dims)}`,
    expected: `a value over ${dim.name}`,
  })
}

/** An amount without a dimension beside one that has it would be counted once for every label. */
const requireNoBroadcast = (action: string, a: Facts, b: Facts): void => {
  if (!isAmount(a.unit)) return
  const missing = [...a.dims.filter((dim) => !hasDim(b.dims, dim)), ...b.dims.filter((dim) => !hasDim(a.dims, dim))]
  if (missing.length === 0) return
  fail(
    'dimension.broadcast',
    `${action} "${a.unit.text}" over ${names(a.dims)} and "${b.unit.text}" over ${names(b.dims)}`,
    {
      expected: 'amounts over the same dimensions',
      hint: `Sum over "${missing.map(({ name }) => name).join('", "')}" first, or give both amounts by it: an amount is not repeated for every label.`,
    },
  )
}

const additive =
  (action: string) =>
  ({ a, b }: { a: Node; b: Node }): Facts => {
    const [left, right] = [requireQuantity(a, action), requireQuantity(b, action)]
    requireFit(`cannot ${action}`, left.unit, right.unit)
    requireNoBroadcast(`cannot ${action}`, left, right)
    return quantityFacts(left.unit, unionDims(left.dims, right.dims))
  }

/** The lesser or greater of both, cell by cell: a printed limit such as max(…, 0) holds for every label. */
const extreme =
  (action: string) =>
  ({ a, b }: { a: Node; b: Node }): Facts => {
    if (a.kind !== 'constant' && b.kind !== 'constant') return additive(action)({ a, b })
    const [left, right] = [requireQuantity(a, action), requireQuantity(b, action)]
    requireFit(`cannot ${action}`, left.unit, right.unit)
    return quantityFacts(left.unit, unionDims(left.dims, right.dims))
  }

const sameShape = (action: string, nodes: readonly Node[]): Facts => {
  const [first, ...rest] = nodes.map(facts) as [Facts, ...Facts[]]
  for (const other of rest) {
    if (other.type !== first.type) fail('graph.invalid', `${action} a ${first.type} and a ${other.type}`)
    requireFit(action, first.unit, other.unit)
  }
  return { ...first, dims: unionDims(first.dims, ...rest.map(({ dims }) => dims)) }
}

const lostSubstance = (unit: Unit, dim: Dimension, action: string): void => {
  if (!dim.substance || !hasSubstance(unit, dim.name)) return
  fail('unit.substance', `cannot ${action} "${dim.name}": in "${unit.text}" the substance is the ${dim.name} itself`, {
    hint: `Multiply by a quantity per ${dim.name} first (a GWP, a NCV), or take one ${dim.name} with at().`,
  })
}

const dependents = (group: RecurrenceGroup): Node[] => {
  const states = new Set<Node>(group.states.map(({ state }) => state))
  const depending = new Set<Node>(states)
  const carried = ancestry(group.states.map((state) => state.carried))
  for (const node of carried) if (operands(node).some((operand) => depending.has(operand))) depending.add(node)
  return carried.filter((node) => depending.has(node) && !states.has(node))
}

const checkRecurrence = (group: RecurrenceGroup): void => {
  if (group.dim.sort === 'set')
    fail('graph.invalid', `"${group.dim.name}" has no order, so nothing is carried along it`)
  for (const node of dependents(group)) {
    const dim = node.kind === 'rename' ? node.from : 'dim' in node && 'of' in node ? node.dim : undefined
    const along = dim?.name === group.dim.name
    if (along || node.kind === 'recurrence') {
      fail('graph.invalid', `a step along "${group.dim.name}" cannot itself ${node.kind} along it`)
    }
  }
  for (const { inflow, carried, initial } of group.states) {
    const [flow, over, start] = [facts(inflow), facts(carried), facts(initial)]
    requireDim(flow, group.dim, 'carry along')
    requireFit('cannot add what is carried over to its inflow:', flow.unit, over.unit)
    requireFit('the initial state does not fit the inflow:', flow.unit, start.unit)
    const extra = [...over.dims, ...start.dims].filter((dim) => !hasDim(flow.dims, dim))
    if (extra.length > 0 || hasDim(start.dims, group.dim)) {
      fail('dimension.differs', 'a state has the dimensions of its inflow', {
        found: names(unionDims(over.dims, start.dims)),
        expected: names(flow.dims),
      })
    }
  }
}

const checkedGroups = new WeakSet<RecurrenceGroup>()

type Rules = { readonly [K in Kind]: (node: NodeOf<K>) => Facts }

const rules: Rules = {
  input: ({ unit, over, default: fallback }) => {
    const declared = parseUnit(unit)
    if (fallback !== undefined) {
      const { number, unit: text } = splitQuantity(fallback)
      parseDecimal(number)
      if (text !== '' && !completeUnit(parseUnit(text), declared))
        requireFit('the default does not fit:', declared, parseUnit(text))
    }
    return quantityFacts(declared, over)
  },
  factor: ({ unit, over, by, labels }) => {
    const dims = unionDims(over, ...Object.values(by).map((category) => facts(category).dims))
    return labels ? { type: 'category', unit: one, dims, labels } : quantityFacts(parseUnit(unit), dims)
  },
  category: ({ labels, over }) => ({ type: 'category', unit: one, dims: over, labels }),
  constant: ({ value, unit }) => {
    parseRatio(value)
    return quantityFacts(parseUnit(unit), [])
  },
  label: ({ labels }) => ({ type: 'category', unit: one, dims: [], labels }),
  add: additive('add'),
  subtract: additive('subtract'),
  min: extreme('take the least of'),
  max: extreme('take the greatest of'),
  multiply: ({ a, b }) => {
    const [left, right] = [requireQuantity(a, 'multiply'), requireQuantity(b, 'multiply')]
    return quantityFacts(multiplyUnits(left.unit, right.unit), unionDims(left.dims, right.dims))
  },
  divide: ({ a, b }) => {
    const [left, right] = [requireQuantity(a, 'divide'), requireQuantity(b, 'divide')]
    return quantityFacts(divideUnits(left.unit, right.unit), unionDims(left.dims, right.dims))
  },
  power: ({ of, exponent }) => {
    const [base, power] = [requireQuantity(of, 'raise'), requireQuantity(exponent, 'raise to')]
    requirePure(power, 'raise to this power')
    const dims = unionDims(base.dims, power.dims)
    if (base.unit.parts.length === 0) return quantityFacts(one, dims)
    if (exponent.kind !== 'constant')
      return fail('graph.invalid', `"${base.unit.text}" can only be raised to a constant`)
    const by = applyRatio(parseRatio(exponent.value), power.unit.scale)
    if (base.unit.parts.some((part) => !by.times(part.power).isInteger() || by.times(part.power).abs().gt(9))) {
      fail('unit.differs', `cannot raise "${base.unit.text}" to ${by}: the result has no unit`)
    }
    return quantityFacts(powerUnit(base.unit, by.toNumber()), dims)
  },
  exp: ({ of }) => {
    const known = requireQuantity(of, 'take exp of')
    requirePure(known, 'take exp')
    return quantityFacts(one, known.dims)
  },
  ln: ({ of }) => {
    const known = requireQuantity(of, 'take ln of')
    requirePure(known, 'take ln')
    return quantityFacts(one, known.dims)
  },
  abs: ({ of }) => requireQuantity(of, 'take the magnitude of'),
  compare: ({ a, b }) => {
    const [left, right] = [requireQuantity(a, 'compare'), requireQuantity(b, 'compare')]
    requireFit('cannot compare', left.unit, right.unit)
    return { type: 'truth', unit: one, dims: unionDims(left.dims, right.dims) }
  },
  is: ({ of, label }) => {
    const known = facts(of)
    if (!known.labels?.includes(label)) fail('label.unknown', `"${label}" is none of ${known.labels?.join(', ')}`)
    return { type: 'truth', unit: one, dims: known.dims }
  },
  and: ({ a, b }) => ({ type: 'truth', unit: one, dims: unionDims(facts(a).dims, facts(b).dims) }),
  not: ({ of }) => facts(of),
  choose: ({ condition, then, otherwise }) => {
    const chosen = sameShape('cannot choose between', [then, otherwise])
    return { ...chosen, dims: unionDims(facts(condition).dims, chosen.dims) }
  },
  lookup: ({ category, cases }) => {
    const known = facts(category)
    const missing = (known.labels ?? []).filter((label) => !(label in cases))
    if (missing.length > 0) fail('label.missing', `no case for "${missing.join('", "')}"`)
    const chosen = sameShape('cannot look up', Object.values(cases))
    return { ...chosen, dims: unionDims(known.dims, chosen.dims) }
  },
  sum: ({ of, dim }) => {
    const known = requireQuantity(of, 'sum')
    requireDim(known, dim, 'sum over')
    lostSubstance(known.unit, dim, 'sum over')
    return quantityFacts(known.unit, without(known.dims, dim))
  },
  group: ({ of, dim, to, by }) => {
    const known = requireQuantity(of, 'sum')
    requireDim(known, dim, 'sum over')
    lostSubstance(known.unit, dim, 'sum over')
    const category = groupNode(by)
    if (category) {
      const dims = facts(category).dims
      if (dims.length !== 1 || !hasDim(dims, dim))
        fail('dimension.differs', `the map from ${dim.name} to ${to.name} must be over ${dim.name} alone`)
    }
    const rest = without(known.dims, dim)
    if (hasDim(rest, to)) fail('dimension.differs', `there is a dimension "${to.name}" already`)
    return quantityFacts(known.unit, unionDims(rest, [to]))
  },
  rename: ({ of, from, to }) => {
    const known = facts(of)
    requireDim(known, from, 'rename')
    if (from.sort !== to.sort || from.unit !== to.unit || from.substance !== to.substance)
      fail('dimension.differs', `"${from.name}" and "${to.name}" are dimensions of different sorts`)
    if (hasDim(known.dims, to)) fail('dimension.differs', `there is a dimension "${to.name}" already`)
    const unit = from.substance ? replaceSubstance(known.unit, from.name, to.name) : known.unit
    return { ...known, unit, dims: unionDims(without(known.dims, from), [to]) }
  },
  at: ({ of, dim, label }) => {
    const known = facts(of)
    requireDim(known, dim, 'take one label of')
    const unit = dim.substance ? replaceSubstance(known.unit, dim.name, label) : known.unit
    return { ...known, unit, dims: without(known.dims, dim) }
  },
  coordinate: ({ dim }) => {
    if (dim.sort !== 'ordered') fail('graph.invalid', `"${dim.name}" has no coordinate`)
    return quantityFacts(parseUnit(dim.unit as string), [dim])
  },
  step: ({ dim }) => {
    if (dim.sort !== 'time') fail('graph.invalid', `"${dim.name}" is not a time and has no step`)
    return quantityFacts(parseUnit('yr'), [dim])
  },
  shift: ({ of, dim, initial }) => {
    const known = requireQuantity(of, 'shift')
    requireDim(known, dim, 'shift along')
    if (dim.sort === 'set') fail('graph.invalid', `"${dim.name}" has no order to shift along`)
    const start = facts(initial)
    requireFit('what is shifted in does not fit:', known.unit, start.unit)
    if (start.dims.some((each) => !hasDim(without(known.dims, dim), each))) {
      fail('dimension.differs', `what is shifted in must not be over more than ${names(without(known.dims, dim))}`)
    }
    return known
  },
  state: ({ like }) => facts(like),
  recurrence: ({ group, name }) => {
    if (!checkedGroups.has(group)) {
      checkRecurrence(group)
      checkedGroups.add(group)
    }
    return facts((group.states.find((state) => state.name === name) as RecurrenceGroup['states'][number]).inflow)
  },
  interpolate: ({ of, dim, at }) => {
    const [known, where] = [requireQuantity(of, 'interpolate'), requireQuantity(at, 'interpolate at')]
    requireDim(known, dim, 'interpolate along')
    if (dim.sort !== 'ordered') fail('graph.invalid', `"${dim.name}" has no coordinate to interpolate between`)
    requireFit('cannot interpolate at', parseUnit(dim.unit as string), where.unit)
    return quantityFacts(known.unit, unionDims(without(known.dims, dim), where.dims))
  },
  named: ({ of, unit }) => {
    const known = facts(of)
    if (known.type !== 'quantity') return known
    if (unit === undefined) return quantityFacts(canonicalUnit(known.unit.parts), known.dims)
    const target = parseUnit(unit)
    const why = mismatch(target, known.unit)
    if (why) {
      fail(
        why === 'they measure different things' ? 'unit.differs' : 'unit.substance',
        `the result is not in its stated unit: ${why}`,
        {
          found: `"${canonicalUnit(known.unit.parts).text}"`,
          expected: `"${unit}"`,
        },
      )
    }
    return quantityFacts(target, known.dims)
  },
  check: ({ of, condition }) => {
    const [known, holds] = [facts(of), facts(condition)]
    if (holds.type !== 'truth') fail('graph.invalid', 'a check needs a condition')
    return { ...known, dims: unionDims(known.dims, holds.dims) }
  },
  argument: ({ of, over }) => {
    const known = facts(of)
    return { ...known, dims: unionDims(known.dims, over) }
  },
  call: ({ of }) => facts(of),
}

/** Refuses a state that is used outside of the step of its own recurrence, where it has no value. */
export const requireClosed = (roots: readonly Node[]): void => {
  const walk = (node: Node, allowed: ReadonlySet<Node>, seen: Set<Node>): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (node.kind === 'state' && !allowed.has(node))
      fail('graph.invalid', 'the state of a recurrence is used outside of its step')
    if (node.kind !== 'recurrence') {
      for (const operand of operands(node)) walk(operand, allowed, seen)
      return
    }
    const { states } = node.group
    for (const { inflow, initial } of states) for (const each of [inflow, initial]) walk(each, allowed, seen)
    const inside = new Set([...allowed, ...states.map(({ state }) => state)])
    const within = new Set<Node>()
    for (const { carried } of states) walk(carried, inside, within)
  }
  const seen = new Set<Node>()
  for (const root of roots) walk(root, new Set(), seen)
}

const known = new WeakMap<Node, Facts>()

/** The facts of a node, derived once. Throws where a unit, a substance or a dimension does not fit. */
export const facts = (node: Node): Facts => {
  const before = known.get(node)
  if (before) return before
  const rule = rules[node.kind] as (node: Node) => Facts
  const derived =
    node.kind === 'named'
      ? locate({ equation: `${node.equation} (${node.title})` }, () => rule(node))
      : node.kind === 'call'
        ? locate({ method: node.method }, () => rule(node))
        : rule(node)
  known.set(node, derived)
  return derived
}
