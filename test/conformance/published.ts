import { readCases } from '../../scripts/validation.mjs'
import type { Node } from '../../src/core/graph'
import type { AnyMethod } from '../../src/core/method'
import { type Context, declaredOf } from '../../src/uses/evaluation'
import { evaluate, type StoredResult } from '../../src/uses/exact'
import type { Leaf, Task } from './task'

type Nested = string | null | { readonly [label: string]: Nested }

const cellsOf = (value: Nested, labels: readonly string[] = []): [readonly string[], string][] => {
  if (value === null) return []
  if (typeof value === 'string') return [[labels, value]]
  return Object.entries(value).flatMap(([label, inner]) => cellsOf(inner, [...labels, label]))
}

/** Inputs as `evaluate` takes them, as a task of one row. */
export const taskOf = (method: AnyMethod, name: string, inputs: object, context: Context): Task => {
  const stored = evaluate(method as never, inputs as never, context).toJSON() as StoredResult
  const { leaves } = method.graph()
  // an inner method that is used twice asks twice for one input
  const given = [...new Map(stored.inputs.map((each) => [each.name, each])).values()]
  const cells = given.flatMap(({ name, value }) => {
    const node = (leaves.get(name) ?? method.graph().factors.find(({ path }) => path === name)) as Node
    const { over, labels: choices } = declaredOf(node)
    const dims = over.map((dim) => dim.name)
    return cellsOf(value as Nested).map(([labels, text]): [Leaf, string] => [
      { input: name, labels, dims, ...(choices ? { choices } : {}) },
      text,
    ])
  })
  return { name, method, context, leaves: cells.map(([leaf]) => leaf), rows: [cells.map(([, text]) => text)] }
}

/** The cases of test/cases for a method, each a task of one row. */
export const publishedFor = (method: AnyMethod): Task[] =>
  readCases()
    .filter((each) => each.method === method.id)
    .map(({ id, inputs, context }) => taskOf(method, id, inputs, context as Context))
