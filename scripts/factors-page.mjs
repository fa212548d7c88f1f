// `npm run factors:page`: writes docs/factors.md from factors/ and from what was found out about it (test/data). A test says
// whether the page is that of today.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataSet } from './data-set.mjs'
import { root } from './entries.mjs'
import { audit } from './factors-audit.mjs'
import { documentsOf, factorSources, readCsv, rowsOf, sources } from './factors-data.mjs'

/** What the totals must come to: factors, their share that was read, and those read elsewhere than in these databases. */
const wanted = { factors: 3000, read: 0.9, elsewhere: 1200 }
const databases = ['emep-eea', 'efdb']

const cellOf = ({ table, set, parameter, unit, value, lower, upper }) =>
  [table, set ?? parameter ?? '', unit ?? '', value, lower ?? '', upper ?? ''].join('|')

/**
 * How many values are printed, counted so that none counts twice: rows of a table with equal parameter, unit, value and
 * bounds count as one, be they one cell that stands for several fuels, sectors or countries, or cells that agree. It is
 * never more than what is printed.
 */
export const distinct = (rows) => new Set(rows.map(cellOf)).size

const ofStatus = (rows, status) => rows.filter((row) => row.status === status)
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`)
const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
const cell = (text) => String(text).replace(/\s+/g, ' ').replace(/\|/g, '\\|').replace(/</g, '&lt;')
const table = (head, align, rows) => [
  `| ${head.join(' | ')} |`,
  `|${align.map((each) => (each === 'right' ? '--:' : '---')).join('|')}|`,
  ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
]

const counts = (rows) => ({
  rows: rows.length,
  read: ofStatus(rows, 'read').length,
  secondary: ofStatus(rows, 'secondary').length,
  values: distinct(rows),
  valuesRead: distinct(ofStatus(rows, 'read')),
})

const totals = (bySource) => {
  const add = (list, field) => list.reduce((sum, [, each]) => sum + each[field], 0)
  const elsewhere = bySource.filter(([source]) => !databases.some((name) => source.startsWith(name)))
  const [values, read] = [add(bySource, 'values'), add(bySource, 'valuesRead')]
  const line = (what, is, least, holds) => [what, is, least, holds ? 'yes' : 'NO']
  return [
    '## Totals',
    '',
    'A value that is printed once for several fuels, sectors or countries counts once. Which cells a row was read from is not',
    'always known, so the count is the lowest that it can be: rows of one table with equal parameter, unit, value and bounds',
    'count as one.',
    '',
    ...table(
      ['', 'there are', 'at least', 'holds'],
      ['left', 'right', 'right', 'left'],
      [
        line('printed values', number(values), number(wanted.factors), values >= wanted.factors),
        line(
          'of them read in their source',
          percent(read, values),
          percent(wanted.read, 1),
          read / values >= wanted.read,
        ),
        line(
          'read in sources other than the databases of EMEP/EEA and EFDB',
          number(add(elsewhere, 'valuesRead')),
          number(wanted.elsewhere),
          add(elsewhere, 'valuesRead') >= wanted.elsewhere,
        ),
      ],
    ),
    '',
    ...table(
      ['source', 'rows', 'read', 'secondary', 'printed values', 'of them read'],
      ['left', 'right', 'right', 'right', 'right', 'right'],
      [
        ...bySource.map(([source, each]) => [
          source,
          ...['rows', 'read', 'secondary', 'values', 'valuesRead'].map((field) => number(each[field])),
        ]),
        ['all', ...['rows', 'read', 'secondary', 'values', 'valuesRead'].map((field) => number(add(bySource, field)))],
      ],
    ),
  ]
}

/** The rows of a document: of one set of GWP or one table of blends, else all of its source. */
const rowsOfDocument = (rows, source, { name }) => {
  const names = name.split(', ')
  return rows.filter((row) => name === source || names.includes(row.set ?? row.table))
}

/** Whose copies stand for what was not seen in the original, as the notes of the rows name them. */
const copiesOf = (rows) => [
  ...new Set(rows.flatMap(({ notes }) => /^seen in ([^;]+)/i.exec(notes)?.[1].replace(/\.$/, '') ?? [])),
]

/** What was read of a document; what was not is never said to be. */
export const howRead = ({ read, table: where, notes }, rows) => {
  const secondary = ofStatus(rows, 'secondary')
  const text = read ?? [where, notes].filter(Boolean).join('. ')
  if (secondary.length === 0) return `Read: ${text}`
  const none = secondary.length === rows.length
  // a source of its own says itself what was seen
  if (read)
    return none ? `Cited, not read; seen: ${read}` : `Read, but for ${secondary.length} of ${rows.length} rows: ${read}`
  const cited = none ? 'Cited, not read' : `Cited, ${secondary.length} of ${rows.length} rows not read`
  return `${cited}: ${text.replace(/\.$/, '')}; copy: ${copiesOf(secondary).join(', ')}.`
}

const bibliography = (rowsBySource) => [
  '## Sources',
  '',
  ...sources.flatMap((source) =>
    documentsOf(source).flatMap((each) => [
      each.name === source ? `### ${source}` : `### ${source}: ${each.name}`,
      '',
      `${each.title}. ${each.publisher}, ${each.year ?? 'no date'}. <${each.url}>`,
      '',
      `- Edition: ${each.edition}. Corrigenda: ${each.corrigenda ?? 'none named in it'}.`,
      `- Licence: ${each.licence.replace(/\.$/, '')}.`,
      `- ${howRead(each, rowsOfDocument(rowsBySource.get(source) ?? [], source, each))}`,
      '',
    ]),
  ),
]

const located = () => {
  const { date, sources: looked } = JSON.parse(readFileSync(join(root, 'test/data/located.json'), 'utf8'))
  const seen = new Map(
    readCsv(join(root, 'test/data/located-by-eye.csv')).map(({ id, value, seen: text }) => [`${id} ${value}`, text]),
  )
  const missed = looked.flatMap((each) => each.missed)
  const rest = factorSources.filter((source) => !looked.some((each) => each.source === source))
  return [
    '## Found on their page',
    '',
    `\`npm run factors:locate -- --pdf DIR --write\` of ${date}: it opens the page that a row cites, in the original as PDF,`,
    'and looks for the printed value in its text. Since a short number stands on many pages, the last column says how many',
    'would have been found on a page that nobody cites.',
    '',
    ...table(
      ['source', 'rows', 'words', 'looked for', 'found', 'rate', 'without such a page', 'on another page'],
      ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
      looked.map((each) => [
        each.source,
        number(each.rows),
        each.noNumber,
        number(each.looked),
        number(each.found),
        percent(each.found, each.looked),
        each.noPage,
        percent(each.byChance, each.looked),
      ]),
    ),
    '',
    `No PDF of the original lay there for ${rest.join(', ')}.`,
    '',
    `Not found in the text, and looked at on the picture of the page: ${missed.length}.`,
    '',
    ...table(
      ['row', 'value', 'where', 'what the eye saw'],
      ['left', 'right', 'left', 'left'],
      missed.map(({ id, value, locator }) => [id, value, locator, seen.get(`${id} ${value}`) ?? 'not yet looked at']),
    ),
  ]
}

const readAgain = () => {
  const audits = sources.map(audit)
  const wrong = audits.flatMap((each) => each.wrong)
  const rate = (faults, read) => (read === 0 ? 'not yet read' : percent(faults, read))
  const lines = audits.map((each) => [each.source, each.drawn, each.read, each.wrong.length, each.differences.length])
  const sum = (column) => lines.reduce((before, line) => before + line[column], 0)
  const all = ['all', ...[1, 2, 3, 4].map(sum)]
  return [
    '## Read again',
    '',
    '5 % of the rows of every source, drawn by seed, are read again from the page by someone who did not write them and does',
    'not see the figures (`npm run factors:audit`; the readings stand in test/data/audit). Where one is wrong, its whole',
    'table is read again.',
    '',
    ...table(
      ['source', 'drawn', 'read again', 'wrong when first read', 'differ today', 'error rate'],
      ['left', 'right', 'right', 'right', 'right', 'right'],
      [...lines, all].map((line) => [...line, rate(line[3], line[2])]),
    ),
    ...(wrong.length > 0
      ? ['', 'What was wrong, and is corrected:', '', ...wrong.map((each) => `- ${cell(each)}`)]
      : []),
    ...audits.flatMap(({ source, read, unread }) =>
      read > 0 && unread.length > 0 ? ['', `Drawn and not yet read, of ${source}: ${unread.join(', ')}.`] : [],
    ),
  ]
}

const rules = () => {
  const exceptions = readCsv(join(root, 'test/data/factor-exceptions.csv'))
  const families = readCsv(join(root, 'test/data/factor-families.csv'))
  const names = [...new Set(exceptions.map(({ rule }) => rule))].sort()
  const why = {
    alone: 'more than 5 times the next value of its column, or less than a fifth',
    basis: 'energy that is neither NCV nor GCV, nor of electricity, heat or the like',
    bounds: 'the value is outside its bounds',
    compositions: 'parts that do not add up to the whole within their rounding',
    glued: 'looks as if the digit of a footnote were behind it',
    thousands: 'looks as if a thousands separator were lost',
  }
  return [
    '## What the tests found suspicious',
    '',
    'Every row goes through the rules of `test/data/factor-rules.ts`. What they find is looked up on the page (in the cell of',
    'the workbook, or in the copy that a secondary row names), and corrected or listed with its reason in',
    '`test/data/factor-exceptions.csv`.',
    '',
    ...table(
      ['rule', 'finds', 'as printed'],
      ['left', 'left', 'right'],
      names.map((name) => [name, why[name] ?? '', exceptions.filter(({ rule }) => rule === name).length]),
    ),
    '',
    'A family is the figures of one parameter, gas, activity, technology, fuel, material, waste type and basis, of all',
    `sources and editions, in one unit. In ${families.length} kinds of them the figures differ by more than a factor of 5;`,
    '`test/data/factor-families.csv` says by which of their columns (an animal, a country, a sector), and how far. Where rows',
    'differ so in none of these, mostly in two editions, the notes of one name the other’s value.',
  ]
}

/** The page as it must be today. */
export const factorsPage = () => {
  const rowsBySource = new Map(factorSources.map((source) => [source, rowsOf(source)]))
  const bySource = factorSources.map((source) => [source, counts(rowsBySource.get(source))])
  const parts = [totals(bySource), readAgain(), located(), rules(), bibliography(rowsBySource)]
  const { version, digest } = dataSet()
  const head = [
    '<!-- Written by `npm run factors:page`; do not edit. -->',
    '',
    '# The factor tables',
    '',
    'What stands in `factors/`, where it is from, and how it was checked. How a method chooses among the rows is told in the',
    '[guide](guide/factors.md).',
    '',
    `Data set ${version}, ${digest}.`,
  ]
  return `${[head, ...parts].map((lines) => lines.join('\n').trim()).join('\n\n')}\n`
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(join(root, 'docs/factors.md'), factorsPage())
