import { area, curveBumpX } from 'd3-shape'
import type { ProjectResult } from '../../accounts/project'
import { Decimal } from '../../core/quantity'
import { type Child, el, type Html, idOf } from './html'
import { decimalsOf, periodWord, pretty, shown, unitText } from './numbers'
import { type Flow, type Streams, wasteStreams } from './streams'
import { figure, table } from './tables'

/** The order of places from top to bottom; treatments stand before these. */
const order = [
  'Products',
  'Incineration',
  'Lost to the air',
  'Landfill',
  'Picked informally',
  'Open-burned',
  'Dumped',
] as const
const columns: Readonly<Record<string, number>> = { Generated: 0, Collected: 1, 'Not collected': 1, Incineration: 3 }
const lastColumn = 4

const columnOf = (place: string): number => columns[place] ?? ((order as readonly string[]).includes(place) ? 4 : 2)
const rankOf = (place: string): number =>
  place === 'Not collected' ? 1 : (order as readonly string[]).indexOf(place) + 1

/** A place, or a flow that passes through a column on its way. */
interface Slot {
  readonly column: number
  readonly rank: number
  readonly size: number
  readonly place?: string
  y: number
}

const [width, font, tall, bar, right] = [900, 13, 280, 12, 150]
const xOf = (column: number): number => (column * (width - right - bar)) / lastColumn
/** Room for two lines of text at a place, little at a flow that passes. */
const gapOf = ({ place, size }: Slot): number => (place === undefined ? 6 : Math.max(8, font * 2.7 - size))

interface Laid {
  readonly slots: readonly Slot[]
  readonly routes: readonly { readonly flow: Flow; readonly thick: number; readonly way: readonly Slot[] }[]
  readonly height: number
}

/** Places in columns from left to right, each as high as what flows through it; flows that skip columns keep their own room. */
const layOut = ({ flows }: Streams): Laid => {
  const amount = (of: readonly Flow[]): number => of.reduce((sum, { value }) => sum + Number(value), 0)
  const scale = tall / amount(flows.filter(({ from }) => from === 'Generated'))
  const places = [...new Set(flows.flatMap(({ from, to }) => [from, to]))]
  const slots = places.map((place): Slot => {
    const [into, out] = [flows.filter(({ to }) => to === place), flows.filter(({ from }) => from === place)]
    const size = scale * Math.max(amount(into), amount(out))
    return { column: columnOf(place), rank: rankOf(place), size, place, y: 0 }
  })
  const slotOf = (place: string): Slot => slots.find((slot) => slot.place === place) as Slot
  const routes = flows.map((flow) => {
    const [start, end] = [slotOf(flow.from), slotOf(flow.to)]
    const thick = scale * Number(flow.value)
    const passing = Array.from({ length: end.column - start.column - 1 }, (_, index): Slot => {
      // what comes from a treatment stands a little before what comes from collection, for the same end
      return { column: start.column + 1 + index, rank: end.rank + (start.column === 2 ? 0 : 0.5), size: thick, y: 0 }
    })
    slots.push(...passing)
    return { flow, thick, way: [start, ...passing, end] }
  })
  const heights = Array.from({ length: lastColumn + 1 }, (_, column) => {
    let y = 0
    for (const slot of slots.filter((each) => each.column === column).sort((a, b) => a.rank - b.rank)) {
      slot.y = y + (slot.place === undefined ? 0 : gapOf(slot) / 2)
      y += slot.size + gapOf(slot)
    }
    return y
  })
  return { slots, routes, height: Math.max(...heights) }
}

const px = (value: number): number => Math.round(value * 10) / 10

/** Where flows leave and reach their places, each below the one before, in the order of where they go. */
const lanes = ({ routes }: Laid): number[][] => {
  const used = new Map<string, number>()
  const ys = routes.map(({ way }) => way.map(({ y }) => y))
  const next = (side: string, slot: Slot, thick: number): number => {
    const key = `${side} ${slot.place}`
    const from = used.get(key) ?? 0
    used.set(key, from + thick)
    return slot.y + from + thick / 2
  }
  const sorted = (key: (way: readonly Slot[]) => number) =>
    routes.map((_, index) => index).sort((a, b) => key(routes[a]?.way ?? []) - key(routes[b]?.way ?? []))
  for (const [index, { way, thick }] of routes.entries())
    ys[index] = way.map(({ y, place }) => (place === undefined ? y + thick / 2 : y))
  for (const index of sorted((way) => way[1]?.y ?? 0)) {
    const { way, thick } = routes[index] as Laid['routes'][number]
    ;(ys[index] as number[])[0] = next('out', way[0] as Slot, thick)
  }
  for (const index of sorted((way) => way.at(-2)?.y ?? 0)) {
    const { way, thick } = routes[index] as Laid['routes'][number]
    ;(ys[index] as number[])[way.length - 1] = next('in', way.at(-1) as Slot, thick)
  }
  return ys
}

const picture = (streams: Streams, id: string): Html => {
  const laid = layOut(streams)
  const ys = lanes(laid)
  const decimals = decimalsOf(streams.flows.map(({ value }) => value))
  const unit = unitText(streams.unit)
  const sumAt = (place: string): string => {
    const into = streams.flows.filter(({ to }) => to === place)
    const all = into.length > 0 ? into : streams.flows.filter(({ from }) => from === place)
    return all.reduce((sum, { value }) => sum.plus(value), new Decimal(0)).toFixed()
  }
  const text = (x: number, y: number, className: string, words: Child): Html =>
    el('text', { x: px(x), y: px(y), class: className }, words)
  return el(
    'svg',
    {
      class: 'chart sankey',
      viewBox: `0 0 ${width} ${px(laid.height)}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'font-size': font,
    },
    el('title', { id: `${id}-title` }, `${title(streams)}: where waste goes`),
    el(
      'desc',
      { id: `${id}-desc` },
      `Bands from left to right, as wide as the mass that flows, in ${pretty(streams.unit)}: ${streams.flows
        .map(({ from, to, value }) => `${from} to ${to} ${shown(value, decimals)}`)
        .join('; ')}.`,
    ),
    laid.routes.map(({ flow, thick, way }, index) => {
      const points = way.flatMap(({ column, place }, at): [number, number][] => {
        const [x, y] = [xOf(column), (ys[index] as number[])[at] as number]
        if (at === 0) return [[x + bar, y]]
        return place === undefined
          ? [
              [x, y],
              [x + bar, y],
            ]
          : [[x, y]]
      })
      const half = Math.max(0.6, thick) / 2
      const band = area<[number, number]>()
        .x(([x]) => x)
        .y0(([, y]) => y - half)
        .y1(([, y]) => y + half)
        .curve(curveBumpX)
        .digits(1)
      return el(
        'path',
        { class: `flow ${flow.end}`, d: band(points) ?? '' },
        el('title', {}, `${flow.from} → ${flow.to}: ${shown(flow.value, decimals)} ${unit}`),
      )
    }),
    laid.slots.flatMap(({ place, column, y, size }) => {
      if (place === undefined) return []
      const middle = y + size / 2
      return [
        el('rect', { class: 'place', x: px(xOf(column)), y: px(y), width: bar, height: px(Math.max(1, size)) }),
        text(xOf(column) + bar + 5, middle - font * 0.15, 'name', place),
        text(xOf(column) + bar + 5, middle + font, 'value', shown(sumAt(place), decimals)),
      ]
    }),
  )
}

const title = ({ title: path }: Streams): string => path.charAt(0).toUpperCase() + path.slice(1)

const balance = (streams: Streams, id: string): Html => {
  const decimals = decimalsOf(streams.balance.flatMap(({ into, out }) => [into, out]))
  return table({
    id: `${id}-balance`,
    caption: `What goes in and what comes out, by type of waste, ${pretty(streams.unit)}`,
    columns: [
      { title: 'Type of waste', words: true },
      { title: 'Generated' },
      { title: 'Comes out' },
      { title: 'Difference' },
    ],
    rows: streams.balance.map(({ wasteType, into, out }) => ({
      head: wasteType,
      cells: [figure(into, decimals), figure(out, decimals), figure(new Decimal(into).minus(out).toFixed(), decimals)],
    })),
  })
}

const flowTable = (streams: Streams, id: string): Html => {
  const decimals = decimalsOf(streams.flows.map(({ value }) => value))
  return el(
    'details',
    {},
    el('summary', {}, 'All flows'),
    table({
      id: `${id}-flows`,
      caption: `Flows, ${pretty(streams.unit)}`,
      columns: [{ title: 'From', words: true }, { title: 'To', words: true }, { title: 'Mass' }],
      rows: streams.flows.map(({ from, to, value }) => ({
        head: from,
        cells: [el('td', { class: 'words' }, to), figure(value, decimals)],
      })),
    }),
  )
}

/** The waste streams of a run as Sankey diagrams with their balances; nothing for a measure without streams. */
export const streamSections = (result: ProjectResult): Html[] => {
  const { labels } = result.period
  const when = labels.length < 2 ? labels[0] : `${labels[0]}–${labels.at(-1)}`
  return wasteStreams(result).map((streams) => {
    const id = idOf('streams', streams.title)
    return el(
      'div',
      { class: 'streams' },
      el('h3', {}, title(streams)),
      el(
        'figure',
        {},
        el('div', { class: 'scroll', role: 'group', 'aria-label': title(streams), tabindex: 0 }, picture(streams, id)),
        el(
          'figcaption',
          {},
          `Mass as it is, ${pretty(streams.unit)}, all ${periodWord(labels)}s together (${when}). Lost to the air: water and gas.`,
        ),
      ),
      balance(streams, id),
      flowTable(streams, id),
    )
  })
}
