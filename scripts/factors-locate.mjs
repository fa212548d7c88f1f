// `npm run factors:locate -- --pdf DIR`: opens the page that each factor row cites, in the originals that lie in DIR under
// the names of `documents` in factors/*/source.json, and looks there for the printed value. Prints by source how many rows
// were found, and which were not. Since a short number stands on many pages, it also prints how many rows would have been
// found on a page that nobody cites. --source ID looks at one source, --json prints the rows that were not found, --write
// keeps the result in test/data/located.json, which docs/factors.md shows: the checks have no originals.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { root } from './entries.mjs'
import { peer } from './peers.mjs'

/** The printed pages of a locator: the first `p 2.16`, `pp 3.12-3.13`; pages of the bounds are another matter. */
export const pagesOf = (locator) => {
  const [, first, last] = /\bpp? ([A-Z]?[\d.]+[A-Z]?)(?:[-–]([\d.]+))?/.exec(locator) ?? []
  if (!first) return []
  if (!last) return [first]
  const chapter = first.includes('.') ? first.slice(0, first.lastIndexOf('.') + 1) : ''
  const [from, to] = [first, last].map((page) => Number(page.slice(page.lastIndexOf('.') + 1)))
  return Array.from({ length: Math.max(0, to - from) + 1 }, (_, at) => `${chapter}${from + at}`)
}

/** What finds a number as a page prints it: with or without something between its thousands, and not within another. */
export const printed = (value) => {
  const [figures, exponent] = value.replace(/^-/, '').split('e')
  const [whole, fraction] = figures.split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, '[,  ]?')
  const sign = value.startsWith('-') ? '[-–−]\\s?' : ''
  const number = fraction === undefined ? thousands : `${whole === '0' ? '0?' : thousands}[.,·]${fraction}`
  // 3.5e-07 is printed 3.5E-07, or 3.5 × 10 and a raised -7
  const power =
    exponent === undefined
      ? ''
      : `\\s?(?:[Ee]|[x×·•]\\s?10)\\s?${Number(exponent) < 0 ? '[-–−]' : '\\+?'}0?${Math.abs(Number(exponent))}`
  return new RegExp(`(?<![\\d.,])${sign}${number}${power}(?![\\d]|[.,]\\d)`)
}

/** The number of a page, where a line begins or ends with one. */
const labelOf = (line = '') => {
  const words = line.trim().split(/\s+/)
  return [words.at(-1), words[0]].find((word) => /^[A-Z]?\d[\d.]*[A-Z]?$/.test(word ?? ''))
}

/** The pages of a PDF by the number that is printed at their head or foot. */
const readPages = (file) => {
  const { stdout, status, stderr } = spawnSync(peer('poppler'), ['-layout', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`${basename(file)}: ${stderr}`)
  const pages = stdout.split('\f')
  const labels = new Map()
  for (const [index, text] of pages.entries()) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const label = [lines.at(-1), lines[0], lines.at(-2), lines[1]].map(labelOf).find(Boolean)
    if (label && !labels.has(label)) labels.set(label, index)
  }
  return { pages, labels }
}

const filesBelow = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => [each.name, join(each.parentPath, each.name)]),
  )

/** The file that a locator cites: `documents` names one for each way in which a locator begins. */
const documentOf = (documents, locator) => Object.entries(documents).find(([prefix]) => locator.startsWith(prefix))?.[1]

/** For each row of a source: whether its page could be opened, the value stands there, and stands where nobody cites it. */
const locateSource = (folder, { documents = {} }, files) => {
  const opened = new Map()
  const open = (name) => {
    if (!opened.has(name)) opened.set(name, readPages(files.get(name)))
    return opened.get(name)
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .flatMap((file) =>
      parse(readFileSync(join(folder, file), 'utf8'), { columns: true }).map((row) => {
        const { id = `${row.blend ?? row.set} ${row.component ?? row.gas}`, value = row.share, locator, status } = row
        const told = { id, value, locator, status }
        const name = documentOf(documents, locator ?? '')
        if (!name || !files.has(name)) return { ...told, outcome: 'no document' }
        const { pages, labels } = open(name)
        const cited = pagesOf(locator).map((page) => labels.get(page))
        if (cited.length === 0 || cited.includes(undefined)) return { ...told, outcome: 'no page' }
        if (!/^-?[\d.]+(e[+-]?\d+)?$/.test(value)) return { ...told, outcome: 'no number' }
        const find = printed(value)
        const elsewhere = pages[(cited[0] + Math.ceil(pages.length / 2)) % pages.length]
        return {
          ...told,
          outcome: cited.some((page) => find.test(pages[page])) ? 'found' : 'not found',
          byChance: find.test(elsewhere),
        }
      }),
    )
}

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

const main = () => {
  const { values: options } = parseArgs({
    options: {
      pdf: { type: 'string' },
      source: { type: 'string' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  if (!options.pdf) throw new Error('--pdf DIR is needed: the folder with the originals')
  if (options.write && options.source) throw new Error('--write keeps the result of all sources: leave --source out')
  const files = filesBelow(options.pdf)
  const missed = []
  const kept = []
  let found = 0
  for (const { name } of readdirSync(join(root, 'factors'), { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  )) {
    const folder = join(root, 'factors', name)
    const source = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8'))
    if (options.source && options.source !== source.id) continue
    const rows = locateSource(folder, source, files)
    const of = (outcome) => rows.filter((row) => row.outcome === outcome)
    const looked = [...of('found'), ...of('not found')]
    found += of('found').length
    missed.push(...of('not found'), ...of('no page'))
    kept.push({
      source: name,
      rows: rows.length,
      looked: looked.length,
      found: of('found').length,
      byChance: looked.filter(({ byChance }) => byChance).length,
      noPage: of('no page').length,
      noNumber: of('no number').length,
      missed: [...of('not found'), ...of('no page')].map(({ id, value, locator }) => ({ id, value, locator })),
    })
    process.stderr.write(
      `${name}: ${rows.length} rows; ${of('found').length} of ${looked.length} found on their page (${percent(of('found').length, looked.length)}; on another page ${percent(looked.filter(({ byChance }) => byChance).length, looked.length)}); ${of('no page').length} without such a page, ${of('no number').length} no numbers, ${of('no document').length} whose document is not there\n`,
    )
  }
  if (options.json) process.stdout.write(`${JSON.stringify(missed, null, 2)}\n`)
  else
    for (const { id, value, locator, outcome } of missed)
      process.stdout.write(`${outcome}: ${id} ${value} (${locator})\n`)
  if (options.write) {
    const date = new Date().toISOString().slice(0, 10)
    const opened = kept.filter(({ looked, noPage }) => looked + noPage > 0)
    writeFileSync(join(root, 'test/data/located.json'), `${JSON.stringify({ date, sources: opened }, null, 2)}\n`)
  }
  if (found === 0) throw new Error('no row was found: none of the documents lies in the folder')
}

if (process.argv[1] === join(root, 'scripts/factors-locate.mjs')) {
  try {
    main()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
