import { cite, factor, input, method, named, one } from '../../core'
import { ipcc2006V5Section41 } from '../../data/factors/generated/ipcc-2006-v5-section-4.1'
import { plant } from './dimensions'

/**
 * CH4 that biogas plants lose unintentionally, from the biogas that they collect. The source states the loss in prose, as a
 * share of the CH4 generated; what is collected and measured is the rest, so generated = collected/(1 − L).
 *
 * The density of CH4 must be of the temperature and pressure at which the volume is stated. Not to be added to what
 * waste.biological-treatment gives for the same plant. Biogenic CO2 of the gas that is burnt is an information item.
 */
export const biogasPlant = method({
  id: 'waste.biogas-plant',
  title: 'CH4 leakage of anaerobic digestion, from the biogas collected',
  source: cite('ipcc-2006-v5', 'Ch 4, Section 4.1, p 4.4'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Section41],
  inputs: {
    biogas: input('m3 biogas', { symbol: 'V', title: 'Biogas collected', over: [plant], range: [0, null] }),
    methane: input('m3 CH4/m3 biogas', { symbol: 'w', title: 'Share of CH4 in biogas', over: [plant], range: [0, 1] }),
    density: input('kg CH4 (biogenic)/m3 CH4', {
      symbol: 'ρ',
      title: 'Density of CH4 in the state of the volume',
      range: [0, null],
    }),
    leakage: factor('1', {
      symbol: 'L',
      parameter: 'leakage',
      title: 'Share of the CH4 generated that leaks',
      over: [plant],
      labelled: [],
      activity: 'anaerobic-digestion',
      range: [0, 1],
    }),
  },
  equations({ biogas, methane, density, leakage }) {
    const collected = named('CH4 collected', 'V·w·ρ', biogas.times(methane).times(density), {
      unit: 't CH4 (biogenic)',
    })
    const generated = named('CH4 generated', 'collected / (1 − L)', collected.dividedBy(one.minus(leakage)))
    const lost = named('CH4 lost by plant', 'Section 4.1', generated.times(leakage))
    return { ch4: named('CH4 emissions', 'Section 4.1', lost.sum(plant)) }
  },
})
