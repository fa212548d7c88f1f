// Makes src/data/factors/generated/ from factors/: one module a table, so that a bundle holds only the tables it uses, and
// one a source, which is loaded when asked for.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CsvError } from 'csv-parse/sync'
import { dataSet } from './data-set.mjs'
import { readCsv } from './factors-data.mjs'
import { packTable } from './pack-table.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'src/data/factors/generated')
const camel = (text) =>
  text
    .replace(/(\d)\.(\d)/g, '$1$2')
    .replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter) => (letter ? letter.toUpperCase() : ''))

// JSON text is read on first use: loading a sector must not cost the reading of its tables.
const quoted = (data) => `'${JSON.stringify(data).replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

const csv = (path) => readCsv(join(root, 'factors', path))

/** The modules of one source: its entry, one a table, and one that brings them all, which is loaded when asked for. */
const writeSource = (folder) => {
  // the files of the originals are for those who look figures up again
  const { documents: _, ...source } = JSON.parse(readFileSync(join(root, 'factors', folder, 'source.json'), 'utf8'))
  if (source.kind) return undefined // not factor tables: read below
  const files = readdirSync(join(root, 'factors', folder))
    .filter((name) => name.endsWith('.csv'))
    .sort()
  const own = camel(`${folder}-source`)
  writeFileSync(
    join(target, `${folder}-source.ts`),
    `import type { FactorSource } from '../row'\n\nexport const ${own}: FactorSource = ${JSON.stringify(source)}\n`,
  )
  const tables = files.map((file) => {
    const table = file.replace(/\.csv$/, '')
    const name = camel(`${folder}-${table}`)
    const records = csv(`${folder}/${file}`)
    if (records.length === 0) throw new Error(`factors/${folder}/${file} has no rows`)
    writeFileSync(
      join(target, `${folder}-${table}.ts`),
      `import { packedTable } from '../packed'
import { ${own} } from './${folder}-source'

/** ${source.title}: ${table}. */
export const ${name} = packedTable('${folder}/${table}', ${own}, ${quoted(packTable(records))})
`,
    )
    return { table, name, records }
  })
  const imports = tables.map(({ table, name }) => `import { ${name} } from './${folder}-${table}'`)
  writeFileSync(
    join(target, `${folder}.ts`),
    `import type { FactorSet } from '../row'
${imports.join('\n')}
import { ${own} } from './${folder}-source'

/** ${source.title}: all tables. */
export const factorSet: FactorSet = { source: ${own}, tables: [${tables.map(({ name }) => name).join(', ')}] }
`,
  )
  const rows = tables.flatMap(({ records }) => records)
  return { folder, source, tables, ...countsOf(rows) }
}

/** How many rows there are, how many were read in their source, and for which regions they are. */
const countsOf = (rows) => ({
  rows: rows.length,
  read: rows.filter(({ status }) => status === 'read').length,
  regions: [...new Set(rows.map(({ region }) => region || 'world'))].sort(),
})

/** What `sources` says of warming potentials and blends, whose tables src/data/factors/gas-sets.ts makes. */
const gasEntry = (folder) => {
  const { source: ofTables, ...own } = JSON.parse(readFileSync(join(root, 'factors', folder, 'source.json'), 'utf8'))
  const files = readdirSync(join(root, 'factors', folder)).filter((name) => name.endsWith('.csv'))
  const [source] = ofTables ? Object.values(ofTables) : [own]
  const rows = files.flatMap((file) => csv(`${folder}/${file}`))
  return { folder, source: { ...source, id: folder }, tables: files, ...countsOf(rows) }
}

/** The list of all sources, by which each is loaded. */
const writeSources = (all) => {
  const gases = ['blends', 'gwp', 'gwp-horizons'].map((folder) => ({ ...gasEntry(folder), ofGases: true }))
  const sorted = [...all, ...gases].sort((a, b) => (a.folder < b.folder ? -1 : 1))
  const entries = sorted.map(({ folder, source, tables, rows, read, regions, ofGases }) => {
    const { id, title, publisher, year, edition, series, licence, url } = source
    if (id !== folder) throw new Error(`factors/${folder}/source.json is called "${id}"`)
    const told = { id, title, publisher, year, edition, series, licence, url }
    const entry = { ...told, tables: tables.length, rows, read, regions }
    const load = ofGases
      ? `import('../gas-sets').then(({ gasSet }) => ({ factorSet: gasSet(${JSON.stringify(told)}) }))`
      : `import('./${folder}')`
    return `  { entry: ${JSON.stringify(entry)}, load: () => ${load} },`
  })
  writeFileSync(
    join(target, 'sources.ts'),
    `import type { FactorSet, SourceEntry } from '../row'

export const sources: readonly { entry: SourceEntry; load(): Promise<{ factorSet: FactorSet }> }[] = [
${entries.join('\n')}
]
`,
  )
}

export const generate = () => {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const sources = readdirSync(join(root, 'factors'), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => writeSource(name) ?? [])
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
  writeSources(sources)
  writeFileSync(
    join(target, 'data-set.ts'),
    `/** Version, digest and number of rows of the factor tables, of which Semantic Versioning holds by itself. */\nexport const dataSet = ${JSON.stringify(dataSet())} as const\n`,
  )
  const regions = csv('regions/regions.csv').map(({ code, name, intermediate, subregion, region }) => [
    code,
    name,
    intermediate,
    subregion,
    region,
  ])
  writeFileSync(
    join(target, 'regions.ts'),
    `/** Country code, name, UN intermediate region, subregion and region. */\nexport const regions = (): readonly (readonly [string, string, string, string, string])[] =>\n  JSON.parse(${quoted(regions)})\n`,
  )
  // The sets over 100 years first, then those of other horizons and metrics. Each text stands once: every sector brings
  // all sets.
  const texts = []
  const place = (text) => {
    const found = texts.indexOf(text)
    return found < 0 ? texts.push(text) - 1 : found
  }
  const sets = ['gwp', 'gwp-horizons'].flatMap((folder) =>
    readdirSync(join(root, 'factors', folder))
      .filter((name) => name.endsWith('.csv'))
      .sort()
      .map((name) => {
        const rows = csv(`${folder}/${name}`)
        const [{ set, horizon }] = rows
        return {
          set,
          metric: /-GTP\d+$/.test(set) ? 'GTP' : 'GWP',
          horizon,
          rows: rows.map(({ gas, value, document, locator, status, notes }) => [
            gas,
            value,
            place(document),
            place(locator),
            status,
            place(notes),
          ]),
        }
      }),
  )
  writeFileSync(
    join(target, 'gwp.ts'),
    `import type { GwpData } from '../gas-sets'\n\nexport const gwpData = (): GwpData =>\n  JSON.parse(${quoted({ texts, sets })})\n`,
  )
  // what is cited of the sets and of the blends: apart, for who searches rows and not for who looks a figure up
  const sourceOf = (folder) => JSON.parse(readFileSync(join(root, 'factors', folder, 'source.json'), 'utf8'))
  const citation = ({ title, publisher, year, corrigenda, url, licence }) => ({
    title,
    publisher,
    year,
    corrigenda,
    url,
    licence,
  })
  const cited = ['gwp', 'gwp-horizons'].flatMap((folder) =>
    Object.entries(sourceOf(folder).sets).flatMap(([names, entry]) =>
      names.split(', ').map((set) => [set, { id: `gwp-${set}`, ...citation(entry), edition: set }]),
    ),
  )
  const uncited = sets.filter(({ set }) => !cited.some(([name]) => name === set))
  if (uncited.length > 0)
    throw new Error(`no source.json tells of the sets ${uncited.map(({ set }) => set).join(', ')}`)
  const ofBlends = sourceOf('blends').source['table-7.8']
  writeFileSync(
    join(target, 'gas-sources.ts'),
    `import type { FactorSource } from '../row'\n\n/** What is cited of each GWP set. */\nexport const gwpSources = (): Readonly<Record<string, FactorSource>> =>\n  JSON.parse(${quoted(Object.fromEntries(cited))})\n\n/** What is cited of the compositions of blends. */\nexport const blendSource = (): FactorSource =>\n  JSON.parse(${quoted({ id: 'blends', ...citation(ofBlends), edition: ofBlends.edition })})\n`,
  )
  const blends = csv('blends/table-7.8.csv').map(({ blend, component, share, locator, status, notes }) => ({
    blend,
    component,
    share,
    locator,
    status,
    ...(notes ? { notes } : {}),
  }))
  writeFileSync(
    join(target, 'blends.ts'),
    `import type { BlendRow } from '../gas-sets'\n\n/** Refrigerant blends by composition. */\nexport const blendRows = (): readonly BlendRow[] =>\n  JSON.parse(${quoted(blends)})\n`,
  )
  const aliases = csv('aliases/aliases.csv').map(({ kind, alias, name, vocabulary }) => [kind, alias, name, vocabulary])
  writeFileSync(
    join(target, 'aliases.ts'),
    `/** Kind, alias, name in the rows, vocabulary. */\nexport const aliasRows = (): readonly (readonly [string, string, string, string])[] =>\n  JSON.parse(${quoted(aliases)})\n`,
  )
  const index = sources.flatMap(({ folder, tables }) =>
    tables.map(({ table, name }) => `export { ${name} } from './${folder}-${table}'`),
  )
  writeFileSync(join(target, 'index.ts'), `${index.join('\n')}\n`)
}

try {
  generate()
} catch (error) {
  // what is wrong in a file is said in a line, without a stack of calls
  if (!(error instanceof CsvError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
