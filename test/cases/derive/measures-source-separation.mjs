// measures.source-separation, from the 2006 IPCC Guidelines V5 alone. Mass balance of what is separated (Box 2.1, pp 2.6-2.7): without the
// project all is landfilled, with it the residues alone. The landfill by first-order decay (Ch 3, Eq 3.1-3.6, by _fod-waste.mjs) of what is deposited,
// (1 - f) of it where the site captures a share f; composting CH4 4 and N2O 0.24, digestion CH4 0.8 g/kg of wet mass (Eq 4.1-4.2, p 4.5;
// Table 4.1, p 4.6). No incinerator.
// DOC of wet waste: Table 2.4, p 2.14: food 15, paper 40, garden 20, wood 43 per cent. DOCf 0.5 (p 3.13), F 0.5 (p 3.15), delay 6 months.
// MCF: Table 3.1, p 3.14; OX: Table 3.2, p 3.15; k: Table 3.3, p 3.17. Masses and shares: freely chosen.

import { add, dec, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, each, firstOrderDecay } from './_fod-waste.mjs'

const DOC = { food: '0.15', garden: '0.2', paper: '0.4', wood: '0.43' }
const K = {
  'tropical-moist-wet': { food: '0.4', garden: '0.17', paper: '0.07', wood: '0.035' },
  'boreal-temperate-wet': { food: '0.185', garden: '0.1', paper: '0.06', wood: '0.03' },
  'tropical-dry': { food: '0.085', garden: '0.065', paper: '0.045', wood: '0.025' },
}
const MCF = { 'managed-anaerobic': '1', 'unmanaged-deep': '0.8', 'managed-semi-aerobic': '0.5' }

// landfilled: at once, with the project; separated: brought to treatments on its account
function separation({ name, from, landfilled, separated, kind, residues, yields, place, inert = [] }) {
  const id = `measures.source-separation/${name}`
  const types = Object.keys(landfilled)
  const n = Object.values(landfilled)[0].length
  const sum = (values) => add(0n, ...values)
  const brought = (j, type, i) => dec(separated[j]?.[type]?.[i] ?? '0')
  const overTreatments = (type, i, share) => sum(Object.keys(kind).map((j) => mul(brought(j, type, i), share(j))))
  const product = (j) => mul(sub(ONE, dec(residues[j])), dec(yields[j]))
  const site = {
    baseline: (type, i) =>
      add(
        dec(landfilled[type][i]),
        overTreatments(type, i, () => ONE),
      ),
    project: (type, i) =>
      add(
        dec(landfilled[type][i]),
        overTreatments(type, i, (j) => dec(residues[j])),
      ),
  }
  const result = {}
  for (const which of ['baseline', 'project']) {
    const deposited = Object.fromEntries(
      types.map((type) => [type, landfilled[type].map((_, i) => fmt(site[which](type, i), 40))]),
    )
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
    result[which] = landfill
  }
  const taken = (gas, i) =>
    sum(Object.entries(kind).map(([j, of]) => (of === gas ? sum(types.map((type) => brought(j, type, i))) : 0n)))
  const expected = []
  const put = (output, i, value, unit) =>
    expected.push({ output, at: { year: String(from + i) }, value: fmt(value), unit })
  for (let i = 0; i < n; i += 1) {
    const baseline = result.baseline[i]
    const landfill = result.project[i]
    const compostingCh4 = mul(taken('composting', i), dec('0.004'))
    const compostingN2o = mul(taken('composting', i), dec('0.00024'))
    const digestion = mul(taken('anaerobic-digestion', i), dec('0.0008'))
    put('baseline.landfill', i, baseline, 't CH4 (biogenic)')
    put('project.landfill', i, landfill, 't CH4 (biogenic)')
    put('project.compostingCh4', i, compostingCh4, 't CH4 (biogenic)')
    put('project.compostingN2o', i, compostingN2o, 't N2O')
    put('project.digestion', i, digestion, 't CH4 (biogenic)')
    put('benefit.products', i, sum(types.map((type) => overTreatments(type, i, product))), 't waste (wet)')
    const kept = sum(types.map((type) => sub(site.baseline(type, i), site.project(type, i))))
    put('benefit.landfilled', i, kept, 't waste (wet)')
    // the reduction in CO2e with AR5: CH4 28, N2O 265
    const ch4 = sub(baseline, add(landfill, compostingCh4, digestion))
    put('reduction.co2e', i, sub(mul(ch4, dec(28)), mul(compostingN2o, dec(265))), 't CO2e')
  }
  const byType = (values) => Object.fromEntries(types.map((type) => [type, { from, values: values(type) }]))
  const whole = (value) => ({ from, values: constant(value, n) })
  report(
    id,
    {
      landfilled: byType((type) => landfilled[type]),
      separated: Object.fromEntries(
        Object.keys(kind).map((j) => [j, byType((type) => separated[j]?.[type] ?? constant('0', n))]),
      ),
      kind,
      residues,
      yield: yields,
      climate: place.climate,
      landfill: whole(place.landfill),
      ...(place.cover ? { cover: whole(place.cover) } : {}),
      ...(place.captured ? { captured: whole(place.captured) } : {}),
      inert: Object.fromEntries(types.map((type) => [type, inert.includes(type) ? 'yes' : 'no'])),
    },
    expected,
  )
}

separation({
  name: 'kitchen-waste-to-composting',
  from: 2024,
  landfilled: { food: ['46000', '42000', '40000', '40000'], paper: ['17600', '18000', '18300', '18700'] },
  separated: {
    composting: { food: ['20000', '24000', '28000', '30000'] },
    digestion: { food: ['5000', '6000', '6000', '6000'] },
  },
  kind: { composting: 'composting', digestion: 'anaerobic-digestion' },
  residues: { composting: '0.1', digestion: '0.05' },
  yields: { composting: '0.4', digestion: '0.8' },
  place: { climate: 'tropical-moist-wet', landfill: 'managed-anaerobic', captured: '0.2' },
})
separation({
  name: 'recyclables-to-sorting',
  from: 2025,
  landfilled: { food: ['38000', '38500'], paper: ['8250', '7300'], plastics: ['8100', '7600'] },
  separated: { sorting: { paper: ['6000', '7000'], plastics: ['9000', '10000'] } },
  kind: { sorting: 'without-gas' },
  residues: { sorting: '0.15' },
  yields: { sorting: '1' },
  place: { climate: 'boreal-temperate-wet', landfill: 'managed-anaerobic', cover: 'managed-oxidising-cover' },
  inert: ['plastics'],
})
separation({
  name: 'all-three-treatments',
  from: 2024,
  landfilled: {
    food: ['32000', '30750', '29500'],
    garden: ['5500', '4500', '3500'],
    plastics: ['9000', '8750', '8500'],
  },
  separated: {
    composting: { garden: ['8000', '9000', '10000'], food: ['10000', '12000', '14000'] },
    sorting: { plastics: ['6000', '7000', '8000'] },
    digestion: { food: ['3000', '3000', '3000'] },
  },
  kind: { composting: 'composting', sorting: 'without-gas', digestion: 'anaerobic-digestion' },
  residues: { composting: '0.08', sorting: '0.2', digestion: '0.05' },
  yields: { composting: '0.45', sorting: '0.95', digestion: '0.85' },
  place: { climate: 'tropical-dry', landfill: 'unmanaged-deep' },
  inert: ['plastics'],
})
separation({
  name: 'wood-and-paper-without-residues',
  from: 2026,
  landfilled: { wood: ['4000', '3800'], paper: ['0', '0'] },
  separated: { sorting: { paper: ['4500', '4600'], wood: ['1000', '1200'] } },
  kind: { sorting: 'without-gas' },
  residues: { sorting: '0' },
  yields: { sorting: '1' },
  place: { climate: 'boreal-temperate-wet', landfill: 'managed-semi-aerobic' },
})
separation({
  name: 'nothing-is-separated',
  from: 2024,
  landfilled: { food: ['27000', '27000'], paper: ['7200', '7200'] },
  separated: {},
  kind: { composting: 'composting' },
  residues: { composting: '0.1' },
  yields: { composting: '0.4' },
  place: { climate: 'tropical-moist-wet', landfill: 'managed-anaerobic' },
})
