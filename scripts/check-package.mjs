// The package as its users get it: packed, installed in a new folder without optional peers, and used from there.
// Needs a build; prints a line for each check.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { refuse, startChecks } from './checks.mjs'
import { command, entries, root, schemas } from './entries.mjs'

const { check, end } = startChecks()
const folder = mkdtempSync(join(tmpdir(), 'citymrv-package-'))
const { resolve } = createRequire(import.meta.url)

const run = (program, args, { cwd = root, quiet = false } = {}) => {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
  })
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim()
  if (error || status !== 0)
    refuse(`${program} ${args.slice(0, 2).join(' ')} ended with ${error ?? signal ?? status}\n${said}`)
  if (quiet && said !== '') refuse(`it printed:\n${said}`)
  return stdout
}
const tool = (name) => join(root, 'node_modules/.bin', name)
const strict = '--disallow-code-generation-from-strings'
const doors = entries().map(({ name }) => (name === '.' ? 'citymrv' : `citymrv/${name}`))

// What is compared before and after loading a door; what zod keeps for all its copies in a process is let through.
const watch = `
  const zods = ['__zod_globalConfig', '__zod_globalRegistry']
  const state = () => JSON.stringify([
    Object.getOwnPropertyNames(globalThis).filter((name) => !zods.includes(name)),
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
    process.exitCode ?? null, process.env, process.cwd(),
  ])
  const before = state()
  const same = (door) => {
    if (Object.keys(door).length === 0) throw new Error('it exports nothing')
    if (state() !== before) throw new Error('loading it changed the process')
    globalThis.names = Object.keys(door).filter((name) => name !== 'default' && name !== 'module.exports').sort().join(' ')
  }`

const user = join(folder, 'user')
const use = (code, type) => {
  const file = join(user, `use.${type === 'import' ? 'mjs' : 'cjs'}`)
  writeFileSync(file, code)
  return run(process.execPath, [strict, file], { cwd: user })
}

try {
  await check('publint', () => run(tool('publint'), ['--strict', '--pack', 'false']))

  let packed = []
  await check('npm pack, and npm install of what it packed', () => {
    const flags = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
    const [{ filename, files }] = JSON.parse(run('npm', flags))
    mkdirSync(user)
    writeFileSync(join(user, 'package.json'), JSON.stringify({ name: 'user', private: true }))
    const without = ['--omit=dev', '--omit=optional', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund']
    run('npm', ['install', ...without, '--prefer-offline', join(folder, filename)], { cwd: user })
    packed = files.map(({ path }) => path)
  })

  await check('the packed files', () => {
    const extra = packed.filter(
      (path) => !/^(dist|schema)\/|^(package\.json|README\.md|LICENSE|NOTICE|CHANGELOG\.md)$/.test(path),
    )
    if (extra.length > 0) refuse(`it packs ${extra.join(', ')}`)
    const wanted = [
      'README.md',
      'LICENSE',
      'NOTICE',
      'CHANGELOG.md',
      'dist/bin.js',
      ...schemas().map((name) => `schema/${name}`),
    ]
    const missing = wanted.filter((path) => !packed.includes(path))
    if (missing.length > 0) refuse(`it lacks ${missing.join(', ')}`)
    const named = packed.filter((path) => readFileSync(join(user, 'node_modules/citymrv', path), 'utf8').includes(root))
    if (named.length > 0) refuse(`a path of this machine is in ${named.join(', ')}`)
  })

  await check('are the types wrong', () => {
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? refuse('there is no packed package')
    run(tool('attw'), [join(folder, tarball), '--no-color', '--no-emoji', '--format', 'ascii'])
  })

  const names = new Map()
  for (const door of doors) {
    await check(`import ${door}`, () => {
      const code = `${watch}\nsame(await import('${door}'))\nprocess.stdout.write(globalThis.names)`
      names.set(door, use(code, 'import'))
    })
    await check(`require ${door}`, () => {
      const said = use(`${watch}\nsame(require('${door}'))\nprocess.stdout.write(globalThis.names)`, 'require')
      if (said !== names.get(door)) refuse(`import gives\n${names.get(door)}\nrequire gives\n${said}`)
    })
  }

  const lines = `const result = evaluate(composting, { treated: '1200 t' }, { region: 'ID', gwp: 'AR5' })
    const found = result.outputs.ch4 + ', ' + result.co2e
    if (!/^4\\.8 t CH4 .*, 210\\.72 t CO2e \\(AR5\\)$/.test(found)) throw new Error(found)
    if (!verify(JSON.parse(JSON.stringify(result))).ok) throw new Error('the result does not verify')`
  await check('a first result by import, under a strict content-security policy', () =>
    use(`import { evaluate, verify } from 'citymrv'\nimport { composting } from 'citymrv/waste'\n${lines}`, 'import'),
  )
  await check('a first result by require, under a strict content-security policy', () =>
    use(
      `const { evaluate, verify } = require('citymrv')\nconst { composting } = require('citymrv/waste')\n${lines}`,
      'require',
    ),
  )

  for (const [ending, resolution] of [
    ['mts', 'node16'],
    ['cts', 'node16'],
    ['ts', 'bundler'],
  ]) {
    await check(`types of every subpath for .${ending} (${resolution})`, () => {
      const imports = doors.map((door, index) => `import * as door${index} from '${door}'\nvoid door${index}`)
      const text = `${imports.join('\n')}
import { evaluate } from 'citymrv'
import { composting } from 'citymrv/waste'
evaluate(composting, { treated: '1200 t' }).outputs.ch4.value satisfies string
// @ts-expect-error the input is called "treated"
evaluate(composting, { traeted: '1200 t' })`
      writeFileSync(join(user, `types.${ending}`), text)
      const module = resolution === 'node16' ? 'node16' : 'esnext'
      const flags = [
        '--noEmit',
        '--strict',
        '--exactOptionalPropertyTypes',
        '--target',
        'es2022',
        '--lib',
        'es2022,dom',
      ]
      const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
      const how = ['--module', module, '--moduleResolution', resolution, '--skipLibCheck', 'false']
      run(process.execPath, [resolve('typescript/bin/tsc'), ...flags, ...how, ...types, `types.${ending}`], {
        cwd: user,
      })
    })
  }

  await check('the command', () => {
    const bin = join(user, 'node_modules/.bin/citymrv')
    const listed = JSON.parse(run(bin, ['methods', '--json'], { cwd: user }))
    if (!listed.some(({ id }) => id === 'waste.composting')) refuse(`it lists ${listed.map(({ id }) => id).join(', ')}`)
    if (!readFileSync(join(root, 'dist/bin.js'), 'utf8').startsWith('#!/usr/bin/env node\n'))
      refuse(`${command.source} must begin with #!/usr/bin/env node`)
  })

  await check('a bundle with one method holds no other', async () => {
    const code = `import { evaluate } from 'citymrv'\nimport { composting } from 'citymrv/waste'\nconsole.log(evaluate(composting, { treated: 1 }))`
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: user },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    })
    const text = outputFiles[0].text
    const all = use(
      `import { methods } from 'citymrv/methods'\nprocess.stdout.write([...methods().keys()].join(' '))`,
      'import',
    ).split(' ')
    const held = all.filter((id) => text.includes(`"${id}"`))
    if (held.join() !== 'waste.composting') refuse(`it holds ${held.join(', ')}`)
    if (text.includes('ipcc-2006-v2/')) refuse('it holds a factor table of another sector')
    console.log(`    ${Math.round(text.length / 1024)} KiB minified`)
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
end()
