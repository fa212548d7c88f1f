import { type Category, category, cite, type Expression, factor, input, method, named, one, when } from '../../core'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2006V5Table41 } from '../../data/factors/generated/ipcc-2006-v5-table-4.1'
import { composting, fate, incineration, solidWasteDisposal, streams, treatment, wasteType, year } from '../waste'

const amount = { over: [wasteType, year], kind: 'flow', range: [0, null] } as const
const rate = { over: [wasteType, year], kind: 'intensity', range: [0, 1] } as const
const treatedAmount = { over: [treatment, wasteType, year], kind: 'flow', range: [0, null] } as const

const incinerators = [
  'continuous-stoker',
  'continuous-fluidised-bed',
  'semi-continuous-stoker',
  'semi-continuous-fluidised-bed',
  'batch-stoker',
  'batch-fluidised-bed',
] as const

/**
 * Waste that is separated at its source and goes to recycling, composting or digestion instead of landfill or incinerator.
 * Baseline and project are two systems of streams of the same waste; generation, collection, pickers and what is burnt in
 * the open or dumped are the same in both, and cancel each other out. Waste deposited before the first year does too.
 *
 * The landfill decays by first order what is deposited without ash. Treatments are `composting`, `anaerobic-digestion`, or
 * `without-gas` (sorting, recycling): one that gives off gas otherwise is not known here. Virgin material that recycling
 * avoids is another account (waste.recycling-life-cycle) and no part of the reduction.
 */
export const sourceSeparation = method({
  id: 'measures.source-separation',
  title: 'Separation of waste at its source',
  source: cite(
    'ipcc-2006-v5',
    'Ch 2, Box 2.1, pp 2.6–2.7; Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Ch 4, Eq 4.1–4.2, p 4.5; Ch 5, Eq 5.2, p 5.7; Eq 5.4–5.5, pp 5.12–5.14',
  ),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24, ipcc2006V5Table33, ipcc2006V5Table41],
  inputs: {
    generated: input('t waste (wet)', { symbol: 'G', title: 'Waste generated', ...amount }),
    collectedShare: input('1', {
      symbol: 'c',
      title: 'Share of it that is collected',
      over: [year],
      kind: 'intensity',
      range: [0, 1],
    }),
    pickedShare: input('1', {
      symbol: 'p',
      title: 'Share of what is not collected that informal pickers take',
      default: 0,
      ...rate,
    }),
    burntShare: input('1', {
      symbol: 'b',
      title: 'Share of what is neither collected nor picked that is burnt in the open',
      ...rate,
    }),
    baselineTreated: input('t waste (wet)', {
      symbol: 'M_BL',
      title: 'Waste brought to each treatment without the project',
      default: 0,
      ...treatedAmount,
    }),
    treated: input('t waste (wet)', {
      symbol: 'M_PJ',
      title: 'Waste brought to each treatment with the project',
      default: 0,
      ...treatedAmount,
    }),
    kind: category(['without-gas', 'composting', 'anaerobic-digestion'], {
      title: 'What gas a treatment gives off',
      over: [treatment],
    }),
    fates: input('1', {
      symbol: 'f',
      title: 'Share of what a treatment takes in, by what becomes of it',
      over: [treatment, fate],
      sumsTo: fate,
      range: [0, 1],
    }),
    baselineIncinerated: input('t waste (wet)', {
      symbol: 'I_BL',
      title: 'Waste brought to incineration at once without the project',
      default: 0,
      ...amount,
    }),
    incinerated: input('t waste (wet)', {
      symbol: 'I_PJ',
      title: 'Waste brought to incineration at once with the project',
      default: 0,
      ...amount,
    }),
    ash: input('1', { symbol: 'a', title: 'Share of what is incinerated that is landfilled as ash', ...rate }),
    incinerator: category(incinerators, { title: 'Operation and technology of the incinerator', optional: true }),
    climate: category(['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'], {
      title: 'Climate zone of the landfill',
    }),
    inert: category(['no', 'yes'], {
      title: 'Whether a type of waste has no carbon that decays in the landfill (plastics, glass, metal …)',
      over: [wasteType],
      default: 'no',
    }),
    k: factor('1/yr', {
      symbol: 'k',
      title: 'Reaction constant',
      over: [wasteType],
      by: ['climate'],
      range: [0, null],
    }),
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon',
      over: [wasteType],
      range: [0, 1],
    }),
    landfill: category(
      ['managed-anaerobic', 'managed-semi-aerobic', 'unmanaged-deep', 'unmanaged-shallow', 'uncategorised'],
      { title: 'Type of landfill', over: [year] },
    ),
    cover: category(['managed-oxidising-cover', 'other'], {
      title: 'Cover of the landfill',
      over: [year],
      default: 'other',
    }),
    captured: input('1', {
      title: 'Share of landfill gas that the site captures and destroys',
      over: [year],
      kind: 'intensity',
      default: 0,
      range: [0, 1],
    }),
    digestionFactor: factor('g CH4 (biogenic)/kg waste (wet)', {
      symbol: 'EF_CH4',
      title: 'CH4 emission factor of digestion',
      parameter: 'EF',
      activity: 'anaerobic-digestion',
      range: [0, null],
    }),
  },
  equations(s) {
    const system = (as: string, treated: Treated, incinerated: Flow) => {
      const { generated, collectedShare, pickedShare, burntShare, fates, ash } = s
      const flows = streams(
        { generated, collectedShare, pickedShare, burntShare, fates, ash, treated, incinerated },
        { as: `${as} streams` },
      )
      const deposited = named('Waste deposited, without ash', 'landfilled − ash', flows.landfilled.minus(flows.ash))
      const inert = s.inert.is('yes')
      const carbon = { doc: when(inert, '0 t C/t waste (wet)', s.doc), k: when(inert, '0 1/yr', s.k) }
      const site = { climate: s.climate, site: s.landfill, cover: s.cover, ...carbon }
      const landfill = solidWasteDisposal({ deposited, ...site }, { as: 'landfill' }).ch4
      const passed = one.minus(s.captured)
      const taken = (kind: 'composting' | 'anaerobic-digestion') =>
        when(s.kind.is(kind), treated, '0 t waste (wet)').sum(treatment).sum(wasteType)
      const compost = composting({ treated: taken('composting') })
      return {
        flows,
        emissions: {
          landfill: named('CH4 of the landfill', 'Eq 3.1 · (1 − captured)', landfill.times(passed)),
          compostingCh4: compost.ch4,
          compostingN2o: compost.n2o,
          digestion: named('CH4 of digestion', 'Eq 4.1', taken('anaerobic-digestion').times(s.digestionFactor)),
          ...incineratorOf(flows.incinerated, s.incinerator),
        },
      }
    }
    const baseline = system('baseline', s.baselineTreated, s.baselineIncinerated)
    const project = system('project', s.treated, s.incinerated)
    const less = (what: 'landfilled' | 'incinerated') => baseline.flows[what].minus(project.flows[what]).sum(wasteType)
    return {
      baseline: baseline.emissions,
      project: project.emissions,
      benefit: {
        products: named(
          'Products of recycling and composting gained',
          'project − baseline',
          project.flows.product.minus(baseline.flows.product).sum(wasteType),
        ),
        landfilled: named('Waste kept from the landfill', 'baseline − project', less('landfilled')),
        incinerated: named('Waste kept from incineration', 'baseline − project', less('incinerated')),
      },
    }
  },
})

type Flow = Expression<'wasteType' | 'year'>
type Treated = Expression<'treatment' | 'wasteType' | 'year'>

/** Gases of what is burnt, by its own composition; a year in which nothing is burnt has none, and needs no technology. */
const incineratorOf = (burnt: Flow, technology: Category<(typeof incinerators)[number]>) => {
  const all = burnt.sum(wasteType)
  const some = all.isGreaterThan('0 t waste (wet)')
  const gases = incineration({ burnt: all, share: burnt.dividedBy(all), technology })
  return {
    incinerationCo2: when(some, gases.co2, '0 t CO2'),
    incinerationCo2Biogenic: when(some, gases.co2Biogenic, '0 t CO2 (biogenic)'),
    incinerationCh4: when(some, gases.ch4, '0 t CH4 (fossil)'),
    incinerationCh4Biogenic: when(some, gases.ch4Biogenic, '0 t CH4 (biogenic)'),
    incinerationN2o: when(some, gases.n2o, '0 t N2O'),
  }
}
