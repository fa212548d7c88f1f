export { gasOfNode } from './derived'
export { gasOf, isBiogenicCo2 } from './gas'
export {
  type CategoryFactorLeaf,
  type CategoryLeaf,
  category,
  categoryFactor,
  type FactorLeaf,
  type FactorOptions,
  factor,
  type InputLeaf,
  type InputOptions,
  input,
  type Leaf,
  type Leaves,
} from './leaf'
export {
  type AnyMethod,
  type Arguments,
  type FactorTable,
  type Method,
  type MethodGraph,
  type MethodOptions,
  method,
  type Outputs,
} from './method'

export { type Output, type Role, roles } from './output'

/** Points to a place in a source document. */
export const cite = (document: string, locator: string): { document: string; locator: string } => ({
  document,
  locator,
})
