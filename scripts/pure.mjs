// Lets a bundler leave out the methods and tables that nobody uses. A subpath is one file with many methods, and a
// bundler must keep a call whose result is not used unless it is marked as pure. Nothing in src/ does anything when it
// is loaded (test/package says so), so every constant of a module that is made by a call is marked, at build time.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import ts from 'typescript'
import { command, root } from './entries.mjs'

const src = join(root, 'src') + sep
const bin = join(root, command.source)

const parse = (text, file) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
const asPure = (expression) => `/* @__PURE__ */ (() => (${expression}))()`

const isMade = (node) => {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return true
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false
  return ts.forEachChild(node, (child) => isMade(child) || undefined) ?? false
}

const madeConstants = (source) =>
  source.statements
    .filter((statement) => ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const)
    .flatMap((statement) => statement.declarationList.declarations)
    .filter(({ name, initializer }) => ts.isIdentifier(name) && initializer && isMade(initializer))
    .map(({ initializer }) => ({
      start: initializer.getStart(source),
      end: initializer.end,
      text: asPure(initializer.getText(source)),
    }))

const moduleAt = (from, specifier) =>
  [`${join(dirname(from), specifier)}.ts`, join(dirname(from), specifier, 'index.ts')].find((path) => existsSync(path))

/** The names that a module exports as values. */
const exportsOf = (file) =>
  parse(readFileSync(file, 'utf8'), file).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) {
      const { exportClause, moduleSpecifier } = statement
      if (!exportClause) return exportsOf(moduleAt(file, moduleSpecifier.text))
      if (ts.isNamespaceExport(exportClause)) return [exportClause.name.text]
      return exportClause.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text)
    }
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.text)
    return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement.name.text] : []
  })

const isUsedWhole = (source, name) => {
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return false
    if (ts.isIdentifier(node) && node.text === name) {
      const { parent } = node
      if (ts.isPropertyAccessExpression(parent)) return parent.name !== node && parent.expression !== node
      return !ts.isQualifiedName(parent)
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false
  }
  return visit(source)
}

// esbuild writes the list of a namespace's members into the module that they come from, so that one list of all methods
// would keep them all in every bundle: the list is written where it is used.
const wholeNamespaces = (source, file) =>
  source.statements
    .filter((statement) => ts.isImportDeclaration(statement) && statement.moduleSpecifier.text.startsWith('.'))
    .flatMap((statement) => {
      const bindings = statement.importClause?.namedBindings
      if (!bindings || !ts.isNamespaceImport(bindings) || statement.importClause.isTypeOnly) return []
      const { text: name } = bindings.name
      const target = moduleAt(file, statement.moduleSpecifier.text)
      if (!target || !isUsedWhole(source, name)) return []
      const members = exportsOf(target).sort()
      const imported = members.map((member) => `${member} as ${name}$${member}`).join(', ')
      const object = `{ ${members.map((member) => `${member}: ${name}$${member}`).join(', ')} }`
      const text = `import { ${imported} } from '${statement.moduleSpecifier.text}'\nconst ${name} = ${asPure(object)}`
      return [{ start: statement.getStart(source), end: statement.end, text }]
    })

/**
 * The text of a module with each constant that is made by a call as a pure call, `const a = f()` as
 * `const a = pure(() => f())()`, and each namespace that is used as an object as an object of its members.
 */
export const markPure = (text, file = join(src, 'module.ts')) => {
  const source = parse(text, file)
  const changes = [...wholeNamespaces(source, file), ...madeConstants(source)].sort((a, b) => b.start - a.start)
  return changes.reduce(
    (result, change) => `${result.slice(0, change.start)}${change.text}${result.slice(change.end)}`,
    text,
  )
}

/** The esbuild plugin that does so for the modules of src/, the command's own file apart. */
export const pure = {
  name: 'pure',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(src) || path === bin) return undefined
      return { contents: markPure(readFileSync(path, 'utf8'), path), loader: 'ts' }
    })
  },
}
