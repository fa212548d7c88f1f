// A Python with numpy that answers line by line, so that its runs and ours take turns on the same machine.
import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { peer } from '../scripts/peers.mjs'

const script = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Starts a script of `reference/`; numpy and pandas are installed where they are missing, or this fails. */
export const startPython = (name, ...args) => {
  const installed = spawnSync(process.execPath, [script('../scripts/peers.mjs'), 'numpy'], { encoding: 'utf8' })
  if (installed.status !== 0) throw new Error(`numpy is missing and could not be installed:\n${installed.stdout}`)
  const child = spawn(peer('numpy'), [script(`reference/${name}`), ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    /** What it answers to a line. */
    async ask(line) {
      child.stdin.write(`${line}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${name} ended`)
      return JSON.parse(value)
    },
    end: () => child.stdin.end(),
  }
}
