import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import {
  compositionMeans,
  flueGasN2o,
  fossilLiquidIncineration,
  incineration,
  incineration2019,
  incinerationByCategory,
  incinerationByCategory2019,
  meltingPlant2019,
  openBurnedAmount,
  openBurning,
  openBurning2019,
} from '../../src/sectors/waste'

const share = { food: '0.5', paper: '0.3', plastics: '0.2' }
const plant = { burnt: '1000000', share, technology: 'batch-stoker' } as const

describe('incineration', () => {
  test('kg/Gg is g/t: a million tonnes at 60 kg/Gg give 60 t, not 60 kt', () => {
    const { ch4, ch4Biogenic, n2o } = evaluate(incineration, plant).outputs
    expect(ch4.toNumber() + ch4Biogenic.toNumber()).toBeCloseTo(60, 9)
    expect(n2o.value).toBe('60')
    expect(evaluate(incineration, { ...plant, ch4Factor: '60 kg CH4/Gg waste (wet)' }).outputs.ch4.value).toBe(
      ch4.value,
    )
  })

  test('N2O is N2O: a factor of nitrogen in N2O is refused', () => {
    expect(() => evaluate(incineration, { ...plant, n2oBatch: '60 g N2O-N/t waste (wet)' })).toThrow('N2O-N')
  })

  test('biogenic CO2 is no part of CO2e', () => {
    const { outputs, co2e } = evaluate(incineration, { ...plant, share: { food: '1' } }, { gwp: 'AR6' })
    expect(outputs.co2.value).toBe('0')
    expect(outputs.co2Biogenic.toNumber()).toBeGreaterThan(500_000)
    expect(co2e.toNumber()).toBeCloseTo(60 * 27 + 60 * 273, 6)
  })

  test('refuses dry mass, which would leave the water out twice', () => {
    expect(() => evaluate(incineration, { ...plant, burnt: '1000 t waste (dry)' })).toThrow('the basis differs')
  })

  test('refuses shares that do not add up to 1, with their sum', () => {
    const short = { food: '0.5', paper: '0.3' }
    expect(() => evaluate(incineration, { ...plant, share: short })).toThrow('0.8')
  })

  test('refuses a share below 0, a type without contents and an unknown technology', () => {
    expect(() => evaluate(incineration, { ...plant, share: { food: '1.2', paper: '-0.2' } })).toThrow('share')
    expect(() => evaluate(incineration, { ...plant, share: { food: '0.9', shoes: '0.1' } })).toThrow('shoes')
    // @ts-expect-error there is no such technology
    expect(() => evaluate(incineration, { ...plant, technology: 'rotary-kiln' })).toThrow('rotary-kiln')
  })

  test('a waste without carbon has no CH4 to be split', () => {
    expect(() => evaluate(incineration, { ...plant, share: { glass: '1' } })).toThrow('Division by 0')
  })

  test('of 2006 never takes a row of 2019', () => {
    const results = [evaluate(incineration, plant), evaluate(openBurning, { burnt: '1', share })]
    const sources = results.flatMap((result) => result.toJSON().rows.map(({ source }) => source))
    expect([...new Set(sources)]).toEqual(['ipcc-2006-v5'])
  })

  test('of 2019 gives the figures of 2006: its tables print them again', () => {
    const of = (method: typeof incineration) => evaluate(method, plant).outputs.co2.value
    expect(of(incineration2019)).toBe(of(incineration))
  })

  test('a melting plant has factors of its own', () => {
    const { n2o } = evaluate(meltingPlant2019, { ...plant, technology: 'shaft' }).outputs
    expect(n2o.value).toBe('17.4')
  })
})

describe('open burning', () => {
  const given = { burnt: '100', share: { food: '1' } }

  test('N2O goes by dry, CH4 by wet mass', () => {
    const { n2o, ch4Biogenic } = evaluate(openBurning, given).outputs
    expect(n2o.value).toBe('0.006')
    expect(ch4Biogenic.value).toBe('0.65')
  })

  test('58 percent of the carbon is oxidised in 2006, 71 in 2019; the rest is shown', () => {
    const plastics = { burnt: '100', share: { plastics: '1' } }
    const [first, second] = [evaluate(openBurning, plastics), evaluate(openBurning2019, plastics)]
    expect(first.outputs.co2.value).toBe('159.5')
    expect(second.outputs.co2.value).toBe('195.25')
    expect(first.outputs.unburntCarbon.value).toBe('31.5')
    expect(second.outputs.unburntCarbon.value).toBe('21.75')
  })

  test('what is generated is per day: a figure per year is refused', () => {
    const people = { population: '1000', burningFraction: '1', burntFraction: '1' }
    expect(() => evaluate(openBurnedAmount, { ...people, generation: '208 kg waste (wet)/person/yr' })).toThrow(
      'generation',
    )
    expect(() => evaluate(openBurnedAmount, { ...people, burntFraction: '1.1', generation: '0.5' })).toThrow('1.1')
  })
})

describe('other waste', () => {
  const sludge = { burnt: { sludge: '100' }, dryMatter: { sludge: '0.2' }, ch4Factor: { sludge: '9.7' } }

  test('carbon of sewage sludge has a default in 2019 alone', () => {
    expect(() => evaluate(incinerationByCategory, sludge)).toThrow('CF')
    expect(evaluate(incinerationByCategory2019, sludge).outputs.co2Biogenic.value).toBe('22')
  })

  test('990 g/t is of dry mass: it does not go with wet mass', () => {
    const dry = { ...sludge, n2oFactor: { sludge: '990 g N2O/t waste (dry)' } }
    expect(() => evaluate(incinerationByCategory2019, dry)).toThrow('the basis differs')
    expect(evaluate(incinerationByCategory2019, sludge).outputs.n2o.value).toBe('0.09')
  })

  test('carbon of liquids goes by wet mass', () => {
    expect(evaluate(fossilLiquidIncineration, { burnt: { solvents: '75' } }).outputs.co2.value).toBe('220')
  })

  test('mg, m3 and t give t', () => {
    const given = { burnt: { a: '1000000' }, concentration: { a: '10' }, flueGas: { a: '5000' } }
    expect(evaluate(flueGasN2o, given).outputs.n2o.value).toBe('50')
  })

  test('the product of the means is not the carbon of the types', () => {
    const { dryMatter, carbon, fossil } = evaluate(compositionMeans, { share }).outputs
    const means = dryMatter.toNumber() * carbon.toNumber() * fossil.toNumber() * (44 / 12)
    const types = evaluate(incineration, { ...plant, burnt: '1' }).outputs.co2.toNumber()
    expect(means / types).toBeLessThan(0.5)
  })
})
