import { fail } from './core/errors'
import type { AnyMethod } from './core/method'
import { didYouMean } from './core/nearest'
import * as energy from './sectors/energy'
import { compostingProgramme, energyEfficiency } from './sectors/measures'
import * as transport from './sectors/transport'
import * as waste from './sectors/waste'
import * as wastewater from './sectors/wastewater'

const isMethod = (value: unknown): value is AnyMethod => typeof value === 'function' && 'graph' in value

/** Measures that take options: `measures.composting-programme?money=IDR (nominal)`. */
const families: Readonly<Record<string, (options: Readonly<Record<string, string>>) => AnyMethod>> = {
  'measures.composting-programme': (options) => compostingProgramme(options),
}

/** All methods of the library, by id, options at their defaults. Importing this brings all; import a sector for one. */
export const methods = (): ReadonlyMap<string, AnyMethod> =>
  new Map(
    [energy, transport, waste, wastewater]
      .flatMap((sector) => Object.values(sector as Record<string, unknown>).filter(isMethod))
      .concat(energyEfficiency, compostingProgramme())
      .map((method) => [method.id, method] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The method of an id, with the options that it states after a question mark. Throws `method.unknown`. */
export const methodOf = (id: string): AnyMethod => {
  const [name, query] = id.split('?') as [string, string?]
  const known = methods()
  const make = families[name]
  if (query && make) return make(Object.fromEntries(query.split('&').map((pair) => pair.split('=') as [string, string])))
  const method = query ? undefined : known.get(name)
  if (method) return method
  const hint = didYouMean(name, known.keys())
  return fail('method.unknown', `There is no method "${id}"`, { expected: 'an id that `citymrv methods` lists', ...(hint ? { hint } : {}) })
}
