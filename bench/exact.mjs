// Exact evaluation with lineage against the same arithmetic in bare decimal.js from strings, in one process.
import { evaluate } from 'citymrv'
import { cite, factor, input, method, named } from 'citymrv/core'
import { composting, solidWasteDisposal } from 'citymrv/waste'
import { Decimal as Base } from 'decimal.js'
import { interleave } from './measure.mjs'

const Decimal = Base.clone({ precision: 40, defaults: true })

const source = { id: 'bench', title: 'Rows of the benchmark', edition: '1' }
const row = (parameter, value, unit) => ({
  id: `bench-${parameter}`.toLowerCase(),
  parameter,
  value,
  unit,
  selectors: {},
  region: 'world',
  source: 'bench',
  edition: '1',
  status: 'read',
})
const values = { NCV: '43.0', EF_CO2: '74100', OX: '0.99', EF_CH4: '3.9', EF_N2O: '3.9', L: '1.02' }
const table = {
  source,
  table: 'bench',
  rows: [
    row('NCV', values.NCV, 'TJ (NCV)/Gg diesel'),
    row('EF_CO2', values.EF_CO2, 'kg CO2/TJ (NCV)'),
    row('OX', values.OX, '1'),
    row('EF_CH4', values.EF_CH4, 'kg CH4/TJ (NCV)'),
    row('EF_N2O', values.EF_N2O, 'kg N2O/TJ (NCV)'),
    row('L', values.L, '1'),
  ],
}

/** Fuel with six factors: three gases. */
const sixFactors = method({
  id: 'bench.six-factors',
  title: 'Six factors',
  source: cite('bench', 'none'),
  edition: '1',
  factors: [table],
  inputs: {
    fuel: input('t diesel', { symbol: 'F' }),
    ncv: factor('TJ (NCV)/Gg diesel', { symbol: 'NCV' }),
    co2Factor: factor('kg CO2/TJ (NCV)', { symbol: 'EF_CO2' }),
    ox: factor('1', { symbol: 'OX' }),
    ch4Factor: factor('kg CH4/TJ (NCV)', { symbol: 'EF_CH4' }),
    n2oFactor: factor('kg N2O/TJ (NCV)', { symbol: 'EF_N2O' }),
    losses: factor('1', { symbol: 'L' }),
  },
  equations({ fuel, ncv, co2Factor, ox, ch4Factor, n2oFactor, losses }) {
    const energy = named('Energy', 'a', fuel.times(losses).times(ncv))
    return {
      co2: named('CO2', 'b', energy.times(co2Factor).times(ox)),
      ch4: named('CH4', 'c', energy.times(ch4Factor)),
      n2o: named('N2O', 'd', energy.times(n2oFactor)),
    }
  },
})

const bareSixFactors = (fuel) => {
  const energy = new Decimal(fuel).times(new Decimal(values.L)).times(new Decimal(values.NCV))
  const co2 = energy.times(new Decimal(values.EF_CO2)).times(new Decimal(values.OX))
  const ch4 = energy.times(new Decimal(values.EF_CH4))
  const n2o = energy.times(new Decimal(values.EF_N2O))
  return [co2, ch4, n2o].map((each) => each.times('1e-6'))
}

const types = {
  food: ['0.15', '0.4'],
  garden: ['0.2', '0.17'],
  paper: ['0.4', '0.07'],
  wood: ['0.43', '0.035'],
  textiles: ['0.24', '0.07'],
  nappies: ['0.24', '0.17'],
  sludge: ['0.05', '0.4'],
}
const deposited = Object.fromEntries(
  Object.keys(types).map((type, index) => [
    type,
    { from: 1950, values: Array.from({ length: 80 }, (_, year) => String(1000 + 10 * year + index)) },
  ]),
)

const bareLandfill = () => {
  const years = Array.from({ length: 80 }, () => new Decimal(0))
  for (const [type, [doc, k]] of Object.entries(types)) {
    const remaining = new Decimal(k).negated().exp()
    const decays = new Decimal(1).minus(remaining)
    let stock = new Decimal(0)
    deposited[type].values.forEach((mass, year) => {
      const decomposed = stock.times(decays)
      stock = new Decimal(mass).times(doc).times('0.5').times('1').plus(stock.times(remaining))
      years[year] = years[year].plus(decomposed.times('0.5').times(16).dividedBy(12))
    })
  }
  return years.map((each) => each.minus('0').times(new Decimal(1).minus('0')))
}

const context = { region: 'ID' }
const single = ({ outputs }) =>
  Object.values(outputs)
    .map(({ value }) => value)
    .join()
const series = ({ outputs }) =>
  outputs.ch4
    .rows()
    .map(({ value }) => value)
    .join()

/** `{name, reference, ratio}` for each question. */
export const exactBenches = () => {
  const six = interleave(
    {
      evaluate: (call) => single(evaluate(sixFactors, { fuel: String(1000 + call) }, context)),
      bare: (call) => bareSixFactors(String(1000 + call)).join(),
      // a second method keeps the library's own paths from being tuned to one
      other: (call) => single(evaluate(composting, { treated: String(1000 + call) }, context)),
    },
    { calls: 2000 },
  )
  const landfill = interleave(
    {
      evaluate: () =>
        series(
          evaluate(
            solidWasteDisposal,
            {
              deposited,
              climate: 'tropical-moist-wet',
              site: { from: 1950, values: new Array(80).fill('managed-anaerobic') },
            },
            context,
          ),
        ),
      bare: () => bareLandfill().join(),
    },
    { calls: 1, rounds: 9 },
  )
  return [
    {
      name: 'exact evaluation of a 6-factor method',
      reference: 'the same arithmetic in bare decimal.js from strings',
      ratio: six.evaluate / six.bare,
      microseconds: six.evaluate / 1000,
    },
    {
      name: 'exact landfill, 7 waste types × 80 years',
      reference: 'the same recurrence in bare decimal.js from strings',
      ratio: landfill.evaluate / landfill.bare,
      microseconds: landfill.evaluate / 1000,
    },
  ]
}
