import type { Unit } from '../quantity'

/** Words that are greenhouse gases. Their GWP stand in data/gases; here only the names are told from `waste` or `N`. */
const gasWord =
  /^(CO2e?|CH4|N2O|SF6|NF3|CF4|C2F6|C3F8|c-C4F8|C4F10|C5F12|C6F14|HFC-[\w]+|HCFC-\d+\w*|CFC-\d+\w*|R-\d+\w*)( \((fossil|biogenic)\))?$/

/** The gas of a unit: a mass of it, or a mass a year; undefined for all else. `gas` stands for a gas dimension. */
export const gasOf = (unit: Unit, substanceDims: readonly string[]): string | undefined => {
  const [mass, ...more] = unit.parts.filter((part) => part.measure !== 'year')
  if (!mass || more.length > 0 || mass.measure !== 'mass' || mass.power !== 1) return undefined
  if (unit.parts.some((part) => part.measure === 'year' && part.power !== -1)) return undefined
  return gasWord.test(mass.substance) || substanceDims.includes(mass.substance) ? mass.substance : undefined
}

/** Reported apart and never in a total: CO2 of biogenic origin. */
export const isBiogenicCo2 = (gas: string): boolean => gas === 'CO2 (biogenic)'

/** `CH4 (biogenic)` → `ch4` or, where several origins occur, `ch4Biogenic`. */
export const gasKey = (gas: string, withOrigin: boolean): string => {
  const [formula, origin] = gas.split(' (') as [string, string?]
  const word = formula.toLowerCase().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  if (!withOrigin || !origin) return word
  return `${word}${origin.charAt(0).toUpperCase()}${origin.slice(1, -1)}`
}
