import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml'
import { fail, locate, MrvError, Problems } from '../../core/errors'
import { Decimal } from '../../core/quantity'

/** A YAML or JSON file as data, with the line on which a part of it stands. */
export interface Loaded {
  readonly data: unknown
  /** The line of the nearest part that is there. */
  rowOf(path: readonly string[]): number | undefined
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
const most = 20
const aliases = 100

const isFaithful = (source: string, value: number): boolean => {
  try {
    return Number.isFinite(value) && new Decimal(String(value)).equals(new Decimal(source))
  } catch {
    return true
  }
}

const decimalText = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/** A number that a JavaScript number cannot hold stays text, so that no digit is lost on the way. */
const keepDigits = (node: Scalar): void => {
  const { source, value } = node
  if (typeof value === 'number' && source !== undefined && decimalText.test(source) && !isFaithful(source, value))
    node.value = source
}

const hasCycle = (data: unknown, above: ReadonlySet<object> = new Set()): boolean => {
  if (typeof data !== 'object' || data === null) return false
  if (above.has(data)) return true
  const path = new Set(above).add(data)
  return Object.values(data).some((each) => hasCycle(each, path))
}

const checkKeys = (document: Document, rowAt: (offset: number) => number, problems: Problems): void => {
  visit(document, {
    Scalar: (_, node) => keepDigits(node),
    Pair: (_, { key }) => {
      if (!isScalar(key) || !forbidden.has(String(key.value))) return
      problems.add('file.format', 'This cannot be a name', {
        at: { row: rowAt(key.range?.[0] ?? 0) },
        found: `"${key.value}"`,
        expected: 'another name',
      })
    },
  })
}

const messages: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'The same name stands twice',
  TAB_AS_INDENT: 'Tabs cannot indent; use spaces',
  MULTIPLE_DOCS: 'The file holds several documents; only one is read',
  RESOURCE_EXHAUSTION: 'The file is nested too deeply',
  NON_STRING_KEY: 'A name must be text',
  TAG_RESOLVE_FAILED: 'Tags (!…) are not read',
}

/** Reads YAML: 1.2, core schema, no tags, names once each, few aliases. All problems come with their line. */
const readYaml = (text: string): Loaded => {
  const counter = new LineCounter()
  const rowAt = (offset: number): number => counter.linePos(offset).line
  const problems = new Problems()
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  })
  const found = [...document.errors, ...document.warnings]
  const deep = found.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  const seen = new Set<string>()
  for (const { code, message, pos } of deep ? [deep] : found) {
    const row = rowAt(pos[0])
    if (seen.has(`${row} ${code}`) || seen.size >= most) continue
    seen.add(`${row} ${code}`)
    problems.add('file.format', messages[code] ?? message, { at: { row } })
  }
  problems.throwIfAny()
  checkKeys(document, rowAt, problems)
  problems.throwIfAny()
  const data = toData(document)
  return { data, rowOf: (path) => rowOfPath(document, path, rowAt) }
}

const toData = (document: Document): unknown => {
  let data: unknown
  try {
    data = document.toJS({ maxAliasCount: aliases })
  } catch (error) {
    // a name of an anchor that is not there, or so many that they would fill the memory
    if (error instanceof ReferenceError) return fail('file.format', error.message)
    throw error
  }
  if (hasCycle(data)) fail('file.format', 'An anchor holds an alias of itself')
  return data
}

const rowOfPath = (
  document: Document,
  path: readonly string[],
  rowAt: (offset: number) => number,
): number | undefined => {
  let node: unknown = document.contents
  let row = isNode(node) && node.range ? rowAt(node.range[0]) : undefined
  for (const name of path) {
    if (isAlias(node)) node = node.resolve(document)
    const pair = isMap(node)
      ? node.items.find((each) => isScalar(each.key) && String(each.key.value) === name)
      : undefined
    const next: unknown = pair
      ? pair.value
      : isNode(node) && 'items' in node
        ? (node.items as unknown[])[Number(name)]
        : undefined
    const start = isPair(pair) && isScalar(pair.key) ? pair.key.range?.[0] : isNode(next) ? next.range?.[0] : undefined
    if (start === undefined) return row
    row = rowAt(start)
    node = next
  }
  return row
}

const jsonToken = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]:,]/g

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Numbers that would lose digits become text; the text is valid JSON already. */
const keepJsonDigits = (text: string): string =>
  text.replace(jsonToken, (token) => (/^[-\d]/.test(token) && !isFaithful(token, Number(token)) ? `"${token}"` : token))

interface Container {
  readonly path: readonly string[]
  readonly names?: Set<string>
  index: number
  name: string
}

/** Walks through valid JSON: names that stand twice or are not allowed, and the line on which each part stands. */
const scanJson = (text: string, problems: Problems): ReadonlyMap<string, number> => {
  const rows = new Map<string, number>()
  const open: Container[] = []
  let offset = 0
  let line = 1
  let before: { token: string; line: number } | undefined
  for (const { 0: token, index } of text.matchAll(jsonToken)) {
    for (; offset < index; offset++) if (text[offset] === '\n') line += 1
    const top = open.at(-1)
    const here = top ? [...top.path, top.names ? top.name : String(top.index)] : []
    if (token === '{' || token === '[') {
      if (!rows.has(JSON.stringify(here))) rows.set(JSON.stringify(here), line)
      open.push({ path: here, ...(token === '{' ? { names: new Set<string>() } : {}), index: 0, name: '' })
    } else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && top) top.index += 1
    else if (token === ':' && top?.names && before) {
      const name = JSON.parse(before.token) as string
      if (forbidden.has(name))
        problems.add('file.format', 'This cannot be a name', {
          at: { row: before.line },
          found: `"${name}"`,
          expected: 'another name',
        })
      if (top.names.has(name))
        problems.add('file.format', messages.DUPLICATE_KEY as string, {
          at: { row: before.line },
          found: `a second "${name}"`,
        })
      top.names.add(name)
      top.name = name
      rows.set(JSON.stringify([...top.path, name]), before.line)
    } else if (top && !top.names) rows.set(JSON.stringify(here), line)
    before = { token, line }
  }
  return rows
}

const jsonProblem = (text: string, error: unknown): never => {
  const { message } = error as Error
  const at = /position (\d+)/.exec(message)
  const ended = /end of JSON input/.test(message)
  const row = at ? lineAt(text, Number(at[1])) : ended ? lineAt(text, text.trimEnd().length) : undefined
  return fail('file.format', 'This is not JSON', {
    at: row === undefined ? {} : { row },
    found: ended ? 'the end of the file too early' : message.replace(/ at position.*$| is not valid JSON$/, ''),
  })
}

/** Reads JSON: names once each, no digit lost. All problems come with their line. */
const readJson = (text: string): Loaded => {
  const parse = (given: string): unknown => {
    try {
      return JSON.parse(given)
    } catch (error) {
      return jsonProblem(text, error)
    }
  }
  parse(text)
  const problems = new Problems()
  const rows = scanJson(text, problems)
  problems.throwIfAny()
  const rowOf = (path: readonly string[]): number | undefined =>
    rows.get(JSON.stringify(path)) ?? (path.length > 0 ? rowOf(path.slice(0, -1)) : undefined)
  return { data: parse(keepJsonDigits(text)), rowOf }
}

/** JSON where the name ends so, or where the text has no name and starts like it. */
const isJson = (file: string, text: string): boolean =>
  /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\s*[{[]/.test(text))

/** Reads YAML or JSON. Throws `file.format` with the file and all lines that are wrong. */
export const readDocument = (file: string, text: string): Loaded =>
  locate({ file }, () => {
    if (text.trim() === '') fail('file.format', 'The file is empty')
    try {
      return isJson(file, text) ? readJson(text) : readYaml(text)
    } catch (error) {
      if (error instanceof RangeError)
        throw new MrvError({ code: 'file.format', message: messages.RESOURCE_EXHAUSTION as string, at: {} })
      throw error
    }
  })
