import { didYouMean } from '../../../core/nearest'
import { flattenRow, isKnownRegion, loadAll, plainColumns, regionChain, regionHint } from '../../../data/factors'
import { gwpSet, gwpSets } from '../../../data/gases'
import { failCall } from '../failures'
import { colorsFor, type Io, say, sayJson, widthOf } from '../io'
import { tableParts } from '../table'
import { type AddCommand, jsonOption } from './command'

type FlatRow = Readonly<Record<string, string>>

/** A GWP in the form of a factor row, with the id that results carry. */
const gwpRows = (): FlatRow[] =>
  gwpSets().flatMap((set) =>
    gwpSet(set).map(({ gas, value, document, locator, status, notes }) =>
      flattenRow({
        id: `gwp-${set}-${gas}`
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/-$/, ''),
        parameter: 'GWP',
        value,
        unit: `kg CO2e/kg ${gas}`,
        region: 'world',
        source: document,
        edition: set,
        locator,
        status: status as 'read',
        title: `Global warming potential of ${gas}, 100 years`,
        selectors: {},
        ...(notes ? { notes } : {}),
      }),
    ),
  )

/** All rows that the library brings, as flat records. They are megabytes, and loaded only here. */
export const allFactors = async (): Promise<FlatRow[]> => {
  const sets = await loadAll()
  const rows = sets.flatMap(({ tables }) => tables.flatMap((table) => table.rows.map(flattenRow)))
  return [...rows, ...gwpRows()]
}

interface Filters {
  readonly fuel?: string
  readonly region?: string
  readonly parameter?: string
  readonly source?: string
}

const lower = (text: string | undefined): string => (text ?? '').toLowerCase()

const regionFilter = (region: string): ((row: FlatRow) => boolean) => {
  if (!isKnownRegion(region)) {
    const hint = regionHint(region)
    failCall('The region is not known', {
      found: `"${region}"`,
      expected: 'an ISO 3166 code such as "ID", a UN region, or world',
      ...(hint ? { hint } : {}),
    })
  }
  const near = regionChain(region)
  return (row) => near.includes(row.region ?? '')
}

/** The rows that hold all words of a text and fit every filter. */
export const findFactors = (
  all: readonly FlatRow[],
  text: string,
  { fuel, region, parameter, source }: Filters,
): FlatRow[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const inRegion = region === undefined ? () => true : regionFilter(region)
  return all.filter((row) => {
    const whole = Object.values(row).join(' ').toLowerCase()
    return (
      words.every((word) => whole.includes(word)) &&
      (fuel === undefined || lower(row.fuel) === lower(fuel)) &&
      (parameter === undefined || lower(row.parameter) === lower(parameter)) &&
      (source === undefined || lower(row.source).includes(lower(source))) &&
      inRegion(row)
    )
  })
}

const pageSize = 20

const whatFor = (row: FlatRow): string => {
  const plain = new Set<string>(plainColumns)
  const selectors = Object.entries(row).flatMap(([name, value]) => (plain.has(name) || value === '' ? [] : [value]))
  const region = row.region === 'world' ? [] : [row.region]
  return [...selectors, ...region].filter(Boolean).join(', ')
}

const valueText = ({ value, unit, lower: low, upper: high, bounds }: FlatRow): string => {
  const kind = bounds && bounds !== 'range' ? `, ${bounds}` : ''
  return [
    unit === '1' ? value : `${value} ${unit}`,
    ...(low || high ? [`(${low || '…'} to ${high || '…'}${kind})`] : []),
  ]
    .join('\n')
    .trim()
}

const show = (rows: readonly FlatRow[], shown: readonly FlatRow[], more: string, io: Io): void => {
  const paint = colorsFor(io.stdout, io.env)
  const cells = shown.map((row) => [
    row.parameter ?? '',
    whatFor(row),
    valueText(row),
    `${row.source}, ${row.locator}${row.status === 'read' ? '' : ` (${row.status})`}`,
  ])
  const columns = [{ head: 'factor', whole: true }, { head: 'for' }, { head: 'value' }, { head: 'source' }]
  if (shown.length > 0)
    for (const part of tableParts(columns, cells, widthOf(io.stdout), paint.bold)) say(io.stdout, part)
  say(
    io.stdout,
    paint.dim(`${shown.length > 0 ? '\n' : ''}${rows.length} ${rows.length === 1 ? 'row' : 'rows'}${more}`),
  )
}

const pageNumber = (text: string): number => {
  const page = Number(text)
  return Number.isInteger(page) && page > 0
    ? page
    : failCall('--page is not a page', { found: `"${text}"`, expected: '1, 2, 3 …' })
}

const missing = (all: readonly FlatRow[], { fuel }: Filters): string => {
  const hint =
    fuel === undefined
      ? undefined
      : didYouMean(
          fuel,
          all.flatMap((row) => row.fuel ?? []),
        )
  return hint ? `. ${hint}` : ''
}

export const addFactors: AddCommand = (program, io) => {
  program
    .command('factors')
    .description('search the emission factors and parameters that the library brings')
    .argument('[TEXT...]', 'words that a row must hold')
    .option('--fuel <NAME>', 'rows for this fuel')
    .option('--region <CODE>', 'rows that hold for a region: its own, its country’s, its UN regions’, the world’s')
    .option('--parameter <NAME>', 'rows of a parameter: EF, DOC, k, GWP …')
    .option('--source <TEXT>', 'rows of a source, by a part of its name')
    .option('--all', 'all rows at once')
    .option('--page <N>', `the next ${pageSize} rows, and so on`)
    .option(...jsonOption)
    .action(async (words: readonly string[], options: Filters & { all?: boolean; page?: string; json?: boolean }) => {
      const page = options.page === undefined ? 1 : pageNumber(options.page)
      const all = await allFactors()
      const rows = findFactors(all, words.join(' '), options)
      const pages = Math.max(1, Math.ceil(rows.length / pageSize))
      if (page > pages) failCall('There is no such page', { found: `${page}`, expected: `1 to ${pages}` })
      if (options.json) return sayJson(io.stdout, rows)
      if (options.all) return show(rows, rows, '', io)
      const shown = rows.slice((page - 1) * pageSize, page * pageSize)
      const more =
        pages > 1
          ? `, page ${page} of ${pages}; --page N shows another, --all shows them all`
          : rows.length === 0
            ? missing(all, options)
            : ''
      show(rows, shown, more, io)
    })
}
