import { category, cite, constant, type Expression, factor, input, method, named, one, when } from '../../core'
import { ipcc2019V5Table64 } from '../../data/factors/generated/ipcc-2019-v5-table-6.4'
import { ipcc2019V5Table66b } from '../../data/factors/generated/ipcc-2019-v5-table-6.6b'
import { ipcc2019V5Table610c } from '../../data/factors/generated/ipcc-2019-v5-table-6.10c'
import { pathway, removedTo } from './dimensions'

/** Treatment by the organics that it removes, as Table 6.6b of 2019 lists it. */
export const organicTreatments = [
  'untreated',
  'primary',
  'secondary',
  'tertiary',
  'septic-system',
  'latrine-dry-small-family',
  'latrine-dry-communal',
  'latrine-wet',
] as const
/** Treatment by the nitrogen that it removes, as Table 6.10c of 2019 lists it. */
export const nitrogenTreatments = [
  'untreated',
  'primary',
  'secondary',
  'tertiary',
  'septic-system',
  'septic-system-land-dispersal',
  'latrine',
] as const

/** The shares of organics and nitrogen that a pathway removes, by the tables of 2019. */
export const removals = {
  treatment: category(organicTreatments, {
    title: 'Treatment by what it removes of organics (Table 6.6b)',
    over: [pathway],
  }),
  nitrogenTreatment: category(nitrogenTreatments, {
    title: 'Treatment by what it removes of nitrogen (Table 6.10c)',
    over: [pathway],
  }),
  bodRemoval: factor('1', {
    symbol: 'TOW_REM',
    parameter: 'TOWREM',
    title: 'Fraction of BOD removed by treatment',
    over: [pathway],
    labelled: [],
    by: { technology: 'treatment' },
    range: [0, 1],
  }),
  nRemoval: factor('1', {
    symbol: 'N_REM',
    parameter: 'NREM',
    title: 'Fraction of nitrogen removed by treatment',
    over: [pathway],
    labelled: [],
    by: { technology: 'nitrogenTreatment' },
    range: [0, 1],
  }),
} as const

const amount = { over: [pathway], default: 0, range: [0, null] } as const
const perDay = { default: 0, range: [0, null] } as const
const share = { over: [pathway], range: [0, 1] } as const
const fates = { over: [pathway, removedTo], sumsTo: removedTo, range: [0, 1] } as const

/**
 * BOD, COD, nitrogen and phosphorus of wastewater from people and sewers to water, sludge, air and products, by pathway, in
 * balance. What enters is counted from people, or measured (m3 · mg/L); the effluent follows from the fraction removed;
 * what is removed is divided by shares among places, of which `place` says what they are: organics by "loss to sludge and
 * biological decomposition" (p 6.28), nitrogen by "transfer to sludge" and to the air as N2 and N2O (p 6.42). Of phosphorus
 * there is no gas: it is in the sludge, or recovered. Shares that do not add up to 1 are refused with their sum: measured
 * amounts over what is removed, they show what is missing. BOD in sludge is the S of Eq 6.1.
 *
 * Fractions removed of BOD and nitrogen are those of Tables 6.6b and 6.10c; of COD and phosphorus the Refinement has none:
 * they are given, with their source (0 where they are not counted). Plants that are measured give 1 − out/in.
 */
export const treatmentChain = method({
  id: 'wastewater.treatment-chain',
  title: 'BOD, COD, N and P through wastewater treatment, in balance',
  source: cite(
    'ipcc-2019-v5',
    'Ch 6, Eq 6.3 (p 6.21), Table 6.4 (p 6.22), Eq 6.3d and Table 6.6b (p 6.28), Eq 6.8 (p 6.42), Table 6.10c (p 6.43); the balance is the conservation of mass',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table64, ipcc2019V5Table66b, ipcc2019V5Table610c],
  inputs: {
    influents: category(['people', 'measured'], {
      title: 'Whether what enters is counted from people or measured',
      over: [pathway],
      default: 'people',
    }),
    population: input('person', { symbol: 'P', title: 'People by pathway', over: [pathway], range: [0, null] }),
    bodPerPerson: factor('g BOD/person/d', {
      symbol: 'BOD',
      title: 'BOD per person and day',
      range: [0, null],
    }),
    codPerPerson: input('g COD/person/d', { symbol: 'COD', title: 'COD per person and day', ...perDay }),
    nPerPerson: input('g N/person/d', { symbol: 'N', title: 'Nitrogen per person and day', ...perDay }),
    pPerPerson: input('g P/person/d', { symbol: 'Ph', title: 'Phosphorus per person and day', ...perDay }),
    bodInfluent: input('kg BOD/yr', { title: 'BOD that enters, measured', ...amount }),
    codInfluent: input('kg COD/yr', { title: 'COD that enters, measured', ...amount }),
    nInfluent: input('kg N/yr', { title: 'Nitrogen that enters, measured', ...amount }),
    pInfluent: input('kg P/yr', { title: 'Phosphorus that enters, measured', ...amount }),
    ...removals,
    codRemoval: input('1', { symbol: 'COD_REM', title: 'Fraction of COD removed by treatment', ...share }),
    pRemoval: input('1', { symbol: 'P_REM', title: 'Fraction of phosphorus removed by treatment', ...share }),
    place: category(['sludge', 'air', 'product'], {
      title: 'Whether it is sludge, the air, or a product that is recovered',
      over: [removedTo],
    }),
    organicsTo: input('1', {
      symbol: 'f',
      title: 'Share of the BOD and COD removed by where it is',
      ...fates,
    }),
    nitrogenTo: input('1', {
      symbol: 'f_N',
      title: 'Share of the nitrogen removed by where it is',
      ...fates,
    }),
    pRecovered: input('1', {
      symbol: 'f_P',
      title: 'Share of the phosphorus removed that is recovered as a product',
      over: [pathway],
      default: 0,
      range: [0, 1],
    }),
  },
  equations(s) {
    type ByPathway = Expression<'pathway'>
    const year = constant('365', 'd/yr')
    const to = (shares: Expression<'pathway' | 'removedTo'>) => ({
      sludge: when(s.place.is('sludge'), shares, 0).sum(removedTo),
      air: when(s.place.is('air'), shares, 0).sum(removedTo),
      product: when(s.place.is('product'), shares, 0).sum(removedTo),
    })
    const entering = (of: string, perPerson: Expression, measured: ByPathway, unit: string): ByPathway =>
      named(
        `${of} that enters`,
        'Eq 6.3',
        when(s.influents.is('measured'), measured, s.population.times(perPerson).times(year)),
        { unit },
      )
    const chain = (
      of: string,
      unit: string,
      enters: ByPathway,
      removal: ByPathway,
      shares: { sludge: ByPathway; air: ByPathway; product: ByPathway },
    ) => {
      const removed = named(`${of} removed`, 'Eq 6.3d, 6.8', enters.times(removal), { unit })
      const effluent = named(`${of} of effluents by pathway`, 'Eq 6.3d, 6.8', enters.minus(removed), { unit })
      const sludge = named(`${of} in sludge by pathway`, 'f · removed', removed.times(shares.sludge), { unit })
      const air = named(`${of} to the air by pathway`, 'f · removed', removed.times(shares.air), { unit })
      const product = named(`${of} recovered by pathway`, 'f · removed', removed.times(shares.product), { unit })
      const total = (title: string, each: ByPathway) => named(`${of} ${title}`, 'Σ', each.sum(pathway), { unit })
      return {
        influent: total('of all influents', enters),
        effluent: total('of all effluents', effluent),
        sludge: total('in all sludge', sludge),
        air: total('to the air in all', air),
        product: total('recovered in all', product),
        accounted: total('accounted for', effluent.plus(sludge).plus(air).plus(product)),
      }
    }
    const organics = to(s.organicsTo)
    const nitrogen = to(s.nitrogenTo)
    const bodIn = entering('BOD', s.bodPerPerson, s.bodInfluent, 'kg BOD/yr')
    const codIn = entering('COD', s.codPerPerson, s.codInfluent, 'kg COD/yr')
    const nIn = entering('Nitrogen', s.nPerPerson, s.nInfluent, 'kg N/yr')
    const pIn = entering('Phosphorus', s.pPerPerson, s.pInfluent, 'kg P/yr')
    const bod = chain('BOD', 'kg BOD/yr', bodIn, s.bodRemoval, organics)
    const cod = chain('COD', 'kg COD/yr', codIn, s.codRemoval, organics)
    const n = chain('Nitrogen', 'kg N/yr', nIn, s.nRemoval, nitrogen)
    const p = chain('Phosphorus', 'kg P/yr', pIn, s.pRemoval, {
      sludge: one.minus(s.pRecovered),
      air: s.pRecovered.times(0), // there is no gas of it
      product: s.pRecovered,
    })
    return {
      bodInfluent: bod.influent,
      bodEffluent: bod.effluent,
      bodSludge: bod.sludge,
      bodAir: bod.air,
      bodProduct: bod.product,
      bodAccounted: bod.accounted,
      codInfluent: cod.influent,
      codEffluent: cod.effluent,
      codSludge: cod.sludge,
      codAir: cod.air,
      codProduct: cod.product,
      codAccounted: cod.accounted,
      nInfluent: n.influent,
      nEffluent: n.effluent,
      nSludge: n.sludge,
      nAir: n.air,
      nProduct: n.product,
      nAccounted: n.accounted,
      pInfluent: p.influent,
      pEffluent: p.effluent,
      pSludge: p.sludge,
      pProduct: p.product,
      pAccounted: p.accounted,
    }
  },
})
