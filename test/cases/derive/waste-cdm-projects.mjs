// CDM TOOL06, TOOL14, ACM0001 and ACM0022, each by its own equations; TOOL04 within them as in waste-cdm-tool04.mjs.
// TOOL06 version 01 (EB 28, Annex 13): Eq 15, p 11: PE = sum TM.(1 - eta); eta, p 10: open 0 off, 50 % with flame; enclosed 0 off, 50 % out of
// specification, 90 % within. Version 04.0, as project descriptions print it: open 50 %, enclosed 90 % in operation, else 0; low height 0.1 less.
// TOOL14 version 01.0.0 (EB 66, Annex 32): Eq 2, p 4: Q = Q_biogas.0.6.0.00067; Eq 3, p 4: Q.F_EC.EF_EL; Eq 4, p 5: Q.EF_CH4; Eq 6, p 6:
// Q_stored.P_COD.B0.MCF; Eq 7, 8, p 6: Q.F_ww, Q.F_SD. Defaults pp 7-9.
// ACM0001 version 19.0, as a project description prints it: Eq 4 flared = sent - through; Eq 3 F_PJ = flared + EL + HG + NG;
// Eq 2 BE = (1 - OX).F_PJ - F_BL; Eq 5 F_PJ = eta.BE_SWDS/GWP; Eq 1 and 22 sums. OX 0.1.
// ACM0022 version 03.0 (EB 111, Annex 7): Eq 1, p 17; Eq 17, p 26; Eq 20, p 28; Eq 22-23, p 31: EFF.44/12.sum Q.p.FCC.FFC; Eq 27, p 33:
// Q.(EF_N2O + EF_CH4); Eq 28, p 34: Q_ww.P_COD.B0.MCF; FFC Table 4, p 42, FCC Table 5, p 43; EF Tables 6 and 7, pp 45-46, 1.21 times the
// values of the IPCC in g/t. TOOL05 v03.0 Eq 1: EC.EF.(1 + TDL). CH4 of combustion is split by the carbon burnt.
// GWP-100: AR5 CH4 28, N2O 265. All amounts are freely chosen.

import { add, agree, dec, div, exp, fmt, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, seriesOf } from './_fod-waste.mjs'

const sum = (values) => values.reduce((a, b) => a + b, 0n)
const out = (output, value, unit, at) => ({ output, ...(at ? { at } : {}), value: fmt(value), unit })
const CH4 = 't CH4 (biogenic)'
const FOUR_THIRDS = div(dec(4), dec(3))

// ---- TOOL06
const V1 = {
  open: { off: '0', 'within-specification': '0.5' },
  enclosed: { off: '0', 'out-of-specification': '0.5', 'within-specification': '0.9' },
}
const V4 = { open: '0.5', enclosed: '0.9', 'enclosed-low-height': '0.9' }

function flare({ version, name, type, intervals, gwp }) {
  const id = `waste.cdm-tool06.version-${version}/${name}`
  console.log(`\n=== ${id}`)
  const given = intervals.some(([, , , measured]) => measured !== undefined)
  const etas = intervals.map(([, , operation, measured]) => {
    if (version === 1) return dec(measured ?? V1[type][operation])
    if (operation !== 'operating') return 0n
    const eta = dec(measured ?? V4[type])
    return type === 'enclosed-low-height' ? sub(eta, dec('0.1')) : eta
  })
  const through = sum(intervals.map(([, methane], i) => mul(dec(methane), sub(ONE, etas[i]))))
  const destroyed = sum(intervals.map(([, methane], i) => mul(dec(methane), etas[i])))
  agree(add(through, destroyed), sum(intervals.map(([, methane]) => dec(methane))), id)
  intervals.forEach(([label, methane, operation], i) => {
    console.log(`${label}: ${methane} t, ${operation}, eta ${fmt(etas[i])}`)
  })
  const of = (pick) => Object.fromEntries(intervals.map((each) => [each[0], pick(each)]))
  report(
    id,
    {
      methane: of(([, methane]) => methane),
      flare: type,
      operation: of(([, , operation]) => operation),
      ...(given ? { efficiency: of(([, , , measured]) => measured ?? '0') } : {}),
    },
    [out('ch4', through, CH4), ...(gwp ? [out('co2e', mul(through, dec(gwp)), 't CO2e')] : [])],
  )
}

flare({
  version: 1,
  name: 'enclosed-all-states',
  type: 'enclosed',
  intervals: [
    ['h1', '0.0412', 'within-specification'],
    ['h2', '0.0398', 'within-specification'],
    ['h3', '0.0405', 'out-of-specification'],
    ['h4', '0.0221', 'off'],
  ],
  gwp: '28',
})
flare({
  version: 1,
  name: 'open-with-an-hour-off',
  type: 'open',
  intervals: [
    ['h1', '0.05', 'within-specification'],
    ['h2', '0.05', 'off'],
    ['h3', '0.0625', 'within-specification'],
  ],
})
flare({
  version: 1,
  name: 'enclosed-measured',
  type: 'enclosed',
  intervals: [
    ['h1', '0.0412', 'within-specification', '0.9931'],
    ['h2', '0.0398', 'within-specification', '0.9874'],
    ['h3', '0.0111', 'off', '0'],
  ],
})
flare({
  version: 1,
  name: 'a-year-summed-by-state',
  type: 'enclosed',
  intervals: [
    ['on', '812.4', 'within-specification'],
    ['unsure', '31.7', 'out-of-specification'],
    ['out', '6.05', 'off'],
  ],
  gwp: '28',
})
flare({ version: 1, name: 'never-lit', type: 'open', intervals: [['h1', '0.07', 'off']] })

flare({
  version: 4,
  name: 'enclosed-with-minutes-off',
  type: 'enclosed',
  intervals: [
    ['m1', '0.0012', 'operating'],
    ['m2', '0.0013', 'operating'],
    ['m3', '0.0011', 'not-operating'],
    ['m4', '0.0009', 'operating'],
    ['m5', '0.0014', 'not-operating'],
    ['m6', '0.00125', 'operating'],
  ],
  gwp: '28',
})
flare({
  version: 4,
  name: 'low-height-by-default',
  type: 'enclosed-low-height',
  intervals: [
    ['on', '420.6', 'operating'],
    ['off', '12.3', 'not-operating'],
  ],
})
flare({
  version: 4,
  name: 'low-height-measured',
  type: 'enclosed-low-height',
  intervals: [
    ['m1', '0.002', 'operating', '0.99'],
    ['m2', '0.0021', 'operating', '0.985'],
    ['m3', '0.0019', 'not-operating', '0.99'],
  ],
})
flare({
  version: 4,
  name: 'open',
  type: 'open',
  intervals: [
    ['on', '55.5', 'operating'],
    ['off', '4.5', 'not-operating'],
  ],
  gwp: '28',
})

// ---- TOOL14
const LEAK = { rigid: '0.028', 'floating-holder': '0.05', unlined: '0.10', unknown: '0.1' }
const FEC = {
  'covered-lagoon': '0',
  conventional: '0',
  'high-rate': '0.01',
  'stirred-tank': '1.02',
  'solid-waste': '1.54',
}
const FWW = { 'covered-lagoon': '0.10', 'high-rate': '0.15', conventional: '0.20', 'two-stage': '0.05' }
const fsd = (digester) => (digester === 'two-stage' ? '0.15' : '0.35')
const MCF_DEPTH = { 'two-metres-or-more': '0.8', 'one-to-two-metres': '0.2', 'below-one-metre': '0' }

const digestateOf = ({
  methane,
  digester,
  storage = 'none',
  stored = '0',
  cod = '0',
  depth = 'two-metres-or-more',
  own = {},
}) =>
  ({
    none: () => 0n,
    'liquid-measured': () => mul(dec(stored), dec(cod), dec('0.25'), dec(MCF_DEPTH[depth])),
    liquid: () => mul(dec(methane), dec(own.liquid ?? FWW[digester])),
    solid: () => mul(dec(methane), dec(own.solid ?? fsd(digester))),
  })[storage]()

function digester({ name, construction, fuel, flaring, gwp, ...s }) {
  const id = `waste.cdm-tool14/${name}`
  const own = s.own ?? {}
  const volume = mul(dec(s.biogas ?? '0'), dec(own.share ?? '0.6'), dec(own.density ?? '0.00067'))
  const methane = fmt(add(dec(s.methane ?? '0'), volume), 60)
  const electricity = mul(dec(methane), dec(own.electricityUse ?? FEC[s.digester]), dec(own.gridFactor ?? '1.3'))
  const leak = mul(dec(methane), dec(own.leakage ?? LEAK[construction]))
  const digestate = digestateOf({ ...s, methane })
  console.log(`\n=== ${id}\nEq 3 ${fmt(electricity)} t CO2, Eq 4 ${fmt(leak)} t CH4, Eq 6-8 ${fmt(digestate)} t CH4`)
  const expected = [
    out('electricity', electricity, 't CO2'),
    out('fuel', dec(fuel ?? '0'), 't CO2'),
    out('ch4', leak, CH4),
    out('flaring', dec(flaring ?? '0'), CH4),
    out('digestate', digestate, CH4),
  ]
  if (gwp)
    expected.push(
      out(
        'co2e',
        add(electricity, dec(fuel ?? '0'), mul(dec(gwp), add(leak, dec(flaring ?? '0'), digestate))),
        't CO2e',
      ),
    )
  const { own: _, ...plain } = s
  report(
    id,
    {
      ...plain,
      ...(construction ? { construction } : {}),
      ...(fuel ? { fuel } : {}),
      ...(flaring ? { flaring } : {}),
      ...own,
    },
    expected,
  )
}
digester({
  name: 'solid-waste-plant-floating-holder',
  methane: '820',
  construction: 'floating-holder',
  digester: 'solid-waste',
  fuel: '35.5',
  flaring: '4.1',
  gwp: '28',
})
digester({
  name: 'covered-lagoon-liquid-digestate-by-default',
  methane: '412.5',
  construction: 'unlined',
  digester: 'covered-lagoon',
  storage: 'liquid',
  gwp: '28',
})
digester({
  name: 'high-rate-liquid-digestate-measured-shallow',
  methane: '96.25',
  construction: 'unknown',
  digester: 'high-rate',
  storage: 'liquid-measured',
  stored: '15200',
  cod: '0.0021',
  depth: 'one-to-two-metres',
})
digester({
  name: 'conventional-liquid-digestate-measured-deep',
  methane: '96.25',
  construction: 'rigid',
  digester: 'conventional',
  storage: 'liquid-measured',
  stored: '15200',
  cod: '0.0021',
})
digester({
  name: 'stirred-tank-below-a-metre',
  methane: '300',
  construction: 'rigid',
  digester: 'stirred-tank',
  storage: 'liquid-measured',
  stored: '9000',
  cod: '0.003',
  depth: 'below-one-metre',
})
digester({
  name: 'two-stage-solid-digestate-metered-electricity',
  methane: '640',
  construction: 'rigid',
  digester: 'two-stage',
  storage: 'solid',
  own: { electricityUse: '0.4', gridFactor: '0.72' },
})
digester({
  name: 'conventional-solid-digestate',
  methane: '640',
  construction: 'rigid',
  digester: 'conventional',
  storage: 'solid',
})
digester({
  name: 'all-measured',
  methane: '150',
  digester: 'conventional',
  storage: 'liquid',
  own: { leakage: '0.012', electricityUse: '0.9', gridFactor: '0.55', liquid: '0.08' },
})

digester({ name: 'biogas-by-default', biogas: '1500000', construction: 'rigid', digester: 'solid-waste', gwp: '28' })
digester({
  name: 'biogas-measured-at-0-degrees',
  biogas: '820450.5',
  construction: 'unlined',
  digester: 'covered-lagoon',
  storage: 'liquid',
  own: { share: '0.553', density: '0.000716' },
})
digester({ name: 'no-gas', biogas: '0', construction: 'rigid', digester: 'conventional' })

// ---- TOOL04 within the methodologies
const K = {
  food: '0.06 0.185 0.085 0.40',
  garden: '0.05 0.10 0.065 0.17',
  paper: '0.04 0.06 0.045 0.07',
  wood: '0.02 0.03 0.025 0.035',
  textiles: '0.04 0.06 0.045 0.07',
}
const DOC = { food: '0.15', garden: '0.2', paper: '0.4', textiles: '0.24', wood: '0.43' }
const MCF = {
  'managed-anaerobic': '1',
  'managed-semi-aerobic': '0.5',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
}
const CLIMATES = ['boreal-temperate-dry', 'boreal-temperate-wet', 'tropical-dry', 'tropical-moist-wet']

function siteOf({ deposited, climate, site, phi, captured }) {
  const n = Object.values(deposited)[0].length
  return Array.from({ length: n }, (_, y) => {
    let carbon = 0n
    for (const [type, tonnes] of Object.entries(deposited)) {
      const k = dec(K[type].split(' ')[CLIMATES.indexOf(climate)])
      for (let x = 0; x <= y; x += 1)
        carbon += mul(dec(tonnes[x]), dec(DOC[type]), sub(exp(-mul(k, dec(y - x))), exp(-mul(k, dec(y - x + 1)))))
    }
    const mcf = MCF[Array.isArray(site) ? site[y] : site]
    return mul(
      dec(phi),
      sub(ONE, dec(captured?.[y] ?? '0')),
      dec('0.9'),
      FOUR_THIRDS,
      dec('0.5'),
      dec('0.5'),
      dec(mcf),
      carbon,
    )
  })
}
const years = (from, n) => Array.from({ length: n }, (_, i) => String(from + i))
const many = (from, n, given) => ({ from, values: Array.isArray(given) ? given : constant(given, n) })
const power = (consumption, factor, losses) => mul(dec(consumption), dec(factor), add(ONE, dec(losses)))

// ---- ACM0001
function landfillGas({ name, from, oxidised, gwp, ...s }) {
  const id = `waste.cdm-acm0001/${name}`
  const n = Object.values(s).find(Array.isArray).length
  const of = (input, y) => dec((Array.isArray(s[input]) ? s[input][y] : s[input]) ?? '0')
  console.log(`\n=== ${id}`)
  const expected = years(from, n).flatMap((label, y) => {
    const captured = add(
      mul(of('toFlare', y), sub(ONE, of('throughFlare', y))),
      of('toElectricity', y),
      of('toHeat', y),
      of('toGrid', y),
    )
    const ch4 = sub(mul(sub(ONE, dec(oxidised ?? '0.1')), captured), of('destroyedAnyway', y))
    const grid = (input) => mul(of(input, y), of('gridFactor', y), add(ONE, of('losses', y)))
    const at = { year: label }
    console.log(`${label}: F_PJ ${fmt(captured)}, BE ${fmt(ch4)} t CH4`)
    return [
      out('baseline.ch4', ch4, CH4, at),
      out('baseline.electricity', grid('generated'), 't CO2', at),
      out('project.electricity', grid('consumed'), 't CO2', at),
      out('project.fuel', of('fuel', y), 't CO2', at),
      out('project.supply', of('supply', y), 't CO2', at),
      ...(gwp
        ? [
            out(
              'reduction.co2e',
              sub(add(mul(ch4, dec(gwp)), grid('generated')), add(grid('consumed'), of('fuel', y), of('supply', y))),
              't CO2e',
              at,
            ),
          ]
        : []),
    ]
  })
  const inputs = Object.fromEntries(
    Object.entries(s).map(([input, given]) => [input, Array.isArray(given) ? { from, values: given } : given]),
  )
  report(id, { ...inputs, ...(oxidised ? { oxidised } : {}) }, expected)
}
landfillGas({
  name: 'engines-and-flare',
  from: 2021,
  toFlare: ['120.5', '80'],
  throughFlare: '0.2',
  toElectricity: ['1580.75', '3316.28'],
  generated: ['21207.15', '40628.226'],
  consumed: ['5.813', '5'],
  gridFactor: '0.59',
  losses: '0.03',
  fuel: ['12.5', '0'],
  gwp: '28',
})
landfillGas({ name: 'flare-only', from: 2024, toFlare: ['640', '610', '580'], throughFlare: ['0.1', '0.1', '0.12'] })
landfillGas({
  name: 'pipeline-and-boiler-with-a-requirement',
  from: 2024,
  toHeat: ['310', '320'],
  toGrid: ['905', '911.5'],
  destroyedAnyway: ['243', '246.3'],
  supply: ['31', '32'],
  consumed: ['880', '905'],
  gridFactor: ['0.61', '0.6'],
  gwp: '28',
})
landfillGas({
  name: 'more-would-have-been-destroyed-anyway',
  from: 2024,
  toFlare: ['50'],
  throughFlare: '0.5',
  destroyedAnyway: ['30'],
  gwp: '28',
})

function exAnte({ name, from, deposited, climate, site, efficiency, destroyedAnyway, oxidised, gwp }) {
  const id = `waste.cdm-acm0001.ex-ante/${name}`
  const n = Object.values(deposited)[0].length
  const gas = siteOf({ deposited, climate, site, phi: '0.75' })
  const expected = years(from, n).flatMap((label, y) => {
    const eta = dec(Array.isArray(efficiency) ? efficiency[y] : efficiency)
    const ch4 = sub(mul(sub(ONE, dec(oxidised ?? '0.1')), eta, gas[y]), dec(destroyedAnyway?.[y] ?? '0'))
    const at = { year: label }
    return [
      out('baseline.ch4', ch4, CH4, at),
      ...(gwp ? [out('reduction.co2e', mul(ch4, dec(gwp)), 't CO2e', at)] : []),
    ]
  })
  console.log(`\n=== ${id}\nTOOL04, A: ${gas.map((each) => fmt(each, 12)).join(' ')}`)
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      climate,
      site: Array.isArray(site) ? many(from, n, site) : site,
      efficiency: Array.isArray(efficiency) ? many(from, n, efficiency) : efficiency,
      ...(destroyedAnyway ? { destroyedAnyway: many(from, n, destroyedAnyway) } : {}),
      ...(oxidised ? { oxidised } : {}),
    },
    expected,
  )
}
exAnte({
  name: 'closed-site-humid-tropical',
  from: 2015,
  deposited: { food: ['60000', '62000', '64000', '0', '0', '0'], paper: ['9000', '9200', '9400', '0', '0', '0'] },
  climate: 'tropical-moist-wet',
  site: 'managed-anaerobic',
  efficiency: ['0', '0', '0', '0.5', '0.5', '0.5'],
  gwp: '28',
})
exAnte({
  name: 'open-site-temperate-dry-with-a-requirement',
  from: 2020,
  deposited: { food: constant('30000', 4), garden: constant('8000', 4), wood: constant('900', 4) },
  climate: 'boreal-temperate-dry',
  site: 'unmanaged-deep',
  efficiency: '0.6',
  destroyedAnyway: ['0', '0', '10.5', '12'],
})
exAnte({
  name: 'temperate-wet-no-oxidation',
  from: 2020,
  deposited: { paper: constant('5000', 3), textiles: constant('700', 3) },
  climate: 'boreal-temperate-wet',
  site: 'managed-semi-aerobic',
  efficiency: '0.7',
  oxidised: '0',
})
exAnte({
  name: 'site-improved-tropical-dry',
  from: 2020,
  deposited: { food: constant('12000', 4) },
  climate: 'tropical-dry',
  site: ['unmanaged-shallow', 'unmanaged-shallow', 'managed-anaerobic', 'managed-anaerobic'],
  efficiency: ['0', '0', '0.4', '0.55'],
  gwp: '28',
})
exAnte({
  name: 'nothing-captured',
  from: 2020,
  deposited: { food: constant('12000', 2) },
  climate: 'tropical-dry',
  site: 'managed-anaerobic',
  efficiency: '0',
})

// ---- ACM0022
const CARBON = {
  paper: ['0.50', '0.05'],
  textiles: ['0.50', '0.50'],
  food: ['0.50', '0'],
  wood: ['0.54', '0'],
  garden: ['0.55', '0'],
  nappies: ['0.90', '0.10'],
  'rubber-leather': ['0.67', '0.20'],
  plastics: ['0.85', '1'],
  other: ['0.05', '1'],
}
const CH4_FACTOR = {
  'continuous-stoker': '0.2',
  'continuous-fluidised-bed': '0',
  'semi-continuous-stoker': '6',
  'semi-continuous-fluidised-bed': '188',
  'batch-stoker': '60',
  'batch-fluidised-bed': '237',
}
const wetClimate = (climate) => climate.endsWith('wet')

function baselineOf({ from, avoided, climate, site, captured, compliance, generated, consumed, gridFactor, losses }) {
  const n = Object.values(avoided)[0].length
  const gas = siteOf({ deposited: avoided, climate, site, phi: wetClimate(climate) ? '0.85' : '0.80', captured })
  const counts = sub(ONE, dec(compliance ?? '0'))
  return {
    n,
    years: years(from, n),
    ch4: gas.map((each) => mul(each, counts)),
    electricity: mul(power(generated ?? '0', gridFactor ?? '0', losses ?? '0'), counts),
    taken: power(consumed ?? '0', gridFactor ?? '0', losses ?? '0'),
    inputs: {
      avoided: seriesOf(from, avoided),
      climate,
      site: Array.isArray(site) ? many(from, n, site) : site,
      ...(captured ? { captured: many(from, n, captured) } : {}),
      ...(compliance ? { compliance } : {}),
      ...(generated ? { generated: many(from, n, generated) } : {}),
      ...(consumed ? { consumed: many(from, n, consumed) } : {}),
      ...(gridFactor ? { gridFactor } : {}),
      ...(losses ? { losses } : {}),
    },
  }
}

function incinerator({
  name,
  burnt,
  withoutCarbon,
  technology,
  combustion,
  fuel,
  wastewater,
  cod,
  mcf,
  own = {},
  gwp,
  ...s
}) {
  const id = `waste.cdm-acm0022.incineration/${name}`
  const base = baselineOf(s)
  const part = (type) => mul(dec(burnt[type]), dec(own.carbon?.[type] ?? CARBON[type][0]))
  const types = Object.keys(burnt)
  const all = add(...types.map((type) => dec(burnt[type])), dec(withoutCarbon ?? '0'))
  const carbon = sum(types.map(part))
  const fossil = sum(types.map((type) => mul(part(type), dec(own.fossil?.[type] ?? CARBON[type][1]))))
  const co2 = div(mul(dec(combustion ?? '1'), fossil, dec(44)), dec(12))
  const million = dec(1000000)
  const ch4 = own.ch4Factor
    ? mul(all, dec(own.ch4Factor))
    : div(mul(all, dec('1.21'), dec(CH4_FACTOR[technology])), million)
  const ch4Fossil = div(mul(ch4, fossil), carbon)
  const n2o = own.n2oFactor
    ? mul(all, dec(own.n2oFactor))
    : div(mul(all, dec('1.21'), dec(technology.startsWith('batch') ? 60 : 50)), million)
  const ww = mul(dec(wastewater ?? '0'), dec(cod ?? '0'), dec('0.25'), dec(mcf ?? '0'))
  console.log(
    `\n=== ${id}\nTOOL04, B: ${base.ch4.map((each) => fmt(each, 12)).join(' ')}; fossil carbon ${fmt(fossil)} of ${fmt(carbon)} t`,
  )
  const expected = base.years.flatMap((label, y) => {
    const at = { year: label }
    const figures = [
      out('baseline.ch4', base.ch4[y], CH4, at),
      out('baseline.electricity', base.electricity, 't CO2', at),
      out('project.co2', co2, 't CO2', at),
      out('project.ch4', ch4Fossil, 't CH4 (fossil)', at),
      out('project.ch4Biogenic', sub(ch4, ch4Fossil), CH4, at),
      out('project.n2o', n2o, 't N2O', at),
      out('project.electricity', base.taken, 't CO2', at),
      out('project.fuel', dec(fuel ?? '0'), 't CO2', at),
      out('project.wastewater', ww, CH4, at),
    ]
    return figures
  })
  report(
    id,
    {
      ...base.inputs,
      burnt: seriesOf(s.from, Object.fromEntries(types.map((type) => [type, constant(burnt[type], base.n)]))),
      ...(withoutCarbon ? { withoutCarbon: many(s.from, base.n, withoutCarbon) } : {}),
      ...(technology ? { technology } : {}),
      ...(combustion ? { combustion } : {}),
      ...(fuel ? { fuel: many(s.from, base.n, fuel) } : {}),
      ...(wastewater ? { wastewater: many(s.from, base.n, wastewater), cod, mcf } : {}),
      ...own,
    },
    expected,
  )
}
const MSW = {
  paper: '20000',
  textiles: '6000',
  food: '90000',
  wood: '4000',
  garden: '10000',
  nappies: '8000',
  'rubber-leather': '2000',
  plastics: '32000',
  other: '20000',
}
incinerator({
  name: 'stoker-with-power-and-a-requirement',
  from: 2025,
  avoided: {
    food: constant('90000', 3),
    paper: constant('20000', 3),
    garden: constant('10000', 3),
    wood: constant('4000', 3),
    textiles: constant('6000', 3),
  },
  climate: 'tropical-dry',
  site: 'managed-anaerobic',
  captured: ['0', '0.1', '0.2'],
  compliance: '0.05',
  generated: '60000',
  consumed: '120',
  gridFactor: '0.71',
  losses: '0.03',
  burnt: MSW,
  withoutCarbon: '8000',
  technology: 'continuous-stoker',
  combustion: '0.99',
  fuel: '850',
  wastewater: '21000',
  cod: '0.02',
  mcf: '0.8',
})
for (const technology of [
  'continuous-fluidised-bed',
  'semi-continuous-stoker',
  'semi-continuous-fluidised-bed',
  'batch-stoker',
  'batch-fluidised-bed',
])
  incinerator({
    name: technology,
    from: 2025,
    avoided: { food: constant('9000', 2) },
    climate: 'boreal-temperate-wet',
    site: ['unmanaged-shallow', 'managed-semi-aerobic'],
    burnt: { food: '9000', plastics: '4000', other: '6000' },
    technology,
  })
incinerator({
  name: 'all-measured',
  from: 2025,
  avoided: { paper: constant('1000', 1) },
  climate: 'boreal-temperate-dry',
  site: 'unmanaged-deep',
  burnt: { rdf: '4500' },
  withoutCarbon: '500',
  own: { carbon: { rdf: '0.31' }, fossil: { rdf: '0.52' }, ch4Factor: '0.0000002', n2oFactor: '0.00005' },
})

function digestion({ name, methane, construction, digester, storage, fuel, flaring, ...s }) {
  const id = `waste.cdm-acm0022.digestion/${name}`
  const base = baselineOf(s)
  const leak = mul(dec(methane), dec(LEAK[construction]))
  const digestate = digestateOf({ methane, digester, storage })
  console.log(`\n=== ${id}\nTOOL04, B: ${base.ch4.map((each) => fmt(each, 12)).join(' ')}`)
  const expected = base.years.flatMap((label, y) => {
    const at = { year: label }
    return [
      out('baseline.ch4', base.ch4[y], CH4, at),
      out('baseline.electricity', base.electricity, 't CO2', at),
      out('project.electricity', base.taken, 't CO2', at),
      out('project.fuel', dec(fuel ?? '0'), 't CO2', at),
      out('project.ch4', leak, CH4, at),
      out('project.flaring', dec(flaring ?? '0'), CH4, at),
      out('leakage.digestate', digestate, CH4, at),
    ]
  })
  report(
    id,
    {
      ...base.inputs,
      methane: many(s.from, base.n, methane),
      construction,
      digester,
      ...(storage ? { storage } : {}),
      ...(fuel ? { fuel: many(s.from, base.n, fuel) } : {}),
      ...(flaring ? { flaring: many(s.from, base.n, flaring) } : {}),
    },
    expected,
  )
}
digestion({
  name: 'rigid-plant-with-power',
  from: 2025,
  avoided: { food: constant('18000', 4), garden: constant('2700', 4) },
  climate: 'tropical-moist-wet',
  site: 'managed-anaerobic',
  generated: '6000',
  consumed: '310',
  gridFactor: '0.71',
  losses: '0.03',
  methane: '1250',
  construction: 'rigid',
  digester: 'solid-waste',
  fuel: '44',
  flaring: '6.5',
})
digestion({
  name: 'fixed-dome-solid-digestate',
  from: 2025,
  avoided: { food: constant('1800', 2) },
  climate: 'tropical-dry',
  site: 'unmanaged-shallow',
  methane: '100',
  construction: 'unlined',
  digester: 'conventional',
  storage: 'solid',
})
digestion({
  name: 'two-stage-with-capture-at-the-site',
  from: 2025,
  avoided: { food: constant('1800', 3), paper: constant('100', 3) },
  climate: 'boreal-temperate-wet',
  site: ['unmanaged-deep', 'unmanaged-deep', 'managed-semi-aerobic'],
  captured: ['0.2', '0.2', '0.3'],
  methane: '100',
  construction: 'unknown',
  digester: 'two-stage',
  storage: 'solid',
})
digestion({
  name: 'floating-holder-with-a-requirement',
  from: 2025,
  avoided: { garden: constant('900', 2) },
  climate: 'boreal-temperate-dry',
  site: 'managed-anaerobic',
  compliance: '0.25',
  generated: '200',
  gridFactor: '0.5',
  methane: '40',
  construction: 'floating-holder',
  digester: 'high-rate',
})
digestion({
  name: 'covered-lagoon',
  from: 2025,
  avoided: { food: constant('500', 1) },
  climate: 'tropical-dry',
  site: 'managed-anaerobic',
  methane: '25',
  construction: 'unlined',
  digester: 'covered-lagoon',
})
