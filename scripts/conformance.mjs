// `npm run conformance`: every method through every use. What is in test/conformance/uses takes part.
// --json prints the matrix, --random N draws N rows a method, --only NAME tries one use, --method ID one method, --slow-cases N
// the first N cases of a method in a use that takes seconds for each; --no-page leaves the page alone, as does all of these.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { loadMatrix } from './load-matrix.mjs'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    random: { type: 'string', default: '1000' },
    only: { type: 'string', multiple: true, default: [] },
    method: { type: 'string', multiple: true, default: [] },
    'slow-cases': { type: 'string', default: 'Infinity' },
    'no-page': { type: 'boolean', default: false },
  },
})

const { main, uses } = await loadMatrix('main')
const wanted = options.only.length > 0 ? uses.filter(({ name }) => options.only.includes(name)) : uses
if (wanted.length === 0) {
  process.stderr.write(`there is no such use; there are ${uses.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const all = options.only.length === 0 && options.method.length === 0 && options['slow-cases'] === 'Infinity'
const whole = all && !options['no-page']
const good = await main(wanted, {
  json: options.json,
  random: Number(options.random),
  slowCases: Number(options['slow-cases']),
  only: options.method,
  ...(whole ? { page: join(root, 'docs/conformance.md') } : {}),
})
process.exitCode = good ? 0 : 1
