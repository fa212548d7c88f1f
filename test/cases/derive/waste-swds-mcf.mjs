// waste.solid-waste-disposal: the methane correction factor belongs to the year of deposition (2006 IPCC Guidelines V5 Ch 3,
// Eq 3.2 p 3.9: "CH4 correction factor for aerobic decomposition in the year of deposition"; Eq 3A1.16 p 3.36). Old waste keeps
// the MCF of its own year when the sites improve.
// Figures: DOC Table 2.4 (Ch 2 p 2.14); MCF Table 3.1 (p 3.14) or freely chosen weighted means of it; k Table 3.3 (p 3.17);
// DOCf 0.5 p 3.13; F 0.5 p 3.15; OX Table 3.2 p 3.15 (0.1 managed, covered with CH4-oxidising material; else 0); M = 13 p 3.35.
// Equations 3.1 (p 3.8), 3.2, 3.4, 3.5 (p 3.9), 3.6 (p 3.10). Deposits: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, each, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

{
  const id = 'waste.solid-waste-disposal/mcf-changes-with-the-year'
  const from = 1975
  const n = 30
  const types = ['food', 'garden', 'paper']
  const deposited = {
    food: constant('10000', n),
    garden: range(0, n - 1).map((i) => String(2500 - 20 * i)),
    paper: range(0, n - 1).map((i) => String(4000 + 60 * i)),
  }
  const mcf = range(0, n - 1).map((i) => (i < 8 ? '0.4' : i < 13 ? '0.6' : i < 18 ? '0.715' : i < 24 ? '0.8' : '1'))
  const doc = { food: '0.15', garden: '0.2', paper: '0.4' }
  const docf = each(types, '0.5')
  const k = { food: '0.4', garden: '0.17', paper: '0.07' } // tropical, moist and wet
  const zero = constant('0', n)
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf,
    mcf: each(types, mcf),
    k,
    month: each(types, 13),
    f: '0.5',
    recovered: zero,
    oxidised: zero,
  })
  report(
    id,
    { deposited: seriesOf(from, deposited), doc, docf, mcf: series(from, mcf), k, f: '0.5', delay: each(types, '6') },
    expectedOf(
      run,
      range(from, from + n - 1),
      [1975, 1982, 1983, 1984, 1999, 2004],
      ['DDOCm', 'DDOCma', 'CH4 generated'],
    ),
  )
}

{
  const id = 'waste.solid-waste-disposal/mcf-by-type-and-year'
  const from = 1985
  const n = 30
  const types = ['food', 'industrial', 'sludge']
  const deposited = {
    food: range(0, n - 1).map((i) => String(7000 + 110 * i)),
    industrial: range(0, n - 1).map((i) => String(5000 - 45 * i)),
    sludge: constant('820.5', n),
  }
  const mcf = {
    food: range(0, n - 1).map((i) => (i < 10 ? '0.705' : i < 20 ? '0.85' : '0.97')),
    industrial: range(0, n - 1).map((i) => (i < 15 ? '0.6' : '0.5')),
    sludge: range(0, n - 1).map((i) => (i < 12 ? '0.8' : '1')),
  }
  const doc = { food: '0.15', industrial: '0.15', sludge: '0.05' }
  const docf = each(types, '0.5')
  const k = { food: '0.185', industrial: '0.09', sludge: '0.185' }
  const zero = constant('0', n)
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf,
    mcf,
    k,
    month: each(types, 13),
    f: '0.5',
    recovered: zero,
    oxidised: zero,
  })
  report(
    id,
    { deposited: seriesOf(from, deposited), doc, docf, mcf: seriesOf(from, mcf), k, f: '0.5', delay: each(types, '6') },
    expectedOf(run, range(from, from + n - 1), [1985, 1994, 1995, 1996, 2000, 2014], ['DDOCm', 'CH4 generated']),
  )
}

{
  const id = 'waste.solid-waste-disposal/site-changes-with-the-year'
  const from = 1970
  const n = 45
  const types = ['food', 'paper', 'wood']
  const deposited = {
    food: range(0, n - 1).map((i) => String(9000 + 130 * i)),
    paper: range(0, n - 1).map((i) => String(2600 + 70 * i)),
    wood: constant('1100', n),
  }
  const site = range(0, n - 1).map((i) =>
    i < 12
      ? 'unmanaged-shallow'
      : i < 20
        ? 'uncategorised'
        : i < 28
          ? 'unmanaged-deep'
          : i < 33
            ? 'managed-semi-aerobic'
            : 'managed-anaerobic',
  )
  const figure = range(0, n - 1).map((i) => (i < 12 ? '0.4' : i < 20 ? '0.6' : i < 28 ? '0.8' : i < 33 ? '0.5' : '1.0')) // Table 3.1
  const cover = range(0, n - 1).map((i) => (i < 38 ? 'other' : 'managed-oxidising-cover'))
  const oxidised = range(0, n - 1).map((i) => (i < 38 ? '0' : '0.1')) // Table 3.2
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc: { food: '0.15', paper: '0.40', wood: '0.43' },
    docf: each(types, '0.5'),
    mcf: each(types, figure),
    k: { food: '0.4', paper: '0.07', wood: '0.035' },
    month: each(types, 13),
    f: '0.5',
    recovered: constant('0', n),
    oxidised,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      climate: 'tropical-moist-wet',
      site: series(from, site),
      cover: series(from, cover),
    },
    expectedOf(
      run,
      range(from, from + n - 1),
      [1970, 1981, 1982, 1990, 1998, 2003, 2007, 2008, 2014],
      ['DDOCm', 'CH4 generated'],
    ),
  )
}
