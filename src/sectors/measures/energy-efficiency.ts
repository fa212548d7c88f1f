import { category, cite, dimension, input, method, named, one, time } from '../../core'
import { fuel, gridElectricity, stationaryCombustion } from '../energy'

export const year = time('year', { index: 'y' })
/** The chillers, lamps, motors … of the project. */
export const equipment = dimension('equipment', { index: 'i' })
/** The refrigerant is the substance of the unit: `kg refrigerant`. */
export const refrigerant = dimension('refrigerant', { substance: true })

/**
 * Energy efficiency in the manner of JCM and CDM: efficient equipment gives the same service with less. What it would
 * have taken follows from metered use and the ratio of efficiencies; heat from the efficiency of the reference boiler.
 * Refrigerant of replaced units that is not recovered is leakage.
 *
 * The ratio holds for equal service only. CDM and JCM texts with equations were not seen in the original.
 */
export const energyEfficiency = method({
  id: 'measures.energy-efficiency',
  title: 'Energy efficiency of equipment and boilers',
  source: cite(
    'jcm-registry',
    'reference emissions as ID_AM004, ID_AM020 and TH_AM016 word them on their registry pages (TH_AM005 words the ratio as reference/project); IPCC 2006 V2 Eq 2.1–2.2; V3 Eq 7.14, p 7.51',
  ),
  edition: '2006',
  inputs: {
    electricity: input('MWh electricity', {
      symbol: 'EC_PJ',
      title: 'Metered electricity of the project equipment',
      over: [equipment, year],
      range: [0, null],
    }),
    auxiliaryElectricity: input('MWh electricity', {
      title: 'Electricity of auxiliary equipment',
      over: [year],
      kind: 'flow',
      default: 0,
      range: [0, null],
    }),
    projectEfficiency: input('1', {
      symbol: 'η_PJ',
      title: 'Efficiency of the project equipment (COP, lm/W …)',
      over: [equipment],
      range: [0, null],
    }),
    referenceEfficiency: input('1', {
      symbol: 'η_RE',
      title: 'Efficiency of the reference equipment, in the same unit',
      over: [equipment],
      range: [0, null],
    }),
    gridFactor: input('t CO2/MWh electricity', {
      symbol: 'EF_elec',
      title: 'Emission factor of the grid',
      over: [year],
      kind: 'intensity',
      range: [0, null],
    }),
    losses: input('1', {
      symbol: 'TDL',
      title: 'Losses as a share of consumption',
      over: [year],
      kind: 'intensity',
      default: 0,
      range: [0, null],
    }),
    sector: category(['energy-industries', 'manufacturing', 'commercial', 'residential'], {
      title: 'Where fuel is burnt',
      optional: true,
    }),
    heat: input('TJ heat', {
      symbol: 'HG',
      title: 'Heat that the reference boilers would have supplied, by their fuel',
      over: [fuel, year],
      kind: 'flow',
      optional: true,
      range: [0, null],
    }),
    boilerEfficiency: input('TJ heat/TJ (NCV)', {
      symbol: 'η_BL',
      title: 'Efficiency of the reference boilers',
      over: [fuel],
      optional: true,
      range: [0, null],
    }),
    fuel: input('TJ (NCV)', {
      symbol: 'F_PJ',
      title: 'Metered fuel of the project',
      over: [fuel, year],
      kind: 'flow',
      optional: true,
      range: [0, null],
    }),
    charge: input('kg refrigerant', {
      symbol: 'M',
      title: 'Refrigerant charge of the units replaced',
      over: [refrigerant, year],
      kind: 'flow',
      optional: true,
      range: [0, null],
    }),
    remaining: input('1', {
      symbol: 'p',
      title: 'Share of the charge that is left at disposal',
      over: [refrigerant],
      optional: true,
      range: [0, 1],
    }),
    recovery: input('1', {
      symbol: 'η_rec',
      title: 'Share recovered at disposal',
      over: [refrigerant],
      optional: true,
      range: [0, 1],
    }),
    price: input('USD (nominal)/MWh electricity', {
      title: 'Price of electricity',
      over: [year],
      kind: 'intensity',
      optional: true,
      range: [0, null],
    }),
  },
  equations(s) {
    const referenceUse = named(
      'Reference electricity',
      'RE = EC·η_PJ/η_RE',
      s.electricity.times(s.projectEfficiency).dividedBy(s.referenceEfficiency).sum(equipment),
      { symbol: 'EC_RE', unit: 'MWh electricity' },
    )
    const projectUse = named(
      'Project electricity',
      'PE = EC',
      s.electricity.sum(equipment).plus(s.auxiliaryElectricity),
      { symbol: 'EC_PJ', unit: 'MWh electricity' },
    )
    const referenceFuel = named('Reference fuel', 'F = HG/η', s.heat.dividedBy(s.boilerEfficiency), { symbol: 'F_BL' })

    const grid = { gridFactor: s.gridFactor, losses: s.losses }
    const baselineFuel = stationaryCombustion({ consumption: referenceFuel, sector: s.sector }, { as: 'fuel' })
    const projectFuel = stationaryCombustion({ consumption: s.fuel, sector: s.sector }, { as: 'fuel' })
    const released = s.charge.times(s.remaining).times(one.minus(s.recovery))
    return {
      baseline: { electricity: gridElectricity({ consumption: referenceUse, ...grid }).co2, ...baselineFuel },
      project: { electricity: gridElectricity({ consumption: projectUse, ...grid }).co2, ...projectFuel },
      leakage: {
        refrigerant: named('Refrigerant lost at disposal', 'V3 Eq 7.14', released, { unit: 'kg refrigerant' }),
      },
      benefit: {
        electricitySaved: named('Electricity saved', 'EC_RE − EC_PJ', referenceUse.minus(projectUse), {
          unit: 'MWh electricity',
        }),
        costSaved: named(
          'Cost of electricity saved',
          '(EC_RE − EC_PJ) · price',
          referenceUse.minus(projectUse).times(s.price),
        ),
      },
    }
  },
})
