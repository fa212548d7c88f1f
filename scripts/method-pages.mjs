// Writes docs/methods: a page for each method, with a worked example from test/cases. A test says whether they are in step.
// The library is passed in, so that the tests run the same function over the sources.
import { mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './entries.mjs'
import { readCases } from './validation.mjs'

const folder = join(root, 'docs/methods')
const ranks = ['published', 'peer-computed', 'independent']

/** The case that a page shows: a published one before others, a short one before a long one. */
const shownCase = (id, cases) => {
  const size = ({ inputs }) => JSON.stringify(inputs).length
  const [best] = cases
    .filter(({ method }) => method === id)
    .sort((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind) || size(a) - size(b))
  return best
}

const exampleOf = ({ id, kind, source, inputs, context = {}, notes }) => {
  const gwp = context.gwp ? {} : { gwp: 'AR5' }
  const place = [source.document, source.locator].filter(Boolean).join(', ')
  const about = [
    `The case ${id} (${kind}), with which the library is tested: ${place}.`,
    notes ?? '',
    context.gwp ? '' : 'The GWP set AR5 is added for the CO2 equivalent.',
  ]
  return { inputs, context: { ...context, ...gwp }, about: about.filter(Boolean).join(' ') }
}

const plain = (text) => text.replace(/[\\`*_[\]|<>]/g, (letter) => `\\${letter}`)

/** The pages by file name, the list of all among them. */
export const methodPages = ({ methods, methodPage }, cases = readCases()) => {
  const pages = new Map()
  for (const [id, method] of methods()) {
    const best = shownCase(id, cases)
    const page = methodPage(method, { format: 'markdown', ...(best ? { example: exampleOf(best) } : {}) })
    pages.set(`${id}.md`, `<!-- Written by \`npm run pages\`; do not edit. -->\n\n${page}`)
  }
  const rows = [...methods().values()].map(
    ({ id, title, edition }) => `| [${plain(id)}](${id}.md) | ${plain(title)} | ${plain(edition)} |`,
  )
  const list = ['# Methods', '', '| id | title | edition |', '| --- | --- | --- |', ...rows, '']
  pages.set('README.md', list.join('\n'))
  return pages
}

/** The names of the pages that are there. */
export const writtenPages = () => readdirSync(folder).sort()

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [{ methods }, { methodPage }] = await Promise.all([import('citymrv/methods'), import('citymrv/document')])
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of methodPages({ methods, methodPage })) writeFileSync(join(folder, name), text)
}
