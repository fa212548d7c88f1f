// N2O of domestic wastewater, written from the 2019 Refinement, Volume 5, Chapter 6: Eq 6.9 (p 6.37), Eq 6.7 (p 6.38),
// Table 6.8a (p 6.39), Eq 6.10 (p 6.40), Eq 6.10a, Table 6.10a and the text below it (p 6.41), F_IND-COM and Eq 6.8
// (p 6.42), Tables 6.10c and 6.11 (p 6.43). Exact fractions throughout. Run: node wastewater-domestic-n2o-2019.mjs [--json]
import { add, div, equal, mul, q, show, sub } from './_exact-ww.mjs'

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
// Table 6.10a: FPC, F_NON-CON where food waste goes to sewers, N_HH (1.1 where there are no data)
const REGION = { IN: ['0.96', '1.02', '1.13'], JP: ['0.86', '1.08', '1.1'], KE: ['0.98', '1.01', '1.1'] }
const GWP_N2O = { AR4: '298', AR5: '265', AR6: '273' }
const all = (shares) => ({ incomeShare: { all: '1' }, pathwayShare: { all: shares } })
/** { name: [system, treatment, water, place] }; without a water the effluent goes to soil, untreated has no system. */
const pathways = (rows) => {
  const column = (of) =>
    Object.fromEntries(
      Object.entries(rows)
        .map(([name, row]) => [name, of(row)])
        .filter(([, value]) => value),
    )
  return {
    system: column(([system]) => system),
    treatment: column(([, treatment]) => treatment),
    water: column(([, , water]) => water ?? 'aquatic-environment'),
    toWater: column(([, , water]) => (water ? '1' : '0')),
    place: column(([, , , place]) => place),
  }
}
const CASES = {
  'aerobic-plant-india': {
    inputs: {
      population: '900000',
      protein: '24.5791',
      foodWasteInSewers: 'yes',
      ...all({ plant: '1' }),
      ...pathways({ plant: ['centralised-aerobic', 'secondary', 'aquatic-environment', 'centralised'] }),
    },
    context: { region: 'IN', gwp: 'AR5' },
  },
  'dispersal-field-own-non-consumed': {
    inputs: {
      population: '65000',
      protein: '23.1228',
      fpc: '0.96',
      nHh: '1.1',
      fNonCon: '1.1',
      ...all({ fields: '1' }),
      ...pathways({
        fields: ['septic-system-land-dispersal', 'septic-system-land-dispersal', null, 'decentralised'],
      }),
    },
  },
  'every-system-and-treatment': {
    inputs: {
      population: '1230000',
      protein: '31.4',
      foodWasteInSewers: 'no',
      ...all({
        plant: '0.25',
        reactor: '0.15',
        lagoon: '0.1',
        tank: '0.2',
        field: '0.05',
        latrine: '0.12',
        sewer: '0.06',
        river: '0.07',
      }),
      ...pathways({
        plant: ['centralised-aerobic', 'tertiary', 'nutrient-impacted-water', 'centralised'],
        reactor: ['anaerobic-reactor', 'secondary', 'aquatic-environment', 'centralised'],
        lagoon: ['anaerobic-lagoon', 'primary', 'nutrient-impacted-water', 'centralised'],
        tank: ['septic-system', 'septic-system', 'aquatic-environment', 'decentralised'],
        field: ['septic-system-land-dispersal', 'septic-system-land-dispersal', null, 'decentralised'],
        latrine: ['latrine', 'latrine', null, 'decentralised'],
        sewer: [null, 'untreated', 'nutrient-impacted-water', 'centralised'],
        river: [null, 'untreated', 'aquatic-environment', 'decentralised'],
      }),
    },
    context: { region: 'JP', gwp: 'AR6' },
  },
  'income-groups-kenya': {
    inputs: {
      population: '2750000',
      protein: '22.1',
      foodWasteInSewers: 'yes',
      incomeShare: { rural: '0.62', 'urban-high': '0.08', 'urban-low': '0.30' },
      pathwayShare: {
        rural: { plant: '0.10', tank: '0.02', latrine: '0.28', open: '0.60' },
        'urban-high': { plant: '0.37', tank: '0.32', latrine: '0.31', open: '0' },
        'urban-low': { plant: '0.34', tank: '0.17', latrine: '0.24', open: '0.25' },
      },
      ...pathways({
        plant: ['centralised-aerobic', 'secondary', 'aquatic-environment', 'centralised'],
        tank: ['septic-system', 'septic-system', null, 'decentralised'],
        latrine: ['latrine', 'latrine', null, 'decentralised'],
        open: [null, 'untreated', 'aquatic-environment', 'decentralised'],
      }),
    },
    context: { region: 'KE', gwp: 'AR4' },
  },
  // with one F_IND-COM for all, Eq 6.8 and 6.9 as printed, TN · T_j, give the same: both ways are gone below
  'one-industrial-factor-for-all': {
    inputs: {
      population: '500000',
      proteinBasis: 'consumed',
      protein: '29.2',
      foodWasteInSewers: 'no',
      ...all({ a: '0.6', b: '0.4' }),
      ...pathways({
        a: ['centralised-aerobic', 'secondary', 'aquatic-environment', 'centralised'],
        b: ['anaerobic-lagoon', 'primary', 'nutrient-impacted-water', 'centralised'],
      }),
    },
    context: { region: 'JP' },
  },
  'own-factors': {
    inputs: {
      population: '88800',
      protein: '35.5',
      fpc: '0.8',
      fNpr: '0.157',
      nHh: '1.05',
      fNonCon: '1.12',
      fIndCom: '1.4',
      ...all({ plant: '0.75', tank: '0.25' }),
      ...pathways({
        plant: ['centralised-aerobic', 'tertiary', 'nutrient-impacted-water', 'centralised'],
        tank: ['septic-system', 'septic-system', 'aquatic-environment', 'decentralised'],
      }),
      systemFactor: { plant: '0.0088', tank: '0.0003' },
      waterFactor: { plant: '0.0123', tank: '0.0021' },
      removal: { plant: '0.775', tank: '0.22' },
    },
    context: { gwp: 'AR5' },
  },
}

const solve = ({ inputs: v, context = {} }, say) => {
  const out = []
  const expect = (name, at, value, unit, kind = 'output') =>
    out.push({ [kind]: name, ...(at ? { at } : {}), value: show(value), unit })
  const [regionFpc, regionNonCon, regionNhh] = REGION[context.region] ?? []
  const protein = v.proteinBasis === 'consumed' ? q(v.protein) : mul(v.protein, v.fpc ?? regionFpc)
  say(`Eq 6.10a Protein = ${show(protein)} kg/person/yr`)
  expect('Protein consumed', null, protein, 'kg protein/person/yr', 'step')
  const nonCon = v.fNonCon ?? (v.foodWasteInSewers === 'yes' ? regionNonCon : '1')
  let plants = q(0)
  let waters = q(0)
  let people = q(0)
  for (const j of Object.keys(v.treatment)) {
    const at = { pathway: j }
    const served = mul(
      v.population,
      add(...Object.entries(v.incomeShare).map(([i, u]) => mul(u, v.pathwayShare[i][j]))),
    )
    people = add(people, served)
    const industry = v.place[j] === 'centralised' ? (v.fIndCom ?? '1.25') : '1'
    const tn = mul(served, protein, v.fNpr ?? '0.16', v.nHh ?? regionNhh, nonCon, industry)
    say(`Eq 6.10  TN(${j}) = P · Protein · F_NPR · N_HH · F_NON-CON · F_IND-COM = ${show(tn)} kg N/yr`)
    expect('TN by pathway', at, tn, 'kg N/yr', 'step')
    plants = add(plants, mul(tn, v.treatment[j] === 'untreated' ? 0 : (v.systemFactor?.[j] ?? SYSTEM[v.system[j]])))
    const effluent = mul(tn, sub(1, v.removal?.[j] ?? REMOVED[v.treatment[j]]), v.toWater[j])
    say(`Eq 6.8   N_EFFLUENT(${j}) = TN · (1 − N_REM) = ${show(effluent)} kg N/yr`)
    expect('N effluent', at, effluent, 'kg N/yr', 'step')
    waters = add(waters, mul(effluent, v.waterFactor?.[j] ?? WATER[v.water[j]]))
  }
  if (!equal(people, v.population)) throw new Error('the pathways do not serve all people')
  const plantsGas = mul(plants, div(44, 28))
  const watersGas = mul(waters, div(44, 28))
  say(`Eq 6.9   N2O Plants = Σ TN · EF · 44/28 = ${show(plantsGas)} kg N2O/yr`)
  say(`Eq 6.7   N2O effluent = Σ N_EFFLUENT · EF_EFFLUENT · 44/28 = ${show(watersGas)} kg N2O/yr`)
  expect('N2O plants', null, plantsGas, 'kg N2O/yr', 'step')
  expect('N2O effluent', null, watersGas, 'kg N2O/yr', 'step')
  const n2o = add(plantsGas, watersGas)
  expect('n2o', null, n2o, 'kg N2O/yr')
  if (context.gwp) expect('co2e', null, mul(n2o, GWP_N2O[context.gwp]), 'kg CO2e/yr')
  return out
}

// the printed form, where one F_IND-COM holds for all pathways
{
  const { inputs: v } = CASES['one-industrial-factor-for-all']
  const tn = mul(v.population, v.protein, '0.16', '1.1', '1', '1.25')
  const printed = mul(tn, add(mul('0.6', '0.016'), mul('0.4', '0')), div(44, 28))
  const found = solve(CASES['one-industrial-factor-for-all'], () => {}).find(({ step }) => step === 'N2O plants')
  if (show(printed) !== found.value) throw new Error('Eq 6.9 as printed differs')
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.domestic-n2o-2019/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
