import { category, cite, constant, input, method, named, one, when } from '../../core'
import { ipcc2019V5Table66b } from '../../data/factors/generated/ipcc-2019-v5-table-6.6b'
import { ipcc2019V5Table610c } from '../../data/factors/generated/ipcc-2019-v5-table-6.10c'
import { pathway } from './dimensions'
import { removals } from './treatment-chain'

const shares = { over: [pathway], sumsTo: pathway, range: [0, 1] } as const

/**
 * What a project keeps out of waters, as co-benefits beside the gases: BOD, nitrogen, phosphorus and faecal organisms
 * discharged without and with it, and people newly served (SDG 6.2, 6.3, 14.1). The loads are those of all people (TOW of
 * Eq 6.3, TN of Eq 6.10); a project moves them from pathways to others, or changes what a pathway removes, which is then
 * two pathways. Each load is weighted with 1 − the fraction removed.
 *
 * Nitrogen removed includes what goes to the air; it is not nitrogen recovered. The Refinement has no fraction for
 * phosphorus and organisms: they are given, with their source; where no load is given, none is asked for. Organisms are a proxy of
 * pathogens: log-reduction L leaves 10^(−L) of them. A negative amount is a load that increases.
 */
export const waterQuality = method({
  id: 'wastewater.water-quality',
  title: 'BOD, N, P and organisms kept out of waters, people served',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.3d and Table 6.6b, p 6.28; Eq 6.8, p 6.42; Table 6.10c, p 6.43, applied without and with the project',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table66b, ipcc2019V5Table610c],
  inputs: {
    population: input('person', { symbol: 'P', title: 'Population', range: [0, null] }),
    bod: input('kg BOD/yr', { symbol: 'TOW', title: 'BOD of the wastewater of all people', range: [0, null] }),
    nitrogen: input('kg N/yr', { symbol: 'TN', title: 'Nitrogen of the wastewater of all people', range: [0, null] }),
    phosphorus: input('kg P/yr', {
      symbol: 'TP',
      title: 'Phosphorus of the wastewater of all people',
      default: 0,
      range: [0, null],
    }),
    organisms: input('unit organism/yr', {
      symbol: 'M',
      title: 'Faecal organisms in the wastewater of all people (E. coli …)',
      default: 0,
      range: [0, null],
    }),
    without: input('1', { symbol: 'T_0', title: 'Share of people in each pathway without the project', ...shares }),
    with: input('1', { symbol: 'T_1', title: 'Share of people in each pathway with the project', ...shares }),
    ...removals,
    pRemoval: input('1', {
      symbol: 'P_REM',
      title: 'Fraction of phosphorus removed by treatment',
      over: [pathway],
      optional: true,
      range: [0, 1],
    }),
    logReduction: input('1', {
      symbol: 'L',
      title: 'Log-reduction of organisms by treatment',
      over: [pathway],
      optional: true,
      range: [0, 20],
    }),
    toWater: input('1', {
      symbol: 'T_water',
      title: 'Share of the effluent that reaches water',
      over: [pathway],
      default: 1,
      range: [0, 1],
    }),
    service: category(['safely-managed', 'other'], { title: 'Whether a pathway is safely managed', over: [pathway] }),
  },
  equations(s) {
    const moved = named('Share that leaves a pathway', 'T_0 − T_1', s.without.minus(s.with))
    const kept = moved.times(s.toWater)
    const served = when(s.service.is('safely-managed'), moved.negate(), 0)
    return {
      bodKept: named(
        'BOD kept out of waters',
        'TOW·Σ (T_0 − T_1)·(1 − TOW_REM)',
        s.bod.times(kept.times(one.minus(s.bodRemoval)).sum(pathway)),
        { unit: 'kg BOD/yr' },
      ),
      nitrogenKept: named(
        'Nitrogen kept out of waters',
        'TN·Σ (T_0 − T_1)·(1 − N_REM)',
        s.nitrogen.times(kept.times(one.minus(s.nRemoval)).sum(pathway)),
        { unit: 'kg N/yr' },
      ),
      phosphorusKept: named(
        'Phosphorus kept out of waters',
        'TP·Σ (T_0 − T_1)·(1 − P_REM)',
        when(
          s.phosphorus.equals('0 kg P/yr'),
          '0 kg P/yr',
          s.phosphorus.times(kept.times(one.minus(s.pRemoval)).sum(pathway)),
        ),
        { unit: 'kg P/yr' },
      ),
      organismsKept: named(
        'Organisms kept out of waters',
        'M·Σ (T_0 − T_1)·10^(−L)',
        when(
          s.organisms.equals('0 unit organism/yr'),
          '0 unit organism/yr',
          s.organisms.times(kept.times(constant('10').power(s.logReduction.negate())).sum(pathway)),
        ),
        { unit: 'unit organism/yr' },
      ),
      peopleServed: named('People newly served', 'P·Σ (T_1 − T_0)', s.population.times(served.sum(pathway)), {
        unit: 'person',
      }),
    }
  },
})
