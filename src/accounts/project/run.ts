import { fail, MrvError, type Place, type Problem, Problems } from '../../core/errors'
import { facts, type Node } from '../../core/graph'
import type { AnyMethod, Method } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import { Decimal } from '../../core/quantity'
import type { FlatFactorRow } from '../../data/factors'
import { type Period, parsePeriod } from '../../data/periods'
import { type Context, evaluate, type Given, prepare } from '../../uses/exact'
import { finish, type ProjectResult } from './result'
import { type ColumnInput, type FileOptions, type Project, projectFile } from './schema'
import { intoYears, periodsBetween, type ReadCell, type ReadInput, readColumn, type TableData } from './table'

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.')

const parseProject = (data: unknown): Project => {
  const parsed = projectFile.safeParse(data)
  if (parsed.success) return parsed.data
  throw new MrvError(
    parsed.error.issues.map((issue): Problem => ({
      code: 'project.invalid',
      message: issue.message,
      at: { file: 'project', input: pathText(issue.path) || 'the file' },
    })),
  )
}

const defaults: FileOptions = { encoding: 'utf-8', delimiter: ',', decimal: '.', ignore: [] }

const isColumn = (input: Project['inputs'][string]): input is ColumnInput => typeof input === 'object' && input !== null && 'column' in input

const namedFiles = (project: Project): string[] => {
  const columns = Object.values(project.inputs).filter(isColumn).map(({ file }) => file)
  const factors = typeof project.factors === 'string' ? [project.factors] : []
  return [...new Set([...columns, ...factors, ...Object.keys(project.files)])]
}

/** The CSV files that a project file names, and how they are to be read. Throws `project.invalid` with all problems. */
export const filesOf = (project: unknown): readonly (FileOptions & { file: string })[] => {
  const parsed = parseProject(project)
  return namedFiles(parsed).map((file) => ({ file, ...(parsed.files[file] ?? defaults) }))
}

/** Cells as tidy rows for the evaluation. */
const tidy = ({ cells }: ReadInput): Given => cells.map(({ labels, value, unit }) => ({ ...labels, value, ...(unit ? { unit } : {}) }))

const plain = (input: Exclude<Project['inputs'][string], ColumnInput>): Given => {
  if (typeof input !== 'object' || input === null) return input as Given
  if ('value' in input) return input.value as Given
  return (input as { values: Given }).values
}

/** Looks for the row that a problem of the evaluation is about. */
const placeOf = (problem: Problem, read: ReadonlyMap<string, ReadInput>, columns: ReadonlyMap<string, ColumnInput>): Place => {
  const { input: name, labels = {} } = problem.at
  const fits = (cell: ReadCell): boolean => Object.entries(labels).every(([dim, label]) => !(dim in cell.labels) || cell.labels[dim] === label)
  const own = name === undefined ? undefined : read.get(name)
  const named = own ? ([[name as string, own]] as const) : [...read]
  for (const [input, { cells }] of named) {
    const cell = cells.find((each) => Object.keys(labels).length > 0 && Object.keys(labels).some((dim) => dim in each.labels) && fits(each))
    if (!cell) continue
    const shared = Object.keys(labels).find((dim) => dim in cell.labels)
    const column = own ? cell.place.column : columns.get(input)?.over[shared as string]
    return { ...problem.at, ...(cell.place.file ? { file: cell.place.file } : {}), ...(cell.place.row ? { row: cell.place.row } : {}), ...(column ? { column } : {}) }
  }
  const first = own?.cells[0]
  return first ? { ...problem.at, ...(first.place.file ? { file: first.place.file } : {}), ...(first.place.column ? { column: first.place.column } : {}) } : problem.at
}

const timeDim = (node: Node): string | undefined => facts(node).dims.find(({ sort }) => sort === 'time')?.name

/** Every combination of labels in every period: what is not there is missing, with the row before the gap. */
const checkGaps = (name: string, node: Node, read: ReadInput, labels: readonly string[], problems: Problems): void => {
  const dim = timeDim(node)
  if (!dim || !read.cells.some((cell) => dim in cell.labels)) return
  const groups = new Map<string, ReadCell[]>()
  for (const cell of read.cells) {
    const { [dim]: _period, ...rest } = cell.labels
    const key = JSON.stringify(rest)
    groups.set(key, [...(groups.get(key) ?? []), cell])
  }
  for (const group of groups.values()) {
    const known = new Map(group.map((cell) => [cell.labels[dim] as string, cell]))
    const first = [...known.keys()].sort()[0] as string
    const missing = labels.filter((label) => (label >= first || label >= (labels[0] as string)) && !known.has(label))
    if (missing.length > 0) {
      const gap = missing[0] as string
      const before = group.filter((cell) => (cell.labels[dim] as string) < gap).at(-1) ?? (group[0] as ReadCell)
      problems.add('label.missing', missing.length === 1 ? 'A period is missing' : `${missing.length} periods are missing`, {
        at: { ...before.place, labels: { ...before.labels, [dim]: gap } },
        found: `no row for ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''} after this one`,
        expected: 'a row for every period of the project',
        hint: 'Missing is not zero: give the value, 0 if it is none.',
      })
    }
    const last = labels.at(-1) as string
    for (const [label, cell] of known) {
      if (label > last) {
        problems.add('period.invalid', 'The row lies after the period of the project', {
          at: { ...cell.place, input: name },
          found: label,
          expected: `up to ${last}`,
        })
      }
    }
  }
}

const qualityRemarks = (name: string, { cells }: ReadInput): { name: string; text: string; input: string }[] => {
  const counts = new Map<string, number>()
  for (const { quality } of cells) if (quality) counts.set(quality, (counts.get(quality) ?? 0) + 1)
  return [...counts]
    .filter(([quality]) => quality !== 'measured')
    .map(([quality, count]) => ({ name: 'data.quality', text: `${count} of ${cells.length} values of ${name} are ${quality}`, input: name }))
}

const jumpRemarks = (name: string, node: Node, { cells }: ReadInput): { name: string; text: string; input: string }[] => {
  const dim = timeDim(node)
  if (!dim || node.kind !== 'input') return []
  const totals = new Map<string, Decimal>()
  for (const { labels, value } of cells) {
    const label = labels[dim]
    if (label !== undefined) totals.set(label, (totals.get(label) ?? new Decimal(0)).plus(value))
  }
  const order = [...totals].sort(([a], [b]) => (a < b ? -1 : 1))
  return order.slice(1).flatMap(([label, value], index) => {
    const [earlier, before] = order[index] as [string, Decimal]
    const far = before.gt(0) && (value.gt(before.times(2)) || value.lt(before.dividedBy(2)))
    return far ? [{ name: 'data.jump', text: `${name} goes from ${before} in ${earlier} to ${value} in ${label}`, input: name }] : []
  })
}

const factorRows = (project: Project, tables: Readonly<Record<string, TableData>>): FlatFactorRow[] => {
  if (project.factors === undefined) return []
  if (typeof project.factors !== 'string') return project.factors
  const table = tables[project.factors]
  return (table?.rows ?? []).map(({ cells }) => Object.fromEntries((table as TableData).columns.map((column, index) => [column, cells[index] ?? ''])))
}

const checkColumns = (project: Project, tables: Readonly<Record<string, TableData>>, used: ReadonlyMap<string, ReadonlySet<string>>, problems: Problems): void => {
  for (const file of namedFiles(project)) {
    const table = tables[file]
    if (!table) {
      problems.add('file.missing', 'A file that the project names is not there', { at: { file } })
      continue
    }
    if (file === project.factors) continue
    const ignored = project.files[file]?.ignore ?? []
    for (const column of table.columns) {
      if (used.get(file)?.has(column) || ignored.includes(column)) continue
      problems.add('file.column', 'Nothing reads this column', {
        at: { file, row: 1, column },
        hint: `Use it in an input, or list it under files: ${file}: ignore.`,
      })
    }
    for (const column of ignored) {
      if (!table.columns.includes(column)) problems.add('file.column', 'A column to ignore is not there', { at: { file, row: 1, column } })
    }
  }
}

const requireInputs = (method: AnyMethod, project: Project, problems: Problems): void => {
  const graph = method.graph()
  const known = [...graph.leaves.keys(), ...graph.factors.map(({ path }) => path)]
  for (const name of Object.keys(project.inputs)) {
    const hint = didYouMean(name, known)
    if (!known.includes(name)) problems.add('input.unknown', `${method.id} has no input "${name}"`, { at: { file: 'project', input: name }, expected: [...graph.leaves.keys()].join(', '), ...(hint ? { hint } : {}) })
  }
  for (const [name, node] of graph.leaves) {
    const needed = (node.kind === 'input' || node.kind === 'category') && node.default === undefined && !node.optional
    if (needed && !(name in project.inputs)) problems.add('input.missing', `${method.id} needs "${name}"`, { at: { file: 'project', input: name } })
  }
}

const methodIdOf = ({ measure, options }: Project): string => {
  const pairs = Object.entries(options).map(([name, value]) => `${name}=${value}`)
  return pairs.length > 0 ? `${measure}?${pairs.join('&')}` : measure
}

/**
 * Runs a project: reads its inputs from the tables, checks everything, computes baseline, project, leakage and reduction
 * by year and gas with the benefits, and keeps all that they were computed from. A pure function: no file access.
 *
 * @param project the project file as data; `projectSchema()` describes it
 * @param tables the CSV files that it names, as text
 * @throws MrvError with all problems together, each with file, row and column
 */
export const runProject = (
  project: unknown,
  tables: Readonly<Record<string, TableData>>,
  { methodOf }: { methodOf: (id: string) => AnyMethod },
): ProjectResult => {
  const parsed = parseProject(project)
  const method = methodOf(methodIdOf(parsed))
  const graph = method.graph()
  if (!graph.outputs.some(({ role }) => role)) fail('project.invalid', `"${method.id}" is not a measure`, { at: { file: 'project', input: 'measure' }, hint: 'A measure has baseline and project outputs; `citymrv methods` lists them.' })

  const problems = new Problems()
  const calendar = parsed.period.fiscalStart ? { fiscalStart: parsed.period.fiscalStart } : {}
  const years = problems.try(() => periodsBetween(parsed.period.from, parsed.period.to, calendar), { file: 'project', input: 'period' }) ?? []
  const monitoredTo = parsed.period.monitoredTo ?? parsed.period.to
  problems.try(() => parsePeriod(monitoredTo, calendar), { file: 'project', input: 'period.monitoredTo' })
  requireInputs(method, parsed, problems)

  const inputs: Record<string, Given> = {}
  const read = new Map<string, ReadInput>()
  const columns = new Map<string, ColumnInput>()
  const used = new Map<string, Set<string>>()
  const remarks: { name: string; text: string; input?: string }[] = []
  for (const [name, input] of Object.entries(parsed.inputs)) {
    const node = graph.leaves.get(name) ?? graph.factors.find(({ path }) => path === name)
    if (isColumn(input)) {
      for (const column of [input.column, ...Object.values(input.over), input.unitColumn, input.quality]) {
        if (column !== undefined) used.set(input.file, (used.get(input.file) ?? new Set()).add(column))
      }
    }
    if (!node) continue
    if (!isColumn(input)) {
      inputs[name] = plain(input)
      continue
    }
    const table = tables[input.file]
    if (!table) continue
    columns.set(name, input)
    const before = problems.list.length
    const raw = readColumn(name, input, node, table, parsed.files[input.file] ?? defaults, calendar, problems)
    if (!raw || problems.list.length > before) continue
    const values = input.into ? problems.try(() => intoYears(raw, node, years, input, calendar)) : raw
    if (!values) continue
    checkGaps(name, node, values, years.map(({ label }: Period) => label), problems)
    if (problems.list.length > before) continue
    read.set(name, values)
    inputs[name] = tidy(values)
    remarks.push(...qualityRemarks(name, values), ...jumpRemarks(name, node, values))
  }
  checkColumns(parsed, tables, used, problems)

  const context: Context = {
    gwp: parsed.gwp,
    region: parsed.region ?? parsed.city.country,
    ...calendar,
    factors: factorRows(parsed, tables),
  }
  const located = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!(error instanceof MrvError)) throw error
      const known = problems.list.length > 0
      for (const problem of error.problems) {
        // what is missing only because another column could not be read is not said twice
        if (known && (problem.code === 'input.missing' || problem.code === 'label.missing')) continue
        problems.list.push({ ...problem, at: placeOf(problem, read, columns) })
      }
    }
  }
  if (problems.list.length > 0) {
    located(() => void prepare(method, inputs, context))
    problems.throwIfAny()
  }
  let result: ReturnType<typeof evaluate> | undefined
  located(() => {
    result = evaluate(method as unknown as Method, inputs as never, context)
    void result.co2e
  })
  problems.throwIfAny()
  const evaluation = (result as NonNullable<typeof result>).toJSON()
  const { title, description, city, scenario, compare, assumptions, sources, programme } = parsed
  return finish({
    schemaVersion: '1',
    kind: 'project',
    title,
    ...(description ? { description } : {}),
    city: { name: city.name, country: city.country, ...(city.partner ? { partner: city.partner } : {}) },
    method: { id: method.id, title: method.title, edition: method.edition, version: method.version },
    words: { baseline: programme === 'jcm' ? 'reference' : 'baseline' },
    scenario,
    period: { from: parsed.period.from, to: parsed.period.to, labels: years.map(({ label }) => label), monitoredTo, ...calendar },
    gwp: parsed.gwp,
    compare,
    remarks: [...remarks, ...evaluation.remarks],
    assumptions: assumptions.map(({ text, source }) => ({ text, ...(source ? { source } : {}) })),
    sources: sources.map(({ id, text, url, status }) => ({ id, text, status, ...(url ? { url } : {}) })),
    evaluation,
  })
}
