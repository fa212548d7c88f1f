import type { ProjectResult } from '../../accounts/project'
import type { NodeJson } from '../../core/graph'
import { Decimal } from '../../core/quantity'
import type { NestedValue, StoredResult, StoredStep } from '../../uses/exact'
import { references } from './lineage'

/** A flow of mass from one place to another; `end` says what becomes of it, for its colour. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly end: End
  readonly value: string
}
type End = 'goes-on' | 'product' | 'landfill' | 'loss' | 'burnt'

/** The streams of one system, such as those of the baseline. */
export interface Streams {
  readonly title: string
  readonly unit: string
  readonly flows: readonly Flow[]
  /** By type of waste: what goes in and all that comes out. */
  readonly balance: readonly { readonly wasteType: string; readonly into: string; readonly out: string }[]
}

const methodIds = ['waste.streams', 'waste.separated-streams']

/** The sums of a step by the labels of a dimension; over all of them for a step without it. */
const sumsBy = (step: StoredStep | undefined, dim: string): Map<string, Decimal> => {
  const sums = new Map<string, Decimal>()
  const visit = (value: NestedValue, over: readonly string[], label: string): void => {
    if (value === null) return
    if (typeof value === 'string') sums.set(label, (sums.get(label) ?? new Decimal(0)).plus(value))
    else for (const [key, each] of Object.entries(value)) visit(each, over.slice(1), over[0] === dim ? key : label)
  }
  if (step) visit(step.value, step.over, '')
  return sums
}

/** The named steps of each call of the method, by the name under which it was called. */
const callsOf = ({ graph, steps }: StoredResult): Map<string, Map<string, StoredStep>> => {
  const stepAt = new Map(steps.map((step) => [step.node, step]))
  const operands = graph.nodes.map((node) => references(node, graph.groups))
  const calls = new Map<string, Map<string, StoredStep>>()
  for (const [at, node] of graph.nodes.entries()) {
    const { kind, method, path } = node as NodeJson & { method?: string; path?: string }
    if (kind !== 'call' || !methodIds.includes(method ?? '') || path === undefined) continue
    const found = calls.get(path) ?? new Map<string, StoredStep>()
    calls.set(path, found)
    const seen = new Set<number>()
    const visit = (inner: number): void => {
      if (seen.has(inner) || (graph.nodes[inner] as NodeJson).kind === 'argument') return
      seen.add(inner)
      const step = stepAt.get(inner)
      if (step) found.set(step.name, step)
      for (const each of operands[inner] ?? []) visit(each)
    }
    visit(at)
  }
  return calls
}

const byTreatment = [
  ['product', 'Products', 'product'],
  ['incineration', 'Incineration', 'goes-on'],
  ['landfill', 'Landfill', 'landfill'],
  ['loss', 'Lost to the air', 'loss'],
] as const

const streamsOf = (path: string, steps: ReadonlyMap<string, StoredStep>): Streams => {
  const sum = (name: string): Decimal => sumsBy(steps.get(name), '').get('') ?? new Decimal(0)
  const flow = (from: string, to: string, end: End, amount: Decimal): Flow[] =>
    amount.greaterThan(0) ? [{ from, to, end, value: amount.toFixed() }] : []
  const treated = byTreatment.flatMap(([fate, to, end]) =>
    [...sumsBy(steps.get(`Waste to ${fate}, by treatment`), 'treatment')].flatMap(([name, amount]) =>
      flow(name, to, end, amount),
    ),
  )
  const all = (flows: readonly Flow[]): Decimal => flows.reduce((sum, { value }) => sum.plus(value), new Decimal(0))
  const treatments = [...new Set(treated.map(({ from }) => from))]
  const [burnt, ash] = [sum('Waste incinerated'), sum('Waste in ash')]
  const burntFirst = burnt.minus(all(treated.filter(({ to }) => to === 'Incineration')))
  const [collected, uncollected] = ['Waste collected', 'Waste not collected'] as const
  const into = [collected, uncollected].map((name) => sumsBy(steps.get(name), 'wasteType'))
  return {
    title: path,
    unit: steps.get(collected)?.unit ?? '',
    flows: [
      ...flow('Generated', 'Collected', 'goes-on', sum(collected)),
      ...flow('Generated', 'Not collected', 'goes-on', sum(uncollected)),
      ...treatments.flatMap((name) =>
        flow('Collected', name, 'goes-on', all(treated.filter(({ from }) => from === name))),
      ),
      ...flow('Collected', 'Incineration', 'goes-on', burntFirst),
      ...flow('Collected', 'Landfill', 'landfill', sum('Waste landfilled at once')),
      ...treated,
      ...flow('Incineration', 'Lost to the air', 'loss', burnt.minus(ash)),
      ...flow('Incineration', 'Landfill', 'landfill', ash),
      ...flow('Not collected', 'Picked informally', 'product', sum('Waste picked informally')),
      ...flow('Not collected', 'Open-burned', 'burnt', sum('Waste open-burned')),
      ...flow('Not collected', 'Dumped', 'landfill', sum('Waste dumped')),
    ],
    balance: [...sumsBy(steps.get('Waste that comes out'), 'wasteType')].map(([wasteType, out]) => ({
      wasteType,
      into: into.reduce((sum, each) => sum.plus(each.get(wasteType) ?? 0), new Decimal(0)).toFixed(),
      out: out.toFixed(),
    })),
  }
}

/** The waste streams that a run holds, summed over its period: one system for each time that a measure calls the method. */
export const wasteStreams = ({ evaluation }: Pick<ProjectResult, 'evaluation'>): Streams[] =>
  [...callsOf(evaluation)].map(([path, steps]) => streamsOf(path, steps)).filter(({ flows }) => flows.length > 0)
