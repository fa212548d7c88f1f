import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { methodPages, writtenPages } from '../../scripts/method-pages.mjs'
import { methods } from '../../src/methods'
import { methodPage } from '../../src/uses/document'

const pages = methodPages({ methods, methodPage })

test('docs/methods holds a page for each method and no other', () => {
  expect(writtenPages()).toEqual([...pages.keys()].sort())
  expect(pages.size).toBe(methods().size + 1)
})

test.each([...pages])('docs/methods/%s is that of today: else run `npm run pages`', (name, text) => {
  expect(readFileSync(`docs/methods/${name}`, 'utf8')).toBe(text)
})

test('every page has a worked example', () => {
  for (const [name, text] of pages) if (name !== 'README.md') expect(text, name).toContain('## Worked example')
})
