import { category, cite, factor, input, method, named, one } from '../../../core'
import { cdmAcm000119Parameters } from '../../../data/factors/generated/cdm-acm0001-19-parameters'
import { gridElectricity } from '../../energy/electricity'
import { wasteType, year } from '../dimensions'
import { climates } from '../first-order-decay'
import { cdmTool04Yearly, tool04Sites } from './tool04'

const common = {
  edition: 'version 19.0',
  admits: { 'cdm-acm0001': ['version 19.0'] },
  factors: [cdmAcm000119Parameters],
}

const oxidised = factor('1', {
  symbol: 'OX_top_layer',
  parameter: 'OX',
  title: 'Share of CH4 that the top layer would oxidise in the baseline',
  activity: 'cdm-landfill-gas',
  range: [0, 1],
})

const destroyedAnyway = input('t CH4 (biogenic)', {
  symbol: 'F_CH4,BL',
  title: 'CH4 that would be destroyed in the baseline',
  over: [year],
  kind: 'flow',
  default: 0,
  range: [0, null],
})

const gas = (symbol: string, title: string) =>
  input('t CH4 (biogenic)', { symbol, title, over: [year], kind: 'flow', default: 0, range: [0, null] })
const carbonDioxide = (symbol: string, title: string) =>
  input('t CO2', { symbol, title, over: [year], kind: 'flow', default: 0, range: [0, null] })
const electricity = (symbol: string, title: string) =>
  input('MWh electricity', { symbol, title, over: [year], kind: 'flow', default: 0, range: [0, null] })

/**
 * Capture of landfill gas as it is metered: CH4 flared and used, less what the top layer would have oxidised and what would
 * have been destroyed anyway. What a flare lets through (TOOL06) is taken off what was sent to it.
 *
 * `destroyedAnyway` is 0 where nothing asks for it and no system is there (case 1). The baseline may be below zero where more
 * would have been destroyed anyway: nothing is cut off. Heat and natural gas that the gas displaces (Eq 1) are not in it. The
 * methodology was not seen; a project description that applies it prints these equations. It prints Eq 22 twice, once with
 * PE_flare as a project emission (p 97); that would count it twice, as Eq 4 has it.
 */
export const cdmAcm0001 = method({
  id: 'waste.cdm-acm0001',
  title: 'Flaring or use of landfill gas, CDM ACM0001',
  source: cite(
    'cdm-acm0001-19',
    'Eq 1–4, 6 (case 1), 22, seen in a project description that applies them (Bergama, pp 87–97), not in the original',
  ),
  ...common,
  inputs: {
    toFlare: gas('F_CH4,sent_flare', 'CH4 sent to flares'),
    throughFlare: input('1', {
      symbol: 'PE_flare/(GWP·F)',
      title: 'Share of it that the flares let through (TOOL06)',
      over: [year],
      kind: 'intensity',
      default: 0,
      range: [0, 1],
    }),
    toElectricity: gas('F_CH4,EL', 'CH4 used for electricity'),
    toHeat: gas('F_CH4,HG', 'CH4 used for heat'),
    toGrid: gas('F_CH4,NG', 'CH4 sent to a gas network, pipeline or trucks'),
    destroyedAnyway,
    oxidised,
    generated: electricity('EC_BL', 'Electricity supplied, which the grid would have'),
    consumed: electricity('EC_PJ', 'Electricity taken from the grid'),
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
    fuel: carbonDioxide('PE_FC', 'CO2 of fossil fuel (TOOL03)'),
    supply: carbonDioxide('PE_DT + PE_SP', 'CO2 of distribution by trucks and supply by pipeline'),
  },
  equations(s) {
    const flared = named('CH4 destroyed by flaring', 'Eq 4', s.toFlare.times(one.minus(s.throughFlare)), {
      symbol: 'F_CH4,flared',
    })
    const captured = named('CH4 flared or used', 'Eq 3', flared.plus(s.toElectricity).plus(s.toHeat).plus(s.toGrid), {
      symbol: 'F_CH4,PJ',
    })
    const grid = { gridFactor: s.gridFactor, losses: s.losses }
    return {
      baseline: {
        ch4: named('CH4 of the site', 'Eq 2', one.minus(s.oxidised).times(captured).minus(s.destroyedAnyway), {
          symbol: 'BE_CH4',
        }),
        electricity: gridElectricity({ consumption: s.generated, ...grid }, { as: 'supplied' }).co2,
      },
      project: {
        electricity: gridElectricity({ consumption: s.consumed, ...grid }, { as: 'taken' }).co2,
        fuel: named('CO2 of fuel', 'Eq 22', s.fuel),
        supply: named('CO2 of distribution and supply', 'Eq 22', s.supply),
      },
    }
  },
})

/**
 * The estimate before the project: the capture system takes a share of what TOOL04 gives for the site (application A, f = 0,
 * from the first year of the site on). As printed, oxidation counts twice: in TOOL04, and again as OX_top_layer.
 */
export const cdmAcm0001ExAnte = method({
  id: 'waste.cdm-acm0001.ex-ante',
  title: 'Flaring or use of landfill gas, CDM ACM0001, estimate beforehand',
  source: cite(
    'cdm-acm0001-19',
    'Eq 2, 5, 6 (case 1), seen in a project description that applies them (Bergama, pp 87–94), not in the original; TOOL04 version 06.0.1, Eq 1',
  ),
  ...common,
  inputs: {
    deposited: input('t waste (wet)', {
      symbol: 'W',
      title: 'Waste disposed, from the first year of the site on',
      over: [wasteType, year],
      kind: 'flow',
      range: [0, null],
    }),
    climate: category(climates, { title: 'Climate zone of the site' }),
    site: category(tool04Sites, { title: 'Type of site', over: [year] }),
    efficiency: input('1', {
      symbol: 'η_PJ',
      title: 'Efficiency of the capture system; 0 before the project',
      over: [year],
      kind: 'intensity',
      range: [0, 1],
    }),
    destroyedAnyway,
    oxidised,
  },
  equations(s) {
    const site = cdmTool04Yearly(
      { deposited: s.deposited, application: 'application-a', climate: s.climate, site: s.site },
      { as: 'site' },
    )
    const captured = named('CH4 flared or used', 'Eq 5', s.efficiency.times(site.ch4), { symbol: 'F_CH4,PJ' })
    return {
      baseline: {
        ch4: named('CH4 of the site', 'Eq 2', one.minus(s.oxidised).times(captured).minus(s.destroyedAnyway), {
          symbol: 'BE_CH4',
        }),
      },
    }
  },
})
