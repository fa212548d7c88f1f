import type { Remark } from '../../core/errors'
import { type FactorNode, facts, type Node, operands } from '../../core/graph'
import { parseUnit } from '../../core/quantity'
import {
  type Axes,
  type Choice,
  type Evaluation,
  Failure,
  type NestedValue,
  nest,
  type Tensor,
  withSet,
} from '../evaluation'

/** One step of a calculation as a tree: what it is, what came out, and what it was computed from. */
export interface Step {
  readonly kind: 'output' | 'step' | 'input' | 'factor' | 'constant'
  readonly title: string
  readonly symbol?: string
  readonly equation?: string
  readonly source?: string
  readonly method?: string
  readonly unit: string
  readonly over: readonly string[]
  readonly value: NestedValue
  /** The rows behind a factor, each with its figure as printed, how far it was seen, and how it was chosen. */
  readonly rows?: readonly {
    id: string
    value: string
    unit: string
    source: string
    edition: string
    locator: string
    status: string
    chosen: string
  }[]
  readonly of: readonly Step[]
}

type Row = NonNullable<Step['rows']>[number]

/** What an explanation is made of: an evaluation, or a stored result that was read back. */
export interface Explained {
  readonly method: Evaluation['method']
  readonly graph: Pick<Evaluation['graph'], 'outputs'>
  readonly axes: Axes
  readonly context: { readonly gwp?: unknown }
  readonly bindings: ReadonlyMap<
    FactorNode,
    { readonly choices: readonly (Pick<Choice, 'row' | 'steps'> | undefined)[] }
  >
  readonly evaluator: Pick<Evaluation['evaluator'], 'computed' | 'value'>
}

/** The GWP of a set is of CO2e of this set, which its table need not print. */
const choiceText = ({ row, steps }: Pick<Choice, 'row' | 'steps'>, gwp: unknown): Row => ({
  id: row.id,
  value: row.value,
  unit: row.unit === undefined ? '' : withSet(parseUnit(row.unit), gwp).text,
  source: row.source,
  edition: row.edition,
  locator: row.locator ?? '',
  status: row.status,
  chosen: steps.join('; '),
})

/** Follows the named steps from every output down to inputs, factors and constants. */
export const explainTree = (evaluation: Explained): readonly Step[] => {
  const { graph, evaluator, axes, bindings, method, context } = evaluation
  const steps = new Map<Node, Step | undefined>()

  // what was given may be CO2e of another set
  const isOfSet = (node: Node): boolean =>
    node.kind === 'factor' ? node.path.startsWith('gwp/') : node.kind !== 'input'
  const unitOf = (node: Node): string => {
    const { type, unit } = facts(node)
    return type === 'quantity' ? withSet(unit, isOfSet(node) ? context.gwp : undefined).text : ''
  }

  const shown = (tensor: Tensor): boolean => tensor.cells.some((cell) => !(cell instanceof Failure))

  const below = (node: Node, inside: string): Step[] => {
    const found: Step[] = []
    const seen = new Set<Node>()
    const visit = (each: Node, within: string): void => {
      if (seen.has(each)) return
      seen.add(each)
      const step = stepOf(each, within)
      if (step) found.push(step)
      else if (step === undefined && !isStep(each))
        for (const operand of operands(each)) visit(operand, each.kind === 'call' ? each.method : within)
    }
    for (const operand of operands(node)) visit(operand, inside)
    return found
  }

  const isStep = (node: Node): boolean => ['named', 'input', 'factor', 'category', 'constant'].includes(node.kind)

  const make = (node: Node, within: string): Step | undefined => {
    if (!isStep(node)) return undefined
    if (node.kind === 'constant') {
      if (!/\d/.test(node.value) || node.unit === '1') return undefined
      return { kind: 'constant', title: node.title ?? 'constant', unit: node.unit, over: [], value: node.value, of: [] }
    }
    const tensor = evaluator.computed(node)
    if (!tensor || !shown(tensor)) return undefined
    const base = { unit: unitOf(node), over: tensor.dims, value: nest(tensor, axes) }
    if (node.kind === 'named') {
      const source = within === method.id ? `${method.source.document}, ${method.source.locator}` : within
      return {
        kind: 'step',
        title: node.title,
        ...(node.symbol ? { symbol: node.symbol } : {}),
        equation: node.equation,
        source,
        method: within,
        ...base,
        of: below(node, within),
      }
    }
    const { name, title, symbol } = node as FactorNode
    const leaf = { title: title ?? name, ...(symbol ? { symbol } : {}), ...base, of: [] }
    if (node.kind !== 'factor') return { kind: 'input', ...leaf }
    const choices = [...new Set(bindings.get(node)?.choices ?? [])].filter((choice) => choice !== undefined)
    const distinct = new Map(
      choices.map((choice) => [choice.row.id, choiceText(choice, isOfSet(node) ? context.gwp : undefined)]),
    )
    return distinct.size > 0 ? { kind: 'factor', ...leaf, rows: [...distinct.values()] } : { kind: 'input', ...leaf }
  }

  const stepOf = (node: Node, within: string): Step | undefined => {
    if (!steps.has(node)) steps.set(node, make(node, within))
    return steps.get(node)
  }

  return graph.outputs
    .filter(({ node }) => shown(evaluator.value(node)))
    .map(({ name, node }) => {
      const [only, ...more] = isStep(node)
        ? [stepOf(node, method.id)]
        : below({ kind: 'call', of: node } as Node, method.id)
      const tensor = evaluator.value(node)
      if (only && more.length === 0) return { ...only, kind: 'output', title: `${name}: ${only.title}` }
      return {
        kind: 'output',
        title: name,
        unit: unitOf(node),
        over: tensor.dims,
        value: nest(tensor, axes),
        of: [only, ...more].filter((step) => step !== undefined),
      }
    })
}

const digits = (text: string): string => {
  const [whole, fraction = ''] = text.split('.') as [string, string?]
  const keep = Math.max(0, 8 - whole.replace('-', '').replace(/^0+/, '').length)
  const lead = /^-?0*$/.test(whole) ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0
  return fraction.length > keep + lead && !text.includes('e')
    ? `${whole}${keep + lead > 0 ? '.' : ''}${fraction.slice(0, keep + lead)}…`
    : text
}

const flat = (value: NestedValue, path: readonly string[] = []): string[] => {
  if (value === null) return []
  if (typeof value === 'string') return [`${path.length > 0 ? `${path.join(' ')} ` : ''}${digits(value)}`]
  return Object.entries(value).flatMap(([label, inner]) => flat(inner, [...path, label]))
}

const valueText = ({ value, unit }: Step): string => {
  const all = flat(value)
  const some = all.length > 5 ? [...all.slice(0, 2), '…', ...all.slice(-1), `(${all.length} values)`] : all
  return `${some.join(', ')}${unit && unit !== '1' ? ` ${unit}` : ''}`
}

const head = (step: Step): string => {
  const symbol = step.symbol && step.symbol !== step.title ? ` ${step.symbol}` : ''
  return `${step.title}${symbol} = ${valueText(step)}`
}

const rowText = ({ id, value, unit, source, edition, locator, status, chosen }: Row): string =>
  `${id} = ${value}${unit && unit !== '1' ? ` ${unit}` : ''}, ${status}: ${source}, ${locator || edition} (${chosen})`

const note = (step: Step): string => [step.equation, ...(step.rows ?? []).map(rowText)].filter(Boolean).join('; ')

/** The tree as text for a terminal. A step that was shown before is only named again. */
export const explainText = (tree: readonly Step[]): string => {
  const lines: string[] = []
  const seen = new Set<Step>()
  const print = (step: Step, prefix: string, own: string): void => {
    const again = seen.has(step) && step.of.length > 0
    seen.add(step)
    const more = note(step)
    lines.push(`${own}${head(step)}${again ? '  (see above)' : more ? `  [${more}]` : ''}`)
    if (again) return
    step.of.forEach((each, index) => {
      const last = index === step.of.length - 1
      print(each, `${prefix}${last ? '   ' : '│  '}`, `${prefix}${last ? '└─ ' : '├─ '}`)
    })
  }
  for (const step of tree) print(step, '', '')
  return lines.join('\n')
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] as string)

const stepHtml = (step: Step, seen: Set<Step>): string => {
  const again = seen.has(step) && step.of.length > 0
  seen.add(step)
  const line = `<b>${escapeHtml(step.title)}</b> ${step.symbol && step.symbol !== step.title ? `<i>${escapeHtml(step.symbol)}</i> ` : ''}= ${escapeHtml(valueText(step))}`
  const more = note(step) ? ` <small>${escapeHtml(note(step))}</small>` : ''
  if (again) return `<li>${line} <small>(see above)</small></li>`
  if (step.of.length === 0) return `<li>${line}${more}</li>`
  return `<li><details><summary>${line}${more}</summary><ul>${step.of.map((each) => stepHtml(each, seen)).join('')}</ul></details></li>`
}

/** The outputs as an HTML table, with the steps folded below. */
export const explainHtml = (evaluation: Explained): string => {
  const tree = explainTree(evaluation)
  const rows = tree.flatMap((step) =>
    flat(step.value).map((text) => {
      const at = text.lastIndexOf(' ')
      const labels = at < 0 ? '' : text.slice(0, at)
      return `<tr><td>${escapeHtml(step.title.split(':')[0] as string)}</td><td>${escapeHtml(labels)}</td><td style="text-align:right">${escapeHtml(text.slice(at + 1))}</td><td>${escapeHtml(step.unit)}</td></tr>`
    }),
  )
  const seen = new Set<Step>()
  return `<table><thead><tr><th>output</th><th>labels</th><th>value</th><th>unit</th></tr></thead><tbody>${rows.join('')}</tbody></table><ul>${tree.map((step) => stepHtml(step, seen)).join('')}</ul>`
}

/** What a notebook shows: which method of which source, the outputs with their steps, the remarks. */
export const display = (evaluation: Explained, remarks: readonly Remark[]): { html: string; text: string } => {
  const { id, title, edition, source } = evaluation.method
  const about = `${id}, edition ${edition}. Source: ${source.document}, ${source.locator}`
  const told = remarks.map(({ name, text }) => `${name}: ${text}`)
  const list = `<p>Remarks</p><ul>${told.map((remark) => `<li>${escapeHtml(remark)}</li>`).join('')}</ul>`
  const head = `<h4>${escapeHtml(title)}</h4><p>${escapeHtml(about)}</p>`
  return {
    html: `${head}${explainHtml(evaluation)}${told.length > 0 ? list : ''}`,
    text: [
      title,
      about,
      '',
      explainText(explainTree(evaluation)),
      ...(told.length > 0 ? ['', 'Remarks', ...told.map((remark) => `- ${remark}`)] : []),
    ].join('\n'),
  }
}

/** Every step of a result as a tree of text: symbol, value, unit, equation, source, factor and how it was chosen. */
export const explain = (result: { readonly evaluation: Evaluation }): string =>
  explainText(explainTree(result.evaluation))
