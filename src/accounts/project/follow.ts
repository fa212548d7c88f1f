import type { Place, Problem } from '../../core/errors'
import type { MethodGraph } from '../../core/method'
import { declaredOf } from '../../uses/exact'
import { isColumn, own } from './files'
import { agree, nearestRow } from './gaps'
import type { Parsed } from './parse'
import type { Project } from './schema'
import type { ReadInput } from './table'

/** Where a problem of the evaluation stands: a row of a table, or a part of the project file. */
export const placeOf = ({ at }: Problem, project: Project, graph: MethodGraph, reads: readonly ReadInput[]): Place => {
  const { input, labels = {} } = at
  const read = reads.find(({ name }) => name === input)
  if (read?.from) {
    const { labels: _labels, ...row } = nearestRow(read, labels)
    return { ...at, ...row, ...(read.from.column ? { column: read.from.column } : {}) }
  }
  const stands = input !== undefined && (Object.hasOwn(project.inputs, input) || graph.leaves.has(input))
  return (stands ? undefined : rowOfLabel(at, reads)) ?? { ...at, file: 'project' }
}

/** Where a factor was not found for a label: the first row that brings the label. */
const rowOfLabel = (at: Place, reads: readonly ReadInput[]): Place | undefined => {
  const { labels = {} } = at
  for (const read of reads) {
    const sets = declaredOf(read.node).over.filter(({ sort }) => sort !== 'time')
    const shared = sets.find(({ name }) => read.from && read.cells.some((cell) => cell.labels[name] === labels[name]))
    const column = shared && read.from?.over[shared.name]
    if (column === undefined) continue
    const { file, row } = nearestRow(read, labels)
    return { ...at, ...(file === undefined ? {} : { file }), ...(row === undefined ? {} : { row }), column }
  }
  return undefined
}

const isMissing = ({ code }: Problem): boolean => code === 'input.missing' || code === 'label.missing'

/** Whether what is known to be wrong leaves it open which GWP set and which factors hold. */
interface Sure {
  readonly gwp: boolean
  readonly factors: boolean
}

/** What the evaluation finds that does not merely follow from what is known to be wrong. */
export const newProblems = (
  found: readonly Problem[],
  known: readonly Problem[],
  parsed: Parsed,
  sure: Sure,
  reads: readonly ReadInput[],
): Problem[] => {
  const broken = new Set([...known, ...found.filter((problem) => !isMissing(problem))].map(({ at }) => at.input))
  const follows = (problem: Problem): boolean => {
    const { code, at } = problem
    const lost = reads.find(({ name }) => name === at.input)?.lost ?? []
    if (code === 'factor.missing') return !sure.factors
    if (code === 'gwp.missing') return !sure.gwp
    if (isMissing(problem)) return broken.has(at.input) || lost.length > 0 || isUnread(at.input, parsed, reads)
    // a row that could not be read may hold the rest of the sum
    if (code === 'input.sum') {
      const all = known.some((other) => other.at.input === at.input && other.at.row === undefined)
      return all || isUnread(at.input, parsed, reads) || lost.some(({ labels }) => agree(labels, at.labels ?? {}))
    }
    // of a dimension as a whole, where the rows of its inputs were checked one by one
    return known.length > 0 && /^period\.(gap|invalid)$/.test(code) && at.row === undefined
  }
  return found.filter((problem) => !follows(problem))
}

/** An input that was left out, or whose table is not there or has nothing that could be read. */
const isUnread = (name: string | undefined, { project, lost }: Parsed, reads: readonly ReadInput[]): boolean => {
  const input = name === undefined ? undefined : own(project.inputs, name)
  if (lost.has(`inputs.${name}`)) return true
  return input !== undefined && isColumn(input) && !reads.some((read) => read.name === name && read.cells.length > 0)
}

/** What makes a problem another one: its place; where it has no row, its words too. */
const keyOf = ({ code, message, at: { file, row, column, input, labels } }: Problem): string =>
  JSON.stringify(row === undefined ? [code, file, input, labels, message] : [code, file, row, column])

/** The same thing is said once: of several gases or roles, the first. */
export const distinct = (problems: readonly Problem[]): Problem[] => {
  const first = new Map<string, Problem>()
  for (const problem of problems) if (!first.has(keyOf(problem))) first.set(keyOf(problem), problem)
  return [...first.values()]
}
