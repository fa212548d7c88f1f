export { type Dimension, dimension, ordered, time } from './dimension'
export {
  accumulate,
  Category,
  Condition,
  check,
  constant,
  coordinate,
  type DimsOf,
  Expression,
  exp,
  ln,
  named,
  nodeOf,
  type Operand,
  one,
  previous,
  shift,
  step,
  when,
} from './expression'
export { type Facts, facts, hasDim, unionDims } from './facts'
export {
  ancestry,
  type CategoryNode,
  type Citation,
  type FactorNode,
  groupNode,
  type InputNode,
  type Kind,
  type LookupScope,
  type Node,
  type NodeOf,
  operands,
  type RecurrenceGroup,
  type StateNode,
} from './node'
export { type GraphJson, graphFromJson, graphToJson, type NodeJson } from './json'
