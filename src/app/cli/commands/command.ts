import type { Command } from 'commander'
import type { AnyMethod } from '../../../core/method'
import { methodOf } from '../../../methods'
import { asCall } from '../failures'
import type { Io } from '../io'

/** Adds one command to the program; `done` takes the exit code of a run that went through. */
export type AddCommand = (program: Command, io: Io, done: (code: number) => void) => void

export const jsonOption = ['--json', 'write the result as JSON to standard output, all else to standard error'] as const

/** The method that an argument names, with its equations run, so that wrong options are found here. */
export const methodNamed = (id: string): AnyMethod =>
  asCall(() => {
    const method = methodOf(id)
    method.graph()
    return method
  })
