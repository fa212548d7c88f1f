export type { Alias } from './aliases'
export { bumpFor, type ColumnChange, diffFactors, isMoved, type RowChange, rowOf } from './diff'
export { type Fallback, fallbacks, type Whereabouts } from './fallbacks'
export { type FactorMatch, type FindOptions, find } from './find'
export { findOne } from './find-one'
export { dataSet } from './generated/data-set'
export { isDated } from './look-up'
export { projectTable } from './overrides'
export { type FactorQuery, textHint } from './query'
export { readRegion } from './read-region'
export { type CslItem, toBibtex, toCsl } from './references'
export { isKnownRegion, regionChain, regionHint } from './regions'
export { type Found, type NotFound, type Question, resolve } from './resolve'
export {
  type FactorRow,
  type FactorSet,
  type FactorSource,
  type FactorStatus,
  type FactorTable,
  type FlatFactorRow,
  flattenRow,
  plainColumns,
  type SourceEntry,
} from './row'
export { load, loadAll, sources } from './sources'
