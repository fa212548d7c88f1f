import { describe, expect, test } from 'vitest'
import { evaluate, MrvError } from '../../src'
import { backcastDeposits, solidWasteDisposal } from '../../src/sectors/waste'

const census = { 1950: '400000', 1960: '500000', 1980: '900000' }
const values = (result: ReturnType<typeof backcastDeposits>) =>
  Object.fromEntries(result.years.map(({ year, value }) => [year, value]))
const problemsOf = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.message
  }
  return 'nothing was thrown'
}

describe('deposits of years that nobody weighed', () => {
  test('are proportional to population, which is linear between censuses', () => {
    const result = backcastDeposits({
      deposited: { 1980: '90 kt', 1981: '93000' },
      drivers: { population: { values: { ...census, 1981: '920000' } } },
      from: 1950,
    })
    // 0.1 t a head; 450000 people in 1955, 700000 in 1970
    expect(values(result)).toMatchObject({ 1950: '40000', 1955: '45000', 1960: '50000', 1970: '70000', 1980: '90000' })
    expect(result.years).toHaveLength(32)
    expect(result.estimated).toEqual(Array.from({ length: 30 }, (_, i) => 1950 + i))
    expect(result.years[5]).toEqual({
      year: 1955,
      value: '45000',
      status: 'estimated',
      how: 'by population, per driver as in 1980; population between 1950 and 1960',
    })
    expect(result.years[30]).toEqual({ year: 1980, value: '90000', status: 'given' })
  })

  test('between known years the amount a head is linear', () => {
    const drivers = { population: { values: { 2000: '100', 2001: '200', 2002: '300' } } }
    // 1 t a head in 2000, 2 in 2002: 1.5 for 200 heads in 2001
    const result = backcastDeposits({ deposited: { 2000: '100', 2002: '600' }, drivers, from: 2000 })
    expect(values(result)).toEqual({ 2000: '100', 2001: '300', 2002: '600' })
    expect(result.estimated).toEqual([2001])
  })

  test('follow several drivers, each by its power', () => {
    const drivers = {
      population: { values: { 1990: '1', 1991: '2' } },
      'GDP a head': { values: { 1990: '100', 1991: '400' }, elasticity: '0.5' },
    }
    // half the people, half of the root of a fourth: 1000/2/2
    expect(values(backcastDeposits({ deposited: { 1991: '1000' }, drivers, from: 1990 }))).toEqual({
      1990: '250',
      1991: '1000',
    })
  })

  test('of industry follow GDP', () => {
    const drivers = { GDP: { values: { 1970: '20', 1990: '60' } } }
    const result = backcastDeposits({ deposited: { 1990: '3000' }, drivers, from: 1970 })
    expect([result.years[0]?.value, result.years[10]?.value]).toEqual(['1000', '2000'])
  })

  test('feed a landfill, and their digest is of what was given', () => {
    const options = { deposited: { 1980: '90000' }, drivers: { population: { values: census } }, from: 1950 }
    const food = backcastDeposits(options)
    expect(backcastDeposits(options).digest).toBe(food.digest)
    expect(backcastDeposits({ ...options, from: 1951 }).digest).not.toBe(food.digest)
    const site = { from: 1950, values: food.years.map(() => 'unmanaged-deep' as const) }
    const { ch4 } = evaluate(solidWasteDisposal, {
      deposited: { food: food.series },
      climate: 'tropical-dry',
      site,
    }).outputs
    expect(ch4.at({ year: '1980' }).toNumber()).toBeGreaterThan(0)
  })

  test('a short history gives too little methane', () => {
    const ch4In = (from: number) => {
      const { series } = backcastDeposits({
        deposited: { 1980: '90000' },
        drivers: { population: { values: census } },
        from,
      })
      const site = { from, values: series.values.map(() => 'unmanaged-deep' as const) }
      return evaluate(solidWasteDisposal, { deposited: { wood: series }, climate: 'boreal-temperate-dry', site })
        .outputs.ch4.at({ year: '1980' })
        .toNumber()
    }
    expect(ch4In(1970) / ch4In(1950)).toBeLessThan(0.6)
  })
})

describe('what is refused', () => {
  const good = { deposited: { 1980: '90000' }, drivers: { population: { values: census } }, from: 1950 }

  test('years before those of the driver: it is not extrapolated', () => {
    expect(problemsOf(() => backcastDeposits({ ...good, from: 1948 }))).toMatch(/1948.*1949/s)
  })

  test('all that is wrong at once', () => {
    const message = problemsOf(() =>
      backcastDeposits({
        deposited: { 1980: '-5', 1981: '12 t waste (dry)' },
        drivers: { population: { values: { 1950: '0', 1980: 'many' } } },
        from: 1950,
      }),
    )
    for (const part of ['below 0', 'the basis differs', 'not above 0', 'not a number']) expect(message).toContain(part)
  })

  test('no driver, no deposit, a first deposit of 0, a first year after the known ones, a year that is none', () => {
    expect(problemsOf(() => backcastDeposits({ ...good, drivers: {} }))).toContain('no driver')
    expect(problemsOf(() => backcastDeposits({ ...good, deposited: {} }))).toContain('no value')
    expect(problemsOf(() => backcastDeposits({ ...good, deposited: { 1980: '0' } }))).toContain('opened later')
    expect(problemsOf(() => backcastDeposits({ ...good, from: 1990 }))).toContain('1980 or a year before it')
    expect(problemsOf(() => backcastDeposits({ ...good, deposited: { 80: '1' } }))).toContain('"80" is not a year')
  })

  test('zeros that are given stay', () => {
    const result = backcastDeposits({ ...good, deposited: { 1950: '0', 1960: '0', 1980: '90000' } })
    expect(result.years[5]?.value).toBe('0')
    expect(result.years[20]?.value).toBe('35000')
  })
})
