import { existsSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { builtName, command, entries } from './scripts/entries.mjs'

const doors = Object.fromEntries(entries().map(({ name, source }) => [builtName(name), source]))
const withCommand = existsSync(command.source) ? { ...doors, [command.name]: command.source } : doors

// What the doors share is cut into chunks, so that two subpaths loaded together hold one MrvError and one Decimal.
const shared: Options = { target: 'es2022', splitting: true, clean: false, silent: true, platform: 'neutral' }

export default defineConfig((cli) => [
  { ...shared, entry: withCommand, format: 'esm', dts: cli.dts === false ? false : { entry: doors } },
  { ...shared, entry: doors, format: 'cjs', dts: cli.dts === false ? false : { entry: doors } },
])
