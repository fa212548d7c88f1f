import { category, cite, factor, input, method, named } from '../../../core'
import { cdmTool141Defaults } from '../../../data/factors/generated/cdm-tool14-1-defaults'

const activity = 'cdm-anaerobic-digester'

/**
 * Project emissions of an anaerobic digester (PE_AD), and leakage of its digestate (LE_AD) where that lies under anaerobic
 * conditions; CO2e adds them up. Fuel (TOOL03) and flaring (TOOL06) come in as figures of their own methods. Composting of
 * digestate is not in it.
 *
 * The CH4 produced is measured, or, in small projects, taken from the volume of biogas; the default density is that of 20 °C.
 *
 * Electricity is by the default of the tool; where it is metered, give `electricityUse` 0 and take energy.grid-electricity.
 * Digestate that is stored less than a metre deep, or used on land, has no `storage`. One part of it is counted: of digestate
 * that is separated, the other part (Eq 6–8) is a run of its own. Solid digestate by TOOL04 is waste.cdm-tool04.
 */
export const cdmTool14 = method({
  id: 'waste.cdm-tool14',
  title: 'Project and leakage emissions of anaerobic digesters, CDM TOOL14',
  source: cite('cdm-tool14-1', 'Eq 1, p 3; Eq 2–3, p 4; Eq 4–5, p 5; Eq 6–8, p 6; defaults pp 7–9'),
  edition: 'version 01.0.0',
  admits: { 'cdm-tool14': ['version 01.0.0 (EB 66, Annex 32), 2 March 2012'] },
  factors: [cdmTool141Defaults],
  inputs: {
    methane: input('t CH4 (biogenic)', {
      symbol: 'Q_CH4',
      title: 'CH4 produced in the digester, as measured (option 1)',
      default: 0,
      range: [0, null],
    }),
    biogas: input('m3 biogas', {
      symbol: 'Q_biogas',
      title: 'Biogas collected whose CH4 is not measured (option 2)',
      default: 0,
      range: [0, null],
    }),
    share: factor('m3 CH4/m3 biogas', {
      symbol: 'f_CH4',
      parameter: 'f',
      title: 'Share of CH4 in that biogas',
      activity,
      range: [0, 1],
    }),
    density: factor('t CH4 (biogenic)/m3 CH4', {
      symbol: 'ρ_CH4',
      parameter: 'density',
      title: 'Density of CH4 in the state of the volume',
      activity,
      range: [0, null],
    }),
    construction: category(['rigid', 'floating-holder', 'unlined', 'unknown'], {
      title: 'Construction of the digester',
      optional: true,
    }),
    digester: category(['covered-lagoon', 'conventional', 'high-rate', 'stirred-tank', 'solid-waste', 'two-stage'], {
      title: 'Process of the digester',
      optional: true,
    }),
    leakage: factor('t CH4 (biogenic)/t CH4 (biogenic)', {
      symbol: 'EF_CH4',
      parameter: 'EF',
      title: 'Share of the CH4 produced that leaks',
      activity,
      by: ['construction'],
      range: [0, 1],
    }),
    electricityUse: factor('MWh electricity/t CH4 (biogenic)', {
      symbol: 'F_EC',
      parameter: 'FEC',
      title: 'Electricity of the digester per CH4 produced',
      activity,
      by: ['digester'],
      range: [0, null],
    }),
    gridFactor: factor('t CO2/MWh electricity', {
      symbol: 'EF_EL',
      parameter: 'EF-electricity',
      title: 'Emission factor of electricity',
      activity,
      range: [0, null],
    }),
    fuel: input('t CO2', {
      symbol: 'PE_FC',
      title: 'CO2 of fossil fuel of the digester (TOOL03)',
      default: 0,
      range: [0, null],
    }),
    flaring: input('t CH4 (biogenic)', {
      symbol: 'PE_flare',
      title: 'CH4 from flaring of biogas (TOOL06)',
      default: 0,
      range: [0, null],
    }),
    storage: category(['none', 'liquid-measured', 'liquid', 'solid'], {
      title: 'Digestate under anaerobic conditions, and how it is known',
      default: 'none',
    }),
    stored: input('m3 digestate', {
      symbol: 'Q_stored',
      title: 'Liquid digestate stored anaerobically',
      default: 0,
      range: [0, null],
    }),
    cod: input('t COD/m3 digestate', {
      symbol: 'P_COD',
      title: 'COD of the liquid digestate',
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
    depth: category(['two-metres-or-more', 'one-to-two-metres', 'below-one-metre'], {
      title: 'Depth of the storage of liquid digestate',
      default: 'two-metres-or-more',
    }),
    mcf: factor('1', {
      symbol: 'MCF',
      title: 'Methane conversion factor of the storage',
      activity,
      by: ['depth'],
      range: [0, 1],
    }),
    liquid: factor('t CH4 (biogenic)/t CH4 (biogenic)', {
      symbol: 'F_ww',
      parameter: 'Fww',
      title: 'Remaining CH4 capacity of liquid digestate',
      activity,
      by: ['digester'],
      range: [0, null],
    }),
    solid: factor('t CH4 (biogenic)/t CH4 (biogenic)', {
      symbol: 'F_SD',
      parameter: 'FSD',
      title: 'CH4 capacity of solid digestate',
      activity,
      by: ['digester'],
      range: [0, null],
    }),
  },
  equations(s) {
    const methane = named('CH4 produced', 'Eq 2', s.methane.plus(s.biogas.times(s.share).times(s.density)), {
      symbol: 'Q_CH4',
      unit: 't CH4 (biogenic)',
    })
    const electricity = methane.times(s.electricityUse).times(s.gridFactor)
    const digestate = s.storage.match({
      none: methane.times(0),
      'liquid-measured': s.stored.times(s.cod).times(s.capacity).times(s.mcf),
      liquid: methane.times(s.liquid),
      solid: methane.times(s.solid),
    })
    return {
      electricity: named('CO2 of electricity', 'Eq 3', electricity, { symbol: 'PE_EC' }),
      fuel: named('CO2 of fuel', 'Eq 1', s.fuel, { symbol: 'PE_FC' }),
      ch4: named('CH4 that leaks from the digester', 'Eq 4', methane.times(s.leakage), { symbol: 'PE_CH4' }),
      flaring: named('CH4 from flaring', 'Eq 1', s.flaring, { symbol: 'PE_flare' }),
      digestate: named('CH4 of stored digestate', 'Eq 6–8', digestate, {
        symbol: 'LE_storage',
        unit: 't CH4 (biogenic)',
      }),
    }
  },
})
