import { canonicalJson, digestOf } from '../../core/canonical'
import type { Remark } from '../../core/errors'
import { Decimal, parseUnit } from '../../core/quantity'
import { daysIn, parsePeriod } from '../../data/periods'
import {
  type Finding,
  type NestedValue,
  type StoredResult,
  subjectsOf,
  type Verification,
  verify,
} from '../../uses/exact'
import { amountOf } from './compare'
import { checkOrigins, type InputOrigin } from './origins'
import type { Years } from './periods'
import type { Comparison } from './schema'

/** CO2e of one year by role. */
export interface YearRow {
  readonly year: string
  readonly kind: 'monitored' | 'projected'
  readonly baseline: string
  readonly project: string
  readonly leakage: string
  readonly reduction: string
}

/** One gas in one year by role; null where the role has no output of it and counts as 0. */
export interface GasRow {
  readonly gas: string
  readonly unit: string
  readonly year: string
  readonly baseline: string | null
  readonly project: string | null
  readonly leakage: string | null
  readonly reduction: string
}

export interface BenefitRow {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly values: Readonly<Record<string, string>>
  /** The sum over the period; null where values do not add up (shares). */
  readonly total: string | null
}

export interface ComparisonRow {
  readonly title: string
  readonly published: string
  readonly unit: string
  readonly source: string
  readonly computed: string | null
  readonly difference: string | null
  readonly note: string
}

/** What a project run gives: figures as decimal text in full precision, and all that they were computed from. */
export interface ProjectResult {
  readonly schemaVersion: '1'
  readonly kind: 'project'
  readonly title: string
  readonly description?: string
  readonly city: { readonly name: string; readonly country: string; readonly partner?: string }
  readonly method: { readonly id: string; readonly title: string; readonly edition: string; readonly version: string }
  readonly words: { readonly baseline: string }
  readonly scenario: { readonly baseline: string; readonly project: string; readonly leakage: string }
  readonly period: {
    readonly from: string
    readonly to: string
    readonly labels: readonly string[]
    readonly monitoredTo: string
    readonly fiscalStart?: number
  }
  readonly gwp: string
  readonly compare: readonly Comparison[]
  readonly years: readonly YearRow[]
  readonly unit: string
  readonly totals: {
    readonly baseline: string
    readonly project: string
    readonly leakage: string
    readonly reduction: string
  }
  readonly gases: readonly GasRow[]
  readonly benefits: readonly BenefitRow[]
  readonly comparisons: readonly ComparisonRow[]
  readonly remarks: readonly Remark[]
  readonly assumptions: readonly { readonly text: string; readonly source?: string }[]
  readonly sources: readonly {
    readonly id: string
    readonly text: string
    readonly url?: string
    readonly status: string
  }[]
  /** Where each input stands, and how it is written there; a result of an earlier form has none. */
  readonly inputs?: readonly InputOrigin[]
  readonly evaluation: StoredResult
  readonly digest: string
}

/** What the figures of a run follow from, besides the evaluation. */
export type Facts = Omit<ProjectResult, 'years' | 'unit' | 'totals' | 'gases' | 'benefits' | 'comparisons' | 'digest'>

type Figures = Pick<ProjectResult, 'years' | 'unit' | 'totals' | 'gases' | 'benefits' | 'comparisons'>

const roles = ['baseline', 'project', 'leakage'] as const

const at = (value: NestedValue, label: string): string | null => {
  const found = value !== null && typeof value === 'object' && Object.hasOwn(value, label) ? value[label] : null
  return typeof found === 'string' ? found : null
}

const sum = (texts: readonly string[]): string =>
  texts.reduce((total, text) => total.plus(text), new Decimal(0)).toString()

const gasesOf = (stored: StoredResult, labels: readonly string[]): GasRow[] => {
  const names = Object.keys(stored.outputs).filter((name) => name.startsWith('reduction.') && name !== 'reduction.co2e')
  return names.flatMap((name) => {
    const reduction = stored.outputs[name] as StoredResult['outputs'][string]
    const substance = parseUnit(reduction.unit).parts.find(({ power }) => power > 0)?.substance ?? ''
    // a gas dimension stands before time: one block for each of its labels
    const nested = Object.values(reduction.value as Record<string, NestedValue>).every(
      (each) => typeof each === 'object',
    )
    const kinds = nested ? Object.keys(reduction.value as object) : [null]
    return kinds.flatMap((kind) =>
      labels.map((year): GasRow => {
        const pick = (value: NestedValue): string | null =>
          at(kind === null ? value : ((value as Record<string, NestedValue>)[kind] ?? null), year)
        const role = (each: (typeof roles)[number]): string | null => {
          const parts = Object.entries(stored.outputs).filter(
            ([, output]) => output.role === each && !output.derived && sameGas(output.unit, reduction.unit),
          )
          if (parts.length === 0) return null
          return sum(
            parts.map(([, output]) => scaled(pickTotal(output.value, kind, year), output.unit, reduction.unit)),
          )
        }
        return {
          gas: kind ?? substance,
          unit: kind ? reduction.unit.replace(substance, kind) : reduction.unit,
          year,
          baseline: role('baseline'),
          project: role('project'),
          leakage: role('leakage'),
          reduction: pick(reduction.value) ?? '0',
        }
      }),
    )
  })
}

const sameGas = (a: string, b: string): boolean => {
  const [x, y] = [parseUnit(a), parseUnit(b)]
  return (
    x.parts.length === y.parts.length &&
    x.parts.every(
      (part, index) => part.substance === y.parts[index]?.substance && part.measure === y.parts[index]?.measure,
    )
  )
}

const scaled = (value: string, from: string, to: string): string => {
  const [a, b] = [parseUnit(from).scale, parseUnit(to).scale]
  return new Decimal(value).times(a.above).times(b.below).dividedBy(a.below).dividedBy(b.above).toString()
}

/** The value of a year, summed over whatever stands before it; of one label where the gas is a dimension. */
const pickTotal = (value: NestedValue, kind: string | null, year: string): string => {
  if (value === null || typeof value === 'string') return value ?? '0'
  if (kind !== null && Object.hasOwn(value, kind)) return pickTotal(value[kind] as NestedValue, null, year)
  if (Object.hasOwn(value, year)) return pickTotal(value[year] as NestedValue, null, year)
  return sum(Object.values(value).map((inner) => pickTotal(inner, kind, year)))
}

const compare = (row: Comparison, stored: StoredResult, fiscalStart: number | undefined): ComparisonRow => {
  const base = {
    title: row.title,
    published: String(row.published),
    unit: row.unit,
    source: row.source,
    note: row.note,
  }
  const found =
    stored.inputs.find(({ name }) => `input.${name}` === row.figure) ??
    (row.figure === undefined ? undefined : stored.outputs[row.figure])
  const year = Object.values(row.at ?? {})[0]
  // an input or a benefit that is not given
  if (!found || pick(found.value, year) === null) return { ...base, computed: null, difference: null }
  const days = row.perDay && year !== undefined ? daysIn(parsePeriod(year, fiscalStart ? { fiscalStart } : {})) : 1
  const computed = new Decimal(scaled(pickTotal(found.value, null, year ?? ''), found.unit, amountOf(row))).dividedBy(
    days,
  )
  return { ...base, computed: computed.toString(), difference: computed.minus(base.published).toString() }
}

/** Any value at a year, to know whether there is one. */
const pick = (value: NestedValue, year: string | undefined): string | null => {
  if (value === null || typeof value === 'string') return value
  if (year !== undefined && Object.hasOwn(value, year)) return pick(value[year] as NestedValue, undefined)
  return Object.values(value).reduce<string | null>((known, inner) => known ?? pick(inner, year), null)
}

/** All figures of a run, from the evaluation that it holds. */
export const figuresOf = (facts: Facts): Figures => {
  const { evaluation: stored, period } = facts
  const { labels } = period
  const role = (name: string, year: string): string => at(stored.outputs[`${name}.co2e`]?.value ?? null, year) ?? '0'
  const years = labels.map(
    (year): YearRow => ({
      year,
      kind: year <= period.monitoredTo ? 'monitored' : 'projected',
      baseline: role('baseline', year),
      project: role('project', year),
      leakage: role('leakage', year),
      reduction: role('reduction', year),
    }),
  )
  const total = (name: 'baseline' | 'project' | 'leakage' | 'reduction'): string => sum(years.map((row) => row[name]))
  const benefits = Object.entries(stored.outputs)
    .filter(([, output]) => output.role === 'benefit')
    .map(([name, { value, unit }]): BenefitRow => {
      const values = Object.fromEntries(labels.map((year) => [year, pickTotal(value, null, year)]))
      const step = stored.graph.nodes[stored.graph.outputs[name] as number] as { title?: string } | undefined
      return { name, title: step?.title ?? name, unit, values, total: unit === '1' ? null : sum(Object.values(values)) }
    })
  return {
    years,
    unit: stored.outputs['reduction.co2e']?.unit ?? 't CO2e',
    totals: {
      baseline: total('baseline'),
      project: total('project'),
      leakage: total('leakage'),
      reduction: total('reduction'),
    },
    gases: gasesOf(stored, labels),
    benefits,
    comparisons: facts.compare.map((row) => compare(row, stored, period.fiscalStart)),
  }
}

/** How an input is written plays no part, nor where: `verifyProject` compares it with what was made of it. */
const digestOfProject = ({ digest: _digest, inputs: _inputs, evaluation, remarks, ...rest }: ProjectResult): string =>
  `sha256:${digestOf(canonicalJson({ ...rest, evaluation: evaluation.digest, remarks: subjectsOf(remarks) }))}`

/** Joins facts and figures into a result with its digest. */
export const finish = (facts: Facts): ProjectResult => {
  const open = { ...facts, ...figuresOf(facts), digest: '' }
  return { ...open, digest: digestOfProject(open) }
}

const differences = (held: unknown, expected: unknown, path: string): Finding[] => {
  if (typeof held === 'object' && held !== null && typeof expected === 'object' && expected !== null) {
    const names = [...new Set([...Object.keys(held), ...Object.keys(expected)])]
    return names.flatMap((name) =>
      differences(
        (held as Record<string, unknown>)[name],
        (expected as Record<string, unknown>)[name],
        path ? `${path}.${name}` : name,
      ),
    )
  }
  return held === expected ? [] : [{ kind: 'output', name: path, stored: String(held), expected: String(expected) }]
}

const yearsOf = ({ period: { labels, fiscalStart } }: ProjectResult): Years => {
  const calendar = fiscalStart ? { fiscalStart } : {}
  return { calendar, years: labels.map((label) => parsePeriod(label, calendar)) }
}

/** Verifies the evaluation of a run, its inputs against how they are written, every figure of its tables against it, and the digest. */
export const verifyProject = (result: ProjectResult): Verification => {
  const inner = verify(result.evaluation)
  const figures = figuresOf(result)
  const held = Object.fromEntries(Object.keys(figures).map((name) => [name, result[name as keyof Figures]]))
  const digest = digestOfProject(result)
  const findings = [
    ...inner.findings,
    ...differences(held, figures, ''),
    ...checkOrigins(result.inputs, result.evaluation, yearsOf(result)),
    ...(digest === result.digest
      ? []
      : [{ kind: 'digest' as const, name: 'digest', stored: result.digest, expected: digest }]),
  ]
  return { ok: findings.length === 0, findings }
}
