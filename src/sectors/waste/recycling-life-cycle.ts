import { cite, input, method, named, one } from '../../core'
import { wasteType, year } from './dimensions'

/**
 * What recycling avoids in the life cycle of materials: virgin material that need not be made, less what it takes to make
 * it from waste. Another account than an inventory: production may be elsewhere, and its emissions stand in other sectors.
 * Its unit, `life-cycle CO2e`, does not add up with CO2e, and no total takes it in.
 *
 * There are no defaults: emissions of virgin and recycled material depend on country and process. Cite where they are from.
 */
export const recyclingLifeCycle = method({
  id: 'waste.recycling-life-cycle',
  title: 'Virgin material avoided by recycling (life-cycle view)',
  source: cite('carb-recycling-2011', 'p 3, without its terms of transport and forests'),
  edition: '2011',
  inputs: {
    recycled: input('t waste (wet)', {
      symbol: 'Q',
      title: 'Waste brought to recycling',
      over: [wasteType, year],
      kind: 'flow',
      range: [0, null],
    }),
    usable: input('1', {
      symbol: 'R_use',
      title: 'Share of it that takes the place of virgin material',
      over: [wasteType],
      range: [0, 1],
    }),
    virgin: input('t life-cycle CO2e/t waste (wet)', {
      symbol: 'MS_virgin',
      title: 'Emissions of making the material from virgin inputs',
      over: [wasteType],
      range: [0, null],
    }),
    fromWaste: input('t life-cycle CO2e/t waste (wet)', {
      symbol: 'MS_recycled',
      title: 'Emissions of making it from waste',
      over: [wasteType],
      range: [0, null],
    }),
    transport: input('t life-cycle CO2e/t waste (wet)', {
      title: 'Emissions of bringing waste to recycling, beyond those of other ways',
      over: [wasteType],
      default: 0,
    }),
  },
  equations({ recycled, usable, virgin, fromWaste, transport }) {
    const replaced = named('Virgin material replaced', 'Q·R_use', recycled.times(usable))
    const making = named(
      'Avoided in making it',
      'Q·R_use·(MS_virgin − MS_recycled)',
      replaced.times(virgin.minus(fromWaste)),
    )
    const moving = named('Transport', 'Q·transport', recycled.times(transport))
    return {
      replaced: named('Virgin material replaced, all types', 'Σ Q·R_use', replaced.sum(wasteType)),
      rejected: named(
        'Waste that replaces nothing',
        'Σ Q·(1 − R_use)',
        recycled.times(one.minus(usable)).sum(wasteType),
      ),
      avoided: named('Life-cycle emissions avoided', 'Σ making − transport', making.minus(moving).sum(wasteType)),
    }
  },
})
