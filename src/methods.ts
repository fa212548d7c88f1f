import type { AnyMethod } from './core/method'
import * as energy from './sectors/energy'
import * as waste from './sectors/waste'
import * as wastewater from './sectors/wastewater'

const isMethod = (value: unknown): value is AnyMethod => typeof value === 'function' && 'graph' in value

/** All methods of the library, by id. Importing this brings them all; import a sector for one. */
export const methods = (): ReadonlyMap<string, AnyMethod> =>
  new Map(
    [energy, waste, wastewater]
      .flatMap((sector) => Object.values(sector as Record<string, unknown>).filter(isMethod))
      .map((method) => [method.id, method] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
