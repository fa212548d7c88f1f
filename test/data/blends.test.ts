import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { blendOf, gwpOf, isBlend } from '../../src/data/gases'

test('holds the 50 blends of Table 7.8 that print a composition', () => {
  const rows = readFileSync('factors/blends/table-7.8.csv', 'utf8').trim().split('\n').slice(1)
  expect(rows).toHaveLength(135)
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(50)
  expect(isBlend('R-407E')).toBe(true)
})

test('a blend counts by its composition: R-410A is half HFC-32, half HFC-125', () => {
  // AR4: 0.5 × 675 + 0.5 × 3500
  expect(gwpOf('AR4', 'R-410A').value).toBe('2087.5')
  // AR5, R-404A, 44 % HFC-125, 4 % HFC-134a, 52 % HFC-143a: 0.44 × 3170 + 0.04 × 1300 + 0.52 × 4800
  expect(gwpOf('AR5', 'R-404A').value).toBe('3942.8')
  expect(gwpOf('AR5', 'R-404A').notes).toContain('HFC-143a 52.0 %')
})

test('refuses a blend whose printed shares do not add up, and an unknown one', () => {
  expect(() => blendOf('R-406A')).toThrow('do not add up')
  expect(() => gwpOf('AR5', 'R-999Z')).toThrow('has no GWP')
})
