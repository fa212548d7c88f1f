import { category, check, cite, factor, input, method, named, when } from '../../core'
import { ipcc2006V5Table41 } from '../../data/factors/generated/ipcc-2006-v5-table-4.1'
import { plant } from './dimensions'

const emissionFactor = (gas: 'CH4 (biogenic)' | 'N2O', basis: 'wet' | 'dry') => {
  const [formula] = gas.split(' ')
  return factor(`g ${gas}/kg waste (${basis})`, {
    symbol: `EF_${formula},${basis}`,
    title: `${formula} emission factor, on ${basis} mass`,
    parameter: 'EF',
    over: [plant],
    labelled: [],
    by: { activity: 'treatment' },
    range: [0, null],
  })
}

/**
 * CH4 and N2O from composting and anaerobic digestion, plant by plant: CH4 = Σ M·EF − R, N2O = Σ M·EF. The wet factors of
 * Table 4.1 are for 60 percent moisture: where dry matter is measured, take the dry basis, which multiplies wet mass by it.
 *
 * The CH4 factors of digestion account for recovery already, so R beside them is refused; with a factor of your own for
 * what is generated before recovery, say so (`beforeRecovery`). N2O of digestion is assumed negligible (p 4.6).
 */
export const biologicalTreatment = method({
  id: 'waste.biological-treatment',
  title: 'CH4 and N2O from composting and anaerobic digestion',
  source: cite('ipcc-2006-v5', 'Ch 4, Eq 4.1–4.2, p 4.5; Table 4.1, p 4.6'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table41],
  inputs: {
    treated: input('t waste (wet)', {
      symbol: 'M',
      title: 'Organic waste treated, as it is',
      over: [plant],
      range: [0, null],
    }),
    treatment: category(['composting', 'anaerobic-digestion'], { title: 'Biological treatment', over: [plant] }),
    basis: category(['wet', 'dry'], { title: 'Basis of the factors', over: [plant], default: 'wet' }),
    dryMatter: input('kg waste (dry)/kg waste (wet)', {
      symbol: 'dm',
      title: 'Dry matter content of the waste treated',
      over: [plant],
      optional: true,
      range: [0, 1],
    }),
    ch4Wet: emissionFactor('CH4 (biogenic)', 'wet'),
    ch4Dry: emissionFactor('CH4 (biogenic)', 'dry'),
    n2oWet: emissionFactor('N2O', 'wet'),
    n2oDry: emissionFactor('N2O', 'dry'),
    beforeRecovery: category(['no', 'yes'], {
      title: 'Whether the CH4 factor of digestion is before recovery',
      over: [plant],
      default: 'no',
    }),
    recovered: input('t CH4 (biogenic)', {
      symbol: 'R',
      title: 'CH4 recovered',
      over: [plant],
      default: 0,
      range: [0, null],
    }),
  },
  equations({ treated, treatment, basis, dryMatter, ch4Wet, ch4Dry, n2oWet, n2oDry, beforeRecovery, recovered }) {
    const dry = named('Dry mass treated', 'M·dm', treated.times(dryMatter), { unit: 't waste (dry)' })
    const onDry = basis.is('dry')
    const generated = named('CH4 generated', 'Eq 4.1', when(onDry, dry.times(ch4Dry), treated.times(ch4Wet)))
    const some = recovered.isGreaterThan('0 t CH4 (biogenic)')
    const twice = some.and(treatment.is('anaerobic-digestion')).and(beforeRecovery.is('no'))
    const off = check(
      recovered,
      twice.not(),
      'the CH4 factors of digestion account for recovery already (note of Table 4.1): leave R out, or give a factor before recovery and say so',
    )
    const n2o = named('N2O by plant', 'Eq 4.2', when(onDry, dry.times(n2oDry), treated.times(n2oWet)))
    return {
      ch4: named('CH4 emissions', 'Eq 4.1', generated.minus(off).sum(plant)),
      n2o: named('N2O emissions', 'Eq 4.2', n2o.sum(plant)),
    }
  },
})
