import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { peer } from '../../scripts/peers.mjs'

const idOf = (of: '-u' | '-g'): number => Number(execFileSync('id', [of, 'postgres'], { encoding: 'utf8' }))

/** A server of its own in a temporary folder, on a socket there. */
export interface Postgresql {
  run(statements: readonly string[]): void
  /** The records of a query, and what is to be run before it in its session. */
  query(sql: string, before?: readonly string[]): Record<string, unknown>[]
  stop(): Promise<void>
}

/** Starts a server; throws where there is none. */
export const startPostgresql = async (): Promise<Postgresql> => {
  const bin = peer('postgresql')
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
    run: (statements) => void psql(`${statements.join(';\n')};\n`),
    query: (sql, before = []) =>
      JSON.parse(psql(`${[...before, `SELECT coalesce(json_agg(t), '[]') FROM (${sql}) t`].join(';\n')};\n`)),
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}
