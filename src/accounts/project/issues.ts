import type { Place, Problem, ProblemCode } from '../../core/errors'
import { didYouMean } from '../../core/nearest'

export type Path = readonly PropertyKey[]

/** What zod finds wrong, as far as it is read here. */
export interface Issue {
  readonly code: string
  readonly path: Path
  readonly message: string
  readonly expected?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly keys?: readonly string[]
  readonly values?: readonly unknown[]
  readonly errors?: readonly (readonly Issue[])[]
}

/** The part of a JSON Schema that names what may stand in a file. */
export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

/** How the problems of one sort of file are told. */
export interface Telling {
  readonly code: ProblemCode
  readonly schema: () => Schema
  readonly placeOf: (path: Path) => Place
  /** What belongs at a place, where the schema says less than is known. */
  readonly expectedAt?: (path: Path) => string | undefined
  /** What to do about a place, where no name is near. */
  readonly hintAt?: (path: Path) => string | undefined
}

/** The names that may stand at a place of the file, in any of the ways to write it. */
const namesAt = (format: Schema, path: Path): string[] => {
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
  null: 'null',
  object: 'names with values',
  record: 'names with values',
  array: 'a list',
}

export const valueAt = (data: unknown, path: Path): unknown =>
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

const expectedOf = ({ code, expected, minimum, maximum, values, errors, message }: Issue): string => {
  if (errors) return [...new Set(errors.flat().filter(isWhole).map(expectedOf))].join(' or ')
  if (values) return values.map((value) => JSON.stringify(value)).join(', ')
  if (code === 'too_small' && message.includes('characters')) return 'text'
  if (code === 'too_small') return `at least ${minimum}`
  if (code === 'too_big') return `at most ${maximum}`
  return (expected && words[expected]) ?? message.replace(/^.*expected /, '')
}

/** The problems that one issue stands for; of several ways to write a value, those of the nearest. */
export const problemsIn = (issue: Issue, data: unknown, telling: Telling, above: Path = []): Problem[] => {
  const { code, schema, placeOf, expectedAt, hintAt } = telling
  const path = [...above, ...issue.path]
  if (issue.keys) {
    return issue.keys
      .filter((name) => name !== '__proto__')
      .map((name): Problem => {
        const names = namesAt(schema(), path)
        const hint = didYouMean(name, names) ?? hintAt?.([...path, name])
        return {
          code,
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
  if (nearest) return nearest.flatMap((each) => problemsIn(each, data, telling, path))
  const value = valueAt(data, path)
  const message =
    value === undefined ? 'This is missing' : value === '' ? 'This is empty' : 'This is not what belongs here'
  const hint = hintAt?.(path)
  return [
    {
      code,
      message,
      at: placeOf(path),
      found: shown(value),
      expected: expectedAt?.(path) ?? expectedOf(issue),
      ...(hint ? { hint } : {}),
    },
  ]
}
