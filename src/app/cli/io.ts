import { createColors } from 'picocolors'

type Colors = ReturnType<typeof createColors>

/** Where text goes: a process stream, or in tests anything that collects it. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** All that the command line touches of its surroundings besides files. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  /** Reads standard input to its end. */
  readonly stdin: () => Promise<Uint8Array>
  /** The folder that relative paths start from. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Colours for a terminal that wants them; else functions that leave text as it is. */
export const colorsFor = (out: Output, env: Io['env']): Colors =>
  createColors(out.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb')

/** How wide text for people may be: as the terminal, at least 60 and at most 120; 80 where there is none. */
export const widthOf = (out: Output): number =>
  out.isTTY && out.columns ? Math.min(120, Math.max(60, out.columns)) : 80

const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g

/** Text from outside without the control characters that a terminal would act upon. */
export const plain = (text: string): string => text.replace(control, '\ufffd')

/** Text from outside as one line. */
export const oneLineOf = (text: string): string => plain(text.replace(/\s*[\r\n]+\s*/g, ' '))

/** A line of text. */
export const say = (out: Output, text = ''): void => void out.write(`${text}\n`)

/** The result of a `--json` command: the JSON alone. */
export const sayJson = (out: Output, value: unknown): void => say(out, JSON.stringify(value, null, 2))
