import { category, cite, constant, factor, input, method, named } from '../../core'
import { ipcc2006V5Equation63 } from '../../data/factors/generated/ipcc-2006-v5-equation-6.3'
import { ipcc2006V5Table62 } from '../../data/factors/generated/ipcc-2006-v5-table-6.2'
import { ipcc2006V5Table63 } from '../../data/factors/generated/ipcc-2006-v5-table-6.3'
import { ipcc2006V5Table64 } from '../../data/factors/generated/ipcc-2006-v5-table-6.4'
import { ipcc2006V5Table611 } from '../../data/factors/generated/ipcc-2006-v5-table-6.11'
import { incomeGroup, pathway } from './dimensions'
import { nitrogenInputs, nitrousOxide } from './domestic-n2o'

/**
 * CH4 and N2O of domestic wastewater: TOW, population groups by pathway, and nitrogen of the effluent; plants with
 * nitrification and denitrification apart (Box 6.1). Sludge and recovery act once, on the sum.
 */
export const domesticWastewater = method({
  id: 'wastewater.domestic',
  title: 'CH4 and N2O from domestic wastewater',
  source: cite('ipcc-2006-v5', 'Ch 6, Eq 6.1–6.3, pp 6.11–6.13; Eq 6.7–6.9, pp 6.25–6.26'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Equation63, ipcc2006V5Table62, ipcc2006V5Table63, ipcc2006V5Table64, ipcc2006V5Table611],
  inputs: {
    population: input('person', { symbol: 'P', title: 'Population', range: [0, null] }),
    bod: factor('g BOD/person/d', { symbol: 'BOD', title: 'BOD per person and day', range: [0, null] }),
    collection: category(['collected', 'uncollected'], { title: 'Whether sewers collect it', optional: true }),
    correction: factor('1', { symbol: 'I', title: 'Correction for industrial BOD in sewers', by: ['collection'] }),
    incomeShare: input('1', {
      symbol: 'U',
      title: 'Fraction of population in each income group',
      over: [incomeGroup],
      sumsTo: incomeGroup,
      range: [0, 1],
    }),
    pathwayShare: input('1', {
      symbol: 'T',
      title: 'Degree of utilisation of each pathway',
      over: [incomeGroup, pathway],
      sumsTo: pathway,
      range: [0, 1],
    }),
    bo: factor('kg CH4 (biogenic)/kg BOD', {
      symbol: 'B_o',
      parameter: 'Bo',
      title: 'Maximum CH4 producing capacity',
      range: [0, null],
    }),
    mcf: factor('1', { symbol: 'MCF', title: 'Methane correction factor', over: [pathway], range: [0, 1] }),
    sludge: input('kg BOD/yr', {
      symbol: 'S',
      title: 'Organic component removed as sludge',
      default: 0,
      range: [0, null],
    }),
    recovered: input('kg CH4 (biogenic)/yr', { symbol: 'R', title: 'CH4 recovered', default: 0, range: [0, null] }),
    ...nitrogenInputs,
  },
  equations(s) {
    const tow = named('TOW', 'Eq 6.3', s.population.times(s.bod).times(s.correction).times(constant('365', 'd/yr')), {
      symbol: 'TOW',
      unit: 'kg BOD/yr',
    })
    const ef = named('EF', 'Eq 6.2', s.bo.times(s.mcf), { symbol: 'EF', unit: 'kg CH4 (biogenic)/kg BOD' })
    const ch4 = s.incomeShare
      .times(s.pathwayShare)
      .times(ef)
      .sum(incomeGroup)
      .sum(pathway)
      .times(tow.minus(s.sludge))
      .minus(s.recovered)

    return {
      ch4: named('CH4 emissions', 'Eq 6.1', ch4, { symbol: 'CH4 Emissions', unit: 'kg CH4 (biogenic)/yr' }),
      n2o: nitrousOxide(s),
    }
  },
})
