import { category, cite, constant, factor, ln, method, named } from '../../core'
import { ipcc2006V5Table34 } from '../../data/factors/generated/ipcc-2006-v5-table-3.4'
import { ipcc2019V5Table34 } from '../../data/factors/generated/ipcc-2019-v5-table-3.4'
import { wasteType } from './dimensions'
import { climates } from './first-order-decay'

const inputs = {
  climate: category(climates, { title: 'Climate zone of the site' }),
  halfLife: factor('yr', {
    symbol: 't_1/2',
    parameter: 'half-life',
    title: 'Half-life',
    over: [wasteType],
    by: ['climate'],
    range: [0, null],
  }),
} as const

type Symbols = Parameters<Parameters<typeof method<typeof inputs, never>>[0]['equations']>[0]

const constantOf = ({ halfLife }: Symbols) => ({
  k: named('Reaction constant', 'Eq 3A1.6', ln(constant('2')).dividedBy(halfLife), { symbol: 'k', unit: '1/yr' }),
})

/**
 * The reaction constant of a half-life: k = ln 2/t½. Where no half-life was measured, a landfill takes k as Table 3.3 prints
 * it: the half-lives of Table 3.4 are rounded, and ln 2/4 yr is 0.173, not the printed 0.185.
 */
export const reactionConstant = method({
  id: 'waste.reaction-constant',
  title: 'Reaction constant from half-life',
  source: cite('ipcc-2006-v5', 'Ch 3, Annex 3A.1, Eq 3A1.6, p 3.33; Table 3.4, p 3.18'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table34],
  inputs,
  equations: constantOf,
})

/** The same by the table that the 2019 Refinement prints again. */
export const reactionConstant2019 = method({
  id: 'waste.reaction-constant.2019-refinement',
  title: 'Reaction constant from half-life (2019 Refinement)',
  source: cite('ipcc-2019-v5', 'Ch 3, Section 3.2.3, Half-life, p 3.14; Table 3.4, p 3.17'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement'] },
  factors: [ipcc2019V5Table34],
  inputs,
  equations: constantOf,
})
