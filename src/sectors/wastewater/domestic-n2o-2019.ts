import { category, cite, constant, factor, input, method, named, one, when } from '../../core'
import { ipcc2019V5Table68a } from '../../data/factors/generated/ipcc-2019-v5-table-6.8a'
import { ipcc2019V5Table610a } from '../../data/factors/generated/ipcc-2019-v5-table-6.10a'
import { ipcc2019V5Table610c } from '../../data/factors/generated/ipcc-2019-v5-table-6.10c'
import { ipcc2019V5Table611 } from '../../data/factors/generated/ipcc-2019-v5-table-6.11'
import { incomeGroup, pathway } from './dimensions'

const systems = [
  'centralised-aerobic',
  'anaerobic-reactor',
  'anaerobic-lagoon',
  'septic-system',
  'septic-system-land-dispersal',
  'latrine',
] as const
const treatments = [
  'untreated',
  'primary',
  'secondary',
  'tertiary',
  'septic-system',
  'septic-system-land-dispersal',
  'latrine',
] as const

/** What is said of a pathway, in domestic and industrial wastewater alike. */
export const nitrogenPathways = {
  treatment: category(treatments, { title: 'Treatment by what it removes (Table 6.10c)', over: [pathway] }),
  system: category(systems, {
    title: 'System that treats it (Table 6.8a)',
    over: [pathway],
    optional: true,
  }),
  water: category(['aquatic-environment', 'nutrient-impacted-water'], {
    title: 'Water that receives the effluent (Table 6.8a)',
    over: [pathway],
    default: 'aquatic-environment',
  }),
  toWater: input('1', {
    symbol: 'T_water',
    title: 'Share of the effluent that reaches water',
    over: [pathway],
    default: 1,
    range: [0, 1],
  }),
  systemFactor: factor('kg N2O-N/kg N', {
    symbol: 'EF',
    title: 'N2O emission factor of the system',
    activity: 'plant',
    over: [pathway],
    labelled: [],
    by: { pathway: 'system' },
    range: [0, 1],
  }),
  removal: factor('1', {
    symbol: 'N_REM',
    parameter: 'NREM',
    title: 'Fraction of nitrogen removed by treatment',
    over: [pathway],
    labelled: [],
    by: { technology: 'treatment' },
    range: [0, 1],
  }),
  waterFactor: factor('kg N2O-N/kg N', {
    symbol: 'EF_EFFLUENT',
    parameter: 'EF',
    title: 'N2O emission factor of the receiving water',
    activity: 'effluent',
    over: [pathway],
    labelled: [],
    by: { pathway: 'water' },
    range: [0, 1],
  }),
} as const

/**
 * N2O of domestic wastewater by the 2019 Refinement: of treatment systems and of what reaches water. Pathways have names
 * of the user's own, as in `domesticWastewaterCh42019`; one that is `untreated` needs no system. What of an effluent goes
 * to soil (Volume 4) or is used again is left out by `toWater`. Protein is that of a year, as supplied (food balance sheets; Eq
 * 6.10a takes the part that is consumed) or as consumed.
 *
 * Nitrogen is counted by pathway (Eq 6.10), so that industrial and commercial protein goes to centralised treatment alone;
 * with one F_IND-COM for all this is TN · T_j of Eq 6.8 and 6.9. For decentralised pathways p 6.42 prints 0 for
 * F_IND-COM, which as a multiplier would leave no nitrogen: 1 is meant. F_NON-CON is that of Table 6.10a, and 1 where food
 * waste goes to solid waste (p 6.41); Table 6.11 has other figures, to be given if wanted. What plants emit is within
 * N_REM: nothing more is taken off the effluent, unlike in 2006.
 */
export const domesticWastewaterN2o2019 = method({
  id: 'wastewater.domestic-n2o-2019',
  title: 'N2O from domestic wastewater (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.9, p 6.37; Eq 6.7, p 6.38; Table 6.8a, p 6.39; Eq 6.10, p 6.40; Eq 6.10a and Table 6.10a, p 6.41; Eq 6.8, p 6.42; Tables 6.10c and 6.11, p 6.43',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table68a, ipcc2019V5Table610a, ipcc2019V5Table610c, ipcc2019V5Table611],
  inputs: {
    population: input('person', { symbol: 'P', title: 'Population', range: [0, null] }),
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
    place: category(['centralised', 'decentralised'], {
      title: 'Whether industry and commerce discharge into it',
      over: [pathway],
    }),
    proteinBasis: category(['supplied', 'consumed'], {
      title: 'Whether protein is as supplied or as consumed',
      default: 'supplied',
    }),
    protein: input('kg protein/person/yr', {
      symbol: 'Protein_given',
      title: 'Protein of a year, supplied or consumed by its basis',
      range: [0, null],
    }),
    fpc: factor('1', { symbol: 'FPC', title: 'Fraction of protein consumed', range: [0, 1] }),
    fNpr: factor('kg N/kg protein', {
      symbol: 'F_NPR',
      parameter: 'FNPR',
      title: 'Fraction of nitrogen in protein',
      range: [0, 1],
    }),
    nHh: factor('1', {
      symbol: 'N_HH',
      parameter: 'NHH',
      title: 'Factor for nitrogen of household products',
      range: [0, null],
    }),
    foodWasteInSewers: category(['yes', 'no'], { title: 'Whether food waste is disposed in sewers', optional: true }),
    fNonCon: factor('1', {
      symbol: 'F_NON-CON',
      parameter: 'FNON-CON',
      title: 'Factor for non-consumed protein in sewers',
      by: { garbageDisposal: 'foodWasteInSewers' },
      range: [0, null],
    }),
    fIndCom: factor('1', {
      symbol: 'F_IND-COM',
      parameter: 'FIND-COM',
      title: 'Factor for industrial and commercial protein',
      range: [0, null],
    }),
    ...nitrogenPathways,
  },
  equations(s) {
    const nitrogen = { unit: 'kg N/yr' }
    const gas = { unit: 'kg N2O/yr' }
    const asGas = constant('44/28', 'kg N2O/kg N2O-N')
    const protein = named(
      'Protein consumed',
      'Eq 6.10a',
      when(s.proteinBasis.is('consumed'), s.protein, s.protein.times(s.fpc)),
      { symbol: 'Protein', unit: 'kg protein/person/yr' },
    )
    const served = named(
      'Population by pathway',
      'Eq 6.10',
      s.population.times(s.incomeShare.times(s.pathwayShare).sum(incomeGroup)),
      { symbol: 'P_treatment' },
    )
    const total = named(
      'TN by pathway',
      'Eq 6.10',
      served
        .times(protein)
        .times(s.fNpr)
        .times(s.nHh)
        .times(s.fNonCon)
        .times(when(s.place.is('centralised'), s.fIndCom, one)),
      { symbol: 'TN_DOM', ...nitrogen },
    )
    const systemEf = when(s.treatment.is('untreated'), '0 kg N2O-N/kg N', s.systemFactor)
    const plants = named('N2O plants', 'Eq 6.9', total.times(systemEf).sum(pathway).times(asGas), {
      symbol: 'N2O Plants_DOM',
      ...gas,
    })
    const effluent = named('N effluent', 'Eq 6.8', total.times(one.minus(s.removal)).times(s.toWater), {
      symbol: 'N_EFFLUENT,DOM',
      ...nitrogen,
    })
    const waters = named('N2O effluent', 'Eq 6.7', effluent.times(s.waterFactor).sum(pathway).times(asGas), {
      symbol: 'N2O_EFFLUENT,DOM',
      ...gas,
    })
    return { n2o: named('N2O emissions', 'Eq 6.7, 6.9', plants.plus(waters), gas) }
  },
})
