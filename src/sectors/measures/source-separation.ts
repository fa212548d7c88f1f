import { category, cite, type Expression, factor, input, method, named, one, when } from '../../core'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2006V5Table41 } from '../../data/factors/generated/ipcc-2006-v5-table-4.1'
import { composting, separatedStreams, solidWasteDisposal, treatment, wasteType, year } from '../waste'
import { separatedStreamsInputs } from '../waste/separated-streams'

/**
 * Waste that is separated at its source and goes to recycling, composting or digestion instead of landfill. Without the
 * project all of it would have been landfilled. Give what the project adds alone: waste that was separated before, what is
 * not collected, and waste deposited before the first year are the same in both, and cancel each other out.
 *
 * Waste brought to an incinerator, before or after the project, is no part of the measure: its gases are not known here, and
 * neither are those of residues that a treatment has burnt. Treatments are `composting`, `anaerobic-digestion`, or
 * `without-gas` (sorting, recycling): one that gives off gas otherwise is not known here either. Virgin material that
 * recycling avoids is another account (waste.recycling-life-cycle) and no part of the reduction.
 */
export const sourceSeparation = method({
  id: 'measures.source-separation',
  title: 'Separation of waste at its source',
  source: cite('ipcc-2006-v5', 'Ch 2, Box 2.1, pp 2.6–2.7; Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Ch 4, Eq 4.1–4.2, p 4.5'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24, ipcc2006V5Table33, ipcc2006V5Table41],
  inputs: {
    ...separatedStreamsInputs,
    kind: category(['without-gas', 'composting', 'anaerobic-digestion'], {
      title: 'What gas a treatment gives off',
      over: [treatment],
    }),
    climate: category(['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'], {
      title: 'Climate zone of the landfill',
    }),
    inert: category(['no', 'yes'], {
      title: 'Whether a type of waste does not decay (plastics, glass …)',
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
    const { landfilled, separated, residues } = s
    const flows = separatedStreams({ landfilled, separated, residues, yield: s.yield }, { as: 'project streams' })
    const inert = s.inert.is('yes')
    const carbon = { doc: when(inert, '0 t C/t waste (wet)', s.doc), k: when(inert, '0 1/yr', s.k) }
    const site = { climate: s.climate, site: s.landfill, cover: s.cover, ...carbon }
    const methaneOf = (deposited: Expression<'wasteType' | 'year'>, as: string) =>
      named(
        'CH4 of the landfill',
        'Eq 3.1 · (1 − captured)',
        solidWasteDisposal({ deposited, ...site }, { as }).ch4.times(one.minus(s.captured)),
      )
    const taken = (kind: 'composting' | 'anaerobic-digestion') =>
      when(s.kind.is(kind), separated, '0 t waste (wet)').sum(treatment).sum(wasteType)
    const compost = composting({ treated: taken('composting') })
    return {
      baseline: { landfill: methaneOf(flows.collected, 'baseline landfill') },
      project: {
        landfill: methaneOf(flows.landfilled, 'project landfill'),
        compostingCh4: compost.ch4,
        compostingN2o: compost.n2o,
        digestion: named('CH4 of digestion', 'Eq 4.1', taken('anaerobic-digestion').times(s.digestionFactor)),
      },
      benefit: {
        products: named('Products of recycling and composting', 'Σ M·(1 − r)·y', flows.product.sum(wasteType)),
        landfilled: named(
          'Waste kept from the landfill',
          'all that comes out − landfilled',
          flows.accounted.minus(flows.landfilled).sum(wasteType),
        ),
      },
    }
  },
})
