import { CommanderError } from 'commander'
import { MrvError, type Problem, problemText } from '../../core/errors'
import { colorsFor, type Io, oneLineOf, say } from './io'

/** What the exit code of the command says. */
export const exitCodes = { done: 0, input: 1, call: 2, refused: 3, fault: 70 } as const

/** The call itself is wrong: an unknown method, an option's value. */
export class CallError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'))
  }
}

/** Throws one problem of the call. */
export const failCall = (message: string, more: Partial<Problem> = {}): never => {
  throw new CallError([{ code: 'call.invalid', message, at: {}, ...more }])
}

/** Runs `action`, which reads an argument of the call: what it finds wrong is wrong in the call. */
export const asCall = <T>(action: () => T): T => {
  try {
    return action()
  } catch (error) {
    throw error instanceof MrvError ? new CallError(error.problems) : error
  }
}

const fileErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'it is there already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go round in circles',
}

/** Runs an access to a file; what the system refuses becomes a problem with the file's name. */
export const withFile = <T>(code: 'file.missing' | 'file.write', file: string, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    const { code: reason } = error as { code?: unknown }
    const text = typeof reason === 'string' ? fileErrors[reason] : undefined
    if (text === undefined) throw error
    throw new MrvError({
      code,
      message: `${code === 'file.write' ? 'This cannot be written' : 'This cannot be read'}: ${text}`,
      at: { file },
    })
  }
}

interface Outcome {
  readonly code: number
  readonly problems: readonly Problem[]
  readonly stack?: string | undefined
}

// commander writes "error: unknown option '--x'\n(Did you mean --y?)"
const commanderProblem = ({ message }: CommanderError): Problem => {
  const [first = '', ...more] = message.replace(/^error: /, '').split('\n')
  const hint = more.join(' ').replace(/^\((.*)\)$/, '$1')
  return {
    code: 'call.invalid',
    message: `${first.charAt(0).toUpperCase()}${first.slice(1)}`,
    at: {},
    ...(hint ? { hint } : {}),
  }
}

const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof CommanderError) {
    // --help and --version end the command in the same way
    if (error.exitCode === 0) return { code: exitCodes.done, problems: [] }
    // without a command the help was shown, and says enough
    return { code: exitCodes.call, problems: error.code === 'commander.help' ? [] : [commanderProblem(error)] }
  }
  if (error instanceof CallError) return { code: exitCodes.call, problems: error.problems }
  if (error instanceof MrvError) return { code: exitCodes.input, problems: error.problems }
  const message = error instanceof Error ? error.message : String(error)
  const problem: Problem = {
    code: 'internal.fault',
    message: `This is a fault of citymrv, not of your data: ${message}`,
    at: {},
    hint: 'Set DEBUG=1 to see where it happened, and report it.',
  }
  return { code: exitCodes.fault, problems: [problem], stack: error instanceof Error ? error.stack : undefined }
}

/** Says on stderr what went wrong, one problem a line or with `json` as one object, and gives the exit code. */
export const report = (error: unknown, io: Io, json: boolean): number => {
  const { code, problems, stack } = outcomeOf(error)
  if (problems.length === 0) return code
  if (json) say(io.stderr, JSON.stringify({ errors: problems }, null, 2))
  else for (const problem of problems) say(io.stderr, colorsFor(io.stderr, io.env).red(oneLineOf(problemText(problem))))
  if (stack !== undefined && io.env.DEBUG && !json) say(io.stderr, stack)
  return code
}
