import { sha256 } from '@noble/hashes/sha2.js'
import type { ProjectResult } from '../../accounts/project'
import { Decimal } from '../../core/quantity'
import { chart, chartKey, narrow, wide } from './chart'
import { type Child, el, Html } from './html'
import {
  headline,
  percentOf,
  percentText,
  periodWord,
  pretty,
  roundingRule,
  shown,
  spans,
  sum,
  unitText,
} from './numbers'
import { streamSections } from './sankey'
import { factorTable, inputSections, stepSections } from './steps'
import { style } from './style'
import {
  benefitTables,
  co2eDecimals,
  comparisonTable,
  documentList,
  gasTables,
  roleTitle,
  sourceLink,
  sourceList,
  yearsTable,
} from './tables'

/** The page states by itself that nothing is loaded and nothing runs: only this style sheet is let in. */
const policy = (): string => {
  const digest = btoa(String.fromCharCode(...sha256(new TextEncoder().encode(style))))
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`
}

const countryName = (code: string): string => {
  const [land = code] = code.split('-')
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(land) ?? code
  } catch {
    return code
  }
}

const range = (labels: readonly string[]): string =>
  labels.length < 2 ? (labels[0] ?? '') : `${labels[0]}–${labels.at(-1)}`

/** From the set's name: a result may name a set that this version does not have. */
const horizonOf = (gwp: string): string => /-G[WT]P(\d+)$/.exec(gwp)?.[1] ?? '100'

const head = (result: ProjectResult): Html => {
  const { city, title, description, gwp, method } = result
  const { labels } = result.period
  const word = periodWord(labels)
  const item = (name: string, ...value: Child[]): Html => el('div', {}, el('dt', {}, name), el('dd', {}, ...value))
  const partner = city.partner ? ` with ${city.partner}` : ''
  return el(
    'header',
    {},
    el('p', { class: 'place' }, `${city.name}, ${countryName(city.country)}${partner}`),
    el('h1', {}, title),
    el(
      'dl',
      { class: 'about' },
      item('Period', `${range(labels)} (${labels.length} ${word}${labels.length === 1 ? '' : 's'})`),
      item('GWP set', `${gwp}, ${horizonOf(gwp)} years`),
      item('Method', pretty(method.title)),
    ),
    description ? el('p', { class: 'lead' }, pretty(description)) : undefined,
  )
}

/** The answer in a sentence: what the project changes against the baseline, and from which parts that follows. */
const answer = (result: ProjectResult): Html[] => {
  const { totals, years, unit, words } = result
  const { labels } = result.period
  const word = periodWord(labels)
  const reduction = new Decimal(totals.reduction)
  const decimals = co2eDecimals(result)
  const mass = unitText(unit.split(' ')[0] ?? '')
  const tonnes = (value: string): string => `${shown(value, decimals)}\u00a0${mass}`
  const amount = el('strong', {}, `${shown(reduction.abs().toFixed(), decimals)} ${pretty(unit)}`)
  const when = labels.length < 2 ? `In ${labels[0]}` : `From ${labels[0]} to ${labels.at(-1)}`
  const leakage = new Decimal(totals.leakage).isZero() ? 'there is no leakage' : `leakage is ${tonnes(totals.leakage)}`
  const parts = `the ${words.baseline} emits ${tonnes(totals.baseline)}, the project ${tonnes(totals.project)}, and ${leakage}.`
  const yearsOf = (kind: 'monitored' | 'projected') => years.filter((row) => row.kind === kind)
  const [monitored, projected] = [yearsOf('monitored'), yearsOf('projected')]
  // what lies ahead is expected, not done
  const verb = (now: string, base: string): string => (projected.length > 0 ? `is expected to ${base}` : now)
  const sentence = reduction.isZero()
    ? [`${when} the project ${verb('changes', 'change')} emissions by `, amount, `: ${parts}`]
    : reduction.isPositive()
      ? [`${when} the project ${verb('reduces', 'reduce')} emissions by `, amount, `: ${parts}`]
      : [`${when} the project ${verb('emits', 'emit')} `, amount, ` more than the ${words.baseline}: ${parts}`]
  const worse = years.filter((row) => row.reduction.startsWith('-')).map(({ year }) => year)
  const part = (title: string, rows: typeof years): Html =>
    el(
      'span',
      {},
      `${title} (${spans(
        rows.map(({ year }) => year),
        labels,
      )}): `,
      el('b', {}, tonnes(sum(rows.map((row) => row.reduction)))),
      '. ',
    )
  const split = monitored.length > 0 && projected.length > 0
  return [
    el('p', { class: reduction.isNegative() && !reduction.isZero() ? 'answer worse' : 'answer' }, ...sentence),
    el(
      'p',
      {},
      split ? [part(`Monitored ${word}s`, monitored), part(`Projected ${word}s`, projected)] : undefined,
      monitored.length === 0 ? 'All figures are projected; none is monitored. ' : undefined,
      projected.length === 0 ? 'All figures are from monitored data. ' : undefined,
      worse.length > 0 && reduction.isPositive()
        ? `In ${spans(worse, labels)} the project emits more than the ${words.baseline}: the reduction is negative there and lowers the total.`
        : undefined,
    ),
  ]
}

interface Card {
  readonly title: string
  readonly value: string
  readonly unit: string
}

const totalTitle = ({ years }: ProjectResult): string => {
  const kinds = ['monitored', 'projected'].filter((kind) => years.some((row) => row.kind === kind))
  return `Total reduction, ${kinds.join(' and ')}`
}

const cards = (result: ProjectResult): Html => {
  const { totals, unit, benefits, words } = result
  const { labels } = result.period
  const word = periodWord(labels)
  const percent = percentOf(totals.reduction, totals.baseline)
  // of a baseline near 0 a share says nothing
  const share = percent !== undefined && new Decimal(percent).abs().lte(1000) ? percent : undefined
  const counted = benefits.filter((benefit) => benefit.total !== null && !new Decimal(benefit.total).isZero())
  const all: Card[] = [
    { title: totalTitle(result), value: totals.reduction, unit },
    {
      title: `Reduction per ${word}, mean`,
      value: new Decimal(totals.reduction).dividedBy(labels.length).toFixed(),
      unit,
    },
    ...counted
      .slice(0, share === undefined ? 2 : 1)
      .map(({ title, total, unit: own }) => ({ title, value: total as string, unit: own })),
    ...(share === undefined
      ? []
      : [{ title: `Reduction as a share of the ${words.baseline}`, value: share, unit: '%' }]),
  ]
  return el(
    'dl',
    { class: 'figures' },
    all.map(({ title, value, unit: own }) =>
      el(
        'div',
        { class: value.startsWith('-') ? 'worse' : undefined },
        el('dt', {}, pretty(title)),
        el(
          'dd',
          { title: value },
          el(
            'b',
            {},
            own === '%'
              ? percentText(value)
              : headline(value, value === totals.reduction ? co2eDecimals(result) : undefined),
          ),
          own === '%' ? undefined : el('span', {}, unitText(own)),
        ),
      ),
    ),
  )
}

const scenario = (result: ProjectResult): Html =>
  el(
    'dl',
    { class: 'scenario' },
    (['baseline', 'project', 'leakage'] as const).map((role) =>
      el('div', { class: role }, el('dt', {}, roleTitle(role, result)), el('dd', {}, pretty(result.scenario[role]))),
    ),
  )

interface Section {
  readonly id: string
  readonly title: string
  readonly content: Child
}

const none = (text: string): Html => el('p', { class: 'note' }, text)

const remarkList = ({ remarks }: ProjectResult): Html =>
  el(
    'ul',
    { class: 'remarks' },
    remarks.map(({ name, text }) => el('li', {}, `${pretty(text)} `, el('code', {}, name))),
  )

const assumptionList = (result: ProjectResult): Html =>
  el(
    'ol',
    { class: 'assumptions' },
    result.assumptions.map(({ text, source }) =>
      el(
        'li',
        {},
        pretty(text),
        source ? el('span', { class: 'source' }, ' Source: ', sourceLink(source, result)) : undefined,
      ),
    ),
  )

const verification = ({ digest, evaluation, schemaVersion, method }: ProjectResult): Html[] => [
  el(
    'p',
    {},
    'The file result.json beside this page holds every input, factor row, step and figure in full precision, with the graph of equations. Whoever has it can compute all of it again, without this project’s files:',
  ),
  el('pre', {}, 'citymrv verify result.json'),
  el(
    'p',
    {},
    'The command names each figure that does not follow from the rest. The digest of the file (SHA-256) must be this one:',
  ),
  el('pre', { class: 'digest' }, digest),
  el(
    'p',
    {},
    'All steps in a terminal: ',
    el('code', {}, 'citymrv explain result.json'),
    `. Computed with ${evaluation.library.name} ${evaluation.library.version}; method `,
    el('code', {}, method.id),
    `, edition ${method.edition}, version ${method.version}; form of the result ${schemaVersion}.`,
  ),
]

const sections = (result: ProjectResult): Section[] => {
  const word = periodWord(result.period.labels)
  const streams = streamSections(result)
  const unread = result.evaluation.rows.filter((row) => row.status === 'secondary' || row.status === 'memory').length
  return [
    { id: 'by-year', title: `By ${word}`, content: yearsTable(result) },
    { id: 'by-gas', title: 'By gas', content: gasTables(result) },
    ...(streams.length > 0 ? [{ id: 'waste-streams', title: 'Waste streams', content: streams }] : []),
    {
      id: 'co-benefits',
      title: 'Co-benefits',
      content: result.benefits.length > 0 ? benefitTables(result) : none('No co-benefit is computed.'),
    },
    {
      id: 'published',
      title: 'Comparison with published figures',
      content:
        result.comparisons.length > 0
          ? comparisonTable(result)
          : none('The project names no published figures to compare with.'),
    },
    {
      id: 'assumptions',
      title: 'Assumptions',
      content: result.assumptions.length > 0 ? assumptionList(result) : none('The project states no assumptions.'),
    },
    {
      id: 'data-quality',
      title: 'Data quality',
      content: result.remarks.length > 0 ? remarkList(result) : none('There are no remarks.'),
    },
    {
      id: 'computation',
      title: 'How it was computed',
      content: [
        el(
          'p',
          {},
          'Each step unfolds to its equation, its source, what it was computed from, the factor rows with how each was chosen, and its values. Steps stand in the order of the calculation. On paper they are as they were on the screen: unfold what is to be printed.',
        ),
        ...stepSections(result),
        el('h3', {}, 'Data that went in'),
        ...inputSections(result),
      ],
    },
    {
      id: 'factors',
      title: 'Factors used',
      content: [
        el(
          'p',
          {},
          unread > 0
            ? `${unread} of ${result.evaluation.rows.length} rows were not read in their own source; they are marked ⚠.`
            : 'All rows were read in their sources, measured, or given by the project.',
        ),
        factorTable(result),
      ],
    },
    ...(result.evaluation.sources?.length
      ? [
          {
            id: 'documents',
            title: 'Documents of the method and the factors',
            content: documentList(result.evaluation.sources),
          },
        ]
      : []),
    ...(result.sources.length > 0
      ? [{ id: 'sources', title: 'Sources of the data', content: sourceList(result) }]
      : []),
    { id: 'verify', title: 'How to verify this page', content: verification(result) },
  ]
}

/** The whole page: one file, no scripts, nothing loaded. */
export const page = (result: ProjectResult): string => {
  const all = sections(result)
  const body = el(
    'body',
    {},
    el(
      'main',
      {},
      head(result),
      el(
        'section',
        { 'aria-label': 'The answer' },
        answer(result),
        cards(result),
        el('figure', {}, chart(result, wide), chart(result, narrow), el('figcaption', {}, chartKey(result))),
        scenario(result),
      ),
      el(
        'nav',
        { 'aria-label': 'Contents' },
        el(
          'ul',
          {},
          all.map(({ id, title }) => el('li', {}, el('a', { href: `#${id}` }, title))),
        ),
      ),
      all.map(({ id, title, content }) =>
        el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), content),
      ),
    ),
    el(
      'footer',
      {},
      el('p', {}, roundingRule),
      el(
        'p',
        {},
        'The full value of a rounded figure is its title (rest the pointer on it) and stands in result.json and outputs.csv.',
      ),
    ),
  )
  const document = el(
    'html',
    { lang: 'en' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy() }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('meta', { name: 'referrer', content: 'no-referrer' }),
      el('title', {}, `${result.title}: ${result.city.name} ${range(result.period.labels)}`),
      new Html(`<style>${style}</style>`),
    ),
    body,
  )
  return `<!DOCTYPE html>\n${document.text}\n`
}
