import { aliasRows as readRows } from './generated/aliases'

/** Another name of something that factor rows are for. */
export interface Alias {
  readonly kind: string
  readonly alias: string
  /** Its name in the rows. */
  readonly name: string
  /** Where the alias was seen: a vocabulary, or `common`. */
  readonly vocabulary: string
}

/** `Gas/Diesel Oil`, `gas diesel oil` and `gas-diesel-oil` are one name; `CO₂` is `CO2`. */
export const plainName = (text: string): string =>
  text
    .replace(/[₀-₉]/g, (mark) => String('₀₁₂₃₄₅₆₇₈₉'.indexOf(mark)))
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

let known: ReadonlyMap<string, ReadonlyMap<string, readonly Alias[]>> | undefined

const aliases = () => {
  if (known) return known
  const made = new Map<string, Map<string, Alias[]>>()
  for (const [kind, alias, name, vocabulary] of readRows()) {
    const ofKind = made.get(kind) ?? new Map<string, Alias[]>()
    made.set(kind, ofKind)
    const key = plainName(alias)
    ofKind.set(key, [...(ofKind.get(key) ?? []), { kind, alias, name, vocabulary }])
  }
  known = made
  return made
}

/** What a text is called in the rows: true synonyms only, by the table `factors/aliases/aliases.csv`. */
export const aliasesOf = (kind: string, text: string): readonly Alias[] =>
  aliases().get(kind)?.get(plainName(text)) ?? []

/** All aliases of a kind (`fuel`, `gas`, `vehicle`, `wasteType`, `supplier`, `region`, `use`). */
export const aliasNames = (kind: string): readonly string[] =>
  [...(aliases().get(kind)?.values() ?? [])].flat().map(({ alias }) => alias)
