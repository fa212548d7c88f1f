import { MrvError, Problems } from '../../core/errors'
import { graphFromJson, type Node } from '../../core/graph'
import { Decimal, parseUnit, splitQuantity } from '../../core/quantity'
import { daysIn, parsePeriod } from '../../data/periods'
import type { Finding, NestedValue, StoredResult } from '../../uses/exact'
import { isColumn, optionsOf } from './files'
import { intoYears } from './gaps'
import { plain } from './inputs'
import type { Years } from './periods'
import type { ColumnInput, Project } from './schema'
import { dailyAmount, type Labels, numberText, type ReadCell, type ReadInput, type WrittenValue } from './table'

/**
 * Where an input of a project stands, and each of its values as it is written there. The evaluation holds what was made
 * of them: days of a year, sums of months.
 */
export interface InputOrigin {
  readonly name: string
  /** What the project file says of where it comes from. */
  readonly note?: string
  /** The CSV file and its column; none where the values stand in the project file. */
  readonly file?: string
  readonly column?: string
  /** What was made of the values, as the project file asks for it. */
  readonly times?: ColumnInput['times']
  readonly into?: ColumnInput['into']
  readonly split?: ColumnInput['split']
  /** The decimal sign, where it is a comma. */
  readonly decimal?: ','
  readonly values: readonly WrittenValue[]
}

/** The origins of all inputs, in the order of their names. */
export const originsOf = (project: Project, reads: readonly ReadInput[]): InputOrigin[] =>
  Object.entries(project.inputs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, input]): InputOrigin => {
      const values = reads.find((each) => each.name === name)?.written
      if (isColumn(input)) {
        const { file, column, times, into, split } = input
        return {
          name,
          file,
          column,
          ...(times ? { times } : {}),
          ...(into ? { into } : {}),
          ...(split ? { split } : {}),
          ...(optionsOf(project, file).decimal === ',' ? { decimal: ',' as const } : {}),
          values: values ?? [],
        }
      }
      const note = typeof input === 'object' && input !== null ? input.note : undefined
      return { name, ...(note ? { note } : {}), values: values ?? [{ labels: {}, written: String(plain(input)) }] }
    })

type StoredInput = StoredResult['inputs'][number]

/** The values that were given, each with its labels. */
const givenOf = ({ given, over }: StoredInput): { labels: Labels; text: string }[] => {
  const walk = (value: NestedValue, dims: readonly string[], labels: Labels): { labels: Labels; text: string }[] => {
    if (value === null) return []
    if (typeof value === 'string') return [{ labels, text: value }]
    const [dim = '', ...rest] = dims
    return Object.entries(value).flatMap(([label, inner]) => walk(inner, rest, { ...labels, [dim]: label }))
  }
  return walk(given, over, {})
}

/** What the evaluation is given of an input, made again of its values as they are written. */
const cellsOf = (origin: InputOrigin, node: Node, { over }: StoredInput, frame: Years): readonly ReadCell[] => {
  const { name, file, column, times, into, split, decimal, values } = origin
  const time = (labels: Labels) => Object.entries(labels).find(([dim]) => isTime(node, dim))?.[1]
  const cells = values.map(({ labels, written }): ReadCell => {
    // of a choice, and of what stands in the project file, the text itself is given
    const plainText = file === undefined || node.kind === 'category' || (node.kind === 'factor' && !!node.labels)
    if (plainText) return { labels, value: written, unit: '', place: {} }
    const [, text = '', unit = ''] = /^(\S*) ?(.*)$/.exec(written) ?? []
    const number = numberText(text, decimal ?? '.')
    const label = time(labels)
    if (times === undefined || label === undefined) return { labels, value: number, unit, place: {} }
    const days = daysIn(parsePeriod(label, frame.calendar))
    return {
      labels,
      value: new Decimal(number).times(days).toString(),
      unit: dailyAmount(parseUnit(unit).text) ?? unit,
      place: {},
    }
  })
  if (into === undefined) return cells
  const dims = over.filter((dim) => cells.some(({ labels }) => labels[dim] !== undefined))
  const from: ColumnInput = {
    file: file ?? '',
    column: column ?? '',
    over: Object.fromEntries(dims.map((dim) => [dim, dim])),
    ...(split ? { split } : {}),
  }
  return intoYears({ name, node, cells, lost: [], written: values, from }, frame, new Problems()).cells
}

const isTime = (node: Node, dim: string): boolean =>
  'over' in node &&
  (node.over as readonly { name: string; sort: string }[]).some((each) => each.name === dim && each.sort === 'time')

const same = (given: string, { value, unit }: ReadCell): boolean => {
  const text = `${value}${unit === '' || unit === '1' ? '' : ` ${unit}`}`
  if (given === text) return true
  try {
    const [a, b] = [splitQuantity(given), splitQuantity(text)]
    return a.unit === b.unit && new Decimal(a.number).equals(b.number)
  } catch {
    return false
  }
}

/** Values that cannot be read are none: what was given then follows from nothing. */
const readable = (read: () => readonly ReadCell[]): readonly ReadCell[] => {
  try {
    return read()
  } catch (error) {
    if (error instanceof MrvError) return []
    throw error
  }
}

/**
 * Where what an evaluation was given does not follow from the values as they are written. Nothing is known of a result
 * without origins.
 */
export const checkOrigins = (
  origins: readonly InputOrigin[] | undefined,
  { inputs, graph }: StoredResult,
  frame: Years,
): Finding[] => {
  if (origins === undefined) return []
  const { nodes } = graphFromJson(graph)
  return inputs.flatMap((input): Finding[] => {
    const { name, node, over } = input
    const given = givenOf(input)
    const origin = origins.find((each) => each.name === name)
    // a default of the method
    if (!origin) return []
    const cells = readable(() => cellsOf(origin, nodes[node] as Node, input, frame))
    const dims = over.filter((dim) => cells[0]?.labels[dim] !== undefined)
    const keyOf = (labels: Labels): string => JSON.stringify(dims.map((dim) => labels[dim]))
    const written = new Map(cells.map((cell) => [keyOf(cell.labels), cell]))
    const found = given.flatMap(({ labels, text }): Finding[] => {
      const cell = written.get(keyOf(labels))
      if (cell && same(text, cell)) return []
      const expected = cell ? `${cell.value} ${cell.unit}`.trim() : 'nothing'
      const at = over.length > 0 ? { labels } : {}
      return [{ kind: 'input', name, ...at, stored: text, expected }]
    })
    const known = new Set(given.map(({ labels }) => keyOf(labels)))
    const more = cells.filter(({ labels }) => !known.has(keyOf(labels)))
    return [
      ...found,
      ...more.map(({ labels, value, unit }): Finding => {
        return { kind: 'input', name, labels, stored: 'nothing', expected: `${value} ${unit}`.trim() }
      }),
    ]
  })
}
