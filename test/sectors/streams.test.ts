import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { solidWasteDisposal, streamContents, streams } from '../../src/sectors/waste'

const of = (...values: string[]) => ({ from: 2020, values })
const city = {
  generated: { food: of('1000', '1100'), paper: of('400', '420') },
  collectedShare: of('0.8', '0.9'),
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
    const collectedShare = of('1.1', '0.9')
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

/** Box 2.1 (V5 Ch 2, p 2.7): 1000 of paper with 200 of moisture and 400 of DOCm. */
const box = {
  generated: { paper: of('1000') },
  collectedShare: of('1'),
  burntShare: { paper: of('0') },
  treated: { recovery: { paper: of('500') }, composting: { paper: of('100') }, transport: { paper: of('200') } },
  incinerated: { paper: of('200') },
  fates: {
    recovery: { product: '1' },
    composting: { product: '0.4', landfill: '0.4', loss: '0.2' },
    transport: { landfill: '0.95', loss: '0.05' },
  },
  moistureFates: {
    recovery: { product: '1' },
    composting: { product: '0.5', landfill: '0.5' },
    transport: { landfill: '0.75', loss: '0.25' },
  },
  carbonFates: {
    recovery: { product: '1' },
    composting: { product: '0.25', landfill: '0.25', loss: '0.5' },
    transport: { landfill: '1' },
  },
  ash: { paper: of('0.2') },
  ashMoisture: { paper: of('0.1') },
  dryMatter: { paper: '0.8' },
  doc: { paper: '0.4' },
}

describe('mass, moisture and carbon of waste streams', () => {
  const at = { wasteType: 'paper', year: '2020' }

  test('are those of Box 2.1', () => {
    const { outputs } = evaluate(streamContents, box)
    const of = (name: keyof typeof outputs) => outputs[name]?.at(at).value
    expect([of('landfilled'), of('moistureLandfilled'), of('carbonLandfilled')]).toEqual(['270', '44', '90'])
    expect([of('product'), of('moistureProduct'), of('carbonProduct')]).toEqual(['540', '110', '210'])
    expect([of('accounted'), of('moistureAccounted'), of('carbonAccounted')]).toEqual(['1000', '200', '400'])
  })

  test('a treatment that gives off more water than mass shows it', () => {
    const excess = (given: typeof box) =>
      evaluate(streamContents, given).outputs.excess.at({ treatment: 'transport', ...at }).value
    expect(excess(box)).toBe('0')
    // 40 of water are lost with 10 of mass
    const moistureFates = { ...box.moistureFates, transport: { loss: '1' } }
    expect(excess({ ...box, moistureFates } as never)).toBe('30')
  })

  test('carbon that goes nowhere is refused, with the sum of its shares', () => {
    const carbonFates = { ...box.carbonFates, composting: { product: '0.25', landfill: '0.25' } }
    expect(() => evaluate(streamContents, { ...box, carbonFates })).toThrow(/composting.*0\.5/s)
  })

  test('carbon that goes where nothing is known of is refused', () => {
    const carbonFates = { ...box.carbonFates, composting: { product: '0.25', landfill: '0.25', air: '0.5' } }
    expect(() => evaluate(streamContents, { ...box, carbonFates })).toThrow('fates of moisture and DOC are not product')
  })

  test('the carbon that reaches the landfill decays there, not that which was generated', () => {
    const { outputs } = evaluate(streamContents, box)
    const values = { paper: { from: 2020, values: [outputs.carbonLandfilled.at(at).value, '0'] } }
    const ch4 = (doc: string, deposited: typeof values) =>
      evaluate(solidWasteDisposal, {
        deposited,
        doc: { paper: doc },
        climate: 'tropical-dry',
        site: { from: 2020, values: ['managed-anaerobic', 'managed-anaerobic'] },
      })
        .outputs.ch4.at({ year: '2021' })
        .toNumber()
    const byMass = { paper: { from: 2020, values: ['270', '0'] } }
    expect(ch4('1', values) / ch4('0.4', byMass)).toBeCloseTo(90 / 108, 12)
  })
})

describe('informal pickers', () => {
  test('take their part before waste is burnt or dumped', () => {
    const pickedShare = { food: of('0', '0'), paper: of('0.375', '1') }
    const { outputs } = evaluate(streams, { ...city, pickedShare })
    const at = { wasteType: 'paper', year: '2020' }
    // not collected 80, of which 30 are picked; half of the rest is burnt
    expect([outputs.picked, outputs.openBurned, outputs.dumped].map((each) => each.at(at).value)).toEqual([
      '30',
      '25',
      '25',
    ])
    expect(outputs.accounted.at(at).value).toBe('400')
    expect(outputs.dumped.at({ ...at, year: '2021' }).value).toBe('0')
  })
})
