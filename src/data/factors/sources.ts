import { fail } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import { sources as known } from './generated/sources'
import type { FactorSet, SourceEntry } from './row'

/**
 * The sources that the library brings, in the order of their ids: title, edition, licence, for which regions, how many
 * tables and rows, and how many rows were read in their source. Warming potentials (`gwp`, `gwp-horizons`) and the
 * compositions of `blends` are among them. The rows themselves come with `load`.
 */
export const sources: readonly SourceEntry[] = known.map(({ entry }) => entry)

/**
 * Loads all tables of a source by its id (`ipcc-2006-v2`; see `sources`). They are a module of their own, fetched when
 * first asked for; a second call gives the same tables. Pass them on as `{ factors: [await load('emep-eea-2023')] }`, or
 * to `find`. Rejects with `label.unknown`, and the nearest ids, if there is no such source.
 */
export const load = async (id: string): Promise<FactorSet> => {
  const source = known.find(({ entry }) => entry.id === id)
  if (source) return (await source.load()).factorSet
  const ids = sources.map((each) => each.id)
  const hint = didYouMean(String(id), ids)
  return fail('label.unknown', 'There is no source of that name', {
    found: JSON.stringify(id),
    expected: ids.join(', '),
    ...(hint ? { hint } : {}),
  })
}

/** Loads every source, in the order of `sources`. */
export const loadAll = async (): Promise<readonly FactorSet[]> =>
  Promise.all(known.map(async ({ load: loadIt }) => (await loadIt()).factorSet))
