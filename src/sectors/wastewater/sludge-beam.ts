import { category, cite, constant, factor, input, method, named, one, when } from '../../core'
import { beam2009Section12 } from '../../data/factors/generated/beam-2009-section-12'

const dry = { range: [0, null] } as const
const share = { range: [0, 1] } as const

/**
 * CH4 and N2O of sewage sludge that is composted, landfilled, burnt or spread on land, by the Canadian model BEAM, which ECAM
 * follows: plant data (solids, nitrogen, covering, furnace temperature, soil) in the place of the IPCC's one factor per
 * route. Not an IPCC method and not to be added to `sludgeTreatment` for the same sludge.
 *
 * N2O of composting, landfill and soil is none where C:N is above 30, that of composting neither above 55 % solids; above
 * 80 % solids that of soils is halved. CH4 of the landfill is that of the first three years, all of it in the year of
 * disposal: not first-order decay. N2O of furnaces is η = (161.3 − 0.140·T) % of the nitrogen, at 1023 K or above (Suzuki et
 * al. 2003), and a fifth more with urea (SNCR); Eq 49 prints no 44/28, so none is applied. Eq 25 and 35 print 16/12 as 1.3,
 * Eq 28, 39, 58 and 60 print 44/28 as 1.57; the ratios are taken. Storage (Eq 56, 62), whose units do not go together, and
 * the credit for carbon in soils, an authors' estimate, are left out; so are CH4 of the landfill after three years, with gas
 * captured (Eq 36, 37), and the lower N2O of burning drier sludge, whose percentages are not printed (p 162). Carbon that
 * stays in the landfill is an amount of carbon, apart from the gases.
 */
export const sludgeBeam = method({
  id: 'wastewater.sludge-beam',
  title: 'CH4 and N2O of sewage sludge by plant data (BEAM)',
  source: cite('beam-2009', 'Sections 12.8.2, 12.9.2, 12.10.2, 12.11.2, pp 147–169'),
  edition: '2009',
  factors: [beam2009Section12],
  inputs: {
    kind: category(['digested', 'undigested'], { title: 'Whether the sludge was digested' }),
    volatile: factor('kg VS/kg sludge (dry)', {
      symbol: 'VS',
      title: 'Volatile solids',
      by: { technology: 'kind' },
      range: [0, 1],
    }),
    nitrogen: input('kg N/kg sludge (dry)', { symbol: 'N', title: 'Nitrogen content', range: [0, 0.1] }),
    carbon: factor('kg C/kg VS', { symbol: 'OC', title: 'Organic carbon of volatile solids', range: [0, 1] }),
    composted: input('kg sludge (dry)/yr', { symbol: 'M_c', title: 'Sludge composted', ...dry }),
    covered: category(['yes', 'no'], { title: 'Whether piles are covered or their air is treated' }),
    compostSolids: input('1', { symbol: 'TS_c', title: 'Solids content of the compost', ...share }),
    compostCh4: factor('kg CH4-C (biogenic)/kg C', {
      symbol: 'EF_c',
      parameter: 'EF',
      title: 'CH4 of uncovered piles',
      activity: 'composting-ch4',
      range: [0, 1],
    }),
    compostN2o: factor('kg N2O-N/kg N', {
      symbol: 'EF_c,N2O',
      parameter: 'EF',
      title: 'N2O of composting',
      activity: 'composting-n2o',
      range: [0, 1],
    }),
    landfilled: input('kg sludge (dry)/yr', { symbol: 'M_l', title: 'Sludge landfilled', ...dry }),
    phi: factor('1', { symbol: 'φ', parameter: 'phi', title: 'Model uncertainty factor', range: [0, 1] }),
    f: factor('1', { symbol: 'F', title: 'CH4 in landfill gas', range: [0, 1] }),
    docf: factor('1', { symbol: 'DOC_f', parameter: 'DOCf', title: 'Decomposable organic fraction', range: [0, 1] }),
    decomposed: factor('1', {
      symbol: 'D_3',
      parameter: 'decomposed',
      title: 'Share decomposed in the first three years',
      range: [0, 1],
    }),
    mcf: factor('1', { symbol: 'MCF', title: 'Methane correction factor of the landfill', range: [0, 1] }),
    landfillN2o: factor('kg N2O-N/kg N', {
      symbol: 'EF_l',
      parameter: 'EF',
      title: 'N2O of landfilled sludge',
      activity: 'landfill-n2o',
      range: [0, 1],
    }),
    burnt: input('kg sludge (dry)/yr', { symbol: 'M_b', title: 'Sludge burnt', ...dry }),
    temperature: input('K', {
      symbol: 'T',
      title: 'Highest freeboard temperature, mean, in kelvin (absolute)',
      range: [960, 1500],
    }),
    urea: category(['yes', 'no'], { title: 'Whether urea reduces nitrogen oxides (SNCR)' }),
    burningCh4: factor('kg CH4 (biogenic)/kg sludge (dry)', {
      symbol: 'EF_b',
      parameter: 'EF',
      title: 'CH4 of burning',
      activity: 'burning-ch4',
      range: [0, null],
    }),
    spread: input('kg sludge (dry)/yr', { symbol: 'M_s', title: 'Sludge spread on land', ...dry }),
    spreadSolids: input('1', { symbol: 'TS_s', title: 'Solids content of the sludge spread', ...share }),
    soil: category(['fine-textured', 'coarse-textured'], { title: 'Texture of the soil' }),
    soilN2o: factor('kg N2O-N/kg N', {
      symbol: 'EF_s',
      parameter: 'EF',
      title: 'N2O of sludge on soil',
      activity: 'soil-n2o',
      by: { technology: 'soil' },
      range: [0, 1],
    }),
  },
  equations(s) {
    const ch4 = { unit: 'kg CH4 (biogenic)/yr' }
    const n2o = { unit: 'kg N2O/yr' }
    const asCh4 = constant('16/12', 'kg CH4 (biogenic)/kg CH4-C (biogenic)')
    const ofCarbon = constant('16/12', 'kg CH4 (biogenic)/kg C')
    const asN2o = constant('44/28', 'kg N2O/kg N2O-N')
    const content = named('Carbon content', 'VS · OC', s.volatile.times(s.carbon), { unit: 'kg C/kg sludge (dry)' })
    // C:N above 30, without a division by a nitrogen of 0
    const rich = content.isGreaterThan(s.nitrogen.times(constant('30', 'kg C/kg N')))
    const none = '0 kg N2O/yr'

    const pile = named(
      'CH4 of composting',
      'Eq 23–25',
      when(
        s.covered.is('yes'),
        '0 kg CH4 (biogenic)/yr',
        when(
          s.compostSolids.isGreaterThan('0.55'),
          '0 kg CH4 (biogenic)/yr',
          s.composted.times(content).times(s.compostCh4).times(asCh4),
        ),
      ),
      ch4,
    )
    const pileN2o = named(
      'N2O of composting',
      'Eq 26–28',
      when(
        rich,
        none,
        when(
          s.compostSolids.isGreaterThan('0.55'),
          none,
          s.composted.times(s.nitrogen).times(s.compostN2o).times(asN2o),
        ),
      ),
      n2o,
    )
    const buried = named('Carbon landfilled', 'M · VS · OC', s.landfilled.times(content), { unit: 'kg C/yr' })
    const landfill = named(
      'CH4 of landfilling',
      'Eq 35',
      buried.times(s.phi).times(ofCarbon).times(s.f).times(s.docf).times(s.decomposed).times(s.mcf),
      ch4,
    )
    const landfillN2o = named(
      'N2O of landfilling',
      'Eq 38–39',
      when(rich, none, s.landfilled.times(s.nitrogen).times(s.landfillN2o).times(asN2o)),
      n2o,
    )
    const hot = s.temperature.atLeast('1023 K')
    const eta = named(
      'Share of nitrogen emitted as N2O',
      'Eq 49–50',
      constant('1.613', 'kg N2O/kg N')
        .minus(hot.times(constant('0.0014', 'kg N2O/kg N/K')))
        .atLeast('0 kg N2O/kg N'),
      { symbol: 'η' },
    )
    const furnace = s.burnt.times(s.nitrogen).times(eta)
    const furnaceN2o = named('N2O of burning', 'Eq 49', when(s.urea.is('yes'), furnace.times('1.2'), furnace), n2o)
    const furnaceCh4 = named('CH4 of burning', 'Eq 48', s.burnt.times(s.burningCh4), ch4)
    const onSoil = s.spread.times(s.nitrogen).times(s.soilN2o).times(asN2o)
    const soilN2o = named(
      'N2O of soils',
      'Eq 57–60',
      when(rich, none, when(s.spreadSolids.isGreaterThan('0.8'), onSoil.times('0.5'), onSoil)),
      n2o,
    )
    return {
      ch4: named('CH4 emissions', 'Eq 25, 35, 48', pile.plus(landfill).plus(furnaceCh4), ch4),
      n2o: named(
        'N2O emissions',
        'Eq 28, 39, 49, 58, 60',
        pileN2o.plus(landfillN2o).plus(furnaceN2o).plus(soilN2o),
        n2o,
      ),
      carbonStored: named('Carbon that stays in the landfill', 'Eq 40', buried.times(one.minus(s.docf)), {
        unit: 'kg C/yr',
      }),
    }
  },
})
