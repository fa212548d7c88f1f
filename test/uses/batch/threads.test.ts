import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { methodOf, methods } from '../../../src/methods'
import { composting } from '../../../src/sectors/waste'
import { evaluateBatch, evaluateBatchOn, sharedColumn } from '../../../src/uses/batch'
import { type Built, buildDoors } from '../../package/built'
import { root } from '../../package/files'
import { asColumns, cases, differenceOf } from './cases'

let built: Built
let threads: Worker[] = []
beforeAll(async () => {
  built = await buildDoors()
  symlinkSync(join(root, 'node_modules'), join(built.folder, 'node_modules'))
  const door = JSON.stringify(pathToFileURL(join(built.folder, 'batch.js')).href)
  const script = `import(${door}).then(({ serveBatch }) => serveBatch(require('node:worker_threads').parentPort))`
  threads = [1, 2, 3].map(() => new Worker(script, { eval: true }))
})
afterAll(async () => {
  await Promise.all(threads.map((thread) => thread.terminate()))
  built.remove()
})

const sizeOf = ({ inputs }: (typeof cases)[number]): number => JSON.stringify(inputs).length

/** The smallest case of each method. */
const smallCases = [...methods().keys()].map((id) => {
  const [small] = cases.filter((each) => each.method.split('?')[0] === id).sort((a, b) => sizeOf(a) - sizeOf(b)) as [
    (typeof cases)[number],
  ]
  return [id, small] as const
})

describe('several threads', () => {
  test.each(smallCases)('give what one gives, to the last bit: %s', async (_, each) => {
    // two stretches and a part of one, with a last turn that is not full; some rows are refused
    const rows = 2 * 4096 + 1001
    let at = 0
    const vary = (value: number) => value * (at++ % 997 === 0 ? -1 : 1 + (at % 13) / 100)
    const inputs = Object.fromEntries(
      Object.entries(each.inputs).map(([name, given]) => [name, asColumns(given, rows, vary)]),
    )
    const method = methodOf(each.method) as never
    const one = evaluateBatch(method, inputs as never, each.context as never, { problems: 3 })
    const several = await evaluateBatchOn(threads, method, inputs as never, each.context as never, { problems: 3 })
    expect(differenceOf(several.run, one.run)).toBeUndefined()
    const again = await evaluateBatchOn(threads, method, inputs as never, each.context as never, { reuse: several })
    expect(differenceOf(again.run, one.run)).toBeUndefined()
    expect(again.run.values.map(({ buffer }) => buffer)).toEqual(several.run.values.map(({ buffer }) => buffer))
    expect([several.problems, several.untold]).toEqual([one.problems, one.untold])
  })

  test('each do a part, also where there are fewer rows than threads', async () => {
    const treated = sharedColumn(2)
    treated.set([1200, -1])
    const { outputs, status } = await evaluateBatchOn(threads, composting, { treated }, {})
    expect([...outputs.ch4.column()]).toEqual([4.8, Number.NaN])
    expect([...status]).toEqual([0, 1])
  })

  test('fail aloud', async () => {
    const broken = new Worker("throw new Error('no such file')", { eval: true })
    await expect(evaluateBatchOn([broken], composting, { treated: Float64Array.of(1) }, {})).rejects.toThrow(
      'A thread failed. Found Error: no such file',
    )
    await expect(evaluateBatchOn([], composting, { treated: Float64Array.of(1) }, {})).rejects.toThrow(
      'There is no thread',
    )
  })
})
