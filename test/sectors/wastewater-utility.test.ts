import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { biogas, pumping, reuse, sludgeBeam, waterDistribution } from '../../src/sectors/wastewater'

const pump = {
  flow: { old: '0.1 m3/s' },
  head: { old: '20 m' },
  power: { old: '39.24 kW' },
  electricity: { old: '100 MWh/yr' },
  volume: { old: '1000000 m3/yr' },
  newEfficiency: { old: '0.75' },
  gridFactor: '0.5',
}

describe('pumps', () => {
  test('take what lifting takes, over their efficiency', () => {
    const { outputs } = evaluate(pumping, pump)
    // 9.81 · 0.1 · 20 = 19.62 kW of 39.24
    expect(outputs['benefit.efficiency']?.at({ pump: 'old' }).value).toBe('0.5')
    // 100000 kWh / (1e6 m3 · 20 m / 100 m)
    expect(outputs['benefit.standardised']?.at({ pump: 'old' }).value).toBe('0.5')
  })

  test("save of their own electricity, and leave the station's alone", () => {
    const { outputs } = evaluate(pumping, pump)
    const saved = Number(outputs['benefit.electricitySaved']?.at({ pump: 'old' }).value)
    expect(Math.abs(saved / (100000 / 3) - 1)).toBeLessThan(1e-12)
    expect(Number(outputs['baseline.co2']?.value)).toBe(50)
  })

  test('refuse power where electricity of a year is meant', () => {
    expect(() => evaluate(pumping, { ...pump, electricity: { old: '39.24 kW' } })).toThrow('electricity')
  })
})

describe('biogas', () => {
  const plant = {
    volume: { plant: '100000' },
    methane: { plant: '0.6' },
    density: '0.716',
    goes: { engine: 'used', leaks: 'leaked' },
    share: { plant: { engine: '0.95', leaks: '0.05' } },
    heatingValue: '9.97',
    efficiency: { plant: '0.4' },
  } as const

  test('that is burnt gives biogenic CO2, apart from CO2e', () => {
    const result = evaluate(biogas, plant, { gwp: 'AR5' })
    expect(result.outputs.ch4.value).toBe('2148')
    expect(result.outputs.co2Biogenic.value).toBe('112233') // 57000 · 0.716 · 44/16
    expect(result.co2e.in('t CO2e (AR5)/yr').value).toBe('60.144') // 2148 · 28
  })

  test('whose shares leave a part out is refused with the sum', () => {
    const open = { ...plant, share: { plant: { engine: '0.93', leaks: '0.05' } } }
    expect(() => evaluate(biogas, open)).toThrow(/share.*0\.98/s)
  })
})

describe('sludge by BEAM', () => {
  const sludge = {
    kind: 'digested',
    nitrogen: '0.04',
    composted: '0',
    covered: 'no',
    compostSolids: '0.4',
    landfilled: '0',
    burnt: '1000000',
    temperature: '1123',
    urea: 'no',
    spread: '0',
    spreadSolids: '0.25',
    soil: 'fine-textured',
  } as const

  test('burnt gives less N2O the hotter it is, and none from 1152 K on', () => {
    const n2o = (temperature: string) => Number(evaluate(sludgeBeam, { ...sludge, temperature }).outputs.n2o.value)
    expect(n2o('1023')).toBeGreaterThan(n2o('1123'))
    expect(n2o('1153')).toBe(0)
    expect(n2o('1000')).toBe(n2o('1023'))
  })

  test('refuses a furnace in degrees Celsius', () => {
    expect(() => evaluate(sludgeBeam, { ...sludge, temperature: '850 °C' })).toThrow('temperature')
  })

  test('refuses wet mass', () => {
    expect(() => evaluate(sludgeBeam, { ...sludge, burnt: '5 t sludge (wet)/yr' })).toThrow('burnt')
  })
})

describe('water used again', () => {
  test('keeps N2O from waters and gives N2O on soils; fertiliser not made stays outside the gases', () => {
    const result = evaluate(
      reuse,
      {
        water: '1000000',
        concentration: '0.01',
        onSoil: '7000',
        soilFactor: '0.010',
        nitrogen: '7000',
        phosphorus: '0',
        perNitrogen: '4',
        perPhosphorus: '2',
      },
      { gwp: 'AR5' },
    )
    expect(Number(result.outputs['baseline.n2o']?.value)).toBeCloseTo(78.5714285714, 9) // 10000 · 0.005 · 44/28
    expect(result.outputs['project.n2o']?.value).toBe('110') // 7000 · 0.010 · 44/28
    expect(result.outputs['benefit.fertiliserNotMade']?.value).toBe('28000')
    expect(Number(result.outputs['reduction.co2e']?.value)).toBeLessThan(0)
  })
})

describe('water distribution', () => {
  test('remarks what cannot be: more is used than is put in', () => {
    const { outputs } = evaluate(waterDistribution, {
      electricity: '1000',
      distributed: '100',
      authorised: '120',
      billed: '90',
      mains: '1',
      pressure: '10',
      highest: '10',
      average: '5',
      lowest: '0',
      source: '20',
    })
    expect(outputs.lossPerLength.value).toBe('0')
    expect(outputs.lossShare.value).toBe('-0.2')
  })
})
