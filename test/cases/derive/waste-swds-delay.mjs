// waste.solid-waste-disposal: delays other than six months. 2006 IPCC Guidelines V5 Ch 3 Annex 3A.1: M = delay + 7 (p 3.35),
// Eq 3A1.12-3A1.15 (pp 3.35-3.36). Delay 0: M = 7, half a year of decay in the year of deposition; 3 months: M = 10, Eq 3A1.8-3A1.9 p 3.33.
// The delay holds for food like for every other type (the official workbook's Food sheet ignores it: that is another method).
// Figures: DOC Table 2.4 (Ch 2 p 2.14); MCF Table 3.1 p 3.14 or freely chosen means; k Table 3.3 p 3.17; DOCf 0.5 p 3.13; F 0.5 p 3.15;
// OX 0 Table 3.2 p 3.15. Equations 3.1 (p 3.8), 3.2 (p 3.9), 3.6 (p 3.10). Deposits: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, each, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

const from = 1995
const n = 25
const types = ['food', 'garden', 'paper', 'wood', 'textiles']
const deposited = {
  food: range(0, n - 1).map((i) => String(11000 + 260 * i)),
  garden: range(0, n - 1).map((i) => String(3000 + 35 * i)),
  paper: range(0, n - 1).map((i) => String(5600 - 42 * i)),
  wood: range(0, n - 1).map((i) => String(1300 + 8 * i)),
  textiles: constant('640.5', n),
}
const doc = { food: '0.15', garden: '0.20', paper: '0.40', wood: '0.43', textiles: '0.24' }
const tropicalMoistWet = { food: '0.4', garden: '0.17', paper: '0.07', wood: '0.035', textiles: '0.07' }
const temperateWet = { food: '0.185', garden: '0.1', paper: '0.06', wood: '0.03', textiles: '0.06' }
const zero = constant('0', n)
const stepYears = [1995, 1996, 1997, 2005, 2019]

function byDelay({ name, delay, k, mcf, inputs }) {
  const id = `waste.solid-waste-disposal/${name}`
  const month = Object.fromEntries(types.map((type) => [type, delay[type] + 7]))
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf: each(types, '0.5'),
    mcf: each(types, mcf),
    k,
    month,
    f: '0.5',
    recovered: zero,
    oxidised: zero,
  })
  const months = Object.fromEntries(types.map((type) => [type, String(delay[type])]))
  report(
    id,
    { deposited: seriesOf(from, deposited), ...inputs, delay: months },
    expectedOf(run, range(from, from + n - 1), stepYears, ['DDOCma', 'CH4 generated']),
  )
}

// by label: tropical moist and wet, managed anaerobic (MCF 1.0)
byDelay({
  name: 'delay-zero',
  delay: each(types, 0),
  k: tropicalMoistWet,
  mcf: constant('1.0', n),
  inputs: { climate: 'tropical-moist-wet', site: series(from, constant('managed-anaerobic', n)) },
})

// every figure given; MCF rising with the year
const rising = range(0, n - 1).map((i) => (i < 5 ? '0.4' : i < 15 ? '0.71' : '0.98'))
byDelay({
  name: 'delay-three-months-every-type',
  delay: each(types, 3),
  k: tropicalMoistWet,
  mcf: rising,
  inputs: { doc, docf: each(types, '0.5'), mcf: series(from, rising), k: tropicalMoistWet, f: '0.5' },
})

// another delay for each type; climate and site by label (uncategorised: MCF 0.6)
byDelay({
  name: 'delay-by-type',
  delay: { food: 1, garden: 2, paper: 4, wood: 6, textiles: 5 },
  k: temperateWet,
  mcf: constant('0.6', n),
  inputs: { climate: 'boreal-temperate-wet', site: series(from, constant('uncategorised', n)) },
})
