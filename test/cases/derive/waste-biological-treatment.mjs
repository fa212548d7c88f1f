// waste.biological-treatment and waste.biogas-plant: 2006 IPCC Guidelines V5 Ch 4. Eq 4.1 (p 4.5): CH4 = sum(M.EF).10^-3 - R;
// Eq 4.2 (p 4.5): N2O = sum(M.EF).10^-3. Table 4.1 (p 4.6), g/kg: composting CH4 10 dry, 4 wet, N2O 0.6 dry, 0.24 wet; digestion CH4
// 2 dry, 0.8 wet, N2O assumed negligible; moisture 60 %; digestion accounts for recovery already. Section 4.1 (p 4.4): 5 % (0-10 %) of the
// CH4 generated leaks from biogas plants; what is collected is then 95 % of it.
// Masses, dry matter, biogas, measured factors: freely chosen. Density of CH4 0.7168 kg/m3 at 0 degrees C and 101.325 kPa.

import { add, agree, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const TABLE = {
  composting: { ch4: { wet: '4', dry: '10' }, n2o: { wet: '0.24', dry: '0.6' } },
  'anaerobic-digestion': { ch4: { wet: '0.8', dry: '2' }, n2o: { wet: '0', dry: '0' } },
}
const GWP = { AR5: ['28', '265'], AR6: ['27.0', '273'] }
const THOUSANDTH = dec('0.001')

// plants: name -> { treated, treatment, basis?, dryMatter?, ch4?, n2o?, recovered? }
function treatment(name, plants, { given = {}, gwp } = {}) {
  const id = `waste.biological-treatment/${name}`
  console.log(`\n=== ${id}`)
  const parts = Object.entries(plants).map(([plant, p]) => {
    const basis = p.basis ?? 'wet'
    const mass = basis === 'dry' ? mul(dec(p.treated), dec(p.dryMatter)) : dec(p.treated)
    const { ch4, n2o } = TABLE[p.treatment]
    const generated = mul(mass, dec(p.ch4 ?? ch4[basis]), THOUSANDTH)
    const nitrous = mul(mass, dec(p.n2o ?? n2o[basis]), THOUSANDTH)
    console.log(
      `  ${plant}: ${fmt(mass)} t (${basis}): CH4 ${fmt(generated)} - ${p.recovered ?? '0'}, N2O ${fmt(nitrous)}`,
    )
    return { ch4: sub(generated, dec(p.recovered ?? '0')), n2o: nitrous }
  })
  const ch4 = add(...parts.map((part) => part.ch4))
  const n2o = add(...parts.map((part) => part.n2o))
  const expected = [
    { output: 'ch4', value: fmt(ch4), unit: 't CH4 (biogenic)' },
    { output: 'n2o', value: fmt(n2o), unit: 't N2O' },
  ]
  if (gwp) {
    const co2e = add(mul(ch4, dec(GWP[gwp][0])), mul(n2o, dec(GWP[gwp][1])))
    expected.push({ output: 'co2e', value: fmt(co2e), unit: 't CO2e' })
  }
  const column = (key) =>
    Object.fromEntries(Object.entries(plants).flatMap(([plant, p]) => (p[key] === undefined ? [] : [[plant, p[key]]])))
  const columns = ['treated', 'treatment', 'basis', 'dryMatter', 'recovered'].map((key) => [key, column(key)])
  report(id, { ...Object.fromEntries(columns.filter(([, all]) => Object.keys(all).length > 0)), ...given }, expected)
}

const composting = 'composting'
const digestion = 'anaerobic-digestion'
treatment(
  'composting-and-digestion',
  { north: { treated: '36500', treatment: composting }, south: { treated: '18250', treatment: digestion } },
  { gwp: 'AR5' },
)
treatment('composting-on-dry-mass', {
  yard: { treated: '4200', treatment: composting, basis: 'dry', dryMatter: '0.55' },
})
treatment(
  'digestion-on-dry-mass',
  { silo: { treated: '9000', treatment: digestion, basis: 'dry', dryMatter: '0.12' } },
  { gwp: 'AR6' },
)
treatment('both-bases', {
  a: { treated: '1000', treatment: composting, basis: 'wet', dryMatter: '0.4' },
  b: { treated: '1000', treatment: composting, basis: 'dry', dryMatter: '0.4' },
  c: { treated: '1000', treatment: digestion, basis: 'wet', dryMatter: '0.4' },
  d: { treated: '1000', treatment: digestion, basis: 'dry', dryMatter: '0.4' },
})
treatment('recovery-from-closed-composting', { hall: { treated: '52000', treatment: composting, recovered: '60.5' } })
treatment(
  'digestion-with-a-factor-before-recovery',
  { plant: { treated: '30000', treatment: digestion, ch4: '47.3', n2o: '0', recovered: '1350' } },
  { given: { ch4Wet: { plant: '47.3' }, beforeRecovery: { plant: 'yes' } }, gwp: 'AR5' },
)
treatment(
  'measured-dry-factors',
  { yard: { treated: '800', treatment: composting, basis: 'dry', dryMatter: '0.48', ch4: '3.1', n2o: '0.2' } },
  { given: { ch4Dry: { yard: '3.1' }, n2oDry: { yard: '0.2' } } },
)
// at 40 % dry matter the two bases agree
agree(mul(dec('10'), dec('0.4')), dec('4'), 'CH4 of composting')
agree(mul(dec('0.6'), dec('0.4')), dec('0.24'), 'N2O of composting')
agree(mul(dec('2'), dec('0.4')), dec('0.8'), 'CH4 of digestion')

function biogas(name, plants, density, leakage) {
  const id = `waste.biogas-plant/${name}`
  console.log(`\n=== ${id}`)
  const lost = Object.entries(plants).map(([plant, [volume, share]]) => {
    const l = dec(leakage?.[plant] ?? '0.05')
    const collected = div(mul(dec(volume), dec(share), dec(density)), dec(1000))
    const generated = div(collected, sub(ONE, l))
    agree(sub(generated, mul(generated, l)), collected, `${plant}: what does not leak is collected`)
    console.log(
      `  ${plant}: collected ${fmt(collected)}, generated ${fmt(generated)}, lost ${fmt(mul(generated, l))} t`,
    )
    return mul(generated, l)
  })
  const column = (index) => Object.fromEntries(Object.entries(plants).map(([plant, row]) => [plant, row[index]]))
  report(id, { biogas: column(0), methane: column(1), density, ...(leakage ? { leakage } : {}) }, [
    { output: 'ch4', value: fmt(add(...lost)), unit: 't CH4 (biogenic)' },
  ])
}
biogas('default-leakage', { a: ['3135000', '0.6'] }, '0.7168')
biogas('two-plants', { a: ['3135000', '0.6'], b: ['870500', '0.55'] }, '0.7168')
biogas('flared-leaks', { a: ['3135000', '0.6'] }, '0.7168', { a: '0' })
biogas('upper-end', { a: ['100000', '0.65'], b: ['50000', '0.5'] }, '0.67', { a: '0.1', b: '0.1' })
biogas('no-gas', { a: ['0', '0.6'] }, '0.7168')
