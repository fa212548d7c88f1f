// waste.bulk-waste-disposal and its 2019 edition. 2006 IPCC Guidelines V5 Ch 3: DOC of bulk waste, Eq 3.7 (p 3.13), from Table 2.4
// (Ch 2, p 2.14), per cent of wet waste, a dash for plastics, metal, glass and other; k of bulk waste, Table 3.3 (p 3.17): 0.05, 0.09,
// 0.065, 0.17; DOCf 0.5 (p 3.13); MCF Table 3.1 (p 3.14); F 0.5; delay 6 months; OX Table 3.2 (p 3.15). 2019 Refinement: DOCf of bulk
// waste 0.5 (Table 3.0, p 3.12); MCF Table 3.1 (p 3.13); k as in 2006. Decay as in Annex 3A.1. Deposits and shares: freely chosen.

import { add, dec, div, fmt, mul, report } from './_exact-waste.mjs'
import { constant, firstOrderDecay, range, series } from './_fod-waste.mjs'

const DOC = {
  food: 15,
  garden: 20,
  paper: 40,
  wood: 43,
  textiles: 24,
  nappies: 24,
  'rubber-leather': 39,
  plastics: 0,
  metal: 0,
  glass: 0,
  other: 0,
}
const K = {
  'boreal-temperate-dry': '0.05',
  'boreal-temperate-wet': '0.09',
  'tropical-dry': '0.065',
  'tropical-moist-wet': '0.17',
}
const MCF = {
  'managed-anaerobic': '1.0',
  'managed-semi-aerobic': '0.5',
  'unmanaged-deep': '0.8',
  'unmanaged-shallow': '0.4',
  uncategorised: '0.6',
  'managed-well-semi-aerobic': '0.5',
  'managed-poorly-semi-aerobic': '0.7',
  'managed-well-active-aeration': '0.4',
  'managed-poorly-active-aeration': '0.7',
}
const OX = { other: '0', 'managed-oxidising-cover': '0.1' }

function bulk(edition, { name, climate, from, n, deposited, shares, site, cover = 'other', delay, recovered }) {
  const id = `waste.bulk-waste-disposal${edition}/${name}`
  const years = range(0, n - 1)
  const share = years.map(shares)
  const doc = share.map((of) =>
    add(...Object.entries(of).map(([type, text]) => div(mul(dec(text), dec(DOC[type])), dec(100)))),
  )
  // W.DOC of each year goes into the one column of bulk waste, with DOC 1
  const carbon = years.map((i) => fmt(mul(dec(deposited(i)), doc[i]), 40))
  const run = firstOrderDecay(id, {
    types: ['bulk'],
    from,
    deposited: { bulk: carbon },
    doc: { bulk: '1' },
    docf: { bulk: '0.5' },
    mcf: { bulk: constant(MCF[site], n) },
    k: { bulk: K[climate] },
    month: { bulk: 7 + Number(delay ?? 6) },
    f: '0.5',
    recovered: recovered ? years.map(recovered) : constant('0', n),
    oxidised: constant(OX[cover], n),
  })
  const types = [...new Set(share.flatMap((of) => Object.keys(of)))]
  report(
    id,
    {
      deposited: series(from, years.map(deposited)),
      share: Object.fromEntries(
        types.map((type) => [
          type,
          series(
            from,
            share.map((of) => of[type] ?? '0'),
          ),
        ]),
      ),
      climate,
      site: series(from, constant(site, n)),
      ...(cover === 'other' ? {} : { cover: series(from, constant(cover, n)) }),
      ...(delay ? { delay } : {}),
      ...(recovered ? { recovered: series(from, years.map(recovered)) } : {}),
    },
    [
      ...years.map((i) => ({
        output: 'ch4',
        at: { year: String(from + i) },
        value: fmt(run.emitted[i]),
        unit: 't CH4 (biogenic)',
      })),
      ...[0, n - 1].map((i) => ({
        step: 'DOC of bulk waste',
        at: { year: String(from + i) },
        value: fmt(doc[i]),
        unit: 't C/t waste (wet)',
      })),
    ],
  )
}
const constantShares = { food: '0.5', paper: '0.12', wood: '0.05', plastics: '0.33' }
const all = {
  paper: '0.2',
  textiles: '0.05',
  food: '0.3',
  wood: '0.05',
  garden: '0.1',
  nappies: '0.05',
  'rubber-leather': '0.02',
  plastics: '0.15',
  metal: '0.03',
  glass: '0.03',
  other: '0.02',
}
for (const edition of ['', '.2019-refinement']) {
  bulk(edition, {
    name: 'one-composition-tropical',
    climate: 'tropical-moist-wet',
    from: 1990,
    n: 30,
    deposited: () => '100000',
    shares: () => constantShares,
    site: 'managed-anaerobic',
  })
  bulk(edition, {
    name: 'changing-composition',
    climate: 'boreal-temperate-wet',
    from: 1980,
    n: 40,
    deposited: (i) => String(42000 + 350 * i),
    shares: (i) =>
      i < 20 ? { food: '0.4', paper: '0.3', other: '0.3' } : { food: '0.2', paper: '0.35', other: '0.45' },
    site: 'unmanaged-deep',
  })
  bulk(edition, {
    name: 'all-types-temperate-dry',
    climate: 'boreal-temperate-dry',
    from: 2000,
    n: 15,
    deposited: (i) => `${900 + i}.5`,
    shares: () => all,
    site: 'uncategorised',
  })
  bulk(edition, {
    name: 'recovery-oxidation-delay',
    climate: 'tropical-dry',
    from: 2005,
    n: 15,
    deposited: () => '75000',
    shares: () => all,
    site: 'managed-anaerobic',
    cover: 'managed-oxidising-cover',
    delay: '2',
    recovered: (i) => (i < 5 ? '0' : '150'),
  })
}
bulk('', {
  name: 'semi-aerobic',
  climate: 'tropical-moist-wet',
  from: 2010,
  n: 10,
  deposited: () => '1000',
  shares: () => constantShares,
  site: 'managed-semi-aerobic',
})
bulk('.2019-refinement', {
  name: 'poorly-managed-semi-aerobic',
  climate: 'tropical-moist-wet',
  from: 2010,
  n: 10,
  deposited: () => '1000',
  shares: () => constantShares,
  site: 'managed-poorly-semi-aerobic',
})
