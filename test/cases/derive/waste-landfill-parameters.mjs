// waste.carbon-stored.2019-refinement, waste.weighted-mcf.2019-refinement, waste.reaction-constant and its 2019 edition.
// Eq 3A1.19 (2006 V5 Ch 3, p 3.37): W.DOC.(1 - DOCf).MCF, with DOCf of Table 3.0 (2019 V5 Ch 3, p 3.12) and DOC of Table 2.4 (2006, Ch 2,
// p 2.14). MCF: Table 3.1 (2019, p 3.13), weighed by the waste of each type of site. Eq 3A1.6 (2006, p 3.33): k = ln 2/half-life,
// half-lives of Table 3.4 (2006 p 3.18, 2019 p 3.17). Deposits, shares and measured half-lives: freely chosen.

import { abs, add, agree, dec, div, exp, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const DOC = {
  food: '0.15',
  garden: '0.20',
  paper: '0.40',
  wood: '0.43',
  textiles: '0.24',
  nappies: '0.24',
  plastics: '0',
}
const DOCF = { food: '0.7', garden: '0.7', paper: '0.5', wood: '0.1', textiles: '0.5', nappies: '0.5' }
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
const over = (from, values) => ({ from, values })

function stored(name, from, deposited, sites, { docf = {} } = {}) {
  const id = `waste.carbon-stored.2019-refinement/${name}`
  console.log(`\n=== ${id}`)
  const years = sites.map((site, i) => {
    const parts = Object.entries(deposited).map(([type, tonnes]) => {
      const carbon = mul(dec(tonnes[i]), dec(DOC[type]), dec(MCF[site]))
      const kept = mul(carbon, sub(ONE, dec(docf[type] ?? DOCF[type])))
      // what decomposes and what stays is all that is not lost to air at once
      agree(add(kept, mul(carbon, dec(docf[type] ?? DOCF[type]))), carbon, id)
      return kept
    })
    console.log(`  ${from + i}: ${parts.map((x) => fmt(x, 12)).join(' + ')}`)
    return { output: 'stored', at: { year: String(from + i) }, value: fmt(add(...parts)), unit: 't C' }
  })
  const given = Object.fromEntries(Object.entries(deposited).map(([type, values]) => [type, over(from, values)]))
  report(id, { deposited: given, site: over(from, sites), ...(Object.keys(docf).length > 0 ? { docf } : {}) }, years)
}
stored('wood', 2020, { wood: ['1000', '1250.5'] }, ['managed-anaerobic', 'unmanaged-deep'])
stored(
  'five-types',
  2018,
  {
    food: ['500', '510', '520'],
    garden: ['90', '80', '70'],
    paper: ['210', '215', '220'],
    textiles: ['30', '31', '32'],
    nappies: ['12', '14', '16'],
  },
  ['unmanaged-shallow', 'managed-poorly-semi-aerobic', 'managed-well-semi-aerobic'],
)
stored('aerated', 2022, { food: ['800', '800'], wood: ['60', '60'] }, [
  'managed-poorly-active-aeration',
  'managed-well-active-aeration',
])
stored('uncategorised', 2000, { paper: ['77.25'] }, ['uncategorised'])
stored('measured-docf', 2015, { paper: ['400', '420'] }, ['managed-anaerobic', 'managed-anaerobic'], {
  docf: { paper: '0.36' },
})

function weighted(name, from, shares) {
  const id = `waste.weighted-mcf.2019-refinement/${name}`
  const n = Object.values(shares)[0].length
  console.log(`\n=== ${id}`)
  const years = Array.from({ length: n }, (_, i) => {
    agree(add(...Object.values(shares).map((of) => dec(of[i]))), ONE, `${id} ${from + i}`)
    const mean = add(...Object.entries(shares).map(([site, of]) => mul(dec(of[i]), dec(MCF[site]))))
    console.log(`  ${from + i}: ${fmt(mean)}`)
    return { output: 'mcf', at: { year: String(from + i) }, value: fmt(mean), unit: '1' }
  })
  report(id, { share: Object.fromEntries(Object.entries(shares).map(([site, of]) => [site, over(from, of)])) }, years)
}
weighted('one-type', 2020, { 'managed-poorly-semi-aerobic': ['1', '1'] })
weighted('from-dumps-to-semi-aerobic', 2000, {
  'unmanaged-deep': ['1', '0.6', '0.2'],
  'managed-poorly-semi-aerobic': ['0', '0.3', '0.3'],
  'managed-well-semi-aerobic': ['0', '0.1', '0.5'],
})
weighted('aerated', 2018, {
  'managed-anaerobic': ['0.5', '0.25'],
  'managed-poorly-active-aeration': ['0.3', '0.25'],
  'managed-well-active-aeration': ['0.2', '0.5'],
})
weighted('all-types', 2021, {
  'managed-anaerobic': ['0.2'],
  'managed-well-semi-aerobic': ['0.1'],
  'managed-poorly-semi-aerobic': ['0.1'],
  'managed-well-active-aeration': ['0.1'],
  'managed-poorly-active-aeration': ['0.1'],
  'unmanaged-deep': ['0.15'],
  'unmanaged-shallow': ['0.15'],
  uncategorised: ['0.1'],
})
weighted('uncategorised', 1995, { uncategorised: ['1', '0.5'], 'unmanaged-shallow': ['0', '0.5'] })

/** ln 2 as 2.artanh(1/3) = 2.sum of (1/3)^(2j+1)/(2j+1); e to it must be 2. */
const ln2 = (() => {
  const third = div(ONE, dec(3))
  const ninth = div(ONE, dec(9))
  let sum = 0n
  let power = third
  for (let j = 0; power !== 0n; j += 1) {
    sum += div(power, dec(2 * j + 1))
    power = mul(power, ninth)
  }
  return 2n * sum
})()
agree(exp(ln2), dec(2), 'ln 2')

const HALF = {
  'boreal-temperate-dry': {
    paper: '17',
    textiles: '17',
    wood: '35',
    garden: '14',
    food: '12',
    sludge: '12',
    bulk: '14',
  },
  'boreal-temperate-wet': { paper: '12', textiles: '12', wood: '23', garden: '7', food: '4', sludge: '4', bulk: '7' },
  'tropical-dry': { paper: '15', textiles: '15', wood: '28', garden: '11', food: '8', sludge: '8', bulk: '11' },
  'tropical-moist-wet': { paper: '10', textiles: '10', wood: '20', garden: '4', food: '2', sludge: '2', bulk: '4' },
}
function constants(edition, name, climate, given) {
  const id = `waste.reaction-constant${edition}/${name}`
  const half = given ?? HALF[climate]
  const rows = Object.entries(half).map(([type, years]) => {
    const k = div(ln2, dec(years))
    if (abs(sub(exp(-mul(k, dec(years))), div(ONE, dec(2)))) > ONE / 10n ** 40n) throw new Error(`${id} ${type}`)
    return { output: 'k', at: { wasteType: type }, value: fmt(k), unit: '1/yr' }
  })
  console.log(`\n=== ${id}\n  ${rows.map(({ at, value }) => `${at.wasteType} ${value}`).join(', ')}`)
  report(id, { climate, halfLife: half }, rows)
}
for (const edition of ['', '.2019-refinement']) {
  for (const climate of Object.keys(HALF)) constants(edition, climate, climate)
  constants(edition, 'measured', 'tropical-moist-wet', { food: '1.6', bulk: '5.25' })
}
