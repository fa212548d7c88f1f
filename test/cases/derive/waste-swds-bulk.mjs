// waste.solid-waste-disposal: the bulk waste option (2006 IPCC Guidelines V5 Ch 3 p 3.16): one k, and the DOC of bulk waste by
// Eq 3.7 (p 3.13): DOC = sum of DOC_i . W_i over ALL waste, inert included.
// Shares W_i: Table 2.3 (Ch 2 p 2.12), Eastern Asia (food 26.2, paper 18.8, wood 3.5, textiles 3.5 %) and South-Eastern Asia (43.5, 12.9,
// 9.9, 2.7 %). DOC_i: Table 2.4 (Ch 2 p 2.14). Rubber and leather left out: printed in brackets there, "would likely not degrade" (note 5).
// k 'Bulk Waste': Table 3.3 p 3.17 (boreal and temperate, wet 0.09; tropical, moist and wet 0.17). DOCf 0.5 p 3.13, F 0.5 p 3.15,
// MCF Table 3.1 p 3.14 (managed anaerobic 1.0; unmanaged deep 0.8), OX 0 Table 3.2. Equations 3.1, 3.2, 3.4-3.6; 3A1.12-3A1.15 for the
// delay of 2 months. Deposits and recovery: freely chosen.

import { add, dec, fmt, mul, report } from './_exact-waste.mjs'
import { constant, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

const DOC = { food: '0.15', paper: '0.40', wood: '0.43', textiles: '0.24' }
function bulkDoc(shares) {
  const doc = fmt(add(...Object.entries(shares).map(([type, share]) => mul(dec(share), dec(DOC[type])))))
  console.log(
    `Eq 3.7: DOC = ${Object.entries(shares)
      .map(([type, share]) => `${share}.${DOC[type]}`)
      .join(' + ')} = ${doc}`,
  )
  return doc
}

{
  const id = 'waste.solid-waste-disposal/bulk-waste-eastern-asia'
  const from = 1960
  const n = 50
  const types = ['bulk']
  const deposited = { bulk: range(0, n - 1).map((i) => String(40000 + 1200 * i)) }
  const doc = { bulk: bulkDoc({ food: '0.262', paper: '0.188', wood: '0.035', textiles: '0.035' }) }
  const zero = constant('0', n)
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf: { bulk: '0.5' },
    mcf: { bulk: constant('0.8', n) },
    k: { bulk: '0.09' },
    month: { bulk: 13 },
    f: '0.5',
    recovered: zero,
    oxidised: zero,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      doc,
      climate: 'boreal-temperate-wet',
      site: series(from, constant('unmanaged-deep', n)),
    },
    expectedOf(run, range(from, from + n - 1), [1960, 1961, 1980, 2009]),
  )
}

{
  const id = 'waste.solid-waste-disposal/bulk-waste-two-months-recovery'
  const from = 1990
  const n = 30
  const types = ['bulk']
  const deposited = { bulk: range(0, n - 1).map((i) => `${90000 + 2500 * i}.5`) }
  const doc = { bulk: bulkDoc({ food: '0.435', paper: '0.129', wood: '0.099', textiles: '0.027' }) }
  const mcf = constant('1', n)
  const recovered = range(0, n - 1).map((i) => (i < 12 ? '0' : String(800 + 50 * (i - 12))))
  const oxidised = range(0, n - 1).map((i) => (i < 15 ? '0' : '0.1'))
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf: { bulk: '0.5' },
    mcf: { bulk: mcf },
    k: { bulk: '0.17' },
    month: { bulk: 2 + 7 },
    f: '0.5',
    recovered,
    oxidised,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      doc,
      docf: { bulk: '0.5' },
      mcf: series(from, mcf),
      k: { bulk: '0.17' },
      f: '0.5',
      delay: { bulk: '2' },
      recovered: series(from, recovered),
      oxidised: series(from, oxidised),
    },
    expectedOf(run, range(from, from + n - 1), [1990, 1991, 2002, 2019]),
  )
}
