// waste.solid-waste-disposal: recovery is subtracted before oxidation (2006 IPCC Guidelines V5 Ch 3, Eq 3.1 p 3.8 and the sentence
// below it; Eq 3A1.18 p 3.37; p 3.15 "any CH4 that is recovered must be subtracted ... before applying an oxidation factor").
// Eq 3.1 prints no max(): recovery above the generation of the year gives a negative emission.
// Figures: DOC Table 2.4 (Ch 2 p 2.14); MCF Table 3.1 p 3.14; k Table 3.3 p 3.17; DOCf 0.5 p 3.13; F 0.5 p 3.15; OX Table 3.2
// p 3.15; M = 13 p 3.35. Other equations 3.2, 3.4, 3.5 (p 3.9), 3.6 (p 3.10). Deposits and recovery: freely chosen.

import { report } from './_exact-waste.mjs'
import { constant, each, expectedOf, firstOrderDecay, range, series, seriesOf } from './_fod-waste.mjs'

{
  const id = 'waste.solid-waste-disposal/recovery-before-oxidation'
  const from = 1985
  const n = 35
  const types = ['food', 'garden', 'paper', 'textiles']
  const deposited = {
    food: range(0, n - 1).map((i) => String(16000 + 200 * i)),
    garden: constant('5200', n),
    paper: range(0, n - 1).map((i) => String(9800 - 85 * i)),
    textiles: range(0, n - 1).map((i) => `${700 + 9 * i}.4`),
  }
  const doc = { food: '0.15', garden: '0.2', paper: '0.4', textiles: '0.24' }
  const docf = { food: '0.6', garden: '0.55', paper: '0.45', textiles: '0.5' } // chosen by type, as p 3.13 allows for higher tiers
  const k = { food: '0.185', garden: '0.1', paper: '0.06', textiles: '0.06' } // boreal and temperate, wet
  const mcf = constant('1', n)
  const f = '0.52'
  const recovered = range(0, n - 1).map((i) => (i < 13 ? '0' : i < 20 ? `${120 + 15 * (i - 13)}.5` : '412.25'))
  const oxidised = range(0, n - 1).map((i) => (i < 17 ? '0' : i < 25 ? '0.1' : '0.15'))
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc,
    docf,
    mcf: each(types, mcf),
    k,
    month: each(types, 13),
    f,
    recovered,
    oxidised,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      doc,
      docf,
      mcf: series(from, mcf),
      k,
      f,
      delay: each(types, '6'),
      recovered: series(from, recovered),
      oxidised: series(from, oxidised),
    },
    expectedOf(run, range(from, from + n - 1), [1985, 1986, 1998, 2002, 2010, 2019], ['CH4 generated']),
  )
}

{
  const id = 'waste.solid-waste-disposal/recovery-with-cover-by-label'
  const from = 1990
  const n = 30
  const types = ['food', 'paper', 'wood']
  const deposited = {
    food: range(0, n - 1).map((i) => String(14000 + 90 * i)),
    paper: constant('6400', n),
    wood: range(0, n - 1).map((i) => String(2100 - 12 * i)),
  }
  const recovered = range(0, n - 1).map((i) => (i < 10 ? '0' : '300'))
  const cover = range(0, n - 1).map((i) => (i < 6 ? 'other' : 'managed-oxidising-cover'))
  const oxidised = range(0, n - 1).map((i) => (i < 6 ? '0' : '0.1')) // Table 3.2
  const run = firstOrderDecay(id, {
    types,
    from,
    deposited,
    doc: { food: '0.15', paper: '0.40', wood: '0.43' },
    docf: each(types, '0.5'),
    mcf: each(types, constant('1.0', n)),
    k: { food: '0.085', paper: '0.045', wood: '0.025' },
    month: each(types, 13),
    f: '0.5',
    recovered,
    oxidised,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      climate: 'tropical-dry',
      site: series(from, constant('managed-anaerobic', n)),
      cover: series(from, cover),
      recovered: series(from, recovered),
    },
    expectedOf(run, range(from, from + n - 1), [1990, 1991, 1995, 1996, 2000, 2019], ['CH4 generated']),
  )
}

{
  const id = 'waste.solid-waste-disposal/recovery-above-generation'
  const from = 1980
  const n = 40
  const types = ['food', 'paper']
  const deposited = {
    food: range(0, n - 1).map((i) => (i < 10 ? '6000' : '0')),
    paper: range(0, n - 1).map((i) => (i < 10 ? '2500' : '0')),
  }
  const doc = { food: '0.15', paper: '0.4' }
  const docf = each(types, '0.5')
  const k = { food: '0.4', paper: '0.07' }
  const mcf = constant('0.8', n)
  const recovered = range(0, n - 1).map((i) => (i < 15 ? '0' : '60'))
  const oxidised = range(0, n - 1).map((i) => (i < 15 ? '0' : '0.1'))
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
    recovered,
    oxidised,
  })
  report(
    id,
    {
      deposited: seriesOf(from, deposited),
      doc,
      docf,
      mcf: series(from, mcf),
      k,
      f: '0.5',
      delay: each(types, '6'),
      recovered: series(from, recovered),
      oxidised: series(from, oxidised),
    },
    expectedOf(run, range(from, from + n - 1), [1980, 1981, 1990, 1995, 2019], ['CH4 generated']),
  )
}
