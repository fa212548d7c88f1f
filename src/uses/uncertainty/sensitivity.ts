import { checkOptions } from '../../core/call'
import { fail, locate } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { runProgram } from '../batch'
import type { Context, Given } from '../evaluation'
import { indexOf } from './figures'
import { type Change, changedRows, ends } from './kinks'
import { centreOf, type Model, modelOf, outputCells } from './model'
import { type UncertaintyOptions, uncertaintyOptions } from './propagate'
import type { Variable } from './variable'

/** One variable changed, all else as given: what the outputs become. */
export interface OneAtATime {
  readonly variable: string
  readonly paths: readonly string[]
  /** The unit of the variable. */
  readonly per: string
  readonly output: string
  readonly labels: Readonly<Record<string, string>>
  readonly unit: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly output0: number
  /** null where the method has no result there, such as shares that no longer add up. */
  readonly outputLow: number | null
  readonly outputHigh: number | null
}

/** What is changed: every number by a percent, or what is uncertain over its 95 % interval. */
export interface SensitivityOptions extends UncertaintyOptions {
  /** Changes every input and factor by so much, within its range. Not stated: 95 % intervals of what is uncertain. */
  readonly percent?: number
}

const within = (value: number, [low, high]: readonly [number, number]): number => Math.min(Math.max(value, low), high)

const changesOf = (variables: readonly Variable[], percent: number | undefined): Change[] => {
  if (percent === undefined) return ends(variables)
  return variables.flatMap((variable) => {
    const value = variable.value.toNumber()
    const part = (Math.abs(value) * percent) / 100
    return value === 0
      ? []
      : [-part, part].map((change) => ({ variable, value: within(value + change, variable.range) }))
  })
}

const modelFor = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
  { percent, ...options }: SensitivityOptions,
): Model => modelOf(method, inputs, context, percent === undefined ? options : { ...options, all: true })

/**
 * Changes one variable at a time: to both ends of its 95 % interval, or by a percent up and down; all outputs.
 *
 * @throws MrvError as `propagate` does.
 */
export const oneAtATime = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
  options: SensitivityOptions = {},
): readonly OneAtATime[] => {
  checkOptions(options, [...uncertaintyOptions, 'percent'])
  const model = modelFor(method, inputs, context, options)
  return locate({ method: method.id }, () => {
    const changes = changesOf(model.variables, options.percent)
    const cells = outputCells(model)
    const { values } = runProgram(
      model.program,
      changedRows(
        model,
        changes.map((change) => [change]),
      ),
      changes.length + 1,
      cells.map(({ cell }) => cell),
      { optional: new Set(cells.keys()) },
    )
    const pairs = changes.filter((_, at) => at % 2 === 0)
    return pairs.flatMap(({ variable, value: low }, pair) =>
      cells.map(({ output, labels, unit, cell }, index): OneAtATime => {
        const at = (row: number): number | null => {
          const value = (values[index] as Float64Array)[row] as number
          return Number.isNaN(value) ? null : value
        }
        return {
          variable: variable.name,
          paths: variable.paths,
          per: variable.unit,
          output,
          labels,
          unit,
          value: variable.value.toNumber(),
          low,
          high: (changes[2 * pair + 1] as { value: number }).value,
          output0: centreOf(model, cell).toNumber(),
          outputLow: at(1 + 2 * pair),
          outputHigh: at(2 + 2 * pair),
        }
      }),
    )
  })
}

/** A bar of a tornado chart. */
export interface Bar extends OneAtATime {
  /** How far apart the output stands at both ends; null where one of them has no result. */
  readonly swing: number | null
}

/** One number of an output, variable by variable, the widest swing first; those without a result last. */
export const tornado = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
  options: SensitivityOptions & {
    readonly output: string
    readonly labels?: Readonly<Record<string, string | number>>
  },
): readonly Bar[] => {
  const { output: wanted, labels: at, ...rest } = options
  const all = oneAtATime(method, inputs, context, rest)
  const [first] = all
  if (!first) return fail('uncertainty.invalid', 'Nothing is uncertain', { hint: 'Name what is, or state a percent.' })
  const cells = all.filter(({ variable }) => variable === first.variable)
  const { output, labels } = cells[indexOf(cells, wanted, at)] as OneAtATime
  const here = JSON.stringify(labels)
  return all
    .filter((each) => each.output === output && JSON.stringify(each.labels) === here)
    .map((each) => ({
      ...each,
      swing: each.outputLow === null || each.outputHigh === null ? null : Math.abs(each.outputHigh - each.outputLow),
    }))
    .sort((a, b) => (b.swing ?? -1) - (a.swing ?? -1))
}
