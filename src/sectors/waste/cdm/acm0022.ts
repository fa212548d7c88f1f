import { category, cite, dimension, factor, input, method, named, one } from '../../../core'
import { cdmAcm00223Parameters } from '../../../data/factors/generated/cdm-acm0022-3-parameters'
import { cdmAcm00223Table4 } from '../../../data/factors/generated/cdm-acm0022-3-table-4'
import { cdmAcm00223Table5 } from '../../../data/factors/generated/cdm-acm0022-3-table-5'
import { cdmAcm00223Table6 } from '../../../data/factors/generated/cdm-acm0022-3-table-6'
import { cdmAcm00223Table7 } from '../../../data/factors/generated/cdm-acm0022-3-table-7'
import { gridElectricity } from '../../energy/electricity'
import { ch4ByOrigin, co2OfCarbon } from '../burnt-carbon'
import { wasteType, year } from '../dimensions'
import { climates } from '../first-order-decay'
import { cdmTool04Yearly, tool04Sites } from './tool04'
import { cdmTool14 } from './tool14'

const common = {
  edition: 'version 03.0',
  admits: { 'cdm-acm0022': ['version 03.0 (EB 111, Annex 7)'] },
}
const activity = 'cdm-waste-combustion'

/** The types of waste by which the carbon that is burnt is known; the site knows other, degradable ones. */
export const component = dimension('component', { index: 'j' })

/** What the baseline asks of any treatment: the waste that no site receives, and the electricity that no grid supplies. */
const baselineInputs = {
  avoided: input('t waste (wet)', {
    symbol: 'W',
    title: 'Degradable fresh waste prevented from disposal by the treatment',
    over: [wasteType, year],
    kind: 'flow',
    range: [0, null],
  }),
  climate: category(climates, { title: 'Climate zone of the baseline site' }),
  site: category(tool04Sites, { title: 'Type of the baseline site', over: [year] }),
  captured: input('1', {
    symbol: 'f',
    title: 'Share of CH4 captured at the baseline site',
    over: [year],
    kind: 'intensity',
    default: 0,
    range: [0, 1],
  }),
  compliance: input('1', {
    symbol: 'RATE_compliance',
    title: 'Rate of compliance with a requirement to treat the waste this way',
    default: 0,
    range: [0, 1],
  }),
  generated: input('MWh electricity', {
    symbol: 'EC_BL',
    title: 'Electricity supplied to the grid',
    over: [year],
    kind: 'flow',
    default: 0,
    range: [0, null],
  }),
  consumed: input('MWh electricity', {
    symbol: 'EC_PJ',
    title: 'Electricity taken from the grid for the treatment',
    over: [year],
    kind: 'flow',
    default: 0,
    range: [0, null],
  }),
  gridFactor: input('t CO2/MWh electricity', {
    symbol: 'EF',
    title: 'Emission factor of the grid',
    over: [year],
    kind: 'intensity',
    default: 0,
    range: [0, null],
  }),
  losses: input('1', {
    symbol: 'TDL',
    title: 'Losses as a share of consumption',
    over: [year],
    kind: 'intensity',
    default: 0,
    range: [0, null],
  }),
} as const

type Baseline = Parameters<Parameters<typeof method<typeof baselineInputs, never>>[0]['equations']>[0]

/** Eq 1 for one treatment; wastewater, heat and natural gas of the baseline are not in it. */
const baselineOf = (s: Baseline) => {
  const site = cdmTool04Yearly(
    { deposited: s.avoided, application: 'application-b', climate: s.climate, site: s.site, captured: s.captured },
    { as: 'site' },
  )
  const grid = { gridFactor: s.gridFactor, losses: s.losses }
  const counts = one.minus(s.compliance)
  const supplied = gridElectricity({ consumption: s.generated, ...grid }, { as: 'supplied' }).co2
  return {
    baseline: {
      ch4: named('CH4 of the baseline site', 'Eq 1', site.ch4.times(counts), { symbol: 'BE_CH4' }),
      electricity: named('CO2 of electricity displaced', 'Eq 1, 13', supplied.times(counts), { symbol: 'BE_EC' }),
    },
    taken: gridElectricity({ consumption: s.consumed, ...grid }, { as: 'taken' }).co2,
  }
}

/**
 * Incineration of fresh waste that would have gone to a disposal site, with or without electricity: Eq 1, 17, 20–23, 27, 28.
 * Metal and glass have no carbon in the tables; they count for CH4 and N2O, whose factors are on all that is burnt. There is no
 * leakage. CO2 of biogenic carbon is not an emission of the methodology and not in the result. Wastewater, heat and natural
 * gas of the baseline (Eq 2–12, 14–16), unsorted waste and stack gas (Eq 24–26) and wastewater whose CH4 is burnt (Eq 29–31)
 * are not in it.
 *
 * Table 5 of the source gives the carbon of dry matter, at its upper end, and Eq 22 takes it on fresh waste. Its Table 7 prints
 * N2O factors a thousand times too high; the rows hold what its source has.
 */
export const cdmAcm0022Incineration = method({
  id: 'waste.cdm-acm0022.incineration',
  title: 'Incineration instead of disposal, CDM ACM0022',
  source: cite(
    'cdm-acm0022-3',
    'Eq 1, p 17; Eq 13, p 24; Eq 17, p 26; Eq 20, p 28; Eq 21, p 30; Eq 22–23, p 31; Eq 27, p 33; Eq 28, p 34; Eq 36, p 38; Tables 4–7, pp 42–46',
  ),
  ...common,
  factors: [cdmAcm00223Table4, cdmAcm00223Table5, cdmAcm00223Table6, cdmAcm00223Table7, cdmAcm00223Parameters],
  inputs: {
    ...baselineInputs,
    burnt: input('t waste (wet)', {
      symbol: 'Q',
      title: 'Fresh waste of each type with carbon fed into the combustor',
      over: [component, year],
      kind: 'flow',
      range: [0, null],
    }),
    withoutCarbon: input('t waste (wet)', {
      symbol: 'Q_metal,glass',
      title: 'Metal and glass fed into the combustor with it',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    carbon: factor('t C/t waste (wet)', {
      symbol: 'FCC',
      title: 'Total carbon content',
      over: [component],
      activity,
      range: [0, 1],
    }),
    fossil: factor('t C (fossil)/t C', {
      symbol: 'FFC',
      title: 'Fossil share of the carbon',
      over: [component],
      activity,
      range: [0, 1],
    }),
    combustion: input('1', {
      symbol: 'EFF_COM',
      title: 'Combustion efficiency',
      over: [year],
      kind: 'intensity',
      default: 1,
      range: [0, 1],
    }),
    technology: category(
      [
        'continuous-stoker',
        'continuous-fluidised-bed',
        'semi-continuous-stoker',
        'semi-continuous-fluidised-bed',
        'batch-stoker',
        'batch-fluidised-bed',
      ],
      { title: 'Operation and technology of the incinerator', optional: true },
    ),
    ch4Factor: factor('t CH4/t waste (wet)', {
      symbol: 'EF_CH4',
      parameter: 'EF',
      title: 'CH4 emission factor',
      activity,
      by: ['technology'],
      range: [0, null],
    }),
    n2oFactor: factor('t N2O/t waste (wet)', {
      symbol: 'EF_N2O',
      parameter: 'EF',
      title: 'N2O emission factor',
      activity,
      by: ['technology'],
      range: [0, null],
    }),
    fuel: input('t CO2', {
      symbol: 'PE_FC',
      title: 'CO2 of auxiliary fossil fuel (TOOL03)',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    wastewater: input('m3 wastewater', {
      symbol: 'Q_ww',
      title: 'Wastewater treated anaerobically or not at all',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    cod: input('t COD/m3 wastewater', {
      symbol: 'P_COD',
      title: 'COD of the wastewater',
      over: [year],
      kind: 'intensity',
      default: 0,
      range: [0, null],
    }),
    capacity: factor('t CH4 (biogenic)/t COD', {
      symbol: 'B_0',
      parameter: 'B0',
      title: 'Maximum CH4 producing capacity',
      activity,
      range: [0, null],
    }),
    mcf: input('1', {
      symbol: 'MCF_ww',
      title: 'Methane conversion factor of the wastewater',
      default: 0,
      range: [0, 1],
    }),
  },
  equations(s) {
    const { baseline, taken } = baselineOf(s)
    const all = named('Fresh waste burnt', 'Eq 23', s.burnt.sum(component).plus(s.withoutCarbon), { symbol: 'Q_waste' })
    const carbon = named('Carbon by type', 'Eq 22', s.burnt.times(s.carbon), { unit: 't C' })
    const gas = co2OfCarbon({ carbon, fossilFraction: s.fossil, oxidised: s.combustion }, 'Eq 22')
    const ch4 = named('CH4 of combustion', 'Eq 27', all.times(s.ch4Factor), { unit: 't CH4' })
    const origins = ch4ByOrigin<'year'>(
      ch4,
      carbon.times(s.fossil).sum(component),
      carbon.sum(component),
      'Eq 27, by origin',
    )
    return {
      baseline,
      project: {
        co2: named('Fossil CO2 of combustion', 'Eq 22', gas.co2.sum(component), { symbol: 'PE_COM,CO2' }),
        ch4: origins.ch4,
        ch4Biogenic: origins.ch4Biogenic,
        n2o: named('N2O of combustion', 'Eq 27', all.times(s.n2oFactor), { unit: 't N2O' }),
        electricity: taken,
        fuel: named('CO2 of fuel', 'Eq 20', s.fuel, { symbol: 'PE_FC' }),
        wastewater: named('CH4 of wastewater', 'Eq 28', s.wastewater.times(s.cod).times(s.capacity).times(s.mcf), {
          symbol: 'PE_ww',
        }),
      },
    }
  },
})

/**
 * Anaerobic digestion of fresh waste that would have gone to a disposal site: Eq 1, 17, 32 with TOOL04 and TOOL14. Electricity
 * taken from the grid is metered; the default of TOOL14 for it is not used.
 *
 * Of the leakage, liquid digestate under anaerobic conditions (TOOL14, Eq 6–7) and composted digestate are not in it:
 * `waste.cdm-tool14` has the first. Wastewater, heat and natural gas of the baseline (Eq 2–12, 14–16) are not in it either.
 */
export const cdmAcm0022Digestion = method({
  id: 'waste.cdm-acm0022.digestion',
  title: 'Anaerobic digestion instead of disposal, CDM ACM0022',
  source: cite(
    'cdm-acm0022-3',
    'Eq 1, p 17; Eq 13, p 24; Eq 17, p 26; Eq 32, p 36; Eq 36, p 38; TOOL14 version 01.0.0, Eq 1, p 3; Eq 4–5, p 5; Eq 8, p 6',
  ),
  ...common,
  inputs: {
    ...baselineInputs,
    methane: input('t CH4 (biogenic)', {
      symbol: 'Q_CH4',
      title: 'CH4 produced in the digester',
      over: [year],
      kind: 'flow',
      range: [0, null],
    }),
    construction: category(['rigid', 'floating-holder', 'unlined', 'unknown'], {
      title: 'Construction of the digester',
    }),
    digester: category(['covered-lagoon', 'conventional', 'high-rate', 'stirred-tank', 'solid-waste', 'two-stage'], {
      title: 'Process of the digester',
    }),
    storage: category(['none', 'solid'], {
      title: 'Solid digestate in a disposal site or stockpile',
      default: 'none',
    }),
    fuel: input('t CO2', {
      symbol: 'PE_FC',
      title: 'CO2 of fossil fuel (TOOL03)',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    flaring: input('t CH4 (biogenic)', {
      symbol: 'PE_flare',
      title: 'CH4 from flaring of biogas (TOOL06)',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
  },
  equations(s) {
    const { baseline, taken } = baselineOf(s)
    const plant = cdmTool14(
      {
        methane: s.methane,
        construction: s.construction,
        digester: s.digester,
        storage: s.storage,
        fuel: s.fuel,
        flaring: s.flaring,
        electricityUse: 0,
      },
      { as: 'plant' },
    )
    return {
      baseline,
      project: { electricity: taken, fuel: plant.fuel, ch4: plant.ch4, flaring: plant.flaring },
      leakage: { digestate: plant.digestate },
    }
  },
})
