import { type ProjectResult, verifyProject } from '../../accounts/project'
import { fail, locate, MrvError } from '../../core/errors'
import { readResult, type StoredResult, type Verification, verify } from '../../uses/exact'
import { readDocument } from './document'
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

/** Reads RESULT, a file or `-`. Throws `result.invalid` where it is none. */
export const readStored = async (file: string, io: Io): Promise<Stored> => {
  const { name, text } = await readGivenText(file, io)
  return { name, ...locate({ file: name }, () => asStored(readDocument(name, text).data)) }
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
