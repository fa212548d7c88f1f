import type { Problem, Problems } from '../../core/errors'
import type { FactorNode } from '../../core/graph'
import { mismatch, parseUnit, replaceSubstance, sameParts, type Unit } from '../../core/quantity'
import type { FactorRow, FactorTable } from '../../data/factors'
import { isGwp } from './binding'

/** What a factor can ask of a row, but for its unit: the parameter, and what the row is for, by name. */
export const asksByName = (node: FactorNode, row: FactorRow): boolean => {
  if (isGwp(node) || node.parameter !== row.parameter) return false
  const names = [...Object.keys(node.query), ...node.labelled, ...Object.keys(node.by)]
  if (names.length !== Object.keys(row.selectors).length || !names.every((name) => name in row.selectors)) return false
  return Object.entries(node.query).every(([name, label]) => row.selectors[name] === label)
}

/** What stands above the line, without origin or basis: `CH4` of `g CH4 (biogenic)/kg waste (wet)`. */
const numerator = (unit: Unit): string =>
  (unit.written.find(({ power }) => power > 0)?.substance ?? '').replace(/ \([^()]*\)$/, '')

/** The unit that a row must have, with the row's own labels in the place of the names of dimensions. */
const wantedUnit = (node: FactorNode, row: FactorRow, unit: Unit): Unit => {
  let wanted = parseUnit(node.unit)
  for (const { name, substance } of node.over) {
    const above = unit.written.find(({ power }) => power > 0)?.substance
    const label = row.selectors[name] ?? above
    if (substance && label) wanted = replaceSubstance(wanted, name, label)
  }
  return wanted
}

/**
 * Why a row that states what a factor asks for cannot stand for it: it has another unit, substance or basis. Undefined
 * if it fits, if no factor asks for it, or if it is for another gas, of which the factors say nothing.
 */
export const unitProblem = (factors: readonly FactorNode[], row: FactorRow): Problem | undefined => {
  const asking = factors.filter((node) => asksByName(node, row))
  if (asking.length === 0) return undefined
  const figures = asking.filter(({ labels }) => !labels)
  const expected = [...new Set(figures.map(({ unit }) => `"${unit}"`))].join(' or ') || 'no unit'
  const problem = (code: Problem['code'], why: string, node?: FactorNode): Problem => ({
    code,
    message: `The row states what "${(node ?? asking[0])?.path}" asks for, but ${why}`,
    at: { column: 'unit' },
    found: row.unit ? `"${row.unit}"` : 'no unit',
    expected: node ? `"${node.unit}"` : expected,
    hint: 'State it in such a unit; a basis or substance is converted by hand, not by the library.',
  })
  if (row.unit === undefined)
    return figures.length === asking.length ? problem('unit.differs', 'has no unit') : undefined
  if (figures.length === 0) return problem('unit.differs', 'it asks for a choice, which has no unit')
  const unit = parseUnit(row.unit)
  const wanted = figures.map((node) => wantedUnit(node, row, unit))
  if (
    figures.some(({ unit: text }, index) =>
      [parseUnit(text), wanted[index] as Unit].some((each) => sameParts(each, unit)),
    )
  )
    return undefined
  const above = numerator(unit)
  const meant = wanted.findIndex((each) => above === '' || numerator(each) === above)
  if (meant < 0) return undefined
  const why = mismatch(wanted[meant] as Unit, unit) as string
  return problem(why === 'they measure different things' ? 'unit.differs' : 'unit.substance', why, figures[meant])
}

/** Own rows of the context that a factor of the method asks for in another unit, all of them. */
export const checkOwnUnits = (
  factors: readonly FactorNode[],
  tables: readonly FactorTable[],
  problems: Problems,
): void => {
  for (const { source, rows } of tables)
    for (const [index, row] of source.id === 'project' ? rows.entries() : []) {
      const problem = unitProblem(factors, row)
      if (problem) problems.list.push({ ...problem, at: { row: index + 1, ...problem.at } })
    }
}
