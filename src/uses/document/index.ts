export { type Charted, type ChartOptions, chart, type VegaLite } from './chart'
export { type Equation, type EquationSymbol, equations } from './equations'
export type { Example } from './example'
export { methodPage, type PageOptions, shown } from './page'
