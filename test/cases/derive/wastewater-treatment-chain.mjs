// BOD, COD, N and P through treatment, written from the 2019 Refinement, Volume 5, Chapter 6: Eq 6.3 (p 6.21), Table 6.4
// (p 6.22: Asia 40, Japan 42, India 34 g BOD), Eq 6.3d and Table 6.6b (p 6.28), Eq 6.8 (p 6.42), Table 6.10c (p 6.43); and from
// the conservation of mass: in = effluent + sludge + air. Fractions of COD and phosphorus, loads and sludge: freely chosen.
// Exact fractions throughout. Run: node wastewater-treatment-chain.mjs [--json]
import { add, equal, mul, show, sub } from './_exact-ww.mjs'

const TOWREM = {
  untreated: '0',
  primary: '0.40',
  secondary: '0.85',
  tertiary: '0.90',
  'septic-system': '0.625',
  'latrine-dry-small-family': '0.1',
  'latrine-dry-communal': '0.5',
  'latrine-wet': '0.7',
}
const NREM = {
  untreated: '0',
  primary: '0.10',
  secondary: '0.40',
  tertiary: '0.80',
  'septic-system': '0.15',
  'septic-system-land-dispersal': '0.68',
  latrine: '0.12',
}
const BOD = { JP: '42', IN: '34', ID: '40' }

const CASES = {
  'plant-and-river': {
    inputs: {
      population: { plant: '480000', river: '120000' },
      nPerPerson: '11.5',
      pPerPerson: '1.8',
      codPerPerson: '95',
      treatment: { plant: 'secondary', river: 'untreated' },
      nitrogenTreatment: { plant: 'secondary', river: 'untreated' },
      codRemoval: { plant: '0.78', river: '0' },
      pRemoval: { plant: '0.35', river: '0' },
      place: { sludge: 'sludge', air: 'air' },
      organicsTo: { plant: { sludge: '0.46', air: '0.54' }, river: { sludge: '0', air: '1' } },
      nitrogenTo: { plant: { sludge: '0.38', air: '0.62' }, river: { sludge: '0', air: '1' } },
    },
    context: { region: 'ID' },
  },
  'every-treatment-organics-and-nitrogen-alone': {
    inputs: {
      population: { a: '1000', b: '2000', c: '3000', d: '4000', e: '5000', f: '6000', g: '7000', h: '8000' },
      nPerPerson: '12',
      treatment: {
        a: 'untreated',
        b: 'primary',
        c: 'secondary',
        d: 'tertiary',
        e: 'septic-system',
        f: 'latrine-dry-small-family',
        g: 'latrine-dry-communal',
        h: 'latrine-wet',
      },
      codRemoval: { a: '0', b: '0', c: '0', d: '0', e: '0', f: '0', g: '0', h: '0' },
      pRemoval: { a: '0', b: '0', c: '0', d: '0', e: '0', f: '0', g: '0', h: '0' },
      nitrogenTreatment: {
        a: 'untreated',
        b: 'primary',
        c: 'secondary',
        d: 'tertiary',
        e: 'septic-system',
        f: 'septic-system-land-dispersal',
        g: 'latrine',
        h: 'latrine',
      },
      place: { sludge: 'sludge', air: 'air' },
      organicsTo: {
        a: { sludge: '0', air: '1' },
        b: { sludge: '1', air: '0' },
        c: { sludge: '0.5', air: '0.5' },
        d: { sludge: '0.45', air: '0.55' },
        e: { sludge: '0.4', air: '0.6' },
        f: { sludge: '0.2', air: '0.8' },
        g: { sludge: '0.25', air: '0.75' },
        h: { sludge: '0.125', air: '0.875' },
      },
      nitrogenTo: {
        a: { sludge: '0', air: '1' },
        b: { sludge: '1', air: '0' },
        c: { sludge: '0.6', air: '0.4' },
        d: { sludge: '0.25', air: '0.75' },
        e: { sludge: '1', air: '0' },
        f: { sludge: '0.3', air: '0.7' },
        g: { sludge: '0.9', air: '0.1' },
        h: { sludge: '0.9', air: '0.1' },
      },
    },
    context: { region: 'JP' },
  },
  'measured-in-and-out': {
    inputs: {
      influents: { works: 'measured' },
      population: { works: '0' },
      treatment: { works: 'tertiary' },
      nitrogenTreatment: { works: 'tertiary' },
      bodInfluent: { works: '3650000' },
      codInfluent: { works: '8030000' },
      nInfluent: { works: '730000' },
      pInfluent: { works: '102200' },
      bodRemoval: { works: '0.96' },
      codRemoval: { works: '0.91' },
      nRemoval: { works: '0.82' },
      pRemoval: { works: '0.86' },
      place: { cake: 'sludge', basins: 'air', biogas: 'air', struvite: 'product' },
      organicsTo: { works: { cake: '0.428', basins: '0.35', biogas: '0.2', struvite: '0.022' } },
      nitrogenTo: { works: { cake: '0.3315', basins: '0.6', biogas: '0', struvite: '0.0685' } },
      pRecovered: { works: '0.4' },
    },
    context: {},
  },
  'nothing-but-organics': {
    inputs: {
      population: { lagoon: '42000' },
      treatment: { lagoon: 'secondary' },
      nitrogenTreatment: { lagoon: 'secondary' },
      codRemoval: { lagoon: '0' },
      pRemoval: { lagoon: '0' },
      place: { sludge: 'sludge', air: 'air' },
      organicsTo: { lagoon: { sludge: '0.1', air: '0.9' } },
      nitrogenTo: { lagoon: { sludge: '0.5', air: '0.5' } },
    },
    context: { region: 'IN' },
  },
  'own-fractions-and-measured-sewage-beside-people': {
    inputs: {
      influents: { sewers: 'measured', tanks: 'people' },
      population: { sewers: '0', tanks: '90000' },
      bodInfluent: { sewers: '5200000', tanks: '0' },
      nInfluent: { sewers: '990000', tanks: '0' },
      pInfluent: { sewers: '150000', tanks: '0' },
      bodPerPerson: '36.5',
      nPerPerson: '10',
      pPerPerson: '1.5',
      treatment: { sewers: 'tertiary', tanks: 'septic-system' },
      nitrogenTreatment: { sewers: 'tertiary', tanks: 'septic-system' },
      bodRemoval: { sewers: '0.96', tanks: '0.55' },
      nRemoval: { sewers: '0.7', tanks: '0.2' },
      codRemoval: { sewers: '0', tanks: '0' },
      pRemoval: { sewers: '0.85', tanks: '0.05' },
      place: { sludge: 'sludge', air: 'air' },
      organicsTo: { sewers: { sludge: '0.51', air: '0.49' }, tanks: { sludge: '0.8', air: '0.2' } },
      nitrogenTo: { sewers: { sludge: '0.29', air: '0.71' }, tanks: { sludge: '1', air: '0' } },
    },
    context: {},
  },
}

const NAMES = { bod: 'BOD', cod: 'COD', n: 'Nitrogen', p: 'Phosphorus' }
const UNITS = { bod: 'kg BOD/yr', cod: 'kg COD/yr', n: 'kg N/yr', p: 'kg P/yr' }

const solve = ({ inputs: v, context }, say) => {
  const share = (shares, place) => add('0', ...Object.keys(shares).map((d) => (v.place[d] === place ? shares[d] : '0')))
  const out = []
  const pathways = Object.keys(v.treatment)
  const at = (of, j) => v[of]?.[j] ?? '0'
  for (const x of ['bod', 'cod', 'n', 'p']) {
    const perPerson = x === 'bod' ? (v.bodPerPerson ?? BOD[context.region]) : (v[`${x}PerPerson`] ?? '0')
    const total = { influent: '0', effluent: '0', sludge: '0', air: '0', product: '0' }
    for (const j of pathways) {
      // Eq 6.3: P · g/d · 0.001 · 365
      const entering =
        at('influents', j) === 'measured'
          ? at(`${x}Influent`, j)
          : mul(at('population', j), perPerson ?? '0', '0.001', 365)
      const table = { bod: TOWREM[v.treatment[j]], n: NREM[v.nitrogenTreatment[j]] }[x]
      const removed = mul(entering, v[`${x}Removal`]?.[j] ?? table ?? '0')
      const effluent = sub(entering, removed)
      const shares = x === 'n' ? v.nitrogenTo[j] : v.organicsTo[j]
      const recovered = x === 'p' ? (v.pRecovered?.[j] ?? '0') : share(shares, 'product')
      const product = mul(removed, recovered)
      const sludge = mul(removed, x === 'p' ? sub('1', recovered) : share(shares, 'sludge'))
      const air = x === 'p' ? '0' : mul(removed, share(shares, 'air'))
      if (!equal(entering, add(effluent, sludge, air, product))) throw new Error(`${x} of ${j} is not in balance`)
      say(`${NAMES[x]} ${j}: in ${show(entering)}, effluent ${show(effluent)}, sludge ${show(sludge)}`)
      say(`  air ${show(air)}, product ${show(product)}`)
      out.push({
        step: `${NAMES[x]} of effluents by pathway`,
        at: { pathway: j },
        value: show(effluent),
        unit: UNITS[x],
      })
      total.influent = add(total.influent, entering)
      total.effluent = add(total.effluent, effluent)
      total.sludge = add(total.sludge, sludge)
      total.air = add(total.air, air)
      total.product = add(total.product, product)
    }
    const expect = (name, value) => out.push({ output: `${x}${name}`, value: show(value), unit: UNITS[x] })
    expect('Influent', total.influent)
    expect('Effluent', total.effluent)
    expect('Sludge', total.sludge)
    if (x !== 'p') expect('Air', total.air)
    expect('Product', total.product)
    expect('Accounted', add(total.effluent, total.sludge, total.air, total.product))
  }
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, each] of Object.entries(CASES)) {
  const id = `wastewater.treatment-chain/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs: each.inputs, context: each.context, expected: solve(each, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
