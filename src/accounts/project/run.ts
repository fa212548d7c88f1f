import { MrvError, type Place, type Problem, Problems } from '../../core/errors'
import type { FactorNode, Node } from '../../core/graph'
import type { AnyMethod, Method, MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import { Decimal } from '../../core/quantity'
import { isKnownRegion, regionNames } from '../../data/factors'
import { gwpSet } from '../../data/gases'
import { parsePeriod } from '../../data/periods'
import {
  type Context,
  declaredOf,
  evaluate,
  type Given,
  problemsOf,
  type Remark,
  type StoredResult,
} from '../../uses/exact'
import { checkCompare } from './compare'
import { knownLabels, noFactors, type OwnFactors, ownFactors, unusedFactors, unusedRemarks } from './factors'
import { checkCombinations, checkGaps, inDeclared, intoYears, labelsIn, nearestRow } from './gaps'
import { type Parsed, parseProject } from './parse'
import { checkSort, periodsBetween } from './periods'
import { finish, type ProjectResult } from './result'
import { type ColumnInput, defaultOptions, type FileOptions, type Project } from './schema'
import { checkTable, type Frame, hasGoodHeader, type ReadInput, readColumn, readNested, type TableData } from './table'

type Tables = Readonly<Record<string, TableData>>
type Input = Project['inputs'][string]

const isColumn = (input: Input): input is ColumnInput =>
  typeof input === 'object' && input !== null && 'column' in input

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const optionsOf = (project: Project, file: string): FileOptions => own(project.files, file) ?? defaultOptions

/** Whether how a file is to be read was wrong itself. */
const isLost = (lost: Parsed['lost'], file: string): boolean => lost.has('files') || lost.has(`files.${file}`)

const namedFiles = (project: Project): string[] => {
  const columns = Object.values(project.inputs)
    .filter(isColumn)
    .map(({ file }) => file)
  const factors = typeof project.factors === 'string' ? [project.factors] : []
  return [...new Set([...columns, ...factors, ...Object.keys(project.files)])]
}

/**
 * The CSV files that a project file names, and how they are to be read. Where the file is wrong in part, those that can
 * be told: `runProject` says what is wrong. Throws `project.invalid` where nothing can be read from it.
 */
export const filesOf = (project: unknown): readonly (FileOptions & { file: string })[] => {
  const { project: parsed, lost } = parseProject(project)
  return namedFiles(parsed)
    .filter((file) => !isLost(lost, file))
    .map((file) => ({ file, ...optionsOf(parsed, file) }))
}

const inProject = (input: string): Place => ({ file: 'project', input })

/** Puts problems at a place of the project file, wherever inside a method they were found. */
const atProject = (input: string, problems: Problems, action: () => void): void => {
  try {
    action()
  } catch (error) {
    if (!(error instanceof MrvError)) throw error
    for (const problem of error.problems) problems.list.push({ ...problem, at: inProject(input) })
  }
}

/** The measure with its options; undefined where it or they are wrong. */
const measureOf = (
  { project, lost }: Parsed,
  methodOf: (id: string) => AnyMethod,
  problems: Problems,
): AnyMethod | undefined => {
  if (lost.has('measure')) return undefined
  const { measure, options } = project
  let found: AnyMethod | undefined
  atProject('measure', problems, () => {
    const plain = methodOf(measure)
    if (!plain.graph().outputs.some(({ role }) => role)) {
      problems.add('project.invalid', `"${plain.id}" is not a measure`, {
        at: inProject('measure'),
        found: `"${plain.id}"`,
        expected: 'a method with baseline and project outputs; `citymrv methods` lists them',
      })
    } else found = plain
  })
  // without its options it is another measure
  if (lost.has('options')) return undefined
  const pairs = Object.entries(options)
  if (!found || pairs.length === 0) return found
  found = undefined
  const wrong = pairs.filter((pair) => pair.some((text) => /[?&=#]/.test(text)))
  for (const [name, value] of wrong)
    problems.add('project.invalid', 'This cannot be an option', {
      at: inProject(`options.${name}`),
      found: `"${name}: ${value}"`,
      expected: 'words without ?, &, = and #',
    })
  if (wrong.length > 0) return undefined
  atProject('options', problems, () => {
    const made = methodOf(`${measure}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`)
    made.graph()
    found = made
  })
  return found
}

const checkPeriod = ({ project, lost }: Parsed, problems: Problems): Frame['years'] => {
  if (lost.has('period')) return []
  const { from, to, monitoredTo, fiscalStart } = project.period
  const calendar = fiscalStart ? { fiscalStart } : {}
  const years = problems.try(() => periodsBetween(from, to, calendar), inProject('period')) ?? []
  const [first] = years
  if (monitoredTo === undefined || !first) return years
  problems.try(() => {
    const last = checkSort(parsePeriod(monitoredTo, calendar), first.kind, { years, calendar })
    if (last.start < first.start)
      problems.add('period.invalid', 'Monitoring ends before the period of the project', {
        at: inProject('period.monitoredTo'),
        found: monitoredTo,
        expected: `${first.label} or later`,
      })
  }, inProject('period.monitoredTo'))
  return years
}

/** How years are counted. Where the start of fiscal years is missing, that is said once, and any month does to read on. */
const calendarOf = ({ period }: Project, years: Frame['years']): Frame['calendar'] => {
  if (period.fiscalStart) return { fiscalStart: period.fiscalStart }
  return years.length === 0 && period.from.startsWith('FY') ? { fiscalStart: 1 } : {}
}

/** The surroundings of the evaluation, as far as they are right. */
const checkContext = ({ project, lost }: Parsed, problems: Problems): Context => {
  const { gwp, period } = project
  const set = lost.has('gwp') ? undefined : problems.try(() => gwpSet(gwp) && gwp, inProject('gwp'))
  const region = project.region ?? project.city.country
  const known = isKnownRegion(region)
  if (!known && !lost.has('region') && !(lost.has('city') && project.region === undefined)) {
    const hint = didYouMean(region, regionNames())
    problems.add('context.invalid', 'The region is not known', {
      at: inProject(project.region === undefined ? 'city.country' : 'region'),
      found: `"${region}"`,
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
      ...(hint ? { hint } : {}),
    })
  }
  return {
    ...(set === undefined ? {} : { gwp: set }),
    ...(known ? { region } : {}),
    ...(period.fiscalStart ? { fiscalStart: period.fiscalStart } : {}),
  }
}

/** The columns that inputs read, by file. */
const usedColumns = (project: Project): ReadonlyMap<string, ReadonlySet<string>> => {
  const used = new Map<string, Set<string>>()
  for (const { file, column, over, unitColumn, quality } of Object.values(project.inputs).filter(isColumn)) {
    const names = used.get(file) ?? new Set<string>()
    for (const name of [column, ...Object.values(over), unitColumn, quality]) if (name !== undefined) names.add(name)
    used.set(file, names)
  }
  return used
}

const checkTables = ({ project, lost, words }: Parsed, tables: Tables, problems: Problems): void => {
  const used = usedColumns(project)
  for (const file of namedFiles(project)) {
    const table = own(tables, file)
    if (isLost(lost, file)) continue
    if (!table) {
      problems.add('file.missing', 'A file that the project names is not there', { at: { file } })
      continue
    }
    checkTable(table, problems)
    if (file === project.factors) continue
    const { ignore } = optionsOf(project, file)
    // what an input that was left out would read cannot be known
    const open = lost.has('inputs') || words.has(file)
    for (const column of open ? [] : new Set(table.columns)) {
      if (used.get(file)?.has(column) || ignore.includes(column) || words.has(column) || column === '') continue
      problems.add('file.column', 'Nothing reads this column', {
        at: { file, row: 1, column },
        hint: `Use it in an input, or list it under files: ${file}: ignore.`,
      })
    }
    for (const column of ignore) {
      if (!table.columns.includes(column))
        problems.add('file.column', 'A column to ignore is not there', {
          at: { file, row: 1, column },
          found: `columns ${table.columns.join(', ')}`,
          expected: `a column "${column}"`,
        })
    }
  }
}

const readFactors = ({ project, lost }: Parsed, tables: Tables, problems: Problems): OwnFactors => {
  const { factors } = project
  if (typeof factors !== 'string')
    return lost.has('factors') ? noFactors : ownFactors(factors, undefined, defaultOptions, problems)
  const table = own(tables, factors)
  return !table || isLost(lost, factors) || !hasGoodHeader(table)
    ? noFactors
    : ownFactors(factors, table, optionsOf(project, factors), problems)
}

const factorAt = (graph: MethodGraph, path: string): FactorNode | undefined =>
  graph.factors.find((node) => node.path === path && !path.startsWith('gwp/'))

const nodeOf = (graph: MethodGraph, name: string): Node | undefined => graph.leaves.get(name) ?? factorAt(graph, name)

/** Names that the measure does not have, and those that it needs. */
const checkNames = (method: AnyMethod, { project, lost }: Parsed, problems: Problems): void => {
  const graph = method.graph()
  const known = [
    ...graph.leaves.keys(),
    ...graph.factors.map(({ path }) => path).filter((path) => !path.startsWith('gwp/')),
  ]
  const unknown = Object.keys(project.inputs).filter((name) => !known.includes(name))
  for (const name of unknown) {
    const hint = didYouMean(name, known)
    problems.add('input.unknown', `${method.id} has no input "${name}"`, {
      at: inProject(name),
      found: `"${name}"`,
      expected: [...graph.leaves.keys()].join(', '),
      ...(hint ? { hint } : {}),
    })
  }
  const meant = unknown.flatMap((name) => didYouMean(name, known) ?? []).join(' ')
  for (const [name, node] of graph.leaves) {
    const needed = (node.kind === 'input' || node.kind === 'category') && node.default === undefined && !node.optional
    if (
      !needed ||
      Object.hasOwn(project.inputs, name) ||
      lost.has(`inputs.${name}`) ||
      lost.has('inputs') ||
      meant.includes(`"${name}"`)
    )
      continue
    problems.add('input.missing', `${method.id} needs "${name}"`, { at: inProject(name), expected: node.title ?? name })
  }
}

/** One value for all labels; undefined where values stand by label. */
const plain = (input: Exclude<Input, ColumnInput>): Given => {
  if (typeof input !== 'object' || input === null) return input as Given
  return ('value' in input ? input.value : (input as { values: unknown }).values) as Given
}

const isNested = (input: Input): input is Exclude<Input, ColumnInput> =>
  !isColumn(input) && typeof plain(input) === 'object'

/** Reads every input that stands by label, in a table or in the project file. */
const readInputs = (
  { project, lost }: Parsed,
  graph: MethodGraph,
  tables: Tables,
  frame: Frame,
  names: readonly string[],
  problems: Problems,
): ReadInput[] =>
  names.flatMap((name): ReadInput[] => {
    const [input, node] = [project.inputs[name] as Input, nodeOf(graph, name)]
    if (!node) return []
    if (isNested(input)) return [checkGaps(readNested(name, plain(input), node, frame, problems), frame, problems)]
    const table = isColumn(input) && !isLost(lost, input.file) ? own(tables, input.file) : undefined
    if (!isColumn(input) || !table) return []
    const read = readColumn(name, input, node, table, optionsOf(project, input.file), frame, problems)
    return [input.into ? intoYears(read, frame, problems) : checkGaps(read, frame, problems)]
  })

const tidy = ({ cells }: ReadInput): Given =>
  cells.map(({ labels, value, unit }) => ({ ...labels, value, ...(unit ? { unit } : {}) }))

/** What the evaluation is given: tables and tables made of labels as rows, single values as they are. */
const givenInputs = (project: Project, graph: MethodGraph, reads: readonly ReadInput[]): Record<string, Given> => {
  const inputs: Record<string, Given> = {}
  for (const [name, input] of Object.entries(project.inputs)) {
    const read = reads.find((each) => each.name === name)
    if (!nodeOf(graph, name) || (read && read.cells.length === 0)) continue
    if (read?.from || (read && read.lost.length > 0)) inputs[name] = tidy(read)
    else if (!isColumn(input)) inputs[name] = plain(input)
  }
  return inputs
}

/** Where a problem of the evaluation stands: a row of a table, or a part of the project file. */
const placeOf = ({ at }: Problem, project: Project, graph: MethodGraph, reads: readonly ReadInput[]): Place => {
  const { input, labels = {} } = at
  const read = reads.find(({ name }) => name === input)
  if (read?.from) {
    const { labels: _labels, ...row } = nearestRow(read, labels)
    return { ...at, ...row, ...(read.from.column ? { column: read.from.column } : {}) }
  }
  const stands = input !== undefined && (Object.hasOwn(project.inputs, input) || graph.leaves.has(input))
  if (!stands) {
    // a factor that was not found for a label: the row that brings the label
    for (const each of reads.filter(({ from }) => from)) {
      const shared = Object.keys(labels).find(
        (dim) =>
          each.cells.some((cell) => cell.labels[dim] === labels[dim]) &&
          dim in (each.from as ColumnInput).over &&
          declaredOf(each.node).over.some(({ name, sort }) => name === dim && sort !== 'time'),
      )
      if (shared === undefined) continue
      const { labels: _labels, ...row } = nearestRow(each, labels)
      return {
        ...at,
        ...row,
        ...(input === undefined ? {} : { input }),
        column: (each.from as ColumnInput).over[shared] as string,
      }
    }
  }
  return { ...at, file: 'project' }
}

const isMissing = ({ code }: Problem): boolean => code === 'input.missing' || code === 'label.missing'

/** What the evaluation finds that does not merely follow from what is known to be wrong. */
const newProblems = (
  found: readonly Problem[],
  known: readonly Problem[],
  parsed: Parsed,
  sure: { gwp: boolean; factors: boolean },
  reads: readonly ReadInput[],
): Problem[] => {
  const broken = new Set([...known, ...found.filter((problem) => !isMissing(problem))].map(({ at }) => at.input))
  return found.filter((problem) => {
    const { code, at } = problem
    const read = reads.find(({ name }) => name === at.input)
    if (known.length > 0 && (code === 'period.gap' || code === 'period.invalid') && at.row === undefined) return false
    if (code === 'factor.missing' && !sure.factors) return false
    if (code === 'gwp.missing' && !sure.gwp) return false
    if (isMissing(problem))
      return !(broken.has(at.input) || (read && read.lost.length > 0) || isUnread(at.input, parsed, reads))
    if (code === 'input.sum')
      return (
        !isUnread(at.input, parsed, reads) &&
        !known.some((other) => other.at.input === at.input && !other.at.row) &&
        !read?.lost.some(({ labels }) =>
          Object.entries(at.labels ?? {}).every(
            ([name, label]) => labels[name] === undefined || labels[name] === label,
          ),
        )
      )
    return true
  })
}

/** An input that was left out, or whose table is not there. */
const isUnread = (name: string | undefined, { project, lost }: Parsed, reads: readonly ReadInput[]): boolean => {
  const input = name === undefined ? undefined : own(project.inputs, name)
  if (lost.has(`inputs.${name}`)) return true
  return input !== undefined && isColumn(input) && !reads.some((read) => read.name === name)
}

/** The same thing is said once: of several gases or roles, the first. */
const distinct = (problems: readonly Problem[]): Problem[] =>
  [
    ...new Map(
      problems
        .map((problem): [string, Problem] => {
          const { file, row, column, input, labels } = problem.at
          return [
            JSON.stringify([
              problem.code,
              file,
              row,
              column,
              row === undefined ? input : '',
              row === undefined ? labels : '',
              row === undefined ? problem.message : '',
            ]),
            problem,
          ]
        })
        .reverse(),
    ).values(),
  ].reverse()

const qualityRemarks = ({ name, cells }: ReadInput): Remark[] => {
  const counts = new Map<string, number>()
  for (const { quality } of cells) if (quality) counts.set(quality, (counts.get(quality) ?? 0) + 1)
  return [...counts]
    .filter(([quality]) => quality !== 'measured')
    .map(([quality, count]) => ({
      name: 'data.quality',
      text: `${count} of ${cells.length} values of ${name} are ${quality}`,
      input: name,
    }))
}

const jumpRemarks = (read: ReadInput): Remark[] => {
  const { name, node, cells } = read
  const dim = declaredOf(node).over.find(({ sort }) => sort === 'time')?.name
  if (dim === undefined || node.kind !== 'input' || !read.from) return []
  const mixed = new Set(cells.map(({ unit }) => unit)).size > 1
  const totals = new Map<string, Decimal>()
  for (const cell of cells) {
    const label = cell.labels[dim]
    if (label !== undefined)
      totals.set(label, (totals.get(label) ?? new Decimal(0)).plus(mixed ? inDeclared(cell, read) : cell.value))
  }
  const order = [...totals].sort(([a], [b]) => (a < b ? -1 : 1))
  return order.slice(1).flatMap(([label, value], index) => {
    const [earlier, before] = order[index] as [string, Decimal]
    const far = before.gt(0) && (value.gt(before.times(2)) || value.lt(before.dividedBy(2)))
    return far
      ? [{ name: 'data.jump', text: `${name} goes from ${before} in ${earlier} to ${value} in ${label}`, input: name }]
      : []
  })
}

/** The evaluation as data; what is wrong goes to `refuse`. */
const evaluated = (
  method: AnyMethod,
  inputs: Record<string, Given>,
  context: Context,
  refuse: (problems: readonly Problem[]) => never,
): StoredResult => {
  try {
    const result = evaluate(method as unknown as Method, inputs as never, context)
    void result.co2e
    return result.toJSON()
  } catch (error) {
    if (error instanceof MrvError) return refuse(error.problems)
    throw error
  }
}

/**
 * Runs a project: reads its inputs from the tables, checks everything, computes baseline, project, leakage and reduction
 * by year and gas with the benefits, and keeps all that they were computed from. A pure function: no file access.
 *
 * @param project the project file as data; `projectSchema()` describes it
 * @param tables the CSV files that it names, as text
 * @throws MrvError with all problems together, each with file, row and column, or with its place in the project file:
 * the file is then `project`, the input a name of the method or a path such as `period.monitoredTo`
 */
export const runProject = (
  project: unknown,
  tables: Tables,
  { methodOf }: { methodOf: (id: string) => AnyMethod },
): ProjectResult => {
  const parsed = parseProject(project)
  const { project: stated } = parsed
  const problems = new Problems()
  problems.list.push(...parsed.problems)
  const method = measureOf(parsed, methodOf, problems)
  const years = checkPeriod(parsed, problems)
  const context = checkContext(parsed, problems)
  checkTables(parsed, tables, problems)
  const factors = readFactors(parsed, tables, problems)
  if (!method) throw new MrvError(distinct(problems.list))

  const graph = method.graph()
  checkNames(method, parsed, problems)
  unusedFactors(graph, factors, problems)
  const calendar = calendarOf(stated, years)
  const isFactor = (name: string): boolean => nodeOf(graph, name)?.kind === 'factor'
  const names = Object.keys(stated.inputs)
  const open: Frame = { years, calendar, labelsOf: () => undefined }
  const given = readInputs(parsed, graph, tables, open, names.filter(isFactor), problems)
  const single = names.filter((name) => isFactor(name) && !given.some((read) => read.name === name))
  const frame: Frame = factors.whole
    ? { ...open, labelsOf: knownLabels(graph, context.gwp, factors, given, single) }
    : open
  const reads = [
    ...given,
    ...readInputs(
      parsed,
      graph,
      tables,
      frame,
      names.filter((name) => !isFactor(name)),
      problems,
    ),
  ]
  if (years.length > 0) checkCombinations(reads, labelsIn(reads), frame, problems)
  checkCompare(stated, graph, years, problems)

  const inputs = givenInputs(stated, graph, reads)
  const all: Context = { ...context, factors: factors.table ? [factors.table] : [] }
  const refuse = (last: readonly Problem[]): never => {
    const found = newProblems(
      problemsOf(method, inputs, all),
      problems.list,
      parsed,
      { gwp: context.gwp !== undefined, factors: factors.whole && context.region !== undefined },
      reads,
    )
    const more = problems.list.length + found.length > 0 ? found : last
    throw new MrvError(
      distinct([
        ...problems.list,
        ...more.map((problem) => ({ ...problem, at: placeOf(problem, stated, graph, reads) })),
      ]),
    )
  }
  if (problems.list.length > 0) refuse([])
  const evaluation = evaluated(method, inputs, all, refuse)
  const { title, description, city, scenario, period, compare, assumptions, sources, programme } = stated
  return finish({
    schemaVersion: '1',
    kind: 'project',
    title,
    ...(description ? { description } : {}),
    city: { name: city.name, country: city.country, ...(city.partner ? { partner: city.partner } : {}) },
    method: { id: method.id, title: method.title, edition: method.edition, version: method.version },
    words: { baseline: programme === 'jcm' ? 'reference' : 'baseline' },
    scenario,
    period: {
      from: period.from,
      to: period.to,
      labels: years.map(({ label }) => label),
      monitoredTo: period.monitoredTo ?? period.to,
      ...calendar,
    },
    gwp: stated.gwp,
    compare,
    remarks: [
      ...reads.flatMap((read) => [...qualityRemarks(read), ...jumpRemarks(read)]),
      ...unusedRemarks(factors, evaluation.rows),
      ...evaluation.remarks,
    ],
    assumptions: assumptions.map(({ text, source }) => ({ text, ...(source ? { source } : {}) })),
    sources: sources.map(({ id, text, url, status }) => ({ id, text, status, ...(url ? { url } : {}) })),
    evaluation,
  })
}
