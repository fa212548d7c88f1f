import { didYouMean } from '../../core/nearest'
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
  const names = new Set(['world', ...all.flatMap(([, , ...wider]) => wider)].filter(Boolean))
  known = { all, byCode: new Map(all.map((each) => [each[0], each])), names }
  return known
}

const countryOf = (code: string): Region | undefined => regions().byCode.get(code)

const chainOf = (region: string): readonly string[] => {
  const country = region.split('-')[0] as string
  const found = countryOf(country)
  const named = found ?? regions().all.find(([, , ...each]) => each.includes(region))
  const wider = named?.slice(2) ?? []
  const from = found ? 0 : wider.indexOf(region) + 1
  return [...new Set([region, ...(found ? [country] : []), ...wider.slice(from).filter(Boolean), 'world'])]
}

const worldOnly: readonly string[] = ['world']
const chains = new Map<string, readonly string[]>()

/**
 * From the nearest to the widest: a city or province code, its country, the UN regions, the world. `ID-JI` →
 * `ID-JI`, `ID`, `South-eastern Asia`, `Asia`, `world`; `BR` → `BR`, `South America`, `Latin America and the Caribbean`,
 * `Americas`, `world`.
 */
export const regionChain = (region: string | undefined): readonly string[] => {
  if (!region || region === 'world') return worldOnly
  const known = chains.get(region)
  if (known) return known
  const chain = chainOf(region)
  if (chains.size < 1000) chains.set(region, chain)
  return chain
}

/** Whether a text is a country, a part of one, or a named region. */
export const isKnownRegion = (region: string): boolean =>
  countryOf(region.split('-')[0] as string) !== undefined || regions().names.has(region)

/** What a text that is no region may have meant: the code of the country of that name, or the nearest codes and names. */
export const regionHint = (text: string): string | undefined => {
  const { all, names, byCode } = regions()
  const country = all.find(([, name]) => name.toLowerCase() === text.trim().toLowerCase())
  return country ? `Write "${country[0]}".` : didYouMean(text, [...names, ...byCode.keys()])
}

/** The code of a country by its English name, or a UN region by its name, in any case; undefined for what is neither. */
export const regionCode = (text: string): string | undefined => {
  const { all, names } = regions()
  const wanted = text.trim().toLowerCase()
  const country = all.find(([code, name]) => name.toLowerCase() === wanted || code.toLowerCase() === wanted)
  return country?.[0] ?? [...names].find((name) => name.toLowerCase() === wanted)
}
