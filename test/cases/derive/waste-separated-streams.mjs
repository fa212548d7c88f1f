// waste.separated-streams: mass balance of waste that a project separates (IPCC 2006 V5 Ch 2, Box 2.1, pp 2.6-2.7: what a treatment takes in is
// product, residue or loss). By type: collected = L + sum M; landfilled = L + sum M.r; product = sum M.(1 - r).y; what is left is lost to the air,
// so that what comes out is what was collected. All figures freely chosen; exact decimals.

import { add, dec, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const series = (from, values) => ({ from, values })

function separated(name, from, landfilled, brought, residues, yields) {
  const expected = []
  for (const [type, values] of Object.entries(landfilled)) {
    for (const [i, value] of values.entries()) {
      let [collected, residue, product] = [dec(value), 0n, 0n]
      for (const [treatment, types] of Object.entries(brought)) {
        const mass = dec(types[type]?.[i] ?? '0')
        collected = add(collected, mass)
        residue = add(residue, mul(mass, dec(residues[treatment])))
        product = add(product, mul(mass, sub(ONE, dec(residues[treatment])), dec(yields[treatment])))
        console.log(
          `${name} ${type} ${from + i} ${treatment}: ${fmt(mass)} . ${residues[treatment]}, . (1 - ${residues[treatment]}) . ${yields[treatment]}`,
        )
      }
      const at = { wasteType: type, year: String(from + i) }
      const put = (output, sum) => expected.push({ output, at, value: fmt(sum), unit: 't waste (wet)' })
      put('collected', collected)
      put('landfilled', add(dec(value), residue))
      put('product', product)
      put('accounted', collected)
    }
  }
  const byYear = (of) => Object.fromEntries(Object.entries(of).map(([type, values]) => [type, series(from, values)]))
  const masses = Object.fromEntries(Object.entries(brought).map(([treatment, types]) => [treatment, byYear(types)]))
  const inputs = { landfilled: byYear(landfilled), separated: masses, residues, yield: yields }
  report(`waste.separated-streams/${name}`, inputs, expected)
}

separated('one-type', 2024, { food: ['600'] }, { compost: { food: ['400'] } }, { compost: '0.1' }, { compost: '0.5' })
separated(
  'two-treatments',
  2024,
  { food: ['600'], paper: ['90'] },
  { compost: { food: ['400'], paper: ['10'] }, sorting: { food: ['0'], paper: ['200'] } },
  { compost: '0.15', sorting: '0.08' },
  { compost: '0.4', sorting: '1' },
)
separated(
  'two-years',
  2025,
  { garden: ['1200', '900.5'] },
  { compost: { garden: ['0', '299.5'] } },
  { compost: '0.05' },
  { compost: '0.45' },
)
separated('nothing-separated', 2024, { wood: ['75'] }, { chips: { wood: ['0'] } }, { chips: '0' }, { chips: '1' })
separated('all-residue', 2024, { paper: ['0'] }, { sorting: { paper: ['50'] } }, { sorting: '1' }, { sorting: '0.7' })
