export { gasOf, isBiogenicCo2 } from './gas'
export {
  type CategoryFactorLeaf,
  type CategoryLeaf,
  category,
  categoryFactor,
  type FactorLeaf,
  factor,
  type InputLeaf,
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
  method,
  type Output,
  type Outputs,
  type Role,
  roles,
} from './method'

/** Points to a place in a source document. */
export const cite = (document: string, locator: string): { document: string; locator: string } => ({ document, locator })
