import { cite, factor, method, named } from '../../core'
import { ipcc2006V5Table24 } from '../../data/factors/generated/ipcc-2006-v5-table-2.4'
import { contents } from './burnt-carbon'
import { wasteType } from './dimensions'

/**
 * What mixed waste contains by its composition: degradable organic carbon (the DOC of the bulk option of a landfill), dry
 * matter, carbon and fossil carbon fraction, each weighed by wet mass as printed.
 *
 * Do not multiply dm, CF and FCF of mixed waste for its CO2: the means are not weighed by dry matter and carbon. Eq 5.2
 * goes by type. DOC of rubber and leather is printed in brackets, since natural rubber likely does not degrade.
 */
export const compositionMeans = method({
  id: 'waste.composition-means',
  title: 'DOC, dry matter, carbon and fossil fraction of mixed waste',
  source: cite(
    'ipcc-2006-v5',
    'Ch 3, Eq 3.7, p 3.13; Ch 5, Eq 5.8, p 5.17; Eq 5.9–5.10, p 5.19; Ch 2, Table 2.4, p 2.14',
  ),
  edition: '2006',
  admits: { 'ipcc-guidelines': ['2006'] },
  factors: [ipcc2006V5Table24],
  inputs: {
    ...contents,
    doc: factor('t C/t waste (wet)', {
      symbol: 'DOC',
      title: 'Degradable organic carbon',
      over: [wasteType],
      range: [0, 1],
    }),
  },
  equations({ share, doc, dryMatter, carbon, fossil }) {
    return {
      doc: named('DOC of bulk waste', 'Eq 3.7', doc.times(share).sum(wasteType), { symbol: 'DOC' }),
      dryMatter: named('Dry matter content', 'Eq 5.8', share.times(dryMatter).sum(wasteType), { symbol: 'dm' }),
      carbon: named('Total carbon content', 'Eq 5.9', share.times(carbon).sum(wasteType), { symbol: 'CF' }),
      fossil: named('Fossil carbon fraction', 'Eq 5.10', share.times(fossil).sum(wasteType), { symbol: 'FCF' }),
    }
  },
})
