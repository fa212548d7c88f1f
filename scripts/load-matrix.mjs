// Loads the conformance matrix, which is TypeScript, with every use in test/conformance/uses.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './entries.mjs'

const folder = join(root, 'test/conformance')
let count = 0

/**
 * What a module of test/conformance exports, and `uses`; each call loads all anew.
 *
 * @param {string} name the module, without `.ts`
 * @param {import('esbuild').Plugin[]} plugins
 */
export const loadMatrix = async (name, plugins = []) => {
  const files = readdirSync(join(folder, 'uses'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
  // beside the scripts, since these find the project from where they are
  const outfile = join(root, `scripts/.matrix-${process.pid}-${count++}.mjs`)
  const entry = join(folder, `.entry-${process.pid}.ts`)
  try {
    writeFileSync(
      entry,
      [
        `export * from './${name}'`,
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
      plugins,
    })
    return await import(outfile)
  } finally {
    rmSync(entry, { force: true })
    rmSync(outfile, { force: true })
  }
}
