import { category, cite, constant, factor, input, method, named, one, when } from '../../core'
import { ipcc2019V5Equation63a } from '../../data/factors/generated/ipcc-2019-v5-equation-6.3a'
import { ipcc2019V5Equation63c } from '../../data/factors/generated/ipcc-2019-v5-equation-6.3c'
import { ipcc2019V5Table62 } from '../../data/factors/generated/ipcc-2019-v5-table-6.2'
import { ipcc2019V5Table63 } from '../../data/factors/generated/ipcc-2019-v5-table-6.3'
import { ipcc2019V5Table64 } from '../../data/factors/generated/ipcc-2019-v5-table-6.4'
import { ipcc2019V5Table66a } from '../../data/factors/generated/ipcc-2019-v5-table-6.6a'
import { ipcc2019V5Table66b } from '../../data/factors/generated/ipcc-2019-v5-table-6.6b'
import { incomeGroup, pathway, technology } from './dimensions'

const waters = ['aquatic-environment', 'aquatic-environment-other', 'reservoir-lake-estuary'] as const
const systems = [
  ...waters,
  'stagnant-sewer',
  'flowing-sewer',
  'centralised-aerobic',
  'anaerobic-reactor',
  'anaerobic-shallow-lagoon',
  'anaerobic-deep-lagoon',
  'septic-system',
  'septic-system-land-dispersal',
  'latrine-dry-small-family',
  'latrine-dry-communal',
  'latrine-wet',
] as const
const treatments = [
  'untreated',
  'primary',
  'secondary',
  'tertiary',
  'septic-system',
  'latrine-dry-small-family',
  'latrine-dry-communal',
  'latrine-wet',
] as const

/**
 * CH4 of domestic wastewater by the 2019 Refinement: of each treatment system or discharge pathway, and of what a system
 * discharges to water. Pathways have names of the user's own (a plant, or all septic tanks); `system` says which row of
 * Table 6.3 each is, `treatment` which of Table 6.6b, and `water` where its effluent goes, tier 1 if nothing is said.
 * Untreated wastewater has a water as its system, and no effluent beside. What of an effluent goes to soil (Volume 4) or
 * is used again is left out by `toWater`. Constructed wetlands are in the 2013 Wetlands Supplement, digesters of
 * sludge in `sludgeTreatment` (Eq 4.1, to be added to this): neither is here.
 *
 * S is the organic component removed as sludge, in BOD, neither the mass of the sludge nor its nitrogen: by Eq 6.3b of
 * aerobic plants, by Eq 6.3c of septic systems, 0 of all others, or as measured. What is brought to a plant from septic
 * tanks adds to its organics (p 6.26). Of discharge S and R are 0 (p 6.17): leave them out. "In no circumstances should a
 * country report negative emissions" (p 6.16): a total below 0 is remarked.
 *
 * Eq 6.3d prints neither U nor I: T_j is taken as the share of the whole population, Σ U·T, and the effluent then goes
 * through Eq 6.3a like any other pathway, so that I applies to it as to the influent. With `effluentOrganics`
 * `equation-6.3d` an effluent is that of Eq 6.3d alone, as in worksheet 4D1, 5 of 8.
 *
 * EF is read in Table 6.3, whose 0.068 for discharge of tier 1 is not Bo · 0.11 = 0.066 but that of the unrounded mean of
 * both tier 2 MCFs; `equation-6.2` makes it of Bo and MCF.
 */
export const domesticWastewaterCh42019 = method({
  id: 'wastewater.domestic-ch4-2019',
  title: 'CH4 from domestic wastewater (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.1 and 6.1A, p 6.17; Eq 6.2, p 6.18; Table 6.3, pp 6.20–6.21; Eq 6.3, p 6.21; Eq 6.3a, p 6.22; Eq 6.3b and Table 6.6a, p 6.27; Eq 6.3c–6.3d and Table 6.6b, p 6.28',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [
    ipcc2019V5Table62,
    ipcc2019V5Table63,
    ipcc2019V5Table64,
    ipcc2019V5Equation63a,
    ipcc2019V5Equation63c,
    ipcc2019V5Table66a,
    ipcc2019V5Table66b,
  ],
  inputs: {
    population: input('person', { symbol: 'P', title: 'Population', range: [0, null] }),
    bod: factor('g BOD/person/d', { symbol: 'BOD', title: 'BOD per person and day', range: [0, null] }),
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
    system: category(systems, { title: 'System that treats it (Table 6.3)', over: [pathway] }),
    treatment: category(treatments, { title: 'Treatment by what it removes (Table 6.6b)', over: [pathway] }),
    water: category(waters, {
      title: 'Water that receives the effluent (Table 6.3)',
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
    collection: category(['collected', 'uncollected'], { title: 'Whether sewers collect it', over: [pathway] }),
    correction: factor('1', {
      symbol: 'I',
      title: 'Correction for industrial BOD in sewers',
      over: [pathway],
      labelled: [],
      by: ['collection'],
      range: [0, null],
    }),
    received: input('kg BOD/yr', {
      symbol: 'TOW_received',
      title: 'Organics brought in sludge of septic tanks',
      over: [pathway],
      default: 0,
      range: [0, null],
    }),
    emissionFactors: category(['table-6.3', 'equation-6.2'], {
      title: 'Whether EF is read in Table 6.3 or made of Bo and MCF',
      default: 'table-6.3',
    }),
    systemFactor: factor('kg CH4 (biogenic)/kg BOD', {
      symbol: 'EF',
      title: 'CH4 emission factor of the system',
      over: [pathway],
      labelled: [],
      by: { pathway: 'system' },
      range: [0, null],
    }),
    waterFactor: factor('kg CH4 (biogenic)/kg BOD', {
      symbol: 'EF_water',
      parameter: 'EF',
      title: 'CH4 emission factor of the receiving water',
      over: [pathway],
      labelled: [],
      by: { pathway: 'water' },
      range: [0, null],
    }),
    bo: factor('kg CH4 (biogenic)/kg BOD', {
      symbol: 'B_o',
      parameter: 'Bo',
      title: 'Maximum CH4 producing capacity',
      range: [0, null],
    }),
    systemMcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane correction factor of the system',
      over: [pathway],
      labelled: [],
      by: { pathway: 'system' },
      range: [0, 1],
    }),
    waterMcf: factor('1', {
      symbol: 'MCF_water',
      parameter: 'MCF',
      title: 'Methane correction factor of the receiving water',
      over: [pathway],
      labelled: [],
      by: { pathway: 'water' },
      range: [0, 1],
    }),
    sludgeRemoved: category(['equations-6.3b-6.3c', 'measured'], {
      title: 'Whether S follows Eq 6.3b and 6.3c or is measured',
      over: [pathway],
      default: 'equations-6.3b-6.3c',
    }),
    sludgeMass: input('t sludge (dry)/yr', {
      symbol: 'S_mass',
      title: 'Raw sludge removed from aerobic plants, dry mass',
      over: [pathway, technology],
      default: 0,
      range: [0, null],
    }),
    sludgeFactor: factor('kg BOD/kg sludge (dry)', {
      symbol: 'K_rem',
      parameter: 'Krem',
      title: 'BOD removed per dry mass of sludge',
      over: [technology],
      range: [0, null],
    }),
    compliance: factor('1', {
      symbol: 'F',
      parameter: 'Fseptic',
      title: 'Fraction of the population that has septic tanks emptied as told',
      range: [0, 1],
    }),
    sludge: input('kg BOD/yr', {
      symbol: 'S_measured',
      title: 'Organic component removed as sludge, measured',
      over: [pathway],
      default: 0,
      range: [0, null],
    }),
    recovered: input('kg CH4 (biogenic)/yr', {
      symbol: 'R',
      title: 'CH4 recovered or flared',
      over: [pathway],
      default: 0,
      range: [0, null],
    }),
    effluentOrganics: category(['equations-6.3d-6.3a', 'equation-6.3d'], {
      title: 'Whether I applies to treated effluent',
      default: 'equations-6.3d-6.3a',
    }),
    removal: factor('1', {
      symbol: 'TOW_REM',
      parameter: 'TOWREM',
      title: 'Fraction of organics removed by treatment',
      over: [pathway],
      labelled: [],
      by: { technology: 'treatment' },
      range: [0, 1],
    }),
  },
  equations(s) {
    const bod = { unit: 'kg BOD/yr' }
    const gas = { unit: 'kg CH4 (biogenic)/yr' }
    const perBod = { unit: 'kg CH4 (biogenic)/kg BOD' }
    const tow = named('TOW', 'Eq 6.3', s.population.times(s.bod).times(constant('365', 'd/yr')), {
      symbol: 'TOW',
      ...bod,
    })
    const share = named('T by pathway', 'Eq 6.3d', s.incomeShare.times(s.pathwayShare).sum(incomeGroup), {
      symbol: 'T',
    })
    const organics = named(
      'TOW by pathway',
      'Eq 6.3a',
      tow.times(s.incomeShare).times(s.pathwayShare).times(s.correction).sum(incomeGroup).plus(s.received),
      { symbol: 'TOW', ...bod },
    )
    const ofPlants = named('S of aerobic plants', 'Eq 6.3b', s.sludgeMass.times(s.sludgeFactor).sum(technology), {
      symbol: 'S_aerobic',
      ...bod,
    })
    const ofTanks = named('S of septic systems', 'Eq 6.3c', organics.times(s.compliance).times(constant('0.5')), {
      symbol: 'S_septic',
      ...bod,
    })
    const byEquation = when(
      s.system.is('centralised-aerobic'),
      ofPlants,
      when(
        s.system.is('septic-system'),
        ofTanks,
        when(s.system.is('septic-system-land-dispersal'), ofTanks, '0 kg BOD/yr'),
      ),
    )
    const removed = named('S', 'Section 6.2.2.3', when(s.sludgeRemoved.is('measured'), s.sludge, byEquation), {
      symbol: 'S',
      ...bod,
    })
    const fromTable = s.emissionFactors.is('table-6.3')
    const systemEf = named(
      'EF of the system',
      'Eq 6.2, Table 6.3',
      when(fromTable, s.systemFactor, s.bo.times(s.systemMcf)),
      { symbol: 'EF', ...perBod },
    )
    const waterEf = named(
      'EF of the receiving water',
      'Eq 6.2, Table 6.3',
      when(fromTable, s.waterFactor, s.bo.times(s.waterMcf)),
      { symbol: 'EF_water', ...perBod },
    )
    const ofSystem = named('CH4 of systems', 'Eq 6.1', organics.minus(removed).times(systemEf).minus(s.recovered), {
      symbol: 'CH4 Emissions',
      ...gas,
    })
    const left = one.minus(s.removal).times(s.toWater)
    const effluent = named(
      'TOW of effluent',
      'Eq 6.3d, 6.3a',
      when(s.effluentOrganics.is('equation-6.3d'), tow.times(share).times(left), organics.times(left)),
      { symbol: 'TOW_EFF', ...bod },
    )
    const discharged = effluent.times(waterEf)
    // untreated wastewater is discharged by its own row of Table 6.3, above
    const nothing = '0 kg CH4 (biogenic)/yr'
    const ofWater = named(
      'CH4 of effluents',
      'Eq 6.1',
      when(
        s.system.is('aquatic-environment'),
        nothing,
        when(
          s.system.is('aquatic-environment-other'),
          nothing,
          when(s.system.is('reservoir-lake-estuary'), nothing, discharged),
        ),
      ),
      { symbol: 'CH4 Emissions_effluent', ...gas },
    )
    return {
      ch4: named('CH4 emissions', 'Eq 6.1A', ofSystem.plus(ofWater).sum(pathway), { symbol: 'CH4 Emissions', ...gas }),
    }
  },
})
