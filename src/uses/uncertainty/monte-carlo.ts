import { checkOptions } from '../../core/call'
import { fail, locate, MrvError, type Remark } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { Decimal } from '../../core/quantity'
import { runProgram } from '../batch'
import { type Cell, type Context, Failure, type Given, Operation } from '../evaluation'
import { drawsOf } from './draws'
import { byOutput, type Figures, figuresOf, indexOf } from './figures'
import { centreOf, type Model, modelOf, type OutputCell, outputCells } from './model'
import { type UncertaintyOptions, uncertaintyOptions } from './propagate'
import { fewestDraws, momentsOf, quantilesOf, type SampledQuantile } from './select'
import { type ShownMethod, type ShownVariable, shownMethod, shownVariable } from './shown'
import { forward } from './tape'

/** How many draws, and from which seed. */
export interface MonteCarloOptions extends UncertaintyOptions {
  /** 10,000 where not stated, as IPCC 2006 V1 Ch 3, p 3.37 has for an example; at least 146. */
  readonly draws?: number
  /** A whole number; 1 where not stated. The same seed gives the same draws. */
  readonly seed?: number
  /** Only these outputs; all where not stated. */
  readonly outputs?: readonly string[]
}

/** An output by Monte Carlo. */
export interface Simulated {
  /** The value of the exact evaluation. */
  readonly value: number
  readonly mean: number
  readonly sd: number
  readonly median: number
  /** The 95 % interval: quantiles 0.025 and 0.975. */
  readonly lower: number
  readonly upper: number
  /** How far the limits lie below and above the mean, in percent of it; null where the mean is 0. */
  readonly percentBelow: number | null
  readonly percentAbove: number | null
  /** Standard error of the mean. */
  readonly meanError: number
  /** 95 % intervals of the limits themselves, from the draws being so many. */
  readonly lowerWithin: readonly [number, number]
  readonly upperWithin: readonly [number, number]
}

/** What a variable brings to the variance of an output. */
export interface SimulatedContribution {
  readonly variable: string
  /** Spearman's rank correlation with the output. */
  readonly rankCorrelation: number
  /** Its square, over the sum of all squares. */
  readonly share: number
}

/** How an output settles as draws add up. */
export interface Convergence {
  readonly steps: readonly {
    readonly draws: number
    readonly mean: number
    readonly lower: number
    readonly upper: number
  }[]
  /** Half the sampling interval of the wider limit, in percent of the mean. */
  readonly percent: number | null
  /** Whether both limits are known to within ±1 % of the mean (IPCC 2006 V1 Ch 3, p 3.37). */
  readonly stable: boolean
}

// blocks that stay in the second cache with their columns
const block = 4096
const maxFailed = 0.001
const minDraws = fewestDraws(0.025)

const inPercent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / Math.abs(whole))

const summary = (value: number, drawn: Float64Array): Simulated => {
  const { mean, sd } = momentsOf(drawn)
  const [lower, median, upper] = quantilesOf(drawn.slice(), [0.025, 0.5, 0.975]) as [
    SampledQuantile,
    SampledQuantile,
    SampledQuantile,
  ]
  return {
    value,
    mean,
    sd,
    median: median.value,
    lower: lower.value,
    upper: upper.value,
    percentBelow: inPercent(mean - lower.value, mean),
    percentAbove: inPercent(upper.value - mean, mean),
    meanError: sd / Math.sqrt(drawn.length),
    lowerWithin: [lower.from, lower.to],
    upperWithin: [upper.from, upper.to],
  }
}

const certain = (value: number): Simulated => ({
  value,
  mean: value,
  sd: 0,
  median: value,
  lower: value,
  upper: value,
  percentBelow: inPercent(0, value),
  percentAbove: inPercent(0, value),
  meanError: 0,
  lowerWithin: [value, value],
  upperWithin: [value, value],
})

/** Ranks from 0, those of equal values shared. */
const ranksOf = (values: Float64Array): Float64Array => {
  const order = new Uint32Array(values.length)
  for (let at = 0; at < order.length; at++) order[at] = at
  order.sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    const value = values[order[from] as number]
    while (to < order.length && values[order[to] as number] === value) to++
    for (let at = from; at < to; at++) ranks[order[at] as number] = (from + to - 1) / 2
    from = to
  }
  return ranks
}

const correlationOf = (a: Float64Array, b: Float64Array): number => {
  const [one, other] = [momentsOf(a), momentsOf(b)]
  if (one.sd === 0 || other.sd === 0) return 0
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += ((a[at] as number) - one.mean) * ((b[at] as number) - other.mean)
  return sum / ((a.length - 1) * one.sd * other.sd)
}

/** Why a draw has no result: the same, computed exactly. */
const reasonOf = (model: Model, columns: readonly Float64Array[], row: number): string => {
  const values = new Map<number, Cell>(
    model.variables.map(({ slot }) => [slot, new Decimal((columns[slot] as Float64Array)[row] as number)]),
  )
  const there = forward(model.order, values)
  const failed = outputCells(model)
    .map(({ cell }) => (cell instanceof Operation ? there.value(cell) : cell))
    .find((cell) => cell instanceof Failure)
  if (failed instanceof Failure) return failed.problem.message
  const broken = model.program.checks.find(({ condition }) => there.value(condition) === false)
  return broken?.problem.message ?? 'the result is not a finite number'
}

/** The draws of the outputs, those that failed apart. */
const simulate = (
  model: Model,
  cells: readonly OutputCell[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): { values: Float64Array[]; failed: Uint8Array; refused: number; reason?: string } => {
  const source = drawsOf(model, seed, Math.min(block, draws))
  const values = cells.map(() => new Float64Array(draws))
  const failed = new Uint8Array(draws)
  const wanted = cells.map(({ cell }) => cell)
  let [refused, reason]: [number, string | undefined] = [0, undefined]
  for (let from = 0; from < draws; from += block) {
    const count = Math.min(block, draws - from)
    source.next(count)
    const into = values.map((column) => column.subarray(from, from + count))
    const run = runProgram(model.program, source.columns, count, wanted, { into })
    if (run.refused === 0) continue
    failed.set(run.failed, from)
    refused += run.refused
    reason ??= reasonOf(model, source.columns, run.failed.indexOf(1))
  }
  return { values, failed, refused, ...(reason === undefined ? {} : { reason }) }
}

const withoutFailed = (values: Float64Array, failed: Uint8Array): Float64Array =>
  values.filter((_, at) => failed[at] === 0)

/** A method by Monte Carlo: means, quantiles with their sampling error, contributions, convergence. */
export class Simulation {
  readonly approach = 'IPCC 2006 V1 Ch 3, Approach 2 (Monte Carlo, rank correlations by a Gaussian copula)'
  readonly method: ShownMethod
  readonly draws: number
  readonly seed: number
  /** Draws that have no result; they are counted, and no other draw takes their place. */
  readonly failed: number
  readonly variables: readonly ShownVariable[]
  readonly remarks: readonly Remark[]
  private shown: Readonly<Record<string, Figures<Simulated>>> | undefined
  private readonly cells: readonly OutputCell[]
  private readonly names: readonly string[]
  private readonly varying: readonly number[]
  private readonly values: readonly Float64Array[]
  private readonly refused: Uint8Array

  /** @internal */
  constructor(
    private readonly model: Model,
    options: MonteCarloOptions,
  ) {
    const { draws = 10_000, seed = 1, outputs } = options
    if (!Number.isInteger(draws) || draws < minDraws)
      fail('uncertainty.draws', 'So many draws tell no 95 % interval', {
        found: String(draws),
        expected: `a whole number from ${minDraws}`,
      })
    if (!Number.isSafeInteger(seed))
      fail('uncertainty.draws', 'The seed is not a whole number', { found: String(seed), expected: 'such as 1' })
    this.method = shownMethod(model.method)
    this.draws = draws
    this.seed = seed
    const all = outputCells(model)
    for (const name of outputs ?? []) if (!all.some(({ output }) => output === name)) indexOf(all, name)
    this.cells = outputs ? all.filter(({ output }) => outputs.includes(output)) : all
    this.names = model.program.outputs.map(({ name }) => name).filter((name) => !outputs || outputs.includes(name))
    this.varying = this.cells.flatMap(({ cell }, index) => (cell instanceof Operation ? [index] : []))
    const { values, failed, refused, reason } = simulate(
      model,
      this.varying.map((index) => this.cells[index] as OutputCell),
      { draws, seed },
    )
    if (refused > maxFailed * draws)
      throw new MrvError({
        code: 'uncertainty.draws',
        message: `${refused} of ${draws} draws have no result: ${reason}`,
        at: {},
        expected: `at most ${maxFailed * 100} %`,
        hint: 'Narrow the distribution, or truncate it to what can be.',
      })
    this.failed = refused
    this.refused = failed
    this.values = refused === 0 ? values : values.map((column) => withoutFailed(column, failed))
    this.variables = model.variables.map(shownVariable)
    const lost: Remark = { name: 'uncertainty.failed', text: `${refused} of ${draws} draws have no result: ${reason}` }
    this.remarks = [...model.remarks, ...(refused > 0 ? [lost] : [])]
  }

  /** By name: mean, standard deviation, median, 95 % interval, and how far they are known. */
  get outputs(): Readonly<Record<string, Figures<Simulated>>> {
    this.shown ??= byOutput(this.names, this.cells, (index) => {
      const value = centreOf(this.model, (this.cells[index] as OutputCell).cell).toNumber()
      const drawn = this.valuesAt(index)
      return drawn ? summary(value, drawn) : certain(value)
    })
    return this.shown
  }

  /** The figures of an output. Throws `label.unknown` for a name that is none. */
  of(output: string): Figures<Simulated> {
    return figuresOf(this.outputs, output)
  }

  private valuesAt(index: number): Float64Array | undefined {
    const at = this.varying.indexOf(index)
    return at < 0 ? undefined : this.values[at]
  }

  /** All draws of one number of an output, in their order, in its unit. */
  sample(output: string, labels: Readonly<Record<string, string | number>> = {}): Float64Array {
    const index = indexOf(this.cells, output, labels)
    const drawn = this.valuesAt(index)
    if (drawn) return drawn.slice()
    return new Float64Array(this.draws).map(() =>
      centreOf(this.model, (this.cells[index] as OutputCell).cell).toNumber(),
    )
  }

  /**
   * A quantile of an output, with the 95 % interval that its sampling leaves. Throws `uncertainty.draws` where the draws are
   * too few to tell it.
   */
  quantile(
    output: string,
    probability: number,
    labels: Readonly<Record<string, string | number>> = {},
  ): SampledQuantile & { readonly unit: string } {
    if (!(probability > 0 && probability < 1))
      fail('uncertainty.invalid', 'The probability of a quantile', {
        found: String(probability),
        expected: 'between 0 and 1',
      })
    const { unit } = this.cells[indexOf(this.cells, output, labels)] as OutputCell
    const fewest = fewestDraws(probability)
    if (this.draws - this.failed < fewest)
      fail('uncertainty.draws', `The quantile ${probability} needs more draws`, {
        found: String(this.draws - this.failed),
        expected: `at least ${fewest}`,
      })
    const [quantile] = quantilesOf(this.sample(output, labels), [probability]) as [SampledQuantile]
    return { ...quantile, unit }
  }

  /**
   * What each variable brings to the variance of an output: squares of rank correlations over their sum, the largest first.
   * With correlated variables, what they share counts for each of them.
   */
  contributions(
    output: string,
    labels: Readonly<Record<string, string | number>> = {},
  ): readonly SimulatedContribution[] {
    const ranks = ranksOf(this.sample(output, labels))
    const uncertain = this.model.variables.filter(({ distribution }) => distribution)
    const drawn = uncertain.map(() => new Float64Array(this.draws))
    // the draws again, from the same seed
    const source = drawsOf(this.model, this.seed, Math.min(block, this.draws))
    for (let from = 0; from < this.draws; from += block) {
      const count = Math.min(block, this.draws - from)
      source.next(count)
      for (const [at, { slot }] of uncertain.entries())
        (drawn[at] as Float64Array).set((source.columns[slot] as Float64Array).subarray(0, count), from)
    }
    const found = uncertain.map(({ name }, at) => {
      const values = drawn[at] as Float64Array
      const kept = this.failed === 0 ? values : withoutFailed(values, this.refused)
      return { variable: name, rankCorrelation: correlationOf(ranksOf(kept), ranks) }
    })
    const total = found.reduce((sum, { rankCorrelation }) => sum + rankCorrelation ** 2, 0)
    return found
      .map((each) => ({ ...each, share: total === 0 ? 0 : each.rankCorrelation ** 2 / total }))
      .sort((a, b) => b.share - a.share)
  }

  /** How an output settles as draws add up, and whether they are enough. */
  convergence(output: string, labels: Readonly<Record<string, string | number>> = {}): Convergence {
    const drawn = this.sample(output, labels)
    const steps = [0.125, 0.25, 0.5, 1].map((part) => {
      const some = drawn.slice(0, Math.ceil(drawn.length * part))
      const { mean } = momentsOf(some)
      const [lower, upper] = quantilesOf(some, [0.025, 0.975]) as [SampledQuantile, SampledQuantile]
      return { draws: some.length, mean, lower, upper }
    })
    const { mean, lower, upper } = steps[steps.length - 1] as (typeof steps)[number]
    const half = Math.max(lower.to - lower.from, upper.to - upper.from) / 2
    const percent = inPercent(half, mean)
    return {
      steps: steps.map((step) => ({ ...step, lower: step.lower.value, upper: step.upper.value })),
      percent,
      stable: half === 0 || (percent !== null && percent <= 1),
    }
  }

  toJSON(): Record<string, unknown> {
    const { approach, method, draws, seed, failed, outputs, variables, remarks } = this
    return { approach, method, draws, seed, failed, outputs, variables, remarks }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const lines = Object.entries(this.outputs).map(([name, figures]) => {
      const [first] = figures.all
      if (!first || figures.all.length > 1) return `  ${name}: ${figures}`
      const [mean, lower, upper] = [first.mean, first.lower, first.upper].map((each) => Number(each.toPrecision(5)))
      return `  ${name}: ${mean} (95 %: ${lower} to ${upper}) ${first.unit}`
    })
    return [`${this.approach}: ${this.draws} draws, seed ${this.seed}`, ...lines].join('\n')
  }
}

/**
 * Approach 2: the uncertainty of each output by Monte Carlo. Every uncertain input and factor row is drawn from its
 * distribution by one stream of its own; a value used at several places is one variable.
 *
 * IPCC 2006 V1 Ch 3, Section 3.2.3.2, pp 3.32–3.37.
 *
 * @throws MrvError as `propagate` does; `uncertainty.draws` where over 0.1 % of the draws have no result.
 */
export const monteCarlo = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context = {},
  options: MonteCarloOptions = {},
): Simulation => {
  checkOptions(options, [...uncertaintyOptions, 'draws', 'seed', 'outputs'])
  const model = modelOf(method, inputs, context, options)
  return locate({ method: method.id }, () => new Simulation(model, options))
}
