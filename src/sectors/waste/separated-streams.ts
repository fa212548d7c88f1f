import { cite, type Expression, input, method, named, one } from '../../core'
import { wasteType, year } from './dimensions'
import { treatment } from './streams'

const amount = { over: [wasteType, year], kind: 'flow', range: [0, null] } as const
const byTreatment = { over: [treatment], range: [0, 1] } as const

/** Shared with the measure that composes it. */
export const separatedStreamsInputs = {
  landfilled: input('t waste (wet)', {
    symbol: 'L',
    title: 'Waste landfilled at once with the project',
    ...amount,
  }),
  separated: input('t waste (wet)', {
    symbol: 'M',
    title: 'Waste that the project brings to each treatment',
    over: [treatment, wasteType, year],
    kind: 'flow',
    range: [0, null],
  }),
  residues: input('1', {
    symbol: 'r',
    title: 'Share of what a treatment takes in that it landfills',
    ...byTreatment,
  }),
  yield: input('1', { symbol: 'y', title: 'Share of the rest that becomes product', ...byTreatment }),
} as const

/** The project's streams, in balance: what is neither landfilled nor product is lost to the air. */
export const separatedStreams = method({
  id: 'waste.separated-streams',
  title: 'Waste streams with separation at the source',
  source: cite('ipcc-2006-v5', 'Ch 2, Box 2.1 (mass balance), pp 2.6–2.7'),
  edition: '2006',
  inputs: separatedStreamsInputs,
  equations(s) {
    const to = (label: string, share: Expression<'treatment'>) =>
      named(`Waste to ${label}, by treatment`, 'M·f', s.separated.times(share)).sum(treatment)
    const rest = one.minus(s.residues)
    const direct = named('Waste landfilled at once', 'L', s.landfilled)
    const residues = to('landfill', s.residues)
    const product = named('Waste in products', 'Σ M·(1 − r)·y', to('product', rest.times(s.yield)))
    const lost = named('Waste lost to the air', 'Σ M·(1 − r)·(1 − y)', to('loss', rest.times(one.minus(s.yield))))
    const landfilled = named('Waste landfilled', 'L + Σ M·r', direct.plus(residues))
    return {
      collected: named('Waste collected', 'L + Σ M', direct.plus(s.separated.sum(treatment))),
      landfilled,
      product,
      accounted: named('Waste that comes out', 'landfilled + products + lost', landfilled.plus(product).plus(lost)),
    }
  },
})
