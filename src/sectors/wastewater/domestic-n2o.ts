import { category, cite, constant, factor, input, method, named } from '../../core'
import { ipcc2006V5Table611 } from '../../data/factors/generated/ipcc-2006-v5-table-6.11'

const population = input('person', { symbol: 'P', title: 'Population', range: [0, null] })

/** What Eq 6.7–6.9 ask for beside the population. Protein is that of a year: an amount a day is another unit. */
export const nitrogenInputs = {
  protein: input('kg protein/person/yr', { symbol: 'Protein', title: 'Protein consumption', range: [0, null] }),
  fNpr: factor('kg N/kg protein', {
    symbol: 'F_NPR',
    parameter: 'FNPR',
    title: 'Fraction of nitrogen in protein',
    range: [0, 1],
  }),
  garbageDisposal: category(['yes', 'no'], { title: 'Garbage disposals in use', optional: true }),
  fNonCon: factor('1', {
    symbol: 'F_NON-CON',
    parameter: 'FNON-CON',
    title: 'Factor for non-consumed protein',
    by: ['garbageDisposal'],
    range: [0, null],
  }),
  fIndCom: factor('1', {
    symbol: 'F_IND-COM',
    parameter: 'FIND-COM',
    title: 'Factor for industrial and commercial protein',
    range: [0, null],
  }),
  sludgeNitrogen: input('kg N/yr', {
    symbol: 'N_SLUDGE',
    title: 'Nitrogen removed with sludge',
    default: 0,
    range: [0, null],
  }),
  effluentFactor: factor('kg N2O-N/kg N', {
    symbol: 'EF_EFFLUENT',
    title: 'N2O emission factor of effluent',
    parameter: 'EF',
    activity: 'effluent',
    range: [0, 1],
  }),
  plantDegree: input('1', {
    symbol: 'T_PLANT',
    title: 'Degree of utilisation of modern plants',
    default: 0,
    range: [0, 1],
  }),
  plantFactor: factor('g N2O/person/yr', {
    symbol: 'EF_PLANT',
    title: 'N2O emission factor of plants',
    parameter: 'EF',
    activity: 'plant',
    range: [0, null],
  }),
} as const

const inputs = { population, ...nitrogenInputs } as const
type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

/** Eq 6.7–6.9 with the note of Box 6.1: what plants emit as N2O-N no longer reaches the water. */
export const nitrousOxide = (s: Symbols) => {
  const plants = named(
    'N2O plants',
    'Eq 6.9',
    s.population.times(s.plantDegree).times(s.fIndCom).times(s.plantFactor),
    {
      symbol: 'N2O_PLANTS',
      unit: 'kg N2O/yr',
    },
  )
  const nWwt = named('N of plants', 'Box 6.1', plants.times(constant('28/44', 'kg N/kg N2O')), {
    symbol: 'N_WWT',
    unit: 'kg N/yr',
  })
  const nitrogen = s.population.times(s.protein).times(s.fNpr).times(s.fNonCon).times(s.fIndCom).minus(s.sludgeNitrogen)
  const nEffluent = named('N effluent', 'Eq 6.8, Box 6.1', nitrogen.minus(nWwt), {
    symbol: 'N_EFFLUENT',
    unit: 'kg N/yr',
  })
  const effluent = named(
    'N2O effluent',
    'Eq 6.7',
    nEffluent.times(s.effluentFactor).times(constant('44/28', 'kg N2O/kg N2O-N')),
    { symbol: 'N2O', unit: 'kg N2O/yr' },
  )
  return named('N2O emissions', 'Eq 6.7, 6.9', effluent.plus(plants), { unit: 'kg N2O/yr' })
}

/**
 * N2O of domestic wastewater alone: nitrogen of the effluent, and plants with nitrification and denitrification. The same
 * equations as in `domesticWastewater`, for where the pathways of its CH4 are not known.
 */
export const domesticWastewaterN2o = method({
  id: 'wastewater.domestic-n2o',
  title: 'N2O from domestic wastewater',
  source: cite('ipcc-2006-v5', 'Ch 6, Eq 6.7–6.8, p 6.25; Box 6.1 with Eq 6.9, p 6.26; Table 6.11, p 6.27'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table611],
  inputs,
  equations: (s) => ({ n2o: nitrousOxide(s) }),
})
