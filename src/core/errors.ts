/**
 * Everything that can be wrong, as data. The text is made last, so that a file, a form or a log can show it in its own
 * way. The list of codes is closed: docs/errors.md explains each.
 */
export const problemCodes = [
  'unit.unknown',
  'unit.differs',
  'unit.substance',
  'number.invalid',
  'number.range',
  'label.unknown',
  'label.missing',
  'input.unknown',
  'input.missing',
  'input.shape',
  'input.range',
  'input.sum',
  'dimension.sum',
  'dimension.broadcast',
  'dimension.differs',
  'graph.invalid',
  'period.invalid',
  'period.gap',
  'period.split',
  'factor.missing',
  'factor.ambiguous',
  'factor.invalid',
  'factor.unused',
  'gwp.missing',
  'gwp.origin',
  'calculation.division',
  'calculation.domain',
  'check.failed',
  'uncertainty.correlation',
  'uncertainty.derivative',
  'uncertainty.draws',
  'uncertainty.invalid',
  'uncertainty.rule',
  'method.unknown',
  'context.invalid',
  'result.invalid',
  'file.missing',
  'file.exists',
  'file.write',
  'file.encoding',
  'file.format',
  'file.column',
  'file.cell',
  'file.row',
  'project.invalid',
  'call.invalid',
  'package.missing',
  'internal.fault',
] as const

/** A stable name for what is wrong. */
export type ProblemCode = (typeof problemCodes)[number]

/** What is worth knowing of a result though nothing is wrong; docs/errors.md explains each. */
export const remarkNames = [
  'benefit.absent',
  'data.jump',
  'data.quality',
  'factor.age',
  'factor.unread',
  'factor.unused',
  'notation.C',
  'notation.IE',
  'notation.NA',
  'notation.NE',
  'notation.NO',
  'output.negative',
  'partial.left-out',
  'period.incomplete',
  'reduction.structural-zero',
  'uncertainty.failed',
  'uncertainty.fixed',
  'uncertainty.kink',
  'uncertainty.mean',
  'uncertainty.truncated',
  'unit.taken',
] as const

/** A stable name for a remark. */
export type RemarkName = (typeof remarkNames)[number]

/** A remark: its name, a text for people, and the input that it is about. */
export interface Remark {
  readonly name: RemarkName
  readonly text: string
  readonly input?: string
}

/** Where something is wrong; the parts that are known. */
export interface Place {
  readonly file?: string
  readonly row?: number
  readonly column?: string
  readonly method?: string
  readonly equation?: string
  readonly input?: string
  readonly output?: string
  readonly labels?: Readonly<Record<string, string>>
}

/** One thing that is wrong: where, what was found, what was expected and what to do. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  readonly at: Place
  readonly found?: string
  readonly expected?: string
  readonly hint?: string
}

const placeText = (at: Place): string => {
  const cell = [at.file, at.row === undefined ? undefined : `row ${at.row}`, at.column && `column ${at.column}`]
  const labels = at.labels && Object.values(at.labels).join(', ')
  const inside = [at.method, at.equation, at.input ?? at.output, labels && `[${labels}]`]
  return [cell.filter(Boolean).join(', '), inside.filter(Boolean).join(' ')].filter(Boolean).join(': ')
}

/** A problem as one or two sentences for people. */
export const problemText = (problem: Problem): string => {
  const place = placeText(problem.at)
  const found = problem.found === undefined ? '' : ` Found ${problem.found}`
  const expected = problem.expected === undefined ? '' : `${found ? '; expected' : ' Expected'} ${problem.expected}`
  const facts = found || expected ? `${found}${expected}.` : ''
  const hint = problem.hint ? ` ${problem.hint}` : ''
  const message = /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`
  return `${place ? `${place}: ` : ''}${message}${facts}${hint}`
}

/** The one error class of the library. It carries all problems of one input together. */
export class MrvError extends Error {
  override readonly name = 'MrvError'
  readonly problems: readonly Problem[]

  constructor(problems: Problem | readonly Problem[]) {
    const all: readonly Problem[] = 'code' in problems ? [problems] : problems
    super(all.map(problemText).join('\n'))
    this.problems = all
  }

  /** The code of the first problem. */
  get code(): ProblemCode {
    return (this.problems[0] as Problem).code
  }

  /** The same problems, with more known about where they are. */
  within(at: Place): MrvError {
    return withPlace(this.problems, at)
  }
}

// apart from the class: a bundler renames a class that names itself
const withPlace = (problems: readonly Problem[], at: Place): MrvError =>
  new MrvError(problems.map((problem) => ({ ...problem, at: { ...at, ...problem.at } })))

/** Throws one problem. */
export const fail = (
  code: ProblemCode,
  message: string,
  more: Partial<Omit<Problem, 'code' | 'message'>> = {},
): never => {
  throw new MrvError({ code, message, at: {}, ...more })
}

/** Runs `action`; an error that it throws gets `at` as its place. */
export const locate = <T>(at: Place, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    throw error instanceof MrvError ? error.within(at) : error
  }
}

/** Collects problems, to report them all together. */
export class Problems {
  readonly list: Problem[] = []

  add(code: ProblemCode, message: string, more: Partial<Omit<Problem, 'code' | 'message'>> = {}): void {
    this.list.push({ code, message, at: {}, ...more })
  }

  /** Runs `action`, keeps what it throws and goes on. A place that is costly to tell can be a function. */
  try<T>(action: () => T, at: Place | (() => Place) = {}): T | undefined {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof MrvError)) throw error
      this.list.push(...error.within(typeof at === 'function' ? at() : at).problems)
      return undefined
    }
  }

  /** Throws all that was collected, if anything was. */
  throwIfAny(): void {
    if (this.list.length > 0) throw new MrvError(this.list)
  }
}
