export { Decimal, notANumber, parseDecimal, unity } from './decimal'
export { parseRatio, Quantity, quantity, requireFit, splitQuantity } from './quantity'
export { applyRatio, isUnitRatio, overRatio, type Ratio, timesRatio, unitRatio } from './ratio'
export {
  canonicalUnit,
  completeUnit,
  conversionFactor,
  divideUnits,
  hasSubstance,
  isAmount,
  mismatch,
  multiplyUnits,
  one,
  parseUnit,
  powerUnit,
  replaceSubstance,
  sameParts,
  type Unit,
  type UnitPart,
} from './unit'
