import { fail, MrvError } from '../errors'
import { type Dimension, Expression, facts, type Node, named } from '../graph'
import { hasSubstance } from '../quantity'
import { gasKey, gasOf, isBiogenicCo2 } from './gas'
import type { Output, Role } from './output'

const substanceDims = (dims: readonly Dimension[]): string[] =>
  dims.filter(({ substance }) => substance).map(({ name }) => name)

/** The greenhouse gas of a value, or the dimension of gases. */
export const gasOfNode = (node: Node): string | undefined => {
  const known = facts(node)
  return known.type === 'quantity' ? gasOf(known.unit, substanceDims(known.dims)) : undefined
}

/** Summed over every dimension but time and gas; a fuel whose name is no gas is no gas dimension. */
const total = (node: Node): Expression<string> => {
  let sum = new Expression<string>(node)
  const { dims, unit } = facts(node)
  for (const dim of dims)
    if (dim.sort !== 'time' && !(dim.substance && hasSubstance(unit, dim.name))) sum = sum.sum(dim)
  return sum
}

/** The GWP of a gas, or of each gas of a dimension; bound by the set that the context names. */
const gwp = (gas: string, dims: readonly Dimension[]): Expression<string> => {
  const over = dims.filter((dim) => dim.substance && dim.name === gas)
  return new Expression(
    Object.freeze({
      kind: 'factor',
      name: 'GWP',
      symbol: 'GWP',
      title: `Global warming potential of ${gas}`,
      path: `gwp/${gas}`,
      unit: `kg CO2e/kg ${gas}`,
      over,
      parameter: 'GWP',
      query: {},
      by: {},
      labelled: [],
      within: { tables: [], admits: {} },
    }),
  )
}

const toCo2e = (node: Node, gas: string): Expression<string> => {
  const sum = total(node)
  if (gas === 'CO2e') return sum
  const dims = facts(sum.node).dims
  const weighted = sum.times(gwp(gas, dims))
  const over = dims.find((dim) => dim.substance && dim.name === gas)
  return over ? weighted.sum(over) : weighted
}

const add = (terms: readonly Expression<string>[]): Expression<string> | undefined =>
  terms.reduce<Expression<string> | undefined>((sum, term) => (sum ? sum.plus(term) : term), undefined)

const co2e = (outputs: readonly Output[]): Expression<string> | undefined =>
  add(
    outputs.flatMap(({ node }) => {
      const gas = gasOfNode(node)
      return gas && !isBiogenicCo2(gas) ? [toCo2e(node, gas)] : []
    }),
  )

const output = (name: string, title: string, of: Expression<string>, role?: Output['role'], unit?: string): Output => {
  const { node } = named(title, 'derived', of, unit ? { unit } : {})
  facts(node)
  return { name, node, derived: true, ...(role ? { role } : {}) }
}

interface Derived {
  readonly outputs: readonly Output[]
  readonly structuralZeros: readonly string[]
  readonly co2eProblem?: string
}

const plainDerived = (given: readonly Output[]): Derived => {
  try {
    const sum = co2e(given)
    if (!sum) return { outputs: [], structuralZeros: [], co2eProblem: 'none of its outputs is a greenhouse gas' }
    return { outputs: [output('co2e', 'CO2 equivalent', sum)], structuralZeros: [] }
  } catch (error) {
    if (!(error instanceof MrvError)) throw error
    return { outputs: [], structuralZeros: [], co2eProblem: error.message }
  }
}

const counted: readonly Role[] = ['baseline', 'project', 'leakage']

const difference = (parts: readonly (Expression<string> | undefined)[]): Expression<string> => {
  const [first, ...rest] = parts
  const less = add(rest.filter((part) => part !== undefined))
  if (first) return less ? first.minus(less) : first
  return less ? less.negate() : fail('graph.invalid', 'a measure needs an output of a greenhouse gas')
}

const measureDerived = (given: readonly Output[]): Derived => {
  const gases = [
    ...new Set(
      given
        .filter(({ role }) => role !== 'benefit')
        .flatMap(({ node }) => gasOfNode(node) ?? [])
        .filter((gas) => !isBiogenicCo2(gas)),
    ),
  ]
  if (gases.length === 0) fail('graph.invalid', 'a measure needs an output of a greenhouse gas')
  const outputs: Output[] = []
  const structuralZeros: string[] = []
  for (const gas of gases) {
    const formula = gas.split(' (')[0]
    const severalOrigins = gases.filter((other) => other.split(' (')[0] === formula).length > 1
    const key = gasKey(gas, severalOrigins)
    const parts = counted.map((role) => {
      const sum = add(
        given.filter((each) => each.role === role && gasOfNode(each.node) === gas).map(({ node }) => total(node)),
      )
      if (!sum) structuralZeros.push(`${role}.${key}`)
      return sum
    })
    const shown = given.find(({ role, node }) => role !== 'benefit' && gasOfNode(node) === gas) as Output
    outputs.push(
      output(`reduction.${key}`, `Reduction of ${gas}`, difference(parts), 'reduction', facts(shown.node).unit.text),
    )
  }
  const totals = counted.map((role) => co2e(given.filter((each) => each.role === role)))
  for (const [index, role] of counted.entries()) {
    const sum = totals[index]
    if (sum) outputs.push(output(`${role}.co2e`, `CO2 equivalent, ${role}`, sum, role))
  }
  const reduction = output('reduction.co2e', 'Reduction of CO2 equivalent', difference(totals), 'reduction')
  outputs.push(reduction, { name: 'co2e', node: reduction.node, derived: true, role: 'reduction' })
  return { outputs, structuralZeros }
}

/**
 * What every method gains: CO2e of its gases; for a measure the reduction (baseline − project − leakage) by gas and in
 * CO2e. Each role is first summed over every dimension but time and gas. Biogenic CO2 and benefits stay outside.
 */
export const derivedOutputs = (given: readonly Output[]): Derived =>
  given.some(({ role }) => role) ? measureDerived(given) : plainDerived(given)
