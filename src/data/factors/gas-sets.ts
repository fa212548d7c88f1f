// Warming potentials and blends have columns of their own. Here they are read, and made factor rows of; what is computed
// with them stands in data/gases.
import { blendRows as readBlends } from './generated/blends'
import { blendSource, gwpSources } from './generated/gas-sources'
import { gwpData } from './generated/gwp'
import type { FactorRow, FactorSet, FactorSource, FactorTable } from './row'

/** The GWP (or GTP) of one gas in one set, as printed. */
export interface GwpRow {
  readonly set: string
  readonly gas: string
  readonly value: string
  /** Global warming potential, or global temperature-change potential. */
  readonly metric: 'GWP' | 'GTP'
  /** In years. */
  readonly horizon: string
  readonly document: string
  readonly locator: string
  readonly status: string
  readonly notes?: string
}

/** The sets as generated: gas, value, document, locator, status and notes a row, texts by their place in `texts`. */
export interface GwpData {
  readonly texts: readonly string[]
  readonly sets: readonly (Pick<GwpRow, 'set' | 'metric' | 'horizon'> & {
    readonly rows: readonly (readonly [string, string, number, number, string, number])[]
  })[]
}

const readRows = (): readonly GwpRow[] => {
  const { texts, sets } = gwpData()
  const text = (at: number): string => texts[at] ?? ''
  return sets.flatMap(({ rows, ...set }) =>
    rows.map(([gas, value, document, locator, status, notes]) => ({
      ...set,
      gas,
      value,
      document: text(document),
      locator: text(locator),
      status,
      ...(text(notes) ? { notes: text(notes) } : {}),
    })),
  )
}

let known: readonly GwpRow[] | undefined

/** Every row of every set, read once. */
export const gwpRows = (): readonly GwpRow[] => {
  known ??= readRows()
  return known
}

const metricTitles = { GWP: 'Global warming potential', GTP: 'Global temperature-change potential' }

/** A GWP in the form of a factor row, with the id that results carry. */
export const gwpFactorRow = ({
  set,
  gas,
  value,
  metric,
  horizon,
  document,
  locator,
  status,
  notes,
}: GwpRow): FactorRow => ({
  id: `gwp-${set}-${gas}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, ''),
  parameter: metric,
  value,
  unit: `kg CO2e/kg ${gas}`,
  selectors: {},
  region: 'world',
  source: document,
  edition: set,
  locator,
  status: status as FactorRow['status'],
  title: `${metricTitles[metric]} of ${gas}, ${horizon} years`,
  ...(notes ? { notes } : {}),
})

let tables: readonly FactorTable[] | undefined

/** The GWP sets as factor tables, one a set, to be searched with others: `find({ parameter: 'GWP', gas: 'CH4' }, …)`. */
export const gwpTables = (): readonly FactorTable[] => {
  if (tables) return tables
  const sources = gwpSources()
  tables = [...new Set(gwpRows().map(({ set }) => set))].map((set) => ({
    source: sources[set] as FactorSource,
    table: set,
    rows: gwpRows()
      .filter((row) => row.set === set)
      .map(gwpFactorRow),
    loadedAs: /-G[WT]P\d+$/.test(set) ? 'gwp-horizons' : 'gwp',
  }))
  return tables
}

/** One component of a refrigerant blend, as printed: its share in percent. */
export interface BlendRow {
  readonly blend: string
  readonly component: string
  readonly share: string
  readonly locator: string
  readonly status: string
  readonly notes?: string
}

let knownBlends: readonly BlendRow[] | undefined

/** Every component of every blend, read once. */
export const blendRows = (): readonly BlendRow[] => {
  knownBlends ??= readBlends()
  return knownBlends
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The compositions of blends as a factor table, to be searched with others: `find({ blend: 'R-410A' }, …)`. */
export const blendTable = (): FactorTable => {
  ofBlends ??= readBlendTable()
  return ofBlends
}

let ofBlends: FactorTable | undefined

const readBlendTable = (): FactorTable => ({
  source: blendSource(),
  table: 'table-7.8',
  rows: blendRows().map(
    ({ blend, component, share, locator, status, notes }): FactorRow => ({
      id: `blend-${slug(blend)}-${slug(component)}`,
      parameter: 'share',
      value: share,
      unit: '%',
      selectors: { blend, component },
      region: 'world',
      source: 'blends',
      edition: '2006',
      locator,
      status: status as FactorRow['status'],
      title: `Share of ${component} in ${blend}, by mass`,
      ...(notes ? { notes } : {}),
    }),
  ),
})

const made = new Map<string, FactorSet>()

/**
 * The compositions of blends, or warming potentials by their sets: tables that are each of a document of its own, loaded
 * together like those of a source.
 */
export const gasSet = (source: FactorSource): FactorSet => {
  const before = made.get(source.id)
  if (before) return before
  const tables = source.id === 'blends' ? [blendTable()] : gwpTables().filter(({ loadedAs }) => loadedAs === source.id)
  const set = { source, tables }
  made.set(source.id, set)
  return set
}
