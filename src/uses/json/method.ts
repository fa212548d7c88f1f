import { checkMethod } from '../../core/call'
import { fail, locate, MrvError } from '../../core/errors'
import {
  type FactorNode,
  facts,
  type GraphJson,
  graphFromJson,
  graphToJson,
  type LookupScope,
  type Node,
  requireClosed,
} from '../../core/graph'
import type { AnyMethod, Leaf, Method, MethodGraph, Output } from '../../core/method'
import type { FactorSource, FactorTable } from '../../data/factors'
import { kinds } from './kinds'

/** The version of the form in which methods are written. */
export const graphSchemaVersion = '1'

/** A factor table inside of a method's JSON; without rows where they are to be passed when it is read. */
export interface TableJson {
  readonly table: string
  readonly source: FactorSource
  readonly rows?: FactorTable['rows']
}

/** A method as data: what `schema/graph.json` describes. */
export interface MethodJson {
  readonly schemaVersion: string
  readonly method: Pick<AnyMethod, 'id' | 'title' | 'edition' | 'version' | 'source'>
  readonly graph: GraphJson
  /** What a caller may give, by name, as indices of nodes. */
  readonly leaves: Readonly<Record<string, number>>
  readonly outputs: readonly { readonly name: string; readonly role?: Output['role']; readonly derived: boolean }[]
  readonly structuralZeros: readonly string[]
  readonly co2eProblem?: string
  readonly tables: readonly TableJson[]
  /** Where factors are looked up: tables as indices, and the editions admitted; the first is the method's own. */
  readonly scopes: readonly {
    readonly tables: readonly number[]
    readonly admits: Readonly<Record<string, readonly string[]>>
  }[]
  /** The scope of each factor, by the index of its node. */
  readonly scopeOf: Readonly<Record<string, number>>
}

/**
 * Writes a method as data: its graph, the names by which it is called, and its factor tables, so that it can be kept with
 * a result and evaluated later just as it was. With `tables: 'named'` the rows stay out, and are passed to
 * `methodFromJson`.
 */
export const methodToJson = (method: AnyMethod, options: { tables?: 'whole' | 'named' } = {}): MethodJson => {
  checkMethod(method)
  const graph = method.graph()
  const { id, title, edition, version, source } = method
  const { json, indexOf } = graphToJson(
    Object.fromEntries(graph.outputs.map(({ name, node }) => [name, node])),
    graph.nodes,
  )
  const tables: FactorTable[] = []
  const scopes: MethodJson['scopes'][number][] = []
  const known = new Map<string, number>()
  const tableAt = (table: FactorTable): number => {
    if (!tables.includes(table)) tables.push(table)
    return tables.indexOf(table)
  }
  const scopeAt = ({ tables: within, admits }: LookupScope): number => {
    const scope = { tables: (within as readonly FactorTable[]).map(tableAt), admits }
    const key = JSON.stringify(scope)
    const at = known.get(key) ?? scopes.push(scope) - 1
    known.set(key, at)
    return at
  }
  scopeAt({ tables: method.factors, admits: method.admits })
  const scopeOf = Object.fromEntries(
    graph.factors.map((node) => [String(indexOf(node)), scopeAt(node.within)] as const),
  )
  return {
    schemaVersion: graphSchemaVersion,
    method: { id, title, edition, version, source },
    graph: json,
    leaves: Object.fromEntries([...graph.leaves].map(([name, node]) => [name, indexOf(node) as number])),
    outputs: graph.outputs.map(({ name, role, derived }) => ({ name, ...(role ? { role } : {}), derived })),
    structuralZeros: graph.structuralZeros,
    ...(graph.co2eProblem ? { co2eProblem: graph.co2eProblem } : {}),
    tables: tables.map(({ table, source: of, rows }) => ({
      table,
      source: of,
      ...(options.tables === 'named' ? {} : { rows }),
    })),
    scopes,
    scopeOf,
  }
}

/** The declaration of a leaf, from its node. */
const leafOf = (node: Node, nameOf: (node: Node) => string): Leaf => {
  const { name: _name, symbol, title } = node as FactorNode
  const text = { ...(symbol ? { symbol } : {}), ...(title ? { title } : {}) }
  if (node.kind === 'input') {
    const { kind: _kind, name: _own, flow, optional, ...rest } = node
    return { leaf: 'input', ...rest, kind: flow, optional: optional === true || node.default !== undefined }
  }
  if (node.kind === 'category') {
    const { kind: _kind, name: _own, optional, ...rest } = node
    return { leaf: 'category', ...rest, optional: optional === true || node.default !== undefined }
  }
  if (node.kind !== 'factor') return fail('result.invalid', `A ${node.kind} is no input of a method`)
  const { over, parameter, query, labelled, range, labels, unit } = node
  const by = Object.fromEntries(Object.entries(node.by).map(([column, category]) => [column, nameOf(category)]))
  const asked = { over, parameter, query, by, labelled, ...text }
  if (labels) return { leaf: 'categoryFactor', labels, ...asked }
  return { leaf: 'factor', unit, ...asked, ...(range ? { range } : {}) }
}

const tableFrom = ({ table, source, rows }: TableJson, passed: readonly FactorTable[]): FactorTable => {
  if (rows) return { table, source, rows }
  const found = passed.find((each) => each.table === table && each.source.id === source.id)
  if (found) return found
  return fail('factor.missing', `The method needs the table "${table}" of ${source.title}`, {
    expected: `${source.id}, ${table}`,
    hint: 'Pass it as a factor table, or write the method with its tables.',
  })
}

const nodeAt = (nodes: readonly Node[], at: number): Node =>
  nodes[at] ?? fail('result.invalid', `There is no node ${at} in the graph of this method`)

const build = (json: MethodJson, passed: readonly FactorTable[]): { graph: MethodGraph; scope: LookupScope } => {
  const tables = json.tables.map((table) => tableFrom(table, passed))
  const scopes = json.scopes.map(
    ({ tables: within, admits }): LookupScope => ({
      tables: within.map((at) => tables[at] ?? fail('result.invalid', `There is no table ${at} in this method`)),
      admits,
    }),
  )
  const none: LookupScope = { tables: [], admits: {} }
  const scopeOf = (at: number): LookupScope => scopes[json.scopeOf[String(at)] as number] ?? none
  for (const { kind } of json.graph.nodes)
    if (!Object.hasOwn(kinds, kind)) fail('result.invalid', `There is no kind of node "${kind}"`)
  const { nodes, outputs } = graphFromJson(json.graph, scopeOf)
  for (const node of nodes) facts(node)
  requireClosed(Object.values(outputs))
  return {
    scope: scopes[0] ?? none,
    graph: {
      leaves: new Map(Object.entries(json.leaves).map(([name, at]) => [name, nodeAt(nodes, at)])),
      factors: nodes.filter((node) => node.kind === 'factor'),
      outputs: json.outputs.map(({ name, role, derived }) => ({
        name,
        node: outputs[name] ?? fail('result.invalid', `The output "${name}" has no node`),
        derived,
        ...(role ? { role } : {}),
      })),
      nodes,
      structuralZeros: json.structuralZeros,
      ...(json.co2eProblem ? { co2eProblem: json.co2eProblem } : {}),
    },
  }
}

const needed = [
  'schemaVersion',
  'method',
  'graph',
  'leaves',
  'outputs',
  'structuralZeros',
  'tables',
  'scopes',
  'scopeOf',
]

const requireMethod = (data: unknown): void => {
  if (typeof data === 'string')
    fail('result.invalid', 'This is not a method', { found: 'a text', hint: 'JSON.parse(text) gives the data.' })
  const missing =
    typeof data === 'object' && data !== null ? needed.filter((name) => !Object.hasOwn(data, name)) : needed
  if (missing.length > 0) fail('result.invalid', 'This is not a method', { found: `no ${missing.join(', ')}` })
  const { schemaVersion } = data as MethodJson
  if (schemaVersion !== graphSchemaVersion)
    fail('result.invalid', 'The form of this method is not known', {
      found: `schemaVersion "${schemaVersion}"`,
      expected: `"${graphSchemaVersion}"`,
    })
}

/**
 * Reads a method back: it evaluates, explains and prints as the one it was written from, and gives the same digests. Units,
 * substances and dimensions are checked again. It is not called inside other methods.
 *
 * `factors` are the tables that a method written with `tables: 'named'` needs.
 *
 * @throws MrvError `result.invalid` where the data are no method, `factor.missing` where a table is not there, and what
 * the graph itself gets wrong: `unit.differs`, `dimension.sum` …
 */
export const methodFromJson = (json: MethodJson, factors: readonly FactorTable[] = []): Method => {
  requireMethod(json)
  try {
    const { graph, scope } = locate({ method: String(json.method.id) }, () => build(json, factors))
    const names = new Map([...graph.leaves].map(([name, node]) => [node, name]))
    const own = [...graph.leaves].filter(([name]) => !name.includes('/'))
    const inputs = Object.fromEntries(own.map(([name, node]) => [name, leafOf(node, (of) => names.get(of) ?? '')]))
    const { id, title, edition, version, source } = json.method
    const call = (): never =>
      fail('graph.invalid', `${id} was read from JSON: it is evaluated, not used inside other equations`)
    return Object.assign(call, {
      id,
      title,
      edition,
      version,
      source,
      inputs,
      factors: scope.tables as readonly FactorTable[],
      admits: scope.admits,
      graph: () => graph,
    }) as unknown as Method
  } catch (error) {
    if (error instanceof MrvError) throw error
    return fail('result.invalid', 'This method cannot be read', {
      found: error instanceof Error ? error.message : String(error),
    })
  }
}
