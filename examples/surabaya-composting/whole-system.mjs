// Surabaya: which boundary gives the published 107,550 t CO2e of the whole system? The library's own methods on the
// candidate boundaries of README.md. Needs the built package: npm run build:quick && node examples/surabaya-composting/whole-system.mjs
import { evaluate, quantity } from 'citymrv'
import { toCo2e } from 'citymrv/gases'
import { composting, solidWasteDisposal } from 'citymrv/waste'

// Printed in the abstract (E3S Web of Conferences 2024, 04004)
const saved = 107550 // t CO2e, by recycling 30 % in 2025
const recycled = 248228.85 // t
const generated = recycled / 0.3 // t
const total = saved / 0.105 // t CO2e: the saving is 10.50 % of it

// Shares of wet mass that give methane; the rest (plastics, metal, glass, other) gives none
const mixes = {
  'city 2024': { food: 0.5548, wood: 0.0225, paper: 0.0305, textiles: 0.0575, 'rubber-leather': 0.0135 },
  'households 2015': { food: 0.6419, paper: 0.0924, nappies: 0.0697 },
  'city 2002': { food: 0.55, paper: 0.08 },
}
// Dry recyclables of the city in 2024, with plastics 22.01 %, metal 0.25 % and glass 0.50 %
const dry = { paper: 0.0305, textiles: 0.0575, 'rubber-leather': 0.0135 }
const dryShare = 0.0305 + 0.2201 + 0.0025 + 0.0575 + 0.0135 + 0.005

const sites = { 'MCF 0.8': 'unmanaged-deep', 'MCF 1.0': 'managed-anaerobic' }
const sets = { 'GWP 21': 'SAR', 'GWP 25': 'AR4', 'GWP 28': 'AR5' }
/** Whole life: what one year's waste gives in 400 years. Of wood, the slowest, less than a millionth is then left. */
const lifetime = 400

const scaled = (waste, by) => Object.fromEntries(Object.entries(waste).map(([type, tonnes]) => [type, tonnes * by]))

/** t CH4 of landfilled waste: the sum over `years`, or the one year `at`. `waste` holds the tonnes of each type by year. */
const landfill = (waste, { site, from, at, ...more }) => {
  const k = 'rubber-leather' in waste ? { k: { 'rubber-leather': '0.035' } } : {} // none is printed; that of wood, the slowest
  const deposited = Object.fromEntries(Object.entries(waste).map(([type, values]) => [type, { from, values }]))
  const { ch4 } = evaluate(solidWasteDisposal, {
    deposited,
    climate: 'tropical-moist-wet',
    site,
    ...k,
    ...more,
  }).outputs
  return at ? ch4.at({ year: at }).toNumber() : ch4.rows().reduce((sum, { value }) => sum + Number(value), 0)
}

const known = new Map() // several boundaries share a landfill

/** The methane of the whole life of one year's waste. */
const lifelong = (waste, more) => {
  const key = JSON.stringify([waste, more])
  const deposits = Object.entries(waste).map(([type, tonnes]) => [type, [tonnes, ...Array(lifetime - 1).fill(0)]])
  if (!known.has(key)) known.set(key, landfill(Object.fromEntries(deposits), { from: 2025, ...more }))
  return known.get(key)
}

/** Deposits of some years, and what they give in 2025. `tonnes` is a function of the year. */
const inTheYear = (shares, from, tonnes, more) => {
  const years = Array.from({ length: 2026 - from }, (_, index) => from + index)
  const waste = Object.fromEntries(
    Object.entries(shares).map(([type, share]) => [type, years.map((year) => tonnes(year) * share)]),
  )
  return landfill(waste, { from, at: 2025, ...more })
}

const rising = (year) => generated * (0.24 + (0.06 * (year - 2020)) / 5)
/** What one year's waste gives in its first year of decay. */
const onceOnly = (shares, more) => inTheYear(shares, 2024, (year) => (year === 2024 ? recycled : 0), more)

/** Each boundary: tonnes of CH4 not given off by the landfill, and tonnes composted instead. */
const boundaries = {
  A: ['mixed waste, whole life, gross', (mix, site) => [lifelong(scaled(mix, recycled), { site }), 0]],
  A2: [
    'as A, food composted, its emissions taken off',
    (mix, site) => [lifelong(scaled(mix, recycled), { site }), recycled * mix.food],
  ],
  B: ['food part only, whole life, gross', ({ food }, site) => [lifelong({ food: recycled * food }, { site }), 0]],
  B2: ['as B, net of composting', ({ food }, site) => [lifelong({ food: recycled * food }, { site }), recycled * food]],
  B3: [
    'as B2, OX 0.1',
    ({ food }, site) => [
      lifelong({ food: recycled * food }, { site, cover: 'managed-oxidising-cover' }),
      recycled * food,
    ],
  ],
  B4: [
    'as B3, model correction 0.85',
    ({ food }, site) => [
      0.85 * lifelong({ food: recycled * food }, { site, cover: 'managed-oxidising-cover' }),
      recycled * food,
    ],
  ],
  D1: ['food, first year only', ({ food }, site) => [onceOnly({ food }, { site }), 0]],
  D2: ['mixed waste, first year only', (mix, site) => [onceOnly(mix, { site }), 0]],
  D3: [
    'mixed waste, 30 % a year from 2021, emitted in 2025',
    (mix, site) => [inTheYear(mix, 2021, () => recycled, { site }), 0],
  ],
  D4: [
    'mixed waste, 24 to 30 % in 2020–2025, emitted in 2025',
    (mix, site) => [inTheYear(mix, 2020, rising, { site }), 0],
  ],
  D5: [
    'as D4, food only, net of composting in 2025',
    ({ food }, site) => [inTheYear({ food }, 2020, rising, { site }), recycled * food],
  ],
  G: [
    'food, methane commitment, DOCf 0.6',
    ({ food }, site) => [lifelong({ food: recycled * food }, { site, docf: '0.6' }), 0],
  ],
}
const dryBoundaries = {
  H: ['dry recyclables: paper, textiles, rubber', (site) => [lifelong(scaled(dry, recycled / dryShare), { site }), 0]],
  H2: [
    'as H, rubber and leather not degraded',
    (site) => [lifelong(scaled({ paper: dry.paper, textiles: dry.textiles }, recycled / dryShare), { site }), 0],
  ],
  H3: ['the paper in 248,229 t of mixed waste', (site) => [lifelong({ paper: recycled * dry.paper }, { site }), 0]],
}

const co2eOf = ([ch4, composted], set) => {
  const avoided = toCo2e(quantity(ch4, 't CH4 (biogenic)'), set).toNumber()
  if (composted === 0) return avoided
  return avoided - evaluate(composting, { treated: composted }, { gwp: set }).co2e.toNumber()
}

const columns = Object.keys(sites).flatMap((mcf) => Object.keys(sets).map((gwp) => ({ mcf, gwp })))
const across = (compute) => {
  const masses = Object.fromEntries(Object.entries(sites).map(([mcf, site]) => [mcf, compute(site)]))
  return columns.map(({ mcf, gwp }) => ({ mcf, gwp, tonnes: co2eOf(masses[mcf], sets[gwp]) }))
}

const candidates = [
  ...Object.entries(mixes).flatMap(([mixName, mix]) =>
    Object.entries(boundaries).flatMap(([code, [title, compute]]) =>
      across((site) => compute(mix, site)).map((each) => ({ code, title, mix: mixName, ...each })),
    ),
  ),
  ...Object.entries(dryBoundaries).flatMap(([code, [title, compute]]) =>
    across(compute).map((each) => ({ code, title, mix: 'city 2024', ...each })),
  ),
]

const whole = (value) => Math.round(value).toLocaleString('en-US')
const kilo = (value) => (value / 1000).toFixed(1)
const off = (value, from) => `${value < from ? '−' : '+'}${Math.abs((value / from - 1) * 100).toFixed(1)} %`
const line = (first, cells) => `${first.padEnd(58)}${cells.map((cell) => String(cell).padStart(9)).join('')}`

console.log('What follows from the abstract')
console.log(`  recycled ${whole(recycled)} t; generated ${whole(generated)} t, ${whole(generated / 365)} t a day`)
console.log(
  `  saved ${(saved / recycled).toFixed(4)} t CO2e a tonne recycled; total ${whole(total)} t CO2e, ${(total / generated).toFixed(3)} t a tonne generated`,
)

console.log('\nCandidate boundaries, composition of the city in 2024, kt CO2e (published 107.55)')
console.log(
  line(
    '',
    columns.map(({ mcf }) => mcf),
  ),
)
console.log(
  line(
    '',
    columns.map(({ gwp }) => gwp),
  ),
)
const titles = Object.entries({ ...boundaries, ...dryBoundaries }).map(([code, [title]]) => [code, title])
for (const [code, title] of titles) {
  const row = candidates.filter((each) => each.code === code && each.mix === 'city 2024')
  console.log(
    line(
      `${code.padEnd(3)} ${title}`,
      row.map(({ tonnes }) => kilo(tonnes)),
    ),
  )
}

const distance = ({ tonnes }) => Math.abs(tonnes / saved - 1)
const nearest = [...candidates].sort((a, b) => distance(a) - distance(b))
const within = (share) => candidates.filter((each) => distance(each) <= share).length
console.log(
  `\nNearest of ${candidates.length} combinations; within 2 %: ${within(0.02)}, within 5 %: ${within(0.05)}, within 10 %: ${within(0.1)}`,
)
for (const { code, mix, mcf, gwp, tonnes } of nearest.slice(0, 8)) {
  console.log(
    `  ${code.padEnd(2)}  ${mix.padEnd(15)}  ${mcf}  ${gwp}  ${whole(tonnes).padStart(7)} t  ${off(tonnes, saved)}`,
  )
}

console.log(
  `\nAll waste generated, landfilled, whole life, kt CO2e (total that follows from the abstract: ${kilo(total)})`,
)
console.log(
  line(
    '',
    columns.map(({ mcf }) => mcf),
  ),
)
console.log(
  line(
    '',
    columns.map(({ gwp }) => gwp),
  ),
)
for (const [name, mix] of Object.entries(mixes)) {
  const row = across((site) => [lifelong(scaled(mix, generated), { site }), 0])
  console.log(
    line(
      `    ${name}`,
      row.map(({ tonnes }) => kilo(tonnes)),
    ),
  )
}

const perTonne = (code, mix, mcf, gwp) =>
  candidates.find((each) => each.code === code && each.mix === mix && each.mcf === mcf && each.gwp === gwp).tonnes /
  recycled
const joint = candidates.filter(
  (each) => each.mix === 'households 2015' && each.mcf === 'MCF 1.0' && each.gwp === 'GWP 25',
)
console.log('\nThe saving with the one set that comes within 5 % of that total (households 2015, MCF 1.0, GWP 25)')
for (const { code, tonnes } of [...joint].sort((a, b) => distance(a) - distance(b)))
  console.log(`  ${code.padEnd(2)}  ${whole(tonnes).padStart(7)} t  ${off(tonnes, saved)}`)
const food = perTonne('B2', 'households 2015', 'MCF 1.0', 'GWP 25') / mixes['households 2015'].food
console.log(
  `  both figures follow if ${((saved / recycled / food) * 100).toFixed(1)} % of the recycled mass is composted food and the rest saves nothing`,
)

console.log('\nWhat a tonne of the dry part would have to save if the food is composted (B2, city 2024), t CO2e')
console.log(
  line(
    '',
    columns.map(({ mcf }) => mcf),
  ),
)
console.log(
  line(
    '',
    columns.map(({ gwp }) => gwp),
  ),
)
console.log(
  line(
    '',
    columns.map(({ mcf, gwp }) => ((saved / recycled - perTonne('B2', 'city 2024', mcf, gwp)) / dryShare).toFixed(2)),
  ),
)
