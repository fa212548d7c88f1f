import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { root } from './files'

const path = join(root, 'tsconfig.json')
const config = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, root)
const included = new Set(config.fileNames.map((file) => relative(root, file).split(sep).join('/')))
const written = ['src', 'test', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.ts'))
    .map((each) => relative(root, join(each.parentPath, each.name)).split(sep).join('/')),
)

/** What the compiler says of a file of these lines, with the settings of the project. */
const said = (name: string, lines: readonly string[]): string[] => {
  const file = join(root, 'test/package', name)
  const host = ts.createCompilerHost(config.options)
  const { fileExists, getSourceFile } = host
  host.fileExists = (each) => each === file || fileExists(each)
  host.getSourceFile = (each, ...rest) =>
    each === file ? ts.createSourceFile(each, lines.join('\n'), ts.ScriptTarget.Latest) : getSourceFile(each, ...rest)
  const program = ts.createProgram([file], config.options, host)
  const source = program.getSourceFile(file)
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ start = 0, messageText }) =>
      `${(source as ts.SourceFile).getLineAndCharacterOfPosition(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
}

describe('the type check', () => {
  test('includes every TypeScript file of src, test and bench', () => {
    expect(written.length).toBeGreaterThan(50)
    expect(written.filter((file) => !included.has(file))).toEqual([])
  })

  test('finds what is wrong, and accepts what is right', { timeout: 60_000 }, () => {
    const lines = [
      `import { evaluate } from '../../src'`,
      `import { composting } from '../../src/sectors/waste'`,
      `void evaluate(composting, { treated: '1200 t' }).outputs.ch4`,
      `void evaluate(composting, { treated: '1200 t' }).outputs.ch4.worth`,
      `void evaluate(composting, { traeted: '1200 t' })`,
      `void evaluate(composting, {})`,
      `void [1][0].toFixed()`,
      `// @ts-expect-error nothing is wrong here`,
      `void evaluate(composting, { treated: 1 })`,
    ]
    expect(said('planted.ts', lines).map((each) => Number.parseInt(each, 10))).toEqual([4, 5, 6, 7, 8])
  })
})
