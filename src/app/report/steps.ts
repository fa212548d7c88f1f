import type { ProjectResult } from '../../accounts/project'
import { graphFromJson, type Node, type NodeJson } from '../../core/graph'
import { parseUnit } from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import { withSet } from '../../uses/evaluation'
import type { NestedValue, StoredResult, StoredStep } from '../../uses/exact'
import { formula } from './formula'
import { type Child, el, type Html, idOf, linkTo } from './html'
import { type TracedStep, trace } from './lineage'
import { decimalsOf, pretty, shown, unitText } from './numbers'
import { figure, inBlocks, roleTitle, sourceLink, status, table, words } from './tables'

type Factor = StoredResult['factors'][number]

const leavesOf = (value: NestedValue): string[] => {
  if (value === null) return []
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(leavesOf)
}

const at = (value: NestedValue, labels: readonly string[]): string | null => {
  const found = labels.reduce<NestedValue>(
    (inner, label) => (inner !== null && typeof inner === 'object' ? (inner[label] ?? null) : null),
    value,
  )
  return typeof found === 'string' ? found : null
}

const combinations = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((all, list) => all.flatMap((before) => list.map((label) => [...before, label])), [[]])

interface Valued {
  readonly node: number
  readonly unit: string
  readonly over: readonly string[]
  readonly value: NestedValue
}

/** At most this many columns stand side by side, so that they fit a page of paper. */
const abreast = 6

/** The values of a step: the last dimension runs down, all others across, in blocks that fit the page. */
const values = (held: Valued, labels: StoredResult['labels'], caption: string): Html => {
  const { over, value, unit } = held
  if (over.length === 0) {
    const single = at(value, [])
    return el(
      'p',
      { class: 'single', title: single ?? undefined },
      single === null ? 'No value is given.' : `${shown(single)} ${unitText(unit)}`.trim(),
    )
  }
  const decimals = decimalsOf(leavesOf(value))
  const down = over.at(-1) as string
  const across = combinations(over.slice(0, -1).map((name) => labels[name] ?? []))
  const blocks = inBlocks(across, abreast)
  return el(
    'div',
    { class: 'blocks' },
    blocks.map((columns, block) =>
      table({
        id: `values-${held.node}-${block + 1}`,
        caption: `${caption}${unitText(unit) ? `, ${unitText(unit)}` : ''}${blocks.length > 1 ? ` (${block + 1} of ${blocks.length})` : ''}`,
        columns: [{ title: down, words: true }, ...columns.map((names) => ({ title: names.join(' · ') || 'value' }))],
        rows: (labels[down] ?? []).map((label) => ({
          head: label,
          cells: columns.map((names) => figure(at(value, [...names, label]), decimals)),
        })),
      }),
    ),
  )
}

const nodeText = ({ graph }: StoredResult, at: number): { title?: string; symbol?: string } =>
  graph.nodes[at] as NodeJson & { title?: string; symbol?: string }

const titled = (result: StoredResult, leaf: { name: string; node: number }): string => {
  const { title, symbol } = nodeText(result, leaf.node)
  const name = pretty(title ?? leaf.name)
  return symbol && symbol !== title ? `${name} (${symbol})` : name
}

const rowIds = (factor: Factor): string[] => [...new Set(leavesOf(factor.rows))]

/** The bounds of a factor with what they are. */
const bounds = ({ lower, upper, bounds: kind }: FactorRow): string | undefined =>
  lower || upper ? `${lower ?? '…'} to ${upper ?? '…'}${kind ? ` (${kind})` : ''}` : undefined

const valueText = ({ value, unit }: FactorRow): string => `${value} ${unitText(unit ?? '')}`.trim()

const factorItem = (factor: Factor, stored: StoredResult): Html => {
  const rows = rowIds(factor)
  const name = el('b', {}, titled(stored, factor))
  const held = rows.flatMap((id) => stored.rows.filter((row) => row.id === id))
  if (held.length === 0) return el('li', {}, name, `: given by the project, ${decided(factor)}`)
  return el(
    'li',
    {},
    name,
    el(
      'ul',
      {},
      held.map((row) =>
        el(
          'li',
          {},
          valueText(row),
          ' · ',
          linkTo(idOf('row', row.id), el('code', {}, row.id)),
          ` · ${row.source}, ${row.locator || row.edition} · `,
          status(row.status),
          el('span', { class: 'chosen' }, ` Chosen: ${(factor.chosen[row.id] ?? []).join('; ')}.`),
        ),
      ),
    ),
  )
}

const decided = ({ value, unit }: Factor): string => {
  const all = [...new Set(leavesOf(value))]
  return all.length > 4
    ? `${all.length} values`
    : `${all.map((each) => shown(each)).join(', ')} ${unitText(unit)}`.trim()
}

const list = (parts: readonly Child[]): Child[] => parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]))

const stepName = ({ name, symbol }: { name: string; symbol?: string }): string =>
  symbol && symbol !== name ? `${pretty(name)} (${pretty(symbol)})` : pretty(name)

const equationText = ({ step, outputs }: TracedStep, { words: { baseline } }: ProjectResult): string => {
  if (step.equation !== 'derived') return step.equation
  if (outputs.some((name) => name.startsWith('reduction.'))) return `${baseline} − project − leakage`
  return 'sum over the gases of mass × GWP'
}

const stepDetails = (traced: TracedStep, nodes: readonly Node[], result: ProjectResult): Html => {
  const { step, origin, outputs, steps, inputs, factors } = traced
  const stored = result.evaluation
  const row = (title: string, ...children: Child[]): Html =>
    el('div', {}, el('dt', {}, title), el('dd', {}, ...children))
  return el(
    'details',
    { class: 'step' },
    el(
      'summary',
      {},
      el('span', { class: 'name' }, stepName(step)),
      el('span', { class: 'equation' }, ` ${equationText(traced, result)}`),
      origin.path ? [' ', el('span', { class: 'path' }, origin.path)] : undefined,
    ),
    el(
      'div',
      { class: 'inside', id: idOf('step', step.node) },
      el(
        'dl',
        { class: 'facts' },
        row('Equation', equationText(traced, result)),
        row(
          'Written out',
          el(
            'span',
            { class: 'formula' },
            `${pretty(step.symbol ?? step.name)} = ${formula(nodes[step.node] as Node)}`,
          ),
        ),
        row(
          'Source',
          sourceLink(origin.document, result),
          `, ${origin.locator}`,
          el('span', { class: 'muted' }, ` (method ${origin.method})`),
        ),
        outputs.length > 0 ? row('Output', list(outputs.map((name) => el('code', {}, name)))) : undefined,
        steps.length > 0
          ? row('From steps', list(steps.map((each) => linkTo(idOf('step', each.node), stepName(each)))))
          : undefined,
        inputs.length > 0
          ? row('From data', list(inputs.map((each) => linkTo(idOf('input', each.node), titled(stored, each)))))
          : undefined,
        factors.length > 0
          ? row(
              'From factors',
              el(
                'ul',
                {},
                factors.map((each) => factorItem(each, stored)),
              ),
            )
          : undefined,
      ),
      values({ ...step, unit: unitOf(step, stored) }, stored.labels, stepName(step)),
    ),
  )
}

/** CO2e of a step is of the set that the run was made with. */
const unitOf = ({ unit }: StoredStep, { context }: StoredResult): string =>
  unit === '' ? '' : withSet(parseUnit(unit), context.gwp).text

const roleTexts: Readonly<Record<string, string>> = {
  reduction: 'Reduction and CO₂ equivalent',
  benefit: 'Co-benefits',
  result: 'Results',
}

/** Every step of the calculation, folded, by the role that it was computed for. */
export const stepSections = (result: ProjectResult): Html[] => {
  const { nodes } = graphFromJson(result.evaluation.graph)
  return trace(result.evaluation).flatMap(({ role, steps }) => [
    el('h3', {}, roleTexts[role] ?? roleTitle(role, result)),
    ...steps.map((traced) => stepDetails(traced, nodes, result)),
  ])
}

type Origin = NonNullable<ProjectResult['inputs']>[number]

const made: Readonly<Record<string, string>> = {
  times: 'Values per day, multiplied by the days of each period.',
  into: 'Brought to years.',
  split: 'Split by days across years.',
}

/** Where an input stands, and each value as it is written there. */
const originParts = (origin: Origin, node: number, caption: string): Child[] => {
  const { file, column, note, values } = origin
  const place =
    file === undefined
      ? ['In the project file']
      : ['In ', el('code', {}, file), ', column ', el('code', {}, column ?? '')]
  const done = Object.keys(made).flatMap((name) => (origin[name as keyof Origin] === undefined ? [] : ` ${made[name]}`))
  const [only, ...more] = values
  const dims = [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))]
  if (only && more.length === 0 && dims.length === 0)
    return [
      el(
        'p',
        { class: 'note' },
        ...place,
        only.row === undefined ? '' : `, row ${only.row}`,
        `: ${only.written}.`,
        ...done,
        note ? ` ${note}` : '',
      ),
    ]
  const quality = values.some((value) => value.quality !== undefined)
  const rows = values.some((value) => value.row !== undefined)
  return [
    el('p', { class: 'note' }, ...place, '.', ...done, note ? ` ${note}` : ''),
    table({
      id: `written-${node}`,
      caption: `${caption}, as written`,
      columns: [
        { title: rows ? 'row' : (dims[0] ?? ''), words: true },
        ...(rows ? dims : dims.slice(1)).map((title) => ({ title, words: true })),
        { title: 'written', words: true },
        ...(quality ? [{ title: 'quality', words: true }] : []),
      ],
      rows: values.map((value) => {
        const labels = dims.map((dim) => value.labels[dim] ?? '')
        const [head = '', ...cells] = rows ? [String(value.row ?? ''), ...labels] : labels
        return {
          head,
          cells: [...cells, value.written, ...(quality ? [value.quality ?? ''] : [])].map((text) => words(text)),
        }
      }),
    }),
  ]
}

/** The data that the calculation was fed with, folded. */
export const inputSections = ({ evaluation, inputs }: ProjectResult): Html[] =>
  evaluation.inputs
    .filter(({ value }) => leavesOf(value).length > 0)
    .map((input) => {
      const origin = inputs?.find(({ name }) => name === input.name)
      const given = leavesOf(input.given)
      const held = new Set(leavesOf(input.value))
      const asGiven = [...new Set(given.filter((text) => !held.has(text)))]
      return el(
        'details',
        { class: 'step' },
        el(
          'summary',
          {},
          el('span', { class: 'name' }, titled(evaluation, input)),
          el('span', { class: 'equation' }, ` ${unitText(input.unit)}`),
          ' ',
          el('span', { class: 'path' }, input.name),
        ),
        el(
          'div',
          { class: 'inside', id: idOf('input', input.node) },
          origin ? originParts(origin, input.node, titled(evaluation, input)) : undefined,
          !origin && asGiven.length > 0
            ? el('p', { class: 'note' }, `Given as ${asGiven.slice(0, 5).join(', ')}${asGiven.length > 5 ? ' …' : ''}.`)
            : undefined,
          given.length === 0 ? el('p', { class: 'note' }, 'Not given: the default of the method.') : undefined,
          values(input, evaluation.labels, titled(evaluation, input)),
        ),
      )
    })

/** Every factor row that was used, once. */
export const factorTable = (result: ProjectResult): Html => {
  const { rows, factors } = result.evaluation
  return table({
    id: 'factors-table',
    caption: 'Factor rows that the result depends on, as printed in their sources',
    className: 'factors',
    columns: ['Factor', 'Value', 'Place in the source', 'Status', 'How it was chosen'].map((title) => ({
      title,
      words: true,
    })),
    rows: rows.map((row) => {
      const users = factors.filter((factor) => rowIds(factor).includes(row.id))
      const chosen = [...new Set(users.flatMap((factor) => factor.chosen[row.id] ?? []))]
      const range = bounds(row)
      return {
        className: row.status === 'secondary' || row.status === 'memory' ? 'unread' : '',
        head: [el('span', { id: idOf('row', row.id) }, pretty(row.title ?? row.parameter)), el('code', {}, row.id)],
        cells: [
          words(valueText(row), range ? el('span', { class: 'bounds' }, ` ${range}`) : undefined),
          words(
            sourceLink(row.source, result),
            `, edition ${row.edition}`,
            row.locator ? `: ${row.locator}` : '',
            row.notes ? el('span', { class: 'bounds' }, ` ${row.notes}`) : undefined,
          ),
          words(status(row.status)),
          words(`${chosen.join('; ')}. Used as ${[...new Set(users.map(({ name }) => name))].join(', ')}.`),
        ],
      }
    }),
  })
}
