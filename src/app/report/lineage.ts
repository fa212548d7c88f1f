import type { NodeJson } from '../../core/graph'
import type { StoredResult } from '../../uses/exact'

type Stored<K extends 'steps' | 'inputs' | 'factors'> = StoredResult[K][number]

/** Where in a document a step stands, and under which name its method was put into the measure. */
export interface Origin {
  readonly method: string
  readonly path: string
  readonly document: string
  readonly locator: string
}

/** A step with what it was computed from directly. */
export interface TracedStep {
  readonly step: Stored<'steps'>
  readonly origin: Origin
  /** The outputs that it is. */
  readonly outputs: readonly string[]
  readonly steps: readonly Stored<'steps'>[]
  readonly inputs: readonly Stored<'inputs'>[]
  readonly factors: readonly Stored<'factors'>[]
}

/** Steps of one role, data first. */
export interface TracedRole {
  readonly role: string
  readonly steps: readonly TracedStep[]
}

/** The nodes that a part of the stored graph refers to. */
export const references = (value: unknown, groups: readonly unknown[]): number[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => references(each, groups))
  const { node, group } = value as { node?: unknown; group?: unknown }
  const alone = Object.keys(value).length === 1
  if (typeof node === 'number' && alone) return [node]
  if (typeof group === 'number' && alone) return references(groups[group], groups)
  return Object.values(value).flatMap((each) => references(each, groups))
}

/**
 * The steps of a stored result by the role that they were computed for, each once, data first, with what each was
 * computed from. Read from the graph that the result holds.
 */
export const trace = ({ graph, outputs, steps, inputs, factors, method }: StoredResult): readonly TracedRole[] => {
  const stepAt = new Map(steps.map((step) => [step.node, step]))
  const inputAt = new Map(inputs.map((input) => [input.node, input]))
  const factorAt = new Map(factors.map((factor) => [factor.node, factor]))
  const operands = graph.nodes.map((node) => [...new Set(references(node, graph.groups))])
  const names = new Map<number, string[]>()
  for (const name of Object.keys(outputs)) {
    const at = graph.outputs[name] as number
    names.set(at, [...(names.get(at) ?? []), name])
  }

  const usesOf = (from: number): number[] => {
    const found: number[] = []
    const seen = new Set<number>()
    const visit = (at: number): void => {
      if (seen.has(at)) return
      seen.add(at)
      if (stepAt.has(at) || inputAt.has(at) || factorAt.has(at)) found.push(at)
      else for (const each of operands[at] ?? []) visit(each)
    }
    for (const each of operands[from] ?? []) visit(each)
    return found.filter((at) => at !== from).sort((a, b) => a - b)
  }

  const own: Origin = { method: method.id, path: '', document: method.source.document, locator: method.source.locator }
  const seen = new Set<number>()
  const byRole = new Map<string, TracedStep[]>()
  const visit = (at: number, scope: readonly Origin[], role: string): void => {
    if (seen.has(at)) return
    seen.add(at)
    const node = graph.nodes[at] as NodeJson
    for (const each of operands[at] ?? []) visit(each, within(node, scope), role)
    const step = stepAt.get(at)
    if (!step) return
    const uses = usesOf(at)
    byRole.set(role, [
      ...(byRole.get(role) ?? []),
      {
        step,
        origin: scope.at(-1) ?? own,
        outputs: names.get(at) ?? [],
        steps: uses.flatMap((each) => stepAt.get(each) ?? []),
        inputs: uses.flatMap((each) => inputAt.get(each) ?? []),
        factors: uses.flatMap((each) => factorAt.get(each) ?? []),
      },
    ])
  }
  for (const [name, output] of Object.entries(outputs)) {
    visit(graph.outputs[name] as number, [own], output.derived ? 'reduction' : (output.role ?? 'result'))
  }
  return [...byRole].map(([role, traced]) => ({ role, steps: traced }))
}

/** A call leads into its method; what was passed to it belongs to the caller again. */
const within = (node: NodeJson, scope: readonly Origin[]): readonly Origin[] => {
  if (node.kind === 'argument') return scope.length > 1 ? scope.slice(0, -1) : scope
  if (node.kind !== 'call') return scope
  const { method, path, source } = node as unknown as {
    method: string
    path: string
    source: { document: string; locator: string }
  }
  return [...scope, { method, path, ...source }]
}
