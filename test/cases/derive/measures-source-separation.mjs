// measures.source-separation, from the 2006 IPCC Guidelines V5 alone. Two systems of streams (mass balance, Box 2.1, pp 2.6-2.7), without
// and with the project; emissions of each: the landfill by first-order decay (Ch 3, Eq 3.1-3.6, by _fod-waste.mjs) of what is deposited
// without ash, (1 - f) of it where the site captures a share f; composting CH4 4 and N2O 0.24, digestion CH4 0.8 g/kg of wet mass (Eq
// 4.1-4.2, p 4.5; Table 4.1, p 4.6); incineration CO2 = M.dm.CF.FCF.44/12 by type (Eq 5.2, p 5.7, OF 1: Table 5.2), CH4 in g/t of wet mass
// (Eq 5.4, Table 5.3, p 5.20), split by the fossil share of the carbon burnt, N2O 50 g/t, batch 60 (Eq 5.5, Table 5.6, p 5.22).
// DOC of wet waste: Table 2.4, p 2.14: food 15, paper 40, garden 20, wood 43 per cent. DOCf 0.5 (p 3.13), F 0.5 (p 3.15), delay 6 months.
// MCF: Table 3.1, p 3.14; OX: Table 3.2, p 3.15; k: Table 3.3, p 3.17. Masses and shares: freely chosen.

import { CO2_PER_C, MILLIONTH, TABLE_2_4 } from './_burning-waste.mjs'
import { add, dec, div, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, each, firstOrderDecay } from './_fod-waste.mjs'

const DOC = { food: '0.15', garden: '0.2', paper: '0.4', wood: '0.43' }
const K = {
  'tropical-moist-wet': { food: '0.4', garden: '0.17', paper: '0.07', wood: '0.035' },
  'boreal-temperate-wet': { food: '0.185', garden: '0.1', paper: '0.06', wood: '0.03' },
  'tropical-dry': { food: '0.085', garden: '0.065', paper: '0.045', wood: '0.025' },
}
const MCF = { 'managed-anaerobic': '1', 'unmanaged-deep': '0.8', 'managed-semi-aerobic': '0.5' }
const CH4_G_PER_T = { 'continuous-stoker': '0.2', 'batch-stoker': '60', 'semi-continuous-stoker': '6' }
const N2O_G_PER_T = { 'continuous-stoker': '50', 'batch-stoker': '60', 'semi-continuous-stoker': '50' }
const hundredth = (n) => div(dec(n), dec(100))

function separation({ name, from, generated, collected, picked, burnt, kind, fates, systems, ash, place, inert = [] }) {
  const id = `measures.source-separation/${name}`
  const types = Object.keys(generated)
  const n = Object.values(generated)[0].length
  const sum = (values) => add(0n, ...values)
  const result = {}
  for (const which of ['baseline', 'project']) {
    const { treated, incinerated } = systems[which]
    const part = (type, i, fate) =>
      sum(Object.keys(kind).map((j) => mul(dec(treated[j]?.[type]?.[i] ?? '0'), dec(fates[j][fate] ?? '0'))))
    const deposited = {}
    const burnt = {}
    const landfilled = {}
    const product = {}
    for (const type of types) {
      const rows = generated[type].map((g, i) => {
        const direct = sub(
          sub(mul(dec(g), dec(collected)), sum(Object.values(treated).map((of) => dec(of[type]?.[i] ?? '0')))),
          dec(incinerated?.[type]?.[i] ?? '0'),
        )
        if (direct < 0n) throw new Error(`${id} ${which} ${type}: more treated than collected`)
        const fire = add(dec(incinerated?.[type]?.[i] ?? '0'), part(type, i, 'incineration'))
        const site = add(direct, part(type, i, 'landfill'))
        return { fire, site, all: add(site, mul(fire, dec(ash))), product: part(type, i, 'product') }
      })
      deposited[type] = rows.map(({ site }) => fmt(site, 40))
      burnt[type] = rows.map(({ fire }) => fire)
      landfilled[type] = rows.map(({ all }) => all)
      product[type] = rows.map((row) => row.product)
    }
    const decaying = types.filter((type) => !inert.includes(type))
    const landfill = firstOrderDecay(`${id} ${which}`, {
      types: decaying,
      from,
      deposited,
      doc: DOC,
      docf: each(decaying, '0.5'),
      mcf: each(decaying, constant(MCF[place.landfill], n)),
      k: K[place.climate],
      month: each(decaying, 13),
      f: '0.5',
      recovered: constant('0', n),
      oxidised: constant(place.cover === 'managed-oxidising-cover' ? '0.1' : '0', n),
    }).emitted.map((ch4) => mul(ch4, sub(ONE, dec(place.captured ?? '0'))))
    const taken = (gas, i) =>
      sum(
        Object.entries(kind).map(([j, of]) =>
          of === gas ? sum(types.map((type) => dec(treated[j]?.[type]?.[i] ?? '0'))) : 0n,
        ),
      )
    const years = landfill.map((ch4, i) => {
      const compost = taken('composting', i)
      const digested = taken('anaerobic-digestion', i)
      const mass = sum(types.map((type) => burnt[type][i]))
      const carbonOf = (type) => mul(burnt[type][i], hundredth(TABLE_2_4[type][0]), hundredth(TABLE_2_4[type][1]))
      const carbon = sum(types.map(carbonOf))
      const fossil = sum(types.map((type) => mul(carbonOf(type), hundredth(TABLE_2_4[type][2]))))
      const methane = mass === 0n ? 0n : mul(mass, dec(CH4_G_PER_T[place.incinerator]), MILLIONTH)
      const methaneFossil = mass === 0n ? 0n : mul(methane, div(fossil, carbon))
      return {
        landfill: ch4,
        compostingCh4: mul(compost, dec('0.004')),
        compostingN2o: mul(compost, dec('0.00024')),
        digestion: mul(digested, dec('0.0008')),
        incinerationCo2: mul(fossil, CO2_PER_C),
        incinerationCo2Biogenic: mul(sub(carbon, fossil), CO2_PER_C),
        incinerationCh4: methaneFossil,
        incinerationCh4Biogenic: sub(methane, methaneFossil),
        incinerationN2o: mass === 0n ? 0n : mul(mass, dec(N2O_G_PER_T[place.incinerator]), MILLIONTH),
      }
    })
    result[which] = { years, landfilled, burnt, product }
  }
  const UNITS = {
    landfill: 't CH4 (biogenic)',
    compostingCh4: 't CH4 (biogenic)',
    compostingN2o: 't N2O',
    digestion: 't CH4 (biogenic)',
    incinerationCo2: 't CO2',
    incinerationCo2Biogenic: 't CO2 (biogenic)',
    incinerationCh4: 't CH4 (fossil)',
    incinerationCh4Biogenic: 't CH4 (biogenic)',
    incinerationN2o: 't N2O',
  }
  const expected = []
  const put = (output, i, value, unit) =>
    expected.push({ output, at: { year: String(from + i) }, value: fmt(value), unit })
  for (let i = 0; i < n; i += 1) {
    for (const which of ['baseline', 'project'])
      for (const [key, unit] of Object.entries(UNITS)) put(`${which}.${key}`, i, result[which].years[i][key], unit)
    const of = (which, what) => sum(types.map((type) => result[which][what][type][i]))
    put('benefit.products', i, sub(of('project', 'product'), of('baseline', 'product')), 't waste (wet)')
    put('benefit.landfilled', i, sub(of('baseline', 'landfilled'), of('project', 'landfilled')), 't waste (wet)')
    put('benefit.incinerated', i, sub(of('baseline', 'burnt'), of('project', 'burnt')), 't waste (wet)')
    // the reduction in CO2e with AR5: CH4 28, N2O 265
    const co2e = (which) => {
      const y = result[which].years[i]
      const ch4 = sum([y.landfill, y.compostingCh4, y.digestion, y.incinerationCh4, y.incinerationCh4Biogenic])
      return sum([mul(ch4, dec(28)), mul(add(y.compostingN2o, y.incinerationN2o), dec(265)), y.incinerationCo2])
    }
    put('reduction.co2e', i, sub(co2e('baseline'), co2e('project')), 't CO2e')
  }
  const byType = (values) => Object.fromEntries(types.map((type) => [type, { from, values: values(type) }]))
  const treatedOf = (of) =>
    Object.fromEntries(Object.keys(kind).map((j) => [j, byType((type) => of[j]?.[type] ?? constant('0', n))]))
  const incineratedOf = (of) => byType((type) => of?.[type] ?? constant('0', n))
  const whole = (value) => ({ from, values: constant(value, n) })
  report(
    id,
    {
      generated: byType((type) => generated[type]),
      collectedShare: whole(collected),
      pickedShare: byType(() => constant(picked, n)),
      burntShare: byType(() => constant(burnt, n)),
      baselineTreated: treatedOf(systems.baseline.treated),
      treated: treatedOf(systems.project.treated),
      kind,
      fates,
      baselineIncinerated: incineratedOf(systems.baseline.incinerated),
      incinerated: incineratedOf(systems.project.incinerated),
      ash: byType(() => constant(ash, n)),
      ...(place.incinerator ? { incinerator: place.incinerator } : {}),
      climate: place.climate,
      landfill: whole(place.landfill),
      ...(place.cover ? { cover: whole(place.cover) } : {}),
      ...(place.captured ? { captured: whole(place.captured) } : {}),
      inert: Object.fromEntries(types.map((type) => [type, inert.includes(type) ? 'yes' : 'no'])),
    },
    expected,
  )
}

const fates = {
  composting: { product: '0.35', landfill: '0.1', loss: '0.55' },
  sorting: { product: '0.8', landfill: '0.15', incineration: '0.05' },
  digestion: { product: '0.8', landfill: '0.05', loss: '0.15' },
}
const kind = { composting: 'composting', sorting: 'without-gas', digestion: 'anaerobic-digestion' }
const { sorting: _, ...wet } = fates
separation({
  name: 'kitchen-waste-to-composting',
  from: 2024,
  generated: { food: ['90000', '91800', '93600', '95400'], paper: ['22000', '22440', '22880', '23320'] },
  collected: '0.8',
  picked: '0.1',
  burnt: '0.4',
  kind: { composting: 'composting', digestion: 'anaerobic-digestion' },
  fates: wet,
  systems: {
    baseline: { treated: { composting: { food: ['1000', '1000', '1000', '1000'] } } },
    project: {
      treated: {
        composting: { food: ['20000', '24000', '28000', '30000'] },
        digestion: { food: ['5000', '6000', '6000', '6000'] },
      },
    },
  },
  ash: '0',
  place: { climate: 'tropical-moist-wet', landfill: 'managed-anaerobic', captured: '0.2' },
})
separation({
  name: 'recyclables-away-from-an-incinerator',
  from: 2025,
  generated: { food: ['40000', '40500'], paper: ['15000', '15100'], plastics: ['18000', '18500'] },
  collected: '0.95',
  picked: '0',
  burnt: '0.3',
  kind: { sorting: 'without-gas' },
  fates: { sorting: fates.sorting },
  systems: {
    baseline: {
      treated: {},
      incinerated: { food: ['30000', '30000'], paper: ['12000', '12000'], plastics: ['15000', '15000'] },
    },
    project: {
      treated: { sorting: { paper: ['6000', '7000'], plastics: ['9000', '10000'] } },
      incinerated: { food: ['30000', '30000'], paper: ['6500', '5500'], plastics: ['6500', '5500'] },
    },
  },
  ash: '0.18',
  place: {
    climate: 'boreal-temperate-wet',
    landfill: 'managed-anaerobic',
    cover: 'managed-oxidising-cover',
    incinerator: 'continuous-stoker',
  },
  inert: ['plastics'],
})
separation({
  name: 'all-three-treatments-and-a-batch-incinerator',
  from: 2024,
  generated: {
    food: ['60000', '61000', '62000'],
    garden: ['18000', '18000', '18000'],
    plastics: ['20000', '21000', '22000'],
  },
  collected: '0.75',
  picked: '0.25',
  burnt: '0.5',
  kind,
  fates,
  systems: {
    baseline: {
      treated: { sorting: { plastics: ['1500', '1500', '1500'] } },
      incinerated: { food: ['4000', '4000', '4000'], plastics: ['2000', '2000', '2000'] },
    },
    project: {
      treated: {
        composting: { garden: ['8000', '9000', '10000'], food: ['10000', '12000', '14000'] },
        sorting: { plastics: ['6000', '7000', '8000'] },
        digestion: { food: ['3000', '3000', '3000'] },
      },
      incinerated: { food: ['4000', '4000', '4000'], plastics: ['1000', '1000', '1000'] },
    },
  },
  ash: '0.22',
  place: { climate: 'tropical-dry', landfill: 'unmanaged-deep', incinerator: 'batch-stoker' },
  inert: ['plastics'],
})
separation({
  name: 'an-incinerator-that-ends',
  from: 2026,
  generated: { wood: ['5000', '5000'], paper: ['9000', '9000'] },
  collected: '1',
  picked: '0',
  burnt: '0',
  kind: { sorting: 'without-gas' },
  fates: { sorting: { product: '1' } },
  systems: {
    baseline: { treated: {}, incinerated: { wood: ['3000', '0'], paper: ['4000', '0'] } },
    project: { treated: { sorting: { paper: ['4500', '4600'], wood: ['1000', '1200'] } } },
  },
  ash: '0.1',
  place: { climate: 'boreal-temperate-wet', landfill: 'managed-semi-aerobic', incinerator: 'semi-continuous-stoker' },
})
separation({
  name: 'nothing-changes',
  from: 2024,
  generated: { food: ['30000', '30000'], paper: ['8000', '8000'] },
  collected: '0.9',
  picked: '0.5',
  burnt: '1',
  kind: { composting: 'composting' },
  fates: { composting: fates.composting },
  systems: {
    baseline: { treated: { composting: { food: ['5000', '5000'] } } },
    project: { treated: { composting: { food: ['5000', '5000'] } } },
  },
  ash: '0',
  place: { climate: 'tropical-moist-wet', landfill: 'managed-anaerobic' },
})
