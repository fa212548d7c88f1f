import { cite, input, method, named } from '../../core'
import { pathway } from './dimensions'

const each = { over: [pathway], range: [0, null] } as const
const none = { ...each, default: 0 } as const

/**
 * Indicators of treatment plants, each plant on its own (a plant is a `pathway`): electricity per m3 treated and per kg of
 * BOD removed, use of capacity, samples that comply, sludge and electricity of biogas per m3; and the share of residents
 * that all plants serve. Emissions are those of `gridElectricity` with the plant's electricity.
 */
export const plantIndicators = method({
  id: 'wastewater.plant-indicators',
  title: 'Energy and service indicators of wastewater treatment plants',
  source: cite('icra-ecam-3', 'performance equations of ECAM 3.0.1, seen in its code'),
  edition: '3.0.1',
  inputs: {
    electricity: input('kWh electricity/yr', { symbol: 'E', title: 'Electricity used', ...each }),
    treated: input('m3 wastewater/yr', { symbol: 'V', title: 'Wastewater treated', ...each }),
    bodInfluent: input('kg BOD/yr', { symbol: 'BOD_in', title: 'BOD that enters', ...each }),
    bodEffluent: input('kg BOD/yr', { symbol: 'BOD_out', title: 'BOD of the effluent', ...each }),
    capacity: input('m3 wastewater/yr', { symbol: 'C', title: 'Treatment capacity', ...each }),
    samples: input('1', { symbol: 'n', title: 'Samples taken', ...each }),
    compliant: input('1', { symbol: 'n_ok', title: 'Samples that comply', ...each }),
    sludge: input('kg sludge (dry)/yr', { symbol: 'M', title: 'Sludge produced', ...none }),
    biogasElectricity: input('kWh electricity/yr', { symbol: 'E_b', title: 'Electricity from biogas', ...none }),
    served: input('person', { symbol: 'P_j', title: 'People served', ...each }),
    residents: input('person', { symbol: 'P', title: 'Residents', range: [0, null] }),
  },
  equations(s) {
    const removed = named('BOD removed', 'BOD_in − BOD_out', s.bodInfluent.minus(s.bodEffluent), { unit: 'kg BOD/yr' })
    return {
      bodRemoved: removed,
      perVolume: named('Electricity per volume', 'E / V', s.electricity.dividedBy(s.treated), {
        unit: 'kWh electricity/m3 wastewater',
      }),
      perBod: named('Electricity per BOD removed', 'E / BOD removed', s.electricity.dividedBy(removed), {
        unit: 'kWh electricity/kg BOD',
      }),
      capacityUse: named('Use of capacity', 'V / C', s.treated.dividedBy(s.capacity)),
      compliance: named('Share of samples that comply', 'n_ok / n', s.compliant.dividedBy(s.samples)),
      sludgePerVolume: named('Sludge per volume', 'M / V', s.sludge.dividedBy(s.treated), {
        unit: 'kg sludge (dry)/m3 wastewater',
      }),
      biogasPerVolume: named('Electricity of biogas per volume', 'E_b / V', s.biogasElectricity.dividedBy(s.treated), {
        unit: 'kWh electricity/m3 wastewater',
      }),
      selfSupply: named(
        'Share of electricity from biogas',
        'E_b / (E + E_b)',
        s.biogasElectricity.dividedBy(s.electricity.plus(s.biogasElectricity)),
      ),
      servedShare: named('Share of residents served', 'Σ P_j / P', s.served.sum(pathway).dividedBy(s.residents)),
    }
  },
})
