import { checkOptions } from '../../core/call'
import { locate, type Remark } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { type Context, type Given, Operation } from '../evaluation'
import type { Correlation } from './correlation'
import { dependenceOf } from './dependence'
import { byOutput, type Figures, figuresOf, indexOf } from './figures'
import { kinkRemarks } from './kinks'
import { centreOf, type Model, modelOf, type OutputCell, outputCells } from './model'
import type { Rules } from './rules'
import { type ShownMethod, type ShownVariable, shownMethod, shownVariable } from './shown'
import type { Specs } from './spec'
import { normalQuantile } from './special'

/** What is uncertain, and how. */
export interface UncertaintyOptions {
  /** By input, factor path or factor row, and by label where wanted. */
  readonly uncertain?: Readonly<Record<string, Specs>>
  /** What the bounds of factor rows become. */
  readonly rules?: Rules
  /** Linear in Approach 1, of ranks in Monte Carlo. */
  readonly correlation?: Correlation
}

/** @internal */
export const uncertaintyOptions: readonly (keyof UncertaintyOptions)[] = ['uncertain', 'rules', 'correlation']

/** An output by Approach 1. */
export interface Propagated {
  /** The value of the exact evaluation. */
  readonly value: number
  readonly sd: number
  /** Half the 95 % interval in percent of the value; null where the value is 0. */
  readonly percent: number | null
  /** The 95 % interval, of a normal. */
  readonly lower: number
  readonly upper: number
}

/** What one variable brings to the variance of an output. */
export interface Contribution {
  readonly variable: string
  /** Of the variance; those of all variables add up to 1. */
  readonly share: number
  /** Of the output by the variable, in their units. */
  readonly derivative: number
  readonly sd: number
}

const z95 = normalQuantile(0.975)

/** A method by Approach 1: standard deviations, percents, and what each variable brings. */
export class Propagation {
  readonly approach = 'IPCC 2006 V1 Ch 3, Approach 1 (error propagation, linear correlations)'
  readonly method: ShownMethod
  readonly outputs: Readonly<Record<string, Figures<Propagated>>>
  readonly variables: readonly ShownVariable[]
  readonly remarks: readonly Remark[]
  private readonly shares: readonly (readonly Contribution[])[]
  private readonly cells: readonly OutputCell[]

  /** @internal */
  constructor(model: Model) {
    this.method = shownMethod(model.method)
    const dependence = dependenceOf(model)
    const uncertain = model.variables.filter(({ distribution }) => distribution)
    this.cells = outputCells(model)
    const found = this.cells.map(({ cell }) => {
      const gradient = cell instanceof Operation ? model.centre.gradient(cell) : new Map<number, number>()
      const parts = uncertain.flatMap((variable) => {
        const derivative = gradient.get(variable.slot) ?? 0
        const sd = variable.distribution?.sd ?? 0
        return derivative === 0 || sd === 0 ? [] : [{ variable, derivative, sd, spread: derivative * sd }]
      })
      const brought = parts.map(({ variable, spread }) =>
        parts.reduce((sum, other) => {
          const rho = dependence(variable, other.variable)
          return rho === 0 ? sum : sum + rho * spread * other.spread
        }, 0),
      )
      const variance = brought.reduce((sum, each) => sum + each, 0)
      const sd = Math.sqrt(Math.max(variance, 0))
      const value = centreOf(model, cell).toNumber()
      const figure: Propagated = {
        value,
        sd,
        percent: value === 0 ? null : (100 * z95 * sd) / Math.abs(value),
        lower: value - z95 * sd,
        upper: value + z95 * sd,
      }
      const contributions = parts
        .map(
          ({ variable, derivative, sd: own }, at): Contribution => ({
            variable: variable.name,
            share: variance > 0 ? (brought[at] as number) / variance : 0,
            derivative,
            sd: own,
          }),
        )
        .sort((a, b) => b.share - a.share)
      return { figure, contributions }
    })
    this.outputs = byOutput(
      model.program.outputs.map(({ name }) => name),
      this.cells,
      (index) => (found[index] as { figure: Propagated }).figure,
    )
    this.shares = found.map(({ contributions }) => contributions)
    this.variables = model.variables.map(shownVariable)
    this.remarks = [...model.remarks, ...kinkRemarks(model)]
  }

  /** The figures of an output. Throws `label.unknown` for a name that is none. */
  of(output: string): Figures<Propagated> {
    return figuresOf(this.outputs, output)
  }

  /** What each variable brings to the variance of an output, the largest first. */
  contributions(output: string, labels: Readonly<Record<string, string | number>> = {}): readonly Contribution[] {
    return this.shares[indexOf(this.cells, output, labels)] as readonly Contribution[]
  }

  toJSON(): Record<string, unknown> {
    const { approach, method, outputs, variables, remarks } = this
    return { approach, method, outputs, variables, remarks }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return [this.approach, ...Object.entries(this.outputs).map(([name, figures]) => `  ${name}: ${figures}`)].join('\n')
  }
}

/**
 * Approach 1: the uncertainty of each output by error propagation. Derivatives are taken through the method's own graph, so
 * that a value used at several places is one variable.
 *
 * IPCC 2006 V1 Ch 3, Section 3.2.3.1, Eq 3.1–3.2, pp 3.27–3.31 (products and sums are special cases).
 *
 * @throws MrvError as `evaluate` does; `uncertainty.rule` for bounds that are no distribution; `uncertainty.invalid`;
 * `uncertainty.correlation`.
 */
export const propagate = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
  options: UncertaintyOptions = {},
): Propagation => {
  checkOptions(options, uncertaintyOptions)
  const model = modelOf(method, inputs, context, options)
  return locate({ method: method.id }, () => new Propagation(model))
}

/** How an output changes with a variable, at the given values. */
export interface Derivative {
  readonly output: string
  readonly labels: Readonly<Record<string, string>>
  readonly unit: string
  readonly variable: string
  readonly paths: readonly string[]
  /** The unit of the variable. */
  readonly per: string
  /** Output units per variable unit. */
  readonly derivative: number
  /** Percent of the output for a percent of the variable; null where the output is 0. */
  readonly elasticity: number | null
}

/** The derivative of every output by every number that is given or looked up, where it is not 0. */
export const derivatives = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
): readonly Derivative[] => {
  const model = modelOf(method, inputs, context, { all: true })
  return outputCells(model).flatMap(({ output, labels, unit, cell }) => {
    if (!(cell instanceof Operation)) return []
    const value = centreOf(model, cell)
    const gradient = model.centre.gradient(cell)
    return model.variables.flatMap((variable): Derivative[] => {
      const derivative = gradient.get(variable.slot) ?? 0
      if (derivative === 0) return []
      const elasticity = value.isZero() ? null : (derivative * variable.value.toNumber()) / value.toNumber()
      return [
        {
          output,
          labels,
          unit,
          variable: variable.name,
          paths: variable.paths,
          per: variable.unit,
          derivative,
          elasticity,
        },
      ]
    })
  })
}
