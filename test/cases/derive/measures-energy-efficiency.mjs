// measures.energy-efficiency, in exact fractions.
// Reference electricity: the registry pages of the Joint Crediting Mechanism word reference emissions as "power consumption of project
// air conditioning system, ratio of COPs of project/reference air conditioning system, and CO2 emission factor for consumed electricity"
// (ID_AM004 Ver2.0; ID_AM020 and TH_AM016 alike with luminous efficiency): RE = sum of EC_PJ . eta_PJ/eta_RE . EF; project emissions as
// power consumption of the project . EF: PE = sum of EC_PJ . EF. Where losses are counted, both are multiplied by 1 + TDL (TOOL05 v03.0,
// Eq 1-2, seen in a transcription), TDL a share of consumption; a share L of generation is TDL = L/(1 - L).
// Boilers: reference fuel = heat / efficiency (definition); metered fuel is not divided. 2006 IPCC Guidelines V2 Ch 2 Eq 2.1-2.2,
// pp 2.11-2.12: emissions = fuel . EF; CO2 of wood apart (2.3.3.4), its CH4 and N2O count. Factors kg/TJ, Tables 2.3, 2.4, 2.5, pp 2.18-2.23.
// Disposal: V3 Ch 7 Eq 7.14, p 7.51: E = M . p/100 . (1 - eta_rec/100), in the year of disposal, as leakage.
// ER = BE - PE - LE by gas; a negative one is kept.
// GWP-100, CH4 fossil, CH4 biogenic, N2O: AR4 25, 25, 298; AR5 28, 28, 265; AR6 29.8, 27.0, 273. HCFC-22 1810, 1760, 1960; HFC-134a
// 1430, 1300, 1526; HFC-32 675, 677, 771; HFC-125 3500, 3170, 3740; CFC-12 10900, 10200, 12500 (AR4, AR5, AR6).
// All activity data, efficiencies, grid factors, charges and prices: freely chosen.

import { add, div, equal, mul, q, show, sub } from './_exact-ww.mjs'

// origin, CO2, then CH4 and N2O for manufacturing, commercial, residential
const FUELS = {
  'natural-gas': [
    'fossil',
    '56100',
    { manufacturing: ['1', '0.1'], commercial: ['5', '0.1'], residential: ['5', '0.1'] },
  ],
  'sub-bituminous-coal': [
    'fossil',
    '96100',
    { manufacturing: ['10', '1.5'], commercial: ['10', '1.5'], residential: ['300', '1.5'] },
  ],
  'gas-diesel-oil': [
    'fossil',
    '74100',
    { manufacturing: ['3', '0.6'], commercial: ['10', '0.6'], residential: ['10', '0.6'] },
  ],
  'residual-fuel-oil': [
    'fossil',
    '77400',
    { manufacturing: ['3', '0.6'], commercial: ['10', '0.6'], residential: ['10', '0.6'] },
  ],
  'liquefied-petroleum-gases': [
    'fossil',
    '63100',
    { manufacturing: ['1', '0.1'], commercial: ['5', '0.1'], residential: ['5', '0.1'] },
  ],
  'wood-wood-waste': [
    'biogenic',
    '112000',
    { manufacturing: ['30', '4'], commercial: ['300', '4'], residential: ['300', '4'] },
  ],
}
const GWP = {
  AR4: {
    CO2: '1',
    CH4: '25',
    CH4b: '25',
    N2O: '298',
    'HCFC-22': '1810',
    'HFC-134a': '1430',
    'HFC-32': '675',
    'HFC-125': '3500',
    'CFC-12': '10900',
  },
  AR5: {
    CO2: '1',
    CH4: '28',
    CH4b: '28',
    N2O: '265',
    'HCFC-22': '1760',
    'HFC-134a': '1300',
    'HFC-32': '677',
    'HFC-125': '3170',
    'CFC-12': '10200',
  },
  AR6: {
    CO2: '1',
    CH4: '29.8',
    CH4b: '27.0',
    N2O: '273',
    'HCFC-22': '1960',
    'HFC-134a': '1526',
    'HFC-32': '771',
    'HFC-125': '3740',
    'CFC-12': '12500',
  },
}
const GASES = ['electricity', 'co2', 'co2Biogenic', 'ch4', 'ch4Biogenic', 'n2o']
const UNITS = {
  electricity: 't CO2',
  co2: 't CO2',
  co2Biogenic: 't CO2 (biogenic)',
  ch4: 't CH4 (fossil)',
  ch4Biogenic: 't CH4 (biogenic)',
  n2o: 't N2O',
}

const burn = (fuels, sector) => {
  const out = Object.fromEntries(GASES.map((g) => [g, q(0)]))
  for (const [fuel, tj] of Object.entries(fuels)) {
    const [origin, co2, by] = FUELS[fuel]
    const [ch4, n2o] = by[sector]
    const into = (key, ef) => {
      out[key] = add(out[key], div(mul(tj, ef), 1000))
    }
    into(origin === 'fossil' ? 'co2' : 'co2Biogenic', co2)
    into(origin === 'fossil' ? 'ch4' : 'ch4Biogenic', ch4)
    into('n2o', n2o)
  }
  return out
}

/** equipment: {name: [EC by year, eta_PJ, eta_RE]}; boilers: {fuel: [heat by year, efficiency]}; fuel: {fuel: [by year]}; units: {gas: [charge by year, p, eta_rec]} */
const solve = ({ name, from, equipment, grid, losses, sector, boilers, fuel, units, price, gwp, inputs }) => {
  const id = `measures.energy-efficiency/${name}`
  console.log(`\n=== ${id}`)
  const years = Object.values(equipment)[0][0].length
  const expected = []
  const put = (output, where, value, unit) => expected.push({ output, at: where, value: show(value), unit })
  const of = (given, i) => (Array.isArray(given) ? given[i] : given)
  for (let i = 0; i < years; i += 1) {
    const year = String(from + i)
    const where = { year }
    const project = add(0, ...Object.values(equipment).map(([ec]) => ec[i]))
    const reference = add(0, ...Object.values(equipment).map(([ec, pj, re]) => div(mul(ec[i], pj), re)))
    const onGrid = (ec) => mul(ec, of(grid, i), add(1, of(losses ?? '0', i)))
    const role = {
      baseline: {
        ...burn(
          Object.fromEntries(Object.entries(boilers ?? {}).map(([f, [heat, eta]]) => [f, div(heat[i], eta)])),
          sector,
        ),
        electricity: onGrid(reference),
      },
      project: {
        ...burn(Object.fromEntries(Object.entries(fuel ?? {}).map(([f, tj]) => [f, tj[i]])), sector),
        electricity: onGrid(project),
      },
    }
    console.log(
      `${year}: EC_RE = sum EC.eta_PJ/eta_RE = ${show(reference, 20)}, EC_PJ = ${show(project, 20)} MWh; . EF ${of(grid, i)} . (1 + ${show(q(of(losses ?? '0', i)), 12)})`,
    )
    for (const [r, e] of Object.entries(role)) {
      console.log(`   ${r}: ${GASES.map((g) => `${g} ${show(e[g], 20)}`).join(', ')}`)
      for (const g of GASES) put(`${r}.${g}`, where, e[g], UNITS[g])
    }
    const lost = Object.fromEntries(
      Object.entries(units ?? {}).map(([gas, [charge, p, rec]]) => [gas, mul(charge[i], p, sub(1, rec))]),
    )
    for (const [gas, kg] of Object.entries(lost)) {
      console.log(
        `   Eq 7.14 ${gas}: ${units[gas][0][i]} . ${units[gas][1]} . (1 - ${units[gas][2]}) = ${show(kg, 20)} kg`,
      )
      put('leakage.refrigerant', { refrigerant: gas, year }, kg, 'kg refrigerant')
      put('reduction.refrigerant', { refrigerant: gas, year }, mul(kg, -1), 'kg refrigerant')
    }
    const less = (g) => sub(role.baseline[g], role.project[g])
    put('reduction.co2', where, add(less('electricity'), less('co2')), 't CO2')
    put('reduction.ch4Fossil', where, less('ch4'), 't CH4 (fossil)')
    put('reduction.ch4Biogenic', where, less('ch4Biogenic'), 't CH4 (biogenic)')
    put('reduction.n2o', where, less('n2o'), 't N2O')
    if (gwp) {
      const w = GWP[gwp]
      const total = (e) => add(e.electricity, e.co2, mul(e.ch4, w.CH4), mul(e.ch4Biogenic, w.CH4b), mul(e.n2o, w.N2O))
      const leakage = add(0, ...Object.entries(lost).map(([gas, kg]) => div(mul(kg, w[gas]), 1000)))
      const [be, pe] = [total(role.baseline), total(role.project)]
      const er = sub(sub(be, pe), leakage)
      console.log(
        `   ${gwp}: BE ${show(be, 20)} - PE ${show(pe, 20)} - LE ${show(leakage, 20)} = ER ${show(er, 20)} t CO2e`,
      )
      for (const [output, value] of [
        ['baseline.co2e', be],
        ['project.co2e', pe],
        ['leakage.co2e', leakage],
        ['reduction.co2e', er],
        ['co2e', er],
      ])
        put(output, where, value, 't CO2e')
    }
    put('benefit.electricitySaved', where, sub(reference, project), 'MWh electricity')
    if (price) put('benefit.costSaved', where, mul(sub(reference, project), of(price, i)), 'USD (nominal)')
  }
  const series = (values) => ({ from, values })
  const record = (table, f) => Object.fromEntries(Object.entries(table).map(([k, v]) => [k, f(v)]))
  const overYears = (given) => (Array.isArray(given) ? series(given) : given)
  console.log(
    `INPUTS ${id} ${JSON.stringify({
      electricity: record(equipment, ([ec]) => series(ec)),
      projectEfficiency: record(equipment, ([, pj]) => pj),
      referenceEfficiency: record(equipment, ([, , re]) => re),
      gridFactor: overYears(grid),
      ...(losses ? { losses: overYears(losses) } : {}),
      ...(sector ? { sector } : {}),
      ...(boilers
        ? {
            heat: record(boilers, ([heat]) => series(heat)),
            boilerEfficiency: record(boilers, ([, eta]) => eta),
            fuel: record(fuel, series),
          }
        : {}),
      ...(units
        ? {
            charge: record(units, ([kg]) => series(kg)),
            remaining: record(units, ([, p]) => p),
            recovery: record(units, ([, , rec]) => rec),
          }
        : {}),
      ...(price ? { price: overYears(price) } : {}),
      ...inputs,
    })}`,
  )
  console.log(`EXPECTED ${id} ${JSON.stringify(expected)}`)
  return expected
}

// ---- ratio of COPs, no losses, as JCM: a chiller with a COP like its reference saves exactly nothing
solve({
  name: 'three-chillers-ratio-of-cops',
  from: 2022,
  gwp: 'AR5',
  grid: ['0.814', '0.802', '0.7905'],
  price: ['98.5', '101', '104.25'],
  equipment: {
    'chiller-1': [['1840', '1792.4', '1805'], '6.35', '5.59'],
    'chiller-2': [['1260.5', '1301', '0'], '6.02', '5.40'],
    'chiller-3': [['905.25', '880', '911.75'], '5.10', '5.10'],
  },
})

// ---- ratio of luminous efficiencies; losses of 10, 9.2, 8.5 % of generation: TDL = L/(1 - L), 30 digits
const ofGeneration = ['0.10', '0.092', '0.085'].map((l) => show(div(l, sub(1, l))))
solve({
  name: 'lamps-with-losses-as-a-share-of-generation',
  from: 2024,
  gwp: 'AR5',
  grid: '0.71',
  losses: ofGeneration,
  equipment: {
    downlights: [['311.2', '318.5', '320'], '128', '72'],
    spotlights: [['96.4', '94.75', '97.1'], '105', '61.5'],
  },
})
solve({
  name: 'motors-with-losses-as-a-share-of-consumption',
  from: 2025,
  gwp: 'AR6',
  grid: ['0.55', '0.54'],
  losses: ['0.07', '0.065'],
  price: '120',
  equipment: { pumps: [['702.25', '698'], '0.951', '0.882'], fans: [['455.1', '470.6'], '0.933', '0.914'] },
})

// ---- boilers: coal to gas in a factory; the project's fuel is metered and not divided by an efficiency
solve({
  name: 'boilers-coal-to-gas',
  from: 2025,
  gwp: 'AR6',
  grid: '0.75',
  sector: 'manufacturing',
  equipment: { blowers: [['38.5', '40.25'], '0.92', '0.86'] },
  boilers: { 'sub-bituminous-coal': [['82', '79.5'], '0.80'], 'natural-gas': [['0', '0'], '1'] },
  fuel: { 'sub-bituminous-coal': ['0', '0'], 'natural-gas': ['89.1304', '86.4'] },
})
// ---- wood and oil in a hospital, and a better wood boiler: biogenic CO2 apart, its CH4 and N2O counted
solve({
  name: 'boilers-wood-and-oil',
  from: 2023,
  gwp: 'AR6',
  grid: '0.61',
  losses: '0.05',
  sector: 'commercial',
  equipment: { fans: [['12.4', '12.1', '12.9'], '0.9', '0.8'] },
  boilers: { 'wood-wood-waste': [['14.25', '13.9', '15'], '0.62'], 'gas-diesel-oil': [['6.3', '6.1', '0'], '0.84'] },
  fuel: { 'wood-wood-waste': ['17.6', '17.1', '18.45'], 'gas-diesel-oil': ['6.9', '6.65', '0'] },
})
solve({
  name: 'boilers-oil-to-lpg-in-homes',
  from: 2025,
  gwp: 'AR4',
  grid: '0.4',
  sector: 'residential',
  equipment: { circulators: [['3.2'], '0.45', '0.2'] },
  boilers: { 'residual-fuel-oil': [['2.5'], '0.75'], 'liquefied-petroleum-gases': [['0.4'], '0.85'] },
  fuel: { 'residual-fuel-oil': ['0.12'], 'liquefied-petroleum-gases': ['3.05'] },
})

// ---- refrigerants of replaced units, several gases; the same under three GWP sets; percent as the guideline has it
const cooling = {
  from: 2024,
  grid: '0.71',
  equipment: { 'air-conditioners': [['803.25', '795.5'], '4.235', '3'] },
  units: {
    'HCFC-22': [['495', '0'], '0.80', '0.60'],
    'HFC-134a': [['61.5', '12.25'], '0.905', '0.45'],
    'HFC-32': [['0', '33'], '0.7', '0.25'],
    'CFC-12': [['4.4', '1.1'], '0.65', '0'],
  },
}
const percents = {
  remaining: { 'HCFC-22': '80 %', 'HFC-134a': '90.5 %', 'HFC-32': '70 %', 'CFC-12': '65 %' },
  recovery: { 'HCFC-22': '60 %', 'HFC-134a': '45 %', 'HFC-32': '25 %', 'CFC-12': '0 %' },
}
for (const gwp of ['AR4', 'AR5', 'AR6'])
  solve({ ...cooling, name: `refrigerants-of-replaced-units-${gwp.toLowerCase()}`, gwp, inputs: percents })
// ---- R-410A is 50 % HFC-32 and 50 % HFC-125 by mass (2006 V3 Ch 7 Table 7.8, p 7.44): 120 kg of it, given as its components
solve({
  name: 'blend-r-410a-given-as-its-components',
  from: 2026,
  gwp: 'AR5',
  grid: '0.68',
  losses: '0.04',
  equipment: { splits: [['214.8'], '4.6', '3.1'] },
  units: { 'HFC-32': [['60'], '0.8', '0.5'], 'HFC-125': [['60'], '0.8', '0.5'] },
})

// ---- negative reductions stay negative: the new equipment is worse, or what escapes at disposal outweighs the saving
solve({
  name: 'less-efficient-than-the-reference',
  from: 2025,
  gwp: 'AR5',
  grid: '0.55',
  losses: '0.07',
  equipment: { chiller: [['512.5', '530'], '4.85', '5.2'] },
})
{
  const expected = solve({
    name: 'refrigerant-outweighs-the-saving',
    from: 2025,
    gwp: 'AR5',
    grid: '0.55',
    equipment: { chiller: [['512.5', '530'], '5.4', '5.2'] },
    units: { 'HCFC-22': [['310', '0'], '0.9', '0.3'] },
  })
  const er = expected.filter(({ output }) => output === 'co2e').map(({ value }) => Number(value))
  if (!(er[0] < 0 && er[1] > 0)) throw new Error('the first year should be negative, the second positive')
}

// ---- boundaries: equal efficiencies, nothing used, a grid without emissions: exactly 0
{
  const expected = solve({
    name: 'equal-efficiencies-and-nothing-used',
    from: 2025,
    gwp: 'AR6',
    grid: ['0.7', '0'],
    losses: '0.1',
    price: '90',
    equipment: { a: [['100', '250'], '3.3', '3.3'], b: [['0', '0'], '6', '2'] },
  })
  for (const { output, value } of expected)
    if (/^(reduction|benefit|co2e)/.test(output) && !equal(value, 0)) throw new Error(`${output} is not 0`)
}

// ---- all parts together, three years
solve({
  name: 'hospital-all-parts',
  from: 2024,
  gwp: 'AR6',
  grid: ['0.692', '0.681', '0.67'],
  losses: ['0.088', '0.085', '0.081'],
  price: ['142', '146.5', '150'],
  sector: 'commercial',
  equipment: {
    chillers: [['2210', '2188.5', '2240.25'], '6.1', '4.3'],
    lighting: [['402.6', '399', '405.4'], '142', '88'],
    pumps: [['310', '305.5', '312'], '0.74', '0.61'],
  },
  boilers: {
    'residual-fuel-oil': [['21.4', '20.9', '22.15'], '0.81'],
    'natural-gas': [['4.2', '4.1', '4.35'], '0.86'],
  },
  fuel: { 'residual-fuel-oil': ['1.05', '0', '0'], 'natural-gas': ['27.3', '28.05', '29.6'] },
  units: { 'HCFC-22': [['640', '120', '0'], '0.85', '0.7'], 'HFC-134a': [['0', '210', '95'], '0.9', '0.8'] },
})
