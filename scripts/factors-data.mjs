// Reads factors/ as it stands: the sources, their rows and their bibliography. What is written and tested about the data
// starts here; the library reads what `npm run generate` makes of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { root } from './entries.mjs'

const folder = join(root, 'factors')

const parsed = (path, options) => {
  try {
    return parse(readFileSync(path, 'utf8'), { columns: true, ...options })
  } catch (error) {
    // which of some 200 files it is
    if (error instanceof CsvError) error.message = `${relative(root, path)}: ${error.message}`
    throw error
  }
}

/** The rows of a CSV file under its header. What is no CSV is an error that names file and line. */
export const readCsv = (path) => parsed(path, {})

/** What source.json says. */
export const sourceOf = (source) => JSON.parse(readFileSync(join(folder, source, 'source.json'), 'utf8'))

/** The folders whose rows are read from documents; the other names of things (aliases) are words of this data set. */
export const sources = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory() && existsSync(join(folder, each.name, 'source.json')))
  .map(({ name }) => name)
  .filter((name) => sourceOf(name).kind !== 'aliases')
  .sort()

/** Those that hold figures: the list of regions does not. */
export const factorSources = sources.filter((name) => sourceOf(name).kind !== 'regions')

/** Blends, warming potentials and countries have no id of their own. */
const nameOf = ({ blend, component, set, gas, horizon, metric, code }) =>
  [blend, component, set, metric, gas, horizon, code].filter(Boolean).join(' ')

/** The rows of a source, each with the table and the file and line that it stands in; what a blend states is its share. */
export const rowsOf = (source) =>
  readdirSync(join(folder, source))
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .flatMap((name) =>
      parsed(join(folder, source, name), { info: true }).map(({ record: row, info }) => ({
        table: name.replace(/\.csv$/, ''),
        at: `factors/${source}/${name}:${info.lines}`,
        ...row,
        id: row.id ?? nameOf(row),
        ...('share' in row ? { value: row.share } : {}),
      })),
    )

/** The documents of a source, each with the tables or sets that it is the source of: one, or one for each set of GWP. */
export const documentsOf = (source) => {
  const { kind, source: tables, sets, ...own } = sourceOf(source)
  return kind ? Object.entries(tables ?? sets).map(([name, each]) => ({ name, ...each })) : [{ name: source, ...own }]
}
