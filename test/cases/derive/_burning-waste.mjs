// What Eq 5.2 of 2006 IPCC Guidelines V5 Ch 5 (p 5.7) takes from Ch 2, Table 2.4 (p 2.14), read on the page and typed by hand:
// dry matter in per cent of wet weight; total carbon in per cent of dry weight; fossil carbon in per cent of total carbon.
// Food and wood have a dash for fossil carbon (none); metal and glass NA for carbon (footnote 6: some fossil carbon, burning
// of significant amounts not common), which counts as 0 here.

import { add, agree, dec, div, fmt, mul, ONE, sub } from './_exact-waste.mjs'

const HUNDRED = dec(100)
const percent = (n) => div(dec(n), HUNDRED)

export const TABLE_2_4 = {
  paper: [90, 46, 1],
  textiles: [80, 50, 20],
  food: [40, 38, 0],
  wood: [85, 50, 0],
  garden: [40, 49, 0],
  nappies: [40, 70, 10],
  'rubber-leather': [84, 67, 20],
  plastics: [100, 75, 100],
  metal: [100, 0, 0],
  glass: [100, 0, 0],
  other: [90, 3, 100],
}

export const CO2_PER_C = div(dec(44), dec(12))
export const MILLIONTH = dec('0.000001')

/** Per tonne of wet waste: dry matter, carbon, fossil carbon, by the shares of wet weight; `own` replaces rows of the table. */
export function contentsOf(share, own = {}) {
  const table = { ...TABLE_2_4, ...own }
  const parts = Object.entries(share).map(([type, text]) => {
    const [dm, cf, fcf] = table[type].map(percent)
    const dry = mul(dec(text), dm)
    const carbon = mul(dry, cf)
    console.log(
      `  ${type}: WF ${text}, dm ${fmt(dm)}, CF ${fmt(cf)}, FCF ${fmt(fcf)}: C ${fmt(carbon)}, fossil ${fmt(mul(carbon, fcf))}`,
    )
    return { dry, carbon, fossil: mul(carbon, fcf) }
  })
  agree(add(...Object.values(share).map(dec)), ONE, 'sum of WF')
  const total = (key) => add(...parts.map((part) => part[key]))
  return { dry: total('dry'), carbon: total('carbon'), fossil: total('fossil') }
}

/** CO2, CH4 and N2O of burnt waste; factors in g/t; `n2oMass` is the wet or the dry mass that the N2O factor is for. */
export function gases({ burnt, contents, of, ch4, n2o, n2oMass }) {
  const mass = dec(burnt)
  const oxidised = percent(of)
  const carbon = mul(mass, contents.carbon)
  const fossil = mul(mass, contents.fossil)
  const co2 = mul(fossil, oxidised, CO2_PER_C)
  const co2Biogenic = mul(sub(carbon, fossil), oxidised, CO2_PER_C)
  // what is oxidised leaves as one or the other
  agree(add(co2, co2Biogenic), mul(carbon, oxidised, CO2_PER_C), 'carbon oxidised')
  const methane = mul(mass, dec(ch4), MILLIONTH)
  // second way, as printed: Gg times kg/Gg times 10^-6 gives Gg
  agree(mul(div(mass, dec(1000)), dec(ch4), MILLIONTH, dec(1000)), methane, 'Eq 5.4 in Gg')
  const share = div(contents.fossil, contents.carbon)
  const ch4Fossil = mul(methane, share)
  const n2oMassed = mul(n2oMass, dec(n2o), MILLIONTH)
  console.log(
    `  CO2 ${fmt(co2)}, biogenic ${fmt(co2Biogenic)}; CH4 ${burnt} . ${ch4} . 10^-6 = ${fmt(methane)}, of it fossil ${fmt(share)}; N2O ${fmt(n2oMass)} . ${n2o} . 10^-6 = ${fmt(n2oMassed)}`,
  )
  return { co2, co2Biogenic, ch4: ch4Fossil, ch4Biogenic: sub(methane, ch4Fossil), n2o: n2oMassed, carbon, oxidised }
}

/** CO2e leaves biogenic CO2 out. */
export const co2eOf = (gas, gwp) =>
  add(gas.co2, mul(gas.ch4, dec(gwp.fossil)), mul(gas.ch4Biogenic, dec(gwp.biogenic)), mul(gas.n2o, dec(gwp.n2o)))

/** GWP-100 of the IPCC's assessment reports. */
export const GWP = {
  AR5: { fossil: '28', biogenic: '28', n2o: '265' },
  AR6: { fossil: '29.8', biogenic: '27.0', n2o: '273' },
}

const UNITS = {
  co2: 't CO2',
  co2Biogenic: 't CO2 (biogenic)',
  ch4: 't CH4 (fossil)',
  ch4Biogenic: 't CH4 (biogenic)',
  n2o: 't N2O',
}

export function expectedOf(gas, gwp) {
  const expected = Object.entries(UNITS).map(([output, unit]) => ({ output, value: fmt(gas[output]), unit }))
  if (gwp) expected.push({ output: 'co2e', value: fmt(co2eOf(gas, GWP[gwp])), unit: 't CO2e' })
  return expected
}
