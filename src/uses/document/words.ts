import { below, type Formula, name, number, row, sign, words } from './formula'

/** Formulas whose digits are set low: CH4, N2O, CO2e, C2F6. */
const formula = /\b(CO2|CH4|N2O|SF6|NF3|CF4|C\dF\d+)(?=e?\b|\b)/

const greek = /^\p{Script=Greek}$/u

/** Letters and digits of a formula: `CH4` with a low 4. */
const chemical = (text: string): Formula =>
  row(
    ...[...text.matchAll(/([A-Za-z]+)(\d*)/g)].map(([, letters = '', digits = '']) =>
      below({ is: 'text', text: letters }, digits === '' ? [] : [number(digits)]),
    ),
  )

const plain = (text: string): Formula =>
  /^[A-Za-z]+$/.test(text) || greek.test(text) ? name(text) : /^\d+$/.test(text) ? number(text) : words(text)

/** Words as they are set in print: chemical formulas with low digits, one letter or one name as it is. */
export const readWords = (text: string): Formula => {
  const parts = text.split(formula).filter((part) => part !== '')
  return row(...parts.map((part) => (formula.test(part) ? chemical(part) : plain(part))))
}

/** A symbol: what stands on the line, and what is printed below it. */
export interface Printed {
  readonly base: Formula
  readonly subs: readonly Formula[]
}

/** Reads a symbol as methods state it: `EF_CH4`, `η_PJ`, `DOC_f`; a letter and digits, `N0`, is a letter with a low digit. */
export const readSymbol = (symbol: string): Printed => {
  const [base = '', ...subs] = symbol.split('_')
  const counted = /^(\p{L})(\d+)$/u.exec(base)
  const more = subs.filter((sub) => sub !== '').map(readWords)
  if (counted) return { base: plain(counted[1] as string), subs: [number(counted[2] as string), ...more] }
  return { base: readWords(base), subs: more }
}

/** `boilerEfficiency` → `boiler efficiency`: what is printed for a leaf without a symbol. */
export const spoken = (leaf: string): string =>
  (leaf.split('/').at(-1) as string).replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)

/** A decimal as it is printed: `1e-6` as a power of ten, `16/12` as a fraction. */
export const readNumber = (text: string): Formula => {
  const [above, under] = text.split('/')
  if (under !== undefined) return { is: 'fraction', above: readNumber(above as string), below: readNumber(under) }
  if (text.startsWith('-')) return row(sign('−'), readNumber(text.slice(1)))
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return number(text)
  const power: Formula = { is: 'sup', of: number('10'), sup: readNumber(exponent.replace(/^\+/, '')) }
  return mantissa === '1' ? power : row(number(mantissa), sign('·'), power)
}
