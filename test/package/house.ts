import { posix } from 'node:path'
import ts from 'typescript'

/**
 * An import as it stands in a module: `runs` is false where only types are taken, which leave no trace in the build;
 * `later` is true for `import()`.
 */
export interface Import {
  readonly from: string
  readonly runs: boolean
  readonly later: boolean
}

/** All that a module imports, exports from elsewhere, requires or loads. */
export const importsOf = (text: string, file = 'module.ts'): Import[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const add = (at: ts.Node | undefined, runs: boolean, later = false) => {
    if (at && ts.isStringLiteralLike(at)) found.push({ from: at.text, runs, later })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, !node.importClause?.isTypeOnly)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, !node.isTypeOnly)
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node.moduleReference.expression, !node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, false)
    else if (ts.isCallExpression(node)) {
      const later = node.expression.kind === ts.SyntaxKind.ImportKeyword
      if (later || node.expression.getText() === 'require') add(node.arguments[0], true, later)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Where a module stands: its room, and its folder there (empty for a file of the room itself). */
const placeOf = (file: string): { room: string; folder: string } => {
  const [, room = '', folder = '', ...rest] = file.split('/')
  if (folder === '') return { room: 'facade', folder: '' }
  return { room, folder: rest.length === 0 ? '' : folder }
}

// Sectors and uses stand on one floor, side by side. The facades of src/ sit on top of them.
const floors: Readonly<Record<string, number>> = { core: 0, data: 1, sectors: 2, uses: 2, accounts: 4, app: 5 }
const facadeFloor = 3
/** Sectors that every sector may use; `measures` may use all. */
const sharedSectors = ['energy', 'cobenefits']
/** What every use stands on: labels, inputs and factors bound to a graph, and its nodes computed over them. */
const sharedUse = 'evaluation'
/** Uses that stand on another one: draws are rows. */
const usesOf: Readonly<Record<string, string>> = { uncertainty: 'batch' }
/** What only the command line and the report need. */
const appOnly = ['@duckdb/node-api', 'commander', 'cli-progress', 'cli-table3', 'picocolors', 'yaml']

const why = (file: string, target: string): string | undefined => {
  const from = placeOf(file)
  const to = placeOf(target)
  if (from.room === 'facade') {
    return to.room === 'app' ? 'a facade imports nothing from app' : undefined
  }
  const floor = floors[from.room]
  const below = to.room === 'facade' ? facadeFloor : floors[to.room]
  if (floor === undefined) return `there is no room "${from.room}"`
  if (below === undefined) return `there is no room "${to.room}"`
  if (below > floor) return `${from.room} is below ${to.room}`
  if (from.room === to.room) {
    if (from.folder === to.folder || from.room === 'core' || from.room === 'data' || floor > 2) return undefined
    if (from.room === 'uses') {
      const known = to.folder === sharedUse || to.folder === usesOf[from.folder]
      return known ? undefined : `a use imports no other use but ${sharedUse}`
    }
    if (from.folder === 'measures' || sharedSectors.includes(to.folder)) return undefined
    return `a sector imports no other sector but ${sharedSectors.join(' and ')}`
  }
  return below === floor ? `${from.room} and ${to.room} never import each other` : undefined
}

const resolve = (file: string, from: string, files: ReadonlyMap<string, string>): string | undefined => {
  const path = posix.join(posix.dirname(file), from)
  return [path, `${path}.ts`, `${path}/index.ts`].find((each) => files.has(each))
}

/** The first way around a circle, for each circle that can be reached. */
const circles = (edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] => {
  const done = new Set<string>()
  const found: string[][] = []
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node)
    if (at >= 0) {
      found.push([...path.slice(at), node])
      return
    }
    if (done.has(node)) return
    for (const next of edges.get(node) ?? []) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of edges.keys()) walk(node, [])
  return found
}

export interface House {
  /** What is wrong, a sentence each. */
  readonly findings: readonly string[]
  /** How many imports between modules of src/ were looked at. */
  readonly imports: number
  /** The packages imported, by the modules that do. */
  readonly packages: ReadonlyMap<string, readonly string[]>
}

/**
 * Checks the imports of the modules of src/, given by path (`src/core/errors.ts`): downwards only, none between
 * sectors (save the shared ones) or uses, no circles between modules or folders, nothing of Node below app.
 */
export const checkHouse = (files: ReadonlyMap<string, string>): House => {
  const findings: string[] = []
  const packages = new Map<string, string[]>()
  const moduleEdges = new Map<string, Set<string>>()
  const folderEdges = new Map<string, Set<string>>()
  let imports = 0
  const edge = (edges: Map<string, Set<string>>, from: string, to: string) =>
    edges.set(from, (edges.get(from) ?? new Set()).add(to))
  // src/core/errors.ts stands in a room, not in a folder: it takes part in circles of modules only
  const folderOf = (file: string) => file.split('/').slice(0, 3).join('/')
  const inFolder = (file: string) => file.split('/').length > 3

  for (const [file, text] of files) {
    for (const { from, runs } of importsOf(text, file)) {
      if (!from.startsWith('.')) {
        const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/')
        packages.set(name, [...(packages.get(name) ?? []), file])
        const forApp = from.startsWith('node:') || appOnly.includes(name)
        if (forApp && placeOf(file).room !== 'app') findings.push(`${file} imports ${from}, which only app may`)
        continue
      }
      imports += 1
      if (posix.join(posix.dirname(file), from) === 'package.json') continue
      const target = resolve(file, from, files)
      if (!target) {
        findings.push(`${file} imports ${from}, which is not a module of src`)
        continue
      }
      const reason = why(file, target)
      if (reason) findings.push(`${file} imports ${target}: ${reason}`)
      if (!runs) continue
      edge(moduleEdges, file, target)
      if (inFolder(file) && inFolder(target) && folderOf(file) !== folderOf(target))
        edge(folderEdges, folderOf(file), folderOf(target))
    }
  }
  for (const circle of circles(moduleEdges)) findings.push(`a circle: ${circle.join(' → ')}`)
  for (const circle of circles(folderEdges)) findings.push(`a circle of folders: ${circle.join(' → ')}`)
  return { findings, imports, packages }
}
