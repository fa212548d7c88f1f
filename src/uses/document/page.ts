import { checkMethod } from '../../core/call'
import { fail } from '../../core/errors'
import { facts } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import type { FactorSource, FactorTable } from '../../data/factors'
import { assumptionsOf } from './assumptions'
import { type Block, html, htmlBody, type Inline, markdown } from './blocks'
import { showing, writtenEquations } from './equations'
import { type Example, exampleBlocks } from './example'
import { name as letter, row, sign } from './formula'
import { dimensionsOf, leavesOf, symbolRow, tablesOf } from './leaves'
import { indexOf, Symbols } from './symbols'

/** How a page is written. */
export interface PageOptions {
  readonly format: 'markdown' | 'html'
  /** Computed while the page is made. */
  readonly example?: Example
}

const allTables = (method: AnyMethod): readonly FactorTable[] => [
  ...new Set([...(method.factors as readonly FactorTable[]), ...method.graph().factors.flatMap(tablesOf)]),
]

const sorts = { set: 'labels without an order', ordered: 'numbers', time: 'periods' } as const

const nameOf = (sources: readonly FactorSource[], document: string): string =>
  sources.find(({ id }) => id === document)?.title ?? document

const symbolBlocks = (method: AnyMethod, symbols: Symbols): Block[] => {
  const dims = dimensionsOf(method)
  const rows = [...leavesOf(method)].map(([name, node]) => symbolRow(name, node, symbols))
  const steps = method.graph().nodes.some((node) => node.kind === 'step')
  const carried = method.graph().nodes.some(({ kind }) => kind === 'shift' || kind === 'recurrence')
  const length: readonly Inline[] = [
    { formula: row(sign('Δ'), letter('t')) },
    'Length of a period: 1 yr for a year, 1/12 yr for a month',
    '',
    'yr',
    '',
    '',
    '',
  ]
  return [
    { is: 'heading', level: 2, text: 'Symbols' },
    {
      is: 'table',
      head: ['symbol', 'meaning', 'name', 'unit or labels', 'over', 'range', 'value'],
      rows: steps ? [...rows, length] : rows,
    },
    ...(dims.length > 0
      ? ([
          {
            is: 'table',
            head: ['index', 'dimension', 'what its labels are'],
            rows: dims.map((dim) => [
              { formula: indexOf(dim) },
              dim.name,
              `${sorts[dim.sort]}${dim.unit ? ` in ${dim.unit}` : ''}${dim.substance ? ', the substance of the unit' : ''}`,
            ]),
          },
        ] as const)
      : []),
    ...(carried
      ? [
          {
            is: 'paragraph',
            text: 'An index with a low 0 is the first label; before it stands what is there at the start.',
          } as const,
        ]
      : []),
  ]
}

const equationBlocks = (method: AnyMethod, symbols: Symbols): Block[] => {
  const all = writtenEquations(method, symbols)
  const blocks = (some: typeof all): Block[] =>
    some.flatMap(({ title, number, formula, node }): Block[] => {
      const { unit, type } = facts(node)
      const measured = type === 'quantity' && unit.text !== '1' ? `, in ${unit.text}` : ''
      const place = number === '' || number === 'derived' ? '' : ` (${number})`
      return [
        { is: 'paragraph', text: [{ strong: title }, `${place}${measured}`] },
        { is: 'equation', formula },
      ]
    })
  const own = all.filter(({ number }) => number !== 'derived')
  const derived = all.filter(({ number }) => number === 'derived')
  return [
    { is: 'heading', level: 2, text: 'Equations' },
    ...blocks(own),
    ...(derived.length > 0
      ? ([
          { is: 'heading', level: 2, text: 'Derived' },
          { is: 'paragraph', text: 'Not printed in the source: made from the outputs for every method alike.' },
          ...blocks(derived),
        ] as const)
      : []),
  ]
}

const outputBlocks = (method: AnyMethod): Block[] => [
  { is: 'heading', level: 2, text: 'Outputs' },
  {
    is: 'table',
    head: ['output', 'unit', 'over', 'role'],
    rows: method.graph().outputs.map(({ name, node, role }) => [
      { code: name },
      facts(node).unit.text,
      facts(node)
        .dims.map((dim) => dim.name)
        .join(' × '),
      role ?? '',
    ]),
  },
]

const sourceBlocks = (tables: readonly FactorTable[]): Block[] => {
  if (tables.length === 0) return []
  const sources = new Map<string, { source: FactorSource; tables: string[] }>()
  for (const { source, table } of tables) {
    const known = sources.get(source.id) ?? { source, tables: [] }
    known.tables.push(table)
    sources.set(source.id, known)
  }
  return [
    { is: 'heading', level: 2, text: 'Sources of factors' },
    {
      is: 'table',
      head: ['source', 'edition', 'tables', 'how far it was read'],
      rows: [...sources.values()].map(({ source, tables: names }) => [
        source.url ? { link: source.title, to: source.url } : source.title,
        source.edition,
        names.sort().join(', '),
        source.read ?? '',
      ]),
    },
  ]
}

const pageBlocks = (method: AnyMethod, example: Example | undefined): Block[] => {
  const symbols = new Symbols(method.graph())
  const tables = allTables(method)
  const { id, title, source, edition, version } = method
  const document = nameOf(
    tables.map((table) => table.source),
    source.document,
  )
  const assumptions = assumptionsOf(method)
  return [
    { is: 'heading', level: 1, text: title },
    { is: 'paragraph', text: [{ code: id }, `, edition ${edition}, version ${version}`] },
    { is: 'paragraph', text: `Source: ${document}, ${source.locator}` },
    ...symbolBlocks(method, symbols),
    ...equationBlocks(method, symbols),
    ...outputBlocks(method),
    ...sourceBlocks(tables),
    ...(assumptions.length > 0
      ? ([
          { is: 'heading', level: 2, text: 'What it takes for granted' },
          { is: 'list', items: assumptions },
        ] as const)
      : []),
    ...(example ? exampleBlocks(method, symbols, example) : []),
  ]
}

/**
 * The page of a method, from its graph alone: source and edition, symbols with units, ranges, defaults or factors, the
 * equations as printed, the sources of its factors, what it takes for granted, and a worked example that is computed
 * while the page is made. Markdown holds LaTeX; HTML is a page of its own with MathML, without scripts.
 *
 * Throws what `evaluate` throws where the example cannot be computed.
 *
 * @example
 * methodPage(composting, { format: 'markdown', example: { inputs: { treated: '1200 t' }, context: { gwp: 'AR5' } } })
 */
export const methodPage = (method: AnyMethod, { format, example }: PageOptions): string => {
  checkMethod(method)
  if (!['markdown', 'html'].includes(format))
    fail('call.invalid', 'There is no such format', { found: String(format), expected: 'markdown or html' })
  const blocks = pageBlocks(method, example)
  return format === 'html' ? html(method.title, blocks) : markdown(blocks)
}

/**
 * A method as a notebook shows it: its page, at the end of a cell. (A method is a function, since it stands inside the
 * equations of others, and kernels show functions only as such.)
 */
export const shown = (method: AnyMethod): { readonly id: string; readonly title: string } =>
  showing({ id: method.id, title: method.title }, () => {
    const blocks = pageBlocks(method, undefined)
    return { 'text/html': htmlBody(blocks), 'text/plain': markdown(blocks) }
  })
