// The doors of the package, found in src/: one subpath for each folder of the house that has an index.ts. The build, the
// exports in package.json, typedoc and the checks all read this list, so that a new folder needs no second mention.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The rooms of the house, from the ground up; each may use those before it. */
export const rooms = ['core', 'data', 'sectors', 'uses', 'accounts', 'app']

const folders = (path) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map(({ name }) => name)
        .sort()
    : []

/**
 * The subpaths that `src` has under `base`: `{ name, source, room }`, where `name` is '.' for the package itself, else
 * the folder's name alone. Two folders of one name are an error, since one would hide the other.
 */
export const entries = (base = root) => {
  const at = (name, source, room) => (existsSync(join(base, source)) ? [{ name, source, room }] : [])
  const found = [
    ...at('.', 'src/index.ts', 'facade'),
    ...at('methods', 'src/methods.ts', 'facade'),
    ...at('core', 'src/core/index.ts', 'core'),
    ...rooms.flatMap((room) =>
      folders(join(base, 'src', room)).flatMap((folder) => at(folder, `src/${room}/${folder}/index.ts`, room)),
    ),
  ]
  const sources = new Map()
  for (const { name, source } of found) {
    if (sources.has(name)) throw new Error(`citymrv/${name} would be both ${sources.get(name)} and ${source}`)
    sources.set(name, source)
  }
  return found
}

/** The command's own file: not a subpath, since it does something when it is loaded. */
export const command = { name: 'bin', source: 'src/app/cli/bin.ts' }

/** The name of the built file of an entry, without its ending. */
export const builtName = (name) => (name === '.' ? 'index' : name)

/** The JSON Schemas that are shipped, for editors and platforms. */
export const schemas = (base = root) => {
  const path = join(base, 'schema')
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []
}

/** What package.json's `exports` must be for these entries and schemas. */
export const exportsFor = (list, shipped = []) => ({
  ...Object.fromEntries(
    list.map(({ name }) => {
      const file = `./dist/${builtName(name)}`
      return [
        name === '.' ? '.' : `./${name}`,
        {
          import: { types: `${file}.d.ts`, default: `${file}.js` },
          require: { types: `${file}.d.cts`, default: `${file}.cjs` },
        },
      ]
    }),
  ),
  ...Object.fromEntries(shipped.map((name) => [`./schema/${name}`, `./schema/${name}`])),
  './package.json': './package.json',
})

/** Small libraries that every door needs, built in (see NOTICE): finding each would cost more than loading it. */
export const builtIn = ['@noble/hashes', 'fastest-levenshtein']
