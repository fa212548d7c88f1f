import { describe, expect, test } from 'vitest'
import { MrvError, quantity } from '../../src/core'
import { blendOf, gwpOf, gwpSet, gwpSets, toCo2e } from '../../src/data/gases'

const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('GWP sets', () => {
  test('are the seven, at 100 years', () => {
    expect([...gwpSets()].sort()).toEqual(['AR4', 'AR5', 'AR5-by-origin', 'AR5-ccf', 'AR6', 'SAR', 'TAR'])
    for (const set of gwpSets()) {
      for (const row of gwpSet(set))
        expect([row.horizon, row.document === '', row.locator === '']).toEqual(['100', false, false])
      expect(gwpOf(set, 'CO2').value).toBe('1')
    }
  })

  test.each([
    ['SAR', '21', '310', '23900'],
    ['TAR', '23', '296', '22200'],
    ['AR4', '25', '298', '22800'],
    ['AR5', '28', '265', '23500'],
    ['AR5-ccf', '34', '298', '26087'],
  ])('%s: CH4 %s, N2O %s, SF6 %s', (set, ch4, n2o, sf6) => {
    expect([gwpOf(set, 'CH4').value, gwpOf(set, 'N2O').value, gwpOf(set, 'SF6').value]).toEqual([ch4, n2o, sf6])
  })

  test.each([
    ['AR5-by-origin', '28', '30', '265'],
    ['AR5 (by origin)', '28', '30', '265'],
    ['AR6', '27.0', '29.8', '273'],
  ])('%s: CH4 biogenic %s, fossil %s; N2O %s', (set, biogenic, fossil, n2o) => {
    expect([gwpOf(set, 'CH4 (biogenic)').value, gwpOf(set, 'CH4 (fossil)').value, gwpOf(set, 'N2O').value]).toEqual([
      biogenic,
      fossil,
      n2o,
    ])
    expect(problemOf(() => gwpOf(set, 'CH4'))).toMatchObject({
      code: 'gwp.origin',
      problems: [{ expected: '"CH4 (fossil)" or "CH4 (biogenic)"' }],
    })
  })

  test('a set with one figure gives it whatever the origin', () => {
    for (const origin of ['fossil', 'biogenic']) {
      expect(gwpOf('AR5', `CH4 (${origin})`).value).toBe('28')
      expect(gwpOf('SAR', `N2O (${origin})`).value).toBe('310')
    }
  })

  test('an unknown set or gas is an error that names what there is', () => {
    expect(problemOf(() => gwpSet('AR7'))).toMatchObject({
      code: 'gwp.missing',
      problems: [{ expected: gwpSets().join(', '), hint: expect.stringContaining('"AR') }],
    })
    expect(problemOf(() => gwpOf('AR5', 'HFC-134b'))).toMatchObject({
      code: 'gwp.missing',
      problems: [{ hint: expect.stringContaining('"HFC-134a"') }],
    })
    expect(problemOf(() => gwpOf('AR5', 'constructor')).code).toBe('gwp.missing')
  })

  test('a blend counts by its composition, unrounded', () => {
    // R-410A is half HFC-32 (675), half HFC-125 (3500) in AR4
    expect(gwpOf('AR4', 'R-410A').value).toBe('2087.5')
    expect(gwpOf('AR4', 'R-404A').value).toBe(String(0.44 * 3500 + 0.52 * 4470 + 0.04 * 1430))
    expect(blendOf('R-410A').map(({ component, share }) => [component, share])).toEqual([
      ['HFC-32', '50.0'],
      ['HFC-125', '50.0'],
    ])
    expect(problemOf(() => blendOf('R-406A'))).toMatchObject({ code: 'factor.invalid', problems: [{ found: '110 %' }] })
    expect(problemOf(() => gwpOf('AR4', 'R-999')).code).toBe('gwp.missing')
  })
})

describe('CO2e of a mass', () => {
  test('names its set in the unit', () => {
    expect(toCo2e(quantity('2 t N2O'), 'AR5').toString()).toBe('530 t CO2e (AR5)')
    expect(toCo2e(quantity('1000 kg CH4 (fossil)'), 'AR6').toString()).toBe('29.8 t CO2e (AR6)')
    expect(toCo2e(quantity('1 t CH4 (biogenic)'), 'AR5 (by origin)').toString()).toBe('28 t CO2e (AR5-by-origin)')
    expect(toCo2e(quantity('1 t R-410A'), 'AR4').toString()).toBe('2087.5 t CO2e (AR4)')
  })
  test('is refused for biogenic CO2, for what is no mass of a gas, and across sets', () => {
    expect(problemOf(() => toCo2e(quantity('1 t CO2 (biogenic)'), 'AR5')).code).toBe('unit.substance')
    expect(problemOf(() => toCo2e(quantity('1 TJ'), 'AR5')).code).toBe('unit.differs')
    expect(problemOf(() => toCo2e(quantity('1 kg CH4/TJ'), 'AR5')).code).toBe('unit.differs')
    expect(problemOf(() => toCo2e(quantity('1 t waste (wet)'), 'AR5')).code).toBe('gwp.missing')
    expect(problemOf(() => toCo2e(quantity('1 t N2O'), 'AR5').plus(toCo2e(quantity('1 t N2O'), 'AR4'))).code).toBe(
      'unit.substance',
    )
  })
})
