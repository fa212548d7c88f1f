import type { Problems } from '../../core/errors'
import { facts, type Node } from '../../core/graph'
import type { MethodGraph } from '../../core/method'
import { didYouMean } from '../../core/nearest'
import { mismatch, parseDecimal, parseUnit } from '../../core/quantity'
import type { Period } from '../../data/periods'
import type { Comparison, Project } from './schema'

/** The unit of a published figure without its `/d`, where it is per day. */
export const amountOf = ({ unit, perDay }: Comparison): string => (perDay ? unit.replace(/\/(d|day|days)$/, '') : unit)

const withoutSet = (unit: string): string => unit.replace(/CO2e \([^()]*\)/, 'CO2e')

const figureOf = (graph: MethodGraph, figure: string): Node | undefined => {
  if (figure.startsWith('input.')) return graph.leaves.get(figure.slice('input.'.length))
  return graph.outputs.find(({ name }) => name === figure)?.node
}

/** Published figures that a run is compared with: numbers, units that fit, figures and years that there are. */
export const checkCompare = (
  { compare }: Project,
  graph: MethodGraph,
  years: readonly Period[],
  problems: Problems,
): void => {
  for (const [index, row] of compare.entries()) {
    const at = (name: string) => ({ file: 'project', input: `compare.${index}.${name}` })
    const unit = problems.try(() => parseUnit(withoutSet(amountOf(row))), at('unit'))
    // a claim that is only shown may be in words
    if (row.figure === undefined) continue
    problems.try(() => parseDecimal(row.published), at('published'))
    const node = figureOf(graph, row.figure)
    const known = facts(node ?? (graph.outputs[0] as { node: Node }).node)
    if (!node || known.type !== 'quantity') {
      const names = [
        ...graph.outputs.map(({ name }) => name),
        ...[...graph.leaves].filter(([, leaf]) => leaf.kind !== 'category').map(([name]) => `input.${name}`),
      ]
      const hint = didYouMean(row.figure, names)
      problems.add('project.invalid', `There is no figure "${row.figure}"`, {
        at: at('figure'),
        found: `"${row.figure}"`,
        expected: names.join(', '),
        ...(hint ? { hint } : {}),
      })
      continue
    }
    const why = unit && mismatch(unit, known.unit)
    if (why)
      problems.add(
        why === 'they measure different things' ? 'unit.differs' : 'unit.substance',
        `The figure is in another unit: ${why}`,
        { at: at('unit'), found: `"${row.unit}"`, expected: `"${known.unit.text}${row.perDay ? '/d' : ''}"` },
      )
    const time = known.dims.find(({ sort }) => sort === 'time')?.name
    for (const name of Object.keys(row.at ?? {})) {
      if (name !== time)
        problems.add('project.invalid', `"${name}" is not the time of the figure`, {
          at: at(`at.${name}`),
          expected: time ?? 'nothing',
        })
    }
    const year = time === undefined ? undefined : row.at?.[time]
    if (time === undefined || years.length === 0 || years.some(({ label }) => label === year)) continue
    problems.add('period.invalid', 'The figure is of no year of the project', {
      at: at(`at.${time}`),
      found: year === undefined ? 'nothing' : `"${year}"`,
      expected: `${years[0]?.label} to ${years.at(-1)?.label}`,
    })
  }
}
