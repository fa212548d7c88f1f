import { cite, constant, factor, input, method, named, one, when } from '../../core'
import { ipcc2019V5Table68a } from '../../data/factors/generated/ipcc-2019-v5-table-6.8a'
import { ipcc2019V5Table610c } from '../../data/factors/generated/ipcc-2019-v5-table-6.10c'
import { ipcc2019V5Table612 } from '../../data/factors/generated/ipcc-2019-v5-table-6.12'
import { industry, pathway } from './dimensions'
import { nitrogenPathways } from './domestic-n2o-2019'

/**
 * N2O of industrial wastewater treated or discharged on site, by the 2019 Refinement: of treatment systems and of what
 * reaches water. Pathways and their categories are those of `domesticWastewaterN2o2019`. The sum of Eq 6.14 is over
 * industries as well as pathways, as that of Eq 6.11 is. The 2006 Guidelines have no such method.
 */
export const industrialWastewaterN2o2019 = method({
  id: 'wastewater.industrial-n2o-2019',
  title: 'N2O from industrial wastewater (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.11, p 6.44; Eq 6.12–6.13, p 6.47; Eq 6.14 and Table 6.12, p 6.48; Tables 6.8a, p 6.39, and 6.10c, p 6.43',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table68a, ipcc2019V5Table610c, ipcc2019V5Table612],
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
    nitrogen: factor('kg N/m3 wastewater', {
      symbol: 'TN',
      title: 'Total nitrogen in untreated wastewater',
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
    ...nitrogenPathways,
  },
  equations(s) {
    const asGas = constant('44/28', 'kg N2O/kg N2O-N')
    const total = named('TN', 'Eq 6.13', s.product.times(s.wastewater).times(s.nitrogen), {
      symbol: 'TN_IND',
      unit: 'kg N/yr',
    })
    const systemEf = when(s.treatment.is('untreated'), '0 kg N2O-N/kg N', s.systemFactor)
    const byPathway = total.times(s.pathwayShare).sum(industry)
    const plants = named('N2O plants', 'Eq 6.11', byPathway.times(systemEf).sum(pathway).times(asGas), {
      symbol: 'N2O Plants_IND',
      unit: 'kg N2O/yr',
    })
    const effluent = named('N effluent', 'Eq 6.14', byPathway.times(one.minus(s.removal)).times(s.toWater), {
      symbol: 'N_EFFLUENT,IND',
      unit: 'kg N/yr',
    })
    const waters = named('N2O effluent', 'Eq 6.12', effluent.times(s.waterFactor).sum(pathway).times(asGas), {
      symbol: 'N2O Effluent_IND',
      unit: 'kg N2O/yr',
    })
    return { n2o: named('N2O emissions', 'Eq 6.11, 6.12', plants.plus(waters), { unit: 'kg N2O/yr' }) }
  },
})
