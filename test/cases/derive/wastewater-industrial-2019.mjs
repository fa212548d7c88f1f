// CH4 and N2O of industrial wastewater, written from the 2019 Refinement, Volume 5, Chapter 6: Eq 6.4 and 6.5 (p 6.33),
// Table 6.8 (pp 6.34-6.35), Eq 6.11 (p 6.44), Eq 6.12 and 6.13 (p 6.47), Table 6.12 and Eq 6.14 (p 6.48), Tables 6.8a
// (p 6.39) and 6.10c (p 6.43); Eq 6.6 and Table 6.9 of 2006 (p 6.22), which the Refinement leaves as they are. Exact
// fractions throughout. Run: node wastewater-industrial-2019.mjs [--json]
import { add, div, equal, mul, q, show, sub } from './_exact-ww.mjs'

// Table 6.8: MCF and EF (kg CH4/kg COD) as printed
const METHANE = {
  'aquatic-environment': ['0.11', '0.028'],
  'aquatic-environment-other': ['0.035', '0.009'],
  'reservoir-lake-estuary': ['0.19', '0.048'],
  'centralised-aerobic': ['0', '0'],
  'anaerobic-reactor': ['0.8', '0.2'],
  'anaerobic-shallow-lagoon': ['0.2', '0.05'],
  'anaerobic-deep-lagoon': ['0.8', '0.2'],
}
// Table 6.9 of 2006: W and COD of the industries below
const COD = {
  'beer-malt': ['6.3', '2.9'],
  'meat-poultry': ['13', '4.1'],
  'pulp-paper-combined': ['162', '9'],
  'wine-vinegar': ['23', '1.5'],
}
// Table 6.12: W and TN
const NITROGEN = {
  'alcohol-refining': ['24', '2.4'],
  'beer-malt': ['6.3', '0.055'],
  'fish-processing': ['5', '0.60'],
  'iron-steel': ['5', '0.25'],
  'meat-poultry': ['13', '0.19'],
  'nitrogen-fertiliser': ['2.89', '0.5'],
  'plastics-resins': ['0.6', '0.25'],
  'starch-production': ['9', '0.9'],
}
const SYSTEM = {
  'centralised-aerobic': '0.016',
  'anaerobic-reactor': '0',
  'anaerobic-lagoon': '0',
  'septic-system': '0',
  'septic-system-land-dispersal': '0.0045',
  latrine: '0',
}
const WATER = { 'aquatic-environment': '0.005', 'nutrient-impacted-water': '0.019' }
const REMOVED = {
  untreated: '0',
  primary: '0.10',
  secondary: '0.40',
  tertiary: '0.80',
  'septic-system': '0.15',
  'septic-system-land-dispersal': '0.68',
  latrine: '0.12',
}
const GWP_CH4 = { AR4: '25', AR5: '28', AR6: '27.0' } // not fossil
const GWP_N2O = { AR4: '298', AR5: '265', AR6: '273' }

const everyWay = {
  product: { 'wine-vinegar': '61000' },
  pathwayShare: {
    'wine-vinegar': {
      sea: '0.1',
      river: '0.15',
      lake: '0.05',
      plant: '0.2',
      reactor: '0.3',
      shallow: '0.08',
      deep: '0.12',
    },
  },
  system: {
    sea: 'aquatic-environment',
    river: 'aquatic-environment-other',
    lake: 'reservoir-lake-estuary',
    plant: 'centralised-aerobic',
    reactor: 'anaerobic-reactor',
    shallow: 'anaerobic-shallow-lagoon',
    deep: 'anaerobic-deep-lagoon',
  },
}
const METHANE_CASES = {
  'beer-reactor-and-river': {
    inputs: {
      product: { 'beer-malt': '85000' },
      pathwayShare: { 'beer-malt': { reactor: '0.9', river: '0.1' } },
      system: { reactor: 'anaerobic-reactor', river: 'aquatic-environment-other' },
      recovered: { 'beer-malt': '150000' },
    },
    context: { gwp: 'AR5' },
  },
  'every-row-of-table-6.8': { inputs: everyWay, context: { gwp: 'AR6' } },
  'every-row-by-equation-6.5': { inputs: { ...everyWay, emissionFactors: 'equation-6.5' } },
  'paper-and-meat': {
    inputs: {
      product: { 'pulp-paper-combined': '40000', 'meat-poultry': '120000' },
      pathwayShare: {
        'pulp-paper-combined': { plant: '0.7', lagoon: '0.3' },
        'meat-poultry': { plant: '0', lagoon: '1' },
      },
      system: { plant: 'centralised-aerobic', lagoon: 'anaerobic-deep-lagoon' },
      sludge: { 'pulp-paper-combined': '5000000', 'meat-poultry': '0' },
      recovered: { 'pulp-paper-combined': '0', 'meat-poultry': '310000' },
    },
    context: { gwp: 'AR4' },
  },
  'own-figures': {
    inputs: {
      product: { tofu: '14200' },
      wastewater: { tofu: '8.5' },
      cod: { tofu: '7.4' },
      emissionFactors: 'equation-6.5',
      bo: '0.23',
      mcf: { tank: '0.66', plant: '0.04' },
      pathwayShare: { tofu: { tank: '0.85', plant: '0.15' } },
      system: { tank: 'anaerobic-shallow-lagoon', plant: 'centralised-aerobic' },
      sludge: { tofu: '54321' },
    },
  },
}
const NITROGEN_CASES = {
  'fertiliser-one-plant': {
    inputs: {
      product: { 'nitrogen-fertiliser': '500000' },
      pathwayShare: { 'nitrogen-fertiliser': { plant: '1' } },
      ...{ system: { plant: 'centralised-aerobic' }, treatment: { plant: 'secondary' } },
      water: { plant: 'aquatic-environment' },
    },
  },
  'fish-plant-and-untreated': {
    inputs: {
      product: { 'fish-processing': '64000' },
      pathwayShare: { 'fish-processing': { plant: '0.7', sea: '0.3' } },
      system: { plant: 'centralised-aerobic' },
      treatment: { plant: 'tertiary', sea: 'untreated' },
      water: { plant: 'aquatic-environment', sea: 'aquatic-environment' },
    },
    context: { gwp: 'AR5' },
  },
  'every-industry-of-table-6.12': {
    inputs: {
      product: Object.fromEntries(Object.keys(NITROGEN).map((name, k) => [name, String(1000 * (k + 1))])),
      pathwayShare: Object.fromEntries(
        Object.keys(NITROGEN).map((name, k) => [name, { plant: show(div(k, 10)), lake: show(div(10 - k, 10)) }]),
      ),
      system: { plant: 'centralised-aerobic' },
      treatment: { plant: 'secondary', lake: 'untreated' },
      water: { plant: 'aquatic-environment', lake: 'nutrient-impacted-water' },
      toWater: { plant: '0', lake: '1' },
    },
    context: { gwp: 'AR6' },
  },
  'every-system-and-treatment': {
    inputs: {
      product: { 'starch-production': '33000' },
      pathwayShare: {
        'starch-production': { a: '0.3', b: '0.2', c: '0.15', d: '0.05', e: '0.1', f: '0.08', g: '0.12' },
      },
      ...(() => {
        const rows = {
          a: ['centralised-aerobic', 'tertiary', 'nutrient-impacted-water'],
          b: ['anaerobic-reactor', 'secondary', 'aquatic-environment'],
          c: ['anaerobic-lagoon', 'primary', 'aquatic-environment'],
          d: ['septic-system', 'septic-system', null],
          e: ['septic-system-land-dispersal', 'septic-system-land-dispersal', null],
          f: ['latrine', 'latrine', null],
          g: [null, 'untreated', 'nutrient-impacted-water'],
        }
        const stated = (of) => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, of(row)]))
        const { g: _, ...system } = stated(([first]) => first)
        return {
          system,
          treatment: stated(([, second]) => second),
          water: stated(([, , third]) => third ?? 'aquatic-environment'),
          toWater: stated(([, , third]) => (third ? '1' : '0.25')),
        }
      })(),
    },
  },
  'own-figures': {
    inputs: {
      product: { tofu: '14200', 'beer-malt': '9100' },
      wastewater: { tofu: '8.5', 'beer-malt': '4.4' },
      nitrogen: { tofu: '0.31', 'beer-malt': '0.061' },
      pathwayShare: { tofu: { tank: '0.85', plant: '0.15' }, 'beer-malt': { tank: '0', plant: '1' } },
      system: { tank: 'anaerobic-lagoon', plant: 'centralised-aerobic' },
      treatment: { tank: 'primary', plant: 'tertiary' },
      water: { tank: 'aquatic-environment', plant: 'aquatic-environment' },
      systemFactor: { tank: '0.0004', plant: '0.021' },
      removal: { tank: '0.18', plant: '0.72' },
      waterFactor: { tank: '0.007', plant: '0.004' },
    },
    context: { gwp: 'AR4' },
  },
}

const whole = (shares) => {
  for (const [i, t] of Object.entries(shares))
    if (!equal(add(...Object.values(t)), 1)) throw new Error(`the shares of ${i} do not add to 1`)
}
const recorder = () => {
  const out = []
  const expect = (name, at, value, unit, kind = 'output') =>
    out.push({ [kind]: name, ...(at ? { at } : {}), value: show(value), unit })
  return { out, expect }
}

const methane = ({ inputs: v, context = {} }, say) => {
  const { out, expect } = recorder()
  whole(v.pathwayShare)
  const ef = {}
  for (const j of Object.keys(v.system)) {
    const [mcf, printed] = METHANE[v.system[j]]
    ef[j] = v.emissionFactors === 'equation-6.5' ? mul(v.bo ?? '0.25', v.mcf?.[j] ?? mcf) : q(printed)
    say(`Eq 6.5   EF(${j}) = ${show(ef[j])} kg CH4/kg COD`)
    expect('EF by pathway', { pathway: j }, ef[j], 'kg CH4 (biogenic)/kg COD', 'step')
  }
  let total = q(0)
  for (const [i, p] of Object.entries(v.product)) {
    const tow = mul(p, v.wastewater?.[i] ?? COD[i][0], v.cod?.[i] ?? COD[i][1])
    const average = add(...Object.entries(v.pathwayShare[i]).map(([j, t]) => mul(t, ef[j])))
    const one = sub(mul(sub(tow, v.sludge?.[i] ?? 0), average), v.recovered?.[i] ?? 0)
    say(`Eq 6.6   TOW(${i}) = P · W · COD = ${show(tow)} kg COD/yr; average EF ${show(average)}`)
    say(`Eq 6.4   (TOW − S) · EF − R = ${show(one)} kg CH4/yr`)
    expect('TOW', { industry: i }, tow, 'kg COD/yr', 'step')
    expect('EF', { industry: i }, average, 'kg CH4 (biogenic)/kg COD', 'step')
    expect('CH4 by industry', { industry: i }, one, 'kg CH4 (biogenic)/yr', 'step')
    total = add(total, one)
  }
  say(`Eq 6.4   CH4 = ${show(total)} kg/yr = ${show(mul(total, '0.000001'))} Gg/yr`)
  expect('ch4', null, total, 'kg CH4 (biogenic)/yr')
  if (context.gwp) expect('co2e', null, mul(total, GWP_CH4[context.gwp]), 'kg CO2e/yr')
  return out
}

const nitrousOxide = ({ inputs: v, context = {} }, say) => {
  const { out, expect } = recorder()
  whole(v.pathwayShare)
  const through = Object.fromEntries(Object.keys(v.treatment).map((j) => [j, q(0)]))
  for (const [i, p] of Object.entries(v.product)) {
    const tn = mul(p, v.wastewater?.[i] ?? NITROGEN[i][0], v.nitrogen?.[i] ?? NITROGEN[i][1])
    say(`Eq 6.13  TN(${i}) = P · W · TN = ${show(tn)} kg N/yr`)
    expect('TN', { industry: i }, tn, 'kg N/yr', 'step')
    for (const [j, t] of Object.entries(v.pathwayShare[i])) through[j] = add(through[j], mul(tn, t))
  }
  let plants = q(0)
  let waters = q(0)
  for (const [j, tn] of Object.entries(through)) {
    if (v.treatment[j] !== 'untreated') plants = add(plants, mul(tn, v.systemFactor?.[j] ?? SYSTEM[v.system[j]]))
    const effluent = mul(tn, sub(1, v.removal?.[j] ?? REMOVED[v.treatment[j]]), v.toWater?.[j] ?? 1)
    say(`Eq 6.14  N_EFFLUENT(${j}) = Σ TN · T · (1 − N_REM) = ${show(effluent)} kg N/yr`)
    expect('N effluent', { pathway: j }, effluent, 'kg N/yr', 'step')
    waters = add(waters, mul(effluent, v.waterFactor?.[j] ?? WATER[v.water[j]]))
  }
  const plantsGas = mul(plants, div(44, 28))
  const watersGas = mul(waters, div(44, 28))
  say(`Eq 6.11  N2O Plants = Σ T · EF · TN · 44/28 = ${show(plantsGas)} kg N2O/yr`)
  say(`Eq 6.12  N2O effluent = N_EFFLUENT · EF_EFFLUENT · 44/28 = ${show(watersGas)} kg N2O/yr`)
  expect('N2O plants', null, plantsGas, 'kg N2O/yr', 'step')
  expect('N2O effluent', null, watersGas, 'kg N2O/yr', 'step')
  const n2o = add(plantsGas, watersGas)
  expect('n2o', null, n2o, 'kg N2O/yr')
  if (context.gwp) expect('co2e', null, mul(n2o, GWP_N2O[context.gwp]), 'kg CO2e/yr')
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [method, cases, solve] of [
  ['wastewater.industrial-ch4-2019', METHANE_CASES, methane],
  ['wastewater.industrial-n2o-2019', NITROGEN_CASES, nitrousOxide],
])
  for (const [name, each] of Object.entries(cases)) {
    const id = `${method}/${name}`
    say(`\n== ${id}`)
    result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
    say(JSON.stringify(result[id].expected))
  }
if (json) console.log(JSON.stringify(result))
