// energy.grid-electricity: E = EC . EF . (1 + TDL), TDL the losses as a share of consumption. CDM TOOL05 v03.0, Eq 1-2, seen in a
// transcription (tah-allotrope/pdd-auto, src/pdd_agent/calc/cdm_tool_05.py, commit 1a9a4ec), not in the original.
// A loss as a share L of generation: the generation is EC/(1 - L), so TDL = L/(1 - L). Amounts, factors, losses: freely chosen.

import { add, div, mul, show, sub } from './_exact-ww.mjs'

const solve = ({ name, ec, ef, tdl = '0', gwp, inputs }) => {
  const id = `energy.grid-electricity/${name}`
  const co2 = mul(ec, ef, add(1, tdl))
  console.log(`\n=== ${id}\nEq 1: ${show(ec)} MWh . ${show(ef)} t/MWh . (1 + ${show(tdl)}) = ${show(co2)} t CO2`)
  console.log(
    `INPUTS ${id} ${JSON.stringify(inputs ?? { consumption: ec, gridFactor: ef, ...(tdl === '0' ? {} : { losses: tdl }) })}`,
  )
  const expected = [{ output: 'co2', value: show(co2), unit: 't CO2' }]
  if (gwp) expected.push({ output: 'co2e', value: show(co2), unit: 't CO2e' })
  console.log(`EXPECTED ${id} ${JSON.stringify(expected)}`)
}

solve({ name: 'no-losses', ec: '48250', ef: '0.712', gwp: 'AR5' })
solve({ name: 'losses-as-a-share-of-consumption', ec: '3260', ef: '0.612', tdl: '0.074', gwp: 'AR6' })
{
  // 8.5 % of generation is lost; all generation counted directly must be the same: 48 250/(1 - 0.085) . 0.712
  const tdl = div('0.085', sub(1, '0.085'))
  const direct = mul(div('48250', sub(1, '0.085')), '0.712')
  console.log(`\nL = 0.085 of generation: TDL = ${show(tdl)}; generation . EF = ${show(direct)}`)
  const text = show(tdl, 40)
  solve({ name: 'losses-as-a-share-of-generation', ec: '48250', ef: '0.712', tdl: text })
}
solve({
  name: 'other-units',
  ec: '1250',
  ef: '0.0935',
  tdl: '0.0625',
  gwp: 'AR4',
  inputs: { consumption: '4500 GJ electricity', gridFactor: '93.5 g CO2/kWh electricity', losses: '6.25 %' },
})
solve({ name: 'more-lost-than-used', ec: '0.5', ef: '1.3', tdl: '1.2' })
solve({ name: 'nothing-used', ec: '0', ef: '0.7', tdl: '0.2', gwp: 'AR5' })
