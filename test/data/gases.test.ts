import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { MrvError, quantity } from '../../src/core'
import { blendOf, gwpFactorRow, gwpOf, gwpSet, gwpSets, toCo2e } from '../../src/data/gases'

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
  const horizons = [
    ['AR4-GWP20', 'GWP', '20'],
    ['AR4-GWP500', 'GWP', '500'],
    ['AR5-GWP20', 'GWP', '20'],
    ['AR6-GTP100', 'GTP', '100'],
    ['AR6-GTP50', 'GTP', '50'],
    ['AR6-GWP20', 'GWP', '20'],
    ['AR6-GWP500', 'GWP', '500'],
    ['TAR-GWP20', 'GWP', '20'],
    ['TAR-GWP500', 'GWP', '500'],
  ]
  test('are seven at 100 years, and those that name their metric and horizon', () => {
    const hundred = ['AR4', 'AR5', 'AR5-by-origin', 'AR5-ccf', 'AR6', 'SAR', 'TAR'].map((set) => [set, 'GWP', '100'])
    const sets = new Set(gwpSets().flatMap((set) => gwpSet(set).map((row) => [set, row.metric, row.horizon].join())))
    expect([...sets].sort()).toEqual([...hundred, ...horizons].map((each) => each.join()).sort())
    for (const set of gwpSets()) {
      for (const row of gwpSet(set)) expect([row.document === '', row.locator === '']).toEqual([false, false])
      expect(gwpOf(set, 'CO2').value).toBe('1')
    }
  })

  test('hold every row of their tables, as it stands there', () => {
    const written = ['gwp', 'gwp-horizons'].flatMap((folder) =>
      readdirSync(`factors/${folder}`)
        .filter((name) => name.endsWith('.csv'))
        .flatMap((name) => parse<Record<string, string>>(readFileSync(`factors/${folder}/${name}`), { columns: true })),
    )
    expect(written.length).toBe(gwpSets().flatMap((set) => gwpSet(set)).length)
    for (const { notes, ...row } of written) {
      const found = gwpOf(row.set as string, row.gas as string)
      const metric = row.set?.includes('GTP') ? 'GTP' : 'GWP'
      expect(found).toEqual({ metric, ...row, ...(notes ? { notes } : {}) })
    }
  })

  // TAR Table 6.7, AR4 Table 2.14, AR5 Table 8.A.1, AR6 Table 7.15
  test.each([
    ['TAR-GWP20', '62', '62', '275'],
    ['TAR-GWP500', '7', '7', '156'],
    ['AR4-GWP20', '72', '72', '289'],
    ['AR4-GWP500', '7.6', '7.6', '153'],
    ['AR5-GWP20', '84', '84', '264'],
    ['AR6-GWP20', '79.7', '82.5', '273'],
    ['AR6-GWP500', '7.2', '10.0', '130'],
    ['AR6-GTP50', '10.4', '13.2', '290'],
    ['AR6-GTP100', '4.7', '7.5', '233'],
  ])('%s: CH4 biogenic %s, fossil %s; N2O %s', (set, biogenic, fossil, n2o) => {
    const gases = ['CH4 (biogenic)', 'CH4 (fossil)', 'N2O']
    expect(gases.map((gas) => gwpOf(set, gas).value)).toEqual([biogenic, fossil, n2o])
  })

  test('GWP100 may be said of the sets over 100 years, and of no other', () => {
    expect(gwpOf('AR6-GWP100', 'N2O')).toEqual(gwpOf('AR6', 'N2O'))
    expect(problemOf(() => gwpOf('AR6-GTP100-GWP100', 'N2O')).code).toBe('gwp.missing')
  })

  test('a factor row names metric and horizon', () => {
    expect(gwpFactorRow(gwpOf('AR5', 'CH4'))).toMatchObject({
      id: 'gwp-ar5-ch4',
      parameter: 'GWP',
      unit: 'kg CO2e/kg CH4',
      title: 'Global warming potential of CH4, 100 years',
    })
    expect(gwpFactorRow(gwpOf('AR6-GTP50', 'CH4 (fossil)'))).toMatchObject({
      id: 'gwp-ar6-gtp50-ch4-fossil',
      parameter: 'GTP',
      edition: 'AR6-GTP50',
      title: 'Global temperature-change potential of CH4 (fossil), 50 years',
    })
    expect(problemOf(() => gwpOf('AR6-GTP50', 'SF6')).message).toContain('AR6-GTP50 has no GTP for "SF6"')
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
    expect(toCo2e(quantity('2 t CH4 (fossil)'), 'AR6-GWP20').toString()).toBe('165 t CO2e (AR6-GWP20)')
    expect(toCo2e(quantity('2 t CH4 (fossil)'), 'AR6-GTP100').toString()).toBe('15 t CO2e (AR6-GTP100)')
    expect(toCo2e(quantity('2 t CH4 (fossil)'), 'AR6-GWP100').toString()).toBe('59.6 t CO2e (AR6)')
  })
  test('is refused for biogenic CO2, for what is no mass of a gas, and across sets', () => {
    expect(problemOf(() => toCo2e(quantity('1 t CO2 (biogenic)'), 'AR5')).code).toBe('unit.substance')
    expect(problemOf(() => gwpOf('AR5', 'CO2 (biogenic)')).code).toBe('unit.substance')
    expect(problemOf(() => toCo2e(quantity('1 TJ'), 'AR5')).code).toBe('unit.differs')
    expect(problemOf(() => toCo2e(quantity('1 kg CH4/TJ'), 'AR5')).code).toBe('unit.differs')
    expect(problemOf(() => toCo2e(quantity('1 t waste (wet)'), 'AR5')).code).toBe('gwp.missing')
    expect(problemOf(() => toCo2e(quantity('1 t N2O'), 'AR5').plus(toCo2e(quantity('1 t N2O'), 'AR4'))).code).toBe(
      'unit.substance',
    )
  })
})
