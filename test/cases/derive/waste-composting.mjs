// waste.composting: 2006 IPCC Guidelines V5 Ch 4. Eq 4.1 (p 4.5): CH4 = sum(M.EF).10^-3 - R; Eq 4.2 (p 4.5): N2O = sum(M.EF).10^-3.
// EF in g/kg waste treated. Table 4.1 (p 4.6), composting: CH4 10 on a dry, 4 on a wet weight basis; N2O 0.6 dry, 0.24 wet; ranges (wet)
// CH4 0.03-8, N2O 0.06-0.6; moisture 60 %. With M in t instead of Gg the same 10^-3 gives t.
// GWP-100: AR4 (CH4 25, N2O 298), AR5 (28, 265), AR6 (non-fossil CH4 27.0, N2O 273), of the IPCC's assessment reports (not printed in Ch 4).
// Masses, measured factors and recovery: freely chosen.

import { add, agree, dec, div, fmt, mul, report, sub } from './_exact-waste.mjs'

const THOUSANDTH = dec('0.001')

function composting({ name, treated, given = {}, ch4Factor, n2oFactor, recovered = '0', gwp, inputTreated = treated }) {
  const id = `waste.composting/${name}`
  const generated = mul(dec(treated), dec(ch4Factor), THOUSANDTH)
  const ch4 = sub(generated, dec(recovered))
  const n2o = mul(dec(treated), dec(n2oFactor), THOUSANDTH)
  // second way: grams from kilograms, then tonnes
  const grams = mul(dec(treated), dec(1000), dec(ch4Factor))
  agree(div(grams, dec(1000000)), generated, id)
  console.log(`\n=== ${id}`)
  console.log(
    `Eq 4.1: CH4 = ${treated} . ${ch4Factor} . 10^-3 - ${recovered} = ${fmt(generated)} - ${recovered} = ${fmt(ch4)} t`,
  )
  console.log(`Eq 4.2: N2O = ${treated} . ${n2oFactor} . 10^-3 = ${fmt(n2o)} t`)
  const expected = [
    { output: 'ch4', value: fmt(ch4), unit: 't CH4 (biogenic)' },
    { output: 'n2o', value: fmt(n2o), unit: 't N2O' },
  ]
  if (gwp) {
    const co2e = add(mul(ch4, dec(gwp.ch4)), mul(n2o, dec(gwp.n2o)))
    console.log(`CO2e = ${fmt(ch4)} . ${gwp.ch4} + ${fmt(n2o)} . ${gwp.n2o} = ${fmt(co2e)} t`)
    expected.push({ output: 'co2e', value: fmt(co2e), unit: 't CO2e' })
  }
  report(id, { treated: inputTreated, ...given }, expected)
}

const wet = { ch4Factor: '4', n2oFactor: '0.24' } // Table 4.1, wet weight basis

composting({ name: 'table-4-1-wet-defaults', treated: '36500', ...wet })

composting({
  name: 'measured-factors',
  treated: '18250.5',
  ch4Factor: '2.35',
  n2oFactor: '0.087',
  given: { ch4Factor: '2.35', n2oFactor: '0.087' },
})

composting({
  name: 'upper-end-of-the-ranges',
  treated: '7300',
  ch4Factor: '8',
  n2oFactor: '0.6',
  given: { ch4Factor: '8', n2oFactor: '0.6' },
})

composting({
  name: 'lower-end-of-the-ranges',
  treated: '7300',
  ch4Factor: '0.03',
  n2oFactor: '0.06',
  given: { ch4Factor: '0.03', n2oFactor: '0.06' },
})

composting({ name: 'recovery', treated: '52000', ...wet, recovered: '60.5', given: { recovered: '60.5' } })

composting({ name: 'mass-in-kilograms', treated: '1750', ...wet, inputTreated: '1750000 kg' })

{
  // The note of Table 4.1: the dry factors are those for wet waste at 60 % moisture, so dry matter = 0.4 of the wet mass. Here the
  // result is taken from the DRY columns: 2500 t wet = 1000 t dry; the library gets only the wet mass and its wet defaults.
  const dryMatter = sub(dec(1), dec('0.6'))
  const dryMass = mul(dec('2500'), dryMatter)
  const ch4 = mul(dryMass, dec('10'), THOUSANDTH)
  const n2o = mul(dryMass, dec('0.6'), THOUSANDTH)
  console.log(
    `\nTable 4.1, dry columns: 2500 t . (1 - 0.6) = ${fmt(dryMass)} t dry; CH4 = ${fmt(dryMass)} . 10 . 10^-3 = ${fmt(ch4)} t; N2O = ${fmt(dryMass)} . 0.6 . 10^-3 = ${fmt(n2o)} t`,
  )
  agree(mul(dec('10'), dryMatter), dec('4'), 'CH4 dry . 0.4 = wet')
  agree(mul(dec('0.6'), dryMatter), dec('0.24'), 'N2O dry . 0.4 = wet')
  report('waste.composting/dry-columns-at-sixty-per-cent-moisture', { treated: '2500' }, [
    { output: 'ch4', value: fmt(ch4), unit: 't CH4 (biogenic)' },
    { output: 'n2o', value: fmt(n2o), unit: 't N2O' },
  ])
}

{
  // Measured moisture 45 %: dry factors . 0.55, given as factors on wet weight.
  const dryMatter = sub(dec(1), dec('0.45'))
  const ch4Factor = fmt(mul(dec('10'), dryMatter))
  const n2oFactor = fmt(mul(dec('0.6'), dryMatter))
  composting({
    name: 'dry-factors-at-measured-moisture',
    treated: '4200',
    ch4Factor,
    n2oFactor,
    given: { ch4Factor, n2oFactor },
  })
}

composting({ name: 'co2e-ar5', treated: '24800', ...wet, gwp: { ch4: '28', n2o: '265' } })
composting({ name: 'co2e-ar4', treated: '24800', ...wet, gwp: { ch4: '25', n2o: '298' } })
composting({ name: 'co2e-ar6', treated: '24800', ...wet, gwp: { ch4: '27.0', n2o: '273' } })
composting({
  name: 'co2e-ar6-measured-and-recovered',
  treated: '9650.4',
  ch4Factor: '3.2',
  n2oFactor: '0.11',
  recovered: '7.25',
  given: { ch4Factor: '3.2', n2oFactor: '0.11', recovered: '7.25' },
  gwp: { ch4: '27.0', n2o: '273' },
})
