// waste.stream-contents: the three balances of Box 2.1 of the 2006 IPCC Guidelines, V5 Ch 2 (pp 2.6-2.7): total mass, moisture and
// DOCm, each with its own reduction in each process. Moisture of waste as generated = 1 - dm, DOC of wet waste, both of Table 2.4
// (p 2.14), read on the page: dm and DOC in per cent of wet weight. Everything else: freely chosen. Written process by process, from
// what goes in to what goes out, and each of the three balances is added up again at the end.

import { add, agree, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const TABLE_2_4 = { food: [40, 15], paper: [90, 40], wood: [85, 43], garden: [40, 20], plastics: [100, 0] }
const hundredth = (n) => div(dec(n), dec(100))
const ENDS = ['Landfilled', 'Product', 'Picked', 'OpenBurned', 'Dumped', 'Lost']
const small = (name) => name[0].toLowerCase() + name.slice(1)

// processes: {name: {mass, moisture, carbon: fate -> share}}; flows: type -> year -> {...}
function contents(name, from, flows, processes, given = {}) {
  const id = `waste.stream-contents/${name}`
  console.log(`\n=== ${id}`)
  const out = {}
  const put = (key, type, year, value, unit) => {
    out[key] ??= []
    out[key].push({ output: key, at: { wasteType: type, year: String(year) }, value: fmt(value), unit })
  }
  for (const [type, years] of Object.entries(flows)) {
    const [dm, doc] = TABLE_2_4[type].map(hundredth)
    const share = { mass: ONE, moisture: sub(ONE, dm), carbon: doc }
    for (const [i, y] of years.entries()) {
      for (const what of ['mass', 'moisture', 'carbon']) {
        const held = (tonnes) => mul(tonnes, share[what])
        const generated = dec(y.generated)
        const collected = mul(generated, dec(y.collected))
        const outside = sub(generated, collected)
        const picked = mul(outside, dec(y.picked ?? '0'))
        const left = sub(outside, picked)
        const end = Object.fromEntries(ENDS.map((each) => [each, 0n]))
        end.Picked = held(picked)
        end.OpenBurned = held(mul(left, dec(y.burnt)))
        end.Dumped = sub(held(left), end.OpenBurned)
        let burnt = held(dec(y.incinerated))
        let rest = sub(collected, dec(y.incinerated))
        for (const [process, tonnes] of Object.entries(y.treated)) {
          rest = sub(rest, dec(tonnes))
          const fates = processes[process][what]
          agree(add(...Object.values(fates).map((f) => dec(f))), ONE, `${id} ${process} ${what}`)
          const into = held(dec(tonnes))
          end.Product = add(end.Product, mul(into, dec(fates.product ?? '0')))
          end.Landfilled = add(end.Landfilled, mul(into, dec(fates.landfill ?? '0')))
          end.Lost = add(end.Lost, mul(into, dec(fates.loss ?? '0')))
          burnt = add(burnt, mul(into, dec(fates.incineration ?? '0')))
          console.log(`  ${type} ${from + i} ${process}: ${what} in ${fmt(into)}, out by ${JSON.stringify(fates)}`)
        }
        const ash = mul(burnt, dec({ mass: y.ash, moisture: y.ashMoisture, carbon: y.ashCarbon ?? '0' }[what]))
        end.Landfilled = add(end.Landfilled, held(rest), ash)
        end.Lost = add(end.Lost, sub(burnt, ash))
        const all = add(...Object.values(end))
        agree(all, held(generated), `${id} ${type} ${from + i} ${what}`)
        const prefix = what === 'mass' ? '' : what
        const key = (text) => (prefix ? prefix + text : small(text))
        const unit = { mass: 't waste (wet)', moisture: 't water', carbon: 't C' }[what]
        console.log(`  ${type} ${from + i} ${what}: ${ENDS.map((each) => `${each} ${fmt(end[each])}`).join(', ')}`)
        for (const each of ENDS) put(key(each), type, from + i, end[each], unit)
        put(key('Incinerated'), type, from + i, burnt, unit)
        put(key('Accounted'), type, from + i, all, unit)
      }
    }
  }
  const column = (key, fallback) =>
    Object.fromEntries(
      Object.entries(flows).map(([type, years]) => [type, { from, values: years.map((y) => y[key] ?? fallback) }]),
    )
  const treated = Object.fromEntries(
    Object.keys(processes).map((process) => [
      process,
      Object.fromEntries(
        Object.entries(flows).map(([type, years]) => [
          type,
          { from, values: years.map((y) => y.treated[process] ?? '0') },
        ]),
      ),
    ]),
  )
  const fates = (what) => Object.fromEntries(Object.entries(processes).map(([process, of]) => [process, of[what]]))
  const inputs = {
    generated: column('generated'),
    collectedShare: { from, values: Object.values(flows)[0].map((y) => y.collected) },
    burntShare: column('burnt'),
    pickedShare: column('picked', '0'),
    treated,
    fates: fates('mass'),
    moistureFates: fates('moisture'),
    carbonFates: fates('carbon'),
    incinerated: column('incinerated'),
    ash: column('ash'),
    ashMoisture: column('ashMoisture'),
    ...given,
  }
  report(id, inputs, Object.values(out).flat())
}

const composting = {
  mass: { product: '0.35', landfill: '0.1', loss: '0.55' },
  moisture: { product: '0.3', landfill: '0.08', loss: '0.62' },
  carbon: { product: '0.4', landfill: '0.1', loss: '0.5' },
}
const whole = (end) => ({ mass: { [end]: '1' }, moisture: { [end]: '1' }, carbon: { [end]: '1' } })
const year = { collected: '0.85', burnt: '0.4', incinerated: '0', ash: '0.2', ashMoisture: '0.1', treated: {} }

contents(
  'composting-and-recycling',
  2020,
  {
    food: [
      { ...year, generated: '52000', treated: { composting: '12000' } },
      { ...year, generated: '53000', collected: '0.9', treated: { composting: '15000' } },
    ],
    paper: [
      { ...year, generated: '11000', treated: { recycling: '4200' } },
      { ...year, generated: '11500', collected: '0.9', treated: { recycling: '4700' } },
    ],
    plastics: [
      { ...year, generated: '9000', treated: { recycling: '2000' } },
      { ...year, generated: '9400', collected: '0.9', treated: { recycling: '2300' } },
    ],
  },
  { composting, recycling: whole('product') },
)
const incinerated = { ...year, ash: '0.22', ashMoisture: '0.1' }
contents(
  'incineration-with-carbon-in-ash',
  2022,
  {
    food: [{ ...incinerated, generated: '30000', incinerated: '18000', ashCarbon: '0.03' }],
    wood: [{ ...incinerated, generated: '4000.5', incinerated: '3000', ashCarbon: '0.02' }],
  },
  { recycling: whole('product') },
  {
    ashCarbon: { food: { from: 2022, values: ['0.03'] }, wood: { from: 2022, values: ['0.02'] } },
  },
)
contents(
  'mechanical-biological-treatment',
  2021,
  {
    food: [{ ...year, generated: '40000', treated: { biodrying: '20000' } }],
    plastics: [{ ...year, generated: '8000', treated: { rdf: '5000' } }],
  },
  {
    biodrying: {
      mass: { incineration: '0.3', landfill: '0.25', loss: '0.45' },
      moisture: { incineration: '0.15', landfill: '0.2', loss: '0.65' },
      carbon: { incineration: '0.45', landfill: '0.25', loss: '0.3' },
    },
    rdf: {
      mass: { incineration: '0.8', landfill: '0.2' },
      moisture: { incineration: '0.8', landfill: '0.2' },
      carbon: { incineration: '0.8', landfill: '0.2' },
    },
  },
)
contents(
  'pickers-open-burning-and-dumps',
  2019,
  {
    paper: [{ ...year, generated: '6000', collected: '0.3', picked: '0.35', burnt: '0.6' }],
    garden: [{ ...year, generated: '4000', collected: '0.3', burnt: '0.75' }],
  },
  { recycling: whole('product') },
)
contents(
  'digestion',
  2023,
  { food: [{ ...year, generated: '75000', collected: '1', burnt: '0', treated: { digestion: '30000' } }] },
  {
    digestion: {
      mass: { product: '0.82', landfill: '0.06', loss: '0.12' },
      moisture: { product: '0.95', landfill: '0.05' },
      carbon: { product: '0.38', landfill: '0.12', loss: '0.5' },
    },
  },
)
