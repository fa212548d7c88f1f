import type { ProjectResult, YearRow } from '../../accounts/project'
import { type Child, el, type Html, idOf, link, linkTo } from './html'
import { decimalsOf, isNumber, percentOf, percentText, periodWord, pretty, shown, sum, unitText } from './numbers'

/** A column: its heading and, below it, its unit. */
export interface Column {
  readonly title: string
  readonly unit?: string | undefined
  readonly words?: boolean
}

/** A row: what it is about, and its cells. */
export interface Row {
  readonly head: Child
  readonly cells: readonly Html[]
  readonly className?: string
}

interface TableParts {
  readonly id: string
  readonly caption: Child
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly foot?: readonly Row[]
  readonly className?: string
}

const headCell = ({ title, unit, words }: Column): Html =>
  el(
    'th',
    { scope: 'col', class: words ? 'words' : undefined },
    pretty(title),
    unit ? el('span', { class: 'unit' }, ` ${unitText(unit)}`) : undefined,
  )

const bodyRow = ({ head, cells, className }: Row): Html =>
  el('tr', { class: className }, el('th', { scope: 'row' }, head), cells)

/** A table in a box of its own, which scrolls where the table is wider than the page; by keyboard too. */
export const table = ({ id, caption, columns, rows, foot = [], className }: TableParts): Html =>
  el(
    'div',
    { class: 'scroll', role: 'group', 'aria-labelledby': `${id}-caption`, tabindex: 0 },
    el(
      'table',
      { class: className },
      el('caption', { id: `${id}-caption` }, caption),
      el('thead', {}, el('tr', {}, columns.map(headCell))),
      el('tbody', {}, rows.map(bodyRow)),
      foot.length > 0 ? el('tfoot', {}, foot.map(bodyRow)) : undefined,
    ),
  )

/** A cell of words. */
export const words = (...children: Child[]): Html => el('td', { class: 'words' }, ...children)

/** A cell with a figure; its full value is the title. */
export const figure = (value: string | null | undefined, decimals?: number): Html => {
  if (value === null || value === undefined) return el('td', {}, el('span', { class: 'none' }, '–'))
  const short = shown(value, decimals)
  return el('td', { title: short.replaceAll(',', '').replace('−', '-') === value ? undefined : value }, short)
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const roles = ['baseline', 'project', 'leakage', 'reduction'] as const

/** The heading of a role, in the words of the programme. */
export const roleTitle = (role: string, { words: { baseline } }: Pick<ProjectResult, 'words'>): string =>
  capital(role === 'baseline' ? baseline : role)

const totalsOf = (rows: readonly YearRow[]): ProjectResult['totals'] => {
  const of = (role: (typeof roles)[number]): string => sum(rows.map((row) => row[role]))
  return { baseline: of('baseline'), project: of('project'), leakage: of('leakage'), reduction: of('reduction') }
}

/** How many decimals the figures in CO2e have, the same in all places of the page. */
export const co2eDecimals = ({ years, totals }: Pick<ProjectResult, 'years' | 'totals'>): number =>
  decimalsOf([...years.flatMap((row) => roles.map((role) => row[role])), ...Object.values(totals)])

/** CO2e by year and role, with sums. */
export const yearsTable = (result: ProjectResult): Html => {
  const { years, totals, unit } = result
  const word = periodWord(result.period.labels)
  const decimals = co2eDecimals(result)
  const kinds = ['monitored', 'projected'] as const
  const parts = kinds
    .map((kind) => ({ kind, rows: years.filter((row) => row.kind === kind) }))
    .filter(({ rows }) => rows.length > 0)
  const sums = parts.length > 1 ? parts.map(({ kind, rows }) => ({ head: capital(kind), all: totalsOf(rows) })) : []
  const cells = (row: Record<(typeof roles)[number], string>): Html[] =>
    roles.map((role) => figure(row[role], decimals))
  return table({
    id: 'years',
    className: 'years',
    caption: `Emissions and reduction by ${word}, ${pretty(unit)}`,
    columns: [
      { title: capital(word), words: true },
      ...roles.map((role) => ({ title: roleTitle(role, result) })),
      { title: 'Data', words: true },
    ],
    rows: years.map((row) => ({ head: row.year, className: row.kind, cells: [...cells(row), words(row.kind)] })),
    foot: [
      ...sums.map(({ head, all }) => ({ head, cells: [...cells(all), words()], className: 'part' })),
      { head: 'Total', cells: [...cells(totals), words()], className: 'total' },
    ],
  })
}

const gasName = (gas: string, unit: string): string => `${pretty(gas)}, ${unit.split(' ')[0] ?? unit}`

/** Sums by gas, and each gas by year folded below. */
export const gasTables = (result: ProjectResult): Html[] => {
  const word = periodWord(result.period.labels)
  const gases = [...new Set(result.gases.map(({ gas }) => gas))].map((gas) => ({
    gas,
    rows: result.gases.filter((row) => row.gas === gas),
  }))
  const totalOf = (rows: typeof result.gases, role: (typeof roles)[number]): string | null => {
    const values = rows.map((row) => row[role])
    return values.every((value) => value === null) ? null : sum(values.map((value) => value ?? '0'))
  }
  const columns = roles.map((role) => ({ title: roleTitle(role, result) }))
  const structural = result.gases.some((row) => roles.some((role) => row[role] === null))
  return [
    table({
      id: 'gases',
      caption: `Sums over the period by gas, in mass of the gas`,
      columns: [{ title: 'Gas', words: true }, { title: 'Unit', words: true }, ...columns],
      rows: gases.map(({ gas, rows }) => {
        const values = roles.map((role) => totalOf(rows, role))
        const decimals = decimalsOf(values)
        return {
          head: pretty(gas),
          cells: [words(pretty(rows[0]?.unit ?? '')), ...values.map((value) => figure(value, decimals))],
        }
      }),
    }),
    ...(structural ? [el('p', { class: 'note' }, '– : the method has no such emission; it counts as 0.')] : []),
    el(
      'details',
      { class: 'gases' },
      el('summary', {}, `Each gas by ${word}`),
      gases.map(({ gas, rows }) => {
        const decimals = decimalsOf([
          ...rows.flatMap((row) => roles.map((role) => row[role])),
          ...roles.map((role) => totalOf(rows, role)),
        ])
        return table({
          id: idOf('gas', gas),
          caption: gasName(gas, rows[0]?.unit ?? ''),
          columns: [{ title: capital(word), words: true }, ...columns],
          rows: rows.map((row) => ({ head: row.year, cells: roles.map((role) => figure(row[role], decimals)) })),
          foot: [
            { head: 'Total', className: 'total', cells: roles.map((role) => figure(totalOf(rows, role), decimals)) },
          ],
        })
      }),
    ),
  ]
}

/** Shares are read more easily as percentages. */
const asShare = (benefit: ProjectResult['benefits'][number]): boolean => benefit.unit === '1' && benefit.total === null

/** A list cut into as few parts of nearly equal length as hold at most so many each. */
export const inBlocks = <T>(items: readonly T[], most: number): T[][] => {
  const count = Math.ceil(items.length / most)
  const length = Math.ceil(items.length / count)
  return Array.from({ length: count }, (_, at) => items.slice(at * length, (at + 1) * length))
}

/** Co-benefits by year, at most six side by side. */
export const benefitTables = (result: ProjectResult): Html[] => {
  const { labels } = result.period
  const word = periodWord(labels)
  const blocks = inBlocks(result.benefits, 6)
  return blocks.map((benefits, block) => {
    const columns = benefits.map((benefit) => {
      const share = asShare(benefit)
      const values = labels.map((label) => benefit.values[label])
      const scaled = values.map((value) => (share && value !== undefined ? (percentOf(value, '1') as string) : value))
      return { benefit, values: scaled, decimals: decimalsOf([...scaled, benefit.total]) }
    })
    return table({
      id: `benefits-${block + 1}`,
      caption: `Co-benefits by ${word}${blocks.length > 1 ? ` (${block + 1} of ${blocks.length})` : ''}`,
      className: 'benefits',
      columns: [
        { title: capital(word), words: true },
        ...benefits.map((benefit) => ({ title: benefit.title, unit: asShare(benefit) ? '%' : benefit.unit })),
      ],
      rows: labels.map((label, index) => ({
        head: label,
        cells: columns.map(({ values, decimals }) => figure(values[index], decimals)),
      })),
      foot: [
        {
          head: 'Total',
          className: 'total',
          cells: columns.map(({ benefit, decimals }) => figure(benefit.total, decimals)),
        },
      ],
    })
  })
}

/** A source that the project lists is linked within the page, and so is a document of the method or the factors. */
export const sourceLink = (
  id: string,
  { sources, evaluation }: Pick<ProjectResult, 'sources' | 'evaluation'>,
): Child => {
  if (evaluation.sources?.some((source) => source.id === id)) return linkTo(idOf('document', id), id)
  return sources.some((source) => source.id === id) ? linkTo(idOf('source', id), id) : id
}

const differenceCell = ({ published, difference }: ProjectResult['comparisons'][number], decimals: number): Html => {
  if (difference === null) return figure(null)
  const short = shown(difference, decimals)
  const share = short === '0' || !isNumber(published) ? undefined : percentOf(difference, published)
  const plus = short === '0' || difference.startsWith('-') ? '' : '+'
  const percent = share === undefined ? undefined : el('span', { class: 'unit' }, ` (${plus}${percentText(share)})`)
  return el('td', { title: difference }, `${plus}${short}`, percent)
}

/** What others published beside what this run computed. */
export const comparisonTable = (result: ProjectResult): Html =>
  table({
    id: 'comparison',
    caption: 'Published and computed figures; the difference is computed − published',
    className: 'comparison',
    columns: [
      { title: 'Figure', words: true },
      { title: 'Published' },
      { title: 'Computed' },
      { title: 'Difference' },
      { title: 'Note', words: true },
    ],
    rows: result.comparisons.map((row) => {
      const decimals = decimalsOf([row.published, row.computed])
      return {
        head: [
          pretty(row.title),
          unitText(row.unit) ? el('span', { class: 'unit' }, `, ${unitText(row.unit)}`) : undefined,
          el('span', { class: 'source' }, ' ', sourceLink(row.source, result)),
        ],
        cells: [
          figure(row.published, decimals),
          row.computed === null
            ? el('td', {}, el('span', { class: 'none' }, 'not computed'))
            : figure(row.computed, decimals),
          differenceCell(row, decimals),
          words(pretty(row.note)),
        ],
      }
    }),
  })

const statusWords: Readonly<Record<string, string>> = {
  read: 'read in the source',
  secondary: 'seen in a copy only',
  memory: 'not seen',
  measured: 'measured',
  project: 'given by the project',
}

/** How far a figure was seen; what nobody read in its source is marked by a sign and in words. */
export const status = (name: string): Html => {
  const unread = name === 'secondary' || name === 'memory'
  return el('span', { class: unread ? 'status unread' : 'status' }, unread ? '⚠ ' : '', statusWords[name] ?? name)
}

const sentence = (...parts: (string | undefined)[]): string => {
  const text = parts.filter(Boolean).join(', ')
  return text === '' || text.endsWith('.') ? text : `${text}.`
}

/** The bibliography: the documents that method and factor rows are from, under the names that the page gives them. */
export const documentList = (documents: NonNullable<ProjectResult['evaluation']['sources']>): Html =>
  el(
    'ol',
    { class: 'sources' },
    documents.map(({ id, title, publisher, year, edition, corrigenda, url, licence }) =>
      el(
        'li',
        { id: idOf('document', id) },
        el('code', {}, id),
        ' ',
        link(title, url),
        `. ${sentence(publisher, year ? String(year) : undefined)} Edition: ${sentence(edition)}`,
        corrigenda ? ` Corrigenda: ${sentence(corrigenda)}` : '',
        url ? ` ${url}` : '',
        licence ? el('span', { class: 'muted' }, ` Licence: ${sentence(licence)}`) : undefined,
      ),
    ),
  )

/** The sources that the project names. */
export const sourceList = ({ sources }: ProjectResult): Html =>
  el(
    'ol',
    { class: 'sources' },
    sources.map(({ id, text, url, status: seen }) =>
      el('li', { id: idOf('source', id) }, el('code', {}, id), ' ', link(text, url), ' (', status(seen), ')'),
    ),
  )
