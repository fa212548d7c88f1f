export {
  MrvError,
  type Place,
  type Problem,
  type ProblemCode,
  problemCodes,
  problemText,
  type Remark,
  type RemarkName,
  remarkNames,
} from './core/errors'
export { Quantity, quantity } from './core/quantity'
export {
  type Context,
  evaluate,
  explain,
  type Given,
  Result,
  readResult,
  recompute,
  rows,
  type StoredResult,
  Values,
  verify,
  withFactors,
} from './uses/exact'
