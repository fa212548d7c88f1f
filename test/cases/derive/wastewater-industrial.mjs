// CH4 of industrial wastewater, written from the 2006 IPCC Guidelines, Volume 5, Chapter 6: Eq 6.4 (p 6.20), Eq 6.5 and
// Table 6.8 (p 6.21), Eq 6.6 and Table 6.9 (p 6.22). Exact fractions throughout. EF of an industry is the average of its
// practices, weighted by share. Run: node wastewater-industrial.mjs [--json]
import { add, equal, mul, q, show, sub } from './_exact-ww.mjs'

const BO = '0.25' // p 6.21, kg CH4/kg COD
const MCF = {
  'sea-river-lake-discharge': '0.1',
  'aerobic-well-managed': '0',
  'aerobic-overloaded': '0.3',
  'anaerobic-digester-for-sludge': '0.8',
  'anaerobic-reactor': '0.8',
  'anaerobic-shallow-lagoon': '0.2',
  'anaerobic-deep-lagoon': '0.8',
}
// Table 6.9: W in m3 a tonne, COD in kg a m3; null is "NA"
const TABLE_6_9 = {
  'alcohol-refining': ['24', '11'],
  'beer-malt': ['6.3', '2.9'],
  coffee: [null, '9'],
  'dairy-products': ['7', '2.7'],
  'fish-processing': [null, '2.5'],
  'meat-poultry': ['13', '4.1'],
  'organic-chemicals': ['67', '3'],
  'petroleum-refineries': ['0.6', '1.0'],
  'plastics-resins': ['0.6', '3.7'],
  'pulp-paper-combined': ['162', '9'],
  'starch-production': ['9', '10'],
  'sugar-refining': [null, '3.2'],
  'vegetable-oils': ['3.1', null],
  'vegetables-fruits-juices': ['20', '5.0'],
  'wine-vinegar': ['23', '1.5'],
}
const GWP_CH4 = { AR4: '25', AR5: '28', AR6: '27.0' } // not fossil

const CASES = {
  'beer-shallow-lagoon-recovery': {
    inputs: {
      product: { 'beer-malt': '85000' },
      pathwayShare: { 'beer-malt': { 'anaerobic-shallow-lagoon': '1' } },
      recovered: { 'beer-malt': '25000' },
    },
  },
  'paper-and-meat': {
    inputs: {
      product: { 'pulp-paper-combined': '40000', 'meat-poultry': '120000' },
      pathwayShare: {
        'pulp-paper-combined': { 'aerobic-well-managed': '0.7', 'anaerobic-deep-lagoon': '0.3' },
        'meat-poultry': { 'aerobic-well-managed': '0', 'anaerobic-deep-lagoon': '1' },
      },
      sludge: { 'pulp-paper-combined': '5000000', 'meat-poultry': '0' },
      recovered: { 'pulp-paper-combined': '0', 'meat-poultry': '310000' },
    },
    context: { gwp: 'AR5' },
  },
  'every-industry-with-both-figures-to-a-river': {
    inputs: {
      product: Object.fromEntries(
        Object.entries(TABLE_6_9)
          .filter(([, row]) => row[0] && row[1])
          .map(([name], index) => [name, String(1000 * (index + 1))]),
      ),
      pathwayShare: Object.fromEntries(
        Object.entries(TABLE_6_9)
          .filter(([, row]) => row[0] && row[1])
          .map(([name]) => [name, { 'sea-river-lake-discharge': '1' }]),
      ),
    },
  },
  'every-pathway': {
    inputs: {
      product: { 'starch-production': '73210' },
      pathwayShare: {
        'starch-production': {
          'sea-river-lake-discharge': '0.05',
          'aerobic-well-managed': '0.1',
          'aerobic-overloaded': '0.15',
          'anaerobic-digester-for-sludge': '0.2',
          'anaerobic-reactor': '0.12',
          'anaerobic-shallow-lagoon': '0.18',
          'anaerobic-deep-lagoon': '0.2',
        },
      },
    },
    context: { gwp: 'AR6' },
  },
  'not-available-figures-given': {
    inputs: {
      product: { coffee: '5200', 'fish-processing': '18300', 'sugar-refining': '250000', 'vegetable-oils': '41000' },
      wastewater: { coffee: '5', 'fish-processing': '13', 'sugar-refining': '11', 'vegetable-oils': '3.1' },
      cod: { coffee: '9', 'fish-processing': '2.5', 'sugar-refining': '3.2', 'vegetable-oils': '0.85' },
      pathwayShare: {
        coffee: { 'anaerobic-deep-lagoon': '1', 'aerobic-overloaded': '0' },
        'fish-processing': { 'anaerobic-deep-lagoon': '0.25', 'aerobic-overloaded': '0.75' },
        'sugar-refining': { 'anaerobic-deep-lagoon': '0.9', 'aerobic-overloaded': '0.1' },
        'vegetable-oils': { 'anaerobic-deep-lagoon': '0', 'aerobic-overloaded': '1' },
      },
    },
  },
  'own-bo-and-mcf': {
    inputs: {
      product: { 'dairy-products': '96400' },
      bo: '0.21',
      mcf: { 'anaerobic-reactor': '0.95', 'aerobic-overloaded': '0.22' },
      pathwayShare: { 'dairy-products': { 'anaerobic-reactor': '0.62', 'aerobic-overloaded': '0.38' } },
      sludge: { 'dairy-products': '123456.7' },
      recovered: { 'dairy-products': '98765.4' },
    },
    context: { gwp: 'AR4' },
  },
}

const solve = ({ inputs: v, context }, say) => {
  const out = []
  const expect = (name, at, value, unit, kind = 'output') =>
    out.push({ [kind]: name, ...(at ? { at } : {}), value: show(value), unit })
  const ef = {}
  for (const j of Object.keys(Object.values(v.pathwayShare)[0])) {
    ef[j] = mul(v.bo ?? BO, v.mcf?.[j] ?? MCF[j])
    say(`Eq 6.5  EF(${j}) = Bo · MCF = ${show(ef[j])} kg CH4/kg COD`)
    expect('EF by pathway', { pathway: j }, ef[j], 'kg CH4 (biogenic)/kg COD', 'step')
  }
  let ch4 = q(0)
  for (const [i, p] of Object.entries(v.product)) {
    const shares = v.pathwayShare[i]
    if (!equal(add(...Object.values(shares)), 1)) throw new Error(`the shares of ${i} do not add to 1`)
    const w = v.wastewater?.[i] ?? TABLE_6_9[i][0]
    const cod = v.cod?.[i] ?? TABLE_6_9[i][1]
    const tow = mul(p, w, cod)
    say(`Eq 6.6  TOW(${i}) = P · W · COD = ${p} · ${w} · ${cod} = ${show(tow)} kg COD/yr`)
    expect('TOW', { industry: i }, tow, 'kg COD/yr', 'step')
    const average = add(...Object.entries(shares).map(([j, share]) => mul(share, ef[j])))
    say(`        EF(${i}) = Σ share · EF = ${show(average)} kg CH4/kg COD`)
    expect('EF', { industry: i }, average, 'kg CH4 (biogenic)/kg COD', 'step')
    const one = sub(mul(sub(tow, v.sludge?.[i] ?? 0), average), v.recovered?.[i] ?? 0)
    say(`Eq 6.4  (TOW − S) · EF − R = ${show(one)} kg CH4/yr`)
    expect('CH4 by industry', { industry: i }, one, 'kg CH4 (biogenic)/yr', 'step')
    ch4 = add(ch4, one)
  }
  say(`Eq 6.4  CH4 = ${show(ch4)} kg CH4/yr`)
  expect('ch4', null, ch4, 'kg CH4 (biogenic)/yr')
  if (context) expect('co2e', null, mul(ch4, GWP_CH4[context.gwp]), 'kg CO2e/yr')
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.industrial/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context ?? {}, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
