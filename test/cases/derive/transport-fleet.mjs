// transport.fleet, from 2006 IPCC Guidelines V2 Ch 3 alone, in exact fractions.
// Fleet: "vehicle stocks may be estimated from the number of new vehicle imports and sales by type, fuel and model year. The
// populations of vehicles remaining in service may be estimated by applying scrappage or attrition curves" (p 3.27; no equation
// number): stock(0, y) = sales(y); stock(a, y) = stock(a - 1, y - 1).s(a); the base stock stands at the end of the year before the
// first; what would grow older than the oldest age leaves the fleet.
// Eq 3.2.6, p 3.26: fuel = sum of vehicles . distance . consumption, here in energy instead of litres.
// Eq 3.2.1, p 3.12: CO2 = fuel . EF; Eq 3.2.3, p 3.13: CH4, N2O = fuel . EF.
// Table 3.2.1, p 3.16 (kg CO2/TJ): gasoline 69 300, diesel 74 100, LPG 63 100. Table 3.2.2, p 3.21 (kg/TJ, CH4 and N2O): gasoline
// uncontrolled 33, 3.2; oxidation catalyst 25, 8.0; low mileage light duty vehicle vintage 1995 or later 3.8, 5.7; diesel 3.9, 3.9;
// LPG 62, 0.2. NCV of gasoline 44.3 TJ/Gg: Table 1.2, V2 Ch 1 p 1.18.
// GWP-100 of fossil CH4 and N2O: AR4 25, 298; AR5 28, 265 (by origin 30, 265); AR6 29.8, 273.
// Stocks, sales, survival, distances, consumption: freely chosen, unless a case says otherwise.

import { add, div, equal, mul, q, show } from './_exact-ww.mjs'

const CO2 = { 'motor-gasoline': '69300', 'gas-diesel-oil': '74100', 'liquefied-petroleum-gases': '63100' }
const OTHER = {
  uncontrolled: ['33', '3.2'],
  'oxidation-catalyst': ['25', '8.0'],
  'low-mileage-light-duty-1995-or-later': ['3.8', '5.7'],
  'gas-diesel-oil': ['3.9', '3.9'],
  'liquefied-petroleum-gases': ['62', '0.2'],
}
const GWP = { AR4: ['25', '298'], AR5: ['28', '265'], 'AR5-by-origin': ['30', '265'], AR6: ['29.8', '273'] }

const range = (n) => Array.from({ length: n }, (_, i) => i)
const at = (table, a, i) => (typeof table === 'string' ? table : Array.isArray(table[a]) ? table[a][i] : table[a])

/** base, survival: one value an age, from age 0; sales: one a year; distance (vehicle-km), consumption (MJ/vehicle-km): text, or by age, or by age and year. */
const solve = ({
  name,
  from,
  base,
  sales,
  survival,
  distance,
  consumption,
  fuel,
  technology,
  own = {},
  gwp,
  inputs,
  vehicles = true,
}) => {
  const id = `transport.fleet/${name}`
  console.log(`\n=== ${id}`)
  const ages = range(base.length)
  const years = range(sales.length)
  const co2Factor = own.co2Factor ?? CO2[fuel]
  const [ch4Factor, n2oFactor] = [
    own.ch4Factor ?? OTHER[technology ?? fuel][0],
    own.n2oFactor ?? OTHER[technology ?? fuel][1],
  ]
  let before = base.map(q)
  const stock = []
  for (const i of years) {
    const now = ages.map((a) => (a === 0 ? q(sales[i]) : mul(before[a - 1], survival[a])))
    const gone = add(...before, now[0], mul(-1, add(...now)))
    console.log(
      `${from + i}: stock by age ${now.map((n) => show(n, 12)).join(' ')}; total ${show(add(...now), 20)}; left the fleet ${show(gone, 12)}, of them older than the oldest age ${show(before.at(-1), 12)}`,
    )
    stock.push(now)
    before = now
  }
  // second way, cohort by cohort: what is left of the sales of year y - a, or of the base stock, is a product of survivals
  for (const i of years) {
    for (const a of ages) {
      const sold = i - a
      const product = (first, last) => mul(1, ...range(last - first + 1).map((k) => survival[first + k]))
      const start = a - i - 1
      const other =
        sold >= 0 ? mul(sales[sold], product(1, a)) : start >= 0 ? mul(base[start], product(start + 1, a)) : q(0)
      if (!equal(stock[i][a], other)) throw new Error(`${id}: age ${a}, year ${from + i}`)
    }
  }
  const expected = []
  const put = (output, where, value, unit) => expected.push({ output, at: where, value: show(value), unit })
  if (vehicles)
    for (const a of ages)
      for (const i of years) put('vehicles', { age: String(a), year: String(from + i) }, stock[i][a], 'vehicle')
  for (const i of years) {
    const where = { year: String(from + i) }
    const km = ages.map((a) => mul(stock[i][a], at(distance, a, i)))
    const travelled = add(...km)
    const energy = div(add(...ages.map((a) => mul(km[a], at(consumption, a, i)))), 1000000) // MJ -> TJ
    const tonnes = (factor) => div(mul(energy, factor), 1000)
    const [co2, ch4, n2o] = [co2Factor, ch4Factor, n2oFactor].map(tonnes)
    console.log(
      `${from + i}: Eq 3.2.6 ${show(travelled, 20)} vehicle-km, ${show(energy, 20)} TJ; Eq 3.2.1 . ${co2Factor} = ${show(co2, 20)} t CO2; Eq 3.2.3 . ${ch4Factor} = ${show(ch4, 20)} t CH4, . ${n2oFactor} = ${show(n2o, 20)} t N2O`,
    )
    put('distance', where, travelled, 'vehicle-km')
    put('energy', where, energy, 'TJ (NCV)')
    put('co2', where, co2, 't CO2')
    put('ch4', where, ch4, 't CH4 (fossil)')
    put('n2o', where, n2o, 't N2O')
    if (gwp) {
      const co2e = add(co2, mul(ch4, GWP[gwp][0]), mul(n2o, GWP[gwp][1]))
      console.log(`      CO2e (${gwp}) = CO2 + ${GWP[gwp][0]}.CH4 + ${GWP[gwp][1]}.N2O = ${show(co2e, 20)} t`)
      put('co2e', where, co2e, 't CO2e')
    }
  }
  const series = (values, start = 0) => ({ from: start, values })
  const table = (given) => {
    if (typeof given === 'string') return given
    return Object.fromEntries(ages.map((a) => [String(a), Array.isArray(given[a]) ? series(given[a], from) : given[a]]))
  }
  console.log(
    `INPUTS ${id} ${JSON.stringify({
      baseStock: series(base),
      sales: series(sales, from),
      survival: series(survival),
      distance: table(distance),
      consumption: table(consumption),
      ...(fuel ? { fuel } : {}),
      ...(technology ? { technology } : {}),
      ...own,
      ...inputs,
    })}`,
  )
  console.log(`EXPECTED ${id} ${JSON.stringify(expected)}`)
  return stock
}

// ---- gasoline cars: consumption by model year, 0.090, 0.082, 0.080, 0.078 l/km . 0.745 kg/l (chosen) . 44.3 MJ/kg (Table 1.2)
const perKm = (litres) => show(mul(litres, '0.745', '44.3'))
const byModelYear = (ages, years, from, old, later) =>
  range(ages).map((a) => range(years).map((i) => later[from + i - a] ?? old))
const models = { 2025: perKm('0.082'), 2026: perKm('0.080'), 2027: perKm('0.078') }
solve({
  name: 'gasoline-cars-by-model-year',
  from: 2025,
  base: ['1200', '1100', '1000', '850', '600', '300'],
  sales: ['1250', '1300', '1280'],
  survival: ['1', '0.99', '0.97', '0.93', '0.86', '0.75'],
  distance: ['14000', '13500', '12800', '11900', '10800', '9500'],
  consumption: byModelYear(6, 3, 2025, perKm('0.090'), models),
  fuel: 'motor-gasoline',
  technology: 'low-mileage-light-duty-1995-or-later',
  gwp: 'AR5',
})

// ---- diesel trucks: s(a) = R(a)/R(a - 1) of Box 3.2.3, automobiles (a = 1.798, b = -0.137), rounded to 15 places
const box = [
  '1',
  '0.997209111550829',
  '0.994998467498174',
  '0.991800064882755',
  '0.987546125696671',
  '0.982281215225571',
  '0.976150188745015',
  '0.969365893964420',
  '0.962170320884485',
  '0.954800576126807',
  '0.947465484038895',
]
solve({
  name: 'diesel-trucks-scrappage-curve-of-brazil',
  from: 2025,
  base: ['5000', '4800', '4500', '4100', '3900', '3600', '3200', '2800', '2300', '1900', '1500'],
  sales: ['5200', '5400', '5600', '5800', '6000'],
  survival: box,
  distance: ['52000', '50500', '48000', '45000', '42000', '39000', '35500', '32000', '28000', '24500', '21000'],
  consumption: '11.75',
  fuel: 'gas-diesel-oil',
  gwp: 'AR6',
})

// ---- LPG taxis: short lives, a year without sales
solve({
  name: 'lpg-taxis-a-year-without-sales',
  from: 2019,
  base: ['2400', '2350', '2100', '1600', '0'],
  sales: ['2500', '0', '900', '3100'],
  survival: ['1', '0.985', '0.94', '0.71', '0.33'],
  distance: [
    ['98000', '41000', '67500', '88000'],
    ['97000', '40500', '67000', '87000'],
    ['93500', '39000', '64500', '84000'],
    ['82000', '34000', '57000', '74000'],
    ['61000', '25500', '42000', '55000'],
  ],
  consumption: ['2.71', '2.74', '2.79', '2.85', '2.96'],
  fuel: 'liquefied-petroleum-gases',
  gwp: 'AR4',
})

// ---- gasoline without emission control, methane by origin
solve({
  name: 'uncontrolled-gasoline-methane-by-origin',
  from: 1996,
  base: ['310.5', '295.25', '260', '205.75'],
  sales: ['322', '340.5'],
  survival: ['1', '0.998', '0.991', '0.972'],
  distance: ['9100', '8700', '8150', '7600'],
  consumption: '3.95',
  fuel: 'motor-gasoline',
  technology: 'uncontrolled',
  gwp: 'AR5-by-origin',
})
solve({
  name: 'oxidation-catalyst-own-co2-factor',
  from: 2004,
  base: ['18000', '17250', '15900'],
  sales: ['17400', '16100', '15500'],
  survival: ['1', '0.982', '0.951'],
  distance: ['12600', '12100', '11300'],
  consumption: '3.4',
  fuel: 'motor-gasoline',
  technology: 'oxidation-catalyst',
  own: { co2Factor: '71250' },
  gwp: 'AR6',
})

// ---- a fuel that has no row: all factors given, none of them from the tables (20 % of the energy without fossil carbon, say)
solve({
  name: 'own-factors-without-a-fuel',
  from: 2030,
  base: ['640', '615'],
  sales: ['655', '672'],
  survival: ['1', '0.965'],
  distance: ['21000', '19500'],
  consumption: ['4.2', '4.35'],
  own: { co2Factor: '59280', ch4Factor: '5.25', n2oFactor: '1.9' },
  gwp: 'AR5',
})

// ---- distance in miles, consumption by mile: the same figures, given in other units (1 mile = 1.609344 km)
{
  const mile = '1.609344'
  const miles = ['11500', '11000', '10100']
  const mjPerMile = '5.12'
  solve({
    name: 'distance-in-miles',
    from: 2021,
    base: ['70', '66', '52'],
    sales: ['75', '78'],
    survival: ['1', '0.99', '0.96'],
    distance: miles.map((m) => show(mul(m, mile), 40)),
    consumption: show(div(mjPerMile, mile), 60),
    fuel: 'gas-diesel-oil',
    gwp: 'AR5',
    inputs: {
      distance: Object.fromEntries(miles.map((m, a) => [String(a), `${m} vehicle-mile/vehicle/yr`])),
      consumption: `${mjPerMile} MJ (NCV)/vehicle-mile`,
    },
  })
}

// ---- boundaries
const plain = { distance: '10000', consumption: '3', fuel: 'gas-diesel-oil', gwp: 'AR5' }
{
  // nobody scraps, nobody buys: what is left is the base stock less those that grow older than the oldest age
  const base = ['1200', '1100', '1000', '850', '600', '300']
  const stock = solve({
    ...plain,
    name: 'no-scrappage-and-no-sales',
    from: 2025,
    base,
    sales: ['0', '0', '0'],
    survival: range(6).map(() => '1'),
  })
  for (const [i, now] of stock.entries()) {
    if (!equal(add(...now), add(...base.slice(0, 5 - i)))) throw new Error('no-scrappage-and-no-sales: conservation')
  }
}
solve({
  ...plain,
  name: 'nothing-survives',
  from: 2025,
  base: ['900', '800', '700'],
  sales: ['410', '420', '430'],
  survival: ['1', '0', '0'],
})
{
  // constant sales N, base in the steady state N.R(a): the fleet does not change
  const survival = ['1', '0.96', '0.9', '0.8', '0.5']
  const base = range(5).map((a) => show(mul('2500', ...range(a).map((k) => survival[k + 1]))))
  const stock = solve({
    ...plain,
    name: 'steady-state',
    from: 2025,
    base,
    sales: ['2500', '2500', '2500', '2500'],
    survival,
  })
  for (const now of stock)
    for (const a of range(5)) if (!equal(now[a], base[a])) throw new Error('steady-state: it moves')
}
{
  // an empty base and A + 1 years of constant sales lead to the steady state as well
  const survival = ['1', '0.96', '0.9', '0.8', '0.5']
  const stock = solve({
    ...plain,
    name: 'from-nothing-to-the-steady-state',
    from: 2021,
    base: range(5).map(() => '0'),
    sales: range(6).map(() => '2500'),
    survival,
  })
  for (const a of range(5)) if (!equal(stock[4][a], stock[5][a])) throw new Error('from-nothing: not steady')
}
solve({ ...plain, name: 'one-age-only', from: 2025, base: ['5000'], sales: ['120', '0', '75.5'], survival: ['1'] })
solve({ ...plain, name: 'no-fleet', from: 2025, base: ['0', '0'], sales: ['0', '0'], survival: ['1', '0.9'] })
