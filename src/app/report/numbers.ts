import { Decimal } from '../../core/quantity'

/** How figures are rounded for the eye, in words for the page. */
export const roundingRule =
  'Figures are rounded for the eye: those of one kind in a table share their decimals, as many as show four digits of ' +
  'the largest; from 1,000 up there are none. A figure that would then read 0 shows its first digit; a plain 0 is exactly ' +
  'zero. Halves round away from zero; a comma separates thousands. Sums are made before rounding, so that rounded ' +
  'figures may differ from their sum by one in the last digit.'

const half = Decimal.ROUND_HALF_UP

/** Whether a text is a decimal number: published figures may be words. */
export const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)

/** Sum of decimal texts. */
export const sum = (values: readonly string[]): string =>
  values.reduce((total, each) => total.plus(each), new Decimal(0)).toFixed()

/** `a` as a percentage of `b`; undefined where `b` is 0. */
export const percentOf = (a: string, b: string): string | undefined =>
  new Decimal(b).isZero() ? undefined : new Decimal(a).dividedBy(new Decimal(b).abs()).times(100).toFixed()

/** A percentage in three digits. */
export const percentText = (text: string): string => {
  const value = new Decimal(text)
  const decimals = value.isZero() ? 0 : Math.max(0, 2 - value.toSignificantDigits(3, half).e)
  return `${shown(text, decimals)} %`
}

/** How many decimals figures side by side have, by the largest of them. */
export const decimalsOf = (values: readonly (string | null | undefined)[]): number => {
  const all = values
    .filter((value): value is string => typeof value === 'string' && isNumber(value))
    .map((value) => new Decimal(value))
  const largest = all.reduce((most, each) => Decimal.max(most, each.abs()), new Decimal(0))
  if (largest.isZero() || all.every((each) => each.isInteger())) return 0
  // 9.9996 is 10.00 when it is rounded, hence the second look
  const digitsBefore = (value: Decimal): number => value.e + 1
  const rounded = largest.toSignificantDigits(4, half)
  return Math.max(0, 4 - digitsBefore(rounded))
}

/** Thousands separated, a true minus sign. */
export const grouped = (text: string): string => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? []
  return `${sign && '\u2212'}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

const scientific = (value: Decimal, digits: number): string => {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1, half).split('e')
  return `${grouped(mantissa)} × 10${[...exponent.replace('+', '')].map((digit) => superscripts[digit]).join('')}`
}

/** A figure as the page shows it, with as many decimals. Words stay as they are. */
export const shown = (text: string, decimals = decimalsOf([text])): string => {
  if (!isNumber(text)) return text
  const value = new Decimal(text)
  if (value.isZero()) return '0'
  if (value.abs().gte('1e15')) return scientific(value, 4)
  const rounded = value.toDecimalPlaces(decimals, half)
  if (!rounded.isZero() && value.abs().gte('1e-6')) return grouped(rounded.toFixed(decimals))
  return value.abs().lt('1e-6')
    ? scientific(value, decimals > 6 ? 4 : 1)
    : grouped(value.toSignificantDigits(1, half).toFixed())
}

/** A large figure in few digits, for a headline: 35.3 billion. */
export const headline = (text: string, decimals?: number): string => {
  const value = new Decimal(text)
  const steps = [
    ['1e12', 'trillion'],
    ['1e9', 'billion'],
    ['1e7', 'million'],
  ] as const
  const step = steps.find(([least]) => value.abs().gte(least))
  if (!step || value.abs().gte('1e15')) return shown(text, decimals)
  const scale = step[1] === 'million' ? '1e6' : step[0]
  return `${shown(value.dividedBy(scale).toSignificantDigits(4, half).toFixed())} ${step[1]}`
}

const formulas: Readonly<Record<string, string>> = {
  CO2: 'CO₂',
  CO2e: 'CO₂e',
  CO2eq: 'CO₂eq',
  CH4: 'CH₄',
  N2O: 'N₂O',
  SF6: 'SF₆',
  NF3: 'NF₃',
  CF4: 'CF₄',
  m2: 'm²',
  m3: 'm³',
}

/** Formulas and units as they are set in print: CO₂e, m³. */
export const pretty = (text: string): string =>
  text.replace(/\b(CO2(?:eq?)?|CH4|N2O|SF6|NF3|CF4|m2|m3)\b/g, (word) => formulas[word] ?? word)

/** A unit beside a figure; a pure number has none. */
export const unitText = (unit: string): string => (unit === '1' ? '' : pretty(unit))

/** `year`, `month` or `period`: what the labels of time stand for. */
export const periodWord = (labels: readonly string[]): string => {
  if (labels.every((label) => /^(FY ?)?\d{4}$/.test(label))) return 'year'
  return labels.every((label) => /^\d{4}-\d{2}$/.test(label)) ? 'month' : 'period'
}

/** `2016–2018, 2021`: labels in order, neighbours drawn together. */
export const spans = (chosen: readonly string[], all: readonly string[]): string => {
  const runs: string[][] = []
  for (const [index, label] of all.entries()) {
    if (!chosen.includes(label)) continue
    const before = all[index - 1]
    const last = runs.at(-1)
    if (last && before !== undefined && last.at(-1) === before) last.push(label)
    else runs.push([label])
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}–${run.at(-1)}`)).join(', ')
}
