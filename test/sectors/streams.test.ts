import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { solidWasteDisposal, streams } from '../../src/sectors/waste'

const of = (...values: string[]) => ({ from: 2020, values })
const city = {
  generated: { food: of('1000', '1100'), paper: of('400', '420') },
  collectedShare: { food: of('0.8', '0.9'), paper: of('0.8', '0.9') },
  burntShare: { food: of('0.25', '0.25'), paper: of('0.5', '0.5') },
  treated: { composting: { food: of('200', '300'), paper: of('0', '0') } },
  fates: { composting: { product: '0.3', landfill: '0.1', loss: '0.6' } },
  incinerated: { food: of('100', '100'), paper: of('50', '60') },
  ash: { food: of('0.2', '0.2'), paper: of('0.1', '0.1') },
}

describe('waste streams', () => {
  test('balance: what goes in comes out, by type and year', () => {
    const { outputs } = evaluate(streams, city)
    for (const wasteType of ['food', 'paper'])
      for (const year of ['2020', '2021']) {
        const at = { wasteType, year }
        expect(outputs.accounted.at(at).value).toBe(city.generated[wasteType as 'food'].values[Number(year) - 2020])
        const { landfilled, product, lost, openBurned, dumped } = outputs
        const out = [landfilled, product, lost, openBurned, dumped].map((each) => each.at(at).toNumber())
        const generated = Number(city.generated[wasteType as 'food'].values[Number(year) - 2020])
        expect(out.reduce((sum, each) => sum + each, 0)).toBeCloseTo(generated, 9)
      }
  })

  test('more brought to treatments than collected is refused, not landfilled below 0', () => {
    const treated = { composting: { food: of('900', '300'), paper: of('0', '0') } }
    expect(() => evaluate(streams, { ...city, treated })).toThrow(/more waste is brought.*2020|2020.*more waste/s)
  })

  test('fates of a treatment that do not add up to 1 are refused, with their sum', () => {
    const fates = { composting: { product: '0.3', landfill: '0.1', loss: '0.5' } }
    expect(() => evaluate(streams, { ...city, fates })).toThrow('0.9')
  })

  test('a fate by another name is refused: its mass would be lost', () => {
    const fates = { composting: { product: '0.3', landfill: '0.1', losses: '0.6' } }
    expect(() => evaluate(streams, { ...city, fates })).toThrow('fates are not product')
  })

  test('a share of collection above 1 is refused', () => {
    const collectedShare = { food: of('1.1', '0.9'), paper: of('0.8', '0.9') }
    expect(() => evaluate(streams, { ...city, collectedShare })).toThrow('1.1')
  })

  test('what is landfilled feeds a landfill', () => {
    const { landfilled } = evaluate(streams, city).outputs
    const values = (wasteType: string) =>
      of(...['2020', '2021'].map((year) => landfilled.at({ wasteType, year }).value))
    expect(values('food').values).toEqual(['540', '640'])
    const result = evaluate(solidWasteDisposal, {
      deposited: { food: values('food'), paper: values('paper') },
      climate: 'tropical-dry',
      site: of('unmanaged-deep', 'unmanaged-deep') as { from: number; values: 'unmanaged-deep'[] },
    })
    expect(result.outputs.ch4.at({ year: '2021' }).toNumber()).toBeGreaterThan(0)
  })
})
