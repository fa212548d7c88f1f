// CH4 of domestic wastewater, written from the 2019 Refinement, Volume 5, Chapter 6: Eq 6.1 and 6.1A (p 6.17), Eq 6.2 and
// Table 6.2 (p 6.18), Table 6.3 (pp 6.20-6.21), Eq 6.3 (p 6.21), Table 6.4 and Eq 6.3a (p 6.22), Eq 6.3b and Table 6.6a
// (p 6.27), Eq 6.3c, Eq 6.3d and Table 6.6b (p 6.28). Exact fractions throughout.
// Run: node wastewater-domestic-ch4-2019.mjs [--json]
import { add, equal, mul, q, show, sub } from './_exact-ww.mjs'

// Table 6.3: MCF and EF (kg CH4/kg BOD) as printed
const SYSTEM = {
  'centralised-aerobic': ['0.03', '0.018'],
  'anaerobic-reactor': ['0.8', '0.48'],
  'anaerobic-shallow-lagoon': ['0.2', '0.12'],
  'anaerobic-deep-lagoon': ['0.8', '0.48'],
  'septic-system': ['0.5', '0.3'],
  'septic-system-land-dispersal': ['0.5', '0.3'],
  'latrine-dry-small-family': ['0.1', '0.06'],
  'latrine-dry-communal': ['0.5', '0.3'],
  'latrine-wet': ['0.7', '0.42'],
  'stagnant-sewer': ['0.5', '0.3'],
  'flowing-sewer': ['0', '0'],
}
const WATER = {
  'aquatic-environment': ['0.11', '0.068'],
  'aquatic-environment-other': ['0.035', '0.021'],
  'reservoir-lake-estuary': ['0.19', '0.114'],
}
const REMOVED = {
  untreated: '0',
  primary: '0.40',
  secondary: '0.85',
  tertiary: '0.90',
  'septic-system': '0.625',
  'latrine-dry-small-family': '0.1',
  'latrine-dry-communal': '0.5',
  'latrine-wet': '0.7',
}
const KREM = {
  mechanical: '0.5',
  'aerobic-primary': '0.8',
  'aerobic-primary-anaerobic-digestion': '1.0',
  'aerobic-no-primary': '1.16',
}
const I = { collected: '1.25', uncollected: '1.00' }
const BOD = { JP: '42', IN: '34', ID: '40' } // Table 6.4: Japan, India, Asia
const GWP_CH4 = { AR4: '25', AR5: '28', AR6: '27.0' } // not fossil
const all = (shares) => ({ incomeShare: { all: '1' }, pathwayShare: { all: shares } })

/** { name: [system, treatment, water, collection] }; without a water the effluent goes to soil. */
const pathways = (rows) => {
  const column = (of) => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, of(row)]))
  return {
    system: column(([system]) => system),
    treatment: column(([, treatment]) => treatment),
    water: column(([, , water]) => water ?? 'aquatic-environment'),
    toWater: column(([, , water]) => (water ? '1' : '0')),
    collection: column(([, , , collection]) => collection),
  }
}
const plantAndRiver = {
  population: '600000',
  bod: '40',
  ...all({ plant: '0.65', untreated: '0.35' }),
  ...pathways({
    plant: ['centralised-aerobic', 'secondary', 'aquatic-environment', 'collected'],
    untreated: ['aquatic-environment', 'untreated', 'aquatic-environment', 'uncollected'],
  }),
  sludgeMass: { plant: { 'aerobic-primary': '1450' }, untreated: { 'aerobic-primary': '0' } },
}
const everySystem = {
  ...all({
    plant: '0.08',
    reactor: '0.09',
    shallow: '0.07',
    deep: '0.06',
    tank: '0.1',
    field: '0.05',
    family: '0.11',
    communal: '0.12',
    wet: '0.13',
    ditch: '0.04',
    sewer: '0.02',
    nothing: '0.13',
  }),
  ...pathways({
    plant: ['centralised-aerobic', 'tertiary', 'reservoir-lake-estuary', 'collected'],
    reactor: ['anaerobic-reactor', 'secondary', 'aquatic-environment-other', 'collected'],
    shallow: ['anaerobic-shallow-lagoon', 'primary', 'aquatic-environment', 'collected'],
    deep: ['anaerobic-deep-lagoon', 'secondary', 'aquatic-environment-other', 'collected'],
    tank: ['septic-system', 'septic-system', 'aquatic-environment', 'uncollected'],
    field: ['septic-system-land-dispersal', 'septic-system', null, 'uncollected'],
    family: ['latrine-dry-small-family', 'latrine-dry-small-family', null, 'uncollected'],
    communal: ['latrine-dry-communal', 'latrine-dry-communal', null, 'uncollected'],
    wet: ['latrine-wet', 'latrine-wet', 'reservoir-lake-estuary', 'uncollected'],
    ditch: ['stagnant-sewer', 'untreated', null, 'collected'],
    sewer: ['flowing-sewer', 'untreated', 'aquatic-environment-other', 'collected'],
    nothing: ['reservoir-lake-estuary', 'untreated', 'aquatic-environment', 'uncollected'],
  }),
}
const CASES = {
  'plant-and-river': { inputs: plantAndRiver, context: { gwp: 'AR5' } },
  'plant-and-river-effluent-by-eq-6.3d-alone': { inputs: { ...plantAndRiver, effluentOrganics: 'equation-6.3d' } },
  'septic-tanks-default-compliance': {
    inputs: {
      population: '240000',
      ...all({ tanks: '1' }),
      ...pathways({ tanks: ['septic-system', 'septic-system', null, 'uncollected'] }),
    },
    context: { region: 'ID' },
  },
  'every-system-table-6.3': {
    inputs: { population: '1230000', ...everySystem },
    context: { region: 'JP', gwp: 'AR6' },
  },
  'every-system-equation-6.2': {
    inputs: { population: '1230000', ...everySystem, emissionFactors: 'equation-6.2' },
    context: { region: 'JP' },
  },
  'every-sludge-type': {
    inputs: {
      population: '980000',
      bod: '55',
      ...all({ a: '0.1', b: '0.3', c: '0.4', d: '0.2' }),
      ...pathways({
        a: ['centralised-aerobic', 'primary', 'aquatic-environment', 'collected'],
        b: ['centralised-aerobic', 'secondary', 'aquatic-environment', 'collected'],
        c: ['centralised-aerobic', 'tertiary', 'aquatic-environment-other', 'collected'],
        d: ['centralised-aerobic', 'secondary', 'reservoir-lake-estuary', 'collected'],
      }),
      sludgeMass: Object.fromEntries(
        Object.entries({
          a: { mechanical: '900.5' },
          b: { 'aerobic-primary': '3210', 'aerobic-no-primary': '250' },
          c: { 'aerobic-primary-anaerobic-digestion': '5000' },
          d: { 'aerobic-no-primary': '1777.7' },
        }).map(([name, row]) => [
          name,
          { ...Object.fromEntries(Object.keys(KREM).map((type) => [type, '0'])), ...row },
        ]),
      ),
    },
    context: { gwp: 'AR4' },
  },
  'septage-comes-to-the-plant': {
    inputs: {
      population: '415000',
      incomeShare: { rural: '0.3', 'urban-high': '0.25', 'urban-low': '0.45' },
      pathwayShare: {
        rural: { plant: '0', tanks: '0.4', open: '0.6' },
        'urban-high': { plant: '0.9', tanks: '0.1', open: '0' },
        'urban-low': { plant: '0.35', tanks: '0.5', open: '0.15' },
      },
      ...pathways({
        plant: ['centralised-aerobic', 'secondary', 'aquatic-environment-other', 'collected'],
        tanks: ['septic-system', 'septic-system', null, 'uncollected'],
        open: ['aquatic-environment-other', 'untreated', 'aquatic-environment', 'uncollected'],
      }),
      compliance: '0.8',
      received: { plant: '745000', tanks: '0', open: '0' },
      sludgeMass: { plant: { 'aerobic-no-primary': '2100' } },
    },
    context: { region: 'IN', gwp: 'AR5' },
  },
  'reactor-with-recovery-and-measured-sludge': {
    inputs: {
      population: '305000',
      bod: '50',
      ...all({ reactor: '0.75', lagoon: '0.25' }),
      ...pathways({
        reactor: ['anaerobic-reactor', 'primary', 'reservoir-lake-estuary', 'collected'],
        lagoon: ['anaerobic-deep-lagoon', 'secondary', 'aquatic-environment', 'collected'],
      }),
      sludgeRemoved: { reactor: 'measured', lagoon: 'equations-6.3b-6.3c' },
      sludge: { reactor: '610000.25', lagoon: '0' },
      recovered: { reactor: '1234567.5', lagoon: '0' },
    },
    context: { gwp: 'AR6' },
  },
  'own-factors': {
    inputs: {
      population: '72000',
      bod: '61.5',
      ...all({ plant: '0.7', tanks: '0.3' }),
      ...pathways({
        plant: ['centralised-aerobic', 'tertiary', 'aquatic-environment', 'collected'],
        tanks: ['septic-system-land-dispersal', 'septic-system', 'aquatic-environment', 'uncollected'],
      }),
      correction: { plant: '1.1', tanks: '1.02' },
      systemFactor: { plant: '0.0123', tanks: '0.21' },
      waterFactor: { plant: '0.033', tanks: '0.05' },
      sludgeMass: { plant: { mechanical: '410' } },
      sludgeFactor: { mechanical: '0.91' },
      compliance: '0.27',
      removal: { plant: '0.935', tanks: '0.55' },
    },
    context: { gwp: 'AR5' },
  },
}

const solve = ({ inputs: v, context = {} }, say) => {
  const out = []
  const expect = (name, at, value, unit, kind = 'output') =>
    out.push({ [kind]: name, ...(at ? { at } : {}), value: show(value), unit })
  const bod = v.bod ?? BOD[context.region]
  const tow = mul(v.population, bod, '0.001', 365)
  say(`Eq 6.3   TOW = P · BOD · 0.001 · 365 = ${v.population} · ${bod} · 0.001 · 365 = ${show(tow)} kg BOD/yr`)
  expect('TOW', null, tow, 'kg BOD/yr', 'step')
  if (!equal(add(...Object.values(v.incomeShare)), 1)) throw new Error('U do not add to 1')
  for (const t of Object.values(v.pathwayShare))
    if (!equal(add(...Object.values(t)), 1)) throw new Error('T do not add to 1')
  let total = q(0)
  for (const j of Object.keys(v.system)) {
    const at = { pathway: j }
    const share = add(...Object.entries(v.incomeShare).map(([i, u]) => mul(u, v.pathwayShare[i][j])))
    const industry = v.correction?.[j] ?? I[v.collection[j]]
    const organics = add(mul(tow, share, industry), v.received?.[j] ?? 0)
    say(`Eq 6.3a  TOW(${j}) = TOW · Σ U · T · I (+ received) = ${show(organics)} kg BOD/yr`)
    expect('TOW by pathway', at, organics, 'kg BOD/yr', 'step')
    let s = q(0)
    if (v.sludgeRemoved?.[j] === 'measured') s = q(v.sludge[j])
    else if (v.system[j] === 'centralised-aerobic')
      for (const [type, mass] of Object.entries(v.sludgeMass?.[j] ?? {}))
        s = add(s, mul(mass, v.sludgeFactor?.[type] ?? KREM[type], 1000))
    else if (v.system[j].startsWith('septic-system')) s = mul(organics, v.compliance ?? '0.5', '0.5')
    say(`Eq 6.3b/c S(${j}) = ${show(s)} kg BOD/yr`)
    expect('S', at, s, 'kg BOD/yr', 'step')
    const ef = ([mcf, printed], own) => own ?? (v.emissionFactors === 'equation-6.2' ? mul('0.6', mcf) : printed)
    const untreated = v.system[j] in WATER
    const systemEf = ef({ ...SYSTEM, ...WATER }[v.system[j]], v.systemFactor?.[j])
    const waterEf = ef(WATER[v.water[j]], v.waterFactor?.[j])
    const treated = sub(mul(sub(organics, s), systemEf), v.recovered?.[j] ?? 0)
    say(`Eq 6.1   CH4(${j}) = (TOW − S) · EF − R, EF ${show(systemEf)} = ${show(treated)} kg CH4/yr`)
    expect('CH4 of systems', at, treated, 'kg CH4 (biogenic)/yr', 'step')
    const left = mul(sub(1, v.removal?.[j] ?? REMOVED[v.treatment[j]]), v.toWater[j])
    const alone = v.effluentOrganics === 'equation-6.3d'
    const effluent = alone ? mul(tow, share, left) : mul(organics, left)
    say(`Eq 6.3d${alone ? ' ' : ', a'} TOW(effluent of ${j}) = ${show(effluent)} kg BOD/yr`)
    expect('TOW of effluent', at, effluent, 'kg BOD/yr', 'step')
    // untreated wastewater is discharged by its own row of Table 6.3
    const discharged = untreated ? q(0) : mul(effluent, waterEf)
    say(`Eq 6.1   CH4(effluent of ${j}) = TOW · EF, EF ${show(waterEf)} = ${show(discharged)} kg CH4/yr`)
    expect('CH4 of effluents', at, discharged, 'kg CH4 (biogenic)/yr', 'step')
    total = add(total, treated, discharged)
  }
  say(`Eq 6.1A  CH4 = ${show(total)} kg/yr = ${show(mul(total, '0.000001'))} Gg/yr`)
  expect('ch4', null, total, 'kg CH4 (biogenic)/yr')
  if (context.gwp) expect('co2e', null, mul(total, GWP_CH4[context.gwp]), 'kg CO2e/yr')
  return out
}

// where the printed EF is the product of what is printed beside it, and where it is not
for (const [name, [mcf, ef]] of Object.entries({ ...SYSTEM, ...WATER }))
  if (!equal(mul('0.6', mcf), ef) && name !== 'aquatic-environment') throw new Error(`Table 6.3: EF of ${name}`)
if (!equal(mul('0.6', '0.11'), '0.066')) throw new Error('0.6 · 0.11')

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.domestic-ch4-2019/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
