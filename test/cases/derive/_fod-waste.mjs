// First-order decay as printed in the 2006 IPCC Guidelines, Volume 5, Chapter 3, computed twice:
//   (a) the running stock of Annex 3A.1: Eq 3A1.12-3A1.18 (pp 3.35-3.37); with M = 13 these are Eq 3.4-3.5 (p 3.9);
//   (b) deposit by deposit in closed form: Eq 3A1.5 (M = 13), Eq 3A1.8-3A1.9 (M = 10), pp 3.33-3.34, written for any M.
// (a) gives the figures; (b) and the mass balance must agree with it to 40 digits, else the script stops.

import { add, agree, dec, div, exp, fmt, mul, ONE, sub } from './_exact-waste.mjs'

const SIXTEEN_TWELFTHS = div(dec(16), dec(12))

/**
 * site: { types, from, deposited: {type: [t]}, doc: {type}, docf: {type}, mcf: {type: [by year]}, k: {type},
 *         month: {type: M}, f, recovered: [t] , oxidised: [1] }   all figures as decimal text, M an integer 7..13
 */
export function firstOrderDecay(id, site) {
  const years = site.deposited[site.types[0]].length
  const label = (i) => String(site.from + i)
  console.log(`\n=== ${id}`)
  console.log(
    'DDOCmd = W.DOC.DOCf.MCF (Eq 3.2, 3A1.16); rem = DDOCmd.exp(-k(13-M)/12) (Eq 3A1.12); dec = DDOCmd - rem (Eq 3A1.13);',
  )
  console.log(
    'DDOCma = rem + DDOCma[T-1].exp(-k) (Eq 3A1.14; 3.4); decomp = dec + DDOCma[T-1].(1 - exp(-k)) (Eq 3A1.15; 3.5);',
  )
  console.log('generated = decomp.F.16/12 (Eq 3.6, 3A1.17); emitted = (sum of generated - R).(1 - OX) (Eq 3.1, 3A1.18)')
  const byType = {}
  for (const type of site.types) {
    const k = dec(site.k[type])
    const month = site.month[type]
    if (!Number.isInteger(month) || month < 7 || month > 13) throw new Error(`${type}: M = ${month}`)
    const partYear = div(mul(k, dec(13 - month)), dec(12)) // k(13-M)/12
    const rest = exp(-partYear)
    const wholeYear = exp(-k)
    const rows = { ddocm: [], stock: [], decomposed: [], generated: [] }
    console.log(
      `${type}: DOC ${site.doc[type]}, DOCf ${site.docf[type]}, k ${site.k[type]}, M ${month}, F ${site.f}, exp(-k) ${fmt(wholeYear)}, exp(-k(13-M)/12) ${fmt(rest)}`,
    )
    console.log('  year | W | MCF | DDOCmd | rem | dec | DDOCma | decomp | generated')
    let before = 0n
    for (let i = 0; i < years; i += 1) {
      const w = dec(site.deposited[type][i])
      const mcf = dec(site.mcf[type][i])
      const ddocm = mul(w, dec(site.doc[type]), dec(site.docf[type]), mcf)
      const rem = mul(ddocm, rest)
      const decayed = sub(ddocm, rem)
      const stock = add(rem, mul(before, wholeYear))
      const decomposed = add(decayed, mul(before, sub(ONE, wholeYear)))
      const generated = mul(decomposed, dec(site.f), SIXTEEN_TWELFTHS)
      rows.ddocm.push(ddocm)
      rows.stock.push(stock)
      rows.decomposed.push(decomposed)
      rows.generated.push(generated)
      console.log(
        `  ${label(i)} | ${fmt(w)} | ${fmt(mcf)} | ${[ddocm, rem, decayed, stock, decomposed, generated].map((x) => fmt(x, 15)).join(' | ')}`,
      )
      before = stock
    }
    // (b) the same, deposit by deposit: what is left of the deposit of year s at the end of year T is
    // DDOCm_s.exp(-k(T - s + (13-M)/12)); what decomposes in year T is the difference of two of these.
    const left = (s, T) => mul(rows.ddocm[s], exp(-add(mul(k, dec(T - s)), partYear)))
    for (let T = 0; T < years; T += 1) {
      let stock = 0n
      let decomposed = 0n
      for (let s = 0; s <= T; s += 1) {
        stock += left(s, T)
        decomposed += s === T ? rows.ddocm[s] - left(s, T) : left(s, T - 1) - left(s, T)
      }
      agree(stock, rows.stock[T], `${id} ${type} ${label(T)} DDOCma`)
      agree(decomposed, rows.decomposed[T], `${id} ${type} ${label(T)} decomp`)
    }
    agree(add(...rows.ddocm), add(...rows.decomposed, rows.stock[years - 1]), `${id} ${type} mass balance`)
    byType[type] = rows
  }
  const emitted = []
  console.log('total: year | generated | R | OX | emitted')
  for (let i = 0; i < years; i += 1) {
    const total = add(...site.types.map((type) => byType[type].generated[i]))
    const recovered = dec(site.recovered[i])
    const oxidised = dec(site.oxidised[i])
    const out = mul(sub(total, recovered), sub(ONE, oxidised))
    emitted.push(out)
    console.log(`  ${label(i)} | ${fmt(total, 15)} | ${fmt(recovered)} | ${fmt(oxidised)} | ${fmt(out, 15)}`)
  }
  console.log('closed form (Eq 3A1.5, 3A1.8, 3A1.9) and mass balance agree to 40 digits')
  return { byType, emitted, years, from: site.from }
}

const STEPS = [
  ['DDOCm', 'ddocm', 't C'],
  ['DDOCma', 'stock', 't C'],
  ['DDOCm decomp', 'decomposed', 't C'],
  ['CH4 generated', 'generated', 't CH4 (biogenic)'],
]

/** Expected figures: emissions in `emissionYears`; the named steps by type in `stepYears`. */
export function expectedOf(run, emissionYears, stepYears, steps = STEPS.map(([title]) => title)) {
  const expected = emissionYears.map((year) => ({
    output: 'ch4',
    at: { year: String(year) },
    value: fmt(run.emitted[year - run.from]),
    unit: 't CH4 (biogenic)',
  }))
  for (const [title, key, unit] of STEPS) {
    if (!steps.includes(title)) continue
    for (const [type, rows] of Object.entries(run.byType)) {
      for (const year of stepYears)
        expected.push({
          step: title,
          at: { wasteType: type, year: String(year) },
          value: fmt(rows[key][year - run.from]),
          unit,
        })
    }
  }
  return expected
}

export const range = (first, last, by = 1) =>
  Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by)

/** The first five years, every fifth year and the last. */
export const spread = (first, last) =>
  [...new Set([...range(first, first + 4), ...range(first, last, 5), last])].sort((a, b) => a - b)
export const constant = (value, n) => Array.from({ length: n }, () => value)
export const each = (types, value) => Object.fromEntries(types.map((type) => [type, value]))
export const series = (from, values) => ({ from, values })
export const seriesOf = (from, byType) =>
  Object.fromEntries(Object.entries(byType).map(([type, values]) => [type, { from, values }]))
