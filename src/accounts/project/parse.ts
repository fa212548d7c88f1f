import { fail, MrvError, type Place, type Problem } from '../../core/errors'
import { gwpSets } from '../../data/gases'
import { type Issue, type Path, problemsIn, type Schema, type Telling, valueAt } from './issues'
import { type Project, projectFile, projectSchema } from './schema'

/** A project file as far as it can be read: what is wrong with its shape, and the parts that are left out for it. */
export interface Parsed {
  readonly project: Project
  readonly problems: readonly Problem[]
  /** Paths of the parts left out: `gwp`, `period`, `inputs.captured`. */
  readonly lost: ReadonlySet<string>
  /** Texts in the inputs that were left out: the files and columns that they would read. */
  readonly words: ReadonlySet<string>
}

const placeOf = (path: Path): Place => ({ file: 'project', input: path.map(String).join('.') || 'the file' })

const deepest = 40

/** What zod passes over or would go round in: `__proto__` as a name; data without an end, which cannot be read at all. */
const unsafe = (data: unknown, path: Path = []): Problem[] => {
  if (typeof data !== 'object' || data === null) return []
  if (path.length > deepest)
    fail('project.invalid', 'The file is nested too deeply', {
      at: placeOf(path),
      expected: `at most ${deepest} levels`,
    })
  return Object.keys(data).flatMap((name): Problem[] => {
    if (name !== '__proto__') return unsafe((data as Record<string, unknown>)[name], [...path, name])
    return [
      {
        code: 'project.invalid',
        message: 'This cannot be a name',
        at: placeOf([...path, name]),
        found: `"${name}"`,
        expected: 'a word',
      },
    ]
  })
}

let format: Schema | undefined

const schema = (): Schema => {
  format ??= projectSchema() as Schema
  return format
}

const isGwp = (path: Path): boolean => path.length === 1 && path[0] === 'gwp'

const telling: Telling = {
  code: 'project.invalid',
  schema,
  placeOf,
  expectedAt: (path) => (isGwp(path) ? `a GWP set: ${gwpSets().join(', ')}` : undefined),
  hintAt: (path) => (isGwp(path) ? 'Name one: there is no default.' : undefined),
}

/** What stands in for a part that was left out; nobody sees it, since the run is refused. */
const substitutes: Readonly<Record<string, unknown>> = {
  title: '–',
  city: { name: '–', country: 'ZZ' },
  measure: '–',
  gwp: 'AR5',
  period: { from: 2000, to: 2000 },
  scenario: { baseline: '–', project: '–', leakage: '–' },
  inputs: {},
}

/** What is left out for an issue: names that have no place there, one input, the options of one file, else all under the first name. */
const partsOf = ({ path, keys }: Issue): Path[] => {
  const [top, name] = path
  if ((top === 'inputs' || top === 'files') && name !== undefined) return [[top, name]]
  return keys ? keys.map((key) => [...path, key]) : path.slice(0, 1).map((each) => [each])
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** A copy without what stands at a path, or with what stands in for it. */
const without = (value: unknown, [name, ...rest]: Path): unknown => {
  if (typeof value !== 'object' || value === null || name === undefined) return value
  const fields = Object.entries(value).flatMap(([each, inner]): [string, unknown][] => {
    if (each !== String(name)) return [[each, inner]]
    return rest.length > 0 ? [[each, without(inner, rest)]] : []
  })
  return Array.isArray(value) ? fields.map(([, inner]) => inner) : Object.fromEntries(fields)
}

/**
 * Reads the shape of a project file. Parts that are wrong are left out, so that what is wrong elsewhere can be said
 * together with it. Throws where nothing is left to go on with.
 */
export const parseProject = (data: unknown): Parsed => {
  const names = unsafe(data)
  const parsed = projectFile().safeParse(data)
  if (parsed.success) return { project: parsed.data, problems: names, lost: new Set(), words: new Set() }
  const issues = parsed.error.issues as unknown as readonly Issue[]
  const problems = [...names, ...issues.flatMap((issue) => problemsIn(issue, data, telling))]
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new MrvError(problems)
  const parts = issues.flatMap(partsOf)
  const rest = parts.reduce<unknown>(without, data) as Record<string, unknown>
  const gone = parts.filter(({ length }) => length === 1).map(([top]) => String(top))
  const again = projectFile().safeParse({
    ...Object.fromEntries(gone.filter((top) => Object.hasOwn(substitutes, top)).map((top) => [top, substitutes[top]])),
    ...rest,
  })
  if (!again.success) throw new MrvError(problems)
  const inputs = parts.filter(([top]) => top === 'inputs').map((path) => valueAt(data, path))
  return {
    project: again.data,
    problems,
    lost: new Set(parts.map((part) => part.map(String).join('.'))),
    words: new Set(inputs.flatMap(textsIn)),
  }
}
