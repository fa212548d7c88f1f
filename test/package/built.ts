import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { builtName, entries } from '../../scripts/entries.mjs'
import { pure } from '../../scripts/pure.mjs'
import { root } from './files'

export interface Built {
  readonly folder: string
  remove(): void
}

/** Builds the package's doors as tsup does for `import`, without types, into a new folder. */
export const buildDoors = async (): Promise<Built> => {
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-built-'))
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries().map(({ name, source }) => [builtName(name), source])),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    packages: 'external',
    plugins: [pure],
    logLevel: 'error',
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', sideEffects: false }))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What a user's bundler makes of `code` for a browser; `citymrv/…` are the built doors. */
export const bundleFor = async (built: Built, code: string, globalName?: string): Promise<string> => {
  const result = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'user.mjs' },
    bundle: true,
    format: globalName === undefined ? 'esm' : 'iife',
    ...(globalName === undefined ? {} : { globalName }),
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    nodePaths: [join(root, 'node_modules')],
    plugins: [
      {
        name: 'citymrv',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^citymrv(\/|$)/ }, ({ path }) => ({
            path: join(built.folder, `${builtName(path.replace(/^citymrv\/?/, '') || '.')}.js`),
            sideEffects: false,
          })),
      },
    ],
  })
  return result.outputFiles[0]?.text ?? ''
}
