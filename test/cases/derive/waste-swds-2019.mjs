// waste.solid-waste-disposal.2019-refinement: 2019 Refinement V5 Ch 3, Eq 3.1-3.6 (pp 3.6-3.9), unchanged from 2006; running stock of
// Annex 3A.1 of 2006. Read on the page and typed by hand:
//   DOCf: Table 3.0 (p 3.12): wood 0.1; paper, textiles, nappies 0.5; food, garden 0.7. MCF: Table 3.1 (p 3.13).
//   k: Table 3.3 (p 3.16); nappies go with the moderately degrading row, as in the workbook. F 0.5 (p 3.14). OX: Table 3.2 (p 3.14).
//   DOC of wet waste: Table 2.4 of 2006 (Ch 2, p 2.14). Delay 6 months: p 3.19 of 2006, so M = 13.
// Deposits, recovery, delays and what is given for sludge and industrial waste: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

const DOC = { food: '0.15', garden: '0.20', paper: '0.40', wood: '0.43', textiles: '0.24', nappies: '0.24' }
const DOCF = { food: '0.7', garden: '0.7', paper: '0.5', wood: '0.1', textiles: '0.5', nappies: '0.5' }
const K = {
  'boreal-temperate-dry': {
    paper: '0.04',
    textiles: '0.04',
    wood: '0.02',
    garden: '0.05',
    nappies: '0.05',
    food: '0.06',
  },
  'boreal-temperate-wet': {
    paper: '0.06',
    textiles: '0.06',
    wood: '0.03',
    garden: '0.1',
    nappies: '0.1',
    food: '0.185',
  },
  'tropical-dry': {
    paper: '0.045',
    textiles: '0.045',
    wood: '0.025',
    garden: '0.065',
    nappies: '0.065',
    food: '0.085',
  },
  'tropical-moist-wet': {
    paper: '0.07',
    textiles: '0.07',
    wood: '0.035',
    garden: '0.17',
    nappies: '0.17',
    food: '0.4',
  },
}
const MCF = {
  'managed-anaerobic': '1.0',
  'managed-well-semi-aerobic': '0.5',
  'managed-poorly-semi-aerobic': '0.7',
  'managed-well-active-aeration': '0.4',
  'managed-poorly-active-aeration': '0.7',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
  uncategorised: '0.6',
}
const OX = { other: '0', 'managed-oxidising-cover': '0.1' }

/** `sites` and `covers` by year. */
function landfill({ name, climate, from, n, amounts, sites, covers, delay, recovered, own = {}, given = {} }) {
  const id = `waste.solid-waste-disposal.2019-refinement/${name}`
  const types = Object.keys(amounts)
  const deposited = Object.fromEntries(types.map((type) => [type, range(0, n - 1).map(amounts[type])]))
  const pick = (table, key) => Object.fromEntries(types.map((type) => [type, own[key]?.[type] ?? table[type]]))
  const siteOf = range(0, n - 1).map(sites)
  const coverOf = range(0, n - 1).map(covers ?? (() => 'other'))
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc: pick(DOC, 'doc'),
    docf: pick(DOCF, 'docf'),
    mcf: Object.fromEntries(types.map((type) => [type, siteOf.map((site) => MCF[site])])),
    k: pick(K[climate], 'k'),
    month: Object.fromEntries(types.map((type) => [type, 7 + Number(delay?.[type] ?? 6)])),
    f: '0.5',
    recovered: recovered ? range(0, n - 1).map(recovered) : constant('0', n),
    oxidised: coverOf.map((cover) => OX[cover]),
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      climate,
      site: series(from, siteOf),
      ...(covers ? { cover: series(from, coverOf) } : {}),
      ...(delay ? { delay } : {}),
      ...(recovered ? { recovered: series(from, range(0, n - 1).map(recovered)) } : {}),
      ...given,
    },
    expectedOf(run, range(from, from + n - 1), [from, from + 1, from + n - 1], ['DDOCm', 'CH4 generated']),
  )
}

const six = {
  food: (i) => String(5200 + 40 * i),
  garden: (i) => String(1800 + 15 * i),
  paper: (i) => String(3100 + 55 * i),
  wood: (i) => String(950 - 5 * i),
  textiles: (i) => `${310 + 4 * i}.75`,
  nappies: (i) => String(20 * i),
}
const three = { food: (i) => String(900 + 7 * i), paper: (i) => String(300 + 11 * i), wood: () => '120' }

landfill({
  name: 'semi-aerobic-upgraded-tropical',
  climate: 'tropical-moist-wet',
  from: 1985,
  n: 40,
  amounts: six,
  sites: (i) => (i < 15 ? 'unmanaged-deep' : i < 28 ? 'managed-poorly-semi-aerobic' : 'managed-well-semi-aerobic'),
})
landfill({
  name: 'active-aeration-temperate-wet',
  climate: 'boreal-temperate-wet',
  from: 1990,
  n: 30,
  amounts: six,
  sites: (i) =>
    i < 20 ? 'managed-anaerobic' : i < 25 ? 'managed-poorly-active-aeration' : 'managed-well-active-aeration',
  covers: (i) => (i < 20 ? 'other' : 'managed-oxidising-cover'),
})
landfill({
  name: 'shallow-dump-tropical-dry',
  climate: 'tropical-dry',
  from: 2000,
  n: 20,
  amounts: three,
  sites: () => 'unmanaged-shallow',
})
landfill({
  name: 'uncategorised-temperate-dry',
  climate: 'boreal-temperate-dry',
  from: 1970,
  n: 50,
  amounts: three,
  sites: () => 'uncategorised',
})
landfill({
  name: 'recovery-and-oxidation',
  climate: 'tropical-moist-wet',
  from: 2001,
  n: 20,
  amounts: six,
  sites: () => 'managed-anaerobic',
  covers: () => 'managed-oxidising-cover',
  recovered: (i) => (i < 10 ? '0' : String(25 * i)),
})
landfill({
  name: 'delays-by-type',
  climate: 'boreal-temperate-wet',
  from: 2010,
  n: 12,
  amounts: three,
  sites: () => 'managed-anaerobic',
  delay: { food: '0', paper: '3', wood: '6' },
})
landfill({
  name: 'sludge-and-industrial-waste-given',
  climate: 'tropical-moist-wet',
  from: 2005,
  n: 15,
  amounts: { sludge: (i) => String(1000 + i), industrial: () => '4000' },
  sites: () => 'unmanaged-deep',
  own: {
    doc: { sludge: '0.06', industrial: '0.11' },
    docf: { sludge: '0.5', industrial: '0.5' },
    k: { sludge: '0.4', industrial: '0.17' },
  },
  given: { doc: { sludge: '0.06', industrial: '0.11' }, docf: { sludge: '0.5', industrial: '0.5' } },
})
