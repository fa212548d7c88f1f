import { categoryFactor, cite, method, when } from '../../core'
import { ipcc2006V5Section323 } from '../../data/factors/generated/ipcc-2006-v5-section-3.2.3'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { ipcc2006V5Table33 } from '../../data/factors/generated/ipcc-2006-v5-table-3.3'
import { ipcc2019V5Section323 } from '../../data/factors/generated/ipcc-2019-v5-section-3.2.3'
import { ipcc2019V5Table30 } from '../../data/factors/generated/ipcc-2019-v5-table-3.0'
import { ipcc2019V5Table31 } from '../../data/factors/generated/ipcc-2019-v5-table-3.1'
import { ipcc2019V5Table32 } from '../../data/factors/generated/ipcc-2019-v5-table-3.2'
import { ipcc2019V5Table33 } from '../../data/factors/generated/ipcc-2019-v5-table-3.3'
import { ipcc2019WasteModelDelay } from '../../data/factors/generated/ipcc-2019-waste-model-delay'
import { ipcc2019WasteModelMcf } from '../../data/factors/generated/ipcc-2019-waste-model-mcf'
import { ipcc2019WasteModelParameters } from '../../data/factors/generated/ipcc-2019-waste-model-parameters'
import { wasteType } from './dimensions'
import { decay, decayInputs, sites2019 } from './first-order-decay'

const inputs = decayInputs(sites2019, { docfByType: true })

const printed = [
  ipcc2019V5Table32,
  ipcc2019V5Table33,
  ipcc2019V5Section323,
  ipcc2006V5Table24,
  ipcc2006V5Table33,
  ipcc2006V5Section323,
]

/**
 * Methane of solid waste disposal by first-order decay with the defaults of the 2019 Refinement: DOCf by type of waste
 * (Table 3.0), MCF of semi-aerobic and actively aerated sites by how they are managed (Table 3.1). Where nothing is known
 * of the management of such a site, it counts as poorly managed (p 3.13). The equations are those of 2006.
 *
 * What the Refinement does not print stays that of 2006: DOC of wet waste (Table 2.4), the delay, and k of nappies and
 * industrial waste. DOC and DOCf of sludge and of industrial waste have no default here; Table 2.4a has DOC of dry sludge.
 * Table 3.0 is for waste whose composition is known; bulk waste has a method of its own.
 */
export const solidWasteDisposal2019 = method({
  id: 'waste.solid-waste-disposal.2019-refinement',
  title: 'CH4 from solid waste disposal, first-order decay (2019 Refinement)',
  source: cite(
    'ipcc-2019-v5',
    'Ch 3, Eq 3.1–3.6, pp 3.6–3.9; Tables 3.0 and 3.1, pp 3.12–3.13; Annex 3A.1 of 2006, Eq 3A1.12–3A1.15',
  ),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019V5Table30, ipcc2019V5Table31, ...printed],
  inputs,
  equations: (symbols) => decay(symbols, symbols.delay),
})

/**
 * The workbook of the 2019 Refinement, reproduced with its own slips. Bulk waste, industrial waste and sludge decompose
 * with the DOCf of highly decomposable waste, 0.7, since the name DOCF points to that cell. The sheet for food holds the
 * constant 13 as month of reaction start, so a delay other than six months does not reach food waste. Poorly managed
 * semi-aerobic and actively aerated sites count with an MCF of 0, since the weighted mean leaves their columns out.
 */
export const solidWasteDisposalWorkbook2019 = method({
  id: 'waste.solid-waste-disposal.workbook-2019',
  title: 'CH4 from solid waste disposal as 19R_V5_Waste_Model.xls computes it',
  source: cite('ipcc-2019-waste-model', 'sheets Food … Industry, columns C–J; MCF; Recovery_OX; Results'),
  edition: '2019 Refinement',
  admits: { 'ipcc-guidelines': ['2019 Refinement', '2006'] },
  factors: [ipcc2019WasteModelParameters, ipcc2019WasteModelMcf, ipcc2019WasteModelDelay, ...printed],
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
