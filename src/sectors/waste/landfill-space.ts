import { accumulate, cite, input, method, named, one, step } from '../../core'
import { year } from './dimensions'

/**
 * Space that a landfill takes year by year, how long what is left of it lasts at the rate of the year, the area for the same
 * volume at a given height, and leachate from rain on it. Below 0, what is left is the space that is missing.
 *
 * By definition, without defaults: density is that of the compacted waste in place, cover the share of soil in the volume;
 * leachate is rain times open area times the share of it that seeps into the waste, without water that the waste brings.
 */
export const landfillSpace = method({
  id: 'waste.landfill-space',
  title: 'Volume, life, area and leachate of a landfill',
  source: cite('definition', 'volume = mass / density; leachate = rain · area · seepage'),
  edition: '2025',
  inputs: {
    deposited: input('t waste (wet)', {
      symbol: 'W',
      title: 'Waste deposited',
      over: [year],
      kind: 'flow',
      range: [0, null],
    }),
    density: input('t waste (wet)/m3 landfill', {
      symbol: 'ρ',
      title: 'Density of the waste in place',
      range: [0, null],
    }),
    cover: input('1', { title: 'Share of cover material in the volume', default: 0, range: [0, 0.9] }),
    free: input('m3 landfill', { symbol: 'V0', title: 'Volume that is free before the first year', range: [0, null] }),
    height: input('m3 landfill/m2 land', { symbol: 'h', title: 'Height of the fill', range: [0, null] }),
    rain: input('m3 water/m2 land', {
      symbol: 'P',
      title: 'Rain of the year',
      over: [year],
      kind: 'flow',
      range: [0, null],
    }),
    seepage: input('1', { symbol: 'C', title: 'Share of the rain that seeps into the waste', range: [0, 1] }),
    open: input('m2 land', {
      symbol: 'A',
      title: 'Area on which it rains',
      over: [year],
      kind: 'stock',
      range: [0, null],
    }),
  },
  equations({ deposited, density, cover, free, height, rain, seepage, open }) {
    const volume = named('Volume taken', 'W/ρ/(1 − cover)', deposited.dividedBy(density).dividedBy(one.minus(cover)))
    const left = named(
      'Volume that is left',
      'V0 − Σ volume',
      accumulate(year, volume.negate(), (before) => before, { initial: free }),
    )
    return {
      volume,
      area: named('Area taken', 'volume / h', volume.dividedBy(height)),
      free: left,
      life: named(
        'Years that the rest lasts at the rate of the year',
        'rest / volume',
        left.dividedBy(volume).times(step(year)),
        { unit: 'yr' },
      ),
      leachate: named('Leachate', 'P·A·C', rain.times(open).times(seepage)),
    }
  },
})
