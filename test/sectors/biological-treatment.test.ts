import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { biogasPlant, biologicalTreatment, composting } from '../../src/sectors/waste'

const compost = { treated: { a: '1000' }, treatment: { a: 'composting' } } as const
const digestion = { treated: { a: '1000' }, treatment: { a: 'anaerobic-digestion' } } as const

describe('biological treatment', () => {
  test('of compost on wet mass is waste.composting', () => {
    const [both, one] = [evaluate(biologicalTreatment, compost), evaluate(composting, { treated: '1000' })]
    expect(both.outputs.ch4.value).toBe(one.outputs.ch4.value)
    expect(both.outputs.n2o.value).toBe(one.outputs.n2o.value)
  })

  test('of a plant split in two is that of the plant', () => {
    const halves = evaluate(biologicalTreatment, {
      treated: { a: '400', b: '600' },
      treatment: { a: 'anaerobic-digestion', b: 'anaerobic-digestion' },
    })
    expect(halves.outputs.ch4.value).toBe(evaluate(biologicalTreatment, digestion).outputs.ch4.value)
  })

  test('on dry mass needs the dry matter, and follows it', () => {
    const dry = { ...compost, basis: { a: 'dry' } } as const
    expect(() => evaluate(biologicalTreatment, dry)).toThrow('dryMatter')
    const ch4 = (dryMatter: string) =>
      evaluate(biologicalTreatment, { ...dry, dryMatter: { a: dryMatter } }).outputs.ch4
    expect([ch4('0.4').value, ch4('0.6').value]).toEqual(['4', '6'])
    expect(() => ch4('1.2')).toThrow('1.2')
  })

  test('g/kg is kg/t: 1000 t of compost give 4 t of CH4', () => {
    expect(evaluate(biologicalTreatment, compost).outputs.ch4.value).toBe('4')
  })

  test('takes no recovery beside the factors of digestion, which have it already', () => {
    const recovered = { a: '0.5' }
    expect(() => evaluate(biologicalTreatment, { ...digestion, recovered })).toThrow('account for recovery already')
    expect(evaluate(biologicalTreatment, { ...compost, recovered }).outputs.ch4.value).toBe('3.5')
    const own = { ...digestion, recovered, ch4Wet: { a: '40' }, beforeRecovery: { a: 'yes' } } as const
    expect(evaluate(biologicalTreatment, own).outputs.ch4.value).toBe('39.5')
  })

  test('refuses a dry factor for wet mass and nitrogen for N2O', () => {
    expect(() =>
      evaluate(biologicalTreatment, { ...compost, ch4Wet: { a: '10 g CH4 (biogenic)/kg waste (dry)' } }),
    ).toThrow('the basis differs')
    expect(() => evaluate(biologicalTreatment, { ...compost, n2oWet: { a: '0.15 g N2O-N/kg waste (wet)' } })).toThrow(
      'N2O-N',
    )
  })
})

describe('a biogas plant', () => {
  const given = { biogas: { a: '950' }, methane: { a: '1' }, density: '1' }

  test('loses 5 percent of what it generates, not of what it collects', () => {
    expect(evaluate(biogasPlant, given).outputs.ch4.value).toBe('0.05')
  })

  test('cannot lose all', () => {
    expect(() => evaluate(biogasPlant, { ...given, leakage: { a: '1' } })).toThrow('Division by 0')
    expect(() => evaluate(biogasPlant, { ...given, leakage: { a: '1.1' } })).toThrow('1.1')
  })
})
