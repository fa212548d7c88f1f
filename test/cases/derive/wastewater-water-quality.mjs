// What a project keeps out of waters, written from the 2019 Refinement, Volume 5, Chapter 6: Eq 6.3d and Table 6.6b (p 6.28),
// Eq 6.8 (p 6.42), Table 6.10c (p 6.43): load · sum of T · (1 - fraction removed) · share to water, without and with the project,
// and their difference. Shares, loads, phosphorus and log-reductions: freely chosen. Exact fractions throughout.
// Run: node wastewater-water-quality.mjs [--json]
import { add, div, mul, show, sub } from './_exact-ww.mjs'

const TOWREM = {
  untreated: '0',
  primary: '0.40',
  secondary: '0.85',
  tertiary: '0.90',
  'septic-system': '0.625',
  'latrine-wet': '0.7',
}
const NREM = {
  untreated: '0',
  primary: '0.10',
  secondary: '0.40',
  tertiary: '0.80',
  'septic-system': '0.15',
  latrine: '0.12',
}
const open = {
  treatment: { river: 'untreated', plant: 'secondary' },
  nitrogenTreatment: { river: 'untreated', plant: 'secondary' },
  service: { river: 'other', plant: 'safely-managed' },
}

const CASES = {
  'sewer-connection': {
    population: '200000',
    bod: '2920000',
    nitrogen: '876000',
    phosphorus: '131400',
    organisms: '80000000000000000',
    without: { river: '0.7', plant: '0.3' },
    with: { river: '0.25', plant: '0.75' },
    ...open,
    pRemoval: { river: '0', plant: '0.35' },
    logReduction: { river: '0', plant: '2' },
  },
  'untreated-to-secondary': {
    population: '50000',
    bod: '730000',
    nitrogen: '219000',
    phosphorus: '32850',
    organisms: '70000000000000',
    without: { river: '1', plant: '0' },
    with: { river: '0', plant: '1' },
    ...open,
    pRemoval: { river: '0', plant: '0.2' },
    logReduction: { river: '0', plant: '1' },
  },
  'septic-to-soil-then-tertiary': {
    population: '90000',
    bod: '1314000',
    nitrogen: '394200',
    phosphorus: '55000',
    organisms: '4000000000000000',
    without: { tanks: '0.8', latrines: '0.2', works: '0' },
    with: { tanks: '0.1', latrines: '0.05', works: '0.85' },
    treatment: { tanks: 'septic-system', latrines: 'latrine-wet', works: 'tertiary' },
    nitrogenTreatment: { tanks: 'septic-system', latrines: 'latrine', works: 'tertiary' },
    service: { tanks: 'other', latrines: 'other', works: 'safely-managed' },
    toWater: { tanks: '0.5', latrines: '0', works: '1' },
    pRemoval: { tanks: '0.1', latrines: '0.1', works: '0.9' },
    logReduction: { tanks: '1', latrines: '1', works: '4' },
  },
  'a-plant-that-removes-more': {
    population: '310000',
    bod: '4526000',
    nitrogen: '1240000',
    without: { old: '1', new: '0' },
    with: { old: '0', new: '1' },
    treatment: { old: 'primary', new: 'tertiary' },
    nitrogenTreatment: { old: 'primary', new: 'tertiary' },
    service: { old: 'safely-managed', new: 'safely-managed' },
  },
  'own-fractions-and-a-worse-project': {
    population: '1000',
    bod: '14600',
    nitrogen: '4000',
    phosphorus: '600',
    organisms: '1000000',
    without: { river: '0', plant: '1' },
    with: { river: '0.5', plant: '0.5' },
    ...open,
    bodRemoval: { river: '0.05', plant: '0.93' },
    nRemoval: { river: '0', plant: '0.55' },
    pRemoval: { river: '0', plant: '0.5' },
    logReduction: { river: '0', plant: '2' },
  },
}

const solve = (v, say) => {
  const out = []
  const pathways = Object.keys(v.without)
  const kept = (load, left) => {
    const discharged = (shares) =>
      mul(load, add(...pathways.map((j) => mul(shares[j], left(j), v.toWater?.[j] ?? '1'))))
    const [before, after] = [discharged(v.without), discharged(v.with)]
    say(`without ${show(before)}, with ${show(after)}`)
    return sub(before, after)
  }
  const power = (digits) => div(1, 10 ** Number(digits))
  const expect = (output, value, unit) => out.push({ output, value: show(value), unit })
  expect(
    'bodKept',
    kept(v.bod, (j) => sub('1', v.bodRemoval?.[j] ?? TOWREM[v.treatment[j]])),
    'kg BOD/yr',
  )
  expect(
    'nitrogenKept',
    kept(v.nitrogen, (j) => sub('1', v.nRemoval?.[j] ?? NREM[v.nitrogenTreatment[j]])),
    'kg N/yr',
  )
  expect(
    'phosphorusKept',
    kept(v.phosphorus ?? '0', (j) => sub('1', v.pRemoval?.[j] ?? '0')),
    'kg P/yr',
  )
  expect(
    'organismsKept',
    kept(v.organisms ?? '0', (j) => power(v.logReduction?.[j] ?? '0')),
    'unit organism/yr',
  )
  const safe = pathways.filter((j) => v.service[j] === 'safely-managed')
  const served = (shares) => mul(v.population, add('0', ...safe.map((j) => shares[j])))
  expect('peopleServed', sub(served(v.with), served(v.without)), 'person')
  return out
}

const json = process.argv.includes('--json')
const say = json ? () => {} : (text) => console.log(text)
const result = {}
for (const [name, inputs] of Object.entries(CASES)) {
  const id = `wastewater.water-quality/${name}`
  say(`\n== ${id}`)
  result[id] = { inputs, context: {}, expected: solve(inputs, say) }
  say(JSON.stringify(result[id].expected))
}
if (json) console.log(JSON.stringify(result))
