// waste.solid-waste-disposal: one deposit, then none; the decay curve of Annex 3A.1.
// M = 13: Eq 3A1.5, p 3.33 (the same as Eq 3A1.10-3A1.11 on a single deposit). M = 10 (delay 3 months): Eq 3A1.8-3A1.9, p 3.33.
// (_fod-waste.mjs computes by Eq 3A1.12-3A1.15 and checks against these closed forms.) Below, a third way: the printed closed form
// itself, for this one deposit.
// Every figure is given and freely chosen (wood and garden rates near Table 3.3); DOC 0.43 and 0.20 are those of Table 2.4.

import { agree, dec, div, exp, mul, ONE, report, sub } from './_exact-waste.mjs'
import { constant, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

function single({ id, type, from, n, w, doc, docf, mcf, k, delay, f }) {
  const types = [type]
  const deposited = { [type]: [w, ...constant('0', n - 1)] }
  const month = delay + 7
  const zero = constant('0', n)
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc: { [type]: doc },
    docf: { [type]: docf },
    mcf: { [type]: constant(mcf, n) },
    k: { [type]: k },
    month: { [type]: month },
    f,
    recovered: zero,
    oxidised: zero,
  })
  const ddocm = mul(dec(w), dec(doc), dec(docf), dec(mcf))
  const power = (hundredths) => exp(-div(mul(dec(k), dec(hundredths)), dec(100)))
  const got = run.byType[type].decomposed
  for (let t = 0; t < n; t += 1) {
    let printed
    if (month === 13)
      printed = t === 0 ? 0n : mul(ddocm, sub(power(100 * (t - 1)), power(100 * t))) // Eq 3A1.5
    else printed = t === 0 ? mul(ddocm, sub(ONE, power(25))) : mul(ddocm, sub(power(100 * t - 75), power(100 * t + 25))) // Eq 3A1.8, 3A1.9
    agree(printed, got[t], `${id} year ${t}`)
  }
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      doc: { [type]: doc },
      docf: { [type]: docf },
      mcf: series(from, constant(mcf, n)),
      k: { [type]: k },
      f,
      delay: { [type]: String(delay) },
    },
    expectedOf(run, range(from, from + n - 1), [from, from + 1, from + 2, from + 3, from + 10, from + n - 1]),
  )
}

single({
  id: 'waste.solid-waste-disposal/single-deposit-january-start',
  type: 'wood',
  from: 2000,
  n: 25,
  w: '5000',
  doc: '0.43',
  docf: '0.5',
  mcf: '0.8',
  k: '0.03',
  delay: 6,
  f: '0.5',
})
single({
  id: 'waste.solid-waste-disposal/single-deposit-october-start',
  type: 'garden',
  from: 2000,
  n: 25,
  w: '1234.5',
  doc: '0.2',
  docf: '0.55',
  mcf: '0.9',
  k: '0.12',
  delay: 3,
  f: '0.55',
})
