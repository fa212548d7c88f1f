import type { AnyMethod } from '../../src/core/method'
import type { Context } from '../../src/uses/evaluation'

/** One value of a row: an input or factor of a method, at one label of each of its dimensions. */
export interface Leaf {
  readonly input: string
  readonly labels: readonly string[]
  readonly dims: readonly string[]
  /** The labels that it may have, where it is a category. */
  readonly choices?: readonly string[]
}

/** Rows of one shape for one method: the same leaves in each row, values as decimal text or labels. */
export interface Task {
  readonly name: string
  readonly method: AnyMethod
  readonly context: Context
  readonly leaves: readonly Leaf[]
  readonly rows: readonly (readonly string[])[]
}

type Nested<T> = T | { readonly [label: string]: Nested<T> }

/** Inputs as `evaluate` takes them, with `at(leaf)` wherever a single value stands. */
export const place = <T>({ leaves }: Task, at: (leaf: number) => T): Record<string, Nested<T>> => {
  const inputs: Record<string, Nested<T>> = {}
  for (const [index, { input, labels }] of leaves.entries()) {
    let into = inputs as Record<string, Nested<T>>
    let name = input
    for (const label of labels) {
      into[name] ??= {} as Nested<T>
      into = into[name] as Record<string, Nested<T>>
      name = label
    }
    into[name] = at(index)
  }
  return inputs
}

/** The outputs of one row, cell by cell in the order of their labels; undefined where the row is refused. */
export type Row = Readonly<Record<string, readonly number[]>> | undefined

/** A use under test: computes all rows of a task as one table. */
export interface Conforming {
  readonly name: string
  /** How far it may be off, as a part of the sum of magnitudes. */
  readonly tolerance: number
  /** Fewer rows where the use cannot have many, such as a file a row. */
  readonly most?: number
  /** Each case takes it seconds. */
  readonly slow?: true
  run(task: Task): readonly Row[] | Promise<readonly Row[]>
  /** Ends what `run` has started. */
  stop?(): void | Promise<void>
}
