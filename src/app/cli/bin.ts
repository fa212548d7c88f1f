#!/usr/bin/env node
import { main } from './index'

const stdin = async (): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const part of process.stdin) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

// `citymrv factors | head` closes the pipe early; that is no fault
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin,
  cwd: process.cwd(),
  env: process.env,
})
