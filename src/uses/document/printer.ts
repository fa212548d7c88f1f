import { type Comparison, type Dimension, facts, groupNode, type Kind, type Node, type NodeOf } from '../../core/graph'
import { isUnitRatio, one, parseUnit, type Unit } from '../../core/quantity'
import { below, type Formula, name, row, type Sign, sign, words } from './formula'
import { atom, loose, minus, negated, over, type Part, plus, product, raised, related, summed, times } from './part'
import { indexOf, type Symbols, type Variable } from './symbols'
import { readNumber, readWords } from './words'

/** Where along a dimension: its index, so many labels before, or a place of its own. */
interface Place {
  readonly of: Formula
  readonly before: number
}

/** The places at which values are taken; a dimension that is not named stands at its own index. */
export type Places = ReadonlyMap<string, Place>

/** Writes nodes of one equation, and collects what stands beside it. */
export class Printer {
  /** Values that stand before the first label. */
  readonly starts = new Map<string, readonly [value: Formula, is: Formula]>()
  /** What the equation names, in the order of reading. */
  readonly used = new Set<Variable>()

  constructor(readonly symbols: Symbols) {}

  write(node: Node, places: Places = new Map()): Part {
    const step = this.symbols.stepFor(node)
    return step ? this.symbol(step, places) : this.spell(node, places)
  }

  /** The node itself, also where a step has a name for it. */
  private spell(node: Node, places: Places = new Map()): Part {
    return (handlers[node.kind] as Handler<Node>)(node, this, places)
  }

  /** The right side of a named step or a state: a recurrence is written out only there. */
  define(node: Node): Part {
    if (node.kind === 'recurrence') return this.step(node)
    if (node.kind === 'check' || node.kind === 'argument' || node.kind === 'call') return this.define(node.of)
    return this.spell(node)
  }

  private step(node: NodeOf<'recurrence'>): Part {
    const { dim, states } = node.group
    const state = states.find((each) => each.name === node.name)
    if (!state) return this.spell(node)
    this.start(node, dim, state.initial)
    return plus(this.write(state.inflow), this.write(state.carried))
  }

  /** What holds before the first label of a dimension. */
  start(of: Node, dim: Dimension, initial: Node, places: Places = new Map()): void {
    const index = indexOf(dim)
    const first = row(index, sign('<'), below(index, [{ is: 'number', text: '0' }]))
    const value = this.write(of, new Map(places).set(dim.name, { of: first, before: 0 })).formula
    this.starts.set(JSON.stringify(value), [value, this.write(initial).formula])
  }

  /** A leaf or a step by its symbol, with an index for each of its dimensions. */
  symbol(node: Node, places: Places): Part {
    const variable = this.symbols.of(node) as Variable
    this.used.add(variable)
    const { base, subs } = variable.printed
    return atom(below(base, [...subs, ...facts(node).dims.map((dim) => placeOf(dim, places))]))
  }
}

type Handler<N extends Node> = (node: N, printer: Printer, places: Places) => Part
type Handlers = { readonly [K in Kind]: Handler<NodeOf<K>> }

const at = (dim: Dimension, places: Places): Place => places.get(dim.name) ?? { of: indexOf(dim), before: 0 }

const placeOf = (dim: Dimension, places: Places): Formula => {
  const { of, before } = at(dim, places)
  if (before === 0) return of
  return row(of, sign(before > 0 ? '−' : '+'), { is: 'number', text: String(Math.abs(before)) })
}

const without = (places: Places, dim: Dimension): Places => {
  const rest = new Map(places)
  rest.delete(dim.name)
  return rest
}

/** A mass for a mass, a volume for a volume: numbers of such units are printed without. */
const isPlain = ({ parts, scale }: Unit): boolean => {
  const powers = new Map<string, number>()
  for (const { measure, power } of parts) powers.set(measure, (powers.get(measure) ?? 0) + power)
  return isUnitRatio(scale) && [...powers.values()].every((power) => power === 0)
}

/** A number: a fraction or a power of ten binds as what it is. */
const figure = (value: string): Part => {
  if (value.includes('/')) return { ...atom(readNumber(value)), strength: 4 }
  return /e/i.test(value) ? product(readNumber(value)) : atom(readNumber(value))
}

const constant = ({ value, unit: text }: NodeOf<'constant'>): Part => {
  const unit = parseUnit(text)
  if (Number(value) === 0) return { ...atom({ is: 'number', text: '0' }), zero: true }
  if (isPlain(unit)) {
    if (value.startsWith('-')) return negated(figure(value.slice(1)))
    return { ...figure(value), ...(value === '1' && unit.parts.length > 0 ? { neutral: true } : {}) }
  }
  const size = readNumber(value.replace(/^-/, ''))
  const shown = product(row(size, sign('space'), readWords(text)))
  return value.startsWith('-') ? negated(shown) : shown
}

const isMinusOne = (node: Node): boolean => node.kind === 'constant' && node.value === '-1' && node.unit === one.text

const comparisons: Readonly<Record<Comparison, Sign>> = { '<': '<', '<=': '≤', '=': '=', '>=': '≥', '>': '>' }

type Row = readonly [Formula, Formula]

const whether = (condition: Formula): Formula => row(words('if '), condition)

/** A choice within a choice goes on in the next line. */
const choices = (node: NodeOf<'choose'>, printer: Printer, places: Places): Row[] => {
  const condition = printer.write(node.condition, places).formula
  const then = printer.write(node.then, places).formula
  const first: Row = [then, whether(condition)]
  if (node.otherwise.kind === 'choose') return [first, ...choices(node.otherwise, printer, places)]
  return [first, [printer.write(node.otherwise, places).formula, words('otherwise')]]
}

const applied =
  (function_: 'ln' | 'min' | 'max') =>
  (...parts: readonly Part[]): Part =>
    atom({ is: 'applied', name: function_, to: parts.map(({ formula }) => formula) })

const label = (text: string): Formula => readWords(text)

const through = (node: { readonly of: Node }, printer: Printer, places: Places): Part => printer.write(node.of, places)

const bySymbol: Handler<Node> = (node, printer, places) => printer.symbol(node, places)

const handlers: Handlers = {
  input: bySymbol,
  factor: bySymbol,
  category: bySymbol,
  named: bySymbol,
  constant,
  label: (node) => atom(label(node.label)),
  add: ({ a, b }, printer, places) => plus(printer.write(a, places), printer.write(b, places)),
  subtract: ({ a, b }, printer, places) => minus(printer.write(a, places), printer.write(b, places)),
  multiply: ({ a, b }, printer, places) =>
    isMinusOne(a) ? negated(printer.write(b, places)) : times(printer.write(a, places), printer.write(b, places)),
  divide: ({ a, b }, printer, places) => over(printer.write(a, places), printer.write(b, places)),
  power: ({ of, exponent }, printer, places) => raised(printer.write(of, places), printer.write(exponent, places)),
  exp: ({ of }, printer, places) => raised(atom(name('e')), printer.write(of, places)),
  ln: ({ of }, printer, places) => applied('ln')(printer.write(of, places)),
  abs: ({ of }, printer, places) => atom({ is: 'fence', of: printer.write(of, places).formula, with: '||' }),
  min: ({ a, b }, printer, places) => applied('min')(printer.write(a, places), printer.write(b, places)),
  max: ({ a, b }, printer, places) => applied('max')(printer.write(a, places), printer.write(b, places)),
  compare: ({ operator, a, b }, printer, places) =>
    related(printer.write(a, places), sign(comparisons[operator]), printer.write(b, places)),
  is: (node, printer, places) => related(printer.write(node.of, places), sign('='), atom(label(node.label))),
  and: ({ a, b }, printer, places) => ({
    formula: row(printer.write(a, places).formula, sign('∧'), printer.write(b, places).formula),
    strength: loose,
  }),
  not: ({ of }, printer, places) =>
    atom(row(sign('¬'), { is: 'fence', of: printer.write(of, places).formula, with: '()' })),
  choose: (node, printer, places) => ({
    formula: { is: 'cases', of: choices(node, printer, places) },
    strength: loose,
  }),
  lookup: ({ category, cases }, printer, places) => {
    const chosen = printer.write(category, places)
    const rows = Object.entries(cases).map(([each, value]): Row => {
      const condition = related(chosen, sign('='), atom(label(each)))
      return [printer.write(value, places).formula, whether(condition.formula)]
    })
    return { formula: { is: 'cases', of: rows }, strength: loose }
  },
  sum: ({ of, dim }, printer, places) => summed(indexOf(dim), printer.write(of, without(places, dim))),
  group: (node, printer, places) => {
    const { of, dim, to, by } = node
    const [inner, outer] = [indexOf(dim), placeOf(to, places)]
    const category = groupNode(by)
    const under = category
      ? row(inner, sign(':'), printer.write(category, without(places, dim)).formula, sign('='), outer)
      : row(inner, sign('∈'), outer)
    return summed(under, printer.write(of, without(without(places, to), dim)))
  },
  rename: ({ of, from, to }, printer, places) =>
    printer.write(of, new Map(without(places, to)).set(from.name, at(to, places))),
  at: (node, printer, places) =>
    printer.write(node.of, new Map(places).set(node.dim.name, { of: label(node.label), before: 0 })),
  coordinate: ({ dim }, _, places) => {
    const place = placeOf(dim, places)
    return at(dim, places).before === 0 ? atom(place) : { formula: place, strength: 1 }
  },
  step: ({ dim }, printer) => atom(printer.symbols.lengthOf(dim)),
  shift: ({ of, dim, by, initial }, printer, places) => {
    const place = at(dim, places)
    printer.start(of, dim, initial, places)
    return printer.write(of, new Map(places).set(dim.name, { of: place.of, before: place.before + by }))
  },
  state: (node, printer, places) => {
    const place = at(node.dim, places)
    return state(node, printer, new Map(places).set(node.dim.name, { of: place.of, before: place.before + 1 }))
  },
  recurrence: (node, printer, places) => {
    const owner = printer.symbols.owner(node.group, node.name)
    return owner ? printer.symbol(owner, places) : unnamed(node, node.name, printer, places)
  },
  interpolate: ({ of, dim, at: where }, printer, places) => {
    const place = row(indexOf(dim), sign('='), printer.write(where, places).formula)
    return printer.write(of, new Map(places).set(dim.name, { of: place, before: 0 }))
  },
  check: through,
  argument: through,
  call: through,
}

/** A state by the symbol of the step that it is. */
const state = (node: NodeOf<'state'>, printer: Printer, places: Places): Part => {
  const group = printer.symbols.groupOf(node)
  const owner = group && printer.symbols.owner(group, node.name)
  return owner ? printer.symbol(owner, places) : unnamed(node, node.name, printer, places)
}

/** A state that no step names: by its own name, or A. */
const unnamed = (node: Node, own: string, _printer: Printer, places: Places): Part =>
  atom(
    below(
      own === '' ? name('A') : readWords(own),
      facts(node).dims.map((dim) => placeOf(dim, places)),
    ),
  )
