import type { Finding } from '../../../uses/exact'
import { exitCodes } from '../failures'
import { colorsFor, say, sayJson, widthOf } from '../io'
import { readStored, type Stored, verifyStored } from '../stored'
import { table } from '../table'
import { type AddCommand, jsonOption } from './command'

const cellsOf = ({ kind, name, equation, labels, stored, expected }: Finding): string[] => [
  kind,
  [name, equation && `(${equation})`, labels && `[${Object.values(labels).join(', ')}]`].filter(Boolean).join(' '),
  stored,
  expected,
]

const counts = ({ evaluation: { inputs, factors, steps, outputs } }: Stored): string =>
  `${inputs.length} inputs, ${factors.length} factors, ${steps.length} steps and ${Object.keys(outputs).length} outputs`

export const addVerify: AddCommand = (program, io, done) => {
  program
    .command('verify')
    .description(
      'recompute a stored result from itself alone and name every figure that does not follow; exit 1 if any',
    )
    .argument('<RESULT>', 'result.json of a run, or what `evaluate --json` wrote; - for standard input')
    .option(...jsonOption)
    .action(async (file: string, { json = false }: { json?: boolean }) => {
      const stored = await readStored(file, io)
      const { ok, findings } = verifyStored(stored)
      const { digest } = stored.project ?? stored.evaluation
      done(ok ? exitCodes.done : exitCodes.input)
      if (json) return sayJson(io.stdout, { ok, digest, findings })
      const paint = colorsFor(io.stdout, io.env)
      if (ok) {
        say(io.stdout, paint.green(`ok: ${counts(stored)} follow from the data in the result`))
        return say(io.stdout, digest)
      }
      say(
        io.stdout,
        paint.red(
          `not ok: ${findings.length} ${findings.length === 1 ? 'figure does' : 'figures do'} not follow from the rest`,
        ),
      )
      const columns = [{ head: 'kind', whole: true }, { head: 'figure' }, { head: 'stored' }, { head: 'expected' }]
      say(io.stdout, table(columns, findings.map(cellsOf), widthOf(io.stdout), paint.bold))
    })
}
