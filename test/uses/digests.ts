import { evaluate, explain } from '../../src'
import { methods } from '../../src/methods'

// Run by itself, in processes of other time zones and languages: prints digests and what people see.

const fod = methods().get('waste.solid-waste-disposal')
const burnt = methods().get('energy.stationary-combustion')
const compost = methods().get('waste.composting')

const shown = [
  [compost, { treated: '1200 t' }, { region: 'ID', gwp: 'AR5' }],
  [
    fod,
    {
      deposited: { paper: { from: 'FY2020', values: [1, 2, 3] }, food: { from: 'FY2020', values: ['0.1', '1e3', 5] } },
      climate: 'tropical-dry',
      site: 'managed-anaerobic',
    },
    { fiscalStart: 4, gwp: 'AR6' },
  ],
  [
    fod,
    {
      deposited: { food: { from: '2019-11', values: [1, 2, 3, 4] } },
      climate: 'tropical-dry',
      site: 'managed-anaerobic',
    },
    {},
  ],
  [
    burnt,
    { consumption: { 'wood-wood-waste': 1, 'natural-gas': '2 TJ', anthracite: '3' }, sector: 'residential' },
    { gwp: 'AR6', year: 2024 },
  ],
] as const

for (const [method, inputs, context] of shown) {
  const result = evaluate(method as never, inputs as never, context)
  process.stdout.write(`${result.digest}\n${explain(result)}\n`)
}
