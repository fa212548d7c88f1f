import { fail } from './core/errors'
import type { AnyMethod } from './core/method'
import { didYouMean } from './core/nearest'
import * as energy from './sectors/energy'
import * as measures from './sectors/measures'
import * as transport from './sectors/transport'
import * as waste from './sectors/waste'
import * as wastewater from './sectors/wastewater'

const isMethod = (value: unknown): value is AnyMethod => typeof value === 'function' && 'graph' in value

/** A measure that takes options, and their names. */
interface Family {
  readonly options: Readonly<Record<string, string>>
  readonly make: (options: Readonly<Record<string, string>>) => AnyMethod
}

/** Measures that take options: `measures.composting-programme?money=IDR (nominal)`. */
const families: ReadonlyMap<string, Family> = new Map([
  [
    'measures.composting-programme',
    {
      options: { money: 'currency of fees, with its price year: IDR (nominal)' },
      make: (options) => measures.compostingProgramme(options),
    },
  ],
  [
    'waste.service-indicators',
    {
      options: { money: 'currency of prices, with its price year: IDR (nominal)' },
      make: (options) => waste.serviceIndicators(options),
    },
  ],
])

/** The options of a measure, and what each means; empty where it has none. */
export const optionsOf = (id: string): Readonly<Record<string, string>> =>
  families.get(id.split('?')[0] as string)?.options ?? {}

/** Reads `a=1&b=2`: known names, each once. */
const readOptions = (id: string, query: string, { options: texts }: Family): Record<string, string> => {
  const known = Object.keys(texts)
  const options = new Map<string, string>()
  for (const pair of query.split('&')) {
    const [name, value] = pair.split('=') as [string, string?]
    const hint = didYouMean(name, known)
    if (!known.includes(name)) {
      fail('method.unknown', `"${id}" has no option "${name}"`, {
        found: `"${name}"`,
        expected: known.join(', '),
        ...(hint ? { hint } : {}),
      })
    }
    if (!value || options.has(name))
      fail('method.unknown', `The option "${name}" needs one value`, { found: `"${query}"`, expected: `${name}=…` })
    options.set(name, value as string)
  }
  return Object.fromEntries(options)
}

/** All methods of the library, by id, options at their defaults. Importing this brings all; import a sector for one. */
export const methods = (): ReadonlyMap<string, AnyMethod> =>
  new Map(
    [energy, measures, transport, waste, wastewater]
      .flatMap((sector) => Object.values(sector as Record<string, unknown>).filter(isMethod))
      .concat([...families.values()].map(({ make }) => make({})))
      .map((method) => [method.id, method] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The method of an id, with the options that it states after a question mark. Throws `method.unknown`. */
export const methodOf = (id: string): AnyMethod => {
  const [name, ...rest] = id.split('?') as [string, ...string[]]
  const query = rest.length > 0 ? rest.join('?') : undefined
  const known = methods()
  const family = families.get(name)
  if (query !== undefined && family) return family.make(readOptions(name, query, family))
  const method = query === undefined ? known.get(name) : undefined
  if (method) return method
  const hint = didYouMean(name, known.keys())
  return fail('method.unknown', `There is no method "${id}"`, {
    found: `"${id}"`,
    expected: 'an id that `citymrv methods` lists',
    ...(hint ? { hint } : {}),
  })
}
