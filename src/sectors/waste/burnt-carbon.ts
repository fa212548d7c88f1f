import { constant, type Expression, factor, input, named } from '../../core'
import { wasteType } from './dimensions'

/** What Eq 5.2 asks of each type of waste; Table 2.4 holds the defaults. */
export const contents = {
  share: input('1', {
    symbol: 'WF',
    title: 'Share of each type in the waste burnt, of wet weight',
    over: [wasteType],
    sumsTo: wasteType,
    range: [0, 1],
  }),
  dryMatter: factor('kg waste (dry)/kg waste (wet)', {
    symbol: 'dm',
    title: 'Dry matter content',
    over: [wasteType],
    range: [0, 1],
  }),
  carbon: factor('kg C/kg waste (dry)', {
    symbol: 'CF',
    title: 'Total carbon content of dry matter',
    over: [wasteType],
    range: [0, 1],
  }),
  fossil: factor('kg C (fossil)/kg C', {
    symbol: 'FCF',
    title: 'Fossil carbon fraction of total carbon',
    over: [wasteType],
    range: [0, 1],
  }),
} as const

interface Burnt<D extends string> {
  /** Carbon by type, fossil and biogenic together. */
  readonly carbon: Expression<D>
  readonly fossilFraction: Expression<D>
  readonly oxidised: Expression<D>
}

/** CO2 of burnt carbon, Σ C·FCF·OF·44/12, and beside it that of biogenic carbon, Σ C·(1 − FCF)·OF·44/12. */
export const co2OfCarbon = <D extends string>({ carbon, fossilFraction, oxidised }: Burnt<D>, equation: string) => {
  const biogenicFraction = constant('1', 'kg C (biogenic)/kg C').minus(
    fossilFraction.times(constant('1', 'kg C (biogenic)/kg C (fossil)')),
  )
  const fossil = carbon.times(fossilFraction).times(oxidised).times(constant('44/12', 't CO2/t C (fossil)'))
  const biogenic = carbon
    .times(biogenicFraction)
    .times(oxidised)
    .times(constant('44/12', 't CO2 (biogenic)/t C (biogenic)'))
  return {
    co2: named('Fossil CO2 by type', equation, fossil, { unit: 't CO2' }),
    co2Biogenic: named('Biogenic CO2 by type', `${equation} with 1 − FCF`, biogenic, { unit: 't CO2 (biogenic)' }),
  }
}

/**
 * CH4 of mixed waste by origin. The source prints it without one; GWP sets that tell origins apart need it, so it is split
 * as the carbon burnt is.
 */
export const ch4ByOrigin = <D extends string = never>(
  ch4: Expression<D>,
  fossilCarbon: Expression<D>,
  carbon: Expression<D>,
  equation = 'Eq 5.4, by origin',
) => {
  const share = named(
    'Fossil share of the carbon burnt',
    'Σ fossil carbon / Σ carbon',
    fossilCarbon.dividedBy(carbon),
    {
      unit: 't C (fossil)/t C',
    },
  )
  const fossil = share.times(constant('1', 't C/t C (fossil)'))
  return {
    ch4: named('CH4 of fossil carbon', equation, ch4.times(fossil).times(constant('1', 't CH4 (fossil)/t CH4'))),
    ch4Biogenic: named(
      'CH4 of biogenic carbon',
      equation,
      ch4.times(constant('1').minus(fossil)).times(constant('1', 't CH4 (biogenic)/t CH4')),
    ),
  }
}
