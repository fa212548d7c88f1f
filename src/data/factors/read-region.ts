import { fail } from '../../core/errors'
import { type Alias, aliasesOf } from './aliases'
import { isKnownRegion, regionCode, regionHint } from './regions'

/**
 * The region that a text names: a code, a country or UN region by its name, or another name of one, with the aliases by
 * which it was found. Throws `label.unknown`, with the nearest, for what is none.
 */
export const readRegion = (asked: string): { readonly region: string; readonly aliases: readonly Alias[] } => {
  if (isKnownRegion(asked)) return { region: asked, aliases: [] }
  const code = regionCode(asked)
  const aliases =
    code === undefined
      ? aliasesOf('region', asked)
      : [{ kind: 'region', alias: asked, name: code, vocabulary: 'UN M49' }]
  if (aliases[0]) return { region: aliases[0].name, aliases }
  const hint = regionHint(asked)
  return fail('label.unknown', 'The region is not known', {
    found: `"${asked}"`,
    expected: 'an ISO 3166 code such as "ID", a country, a UN region, or world',
    ...(hint ? { hint } : {}),
  })
}
