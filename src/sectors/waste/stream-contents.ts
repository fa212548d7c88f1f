import { cite, constant, type Expression, factor, input, method, named } from '../../core'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { wasteType } from './dimensions'
import { endsOf, fate, inputs, landfilledOf, rate, shares, streams } from './streams'

const problem =
  'more waste is brought to treatments and incineration than was collected, or fates of moisture and DOC are not product, incineration, landfill, loss: what goes in must come out'

/** Water and carbon together, as mass of waste. */
const inMass = <D extends string, E extends string>(water: Expression<D>, carbon: Expression<E>): Expression<D | E> =>
  water.times(constant('1', 't waste (wet)/t water')).plus(carbon.times(constant('1', 't waste (wet)/t C')))

/**
 * Three balances of a city's waste beside each other, as in Box 2.1: mass, moisture and degradable organic carbon (DOCm), by
 * type and year. Each treatment has its own shares for each of the three: composting halves the carbon and keeps the water,
 * drying the other way round. All waste goes into a process with the contents that it was generated with.
 *
 * In each of the three what goes in comes out. The shares of the three are given apart and may contradict each other: `excess`
 * tells how much more water and carbon a treatment gives off in some way than the mass that holds it; look that it is 0.
 *
 * `carbonLandfilled` is the DOCm that reaches the sites. A landfill by first-order decay takes it as `deposited` with `doc` 1.
 */
export const streamContents = method({
  id: 'waste.stream-contents',
  title: 'Mass, moisture and degradable carbon of waste streams, in balance',
  source: cite('ipcc-2006-v5', 'Ch 2, Box 2.1, pp 2.6–2.7; Table 2.4, p 2.14'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24],
  inputs: {
    ashCarbon: input('1', {
      symbol: 'a_C',
      title: 'Share of the DOC of incinerated waste landfilled with the ash',
      default: 0,
      ...rate,
    }),
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon of the waste generated',
      over: [wasteType],
      range: [0, 1],
    }),
    ashMoisture: input('1', {
      symbol: 'a_w',
      title: 'Share of the moisture of incinerated waste landfilled with the ash',
      ...rate,
    }),
    carbonFates: input('1', {
      symbol: 'f_C',
      title: 'Share of the DOC of a treatment, by what becomes of it',
      ...shares,
    }),
    ...inputs,
    moistureFates: input('1', {
      symbol: 'f_w',
      title: 'Share of the moisture of a treatment, by what becomes of it',
      ...shares,
    }),
    dryMatter: factor('kg waste (dry)/kg waste (wet)', {
      symbol: 'dm',
      title: 'Dry matter content of the waste generated',
      over: [wasteType],
      range: [0, 1],
    }),
  },
  equations({ moistureFates, carbonFates, ashMoisture, ashCarbon, dryMatter, doc, ...s }) {
    const mass = streams(s)
    const wet = constant('1', 'kg waste (dry)/kg waste (wet)')
    const moisture = named(
      'Moisture content',
      '1 − dm',
      wet.minus(dryMatter).times(constant('1', 'kg water/kg waste (dry)')),
      { unit: 't water/t waste (wet)' },
    )
    const withContent = (of: string, unit: string, content: Expression<'wasteType'>) => {
      const flow = (what: string, waste: Expression<'wasteType' | 'year'>, equation: string) =>
        named(`${of} ${what}`, equation, waste.times(content), { unit })
      return {
        generated: flow('generated', s.generated, 'G·content'),
        treated: s.treated.times(content),
        incinerated: s.incinerated.times(content),
        direct: flow('landfilled at once', mass.direct, 'mass·content'),
        picked: flow('picked informally', mass.picked, 'mass·content'),
        openBurned: flow('open-burned', mass.openBurned, 'mass·content'),
        dumped: flow('dumped', mass.dumped, 'mass·content'),
      }
    }
    const water = withContent('Moisture', 't water', moisture)
    const carbon = withContent('DOC', 't C', doc)

    const waterEnds = endsOf('Moisture', 't water', water, { fates: moistureFates, ash: ashMoisture })
    const carbonEnds = endsOf('DOC', 't C', carbon, { fates: carbonFates, ash: ashCarbon })
    const sound = mass.direct.isAtLeast('0 t waste (wet)').and(waterEnds.balanced)

    // what a treatment gives off in one way holds no more than it weighs; what it does not take in does not count
    const held = inMass(moistureFates.times(moisture), carbonFates.times(doc))
    const beyond = (label: string) => held.at(fate, label).minus(s.fates.at(fate, label)).atLeast(0)
    const excess = beyond('product').plus(beyond('incineration')).plus(beyond('landfill')).plus(beyond('loss'))
    return {
      ...mass,
      moistureGenerated: water.generated,
      moistureLandfilled: named('Moisture landfilled', 'direct + Σ M·f + ash', waterEnds.site, { unit: 't water' }),
      moistureIncinerated: waterEnds.burnt,
      moistureProduct: waterEnds.ends.product,
      moisturePicked: water.picked,
      moistureOpenBurned: water.openBurned,
      moistureDumped: water.dumped,
      moistureLost: waterEnds.ends.lost,
      moistureAccounted: waterEnds.ends.accounted,
      carbonGenerated: carbon.generated,
      carbonLandfilled: landfilledOf(carbonEnds, sound, problem),
      carbonIncinerated: carbonEnds.burnt,
      carbonProduct: carbonEnds.ends.product,
      carbonPicked: carbon.picked,
      carbonOpenBurned: carbon.openBurned,
      carbonDumped: carbon.dumped,
      carbonLost: carbonEnds.ends.lost,
      carbonAccounted: carbonEnds.ends.accounted,
      excess: named(
        'Moisture and DOC beyond the mass that holds them',
        'Σ M·max(0, f_w·w + f_C·DOC − f)',
        s.treated.times(excess),
      ),
    }
  },
})
