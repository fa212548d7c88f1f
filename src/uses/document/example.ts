import { facts, type Node } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { Decimal } from '../../core/quantity'
import {
  type Cell,
  type Context,
  type Evaluation,
  Failure,
  type Given,
  isGwp,
  labelsAt,
  prepare,
  requireOutputs,
  shownOutputs,
  type Tensor,
} from '../evaluation'
import type { Block, Inline } from './blocks'
import { symbolFormula } from './equations'
import type { Symbols } from './symbols'

/** Inputs with which a page computes an example. */
export interface Example {
  readonly inputs: Readonly<Record<string, Given>>
  readonly context?: Context
  /** Where the inputs come from, and what the figures may be compared with. */
  readonly about?: string
}

const digits = 6
const shownCells = 4

const cellText = (cell: Cell | undefined): string => {
  if (cell instanceof Decimal) return cell.toSignificantDigits(digits).toString().replace('-', '−')
  return cell === undefined || cell instanceof Failure ? '–' : String(cell)
}

/** The first values with their labels, the last, and how many there are. */
const valuesText = (tensor: Tensor, { axes }: Evaluation): string => {
  const { dims, cells } = tensor
  const one = (at: number): string => {
    const labels = Object.values(labelsAt(at, dims, axes)).join(' ')
    return labels === '' ? cellText(cells[at]) : `${labels}: ${cellText(cells[at])}`
  }
  const [first] = cells
  const same = cells.length > 1 && cells.every((cell) => cellText(cell) === cellText(first))
  if (same) return `${cellText(first)} (all ${cells.length})`
  const all = [...cells.keys()]
  if (all.length <= shownCells) return all.map(one).join(', ')
  return `${all
    .slice(0, shownCells - 1)
    .map(one)
    .join(', ')}, …, ${one(all.length - 1)} (${all.length} values)`
}

const unitText = (node: Node): string => (facts(node).type === 'quantity' ? facts(node).unit.text : '')

const inputRows = (evaluation: Evaluation, symbols: Symbols, given: Example['inputs']): (readonly Inline[])[] =>
  [...evaluation.inputs].flatMap(([node, { declared, tensor }]) => {
    if (!Object.hasOwn(given, declared.name) || tensor.cells.length === 0) return []
    const variable = symbols.of(node)
    return [
      [
        variable ? { formula: symbolFormula(symbols, node) } : '',
        { code: declared.name },
        valuesText(tensor, evaluation),
        unitText(node),
      ],
    ]
  })

const factorRows = (evaluation: Evaluation, symbols: Symbols): (readonly Inline[])[] => {
  const rows = new Map<string, readonly Inline[]>()
  for (const { node, tensor, choices } of evaluation.bindings.values()) {
    if (!evaluation.evaluator.computed(node)) continue
    const used = [...new Map(choices.flatMap((choice) => (choice ? [[choice.row.id, choice.row]] : []))).values()]
    const known = used.map(({ source, locator, edition, status }) => {
      const place = `${source}, ${locator ?? edition}`
      return status === 'read' || status === 'project' || status === 'measured' ? place : `${place} (${status})`
    })
    const from = [...new Set(known)]
    const shown = from.length > 3 ? [...from.slice(0, 2), `… (${from.length} places)`] : from
    rows.set(isGwp(node) ? node.path : `${node.path} ${valuesText(tensor, evaluation)}`, [
      { formula: symbolFormula(symbols, node) },
      isGwp(node) ? '' : { code: node.path },
      valuesText(tensor, evaluation),
      unitText(node),
      shown.join('; ') || 'given',
    ])
  }
  return [...rows.values()]
}

const stepRows = (evaluation: Evaluation, symbols: Symbols): (readonly Inline[])[] => {
  const shown = new Set(shownOutputs(evaluation).map(({ node }) => node))
  return evaluation.graph.nodes.flatMap((node): (readonly Inline[])[] => {
    if (node.kind !== 'named' || !symbols.isFirst(node)) return []
    const tensor = evaluation.evaluator.computed(node)
    const failed = tensor?.cells.some((cell) => cell instanceof Failure) ?? true
    if (!tensor || (failed && !shown.has(node))) return []
    return [
      [
        { formula: symbolFormula(symbols, node) },
        symbols.of(node)?.title ?? node.title,
        valuesText(tensor, evaluation),
        unitText(node),
        node.equation,
      ],
    ]
  })
}

/** The blocks of a worked example: what was given, what was looked up, every step, what came out. */
export const exampleBlocks = (method: AnyMethod, symbols: Symbols, example: Example): Block[] => {
  const evaluation = prepare(method, example.inputs, example.context ?? {})
  requireOutputs(evaluation)
  const outputs = shownOutputs(evaluation)
  const { region, year, gwp } = evaluation.context
  const context = Object.entries({ region, year, 'GWP set': gwp }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  )
  const factors = factorRows(evaluation, symbols)
  return [
    { is: 'heading', level: 2, text: 'Worked example' },
    ...(example.about ? [{ is: 'paragraph', text: example.about } as const] : []),
    {
      is: 'paragraph',
      text: `Figures are rounded half up to ${digits} significant digits for this page alone.${context.length > 0 ? ` Context: ${context.join(', ')}.` : ''}`,
    },
    { is: 'heading', level: 3, text: 'Given' },
    { is: 'table', head: ['symbol', 'input', 'value', 'unit'], rows: inputRows(evaluation, symbols, example.inputs) },
    ...(factors.length > 0
      ? ([
          { is: 'heading', level: 3, text: 'Looked up' },
          { is: 'table', head: ['symbol', 'factor', 'value', 'unit', 'source'], rows: factors },
        ] as const)
      : []),
    { is: 'heading', level: 3, text: 'Steps' },
    {
      is: 'table',
      head: ['symbol', 'step', 'value', 'unit', 'equation'],
      rows: stepRows(evaluation, symbols),
    },
    { is: 'heading', level: 3, text: 'Results' },
    {
      is: 'table',
      head: ['output', 'value', 'unit'],
      rows: outputs.map(({ name, tensor, unit }) => [{ code: name }, valuesText(tensor, evaluation), unit.text]),
    },
  ]
}
