import * as z from 'zod'
import { locate, MrvError, type Problem } from '../../../core/errors'
import type { AnyMethod, Method } from '../../../core/method'
import { didYouMean } from '../../../core/nearest'
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

const names = {
  '': ['inputs', 'context'],
  context: ['region', 'year', 'gwp', 'factors', 'partial', 'fiscalStart'],
} as const

const problemOf = (issue: z.core.$ZodIssue, { rowOf }: Loaded): Problem[] => {
  const path = issue.path.map(String)
  const at = (more: readonly string[] = []) => {
    const row = rowOf([...path, ...more])
    return { ...(row === undefined ? {} : { row }), input: [...path, ...more].join('.') || 'the file' }
  }
  if (issue.code !== 'unrecognized_keys') return [{ code: 'context.invalid', message: issue.message, at: at() }]
  return issue.keys.map((key): Problem => {
    const known = names[path.join('.') as keyof typeof names] ?? []
    const hint = didYouMean(key, known)
    return {
      code: 'context.invalid',
      message: 'This name is not known here',
      at: at([key]),
      expected: known.join(', '),
      ...(hint ? { hint } : {}),
    }
  })
}

/** Checks what stands in FILE: `inputs` by name, and `context`. */
const readInputs = (loaded: Loaded): z.output<typeof given> => {
  const parsed = given.safeParse(loaded.data, { jitless: true })
  if (parsed.success) return parsed.data
  throw new MrvError(parsed.error.issues.flatMap((issue) => problemOf(issue, loaded)))
}

/** A problem of an input with the line on which the input, or a part of it, stands. */
const onItsLine = (problem: Problem, { rowOf }: Loaded): Problem => {
  const { input, labels = {}, row: item } = problem.at
  if (input === undefined) return problem
  const row = rowOf(['inputs', input, ...(item === undefined ? Object.values(labels) : [String(item - 1)])])
  return row === undefined ? problem : { ...problem, at: { ...problem.at, row } }
}

const compute = (method: AnyMethod, loaded: Loaded): Result => {
  const { inputs, context } = readInputs(loaded)
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
