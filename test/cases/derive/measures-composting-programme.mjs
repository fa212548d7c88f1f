// measures.composting-programme, from 2006 IPCC Guidelines V5 alone.
// Baseline: the CH4 that the waste given to the programme would have released in the landfill, first-order decay (Ch 3, Eq 3.1-3.6, by
// _fod-waste.mjs), (1 - f) of it where the site captures a share f of the gas: Eq 3.1 with R = f . generated is (1 - f).(1 - OX).generated.
// Project: composting of that waste, Ch 4 Eq 4.1-4.2, p 4.5: CH4 = M . EF . 10^-3, N2O = M . EF . 10^-3; Table 4.1, p 4.6, wet: 4 and 0.24 g/kg.
// Leakage: the CH4 of the residues that go to the landfill after all, by the same equations. Reduction = baseline - project - leakage.
// Benefits by their definitions: diverted = M - residues; share = diverted/(delivered + diverted); life = diverted/delivered in a year; fee, diesel = diverted . rate;
// volume = diverted/density.
// DOC (wet): Table 2.4, V5 Ch 2 p 2.14: food 0.15, garden 0.20, paper 0.40, wood 0.43. DOCf 0.5: p 3.13. F 0.5: p 3.15. Delay 6 months
// (M = 13): p 3.19. MCF: Table 3.1, p 3.14: managed anaerobic 1.0, semi-aerobic 0.5, unmanaged deep 0.8, shallow 0.4, uncategorised 0.6.
// OX: Table 3.2, p 3.15: managed covered with oxidising material 0.1, else 0. k: Table 3.3, p 3.17 (boreal-temperate dry, wet, tropical dry,
// moist and wet): food 0.06, 0.185, 0.085, 0.4; garden 0.05, 0.1, 0.065, 0.17; paper 0.04, 0.06, 0.045, 0.07; wood 0.02, 0.03, 0.025, 0.035.
// GWP-100 of biogenic CH4 and N2O: AR4 25, 298; AR5 28, 265; AR6 27.0, 273. Tonnes, sites, capture, residues, fees: freely chosen.

import { abs, add, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, each, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

const DOC = { food: '0.15', garden: '0.2', paper: '0.4', wood: '0.43' }
const MCF = {
  'managed-anaerobic': '1',
  'managed-semi-aerobic': '0.5',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
  uncategorised: '0.6',
}
const OX = { 'managed-oxidising-cover': '0.1', other: '0' }
const CLIMATES = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet']
const K = {
  food: '0.06 0.185 0.085 0.4',
  garden: '0.05 0.1 0.065 0.17',
  paper: '0.04 0.06 0.045 0.07',
  wood: '0.02 0.03 0.025 0.035',
}
const GWP = { AR4: { ch4: '25', n2o: '298' }, AR5: { ch4: '28', n2o: '265' }, AR6: { ch4: '27.0', n2o: '273' } }
const THOUSANDTH = dec('0.001')

/** composted: {site: {type: [t a year]}}; residues: {type: [t a year]}; landfill, cover, captured: a value or one a year. */
function programme({
  name,
  from,
  composted,
  residues,
  climate,
  landfill,
  cover,
  captured,
  gwp,
  rates = {},
  own = {},
  inner = {},
}) {
  const id = `measures.composting-programme/${name}`
  const sites = Object.keys(composted)
  const types = Object.keys(composted[sites[0]])
  const years = composted[sites[0]][types[0]].length
  const yearly = (given) => (Array.isArray(given) ? given : constant(given, years))
  const treated = Object.fromEntries(
    types.map((type) => [
      type,
      range(0, years - 1).map((i) => fmt(add(...sites.map((s) => dec(composted[s][type][i]))), 60)),
    ]),
  )
  const back = residues ?? each(types, constant('0', years))
  const decay = (what, deposited) =>
    firstOrderDecay(`${id}: ${what}`, {
      types,
      from,
      deposited,
      doc: { ...Object.fromEntries(types.map((t) => [t, DOC[t]])), ...own.doc },
      docf: each(types, own.docf ?? '0.5'),
      mcf: each(
        types,
        yearly(landfill).map((l) => MCF[l]),
      ),
      k: { ...Object.fromEntries(types.map((t) => [t, K[t].split(' ')[CLIMATES.indexOf(climate)]])), ...own.k },
      month: { ...each(types, 13), ...own.month },
      f: own.f ?? '0.5',
      recovered: constant('0', years),
      oxidised: yearly(cover ?? 'other').map((c) => OX[c]),
    }).emitted
  const avoided = decay('waste given to the programme', treated)
  const residual = decay('residues', back)
  const passed = yearly(captured ?? '0').map((f) => sub(ONE, dec(f)))
  const expected = []
  console.log(`\n=== ${id}`)
  for (let i = 0; i < years; i += 1) {
    const at = { year: String(from + i) }
    const put = (output, value, unit) => expected.push({ output, at, value: fmt(value, 30), unit })
    const m = add(...types.map((t) => dec(treated[t][i])))
    const baseline = mul(avoided[i], passed[i])
    const leakage = mul(residual[i], passed[i])
    const ch4 = mul(m, dec(own.ch4Factor ?? '4'), THOUSANDTH)
    const n2o = mul(m, dec(own.n2oFactor ?? '0.24'), THOUSANDTH)
    const reduction = sub(sub(baseline, ch4), leakage)
    console.log(
      `${at.year}: baseline ${fmt(avoided[i], 15)} . ${fmt(passed[i])} = ${fmt(baseline, 15)}; project CH4 ${fmt(ch4, 15)}, N2O ${fmt(n2o, 15)}; leakage ${fmt(leakage, 15)}; reduction ${fmt(reduction, 15)} t CH4`,
    )
    put('baseline.ch4', baseline, 't CH4 (biogenic)')
    put('project.ch4', ch4, 't CH4 (biogenic)')
    put('project.n2o', n2o, 't N2O')
    put('leakage.ch4', leakage, 't CH4 (biogenic)')
    put('reduction.ch4', reduction, 't CH4 (biogenic)')
    put('reduction.n2o', -n2o, 't N2O')
    if (gwp) {
      const w = GWP[gwp]
      const [be, pe, le] = [
        mul(baseline, dec(w.ch4)),
        add(mul(ch4, dec(w.ch4)), mul(n2o, dec(w.n2o))),
        mul(leakage, dec(w.ch4)),
      ]
      const er = sub(sub(be, pe), le)
      console.log(`      ${gwp}: ${fmt(be, 15)} - ${fmt(pe, 15)} - ${fmt(le, 15)} = ${fmt(er, 15)} t CO2e`)
      for (const [output, value] of [
        ['baseline.co2e', be],
        ['project.co2e', pe],
        ['leakage.co2e', le],
        ['reduction.co2e', er],
        ['co2e', er],
      ])
        put(output, value, 't CO2e')
    }
    const diverted = sub(m, add(...types.map((t) => dec(back[t][i]))))
    put('benefit.wasteDiverted', diverted, 't waste (wet)')
    const rate = (key) => dec(yearly(rates[key])[i])
    if (rates.delivered) {
      put('benefit.shareDiverted', div(diverted, add(rate('delivered'), diverted)), '1')
      put('benefit.landfillLife', div(diverted, rate('delivered')), 'yr') // years of delivery that the diverted waste is
    }
    if (rates.tippingFee) put('benefit.tippingFeeSaved', mul(diverted, rate('tippingFee')), 'USD (nominal)')
    if (rates.haulageFuel) put('benefit.dieselSaved', mul(diverted, rate('haulageFuel')), 'L diesel')
    if (rates.density) put('benefit.landfillSaved', div(diverted, dec(rates.density)), 'm3 landfill')
  }
  const over = (given) => (Array.isArray(given) ? series(from, given) : given)
  report(
    id,
    {
      composted: Object.fromEntries(sites.map((s) => [s, seriesOf(from, composted[s])])),
      ...(residues ? { residues: seriesOf(from, residues) } : {}),
      climate,
      landfill: over(landfill),
      ...(cover ? { cover: over(cover) } : {}),
      ...(captured ? { captured: over(captured) } : {}),
      ...Object.fromEntries(Object.entries(rates).map(([key, v]) => [key, over(v)])),
      ...inner,
    },
    expected,
  )
  return { avoided, residual }
}

const pad = (values, n) => [...values, ...constant('0', n - values.length)]

// ---- one compost house, ten years of food waste, fifteen more in which the landfill would still have given gas
programme({
  name: 'food-waste-ten-years-and-after',
  from: 2010,
  climate: 'tropical-moist-wet',
  landfill: 'managed-anaerobic',
  gwp: 'AR5',
  composted: {
    'house-1': {
      food: pad(
        range(0, 9).map((i) => String(1200 + 85 * i)),
        25,
      ),
    },
  },
})

// ---- three sites, four types; the dump becomes a managed landfill with cover and gas capture; residues by type; all benefits
programme({
  name: 'three-sites-four-types-dump-becomes-landfill',
  from: 2008,
  climate: 'tropical-moist-wet',
  gwp: 'AR6',
  landfill: range(0, 11).map((i) => (i < 4 ? 'unmanaged-deep' : 'managed-anaerobic')),
  cover: range(0, 11).map((i) => (i < 7 ? 'other' : 'managed-oxidising-cover')),
  captured: range(0, 11).map((i) => (i < 6 ? '0' : `0.${20 + 5 * (i - 6)}`)),
  composted: {
    bratang: {
      food: range(0, 11).map((i) => String(310 + 12 * i)),
      garden: range(0, 11).map((i) => String(840 + 21 * i)),
      paper: constant('0', 12),
      wood: range(0, 11).map((i) => `${40 + i}.5`),
    },
    keputih: {
      food: range(0, 11).map((i) => (i < 3 ? '0' : String(150 + 30 * i))),
      garden: range(0, 11).map((i) => String(1220 - 15 * i)),
      paper: constant('12.25', 12),
      wood: constant('0', 12),
    },
    households: {
      food: range(0, 11).map((i) => String(2900 + 410 * i)),
      garden: constant('0', 12),
      paper: range(0, 11).map((i) => `${20 + 2 * i}.75`),
      wood: constant('0', 12),
    },
  },
  residues: {
    food: range(0, 11).map((i) => String(190 + 14 * i)),
    garden: range(0, 11).map((i) => `${101 + i}.2`),
    paper: constant('9.5', 12),
    wood: range(0, 11).map((i) => String(10 + i)),
  },
  rates: {
    delivered: range(0, 11).map((i) => String(410000 + 9500 * i)),
    tippingFee: range(0, 11).map((i) => `${8 + i}.25`),
    haulageFuel: range(0, 11).map((i) => `2.${90 - 3 * i}`),
    density: '0.85',
  },
})

// ---- everything given to the programme ends in the landfill: what is left is the composting, a negative reduction
{
  const waste = { food: pad(['500', '650', '480'], 8), garden: pad(['120', '0', '75'], 8) }
  const { avoided, residual } = programme({
    name: 'all-of-it-becomes-residues',
    from: 2020,
    climate: 'tropical-dry',
    landfill: 'unmanaged-shallow',
    gwp: 'AR5',
    composted: { only: waste },
    residues: waste,
    rates: { delivered: constant('90000', 8) },
  })
  for (const [i, value] of avoided.entries())
    if (abs(sub(value, residual[i])) > 0n) throw new Error('all-of-it: baseline and leakage differ')
}

// ---- a landfill that captures all of its gas: nothing is avoided
programme({
  name: 'landfill-that-captures-all',
  from: 2015,
  climate: 'boreal-temperate-wet',
  landfill: 'managed-anaerobic',
  cover: 'managed-oxidising-cover',
  captured: '1',
  gwp: 'AR4',
  composted: { plant: { food: ['3000', '3100', '0', '0'], garden: ['1500', '1450', '0', '0'] } },
  rates: { tippingFee: '60' },
})

// ---- measured factors instead of the tables, given for the inner methods: delay three months (M = 10)
programme({
  name: 'own-factors-of-landfill-and-composting',
  from: 2012,
  climate: 'boreal-temperate-wet',
  landfill: 'managed-semi-aerobic',
  captured: '0.35',
  gwp: 'AR4',
  composted: {
    plant: { food: pad(['5200', '5350', '5490', '5600'], 12), garden: pad(['2100', '2080', '2230', '2400'], 12) },
  },
  residues: { food: pad(['260', '275', '240', '300'], 12), garden: pad(['42', '40', '44.5', '50'], 12) },
  own: {
    doc: { food: '0.131', garden: '0.178' },
    docf: '0.6',
    k: { food: '0.21', garden: '0.12' },
    f: '0.54',
    month: { food: 10, garden: 10 },
    ch4Factor: '2.35',
    n2oFactor: '0.087',
  },
  inner: {
    'landfill/doc': { food: '0.131', garden: '0.178' },
    'landfill/docf': { food: '0.6', garden: '0.6' },
    'landfill/k': { food: '0.21', garden: '0.12' },
    'landfill/f': '0.54',
    'landfill/delay': { food: '3', garden: '3' },
    'composting/ch4Factor': '2.35',
    'composting/n2oFactor': '0.087',
  },
})

// ---- slow decay in a dry climate: one year of composting, thirty years of methane that does not come
programme({
  name: 'one-year-dry-climate-thirty-years',
  from: 2000,
  climate: 'boreal-temperate-dry',
  landfill: 'uncategorised',
  gwp: 'AR6',
  composted: {
    a: { garden: pad(['18000'], 30), wood: pad(['7400'], 30) },
    b: { garden: pad(['2250.5'], 30), wood: pad(['0'], 30) },
  },
  residues: { garden: pad(['610'], 30), wood: pad(['1480'], 30) },
})

// ---- mass in kilograms, no GWP set
programme({
  name: 'mass-in-kilograms',
  from: 2021,
  climate: 'tropical-moist-wet',
  landfill: 'unmanaged-deep',
  composted: { market: { food: ['1.75', '2.25', '2.1', '0', '0'] } },
  inner: { composted: { market: { food: { from: 2021, values: ['1750 kg', '2250 kg', '2100 kg', '0 kg', '0 kg'] } } } },
})
