import type { Kind, Node, NodeOf } from '../../core'
import { pretty } from './numbers'

/** How strongly a part binds: + −, Σ, × ÷, powers, names. What binds less needs brackets inside what binds more. */
type Strength = 1 | 1.5 | 2 | 3 | 4
interface Part {
  readonly text: string
  readonly strength: Strength
}

type Writers = { readonly [K in Kind]: (node: NodeOf<K>, write: (node: Node) => Part) => Part }

const atom = (text: string): Part => ({ text, strength: 4 })

/** A name of several words is set in quotation marks, so that it reads as one. */
const name = (text: string): Part => atom(/\s/.test(text) ? `“${pretty(text)}”` : pretty(text))

const inside = ({ text, strength }: Part, least: Strength): string => (strength < least ? `(${text})` : text)

const call = (of: string, ...parts: readonly Part[]): Part => atom(`${of}(${parts.map(({ text }) => text).join(', ')})`)

const leaf = ({ symbol, title, name: own }: { symbol?: string; title?: string; name: string }): Part =>
  name(symbol ?? title ?? own)

const truth =
  (operator: string) =>
  (node: { a: Node; b: Node }, write: (node: Node) => Part): Part => ({
    text: `${inside(write(node.a), 2)} ${operator} ${inside(write(node.b), 2)}`,
    strength: 1,
  })

const writers: Writers = {
  input: leaf,
  factor: leaf,
  category: leaf,
  constant: ({ value }) => ({ text: value.replace('-', '−'), strength: /[-/]/.test(value) ? 2 : 4 }),
  label: ({ label }) => name(label),
  add: (node, write) => ({ text: `${write(node.a).text} + ${write(node.b).text}`, strength: 1 }),
  subtract: (node, write) => ({ text: `${write(node.a).text} − ${inside(write(node.b), 1.5)}`, strength: 1 }),
  multiply: (node, write) =>
    node.a.kind === 'constant' && node.a.value === '-1'
      ? { text: `−${inside(write(node.b), 2)}`, strength: 1.5 }
      : { text: `${inside(write(node.a), 2)} × ${inside(write(node.b), 2)}`, strength: 2 },
  divide: (node, write) => ({ text: `${inside(write(node.a), 2)} ÷ ${inside(write(node.b), 3)}`, strength: 2 }),
  power: (node, write) => ({ text: `${inside(write(node.of), 4)} ^ ${inside(write(node.exponent), 4)}`, strength: 3 }),
  exp: (node, write) => call('exp', write(node.of)),
  ln: (node, write) => call('ln', write(node.of)),
  abs: (node, write) => call('abs', write(node.of)),
  min: (node, write) => call('min', write(node.a), write(node.b)),
  max: (node, write) => call('max', write(node.a), write(node.b)),
  compare: (node, write) => truth(node.operator.replace('<=', '≤').replace('>=', '≥'))(node, write),
  is: (node, write) => ({ text: `${write(node.of).text} is ${node.label}`, strength: 1 }),
  and: truth('and'),
  not: (node, write) => call('not ', write(node.of)),
  choose: (node, write) =>
    atom(`(${write(node.then).text} if ${write(node.condition).text}, else ${write(node.otherwise).text})`),
  lookup: (node, write) =>
    atom(
      `(by ${write(node.category).text}: ${Object.entries(node.cases)
        .map(([label, each]) => `${label} ${write(each).text}`)
        .join('; ')})`,
    ),
  sum: (node, write) => ({ text: `Σ[${node.dim.name}] ${inside(write(node.of), 1.5)}`, strength: 1.5 }),
  group: (node, write) => ({
    text: `Σ[${node.dim.name} → ${node.to.name}] ${inside(write(node.of), 1.5)}`,
    strength: 1.5,
  }),
  rename: (node, write) => write(node.of),
  at: (node, write) => atom(`${inside(write(node.of), 4)}[${node.label}]`),
  coordinate: ({ dim }) => name(dim.name),
  step: ({ dim }) => name(`Δ${dim.name}`),
  shift: (node, write) =>
    atom(`${inside(write(node.of), 4)}[${node.dim.name} ${node.by > 0 ? '−' : '+'} ${Math.abs(node.by)}]`),
  state: ({ dim, name: own }) => atom(`${own ? name(own).text : 'itself'}[${dim.name} − 1]`),
  recurrence: (node, write) => {
    const state = node.group.states.find((each) => each.name === node.name)
    if (!state) return name(node.name)
    return { text: `${write(state.inflow).text} + ${write(state.carried).text}`, strength: 1 }
  },
  interpolate: (node, write) =>
    atom(`${inside(write(node.of), 4)}[${node.dim.name} = ${write(node.at).text}, interpolated]`),
  named: ({ symbol, title }) => name(symbol ?? title),
  check: (node, write) => write(node.of),
  argument: (node, write) => write(node.of),
  call: (node, write) => write(node.of),
}

/** What a named step is computed by, in symbols, down to other steps, data and factors. */
export const formula = (step: Node): string => {
  const write = (node: Node): Part =>
    (writers[node.kind] as (node: Node, write: (node: Node) => Part) => Part)(node, write)
  return step.kind === 'named' ? write(step.of).text : write(step).text
}
