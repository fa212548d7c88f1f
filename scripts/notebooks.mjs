// Runs the notebooks of examples/notebooks from start to end on real kernels, in a new folder in which the packed package
// is installed, with Deno and Vega-Lite from npm. Needs a build, and what `npm run peers -- jupyter` installs; prints a
// line for each check.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refuse, startChecks } from './checks.mjs'
import { root } from './entries.mjs'
import { peer } from './peers.mjs'

const { check, end } = startChecks()
const folder = mkdtempSync(join(tmpdir(), 'citymrv-notebooks-'))
const own = { deno: '2.9.6', vega: '6', 'vega-lite': '6' }

const run = (program, args, { cwd = folder, env = {} } = {}) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 1e9,
    env: { ...process.env, ...env },
  })
  const tail = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-15).join('\n')
  if (error || status !== 0) refuse(`${program} ${args.slice(0, 3).join(' ')} ended with ${error ?? status}\n${tail}`)
  return stdout
}

/** What the cells of a notebook show: the data by type of each output, cell by cell. */
const shownBy = (notebook) =>
  notebook.cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ outputs }) =>
      outputs.map(({ data = {}, text }) =>
        Object.fromEntries(
          Object.entries(text === undefined ? data : { 'text/plain': text }).map(([type, content]) => [
            type,
            Array.isArray(content) ? content.join('') : content,
          ]),
        ),
      ),
    )

const expectText = (shown, cell, type, wanted) => {
  const found = shown[cell]?.map((data) => data[type]).find(Boolean) ?? refuse(`cell ${cell + 1} shows no ${type}`)
  if (!wanted.test(found)) refuse(`cell ${cell + 1} shows ${String(found).slice(0, 300)}`)
  return found
}

try {
  let python
  await check('nbclient, ipykernel and pandas', () => {
    python = peer('jupyter')
  })
  const installed = await check('the packed package, Deno and Vega-Lite from npm', () => {
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root }),
    )
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'notebooks', private: true, type: 'module' }))
    const packages = Object.entries(own).map(([name, version]) => `${name}@${version}`)
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, filename), ...packages])
    const kernel = join(folder, 'jupyter/kernels/deno')
    mkdirSync(kernel, { recursive: true })
    const deno = join(folder, 'node_modules/.bin/deno')
    const spec = {
      argv: [deno, 'jupyter', '--kernel', '--conn', '{connection_file}'],
      display_name: 'Deno',
      language: 'typescript',
    }
    writeFileSync(join(kernel, 'kernel.json'), JSON.stringify(spec))
    console.log(`    ${run(deno, ['--version']).split('\n')[0]}`)
  })

  const execute = (name) => {
    if (!python || !installed) refuse('what it needs is not there: see above')
    copyFileSync(join(root, 'examples/notebooks', name), join(folder, name))
    const env = { JUPYTER_PATH: join(folder, 'jupyter'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
    run(python, [join(root, 'scripts/notebooks.py'), name, `out-${name}`, folder], { env })
    return shownBy(JSON.parse(readFileSync(join(folder, `out-${name}`), 'utf8')))
  }

  let chart
  await check(
    'composting.ipynb on the kernel of Deno: a method, equations, results, quantities and a chart show themselves',
    () => {
      const shown = execute('composting.ipynb')
      expectText(shown, 1, 'text/html', /waste\.composting<.*<code>treated<\/code>.*<math .*<code>co2e<\/code>/s)
      expectText(shown, 2, 'text/html', /<math .*EF.*<\/math>/s)
      // 1200 t · 4 g/kg, 1200 t · 0.24 g/kg; 28 and 265
      expectText(shown, 3, 'text/html', /4\.8.*0\.288.*210\.72/s)
      expectText(shown, 4, 'text/plain', /^210\.72 t CO2e \(AR5\)$/)
      expectText(shown, 5, 'text/plain', /^1200000 kg waste \(wet\)$/)
      expectText(shown, 6, 'text/html', /<th>year<\/th>.*<td>2024<\/td>/s)
      chart =
        shown[7]?.map((data) => data['application/vnd.vegalite.v6+json']).find(Boolean) ?? refuse('there is no chart')
      expectText(shown, 8, 'text/plain', /^true true\s*$/)
    },
  )

  await check('the chart of the notebook is drawn by Vega-Lite', () => {
    if (!chart) refuse('there is no chart: see above')
    const code = `import * as lite from 'vega-lite'
import * as vega from 'vega'
import { readFileSync } from 'node:fs'
const warned = []
const note = (...texts) => (warned.push(...texts), logger)
const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger }
const { spec } = lite.compile(JSON.parse(readFileSync('chart.json', 'utf8')), { logger })
const svg = await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG()
process.stdout.write(JSON.stringify({ svg, warned }))`
    writeFileSync(join(folder, 'chart.json'), JSON.stringify(chart))
    writeFileSync(join(folder, 'draw.mjs'), code)
    const { svg, warned } = JSON.parse(run(process.execPath, ['draw.mjs']))
    if (warned.length > 0) refuse(warned.join('\n'))
    for (const word of ['baseline.co2e', 'project.co2e', '2024', 't CO2e (AR5)'])
      if (!svg.includes(word)) refuse(`the picture does not show ${word}`)
  })

  await check('pandas.ipynb on the kernel of Python: the command of Node, and a table in five lines', () => {
    const shown = execute('pandas.ipynb')
    // nothing decays in the year of deposit; 2016: 1000 t · 0.15 · 0.5 · 0.8 · (1 − e^−0.4) · 0.5 · 16/12 = 13.187 t
    expectText(shown, 0, 'text/html', /ch4, t CH4 \(biogenic\).*2015.*0\.0+<.*2016.*13\.18719/s)
    expectText(shown, 1, 'text/html', /DDOCma.*Eq 3\.4, 3A1\.14/s)
    expectText(shown, 2, 'text/html', /ipcc-2006-v5/)
    expectText(shown, 3, 'text/plain', /^[1-9].*climate.*tropical-moist-wet/s)
    const { cells } = JSON.parse(readFileSync(join(folder, 'pandas.ipynb'), 'utf8'))
    const lines = cells.find(({ cell_type }) => cell_type === 'code').source.length
    if (lines > 5) refuse(`the table takes ${lines} lines`)
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
end()
