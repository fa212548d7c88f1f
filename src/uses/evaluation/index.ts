export {
  type Algebra,
  divisionByZero,
  exact,
  failure,
  noLogarithm,
  notFinite,
  outside,
  unknownCase,
  zeroToNegative,
} from './algebra'
export { type Calendar, makeAxes } from './axes'
export { bind, type Choice, type Context, isGwp, surroundingsOf } from './binding'
export { checkContext, ownTables } from './context'
export { divisorAt, Evaluator } from './evaluator'
export { problemsOf, requireOutputs } from './failures'
export { checkSums, fill, missing, positionsOf, type RowCheck, sumsHint } from './fill'
export {
  Column,
  type Declared,
  declaredOf,
  type Entry,
  type Given,
  notationKeys,
  rangeText,
  readGiven,
  type Scalar,
  type Series,
  unitAt,
  unitSuffix,
} from './given'
export type { InputsOf } from './inputs'
export { type Deed, Operation, type OperationKind } from './operation'
export { type OutputsOf, type ShownOutput, shownOutputs, withSet } from './outputs'
export { asksByName, checkOwnUnits, unitProblem } from './own-units'
export { assemble, defaultEntries, type Evaluation, needs, prepare, type Replacing } from './prepare'
export { type Program, Rows, type Slot } from './program'
export { remarksOf } from './remarks'
export { Symbolic } from './symbolic'
export {
  type Axes,
  type Axis,
  axisOf,
  type Cell,
  expand,
  Failure,
  indexMap,
  labelsAt,
  sizeOf,
  type Tensor,
} from './tensor'
export { type NestedValue, nest, nestTexts, type TidyRow, Values } from './values'
