import { blendTable, gwpTables } from '../gases'
import type { FactorSet, FactorSource } from './row'

const made = new Map<string, FactorSet>()

/**
 * The compositions of blends, or warming potentials by their sets: tables that data/gases makes, each of a document of its
 * own, loaded together like those of a source.
 */
export const gasSet = (source: FactorSource): FactorSet => {
  const before = made.get(source.id)
  if (before) return before
  const tables = source.id === 'blends' ? [blendTable()] : gwpTables().filter(({ loadedAs }) => loadedAs === source.id)
  const set = { source, tables }
  made.set(source.id, set)
  return set
}
