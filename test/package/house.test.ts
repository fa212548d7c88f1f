import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtIn } from '../../scripts/entries.mjs'
import { manifest, sourceFiles } from './files'
import { checkHouse, importsOf } from './house'

const files = sourceFiles()
const house = checkHouse(files)

const findingsOf = (modules: Record<string, string>): readonly string[] =>
  checkHouse(new Map(Object.entries({ 'src/core/errors.ts': '', 'src/core/graph/index.ts': '', ...modules }))).findings

describe('the house', () => {
  test('imports point downwards only, without circles', () => {
    expect(house.findings).toEqual([])
  })

  test('was looked at in full', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(['src/index.ts', 'src/core/errors.ts']))
    expect(house.imports).toBeGreaterThan(files.size)
  })

  test('imports what package.json declares, and all of it', () => {
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
    const imported = [...house.packages.keys()].filter((name) => !name.startsWith('node:'))
    expect(imported.sort()).toEqual([...Object.keys(declared), ...builtIn].sort())
    for (const name of builtIn) expect(readFileSync('NOTICE', 'utf8')).toContain(`- ${name}, Copyright`)
  })
})

describe('the check of the house', () => {
  const planted: Record<string, [Record<string, string>, RegExp]> = {
    'core that imports data': [
      { 'src/core/bad.ts': `import { x } from '../data/gases'`, 'src/data/gases/index.ts': '' },
      /core is below data/,
    ],
    'data that imports a sector': [
      { 'src/data/gases/gwp.ts': `export * from '../../sectors/waste'`, 'src/sectors/waste/index.ts': '' },
      /data is below sectors/,
    ],
    'a type from above': [
      { 'src/core/bad.ts': `import type { R } from '../uses/exact'`, 'src/uses/exact/index.ts': '' },
      /core is below uses/,
    ],
    'a type from above, inside a type': [
      { 'src/core/bad.ts': `type R = import('../uses/exact').R`, 'src/uses/exact/index.ts': '' },
      /core is below uses/,
    ],
    'a sector that imports another': [
      { 'src/sectors/waste/a.ts': `import { x } from '../transport'`, 'src/sectors/transport/index.ts': '' },
      /imports no other sector/,
    ],
    'a sector that imports a use': [
      { 'src/sectors/waste/a.ts': `import { x } from '../../uses/exact'`, 'src/uses/exact/index.ts': '' },
      /sectors and uses never/,
    ],
    'a use that imports a sector': [
      { 'src/uses/exact/a.ts': `import { x } from '../../sectors/waste/b'`, 'src/sectors/waste/b.ts': '' },
      /uses and sectors never/,
    ],
    'a use that imports another': [
      { 'src/uses/batch/a.ts': `const x = await import('../exact')`, 'src/uses/exact/index.ts': '' },
      /a use imports no other use but evaluation/,
    ],
    'accounts that import app': [
      { 'src/accounts/project/a.ts': `import { x } from '../../app/report'`, 'src/app/report/index.ts': '' },
      /accounts is below app/,
    ],
    'a sector that imports a facade': [
      { 'src/sectors/waste/a.ts': `import { x } from '../../methods'`, 'src/methods.ts': '' },
      /sectors is below facade/,
    ],
    'a facade that imports app': [
      { 'src/index.ts': `export * from './app/cli'`, 'src/app/cli/index.ts': '' },
      /a facade imports nothing from app/,
    ],
    'an unknown room': [
      { 'src/helpers/strings/a.ts': `import { fail } from '../../core/errors'` },
      /there is no room "helpers"/,
    ],
    'a module that is not there': [{ 'src/core/a.ts': `import { x } from './nowhere'` }, /not a module of src/],
    'a module outside src': [{ 'src/core/a.ts': `import { x } from '../../test/x'` }, /not a module of src/],
    'a circle of modules': [
      { 'src/core/a.ts': `import { b } from './b'`, 'src/core/b.ts': `import { a } from './a'` },
      /a circle: src\/core\/a\.ts → src\/core\/b\.ts → src\/core\/a\.ts/,
    ],
    'a circle of folders': [
      {
        'src/sectors/energy/a.ts': `import { x } from '../cobenefits/b'`,
        'src/sectors/cobenefits/b.ts': '',
        'src/sectors/cobenefits/c.ts': `import { x } from '../energy/d'`,
        'src/sectors/energy/d.ts': '',
      },
      /a circle of folders: src\/sectors\/energy → src\/sectors\/cobenefits → src\/sectors\/energy/,
    ],
    'Node below app': [{ 'src/accounts/project/a.ts': `import { readFileSync } from 'node:fs'` }, /only app may/],
    'YAML below app': [{ 'src/accounts/project/a.ts': `import { parse } from 'yaml'` }, /only app may/],
  }

  test.each(Object.entries(planted))('finds %s', (_, [modules, text]) => {
    const findings = findingsOf(modules)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatch(text)
  })

  test('finds nothing in what is allowed', () => {
    const allowed = {
      'src/data/gases/index.ts': `import { fail } from '../../core/errors'`,
      'src/data/factors/generated/gwp.ts': `import type { Row } from '../../gases'`,
      'src/sectors/energy/index.ts': `import { exp } from '../../core/graph'`,
      'src/sectors/waste/index.ts': `import { gas } from '../energy'`,
      'src/sectors/measures/index.ts': `import { composting } from '../waste'\nimport { gwp } from '../../data/gases'`,
      'src/uses/exact/index.ts': `import { version } from '../../../package.json'\nimport { Decimal } from 'decimal.js'`,
      'src/methods.ts': `import * as waste from './sectors/waste'`,
      'src/index.ts': `export * from './uses/exact'\nexport * from './accounts/project'`,
      'src/accounts/project/index.ts': `import { methods } from '../../methods'\nimport { x } from '../../uses/exact'`,
      'src/app/report/index.ts': `import { run } from '../../accounts/project'`,
      'src/app/cli/index.ts': `import { readFileSync } from 'node:fs'\nimport { report } from '../report'`,
    }
    expect(findingsOf(allowed)).toEqual([])
  })

  test('reads every way to import', () => {
    const text = `
      import a from 'a'
      import { type B } from 'b'
      import type { C } from 'c'
      import 'd'
      export * from 'e'
      export type { F } from 'f'
      const g = () => import('g')
      const h = require('h')
      type I = import('i').I
      const text = "import x from 'no'" // import y from 'no'
    `
    const taken = importsOf(text).map(({ from, runs }) => (runs ? from : `(${from})`))
    expect(taken.join(' ')).toBe('a b (c) d e (f) g h (i)')
  })
})
