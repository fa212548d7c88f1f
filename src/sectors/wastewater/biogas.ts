import { category, cite, constant, input, method, named, one, when } from '../../core'
import { outlet, pathway } from './dimensions'

const each = { over: [pathway], range: [0, null] } as const

/**
 * Biogas of digesters by where it goes, in balance: used at the plant, sold, flared, or leaked; shares that do not add up to
 * 1 are refused with their sum. CH4 is what leaks and what flares and engines leave unburnt; CO2 of burning is biogenic
 * and apart. Of gas that is sold nothing is counted here.
 *
 * The volume is measured, or made of sludge: M · VS · share destroyed · yield. Its density belongs to the temperature and
 * pressure at which it is stated: an ideal gas of 16.04 g/mol has 0.716 kg/m3 at 0 °C and 101.325 kPa. The IPCC's tier 1 for digesters,
 * by mass of sludge, is `sludgeTreatment`: one or the other. Electricity is apart from emissions; what it displaces is
 * `gridElectricity` of it.
 */
export const biogas = method({
  id: 'wastewater.biogas',
  title: 'Biogas of sludge digesters: use, losses, energy',
  source: cite('icra-ecam-3', 'biogas equations of ECAM 3.0.1, seen in its code'),
  edition: '3.0.1',
  inputs: {
    production: category(['measured', 'from-sludge'], {
      title: 'Whether the volume is measured or made of sludge',
      over: [pathway],
      default: 'measured',
    }),
    volume: input('m3 biogas/yr', { symbol: 'V', title: 'Biogas produced, measured', default: 0, ...each }),
    sludge: input('kg sludge (dry)/yr', { symbol: 'M', title: 'Sludge digested', default: 0, ...each }),
    volatile: input('kg VS/kg sludge (dry)', { symbol: 'VS', title: 'Volatile solids of sludge', default: 0, ...each }),
    destroyed: input('1', {
      symbol: 'd',
      title: 'Share of volatile solids destroyed',
      over: [pathway],
      default: 0,
      range: [0, 1],
    }),
    yield: input('m3 biogas/kg VS', { symbol: 'y', title: 'Biogas per VS destroyed', default: 0, ...each }),
    methane: input('m3 CH4/m3 biogas', { symbol: 'w', title: 'CH4 in biogas', over: [pathway], range: [0, 1] }),
    density: input('kg CH4 (biogenic)/m3 CH4', {
      symbol: 'ρ',
      title: 'Density of CH4 in the state of the volume',
      range: [0, null],
    }),
    goes: category(['used', 'sold', 'flared', 'leaked'], { title: 'What becomes of the gas', over: [outlet] }),
    share: input('1', {
      symbol: 's',
      title: 'Share of the gas of a plant by outlet',
      over: [pathway, outlet],
      sumsTo: outlet,
      range: [0, 1],
    }),
    unburnt: input('1', {
      symbol: 'u',
      title: 'Share of CH4 that flares and engines leave unburnt',
      default: 0,
      range: [0, 1],
    }),
    heatingValue: input('kWh/m3 CH4', {
      symbol: 'h',
      title: 'Heating value of CH4 in the state of the volume',
      range: [0, null],
    }),
    efficiency: input('kWh electricity/kWh', {
      symbol: 'η',
      title: 'Electric efficiency of the engines',
      over: [pathway],
      range: [0, 1],
    }),
  },
  equations(s) {
    const produced = named(
      'Biogas produced',
      'V, or M·VS·d·y',
      when(s.production.is('measured'), s.volume, s.sludge.times(s.volatile).times(s.destroyed).times(s.yield)),
      { unit: 'm3 biogas/yr' },
    )
    const methane = named('CH4 produced', 'V·w', produced.times(s.methane), { unit: 'm3 CH4/yr' })
    const of = (kind: 'used' | 'sold' | 'flared' | 'leaked') =>
      methane.times(when(s.goes.is(kind), s.share, 0).sum(outlet))
    const burnt = named('CH4 to flares and engines', 'V·w·s', of('flared').plus(of('used')), { unit: 'm3 CH4/yr' })
    const lost = named('CH4 lost', 'V·w·s + u·burnt', of('leaked').plus(burnt.times(s.unburnt)), { unit: 'm3 CH4/yr' })
    const mass = { unit: 'kg CH4 (biogenic)/yr' }
    const energy = named('Energy of the gas used', 'V·w·s·h', of('used').times(s.heatingValue), { unit: 'kWh/yr' })
    return {
      ch4: named('CH4 emissions', 'lost · ρ', lost.times(s.density).sum(pathway), mass),
      co2Biogenic: named(
        'CO2 of burnt CH4, biogenic',
        'burnt·(1 − u)·ρ·44/16',
        burnt
          .times(one.minus(s.unburnt))
          .times(s.density)
          .times(constant('44/16', 'kg CO2 (biogenic)/kg CH4 (biogenic)'))
          .sum(pathway),
        { unit: 'kg CO2 (biogenic)/yr' },
      ),
      sold: named('CH4 sold', 'V·w·s', of('sold').sum(pathway), { unit: 'm3 CH4/yr' }),
      energy,
      electricity: named('Electricity from biogas', 'energy · η', energy.times(s.efficiency), {
        unit: 'kWh electricity/yr',
      }),
    }
  },
})
