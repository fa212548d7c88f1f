import { setImmediate } from 'node:timers/promises'
import type { AnyMethod } from '../../src/core/method'
import { compareRows, type Outcome } from './compare'
import { type Drawn, tasksFor } from './draw'
import { publishedFor } from './published'
import { type Reference, referenceOf } from './reference'
import type { Conforming, Task } from './task'

/** One cell of the matrix: a method through a use. */
export interface Cell {
  readonly method: string
  readonly use: string
  readonly cases: number
  readonly random: number
  readonly worst: number
  readonly amplification: number
  readonly failed: readonly string[]
}

/** What was tried of a method, whatever the use. */
export interface Tried {
  readonly method: string
  readonly rows: number
  readonly refused: number
  /** The share of rows drawn to be accepted that the exact evaluation refuses. */
  readonly rejected: number
  readonly near: number
  readonly branches: { readonly taken: number; readonly all: number; readonly missed: readonly string[] }
}

/** With more rows, until every branch was taken. */
const covering = (task: Drawn): [Drawn, Reference] => {
  let rows = task.rows
  for (let times = 0; ; times++) {
    const covered = { ...task, rows }
    const reference = referenceOf(covered)
    if (reference.branches.missed.length === 0 || times === 4) return [covered, reference]
    rows = [...rows, ...Array.from({ length: rows.length }, task.draw)]
  }
}

const sample = (task: Task, most: number): Task => ({ ...task, rows: task.rows.slice(0, most) })

const outcome = async (task: Task, reference: Reference, use: Conforming): Promise<Outcome> => {
  try {
    return compareRows(task, await use.run(task), reference, use.tolerance)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { rows: 0, worst: 0, amplification: 0, failed: [`${task.method.id}, ${task.name}: ${text}`] }
  }
}

/** What random rows alone cannot show: that the figures are those of the source. */
const withoutCases = (method: AnyMethod): string =>
  `${method.id} has no case in test/cases: add one that is published or derived (CONTRIBUTING.md, "Add a method", steps 3 and 4)`

/** All that a method is tried with, and what must come out. */
export interface Trial {
  readonly method: AnyMethod
  readonly published: readonly Task[]
  readonly drawn: readonly Drawn[]
  readonly references: ReadonlyMap<Task, Reference>
}

/** Every case of a method, and `random` rows and more, until every branch is taken. */
export const trialOf = (method: AnyMethod, random: number): Trial => {
  const published = publishedFor(method)
  const covered = tasksFor(method, random).map(covering)
  const ofCases = published.map((task): [Task, Reference] => [task, referenceOf(task)])
  return { method, published, drawn: covered.map(([task]) => task), references: new Map([...covered, ...ofCases]) }
}

/** A method through a use; at most `slowCases` of its cases where the use is slow. */
export const cellOf = async (trial: Trial, use: Conforming, slowCases = Number.POSITIVE_INFINITY): Promise<Cell> => {
  const { method, published, drawn, references } = trial
  const most = use.most ?? Number.POSITIVE_INFINITY
  const through = async (tasks: readonly Task[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = []
    for (const task of tasks) {
      // a use in this process would keep the answers of the others waiting
      await setImmediate()
      outcomes.push(await outcome(sample(task, most), references.get(task) as Reference, use))
    }
    return outcomes
  }
  const cases = await through(use.slow ? published.slice(0, slowCases) : published)
  const rows = await through(drawn)
  const all = [...cases, ...rows]
  const count = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, each) => sum + each.rows, 0)
  return {
    method: method.id,
    use: use.name,
    cases: count(cases),
    random: count(rows),
    worst: Math.max(0, ...all.map(({ worst }) => worst)),
    amplification: Math.max(0, ...all.map(({ amplification }) => amplification)),
    failed: [...(published.length === 0 ? [withoutCases(method)] : []), ...all.flatMap(({ failed }) => failed)],
  }
}

export const triedOf = ({ method, drawn, references }: Trial): Tried => {
  const tries = drawn.map((task) => references.get(task) as Reference)
  const sum = (of: (each: Reference) => number): number => tries.reduce((total, each) => total + of(each), 0)
  return {
    method: method.id,
    rows: sum(({ rows }) => rows.length),
    refused: sum(({ rows }) => rows.filter((row) => row === undefined).length),
    rejected:
      drawn.reduce((total, { draws }) => total + draws.rejected, 0) /
      drawn.reduce((total, { draws }) => total + draws.drawn, 0),
    near: sum(({ near }) => near.size),
    branches: {
      taken: sum(({ branches }) => branches.taken),
      all: sum(({ branches }) => branches.all),
      missed: tries.flatMap(({ branches }) => branches.missed),
    },
  }
}
