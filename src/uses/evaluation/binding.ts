import { MrvError, type Problem, type Remark } from '../../core/errors'
import { type FactorNode, facts, type Node } from '../../core/graph'
import {
  applyRatio,
  conversionFactor,
  Decimal,
  parseDecimal,
  parseUnit,
  type Ratio,
  replaceSubstance,
  type Unit,
  unitRatio,
} from '../../core/quantity'
import {
  type FactorRow,
  type FactorSet,
  type FactorTable,
  type FlatFactorRow,
  type Found,
  isDated,
  type NotFound,
  resolve,
} from '../../data/factors'
import { gwpFactorRow, gwpOf, gwpSets } from '../../data/gases'
import type { Algebra } from './algebra'
import { Operation } from './operation'
import { type Axes, axisOf, type Cell, expand, Failure, labelsAt, sizeOf, type Tensor } from './tensor'

/** What the surroundings say: region, year, GWP set, own factors. */
export interface Context {
  /** ISO 3166 code of a country or a part of it, or a named region. */
  readonly region?: string
  /** The year for which factors are looked up where the data name none. */
  readonly year?: number | string
  /** A set of `gwpSets()`: `AR5` and its like over 100 years, others as `AR6-GWP20`. */
  readonly gwp?: string
  /** Own rows, which go before all published ones, and further tables or whole sources: `await load('emep-eea-2023')`. */
  readonly factors?: readonly (FactorSet | FactorTable | FlatFactorRow)[]
  /** Sums run over what is there; every result says what is not. */
  readonly partial?: boolean
  /** The month in which fiscal years start, for labels such as `FY2024`. */
  readonly fiscalStart?: number
}

/** How one factor cell was found. */
export interface Choice {
  readonly row: FactorRow
  readonly steps: readonly string[]
  readonly remarks: Found['remarks']
  /** What the row's unit is in that of the cell. */
  readonly ratio: Ratio
}

/** A bound factor: its cells, and the row behind each. */
export interface Binding {
  readonly node: FactorNode
  readonly tensor: Tensor
  readonly choices: readonly (Choice | undefined)[]
}

const isFound = (answer: Found | NotFound): answer is Found => 'row' in answer

const unbound = (node: FactorNode, answer: NotFound, labels: Readonly<Record<string, string>>): Failure => {
  const problem: Problem = {
    code: answer.ambiguous ? 'factor.ambiguous' : 'factor.missing',
    message: `No factor for ${node.title ?? node.name}: ${answer.reason}`,
    at: { input: node.path, ...(Object.keys(labels).length > 0 ? { labels } : {}) },
    hint: [answer.hint, `Give "${node.path}" as an input or a row of your own.`].filter(Boolean).join(' '),
  }
  return new Failure(problem)
}

interface Bound {
  readonly cell: Cell
  readonly choice?: Choice
}

const bindGwp = (set: string | undefined, gas: string): Bound => {
  if (set === undefined) {
    const problem: Problem = {
      code: 'gwp.missing',
      message: 'No GWP set is named',
      at: {},
      expected: gwpSets().join(', '),
      hint: 'Name one as gwp in the context; there is no default.',
    }
    return { cell: new Failure(problem) }
  }
  try {
    const row = gwpFactorRow(gwpOf(set, gas))
    const unread: Remark[] =
      row.status === 'read'
        ? []
        : [{ name: 'factor.unread', text: `${row.id} was not seen in its source (${row.status})` }]
    const steps = [`GWP set ${row.edition}, ${gas}`]
    return { cell: new Decimal(row.value), choice: { row, steps, remarks: unread, ratio: unitRatio } }
  } catch (error) {
    if (error instanceof MrvError) return { cell: new Failure(error.problems[0] as Problem) }
    throw error
  }
}

/** A leaf that the method did not declare: the GWP of a gas, by the set of the context. */
export const isGwp = (node: FactorNode): boolean => node.path.startsWith('gwp/')

/** Looks up every cell of a factor: by label, by category, by year and region of the data. */
export const bind = (
  node: FactorNode,
  axes: Axes,
  context: Context,
  own: readonly FactorTable[],
  categoryOf: (node: FactorNode['by'][string]) => Tensor,
  algebra: Algebra,
): Binding => {
  const known = facts(node)
  const dims = known.dims.map(({ name }) => name)
  const categories = Object.entries(node.by).map(
    ([column, category]) => [column, expand(categoryOf(category), dims, axes)] as const,
  )
  const time = known.dims.find(({ sort }) => sort === 'time')
  const byRegion = dims.includes('region')
  const substances = known.dims.filter(({ substance }) => substance).map(({ name }) => name)
  const fallBacks = node.within.tables as readonly FactorTable[]
  // the same list each time, where it can be: look-ups are remembered by it
  const tables = own.length === 0 ? fallBacks : [...new Set([...own, ...fallBacks])]
  const dated = isDated(tables, node.parameter)
  const declared = parseUnit(node.unit)
  const cache = new Map<string, Bound>()

  const bindCell = (position: number): Bound => {
    const labels = labelsAt(position, dims, axes)
    let unit: Unit = declared
    for (const name of substances) unit = replaceSubstance(unit, name, labels[name] as string)
    if (isGwp(node))
      return bindGwp(
        context.gwp,
        substances.length > 0 ? (labels[substances[0] as string] as string) : node.path.slice(4),
      )

    const selectors: Record<string, string> = { ...node.query }
    for (const name of node.labelled) selectors[name] = labels[name] as string
    const open: [column: string, category: Operation][] = []
    for (const [column, cells] of categories) {
      const label = cells[position] as Cell
      if (label instanceof Failure) {
        const { problem } = label
        return { cell: new Failure({ ...problem, hint: `Give it, or "${node.path}" itself.` }) }
      }
      if (label instanceof Operation) open.push([column, label])
      else selectors[column] = label as string
    }
    const period = time
      ? axisOf(axes, time.name).periods?.[axisOf(axes, time.name).index.get(labels[time.name] as string) as number]
      : undefined
    const year = context.year === undefined ? undefined : String(context.year)
    const when = period ?? (year ? { start: `${year}-01-01`, end: `${year}-12-31` } : undefined)
    const region = byRegion ? labels.region : context.region
    const found = (selected: Readonly<Record<string, string>>): Bound => {
      const key = JSON.stringify([selected, unit.text, region, dated ? when : undefined])
      const before = cache.get(key)
      if (before) return before
      const answer = resolve(
        {
          parameter: node.parameter,
          units: [unit, declared],
          category: known.type === 'category',
          selectors: selected,
          ...(region ? { region } : {}),
          ...(when ? { when } : {}),
        },
        tables,
        node.within.admits,
      )
      const bound: Bound = isFound(answer)
        ? {
            cell: cellOf(answer.row, unit, node),
            choice: {
              row: answer.row,
              steps: answer.steps,
              remarks: answer.remarks,
              ratio: node.labels ? unitRatio : conversionFactor(parseUnit(answer.row.unit as string), unit),
            },
          }
        : { cell: unbound(node, answer, labels) }
      cache.set(key, bound)
      return bound
    }
    if (open.length === 0) return found(selectors)
    // a category that comes with each row: a factor for each of its labels
    const perLabel = (rest: typeof open, selected: Readonly<Record<string, string>>): Cell => {
      const [first, ...more] = rest
      if (!first) return found(selected).cell
      const [column, category] = first
      const cases = (facts(node.by[column] as Node).labels ?? []).map(
        (label) => [label, perLabel(more, { ...selected, [column]: label })] as const,
      )
      return algebra.lookup(category, new Map(cases))
    }
    return { cell: perLabel(open, selectors) }
  }

  const bound = Array.from({ length: sizeOf(dims, axes) }, (_, position) => bindCell(position))
  return { node, tensor: { dims, cells: bound.map(({ cell }) => cell) }, choices: bound.map(({ choice }) => choice) }
}

const cellOf = (row: FactorRow, unit: Unit, node: FactorNode): Cell => {
  if (node.labels) {
    if (node.labels.includes(row.value)) return row.value
    return new Failure({
      code: 'factor.invalid',
      message: `${row.id} holds "${row.value}"`,
      at: { input: node.path },
      expected: node.labels.join(', '),
    })
  }
  const from = parseUnit(row.unit as string)
  return applyRatio(parseDecimal(row.value), conversionFactor(from, unit))
}

/** What of a context plays a part in looking factors up. */
export const surroundingsOf = ({ region, year, gwp, fiscalStart }: Context): string =>
  JSON.stringify([region, year, gwp, fiscalStart])

const bindings = new WeakMap<FactorNode, Map<string, Binding>>()

/**
 * `bind`, remembered for the same surroundings: region, year, GWP set, labels and categories. Own rows of a caller are
 * looked up anew each time. No label holds a line break.
 */
export const bindCached = (
  node: FactorNode,
  axes: Axes,
  context: Context,
  own: readonly FactorTable[],
  categoryOf: (node: FactorNode['by'][string]) => Tensor,
  surroundings: string,
  algebra: Algebra,
): Binding => {
  const bound = (): Binding => bind(node, axes, context, own, categoryOf, algebra)
  if (own.length > 0) return bound()
  let key = surroundings
  for (const { name } of facts(node).dims) key += `\n\n${axisOf(axes, name).labels.join('\n')}`
  for (const category of Object.values(node.by)) {
    const { cells } = categoryOf(category)
    if (cells.some((cell) => cell instanceof Failure || cell instanceof Operation)) return bound()
    key += `\n\n${cells.join('\n')}`
  }
  const known = bindings.get(node) ?? new Map<string, Binding>()
  bindings.set(node, known)
  const before = known.get(key)
  if (before) return before
  if (known.size >= 1000) known.clear()
  const made = bound()
  known.set(key, made)
  return made
}
