import { describe, expect, test } from 'vitest'
import { runProject } from '../../src/accounts/project'
import { reportHtml } from '../../src/app/report'
import { wasteStreams } from '../../src/app/report/streams'
import { cite, constant, input, method } from '../../src/core'
import { methodOf } from '../../src/methods'
import { fate, streams, treatment, wasteType, year } from '../../src/sectors/waste'
import { run } from './report-fixture'
import { readMarkup } from './report-markup'

const whatIsBrought = { over: [treatment, wasteType, year], kind: 'flow', range: [0, null] } as const

/** All of the streams, with and without: the landfill is told in waste, the gas of composting is the emission. */
const measure = method({
  id: 'test.streams',
  title: 'Composting, with streams',
  source: cite('ipcc-2006-v5', 'Ch 2, Box 2.1'),
  edition: '2006',
  inputs: {
    generated: input('t waste (wet)', { over: [wasteType, year], kind: 'flow', range: [0, null] }),
    baselineTreated: input('t waste (wet)', { default: 0, ...whatIsBrought }),
    treated: input('t waste (wet)', whatIsBrought),
    fates: input('1', { over: [treatment, fate], sumsTo: fate, range: [0, 1] }),
  },
  equations({ generated, fates, ...s }) {
    const city = { generated, fates, collectedShare: constant('0.8'), burntShare: constant('0.5'), ash: constant('0') }
    const baseline = streams({ ...city, treated: s.baselineTreated }, { as: 'baseline streams' })
    const project = streams({ ...city, treated: s.treated }, { as: 'project streams' })
    const gas = constant('0.004', 't CH4 (biogenic)/t waste (wet)')
    const of = (flows: typeof baseline) => flows.landfilled.sum(wasteType).times(gas)
    return { baseline: { landfill: of(baseline) }, project: { landfill: of(project) } }
  },
})

const about = {
  title: 'Separation of kitchen waste',
  city: { name: 'Tepi Laut', country: 'ID' },
  gwp: 'AR5',
  period: { from: '2024', to: '2025' },
  scenario: { baseline: 'Mixed waste.', project: 'Kitchen waste is composted.', leakage: 'None is known.' },
}
const treated = { values: { composting: { food: { 2024: '200', 2025: '300' }, paper: { 2024: '0', 2025: '0' } } } }
const project = {
  ...about,
  measure: 'test.streams',
  inputs: {
    generated: { values: { food: { 2024: '1000', 2025: '1000' }, paper: { 2024: '400', 2025: '400' } } },
    treated,
    fates: { values: { composting: { product: '0.4', landfill: '0.1', loss: '0.5' } } },
  },
}
const result = runProject(project, {}, { methodOf: () => measure })
const elements = readMarkup(reportHtml(result))
const sum = (values: readonly string[]) => values.reduce((total, each) => total + Number(each), 0)

describe('waste streams of a run', () => {
  const [baseline, separated] = wasteStreams(result)

  test('are told for baseline and project, in balance at every place', () => {
    expect([baseline?.title, separated?.title]).toEqual(['baseline streams', 'project streams'])
    for (const { flows, balance } of [baseline, separated].flatMap((each) => each ?? [])) {
      for (const place of ['Collected', 'Not collected', 'composting']) {
        const into = flows.filter(({ to }) => to === place).map(({ value }) => value)
        expect([place, sum(into)]).toEqual([place, sum(flows.filter(({ from }) => from === place).map((f) => f.value))])
      }
      expect(balance).toEqual([
        { wasteType: 'food', into: '2000', out: '2000' },
        { wasteType: 'paper', into: '800', out: '800' },
      ])
    }
  })

  test('have the flows of the data, over all years', () => {
    const flow = (from: string, to: string) =>
      separated?.flows.find((each) => each.from === from && each.to === to)?.value
    expect(flow('Generated', 'Collected')).toBe('2240')
    expect(flow('Collected', 'composting')).toBe('500')
    expect(flow('composting', 'Products')).toBe('200')
    expect(flow('composting', 'Lost to the air')).toBe('250')
    // collected 2240, of which 500 are composted, a tenth of them residues
    expect(flow('Collected', 'Landfill')).toBe('1740')
    expect(flow('composting', 'Landfill')).toBe('50')
    expect(flow('Not collected', 'Open-burned')).toBe('280')
    expect(baseline?.flows.some(({ to }) => to === 'composting')).toBe(false)
  })

  test('are drawn, each place as high as what flows through it', () => {
    const drawn = elements.filter(({ name, attributes }) => name === 'rect' && attributes.class === 'place')
    const places = [baseline, separated].flatMap((streams) => [
      ...new Set(streams?.flows.flatMap(({ from, to }) => [from, to])),
    ])
    expect(drawn.length).toBe(places.length)
    const heights = drawn.map(({ attributes }) => Number(attributes.height))
    expect(heights[places.indexOf('Collected')]).toBeCloseTo(280 * 0.8, 6)
    expect(heights.every((height) => Number.isFinite(height) && height > 0)).toBe(true)
    expect(elements.some(({ attributes }) => attributes.id === 'waste-streams')).toBe(true)
  })

  test('are told of separation at the source', () => {
    const inputs = {
      landfilled: { values: { food: { 2024: '600', 2025: '500' }, paper: { 2024: '320', 2025: '320' } } },
      separated: treated,
      kind: { values: { composting: 'composting' } },
      residues: { values: { composting: '0.1' } },
      yield: { values: { composting: '0.4' } },
      climate: 'tropical-moist-wet',
      landfill: 'managed-anaerobic',
    }
    const separation = { ...about, measure: 'measures.source-separation', inputs }
    const [streams, ...others] = wasteStreams(runProject(separation, {}, { methodOf }))
    expect(others).toEqual([])
    // 500 are composted: a tenth is landfilled, of the 450 left 40 % are compost
    expect(streams?.flows.map(({ from, to, value }) => [from, to, value])).toEqual([
      ['Generated', 'Collected', '2240'],
      ['Collected', 'composting', '500'],
      ['Collected', 'Landfill', '1740'],
      ['composting', 'Products', '180'],
      ['composting', 'Landfill', '50'],
      ['composting', 'Lost to the air', '270'],
    ])
    expect(streams?.balance).toEqual([
      { wasteType: 'food', into: '1600', out: '1600' },
      { wasteType: 'paper', into: '640', out: '640' },
    ])
  })

  test('are not there for a measure without streams', () => {
    expect(wasteStreams(run())).toEqual([])
    expect(readMarkup(reportHtml(run())).some(({ attributes }) => attributes.id === 'waste-streams')).toBe(false)
  })
})
