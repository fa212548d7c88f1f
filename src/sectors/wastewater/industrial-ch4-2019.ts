import { category, cite, factor, input, method, named, when } from '../../core'
import { ipcc2006V5Table69 } from '../../data/factors/generated/ipcc-2006-v5-table-6.9'
import { ipcc2019V5Table62 } from '../../data/factors/generated/ipcc-2019-v5-table-6.2'
import { ipcc2019V5Table68 } from '../../data/factors/generated/ipcc-2019-v5-table-6.8'
import { industry, pathway } from './dimensions'

/**
 * CH4 of industrial wastewater treated or discharged on site, by the 2019 Refinement: Eq 6.4–6.6 with Table 6.8 (Updated),
 * where discharge to water has factors of its own. W and COD are those of Table 6.9 of 2006, which the Refinement leaves as
 * it is ("6.2.3.3: No refinement"); of 2006 nothing else is taken. Pathways have names of the user's own, and `system` says
 * which row of Table 6.8 each is.
 *
 * EF is read in Table 6.8 or made of Bo and MCF, as in `domesticWastewaterCh42019`; its carbon counts as biogenic, as in
 * `industrialWastewater`.
 */
export const industrialWastewaterCh42019 = method({
  id: 'wastewater.industrial-ch4-2019',
  title: 'CH4 from industrial wastewater (2019 Refinement)',
  source: cite('ipcc-2019-v5', 'Ch 6, Eq 6.4–6.5, p 6.33; Table 6.8, pp 6.34–6.35; with Eq 6.6 and Table 6.9 of 2006'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table62, ipcc2019V5Table68, ipcc2006V5Table69],
  inputs: {
    product: input('t product/yr', {
      symbol: 'P',
      title: 'Industrial product of a year',
      over: [industry],
      range: [0, null],
    }),
    wastewater: factor('m3 wastewater/t product', {
      symbol: 'W',
      title: 'Wastewater generated per product',
      over: [industry],
      range: [0, null],
    }),
    cod: factor('kg COD/m3 wastewater', {
      symbol: 'COD',
      title: 'Chemical oxygen demand of the wastewater',
      over: [industry],
      range: [0, null],
    }),
    pathwayShare: input('1', {
      symbol: 'T',
      title: 'Share of the wastewater of an industry in each pathway',
      over: [industry, pathway],
      sumsTo: pathway,
      range: [0, 1],
    }),
    system: category(
      [
        'aquatic-environment',
        'aquatic-environment-other',
        'reservoir-lake-estuary',
        'centralised-aerobic',
        'anaerobic-reactor',
        'anaerobic-shallow-lagoon',
        'anaerobic-deep-lagoon',
      ],
      { title: 'Treatment or discharge (Table 6.8)', over: [pathway] },
    ),
    emissionFactors: category(['table-6.8', 'equation-6.5'], {
      title: 'Whether EF is read in Table 6.8 or made of Bo and MCF',
      default: 'table-6.8',
    }),
    pathwayFactor: factor('kg CH4 (biogenic)/kg COD', {
      symbol: 'EF',
      title: 'CH4 emission factor',
      sector: 'industrial',
      over: [pathway],
      labelled: [],
      by: { pathway: 'system' },
      range: [0, null],
    }),
    bo: factor('kg CH4 (biogenic)/kg COD', {
      symbol: 'B_o',
      parameter: 'Bo',
      title: 'Maximum CH4 producing capacity',
      range: [0, null],
    }),
    mcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane correction factor',
      sector: 'industrial',
      over: [pathway],
      labelled: [],
      by: { pathway: 'system' },
      range: [0, 1],
    }),
    sludge: input('kg COD/yr', {
      symbol: 'S',
      title: 'Organic component removed as sludge',
      over: [industry],
      default: 0,
      range: [0, null],
    }),
    recovered: input('kg CH4 (biogenic)/yr', {
      symbol: 'R',
      title: 'CH4 recovered or flared',
      over: [industry],
      default: 0,
      range: [0, null],
    }),
  },
  equations(s) {
    const gas = { unit: 'kg CH4 (biogenic)/yr' }
    const perCod = { unit: 'kg CH4 (biogenic)/kg COD' }
    const tow = named('TOW', 'Eq 6.6', s.product.times(s.wastewater).times(s.cod), { symbol: 'TOW', unit: 'kg COD/yr' })
    const ef = named(
      'EF by pathway',
      'Eq 6.5, Table 6.8',
      when(s.emissionFactors.is('table-6.8'), s.pathwayFactor, s.bo.times(s.mcf)),
      { symbol: 'EF', ...perCod },
    )
    const average = named('EF', 'Eq 6.4', s.pathwayShare.times(ef).sum(pathway), { symbol: 'EF', ...perCod })
    const byIndustry = named('CH4 by industry', 'Eq 6.4', tow.minus(s.sludge).times(average).minus(s.recovered), {
      symbol: 'CH4 Emissions',
      ...gas,
    })
    return { ch4: named('CH4 emissions', 'Eq 6.4', byIndustry.sum(industry), { symbol: 'CH4 Emissions', ...gas }) }
  },
})
