import { category, check, cite, constant, input, method, named, when } from '../../../src/core'

/** A method whose conditions, each called by the mass that it allows, stand in branches. */
export const branching = method({
  id: 'test.branching',
  title: 'a test',
  source: cite('test', 'Eq 1'),
  edition: '1',
  inputs: {
    x: input('t'),
    way: category(['direct', 'stored', 'burnt'], {}),
    measured: category(['yes', 'no'], {}),
  },
  equations: ({ x, way, measured }) => {
    const below = (most: string) => check(x, x.isLessThan(constant(most, 't')), most)
    const isMeasured = measured.is('yes')
    const [burnt, always] = [below('30'), below('1000')]
    const stored = when(isMeasured, below('20'), x.times(2))
    return {
      mass: named('mass', 'Eq 1', way.match({ direct: below('10'), stored, burnt })),
      // the same condition in two ways, and in both branches
      again: named('again', 'Eq 2', when(way.is('stored'), burnt, x)),
      half: named('half', 'Eq 3', when(isMeasured, always, always.times(2))),
    }
  },
})

/** What is entered, and what the check sheet says of the conditions. */
export const branchingRows: readonly (readonly [entered: readonly [string, string, string], status: object])[] = [
  [['50', 'direct', 'yes'], { 10: 'FAILED', 20: 'open', 30: 'open', 1000: 'OK' }],
  [['50', 'stored', 'no'], { 10: 'open', 20: 'open', 30: 'FAILED', 1000: 'OK' }],
  [['25', 'stored', 'no'], { 10: 'open', 20: 'open', 30: 'OK', 1000: 'OK' }],
  [['25', 'stored', 'yes'], { 10: 'open', 20: 'FAILED', 30: 'OK', 1000: 'OK' }],
  [['2000', 'burnt', 'no'], { 10: 'open', 20: 'open', 30: 'FAILED', 1000: 'FAILED' }],
]

/** What it can be written with. */
export const branchingInputs = { x: '5 t', way: 'direct', measured: 'no' }
