import katex from 'katex'
import { describe, expect, it, test } from 'vitest'
import {
  accumulate,
  category,
  cite,
  constant,
  coordinate,
  dimension,
  type Expression,
  exp,
  factor,
  input,
  ln,
  method,
  named,
  one,
  ordered,
  shift,
  step,
  time,
  when,
} from '../../src/core'
import { methodOf, methods } from '../../src/methods'
import { chart, equations, methodPage, shown } from '../../src/uses/document'
import { evaluate } from '../../src/uses/exact'
import { methodFromJson, methodToJson } from '../../src/uses/json'
import { readMarkup } from '../app/report-markup'

const elementsOf = (text: string): string[] => readMarkup(text).map(({ name }) => name)

const render = (latex: string): string =>
  katex.renderToString(latex, {
    displayMode: true,
    throwOnError: true,
    strict: 'error',
    trust: false,
    output: 'mathml',
  })

const byTitle = (id: string, title: string): string => {
  const found = equations(methodOf(id)).filter((each) => each.title === title)
  expect(found.map((each) => each.title)).toEqual([title])
  return found[0]?.latex as string
}

const year = time('year', { index: 'T' })
const age = ordered('age', 'yr', { index: 'a' })
const site = dimension('site', { index: 's' })
const kind = dimension('kind')

/** The LaTeX of one equation over the given symbols. */
const printed = (
  write: (
    s: Record<'a' | 'b' | 'c', Expression<never>> & Record<'w', Expression<'site' | 'year'>>,
  ) => Expression<string>,
): string => {
  const own = method({
    id: 'own.one',
    title: 'One',
    source: cite('own', 'p 1'),
    edition: '1',
    inputs: {
      a: input('1', { symbol: 'a' }),
      b: input('1', { symbol: 'b' }),
      c: input('1', { symbol: 'c' }),
      w: input('1', { symbol: 'W', over: [site, year], kind: 'intensity' }),
    },
    equations: (s) => ({ x: named('x', 'Eq 1', write(s as never), { symbol: 'x' }) }),
  })
  const latex = equations(own)[0]?.latex as string
  render(latex)
  return latex
    .replace(/^x(_\{[^}]*\})? = /, '')
    .replace(/\s+/g, ' ')
    .trim()
}

describe('brackets stand where they are needed, and nowhere else', () => {
  it.each([
    ['a sum in a product', printed(({ a, b, c }) => a.plus(b).times(c)), String.raw`\left(a + b\right) \cdot c`],
    ['a product in a sum', printed(({ a, b, c }) => a.times(b).plus(c)), String.raw`a \cdot b + c`],
    ['a product of products', printed(({ a, b, c }) => a.times(b.times(c))), String.raw`a \cdot b \cdot c`],
    ['a difference taken off', printed(({ a, b, c }) => a.minus(b.minus(c))), String.raw`a - \left(b - c\right)`],
    ['a difference from which is taken', printed(({ a, b, c }) => a.minus(b).minus(c)), 'a - b - c'],
    ['a sum of a difference', printed(({ a, b, c }) => a.plus(b.minus(c))), 'a + b - c'],
    ['a quotient', printed(({ a, b, c }) => a.plus(b).dividedBy(c.minus(a))), String.raw`\frac{a + b}{c - a}`],
    ['a quotient in a product', printed(({ a, b, c }) => a.dividedBy(b).times(c)), String.raw`\frac{a}{b} \cdot c`],
    ['a power of a sum', printed(({ a, b }) => a.plus(b).power(2)), String.raw`{\left(a + b\right)}^{2}`],
    ['a power of a name', printed(({ a }) => a.power(2)), 'a^{2}'],
    ['a negative in a product', printed(({ a, b }) => a.times(b.negate())), String.raw`a \cdot \left( - b\right)`],
    ['a negative added', printed(({ a, b }) => a.plus(b.negate())), 'a - b'],
    ['an exponential', printed(({ a, b }) => one.minus(exp(a.times(b).negate()))), String.raw`1 - e^{ - a \cdot b}`],
    [
      'functions',
      printed(({ a, b }) => ln(a.plus(b)).atLeast(0)),
      String.raw`\max\left(\ln\left(a + b\right),\, 0\right)`,
    ],
    ['a magnitude', printed(({ a, b }) => a.minus(b).abs()), String.raw`\left|a - b\right|`],
    [
      'a sum over a dimension, then a product',
      printed(({ a, w }) => w.sum(site).times(a)),
      String.raw`\left(\sum_{s} W_{s,\,T}\right) \cdot a`,
    ],
    [
      'a product, then a sum over a dimension',
      printed(({ a, w }) => a.times(w.sum(site))),
      String.raw`a \cdot \sum_{s} W_{s,\,T}`,
    ],
    ['a sum over two dimensions', printed(({ w }) => w.sum(site).sum(year)), String.raw`\sum_{s,\,T} W_{s,\,T}`],
    [
      'a sum of a difference over a dimension',
      printed(({ a, w }) => w.minus(a).sum(site)),
      String.raw`\sum_{s} \left(W_{s,\,T} - a\right)`,
    ],
    ['one label', printed(({ w }) => w.at(site, 'north')), String.raw`W_{\mathrm{north},\,T}`],
    [
      'the value before',
      printed(({ w }) => shift(year, w, 1, { initial: 0 })),
      String.raw`W_{s,\,T - 1},\qquad W_{s,\,T < T_{0}} = 0`,
    ],
    [
      'two before',
      printed(({ w }) => shift(year, shift(year, w, 1, { initial: 0 }), 1, { initial: 0 })).split(',\\q')[0],
      String.raw`W_{s,\,T - 2}`,
    ],
    [
      'a ratio of masses',
      printed(({ a }) => a.times(constant('44/12', 't CO2/t C'))),
      String.raw`a \cdot \frac{44}{12}`,
    ],
    [
      'a number with a unit',
      printed(({ a }) => a.times(constant('365', 'd/yr'))),
      String.raw`a \cdot 365\,\text{d/yr}`,
    ],
    ['a small number', printed(({ a }) => a.times(constant('2.5e-6'))), String.raw`a \cdot 2.5 \cdot {10}^{ - 6}`],
    ['a fraction squared', printed(() => constant('1/3').power(2)), String.raw`{\left(\frac{1}{3}\right)}^{2}`],
    ['a change of words', printed(({ a }) => a.times(constant('1', 't CO2 (fossil)/t CO2'))), 'a'],
    [
      'a choice',
      printed(({ a, b, c }) => when(a.isAtMost(b).and(b.equals(0).not()), c, 0)),
      String.raw`\begin{cases}c & \text{if }a \le b \land \lnot \left(b = 0\right) \\ 0 & \text{otherwise}\end{cases}`,
    ],
  ])('%s', (_, found, wanted) => expect(found).toBe(wanted))
})

describe('equations are printed as in their source', () => {
  // the equations as the pages of the source print them, with the indices of their text
  it.each([
    [
      'waste.solid-waste-disposal',
      'DDOCm',
      String.raw`\mathrm{DDOCmd}_{x,\,T} = W_{x,\,T} \cdot \mathrm{DOC}_{x} \cdot \mathrm{DOC}_{f,\,x} \cdot \mathrm{MCF}_{x,\,T}`,
    ],
    [
      'waste.solid-waste-disposal',
      'DDOCma',
      String.raw`\mathrm{DDOCma}_{x,\,T} = \text{DDOCm rem}_{x,\,T} + \mathrm{DDOCma}_{x,\,T - 1} \cdot e^{ - k_{x} \cdot \Delta t},\qquad \mathrm{DDOCma}_{x,\,T < T_{0}} = 0`,
    ],
    [
      'waste.solid-waste-disposal',
      'CH4 emissions',
      String.raw`{\text{CH}_{4}\text{ Emissions}}_{T} = \left(\sum_{x} {\text{CH}_{4}\text{ generated}}_{x,\,T} - R_{T}\right) \cdot \left(1 - \mathrm{OX}_{T}\right)`,
    ],
    [
      'wastewater.domestic',
      'CH4 emissions',
      String.raw`\text{CH}_{4}\text{ Emissions} = \left(\sum_{i,\,j} U_{i} \cdot T_{i,\,j} \cdot \mathrm{EF}_{j}\right) \cdot \left(\mathrm{TOW} - S\right) - R`,
    ],
    ['wastewater.domestic', 'EF', String.raw`\mathrm{EF}_{j} = B_{o} \cdot \mathrm{MCF}_{j}`],
    [
      'wastewater.domestic',
      'N2O effluent',
      String.raw`\text{N}_{2}\text{O} = N_{\mathrm{EFFLUENT}} \cdot \mathrm{EF}_{\mathrm{EFFLUENT}} \cdot \frac{44}{28}`,
    ],
    [
      'waste.composting',
      'CH4 generated',
      String.raw`\text{CH}_{4}\text{ generated} = M \cdot \mathrm{EF}_{\text{CH}_{4}}`,
    ],
    [
      'energy.stationary-combustion',
      'Emissions by fuel',
      String.raw`E_{\mathrm{fuel},\,\mathrm{gas}} = {\mathrm{Fuel}^{\prime }}_{\mathrm{fuel}} \cdot \mathrm{EF}_{\mathrm{fuel},\,\mathrm{gas}}`,
    ],
  ])('%s: %s', (id, title, wanted) => expect(byTitle(id, title)).toBe(wanted))
})

describe.each([...methods()])('%s', (id, each) => {
  const all = equations(each)

  test('has an equation for every named step, which LaTeX and XML can read', () => {
    const steps = each.graph().nodes.flatMap((node) => (node.kind === 'named' ? [node.equation] : []))
    expect(new Set(all.map(({ number }) => number))).toEqual(new Set(steps))
    for (const { latex, mathml, symbols } of all) {
      expect(() => render(latex), latex).not.toThrow()
      elementsOf(mathml)
      for (const symbol of symbols) {
        render(symbol.latex)
        elementsOf(symbol.mathml)
      }
    }
  })

  test('calls no two things the same', () => {
    const lefts = all.map(({ latex }) => latex.split(' = ')[0])
    expect(lefts.filter((left, at) => lefts.indexOf(left) !== at)).toEqual([])
    const meanings = new Map<string, string>()
    for (const { latex, title, unit } of all.flatMap(({ symbols }) => symbols)) {
      expect(meanings.get(latex) ?? `${title} ${unit}`, latex).toBe(`${title} ${unit}`)
      meanings.set(latex, `${title} ${unit}`)
    }
  })

  test('is printed the same after a way through JSON', () => {
    const back = methodFromJson(JSON.parse(JSON.stringify(methodToJson(each))))
    expect([...equations(back)]).toEqual([...all])
    expect(methodPage(back, { format: 'markdown' })).toBe(methodPage(each, { format: 'markdown' }))
  })

  test('has a page in HTML that a strict parser reads, without scripts', () => {
    const page = methodPage(each, { format: 'html' })
    const names = elementsOf(page)
    expect(names).toContain('math')
    expect(names).not.toContain('script')
    expect(page).toContain(id)
  })
})

describe('text from outside', () => {
  const evil = '"><script>alert(1)</script>\\input{x} $x$ | `a` [b](javascript:c) #_{}%&~^'
  const own = method({
    id: 'own.evil',
    title: evil,
    source: cite(evil, evil),
    edition: '1',
    inputs: {
      mass: input('t CO2', { symbol: evil, title: evil, over: [kind] }),
      choice: category(['a', 'b'], { title: evil, default: 'a' }),
      share: factor('1', { symbol: 'f', title: evil, parameter: evil }),
    },
    equations: ({ mass, choice, share }) => ({
      co2: named(evil, evil, when(choice.is('a'), mass.at(kind, evil), '0 t CO2').times(share)),
    }),
  })

  test('stays text in LaTeX and MathML', () => {
    for (const { latex, mathml } of equations(own)) {
      expect(() => render(latex), latex).not.toThrow()
      expect(latex).not.toMatch(/(?<!\\textbackslash\{\})\\?\binput\{/)
      expect(elementsOf(mathml)).not.toContain('script')
    }
  })

  test('stays text on the page', () => {
    const page = methodPage(own, { format: 'html' })
    expect(page).not.toContain('<script')
    elementsOf(page)
    const markdown = methodPage(own, { format: 'markdown' })
      .replace(/```math\n.*?\n```/gs, '')
      .replace(/\$`.*?`\$/g, '')
    expect(markdown).not.toMatch(/<script|(?<!\\)\]\(javascript/)
    // every line of a table has as many cells as its head
    const tables = markdown.split('\n\n').filter((part) => part.startsWith('|'))
    for (const table of tables) {
      const widths = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)
      expect(new Set(widths).size, table).toBe(1)
    }
  })
})

describe('what a graph may hold', () => {
  test('states that no step names get an equation of their own', () => {
    const own = method({
      id: 'own.pools',
      title: 'Two pools',
      source: cite('own', 'p 1'),
      edition: '1',
      inputs: { fast: input('t C', { symbol: 'F', over: [year] }), k: input('1/yr', { symbol: 'k' }) },
      equations: ({ fast, k }) => {
        const pools = accumulate(
          year,
          { quick: fast, slow: fast.times('0') },
          ({ quick, slow }) =>
            ({ quick: quick.times(exp(k.times(step(year)).negate())), slow: slow.plus(quick) }) as never,
          { initial: { quick: '0 t C', slow: '1 t C' } },
        )
        return { left: named('Left', 'Eq 1', pools.quick.plus(pools.slow), { symbol: 'L' }) }
      },
    })
    expect(equations(own).map(({ latex }) => latex)).toEqual([
      String.raw`\mathrm{quick}_{T} = F_{T} + \mathrm{quick}_{T - 1} \cdot e^{ - k \cdot \Delta t},\qquad \mathrm{quick}_{T < T_{0}} = 0`,
      String.raw`\mathrm{slow}_{T} = F_{T} \cdot 0 + \mathrm{slow}_{T - 1} + \mathrm{quick}_{T - 1},\qquad \mathrm{slow}_{T < T_{0}} = 1\,\text{t C}`,
      String.raw`L_{T} = \mathrm{quick}_{T} + \mathrm{slow}_{T}`,
    ])
  })

  test('groups, look-ups by category, other names, coordinates and interpolation', () => {
    const month = time('month')
    const own = method({
      id: 'own.shapes',
      title: 'Shapes',
      source: cite('own', 'p 1'),
      edition: '1',
      inputs: {
        daily: input('t CO2', { symbol: 'E', over: [month], kind: 'flow' }),
        curve: input('1', { symbol: 's', over: [age], kind: 'intensity' }),
        way: category(['slow', 'fast'], { title: 'Way' }),
        at: input('yr', { symbol: 'A' }),
      },
      equations: ({ daily, curve, way, at }) => ({
        byYear: named('By year', 'Eq 1', daily.sumBy(month, year, 'calendar'), { symbol: 'Y' }),
        chosen: named('Chosen', 'Eq 2', way.match({ slow: curve.interpolate(age, at), fast: 1 }), { symbol: 'c' }),
        old: named('Old', 'Eq 3', curve.times(coordinate(age)).sum(age), { symbol: 'O', unit: 'yr' }),
      }),
    })
    const latex = equations(own).map((each) => each.latex)
    for (const each of latex) render(each)
    expect(latex.slice(0, 3)).toEqual([
      String.raw`Y_{T} = \sum_{\mathrm{month} \in T} E_{\mathrm{month}}`,
      String.raw`c = \begin{cases}s_{a = A} & \text{if }\mathrm{way} = \mathrm{slow} \\ 1 & \text{if }\mathrm{way} = \mathrm{fast}\end{cases}`,
      String.raw`O = \sum_{a} s_{a} \cdot a`,
    ])
  })
})

describe('a worked example', () => {
  test('is computed while the page is made', () => {
    const page = methodPage(methodOf('waste.composting'), {
      format: 'markdown',
      example: { inputs: { treated: '1200 t' }, context: { gwp: 'AR5', region: 'ID' }, about: 'By hand.' },
    })
    // 1200 t · 4 g/kg, 1200 t · 0.24 g/kg, 4.8 · 28 + 0.288 · 265
    for (const line of [
      '| `ch4` | 4.8 | t CH4 (biogenic) |',
      '| `n2o` | 0.288 | t N2O |',
      '| `co2e` | 210.72 | t CO2e (AR5) |',
    ])
      expect(page.split('\n')).toContain(line)
    expect(page).toContain('Context: region ID, GWP set AR5.')
  })

  test('that cannot be computed is an error with its reason', () => {
    expect(() => methodPage(methodOf('waste.composting'), { format: 'html', example: { inputs: {} } })).toThrow(
      'treated',
    )
  })
})

describe('a chart', () => {
  const one = evaluate(methodOf('waste.composting') as never, { treated: '1200 t' } as never, { gwp: 'AR5' })
  const landfill = evaluate(
    methodOf('waste.solid-waste-disposal') as never,
    {
      deposited: { food: { from: 2020, values: [1, 2, 3] } },
      climate: 'tropical-dry',
      site: 'unmanaged-deep',
    } as never,
    { gwp: 'AR5' },
  )

  test('is plain data, with every figure of what is drawn', () => {
    const drawn = chart(landfill, { title: 'Landfill' }) as {
      data: { values: object[] }
      mark: { type: string }
      encoding: { x: object }
    }
    expect(JSON.parse(JSON.stringify(drawn))).toEqual(drawn)
    expect(drawn.mark.type).toBe('line')
    expect(drawn.encoding.x).toMatchObject({ field: 'year', sort: ['2020', '2021', '2022'] })
    expect(drawn.data.values).toEqual(
      landfill.outputs.co2e
        ?.rows()
        .map(({ year: label, value }) => ({ output: 'co2e', year: label, value: Number(value) })),
    )
  })

  test('takes the outputs that are named, in one unit', () => {
    expect(chart(one, { outputs: ['ch4'] })).toMatchObject({
      data: { values: [{ output: 'ch4', value: 4.8 }] },
      mark: { type: 'bar' },
    })
    expect(() => chart(one, { outputs: ['ch4', 'n2o'] })).toThrow(expect.objectContaining({ code: 'unit.substance' }))
    expect(() => chart(one, { outputs: ['ch5'] })).toThrow(expect.objectContaining({ code: 'input.unknown' }))
  })
})

test('a notebook shows methods, equations, charts, quantities and values', () => {
  const result = evaluate(methodOf('waste.composting') as never, { treated: '1200 t' } as never, { gwp: 'AR5' })
  const display = (value: unknown): Record<string, unknown> =>
    (value as Record<symbol, () => Record<string, unknown>>)[Symbol.for('Jupyter.display')]?.() ?? {}
  expect(display(shown(methodOf('waste.composting')))['text/html']).toContain('<math ')
  expect(display(equations(methodOf('waste.composting')))['text/html']).toContain('Eq 4.1')
  expect(display(chart(result))['application/vnd.vegalite.v6+json']).toEqual(chart(result))
  expect(display(result.outputs.ch4)).toEqual({ 'text/plain': '4.8 t CH4 (biogenic)' })
  expect(display(result.outputs.ch4?.single())).toEqual({ 'text/plain': '4.8 t CH4 (biogenic)' })
})
