import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type ProjectResult, verifyProject } from '../../accounts/project'
import { fail, locate, MrvError, type Problem } from '../../core/errors'
import { readResult, type StoredResult, type Verification, verify } from '../../uses/exact'
import { readDocument } from './document'
import { withFile } from './failures'
import type { Io } from './io'
import { readGivenText } from './read'

/** A stored result: of `evaluate --json`, or of a project run with the evaluation in it. */
export interface Stored {
  readonly name: string
  readonly evaluation: StoredResult
  readonly project?: ProjectResult
}

const isRecord = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

const projectParts = [
  'title',
  'city',
  'method',
  'words',
  'scenario',
  'period',
  'gwp',
  'compare',
  'years',
  'totals',
  'gases',
  'benefits',
  'comparisons',
  'remarks',
  'evaluation',
  'digest',
]

const kinds: Readonly<Record<string, string>> = { csv: 'a CSV file', html: 'an HTML page', yaml: 'YAML', yml: 'YAML' }

/** What a text is that is no JSON, neither by its name nor by how it starts; what is empty says so itself. */
const otherKind = (name: string, text: string): string | undefined => {
  const [, ending = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? []
  if (ending === 'json' || /^\s*([{[]|$)/.test(text)) return undefined
  return Object.hasOwn(kinds, ending) ? kinds[ending] : 'text that is not JSON'
}

const asStored = (data: unknown): Omit<Stored, 'name'> => {
  if (!isRecord(data))
    return fail('result.invalid', 'This is not a stored result', {
      found: Array.isArray(data) ? 'a list' : `a ${data === null ? 'null' : typeof data}`,
    })
  if (data.kind !== 'project') return { evaluation: readResult(JSON.stringify(data)) }
  const missing = projectParts.filter((name) => !(name in data))
  if (missing.length > 0)
    fail('result.invalid', 'This is not a stored result of a project', { found: `no ${missing.join(', ')}` })
  return { evaluation: readResult(JSON.stringify(data.evaluation)), project: data as unknown as ProjectResult }
}

const isFolder = (file: string, { cwd }: Io): boolean =>
  file !== '-' &&
  withFile('file.missing', file, () => statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isDirectory() ?? false)

/** Where the stored result stands, if it is in the folder that was given or beside the file. */
const hintFor = (file: string, io: Io): string => {
  const near = join(isFolder(file, io) ? file : dirname(file), 'result.json')
  const path = resolve(io.cwd, near)
  return file !== '-' && path !== resolve(io.cwd, file) && existsSync(path)
    ? `Give ${near}.`
    : '`citymrv run FILE --out DIR` writes one.'
}

const readAny = async (file: string, io: Io): Promise<Stored> => {
  const not = (name: string, found: string): never =>
    fail('result.invalid', 'This is not a stored result', { at: { file: name }, found })
  if (isFolder(file, io)) not(file, 'a folder')
  const { name, text } = await readGivenText(file, io)
  const other = otherKind(name, text)
  if (other !== undefined) not(name, other)
  return { name, ...locate({ file: name }, () => asStored(readDocument(name, text).data)) }
}

/** Reads RESULT, a file or `-`. Throws `result.invalid`, with what is wanted, where it is none. */
export const readStored = async (file: string, io: Io): Promise<Stored> => {
  const tell = (problem: Problem): Problem =>
    problem.code === 'result.invalid'
      ? { expected: 'result.json of a run, or what `evaluate --json` wrote', hint: hintFor(file, io), ...problem }
      : problem
  try {
    return await readAny(file, io)
  } catch (error) {
    throw error instanceof MrvError ? new MrvError(error.problems.map(tell)) : error
  }
}

/** Runs `action` over a stored result; where its parts do not hang together, that is wrong in the file, not in us. */
export const withStored = <T>({ name }: Stored, action: () => T): T => {
  try {
    return locate({ file: name }, action)
  } catch (error) {
    if (error instanceof MrvError) throw error
    throw new MrvError({
      code: 'result.invalid',
      message: 'The parts of this result do not hang together, so it cannot be read back',
      at: { file: name },
      found: error instanceof Error ? error.message : String(error),
    })
  }
}

/** Whether the result holds: every figure against what it was computed from, and the digest. */
export const verifyStored = (stored: Stored): Verification =>
  withStored(stored, () => (stored.project ? verifyProject(stored.project) : verify(stored.evaluation)))
