import { regions as readRegions } from './generated/regions'

type Region = ReturnType<typeof readRegions>[number]

let known:
  | {
      readonly all: readonly Region[]
      readonly byCode: ReadonlyMap<string, Region>
      readonly names: ReadonlySet<string>
    }
  | undefined

const regions = () => {
  if (known) return known
  const all = readRegions()
  const names = new Set(['world', ...all.flatMap(([, , subregion, wide]) => [subregion, wide])].filter(Boolean))
  known = { all, byCode: new Map(all.map((each) => [each[0], each])), names }
  return known
}

const countryOf = (code: string): Region | undefined => regions().byCode.get(code)

/**
 * From the nearest to the widest: a city or province code, its country, the UN regions, the world. `ID-JI` →
 * `ID-JI`, `ID`, `South-eastern Asia`, `Asia`, `world`.
 */
export const regionChain = (region: string | undefined): readonly string[] => {
  if (!region || region === 'world') return ['world']
  const country = region.split('-')[0] as string
  const found = countryOf(country)
  const named = regions().all.find(([, , subregion]) => subregion === region)
  const wider = found ? [found[2], found[3]].filter(Boolean) : named ? [named[3]].filter(Boolean) : []
  return [...new Set([region, ...(found ? [country] : []), ...wider, 'world'])]
}

/** Whether a text is a country, a part of one, or a named region. */
export const isKnownRegion = (region: string): boolean =>
  countryOf(region.split('-')[0] as string) !== undefined || regions().names.has(region)

/** The code of a country by its name, however it is capitalised. */
export const regionCode = (name: string): string | undefined =>
  regions().all.find(([, full]) => full.toLowerCase() === name.trim().toLowerCase())?.[0]

/** All codes and names of regions, for suggestions. */
export const regionNames = (): string[] => [...regions().names, ...regions().byCode.keys()]
