export type { Remark } from '../../core/errors'
export type { Choice, Context, InputsOf } from '../evaluation'
export {
  type Declared,
  declaredOf,
  type Given,
  type NestedValue,
  problemsOf,
  readGiven,
  type Scalar,
  type Series,
  type TidyRow,
  Values,
} from '../evaluation'
export { evaluate } from './evaluate'
export { type Explained, escapeHtml, explain, explainHtml, explainText, explainTree, type Step } from './explain'
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
export { type Finding, readResult, type Verification, verify } from './verify'
export { withFactors } from './with-factors'
