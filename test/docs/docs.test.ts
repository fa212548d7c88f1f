import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemCodes, remarkNames } from '../../src'
import { exampleFiles } from '../../src/app/cli/commands/example'
import { manifest, root, sourceFiles } from '../package/files'
import { allBlocks, anchorOf, type Block, pages, placeOf, printedOf, readPage, wordOf } from './pages'
import { makePrograms, type Program } from './run'

// programs are started here: time for a busy machine
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const linksOf = (text: string): string[] => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((found) => found[1] as string)
const anchorsOf = (path: string): string[] =>
  readPage(path, readFileSync(join(root, path), 'utf8'))
    .prose.flatMap(({ text }) => /^#+ (.*)$/.exec(text)?.[1] ?? [])
    .map(anchorOf)

/** Why a link leads nowhere; undefined for one that does not. */
const deadLink = (from: string, link: string): string | undefined => {
  if (/^(https?:|mailto:)/.test(link)) return undefined
  const [path = '', anchor] = link.split('#') as [string, string?]
  const target = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(root, target))) return `${target} is not there`
  if (anchor === undefined || statSync(join(root, target)).isDirectory()) return undefined
  return anchorsOf(target).includes(anchor) ? undefined : `${target} has no heading #${anchor}`
}

describe('the pages', () => {
  test('have no dead links', () => {
    const links = pages.flatMap(({ path, prose }) =>
      prose.flatMap(({ line, text }) => linksOf(text).map((link) => ({ path, line, link }))),
    )
    const dead = links.flatMap(({ path, line, link }) => deadLink(path, link)?.replace(/^/, `${path}:${line}: `) ?? [])
    expect(dead).toEqual([])
    expect(links.length).toBeGreaterThan(20)
  })

  test('and the check of links finds a missing file and a missing heading', () => {
    expect(deadLink('README.md', 'docs/nowhere.md')).toBe('docs/nowhere.md is not there')
    expect(deadLink('docs/architecture.md', '../CONTRIBUTING.md#add-a-city')).toBe(
      'CONTRIBUTING.md has no heading #add-a-city',
    )
    expect(deadLink('docs/architecture.md', '../CONTRIBUTING.md#add-a-method')).toBeUndefined()
  })

  test('name functions that are where they say', () => {
    // `resolve` (`src/data/factors/resolve.ts`)
    const named = pages.flatMap(({ path, prose }) =>
      [
        ...prose
          .map(({ text }) => text)
          .join('\n')
          .matchAll(/`([A-Za-z]\w*)`\s\(`(src\/[^`]+\.ts)`\)/g),
      ].map((found) => ({ path, name: found[1] as string, file: found[2] as string })),
    )
    const files = sourceFiles()
    const declared = (name: string, file: string): boolean =>
      new RegExp(`\\b(const|function|class|interface|type) ${name}\\b`).test(files.get(file) ?? '')
    expect(named.filter(({ name, file }) => !declared(name, file))).toEqual([])
    expect(named.length).toBeGreaterThan(15)
  })

  test('name files and folders that are there', () => {
    const named = pages.flatMap(({ path, prose }) =>
      prose.flatMap(({ line, text }) =>
        [...text.matchAll(/`((?:src|test|docs|scripts|bench|factors|schema|examples)\/[\w./-]*)`/g)].map((found) => ({
          at: `${path}:${line}`,
          file: found[1] as string,
        })),
      ),
    )
    expect(
      named
        .filter(({ file }) => !existsSync(join(root, file)) && !ignored.includes(file))
        .map(({ at, file }) => `${at}: ${file}`),
    ).toEqual([])
  })

  test('say of each block of code how it is checked', () => {
    const ways = ['example', 'file=', 'append=', 'edit=', 'from=', 'init=']
    const loose = allBlocks.filter(
      ({ language, words }) =>
        ['ts', 'js', 'json', 'yaml', 'csv', 'diff'].includes(language) &&
        !ways.some((way) => words[0]?.startsWith(way)),
    )
    expect(loose.map(placeOf)).toEqual([])
  })

  test('quote other files as they are', () => {
    const quoted = allBlocks.filter((block) => wordOf(block, 'from'))
    const wrong = quoted.filter(
      (block) => !readFileSync(join(root, wordOf(block, 'from') as string), 'utf8').includes(block.text),
    )
    expect(wrong.map(placeOf)).toEqual([])
    expect(quoted.length).toBeGreaterThan(0)
  })

  test('explain every code of an error and every name of a remark', () => {
    const [codes = [], remarks = []] = readFileSync(join(root, 'docs/errors.md'), 'utf8')
      .split('## Remarks')
      .map((part) =>
        [...part.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) =>
          [...(row[1] as string).matchAll(/`([\w.-]+)`/g)].map((name) => name[1] as string),
        ),
      )
    expect(codes).toEqual(problemCodes)
    expect([...remarks].sort()).toEqual([...remarkNames].sort())
  })

  test('show the example project as `init` writes it', () => {
    const shown = allBlocks.flatMap((block) =>
      wordOf(block, 'init') ? [[wordOf(block, 'init'), `${block.text}\n`]] : [],
    )
    expect(Object.fromEntries(shown)).toEqual(exampleFiles)
  })
})

/** Made by a command, so not in the repository. */
const ignored = ['src/data/factors/generated/', 'docs/reference/']

const examples = allBlocks.filter(({ words }) => words[0] === 'example')
const nameOf = (block: Block): string => `example-${examples.indexOf(block)}`

/** The commands of a block, one a line, without their comments. */
const commandsOf = ({ text }: Block): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter(Boolean)
const shells = allBlocks.filter(({ language }) => language === 'sh')
const runs = shells.filter(({ words }) => words[0] === 'run')

let made: Awaited<ReturnType<typeof makePrograms>>
beforeAll(async () => {
  made = await makePrograms(
    new Map<string, Program>([
      ...examples.map((block) => [nameOf(block), { text: block.text }] as const),
      ['whole-system', { file: 'examples/surabaya-composting/whole-system.mjs' }] as const,
      ['citymrv', { file: 'src/app/cli/bin.ts' }] as const,
    ]),
  )
})
afterAll(() => made.remove())

describe('the examples', () => {
  test.each(examples.map((block) => [placeOf(block), block] as const))('print what they say: %s', (_, block) => {
    const expected = printedOf(block)
    expect(expected.length).toBeGreaterThan(0)
    if (block.next?.language === 'text') expect(block.text).not.toMatch(/^\s*console\.log\(.*\) \/\/ /m)
    const { printed, errors, code } = made.run(nameOf(block))
    expect({ printed, errors, code }).toEqual({ printed: expected.join('\n'), errors: '', code: 0 })
  })
})

/** Where what is printed leaves a page: the first line that is not there, in order. A line … stands for any lines. */
const firstMissing = (shown: readonly string[], printed: readonly string[]): string | undefined => {
  let at = 0
  let free = false
  for (const line of shown) {
    if (line === '…') {
      free = true
      continue
    }
    const found = free ? printed.indexOf(line, at) : printed[at] === line ? at : -1
    if (found < 0) return line
    at = found + 1
    free = false
  }
  return free || at === printed.length ? undefined : `(and then) ${printed[at]}`
}

describe('the commands', () => {
  const homes: string[] = []
  /** A new folder to work in, with the examples. */
  const newHome = (): string => {
    const home = mkdtempSync(join(tmpdir(), 'citymrv-shell-'))
    symlinkSync(join(root, 'examples'), join(home, 'examples'))
    homes.push(home)
    return home
  }
  afterAll(() => {
    for (const home of homes) rmSync(home, { recursive: true, force: true })
  })

  test('are those of the package', () => {
    const all = shells.flatMap((block) =>
      commandsOf(block).flatMap((line) => line.split(' && ').map((command) => ({ at: placeOf(block), command }))),
    )
    const listed = [
      ...(made
        .run('citymrv', ['--help'])
        .printed.split('Commands:')[1]
        ?.matchAll(/^ {2}([a-z]+)/gm) ?? []),
    ].map((found) => found[1] as string)
    const walked = new Set(allBlocks.map((block) => wordOf(block, 'file')))
    const isThere = (command: string): boolean => {
      const [program, first = '', second = ''] = command.split(' ')
      if (program === 'npm')
        return ['ci', 'test', 'pack'].includes(first) || (first === 'run' && second in manifest.scripts)
      if (program === 'npx') return first === 'citymrv' && listed.includes(second)
      return program === 'node' && (existsSync(join(root, first)) || walked.has(first))
    }
    expect(all.filter(({ command }) => !isThere(command))).toEqual([])
    expect(listed).toEqual(expect.arrayContaining(['run', 'verify']))
    expect(isThere('npm run nothing') || isThere('npx citymrv bake') || isThere('node nowhere.mjs')).toBe(false)
  })

  test('are named in the text as they are', () => {
    const help = made.run('citymrv', ['--help']).printed
    const named = pages.flatMap(({ path, prose }) =>
      prose.flatMap(({ line, text }) =>
        [...text.matchAll(/`(?:npx )?citymrv ([a-z]+)/g)].map((found) => ({
          at: `${path}:${line}`,
          name: found[1] as string,
        })),
      ),
    )
    expect(named.filter(({ name }) => !new RegExp(`^ {2}${name} `, 'm').test(help))).toEqual([])
    const scripts = pages.flatMap(({ path, prose }) =>
      prose.flatMap(({ line, text }) =>
        [...text.matchAll(/`npm run ([\w:]+)/g)].map((found) => ({ at: `${path}:${line}`, name: found[1] as string })),
      ),
    )
    expect(scripts.filter(({ name }) => !(name in manifest.scripts))).toEqual([])
  })

  test.each(runs.map((block) => [placeOf(block), block] as const))('print what is shown: %s', (_, block) => {
    const home = newHome()
    const all = commandsOf(block).map((line) => made.run('citymrv', line.replace(/^npx citymrv /, '').split(' '), home))
    expect(all.map(({ code, errors }) => (code === 0 ? 0 : errors))).toEqual(all.map(() => 0))
    expect(block.next?.language).toBe('text')
    expect(
      firstMissing(
        (block.next as Block).text.split('\n'),
        all.flatMap(({ printed }) => printed.split('\n')),
      ),
    ).toBeUndefined()
  })

  test('show the result of the example as `npm run example` prints it', () => {
    const shown = allBlocks.filter((block) => wordOf(block, 'printed-by') === 'example')
    const args = /dist\/bin\.js (run examples\/\S+)/.exec(manifest.scripts.example ?? '')?.[1]?.split(' ') ?? []
    const { printed } = made.run('citymrv', args, newHome())
    expect(shown.map(({ text }) => firstMissing(text.split('\n'), printed.split('\n')))).toEqual(
      shown.map(() => undefined),
    )
    expect(shown.length).toBeGreaterThan(0)
  })

  test('and the comparison finds a line that is not printed', () => {
    expect(firstMissing(['a', '…', 'c'], ['a', 'b', 'c'])).toBeUndefined()
    expect(firstMissing(['a', 'c'], ['a', 'b', 'c'])).toBe('c')
    expect(firstMissing(['a', '…', 'd'], ['a', 'b', 'c'])).toBe('d')
    expect(firstMissing(['a', '…', 'b'], ['a', 'b', 'c'])).toBe('(and then) c')
  })
})

/**
 * kt CO2e by boundary for MCF 0.8 and 1.0 and GWP 21, 25 and 28, from a recomputation in Python with double precision that
 * shares no code with the library (whole life as a closed formula, not as a run of years).
 */
const independent: Readonly<Record<string, readonly string[]>> = {
  A: ['172.6', '205.5', '230.1', '215.7', '256.8', '287.7'],
  A2: ['150.8', '181.8', '205.9', '193.9', '233.2', '263.5'],
  B: ['115.7', '137.7', '154.2', '144.6', '172.1', '192.8'],
  B2: ['93.9', '114.1', '130.1', '122.8', '148.5', '168.6'],
  B3: ['82.3', '100.3', '114.6', '108.3', '131.3', '149.3'],
  B4: ['66.7', '81.7', '93.8', '88.8', '108.1', '123.3'],
  D1: ['38.1', '45.4', '50.9', '47.7', '56.8', '63.6'],
  D2: ['41.3', '49.2', '55.1', '51.6', '61.5', '68.8'],
  D3: ['103.9', '123.7', '138.5', '129.8', '154.6', '173.1'],
  D4: ['103.4', '123.1', '137.9', '129.3', '153.9', '172.4'],
  D5: ['69.2', '84.7', '97.2', '92.0', '111.8', '127.5'],
  G: ['138.8', '165.3', '185.1', '173.5', '206.6', '231.4'],
  H: ['132.1', '157.2', '176.1', '165.1', '196.5', '220.1'],
  H2: ['109.8', '130.7', '146.4', '137.3', '163.4', '183.0'],
  H3: ['17.0', '20.2', '22.6', '21.2', '25.2', '28.3'],
}

describe('the whole system of Surabaya', () => {
  test('comes out as an independent recomputation has it, and as the page shows it', () => {
    const { printed, errors } = made.run('whole-system')
    expect(errors).toBe('')
    const rows = [...printed.matchAll(/^([A-H]\d?) +\D.*?((?: +\d+\.\d){6})$/gm)].map(
      (found) => [found[1], (found[2] as string).trim().split(/ +/)] as const,
    )
    expect(Object.fromEntries(rows)).toEqual(independent)
    for (const line of [
      'Nearest of 234 combinations; within 2 %: 7, within 5 %: 15, within 10 %: 27',
      '  B3  city 2002        MCF 1.0  GWP 21  107,391 t  −0.1 %',
      '  B4  city 2002        MCF 1.0  GWP 25  107,136 t  −0.4 %',
      '  B4  city 2024        MCF 1.0  GWP 25  108,071 t  +0.5 %',
      '  B4  125,037 t  +16.3 %',
      '  A   310,230 t  +188.5 %',
    ]) {
      expect(printed.split('\n')).toContain(line)
    }
    const shown = allBlocks.filter((block) => wordOf(block, 'printed-by') === 'whole-system')
    expect(shown.map(({ text }) => text)).toEqual([printed])
  })
})
