import type { Formula, FormulaOf, Sign } from './formula'

const signs: Readonly<Record<Sign, string>> = {
  '+': ' + ',
  '−': ' - ',
  '·': ' \\cdot ',
  '=': ' = ',
  '<': ' < ',
  '≤': ' \\le ',
  '>': ' > ',
  '≥': ' \\ge ',
  ',': ',\\,',
  ':': ' : ',
  '∈': ' \\in ',
  '∧': ' \\land ',
  '¬': '\\lnot ',
  '′': '\\prime ',
  Δ: '\\Delta ',
  space: '\\,',
  gap: ',\\qquad ',
}

const greek: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  ζ: '\\zeta',
  η: '\\eta',
  θ: '\\theta',
  κ: '\\kappa',
  λ: '\\lambda',
  μ: '\\mu',
  ν: '\\nu',
  ξ: '\\xi',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  τ: '\\tau',
  φ: '\\varphi',
  χ: '\\chi',
  ψ: '\\psi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Θ: '\\Theta',
  Λ: '\\Lambda',
  Ξ: '\\Xi',
  Π: '\\Pi',
  Σ: '\\Sigma',
  Φ: '\\Phi',
  Ψ: '\\Psi',
  Ω: '\\Omega',
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '→': '$\\to$',
  '−': '-',
  '·': '$\\cdot$',
}

// neither TeX nor XML has a place for control characters
const control = /[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu

/** Text inside `\text{…}`: no letter of it is a command. */
const escaped = (text: string): string =>
  text.replace(control, ' ').replace(/[\\~^→−·]|[#$%&_{}]/g, (letter) => escapes[letter] ?? `\\${letter}`)

type Writers = { readonly [K in Formula['is']]: (math: FormulaOf<K>) => string }

const writers: Writers = {
  number: ({ text }) => text,
  name: ({ text }) => greek[text] ?? (text.length === 1 ? text : `\\mathrm{${text}}`),
  text: ({ text }) => `\\text{${escaped(text)}}`,
  sign: ({ text }) => signs[text],
  row: ({ of }) => of.map(latex).join(''),
  sub: ({ of, sub }) => `${group(of)}_{${latex(sub)}}`,
  sup: ({ of, sup }) => `${group(of)}^{${latex(sup)}}`,
  fraction: ({ above, below }) => `\\frac{${latex(above)}}{${latex(below)}}`,
  total: ({ under }) => `\\sum_{${latex(under)}} `,
  applied: ({ name, to }) => `\\${name}\\left(${to.map(latex).join(',\\, ')}\\right)`,
  fence: ({ of, with: [open, close] }) => `\\left${open}${latex(of)}\\right${close}`,
  cases: ({ of }) =>
    `\\begin{cases}${of.map(([value, condition]) => `${latex(value)} & ${latex(condition)}`).join(' \\\\ ')}\\end{cases}`,
}

const group = (math: Formula): string => {
  const written = latex(math)
  return math.is === 'name' || math.is === 'text' || (math.is === 'number' && written.length === 1)
    ? written
    : `{${written}}`
}

/** The equation in LaTeX, for display mode of amsmath, KaTeX, MathJax or Temml. */
export const latex = (math: Formula): string => (writers[math.is] as (math: Formula) => string)(math)
