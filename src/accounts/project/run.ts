import { MrvError, type Problem, Problems } from '../../core/errors'
import type { AnyMethod, Method } from '../../core/method'
import { type Context, evaluate, type Given, problemsOf, type StoredResult } from '../../uses/exact'
import { checkCompare } from './compare'
import { unusedFactors, withoutDoubles, withRightUnits } from './factors'
import { checkTables, readFactors, type Tables } from './files'
import { distinct, newProblems, placeOf } from './follow'
import { checkNames, givenInputs, readAll } from './inputs'
import { originsOf } from './origins'
import { parseProject } from './parse'
import { jumpRemarks, qualityRemarks } from './remarks'
import { finish, type ProjectResult } from './result'
import { calendarOf, checkContext, checkPeriod, measureOf } from './stated'

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
  const readRows = readFactors(parsed, tables, problems)
  if (!method) throw new MrvError(distinct(problems.list))

  const graph = method.graph()
  const factors = withoutDoubles(graph, withRightUnits(graph, readRows, problems), problems)
  checkNames(method, parsed, problems)
  unusedFactors(graph, factors, problems)
  const calendar = calendarOf(stated, years)
  const reads = readAll(parsed, graph, tables, { years, calendar }, context.gwp, factors, problems)
  checkCompare(stated, graph, years, problems)

  const inputs = givenInputs(stated, graph, reads)
  const all: Context = { ...context, factors: factors.table ? [factors.table] : [] }
  const refuse = (last: readonly Problem[]): never => {
    const sure = { gwp: context.gwp !== undefined, factors: factors.whole && context.region !== undefined }
    const found = newProblems(problemsOf(method, inputs, all), problems.list, parsed, sure, reads)
    const more = problems.list.length + found.length > 0 ? found : last
    const placed = more.map((problem) => ({ ...problem, at: placeOf(problem, stated, graph, reads) }))
    throw new MrvError(distinct([...problems.list, ...placed]))
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
    remarks: [...reads.flatMap((read) => [...qualityRemarks(read), ...jumpRemarks(read)]), ...evaluation.remarks],
    assumptions: assumptions.map(({ text, source }) => ({ text, ...(source ? { source } : {}) })),
    sources: sources.map(({ id, text, url, status }) => ({ id, text, status, ...(url ? { url } : {}) })),
    inputs: originsOf(stated, reads),
    evaluation,
  })
}
