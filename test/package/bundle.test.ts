import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markPure } from '../../scripts/pure.mjs'
import type { FactorTable } from '../../src/data/factors'
import * as tables from '../../src/data/factors/generated'
import * as gases from '../../src/data/gases'
import { methods } from '../../src/methods'
import { type Built, buildDoors, bundleFor } from './built'
import { root } from './files'

let built: Built
let one = ''
let all = ''
beforeAll(async () => {
  built = await buildDoors()
  one = await bundleFor(
    built,
    `import { evaluate } from 'citymrv'
     import { composting } from 'citymrv/waste'
     globalThis.ch4 = evaluate(composting, { treated: '1200 t' }).outputs.ch4.value`,
  )
  all = await bundleFor(built, `import { methods } from 'citymrv/methods'\nglobalThis.ids = [...methods().keys()]`)
})
afterAll(() => built?.remove())

const ids = [...methods().keys()].map((id) => id.split('?')[0] as string)
const others = ids.filter((id) => id !== 'waste.composting')
const nameOf = ({ source, table }: FactorTable) => `${source.id}/${table}`
const ownTable = nameOf(tables.ipcc2006V5Table41)
const otherTables = Object.values(tables)
  .map(nameOf)
  .filter((name) => name !== ownTable)
const cause =
  'a bundle with one method holds more than that. Likely causes: an index.ts that does more than re-export, a module ' +
  'of the sector that runs statements when loaded, a list of methods or tables outside src/methods.ts'

/** The markers that stand in a text as whole words. */
const found = (text: string, markers: readonly string[]) =>
  markers.filter((marker) => new RegExp(`["'\`]${marker.replaceAll('.', '\\.')}["'\`]`).test(text))

describe('a bundle', () => {
  test('with one method holds that method and its table, and works', () => {
    expect(found(one, ['waste.composting'])).toHaveLength(1)
    expect(found(one, [ownTable])).toHaveLength(1)
    const page = { ch4: undefined }
    new Function('globalThis', one)(page)
    expect(page.ch4).toBe('4.8')
  })

  test('with one method holds no other, of its sector or of another', () => {
    expect(others.length).toBeGreaterThan(4)
    expect(found(one, others), cause).toEqual([])
  })

  test('with one method holds no table that it does not use', () => {
    expect(otherTables.length).toBeGreaterThan(20)
    expect(found(one, otherTables), cause).toEqual([])
  })

  test('with all methods holds them all: the markers can be found', () => {
    expect(found(all, ids)).toEqual(ids)
    expect(found(all, otherTables).length).toBeGreaterThan(10)
  })

  test('with a unit conversion only holds no method, table or GWP set', async () => {
    const text = await bundleFor(
      built,
      `import { quantity } from 'citymrv/quantity'\nglobalThis.kg = quantity('1.5 t CO2').in('kg CO2').value`,
    )
    expect(found(text, [...ids, 'AR5-ccf', ownTable])).toEqual([])
    expect(text.length).toBeLessThan(one.length / 2)
  })
})

describe('marking what is made as pure', () => {
  const pure = (inner: string) => `/* @__PURE__ */ (() => (${inner}))()`

  test.each([
    ['const a = f()', `const a = ${pure('f()')}`],
    ['export const a = new Map([[1, 2]])', `export const a = ${pure('new Map([[1, 2]])')}`],
    ['const a = { b: [...c] } as const', `const a = ${pure('{ b: [...c] } as const')}`],
    ['const a = f(), b = 1, c = g()', `const a = ${pure('f()')}, b = 1, c = ${pure('g()')}`],
    ['const a: Map<string, number> = new Map()', `const a: Map<string, number> = ${pure('new Map()')}`],
  ])('marks %s', (text, marked) => expect(markPure(text)).toBe(marked))

  test.each([
    'const a = 1',
    'const a = { b: "f()" }',
    'const a = () => f()',
    'const a = function () { return new Map() }',
    'let a = f()',
    'f()',
    'const { a } = f()',
    'function b() { const a = f() }',
  ])('leaves %s', (text) => expect(markPure(text)).toBe(text))
})

describe('a namespace', () => {
  const file = join(root, 'src/module.ts')

  test('that is used as an object becomes one of its members, in their order', () => {
    const marked = markPure(`import * as gases from './data/gases'\nexport const f = () => Object.values(gases)`, file)
    expect(marked).not.toContain('* as')
    const names = Object.keys(gases).sort()
    const text = marked.replace(/import .* from '.*'/, '').replace('export const f =', 'return')
    const given = names.map((name) => `gases$${name}`)
    expect(new Function(...given, text)(...names)()).toEqual(names)
    expect(names).toContain('toCo2e')
  })

  test('of which only members are used stays', () => {
    const text = `import * as gases from './data/gases'\nexport const f = () => gases.toCo2e`
    expect(markPure(text, file)).toBe(text)
  })
})
