import { describe, expect, test } from 'vitest'
import { pagesOf, printed } from '../../scripts/factors-locate.mjs'

describe('looking a factor up on its page', () => {
  test.each([
    ['Ch 2, Table 2.2, p 2.16', ['2.16']],
    ['Ch 6, Table 6.5, p 6.15; bounds Table 6.7, p 6.17', ['6.15']],
    ['Table 7.9, pp 7.52-7.54', ['7.52', '7.53', '7.54']],
    ['Table 8.A.1, pp 731-733', ['731', '732', '733']],
    ['sheet Food, cell I11', []],
  ])('reads the pages of %s', (locator, pages) => {
    expect(pagesOf(locator)).toEqual(pages)
  })
  test.each([
    ['73300', 'Crude Oil 73 300 71 100'],
    ['73300', '73,300'],
    ['0.09', 'k .09'],
    ['0.4', '(0.4)'],
    ['-15', 'from −15 % to'],
    ['3.5e-07', '3.5E-07'],
    ['3.5e-07', '3.5 × 10–7 per well'],
    ['2e06', '2E+06'],
  ])('finds %s in "%s"', (value, text) => {
    expect(printed(value).test(text)).toBe(true)
  })
  test.each([
    ['3', '30 300 0.3 3.0 3,000 13'],
    ['0.4', '0.45 10.4 0.4.1'],
    ['73300', '173300 733000'],
    ['3.5e-07', '3.5 13.5E-07 3.5E-06 3.5E07'],
  ])('does not find %s in "%s"', (value, text) => {
    expect(printed(value).test(text)).toBe(false)
  })
})
