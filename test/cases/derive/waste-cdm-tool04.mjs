// waste.cdm-tool04.yearly, .monthly: CDM TOOL04 version 06.0.1 (EB 66, Annex 46).
// Eq 1 (p 3): BE_y = phi.(1 - f).GWP.(1 - OX).16/12.F.DOCf.MCF . sum(x = 1..y) sum(j) W_j,x.DOC_j.e^(-k_j(y - x)).(1 - e^(-k_j));
// Eq 2 (p 3): the same by the month, with k/12 and m - i. Computed deposit by deposit as printed, and once more as what is left
// at the end of a period: W.DOC.(e^(-k(y - x)) - e^(-k(y - x + 1))) is what decays in y. MCF, DOCf, phi and f are those of y.
// phi: Table 3, p 9: application A 0.75; B 0.85 humid/wet, 0.80 dry; project and leakage 1 (p 4). OX 0.1, F 0.5: p 9. DOCf 0.5, MCF: p 10:
// anaerobic managed 1.0, semi-aerobic managed 0.5, unmanaged deep 0.8, shallow 0.4. DOC: Table 4, p 11: wood 43, paper 40, food 15,
// textiles 24, garden 20; domestic sludge 5 %. k: Table 5, p 12. GWP-100 of CH4: AR5 28; AR4 25. Tonnes, f and measured values: freely chosen.

import { add, agree, dec, div, exp, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, each, seriesOf } from './_fod-waste.mjs'

const CLIMATES = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet']
const K = {
  food: '0.06 0.185 0.085 0.40',
  garden: '0.05 0.10 0.065 0.17',
  paper: '0.04 0.06 0.045 0.07',
  textiles: '0.04 0.06 0.045 0.07',
  wood: '0.02 0.03 0.025 0.035',
  sludge: '0.06 0.185 0.085 0.40',
}
const DOC = { food: '0.15', garden: '0.2', paper: '0.4', textiles: '0.24', wood: '0.43', sludge: '0.05' }
const MCF = {
  'managed-anaerobic': '1',
  'managed-semi-aerobic': '0.5',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
}
const wet = (climate) => climate.endsWith('wet')
const phiOf = (application, climate) =>
  ({ 'application-a': '0.75', 'application-b': wet(climate) ? '0.85' : '0.80', 'project-or-leakage': '1' })[application]
const SIXTEEN_TWELFTHS = div(dec(16), dec(12))

const years = (from, n) => Array.from({ length: n }, (_, i) => String(from + i))
const months = (year, n) =>
  Array.from({ length: n }, (_, i) => `${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`)

function tool04({ name, labels, period, deposited, application, climate, site, own = {}, gwp }) {
  const id = `waste.cdm-tool04.${period === 'year' ? 'yearly' : 'monthly'}/${name}`
  const parts = dec(period === 'year' ? 1 : 12)
  const types = Object.keys(deposited)
  const n = labels.length
  const of = (given, i) => dec(Array.isArray(given) ? given[i] : given)
  const phi = own.phi ?? phiOf(application, climate)
  const docf = own.docf ?? '0.5'
  const captured = own.captured ?? '0'
  const mcf = own.mcf ?? (Array.isArray(site) ? site.map((s) => MCF[s]) : MCF[site])
  const oxidised = dec(own.oxidised ?? '0.1')
  const f = dec(own.f ?? '0.5')
  const k = (type) => div(dec(own.k?.[type] ?? K[type].split(' ')[CLIMATES.indexOf(climate)]), parts)
  const doc = (type) => dec(own.doc?.[type] ?? DOC[type])
  console.log(`\n=== ${id}\nperiod | sum of W.DOC.e^(-k(y-x)).(1-e^(-k)) | phi | f | DOCf | MCF | CH4`)
  const expected = []
  labels.forEach((label, y) => {
    let carbon = 0n
    let left = 0n
    for (const type of types)
      for (let x = 0; x <= y; x += 1) {
        const w = mul(dec(deposited[type][x]), doc(type))
        const age = dec(y - x)
        carbon += mul(w, exp(-mul(k(type), age)), sub(ONE, exp(-k(type))))
        left += sub(mul(w, exp(-mul(k(type), age))), mul(w, exp(-mul(k(type), add(age, ONE)))))
      }
    agree(carbon, left, `${id} ${label}`)
    const ch4 = mul(
      of(phi, y),
      sub(ONE, of(captured, y)),
      sub(ONE, oxidised),
      SIXTEEN_TWELFTHS,
      f,
      of(docf, y),
      of(mcf, y),
      carbon,
    )
    console.log(
      [label, fmt(carbon, 15), ...[phi, captured, docf, mcf].map((g) => fmt(of(g, y))), fmt(ch4, 15)].join(' | '),
    )
    expected.push({ output: 'ch4', at: { [period]: label }, value: fmt(ch4), unit: 't CH4 (biogenic)' })
    if (gwp && y === n - 1)
      expected.push({ output: 'co2e', at: { [period]: label }, value: fmt(mul(ch4, dec(gwp))), unit: 't CO2e' })
  })
  const from = period === 'year' ? Number(labels[0]) : labels[0]
  const many = (given) => ({ from, values: Array.isArray(given) ? given : constant(given, n) })
  const inputs = {
    deposited: seriesOf(from, deposited),
    ...(application ? { application } : {}),
    ...(climate ? { climate } : {}),
    ...(site ? { site: Array.isArray(site) ? many(site) : site } : {}),
    ...Object.fromEntries(
      Object.entries(own).map(([input, given]) => [input, Array.isArray(given) ? many(given) : given]),
    ),
  }
  report(id, inputs, expected)
}

tool04({
  name: 'existing-site-dry-with-capture',
  labels: years(2010, 8),
  period: 'year',
  deposited: {
    food: ['41000', '41500', '42000', '42500', '43000', '0', '0', '0'],
    paper: ['9000', '9100', '9200', '9300', '9400', '0', '0', '0'],
    wood: ['1500', '1500', '1500', '1500', '1500', '0', '0', '0'],
  },
  application: 'application-a',
  climate: 'tropical-dry',
  site: 'unmanaged-deep',
  own: { captured: ['0', '0', '0', '0', '0.2', '0.2', '0.2', '0.2'] },
  gwp: '28',
})

tool04({
  name: 'avoided-disposal-temperate-dry-site-improved',
  labels: years(2021, 6),
  period: 'year',
  deposited: {
    garden: constant('7200.5', 6),
    textiles: constant('1300', 6),
    sludge: ['0', '0', '2500', '2500', '2600', '2700'],
  },
  application: 'application-b',
  climate: 'boreal-temperate-dry',
  site: [
    'unmanaged-shallow',
    'unmanaged-shallow',
    'managed-semi-aerobic',
    'managed-semi-aerobic',
    'managed-anaerobic',
    'managed-anaerobic',
  ],
})

tool04({
  name: 'residues-of-the-project-as-leakage',
  labels: years(2025, 5),
  period: 'year',
  deposited: { food: ['900', '950', '1000', '1050', '1100'], paper: ['300', '0', '320', '0', '340'] },
  application: 'project-or-leakage',
  climate: 'boreal-temperate-wet',
  site: 'managed-anaerobic',
})

tool04({
  name: 'all-measured-water-table',
  labels: years(2025, 4),
  period: 'year',
  deposited: { residue: ['12000', '12500', '13000', '13500'] },
  own: {
    phi: ['0.82', '0.82', '0.84', '0.84'],
    docf: ['0.61', '0.6', '0.58', '0.6'],
    mcf: ['0.83', '0.83', '0.86', '0.86'],
    oxidised: '0',
    f: '0.55',
    doc: { residue: '0.21' },
    k: { residue: '0.13' },
  },
  gwp: '28',
})

tool04({
  name: 'two-years-humid-tropical',
  labels: months(2024, 24),
  period: 'month',
  deposited: {
    food: Array.from({ length: 24 }, (_, i) => String(3500 + 40 * i)),
    paper: constant('800', 24),
  },
  application: 'application-b',
  climate: 'tropical-moist-wet',
  site: 'managed-anaerobic',
  gwp: '28',
})

tool04({
  name: 'closed-site-temperate-wet-capture-from-the-second-year',
  labels: months(2023, 15),
  period: 'month',
  deposited: {
    garden: [...constant('410.25', 6), ...constant('0', 9)],
    wood: [...constant('55', 6), ...constant('0', 9)],
  },
  application: 'application-a',
  climate: 'boreal-temperate-wet',
  site: 'managed-semi-aerobic',
  own: { captured: [...constant('0', 12), ...constant('0.35', 3)] },
})

tool04({
  name: 'shallow-site-tropical-dry',
  labels: months(2026, 3),
  period: 'month',
  deposited: { food: ['120', '140', '130'], textiles: ['15', '15', '16'] },
  application: 'application-b',
  climate: 'tropical-dry',
  site: 'unmanaged-shallow',
})

tool04({
  name: 'one-deposit-of-residue-measured',
  labels: months(2026, 4),
  period: 'month',
  deposited: { residue: ['1000', '0', '0', '0'] },
  own: {
    phi: '1',
    docf: '0.6',
    mcf: '0.8',
    oxidised: '0',
    f: '0.55',
    doc: each(['residue'], '0.21'),
    k: each(['residue'], '0.13'),
  },
})
