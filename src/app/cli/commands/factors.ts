import { Option } from 'commander'
import {
  dataSet,
  type FactorMatch,
  type FactorQuery,
  type FactorRow,
  type FactorSet,
  type FactorSource,
  type FactorTable,
  find,
  flattenRow,
  load,
  loadAll,
  plainColumns,
  rowOf,
  sources,
  textHint,
  toBibtex,
  toCsl,
} from '../../../data/factors'
import { csvText } from '../../report'
import { readRows, sayDiff, sayFallbacks, saySources } from '../factor-answers'
import { asCall, failCall } from '../failures'
import { colorsFor, type Io, say, sayJson, widthOf } from '../io'
import { tableParts } from '../table'
import { type AddCommand, jsonOption, methodNamed } from './command'

type FlatRow = Readonly<Record<string, string>>

const tablesIn = (where: readonly (FactorSet | FactorTable)[]): readonly FactorTable[] =>
  where.flatMap((each) => ('tables' in each ? each.tables : [each]))

/** All rows of some sources and tables. They are megabytes, and loaded only here. */
const gathered = (where: readonly (FactorSet | FactorTable)[]): { row: FactorRow; table: FactorTable }[] =>
  tablesIn(where).flatMap((table) => table.rows.map((row) => ({ row, table })))

/** What is asked of the rows, by option. */
const filters = ['fuel', 'gas', 'use', 'sector', 'region', 'year', 'parameter', 'unit', 'source', 'edition'] as const

type Format = 'json' | 'csv' | 'bibtex' | 'csl'

interface Options extends Partial<Record<(typeof filters)[number], string>> {
  readonly where?: readonly string[]
  readonly in?: string
  readonly missing?: string
  readonly diff?: string
  readonly sources?: boolean
  readonly result?: string
  readonly format?: Format
  readonly all?: boolean
  readonly page?: string
  readonly json?: boolean
}

/** `--where climate=tropical-dry`: any column of the rows. */
const columnsOf = (where: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    where.map((text) => {
      const [, column, name] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(text) ?? []
      if (column === undefined || name === undefined)
        return failCall('--where is not a column and a name', { found: `"${text}"`, expected: 'activity=composting' })
      return [column, name]
    }),
  )

const queryOf = (words: readonly string[], options: Options): FactorQuery => ({
  ...Object.fromEntries(filters.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))),
  ...columnsOf(options.where ?? []),
  ...(words.length > 0 ? { text: words.join(' ') } : {}),
})

/** Only the sources that a name may mean; all of them where it means none, so that the error can name the nearest. */
const tablesFor = ({ source }: FactorQuery): Promise<readonly FactorSet[]> => {
  if (source !== undefined) {
    const words = source.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const ids = sources.flatMap(({ id }) => (`-${id.replace(/[^a-z0-9]+/g, '-')}-`.includes(`-${words}-`) ? [id] : []))
    if (ids.length > 0) return Promise.all(ids.map(load))
  }
  return loadAll()
}

const pageSize = 20

const plain = new Set<string>(plainColumns)

const whatFor = (row: FlatRow): string => {
  const selectors = Object.entries(row).flatMap(([name, value]) => (plain.has(name) || value === '' ? [] : [value]))
  const region = row.region === 'world' ? [] : [row.region]
  return [...selectors, ...region].filter(Boolean).join(', ')
}

interface Figure {
  readonly value: string
  readonly unit?: string
  readonly lower?: string
  readonly upper?: string
}

const figureText = ({ value, unit, lower: low, upper: high }: Figure, bounds: string | undefined): string => {
  const kind = bounds && bounds !== 'range' ? `, ${bounds}` : ''
  return [
    unit === '1' ? value : `${value} ${unit ?? ''}`.trim(),
    ...(low || high ? [`(${low || '…'} to ${high || '…'}${kind})`] : []),
  ].join('\n')
}

/** What is shown of a match: without a query there is nothing to say of why. */
type Shown = Pick<FactorMatch, 'row' | 'table' | 'converted' | 'unconverted'> & { readonly reasons?: readonly string[] }

const valueText = ({ row, converted, unconverted }: Shown): string =>
  converted
    ? `${figureText(converted, row.bounds)}\nas printed: ${row.value} ${row.unit}`
    : [figureText(row, row.bounds), ...(unconverted ? [unconverted] : [])].join('\n')

const placeText = ({ row, reasons = [] }: Shown): string =>
  [`${row.source}, ${row.locator}${row.status === 'read' ? '' : ` (${row.status})`}`, ...reasons.slice(0, -2)].join(
    '\n',
  )

const show = (count: number, shown: readonly Shown[], more: string, io: Io): void => {
  const paint = colorsFor(io.stdout, io.env)
  const cells = shown.map((each) => [
    each.row.parameter,
    whatFor(flattenRow(each.row)),
    valueText(each),
    placeText(each),
  ])
  const reasons = shown.some((each) => each.reasons) ? ', and why it stands here' : ''
  const columns = [{ head: 'factor', whole: true }, { head: 'for' }, { head: 'value' }, { head: `source${reasons}` }]
  if (shown.length > 0)
    for (const part of tableParts(
      columns,
      cells,
      widthOf(io.stdout),
      paint.bold,
      shown.map(({ row }) => row.id),
    ))
      say(io.stdout, part)
  say(io.stdout, paint.dim(`${shown.length > 0 ? '\n' : ''}${count} ${count === 1 ? 'row' : 'rows'}${more}`))
}

const pageNumber = (text: string): number => {
  const page = Number(text)
  return Number.isInteger(page) && page > 0
    ? page
    : failCall('--page is not a page', { found: `"${text}"`, expected: '1, 2, 3 …' })
}

const asJson = ({ row, converted, unconverted, reasons }: Shown): object => ({
  ...flattenRow(row),
  ...(converted ? { converted } : {}),
  ...(unconverted ? { unconverted } : {}),
  ...(reasons ? { reasons } : {}),
})

/** The rows with a column for each thing that any of them states. */
const rowsCsv = (rows: readonly Shown[]): string => {
  const flat = rows.map(({ row }) => flattenRow(row))
  const stated = [...new Set(flat.flatMap(Object.keys))].filter((column) => !plain.has(column)).sort()
  const columns = [...plainColumns, ...stated]
  return csvText([columns, ...flat.map((row) => columns.map((column) => row[column] ?? ''))])
}

const sourcesOf = (rows: readonly Shown[]): FactorSource[] => [
  ...new Map(rows.map(({ table }) => [table.source.id, table.source])).values(),
]

const sayAs = (format: Format, rows: readonly Shown[], io: Io): void => {
  // beside the rows, which are read by programs
  if (format === 'json' || format === 'csv') say(io.stderr, `data set ${dataSet.version}, ${dataSet.digest}`)
  if (format === 'json') return sayJson(io.stdout, rows.map(asJson))
  if (format === 'csl') return sayJson(io.stdout, toCsl(sourcesOf(rows)))
  say(io.stdout, (format === 'csv' ? rowsCsv(rows) : toBibtex(sourcesOf(rows))).trimEnd())
}

/** The rows of another version, searched like those of this one, so that only what was asked for is compared. */
const oldTable = (file: string, io: Io): FactorTable => ({
  source: { id: 'old', title: file, edition: '' },
  table: 'old',
  rows: readRows(file, io).map(rowOf),
})

/** Some options read few of the others: what they do not read is refused. */
const refuseBeside = (
  name: keyof Options,
  read: readonly string[],
  words: readonly string[],
  options: Options,
): void => {
  const [other] = Object.keys(options).filter((each) => each !== name && !read.includes(each))
  if (words.length > 0 || other !== undefined)
    failCall(`--${name} goes with ${read.map((each) => `--${each}`).join(', ')} only`, {
      found: other ? `--${other}` : words.join(' '),
    })
}

export const addFactors: AddCommand = (program, io) => {
  program
    .command('factors')
    .description('search the emission factors and parameters that the library brings, the best match first')
    .argument('[TEXT...]', 'words that a row must hold')
    .option('--fuel <NAME>', 'rows for this fuel, by any of its names')
    .option('--gas <NAME>', 'rows of a gas: CH4, "nitrous oxide", HFC-134a …')
    .option('--use <NAME>', 'rows for a use: road, stationary, residential, passenger-car …')
    .option('--sector <NAME>', 'rows of a sector: residential, manufacturing …')
    .option('--region <CODE>', 'rows that hold for a region: its own, its country’s, its UN regions’, the world’s')
    .option('--year <YEAR>', 'rows that hold in a year first')
    .option('--parameter <NAME>', 'rows of a parameter: EF, DOC, k, GWP …')
    .option('--unit <UNIT>', 'rows that can be stated in a unit')
    .option('--source <NAME>', 'rows of a source by its id, or of all with these words in it')
    .option('--edition <NAME>', 'rows of an edition, or of all with these words in it')
    .option('--where <COLUMN=NAME...>', 'rows that hold a name in any other column')
    .option('--in <UNIT>', 'values in this unit where they fit, beside those that are printed')
    .addOption(
      new Option('--format <FORMAT>', 'all rows as json or csv, their sources as bibtex or csl').choices([
        'json',
        'csv',
        'bibtex',
        'csl',
      ]),
    )
    .option('--sources', 'the sources: id, title, edition, licence, regions, how many rows and how many of them read')
    .option('--missing <METHOD>', 'what a method falls back on, in --region and --year: what is missing first')
    .option('--diff <OLD>', 'which rows differ from OLD, which `factors --all --json` of another version printed')
    .option('--result <FILE>', 'with --diff: what that changes in a stored result')
    .option('--all', 'all rows at once')
    .option('--page <N>', `the next ${pageSize} rows, and so on`)
    .option(...jsonOption)
    .action(async (words: readonly string[], options: Options) => {
      const { json = false, missing, diff, result } = options
      if (missing !== undefined) {
        refuseBeside('missing', ['region', 'year', 'json'], words, options)
        return sayFallbacks(methodNamed(missing), options, tablesIn(await loadAll()), json, io)
      }
      if (options.sources) {
        refuseBeside('sources', ['json'], words, options)
        return saySources(json, io)
      }
      if (result !== undefined && diff === undefined) failCall('--result needs --diff OLD')
      const page = options.page === undefined ? 1 : pageNumber(options.page)
      const query = queryOf(words, options)
      const tables = await tablesFor(query)
      const asked = Object.keys(query).length > 0 || options.in !== undefined
      const inUnit = options.in === undefined ? {} : { in: options.in }
      const old = diff === undefined ? undefined : oldTable(diff, io)
      const where = old ? [...tables, old] : tables
      const rows: readonly Shown[] = asked ? asCall(() => find(query, where, inUnit)) : gathered(where)
      if (old) {
        const of = (isOld: boolean) =>
          rows.filter(({ table }) => (table === old) === isOld).map(({ row }) => flattenRow(row))
        return sayDiff({ file: old.source.title, rows: of(true) }, result, of(false), json, io)
      }
      const pages = Math.max(1, Math.ceil(rows.length / pageSize))
      if (page > pages) failCall('There is no such page', { found: `${page}`, expected: `1 to ${pages}` })
      const format = options.format ?? (json ? 'json' : undefined)
      if (format === 'csv' && options.in !== undefined)
        failCall('--in has no place in the CSV, whose columns are those of the tables', { expected: '--format json' })
      if (format === 'json' && options.format === undefined) return sayJson(io.stdout, rows.map(asJson))
      if (format) return sayAs(format, rows, io)
      if (options.all) return show(rows.length, rows, '', io)
      const shown = rows.slice((page - 1) * pageSize, page * pageSize)
      const more = pages > 1 ? `, page ${page} of ${pages}; --page N shows another, --all shows them all` : ''
      show(rows.length, shown, more, io)
      const hint = rows.length === 0 && words.length > 0 ? textHint(words.join(' '), tablesIn(tables)) : undefined
      if (hint) say(io.stdout, hint)
    })
}
