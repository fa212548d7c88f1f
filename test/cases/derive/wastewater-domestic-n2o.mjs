// N2O of domestic wastewater alone, written from the 2006 IPCC Guidelines, Volume 5, Chapter 6: Eq 6.7 and 6.8 (p 6.25),
// Box 6.1 with Eq 6.9 (p 6.26), Table 6.11 (p 6.27). Exact fractions throughout.
// Run: node wastewater-domestic-n2o.mjs [--json]
import { add, div, equal, mul, show, sub } from './_exact-ww.mjs'

const NON_CONSUMED = { no: '1.1', yes: '1.4' }
const GWP_N2O = { AR4: '298', AR5: '265', AR6: '273' }

const CASES = {
  'effluent-alone': { inputs: { population: '1500000', protein: '23.7', garbageDisposal: 'no' } },
  'sludge-and-plants': {
    inputs: {
      population: '4200000',
      protein: '31.9',
      garbageDisposal: 'no',
      sludgeNitrogen: '250000',
      plantDegree: '0.35',
    },
  },
  // 63 g a day are 63 · 365 / 1000 = 22.995 kg a year
  'protein-of-a-day-counted-over-the-year': {
    perDay: '63',
    inputs: { population: '1000000', protein: '22.995', garbageDisposal: 'no' },
    context: { gwp: 'AR5' },
  },
  'garbage-disposals-ar6': {
    inputs: { population: '745300', protein: '38.5', garbageDisposal: 'yes', plantDegree: '1' },
    context: { gwp: 'AR6' },
  },
  'own-factors': {
    inputs: {
      population: '96500',
      protein: '27.08',
      fNpr: '0.153',
      fNonCon: '1.3',
      fIndCom: '1.05',
      sludgeNitrogen: '31415.9',
      effluentFactor: '0.0131',
      plantDegree: '0.415',
      plantFactor: '6.2',
    },
    context: { gwp: 'AR4' },
  },
  'nobody-lives-there': { inputs: { population: '0', protein: '30', garbageDisposal: 'yes', plantDegree: '0.5' } },
}

const solve = ({ inputs: v, context, perDay }, say) => {
  const out = []
  const expect = (name, value, unit, kind = 'output') => out.push({ [kind]: name, value: show(value), unit })
  if (perDay) {
    const year = div(mul(perDay, 365), 1000)
    if (!equal(year, v.protein)) throw new Error('the protein of a year is not 365 times that of a day')
    say(`Protein = ${perDay} g/person/day · 365 / 1000 = ${show(year)} kg/person/yr`)
  }
  const nonCon = v.fNonCon ?? NON_CONSUMED[v.garbageDisposal]
  const industry = v.fIndCom ?? '1.25'
  const plants = div(mul(v.population, v.plantDegree ?? 0, industry, v.plantFactor ?? '3.2'), 1000)
  say(`Eq 6.9  N2O_PLANTS = P · T_PLANT · F_IND-COM · EF_PLANT = ${show(plants)} kg N2O/yr (EF in g, so / 1000)`)
  const wwt = mul(plants, div(28, 44))
  say(`Box 6.1 N_WWT = N2O_PLANTS · 28/44 = ${show(wwt)} kg N/yr`)
  const n = sub(mul(v.population, v.protein, v.fNpr ?? '0.16', nonCon, industry), v.sludgeNitrogen ?? 0)
  say(`Eq 6.8  P · Protein · F_NPR · F_NON-CON · F_IND-COM − N_SLUDGE = ${show(n)} kg N/yr`)
  const left = sub(n, wwt)
  say(`        N_EFFLUENT = that less N_WWT = ${show(left)} kg N/yr`)
  const effluent = mul(left, v.effluentFactor ?? '0.005', div(44, 28))
  say(`Eq 6.7  N2O = N_EFFLUENT · EF_EFFLUENT · 44/28 = ${show(effluent)} kg N2O/yr`)
  const n2o = add(effluent, plants)
  expect('N2O plants', plants, 'kg N2O/yr', 'step')
  expect('N of plants', wwt, 'kg N/yr', 'step')
  expect('N effluent', left, 'kg N/yr', 'step')
  expect('N2O effluent', effluent, 'kg N2O/yr', 'step')
  expect('n2o', n2o, 'kg N2O/yr')
  if (context) {
    const co2e = mul(n2o, GWP_N2O[context.gwp])
    say(`        CO2e (${context.gwp}) = ${GWP_N2O[context.gwp]} · N2O = ${show(co2e)} kg CO2e/yr`)
    expect('co2e', co2e, 'kg CO2e/yr')
  }
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.domestic-n2o/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
