export type { Remark } from '../../core/errors'
export type { Choice, Context } from './binding'
export { evaluate, type InputsOf } from './evaluate'
export { type Explained, escapeHtml, explain, explainHtml, explainText, explainTree, type Step } from './explain'
export { problemsOf } from './failures'
export { type Declared, declaredOf, type Given, readGiven, type Scalar, type Series } from './given'
export { type Difference, recompute } from './recompute'
export { restore } from './restore'
export { Result, type ResultOutputs, rows } from './result'
export {
  digestOfResult,
  type StoredFactor,
  type StoredInput,
  type StoredResult,
  type StoredStep,
  subjectsOf,
} from './stored'
export { type NestedValue, type TidyRow, Values } from './values'
export { type Finding, readResult, type Verification, verify } from './verify'
