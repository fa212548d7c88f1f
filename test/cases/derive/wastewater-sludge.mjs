// CH4 and N2O of sewage sludge, written from the 2006 IPCC Guidelines, Volume 5: Eq 4.1 and 4.2 (p 4.5), Table 4.1 (p 4.6),
// dry weight basis: digestion 2 g CH4/kg, composting 10 g CH4/kg and 0.6 g N2O/kg; Eq 5.5 (p 5.14), Table 5.6 (p 5.22):
// sewage sludge 990 g N2O a tonne dry. Exact fractions throughout. Run: node wastewater-sludge.mjs [--json]
import { add, div, mul, show } from './_exact-ww.mjs'

const GWP = { AR4: ['25', '298'], AR5: ['28', '265'], AR6: ['27.0', '273'] } // CH4 (not fossil), N2O
const CASES = {
  'all-three-ways': { inputs: { digested: '12500', composted: '4300', burnt: '2100.5' }, context: { gwp: 'AR5' } },
  'digester-alone': { inputs: { digested: '20800', composted: '0', burnt: '0' }, context: { gwp: 'AR6' } },
  'compost-alone': { inputs: { digested: '0', composted: '915.25', burnt: '0' }, context: { gwp: 'AR4' } },
  'incinerator-alone': { inputs: { digested: '0', composted: '0', burnt: '1000' } },
  'own-factors': {
    inputs: {
      digested: '7777',
      composted: '888.8',
      burnt: '99.99',
      digestionCh4: '3.1',
      compostingCh4: '7.7',
      compostingN2o: '0.81',
      burningN2o: '1230',
    },
    context: { gwp: 'AR5' },
  },
}

const solve = ({ inputs: v, context }, say) => {
  const out = []
  const expect = (name, value, unit, kind = 'output') => out.push({ [kind]: name, value: show(value), unit })
  // t · g/kg = kg; t · g/t = g
  const digestion = mul(v.digested, v.digestionCh4 ?? '2')
  const compost = mul(v.composted, v.compostingCh4 ?? '10')
  const compostN2o = mul(v.composted, v.compostingN2o ?? '0.6')
  const fire = div(mul(v.burnt, v.burningN2o ?? '990'), 1000)
  say(`Eq 4.1  digestion ${show(digestion)}, composting ${show(compost)} kg CH4/yr`)
  say(`Eq 4.2  composting ${show(compostN2o)} kg N2O/yr`)
  say(`Eq 5.5  incineration ${show(fire)} kg N2O/yr`)
  expect('CH4 of digestion', digestion, 'kg CH4 (biogenic)/yr', 'step')
  expect('CH4 of composting', compost, 'kg CH4 (biogenic)/yr', 'step')
  expect('N2O of composting', compostN2o, 'kg N2O/yr', 'step')
  expect('N2O of incineration', fire, 'kg N2O/yr', 'step')
  const ch4 = add(digestion, compost)
  const n2o = add(compostN2o, fire)
  expect('ch4', ch4, 'kg CH4 (biogenic)/yr')
  expect('n2o', n2o, 'kg N2O/yr')
  if (context) {
    const [c, o] = GWP[context.gwp]
    expect('co2e', add(mul(ch4, c), mul(n2o, o)), 'kg CO2e/yr')
  }
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.sludge/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
