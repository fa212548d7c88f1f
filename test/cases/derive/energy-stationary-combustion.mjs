// Stationary combustion, tier 1, written from the 2006 IPCC Guidelines, Volume 2, Chapter 2 alone:
//   Eq 2.1 (p 2.11), Eq 2.2 (p 2.12), Table 2.2 (pp 2.16-2.17), Table 2.3 (pp 2.18-2.19), Table 2.4 (pp 2.20-2.21),
//   Table 2.5 (pp 2.22-2.23), treatment of biomass 2.3.3.4 (pp 2.33-2.34: CO2 of biofuels is an information item, CH4 and N2O
//   are counted, a joint fuel is split into its fossil and non-fossil fraction); municipal waste split into its fractions (p 2.33);
//   peat counts as fossil (Chapter 1, Table 1.1 footnote 5, p 1.15; pp 1.19-1.20).
// Exact fractions throughout. Run: node energy-stationary-combustion.mjs          (every step and the expected figures)
//                                  node energy-stationary-combustion.mjs --json   (inputs and expected figures as JSON)
import { add, div, equal, mul, q, show } from './_exact-ww.mjs'

// ---- what the tables print, kg/TJ on a net calorific basis ----------------------------------------------------------
const SECTORS = ['energy-industries', 'manufacturing', 'commercial', 'residential'] // Tables 2.2, 2.3, 2.4, 2.5
// fuel: origin, CO2 (the same in all four tables), CH4 and N2O in the order of the tables
const TABLES = {
  'motor-gasoline': ['fossil', '69300', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  'gas-diesel-oil': ['fossil', '74100', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  'residual-fuel-oil': ['fossil', '77400', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  'liquefied-petroleum-gases': ['fossil', '63100', '1 1 5 5', '0.1 0.1 0.1 0.1'],
  'other-kerosene': ['fossil', '71900', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  'natural-gas': ['fossil', '56100', '1 1 5 5', '0.1 0.1 0.1 0.1'],
  anthracite: ['fossil', '98300', '1 10 10 300', '1.5 1.5 1.5 1.5'],
  'other-bituminous-coal': ['fossil', '94600', '1 10 10 300', '1.5 1.5 1.5 1.5'],
  'sub-bituminous-coal': ['fossil', '96100', '1 10 10 300', '1.5 1.5 1.5 1.5'],
  lignite: ['fossil', '101000', '1 10 10 300', '1.5 1.5 1.5 1.5'],
  peat: ['fossil', '106000', '1 2 10 300', '1.5 1.5 1.4 1.4'],
  'municipal-wastes-non-biomass': ['fossil', '91700', '30 30 300 300', '4 4 4 4'],
  'municipal-wastes-biomass': ['biogenic', '100000', '30 30 300 300', '4 4 4 4'],
  'wood-wood-waste': ['biogenic', '112000', '30 30 300 300', '4 4 4 4'],
  charcoal: ['biogenic', '112000', '200 200 200 200', '4 4 1 1'],
  biogasoline: ['biogenic', '70800', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  biodiesels: ['biogenic', '70800', '3 3 10 10', '0.6 0.6 0.6 0.6'],
  'landfill-gas': ['biogenic', '54600', '1 1 5 5', '0.1 0.1 0.1 0.1'],
  'sludge-gas': ['biogenic', '54600', '1 1 5 5', '0.1 0.1 0.1 0.1'],
  'other-biogas': ['biogenic', '54600', '1 1 5 5', '0.1 0.1 0.1 0.1'],
}
// 100 years: CH4 of fossil origin, CH4 of biogenic origin, N2O. AR5 without climate-carbon feedback, one CH4 value for both.
const GWP = { AR4: ['25', '25', '298'], AR5: ['28', '28', '265'], AR6: ['29.8', '27.0', '273'] }

// ---- the cases: all amounts are freely chosen -------------------------------------------------------------------------
const OWN = (co2, ch4, n2o) => ({ CO2: co2, CH4: ch4, N2O: n2o })
// distinct amounts, so that no two fuels of the sweep can be swapped unnoticed
const AMOUNTS = [211, 1013, 307, 53, 17, 2027, 401, 809, 1511, 613, 103, 239, 283, 71, 29, 11, 37, 149, 43, 61]
const sweep = (factor) => Object.fromEntries(Object.keys(TABLES).map((f, i) => [f, show(mul(AMOUNTS[i], factor))]))
const homes = {
  sector: 'residential',
  consumption: {
    'liquefied-petroleum-gases': '245.96',
    'other-bituminous-coal': '75.5',
    'wood-wood-waste': '612.3',
    'landfill-gas': '18.25',
  },
}
const CASES = {
  'every-fuel-energy-industries': {
    inputs: { sector: 'energy-industries', consumption: sweep('1') },
    context: { gwp: 'AR5' },
  },
  'every-fuel-manufacturing': {
    inputs: { sector: 'manufacturing', consumption: sweep('0.5') },
    context: { gwp: 'AR4' },
  },
  'every-fuel-commercial': { inputs: { sector: 'commercial', consumption: sweep('0.25') }, context: { gwp: 'AR6' } },
  'every-fuel-residential': { inputs: { sector: 'residential', consumption: sweep('0.01') }, context: { gwp: 'AR5' } },
  'power-plants': {
    inputs: {
      sector: 'energy-industries',
      consumption: {
        'sub-bituminous-coal': '48750',
        'natural-gas': '31200.5',
        'gas-diesel-oil': '640',
        'residual-fuel-oil': '5120.25',
      },
    },
    context: { gwp: 'AR4' },
  },
  factories: {
    inputs: {
      sector: 'manufacturing',
      consumption: {
        anthracite: '310',
        lignite: '905.5',
        'other-bituminous-coal': '1083.6',
        'natural-gas': '432',
        'residual-fuel-oil': '141.4',
      },
    },
    context: { gwp: 'AR5' },
  },
  'hotels-and-offices': {
    inputs: {
      sector: 'commercial',
      consumption: {
        'liquefied-petroleum-gases': '87.3',
        'natural-gas': '455.01',
        'gas-diesel-oil': '62.7',
        'wood-wood-waste': '9.36',
      },
    },
    context: { gwp: 'AR6' },
  },
  kitchens: {
    inputs: {
      sector: 'residential',
      consumption: {
        'liquefied-petroleum-gases': '245.96',
        'other-kerosene': '78.84',
        'wood-wood-waste': '234',
        charcoal: '70.8',
      },
    },
    context: { gwp: 'AR6' },
  },
  'wood-residential': {
    inputs: { sector: 'residential', consumption: { 'wood-wood-waste': '156' } },
    context: { gwp: 'AR5' },
  },
  'wood-manufacturing': {
    inputs: { sector: 'manufacturing', consumption: { 'wood-wood-waste': '156' } },
    context: { gwp: 'AR5' },
  },
  'b20-with-wood-and-coal': {
    inputs: {
      sector: 'manufacturing',
      consumption: {
        'wood-wood-waste': '77.5',
        'other-bituminous-coal': '318',
        'gas-diesel-oil': '0',
        biodiesels: '0',
      },
      blends: { b20: '455.75' },
      composition: { b20: { 'gas-diesel-oil': '0.8', biodiesels: '0.2' } },
    },
    context: { gwp: 'AR5' },
  },
  'two-blends-and-neat-fuels': {
    inputs: {
      sector: 'commercial',
      consumption: {
        'gas-diesel-oil': '120.5',
        biodiesels: '3.25',
        'motor-gasoline': '14',
        biogasoline: '0',
        'natural-gas': '98',
      },
      blends: { b35: '610', e10: '42.4' },
      composition: {
        b35: { 'gas-diesel-oil': '0.665', biodiesels: '0.335' },
        e10: { 'motor-gasoline': '0.935', biogasoline: '0.065' },
      },
    },
    context: { gwp: 'AR6' },
  },
  'co-firing-as-blend': {
    inputs: {
      sector: 'energy-industries',
      consumption: {
        'sub-bituminous-coal': '0',
        'wood-wood-waste': '0',
        'municipal-wastes-non-biomass': '0',
        'municipal-wastes-biomass': '0',
      },
      blends: { boiler: '7300' },
      composition: {
        boiler: {
          'sub-bituminous-coal': '0.85',
          'wood-wood-waste': '0.09',
          'municipal-wastes-non-biomass': '0.027',
          'municipal-wastes-biomass': '0.033',
        },
      },
    },
    context: { gwp: 'AR4' },
  },
  'own-factors': {
    inputs: {
      sector: 'energy-industries',
      consumption: { 'natural-gas': '12500', 'sub-bituminous-coal': '8640', 'wood-wood-waste': '410' },
      emissionFactor: {
        'natural-gas': OWN('55820', '0.9', '0.08'),
        'sub-bituminous-coal': OWN('94712.8', '0.7', '1.35'),
        'wood-wood-waste': OWN('109600', '11', '7'),
      },
    },
    context: { gwp: 'AR5' },
  },
  'biomethane-by-own-origin': {
    inputs: {
      sector: 'residential',
      consumption: { 'natural-gas': '64', 'liquefied-petroleum-gases': '31' },
      origin: { 'natural-gas': 'biogenic', 'liquefied-petroleum-gases': 'fossil' },
    },
    context: { gwp: 'AR6' },
  },
  'peat-residential': { inputs: { sector: 'residential', consumption: { peat: '19.52' } }, context: { gwp: 'AR6' } },
  'peat-manufacturing': {
    inputs: { sector: 'manufacturing', consumption: { peat: '19.52' } },
    context: { gwp: 'AR6' },
  },
  'municipal-waste-two-fractions': {
    inputs: {
      sector: 'energy-industries',
      consumption: { 'municipal-wastes-non-biomass': '1880', 'municipal-wastes-biomass': '2320', 'natural-gas': '95' },
    },
    context: { gwp: 'AR6' },
  },
  'gases-from-waste': {
    inputs: {
      sector: 'commercial',
      consumption: { 'landfill-gas': '132.75', 'sludge-gas': '47.1', 'other-biogas': '8.8' },
    },
    context: { gwp: 'AR5' },
  },
  'charcoal-manufacturing': { inputs: { sector: 'manufacturing', consumption: { charcoal: '70.8' } } },
  'charcoal-residential': { inputs: { sector: 'residential', consumption: { charcoal: '70.8' } } },
  'homes-ar4': { inputs: homes, context: { gwp: 'AR4' } },
  'homes-ar5': { inputs: homes, context: { gwp: 'AR5' } },
  'homes-ar6': { inputs: homes, context: { gwp: 'AR6' } },
}

// ---- the equations -----------------------------------------------------------------------------------------------------
const solve = ({ inputs: v, context }, say) => {
  const column = SECTORS.indexOf(v.sector)
  const total = { co2: q(0), co2Biogenic: q(0), ch4: q(0), ch4Biogenic: q(0), n2o: q(0) }
  for (const [b, shares] of Object.entries(v.composition ?? {}))
    if (!equal(add(...Object.values(shares)), 1)) throw new Error(`shares of ${b} do not add to 1`)
  for (const [fuel, neat] of Object.entries(v.consumption)) {
    const parts = Object.entries(v.blends ?? {}).map(([b, tj]) => mul(tj, v.composition[b][fuel] ?? 0))
    const tj = add(neat, ...parts)
    const [printedOrigin, co2, ch4, n2o] = TABLES[fuel]
    const ef = v.emissionFactor?.[fuel] ?? { CO2: co2, CH4: ch4.split(' ')[column], N2O: n2o.split(' ')[column] }
    const origin = v.origin?.[fuel] ?? printedOrigin
    if (parts.length) say(`2.3.3.4  Fuel(${fuel}) = ${neat} + Σ blend · share = ${show(tj)} TJ`)
    const e = Object.fromEntries(Object.entries(ef).map(([g, f]) => [g, div(mul(tj, f), 1000)]))
    say(
      `Eq 2.1   ${fuel} (${origin}): ${show(tj)} TJ · ${ef.CO2}, ${ef.CH4}, ${ef.N2O} kg/TJ = ${show(e.CO2)} t CO2, ${show(e.CH4)} t CH4, ${show(e.N2O)} t N2O`,
    )
    const bio = origin === 'biogenic'
    const into = (k, x) => {
      total[k] = add(total[k], x)
    }
    into(bio ? 'co2Biogenic' : 'co2', e.CO2)
    into(bio ? 'ch4Biogenic' : 'ch4', e.CH4)
    into('n2o', e.N2O)
  }
  const units = {
    co2: 't CO2',
    co2Biogenic: 't CO2 (biogenic)',
    ch4: 't CH4 (fossil)',
    ch4Biogenic: 't CH4 (biogenic)',
    n2o: 't N2O',
  }
  const out = Object.entries(units).map(([k, unit]) => ({ output: k, value: show(total[k]), unit }))
  for (const { output, value, unit } of out) say(`Eq 2.2   ${output} = ${value} ${unit}`)
  if (context) {
    const [f, b, n] = GWP[context.gwp]
    const co2e = add(total.co2, mul(total.ch4, f), mul(total.ch4Biogenic, b), mul(total.n2o, n))
    say(
      `         CO2e (${context.gwp}) = CO2 + ${f} · CH4 fossil + ${b} · CH4 biogenic + ${n} · N2O = ${show(co2e)} t CO2e; biogenic CO2 apart`,
    )
    out.push({ output: 'co2e', value: show(co2e), unit: 't CO2e' })
  }
  return out
}

// ---- print ---------------------------------------------------------------------------------------------------------------
const json = process.argv.includes('--json')
const say = json ? () => {} : (s) => console.log(s)
const result = {}
for (const [id, c] of Object.entries(CASES)) {
  say(`\n== energy.stationary-combustion/${id} (${c.inputs.sector})`)
  const expected = solve(c, say)
  for (const e of expected) say(`expected ${e.output} = ${e.value} ${e.unit}`)
  result[`energy.stationary-combustion/${id}`] = { inputs: c.inputs, context: c.context ?? {}, expected }
}
if (json) console.log(JSON.stringify(result))
