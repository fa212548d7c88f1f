import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { entries } from '../../scripts/entries.mjs'
import { root } from '../package/files'

/** `citymrv` and `citymrv/waste` are the modules of src/, so that nothing need be built first. */
export const doors: ReadonlyMap<string, string> = new Map(
  entries().map(({ name, source }) => [name === '.' ? 'citymrv' : `citymrv/${name}`, join(root, source)]),
)

const own: Plugin = {
  name: 'citymrv',
  setup({ onResolve }) {
    onResolve({ filter: /^citymrv(\/|$)/ }, ({ path }) => {
      const source = doors.get(path)
      return source ? { path: source } : { errors: [{ text: `the package has no door ${path}` }] }
    })
  },
}

export interface Ran {
  readonly code: number | null
  readonly printed: string
  readonly errors: string
}

/** A program as source text, or as a file of this repository. */
export type Program = { readonly text: string } | { readonly file: string }

/** Programs made ready to run: each name with its source text, or with its file. Packages are those of this repository. */
export const makePrograms = async (programs: ReadonlyMap<string, Program>) => {
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-docs-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const textOf = (name: string): string => (programs.get(name) as { text: string }).text
  await build({
    absWorkingDir: root,
    entryPoints: [...programs].map(([name, from]) => ({
      in: 'file' in from ? join(root, from.file) : `program:${name}`,
      out: name,
    })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    // native, and loaded only where it is used: found beside the programs
    external: ['@duckdb/node-api'],
    logLevel: 'silent',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    plugins: [
      own,
      {
        name: 'programs',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^program:/ }, ({ path }) => ({ path: path.slice(8), namespace: 'program' }))
          onLoad({ filter: /.*/, namespace: 'program' }, ({ path }) => ({
            contents: textOf(path),
            loader: 'ts',
            resolveDir: root,
          }))
        },
      },
    ],
  })
  return {
    run(name: string, args: readonly string[] = [], cwd = root): Ran {
      const done = spawnSync(process.execPath, [join(folder, `${name}.mjs`), ...args], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      })
      return { code: done.status, printed: done.stdout.replace(/\n$/, ''), errors: done.stderr }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
