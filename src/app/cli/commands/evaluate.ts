import * as z from 'zod'
import { type Issue, type Path, problemsIn, type Schema, type Telling } from '../../../accounts/project/issues'
import { locate, MrvError, type Place, type Problem } from '../../../core/errors'
import type { AnyMethod, Method } from '../../../core/method'
import { gwpSets } from '../../../data/gases'
import { type Context, evaluate, type Result, rows } from '../../../uses/exact'
import { type Loaded, readDocument } from '../document'
import { column, remarkText, roundingNote } from '../figures'
import { colorsFor, type Io, say, sayJson, widthOf } from '../io'
import { progressOf } from '../progress'
import { readGivenText } from '../read'
import { table } from '../table'
import { type AddCommand, jsonOption, methodNamed } from './command'

const cell = z.union([z.string(), z.number(), z.null()])

const given = z.strictObject({
  inputs: z.record(z.string(), z.unknown()),
  context: z
    .strictObject({
      region: z.string(),
      year: z.union([z.string(), z.number()]),
      gwp: z.string(),
      factors: z.array(z.record(z.string(), cell)),
      partial: z.boolean(),
      fiscalStart: z.int().min(1).max(12),
    })
    .partial()
    .default({}),
})

let format: Schema | undefined

const schema = (): Schema => {
  format ??= z.toJSONSchema(given, { io: 'input' }) as Schema
  return format
}

const hintAt = (method: AnyMethod, path: Path): string => {
  const [top, name] = path.map(String)
  if (top === undefined) return 'Write names and values: { "inputs": { … }, "context": { … } }.'
  if (top === 'inputs') return `\`citymrv methods ${method.id}\` shows the inputs.`
  if (method.graph().leaves.has(top)) return 'It is an input: put it under "inputs".'
  return top === 'context' && name !== undefined ? 'Correct it, or leave it out.' : 'Take it out.'
}

/** Checks what stands in FILE: `inputs` by name, and `context`. */
const readInputs = (method: AnyMethod, { data, rowOf }: Loaded): z.output<typeof given> => {
  const parsed = given.safeParse(data, { jitless: true })
  if (parsed.success) return parsed.data
  const placeOf = (path: Path): Place => {
    const row = rowOf(path.map(String))
    return { ...(row === undefined ? {} : { row }), input: path.map(String).join('.') || 'the file' }
  }
  const telling: Telling = {
    code: 'context.invalid',
    schema,
    placeOf,
    expectedAt: (path) => (path.join('.') === 'context.gwp' ? `a GWP set: ${gwpSets().join(', ')}` : undefined),
    hintAt: (path) => hintAt(method, path),
  }
  const issues = parsed.error.issues as unknown as readonly Issue[]
  throw new MrvError(issues.flatMap((issue) => problemsIn(issue, data, telling)))
}

/** A problem of an input with the line on which the input, or a part of it, stands. */
const onItsLine = (problem: Problem, { rowOf }: Loaded): Problem => {
  const { input, labels = {}, row: item } = problem.at
  if (input === undefined) return problem
  const row = rowOf(['inputs', input, ...(item === undefined ? Object.values(labels) : [String(item - 1)])])
  return row === undefined ? problem : { ...problem, at: { ...problem.at, row } }
}

const compute = (method: AnyMethod, loaded: Loaded): Result => {
  const { inputs, context } = readInputs(method, loaded)
  try {
    return evaluate(method as unknown as Method, inputs as never, context as Context) as unknown as Result
  } catch (error) {
    throw error instanceof MrvError ? new MrvError(error.problems.map((problem) => onItsLine(problem, loaded))) : error
  }
}

const show = (result: Result, method: AnyMethod, io: Io): void => {
  const paint = colorsFor(io.stdout, io.env)
  say(io.stdout, paint.bold(`${method.title} (${method.id}, edition ${method.edition})`))
  say(io.stdout)
  const cells = Object.keys(result.outputs).flatMap((name) => {
    const own = rows(result).filter(({ output }) => output === name)
    const values = column(own.map(({ value }) => value as string))
    return own.map(({ output, role: _role, gas: _gas, value: _value, unit, ...labels }, index) => [
      output as string,
      Object.values(labels).join(' '),
      values[index] as string,
      unit as string,
    ])
  })
  const columns = [{ head: 'output' }, { head: 'for' }, { head: 'value', align: 'right' as const }, { head: 'unit' }]
  say(io.stdout, table(columns, cells, widthOf(io.stdout), paint.bold))
  say(io.stdout, paint.dim(roundingNote))
  if (result.remarks.length > 0)
    say(io.stdout, ['', paint.bold('Remarks'), remarkText(result.remarks, widthOf(io.stdout))].join('\n'))
  say(io.stdout)
  say(io.stdout, result.digest)
}

// about what takes a second on an ordinary machine
const muchText = 200_000

export const addEvaluate: AddCommand = (program, io) => {
  program
    .command('evaluate')
    .description('compute one method from a file of inputs')
    .argument('<METHOD>', 'id of a method; `citymrv methods` lists them')
    .requiredOption(
      '--input <FILE>',
      'JSON or YAML: { "inputs": { name: value }, "context": { "region", "year", "gwp", "factors" } }; - for standard input',
    )
    .option(...jsonOption)
    .action(async (id: string, { input, json }: { input: string; json?: boolean }) => {
      const method = methodNamed(id)
      const progress = progressOf(io, 2)
      try {
        await progress.step('reading')
        const { name, text } = await readGivenText(input, io)
        const loaded = readDocument(name, text)
        await progress.step(`computing ${method.id}`, text.length > muchText)
        const result = locate({ file: name }, () => compute(method, loaded))
        const stored = json ? result.toJSON() : undefined
        progress.stop()
        if (stored) sayJson(io.stdout, stored)
        else show(result, method, io)
      } finally {
        progress.stop()
      }
    })
}
