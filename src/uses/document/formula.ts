/**
 * An equation as it is set in print, whatever the language it is written in: latex.ts and mathml.ts each answer every
 * kind in one table.
 */
export type Formula =
  | { readonly is: 'number'; readonly text: string }
  /** One letter, or letters that are read as one name. */
  | { readonly is: 'name'; readonly text: string }
  /** Words. */
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'sign'; readonly text: Sign }
  | { readonly is: 'row'; readonly of: readonly Formula[] }
  | { readonly is: 'sub'; readonly of: Formula; readonly sub: Formula }
  | { readonly is: 'sup'; readonly of: Formula; readonly sup: Formula }
  | { readonly is: 'fraction'; readonly above: Formula; readonly below: Formula }
  /** The sign of a sum, with what it runs over. */
  | { readonly is: 'total'; readonly under: Formula }
  | { readonly is: 'applied'; readonly name: 'ln' | 'min' | 'max' | 'exp'; readonly to: readonly Formula[] }
  | { readonly is: 'fence'; readonly of: Formula; readonly with: '()' | '||' }
  | { readonly is: 'cases'; readonly of: readonly (readonly [value: Formula, condition: Formula])[] }

export type Sign =
  | '+'
  | '−'
  | '·'
  | '='
  | '<'
  | '≤'
  | '>'
  | '≥'
  | ','
  | ':'
  | '∈'
  | '∧'
  | '¬'
  | '′'
  | 'Δ'
  | 'space'
  | 'gap'

export type FormulaOf<K extends Formula['is']> = Extract<Formula, { is: K }>

export const number = (text: string): Formula => ({ is: 'number', text })
export const name = (text: string): Formula => ({ is: 'name', text })
export const words = (text: string): Formula => ({ is: 'text', text })
export const sign = (text: Sign): Formula => ({ is: 'sign', text })

export const row = (...of: readonly Formula[]): Formula => (of.length === 1 ? (of[0] as Formula) : { is: 'row', of })

/** Several with a comma between. */
export const list = (of: readonly Formula[]): Formula =>
  row(...of.flatMap((each, index) => (index === 0 ? [each] : [sign(','), each])))

/** A name with what stands below it; nothing below leaves it as it is. */
export const below = (of: Formula, subs: readonly Formula[]): Formula =>
  subs.length === 0 ? of : { is: 'sub', of, sub: list(subs) }
