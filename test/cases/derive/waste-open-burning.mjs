// waste.open-burning, its 2019 edition, and waste.open-burned-amount.
// 2006 IPCC Guidelines V5 Ch 5: Eq 5.2 (p 5.7), 5.4 (p 5.12), 5.5 (p 5.14), 5.7 (p 5.16), 5.8 (p 5.17); oxidation factor of open
// burning 58 % (Table 5.2, p 5.18); CH4 6500 g/t wet (p 5.20); N2O 150 g/t dry (Table 5.6, p 5.22).
// 2019 Refinement V5 Ch 5: oxidation factor 71 % (Table 5.2, p 5.12); CH4 6500 g/t wet (p 5.13); N2O not printed again.
// Carbon that is not oxidised: C.(1 - OF). Contents: Table 2.4 of 2006. Masses, shares and people: freely chosen.

import { contentsOf, expectedOf, gases } from './_burning-waste.mjs'
import { dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const OF = { '': '58', '.2019-refinement': '71' }

function openBurning(edition, { name, burnt, share, given = {}, of = OF[edition], ch4 = '6500', n2o = '150', gwp }) {
  const id = `waste.open-burning${edition}/${name}`
  console.log(`\n=== ${id}`)
  const contents = contentsOf(share)
  const dry = mul(dec(burnt), contents.dry)
  console.log(`  dm ${fmt(contents.dry)} (Eq 5.8), dry mass ${fmt(dry)}`)
  const gas = gases({ burnt, contents, of, ch4, n2o, n2oMass: dry })
  const unburnt = mul(gas.carbon, sub(ONE, gas.oxidised))
  report(id, { burnt, share, ...given }, [
    ...expectedOf(gas, gwp),
    { output: 'unburntCarbon', value: fmt(unburnt), unit: 't C' },
  ])
}

const dump = {
  food: '0.42',
  garden: '0.12',
  paper: '0.11',
  wood: '0.04',
  textiles: '0.04',
  plastics: '0.14',
  glass: '0.04',
  metal: '0.02',
  other: '0.07',
}
const yard = { garden: '0.5', paper: '0.3', plastics: '0.2' }
const own = { oxidised: '0.65', ch4Factor: '5100', n2oFactor: '120' }

for (const edition of ['', '.2019-refinement']) {
  openBurning(edition, { name: 'dump', burnt: '65535.75', share: dump, gwp: 'AR5' })
  openBurning(edition, { name: 'yards', burnt: '1200', share: yard, gwp: 'AR6' })
  openBurning(edition, { name: 'plastics', burnt: '100', share: { plastics: '1' } })
  openBurning(edition, { name: 'food', burnt: '250.5', share: { food: '1' } })
  openBurning(edition, {
    name: 'measured-factors',
    burnt: '8000',
    share: dump,
    of: '65',
    ch4: '5100',
    n2o: '120',
    given: own,
  })
}

function amount({ name, population, burningFraction, generation, burntFraction }) {
  const id = `waste.open-burned-amount/${name}`
  const people = mul(dec(population), dec(burningFraction))
  const tonnes = div(mul(people, dec(generation), dec(burntFraction), dec(365)), dec(1000))
  console.log(
    `\n=== ${id}\n  ${population} . ${burningFraction} . ${generation} . ${burntFraction} . 365 / 1000 = ${fmt(tonnes)} t`,
  )
  report(id, { population, burningFraction, generation, burntFraction }, [
    { output: 'burnt', value: fmt(tonnes), unit: 't waste (wet)' },
  ])
}
amount({ name: 'all-burn-all', population: '1000', burningFraction: '1', generation: '1', burntFraction: '1' })
amount({ name: 'none-burns', population: '250000', burningFraction: '0', generation: '0.62', burntFraction: '0.6' })
amount({
  name: 'yards-of-a-town',
  population: '184300',
  burningFraction: '0.12',
  generation: '0.48',
  burntFraction: '1',
})
amount({
  name: 'dumps-of-a-region',
  population: '2750400',
  burningFraction: '0.2',
  generation: '0.71',
  burntFraction: '0.6',
})
