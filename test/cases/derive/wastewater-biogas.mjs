// wastewater.biogas: what ECAM, with which the other cases are computed, leaves out: flares and engines that leave a part of
// the CH4 unburnt. CH4 = volume . share of CH4 . (leaked + unburnt . (used + flared)) . density; CO2 = burnt . 44/16, of CH4 + 2 O2
// = CO2 + 2 H2O. Figures freely chosen; density 0.716 kg/m3, of 16.04 g/mol at 0 degrees C and 101.325 kPa. Exact fractions.
// Run: node wastewater-biogas.mjs [--json]
import { add, div, mul, show, sub } from './_exact-ww.mjs'

const inputs = {
  production: { east: 'measured', west: 'from-sludge' },
  volume: { east: '730000', west: '0' },
  sludge: { east: '0', west: '1250000' },
  volatile: { east: '0', west: '0.72' },
  destroyed: { east: '0', west: '0.55' },
  yield: { east: '0', west: '0.9' },
  methane: { east: '0.62', west: '0.65' },
  density: '0.716',
  goes: { engine: 'used', grid: 'sold', flare: 'flared', leaks: 'leaked' },
  share: {
    east: { engine: '0.7', grid: '0.1', flare: '0.17', leaks: '0.03' },
    west: { engine: '0.4', grid: '0', flare: '0.55', leaks: '0.05' },
  },
  unburnt: '0.003',
  heatingValue: '9.97',
  efficiency: { east: '0.38', west: '0.41' },
}

const expected = []
let [ch4, co2, sold] = ['0', '0', '0']
const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
for (const j of ['east', 'west']) {
  const v = (name) => inputs[name][j]
  const s = inputs.share[j]
  const biogas =
    v('production') === 'measured' ? v('volume') : mul(v('sludge'), v('volatile'), v('destroyed'), v('yield'))
  const methane = mul(biogas, v('methane'))
  const burnt = mul(methane, add(s.engine, s.flare))
  const lost = add(mul(methane, s.leaks), mul(burnt, inputs.unburnt))
  ch4 = add(ch4, mul(lost, inputs.density))
  co2 = add(co2, div(mul(burnt, sub('1', inputs.unburnt), inputs.density, 44), 16))
  sold = add(sold, mul(methane, s.grid))
  const energy = mul(methane, s.engine, inputs.heatingValue)
  say(`${j}: ${show(biogas)} m3 biogas, ${show(methane)} m3 CH4, lost ${show(lost)}, energy ${show(energy)} kWh`)
  expected.push({ output: 'energy', at: { pathway: j }, value: show(energy), unit: 'kWh/yr' })
  const electricity = mul(energy, v('efficiency'))
  expected.push({ output: 'electricity', at: { pathway: j }, value: show(electricity), unit: 'kWh electricity/yr' })
}
expected.push({ output: 'ch4', value: show(ch4), unit: 'kg CH4 (biogenic)/yr' })
expected.push({ output: 'co2Biogenic', value: show(co2), unit: 'kg CO2 (biogenic)/yr' })
expected.push({ output: 'sold', value: show(sold), unit: 'm3 CH4/yr' })
say(JSON.stringify(expected))
if (json) console.log(JSON.stringify({ 'wastewater.biogas/engines-leave-some': { inputs, context: {}, expected } }))
