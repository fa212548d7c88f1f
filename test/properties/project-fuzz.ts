import fc from 'fast-check'
import { stringify } from 'yaml'
import { filesOf, type ProjectResult, runProject, type TableData, verifyProject } from '../../src/accounts/project'
import { readCsv } from '../../src/app/cli/csv'
import { decode } from '../../src/app/cli/decode'
import { readDocument } from '../../src/app/cli/document'
import { locate, MrvError, type Problem, Problems, problemCodes } from '../../src/core/errors'
import { baseOf, bases, type Fields, methodOf, type Row } from './project-bases'
import { copyOf, type Draft, Picks, protoName } from './project-draft'
import { faultKinds } from './project-faults'
import { csvOf, encode, fileOptions, type Style, tableOf } from './project-files'
import type { Expected, Fault } from './project-plant'
import { rewrite } from './project-rewrites'

export interface Plan {
  readonly base: number
  readonly through: 'bytes' | 'data'
  readonly what: number
  readonly picks: readonly number[]
}

/** Every plan is as likely as another: small numbers mean nothing here. */
export const planArbitrary: fc.Arbitrary<Plan> = fc.noBias(
  fc.record({
    base: fc.nat(bases - 1),
    through: fc.constantFrom('bytes', 'data'),
    what: fc.nat(99),
    picks: fc.array(fc.nat(0x7fffffff), { minLength: 24, maxLength: 24 }),
  }),
)

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) freeze(each)
  }
  return value
}

interface Written {
  readonly projectText: string
  readonly projectFile: string
  readonly lines: ReadonlyMap<Row, number>
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly tables: Readonly<Record<string, TableData>>
}

const stated = (draft: Draft): Fields => {
  const options = Object.fromEntries(
    [...draft.styles].flatMap(([file, style]) => {
      const each = fileOptions(style, draft.ignore.get(file) ?? [])
      return each ? [[file, each]] : []
    }),
  )
  const known = draft.project.files as Fields | undefined
  const files = {
    ...options,
    ...Object.fromEntries(
      Object.entries(known ?? {}).map(([file, more]) => [file, { ...(options[file] as Fields), ...(more as Fields) }]),
    ),
  }
  return Object.keys(files).length > 0 ? { ...draft.project, files } : draft.project
}

const write = (draft: Draft, yaml: boolean): Written => {
  const project = stated(draft)
  const lines = new Map<Row, number>()
  const files = new Map<string, Uint8Array>()
  const tables: Record<string, TableData> = Object.create(null)
  for (const sheet of draft.sheets) {
    const style = draft.styles.get(sheet.file) as Style
    if (draft.through === 'data') {
      tables[sheet.file] = tableOf(sheet, style)
      for (const [index, row] of sheet.rows.entries()) lines.set(row, index + 2)
      continue
    }
    const { text, lines: own } = csvOf(sheet, style)
    for (const [row, line] of own) lines.set(row, line)
    files.set(sheet.file, (draft.bytes.get(sheet.file) ?? encode)(text, style))
  }
  const text = yaml ? stringify(project) : JSON.stringify(project)
  return {
    projectText: text.replaceAll(protoName, '__proto__'),
    projectFile: yaml ? 'project.yaml' : 'project.json',
    lines,
    files,
    tables,
  }
}

/** What the command line does with the same bytes: all that can be read is read, and all problems come together. */
const runBytes = ({ projectText, projectFile, files }: Written): ProjectResult => {
  const { data } = readDocument(projectFile, projectText)
  freeze(data)
  const problems = new Problems()
  const tables: Record<string, TableData> = Object.create(null)
  for (const { file, encoding, delimiter } of filesOf(data)) {
    const bytes = files.get(file)
    if (!bytes) continue
    const table = problems.try(() => locate({ file }, () => readCsv(file, decode(bytes, encoding), delimiter)))
    if (table) tables[file] = freeze(table)
  }
  try {
    const result = runProject(data, Object.freeze(tables), { methodOf })
    problems.throwIfAny()
    return result
  } catch (error) {
    if (!(error instanceof MrvError) || problems.list.length === 0 || error.problems === problems.list) throw error
    const unread = new Set(problems.list.map(({ at }) => at.file))
    throw new MrvError([
      ...problems.list,
      ...error.problems.filter(({ code, at }) => code !== 'file.missing' || !unread.has(at.file)),
    ])
  }
}

const runData = ({ projectText, tables }: Written): ProjectResult => {
  const data = freeze(JSON.parse(projectText) as unknown)
  filesOf(data)
  return runProject(data, freeze(tables), { methodOf })
}

const figuresOf = ({ years, unit, totals, gases, benefits, comparisons, evaluation, digest }: ProjectResult): string =>
  JSON.stringify({ years, unit, totals, gases, benefits, comparisons, evaluation: evaluation.digest, digest })

const originals = new Map<number, string>()

/** The figures of a base as it stands; it must be accepted. */
const original = (index: number): string => {
  const known = originals.get(index)
  if (known !== undefined) return known
  const draft = copyOf(baseOf(index), 'data')
  const figures = figuresOf(runData(write(draft, false)))
  originals.set(index, figures)
  return figures
}

const noFigure = /(^|[^A-Za-z])(NaN|Infinity|undefined)([^A-Za-z]|$)|\[object /

/** Looks through a result for what must never leave the library. */
const scan = (value: unknown): void => {
  if (typeof value === 'string') {
    if (noFigure.test(value)) throw new Error(`the result holds "${value}"`)
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) scan(each)
  } else if (value !== null && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw new Error(`the result holds ${String(value)}`)
  }
}

const prototypes = [Object.prototype, Array.prototype, String.prototype, Map.prototype] as object[]
const namesOfPrototypes = (): number => prototypes.reduce((sum, each) => sum + Reflect.ownKeys(each).length, 0)
const before = namesOfPrototypes()

const fits = (problem: Problem, expected: Expected, lines: ReadonlyMap<Row, number>): boolean => {
  const { code, at } = problem
  if (!expected.codes.includes(code)) return false
  if (expected.file !== undefined && at.file !== expected.file) return false
  if (
    expected.rows !== undefined &&
    !expected.rows.some((row) => at.row === (typeof row === 'number' ? row : lines.get(row)))
  )
    return false
  if (expected.column !== undefined && at.column !== expected.column) return false
  return expected.input === undefined || at.input === expected.input
}

const codes: ReadonlySet<string> = new Set(problemCodes)

/** Every problem is whole: a known code, words, a place, and what was found or expected. */
const checkProblem = (problem: Problem): void => {
  const { code, message, at, found, expected } = problem
  const whole = codes.has(code) && message.length > 0 && at.file !== undefined
  const placed =
    at.file === 'project'
      ? at.input !== undefined
      : at.row !== undefined || /^file\.(missing|encoding|format)$/.test(code)
  // what a file as a whole is
  const free = /^file\.(missing|format|encoding)$/.test(code)
  const told = free || /missing$/.test(code) || (expected !== undefined && found !== undefined)
  if (!whole || !placed || !told) throw new Error(`this problem does not say enough: ${JSON.stringify(problem)}`)
  if (problem.at.row !== undefined && !Number.isInteger(problem.at.row)) throw new Error('the row is no line')
}

/** The planted faults are reported, each at its place, and nothing else. */
const checkRefused = (
  problems: readonly Problem[],
  faults: readonly Fault[],
  lines: ReadonlyMap<Row, number>,
): void => {
  const text = (): string =>
    `\nplanted: ${faults.map(({ kind, expected }) => `${kind} ${JSON.stringify(expected.map(({ rows, ...rest }) => ({ ...rest, ...(rows ? { rows: rows.map((row) => (typeof row === 'number' ? row : lines.get(row))) } : {}) })))}`).join('\n  ')}\nreported: ${problems.map((each) => JSON.stringify(each)).join('\n  ')}`
  for (const problem of problems) checkProblem(problem)
  for (const { kind, expected } of faults) {
    for (const each of expected) {
      if (!problems.some((problem) => fits(problem, each, lines)))
        throw new Error(`"${kind}" is not reported at its place${text()}`)
    }
  }
  const known = faults.flatMap(({ expected, allowed = [] }) => [...expected, ...allowed])
  const stray = problems.find((problem) => !known.some((each) => fits(problem, each, lines)))
  if (stray) throw new Error(`this was not planted: ${JSON.stringify(stray)}${text()}`)
}

/** How many runs there were of each class and of each fault. */
export const counts = new Map<string, number>()

const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

const plant = (draft: Draft, picks: Picks, wanted: number): Fault[] => {
  const faults: Fault[] = []
  for (let tries = 0; faults.length < wanted && tries < 60; tries++) {
    const [kind, make] = faultKinds[
      (picks.next(faultKinds.length * 97) + tries) % faultKinds.length
    ] as (typeof faultKinds)[number]
    const fault = make(draft, picks)
    if (fault) faults.push({ kind, ...fault })
  }
  return faults
}

const run = (draft: Draft, written: Written): ProjectResult =>
  draft.through === 'bytes' ? runBytes(written) : runData(written)

/** The result, or the problems; any other error is one of the library. */
const outcome = (draft: Draft, written: Written): ProjectResult | readonly Problem[] => {
  try {
    return run(draft, written)
  } catch (error) {
    if (error instanceof MrvError) return error.problems
    throw error
  }
}

const isResult = (given: ProjectResult | readonly Problem[]): given is ProjectResult => !Array.isArray(given)

const checkVerifies = (result: ProjectResult): void => {
  const { ok, findings } = verifyProject(result)
  if (!ok) throw new Error(`the result does not verify: ${JSON.stringify(findings).slice(0, 500)}`)
}

const extremes = [
  '1e300',
  '1e-300',
  '9.999e299',
  '0',
  '0.0',
  '1e150',
  '-0',
  '1e-150',
  '123456789012345678901234567890.123456789012345678901234567890',
  `0.${'0'.repeat(90)}1`,
  '7e-300',
]

/** Numbers at the edge of what is allowed: figures come out, or a problem says why not. */
const runExtremes = (draft: Draft, picks: Picks): void => {
  for (let times = 1 + picks.next(6); times > 0; times--) {
    const sheet = picks.of(draft.sheets)
    const columns = sheet.columns.flatMap(({ kind }, at) => (kind === 'number' ? [at] : []))
    picks.of(sheet.rows).cells[picks.of(columns)] = { text: picks.of(extremes) }
  }
  const found = outcome(draft, write(draft, false))
  if (isResult(found)) return checkAccepted(found, picks)
  for (const problem of found) checkProblem(problem)
}

const checkAccepted = (result: ProjectResult, picks: Picks): void => {
  scan(result)
  if (picks.chance(3)) checkVerifies(result)
}

const letters = [
  '',
  '"',
  "'",
  ',',
  ';',
  '\n',
  '\r',
  '\0',
  '\t',
  ' ',
  '{',
  '}',
  '[',
  ']',
  ':',
  '-',
  '.',
  '0',
  '9',
  'e',
  '\\',
  '/',
  '#',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  'é',
  '愛',
  '\ufeff',
  '\u2028',
  '\ud800',
  '__proto__',
  'null',
  '1e999',
]

const spoil = (text: string, picks: Picks): string => {
  const from = picks.next(text.length + 1)
  const cut = picks.of([0, 1, 1, 2, 9])
  return text.slice(0, from) + picks.of(letters) + text.slice(from + cut)
}

/** Text with letters changed at random: whatever it then says, it is understood or refused. */
const runNoise = (draft: Draft, picks: Picks, yaml: boolean): void => {
  const written = write(draft, yaml)
  const files = new Map(written.files)
  let { projectText } = written
  for (let times = 1 + picks.next(3); times > 0; times--) {
    const [file, bytes] = picks.of([...files])
    if (picks.chance(40)) projectText = spoil(projectText, picks)
    else if (picks.chance(30))
      files.set(
        file,
        bytes.map((byte, at) => (at === picks.next(bytes.length) ? picks.next(256) : byte)),
      )
    else files.set(file, new TextEncoder().encode(spoil(new TextDecoder().decode(bytes), picks)))
  }
  const found = outcome(draft, { ...written, files, projectText })
  if (isResult(found)) return checkAccepted(found, picks)
  if (found.length === 0) throw new Error('refused without a word')
}

const runRewritten = (draft: Draft, index: number, yaml: boolean, picks: Picks): void => {
  const found = outcome(draft, write(draft, yaml))
  if (!isResult(found)) throw new Error(`a valid project was refused: ${new MrvError(found).message}`)
  checkAccepted(found, picks)
  if (figuresOf(found) !== original(index))
    throw new Error(`the figures are not those of the original:\n${figuresOf(found)}\n${original(index)}`)
}

const runFaults = (draft: Draft, wanted: number, yaml: boolean, picks: Picks): number => {
  const faults = plant(draft, picks, wanted)
  const written = write(draft, yaml)
  const found = outcome(draft, written)
  if (isResult(found))
    throw new Error(
      `a wrong project was accepted: ${faults.map(({ kind, expected }) => `${kind} ${JSON.stringify(expected.map(({ rows: _rows, ...rest }) => rest))}`).join('; ')}`,
    )
  checkRefused(found, faults, written.lines)
  for (const { kind } of faults) count(`fault: ${kind}`)
  return faults.length
}

/** One run: a valid project is left alone, re-written, or made wrong; the library must say so and nothing else. */
export const runPlan = ({ base: index, through, what, picks: numbers }: Plan): void => {
  const picks = new Picks(numbers)
  const noisy = what >= 92
  const draft = copyOf(baseOf(index), noisy ? 'bytes' : through)
  const yaml = draft.through === 'bytes' && picks.chance(15)
  if (what >= 10) rewrite(draft, picks)
  if (what < 30) {
    runRewritten(draft, index, yaml, picks)
    count(what < 10 ? 'valid' : 're-written')
  } else if (what < 84) {
    const planted = runFaults(draft, what < 62 ? 1 : 2 + picks.next(3), yaml, picks)
    count(planted === 1 ? 'one fault' : 'several faults')
  } else if (noisy) {
    runNoise(draft, picks, yaml)
    count('noise')
  } else {
    runExtremes(draft, picks)
    count('extreme')
  }
  if (namesOfPrototypes() !== before) throw new Error('a prototype was changed')
}
