import { regions } from './generated/regions'

/**
 * From the nearest to the widest: a city or province code, its country, the UN regions, the world. `ID-JI` →
 * `ID-JI`, `ID`, `South-eastern Asia`, `Asia`, `world`.
 */
export const regionChain = (region: string | undefined): readonly string[] => {
  if (!region || region === 'world') return ['world']
  const country = region.split('-')[0] as string
  const found = regions.find(([code]) => code === country)
  const wider = found ? [found[2], found[3]].filter(Boolean) : []
  return [...new Set([region, ...(found ? [country] : []), ...wider, 'world'])]
}

/** Whether a text is a country, a part of one, or a named region. */
export const isKnownRegion = (region: string): boolean =>
  region === 'world' || regions.some(([code, , subregion, wide]) => [code, subregion, wide].includes(region) || region.startsWith(`${code}-`))

/** All codes and names of regions, for suggestions. */
export const regionNames = (): string[] => [...new Set(['world', ...regions.flatMap(([code, , subregion, wide]) => [code, subregion, wide])])].filter(Boolean)
