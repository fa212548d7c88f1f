export type { Correlation } from './correlation'
export { type Deduction, type DeductionRule, deduct } from './deduction'
export { type Figure, Figures } from './figures'
export {
  asymmetricInterval,
  correctedHalfRange,
  type InventoryResult,
  type InventoryRow,
  type InventoryUncertainty,
  inventoryUncertainty,
} from './inventory'
export {
  type Convergence,
  type MonteCarloOptions,
  monteCarlo,
  type Simulated,
  type SimulatedContribution,
  Simulation,
} from './monte-carlo'
export {
  type Contribution,
  type Derivative,
  derivatives,
  type Propagated,
  Propagation,
  propagate,
  type UncertaintyOptions,
} from './propagate'
export { type RecordedRule, type RuleName, type Rules, ruleNames } from './rules'
export type { SampledQuantile } from './select'
export { type Bar, type OneAtATime, oneAtATime, type SensitivityOptions, tornado } from './sensitivity'
export type { ShownMethod, ShownVariable } from './shown'
export type { DirichletSpec, RemainderSpec, Spec, Specs } from './spec'
export { type Switching, type SwitchingOptions, switchingValues } from './switching'
