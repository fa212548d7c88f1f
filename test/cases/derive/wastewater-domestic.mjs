// Domestic wastewater, written from the 2006 IPCC Guidelines, Volume 5, Chapter 6 alone:
//   Eq 6.1 (p 6.11), Eq 6.2 and Table 6.2 (p 6.12), Table 6.3 and Eq 6.3 (p 6.13), factor I and Table 6.4 (p 6.14),
//   Table 6.5 (p 6.15), Table 6.6 (p 6.16), Eq 6.7 and 6.8 (p 6.25), Box 6.1 with Eq 6.9 (p 6.26), Table 6.11 (p 6.27).
// Exact fractions throughout. Run: node wastewater-domestic.mjs          (every step and the expected figures)
//                                  node wastewater-domestic.mjs --json   (inputs and expected figures as JSON)
import { add, div, equal, mul, q, show, sub } from './_exact-ww.mjs'

// ---- what the chapter prints -------------------------------------------------------------------------------------
const BO = '0.6' // Table 6.2, kg CH4/kg BOD
const MCF = {
  // Table 6.3
  'sea-river-lake-discharge': '0.1',
  'stagnant-sewer': '0.5',
  'flowing-sewer': '0',
  'centralised-aerobic-well-managed': '0',
  'centralised-aerobic-overloaded': '0.3',
  'anaerobic-digester-for-sludge': '0.8',
  'anaerobic-reactor': '0.8',
  'anaerobic-shallow-lagoon': '0.2',
  'anaerobic-deep-lagoon': '0.8',
  'septic-system': '0.5',
  'latrine-dry-small-family': '0.1',
  'latrine-dry-communal': '0.5',
  'latrine-wet': '0.7',
  'latrine-regular-sediment-removal': '0.1',
}
const CORRECTION = { collected: '1.25', uncollected: '1.00' } // p 6.14
const NON_CONSUMED = { no: '1.1', yes: '1.4' } // Table 6.11, by garbage disposals
const F_NPR = '0.16',
  F_IND_COM = '1.25',
  EF_EFFLUENT = '0.005',
  EF_PLANT = '3.2' // Table 6.11; EF_PLANT in g
const GWP = { AR4: ['25', '298'], AR5: ['28', '265'], AR6: ['27.0', '273'] } // CH4 (not fossil), N2O; 100 years

// Table 6.5: U rural, high, low; then T of septic tank, latrine, other, sewer, none for each group. null is "NA".
const TABLE_6_5 = {
  Nigeria: ['0.52 0.10 0.38', '0.02 0.28 0.04 0.10 0.56', '0.32 0.31 0.00 0.37 0.00', '0.17 0.24 0.05 0.34 0.20'],
  Egypt: ['0.57 0.09 0.34', '0.02 0.28 0.04 0.10 0.56', '0.15 0.05 0.10 0.70 0.00', '0.17 0.24 0.05 0.34 0.20'],
  Kenya: ['0.62 0.08 0.30', '0.02 0.28 0.04 0.10 0.56', '0.32 0.31 0.00 0.37 0.00', '0.17 0.24 0.05 0.34 0.20'],
  'South Africa': [
    '0.39 0.12 0.49',
    '0.10 0.28 0.04 0.10 0.48',
    '0.15 0.15 0.00 0.70 0.00',
    '0.17 0.24 0.05 0.34 0.20',
  ],
  China: ['0.59 0.12 0.29', '0.00 0.47 0.50 0.00 0.03', '0.18 0.08 0.07 0.67 0.00', '0.14 0.10 0.03 0.68 0.05'],
  India: ['0.71 0.06 0.23', '0.00 0.47 0.10 0.10 0.33', '0.18 0.08 0.07 0.67 0.00', '0.14 0.10 0.03 0.53 0.20'],
  Indonesia: ['0.54 0.12 0.34', '0.00 0.47 0.00 0.10 0.43', '0.18 0.08 0.00 0.74 0.00', '0.14 0.10 0.03 0.53 0.20'],
  Pakistan: ['0.65 0.07 0.28', '0.00 0.47 0.00 0.10 0.43', '0.18 0.08 0.00 0.74 0.00', '0.14 0.10 0.03 0.53 0.20'],
  Bangladesh: ['0.72 0.06 0.22', '0.00 0.47 0.00 0.10 0.43', '0.18 0.08 0.00 0.74 0.00', '0.14 0.10 0.03 0.53 0.20'],
  Japan: ['0.20 0.80 0.00', '0.20 0.00 0.50 0.30 0.00', '0.00 0.00 0.10 0.90 0.00', '0.10 0 0 0.90 0'],
  Russia: ['0.27 0.73 0.00', '0.30 0.10 0.00 0.60 0.00', '0.10 0.00 0.00 0.90 0.00', null],
  Germany: ['0.06 0.94 0.00', '0.20 0.00 0.00 0.80 0.00', '0.05 0.00 0.00 0.95 0.00', null],
  'United Kingdom': ['0.10 0.90 0.00', '0.11 0.00 0.00 0.89 0.00', '0.00 0.00 0.00 1.00 0.00', null],
  France: ['0.24 0.76 0.00', '0.37 0.00 0.00 0.63 0.00', '0.00 0.00 0.00 1.00 0.00', null],
  Italy: ['0.32 0.68 0.00', '0.42 0.00 0.00 0.58 0.00', '0.04 0.00 0.00 0.96 0.00', null],
  'United States': ['0.22 0.78 0.00', '0.90 0.02 0.00 0.08 0.00', '0.05 0.00 0.00 0.95 0.00', null],
  Canada: ['0.20 0.80 0.00', '0.90 0.02 0.00 0.08 0.00', '0.05 0.00 0.00 0.95 0.00', null],
  Brazil: ['0.16 0.25 0.59', '0.00 0.45 0.00 0.10 0.45', '0.00 0.20 0.00 0.80 0.00', '0.00 0.40 0.00 0.40 0.20'],
  Mexico: ['0.25 0.19 0.56', '0.00 0.45 0.00 0.10 0.45', '0.00 0.20 0.00 0.80 0.00', '0.00 0.40 0.00 0.40 0.20'],
  'Australia and New Zealand': ['0.08 0.92 0.00', '0.90 0.02 0.00 0.08 0.00', '0.05 0.00 0.00 0.95 0.00', null],
}
const GROUPS = ['rural', 'urban-high', 'urban-low']

/** U and T of a country; `to` names, group by group, the pathway that septic tank, latrine, other, sewer and none stand for. */
const fromTable65 = (country, to) => {
  const [u, ...t] = TABLE_6_5[country]
  const groups = GROUPS.filter((_, i) => t[i] !== null)
  const used = [...new Set(groups.flatMap((g) => to[g]))].sort()
  const incomeShare = {},
    pathwayShare = {}
  for (const g of groups) {
    const i = GROUPS.indexOf(g)
    incomeShare[g] = u.split(' ')[i]
    pathwayShare[g] = Object.fromEntries(
      used.map((p) => {
        const parts = t[i].split(' ').filter((_, k) => to[g][k] === p)
        return [p, parts.length ? show(add(...parts)) : '0']
      }),
    )
  }
  return { incomeShare, pathwayShare }
}
const all = (pathways) => ({ incomeShare: { rural: '1' }, pathwayShare: { rural: pathways } })
const SEPTIC = 'septic-system',
  RIVER = 'sea-river-lake-discharge',
  WET = 'latrine-wet',
  FAMILY = 'latrine-dry-small-family'
const COMMUNAL = 'latrine-dry-communal',
  EMPTIED = 'latrine-regular-sediment-removal'
const STAGNANT = 'stagnant-sewer',
  FLOWING = 'flowing-sewer',
  AEROBIC = 'centralised-aerobic-well-managed'
const OVERLOADED = 'centralised-aerobic-overloaded',
  SHALLOW = 'anaerobic-shallow-lagoon',
  DEEP = 'anaerobic-deep-lagoon'
const REACTOR = 'anaerobic-reactor',
  DIGESTER = 'anaerobic-digester-for-sludge'

// ---- the cases -----------------------------------------------------------------------------------------------------
const twoSystems = {
  population: '400000',
  bod: '40',
  protein: '21.9',
  garbageDisposal: 'no',
  ...all({ [SEPTIC]: '0.35', [SHALLOW]: '0.65' }),
}
const advanced = {
  population: '2750000',
  bod: '62',
  collection: 'collected',
  protein: '36.5',
  garbageDisposal: 'no',
  plantDegree: '0.8',
  ...all({ [AEROBIC]: '0.9', [OVERLOADED]: '0.1' }),
}
const CASES = {
  'indonesia-table-6-5': {
    context: { gwp: 'AR5' },
    inputs: {
      population: '270000000',
      bod: '40',
      collection: 'uncollected',
      protein: '22.5',
      garbageDisposal: 'no',
      ...fromTable65('Indonesia', {
        rural: [SEPTIC, WET, RIVER, STAGNANT, RIVER],
        'urban-high': [SEPTIC, FAMILY, RIVER, FLOWING, RIVER],
        'urban-low': [SEPTIC, WET, RIVER, STAGNANT, RIVER],
      }),
    },
  },
  'india-table-6-5': {
    context: { gwp: 'AR6' },
    inputs: {
      population: '1180000000',
      bod: '34',
      collection: 'collected',
      protein: '20.8',
      garbageDisposal: 'no',
      ...fromTable65('India', {
        rural: [SEPTIC, COMMUNAL, EMPTIED, FLOWING, RIVER],
        'urban-high': [SEPTIC, FAMILY, EMPTIED, AEROBIC, RIVER],
        'urban-low': [SEPTIC, COMMUNAL, EMPTIED, STAGNANT, RIVER],
      }),
    },
  },
  'brazil-table-6-5': {
    context: { gwp: 'AR4' },
    inputs: {
      population: '190000000',
      bod: '50',
      collection: 'collected',
      protein: '31.0',
      garbageDisposal: 'no',
      ...fromTable65('Brazil', {
        rural: [SEPTIC, FAMILY, RIVER, STAGNANT, RIVER],
        'urban-high': [SEPTIC, FAMILY, RIVER, DEEP, RIVER],
        'urban-low': [SEPTIC, COMMUNAL, RIVER, STAGNANT, RIVER],
      }),
    },
  },
  'japan-empty-income-group': {
    inputs: {
      population: '127000000',
      bod: '42',
      collection: 'collected',
      protein: '33.4',
      garbageDisposal: 'no',
      ...fromTable65('Japan', {
        rural: [SEPTIC, WET, OVERLOADED, AEROBIC, RIVER],
        'urban-high': [SEPTIC, WET, OVERLOADED, AEROBIC, RIVER],
        'urban-low': [SEPTIC, WET, OVERLOADED, AEROBIC, RIVER],
      }),
    },
  },
  'germany-two-income-groups': {
    inputs: {
      population: '82500000',
      bod: '62',
      collection: 'collected',
      protein: '36.9',
      garbageDisposal: 'no',
      plantDegree: '0.9',
      ...fromTable65('Germany', {
        rural: [SEPTIC, WET, RIVER, AEROBIC, RIVER],
        'urban-high': [SEPTIC, WET, RIVER, AEROBIC, RIVER],
      }),
    },
  },
  'one-pathway-septic': {
    inputs: {
      population: '12345',
      bod: '40',
      collection: 'uncollected',
      protein: '18.25',
      garbageDisposal: 'no',
      ...all({ [SEPTIC]: '1' }),
    },
  },
  'two-systems-collected': { inputs: { ...twoSystems, collection: 'collected' } },
  'two-systems-uncollected': { inputs: { ...twoSystems, collection: 'uncollected' } },
  'own-correction': { inputs: { ...twoSystems, correction: '1.08' } },
  'sludge-and-recovery': {
    context: { gwp: 'AR5' },
    inputs: {
      population: '865000',
      bod: '60',
      collection: 'collected',
      sludge: '3210000',
      recovered: '1750000.5',
      protein: '34.7',
      garbageDisposal: 'no',
      sludgeNitrogen: '410000',
      incomeShare: { rural: '0.15', 'urban-high': '0.55', 'urban-low': '0.30' },
      pathwayShare: {
        rural: { [REACTOR]: '0', [DIGESTER]: '0', [OVERLOADED]: '0.25', [SEPTIC]: '0.75' },
        'urban-high': { [REACTOR]: '0.6', [DIGESTER]: '0.3', [OVERLOADED]: '0.1', [SEPTIC]: '0' },
        'urban-low': { [REACTOR]: '0.2', [DIGESTER]: '0.1', [OVERLOADED]: '0.5', [SEPTIC]: '0.2' },
      },
    },
  },
  'latrines-by-type': {
    inputs: {
      population: '56789',
      bod: '37',
      collection: 'uncollected',
      protein: '16.4',
      garbageDisposal: 'no',
      incomeShare: { rural: '0.7', 'urban-low': '0.3' },
      pathwayShare: {
        rural: { [FAMILY]: '0.45', [COMMUNAL]: '0.15', [WET]: '0.1', [EMPTIED]: '0.3' },
        'urban-low': { [FAMILY]: '0.05', [COMMUNAL]: '0.5', [WET]: '0.4', [EMPTIED]: '0.05' },
      },
    },
  },
  'every-pathway': {
    inputs: {
      population: '1000003',
      bod: '57',
      collection: 'collected',
      protein: '29.3',
      garbageDisposal: 'yes',
      ...all({
        [RIVER]: '0.01',
        [STAGNANT]: '0.02',
        [FLOWING]: '0.03',
        [AEROBIC]: '0.04',
        [OVERLOADED]: '0.05',
        [DIGESTER]: '0.06',
        [REACTOR]: '0.07',
        [SHALLOW]: '0.08',
        [DEEP]: '0.09',
        [SEPTIC]: '0.1',
        [FAMILY]: '0.11',
        [COMMUNAL]: '0.12',
        [WET]: '0.13',
        [EMPTIED]: '0.09',
      }),
    },
  },
  'table-6-6-shares': {
    inputs: {
      population: '5000000',
      bod: '40',
      collection: 'uncollected',
      protein: '22',
      garbageDisposal: 'no',
      // T of Table 6.6 are shares of the whole population; here U of a group is their sum and T = share / U.
      incomeShare: { rural: '0.35', 'urban-high': '0.40', 'urban-low': '0.25' },
      pathwayShare: {
        rural: {
          [RIVER]: '0.428571428571428571428571428571',
          [AEROBIC]: '0',
          [SEPTIC]: '0.142857142857142857142857142858',
          [COMMUNAL]: '0.428571428571428571428571428571',
        },
        'urban-high': { [RIVER]: '0.25', [AEROBIC]: '0.5', [SEPTIC]: '0.25', [COMMUNAL]: '0' },
        'urban-low': { [RIVER]: '0.4', [AEROBIC]: '0', [SEPTIC]: '0', [COMMUNAL]: '0.6' },
      },
    },
    exactShares: { rural: { [RIVER]: div(3, 7), [SEPTIC]: div(1, 7), [COMMUNAL]: div(3, 7) } },
  },
  'table-6-6-one-group-no-methane-from-sea': {
    inputs: {
      population: '5000000',
      bod: '40',
      collection: 'uncollected',
      protein: '22',
      garbageDisposal: 'no',
      ...all({ [RIVER]: '0.35', [AEROBIC]: '0.2', [SEPTIC]: '0.15', [COMMUNAL]: '0.3' }),
      mcf: { [RIVER]: '0', [AEROBIC]: '0', [SEPTIC]: '0.5', [COMMUNAL]: '0.5' },
    },
  },
  'no-methane': {
    inputs: {
      population: '730000',
      bod: '75',
      collection: 'collected',
      protein: '38',
      garbageDisposal: 'no',
      ...all({ [FLOWING]: '0.3', [AEROBIC]: '0.7' }),
    },
  },
  'own-bo-and-mcf': {
    inputs: {
      population: '318000',
      bod: '47.5',
      collection: 'collected',
      bo: '0.528',
      protein: '24.1',
      garbageDisposal: 'no',
      ...all({ [OVERLOADED]: '0.44', [DEEP]: '0.56' }),
      mcf: { [OVERLOADED]: '0.27', [DEEP]: '0.93' },
    },
  },
  'advanced-plants': { inputs: advanced, context: { gwp: 'AR5' } },
  'advanced-plants-ar4': {
    inputs: { ...advanced, plantDegree: '0.35', sludgeNitrogen: '125000' },
    context: { gwp: 'AR4' },
  },
  'advanced-plants-ar6': { inputs: { ...advanced, plantDegree: '1', garbageDisposal: 'yes' }, context: { gwp: 'AR6' } },
  'garbage-disposals': {
    inputs: {
      population: '640000',
      bod: '85',
      collection: 'collected',
      protein: '41.2',
      garbageDisposal: 'yes',
      ...all({ [AEROBIC]: '0.85', [SEPTIC]: '0.15' }),
    },
  },
  'no-industry': {
    inputs: {
      population: '64000',
      bod: '38',
      collection: 'uncollected',
      protein: '19.9',
      garbageDisposal: 'no',
      fIndCom: '1.0',
      plantDegree: '0.25',
      ...all({ [AEROBIC]: '0.25', [EMPTIED]: '0.75' }),
    },
  },
  'nitrogen-in-sludge': {
    inputs: {
      population: '1500000',
      bod: '62',
      collection: 'collected',
      protein: '35.4',
      garbageDisposal: 'no',
      sludgeNitrogen: '2468013.5',
      ...all({ [OVERLOADED]: '1' }),
    },
  },
  'own-nitrogen-factors': {
    inputs: {
      population: '905000',
      bod: '60',
      collection: 'collected',
      protein: '33.33',
      fNpr: '0.17',
      fNonCon: '1.23',
      fIndCom: '1.5',
      sludgeNitrogen: '77777.7',
      effluentFactor: '0.0005',
      plantDegree: '0.62',
      plantFactor: '8',
      ...all({ [AEROBIC]: '0.98', [RIVER]: '0.02' }),
    },
  },
}

// ---- the equations ---------------------------------------------------------------------------------------------------
const solve = ({ inputs: v, context, exactShares }, say) => {
  const out = []
  const expect = (name, at, value, unit, kind = 'output') =>
    out.push({ [kind]: name, ...(at ? { at } : {}), value: show(value), unit })

  const i = v.correction ?? CORRECTION[v.collection]
  const tow = mul(v.population, v.bod, '0.001', i, 365)
  say(
    `Eq 6.3  TOW = P · BOD · 0.001 · I · 365 = ${v.population} · ${v.bod} · 0.001 · ${i} · 365 = ${show(tow)} kg BOD/yr`,
  )
  expect('TOW', null, tow, 'kg BOD/yr', 'step')

  const pathways = Object.keys(Object.values(v.pathwayShare)[0])
  const ef = {}
  for (const p of pathways) {
    ef[p] = mul(v.bo ?? BO, v.mcf?.[p] ?? MCF[p])
    say(`Eq 6.2  EF(${p}) = Bo · MCF = ${v.bo ?? BO} · ${v.mcf?.[p] ?? MCF[p]} = ${show(ef[p])} kg CH4/kg BOD`)
    expect('EF', { pathway: p }, ef[p], 'kg CH4 (biogenic)/kg BOD', 'step')
  }
  if (!equal(add(...Object.values(v.incomeShare)), 1)) throw new Error('U do not add to 1')
  let sum = q(0)
  for (const [g, u] of Object.entries(v.incomeShare)) {
    const t = v.pathwayShare[g]
    if (!equal(add(...Object.values(t)), 1)) throw new Error(`T of ${g} do not add to 1`)
    for (const p of pathways) sum = add(sum, mul(u, exactShares?.[g]?.[p] ?? t[p], ef[p]))
  }
  say(`Eq 6.1  Σ U · T · EF = ${show(sum)} kg CH4/kg BOD`)
  const ch4 = sub(mul(sum, sub(tow, v.sludge ?? 0)), v.recovered ?? 0)
  say(
    `Eq 6.1  CH4 = Σ · (TOW − S) − R = Σ · (${show(tow)} − ${v.sludge ?? 0}) − ${v.recovered ?? 0} = ${show(ch4)} kg CH4/yr`,
  )
  expect('ch4', null, ch4, 'kg CH4 (biogenic)/yr')

  const nonCon = v.fNonCon ?? NON_CONSUMED[v.garbageDisposal]
  const ind = v.fIndCom ?? F_IND_COM
  const n = sub(mul(v.population, v.protein, v.fNpr ?? F_NPR, nonCon, ind), v.sludgeNitrogen ?? 0)
  say(`Eq 6.8  N_EFF = P · Protein · F_NPR · F_NON-CON · F_IND-COM − N_SLUDGE = ${show(n)} kg N/yr`)
  const plants = div(mul(v.population, v.plantDegree ?? 0, ind, v.plantFactor ?? EF_PLANT), 1000)
  const wwt = mul(plants, div(28, 44))
  if (v.plantDegree) {
    say(`Eq 6.9  N2O_PLANTS = P · T_PLANT · F_IND-COM · EF_PLANT = ${show(plants)} kg N2O/yr (EF in g, so / 1000)`)
    say(`Box 6.1 N_WWT = N2O_PLANTS · 28/44 = ${show(wwt)} kg N/yr, taken off N_EFF: ${show(sub(n, wwt))} kg N/yr`)
    expect('N2O plants', null, plants, 'kg N2O/yr', 'step')
  } else expect('N effluent', null, n, 'kg N/yr', 'step')
  const effluent = mul(sub(n, wwt), v.effluentFactor ?? EF_EFFLUENT, div(44, 28))
  say(`Eq 6.7  N2O = N_EFF · EF_EFF · 44/28 = ${show(effluent)} kg N2O/yr`)
  expect('N2O effluent', null, effluent, 'kg N2O/yr', 'step')
  const n2o = add(effluent, plants)
  say(`        N2O effluent + plants = ${show(n2o)} kg N2O/yr`)
  expect('n2o', null, n2o, 'kg N2O/yr')
  if (context) {
    const [c, o] = GWP[context.gwp]
    const co2e = add(mul(ch4, c), mul(n2o, o))
    say(`        CO2e (${context.gwp}) = ${c} · CH4 + ${o} · N2O = ${show(co2e)} kg CO2e/yr`)
    expect('co2e', null, co2e, 'kg CO2e/yr')
  }
  return out
}

// ---- print -------------------------------------------------------------------------------------------------------------
const json = process.argv.includes('--json')
const say = json ? () => {} : (s) => console.log(s)
for (const [country, [u, ...ts]] of Object.entries(TABLE_6_5)) {
  const rows = [u, ...ts].filter(Boolean).map((r) => add(...r.split(' ')))
  if (!rows.every((s) => equal(s, 1))) throw new Error(`Table 6.5: the rows of ${country} do not add to 1`)
}
say('Table 6.5: the printed U and T of all 20 rows add to exactly 1 (groups printed NA left out).')
const result = {}
for (const [id, c] of Object.entries(CASES)) {
  say(`\n== wastewater.domestic/${id}`)
  const expected = solve(c, say)
  for (const e of expected)
    say(
      `expected ${e.step ? `step '${e.step}'` : e.output}${e.at ? ` ${JSON.stringify(e.at)}` : ''} = ${e.value} ${e.unit}`,
    )
  result[`wastewater.domestic/${id}`] = { inputs: c.inputs, context: c.context ?? {}, expected }
}
if (json) console.log(JSON.stringify(result))
