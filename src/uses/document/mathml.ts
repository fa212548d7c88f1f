import { escapeXml } from './escape'
import type { Formula, FormulaOf, Sign } from './formula'

const operator = (text: string, attributes = ''): string => `<mo${attributes}>${escapeXml(text)}</mo>`

const signs: Readonly<Partial<Record<Sign, string>>> = {
  '¬': operator('¬', ' form="prefix"'),
  ',': operator(',', ' separator="true"'),
  Δ: '<mi mathvariant="normal">Δ</mi>',
  space: '<mspace width="0.17em"></mspace>',
  gap: `${operator(',', ' separator="true"')}<mspace width="2em"></mspace>`,
}

type Writers = { readonly [K in Formula['is']]: (math: FormulaOf<K>) => string }

const writers: Writers = {
  number: ({ text }) => `<mn>${escapeXml(text)}</mn>`,
  name: ({ text }) => `<mi>${escapeXml(text)}</mi>`,
  text: ({ text }) => `<mtext>${spaced(escapeXml(text))}</mtext>`,
  sign: ({ text }) => signs[text] ?? operator(text),
  row: ({ of }) => `<mrow>${of.map(written).join('')}</mrow>`,
  sub: ({ of, sub }) => `<msub>${written(of)}${written(sub)}</msub>`,
  sup: ({ of, sup }) => `<msup>${written(of)}${written(sup)}</msup>`,
  fraction: ({ above, below }) => `<mfrac>${written(above)}${written(below)}</mfrac>`,
  total: ({ under }) => `<munder>${operator('∑', ' movablelimits="false"')}${written(under)}</munder>`,
  applied: ({ name, to }) =>
    `<mrow><mi>${name}</mi>${operator('\u2061')}${fenced('()', to.map(written).join(signs[',']))}</mrow>`,
  fence: ({ of, with: marks }) => fenced(marks, written(of)),
  cases: ({ of }) =>
    `<mrow>${operator('{', ' fence="true" form="prefix"')}<mtable columnalign="left left">${of
      .map(([value, condition]) => `<mtr><mtd>${written(value)}</mtd><mtd>${written(condition)}</mtd></mtr>`)
      .join('')}</mtable></mrow>`,
}

/** A space at the edge of a text would be lost. */
const spaced = (text: string): string => text.replace(/^ | $/g, '\u00a0')

const fenced = ([open, close]: string, inner: string): string =>
  `<mrow>${operator(open as string, ' fence="true" form="prefix"')}<mrow>${inner}</mrow>${operator(close as string, ' fence="true" form="postfix"')}</mrow>`

const written = (math: Formula): string => (writers[math.is] as (math: Formula) => string)(math)

/** The equation in MathML Core, which browsers show by themselves. */
export const mathml = (math: Formula, display: 'block' | 'inline' = 'block'): string =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML" display="${display}"><mrow>${written(math)}</mrow></math>`
