import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { root } from '../package/files'
import { allBlocks, type Block, placeOf, wordOf } from './pages'

// programs are started here: time for a busy machine
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const blocks = allBlocks.filter(({ page }) => page === 'CONTRIBUTING.md')
const filed = (word: string): readonly { block: Block; path: string }[] =>
  blocks.flatMap((block) => (wordOf(block, word) ? [{ block, path: wordOf(block, word) as string }] : []))

/** The examples of all pages, as modules. */
const examples = allBlocks
  .filter(({ words }) => words[0] === 'example')
  .map((block, index) => [`examples/page-${index}.ts`, block] as const)

const copy = mkdtempSync(join(tmpdir(), 'citymrv-walk-'))
const at = (path: string): string => join(copy, path)
const read = (path: string): string => readFileSync(at(path), 'utf8')
const write = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text.endsWith('\n') ? text : `${text}\n`)
}

/** Adds to a module at its end, to a JSON list its elements. */
const append = (path: string, text: string): void => {
  if (!path.endsWith('.json')) return write(path, `${read(path)}${text}`)
  write(path, JSON.stringify([...JSON.parse(read(path)), ...JSON.parse(text)]))
}

/** Replaces each run of lines with − by the lines with + below it; each must stand in the file once. */
const edit = (path: string, block: Block): void => {
  const lines = block.text.split('\n')
  let text = read(path)
  for (let index = 0; index < lines.length; ) {
    const take = (sign: string): string => {
      const taken: string[] = []
      while (lines[index]?.startsWith(sign)) taken.push((lines[index++] as string).slice(1))
      return taken.join('\n')
    }
    const [before, after] = [take('-'), take('+')]
    if (text.split(before).length !== 2)
      throw new Error(`${placeOf(block)}: "${before}" stands ${text.split(before).length - 1} times in ${path}`)
    text = text.replace(before, after)
  }
  write(path, text)
}

const node = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

interface Report {
  readonly success: boolean
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly numFailedTests: number
}

const vitest = (args: readonly string[]): Report => {
  const ran = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'vitest.walk.config.mjs',
    '--reporter',
    'json',
    '--outputFile',
    'tests.json',
    ...args,
  )
  const report = JSON.parse(read('tests.json')) as Report
  expect(report, ran.stderr + ran.stdout).toMatchObject({ success: true })
  return report
}

beforeAll(() => {
  for (const path of [
    'src',
    'factors',
    'scripts',
    'test/cases',
    'test/methods',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'schema',
  ])
    cpSync(join(root, path), at(path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), at('node_modules'))
  for (const { block, path } of filed('file')) write(path, block.text)
  for (const { block, path } of filed('append')) append(path, block.text)
  for (const { block, path } of filed('edit')) edit(path, block)
  write('vitest.walk.config.mjs', 'export default { test: { typecheck: { enabled: false } } }')
  for (const [path, block] of examples) write(path, `${block.text}\nexport {}\n`)
  const made = node('scripts/generate.mjs')
  if (made.status !== 0) throw new Error(made.stderr)
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('the walks of CONTRIBUTING.md, in a copy of the repository', () => {
  test('touch the files of all three', () => {
    const paths = [...filed('file'), ...filed('append'), ...filed('edit')].map(({ path }) =>
      path.split('/').slice(0, 2).join('/'),
    )
    expect(new Set(paths)).toEqual(
      new Set([
        'src/sectors',
        'test/cases',
        'test/sectors',
        'factors/example-city-2025',
        'test/data',
        'src/uses',
        'test/uses',
      ]),
    )
  })

  test('have tests that pass', () => {
    const paths = filed('file').map(({ path }) => path)
    const report = vitest(paths.filter((path) => path.endsWith('.test.ts')))
    expect(report.numPassedTests).toBe(report.numTotalTests)
    expect(report.numPassedTests).toBeGreaterThanOrEqual(6)
  })

  test('are written as the linter wants it', () => {
    const code = filed('file')
      .map(({ path }) => path)
      .filter((path) => /\.(ts|mjs)$/.test(path))
    const ran = node('node_modules/@biomejs/biome/bin/biome', 'check', ...code)
    expect(ran.status, ran.stdout + ran.stderr).toBe(0)
  })

  test('have cases that come out, with a script that prints their figures', () => {
    const report = vitest(['test/methods/cases.test.ts', '-t', 'waste.anaerobic-digestion/|as many as asked for'])
    expect(report.numFailedTests).toBe(0)
    expect(report.numPassedTests).toBe(6)
  })
})

const options = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(at('tsconfig.json'), ts.sys.readFile)
  return {
    ...ts.parseJsonConfigFileContent(config, ts.sys, copy).options,
    // the code of a page need not use all that it declares
    noUnusedLocals: false,
    paths: {
      citymrv: [at('src/index.ts')],
      'citymrv/*': ['core', 'data', 'sectors', 'uses', 'accounts', 'app']
        .map((room) => at(`src/${room}/*`))
        .concat(at('src/*')),
    },
  }
}

/** What the compiler says of files, one line each. */
const complaints = (program: ts.Program, paths: readonly string[]): string[] =>
  paths.flatMap((path) => {
    const file = program.getSourceFile(at(path))
    if (!file) return [`${path} was not read`]
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) =>
        `${path}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  })

describe('the code of the pages', () => {
  const walked = filed('file')
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.ts'))
  const all = [...walked, ...examples.map(([path]) => path)]

  test('compiles; a use without an answer for a kind of node does not', () => {
    const program = ts.createProgram(all.map(at), options())
    expect(complaints(program, all)).toEqual([])
    const use = 'src/uses/formula/index.ts'
    write(use, read(use).replace(/^ {2}interpolate: .*\n/m, ''))
    const without = ts.createProgram([at(use)], options(), undefined, program)
    expect(complaints(without, [use])).toEqual([expect.stringContaining("Property 'interpolate' is missing")])
  })
})
