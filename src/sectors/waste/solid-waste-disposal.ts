import { categoryFactor, cite, method, when } from '../../core'
import { ipcc2006V5Section232 } from '../../data/factors/generated/ipcc-2006-v5-section-2.3.2'
import { ipcc2006V5Section323 } from '../../data/factors/generated/ipcc-2006-v5-section-3.2.3'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table31 } from '../../data/factors/generated/ipcc-2006-v5-table-3.1'
import { ipcc2006V5Table32 } from '../../data/factors/generated/ipcc-2006-v5-table-3.2'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2006WasteModelDelay } from '../../data/factors/generated/ipcc-2006-waste-model-delay'
import { ipcc2006WasteModelParameters } from '../../data/factors/generated/ipcc-2006-waste-model-parameters'
import { wasteType } from './dimensions'
import { decay, decayInputs, sites2006 } from './first-order-decay'

const inputs = decayInputs(sites2006)

const tables = [
  ipcc2006V5Table24,
  ipcc2006V5Section232,
  ipcc2006WasteModelParameters,
  ipcc2006V5Table31,
  ipcc2006V5Table32,
  ipcc2006V5Table33,
  ipcc2006V5Section323,
]

/**
 * Methane of solid waste disposal by first-order decay. The first year of `deposited` is the first of the model, with
 * nothing in the site before it. With a delay of six months (M = 13) Eq 3A1.12–3A1.15 are Eq 3.4–3.5.
 *
 * Recovery above generation gives a negative emission: Eq 3.1 prints no limit. The delay is zero to six months (p 3.19);
 * above six, Eq 3A1.12 would leave more than was deposited.
 */
export const solidWasteDisposal = method({
  id: 'waste.solid-waste-disposal',
  title: 'CH4 from solid waste disposal, first-order decay',
  source: cite('ipcc-2006-v5', 'Ch 3, Eq 3.1–3.6, pp 3.8–3.10; Eq 3A1.12–3A1.15, pp 3.35–3.36'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: tables,
  inputs,
  equations: (symbols) => decay(symbols, symbols.delay),
})

/**
 * The IPCC Waste Model workbook, reproduced with its own slip: the sheet for food holds the constant 13 as month of
 * reaction start, so a delay other than six months does not reach food waste.
 */
export const solidWasteDisposalWorkbook2006 = method({
  id: 'waste.solid-waste-disposal.workbook-2006',
  title: 'CH4 from solid waste disposal as IPCC_Waste_Model.xls computes it',
  source: cite('ipcc-2006-waste-model', 'sheets Food … Industry, columns D–J; Recovery_OX; Results'),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [...tables, ipcc2006WasteModelDelay],
  inputs: {
    ...inputs,
    readsDelay: categoryFactor(['yes', 'no'], {
      title: 'Whether the sheet of the waste type reads the delay',
      parameter: 'readsDelay',
      over: [wasteType],
    }),
  },
  equations: (symbols) => decay(symbols, when(symbols.readsDelay.is('yes'), symbols.delay, '6 month')),
})
