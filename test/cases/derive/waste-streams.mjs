// waste.streams: mass balance as in Box 2.1 of the 2006 IPCC Guidelines, V5 Ch 2 (pp 2.6-2.7), for any treatments. Collected = G.c; not
// collected: picked informally (p), else burnt in the open (b) or dumped (1 - b). Collected waste goes to treatments (T), incineration (I), the rest is landfilled
// at once. What a treatment takes in is divided by shares into product, landfill, incineration and loss; ash.a of what is incinerated is
// landfilled. All figures: freely chosen.

import { add, agree, dec, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

// flows: type -> year -> { generated, collected, burnt, treated: {treatment: t}, incinerated, ash }
function streams(name, from, flows, fates) {
  const id = `waste.streams/${name}`
  console.log(`\n=== ${id}`)
  const withPickers = Object.values(flows).some((years) => years.some((y) => y.picked))
  const outputs = ['collected', 'landfilled', 'incinerated', 'product', 'openBurned', 'dumped', 'lost', 'accounted']
  if (withPickers) outputs.push('picked', 'direct', 'ash')
  const expected = outputs.map(() => [])
  for (const [type, years] of Object.entries(flows)) {
    for (const [i, y] of years.entries()) {
      const g = dec(y.generated)
      const collected = mul(g, dec(y.collected))
      const outside = sub(g, collected)
      const picked = mul(outside, dec(y.picked ?? '0'))
      const left = sub(outside, picked)
      const openBurned = mul(left, dec(y.burnt))
      const dumped = sub(left, openBurned)
      const to = (fate) =>
        add(0n, ...Object.entries(y.treated).map(([t, tonnes]) => mul(dec(tonnes), dec(fates[t][fate] ?? '0'))))
      const treated = add(0n, ...Object.values(y.treated).map((t) => dec(t)))
      const direct = sub(sub(collected, treated), dec(y.incinerated))
      const burnt = add(dec(y.incinerated), to('incineration'))
      const ash = burnt === 0n ? 0n : mul(burnt, dec(y.ash))
      const values = {
        collected,
        landfilled: add(direct, to('landfill'), ash),
        incinerated: burnt,
        product: to('product'),
        openBurned,
        dumped,
        lost: add(to('loss'), sub(burnt, ash)),
        accounted: g,
        picked,
        direct,
        ash,
      }
      agree(
        add(values.landfilled, values.product, values.lost, values.picked, openBurned, dumped),
        g,
        `${id} ${type} ${from + i}`,
      )
      console.log(`  ${type} ${from + i}: ${outputs.map((key) => `${key} ${fmt(values[key])}`).join(', ')}`)
      for (const [at, output] of outputs.entries())
        expected[at].push({
          output,
          at: { wasteType: type, year: String(from + i) },
          value: fmt(values[output]),
          unit: 't waste (wet)',
        })
    }
  }
  for (const [t, shares] of Object.entries(fates))
    agree(add(...Object.values(shares).map((s) => dec(s))), ONE, `${id} ${t}`)
  const column = (key) =>
    Object.fromEntries(Object.entries(flows).map(([type, years]) => [type, { from, values: years.map((y) => y[key]) }]))
  const treated = Object.fromEntries(
    Object.keys(fates).map((t) => [
      t,
      Object.fromEntries(
        Object.entries(flows).map(([type, years]) => [type, { from, values: years.map((y) => y.treated[t] ?? '0') }]),
      ),
    ]),
  )
  report(
    id,
    {
      generated: column('generated'),
      collectedShare: { from, values: Object.values(flows)[0].map((y) => y.collected) },
      burntShare: column('burnt'),
      ...(withPickers ? { pickedShare: column('picked') } : {}),
      treated,
      fates,
      incinerated: column('incinerated'),
      ash: column('ash'),
    },
    expected.flat(),
  )
}

const fates = {
  recycling: { product: '0.85', landfill: '0.15' },
  composting: { product: '0.28', landfill: '0.2', loss: '0.52' },
  picking: { product: '1' },
}
streams(
  'city',
  2020,
  {
    mixed: [
      {
        generated: '1000000',
        collected: '0.82',
        burnt: '0.4',
        treated: { recycling: '98400', composting: '82000', picking: '24600' },
        incinerated: '205000',
        ash: '0.22',
      },
    ],
  },
  fates,
)
const more = {
  sorting: { product: '0.3', landfill: '0.25', incineration: '0.4', loss: '0.05' },
  mbt: { incineration: '0.35', landfill: '0.3', loss: '0.35' },
  digestion: { product: '0.6', landfill: '0.1', loss: '0.3' },
}
streams(
  'three-types-two-years',
  2021,
  {
    food: [
      {
        generated: '50000',
        collected: '0.9',
        burnt: '0.1',
        treated: { digestion: '12000', mbt: '6000' },
        incinerated: '4000',
        ash: '0.18',
      },
      {
        generated: '51000.5',
        collected: '0.92',
        burnt: '0.05',
        treated: { digestion: '14000', mbt: '6200' },
        incinerated: '4100',
        ash: '0.18',
      },
    ],
    paper: [
      {
        generated: '18000',
        collected: '0.9',
        burnt: '0.5',
        treated: { sorting: '7000' },
        incinerated: '2500',
        ash: '0.12',
      },
      {
        generated: '18250',
        collected: '0.92',
        burnt: '0.5',
        treated: { sorting: '7600' },
        incinerated: '2400',
        ash: '0.12',
      },
    ],
    plastics: [
      {
        generated: '15000',
        collected: '0.9',
        burnt: '0.5',
        treated: { sorting: '4000' },
        incinerated: '3000',
        ash: '0.05',
      },
      {
        generated: '15500',
        collected: '0.92',
        burnt: '0.5',
        treated: { sorting: '4600' },
        incinerated: '3100',
        ash: '0.05',
      },
    ],
  },
  more,
)
streams(
  'all-dumped-or-burnt',
  2019,
  { mixed: [{ generated: '8000', collected: '0', burnt: '0.35', treated: {}, incinerated: '0', ash: '0' }] },
  { picking: { product: '1' } },
)
streams(
  'all-landfilled',
  2019,
  { mixed: [{ generated: '8000', collected: '1', burnt: '0', treated: {}, incinerated: '0', ash: '0' }] },
  { picking: { product: '1' } },
)
streams(
  'all-incinerated',
  2022,
  {
    mixed: [
      {
        generated: '120000',
        collected: '1',
        burnt: '0',
        treated: { recycling: '20000' },
        incinerated: '100000',
        ash: '0.21',
      },
    ],
  },
  { recycling: { product: '0.9', incineration: '0.1' } },
)
const open = { collected: '0.4', burnt: '0.55', treated: { recycling: '900' }, incinerated: '400', ash: '0.15' }
streams(
  'pickers',
  2020,
  {
    paper: [
      { ...open, generated: '6000', picked: '0.35' },
      { ...open, generated: '6150', picked: '0.4' },
    ],
    plastics: [
      { ...open, generated: '5000', picked: '0.25', treated: { recycling: '700' } },
      { ...open, generated: '5200', picked: '1', treated: { recycling: '0' } },
    ],
  },
  { recycling: { product: '0.8', landfill: '0.15', incineration: '0.05' } },
)
