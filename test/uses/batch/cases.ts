import { readdirSync, readFileSync } from 'node:fs'
import type { BatchGiven, Run } from '../../../src/uses/batch'

export interface Case {
  readonly id: string
  readonly method: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

const folder = new URL('../../cases/', import.meta.url)

export const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[])

const notation = /^(NO|NA|NE|IE|C)$/

/** Where two runs differ, bit by bit; nothing where they are the same. Much faster than `toEqual` over columns. */
export const differenceOf = (a: Run, b: Run): string | undefined => {
  if (a.refused !== b.refused) return `${a.refused} and ${b.refused} rows are refused`
  const columns = ({ values, sums, failed }: Run) => [...values, ...sums, failed]
  const [left, right] = [columns(a), columns(b)]
  if (left.length !== right.length) return `${left.length} and ${right.length} columns`
  for (const [index, column] of left.entries()) {
    const other = right[index] as typeof column
    if (column.length !== other.length) return `${column.length} and ${other.length} rows`
    for (let row = 0; row < column.length; row++)
      if (!Object.is(column[row], other[row])) return `column ${index}, row ${row}: ${column[row]} and ${other[row]}`
  }
  return undefined
}

/** Every single value that was given becomes a column of `rows` equal rows. */
export const asColumns = (
  given: unknown,
  rows: number,
  vary: (value: number) => number = (value) => value,
): BatchGiven => {
  const again = (each: unknown) => asColumns(each, rows, vary)
  if (typeof given === 'string' && notation.test(given)) return given
  if (typeof given === 'number' || typeof given === 'string') {
    const [, number = '', unit = ''] = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(String(given)) ?? []
    if (number === '') return new Array<string>(rows).fill(String(given))
    const values = Float64Array.from({ length: rows }, () => vary(Number(number)))
    return unit === '' ? values : { values, unit }
  }
  if (typeof given !== 'object' || given === null) return given as null
  if ('from' in given && 'values' in given)
    return { ...given, values: (given.values as unknown[]).map(again) } as BatchGiven
  if ('value' in given && 'unit' in given && Object.keys(given).length === 2)
    return again(`${given.value} ${given.unit === '1' ? '' : given.unit}`.trim())
  if (Array.isArray(given) || 'over' in given) return given as BatchGiven
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, again(each)]))
}
