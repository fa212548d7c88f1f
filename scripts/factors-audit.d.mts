import type { Row } from './factors-data.mjs'

export const draw: <T extends { readonly id: string }>(rows: readonly T[]) => T[]
export const compare: (rows: readonly Row[], readings: readonly Readonly<Record<string, string>>[]) => string[]
export const audit: (source: string) => {
  readonly source: string
  readonly rows: number
  readonly drawn: number
  readonly read: number
  /** What was wrong in those that were, when they were first read. */
  readonly wrong: readonly string[]
  readonly unread: readonly string[]
  readonly differences: readonly string[]
}
