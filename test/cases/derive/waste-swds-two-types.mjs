// waste.solid-waste-disposal: food and paper over thirty years, every figure given.
// 2006 IPCC Guidelines V5 Ch 3: Eq 3.2, 3.4-3.5 (p 3.9), 3.6 (p 3.10), 3.1 (p 3.8). Start of decay 1 January of the next year
// (delay 6 months, p 3.19; M = 13, p 3.35).
// DOC: Table 2.4, V5 Ch 2 p 2.14 (food 15 %, paper 40 % of wet waste). DOCf 0.5: p 3.13. MCF 1.0 managed anaerobic: Table 3.1, p 3.14.
// k: Table 3.3, p 3.17, boreal and temperate, wet (food 0.185, paper 0.06). F 0.5: p 3.15. Deposits: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, each, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

const id = 'waste.solid-waste-disposal/two-types-thirty-years'
const from = 1990
const types = ['food', 'paper']
const deposited = {
  food: range(0, 29).map((i) => String(i < 18 ? 12000 + 350 * i : 18300 - 410 * (i - 18))),
  paper: range(0, 29).map((i) => `${i < 10 ? 8200 + 125 * i : 9450 - 95 * (i - 10)}.5`),
}
const doc = { food: '0.15', paper: '0.4' }
const docf = each(types, '0.5')
const k = { food: '0.185', paper: '0.06' }
const mcf = constant('1', 30)
const zero = constant('0', 30)

const run = firstOrderDecay(id, {
  types,
  from,
  deposited,
  doc,
  docf,
  mcf: each(types, mcf),
  k,
  month: each(types, 6 + 7),
  f: '0.5',
  recovered: zero,
  oxidised: zero,
})
report(
  id,
  { deposited: seriesOf(from, deposited), doc, docf, mcf: series(from, mcf), k, f: '0.5', delay: each(types, '6') },
  expectedOf(run, range(1990, 2019), [1990, 1991, 1992, 2000, 2008, 2019]),
)
