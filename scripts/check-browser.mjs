// The library in a browser: a page under a strict content-security policy loads every subpath that is for browsers, runs a
// method and the example's project; a source of factors is loaded when it is asked for; then the example's report at the width of a phone and of a desk. Needs a build and
// out/report.html of `npm run example`, and Chromium. All stays on this machine: a server on 127.0.0.1, closed at the end.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { build } from 'esbuild'
import { parse as parseYaml } from 'yaml'
import { refuse, startChecks } from './checks.mjs'
import { entries, root } from './entries.mjs'
import { factorSources } from './factors-data.mjs'
import { peer } from './peers.mjs'

const { check, end } = startChecks()
const example = join(root, 'examples/surabaya-composting')
const out = join(root, 'out')
let chromium

/** Draws that need no function whose last digits differ between platforms. */
const drawn = {
  inputs: { treated: '1200 t' },
  context: { region: 'ID' },
  options: {
    uncertain: { treated: { distribution: 'uniform', lower: 1000, upper: 1400 } },
    rules: { bounds: { range: 'fixed' } },
    outputs: ['ch4'],
    draws: 5000,
    seed: 7,
  },
}
const doors = entries().filter(({ name }) => name !== 'cli')
// loading must be clean as it is; a page with a strict policy then tells zod, before it runs a project, not to try whether
// it may make code from text, since the attempt alone is reported
const library = `
${doors.map(({ name }, index) => `import * as door${index} from 'citymrv${name === '.' ? '' : `/${name}`}'`).join('\n')}
import { evaluate } from 'citymrv'
import { composting } from 'citymrv/waste'
import { monteCarlo, propagate } from 'citymrv/uncertainty'
import { runProject } from 'citymrv/project'
import { methodOf } from 'citymrv/methods'
import * as z from 'zod'
z.config({ jitless: true })
const refused = []
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective + ' ' + event.sourceFile + ':' + event.lineNumber))
const said = {}
try {
  said.doors = [${doors.map((_, index) => `door${index}`).join(', ')}].map((door) => Object.keys(door).length)
  const result = evaluate(composting, { treated: '1200 t' }, { region: 'ID', gwp: 'AR5' })
  said.ch4 = result.outputs.ch4.value
  said.co2e = String(result.co2e)
  const { inputs, context, options } = ${JSON.stringify({ inputs: drawn.inputs, context: drawn.context, options: drawn.options })}
  said.percent = propagate(composting, inputs, context, { rules: options.rules, uncertain: { treated: { percent: 5 } } }).of('ch4').one.percent
  said.sample = [...monteCarlo(composting, inputs, context, options).sample('ch4')]
  const { project, tables } = await (await fetch('/project.json')).json()
  if (project) said.digest = JSON.parse(JSON.stringify(runProject(project, tables, { methodOf }))).digest
  await new Promise((resolve) => setTimeout(resolve, 100))
  said.refused = [...refused]
  // the policy must be in force, or all this shows nothing
  try { said.policy = new Function('return "not in force"')() } catch { said.policy = 'in force' }
} catch (error) { said.error = String(error && error.stack || error) }
await fetch('/said', { method: 'POST', body: JSON.stringify(said) })`

// many rows and draws, with WebAssembly where the page allows it: 4 g CH4/kg (2006 IPCC Guidelines V5, Table 4.1)
const rows = `
import { evaluateBatch, simdOperators } from 'citymrv/batch'
import { monteCarlo } from 'citymrv/uncertainty'
import { composting } from 'citymrv/waste'
const refused = []
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective + ' ' + event.blockedURI))
const said = {}
try {
  const treated = Float64Array.from({ length: 10001 }, (_, row) => (row === 5000 ? -1 : row / 4))
  const context = { gwp: 'AR5' }
  const columnOf = (options) => evaluateBatch(composting, { treated }, context, options)
  const plain = columnOf({})
  said.total = plain.outputs.ch4.total()
  said.status = [plain.refused, plain.problems.length, plain.problems[0].at.row]
  const drawn = monteCarlo(composting, { treated: 1200 }, context,
    { uncertain: { treated: { distribution: 'normal', sd: 60 } }, rules: { bounds: { range: 'fixed' } }, draws: 20000, outputs: ['ch4'] }).outputs.ch4.one
  said.drawn = { mean: drawn.mean, sd: drawn.sd }
  await new Promise((resolve) => setTimeout(resolve, 100))
  said.refused = [...refused]
  try {
    const fast = columnOf({ operators: await simdOperators() })
    const [a, b] = [fast, plain].map(({ outputs }) => outputs.ch4.column())
    said.wasm = a.every((value, row) => Object.is(value, b[row])) ? 'equal' : 'other results'
  } catch (error) { said.wasm = error.message }
  try { said.policy = new Function('return "not in force"')() } catch { said.policy = 'in force' }
} catch (error) { said.error = String(error && error.stack || error) }
await fetch('/said', { method: 'POST', body: JSON.stringify(said) })`

// sources one after the other: the server sees what each of them fetches. The figures: 2006 IPCC Guidelines V5, Table 4.1,
// and V2, Table 1.2
const asked = [
  { id: 'ipcc-2006-v5', query: { activity: 'composting', unit: 'g CH4 (biogenic)/kg waste (wet)' }, value: '4' },
  { id: 'ipcc-2006-v2', query: { fuel: 'diesel', parameter: 'NCV' }, value: '43.0' },
]
const onDemand = `
import { findOne, load } from 'citymrv/factors'
const refused = []
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective + ' ' + event.blockedURI))
const said = { found: [] }
try {
  for (const { id, query } of ${JSON.stringify(asked)}) {
    await fetch('/loading/' + id, { method: 'HEAD' })
    const source = await load(id)
    const { row } = findOne(query, [source])
    said.found.push([row.source, row.value, source === await load(id)])
  }
  said.unknown = await load('ipcc-2006').catch((error) => error.code + ' ' + error.problems[0].hint)
  said.refused = [...refused]
  try { said.policy = new Function('return "not in force"')() } catch { said.policy = 'in force' }
} catch (error) { said.error = String(error && error.stack || error) }
await fetch('/said', { method: 'POST', body: JSON.stringify(said) })`

// A frame has the width that is asked of it, which a window has not.
const frames = `
const said = {}
for (const width of [390, 1440]) {
  const frame = document.createElement('iframe')
  frame.width = width
  frame.height = 900
  frame.src = '/report.html'
  document.body.append(frame)
  await new Promise((resolve) => { frame.onload = resolve })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const page = frame.contentDocument
  const wide = [...page.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > width + 0.5)
    .filter((each) => { for (let up = each.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible' && up !== page.documentElement && up !== page.body) return false; return true })
  said[width] = {
    width: page.documentElement.clientWidth,
    needs: Math.max(page.documentElement.scrollWidth, page.body.scrollWidth),
    wide: wide.slice(0, 3).map((each) => each.tagName + '.' + each.className),
    text: page.body.innerText.trim().length,
    drawn: [...page.querySelectorAll('svg')].filter((each) => each.getBoundingClientRect().width > 100).length,
    loads: performance.getEntriesByType('resource').length, scripts: frame.contentWindow.performance.getEntriesByType('resource').map(({ name }) => name),
  }
}
await fetch('/said', { method: 'POST', body: JSON.stringify(said) })`

const bundle = async (contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0].text
}

/** The files of a page whose bundler leaves in files of their own what is imported when asked for. */
const bundleInParts = async (contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: join(root, 'parts'),
    entryNames: 'page',
    write: false,
    logLevel: 'silent',
  })
  return Object.fromEntries(outputFiles.map(({ path, text }) => [`/${basename(path)}`, ['text/javascript', text]]))
}

/** The sources of which a text holds tables: they are named by source and file. */
const tablesIn = (text) =>
  factorSources.flatMap((source) =>
    readdirSync(join(root, 'factors', source))
      .filter((file) => file.endsWith('.csv'))
      .map((file) => `${source}/${file.replace(/\.csv$/, '')}`)
      .filter((table) => text.includes(`"${table}"`)),
  )

/** The example as a page would hold it: the project file as data, its tables as rows of text. */
const exampleData = () => {
  const file = ['project.yaml', 'project.json'].map((name) => join(example, name)).find((path) => existsSync(path))
  if (!file) refuse('there is no example')
  const project = parseYaml(readFileSync(file, 'utf8'))
  const names = new Set(
    [
      ...Object.values(project.inputs).map((input) => input?.file),
      ...Object.keys(project.files ?? {}),
      project.factors,
    ].filter((name) => typeof name === 'string'),
  )
  const tables = Object.fromEntries(
    [...names].map((name) => {
      const [{ record: columns }, ...rest] = parseCsv(readFileSync(join(example, name), 'utf8'), { info: true })
      return [name, { file: name, columns, rows: rest.map(({ info, record }) => ({ row: info.lines, cells: record })) }]
    }),
  )
  return { project, tables }
}

/** Opens a page of a server that lives as long as the page, and gives what it says; `fetched` gets what it asks for. */
const open = async (path, files, fetched = []) => {
  const user = mkdtempSync(join(tmpdir(), 'citymrv-browser-'))
  let browser
  let server
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the page said nothing within a minute')), 60_000)
      late.unref()
      server = createServer((request, response) => {
        if (request.method === 'POST') {
          let body = ''
          request.on('data', (chunk) => {
            body += chunk
          })
          request.on('end', () => {
            response.end()
            resolve(JSON.parse(body))
          })
          return
        }
        fetched.push(request.url)
        const [type, text, policy] = files[request.url] ?? []
        response.writeHead(text === undefined ? 404 : 200, {
          'content-type': type ?? 'text/plain',
          ...(policy ? { 'content-security-policy': policy } : {}),
        })
        response.end(text)
      })
      server.listen(0, '127.0.0.1', () => {
        const flags =
          '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --window-size=1600,1000'
        const url = `http://127.0.0.1:${server.address().port}${path}`
        const options = { stdio: 'ignore', detached: true }
        browser = spawn(chromium, [...flags.split(' '), `--user-data-dir=${user}`, url], options)
        browser.on('error', reject)
        browser.on('exit', (code) => reject(new Error(`the browser ended with ${code}`)))
      })
    })
  } finally {
    if (browser?.pid && browser.exitCode === null) {
      const ended = new Promise((resolve) => browser.once('exit', resolve))
      process.kill(-browser.pid, 'SIGKILL') // with the processes that it started
      await ended
    }
    server?.closeAllConnections()
    server?.close()
    rmSync(user, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const page = (script) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>check</title><link rel="icon" href="data:,"><body><script type="module" src="${script}"></script>`
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"

await check('there is a browser', () => {
  chromium = peer('chromium')
})

await check('every subpath in a page with a strict content-security policy', async () => {
  const { project, tables } = exampleData()
  const said = await open('/', {
    '/': ['text/html', page('/library.js'), policy],
    '/library.js': ['text/javascript', await bundle(library)],
    '/project.json': ['application/json', JSON.stringify({ project, tables })],
  })
  if (said.error) refuse(said.error)
  if (said.policy !== 'in force') refuse('the policy is not in force')
  if (said.refused.length > 0) refuse(`the policy refused ${said.refused.join(', ')}`)
  if (said.doors.length !== doors.length || said.doors.includes(0))
    refuse(`doors export ${said.doors.join(', ')} names`)
  if (said.ch4 !== '4.8') refuse(`composting gives ${said.ch4} t CH4 in place of 4.8`)
  if (said.co2e !== '210.72 t CO2e (AR5)') refuse(`composting gives ${said.co2e} in place of 210.72 t CO2e (AR5)`)
  if (Math.abs(said.percent - 5) > 1e-12) refuse(`5 % of the input are ${said.percent} % of its CH4`)
  const { monteCarlo } = await import('citymrv/uncertainty')
  const { composting } = await import('citymrv/waste')
  const here = monteCarlo(composting, drawn.inputs, drawn.context, drawn.options).sample('ch4')
  if (here.length !== 5000 || here.some((value, at) => value !== said.sample[at]))
    refuse('the draws are not those of Node')
  const digest = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')).digest
  if (!digest || said.digest !== digest) refuse(`the example's digest is ${said.digest} here, ${digest} by the command`)
})

const strict = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:"
const withWasm = strict.replace("'self'", "'self' 'wasm-unsafe-eval'")
for (const [title, own, wasm] of [
  ["script-src 'self'", strict, /WebAssembly operators cannot be used here.*Leave out operators/],
  ["script-src 'self' 'wasm-unsafe-eval'", withWasm, /^equal$/],
]) {
  await check(`batch and Monte Carlo in a page with ${title}`, async () => {
    const said = await open('/', {
      '/': ['text/html', page('/rows.js'), own],
      '/rows.js': ['text/javascript', await bundle(rows)],
    })
    if (said.error) refuse(said.error)
    if (said.policy !== 'in force') refuse('the policy is not in force')
    if (said.refused.length > 0) refuse(`the policy refused ${said.refused.join(', ')}`)
    if (said.status.join() !== '1,1,5001') refuse(`refused rows, problems and their row are ${said.status}`)
    // 0 to 2500 t in steps of 0.25 but for one of 1250 t; 4 kg CH4/t
    const total = ((10_000 * 10_001) / 2 / 4 - 1250) * 0.004
    if (!(Math.abs(said.total - total) <= 1e-12 * total)) refuse(`the sum is ${said.total} in place of ${total}`)
    // N(1200, 60) t: 4.8 ± 0.24 t; five standard errors of 20,000 draws
    const { mean, sd } = said.drawn
    if (!(Math.abs(mean - 4.8) < (5 * 0.24) / Math.sqrt(20_000))) refuse(`the mean is ${mean} in place of 4.8`)
    if (!(Math.abs(sd - 0.24) < (5 * 0.24) / Math.sqrt(40_000))) refuse(`the deviation is ${sd} in place of 0.24`)
    if (!wasm.test(said.wasm)) refuse(`with WebAssembly: ${said.wasm}`)
  })
}

await check('a source of factors is fetched when it is asked for, and nothing of another', async () => {
  const files = await bundleInParts(onDemand)
  const fetched = []
  const said = await open('/', { '/': ['text/html', page('/page.js'), policy], ...files }, fetched)
  if (said.error) refuse(said.error)
  if (said.policy !== 'in force') refuse('the policy is not in force')
  if (said.refused.length > 0) refuse(`the policy refused ${said.refused.join(', ')}`)
  const found = JSON.stringify(said.found)
  const wanted = JSON.stringify(asked.map(({ id, value }) => [id, value, true]))
  if (found !== wanted) refuse(`it found ${found} in place of ${wanted}`)
  if (!/^label\.unknown .*"ipcc-2006-v2"/.test(said.unknown)) refuse(`an unknown source gives ${said.unknown}`)
  const marks = [...asked.map(({ id }) => fetched.indexOf(`/loading/${id}`)), fetched.length]
  const held = (from, to) => fetched.slice(from, to).flatMap((name) => tablesIn(files[name]?.[1] ?? ''))
  const early = held(0, marks[0])
  if (marks[0] < 0 || early.length > 0) refuse(`before any source is asked for, the page holds ${early.join(', ')}`)
  for (const [at, { id }] of asked.entries()) {
    const tables = held(marks[at], marks[at + 1])
    const own = readdirSync(join(root, 'factors', id)).filter((file) => file.endsWith('.csv')).length
    const others = tables.filter((table) => !table.startsWith(`${id}/`))
    if (others.length > 0) refuse(`with ${id} came ${others.join(', ')}`)
    if (new Set(tables).size !== own) refuse(`of the ${own} tables of ${id} came ${tables.length}`)
  }
})

let widths = {}
await check("the example's report opens in a browser", async () => {
  widths = await open('/', {
    '/': ['text/html', page('/frames.js')],
    '/frames.js': ['text/javascript', frames],
    '/report.html': ['text/html', readFileSync(join(out, 'report.html'), 'utf8')],
  })
  for (const [width, { text, drawn, scripts }] of Object.entries(widths)) {
    if (text < 500) refuse(`at ${width} px it shows ${text} characters`)
    if (drawn === 0) refuse(`at ${width} px it shows no chart`)
    if (scripts.length > 0) refuse(`it is not self-contained: it loads ${scripts.join(', ')}`)
  }
})
for (const width of [390, 1440]) {
  await check(`the example's report fits ${width} px`, () => {
    const { width: has, needs, wide } = widths[width] ?? refuse('it was not opened')
    if (needs > has || wide.length > 0) refuse(`it needs ${needs} px of ${has} px (${wide.join(', ')})`)
  })
}
end()
