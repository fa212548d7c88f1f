// waste.solid-waste-disposal by label only: deposits, climate, site (and cover); all figures come from the printed tables.
// 2006 IPCC Guidelines V5. The figures below were read on the page and written by hand:
//   DOC: Table 2.4, Ch 2 p 2.14 (per cent of wet waste); sewage sludge 5 %: Section 2.3.2, Ch 2 p 2.15.
//   DOCf 0.5: Ch 3 p 3.13. MCF: Table 3.1, p 3.14. F 0.5: p 3.15. OX: Table 3.2, p 3.15. k: Table 3.3, p 3.17.
//   Delay 6 months: p 3.19, so M = 13 (p 3.35). No recovery: default zero, p 3.19.
// Equations: 3.1 (p 3.8), 3.2, 3.4, 3.5 (p 3.9), 3.6 (p 3.10). Deposits: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, each, expectedOf, firstOrderDecay, range, series, seriesOf, spread } from './_fod-waste.mjs'

const DOC = {
  food: '0.15',
  garden: '0.20',
  paper: '0.40',
  wood: '0.43',
  textiles: '0.24',
  nappies: '0.24',
  sludge: '0.05',
}

// Table 3.3: 'Paper/textiles waste', 'Wood/straw waste', 'Other (non-food) organic putrescible/Garden and park waste', 'Food waste/Sewage sludge'
const K = {
  'boreal-temperate-dry': { paper: '0.04', textiles: '0.04', wood: '0.02', garden: '0.05', food: '0.06' },
  'boreal-temperate-wet': { paper: '0.06', textiles: '0.06', wood: '0.03', garden: '0.1', food: '0.185' },
  'tropical-dry': { paper: '0.045', textiles: '0.045', wood: '0.025', garden: '0.065', food: '0.085' },
  // Nappies have no row of their own; the official workbook puts them in the moderately degrading row (Parameters!D32).
  'tropical-moist-wet': {
    paper: '0.07',
    textiles: '0.07',
    wood: '0.035',
    garden: '0.17',
    food: '0.4',
    nappies: '0.17',
    sludge: '0.4',
  },
}
const MCF = {
  'managed-anaerobic': '1.0',
  'managed-semi-aerobic': '0.5',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
  uncategorised: '0.6',
}

function byLabel({ name, climate, site, from, n, amounts, emissionYears, stepYears, steps }) {
  const id = `waste.solid-waste-disposal/${name}`
  const types = Object.keys(amounts)
  const deposited = Object.fromEntries(types.map((type) => [type, range(0, n - 1).map(amounts[type])]))
  const pick = (table) => Object.fromEntries(types.map((type) => [type, table[type]]))
  const zero = constant('0', n)
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc: pick(DOC),
    docf: each(types, '0.5'),
    mcf: each(types, constant(MCF[site], n)),
    k: pick(K[climate]),
    month: each(types, 13),
    f: '0.5',
    recovered: zero,
    oxidised: zero,
  })
  report(
    id,
    { deposited: seriesOf(from, deposited), climate, site: series(from, constant(site, n)) },
    expectedOf(run, emissionYears, stepYears, steps),
  )
}

byLabel({
  name: 'all-types-eighty-years-tropical-moist-wet',
  climate: 'tropical-moist-wet',
  site: 'unmanaged-deep',
  from: 1950,
  n: 80,
  amounts: {
    food: (i) => String(21000 + 610 * i),
    garden: (i) => String(4000 + 75 * i),
    paper: (i) => `${7000 + 290 * i}.25`,
    wood: (i) => String(i < 40 ? 3600 - 30 * i : 2400),
    textiles: (i) => String(900 + 11 * i),
    nappies: (i) => String(i < 25 ? 0 : 140 * (i - 24)),
    sludge: (i) => (i % 2 === 0 ? '1500' : '1487.5'),
  },
  emissionYears: spread(1950, 2029),
  stepYears: [1950, 1951, 1952, 1974, 1975, 2000, 2029],
  steps: ['DDOCm', 'DDOCma', 'CH4 generated'],
})

const five = {
  food: (i) => String(5200 + 40 * i),
  garden: (i) => String(1800 + 15 * i),
  paper: (i) => String(3100 + 55 * i),
  wood: (i) => String(950 - 5 * i),
  textiles: (i) => `${310 + 4 * i}.75`,
}
const years = {
  from: 1980,
  n: 40,
  amounts: five,
  emissionYears: range(1980, 2019),
  stepYears: [1980, 1981, 2000, 2019],
  steps: ['CH4 generated'],
}
byLabel({
  ...years,
  name: 'five-types-boreal-temperate-dry',
  climate: 'boreal-temperate-dry',
  site: 'managed-semi-aerobic',
})
byLabel({ ...years, name: 'five-types-boreal-temperate-wet', climate: 'boreal-temperate-wet', site: 'uncategorised' })
byLabel({ ...years, name: 'five-types-tropical-dry', climate: 'tropical-dry', site: 'unmanaged-shallow' })
byLabel({ ...years, name: 'five-types-tropical-moist-wet', climate: 'tropical-moist-wet', site: 'managed-anaerobic' })
