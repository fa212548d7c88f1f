// `npm run conformance`: every method through every use. What is in test/conformance/uses takes part.
// --json prints the matrix, --random N draws N rows a method, --only NAME tries one use, --no-page leaves the page alone.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { loadMatrix } from './load-matrix.mjs'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    random: { type: 'string', default: '1000' },
    only: { type: 'string', multiple: true, default: [] },
    'no-page': { type: 'boolean', default: false },
  },
})

const { main, uses } = await loadMatrix('main')
const wanted = options.only.length > 0 ? uses.filter(({ name }) => options.only.includes(name)) : uses
if (wanted.length === 0) {
  process.stderr.write(`there is no such use; there are ${uses.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const page = options['no-page'] || options.only.length > 0 ? {} : { page: join(root, 'docs/conformance.md') }
const good = await main(wanted, { json: options.json, random: Number(options.random), ...page })
process.exitCode = good ? 0 : 1
