// Hand calculations by definition, each with exact decimals; all figures freely chosen.
// waste.recycling-life-cycle: avoided = sum of Q.(R_use.(MS_virgin - MS_recycled) - transport), by type; what replaces nothing Q.(1 - R_use).
// The form is that of the recycling emission reduction factor of the California Air Resources Board (2011, p 3).
// waste.landfill-space: volume = W/density/(1 - cover); area = volume/height; left = V0 - volumes so far; years = left/volume of the year;
// leachate = rain.area.seepage.
// waste.service-indicators: SDG 11.6.1 = collected and managed in control / generated; served = N.s; informal income = G.r.price.

import { add, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const at = (year) => ({ year: String(year) })
const series = (from, values) => ({ from, values })

function recycling(name, from, types) {
  const id = `waste.recycling-life-cycle/${name}`
  const n = Object.values(types)[0].q.length
  const expected = []
  for (let i = 0; i < n; i += 1) {
    let [replaced, rejected, avoided] = [0n, 0n, 0n]
    for (const [type, { q, use, virgin, waste, transport = '0' }] of Object.entries(types)) {
      const used = mul(dec(q[i]), dec(use))
      replaced = add(replaced, used)
      rejected = add(rejected, sub(dec(q[i]), used))
      const made = mul(used, sub(dec(virgin), dec(waste)))
      avoided = add(avoided, sub(made, mul(dec(q[i]), dec(transport))))
      console.log(`${id} ${type} ${from + i}: ${q[i]} . ${use} . (${virgin} - ${waste}) - ${q[i]} . ${transport}`)
    }
    expected.push({ output: 'replaced', at: at(from + i), value: fmt(replaced), unit: 't waste (wet)' })
    expected.push({ output: 'rejected', at: at(from + i), value: fmt(rejected), unit: 't waste (wet)' })
    expected.push({ output: 'avoided', at: at(from + i), value: fmt(avoided), unit: 't life-cycle CO2e' })
  }
  const of = (key) => Object.fromEntries(Object.entries(types).map(([type, given]) => [type, given[key] ?? '0']))
  const recycled = Object.fromEntries(Object.entries(types).map(([type, { q }]) => [type, series(from, q)]))
  report(
    id,
    { recycled, usable: of('use'), virgin: of('virgin'), fromWaste: of('waste'), transport: of('transport') },
    expected,
  )
}

function space(name, from, { w, density, cover, free, height, rain, seepage, open }) {
  const id = `waste.landfill-space/${name}`
  let left = dec(free)
  const expected = []
  for (const [i, mass] of w.entries()) {
    const volume = div(div(dec(mass), dec(density)), sub(ONE, dec(cover)))
    left = sub(left, volume)
    console.log(`${id} ${from + i}: ${mass}/${density}/(1 - ${cover}) = ${fmt(volume)}, left ${fmt(left)}`)
    const put = (output, value, unit) => expected.push({ output, at: at(from + i), value: fmt(value), unit })
    put('volume', volume, 'm3 landfill')
    put('area', div(volume, dec(height)), 'm2 land')
    put('free', left, 'm3 landfill')
    put('life', div(left, volume), 'yr')
    put('leachate', mul(dec(rain[i]), dec(open[i]), dec(seepage)), 'm3 water')
  }
  const inputs = { deposited: series(from, w), density, cover, free, height, rain: series(from, rain), seepage }
  report(id, { ...inputs, open: series(from, open) }, expected)
}

function service(name, from, years) {
  const id = `waste.service-indicators/${name}`
  const expected = []
  for (const [i, y] of years.entries()) {
    const collected = mul(dec(y.g), dec(y.c))
    const controlled = mul(collected, sub(ONE, dec(y.u)))
    const recovered = mul(dec(y.g), dec(y.r))
    const income = mul(recovered, dec(y.price))
    console.log(`${id} ${from + i}: controlled ${fmt(controlled)} of ${y.g}; ${fmt(recovered)} t . ${y.price}`)
    const put = (output, value, unit) => expected.push({ output, at: at(from + i), value: fmt(value), unit })
    put('collected', collected, 't waste (wet)')
    put('controlled', controlled, 't waste (wet)')
    put('controlledShare', div(controlled, dec(y.g)), '1')
    put('served', mul(dec(y.n), dec(y.s)), 'person')
    put('recovered', recovered, 't waste (wet)')
    put('income', income, 'USD (nominal)')
    put('incomePerPicker', div(income, dec(y.pickers)), 'USD (nominal)/person')
  }
  const of = (key) =>
    series(
      from,
      years.map((y) => y[key]),
    )
  const inputs = {
    generated: of('g'),
    collectedShare: of('c'),
    uncontrolled: of('u'),
    population: of('n'),
    served: of('s'),
  }
  report(id, { ...inputs, recovered: of('r'), price: of('price'), pickers: of('pickers') }, expected)
}

const paper = { use: '0.9', virgin: '1.2', waste: '0.7' }
const metal = { use: '0.95', virgin: '9.5', waste: '0.6' }
recycling('one-type', 2024, { paper: { q: ['1000'], ...paper } })
recycling('three-types', 2024, {
  paper: { q: ['5000', '5200'], ...paper },
  metal: { q: ['400', '450.5'], ...metal },
  plastics: { q: ['2500', '2600'], use: '0.7', virgin: '2.1', waste: '0.9', transport: '0.03' },
})
recycling('transport-eats-it-up', 2025, {
  glass: { q: ['800'], use: '0.6', virgin: '0.9', waste: '0.8', transport: '0.09' },
})
recycling('worse-than-virgin', 2025, { textiles: { q: ['120'], use: '0.5', virgin: '1.1', waste: '1.6' } })
recycling('nothing-usable', 2025, {
  paper: { q: ['90', '0'], use: '0', virgin: '1.2', waste: '0.7', transport: '0.02' },
})

const site = { density: '0.9', cover: '0.1', free: '5000000', height: '20', seepage: '0.4' }
space('three-years', 2024, {
  ...site,
  w: ['450000', '459000', '468000'],
  rain: ['1.8', '1.6', '2.1'],
  open: ['120000', '120000', '150000'],
})
space('no-cover', 2024, { ...site, cover: '0', w: ['90000'], rain: ['0.65'], open: ['30000'] })
space('full', 2025, { ...site, free: '600000', w: ['300000', '300000'], rain: ['1.2', '1.2'], open: ['50000', '0'] })
space('dump', 2025, {
  density: '0.5',
  cover: '0',
  free: '250000',
  height: '6',
  seepage: '0.6',
  w: ['20000.5'],
  rain: ['2.4'],
  open: ['41000'],
})
space('dry', 2026, { ...site, w: ['10000', '12000'], rain: ['0', '0'], open: ['8000', '9000'] })

const city = { g: '365000', c: '0.85', u: '0.4', n: '1200000', s: '0.8', r: '0.06', price: '120', pickers: '3500' }
service('city', 2024, [city])
service('three-years', 2023, [
  city,
  { ...city, g: '372300', c: '0.88', u: '0.3' },
  { ...city, g: '379746', c: '0.9', u: '0', s: '0.86' },
])
service('no-collection', 2024, [{ ...city, c: '0', u: '1', s: '0', r: '0.15' }])
service('no-pickers-sell', 2024, [{ ...city, r: '0', price: '95.5' }])
service('town', 2025, [
  { g: '18250.5', c: '0.62', u: '0.75', n: '64000', s: '0.55', r: '0.04', price: '85.25', pickers: '120' },
])
