import { category, cite, factor, input, method, named } from '../../core'
import { ipcc2006V5Table41 } from '../../data/factors/generated/ipcc-2006-v5-table-4.1'
import { ipcc2006V5Table56 } from '../../data/factors/generated/ipcc-2006-v5-table-5.6'

/**
 * CH4 and N2O of sewage sludge that is digested, composted or burnt, on dry mass. Digestion at the plant is reported with
 * wastewater, the others under Chapters 4 and 5; each is a step of its own. The factor of digestion accounts for recovery
 * (2019 Refinement, p 6.17, which keeps Eq 4.1 and Table 4.1 for it): there is no R to take off. Of burning, CH4 is not
 * counted, for which the chapter has one country's factor (p 5.20), nor CO2: the fossil carbon of sewage sludge "usually
 * can be neglected" (p 5.19).
 *
 * Sludge that goes to a landfill is in `waste.solid-waste-disposal`, on agricultural land in Volume 4, Chapter 11. The
 * organics that leave the wastewater with the sludge are the S of its methods, in BOD.
 */
export const sludgeTreatment = method({
  id: 'wastewater.sludge',
  title: 'CH4 and N2O from treatment of sewage sludge',
  source: cite('ipcc-2006-v5', 'Ch 4, Eq 4.1–4.2, p 4.5; Table 4.1, p 4.6; Ch 5, Eq 5.5, p 5.14; Table 5.6, p 5.22'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table41, ipcc2006V5Table56],
  inputs: {
    digested: input('t waste (dry)/yr', { symbol: 'M_dig', title: 'Sludge digested, dry mass', range: [0, null] }),
    composted: input('t waste (dry)/yr', { symbol: 'M_comp', title: 'Sludge composted, dry mass', range: [0, null] }),
    burnt: input('t waste (dry)/yr', { symbol: 'IW', title: 'Sludge incinerated, dry mass', range: [0, null] }),
    kind: category(['sludge'], { title: 'What is burnt (Table 5.6)', default: 'sludge' }),
    digestionCh4: factor('g CH4 (biogenic)/kg waste (dry)', {
      symbol: 'EF_dig',
      parameter: 'EF',
      title: 'CH4 emission factor of digestion',
      activity: 'anaerobic-digestion',
      range: [0, null],
    }),
    compostingCh4: factor('g CH4 (biogenic)/kg waste (dry)', {
      symbol: 'EF_comp',
      parameter: 'EF',
      title: 'CH4 emission factor of composting',
      activity: 'composting',
      range: [0, null],
    }),
    compostingN2o: factor('g N2O/kg waste (dry)', {
      symbol: 'EF_comp,N2O',
      parameter: 'EF',
      title: 'N2O emission factor of composting',
      activity: 'composting',
      range: [0, null],
    }),
    burningN2o: factor('g N2O/t waste (dry)', {
      symbol: 'EF_inc',
      parameter: 'EF',
      title: 'N2O emission factor of incineration',
      activity: 'incineration',
      by: { wasteType: 'kind' },
      range: [0, null],
    }),
  },
  equations(s) {
    const ch4 = { unit: 'kg CH4 (biogenic)/yr' }
    const n2o = { unit: 'kg N2O/yr' }
    const digesters = named('CH4 of digestion', 'Eq 4.1', s.digested.times(s.digestionCh4), ch4)
    const compost = named('CH4 of composting', 'Eq 4.1', s.composted.times(s.compostingCh4), ch4)
    const compostN2o = named('N2O of composting', 'Eq 4.2', s.composted.times(s.compostingN2o), n2o)
    const fire = named('N2O of incineration', 'Eq 5.5', s.burnt.times(s.burningN2o), n2o)
    return {
      ch4: named('CH4 emissions', 'Eq 4.1', digesters.plus(compost), ch4),
      n2o: named('N2O emissions', 'Eq 4.2, 5.5', compostN2o.plus(fire), n2o),
    }
  },
})
