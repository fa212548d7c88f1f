import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { filesOf, type ProjectResult, runProject, type TableData } from '../../../accounts/project'
import { MrvError, type Problem, Problems } from '../../../core/errors'
import { methodOf } from '../../../methods'
import { outputsCsv, reportHtml } from '../../report'
import { withFile } from '../failures'
import { type Io, say, sayJson } from '../io'
import { progressOf } from '../progress'
import { type ProjectFile, readProject, readTable, unreadTables } from '../read'
import { resultText } from '../run-text'
import { type AddCommand, jsonOption } from './command'

/** Problems of the project file with its name and line; those of tables have theirs already. */
const placed = (problem: Problem, { file, rowOf }: ProjectFile): Problem => {
  const { at } = problem
  if (at.file !== undefined && at.file !== 'project') return problem
  const path = (at.input ?? '').split('.').filter(Boolean)
  // an input of the method stands under inputs; all else is a path from the top
  const inside = rowOf(['inputs', ...path])
  const top = rowOf(path)
  const row = inside !== undefined && inside !== rowOf(['inputs']) ? inside : top
  return { ...problem, at: { ...at, file, ...(row === undefined ? {} : { row }) } }
}

const inProject = <T>(project: ProjectFile, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    throw error instanceof MrvError ? new MrvError(error.problems.map((problem) => placed(problem, project))) : error
  }
}

/** Reads what can be read; a table that cannot is left out, with its problems. */
const readTables = (project: ProjectFile, problems: Problems): Record<string, TableData> => {
  const tables: Record<string, TableData> = Object.create(null)
  for (const options of inProject(project, () => filesOf(project.data))) {
    const table = problems.try(() => readTable(project.folder, options))
    if (table) tables[options.file] = table
  }
  return tables
}

const compute = (project: ProjectFile, tables: Record<string, TableData>, problems: Problems): ProjectResult => {
  try {
    const result = inProject(project, () => runProject(project.data, tables, { methodOf }))
    problems.throwIfAny()
    return result
  } catch (error) {
    if (!(error instanceof MrvError) || problems.list.length === 0 || error.problems === problems.list) throw error
    // a table that could not be read has said so itself
    const known = new Set(problems.list.map(({ at }) => at.file))
    throw new MrvError([
      ...problems.list,
      ...error.problems.filter(({ code, at }) => code !== 'file.missing' || !known.has(at.file)),
    ])
  }
}

const write = (folder: string, shown: string, result: ProjectResult): string[] => {
  const files = {
    'result.json': `${JSON.stringify(result, null, 2)}\n`,
    'report.html': reportHtml(result),
    'outputs.csv': outputsCsv(result),
  }
  withFile('file.write', shown, () => mkdirSync(folder, { recursive: true }))
  return Object.entries(files).map(([name, text]) => {
    const file = join(shown, name)
    withFile('file.write', file, () => writeFileSync(join(folder, name), text))
    return file
  })
}

// about what takes a second on an ordinary machine
const manyCells = 5_000

const cellsIn = (tables: Readonly<Record<string, TableData>>): number =>
  Object.values(tables).reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)

const run = async (given: string, { out, json }: { out?: string; json?: boolean }, io: Io): Promise<void> => {
  const progress = progressOf(io, out === undefined ? 2 : 3)
  try {
    await progress.step('reading')
    const project = readProject(given, io)
    const problems = new Problems()
    const tables = readTables(project, problems)
    await progress.step('computing', cellsIn(tables) > manyCells)
    const result = compute(project, tables, problems)
    let written: string[] = []
    if (out !== undefined) {
      await progress.step('writing')
      written = write(resolve(io.cwd, out), out, result)
    }
    progress.stop()
    if (json) sayJson(io.stdout, result)
    else say(io.stdout, resultText(result, io))
    for (const name of unreadTables(project.folder, Object.keys(tables)))
      say(io.stderr, `${name} stands beside ${project.file}, but the project does not read it`)
    for (const file of written) say(io.stderr, `wrote ${file}`)
  } finally {
    progress.stop()
  }
}

export const addRun: AddCommand = (program, io) => {
  program
    .command('run')
    .description('run a project: baseline, project, leakage and reduction by year and gas, with co-benefits')
    .argument('<FILE>', 'project.yaml or project.json, or the folder that it is in; its CSV files stand beside it')
    .option('--out <DIR>', 'write result.json, report.html and outputs.csv there; nothing is written without it')
    .option(...jsonOption)
    .action((file: string, options: { out?: string; json?: boolean }) => run(file, options, io))
}
