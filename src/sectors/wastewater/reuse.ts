import { category, cite, constant, factor, input, method, named } from '../../core'
import { ipcc2019V5Table68a } from '../../data/factors/generated/ipcc-2019-v5-table-6.8a'

/**
 * Water and nutrients of wastewater that are used again. In the baseline the nitrogen of the water is discharged and gives
 * N2O there (Eq 6.7); in the project nitrogen that comes on soil, with water, sludge or urine, gives N2O there (Volume 4, Eq
 * 11.1, EF1). Fertiliser that is not made is a benefit, outside the gases: per kg N and P, with the source of its figures.
 */
export const reuse = method({
  id: 'wastewater.reuse',
  title: 'Water and nutrients of wastewater used again',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.7, p 6.38, and Table 6.8a, p 6.39; Volume 4, Ch 11, Table 11.1, p 11.12; which flows are counted as in ECAM 3.0.1, seen in its code',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table68a],
  inputs: {
    water: input('m3 wastewater/yr', { symbol: 'V', title: 'Treated wastewater used again', range: [0, null] }),
    concentration: input('kg N/m3 wastewater', {
      symbol: 'c_N',
      title: 'Nitrogen in treated wastewater',
      range: [0, null],
    }),
    receiving: category(['aquatic-environment', 'nutrient-impacted-water'], {
      title: 'Water that no longer receives it (Table 6.8a)',
      default: 'aquatic-environment',
    }),
    dischargeFactor: factor('kg N2O-N/kg N', {
      symbol: 'EF_EFFLUENT',
      parameter: 'EF',
      title: 'N2O emission factor of the receiving water',
      activity: 'effluent',
      by: { pathway: 'receiving' },
      range: [0, 1],
    }),
    onSoil: input('kg N/yr', { symbol: 'F', title: 'Nitrogen that comes on soil', default: 0, range: [0, null] }),
    soilFactor: input('kg N2O-N/kg N', {
      symbol: 'EF_1',
      title: 'N2O emission factor of soils (Volume 4, Table 11.1)',
      range: [0, 1],
    }),
    nitrogen: input('kg N/yr', {
      symbol: 'N',
      title: 'Nitrogen that replaces fertiliser',
      default: 0,
      range: [0, null],
    }),
    phosphorus: input('kg P/yr', {
      symbol: 'Ph',
      title: 'Phosphorus that replaces fertiliser',
      default: 0,
      range: [0, null],
    }),
    perNitrogen: input('kg CO2e/kg N', {
      symbol: 'a_N',
      title: 'Emissions of making nitrogen fertiliser',
      optional: true,
      range: [0, null],
    }),
    perPhosphorus: input('kg CO2e/kg P', {
      symbol: 'a_P',
      title: 'Emissions of making phosphorus fertiliser',
      optional: true,
      range: [0, null],
    }),
  },
  equations(s) {
    const asGas = constant('44/28', 'kg N2O/kg N2O-N')
    const n2o = { unit: 'kg N2O/yr' }
    return {
      baseline: {
        n2o: named(
          'N2O of the discharge avoided',
          'Eq 6.7',
          s.water.times(s.concentration).times(s.dischargeFactor).times(asGas),
          n2o,
        ),
      },
      project: { n2o: named('N2O of soils', 'V4 Eq 11.1', s.onSoil.times(s.soilFactor).times(asGas), n2o) },
      benefit: {
        water: named('Water used again', 'V', s.water),
        nitrogen: named('Nitrogen used again', 'N', s.nitrogen),
        phosphorus: named('Phosphorus used again', 'P', s.phosphorus),
        fertiliserNotMade: named(
          'Emissions of fertiliser not made',
          'N·a_N + P·a_P',
          s.nitrogen.times(s.perNitrogen).plus(s.phosphorus.times(s.perPhosphorus)),
          { unit: 'kg CO2e/yr' },
        ),
      },
    }
  },
})
