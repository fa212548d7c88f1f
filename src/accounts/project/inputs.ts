import type { Problems } from '../../core/errors'
import type { FactorNode, Node } from '../../core/graph'
import type { AnyMethod, MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import type { Given } from '../../uses/exact'
import { knownLabels, type OwnFactors } from './factors'
import { type Input, isColumn, isLost, optionsOf, own, type Tables } from './files'
import { checkCombinations, checkGaps, intoYears, labelsIn } from './gaps'
import type { Parsed } from './parse'
import type { Years } from './periods'
import type { ColumnInput, Project } from './schema'
import { inProject } from './stated'
import { type Frame, type ReadInput, readColumn, readNested } from './table'

const factorAt = (graph: MethodGraph, path: string): FactorNode | undefined =>
  graph.factors.find((node) => node.path === path && !path.startsWith('gwp/'))

/** The input or factor of a name. */
export const nodeOf = (graph: MethodGraph, name: string): Node | undefined =>
  graph.leaves.get(name) ?? factorAt(graph, name)

/** Names that the measure does not have, and those that it needs. */
export const checkNames = (method: AnyMethod, { project, lost }: Parsed, problems: Problems): void => {
  const graph = method.graph()
  const known = [
    ...graph.leaves.keys(),
    ...graph.factors.map(({ path }) => path).filter((path) => !path.startsWith('gwp/')),
  ]
  const unknown = Object.keys(project.inputs).filter((name) => !known.includes(name))
  for (const name of unknown) {
    const hint = didYouMean(name, known)
    problems.add('input.unknown', `${method.id} has no input "${name}"`, {
      at: inProject(name),
      found: `"${name}"`,
      expected: [...graph.leaves.keys()].join(', '),
      ...(hint ? { hint } : {}),
    })
  }
  const meant = unknown.flatMap((name) => didYouMean(name, known) ?? []).join(' ')
  for (const [name, node] of graph.leaves) {
    const needed = (node.kind === 'input' || node.kind === 'category') && node.default === undefined && !node.optional
    if (
      !needed ||
      Object.hasOwn(project.inputs, name) ||
      lost.has(`inputs.${name}`) ||
      lost.has('inputs') ||
      meant.includes(`"${name}"`)
    )
      continue
    problems.add('input.missing', `${method.id} needs "${name}"`, { at: inProject(name), expected: node.title ?? name })
  }
}

/** One value for all labels; undefined where values stand by label. */
export const plain = (input: Exclude<Input, ColumnInput>): Given => {
  if (typeof input !== 'object' || input === null) return input as Given
  return ('value' in input ? input.value : (input as { values: unknown }).values) as Given
}

const isNested = (input: Input): input is Exclude<Input, ColumnInput> =>
  !isColumn(input) && typeof plain(input) === 'object'

/** Reads every input that stands by label, in a table or in the project file. */
const readInputs = (
  { project, lost }: Parsed,
  graph: MethodGraph,
  tables: Tables,
  frame: Frame,
  names: readonly string[],
  problems: Problems,
): ReadInput[] =>
  names.flatMap((name): ReadInput[] => {
    const [input, node] = [project.inputs[name] as Input, nodeOf(graph, name)]
    if (!node) return []
    if (isNested(input)) return [checkGaps(readNested(name, plain(input), node, frame, problems), frame, problems)]
    const table = isColumn(input) && !isLost(lost, input.file) ? own(tables, input.file) : undefined
    if (!isColumn(input) || !table) return []
    const read = readColumn(name, input, node, table, optionsOf(project, input.file), frame, problems)
    return [input.into ? intoYears(read, frame, problems) : checkGaps(read, frame, problems)]
  })

/**
 * Reads all inputs, those that stand for factors first: which labels others may name depends on them. Then every
 * combination of labels must be there.
 */
export const readAll = (
  parsed: Parsed,
  graph: MethodGraph,
  tables: Tables,
  years: Years,
  gwp: string | undefined,
  factors: OwnFactors,
  problems: Problems,
): ReadInput[] => {
  const names = Object.keys(parsed.project.inputs)
  const forFactors = names.filter((name) => nodeOf(graph, name)?.kind === 'factor')
  const open: Frame = { ...years, labelsOf: () => undefined }
  const given = readInputs(parsed, graph, tables, open, forFactors, problems)
  const forAll = forFactors.filter((name) => !given.some((read) => read.name === name))
  const frame = factors.whole ? { ...open, labelsOf: knownLabels(graph, gwp, factors, given, forAll) } : open
  const others = names.filter((name) => !forFactors.includes(name))
  const reads = [...given, ...readInputs(parsed, graph, tables, frame, others, problems)]
  if (years.years.length > 0) checkCombinations(reads, labelsIn(reads), frame, problems)
  return reads
}

const tidy = ({ cells }: ReadInput): Given =>
  cells.map(({ labels, value, unit }) => ({ ...labels, value, ...(unit ? { unit } : {}) }))

/** What the evaluation is given: tables and tables made of labels as rows, single values as they are. */
export const givenInputs = (
  project: Project,
  graph: MethodGraph,
  reads: readonly ReadInput[],
): Record<string, Given> => {
  const inputs: Record<string, Given> = {}
  for (const [name, input] of Object.entries(project.inputs)) {
    const read = reads.find((each) => each.name === name)
    if (!nodeOf(graph, name) || (read && read.cells.length === 0)) continue
    if (read?.from || (read && read.lost.length > 0)) inputs[name] = tidy(read)
    else if (!isColumn(input)) inputs[name] = plain(input)
  }
  return inputs
}
