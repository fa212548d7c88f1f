import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { ProjectResult } from '../../src/accounts/project'
import { outputsCsv, reportHtml } from '../../src/app/report'
import { spread } from '../../src/app/report/chart'
import { formula } from '../../src/app/report/formula'
import { trace } from '../../src/app/report/lineage'
import { decimalsOf, headline, periodWord, pretty, shown, spans } from '../../src/app/report/numbers'
import { style } from '../../src/app/report/style'
import { graphFromJson } from '../../src/core'
import { energyEfficiency } from '../../src/sectors/measures'
import { evaluate, type NestedValue } from '../../src/uses/exact'
import { project, run } from './report-fixture'
import { readMarkup } from './report-markup'

const result = run()
const page = reportHtml(result)
const elements = readMarkup(page)
const whole = elements.find(({ name }) => name === 'body')?.text ?? ''
const withClass = (name: string, word: string, all = elements) =>
  all.filter((each) => each.name === name && (each.attributes.class ?? '').split(' ').includes(word))

const refrigerants = () =>
  evaluate(
    energyEfficiency,
    {
      electricity: { chillers: { 2023: '100', 2024: '110' } },
      projectEfficiency: { chillers: '5' },
      referenceEfficiency: { chillers: '4' },
      gridFactor: { 2023: '0.8', 2024: '0.79' },
      charge: { 'HFC-134a': { 2023: '0', 2024: '12' }, 'HFC-32': { 2023: '3', 2024: '0' } },
      remaining: { 'HFC-134a': '0.8', 'HFC-32': '0.8' },
      recovery: { 'HFC-134a': '0.5', 'HFC-32': '0.5' },
      sector: 'commercial',
      heat: { 'natural-gas': { 2023: '1', 2024: '1' } },
      boilerEfficiency: { 'natural-gas': '0.85' },
      fuel: { 'natural-gas': { 2023: '0.9', 2024: '0.9' } },
    },
    { region: 'ID', gwp: 'AR5' },
  ).toJSON()

describe('what the page says', () => {
  test('begins with place, title, period and GWP set', () => {
    const header = elements.find(({ name }) => name === 'header')?.text
    expect(header).toContain('Tepi Laut, Indonesia with Hama-Kita, Japan (浜北市)')
    expect(header).toContain(project.title)
    expect(header).toContain('2016–2025 (10 years)')
    expect(header).toContain('AR5, 100 years')
  })

  test('answers in one sentence, which adds up, with what is monitored and what is negative', () => {
    const { totals } = result
    const round = (text: string): string => Math.round(Number(text)).toLocaleString('en')
    const [sentence] = withClass('p', 'answer')
    expect(sentence?.text).toBe(
      `From 2016 to 2025 the project is expected to reduce emissions by ${round(totals.reduction)} t CO₂e (AR5): the baseline emits ${round(totals.baseline)}\u00a0t, the project ${round(totals.project)}\u00a0t, and leakage is ${round(totals.leakage)}\u00a0t.`,
    )
    expect(whole).toMatch(
      /Monitored years \(2016–2022\): [\d,]+\u00a0t\. Projected years \(2023–2025\): [\d,]+\u00a0t\./,
    )
    expect(whole).toContain('In 2016 the project emits more than the baseline')
  })

  test('has every figure of the run, each with its label', () => {
    const labels = [
      ...result.years.map(({ year }) => year),
      ...result.benefits.map(({ title }) => title),
      ...result.comparisons.flatMap(({ title, note }) => [title, note]),
      ...result.assumptions.map(({ text }) => text),
      ...result.remarks.flatMap(({ name, text }) => [name, text]),
      ...result.sources.flatMap(({ id, text }) => [id, text]),
      ...result.evaluation.rows.flatMap(({ id, locator = '' }) => [id, locator]),
      ...result.evaluation.steps.map(({ equation }) => equation).filter((text) => text !== 'derived'),
      ...result.evaluation.inputs.map(({ name }) => name),
      result.digest,
      'citymrv verify result.json',
      `${result.evaluation.library.name} ${result.evaluation.library.version}`,
    ]
    for (const label of labels) expect(whole).toContain(pretty(label))
    const titles = new Set(elements.map(({ attributes }) => attributes.title))
    const full = (value: string | null): boolean =>
      value === null || titles.has(value) || elements.some(({ name, text }) => name === 'td' && text === shown(value))
    for (const row of result.years)
      for (const role of ['baseline', 'project', 'leakage', 'reduction'] as const) expect(full(row[role])).toBe(true)
    for (const row of result.gases) expect(full(row.reduction)).toBe(true)
    for (const value of Object.values(result.totals)) expect(full(value)).toBe(true)
    for (const { total } of result.benefits) expect(full(total)).toBe(true)
  })

  test('marks factors that nobody read in their source, by a sign and in words', () => {
    const unread = result.evaluation.rows.filter(({ status }) => status !== 'read')
    expect(unread.length).toBeGreaterThan(0)
    expect(withClass('tr', 'unread')).toHaveLength(unread.length)
    for (const row of withClass('tr', 'unread')) expect(row.text).toContain('⚠ seen in a copy only')
    expect(whole).toContain(`${unread.length} of ${result.evaluation.rows.length} rows were not read`)
  })

  test('shows a claim that is not computed as such, and differences with their sign', () => {
    const rows = elements.filter(
      ({ name, path, text }) => name === 'tr' && path.includes('tbody') && text.includes('A claim for all'),
    )
    expect(rows[0]?.text).toMatch(/, %.*20not computed/)
    expect(rows[0]?.text).toContain('not computed')
    expect(whole).toContain('−1,500 (−0.263 %)')
  })

  test('tells a structural zero from a computed one', () => {
    expect(whole).toContain('the method has no such emission; it counts as 0')
    const nitrous = elements.find(
      ({ name, text, path }) => name === 'tr' && path.includes('tbody') && text.startsWith('N₂O'),
    )
    expect(nitrous?.text).toMatch(/^N₂Ot N₂O–[\d.]+–−[\d.]+$/)
  })

  test('takes the words of the programme', () => {
    const jcm = reportHtml(run({ programme: 'jcm' }))
    const heads = readMarkup(jcm).filter(({ name }) => name === 'th' || name === 'h3' || name === 'dt')
    expect(heads.some(({ text }) => text === 'Reference')).toBe(true)
    expect(heads.some(({ text }) => text === 'Baseline')).toBe(false)
  })

  test('speaks of what is done only where all is monitored', () => {
    const done = withClass('p', 'answer', readMarkup(reportHtml(run({ period: { from: '2016', to: '2025' } }))))
    expect(done[0]?.text).toMatch(/^From 2016 to 2025 the project reduces emissions by/)
    expect(withClass('dl', 'figures')[0]?.text).toMatch(/^Total reduction, monitored and projected/)
  })

  test('says plainly when the project emits more, when nothing is monitored, and when nothing was stated', () => {
    const [first] = result.years
    const one: ProjectResult = {
      ...result,
      years: [
        {
          ...(first as (typeof result.years)[number]),
          year: 'FY2024',
          kind: 'projected',
          leakage: '0',
          reduction: '-2195',
        },
      ],
      totals: { baseline: '0', project: '2195', leakage: '0', reduction: '-2195' },
      period: { ...result.period, labels: ['FY2024'] },
      comparisons: [],
      assumptions: [],
      remarks: [],
      benefits: [],
      sources: [],
    }
    const read = readMarkup(reportHtml(one))
    expect(withClass('p', 'worse', read)[0]?.text).toBe(
      'In FY2024 the project is expected to emit 2,195 t CO₂e (AR5) more than the baseline: the baseline emits 0\u00a0t, the project 2,195\u00a0t, and there is no leakage.',
    )
    const text = read.find(({ name }) => name === 'body')?.text
    for (const words of ['none is monitored', 'no published figures', 'no assumptions', 'no remarks', 'No co-benefit'])
      expect(text).toContain(words)
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
  })
})

describe('the markup', () => {
  test('is read by a parser as strict as XML, which does find faults', () => {
    expect(elements.length).toBeGreaterThan(1000)
    for (const fault of ['<p><b>x</p></b>', '<p>', '<p a=1></p>', '<p a="1" a="2"></p>', '<p>a & b</p>', '</p>']) {
      expect(() => readMarkup(fault)).toThrow()
    }
  })

  test('runs nothing and loads nothing', () => {
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|img|base|form)\b/i)
    expect(style).not.toMatch(/@import|url\(|expression\(/)
    for (const { name, attributes } of elements) {
      for (const [key, value] of Object.entries(attributes)) {
        expect(key).not.toMatch(/^(on|src|style$|srcset|action|formaction|xlink)/i)
        if (key === 'href') expect(value).toMatch(name === 'a' ? /^(#|https?:\/\/)/ : /^$/)
        if (value.includes('url(')) expect(value).toMatch(/^url\(#chart-(wide|narrow)-(less|more)\)$/)
      }
    }
  })

  test('lets in its own style sheet only', () => {
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
    const own = /<style>([^<]*)<\/style>/.exec(page)?.[1] as string
    const digest = createHash('sha256').update(own).digest('base64')
    expect(policy?.attributes.content).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    )
  })

  test('escapes every text that comes from outside', () => {
    const hostile = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>\u0000\ud800`
    const spoil = <T>(value: T): T => {
      if (typeof value === 'string')
        return (/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(value) ? value : `${value}${hostile}`) as T
      if (Array.isArray(value)) return value.map(spoil) as T
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each)])) as T
      return value
    }
    const { evaluation, years, ...rest } = result
    const { inputs, factors, steps, rows, method, library } = evaluation
    const spoilt = {
      ...spoil(rest),
      years: years.map((row) => ({ ...row, year: `${row.year}${hostile}` })),
      evaluation: {
        ...evaluation,
        ...spoil({ library, method }),
        rows: rows.map((row) => ({ ...spoil(row), id: row.id, unit: row.unit })),
        steps: steps.map((step) => ({ ...step, name: step.name + hostile, equation: step.equation + hostile })),
        factors: factors.map((factor) => ({ ...factor, name: factor.name + hostile })),
        inputs: inputs.map((input) => ({ ...input, name: input.name + hostile, given: spoil(input.given) })),
      },
    } as unknown as ProjectResult
    const spoiltPage = reportHtml(spoilt)
    const read = readMarkup(spoiltPage)
    expect(read.filter(({ name }) => name === 'script' || name === 'img')).toEqual([])
    expect(spoiltPage).not.toMatch(/<script|<img|[\u0000]|\p{Surrogate}/u)
    expect(spoiltPage.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(100)
  })

  test('links to addresses of the web only', () => {
    const sources = [
      { id: 'a', text: 'A', status: 'read', url: 'javascript:alert(1)' },
      { id: 'b', text: 'B', status: 'memory', url: 'https://example.org/b' },
    ]
    const document = { id: 'c', title: 'C', edition: '1' }
    const evaluation = {
      ...result.evaluation,
      sources: [
        { ...document, url: 'javascript:alert(1)' },
        { ...document, id: 'd', url: 'https://example.org/d' },
      ],
    }
    const read = readMarkup(reportHtml({ ...result, sources, evaluation }))
    const out = read.flatMap(({ attributes: { href = '' } }) => (href.startsWith('#') || href === '' ? [] : [href]))
    expect(out).toEqual(['https://example.org/d', 'https://example.org/b'])
  })

  test('names the documents of method and factors, each once, and links to them', () => {
    const html = reportHtml(result)
    expect(html).toContain(
      '2006 IPCC Guidelines for National Greenhouse Gas Inventories, Volume 5: Waste</a>. Institute for Global Environmental Strategies (IGES)',
    )
    expect(html.match(/id="document-ipcc-2006-v5"/g)).toHaveLength(1)
    expect(html).toContain('https://www.ipcc.ch/site/assets/uploads/2018/02/WG1AR5_Chapter08_FINAL.pdf')
    expect(html).toContain('<a href="#document-ipcc-2006-v5">ipcc-2006-v5</a>')
    // of an earlier form, without them
    const { sources: _, ...earlier } = result.evaluation
    const before = reportHtml({ ...result, evaluation: earlier })
    expect(before).not.toContain('id="documents"')
    expect(before).toContain('ipcc-2006-v5')
  })

  test('is the same for the same result, and leaves the result as it was', () => {
    const before = JSON.stringify(result)
    expect(reportHtml(JSON.parse(before) as ProjectResult)).toBe(page)
    expect(JSON.stringify(result)).toBe(before)
  })
})

describe('for everybody', () => {
  test('gives every id once, and every link and label a target', () => {
    const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]))
    expect(new Set(ids).size).toBe(ids.length)
    const targets = elements.flatMap(({ attributes }) => [
      ...(attributes.href?.startsWith('#') ? [decodeURIComponent(attributes.href.slice(1))] : []),
      ...(attributes['aria-labelledby']?.split(' ') ?? []),
    ])
    expect(targets.length).toBeGreaterThan(100)
    for (const target of targets) expect(ids).toContain(target)
  })

  test('has one h1, headings in order, captions and scopes, and a language', () => {
    const levels = elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 1)).toBeLessThanOrEqual(1)
    const count = (name: string) => elements.filter((each) => each.name === name).length
    expect(count('table')).toBeGreaterThan(30)
    expect(count('caption')).toBe(count('table'))
    expect(withClass('div', 'scroll')).toHaveLength(count('table'))
    for (const { name, attributes } of elements) if (name === 'th') expect(attributes.scope).toMatch(/^(col|row)$/)
    expect(elements[0]?.attributes.lang).toBe('en')
  })

  const palettes = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries(
      [...body.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name as string, colour as string]),
    ),
  )
  const light = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string): number => {
    const [more, less] = [light(a), light(b)].sort((x, y) => y - x) as [number, number]
    return (more + 0.05) / (less + 0.05)
  }

  test('keeps a contrast of 4.5 in light and in dark', () => {
    expect(palettes).toHaveLength(2)
    for (const colours of palettes) {
      for (const ink of ['ink', 'soft', 'link', 'baseline', 'project', 'leakage', 'less', 'more', 'warn']) {
        for (const ground of ['page', 'tint'])
          expect(
            contrast(colours[ink] as string, colours[ground] as string),
            `${ink} on ${ground}`,
          ).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test('has styles for dark screens, phones and A4', () => {
    expect(style).toContain('@media screen and (prefers-color-scheme: dark)')
    expect(style).toContain('@media screen and (max-width: 44rem)')
    expect(style).toContain('@page { size: A4;')
    expect(style).toContain('@media print')
    expect(style).not.toMatch(/[<&]/)
  })
})

describe('the chart', () => {
  const drawings = elements.filter(({ name }) => name === 'svg')

  test('has a title and a description, in a wide and a narrow form', () => {
    expect(drawings.map(({ attributes }) => attributes.class)).toEqual(['chart chart-wide', 'chart chart-narrow'])
    for (const { text } of drawings) {
      expect(text).toContain('Emissions of baseline and project by year')
      expect(text).toContain('t CO₂e (AR5) per year')
      expect(text).toContain('The table by year has all figures.')
    }
  })

  test('has a mark for every line and year, and a column for every year', () => {
    const { years } = result
    for (const kind of ['monitored', 'projected'] as const) {
      const count = years.filter((row) => row.kind === kind).length
      expect(withClass('path', kind).filter(({ attributes }) => attributes.class?.startsWith('mark'))).toHaveLength(
        2 * 3 * count,
      )
      expect(withClass('g', kind)).toHaveLength(2 * count)
    }
    for (const row of years) expect(page).toContain(`<title>${row.year} (${row.kind}), baseline: `)
  })

  test('tells projected from monitored without colour', () => {
    expect(withClass('path', 'dashed')).toHaveLength(2 * 3)
    expect(elements.filter(({ attributes }) => attributes.fill?.startsWith('url('))).toHaveLength(2 * 3)
    expect(withClass('text', 'kind').map(({ text }) => text)).toEqual(['projected', 'projected'])
  })

  test('has a zero line in both parts, and a column below it for a negative year', () => {
    expect(withClass('line', 'zero')).toHaveLength(4)
    const [zero, zeroBelow] = withClass('line', 'zero').map(({ attributes }) => Number(attributes.y1))
    expect(zero).toBeLessThan(zeroBelow as number)
    const columns = withClass('g', 'column').slice(0, 10)
    expect(columns.map(({ attributes }) => attributes.class?.includes('more'))).toEqual([
      true,
      ...new Array(9).fill(false),
    ])
    const rects = elements
      .filter(({ name, path }) => name === 'rect' && path.at(-1) === 'g')
      .map(({ attributes }) => Number(attributes.y))
    expect(rects).toContain(zeroBelow)
  })

  test('leaves out a leakage that is 0 in every year', () => {
    const none = { ...result, years: result.years.map((row) => ({ ...row, leakage: '0' })) }
    expect(withClass('g', 'series', readMarkup(reportHtml(none)))).toHaveLength(2 * 2)
  })

  test('moves labels apart without leaving the drawing', () => {
    expect(spread([10, 50, 90], 20, 100)).toEqual([10, 50, 90])
    expect(spread([50, 52, 10], 20, 100)).toEqual([50, 70, 10])
    expect(spread([95, 96, 97], 20, 100)).toEqual([60, 80, 100])
  })

  test('is finite for one year, for many, and for figures all 0', () => {
    const many = Array.from({ length: 80 }, (_, index) => ({
      year: String(1990 + index),
      kind: 'monitored' as const,
      baseline: '0',
      project: '0',
      leakage: '0',
      reduction: '0',
    }))
    for (const years of [many, many.slice(0, 1)]) {
      const drawn = reportHtml({
        ...result,
        years,
        period: { ...result.period, labels: years.map(({ year }) => year) },
        totals: { baseline: '0', project: '0', leakage: '0', reduction: '0' },
      })
      expect(drawn).not.toMatch(/NaN|Infinity/)
      expect(withClass('path', 'mark', readMarkup(drawn))).toHaveLength(2 * 2 * years.length)
    }
  })
})

describe('figures for the eye', () => {
  test.each([
    [
      ['1234.5', '12.3'],
      ['1,235', '12'],
    ],
    [
      ['999.96', '1'],
      ['1,000', '1'],
    ],
    [
      ['9.9996', '0.5'],
      ['10.00', '0.50'],
    ],
    [
      ['0.016', '0.0004'],
      ['0.01600', '0.00040'],
    ],
    [
      ['123456.7', '0.3', '0'],
      ['123,457', '0.3', '0'],
    ],
    [
      ['-2195', '4.5'],
      ['−2,195', '5'],
    ],
    [
      ['5', '12'],
      ['5', '12'],
    ],
    [['0.00000012'], ['1.200 × 10⁻⁷']],
    [['1234567890123456'], ['1.235 × 10¹⁵']],
    [['more than 20 %'], ['more than 20 %']],
  ])('%j are shown as %j', (values, expected) => {
    const decimals = decimalsOf(values)
    expect(values.map((value) => shown(value, decimals))).toEqual(expected)
  })

  test('shortens large figures in the headline', () => {
    expect(headline('85556.7')).toBe('85,557')
    expect(headline('12345678')).toBe('12.35 million')
    expect(headline('-32700123084')).toBe('−32.70 billion')
  })

  test('sets formulas, units and runs of years', () => {
    expect(pretty('t CO2e, kg CH4, N2O-N, HFC-134a, m3, CO2eq')).toBe('t CO₂e, kg CH₄, N₂O-N, HFC-134a, m³, CO₂eq')
    expect(spans(['2016', '2018', '2019'], ['2016', '2017', '2018', '2019'])).toBe('2016, 2018–2019')
    expect(periodWord(['FY2024', 'FY2025'])).toBe('year')
    expect(periodWord(['2024-01'])).toBe('month')
    expect(periodWord(['Q1'])).toBe('period')
  })
})

describe('how it was computed', () => {
  const traced = trace(result.evaluation)
  const { nodes } = graphFromJson(result.evaluation.graph)
  const all = traced.flatMap(({ steps }) => steps)
  const written = (name: string): string => {
    const found = all.find(({ step }) => step.name === name)
    return formula(nodes[found?.step.node as number] as (typeof nodes)[number])
  }

  test('shows every step once, after all that it uses', () => {
    const order = all.map(({ step }) => step.node)
    expect([...order].sort((a, b) => a - b)).toEqual(result.evaluation.steps.map(({ node }) => node))
    for (const [index, { steps }] of all.entries())
      for (const used of steps) expect(order.slice(0, index)).toContain(used.node)
    expect(traced.map(({ role }) => role)).toEqual(['baseline', 'project', 'leakage', 'benefit', 'reduction'])
  })

  test('knows the method, the data and the factors of a step', () => {
    const decayed = all.find(({ step }) => step.name === 'DDOCm')
    expect(decayed?.origin).toMatchObject({
      method: 'waste.solid-waste-disposal',
      path: 'landfill',
      document: 'ipcc-2006-v5',
    })
    expect(decayed?.inputs.map(({ name }) => name)).toEqual(['composted'])
    expect(decayed?.factors.map(({ name }) => name)).toEqual(['landfill/doc', 'landfill/docf', 'landfill/mcf'])
    const avoided = all.find(({ step }) => step.name === 'CH4 of the landfill avoided')
    expect(avoided?.origin.method).toBe(result.method.id)
  })

  test('takes what is passed to an inner method as the caller’s', () => {
    const steps = trace(refrigerants()).flatMap((role) => role.steps)
    const origin = (name: string) => steps.find(({ step }) => step.name === name)?.origin.method
    expect(origin('Reference electricity')).toBe('measures.energy-efficiency')
    expect(origin('Emissions by fuel')).toBe('energy.stationary-combustion')
  })

  test('shows the values of a step with enough digits', () => {
    const share = result.evaluation.steps.find(({ name }) =>
      name.startsWith('Share of all waste'),
    ) as (typeof result.evaluation.steps)[number]
    const caption = elements.find(({ attributes }) => attributes.id === `values-${share.node}-1-caption`)
    expect(caption?.text).toBe('Share of all waste that is diverted')
    const value = (share.value as Record<string, string>)['2025'] as string
    const cells = elements.filter(({ name, attributes }) => name === 'td' && attributes.title === value)
    expect(cells.map(({ text }) => text)).toContain(Number(value).toFixed(5))
  })

  test('writes equations out in symbols', () => {
    expect(written('DDOCm')).toBe('(Σ[site] M) × DOC × DOC_f × MCF')
    expect(written('DDOCma')).toBe('“DDOCm rem” + itself[year − 1] × exp(−k × Δyear)')
    expect(written('DDOCm decomp')).toBe('“DDOCm dec” + DDOCma[year − 1] × (1 − exp(−k × Δyear))')
    expect(written('CH4 emissions')).toBe('(Σ[wasteType] “CH₄ generated” − 0) × (1 − OX)')
    expect(written('CO2 equivalent, project')).toBe('“CH₄ emissions” × GWP + “N₂O emissions” × GWP')
    expect(written('Reduction of N2O')).toBe('−“N₂O emissions”')
  })
})

describe('outputs.csv', () => {
  const read = (text: string): Record<string, string>[] => parse(text, { columns: true }) as Record<string, string>[]
  const leaves = (value: NestedValue): string[] =>
    value === null ? [] : typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves)

  test('has a tidy row for every value of every output, in full precision', () => {
    const text = outputsCsv(result)
    expect(text.split('\n')[0]).toBe('output,role,gas,year,value,unit')
    const rows = read(text)
    for (const [name, output] of Object.entries(result.evaluation.outputs)) {
      const own = rows.filter((row) => row.output === name)
      expect(own.map(({ value }) => value)).toEqual(leaves(output.value))
      expect(new Set(own.map(({ unit }) => unit))).toEqual(new Set([output.unit]))
    }
    expect(rows.find((row) => row.output === 'baseline.ch4')).toEqual({
      output: 'baseline.ch4',
      role: 'baseline',
      gas: 'CH4 (biogenic)',
      year: '2016',
      value: '0',
      unit: 't CH4 (biogenic)',
    })
    expect(rows.find((row) => row.output === 'reduction.co2e')?.gas).toBe('CO2e')
    expect(rows.find((row) => row.output === 'benefit.dieselSaved')?.gas).toBe('')
  })

  test('puts the label of a gas dimension into the column of the gas', () => {
    const held = { evaluation: refrigerants() } as unknown as ProjectResult
    const rows = read(outputsCsv(held)).filter((row) => row.output?.startsWith('leakage.') && row.gas !== 'CO2e')
    expect(rows.length).toBeGreaterThan(0)
    for (const { gas, unit } of rows) expect(unit).toContain(gas)
    expect(Object.keys(rows[0] as object)).not.toContain('refrigerant')
  })

  test('quotes labels that hold a comma or a quotation mark', () => {
    const [name = ''] = Object.keys(result.evaluation.outputs)
    const output = result.evaluation.outputs[name] as ProjectResult['evaluation']['outputs'][string]
    const odd = {
      ...result,
      evaluation: { ...result.evaluation, outputs: { [name]: { ...output, value: { '2016, "late"': '1' } } } },
    }
    expect(read(outputsCsv(odd)).map(({ year }) => year)).toEqual(['2016, "late"'])
  })
})
