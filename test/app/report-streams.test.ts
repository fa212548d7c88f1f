import { describe, expect, test } from 'vitest'
import { runProject } from '../../src/accounts/project'
import { reportHtml } from '../../src/app/report'
import { wasteStreams } from '../../src/app/report/streams'
import { methodOf } from '../../src/methods'
import { run } from './report-fixture'
import { readMarkup } from './report-markup'

const project = {
  title: 'Separation of kitchen waste',
  city: { name: 'Tepi Laut', country: 'ID' },
  measure: 'measures.source-separation',
  gwp: 'AR5',
  period: { from: '2024', to: '2025' },
  scenario: { baseline: 'Mixed waste.', project: 'Kitchen waste is composted.', leakage: 'None is known.' },
  inputs: {
    generated: { values: { food: { 2024: '1000', 2025: '1000' }, paper: { 2024: '400', 2025: '400' } } },
    collectedShare: '0.8',
    burntShare: '0.5',
    treated: { values: { composting: { food: { 2024: '200', 2025: '300' }, paper: { 2024: '0', 2025: '0' } } } },
    kind: { values: { composting: 'composting' } },
    fates: { values: { composting: { product: '0.4', landfill: '0.1', loss: '0.5' } } },
    climate: 'tropical-moist-wet',
    landfill: 'managed-anaerobic',
  },
}
const result = runProject(project, {}, { methodOf })
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

  test('are not there for a measure without streams', () => {
    expect(wasteStreams(run())).toEqual([])
    expect(readMarkup(reportHtml(run())).some(({ attributes }) => attributes.id === 'waste-streams')).toBe(false)
  })
})
