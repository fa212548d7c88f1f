export { filesOf } from './files'
export type { InputOrigin } from './origins'
export {
  type BenefitRow,
  type ComparisonRow,
  type GasRow,
  type ProjectResult,
  verifyProject,
  type YearRow,
} from './result'
export { runProject } from './run'
export { type Project, projectFile, projectSchema } from './schema'
export type { TableData, WrittenValue } from './table'
