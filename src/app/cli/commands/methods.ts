import { Option } from 'commander'
import type { AnyMethod } from '../../../core/method'
import { methods, optionsOf } from '../../../methods'
import { methodPage } from '../../../uses/document'
import { inputSchema, methodToJson, outputsOf, portsOf } from '../../../uses/json'
import { failCall } from '../failures'
import { colorsFor, type Io, say, sayJson, widthOf } from '../io'
import { table } from '../table'
import { type AddCommand, jsonOption, methodNamed } from './command'

type Port = ReturnType<typeof portsOf> extends ReadonlyMap<string, infer P> ? P : never

const inputJson = ({ node, required }: Port) => {
  const labels = 'labels' in node ? node.labels : undefined
  const { symbol, title } = node
  return {
    unit: labels ? null : (node as { unit: string }).unit,
    over: node.over.map(({ name }) => name),
    required,
    default: node.kind === 'factor' ? null : (node.default ?? null),
    kind: node.kind,
    ...(labels ? { labels } : {}),
    ...(symbol ? { symbol } : {}),
    ...(title ? { title } : {}),
    ...(node.kind !== 'category' && node.range ? { range: node.range } : {}),
    ...(node.kind === 'input' && node.sumsTo ? { sumsTo: node.sumsTo } : {}),
  }
}

/** A method as JSON: its doors flat, by name. */
export const methodJson = (method: AnyMethod) => ({
  id: method.id,
  title: method.title,
  source: method.source,
  edition: method.edition,
  version: method.version,
  options: optionsOf(method.id),
  inputs: Object.fromEntries([...portsOf(method)].map(([name, port]) => [name, inputJson(port)])),
  outputs: Object.fromEntries(
    [...outputsOf(method)].map(([name, { unit, over, role, derived }]) => [name, { unit, over, role, derived }]),
  ),
})

const list = (io: Io): void => {
  const paint = colorsFor(io.stdout, io.env)
  const rows = [...methods().values()].map(({ id, title }) => [id, title])
  say(io.stdout, table([{ head: 'id', whole: true }, { head: 'title' }], rows, widthOf(io.stdout), paint.bold))
  say(io.stdout)
  say(io.stdout, `${rows.length} methods. citymrv methods ID shows the inputs and outputs of one.`)
}

const need = ({ node, required }: Port): string => {
  if (required) return 'required'
  if (node.kind === 'factor') return 'looked up'
  return node.default === undefined ? 'optional' : `default ${node.default}`
}

const show = (method: AnyMethod, io: Io): void => {
  const paint = colorsFor(io.stdout, io.env)
  const width = widthOf(io.stdout)
  const { id, title, source, edition, version } = method
  for (const line of [
    paint.bold(id),
    title,
    `${source.document}, ${source.locator}`,
    `edition ${edition}, version ${version}`,
    '',
  ])
    say(io.stdout, line)
  const inputs = [...portsOf(method)].map(([name, port]) => [
    name,
    'labels' in port.node && port.node.labels ? port.node.labels.join(' | ') : (port.node as { unit: string }).unit,
    port.node.over.map((dim) => dim.name).join(' × '),
    need(port),
  ])
  say(
    io.stdout,
    table(
      [{ head: 'input' }, { head: 'unit or labels' }, { head: 'over' }, { head: '', whole: true }],
      inputs,
      width,
      paint.bold,
    ),
  )
  const titled = [...portsOf(method)].filter(([, { node }]) => node.title)
  say(io.stdout)
  for (const [name, { node }] of titled) say(io.stdout, `${name}: ${node.title}`)
  for (const [name, text] of Object.entries(optionsOf(id))) say(io.stdout, `option ${name}: ${text}`)
  say(io.stdout)
  const outputs = [...outputsOf(method)].map(([name, { unit, over, derived }]) => [
    name,
    unit,
    over.join(' × '),
    derived ? 'derived' : '',
  ])
  say(
    io.stdout,
    table(
      [{ head: 'output' }, { head: 'unit' }, { head: 'over' }, { head: '', whole: true }],
      outputs,
      width,
      paint.bold,
    ),
  )
}

interface Asked {
  readonly json?: boolean
  readonly schema?: boolean
  readonly graph?: boolean
  readonly page?: 'markdown' | 'html'
}

export const addMethods: AddCommand = (program, io) => {
  program
    .command('methods')
    .description('list the methods, or show the inputs and outputs of one')
    .argument('[ID]', 'a method, with options after a question mark')
    .option(...jsonOption)
    .option('--schema', 'the JSON Schema of the inputs of ID')
    .option('--graph', 'the equations of ID as JSON, with its factor tables')
    .addOption(
      new Option('--page [FORMAT]', 'the page of ID: symbols, equations, sources')
        .choices(['markdown', 'html'])
        .preset('markdown'),
    )
    .action((id: string | undefined, { json, schema, graph, page }: Asked) => {
      if (id === undefined) {
        const [flag] = Object.entries({ schema, graph, page }).flatMap(([name, on]) => (on ? [`--${name}`] : []))
        if (flag) failCall(`${flag} needs the ID of a method`, { expected: `citymrv methods ID ${flag}` })
        return json ? sayJson(io.stdout, [...methods().values()].map(methodJson)) : list(io)
      }
      const method = methodNamed(id)
      if (schema) return sayJson(io.stdout, inputSchema(method))
      if (graph) return sayJson(io.stdout, methodToJson(method))
      if (page) return say(io.stdout, methodPage(method, { format: page }).trimEnd())
      return json ? sayJson(io.stdout, methodJson(method)) : show(method, io)
    })
}
