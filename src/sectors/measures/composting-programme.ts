import { category, check, cite, dimension, input, method, named, one, step } from '../../core'
import { composting, solidWasteDisposal, wasteType, year } from '../waste'

/** The compost houses or groups of households of the programme. */
export const site = dimension('site')

/**
 * A composting programme: organic waste is composted instead of going to the landfill. The baseline is the methane that
 * it would have given there by first-order decay, the project the CH4 and N2O of composting, leakage the residues that
 * go to the landfill after all. Emissions come in the year in which they happen.
 *
 * Composting emissions count on all that is taken in, residues included: where residues are sorted out before composting,
 * that is conservative.
 *
 * `money` is the currency of fees, with its price year: `IDR (nominal)`.
 */
export const compostingProgramme = ({ money = 'USD (nominal)' }: { money?: string } = {}) =>
  method({
    id: money === 'USD (nominal)' ? 'measures.composting-programme' : `measures.composting-programme?money=${money}`,
    title: 'Composting of organic waste instead of landfilling',
    source: cite('ipcc-2006-v5', 'Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Ch 4, Eq 4.1–4.2, p 4.5'),
    edition: '2006',
    inputs: {
      composted: input('t waste (wet)', {
        symbol: 'M',
        title: 'Organic waste taken in for composting, residues included',
        over: [site, wasteType, year],
        kind: 'flow',
        range: [0, null],
      }),
      residues: input('t waste (wet)', {
        title: 'Residues landfilled after sorting',
        over: [wasteType, year],
        kind: 'flow',
        default: 0,
        range: [0, null],
      }),
      climate: category(['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet'], {
        title: 'Climate zone of the landfill',
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
        symbol: 'f',
        title: 'Share of landfill gas that the site captures and destroys',
        over: [year],
        kind: 'intensity',
        default: 0,
        range: [0, 1],
      }),
      delivered: input('t waste (wet)', {
        title: 'All waste delivered to the landfill',
        over: [year],
        kind: 'flow',
        optional: true,
        range: [0, null],
      }),
      tippingFee: input(`${money}/t waste (wet)`, {
        title: 'Tipping fee',
        over: [year],
        kind: 'intensity',
        optional: true,
        range: [0, null],
      }),
      haulageFuel: input('L diesel/t waste (wet)', {
        title: 'Diesel for haulage to the landfill',
        over: [year],
        kind: 'intensity',
        optional: true,
        range: [0, null],
      }),
      density: input('t waste (wet)/m3 landfill', {
        title: 'Density of the waste in the landfill',
        optional: true,
        range: [0, null],
      }),
    },
    equations(s) {
      const treated = s.composted.sum(site)
      const residues = check(s.residues, s.residues.isAtMost(treated), 'there are more residues than waste taken in')
      const diverted = named('Waste diverted', 'M − residues', treated.minus(residues))
      const place = { climate: s.climate, site: s.landfill, cover: s.cover }
      const avoided = solidWasteDisposal({ deposited: treated, ...place }, { as: 'landfill' }).ch4
      const residual = solidWasteDisposal({ deposited: residues, ...place }, { as: 'landfill' }).ch4
      const passed = one.minus(s.captured)
      const total = diverted.sum(wasteType)
      return {
        baseline: { ch4: named('CH4 of the landfill avoided', 'Eq 3.1 · (1 − f)', avoided.times(passed)) },
        project: composting({ treated: treated.sum(wasteType) }),
        leakage: { ch4: named('CH4 of residues', 'Eq 3.1 · (1 − f)', residual.times(passed)) },
        benefit: {
          wasteDiverted: named('Waste diverted from the landfill', 'M − residues', total),
          shareDiverted: named(
            'Share of all waste that is diverted',
            'diverted / (delivered + diverted)',
            total.dividedBy(s.delivered.plus(total)),
          ),
          tippingFeeSaved: named('Tipping fee saved', 'diverted · fee', total.times(s.tippingFee)),
          dieselSaved: named('Diesel for haulage saved', 'diverted · fuel', total.times(s.haulageFuel), {
            unit: 'L diesel',
          }),
          landfillLife: named(
            'Landfill life gained',
            'diverted / delivered in a year',
            total.dividedBy(s.delivered).times(step(year)),
            { unit: 'yr' },
          ),
          landfillSaved: named('Landfill volume saved', 'diverted / density', total.dividedBy(s.density)),
        },
      }
    },
  })
