import { readdirSync, readFileSync } from 'node:fs'

export interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

const folder = new URL('../../cases/', import.meta.url)

/** The published cases of all methods. */
export const cases: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])
