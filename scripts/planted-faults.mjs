// `npm run conformance:faults`: plants the faults of test/conformance/faults.mjs in each use, one at a time, and shows that
// the conformance matrix finds each, and nothing where none is planted. --only NAME tries one use, --without NAME none of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { faults } from '../test/conformance/faults.mjs'
import { refuse, startChecks } from './checks.mjs'
import { root } from './entries.mjs'
import { loadMatrix } from './load-matrix.mjs'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    without: { type: 'string', multiple: true, default: [] },
  },
})

/** Changes the source of one file while it is bundled. */
const plant = ({ file, from, to }) => ({
  name: 'plant',
  setup: ({ onLoad }) => {
    const path = join(root, file)
    const source = readFileSync(path, 'utf8')
    if (source.split(from).length !== 2) refuse(`"${from}" must stand once in ${file}, and does not`)
    onLoad({ filter: /\.ts$/ }, (load) =>
      load.path === path ? { contents: source.replace(from, () => to), loader: 'ts' } : undefined,
    )
  },
})

const kinds = ['operator', 'constant', 'look-up row']

/** What is found in a method through a use. */
const find = async (name, method, plugins) => {
  const { uses, firstFailure } = await loadMatrix('planted', plugins)
  const use = uses.find((each) => each.name === name)
  try {
    return await firstFailure(use, method)
  } finally {
    await use.stop?.()
  }
}

const { uses } = await loadMatrix('planted')
const wanted = uses
  .map(({ name }) => name)
  .filter((name) => (options.only.length === 0 || options.only.includes(name)) && !options.without.includes(name))
const { check, end } = startChecks()
await check('there are uses', () => (wanted.length > 0 ? undefined : refuse('no use is left')))
for (const name of wanted) {
  const planted = faults[name] ?? {}
  for (const method of new Set(Object.values(planted).map((fault) => fault.method))) {
    await check(`${name}: no fault, nothing found in ${method}`, async () => {
      const found = await find(name, method, [])
      if (found !== undefined) refuse(found)
    })
  }
  for (const kind of kinds) {
    await check(`${name}: a wrong ${kind} is found`, async () => {
      const fault = planted[kind] ?? refuse(`test/conformance/faults.mjs plants no wrong ${kind} in ${name}`)
      const found = (await find(name, fault.method, [plant(fault)])) ?? refuse(`nothing was found in ${fault.method}`)
      console.log(`    ${found}`)
    })
  }
}
end()
