import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = '/usr/lib/postgresql'

/** The programs of Debian's newest PostgreSQL; installed where they are not there and can be. */
const programs = (): string | undefined => {
  const found = () =>
    existsSync(folder)
      ? readdirSync(folder)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => join(folder, version, 'bin'))
          .find((bin) => existsSync(join(bin, 'initdb')))
      : undefined
  if (found() || process.getuid?.() !== 0) return found()
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { stdio: 'ignore' })
  } catch {
    // said aloud by whoever asks
  }
  return found()
}

const idOf = (of: '-u' | '-g'): number => Number(execFileSync('id', [of, 'postgres'], { encoding: 'utf8' }))

/** A server of its own in a temporary folder, on a socket there. */
export interface Postgresql {
  /** Runs statements, and gives what each of the last queries returned. */
  run(statements: readonly string[], query: string): Record<string, unknown>[]
  stop(): Promise<void>
}

/** Starts a server; undefined where there is none and none can be installed. */
export const startPostgresql = async (): Promise<Postgresql | undefined> => {
  const bin = programs()
  if (!bin) return undefined
  const home = mkdtempSync(join(tmpdir(), 'citymrv-postgresql-'))
  // the server refuses to run as root
  const who = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (who.uid !== undefined) chownSync(home, who.uid, who.gid as number)
  const data = join(home, 'data')
  const env = { ...process.env, LC_ALL: 'C' }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'citymrv', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...who,
    cwd: home,
    env,
    stdio: 'ignore',
  })
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', home, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'jit=off'],
    { ...who, cwd: home, env, stdio: 'ignore' },
  )
  const psql = (input: string): string =>
    execFileSync(
      join(bin, 'psql'),
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', home, '-U', 'citymrv', '-d', 'postgres'],
      { input, encoding: 'utf8', env, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] },
    )
  for (let tries = 0; ; tries++) {
    try {
      psql('SELECT 1')
      break
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return {
    run(statements, query) {
      const all = [...statements, `SELECT coalesce(json_agg(t), '[]') FROM (${query}) t`]
      return JSON.parse(psql(`${all.join(';\n')};\n`)) as Record<string, unknown>[]
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}
