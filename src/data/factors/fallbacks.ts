import { type FactorNode, facts } from '../../core/graph'
import { parseUnit, replaceSubstance, sameParts, type Unit } from '../../core/quantity'
import { readRegion } from './read-region'
import { regionChain } from './regions'
import { resolve } from './resolve'
import type { FactorRow, FactorTable } from './row'

/** What a method would take for one factor, at one set of labels, in a place and year. */
export interface Fallback {
  /** The path of the factor in the method. */
  readonly factor: string
  readonly title?: string
  /** The labels for which it is asked: fuel, gas, climate … */
  readonly labels: Readonly<Record<string, string>>
  /** The row that would be taken. */
  readonly row?: FactorRow
  /** Why none would be. */
  readonly reason?: string
  /** Where none would be: the rows for it that other tables hold, of another edition or place. None has it where empty. */
  readonly elsewhere?: readonly string[]
  /** How many steps from home its region is: 0 for the region itself, then its country, its UN regions, the world. */
  readonly distance?: number
  /** The last year in which it was valid, else the year of its source. */
  readonly asOf?: number
  /** Years from then to the year that was asked for; 0 while it is valid. */
  readonly age?: number
}

/** Where and when the factors are wanted. */
export interface Whereabouts {
  /** ISO 3166 code of a country or a part of it, a country, or a UN region. */
  readonly region?: string
  readonly year?: number
}

type Labels = Readonly<Record<string, string>>

/** The labels that a row states for a factor, the gas of its unit among them; undefined if the row is not for it. */
const labelsOf = (node: FactorNode, row: FactorRow): Labels | undefined => {
  const asked = [...node.labelled, ...Object.keys(node.by)]
  const names = Object.keys(row.selectors)
  if (row.parameter !== node.parameter || names.length !== asked.length + Object.keys(node.query).length) return
  if (Object.entries(node.query).some(([name, value]) => row.selectors[name] !== value)) return
  if (asked.some((name) => row.selectors[name] === undefined)) return
  const stated = Object.fromEntries(asked.map((name) => [name, row.selectors[name] as string]))
  if (node.labels) return row.unit === undefined ? stated : undefined
  if (row.unit === undefined) return
  const unit = parseUnit(row.unit)
  const substance = facts(node).dims.find((dim) => dim.substance)?.name
  if (!substance) return sameParts(parseUnit(node.unit), unit) ? stated : undefined
  const gas = unit.parts.find((part) =>
    sameParts(replaceSubstance(parseUnit(node.unit), substance, part.substance), unit),
  )
  return gas ? { ...stated, [substance]: gas.substance } : undefined
}

/** All labels for which there is a row, each with every label of the categories by which the factor is looked up. */
const labelSets = (node: FactorNode, tables: readonly FactorTable[]): Labels[] => {
  let sets: Labels[] = tables
    .flatMap(({ rows }) => rows.map((row) => labelsOf(node, row)))
    .filter((set) => set !== undefined)
  if (sets.length === 0) return [{}]
  for (const [name, category] of Object.entries(node.by)) {
    const labels = facts(category).labels ?? []
    sets = sets.flatMap((set) => labels.map((label) => ({ ...set, [name]: label })))
  }
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()]
}

/** The ids of all rows that state some labels for a factor. */
const rowsElsewhere = (node: FactorNode, labels: Labels, tables: readonly FactorTable[]): string[] =>
  tables.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const stated = labelsOf(node, row)
      return stated && Object.entries(labels).every(([name, label]) => stated[name] === label) ? [row.id] : []
    }),
  )

const yearOf = (row: FactorRow, table: FactorTable, year: number | undefined): Pick<Fallback, 'asOf' | 'age'> => {
  const last = row.validTo ?? row.validFrom
  // without an end it is valid from its first day on
  const current = year !== undefined && (row.validTo === undefined || Number(row.validTo.slice(0, 4)) >= year)
  const asOf = last === undefined ? (table.source.year ?? undefined) : current ? year : Number(last.slice(0, 4))
  if (asOf === undefined) return {}
  return year === undefined ? { asOf } : { asOf, age: Math.max(0, year - asOf) }
}

/**
 * What a method would look up in a place and year, factor by factor and label by label: the row, how far from home and
 * how old it is, or why there is none. The labels are those for which its tables hold rows, each with all labels of the
 * categories by which the factor is looked up. What is missing comes first, then what is farthest, then what is oldest.
 * @param factors the factors of a method: `method.graph().factors`; warming potentials are left out
 * @param tables tables beside those that the method falls back on
 * @param known further tables, of which nothing is taken: what is missing says which of their rows are for it
 * @throws MrvError `label.unknown` for a region that is not known
 */
export const fallbacks = (
  factors: readonly FactorNode[],
  { region: asked, year }: Whereabouts,
  tables: readonly FactorTable[] = [],
  known: readonly FactorTable[] = [],
): readonly Fallback[] => {
  const region = asked === undefined ? undefined : readRegion(asked).region
  const chain = regionChain(region)
  const found = factors
    .filter(({ path }) => !path.startsWith('gwp/'))
    .flatMap((node) => {
      const all = [...tables, ...(node.within.tables as readonly FactorTable[])]
      const substance = facts(node).dims.find((dim) => dim.substance)?.name
      return labelSets(node, all).map((labels): Fallback => {
        const { [substance ?? '']: gas, ...selectors } = labels
        const declared = parseUnit(node.unit)
        const units: Unit[] = substance && gas ? [replaceSubstance(declared, substance, gas)] : [declared]
        const answer = resolve(
          {
            parameter: node.parameter,
            units,
            category: node.labels !== undefined,
            selectors: { ...node.query, ...selectors },
            ...(region ? { region } : {}),
            ...(year === undefined ? {} : { when: { start: `${year}-01-01`, end: `${year}-12-31` } }),
          },
          all,
          node.within.admits,
        )
        const told = { factor: node.path, ...(node.title ? { title: node.title } : {}), labels }
        if (!('row' in answer)) {
          const reason = [answer.reason, answer.hint].filter(Boolean).join('. ')
          return { ...told, reason, ...(known.length > 0 ? { elsewhere: rowsElsewhere(node, labels, known) } : {}) }
        }
        const { row, table } = answer
        return { ...told, row, distance: chain.indexOf(row.region ?? 'world'), ...yearOf(row, table, year) }
      })
    })
  const last = Number.POSITIVE_INFINITY
  return found.sort((a, b) => (b.distance ?? last) - (a.distance ?? last) || (b.age ?? 0) - (a.age ?? 0) || 0)
}
