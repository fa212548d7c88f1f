// `npm run conformance`: every method through every use. What is in test/conformance/uses takes part.
// --json prints the matrix, --random N draws N rows a method, --only NAME tries one use, --no-page leaves the page alone.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { root } from './entries.mjs'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    random: { type: 'string', default: '1000' },
    only: { type: 'string', multiple: true, default: [] },
    'no-page': { type: 'boolean', default: false },
  },
})

const folder = join(root, 'test/conformance')
const files = readdirSync(join(folder, 'uses'))
  .filter((file) => file.endsWith('.ts'))
  .sort()
// beside the scripts, since these find the project from where they are
const [entry, outfile] = [join(folder, '.entry.ts'), join(root, 'scripts/.conformance.mjs')]

const load = async () => {
  try {
    writeFileSync(
      entry,
      [
        `export { main } from './main'`,
        ...files.map((file, index) => `import * as use${index} from './uses/${file.replace(/\.ts$/, '')}'`),
        `export const uses = [${files.map((_, index) => `...Object.values(use${index})`).join(', ')}]`,
      ].join('\n'),
    )
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    })
    return await import(outfile)
  } finally {
    rmSync(entry, { force: true })
    rmSync(outfile, { force: true })
  }
}

const { main, uses } = await load()
const wanted = options.only.length > 0 ? uses.filter(({ name }) => options.only.includes(name)) : uses
if (wanted.length === 0) {
  process.stderr.write(`there is no such use; there are ${uses.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const page = options['no-page'] || options.only.length > 0 ? {} : { page: join(root, 'docs/conformance.md') }
const good = await main(wanted, { json: options.json, random: Number(options.random), ...page })
process.exitCode = good ? 0 : 1
