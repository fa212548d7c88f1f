// The programs beside Node that the slower suites run: where each is, and how it is installed. `npm run peers` installs
// what is missing, or only what is named; a suite asks `peer` and says aloud what is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuse, startChecks } from './checks.mjs'

const onPath = (...names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)))
    .find((path) => existsSync(path))

const run = (program, args) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  const tail = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-8).join('\n')
  if (error || status !== 0) refuse(`${program} ${args.join(' ')} ended with ${error ?? status}\n${tail}`)
}

let updated = false
const debian = (...packages) => {
  if (process.getuid?.() !== 0) refuse(`only root can: apt-get install ${packages.join(' ')}`)
  if (!updated) run('apt-get', ['update', '-qq'])
  updated = true
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

// one environment for all that is Python, so that nothing of the machine's own is changed
const environment = process.env.CITYMRV_PYTHON ?? join(homedir(), '.cache/citymrv/python')
const python = join(environment, 'bin/python')

const withModules = (...modules) =>
  existsSync(python) && spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0 ? python : undefined

const pypi = (...packages) => {
  if (!existsSync(python)) {
    const made = () => spawnSync('python3', ['-m', 'venv', environment]).status === 0
    if (!made()) {
      debian('python3-venv')
      if (!made()) refuse(`python3 -m venv ${environment} failed`)
    }
  }
  run(python, ['-m', 'pip', 'install', '-q', ...packages])
}

const newestPostgresql = () => {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(folder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

const peers = {
  chromium: {
    title: 'Chromium',
    find: () => onPath('chromium', 'chromium-browser', 'google-chrome'),
    install: () => debian('chromium'),
  },
  libreoffice: {
    title: 'LibreOffice Calc, with UNO for Python',
    // Debian's own Python knows Debian's LibreOffice
    find: () => (spawnSync('/usr/bin/python3', ['-c', 'import uno']).status === 0 ? onPath('soffice') : undefined),
    install: () => debian('libreoffice-calc', 'python3-uno'),
  },
  poppler: {
    title: 'pdftotext of Poppler',
    find: () => onPath('pdftotext'),
    install: () => debian('poppler-utils'),
  },
  postgresql: {
    title: 'PostgreSQL (the folder of its programs)',
    find: newestPostgresql,
    install: () => debian('postgresql'),
  },
  java: {
    title: 'Java',
    find: () => onPath('java'),
    install: () => debian('openjdk-17-jre-headless'),
  },
  pyspark: {
    title: 'Python with PySpark 4',
    find: () => withModules('pyspark'),
    install: () => pypi('pyspark>=4,<5'),
  },
  time: {
    title: 'GNU time',
    find: () => (existsSync('/usr/bin/time') ? '/usr/bin/time' : undefined),
    install: () => debian('time'),
  },
  numpy: {
    title: 'Python with numpy and pandas',
    find: () => withModules('numpy', 'pandas'),
    install: () => pypi('numpy', 'pandas'),
  },
  jupyter: {
    title: 'Python with nbclient, ipykernel and pandas',
    find: () => withModules('nbclient', 'ipykernel', 'pandas'),
    install: () => pypi('nbclient', 'ipykernel', 'pandas'),
  },
}

/**
 * Where a program is: a path.
 *
 * @param {keyof typeof peers} name
 * @throws what is not there, and the command that installs it
 */
export const peer = (name) =>
  peers[name].find() ?? refuse(`${peers[name].title} is not there; \`npm run peers -- ${name}\` installs it`)

const main = async (names) => {
  const unknown = names.filter((name) => !(name in peers))
  if (unknown.length > 0)
    refuse(`there is no ${unknown.join(', ')}; \`npm run peers\` knows ${Object.keys(peers).join(', ')}`)
  const { check, end } = startChecks()
  for (const name of names.length > 0 ? names : Object.keys(peers)) {
    await check(name, () => {
      if (!peers[name].find()) peers[name].install()
      console.log(`    ${peers[name].title}: ${peer(name)}`)
    })
  }
  end()
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}
