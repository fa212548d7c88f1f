import { checkMethod } from '../../core/call'
import { facts, type Node } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { escapeXml } from './escape'
import { below, type Formula, row, sign } from './formula'
import { latex } from './latex'
import { mathml } from './mathml'
import { Printer } from './printer'
import { bare, indexOf, Symbols, type Variable } from './symbols'
import { readWords } from './words'

/** A symbol of an equation: how it is printed, and what it stands for. */
export interface EquationSymbol {
  readonly latex: string
  readonly mathml: string
  readonly title: string
  /** Empty for a choice. */
  readonly unit: string
  readonly over: readonly string[]
}

/** One equation of a method, as its source prints it. */
export interface Equation {
  readonly title: string
  /** Its number in the source; `derived` for what the library adds (CO2e, reductions). */
  readonly number: string
  readonly latex: string
  /** For display, a whole `<math>` element. */
  readonly mathml: string
  /** The unit of the left side. */
  readonly unit: string
  /** What the right side is made of, in the order of reading. */
  readonly symbols: readonly EquationSymbol[]
  /** Not printed in the source: CO2e and reductions. */
  readonly derived: boolean
}

interface Definition {
  readonly node: Node
  readonly title: string
  readonly number: string
  readonly left?: Formula
}

/** What needs an equation: named steps, states that no step names, outputs that are no step. */
const definitionsOf = (method: AnyMethod, symbols: Symbols): Definition[] => {
  const { nodes, outputs } = method.graph()
  const steps = nodes.flatMap((node): Definition[] => {
    if (node.kind === 'named') {
      if (!symbols.isFirst(node)) return []
      return [{ node, title: symbols.of(node)?.title ?? node.title, number: node.equation }]
    }
    if (node.kind !== 'recurrence' || symbols.owner(node.group, node.name)) return []
    return [{ node, title: node.name || 'What is carried over', number: '' }]
  })
  const loose = outputs.flatMap(({ name, node, derived }): Definition[] => {
    const kind = bare(node).kind
    if (kind === 'named' || derived) return []
    const indices = facts(node).dims.map(indexOf)
    return [{ node, title: name, number: '', left: below(readWords(name), indices) }]
  })
  return [...steps, ...loose]
}

const unitOf = (node: Node): string => (facts(node).type === 'quantity' ? facts(node).unit.text : '')

/** A variable by itself, with an index for each dimension. */
export const symbolFormula = (symbols: Symbols, node: Node): Formula =>
  new Printer(symbols).symbol(node, new Map()).formula

interface Written extends Definition {
  readonly formula: Formula
  readonly used: readonly Variable[]
}

const write = (definition: Definition, symbols: Symbols): Written => {
  const { node, left } = definition
  const printer = new Printer(symbols)
  const leftSide = left ?? symbolOrState(symbols, node)
  const right = printer.define(node.kind === 'named' ? node.of : node)
  const starts = [...printer.starts.values()].flatMap(([value, is]) => [sign('gap'), value, sign('='), is])
  return {
    ...definition,
    formula: row(leftSide, sign('='), right.formula, ...starts),
    used: [...printer.used].filter((variable) => variable.node !== node),
  }
}

const symbolOrState = (symbols: Symbols, node: Node): Formula => new Printer(symbols).write(node).formula

/** All equations of a method, not yet in a language. */
export const writtenEquations = (method: AnyMethod, symbols: Symbols): readonly Written[] =>
  definitionsOf(method, symbols).map((definition) => write(definition, symbols))

const equationOf = ({ node, title, number, formula, used }: Written, symbols: Symbols): Equation => ({
  title,
  number,
  latex: latex(formula),
  mathml: mathml(formula),
  unit: unitOf(node),
  derived: number === 'derived',
  symbols: used.map((variable) => {
    const own = symbolFormula(symbols, variable.node)
    return {
      latex: latex(own),
      mathml: mathml(own, 'inline'),
      title: variable.title,
      unit: unitOf(variable.node),
      over: facts(variable.node).dims.map((dim) => dim.name),
    }
  }),
})

/** Shows itself at the end of a notebook cell; no part of the data. */
export const showing = <T extends object>(value: T, display: (this: T) => Record<string, unknown>): T =>
  Object.defineProperty(value, Symbol.for('Jupyter.display'), { value: display, enumerable: false })

/**
 * The equations of a method, in the order of the calculation, as LaTeX and MathML: named steps with their number in the
 * source, sums as Σ with the printed indices, recurrences with the state before, choices as cases. Numbers of an
 * equation carry their unit, since conversions are not printed as factors; Δt is the length of a period, 1 year for
 * calendar years.
 *
 * @example
 * equations(composting)[0].latex // \mathrm{CH}_4 … = M \cdot \mathrm{EF}_{…}
 */
export const equations = (method: AnyMethod): readonly Equation[] => {
  checkMethod(method)
  const symbols = new Symbols(method.graph())
  const all = writtenEquations(method, symbols).map((each) => equationOf(each, symbols))
  return showing(all, () => ({
    'text/html': all
      .map(
        (each) => `<p>${escapeXml(each.title)}${each.number ? ` (${escapeXml(each.number)})` : ''}</p>${each.mathml}`,
      )
      .join(''),
    'text/plain': all.map((each) => `${each.title} (${each.number}): ${each.latex}`).join('\n'),
  }))
}
