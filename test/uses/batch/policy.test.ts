import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Built, buildDoors } from '../../package/built'
import { root } from '../../package/files'

let built: Built
beforeAll(async () => {
  built = await buildDoors()
  symlinkSync(join(root, 'node_modules'), join(built.folder, 'node_modules'))
})
afterAll(() => built.remove())

test('computes where no code may be made from strings', () => {
  const door = (name: string) => JSON.stringify(pathToFileURL(join(built.folder, `${name}.js`)).href)
  const script = `
    const { evaluateBatch } = await import(${door('batch')})
    const { composting } = await import(${door('waste')})
    const { outputs } = evaluateBatch(composting, { treated: Float64Array.of(1200, -1) }, { gwp: 'AR5' })
    console.log([...outputs.ch4.column()].join())`
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script]
  const run = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 20_000 })
  expect([run.status, run.stdout.trim(), run.stderr]).toEqual([0, '4.8,NaN', ''])
})
