import type { Problems } from '../../core/errors'
import { didYouMean, nearest } from '../../core/nearest'
import { noFactors, type OwnFactors, ownFactors } from './factors'
import { type Parsed, parseProject } from './parse'
import { type ColumnInput, defaultOptions, type FileOptions, type Project } from './schema'
import { checkTable, hasGoodHeader, headerAt, type TableData } from './table'

export type Tables = Readonly<Record<string, TableData>>
/** An input as the project file states it. */
export type Input = Project['inputs'][string]

export const isColumn = (input: Input): input is ColumnInput =>
  typeof input === 'object' && input !== null && 'column' in input

/** What a record itself holds under a name, whatever its prototype has. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

export const optionsOf = (project: Project, file: string): FileOptions => own(project.files, file) ?? defaultOptions

/** Whether how a file is to be read was wrong itself. */
export const isLost = (lost: Parsed['lost'], file: string): boolean => lost.has('files') || lost.has(`files.${file}`)

const namedFiles = (project: Project): string[] => {
  const columns = Object.values(project.inputs)
    .filter(isColumn)
    .map(({ file }) => file)
  const factors = typeof project.factors === 'string' ? [project.factors] : []
  return [...new Set([...columns, ...factors, ...Object.keys(project.files)])]
}

/**
 * The CSV files that a project file names, and how they are to be read. Where the file is wrong in part, those that can
 * be told: `runProject` says what is wrong. Throws `project.invalid` where nothing can be read from it.
 */
export const filesOf = (project: unknown): readonly (FileOptions & { file: string })[] => {
  const { project: parsed, lost } = parseProject(project)
  return namedFiles(parsed)
    .filter((file) => !isLost(lost, file))
    .map((file) => ({ file, ...optionsOf(parsed, file) }))
}

/** The columns that inputs read, by file. */
const usedColumns = (project: Project): ReadonlyMap<string, ReadonlySet<string>> => {
  const used = new Map<string, Set<string>>()
  for (const { file, column, over, unitColumn, quality } of Object.values(project.inputs).filter(isColumn)) {
    const names = used.get(file) ?? new Set<string>()
    for (const name of [column, ...Object.values(over), unitColumn, quality]) if (name !== undefined) names.add(name)
    used.set(file, names)
  }
  return used
}

/** What a missing column may be called now: of the columns that nothing reads the nearest, or the only one. */
const renamed = (missing: readonly string[], unread: readonly string[]): ReadonlyMap<string, string> => {
  const left = new Set(unread)
  const names = new Map<string, string>()
  for (const name of missing) {
    const [near] = nearest(name, left, 1)
    if (near === undefined) continue
    names.set(name, near)
    left.delete(near)
  }
  const [only, ...more] = left
  if (only === undefined || more.length > 0) return names
  for (const name of missing) if (!names.has(name)) names.set(name, only)
  return names
}

/** Columns that are missing and columns that nothing reads; one that was renamed is both, and is said once. */
const checkColumns = (
  table: TableData,
  wanted: readonly string[],
  unread: readonly string[],
  problems: Problems,
): void => {
  const { file, columns } = table
  const missing = wanted.filter((name) => !columns.includes(name))
  const now = renamed(missing, unread)
  for (const name of missing) {
    const other = now.get(name)
    const hint =
      other === undefined
        ? didYouMean(name, columns)
        : `Nothing reads the column "${other}": if it is this one, correct its name.`
    problems.add('file.column', 'A column is missing', {
      at: headerAt(table, name),
      found: `columns ${columns.join(', ')}`,
      expected: `a column "${name}"`,
      ...(hint ? { hint } : {}),
    })
  }
  const said = new Set(now.values())
  for (const column of unread.filter((each) => !said.has(each)))
    problems.add('file.column', 'Nothing reads this column', {
      at: headerAt(table, column),
      found: `"${column}"`,
      expected: wanted.join(', ') || 'no columns',
      hint: `Use it in an input, or list it under files: ${file}: ignore.`,
    })
}

/** Files that are not there, columns that are missing or that nothing reads, and the shape of every table. */
export const checkTables = ({ project, lost, words }: Parsed, tables: Tables, problems: Problems): void => {
  const used = usedColumns(project)
  for (const file of namedFiles(project)) {
    const table = own(tables, file)
    if (isLost(lost, file)) continue
    if (!table) {
      problems.add('file.missing', 'A file that the project names is not there', { at: { file } })
      continue
    }
    checkTable(table, problems)
    const { ignore } = optionsOf(project, file)
    const wanted = used.get(file) ?? new Set<string>()
    // what an input that was left out would read cannot be known; rows of factors are checked as such
    const open = lost.has('inputs') || words.has(file) || file === project.factors
    const isUnread = (column: string): boolean =>
      !wanted.has(column) && !ignore.includes(column) && !words.has(column) && column !== ''
    checkColumns(table, [...wanted], open ? [] : [...new Set(table.columns)].filter(isUnread), problems)
    if (file === project.factors) continue
    for (const column of ignore) {
      if (!table.columns.includes(column))
        problems.add('file.column', 'A column to ignore is not there', {
          at: headerAt(table, column),
          found: `columns ${table.columns.join(', ')}`,
          expected: `a column "${column}"`,
        })
    }
  }
}

/** The project's own factor rows, if they can be read. */
export const readFactors = ({ project, lost }: Parsed, tables: Tables, problems: Problems): OwnFactors => {
  const { factors } = project
  if (typeof factors !== 'string')
    return lost.has('factors') ? noFactors : ownFactors(factors, undefined, defaultOptions, problems)
  const table = own(tables, factors)
  return !table || isLost(lost, factors) || !hasGoodHeader(table)
    ? noFactors
    : ownFactors(factors, table, optionsOf(project, factors), problems)
}
