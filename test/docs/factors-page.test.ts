import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { distinct, factorsPage, howRead } from '../../scripts/factors-page.mjs'

test('docs/factors.md is that of today: else run `npm run factors:page`', () => {
  expect(readFileSync('docs/factors.md', 'utf8')).toBe(factorsPage())
})

test('has a figure or a word in every cell', () => {
  const rows = factorsPage()
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|  |'))
  expect(rows.length).toBeGreaterThan(50)
  for (const row of rows) expect(row).not.toMatch(/\|\s*\||NaN|undefined|\[object/)
})

test('the totals that it shows are reached', () => {
  const [, totals] = /## Totals\n([\s\S]*?)\n## /.exec(factorsPage()) ?? []
  expect(totals?.match(/\| yes \|/g)).toHaveLength(3)
})

test('a printed value counts once, for however many fuels, sectors and countries it stands', () => {
  const row = { table: 'table-2.2', parameter: 'EF', value: '3', unit: 'kg CH4/TJ (NCV)', lower: '1', upper: '10' }
  expect(distinct([row, { ...row, fuel: 'naphtha', sector: 'residential', region: 'ID' }])).toBe(1)
  const others = [
    { value: '30' },
    { unit: 'kg N2O/TJ (NCV)' },
    { upper: '30' },
    { table: 'table-2.3' },
    { parameter: 'k' },
  ]
  expect(distinct([row, ...others.map((other) => ({ ...row, ...other }))])).toBe(6)
  expect(distinct([{ table: 'AR5', set: 'AR5', gas: 'CH4', value: '28' }])).toBe(1)
  expect(distinct([{ table: 't', blend: 'R-410A', component: 'HFC-32', value: '50', unit: '%' }])).toBe(1)
})

test('what nobody read is not said to be read', () => {
  const read = { status: 'read', notes: '' }
  const copied = { status: 'secondary', notes: 'seen in a/b 1a2b c.csv; same in d/e' }
  expect(howRead({ table: 'Table 1, p 7' }, [read])).toBe('Read: Table 1, p 7')
  expect(howRead({ table: 'Table 1, p 7' }, [copied, copied])).toBe(
    'Cited, not read: Table 1, p 7; copy: a/b 1a2b c.csv.',
  )
  expect(howRead({ table: 'Table 1, p 7' }, [read, copied])).toBe(
    'Cited, 1 of 2 rows not read: Table 1, p 7; copy: a/b 1a2b c.csv.',
  )
  expect(howRead({ read: 'Not the report: a/b.' }, [copied])).toBe('Cited, not read; seen: Not the report: a/b.')
  // all GWP of AR5 are secondary
  expect(factorsPage()).toMatch(/### gwp: AR5\n[^#]*- Cited, not read: Table 8\.A\.1, pp 731-738; copy: \S/)
})
