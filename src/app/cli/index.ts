import { Command } from 'commander'
import { version } from '../../../package.json'
import { addBatch } from './commands/batch'
import { addEvaluate } from './commands/evaluate'
import { addExplain } from './commands/explain'
import { addFactors } from './commands/factors'
import { addInit } from './commands/init'
import { addMethods } from './commands/methods'
import { addRun } from './commands/run'
import { addVerify } from './commands/verify'
import { exitCodes, report } from './failures'
import { colorsFor, type Io, widthOf } from './io'

export type { Io, Output } from './io'

const after = `
Exit codes: 0 done, 1 the input is wrong, 2 the call is wrong, 3 rows were refused, 70 a fault of citymrv.
With --json standard output holds the JSON alone; errors are JSON on standard error.
Set NO_COLOR for text without colours.`

const programOf = (io: Io, done: (code: number) => void): Command => {
  const program = new Command('citymrv')
    .description('Greenhouse-gas measurement, reporting and verification for cities.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // report() says it, with --json as JSON
      outputError: () => undefined,
      getOutHelpWidth: () => widthOf(io.stdout),
      getOutHasColors: () => colorsFor(io.stdout, io.env).isColorSupported,
    })
    .addHelpText('after', after)
  for (const add of [addRun, addEvaluate, addBatch, addMethods, addFactors, addExplain, addVerify, addInit])
    add(program, io, done)
  return program
}

/**
 * Runs the command with the arguments after its name, and gives the exit code. It reads and writes through `io` and the
 * files that the arguments name; it never ends the process.
 *
 * @example
 * process.exitCode = await main(['methods', '--json'], io)
 */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  let code: number = exitCodes.done
  try {
    const program = programOf(io, (given) => {
      code = given
    })
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    const end = argv.indexOf('--')
    const json = (end < 0 ? argv : argv.slice(0, end)).includes('--json')
    return report(error, io, json)
  }
}
