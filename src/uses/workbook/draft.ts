import { MrvError, Problems } from '../../core/errors'
import { type Dimension, facts, type Node } from '../../core/graph'
import type { AnyMethod } from '../../core/method'
import { parseRatio } from '../../core/quantity'
import type { FactorTable } from '../../data/factors'
import { assemble, type Context, type Evaluation, type Given, Operation, requireOutputs, Symbolic } from '../evaluation'
import { Formulas, type Place } from './formula'
import { type LeafBlock, Leaves, type RowUse } from './leaves'
import { type Area, areaAt, cellAt, Names } from './names'
import { type Shape, shapeOf } from './shape'
import { type CheckCell, checksOf, type OutputBlock, outputsOf, type StepBlock, stepsOf } from './steps'

/** The sheets, in their order; the last is hidden and holds what the workbook was written from. */
export const sheetNames = {
  summary: 'Summary',
  inputs: 'Inputs',
  calculation: 'Calculation',
  factors: 'Factors',
  checks: 'Checks',
  record: 'citymrv',
} as const

/** What a caller may add to the figures. */
export interface WorkbookOptions {
  /** A title of the project, above the method's. */
  readonly title?: string
  /** Where the data of an input come from, by its name. */
  readonly sources?: Readonly<Record<string, string>>
}

/** Where values begin: columns before it hold symbol, title, unit and labels. */
export const firstColumn = { summary: 5, inputs: 8, calculation: 7, factors: 6 } as const
const firstRow = 6

/** All that the sheets are written from: every block with its place, and the formulas between them. */
export interface Draft {
  readonly method: AnyMethod
  readonly evaluation: Evaluation
  readonly options: WorkbookOptions
  readonly leaves: Leaves
  readonly names: Names
  readonly formulas: Formulas
  readonly places: ReadonlyMap<Operation, Place>
  /** Leaves with open cells: inputs and choices first, then factors of one's own. */
  readonly open: readonly { readonly block: LeafBlock; readonly area: Area }[]
  readonly used: readonly { readonly block: LeafBlock; readonly area: Area }[]
  readonly steps: readonly { readonly block: StepBlock; readonly area: Area }[]
  readonly rows: readonly { readonly use: RowUse; readonly place: Place }[]
  readonly outputs: readonly { readonly block: OutputBlock; readonly area: Area }[]
  readonly checks: readonly CheckCell[]
  /** The rows of the section titles of the calculation. */
  readonly sections: { readonly used: number; readonly steps: number; readonly helpers: number }
}

/** What may be open in a workbook that a person will fill. */
const mayBeOpen = new Set(['input.missing', 'label.missing'])

/** Inputs are read and refused as in an exact evaluation, save that values may be missing: their cells stay empty. */
const evaluationOf = (method: AnyMethod, inputs: Readonly<Record<string, Given>>, context: Context): Evaluation => {
  const problems = new Problems()
  const evaluation = assemble(method, inputs, context, problems)
  const untouched = ({ code, at }: { code: string; at: { input?: string } }): boolean =>
    code === 'input.sum' && inputs[at.input ?? ''] === undefined
  const wrong = problems.list.filter((problem) => !mayBeOpen.has(problem.code) && !untouched(problem))
  if (wrong.length > 0)
    throw new MrvError(wrong.map((problem) => ({ ...problem, at: { method: method.id, ...problem.at } })))
  if (problems.list.length === 0) requireOutputs(evaluation)
  return evaluation
}

const isLeaf = (node: Node): boolean => node.kind === 'input' || node.kind === 'category'

/** Numbers that a method writes as a quotient, in brackets where it must be. */
const fractionsOf = ({ graph }: Evaluation): Map<string, string> =>
  new Map(
    graph.nodes.flatMap((node) =>
      node.kind === 'constant' && /^\d+(\.\d+)?\/\d+(\.\d+)?$/.test(node.value)
        ? [[parseRatio(node.value).toString(), node.value] as const]
        : [],
    ),
  )

/** Lays a method out over the labels of its inputs. Throws what `evaluate` would, except that values may be missing. */
export const draft = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
  options: WorkbookOptions,
): Draft => {
  const evaluation = evaluationOf(method, inputs, context)
  const { axes, graph } = evaluation
  const algebra = new Symbolic()
  const leaves = new Leaves(evaluation, algebra, (name) => inputs[name] !== undefined)
  for (const node of graph.leaves.values()) if (isLeaf(node)) leaves.block(node)
  const shown = outputsOf(leaves)
  const { blocks, homes } = stepsOf(leaves)
  const checks = checksOf(leaves, algebra, shown)

  const names = new Names()
  const places = new Map<Operation, Place>()
  const shapes = new Map<string, Shape>()
  const shape = (dims: readonly Dimension[]): Shape => {
    const key = dims.map(({ name }) => name).join()
    const known = shapes.get(key) ?? shapeOf(dims, axes)
    shapes.set(key, known)
    return known
  }
  const dimsOf = ({ node, dims }: LeafBlock): readonly Dimension[] =>
    facts(node).dims.filter(({ name }) => dims.includes(name))
  const define = (area: Area): Area => {
    if (area.shape.at.length > 0) names.define(area.name, area.sheet, area.first, area.last)
    return area
  }
  /** Blocks below each other from a row on. */
  const stack = <T>(
    list: readonly T[],
    top: number,
    place: (each: T, row: number) => Area,
  ): { block: T; area: Area }[] => {
    let row = top
    return list.map((block) => {
      const area = define(place(block, row))
      row = area.next
      return { block, area }
    })
  }
  const placeAt = (area: Area, position: number): Place => {
    const [row, column] = cellAt(area, position)
    return { sheet: area.sheet, row, column, ...(area.shape.dims.length === 0 ? { name: area.name } : {}) }
  }
  const end = (list: readonly { area: Area }[], top: number): number => list[list.length - 1]?.area.next ?? top

  const declared = Object.keys(method.inputs)
  const orderOf = ({ name }: LeafBlock): number => {
    const at = declared.indexOf(name)
    return at < 0 ? declared.length : at
  }
  const all = [...new Set(leaves.blocks.values())].sort((a, b) => orderOf(a) - orderOf(b))
  const byPath = new Map(all.filter(({ entered }) => entered).map((block) => [block.name, block]))
  const entries = [...byPath.values()]
  const own = entries.filter(({ node }) => node.kind === 'factor')
  const given = entries.filter(({ node }) => node.kind !== 'factor')
  const { inputs: onInputs, calculation } = sheetNames
  const place = (block: LeafBlock, row: number): Area =>
    areaAt(onInputs, names.free('entry_', block.name), shape(dimsOf(block)), row, firstColumn.inputs)
  const openInputs = stack(given, firstRow + 1, place)
  const openFactors = stack(own, end(openInputs, firstRow + 1) + 1, place)

  const used = stack(all, firstRow + 1, (block, row) => {
    const prefix = block.node.kind === 'factor' ? 'f_' : 'in_'
    return areaAt(calculation, names.free(prefix, block.name), shape(dimsOf(block)), row, firstColumn.calculation)
  })
  const afterUsed = end(used, firstRow + 1) + 1
  const steps = stack(blocks, afterUsed + 1, (block, row) => {
    const name = names.free('n_', block.isNamed ? block.title : `${block.symbol} ${block.title}`)
    return areaAt(calculation, name, shape(facts(block.node).dims), row, firstColumn.calculation)
  })
  const afterSteps = end(steps, afterUsed + 1) + 1
  const outputs = stack(shown, summaryTop(method, context), (block, row) => {
    const name = names.free('out_', block.name)
    return areaAt(sheetNames.summary, name, shape(facts(block.node).dims), row, firstColumn.summary)
  })

  for (const { block, area } of used) {
    for (const [position, cell] of block.used.entries())
      if (cell instanceof Operation) places.set(cell, placeAt(area, position))
  }
  const rows = [...leaves.rows.values()].map((use, index) => {
    const at: Place = { sheet: sheetNames.factors, row: 5 + index, column: firstColumn.factors }
    const named = { ...at, name: names.free('row_', use.row.id) }
    names.define(named.name, at.sheet, [at.row, at.column], [at.row, at.column])
    places.set(use.cell, named)
    return { use, place: named }
  })
  const areas = new Map(steps.map(({ block, area }) => [block, area]))
  for (const [operation, [block, position]] of homes) {
    places.set(operation, placeAt(areas.get(block) as Area, position))
  }
  const spare = (index: number): Place => {
    const name = names.free('n_', `intermediate ${index + 1}`)
    const at = [afterSteps + 1 + index, firstColumn.calculation] as const
    names.define(name, calculation, at, at)
    return { sheet: calculation, row: at[0], column: at[1], name }
  }
  return {
    method,
    evaluation,
    options,
    leaves,
    names,
    formulas: new Formulas(places, fractionsOf(evaluation), spare),
    places,
    open: [...openInputs, ...openFactors],
    used,
    steps,
    rows,
    outputs,
    checks,
    sections: { used: firstRow, steps: afterUsed, helpers: afterSteps },
  }
}

/** The lines about method and context stand above the outputs. */
export const aboutOf = (method: AnyMethod, { region, year, gwp, partial }: Context): [string, string][] => {
  const { id, title, edition, version, source } = method
  const lines: [string, string][] = [
    ['Method', `${title} (${id})`],
    ['Source', `${documentTitle(method)}, ${source.locator}`],
    ['Edition', `${edition}, version ${version} of the method`],
    ['Region of factors', region ?? ''],
    ['Year of factors', year === undefined ? '' : String(year)],
    ['GWP set', gwp ?? ''],
    ['Sums', partial ? 'run over what is there; what is missing is left out' : ''],
  ]
  return lines.filter(([, text]) => text !== '')
}

/** The title of the document that a method is of, where one of its tables knows it. */
const documentTitle = ({ source, factors }: AnyMethod): string =>
  (factors as readonly FactorTable[]).find((table) => table.source.id === source.document)?.source.title ??
  source.document

const summaryTop = (method: AnyMethod, context: Context): number => aboutOf(method, context).length + 6
