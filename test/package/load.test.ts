import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import vm from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtName, entries } from '../../scripts/entries.mjs'
import { type Built, buildDoors, bundleFor } from './built'
import { root } from './files'

// Only the command line is for Node alone: its folder reads files. All else must load where there is nothing but the
// language itself: no process, no console, no timers, no network, and no code made from strings.
const forNodeOnly = ['cli']
// zod keeps its settings and its registry of schemas under these names, one of each for all copies of zod in a page.
const zodsOwn = ['__zod_globalConfig', '__zod_globalRegistry']
const doors = entries().filter(({ name }) => !forNodeOnly.includes(name))

let built: Built
beforeAll(async () => {
  built = await buildDoors()
  symlinkSync(join(root, 'node_modules'), join(built.folder, 'node_modules'), 'junction')
})
afterAll(() => built?.remove())

/** Every value that can be reached from the global object, by way of own properties. */
const look = `(() => {
  const known = new Map()
  const walk = (object, path) => {
    if (known.has(object)) return
    const shape = new Map()
    known.set(object, { path, shape })
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key)
      shape.set(key, [value, get, set])
      for (const each of [value, get, set])
        if (each !== null && (typeof each === 'object' || typeof each === 'function')) walk(each, path + '.' + String(key))
    }
  }
  walk(globalThis, 'globalThis')
  return () => {
    const changes = []
    for (const [object, { path, shape }] of known) {
      for (const key of new Set([...shape.keys(), ...Reflect.ownKeys(object)])) {
        const now = Object.getOwnPropertyDescriptor(object, key)
        const [value, get, set] = shape.get(key) ?? []
        if (!shape.has(key) || !now || !Object.is(now.value, value) || now.get !== get || now.set !== set)
          changes.push(path + '.' + String(key))
      }
    }
    return changes
  }
})()`

/** Runs a script in a bare world and says what it changed there. */
const changesBy = (script: string): string[] => {
  const world = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } })
  // to try and catch is refused too: a page with a strict policy reports the attempt
  vm.runInContext(
    `delete globalThis.console
    let attempts = 0
    const { prototype } = Function
    globalThis.Function = function () { attempts += 1; throw new EvalError('no code from strings') }
    globalThis.Function.prototype = prototype`,
    world,
  )
  const changes = vm.runInContext(look, world) as () => string[]
  vm.runInContext(`'use strict';\n${script}`, world)
  const attempts = vm.runInContext('attempts', world) as number
  const rest = changes().filter((each) => !zodsOwn.includes(each.replace('globalThis.', '')))
  return [...rest, ...new Array<string>(attempts).fill('an attempt to make code from a string')]
}

describe('loading', () => {
  test.each(doors.map(({ name }) => name))('%s does nothing, and needs nothing but the language', async (name) => {
    const path = name === '.' ? 'citymrv' : `citymrv/${name}`
    const script = await bundleFor(built, `export * from '${path}'`, 'door')
    expect(script.length).toBeGreaterThan(100)
    expect(changesBy(script)).toEqual(['globalThis.door'])
  })

  test('all doors together gives one MrvError', async () => {
    expect(doors.length).toBeGreaterThan(5)
    const paths = doors.map(({ name }) => pathToFileURL(join(built.folder, `${builtName(name)}.js`)).href)
    const loaded = (await Promise.all(paths.map((path) => import(path)))) as Record<string, unknown>[]
    const errors = loaded.flatMap(({ MrvError }) => MrvError ?? [])
    expect(errors.length).toBeGreaterThan(1)
    expect(new Set(errors).size).toBe(1)
  })

  test.each(entries().map(({ name }) => name))('%s in Node prints nothing and leaves nothing running', (name) => {
    const url = pathToFileURL(join(built.folder, `${builtName(name)}.js`)).href
    const script = `
      const names = [...Object.getOwnPropertyNames(globalThis), ...${JSON.stringify(zodsOwn)}]
      const listeners = () => process.eventNames().map((each) => [String(each), process.listenerCount(each)])
      const before = JSON.stringify([listeners(), process.exitCode, process.env, process.cwd()])
      const door = await import(${JSON.stringify(url)})
      const after = JSON.stringify([listeners(), process.exitCode, process.env, process.cwd()])
      if (Object.keys(door).length === 0) throw new Error('it exports nothing')
      if (after !== before) throw new Error('the process is changed: ' + after)
      const extra = Object.getOwnPropertyNames(globalThis).filter((each) => !names.includes(each))
      if (extra.length > 0) throw new Error('new globals: ' + extra)`
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script]
    const run = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 20_000 })
    expect({ status: run.status, signal: run.signal, out: run.stdout, err: run.stderr }).toEqual({
      status: 0,
      signal: null,
      out: '',
      err: '',
    })
  })
})

describe('the check of loading', () => {
  test.each([
    ['a new global', 'globalThis.extra = 1', ['globalThis.extra']],
    ['a changed built-in', 'Array.prototype.last = () => 1', ['globalThis.Array.prototype.last']],
    ['a replaced built-in', 'Math.max = () => 1', ['globalThis.Math.max']],
    ['code made from strings', 'try { new Function("") } catch {}', ['an attempt to make code from a string']],
  ])('finds %s', (_, script, changes) => expect(changesBy(script)).toEqual(changes))

  test.each([
    ['code made from strings', 'Function("return 1")()'],
    ['a use of the process', 'process.exitCode = 0'],
    ['a timer', 'setTimeout(() => 1, 1)'],
    ['output', 'console.log(1)'],
  ])('refuses %s', (_, script) => expect(() => changesBy(script)).toThrow())
})
