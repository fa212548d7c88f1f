import { cite, factor, input, method, named } from '../../core'
import { ipcc2006V5Table41 } from '../../data/factors/generated/ipcc-2006-v5-table-4.1'

/** CH4 and N2O from composting, tier 1, on wet mass: CH4 = Σ M·EF − R; N2O = Σ M·EF. */
export const composting = method({
  id: 'waste.composting',
  title: 'CH4 and N2O from composting (tier 1)',
  source: cite('ipcc-2006-v5', 'Ch 4, Eq 4.1–4.2, p 4.5; Table 4.1, p 4.6'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table41],
  inputs: {
    treated: input('t waste (wet)', { symbol: 'M', title: 'Organic waste composted', range: [0, null] }),
    ch4Factor: factor('g CH4 (biogenic)/kg waste (wet)', {
      symbol: 'EF_CH4',
      title: 'CH4 emission factor of composting',
      parameter: 'EF',
      activity: 'composting',
      range: [0, null],
    }),
    n2oFactor: factor('g N2O/kg waste (wet)', {
      symbol: 'EF_N2O',
      title: 'N2O emission factor of composting',
      parameter: 'EF',
      activity: 'composting',
      range: [0, null],
    }),
    recovered: input('t CH4 (biogenic)', { symbol: 'R', title: 'CH4 recovered', default: 0, range: [0, null] }),
  },
  equations({ treated, ch4Factor, n2oFactor, recovered }) {
    const generated = named('CH4 generated', 'Eq 4.1', treated.times(ch4Factor))
    return {
      ch4: named('CH4 emissions', 'Eq 4.1', generated.minus(recovered)),
      n2o: named('N2O emissions', 'Eq 4.2', treated.times(n2oFactor)),
    }
  },
})
