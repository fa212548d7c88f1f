import { cite, factor, input, method, named } from '../../core'
import { ipcc2006V5Table62 } from '../../data/factors/generated/ipcc-2006-v5-table-6.2'
import { ipcc2006V5Table68 } from '../../data/factors/generated/ipcc-2006-v5-table-6.8'
import { ipcc2006V5Table69 } from '../../data/factors/generated/ipcc-2006-v5-table-6.9'
import { industry, pathway } from './dimensions'

/**
 * CH4 of industrial wastewater that is treated or discharged on site, by product, on COD: what goes to the city's sewers
 * is in the factor I of domestic wastewater, and not again here. EF of an industry is the average of its practices,
 * weighted by their shares of its wastewater.
 *
 * The carbon counts as biogenic, as in the IPCC's factor of Bo; of chemicals, refineries and plastics part of it is fossil,
 * for which the chapter has no method. Recovery above generation gives a negative emission: Eq 6.4 prints no limit.
 */
export const industrialWastewater = method({
  id: 'wastewater.industrial',
  title: 'CH4 from industrial wastewater',
  source: cite('ipcc-2006-v5', 'Ch 6, Eq 6.4, p 6.20; Eq 6.5 and Table 6.8, p 6.21; Eq 6.6 and Table 6.9, p 6.22'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table62, ipcc2006V5Table68, ipcc2006V5Table69],
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
      title: 'CH4 recovered',
      over: [industry],
      default: 0,
      range: [0, null],
    }),
  },
  equations({ product, wastewater, cod, pathwayShare, bo, mcf, sludge, recovered }) {
    const tow = named('TOW', 'Eq 6.6', product.times(wastewater).times(cod), { symbol: 'TOW', unit: 'kg COD/yr' })
    const ef = named('EF by pathway', 'Eq 6.5', bo.times(mcf), { symbol: 'EF', unit: 'kg CH4 (biogenic)/kg COD' })
    const average = named('EF', 'Eq 6.4', pathwayShare.times(ef).sum(pathway), {
      symbol: 'EF',
      unit: 'kg CH4 (biogenic)/kg COD',
    })
    const byIndustry = named('CH4 by industry', 'Eq 6.4', tow.minus(sludge).times(average).minus(recovered), {
      symbol: 'CH4 Emissions',
      unit: 'kg CH4 (biogenic)/yr',
    })
    return {
      ch4: named('CH4 emissions', 'Eq 6.4', byIndustry.sum(industry), {
        symbol: 'CH4 Emissions',
        unit: 'kg CH4 (biogenic)/yr',
      }),
    }
  },
})
