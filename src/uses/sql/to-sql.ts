import { checkMethod } from '../../core/call'
import { fail, MrvError, Problems } from '../../core/errors'
import { type Dimension, facts, type Node } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import { unitRatio } from '../../core/quantity'
import { gwpSetName } from '../../data/gases'
import { nextLabel } from '../../data/periods'
import {
  type Context,
  checkContext,
  checkOwnUnits,
  type Declared,
  declaredOf,
  defaultEntries,
  type Entry,
  type Given,
  isGwp,
  makeAxes,
  needs,
  ownTables,
  Rows,
  readGiven,
  surroundingsOf,
  withSet,
} from '../evaluation'
import { Arrays } from './arrays'
import { isColumn, type SqlColumn, type TableName } from './column'
import { Compiler } from './compile'
import { type DialectName, dialects } from './dialect'
import { domainsOf, type Fixed, requireWhole } from './domains'
import { Engine } from './engine'
import { fold } from './fold'
import { type Bound, LeafWriter } from './leaves'
import { type SqlTable, selects } from './outputs'
import { type Given as FromRows, type RowTable, SourceReader } from './sources'
import { Tables } from './tables'
import { unroll } from './unroll'
import { Wording } from './wording'

/** What `toSql` is told of the tables and of the surroundings. */
export interface SqlOptions {
  readonly dialect: DialectName
  /** The table of the rows: buildings, landfills, vehicles, days. Each gets its own result. */
  readonly rows: RowTable
  /** A `column` for what comes with the rows; a value, as in `evaluate`, for what is the same in all. */
  readonly inputs: Readonly<Record<string, SqlColumn | Given>>
  /** All labels that the columns of a dimension may hold. A row need not have all of them. */
  readonly labels?: Readonly<Record<string, readonly (string | number)[]>>
  readonly context?: Context
}

/** The statements of a method over tables. */
export interface SqlResult {
  readonly dialect: DialectName
  /**
   * One statement for each shape of outputs. The first is over the rows alone: it has every row, with a `status` that
   * is `ok` or the reason why the row was refused. Those over dimensions have the rows that are `ok`.
   */
  readonly tables: readonly SqlTable[]
  /** Statements to run before, in the same session: a setting of PostgreSQL; parts of long statements as views on Spark. */
  readonly before: readonly string[]
  /** Statements that undo them. */
  readonly after: readonly string[]
}

type Leaf = Extract<Node, { kind: 'input' | 'category' | 'factor' }>

const leavesOf = (graph: MethodGraph): Map<string, Leaf> => {
  const leaves = new Map(graph.leaves as ReadonlyMap<string, Leaf>)
  for (const node of graph.factors) if (!isGwp(node) && !leaves.has(node.path)) leaves.set(node.path, node)
  return leaves
}

const isKnown = (name: string, leaves: ReadonlyMap<string, Leaf>, problems: Problems): boolean => {
  if (leaves.has(name)) return true
  const hint = didYouMean(name, leaves.keys())
  problems.add('input.unknown', `There is no input "${name}"`, {
    at: { input: name },
    expected: [...leaves.keys()].join(', '),
    ...(hint ? { hint } : {}),
  })
  return false
}

/** A column in the manner of a value, so that its unit and its dimensions are checked as those of a value are. */
const readColumn = (
  name: string,
  declared: Declared,
  from: SqlColumn,
  labels: Readonly<Record<string, readonly string[]>>,
  problems: Problems,
): FromRows['ratio'] | undefined => {
  const over = Object.keys(from.over ?? {})
  const sample = over.reduceRight<unknown>(
    (inner, dim) => Object.fromEntries((labels[dim] ?? []).slice(0, 1).map((label) => [label, inner])),
    new Rows().column(from.unit),
  )
  const given = over.length === 0 ? sample : { over, values: sample }
  const [entry] = readGiven({ ...declared, name }, given as Given, problems)
  return entry?.column?.ratio
}

/** The labels of a dimension without the gaps that rows with other labels would leave. */
const gapless = (dim: Dimension, given: readonly (string | number)[]): readonly string[] => {
  const labels = [...new Set(given.map(String))]
  if (dim.sort !== 'time' || labels.length < 2 || !labels.every((label) => /^\d{4}$/.test(label))) return labels
  const first = [...labels].sort()[0] as string
  const count = Number([...labels].sort().at(-1)) - Number(first) + 1
  return Array.from({ length: count }, (_, index) => nextLabel(first, index))
}

const dimensionsOf = (graph: MethodGraph): Map<string, Dimension> => {
  const dims = new Map<string, Dimension>()
  for (const node of graph.nodes) for (const dim of facts(node).dims) dims.set(dim.name, dim)
  return dims
}

/**
 * Writes a method as SQL: one statement for each shape of its outputs, over tables of inputs.
 *
 * A row is refused, with the reason in `status`, where a value is missing, no number, out of its range, given twice or
 * not one of the labels, and where an output cannot be computed. A value is missing where it is NULL: a default stands
 * in for it where the method has one. Numbers are DOUBLEs; PostgreSQL refuses those beyond 1e±60, since its arithmetic
 * would stop the statement.
 *
 * @throws MrvError for what is wrong whatever the rows hold: names, units, labels, context.
 * @example
 * toSql(composting, {
 *   dialect: 'duckdb',
 *   rows: { table: 'plants', id: 'plant' },
 *   inputs: { treated: column('tonnes', { unit: 't' }) },
 *   context: { gwp: 'AR5' },
 * }).tables[0].sql
 */
export const toSql = (method: AnyMethod, options: SqlOptions): SqlResult => {
  const problems = new Problems()
  const finish = (): void => {
    if (problems.list.length === 0) return
    throw new MrvError(problems.list.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))
  }
  checkMethod(method)
  if (options?.rows?.table === undefined)
    fail('call.invalid', 'The table of the rows is not named', { expected: "rows: { table: 'plants', id: 'plant' }" })
  const graph = method.graph()
  const asked = options.context ?? {}
  const context = typeof asked.gwp === 'string' ? { ...asked, gwp: gwpSetName(asked.gwp) } : asked
  checkContext(context, surroundingsOf(context), problems)
  const dialect = dialects[options.dialect]
  if (!dialect)
    fail('call.invalid', 'There is no such dialect', {
      found: `"${options.dialect}"`,
      expected: Object.keys(dialects).join(', '),
    })
  const dims = dimensionsOf(graph)
  const labels: Record<string, readonly string[]> = {}
  for (const [name, given] of Object.entries(options.labels ?? {})) {
    const dim = dims.get(name)
    if (dim) labels[name] = gapless(dim, given)
    else
      problems.add('call.invalid', `There is no dimension "${name}"`, {
        expected: [...dims.keys()].join(', ') || 'none',
      })
  }
  const leaves = leavesOf(graph)
  const fixed = new Map<string, Fixed>()
  const fromRows: FromRows[] = []
  for (const [name, given] of Object.entries(options.inputs)) {
    if (given === undefined || !isKnown(name, leaves, problems)) continue
    const node = leaves.get(name) as Leaf
    const declared = declaredOf(node)
    if (!isColumn(given)) {
      fixed.set(name, { declared, entries: readGiven({ ...declared, name }, given, problems) })
      continue
    }
    for (const dim of Object.keys(given.over ?? {})) {
      if (!labels[dim]?.length)
        problems.add('call.invalid', `The labels of "${dim}" are needed`, {
          at: { input: name },
          hint: 'Name all that the column may hold, as labels.',
        })
    }
    const ratio = readColumn(name, declared, given, labels, problems)
    const over = facts(node).dims.filter((dim) => Object.hasOwn(given.over ?? {}, dim.name))
    fromRows.push({ name, node, declared, from: given, over, ratio: ratio ?? unitRatio })
  }
  finish()
  const shown = [...dims.values()].flatMap((dim) => {
    const own = labels[dim.name]
    const entries = own?.map((label): Entry => ({ labels: [label], value: 'missing', given: '', taken: false }))
    return entries ? [{ declared: { name: dim.name, over: [dim] }, entries }] : []
  })
  const calendar = context.fiscalStart ? { fiscalStart: context.fiscalStart } : {}
  const axes = makeAxes(graph, [...shown, ...fixed.values()], calendar, problems)
  const defaults = new Map<string, Fixed>()
  for (const [name, node] of leaves) {
    const declared = declaredOf(node)
    defaults.set(name, { declared, entries: defaultEntries(node, declared) })
  }
  const own = problems.try(() => ownTables(context)) ?? []
  checkOwnUnits(graph.factors, own, problems)
  requireWhole(graph, fixed, fromRows, defaults, problems)
  finish()

  const engine = new Engine(dialect, axes)
  const wording = new Wording(engine)
  const plan = dialect.inArrays ? new Arrays(engine) : new Tables(engine)
  const domains = domainsOf(graph, engine, plan, fixed, dims)
  const reader = new SourceReader(engine, plan, options.rows, wording, domains.labels, domains.shapeOf)
  reader.measure(fromRows)
  reader.readAll(fromRows)
  domains.fill(reader.bringing)
  const bound: Bound = { context, own, fixed, defaults }
  const writer = new LeafWriter(engine, plan, wording, bound, reader.sources, domains.shapeOf, needs(graph).always)
  const outputs = graph.outputs
    .filter(({ name, derived }) => !(context.gwp === undefined && derived && name.endsWith('co2e')))
    .map((output) => ({ ...output, unit: withSet(facts(output.node).unit, context.gwp).text }))
  const compiler = new Compiler(
    engine,
    plan,
    writer,
    domains,
    outputs.map(({ node }) => node),
    (each, group) => (plan instanceof Arrays ? fold(each, plan, group) : unroll(each, plan, group)),
  )
  const written = selects({
    graph,
    outputs,
    compiler,
    plan,
    engine,
    wording,
    reader,
    domains,
    id: options.rows.id,
    given: fromRows,
    fixed: new Set(fixed.keys()),
    hasSet: context.gwp !== undefined,
    reasons: () => [...reader.reasons, ...writer.reasons],
  })
  return { dialect: options.dialect, ...written }
}

export type { SqlTable, TableName }
