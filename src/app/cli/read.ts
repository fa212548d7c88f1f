import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { TableData } from '../../accounts/project'
import { fail, locate } from '../../core/errors'
import { readCsv } from './csv'
import { decode } from './decode'
import { type Loaded, readDocument } from './document'
import { withFile } from './failures'
import type { Io } from './io'

const largest = 256 * 1024 * 1024

const readBytes = (path: string, shown: string): Uint8Array =>
  withFile('file.missing', shown, () => {
    const { size } = statSync(path)
    if (size > largest)
      fail('file.format', 'The file is too large', {
        at: { file: shown },
        found: `${size} bytes`,
        expected: `at most ${largest}`,
      })
    return readFileSync(path)
  })

/** Text of a file in UTF-8, or in the declared encoding; `file` is how it is called in problems. */
export const readText = (path: string, file: string, encoding?: string): string =>
  locate({ file }, () => decode(readBytes(path, file), encoding))

/** The text of FILE, or of standard input where it is `-`, and how it is called. */
export const readGivenText = async (file: string, io: Io): Promise<{ name: string; text: string }> => {
  if (file !== '-') return { name: file, text: readText(resolve(io.cwd, file), file) }
  const bytes = await io.stdin()
  return { name: 'standard input', text: locate({ file: 'standard input' }, () => decode(bytes)) }
}

/** A project file: where it is, how it is called, what it holds. */
export interface ProjectFile extends Loaded {
  readonly file: string
  readonly folder: string
}

const projectNames = ['project.yaml', 'project.yml', 'project.json']

const fileIn = (folder: string, shown: string): string => {
  const found = projectNames.filter((name) => existsSync(join(folder, name)))
  const [only, other] = found
  if (only === undefined)
    return fail('file.missing', 'There is no project file in this folder', {
      at: { file: shown },
      expected: projectNames.join(', '),
    })
  if (other !== undefined)
    fail('file.format', 'There is more than one project file in this folder', {
      at: { file: shown },
      found: found.join(', '),
      expected: 'one',
    })
  return only
}

/** Reads a project file, or that of a folder. */
export const readProject = (given: string, io: Io): ProjectFile => {
  const path = resolve(io.cwd, given)
  const isFolder = withFile('file.missing', given, () => statSync(path).isDirectory())
  const [folder, name] = isFolder ? [path, fileIn(path, given)] : [dirname(path), basename(path)]
  return { ...readDocument(name, readText(join(folder, name), name)), file: name, folder }
}

/** Reads a CSV that a project names. It stands beside the project file or in a folder there, so that it goes with it. */
export const readTable = (
  folder: string,
  { file, encoding, delimiter }: { file: string; encoding: string; delimiter: string },
): TableData => {
  const path = resolve(folder, file)
  const inside = relative(folder, path)
  if (isAbsolute(file) || isAbsolute(inside) || inside.startsWith('..')) {
    fail('file.missing', 'The file does not stand beside the project file', {
      at: { file },
      expected: 'a name such as waste.csv',
      hint: 'Copy it there.',
    })
  }
  return readCsv(file, readText(path, file, encoding), delimiter)
}

/** The CSV files beside a project file that it does not name, the command's own aside. */
export const unreadTables = (folder: string, read: readonly string[]): string[] =>
  readdirSync(folder)
    .filter((name) => /\.csv$/i.test(name) && name !== 'outputs.csv' && !read.includes(name))
    .sort()
