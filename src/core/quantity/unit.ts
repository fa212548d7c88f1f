import { fail } from '../errors'
import { didYouMean } from '../nearest'
import { parseDecimal } from './decimal'
import { overRatio, powerRatio, type Ratio, ratio, timesRatio, unitRatio } from './ratio'
import {
  canonical,
  carriers,
  compositeUnits,
  countingUnits,
  currencies,
  prefixes,
  type UnitDefinition,
  unitDefinitions,
} from './units'

/**
 * One factor of a unit: what is measured, of which substance (with its basis in brackets), to which power.
 * `mass of CH4 (biogenic)` and `mass of CH4` are different factors: nothing converts between them by itself.
 */
export interface UnitPart {
  readonly measure: string
  readonly substance: string
  readonly power: number
}

/** A unit: its text, how many canonical units it is, and its parts. Plain frozen data. */
export interface Unit {
  readonly text: string
  readonly scale: Ratio
  readonly parts: readonly UnitPart[]
  /** The parts before like ones cancel: `g/kg` still knows that it is a mass per mass. */
  readonly written: readonly UnitPart[]
}

interface Symbol {
  readonly measure: string
  readonly scale: Ratio
  readonly substance?: string
}

let symbolTable: Map<string, Symbol> | undefined

const addDefinition = (table: Map<string, Symbol>, [names, measure, scale, prefixed = '']: UnitDefinition): void => {
  const symbols = names.split(' ')
  for (const symbol of symbols) table.set(symbol, { measure, scale: ratio(scale) })
  for (const prefix of prefixed.split(' ').filter(Boolean)) {
    table.set(`${prefix}${symbols[0]}`, { measure, scale: timesRatio(ratio(scale), ratio(prefixes[prefix] as string)) })
  }
}

const symbols = (): Map<string, Symbol> => {
  if (symbolTable) return symbolTable
  const table = new Map<string, Symbol>()
  for (const definition of unitDefinitions) addDefinition(table, definition)
  for (const words of countingUnits) {
    const [name] = words.split(' ') as [string]
    for (const word of words.split(' ')) table.set(word, { measure: 'count', scale: unitRatio, substance: name })
  }
  for (const code of currencies) table.set(code, { measure: 'money', scale: unitRatio, substance: code })
  symbolTable = table
  return table
}

const partOrder = (a: UnitPart, b: UnitPart): number =>
  a.measure === b.measure
    ? a.substance < b.substance
      ? -1
      : a.substance > b.substance
        ? 1
        : 0
    : a.measure < b.measure
      ? -1
      : 1

const gather = (parts: readonly UnitPart[]): UnitPart[] => {
  const sums = new Map<string, UnitPart>()
  for (const part of parts) {
    const key = `${part.measure}|${part.substance}`
    const before = sums.get(key)
    sums.set(key, before ? { ...part, power: before.power + part.power } : part)
  }
  return [...sums.values()].filter((part) => part.power !== 0).sort(partOrder)
}

const counted = new Set(countingUnits.map((words) => words.split(' ')[0]))

const partText = ({ measure, substance, power }: UnitPart): string => {
  const exponent = power === 1 ? '' : `^${power}`
  if (measure === 'count') return counted.has(substance) ? `${substance}${exponent}` : `unit${exponent} ${substance}`
  if (measure === 'money') return substance.replace(/^\S+/, (code) => `${code}${exponent}`)
  const symbol = canonical[measure] as string
  if (measure === 'length' && carriers.includes(substance)) return `${substance}-${symbol}`
  return substance ? `${symbol}${exponent} ${substance}` : `${symbol}${exponent}`
}

/** A length to a power is written out, `km·km`, because `km2` reads as an area: the one does not become the other. */
const writtenOut = (part: UnitPart): UnitPart[] =>
  part.measure === 'length' ? new Array<UnitPart>(part.power).fill({ ...part, power: 1 }) : [part]

const canonicalText = (parts: readonly UnitPart[]): string => {
  const above = parts.filter((part) => part.power > 0).flatMap(writtenOut)
  const below = parts.filter((part) => part.power < 0).flatMap((part) => writtenOut({ ...part, power: -part.power }))
  return [above.map(partText).join('·') || '1', ...below.map(partText)].join('/')
}

const makeUnit = (text: string, scale: Ratio, parts: readonly UnitPart[]): Unit =>
  Object.freeze({ text, scale, parts: Object.freeze(gather(parts)), written: Object.freeze(parts) })

/** The canonical unit of the same parts: tonnes, terajoules, cubic metres, kilometres … */
export const canonicalUnit = (parts: readonly UnitPart[]): Unit => {
  const gathered = gather(parts)
  return makeUnit(canonicalText(gathered), unitRatio, gathered)
}

/** `tCO2e` for `t CO2e`: what many documents print. */
const runTogether = /^([µmkMGT]?g|[kMG]?t)(CO2e?|CH4|N2O|SF6|NF3|C|N)(?=$|\W)/

const unknownUnit = (word: string, text: string): never => {
  const apart = runTogether.exec(word)
  const hint = apart ? `Did you mean "${apart[1]} ${apart[2]}"?` : didYouMean(word, symbols().keys())
  return fail('unit.unknown', `"${word}" is not a unit`, {
    found: `"${text}"`,
    expected: 'a unit with its substance, such as "t waste (wet)", "kg CH4/TJ (NCV)" or "kWh"',
    ...(hint ? { hint } : {}),
  })
}

/** Reads one unit text; a small recursive descent over `a·b/c/(d·e)`, each part a symbol and the words of its substance. */
class UnitReader {
  private position = 0
  constructor(private readonly text: string) {}

  read(): { scale: Ratio; parts: UnitPart[] } {
    const result = this.quotient()
    if (this.position < this.text.length) unknownUnit(this.text.slice(this.position), this.text)
    return result
  }

  private skipSpace(): void {
    while (this.text[this.position] === ' ') this.position++
  }

  private quotient(): { scale: Ratio; parts: UnitPart[] } {
    let { scale, parts } = this.product()
    while (this.text[this.position] === '/') {
      this.position++
      const below = this.product()
      scale = overRatio(scale, below.scale)
      parts = [...parts, ...below.parts.map((part) => ({ ...part, power: -part.power }))]
    }
    return { scale, parts }
  }

  private product(): { scale: Ratio; parts: UnitPart[] } {
    let { scale, parts } = this.factor()
    while (this.text[this.position] === '·') {
      this.position++
      const next = this.factor()
      scale = timesRatio(scale, next.scale)
      parts = [...parts, ...next.parts]
    }
    return { scale, parts }
  }

  private factor(): { scale: Ratio; parts: UnitPart[] } {
    this.skipSpace()
    if (this.text[this.position] === '(') {
      this.position++
      const inside = this.quotient()
      if (this.text[this.position] !== ')') unknownUnit(this.text, this.text)
      this.position++
      this.skipSpace()
      return inside
    }
    const number = /^(\d+(?:\.\d+)?(?:e-?\d+)?)(?: +(?=[^/·)\s])|$|(?=[/·)]))/.exec(this.text.slice(this.position))
    if (number && (number[1] !== '1' || number[0].length > 1)) {
      this.position += number[0].length
      if (parseDecimal(number[1] as string).isZero()) unknownUnit(number[0], this.text)
      const scale = ratio(number[1] as string)
      if (this.position >= this.text.length || '/·)'.includes(this.text[this.position] as string))
        return { scale, parts: [] }
      const rest = this.atom()
      return { scale: timesRatio(scale, rest.scale), parts: rest.parts }
    }
    return this.atom()
  }

  private atom(): { scale: Ratio; parts: UnitPart[] } {
    const word = this.take(/^[^\s/·()]+/)
    if (!word) return unknownUnit(this.text.slice(this.position), this.text)
    this.skipSpace()
    const substance = this.substance()
    return unitOfWord(word, substance, this.text)
  }

  private substance(): string {
    const words = this.take(/^[^/·()]+/).trim()
    const basis = this.text[this.position] === '(' ? this.take(/^\([^()]*\)/) : ''
    this.skipSpace()
    return [words, basis].filter(Boolean).join(' ')
  }

  private take(pattern: RegExp): string {
    const found = pattern.exec(this.text.slice(this.position))
    this.position += found ? found[0].length : 0
    return found ? found[0] : ''
  }
}

const splitPower = (word: string): [string, number] => {
  if (symbols().has(word) || Object.hasOwn(compositeUnits, word)) return [word, 1]
  const found = /^(.*?)\^?(-?[1-9])$/.exec(word)
  return found?.[1] ? [found[1], Number(found[2])] : [word, 1]
}

/** `cm3` and `m³` are volumes, `km²` is an area: one measure whatever the text, in m3 and m2. */
const lengthMeasures: Readonly<Record<number, string>> = { 2: 'area', 3: 'volume' }
const metres = ratio('1000')

const unitOfWord = (word: string, substance: string, text: string): { scale: Ratio; parts: UnitPart[] } => {
  const carried = /^(.+)-(k?m|mile|miles)$/.exec(word)
  if (carried && carriers.includes(carried[1] as string)) {
    const distance = symbols().get(carried[2] as string) as Symbol
    const carrier = carried[1] === 't' ? 'tonne' : carried[1] === 'person' ? 'passenger' : (carried[1] as string)
    const whole = substance ? `${carrier} ${substance}` : carrier
    return { scale: distance.scale, parts: [{ measure: 'length', substance: whole, power: 1 }] }
  }
  const [name, power] = splitPower(word)
  const composite = Object.hasOwn(compositeUnits, name) ? compositeUnits[name] : undefined
  if (composite) {
    const { scale, parts } = new UnitReader(composite).read()
    const named = parts.map((part) => (part.measure === 'energy' ? { ...part, substance } : part))
    return { scale: powerRatio(scale, power), parts: named.map((part) => ({ ...part, power: part.power * power })) }
  }
  const symbol = symbols().get(name)
  if (!symbol) return unknownUnit(word, text)
  const measure = symbol.measure === 'length' ? lengthMeasures[Math.abs(power)] : undefined
  if (measure) {
    const scale = powerRatio(timesRatio(symbol.scale, metres), power)
    return { scale, parts: [{ measure, substance, power: Math.sign(power) }] }
  }
  if (symbol.measure === '') {
    if (substance) unknownUnit(`${name} ${substance}`, text)
    return { scale: powerRatio(symbol.scale, power), parts: [] }
  }
  const whole = [symbol.substance === 'unit' ? '' : symbol.substance, substance].filter(Boolean).join(' ')
  return {
    scale: powerRatio(symbol.scale, power),
    parts: [{ measure: symbol.measure, substance: whole || (symbol.substance ?? ''), power }],
  }
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const subscripts = '₀₁₂₃₄₅₆₇₈₉'

const normalise = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?[·*×⋅] ?/g, '·')
    .replace(/ ?\/ ?| per /g, '/')
    .replace(
      /(⁻?)([⁰¹²³⁴-⁹]+)/g,
      (_, minus: string, marks: string) =>
        `^${minus && '-'}${[...marks].map((mark) => superscripts.indexOf(mark)).join('')}`,
    )
    .replace(/[₀-₉]/g, (mark) => String(subscripts.indexOf(mark)))
    .replace(/μ/g, 'µ') // the Greek letter for the micro sign
    .replace(/\bCO2eq\b|\bCO2-eq\b|\bCO2-e\b/g, 'CO2e')
    .replace(/°C[·-](day|d)\b/g, '°C·d')

const parsed = new Map<string, Unit>()

/**
 * Reads a unit: `kg CH4/TJ (NCV)`, `g/kg`, `passenger-km`, `t waste (wet)`, `°C·day`, `IDR (2025)/t`, `L/100 km`.
 *
 * A unit is a product and quotient of symbols; the words after a symbol are its substance, and what stands in brackets
 * its basis. Throws `unit.unknown`, with the nearest units, for a symbol that is not in the table.
 */
export const parseUnit = (text: string): Unit => {
  const known = parsed.get(text)
  if (known) return known
  const normal = normalise(text)
  if (normal === '') return unknownUnit(text, text)
  const { scale, parts } = new UnitReader(normal).read()
  const unit = makeUnit(normal, scale, parts)
  if (parsed.size < 5000) parsed.set(text, unit)
  return unit
}

/** The unit of pure numbers. */
export const one: Unit = makeUnit('1', unitRatio, [])

const raised = (parts: readonly UnitPart[], power: number): UnitPart[] =>
  parts.map((part) => ({ ...part, power: part.power * power }))

const derived = (scale: Ratio, parts: readonly UnitPart[]): Unit => makeUnit(canonicalText(gather(parts)), scale, parts)

/** The unit of a product of two numbers: its scale is the product of both, so the numbers need no conversion first. */
export const multiplyUnits = (a: Unit, b: Unit): Unit => derived(timesRatio(a.scale, b.scale), [...a.parts, ...b.parts])

export const divideUnits = (a: Unit, b: Unit): Unit =>
  derived(overRatio(a.scale, b.scale), [...a.parts, ...raised(b.parts, -1)])

export const powerUnit = (unit: Unit, power: number): Unit =>
  derived(powerRatio(unit.scale, power), raised(unit.parts, power))

/** Puts one substance in the place of another: the label of a dimension in the place of its name. */
export const replaceSubstance = (unit: Unit, from: string, to: string): Unit => {
  const parts = unit.written.map((part) => (part.substance === from ? { ...part, substance: to } : part))
  const pattern = new RegExp(`(?<=\\s)${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=$|/|·|\\s*\\))`, 'g')
  return makeUnit(
    unit.text.replace(pattern, () => to),
    unit.scale,
    parts,
  )
}

export const hasSubstance = (unit: Unit, substance: string): boolean =>
  unit.parts.some((part) => part.substance === substance)

export const sameParts = (a: Unit, b: Unit): boolean =>
  a.parts.length === b.parts.length &&
  a.parts.every((part, index) => {
    const other = b.parts[index] as UnitPart
    return part.measure === other.measure && part.substance === other.substance && part.power === other.power
  })

const withoutBasis = (substance: string): string => substance.replace(/ ?\([^()]*\)$/, '')

/** Why two units do not fit, in the words of the field; undefined if they fit. */
export const mismatch = (a: Unit, b: Unit): string | undefined => {
  if (sameParts(a, b)) return undefined
  const shape = (unit: Unit, of: (substance: string) => string): string =>
    gather(unit.parts.map((part) => ({ ...part, substance: of(part.substance) })))
      .map((part) => `${part.measure}|${part.substance}|${part.power}`)
      .join()
  if (shape(a, () => '') !== shape(b, () => '')) return 'they measure different things'
  if (shape(a, withoutBasis) !== shape(b, withoutBasis)) return 'substances differ'
  return 'the basis differs'
}

/**
 * An amount (so many kilograms, joules, persons) as against a rate, a fraction or an intensity: only positive powers.
 * Amounts never gain a dimension by broadcasting in a sum.
 */
export const isAmount = (unit: Unit): boolean =>
  unit.parts.length > 0 &&
  unit.parts.every((part) => part.power > 0 && part.measure !== 'temperature' && part.measure !== 'year')

/** Mass per mass, energy per energy: what a percentage can stand for. */
const isShare = (unit: Unit): boolean => {
  const measures = unit.parts.map((part) => ({ ...part, substance: '' }))
  return unit.parts.length > 0 && gather(measures).length === 0
}

/**
 * Lets a text from outside leave out what the declared unit states: `t` for `t waste (wet)`, `t CH4` for
 * `t CH4 (biogenic)`, `%` for `t C/t waste (wet)`. Returns the factor from the given to the declared unit and whether
 * something was taken over; undefined if the units do not fit.
 */
export const completeUnit = (given: Unit, declared: Unit): { factor: Ratio; taken: boolean } | undefined => {
  const factor = conversionFactor(given, declared)
  if (sameParts(given, declared)) return { factor, taken: false }
  if (given.written.length === 0 && isShare(declared)) return { factor, taken: true }
  const open = [...declared.written]
  for (const part of given.written) {
    const index = open.findIndex(
      ({ measure, power, substance }) =>
        measure === part.measure &&
        power === part.power &&
        (part.substance === substance || part.substance === '' || part.substance === withoutBasis(substance)),
    )
    if (index < 0) return undefined
    open.splice(index, 1)
  }
  return open.length > 0 ? undefined : { factor, taken: true }
}

const conversions = new WeakMap<Unit, WeakMap<Unit, Ratio>>()

/** The factor from a value in `from` to a value in `to`; computed once for two units. The parts must be the same. */
export const conversionFactor = (from: Unit, to: Unit): Ratio => {
  let known = conversions.get(from)
  if (!known) {
    known = new WeakMap()
    conversions.set(from, known)
  }
  const before = known.get(to)
  if (before) return before
  const factor = overRatio(from.scale, to.scale)
  known.set(to, factor)
  return factor
}
