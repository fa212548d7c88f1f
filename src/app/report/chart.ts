import { type ScaleLinear, type ScalePoint, scaleLinear, scalePoint } from 'd3-scale'
import { line, type SymbolType, symbol, symbolCircle, symbolSquare, symbolTriangle } from 'd3-shape'
import type { ProjectResult, YearRow } from '../../accounts/project'
import { type Child, el, type Html } from './html'
import { grouped, periodWord, pretty, shown, spans } from './numbers'
import { co2eDecimals } from './tables'

type Figure = 'baseline' | 'project' | 'leakage' | 'reduction'

interface Series {
  readonly key: Exclude<Figure, 'reduction'>
  readonly name: string
  readonly mark: SymbolType
}

/** The size of a drawing in its own units; `narrow` is for phones. */
export interface Size {
  readonly id: string
  readonly width: number
  readonly font: number
  readonly ticks: number
}

export const wide: Size = { id: 'chart-wide', width: 840, font: 14, ticks: 5 }
export const narrow: Size = { id: 'chart-narrow', width: 350, font: 12, ticks: 4 }

interface Drawing {
  readonly result: ProjectResult
  readonly size: Size
  readonly x: ScalePoint<string>
  /** The edges of all columns of the chart. */
  readonly from: number
  readonly to: number
}

const number = (row: YearRow, figure: Figure): number => Number(row[figure])

/** Half a pixel is all that an eye sees: shorter markup. */
const px = (value: number): string => String(Math.round(value * 10) / 10)

const text = (
  x: number,
  y: number,
  className: string,
  anchor: 'start' | 'middle' | 'end',
  ...children: Child[]
): Html => el('text', { x: px(x), y: px(y), class: className, 'text-anchor': anchor }, ...children)

const rule = (x1: number, y1: number, x2: number, y2: number, className: string): Html =>
  el('line', { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), class: className })

const seriesOf = ({ words, years }: ProjectResult): Series[] => [
  { key: 'baseline', name: words.baseline === 'baseline' ? 'Baseline' : 'Reference', mark: symbolCircle },
  { key: 'project', name: 'Project', mark: symbolSquare },
  ...(years.some((row) => Number(row.leakage) !== 0)
    ? [{ key: 'leakage', name: 'Leakage', mark: symbolTriangle } as const]
    : []),
]

/** Room for the values, zero always among them. */
const scaleFor = (
  values: readonly number[],
  top: number,
  bottom: number,
  ticks: number,
): ScaleLinear<number, number> => {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const [, nice = 1] = scaleLinear()
    .domain([0, most || -least || 1])
    .nice(ticks)
    .domain()
  // below zero as deep as the figures go and no deeper, so that one small negative year costs no room
  return scaleLinear()
    .domain([least, most > 0 ? nice : 0])
    .range([bottom, top])
}

const tickText = (value: number, all: readonly number[]): string => {
  const step = Math.abs((all[1] ?? 1) - (all[0] ?? 0))
  return step >= 1 || step === 0 ? grouped(String(value)) : grouped(value.toFixed(Math.ceil(-Math.log10(step))))
}

/** Values at the ticks; lines across where `lined`, the zero line always. */
const grid = (y: ScaleLinear<number, number>, { size, from, to }: Drawing, count: number, lined: boolean): Html[] => {
  const ticks = y.ticks(count)
  return ticks.map((tick) =>
    el(
      'g',
      {},
      tick === 0 || lined ? rule(from, y(tick), to, y(tick), tick === 0 ? 'zero' : 'grid') : undefined,
      text(from - 8, y(tick) + size.font * 0.35, 'tick', 'end', tickText(tick, ticks)),
    ),
  )
}

/** One path for each run of years that are drawn alike: whole where both ends are monitored, dashed else. */
const runs = (years: readonly YearRow[]): { dashed: boolean; rows: YearRow[] }[] => {
  const found: { dashed: boolean; rows: YearRow[] }[] = []
  for (const [index, row] of years.entries()) {
    const before = years[index - 1]
    if (!before) continue
    const dashed = before.kind === 'projected' || row.kind === 'projected'
    const last = found.at(-1)
    if (last && last.dashed === dashed) last.rows.push(row)
    else found.push({ dashed, rows: [before, row] })
  }
  return found
}

const lines = (series: Series, y: ScaleLinear<number, number>, { result, x, size }: Drawing): Html => {
  const draw = line<YearRow>(
    (row) => x(row.year) as number,
    (row) => y(number(row, series.key)),
  ).digits(1)
  const area = result.years.length > 24 ? 26 : size.font * 3.6
  const decimals = co2eDecimals(result)
  return el(
    'g',
    { class: `series ${series.key}` },
    runs(result.years).map(({ dashed, rows }) =>
      el('path', { class: dashed ? 'line dashed' : 'line', d: draw(rows) ?? '' }),
    ),
    result.years.map((row) =>
      el(
        'path',
        {
          class: `mark ${row.kind}`,
          d: symbol(series.mark, area).digits(1)() ?? '',
          transform: `translate(${px(x(row.year) as number)},${px(y(number(row, series.key)))})`,
        },
        el(
          'title',
          {},
          `${row.year} (${row.kind}), ${series.name.toLowerCase()}: ${shown(row[series.key], decimals)} ${pretty(result.unit)}`,
        ),
      ),
    ),
  )
}

/** Moves labels apart that would lie on each other, keeping their order; all stay between top and bottom. */
export const spread = (wanted: readonly number[], gap: number, bottom: number): number[] => {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] as number) - (wanted[b] as number))
  const placed = [...wanted]
  order.forEach((index, rank) => {
    const before = order[rank - 1]
    if (before !== undefined) placed[index] = Math.max(placed[index] as number, (placed[before] as number) + gap)
  })
  let limit = bottom
  for (const index of [...order].reverse()) {
    placed[index] = Math.min(placed[index] as number, limit)
    limit = (placed[index] as number) - gap
  }
  return placed
}

const labels = (
  all: readonly Series[],
  y: ScaleLinear<number, number>,
  bottom: number,
  { result, size, x, to }: Drawing,
): Html[] => {
  const last = result.years.at(-1) as YearRow
  const decimals = co2eDecimals(result)
  const gap = size.font * 2.8
  const places = spread(
    all.map(({ key }) => y(number(last, key))),
    gap,
    bottom,
  )
  return all.map((series, index) => {
    const at = places[index] as number
    const value = y(number(last, series.key))
    const moved = Math.abs(at - value) > 4
    return el(
      'g',
      { class: `label ${series.key}` },
      moved ? rule((x(last.year) as number) + 6, value, to + 6, at, 'leader') : undefined,
      text(to + 9, at - size.font * 0.15, 'name', 'start', series.name),
      text(to + 9, at + size.font * 1.0, 'value', 'start', shown(last[series.key], decimals)),
    )
  })
}

/** Columns of the reduction; below zero where the project emits more. */
const columns = (
  y: ScaleLinear<number, number>,
  { result, size, x }: Drawing,
  texts: readonly string[],
  fits: boolean,
): Html => {
  const { years } = result
  const width = Math.max(2, Math.min(x.step() * 0.62, 46))
  return el(
    'g',
    { class: 'columns' },
    years.map((row, index) => {
      const value = number(row, 'reduction')
      const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))]
      const middle = x(row.year) as number
      const sign = value < 0 ? 'more' : 'less'
      return el(
        'g',
        { class: `column ${row.kind} ${sign}` },
        el(
          'rect',
          {
            x: px(middle - width / 2),
            y: px(top),
            width: px(width),
            height: px(bottom - top),
            fill: row.kind === 'projected' ? `url(#${size.id}-${sign})` : undefined,
          },
          el('title', {}, `${row.year} (${row.kind}), reduction: ${texts[index]} ${pretty(result.unit)}`),
        ),
        fits ? text(middle, value < 0 ? bottom + size.font : top - 5, 'value', 'middle', texts[index]) : undefined,
      )
    }),
  )
}

const yearTicks = (at: number, { result, size, x }: Drawing): Html[] => {
  const labels = result.years.map(({ year }) => year)
  const longest = Math.max(...labels.map((label) => label.length)) * size.font * 0.62 + 6
  const every = Math.max(1, Math.ceil(longest / Math.max(1, x.step())))
  return labels.flatMap((label, index) =>
    index % every === 0 ? [text(x(label) as number, at, 'tick', 'middle', label)] : [],
  )
}

/** A pale band behind each run of projected years. */
const bands = (top: number, bottom: number, { result, size, x }: Drawing): Html[] => {
  const half = x.step() / 2
  const found: { from: number; to: number }[] = []
  for (const row of result.years) {
    if (row.kind !== 'projected') continue
    const middle = x(row.year) as number
    const last = found.at(-1)
    if (last && Math.abs(last.to - (middle - half)) < 1) found[found.length - 1] = { ...last, to: middle + half }
    else found.push({ from: middle - half, to: middle + half })
  }
  return found.map(({ from, to }) =>
    el(
      'g',
      { class: 'band' },
      el('rect', { x: px(from), y: px(top), width: px(to - from), height: px(bottom - top) }),
      to - from > size.font * 5
        ? text((from + to) / 2, top + size.font * 1.15, 'kind', 'middle', 'projected')
        : undefined,
    ),
  )
}

const hatch = (id: string, className: string): Html =>
  el(
    'pattern',
    { id, class: className, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { width: 6, height: 6, class: 'ground' }),
    el('rect', { width: 2.4, height: 6, class: 'stripe' }),
  )

const description = (result: ProjectResult): string => {
  const { years, words, unit } = result
  const decimals = co2eDecimals(result)
  const [first, last] = [years[0] as YearRow, years.at(-1) as YearRow]
  const figures = (row: YearRow): string =>
    `${row.year}: ${words.baseline} ${shown(row.baseline, decimals)}, project ${shown(row.project, decimals)}, leakage ${shown(row.leakage, decimals)}, reduction ${shown(row.reduction, decimals)}`
  const both = first === last ? figures(first) : `${figures(first)}. ${figures(last)}`
  return `Lines for ${words.baseline} and project emissions, columns for the reduction, in ${pretty(unit)}. ${both}. The table by ${periodWord(result.period.labels)} has all figures.`
}

/** How wide a text is, nearly: digits and small letters are about half as wide as high. */
const widthOf = (texts: readonly string[], font: number): number =>
  Math.max(0, ...texts.map((each) => each.length)) * font * 0.6

/**
 * Emissions of baseline and project (and leakage, where there is any) as lines over the reduction as columns, by year.
 * Monitored figures are filled, projected ones hollow, dashed or hatched.
 */
export const chart = (result: ProjectResult, size: Size): Html => {
  const { font, width, ticks, id } = size
  const years = result.years.map(({ year }) => year)
  const all = seriesOf(result)
  const word = periodWord(years)
  const broad = width > 500

  // from the top: heading, lines, heading, columns, years
  const head = font * 2.3
  const lineTop = head + font * 1.5
  const lineBottom = lineTop + (broad ? 240 : 190)
  const columnHead = lineBottom + font * 3.1
  const columnTop = columnHead + font * (broad ? 2 : 2.8)
  const reductions = result.years.map((row) => number(row, 'reduction'))
  const below = Math.min(...reductions) < 0 ? font * 1.3 : 0
  const columnBottom = columnTop + (broad ? 110 : 100) + below
  const height = columnBottom + font * 2.3

  const lowerTicks = years.length > 12 ? ticks : ticks - 2
  const emissions = result.years.flatMap((row) => all.map(({ key }) => number(row, key)))
  const upper = scaleFor(emissions, lineTop, lineBottom, ticks)
  const lower = scaleFor(reductions, columnTop, columnBottom - below, lowerTicks)
  const decimals = co2eDecimals(result)
  const scale = [upper.ticks(ticks), lower.ticks(lowerTicks)].flatMap((each) =>
    each.map((tick) => tickText(tick, each)),
  )
  const ends = all.flatMap(({ name, key }) => [name, shown(result.years.at(-1)?.[key] ?? '', decimals)])
  const [from, to] = [Math.ceil(widthOf(scale, font)) + 12, Math.floor(width - widthOf(ends, font) - 16)]
  const x = scalePoint(years, [from, to]).padding(0.6)
  const drawing: Drawing = { result, size, x, from, to }

  const texts = result.years.map((row) => shown(row.reduction, decimals))
  const fits = widthOf(texts, font) * 0.86 < x.step()
  const heading = (title: string, unit: string, y: number): Html[] => [
    text(0, y, 'heading', 'start', title),
    text(broad ? font * 6 : 0, broad ? y : y + font * 1.2, 'unit', 'start', unit),
  ]
  return el(
    'svg',
    {
      class: `chart ${id}`,
      viewBox: `0 0 ${width} ${px(height)}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'font-size': font,
    },
    el('title', { id: `${id}-title` }, `Emissions of ${result.words.baseline} and project by ${word}`),
    el('desc', { id: `${id}-desc` }, description(result)),
    el('defs', {}, hatch(`${id}-less`, 'less'), hatch(`${id}-more`, 'more')),
    bands(head, columnBottom, drawing),
    heading('Emissions', `${pretty(result.unit)} per ${word}`, font),
    grid(upper, drawing, ticks, true),
    all.map((series) => lines(series, upper, drawing)),
    labels(all, upper, lineBottom, drawing),
    heading(
      'Reduction',
      `${result.words.baseline} − project − leakage, ${pretty(result.unit)} per ${word}`,
      columnHead,
    ),
    // where each column has its value, lines would only run through the figures
    grid(lower, drawing, lowerTicks, !fits),
    columns(lower, drawing, texts, fits),
    yearTicks(columnBottom + font * 1.5, drawing),
  )
}

/** What the marks mean, for the words under the chart. */
export const chartKey = ({ years }: ProjectResult): string => {
  const all = years.map(({ year }) => year)
  const of = (kind: YearRow['kind']): string[] => years.filter((row) => row.kind === kind).map(({ year }) => year)
  const [monitored, projected] = [of('monitored'), of('projected')]
  if (projected.length === 0) return 'All marks and columns are monitored figures.'
  if (monitored.length === 0) return 'All figures are projected: hollow marks, dashed lines and hatched columns.'
  return `Filled marks, whole lines and filled columns: monitored (${spans(monitored, all)}). Hollow marks, dashed lines and hatched columns on a shaded ground: projected (${spans(projected, all)}).`
}
