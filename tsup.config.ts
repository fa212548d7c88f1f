import { existsSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { builtIn, builtName, command, entries } from './scripts/entries.mjs'
import { pure } from './scripts/pure.mjs'

const doors = Object.fromEntries(entries().map(({ name, source }) => [builtName(name), source]))
const withCommand = existsSync(command.source) ? { ...doors, [command.name]: command.source } : doors

// What the doors share is cut into chunks, so that two subpaths loaded together hold one MrvError and one Decimal.
const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  noExternal: [...builtIn],
  silent: true,
  esbuildPlugins: [pure],
}

export default defineConfig(({ dts = { entry: doors } }) => [
  { ...shared, entry: withCommand, format: 'esm', dts },
  // its declarations are those of the first, with other endings: scripts/cjs-types.mjs
  { ...shared, entry: doors, format: 'cjs', dts: false },
])
