import { fail } from '../../core/errors'
import { parseUnit, requireFit } from '../../core/quantity'
import type { Values } from '../evaluation'
import { showing } from './equations'

/** What a chart is drawn of: a result, or anything that has outputs by name. */
export interface Charted {
  readonly outputs: Readonly<Record<string, Values | undefined>>
}

export interface ChartOptions {
  /** The outputs to draw, all in one unit; by default CO2e, by role for a measure, else the first output's unit. */
  readonly outputs?: readonly string[]
  readonly title?: string
}

/** A Vega-Lite chart as plain data. */
export type VegaLite = Readonly<Record<string, unknown>>

const timeLabel = /^(FY ?)?\d{4}(-\d{2}(-\d{2})?)?$/

/** What is drawn where nothing is chosen: CO2e by role, CO2e, or the outputs of the first one's unit. */
const chosenOf = (all: readonly (readonly [string, Values])[]): readonly (readonly [string, Values])[] => {
  const roles = all.filter(([name]) => /^(baseline|project|leakage)\.co2e$/.test(name))
  if (roles.length > 0) return roles
  const total = all.filter(([name]) => name === 'co2e')
  if (total.length > 0) return total
  const unit = all[0]?.[1].unit
  return all.filter(([, values]) => values.unit === unit)
}

/**
 * A chart of a result as Vega-Lite data: time or numbers along the base as a line, else bars by label; one colour an
 * output, or a label where there is one output. In a notebook it shows itself.
 *
 * Throws `input.unknown` for an output that is not there, `unit.differs` for outputs of several units.
 *
 * @example
 * chart(evaluate(composting, { treated: '1200 t' }, { gwp: 'AR5' }))
 */
export const chart = (result: Charted, options: ChartOptions = {}): VegaLite => {
  const all = Object.entries(result.outputs).flatMap(([name, values]) => (values ? [[name, values] as const] : []))
  const named = options.outputs?.map((name) => {
    const found = all.find(([each]) => each === name)
    const expected = all.map(([each]) => each).join(', ')
    return found ?? fail('input.unknown', `There is no output "${name}" to draw`, { found: `"${name}"`, expected })
  })
  const drawn = named ?? chosenOf(all)
  const [first] = drawn
  if (!first) return fail('input.unknown', 'There is no output to draw', { expected: 'the name of an output' })
  const unit = first[1].unit
  for (const [, values] of drawn) requireFit('cannot draw together', parseUnit(unit), parseUnit(values.unit))

  const data = drawn.flatMap(([output, values]) =>
    values
      .in(unit)
      .rows()
      .map(({ value, unit: _unit, ...labels }) => ({ output, ...labels, value: Number(value) })),
  )
  const dims = [...new Set(drawn.flatMap(([, values]) => values.dimensions))]
  const labelsOf = (dim: string): string[] => [...new Set(drawn.flatMap(([, values]) => values.labels[dim] ?? []))]
  const along = dims.find((dim) =>
    labelsOf(dim).every((label) => timeLabel.test(label) || !Number.isNaN(Number(label))),
  )
  const base = along ?? dims.find((dim) => dim !== along) ?? 'output'
  const several = drawn.length > 1 ? 'output' : dims.find((dim) => dim !== base)
  const rest = dims.filter((dim) => dim !== base && dim !== several)
  const point = (field: string) => ({ field, type: 'nominal', title: field })
  return showing(
    {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      ...(options.title ? { title: options.title } : {}),
      width: 480,
      height: 260,
      data: { values: data },
      mark: along ? { type: 'line', point: true, tooltip: true } : { type: 'bar', tooltip: true },
      encoding: {
        x: { field: base, type: 'ordinal', title: base, sort: base === 'output' ? null : labelsOf(base) },
        y: { field: 'value', type: 'quantitative', title: unit },
        ...(several && several !== base ? { color: point(several) } : {}),
        ...(rest.length > 0 ? { detail: rest.map(point) } : {}),
      },
    },
    function (this: object) {
      return {
        'application/vnd.vegalite.v6+json': { ...this },
        'text/plain': `a chart of ${drawn.map(([name]) => name).join(', ')} in ${unit}`,
      }
    },
  )
}
