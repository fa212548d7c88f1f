import { fail, MrvError, type Place, type Problem } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
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

type Path = readonly PropertyKey[]

interface Issue {
  readonly code: string
  readonly path: Path
  readonly message: string
  readonly expected?: string
  readonly keys?: readonly string[]
  readonly values?: readonly unknown[]
  readonly errors?: readonly (readonly Issue[])[]
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

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

let format: Schema | undefined

/** The names that may stand at a place of the file, in any of the ways to write it. */
const namesAt = (path: Path): string[] => {
  format ??= projectSchema() as Schema
  const into = (schema: Schema, name: string): Schema[] => {
    const { properties = {}, additionalProperties: other, items } = schema
    const inner = Object.hasOwn(properties, name) ? properties[name] : typeof other === 'object' ? other : items
    return inner ? [inner] : []
  }
  const ways = (schema: Schema): Schema[] => [schema, ...(schema.anyOf ?? []).flatMap(ways)]
  const found = path.reduce<Schema[]>(
    (schemas, name) => schemas.flatMap((schema) => into(schema, String(name)).flatMap(ways)),
    ways(format),
  )
  return [...new Set(found.flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'names with values',
  record: 'names with values',
  array: 'a list',
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[name] : undefined,
    data,
  )

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'names with values'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const isWhole = ({ path, code }: Issue): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_union')

/** How far a value is from one way of writing it: every name that has no place there, and what else is wrong. */
const distance = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { code, keys }) => sum + (code === 'unrecognized_keys' ? 2 * (keys?.length ?? 0) : 1), 0)

const expectedOf = ({ code, expected, values, errors, message }: Issue): string => {
  if (errors) return [...new Set(errors.flat().filter(isWhole).map(expectedOf))].join(' or ')
  if (values) return values.map((value) => JSON.stringify(value)).join(', ')
  if (code === 'too_small' && message.includes('characters')) return 'text'
  return (expected && words[expected]) ?? message.replace(/^.*expected /, '')
}

/** The problems that one issue stands for; of several ways to write a value, those of the nearest. */
const problemsIn = (issue: Issue, above: Path, data: unknown): Problem[] => {
  const path = [...above, ...issue.path]
  if (issue.keys) {
    return issue.keys
      .filter((name) => name !== '__proto__')
      .map((name): Problem => {
        const names = namesAt(path)
        const hint = didYouMean(name, names)
        return {
          code: 'project.invalid',
          message: `There is no "${name}" here`,
          at: placeOf([...path, name]),
          found: `"${name}"`,
          expected: names.join(', '),
          ...(hint ? { hint } : {}),
        }
      })
  }
  const ways = (issue.errors ?? []).filter((way) => !way.some(isWhole))
  const nearest = [...ways].sort((a, b) => distance(a) - distance(b))[0]
  if (nearest) return nearest.flatMap((each) => problemsIn(each, path, data))
  const value = valueAt(data, path)
  const message =
    value === undefined ? 'This is missing' : value === '' ? 'This is empty' : 'This is not what belongs here'
  return [{ code: 'project.invalid', message, at: placeOf(path), found: shown(value), expected: expectedOf(issue) }]
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
  const problems = [...names, ...issues.flatMap((issue) => problemsIn(issue, [], data))]
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
