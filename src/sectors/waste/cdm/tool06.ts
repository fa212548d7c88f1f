import { category, cite, constant, dimension, factor, input, method, named, one, when } from '../../../core'
import { cdmTool061Efficiency } from '../../../data/factors/generated/cdm-tool06-1-efficiency'
import { cdmTool064Efficiency } from '../../../data/factors/generated/cdm-tool06-4-efficiency'

/** The hours or minutes of flaring; those of one operation may be summed to one entry. */
export const interval = dimension('interval', { index: 'm' })

const methane = input('t CH4 (biogenic)', {
  symbol: 'F_CH4,RG',
  title: 'CH4 in the gas to the flare',
  over: [interval],
  range: [0, null],
})

const activity = 'cdm-flaring'

/**
 * CH4 that a flare lets through, by the first version of the tool, hour by hour: Σ TM·(1 − η). An hour below 500 °C, or
 * without flame, for more than 20 minutes is `off`; so is one of an enclosed flare without a record of temperature
 * (p 3). An enclosed flare that is hot but not by the manufacturer's specifications counts half; later versions count nothing
 * then. A measured efficiency is given as `efficiency`, 0 for hours that are `off`.
 *
 * Efficiency goes with each interval: a mean over the year is wrong where flow and operation vary together.
 */
export const cdmTool06Version1 = method({
  id: 'waste.cdm-tool06.version-1',
  title: 'CH4 from flaring, CDM TOOL06 version 01',
  source: cite('cdm-tool06-1', 'step 6, p 10; Eq 15, p 11'),
  edition: 'version 01',
  admits: { 'cdm-tool06': ['version 01 (EB 28, Annex 13)'] },
  factors: [cdmTool061Efficiency],
  inputs: {
    methane,
    flare: category(['open', 'enclosed'], { title: 'Type of the flare' }),
    operation: category(['off', 'out-of-specification', 'within-specification'], {
      title: 'Operation of the flare in the interval',
      over: [interval],
    }),
    efficiency: factor('1', {
      symbol: 'η',
      parameter: 'flare-efficiency',
      title: 'Flare efficiency',
      over: [interval],
      labelled: [],
      activity,
      by: ['flare', 'operation'],
      range: [0, 1],
    }),
  },
  equations({ methane, efficiency }) {
    const through = named('CH4 not destroyed', 'Eq 15', methane.times(one.minus(efficiency)))
    return { ch4: named('CH4 from flaring', 'Eq 15', through.sum(interval)) }
  },
})

/**
 * The same by version 04.0, minute by minute: η holds in minutes with a flame and, for enclosed flares, within the
 * manufacturer's specifications, and is 0 otherwise. For enclosed flares of low height 0.1 is taken off, also off a measured η.
 * The text itself was not seen; project descriptions that apply it print these rules.
 */
export const cdmTool06Version4 = method({
  id: 'waste.cdm-tool06.version-4',
  title: 'CH4 from flaring, CDM TOOL06 version 04.0',
  source: cite(
    'cdm-tool06-4',
    'steps 2 and 3, seen in project descriptions that apply them (Ödemiş, pp 82–84; Bergama, pp 101 and 136), not in the original',
  ),
  edition: 'version 04.0',
  admits: { 'cdm-tool06': ['version 04.0'] },
  factors: [cdmTool064Efficiency],
  inputs: {
    methane,
    flare: category(['open', 'enclosed', 'enclosed-low-height'], { title: 'Type of the flare' }),
    operation: category(['operating', 'not-operating'], {
      title: 'Whether the flare operates as it must',
      over: [interval],
    }),
    efficiency: factor('1', {
      symbol: 'η',
      parameter: 'flare-efficiency',
      title: 'Flare efficiency, before what low height takes off',
      over: [interval],
      labelled: [],
      activity,
      by: ['flare'],
      range: [0, 1],
    }),
  },
  equations({ methane, flare, operation, efficiency }) {
    const taken = efficiency.minus(when(flare.is('enclosed-low-height'), constant('0.1'), constant('0')))
    const eta = named('Flare efficiency', 'step 2', when(operation.is('operating'), taken, constant('0')), {
      symbol: 'η_flare',
    })
    const through = named('CH4 not destroyed', 'step 3', methane.times(one.minus(eta)))
    return { ch4: named('CH4 from flaring', 'step 3', through.sum(interval)) }
  },
})
