// waste.incineration-by-category and its 2019 edition, waste.fossil-liquid-incineration, waste.flue-gas-n2o, waste.composition-means.
// 2006 IPCC Guidelines V5 Ch 5: Eq 5.1 (p 5.7), 5.3 (p 5.10), 5.4 (p 5.12), 5.5 (p 5.14), 5.6 (p 5.14), 5.8 (p 5.17), 5.9-5.10
// (p 5.19); Ch 3 Eq 3.7 (p 3.13). Table 5.2 (p 5.18), per cent: industrial CF 50, FCF 90; clinical CF 60, FCF 40; sewage sludge FCF 0
// (CF 40-50: none by default); fossil liquid carbon 80 of wet weight; OF 100. N2O, g/t wet (Table 5.6, p 5.22): industrial 100, sewage
// sludge 900, other sludge 450. CH4 has no default; 9.7 g/t wet are those of sludge in Japan (p 5.20). 2019 (Table 5.2, p 5.12): sewage sludge CF 30.
// Contents of types and DOC of wet waste: Ch 2, Table 2.4 (p 2.14). Masses, dry matter and measured factors: freely chosen.

import { CO2_PER_C, co2eOf, GWP, MILLIONTH, TABLE_2_4 } from './_burning-waste.mjs'
import { add, agree, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'

const percent = (n) => div(dec(n), dec(100))

/** rows: type -> [t wet, dm %, CF %, FCF %, OF %, CH4 g/t, N2O g/t] */
function byCategory(id, rows, given, gwp) {
  console.log(`\n=== ${id}`)
  const parts = Object.entries(rows).map(([type, [burnt, dm, cf, fcf, of, ch4, n2o]]) => {
    const carbon = mul(dec(burnt), percent(dm), percent(cf), percent(of))
    const methane = mul(dec(burnt), dec(ch4), MILLIONTH)
    const part = {
      co2: mul(carbon, percent(fcf), CO2_PER_C),
      co2Biogenic: mul(carbon, sub(ONE, percent(fcf)), CO2_PER_C),
      ch4: mul(methane, percent(fcf)),
      ch4Biogenic: mul(methane, sub(ONE, percent(fcf))),
      n2o: mul(dec(burnt), dec(n2o), MILLIONTH),
    }
    console.log(
      `  ${type}: ${Object.entries(part)
        .map(([name, value]) => `${name} ${fmt(value)}`)
        .join(', ')}`,
    )
    return part
  })
  const gas = Object.fromEntries(Object.keys(parts[0]).map((key) => [key, add(...parts.map((part) => part[key]))]))
  const units = {
    co2: 't CO2',
    co2Biogenic: 't CO2 (biogenic)',
    ch4: 't CH4 (fossil)',
    ch4Biogenic: 't CH4 (biogenic)',
    n2o: 't N2O',
  }
  const expected = Object.entries(units).map(([output, unit]) => ({ output, value: fmt(gas[output]), unit }))
  if (gwp) expected.push({ output: 'co2e', value: fmt(co2eOf(gas, GWP[gwp])), unit: 't CO2e' })
  const column = (index, scale = 1) =>
    Object.fromEntries(
      Object.entries(rows).map(([type, row]) => [type, scale === 1 ? row[index] : fmt(percent(row[index]))]),
    )
  const all = {
    burnt: column(0),
    dryMatter: column(1, 100),
    carbon: column(2, 100),
    fossil: column(3, 100),
    oxidised: column(4, 100),
    ch4Factor: column(5),
    n2oFactor: column(6),
  }
  report(
    id,
    Object.fromEntries(['burnt', 'dryMatter', 'ch4Factor', ...given].map((name) => [name, all[name]])),
    expected,
  )
}
const of2006 = 'waste.incineration-by-category'
const of2019 = 'waste.incineration-by-category.2019-refinement'
byCategory(`${of2006}/industrial`, { industrial: ['42000', 82, 50, 90, 100, '2.5', '100'] }, [], 'AR5')
byCategory(`${of2006}/clinical`, { clinical: ['1850.5', 65, 60, 40, 100, '60', '60'] }, ['n2oFactor'], 'AR6')
byCategory(`${of2006}/sewage-sludge`, { sludge: ['12000', 22, 45, 0, 100, '9.7', '900'] }, ['carbon'], 'AR5')
byCategory(
  `${of2006}/sewage-sludge-by-dry-factor`,
  // 990 g/t dry at 24 % dry matter is 237.6 g/t wet
  { sludge: ['5000', 24, 40, 0, 100, '9.7', fmt(mul(dec('990'), percent(24)))] },
  ['carbon', 'n2oFactor'],
)
byCategory(
  `${of2006}/three-categories`,
  {
    industrial: ['10500', 70, 50, 90, 100, '2.5', '100'],
    clinical: ['620', 65, 60, 40, 100, '60', '60'],
    hazardous: ['300', 90, 55, 100, 99, '1', '80'],
  },
  ['carbon', 'fossil', 'oxidised', 'n2oFactor'],
  'AR6',
)
byCategory(`${of2019}/industrial`, { industrial: ['42000', 82, 50, 90, 100, '2.5', '100'] }, [], 'AR5')
byCategory(`${of2019}/clinical`, { clinical: ['1850.5', 65, 60, 40, 100, '60', '60'] }, ['n2oFactor'])
byCategory(`${of2019}/sewage-sludge`, { sludge: ['12000', 22, 30, 0, 100, '9.7', '900'] }, [], 'AR5')
byCategory(
  `${of2019}/industrial-and-sludge`,
  { industrial: ['900', 75, 50, 90, 100, '3', '100'], sludge: ['1100', 20, 30, 0, 100, '9.7', '900'] },
  [],
)
byCategory(`${of2019}/hazardous-all-given`, { hazardous: ['300', 90, 55, 100, 99, '1', '80'] }, [
  'carbon',
  'fossil',
  'oxidised',
  'ch4Factor',
  'n2oFactor',
])

function liquid(name, amounts, given = {}) {
  const id = `waste.fossil-liquid-incineration/${name}`
  const { carbon = {}, oxidised = {} } = given
  const parts = Object.entries(amounts).map(([type, t]) =>
    mul(dec(t), dec(carbon[type] ?? '0.8'), dec(oxidised[type] ?? '1'), CO2_PER_C),
  )
  console.log(`\n=== ${id}\n  AL.CL.OF.44/12: ${parts.map((x) => fmt(x)).join(' + ')}`)
  report(id, { burnt: amounts, ...given }, [{ output: 'co2', value: fmt(add(...parts)), unit: 't CO2' }])
}
liquid('waste-oil', { 'waste-oil': '1500' })
liquid('three-liquids', { lubricants: '820.5', solvents: '310', 'waste-oil': '2044' })
liquid('none', { solvents: '0' })
liquid('measured-carbon', { lubricants: '400', solvents: '100' }, { carbon: { lubricants: '0.84', solvents: '0.62' } })
liquid('measured-oxidation', { solvents: '250' }, { carbon: { solvents: '0.7' }, oxidised: { solvents: '0.99' } })

function flueGas(name, plants) {
  const id = `waste.flue-gas-n2o/${name}`
  const parts = Object.values(plants).map(([t, mg, m3]) => mul(dec(t), dec(mg), dec(m3), dec('0.000000001')))
  // as printed: Gg . mg/m3 . m3/Mg . 10^-9 gives Gg
  const printed = Object.values(plants).map(([t, mg, m3]) =>
    mul(mul(div(dec(t), dec(1000)), dec(mg), dec(m3), dec('0.000000001')), dec(1000)),
  )
  agree(add(...parts), add(...printed), id)
  console.log(`\n=== ${id}\n  IW.EC.FGV.10^-9: ${parts.map((x) => fmt(x)).join(' + ')}`)
  const column = (index) => Object.fromEntries(Object.entries(plants).map(([key, row]) => [key, row[index]]))
  report(id, { burnt: column(0), concentration: column(1), flueGas: column(2) }, [
    { output: 'n2o', value: fmt(add(...parts)), unit: 't N2O' },
  ])
}
flueGas('one-line', { north: ['150000', '4', '5500'] })
flueGas('two-lines', { north: ['150000', '4.2', '5500'], south: ['98000', '11', '6100'] })
flueGas('not-measurable', { north: ['150000', '0', '5500'] })
flueGas('not-in-use', { north: ['0', '4', '5500'], south: ['12000.5', '7.5', '5250'] })
flueGas('sludge-line', { sludge: ['20000', '250', '3600'] })

// DOC in per cent of wet waste: Table 2.4; a dash for plastics, metal, glass and other waste
const DOC = {
  paper: 40,
  textiles: 24,
  food: 15,
  wood: 43,
  garden: 20,
  nappies: 24,
  'rubber-leather': 39,
  plastics: 0,
  metal: 0,
  glass: 0,
  other: 0,
}
function means(name, share, doc = {}) {
  const id = `waste.composition-means/${name}`
  const weighed = (of) => add(...Object.entries(share).map(([type, text]) => mul(dec(text), of(type))))
  const figures = {
    doc: weighed((type) => (doc[type] ? dec(doc[type]) : percent(DOC[type]))),
    dryMatter: weighed((type) => percent(TABLE_2_4[type][0])),
    carbon: weighed((type) => percent(TABLE_2_4[type][1])),
    fossil: weighed((type) => percent(TABLE_2_4[type][2])),
  }
  const units = {
    doc: 't C/t waste (wet)',
    dryMatter: 't waste (dry)/t waste (wet)',
    carbon: 't C/t waste (dry)',
    fossil: 't C (fossil)/t C',
  }
  console.log(
    `\n=== ${id}\n  ${Object.entries(figures)
      .map(([key, value]) => `${key} ${fmt(value)}`)
      .join(', ')}`,
  )
  report(
    id,
    { share, ...(Object.keys(doc).length > 0 ? { doc } : {}) },
    Object.entries(units).map(([output, unit]) => ({ output, value: fmt(figures[output]), unit })),
  )
}
means('bulk-of-three', { food: '0.5', paper: '0.12', wood: '0.05', plastics: '0.33' })
means('tropical', {
  food: '0.45',
  garden: '0.08',
  paper: '0.12',
  wood: '0.05',
  textiles: '0.03',
  plastics: '0.15',
  glass: '0.04',
  metal: '0.03',
  other: '0.05',
})
means('all-types', {
  paper: '0.2',
  textiles: '0.05',
  food: '0.3',
  wood: '0.05',
  garden: '0.1',
  nappies: '0.05',
  'rubber-leather': '0.02',
  plastics: '0.15',
  metal: '0.03',
  glass: '0.03',
  other: '0.02',
})
means('inert', { glass: '0.5', metal: '0.3', other: '0.2' })
means('measured-doc', { food: '0.7', garden: '0.3' }, { food: '0.13', garden: '0.18' })
