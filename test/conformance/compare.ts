import type { Reference } from './reference'
import type { Row, Task } from './task'

export interface Outcome {
  /** Rows that were compared. */
  readonly rows: number
  /** The largest |a − b| / s. */
  readonly worst: number
  /** The largest s / |value|. */
  readonly amplification: number
  readonly failed: readonly string[]
}

/** Compares what a use gives with the exact rows, cell by cell: |a − b| ≤ tolerance × s. */
export const compareRows = (task: Task, found: readonly Row[], reference: Reference, tolerance: number): Outcome => {
  const failed: string[] = []
  let rows = 0
  let worst = 0
  let amplification = 0
  const say = (row: number, text: string): void =>
    void failed.push(`${task.method.id}, ${task.name}, row ${row + 1}: ${text}`)
  if (found.length > task.rows.length) say(found.length - 1, 'there are more rows than were given')
  for (const [index, row] of found.entries()) {
    if (reference.near.has(index)) continue
    rows++
    const expected = reference.rows[index]
    const scales = reference.scales[index]
    if (!row || !expected || !scales) {
      if (row && !expected) say(index, 'was accepted and must be refused')
      if (!row && expected) say(index, 'was refused and must be accepted')
      continue
    }
    for (const name of new Set([...Object.keys(expected), ...Object.keys(row)])) {
      const [wanted, got] = [expected[name] ?? [], row[name] ?? []]
      if (wanted.length !== got.length) {
        say(index, `${name} has ${got.length} values instead of ${wanted.length}`)
        continue
      }
      for (const [at, value] of wanted.entries()) {
        const scale = Math.max(scales[name]?.[at] ?? 0, Number.MIN_VALUE)
        const off = Math.abs((got[at] as number) - value) / scale
        if (!(off <= tolerance)) say(index, `${name}[${at}] is ${got[at]} instead of ${value}`)
        else worst = Math.max(worst, off)
        if (value !== 0) amplification = Math.max(amplification, scale / Math.abs(value))
      }
    }
  }
  return { rows, worst, amplification, failed }
}
