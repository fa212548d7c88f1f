// Makes src/data/factors/generated/ from factors/: one module a table, so that a bundle holds only the tables it uses.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'src/data/factors/generated')
const plain = new Set([
  'id',
  'parameter',
  'value',
  'unit',
  'lower',
  'upper',
  'bounds',
  'region',
  'validFrom',
  'validTo',
  'locator',
  'status',
  'title',
  'notes',
])

const camel = (text) =>
  text
    .replace(/(\d)\.(\d)/g, '$1$2')
    .replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter) => (letter ? letter.toUpperCase() : ''))

const asRow = (record, source) => {
  const row = { selectors: {} }
  for (const [column, value] of Object.entries(record)) {
    if (value === '') continue
    if (plain.has(column)) row[column] = value
    else row.selectors[column] = value
  }
  return { ...row, source: source.id, edition: source.edition }
}

// JSON text is read on first use: loading a sector must not cost the reading of its tables.
const quoted = (data) => `'${JSON.stringify(data).replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

export const generate = () => {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const index = []
  for (const folder of readdirSync(join(root, 'factors'), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .sort()) {
    const path = join(root, 'factors', folder)
    const files = readdirSync(path)
      .filter((name) => name.endsWith('.csv'))
      .sort()
    // the files of the originals are for those who look figures up again
    const { documents: _, ...source } = JSON.parse(readFileSync(join(path, 'source.json'), 'utf8'))
    if (source.kind) continue // not factor tables: read by their own generator
    for (const file of files) {
      const table = file.replace(/\.csv$/, '')
      const name = camel(`${folder}-${table}`)
      const rows = parse(readFileSync(join(path, file), 'utf8'), { columns: true }).map((record) =>
        asRow(record, source),
      )
      const text = `import { readTable } from '../row'\n\n/** ${source.title}: ${table}. */\nexport const ${name} = readTable('${table}', ${quoted({ source, rows })})\n`
      writeFileSync(join(target, `${folder}-${table}.ts`), text)
      index.push(`export { ${name} } from './${folder}-${table}'`)
    }
  }
  const csv = (path) => parse(readFileSync(join(root, 'factors', path), 'utf8'), { columns: true })
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
  const sets = readdirSync(join(root, 'factors/gwp'))
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .flatMap((name) => csv(`gwp/${name}`))
  writeFileSync(
    join(target, 'gwp.ts'),
    `import type { GwpRow } from '../../gases/gwp'\n\nexport const gwpRows = (): readonly GwpRow[] =>\n  JSON.parse(${quoted(sets.map(({ set, gas, value, horizon, document, locator, status, notes }) => ({ set, gas, value, horizon, document, locator, status, ...(notes ? { notes } : {}) })))})\n`,
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
    `import type { BlendRow } from '../../gases/blends'\n\n/** Refrigerant blends by composition. */\nexport const blendRows = (): readonly BlendRow[] =>\n  JSON.parse(${quoted(blends)})\n`,
  )
  writeFileSync(join(target, 'index.ts'), `${index.join('\n')}\n`)
}

generate()
